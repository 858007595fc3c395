"""Every call of the system fails in every way, in saving, exporting and keeping the journal.

Nothing is corrupt, nothing is called done that is not, and the sentence names the cause.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout, suppress
from dataclasses import replace
from functools import partial
from importlib import import_module
from io import StringIO
from pathlib import Path

import pytest

from cjm_editor.core import edits
from cjm_editor.core.address import DOCUMENT
from cjm_editor.core.disorders import said_by_system
from cjm_editor.core.errors import FileTrouble
from cjm_editor.core.texts import words
from cjm_editor.io import files
from cjm_editor.io.backups import NAMED, NOTE, Shelf, contents, sweep_all, versions
from cjm_editor.io.files import load, save, sweep, write_atomic
from cjm_editor.io.journal import EDIT, Header, JournalFile, begun, read_journal
from cjm_editor.io.saving import Saved, saved
from cjm_editor.io.system import SYSTEM, System
from tests.io.faults import WAYS, Death, Faults, died

OLD = ("cjm: 1\ntitle: Было\nx: " + "a" * 300 + "\n").encode()
NEW = ("cjm: 1\ntitle: Стало\nx: " + "a" * 300 + "\n").encode()
# as fast as memory: what a sync does is the matter of the model of a power cut
QUICK = replace(SYSTEM, fsync=lambda handle: None)
CAUSES = {
    errno.ENOSPC: "space",
    errno.EDQUOT: "space",
    errno.EFBIG: "space",
    errno.EACCES: "permission",
    errno.EPERM: "permission",
    errno.EROFS: "read-only",
    errno.ENOENT: "no f",
}

Act = Callable[[Path, System], object]


def saving(path: Path, system: System) -> object:
    """Read the file, change its title, save it."""
    loaded = load(path)
    return save(
        path, edits.set_field(loaded.source.document, DOCUMENT, "title", "Стало"), loaded, None, system
    )


def saving_anew(path: Path, system: System) -> object:
    """Save under a name that there is not yet."""
    path.unlink()
    document = edits.set_field(load_bytes(path, OLD), DOCUMENT, "title", "Стало")
    return save(path, document, None, None, system)


def load_bytes(path: Path, data: bytes):
    other = path.with_name("other.cjm.yaml")
    other.write_bytes(data)
    document = load(other).source.document
    other.unlink()
    return document


def shelf_of(path: Path, system: System = SYSTEM) -> Shelf:
    """Where the versions of a file are kept here: not beside it."""
    return Shelf(path.parent.with_name(path.parent.name + " data") / "backups", system, lambda: 1e9)


def refusing(path: Path, system: System) -> System:
    """The calls, where the folder of the path forbids new files."""

    def opened(at: Path, flags: int, mode: int) -> int:
        if flags & os.O_CREAT and Path(at).parent == path.parent:
            raise OSError(errno.EACCES, "on purpose")
        return system.open(at, flags, mode)

    return replace(system, open=opened)


def saving_with_versions(path: Path, system: System, is_direct: bool = False) -> Saved:
    """Read the file, change its title, save it, its versions being kept from nothing on."""
    shelf = shelf_of(path, system)
    shutil.rmtree(shelf.folder, ignore_errors=True)
    loaded = load(path)
    document = edits.set_field(loaded.source.document, DOCUMENT, "title", "Стало")
    calls = refusing(path, system) if is_direct else system
    return saved(path, document, loaded, shelf, None, calls, is_direct)


def exporting(command: str, *arguments: str) -> Act:
    """The real program writes a file: the calls of its writing are those of the test."""

    def export(path: Path, system: System) -> object:
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()):
            patch.setattr(files, "write_atomic", partial(write_atomic, system=system))
            run = import_module(f"cjm_editor.cli.{command}").run
            return run([*arguments, "-o", str(path)], words("en"))

    return export


LIVED, WANTED = (
    str(Path(__file__).parents[1] / "pairs" / "missing" / f"{name}.cjm.yaml") for name in ("after", "before")
)
ACTS: dict[str, Act] = {"save": saving, "save anew": saving_anew}
EXPORTS: dict[str, Act] = {
    "map.svg": exporting("export", LIVED),
    "gap.json": exporting("compare", WANTED, LIVED, "--format", "json"),
    "merged.cjm.yaml": exporting("merge", LIVED, LIVED, WANTED),
}
"""The writers of the program that run in the tests of every commit; `MORE` have their turn in the long run."""

MORE: dict[str, Act] = {
    "map.png": exporting("export", LIVED),
    "map.pdf": exporting("export", LIVED),
    "gap.md": exporting("compare", WANTED, LIVED),
    "gap.html": exporting("compare", WANTED, LIVED),
    "gap.pdf": exporting("compare", WANTED, LIVED),
}


def faults(act: Callable[[Faults], object], most: int) -> Iterator[Faults]:
    """Every call of an act with every way to fail."""
    rehearsal = Faults(base=QUICK, most=most)
    act(rehearsal)
    for at in range(1, len(rehearsal.calls) + 1):
        for way in WAYS:
            yield Faults(at, way, QUICK, most)


def stray(folder: Path, *known: str) -> list[str]:
    return sorted(item.name for item in folder.iterdir() if item.name not in known)


def check_writer(name: str, folder: Path, pieces: tuple[int, ...] = (0, 50)) -> int:
    """How many cases were tried: each call of a writer failing in each way. `pieces`: bytes that a write takes at most,
    0 for all."""
    path = folder / ("map.cjm.yaml" if name in ACTS else name)
    act = (ACTS | EXPORTS | MORE)[name]
    path.write_bytes(OLD)
    act(path, QUICK)
    new = path.read_bytes()
    old = b"" if name == "save anew" else OLD
    assert new != old
    cases = 0

    def run(fault: Faults) -> None:
        path.write_bytes(OLD)
        act(path, fault.system())

    for most in pieces:
        for fault in faults(run, most):
            cases += 1
            told, is_done, is_dead = "", False, fault.way == "death"
            try:
                if is_dead:
                    died(lambda fault=fault: run(fault))
                else:
                    run(fault)
                    is_done = True
            except FileTrouble as error:
                told = words("en")(error.message)
            call = "" if is_dead else fault.calls[fault.at - 1]
            case = (name, most, fault.at, call, fault.way)
            found = path.read_bytes() if path.exists() else b""
            assert found in (old, new), case
            assert not is_done or found == new, case
            if told:
                cause = words("en")(said_by_system(fault.way)) if isinstance(fault.way, int) else "space"
                assert cause in told or CAUSES.get(fault.way, cause) in told, (case, told)
                # where the file was replaced already, it is the reading back that failed
                assert found == old or "replace" in fault.calls[: fault.at - 1], case
            if call == "unlink":  # the program lives and could not take its own file away
                for left in folder.glob(".cjm-*"):
                    left.unlink()
            sweep(folder)  # as the next start does
            # a document that was about to be made by the test itself is none of the program's
            assert stray(folder, path.name, "other.cjm.yaml") == [], case
    return cases


@pytest.mark.parametrize("name", ACTS)
def test_a_file_is_old_or_new_whatever_fails(name: str, tmp_path: Path) -> None:
    assert check_writer(name, tmp_path) > 300


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_old_or_new_whatever_fails(name: str, tmp_path: Path) -> None:
    assert check_writer(name, tmp_path, (0,)) > 100


def check_versions(folder: Path, is_direct: bool, pieces: tuple[int, ...] = (0,)) -> int:
    """How many cases were tried: each call of a save with versions failing in each way, into the file itself or not.

    Whatever can be read of a version is exact; the old bytes are in the file or in a version; where nothing is told,
    both are kept.
    """
    path = folder / "map.cjm.yaml"
    path.write_bytes(OLD)
    new = saving_with_versions(path, QUICK, is_direct).loaded.data()
    cases = 0
    for most in pieces:
        path.write_bytes(OLD)
        rehearsal = Faults(base=QUICK, most=most)
        saving_with_versions(path, rehearsal.system(), is_direct)
        for at in range(1, len(rehearsal.calls) + 1):
            for way in WAYS:
                path.write_bytes(OLD)
                fault, done, told = Faults(at, way, QUICK, most), None, None
                try:
                    if way == "death":
                        died(lambda fault=fault: saving_with_versions(path, fault.system(), is_direct))
                    else:
                        done = saving_with_versions(path, fault.system(), is_direct)
                except FileTrouble as error:
                    told = error
                cases += 1
                call = "" if way == "death" else fault.calls[at - 1]
                case = (is_direct, most, at, call, way)
                kept = versions(shelf_of(path), path)
                held = [contents(version) for version in kept]
                found = path.read_bytes()
                assert set(held) <= {OLD, new}, case
                assert found in (OLD, new) or OLD in held, case
                assert is_direct or found in (OLD, new), case
                assert done is None or found == new, case
                if done is not None and done.trouble is None:
                    assert held == [new, OLD], case
                if told is not None and found not in (OLD, new):
                    place = str(kept[held.index(OLD)].path)
                    assert told.code == "damaged" and place in words("en")(told.message), case
                if call == "unlink":
                    for left in folder.glob(".cjm-*"):
                        left.unlink()
                sweep(folder)
                sweep_all(shelf_of(path))
                assert stray(folder, path.name) == [], case
                if way == "death":
                    assert strange(shelf_of(path)) == [], case
    return cases


def strange(shelf: Shelf) -> list[str]:
    """Files among the versions that are neither one nor the note that says whose they are."""
    names = (item.name for item in shelf.folder.rglob("*") if item.is_file())
    return [name for name in names if name != NOTE and NAMED.fullmatch(name) is None]


@pytest.mark.parametrize("is_direct", [False, True], ids=["by a rename", "into the file"])
def test_whatever_fails_the_old_bytes_are_somewhere(is_direct: bool, tmp_path: Path) -> None:
    assert check_versions(tmp_path, is_direct) > 500


def keeping(folder: Path, fault: Faults, said: list[int]) -> None:
    """Begin a journal and write ten edits; `said` takes the numbers of those that were acknowledged."""
    journal: JournalFile | None = None
    system = fault.system()
    try:
        with suppress(OSError):
            journal = begun(folder, Header("", "", "A", 1, ""), OLD, system)
        if journal is None:
            return
        for number in range(10):
            with suppress(OSError):
                journal.append(EDIT, f"edit {number}".encode())
                said.append(number)
            if number % 4 == 3:
                with suppress(OSError):
                    journal.sync()
    finally:
        if journal is not None:
            os.close(journal.handle)
            journal.handle = -1


def check_journal(place: Path) -> int:
    """How many cases were tried: each call of writing a journal failing in each way."""
    folder = place / "journals"
    rehearsal = Faults(base=QUICK)
    keeping(folder, rehearsal, [])
    cases = 0
    for at in range(1, len(rehearsal.calls) + 1):
        for way in WAYS:
            for left in folder.glob("*"):
                left.unlink()
            fault, said = Faults(at, way, QUICK), []
            with suppress(Death):
                keeping(folder, fault, said)
            cases += 1
            case = (at, fault.calls[at - 1], way)
            journals = list(folder.glob("*"))
            if not said:
                continue
            assert len(journals) == 1, case
            found = read_journal(journals[0].read_bytes())
            kept = [int(edit.split()[1]) for edit in found.edits]
            assert found.base == OLD, case
            assert kept[: len(said)] == said, case
            # a write that was cut short and taken back is no edit; only a death may leave one more than was said
            assert len(kept) == len(said) or fault.is_dead, case
    return cases


def test_a_journal_holds_every_edit_that_was_acknowledged(tmp_path: Path) -> None:
    assert check_journal(tmp_path) > 200


@pytest.mark.parametrize("broken", ["written in place", "errors swallowed", "length not checked"])
def test_a_broken_writer_is_noticed(broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def bad(path: Path, data: bytes, system: System = SYSTEM) -> None:
        if broken == "written in place":
            handle = system.open(path, os.O_WRONLY | os.O_TRUNC, 0o666)
            system.write(handle, data)
            system.close(handle)
        elif broken == "errors swallowed":
            with suppress(FileTrouble):
                write_atomic(path, data, system)
        else:
            temporary = path.with_name(".cjm-x.tmp")
            handle = system.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
            with suppress(OSError):
                system.write(handle, data)
            system.close(handle)
            system.replace(temporary, path)

    monkeypatch.setitem(ACTS, "bad", lambda path, system: bad(path, NEW, system))
    with pytest.raises((AssertionError, OSError)):
        check_writer("bad", tmp_path)


def test_what_a_dead_process_leaves_is_seen_without_the_sweep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.io.test_faults.sweep", lambda folder: None)
    with pytest.raises(AssertionError, match="death"):
        check_writer("save", tmp_path)
