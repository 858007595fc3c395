"""Hostile files: small ones in `tests/fixtures/hostile`, large ones made here up to any size, and who reads them.

Each is read in a child process that may take 1 GB and, a file, 5 s of CPU. `python -m tests.io.hostile` makes the
expectations of the small files anew.
"""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests" / "fixtures" / "hostile"
EXPECTED = SMALL / "expected.json"
CHILD = ("-m", "tests.io.hostile_child")
MEMORY = 2**30
SECONDS = 5
LIMIT = 16 * 1024 * 1024

HEAD = "cjm: 1\n"
MAP = HEAD + "maps:\n  - id: a\n"
POINTS = MAP + "    touchpoints:\n"
POINT = POINTS + "      - id: t\n"
FLOW = POINTS + "      - {id: t, "

REPEATED: dict[str, tuple[str, str, str]] = {
    # head, what is repeated (with its number where braces stand in it), tail
    "open brackets": (HEAD + "x: ", "[", ""),
    "open braces": (HEAD + "x: ", "{", ""),
    "open braces with keys": (HEAD + "x: ", "{a: ", ""),
    "brackets opened and closed": (HEAD + "x: [", "[],", "]\n"),
    "braces opened and closed": (HEAD + "x: [", "{{}},", "]\n"),
    "closed brackets": (HEAD + "x: ", "]", "\n"),
    "commas": (HEAD + "x: [", ",", "]\n"),
    "numbers in brackets": (HEAD + "x: [", "1,", "]\n"),
    "pairs in brackets": (HEAD + "x: [", "a: 1,", "]\n"),
    "texts in quotes": (HEAD + "x: [", '"a",', "]\n"),
    "dashes in a line": (HEAD + "x:\n  ", "- ", "a\n"),
    "question marks in a line": (HEAD, "? ", "a\n"),
    "question marks in lines": (HEAD, "? a{0}\n", ""),
    "colons in a line": (HEAD + "x: ", ": ", "\n"),
    "colons without spaces": (HEAD + "x: a", ":", "\n"),
    "quotation marks": (HEAD + "x: ", '"', "\n"),
    "single quotation marks": (HEAD + "x: ", "'", "\n"),
    "quotes that never end": (HEAD + 'x: "', "a ", ""),
    "quoted line ends that never end": (HEAD + 'x: "', "a\n ", ""),
    "doubled single quotes": (HEAD + "x: '", "''", "'\n"),
    "escapes": (HEAD + 'title: "', "\\n", '"\n'),
    "escapes of bytes": (HEAD + 'title: "', "\\x41", '"\n'),
    "backslashes": (HEAD + 'title: "', "\\\\", '"\n'),
    "open escapes": (HEAD + 'title: "', "\\", ""),
    "one long word": (HEAD + "title: ", "a", "\n"),
    "one long word in quotes": (HEAD + 'title: "', "a", '"\n'),
    "one long Russian word": (HEAD + "title: ", "ж", "\n"),
    "emoji": (HEAD + "title: ", "😀", "\n"),
    "combining signs": (HEAD + "title: e", "\u0301", "\n"),
    "joiners": (HEAD + "title: a", "\u200d", "\n"),
    "bidirectional signs": (HEAD + "title: a", "\u202e", "\n"),
    "words in a line": (HEAD + "title: ", "слово ", "\n"),
    "words in lines": (HEAD + "title:\n", "  слово\n", ""),
    "lines of a block": (HEAD + "title: |\n", "  line\n", ""),
    "folded lines": (HEAD + "title: >\n", "  line\n", ""),
    "empty lines of a block": (HEAD + "title: |\n  a\n", "\n", "  b\n"),
    "blank lines of a block": (HEAD + "title: |\n  a\n", "  \n", "  b\n"),
    "lines of a block that climb": (HEAD + "title: |\n", "   {0}\n", ""),
    "spaces": (HEAD + "title: a", " ", "b\n"),
    "spaces at the end": (HEAD + "title: a", " ", "\n"),
    "spaces only": ("", " ", ""),
    "tabs": (HEAD + "title: a", "\t", "b\n"),
    "tabs at a line": (HEAD, "\t", "x: 1\n"),
    "tabs at lines": (HEAD, "\t\n", ""),
    "line ends": (HEAD, "\n", "title: b\n"),
    "line ends only": ("", "\n", ""),
    "carriage returns": ("cjm: 1\r", "\r", "title: b\r"),
    "both line ends": ("cjm: 1\r\n", "\r\n", "title: b\r\n"),
    "line separators": (HEAD + "title: a", "\u2028", "b\n"),
    "next lines": (HEAD + "title: a", "\x85", "b\n"),
    "byte order marks": (HEAD + "title: a", "\ufeff", "b\n"),
    "comments": (HEAD, "# a\n", "title: b\n"),
    "comments only": ("", "#\n", ""),
    "one long comment": (HEAD + "# ", "a", "\ntitle: b\n"),
    "comments behind values": (HEAD, "x{0}: 1 # a\n", ""),
    "comments in brackets": (HEAD + "x: [\n", "# a\n", "]\n"),
    "hashes": (HEAD + "title: a", "#", "\n"),
    "control characters": (HEAD + "title: ", "\x01", "\n"),
    "one nul after another": (HEAD + "title: ", "\0", "\n"),
    "nuls only": ("", "\0", ""),
    "escape signs": (HEAD + "title: ", "\x1b[31m", "\n"),
    "non-characters": (HEAD + "title: ", "\uffff", "\n"),
    "anchors": (HEAD, "x{0}: &a{0} b\n", ""),
    "anchors on nothing": (HEAD + "x: [", "&a{0} ,", "]\n"),
    "one long anchor": (HEAD + "x: &", "a", " b\n"),
    "aliases of one": (HEAD + "y: &a b\nx: [", "*a,", "]\n"),
    "aliases of nothing": (HEAD + "x: [", "*a,", "]\n"),
    "bomb of aliases": (HEAD + "x0: &a0 [z]\n", "x{1}: &a{1} [*a{0}, *a{0}]\n", ""),
    "merge keys": (HEAD + "x: ", "{<<: ", ""),
    "merge keys in lines": (HEAD + "x:\n", "- <<: a\n", ""),
    "tags": (HEAD + "x: [", "!a b,", "]\n"),
    "tags of Python": (HEAD + "x: [", "!!python/object/apply:os.system [a],", "]\n"),
    "one long tag": (HEAD + "x: !", "a", " b\n"),
    "tags of percent": (HEAD + "x: !", "%41", " b\n"),
    "ampersands": (HEAD + "x: ", "&", "\n"),
    "exclamation marks": (HEAD + "x: ", "!", "\n"),
    "directives": ("", "%TAG !a{0}! b:\n", "---\ncjm: 1\n"),
    "unknown directives": ("", "%A{0} b\n", "---\ncjm: 1\n"),
    "one long directive": ("%", "A", "\n---\ncjm: 1\n"),
    "one long version": ("%YAML 1.", "1", "\n---\ncjm: 1\n"),
    "documents": (HEAD, "---\ncjm: 1\n", ""),
    "empty documents": ("", "---\n", ""),
    "document ends": (HEAD, "...\n", ""),
    "unknown keys": (HEAD, "x{0}: 1\n", ""),
    "unknown keys in braces": (HEAD + "x: {{", "a{0}: 1,", "}}\n"),
    "unknown keys of nothing": (HEAD, "x{0}:\n", ""),
    "one key many times": (HEAD, "x: 1\n", ""),
    "one key many times in quotes": (HEAD, '"x": 1\n', ""),
    "one long key": (HEAD, "k", ": v\n"),
    "one long key behind a question mark": (HEAD + "? ", "k", "\n: v\n"),
    "keys of nothing": (HEAD, ": a\n", ""),
    "keys that are lists": (HEAD, "? [a]\n: b\n", ""),
    "indentation that climbs": (HEAD + "x:\n", "", ""),
    "conflict markers": (HEAD, "<<<<<<< a\n", ""),
    "conflicts": (HEAD, "<<<<<<< a\nx: 1\n=======\nx: 2\n>>>>>>> b\n", ""),
    "signs of conflict": (HEAD + "title: ", "<", "\n"),
    "versions of many digits": ("cjm: ", "9", "\n"),
    "numbers of many digits": (POINT + "        emotion: ", "9", "\n"),
    "numbers of many zeros": (POINT + "        emotion: 0.", "0", "1\n"),
    "exponents of many digits": (POINT + "        emotion: 1e", "9", "\n"),
    "durations of many digits": (POINT + "        wait: ", "9", "d\n"),
    "dates of many digits": (MAP + "    reviewed: ", "2026-", "\n"),
    "ids of many letters": (HEAD + "maps:\n  - id: ", "a", "\n"),
    "wrong numbers": (POINTS, "      - {{id: t{0}, emotion: bad}}\n", ""),
    "wrong numbers in lines": (POINTS, "      - id: t{0}\n        emotion: bad\n", ""),
    "wrong choices": (HEAD + "maps:\n", "  - {{id: m{0}, kind: bad}}\n", ""),
    "touchpoints": (POINTS, "      - id: t{0}\n        title: Сайт\n", ""),
    "touchpoints in braces": (POINTS, "      - {{id: t{0}, title: Сайт}}\n", ""),
    "touchpoints in brackets": (MAP + "    touchpoints: [", "{{id: t{0}}},", "]\n"),
    "touchpoints of one id": (POINTS, "      - id: t\n", ""),
    "touchpoints without ids": (POINTS, "      - title: a\n", ""),
    "touchpoints of nothing": (POINTS, "      -\n", ""),
    "touchpoints of texts": (POINTS, "      - a\n", ""),
    "touchpoints of unknown stages": (POINTS, "      - {{id: t{0}, stage: s{0}}}\n", ""),
    "stages": (MAP + "    stages:\n", "      - id: s{0}\n", ""),
    "stages without ids": (MAP + "    stages:\n", "      - title: a\n", ""),
    "maps": (HEAD + "maps:\n", "  - id: m{0}\n", ""),
    "maps without ids": (HEAD + "maps:\n", "  - title: a\n", ""),
    "maps of one id": (HEAD + "maps:\n", "  - id: m\n", ""),
    "maps derived from nothing": (HEAD + "maps:\n", "  - {{id: m{0}, derived_from: n{0}}}\n", ""),
    "segments": (HEAD + "segments:\n", "  - id: s{0}\n", ""),
    "personas": (HEAD + "segments:\n  - id: s\n    personas:\n", "      - id: p{0}\n", ""),
    "segments of personas": (HEAD + "segments:\n", "  - personas: [{{name: a}}]\n", ""),
    "lanes": (HEAD + "lanes:\n", "  - id: l{0}\n", ""),
    "transitions to nowhere": (POINT + "    transitions:\n", "      - {{from: t, to: u{0}}}\n", ""),
    "transitions to itself": (POINT + "    transitions:\n", "      - {{from: t, to: t}}\n", ""),
    "transitions without ends": (POINT + "    transitions:\n", "      - {{kind: next}}\n", ""),
    "cards": (POINT + "        pains:\n", "          - a\n", ""),
    "cards with texts": (POINT + "        pains:\n", "          - text: a\n", ""),
    "cards of lists": (POINT + "        pains:\n", "          - [a]\n", ""),
    "metrics": (POINT + "        metrics:\n", "          - {{kind: nps, value: 1}}\n", ""),
    "evidence": (POINT + "        evidence:\n", "          - {{kind: survey, n: 1}}\n", ""),
    "pictures": (POINT + "        images:\n", "          - ../../a{0}.png\n", ""),
    "tags of a touchpoint": (FLOW + "tags: [", "a,", "]}}\n"),
    "decided pairs": (
        HEAD + "maps: [{id: x}, {id: y}]\ncomparisons:\n  - ideal: x\n    actual: y\n    links:\n",
        "      - {{ideal: [a{0}], actual: [b{0}], state: banned}}\n",
        "",
    ),
    "one decision many times": (
        HEAD + "maps: [{id: x}, {id: y}]\ncomparisons:\n  - ideal: x\n    actual: y\n    links:\n",
        "      - {{ideal: [a], actual: [b], state: pinned}}\n",
        "",
    ),
    "ids of a decision": (
        HEAD
        + "comparisons:\n  - ideal: x\n    actual: y\n    links:\n      - state: banned\n        ideal: [",
        "a{0},",
        "]\n",
    ),
    "comparisons": (HEAD + "comparisons:\n", "  - {{ideal: x, actual: y}}\n", ""),
}
NUMBERED = ("{0}", "{1}", "{{")


