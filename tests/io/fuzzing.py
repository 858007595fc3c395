"""What every reader must do with any bytes: return, or raise an error of its own that has a sentence.

The readers stand in `READERS`; `mutated` makes bytes that are nearly right. `python -m tests.io.fuzzing READER SECONDS`
fuzzes one with atheris, beginning from `tests/fixtures/fuzz`; whatever it finds is to be added there.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from cjm_editor.app.settings import Settings, load_settings
from cjm_editor.compare.glossary import GlossaryError, parse
from cjm_editor.core.errors import CjmError, FormatError
from cjm_editor.core.model import Document, JourneyMap, Touchpoint
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.io.events import read_whole
from cjm_editor.io.files import opened
from cjm_editor.io.findings import Findings
from cjm_editor.io.journal import EDIT, Header, Record, opening_bytes, read_journal, record_bytes
from cjm_editor.io.lock_text import Here, holder_of, lock_bytes
from cjm_editor.io.locks import Found, standing
from cjm_editor.io.patches import UnfitPatchError, patch, patched
from cjm_editor.io.quick import quick_document
from cjm_editor.io.recovery import read_drafts, recovered
from cjm_editor.io.scan import scan
from cjm_editor.io.writer import to_bytes, write

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests" / "fixtures" / "fuzz"
HOSTILE = ROOT / "tests" / "fixtures" / "hostile"

BASE = Document(
    title="Ботинки",
    maps=(JourneyMap("m", touchpoints=Seq(Touchpoint(f"t{n}", title=f"Шаг {n}") for n in range(5))),),
)


def read_file(data: bytes) -> None:
    """A document's file: opened as the window opens it; untouched it is saved to the same bytes."""
    try:
        source = opened(data, "a.cjm.yaml")
    except FormatError as error:
        for problem in error.problems:
            assert problem.place.line >= 1, problem.code
            assert words("ru")(problem.message)
        return
    assert all(problem.place.line >= 1 for problem in source.problems)
    if not source.changed_on_open:
        assert to_bytes(source, source.document) == data


def read_events(data: bytes) -> None:
    """The reader by events alone, and the quick one: where both read a text they agree."""
    try:
        text = scan(data).text
    except FormatError:
        return
    findings = Findings(text)
    slow = read_whole(text, findings, [])
    quick = quick_document(text)
    if quick is not None:
        assert slow == quick
        assert not findings.refused
    if slow is not None and not findings.refused:
        assert opened(write(slow).encode()).document == slow


def read_journal_file(data: bytes) -> None:
    """A journal, and what is recovered from it."""
    journal = read_journal(data)
    if journal.base is None:
        return
    try:
        recovered(journal)
    except FormatError:
        return


def read_patch(data: bytes) -> None:
    """A patch out of a journal, and a draft."""
    read_drafts(data)
    try:
        made = patched(BASE, data)
    except UnfitPatchError:
        return
    assert patched(BASE, patch(BASE, made)) == made


def read_glossary(data: bytes) -> None:
    """A project's own glossary."""
    try:
        parse(data.decode("utf-8", "replace"), "own.txt")
    except GlossaryError as error:
        assert error.line >= 1
        assert words("ru")(error.message)


def read_settings(data: bytes) -> None:
    """The program's own settings."""
    path = Path(tempfile.gettempdir()) / "cjm-editor-fuzzed-settings.json"
    path.write_bytes(data)
    found = load_settings(path)
    assert all(type(getattr(found, name)) is type(getattr(Settings(), name)) for name in Settings.__slots__)
    assert all(type(name) is str for name in found.recent)


def read_lock(data: bytes) -> None:
    """A lock that another computer wrote: what is understood can be written, and says the same then."""
    holder = holder_of(data)
    found = Found(Path("a"), holder, data)
    assert standing(found, Here("a", "", "h", "m", 1), 1_700_000_000.0) in ("live", "dead", "old", "foreign")
    if holder is not None:
        again = holder_of(lock_bytes(holder))
        assert again is not None
        assert holder_of(lock_bytes(again)) == again
        assert (again.user, again.name, again.host, again.key) == (
            holder.user,
            holder.name,
            holder.host,
            holder.key,
        )


READERS: dict[str, Callable[[bytes], None]] = {
    "file": read_file,
    "events": read_events,
    "journal": read_journal_file,
    "patch": read_patch,
    "glossary": read_glossary,
    "settings": read_settings,
    "lock": read_lock,
}

