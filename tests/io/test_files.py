"""Files on disk: what is saved is there entirely, what cannot be saved gets a sentence, and the old file stands."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cjm_editor.core import edits
from cjm_editor.core.address import DOCUMENT
from cjm_editor.core.errors import FileTrouble, FormatError
from cjm_editor.core.model import Document, JourneyMap, Touchpoint
from cjm_editor.core.resources import sample
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import _, words
from cjm_editor.io import files, writer
from cjm_editor.io.files import load, save, write_atomic
from cjm_editor.io.system import SYSTEM

TEXT = "cjm: 1  # v\ntitle: A\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "карта.cjm.yaml"
    made.write_text(TEXT, encoding="utf-8")
    return made


def renamed(document: Document, title: str) -> Document:
    return edits.set_field(document, DOCUMENT, "title", title)


def refused(act: Callable[[], object], code: str) -> str:
    """The sentence of the trouble that an act must raise."""
    with pytest.raises(FileTrouble) as caught:
        act()
    assert caught.value.code == code
    sentences = [words(language)(caught.value.message) for language in ("en", "ru")]
    assert sentences[0] != sentences[1]
    assert all(sentence.endswith(".") for sentence in sentences)
    return sentences[0]


def test_what_is_saved_reads_back_with_its_comments(path: Path) -> None:
    loaded = load(path)
    saved = save(path, renamed(loaded.source.document, "Б"), loaded)
    assert path.read_text(encoding="utf-8") == "cjm: 1  # v\ntitle: Б\n"
    assert saved == load(path)
    again = save(path, renamed(saved.source.document, "В"), saved)
    assert again.source.document.title == "В"
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_a_save_does_each_step_in_its_turn(path: Path) -> None:
    """Read again, written beside, synced, measured, put in place, the folder synced, read back."""
    told: list[str] = []
    names: dict[int, str] = {}

    def opened(name: str | Path, flags: int, mode: int) -> int:
        handle = SYSTEM.open(name, flags, mode)
        place = Path(name)
        names[handle] = "file" if place == path else "folder" if place == path.parent else "temporary"
        assert place.parent == path.parent or place == path.parent
        if names[handle] == "file":
            told.append("read file")
        return handle

    def handled(word: str, call: Callable[..., object]) -> Callable[..., object]:
        def made(handle: int, *arguments: object) -> object:
            if names[handle] != "file":
                told.append(f"{word} {names[handle]}")
            return call(handle, *arguments)

        return made

    def put(old: Path, new: Path) -> None:
        told.append(f"put in place {new == path}")
        SYSTEM.replace(old, new)

    calls = replace(
        SYSTEM,
        open=opened,
        write=handled("write", SYSTEM.write),
        fsync=handled("sync", SYSTEM.fsync),
        size=handled("measure", SYSTEM.size),
        replace=put,
    )
    loaded = load(path)
    save(path, renamed(loaded.source.document, "B"), loaded, None, calls)
    assert told == [
        "read file",
        "write temporary",
        "sync temporary",
        "measure temporary",
        "put in place True",
        "sync folder",
        "read file",
    ]


def test_a_new_document_is_saved(tmp_path: Path) -> None:
    saved = save(tmp_path / "new.cjm.yaml", Document(title="No"))
    assert (tmp_path / "new.cjm.yaml").read_bytes() == b'cjm: 1\ntitle: "No"\n'
    assert saved.source.document == Document(title="No")


def test_a_file_changed_on_disk_is_not_written_over(path: Path) -> None:
    loaded = load(path)
    path.write_text("cjm: 1\ntitle: theirs\n", encoding="utf-8")
    sentence = refused(lambda: save(path, renamed(loaded.source.document, "ours"), loaded), "changed-on-disk")
    assert "Save as" in sentence
    assert path.read_text(encoding="utf-8") == "cjm: 1\ntitle: theirs\n"
    elsewhere = path.with_name("other.cjm.yaml")
    save(elsewhere, renamed(loaded.source.document, "ours"), loaded)
    assert elsewhere.read_text(encoding="utf-8") == "cjm: 1  # v\ntitle: ours\n"


def test_a_file_that_was_only_touched_is_saved(path: Path) -> None:
    loaded = load(path)
    os.utime(path, (1, 1))
    save(path, renamed(loaded.source.document, "B"), loaded)
    assert load(path).source.document.title == "B"


def test_a_deleted_file_is_written_again(path: Path) -> None:
    loaded = load(path)
    path.unlink()
    save(path, renamed(loaded.source.document, "B"), loaded)
    assert load(path).source.document.title == "B"


def test_a_file_of_a_newer_version_is_not_saved(path: Path) -> None:
    path.write_text("cjm: 3\n", encoding="utf-8")
    loaded = load(path)
    refused(lambda: save(path, renamed(loaded.source.document, "B"), loaded), "read-only")
    assert path.read_text(encoding="utf-8") == "cjm: 3\n"


def test_links_are_followed_and_the_mode_is_kept(path: Path) -> None:
    path.chmod(0o640)
    link = path.with_name("link.cjm.yaml")
    link.symlink_to(path)
    save(link, renamed(load(link).source.document, "B"), load(link))
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert load(path).source.document.title == "B"


def test_a_new_file_has_the_mode_of_any_new_file(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a", b"x")
    (tmp_path / "b").write_bytes(b"x")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


def test_folders_and_missing_folders(tmp_path: Path) -> None:
    refused(lambda: write_atomic(tmp_path, b"x"), "eisdir")
    refused(lambda: write_atomic(tmp_path / "none" / "a", b"x"), "enoent")
    refused(lambda: load(tmp_path), "eisdir")
    refused(lambda: load(tmp_path / "none.cjm.yaml"), "enoent")
    refused(lambda: write_atomic(tmp_path / ("x" * 300), b"x"), "enametoolong")
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_ordinary_file_is_neither_read_nor_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    refused(lambda: load(pipe), "no-file")
    refused(lambda: write_atomic(pipe, b"x"), "enodev")
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    refused(lambda: load(loop), "eloop")


@pytest.mark.parametrize(
    ("call", "code"),
    [
        ("fsync", errno.EIO),
        ("fsync", errno.ENOSPC),
        ("fsync", errno.EDQUOT),
        ("open", errno.EACCES),
        ("open", errno.EROFS),
        ("change_mode", errno.EPERM),
        ("write", errno.ENOSPC),
        ("replace", errno.EBUSY),
    ],
)
def test_an_error_of_the_system_leaves_the_old_file(path: Path, call: str, code: int) -> None:
    def fail(*_args: object, **_more: object) -> None:
        raise OSError(code, "no")

    failing = replace(SYSTEM, **{call: fail})
    refused(lambda: write_atomic(path, b"new", failing), errno.errorcode[code].lower())
    assert path.read_text(encoding="utf-8") == TEXT
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_a_write_cut_short_goes_on(path: Path) -> None:
    """The system may take less than it is given, and says so."""
    slow = replace(SYSTEM, write=lambda handle, data: os.write(handle, data[:3]))
    write_atomic(path, b"new text", slow)
    assert path.read_bytes() == b"new text"


@pytest.mark.parametrize("taken", [0, 8], ids=["nothing more is taken", "more is said than was taken"])
def test_a_write_that_does_not_arrive_is_noticed(path: Path, taken: int) -> None:
    full = replace(SYSTEM, write=lambda handle, data: os.write(handle, data[:3]) and taken)
    refused(lambda: write_atomic(path, b"new text", full), "enospc")
    assert path.read_text(encoding="utf-8") == TEXT
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_the_disk_is_really_full(path: Path) -> None:
    """With the largest file size set to a few bytes the system refuses the rest."""
    import resource as limits
    import signal

    before = limits.getrlimit(limits.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits.setrlimit(limits.RLIMIT_FSIZE, (8, before[1]))
    try:
        sentence = refused(lambda: write_atomic(path, b"x" * 1000), "efbig")
    finally:
        limits.setrlimit(limits.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert "space" in sentence
    assert path.read_text(encoding="utf-8") == TEXT
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_a_read_only_file_is_not_replaced(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.chmod(0o444)
    monkeypatch.setattr(files.os, "access", lambda *_args: False)  # the superuser may write everywhere
    refused(lambda: write_atomic(path, b"new"), "eacces")
    assert path.read_text(encoding="utf-8") == TEXT


def test_bytes_that_do_not_read_back_are_not_saved(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load(path)
    document = renamed(loaded.source.document, "B")
    monkeypatch.setattr(writer, "to_bytes", lambda *_args: b"cjm: 1\ntitle: C\n")
    save(path, document, loaded)
    assert path.read_text(encoding="utf-8") == "# v\ncjm: 1\ntitle: B\n"
    monkeypatch.setattr(writer, "rewritten", lambda *_args: b"cjm: 1\ntitle: [\n")
    refused(lambda: save(path, renamed(document, "D"), load(path)), "not-saved")
    assert path.read_text(encoding="utf-8") == "# v\ncjm: 1\ntitle: B\n"


def test_lone_surrogates_are_saved_as_replacements(path: Path) -> None:
    loaded = load(path)
    points = Seq([Touchpoint("t", title="a\ud800b")])
    document = edits.add_map(loaded.source.document, JourneyMap("m", touchpoints=points))
    saved = save(path, document, loaded)
    assert saved.source.document.maps[0].touchpoints[0].title == "a\ufffdb"


def test_a_guard_may_stop_a_save(path: Path) -> None:
    def locked(at: Path) -> None:
        raise FileTrouble("locked", _("“{name}” is not an ordinary file.", name=str(at)))

    loaded = load(path)
    with pytest.raises(FileTrouble):
        save(path, renamed(loaded.source.document, "B"), loaded, guard=locked)
    assert path.read_text(encoding="utf-8") == TEXT


def test_problems_of_meaning_come_with_their_lines(path: Path) -> None:
    path.write_text(
        "cjm: 1\nmaps:\n  - id: m\n    segment: nobody\n    touchpoints:\n      - id: t\n        emotion: 9\n",
        encoding="utf-8",
    )
    found = [(p.place.line, p.place.column, p.code) for p in load(path).source.problems]
    assert found == [(4, 14, "no-such-reference"), (7, 18, "emotion-range")]


def test_a_refused_file_is_no_trouble_of_the_system(path: Path) -> None:
    path.write_bytes(b"cjm: 1\n" * 2)
    with pytest.raises(FormatError):
        load(path)


def test_a_sample_saved_untouched_keeps_its_bytes(tmp_path: Path) -> None:
    copy = tmp_path / "boots.cjm.yaml"
    copy.write_bytes(sample("boots.cjm.yaml").read_bytes())
    loaded = load(copy)
    save(copy, loaded.source.document, loaded)
    assert copy.read_bytes() == sample("boots.cjm.yaml").read_bytes()


def test_a_file_with_an_id_twice_tells_all_its_problems_in_one_pass(tmp_path):
    path = tmp_path / "d.cjm.yaml"
    path.write_text(
        "cjm: 1\nmaps:\n- id: m\n  segment: none\n  touchpoints:\n  - {id: t, emotion: high}\n  - {id: t}\n"
        "  - {id: u, emotion: 9}\n  transitions:\n  - {id: e, from: t, to: gone}\n"
    )
    with pytest.raises(FormatError) as caught:
        load(path)
    found = [(p.code, p.place.line) for p in caught.value.problems]
    assert [line for _code, line in found] == [4, 6, 7, 8, 10]
    assert [code for code, _line in found].count("duplicate-id") == 1


def test_what_an_unread_part_would_mean_is_not_asked(tmp_path):
    path = tmp_path / "d.cjm.yaml"
    path.write_text("cjm: 1\nsegments: [{id: s}]\nsegments: []\nmaps: [{id: m, segment: s}]\n")
    with pytest.raises(FormatError) as caught:
        load(path)
    assert [p.code for p in caught.value.problems] == ["duplicate-key"]