def large(kind: str, size: int) -> bytes:
    """A hostile file of at most `size` bytes."""
    head, unit, tail = REPEATED[kind]
    tail = tail.replace("{{", "{").replace("}}", "}")
    room = size - len(head.encode()) - len(tail.encode())
    if kind == "indentation that climbs":
        return (head + "".join(_climbing(room)) + tail).encode()
    if not any(sign in unit for sign in NUMBERED):
        return (head + unit * (room // len(unit.encode())) + tail).encode()
    parts: list[str] = []
    number = 0
    while room > 0:
        part = unit.format(number, number + 1)
        room -= len(part.encode())
        number += 1
        if room >= 0:
            parts.append(part)
    return (head + "".join(parts) + tail).encode()


def _climbing(room: int) -> Iterator[str]:
    """Keys each deeper than the one before."""
    depth = 1
    while (room := room - depth - 3) > 0:
        yield " " * depth + "k:\n"
        depth += 1


def small() -> list[Path]:
    """The small files."""
    return sorted(SMALL.glob("*.yaml"))


# Reading in a child -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Outcome:
    """What became of a file: `codes` with lines of what was said, or `failure` where the reader did not do its work."""

    codes: tuple[str, ...] = ()
    failure: str = ""


def limited() -> None:
    """Set the limit of memory; for the child, before it runs."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def read_all(paths: Iterable[Path]) -> dict[Path, Outcome]:
    """What became of each file. One child reads many; after a death the next begins behind the file that killed it."""
    waiting = list(paths)
    found: dict[Path, Outcome] = {}
    while waiting:
        child = subprocess.run(
            [sys.executable, *CHILD, str(SECONDS)],
            input="\n".join(map(str, waiting)),
            capture_output=True,
            text=True,
            cwd=ROOT,
            preexec_fn=limited,
            check=False,
        )
        current: Path | None = None
        for line in child.stdout.splitlines():
            told = json.loads(line)
            current = Path(told["path"])
            if "codes" in told:
                found[current] = Outcome(tuple(told["codes"]), told["failure"])
                current = None
        if current is None and len(found) < len(waiting):
            raise RuntimeError(child.stderr)
        if current is not None:
            found[current] = Outcome(failure=death(child.returncode, child.stderr))
        waiting = [path for path in waiting if path not in found]
    return found


def validated(path: Path) -> Outcome:
    """What the real command says of a file, in a child of its own under the same limits."""

    def limits() -> None:
        limited()
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    child = subprocess.run(
        [sys.executable, "-m", "cjm_editor", "validate", "--format", "json", str(path)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        preexec_fn=limits,
        check=False,
    )
    if child.returncode not in (0, 1) or child.stderr:
        return Outcome(failure=death(child.returncode, child.stderr))
    problems = json.loads(child.stdout)["files"][0]["problems"]
    codes = tuple(f"{p['code']} {p['line']}" for p in problems[:50])
    lost = [p["code"] for p in problems if not p["line"] or not p["message"]]
    return Outcome(codes, f"no line: {lost[0]}" if lost else "")


def death(code: int, said: str) -> str:
    """How a child ended."""
    if code < 0:
        name = signal.Signals(-code).name
        return f"out of time ({name})" if name in ("SIGPROF", "SIGXCPU", "SIGKILL") else f"died of {name}"
    return f"exit code {code}: {said[-2000:]}"


def firsts(found: dict[Path, Outcome]) -> dict[str, str]:
    """The first thing that is said of each file, "" where nothing is."""
    return {path.stem: next(iter(outcome.codes), "") for path, outcome in sorted(found.items())}


if __name__ == "__main__":
    written = json.dumps(firsts(read_all(small())), indent=1, ensure_ascii=False)
    EXPECTED.write_text(written + "\n", encoding="utf-8")