SCRAPS = (
    b"cjm: 1\n",
    b"- ",
    b": ",
    b"\n",
    b"\r\n",
    b"\r",
    b"  ",
    b"\t",
    b"[",
    b"]",
    b"{",
    b"}",
    b",",
    b"#",
    b"# c\n",
    b"'",
    b'"',
    b"\\",
    b"|",
    b"|-\n",
    b">",
    b"&a ",
    b"*a",
    b"!t ",
    b"<<",
    b"? ",
    b"---\n",
    b"...\n",
    b"%YAML 1.2\n",
    b"~",
    b"null",
    b"\0",
    b"\xef\xbb\xbf",
    b"\xc2\x85",
    b"\xe2\x80\xa8",
    b"\xed\xa0\x80",
    b"\xff",
    b"<<<<<<< a\n",
    b"=======\n",
    b"id: ",
    b"id: t0\n",
    b"maps:\n",
    b"touchpoints:\n",
    b"transitions:\n",
    b"stages:\n",
    b"title: ",
    b"emotion: 9",
    b"9" * 40,
    b"-1",
    b"1e9",
    b"null",
    b"true",
    b"[[",
    b'"\\u0000"',
    b"\xf0\x9f\x99\x82",
    b"0",
    b"{}",
    b"[]",
    b'{"document":',
    b'"maps":',
    b'"order":["m"]',
)

OPENINGS = (b"[", b"{", b'{"a":', b'[{"at":[', b"{a: ", b"- ", b"? ", b"!t ", b"&a [", b'"', b"(")
"""What a reader may go one step deeper for."""


def nested(rng: random.Random, known: list[bytes], most: int) -> bytes:
    """Known bytes with something nested as deeply as fits into so many bytes."""
    opening = rng.choice(OPENINGS)
    closing = rng.choice((b"", b"]", b"}", b"]}"))
    deep = opening * (most // (2 * len(opening))) + closing * (most // (2 * max(1, len(closing))))
    data = rng.choice(known)
    at = rng.choice((0, rng.randint(0, len(data)), len(data)))
    return data[:at] + deep + data[at:]


def seeds(reader: str) -> list[bytes]:
    """Bytes that the reader knows, to begin from: its corpus, and good ones."""
    found = [path.read_bytes() for path in sorted((CORPUS / reader).glob("*"))]
    if reader in ("file", "events"):
        found += [path.read_bytes() for path in sorted(HOSTILE.glob("*.yaml"))]
        found.append((ROOT / "samples" / "boots.en.cjm.yaml").read_bytes()[:4000])
    elif reader == "journal":
        base = write(BASE).encode()
        edit = patch(BASE, Document(title="x", maps=BASE.maps))
        found.append(opening_bytes(Header("", "", "A", 1, ""), base) + record_bytes(2, Record(EDIT, edit)))
    elif reader == "patch":
        moved = Document(
            title="x", maps=(JourneyMap("m", touchpoints=Seq(tuple(BASE.maps[0].touchpoints)[1:])),)
        )
        found += [
            patch(BASE, moved),
            patch(BASE, Document(maps=BASE.maps)),
            b'{"at":["card","m","t","pains",0,0],"text":"a"}',
        ]
    elif reader == "lock":
        found.append(lock_bytes(Here("anna", "Анна", "studio", "aa11", 77).holder(1_700_000_000.0)))
    elif reader == "glossary":
        found.append((ROOT / "resources" / "glossary" / "cx.txt").read_bytes()[:3000])
    else:
        found.append(b'{"language": "ru", "recent": ["/a"], "show_tree": true, "geometry": ""}')
    return found


def mutated(rng: random.Random, known: list[bytes]) -> bytes:
    """Known bytes with a few things wrong."""
    data = bytearray(rng.choice(known))
    for _ in range(rng.randint(1, 6)):
        at = rng.randint(0, len(data))
        end = min(len(data), at + rng.choice((1, 2, 8, 40)))
        match rng.randint(0, 6):
            case 0:
                data[at:at] = rng.choice(SCRAPS)
            case 1:
                del data[at:end]
            case 2:
                data[at:end] = rng.choice(SCRAPS)
            case 3:
                data[at:at] = data[at:end] * rng.choice((1, 2, 30))
            case 4 if data:
                data[min(at, len(data) - 1)] ^= 1 << rng.randint(0, 7)
            case 5:
                return nested(rng, [bytes(data)], 4000)
            case _:
                other = rng.choice(known)
                begin = rng.randint(0, len(other))
                data[at:at] = other[begin : begin + rng.choice((4, 30, 200))]
    return bytes(data[:6000])


def survives(reader: str, data: bytes) -> None:
    """Let a reader read bytes; an error of the program's own that escapes is told as one too."""
    try:
        READERS[reader](data)
    except CjmError as error:
        raise AssertionError(f"{reader}: {error.code} was not caught") from error


def main() -> int:
    """Fuzz one reader for some seconds with atheris."""
    import atheris

    reader, seconds = sys.argv[1], int(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(seeds(reader)):
            (Path(folder) / f"seed-{number}").write_bytes(data)
        kept = Path(sys.argv[3]) if len(sys.argv) > 3 else Path(folder)
        atheris.instrument_all()
        options = [
            f"-max_total_time={seconds}",
            "-max_len=6000",
            "-timeout=10",
            "-rss_limit_mb=2048",
            "-verbosity=0",
        ]
        atheris.Setup([sys.argv[0], *options, str(kept), folder], lambda data: survives(reader, data))
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
