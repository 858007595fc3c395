"""Broken files of many kinds, each with what the reader says about it: the source of `docs/broken-files.md`.

Run as a script it writes that page anew.
"""

from __future__ import annotations

from pathlib import Path

from cjm_editor.core.errors import FormatError, Problem
from cjm_editor.core.texts import words
from cjm_editor.io.files import with_meaning
from cjm_editor.io.reader import read

PAGE = Path(__file__).resolve().parents[2] / "docs" / "broken-files.md"

HEAD = "cjm: 1\nmaps:\n  - id: a\n"
POINTS = HEAD + "    touchpoints:\n"

FILES: dict[str, str | bytes] = {
    # not a text, not a document
    "empty": b"",
    "only comments": "# nothing\n\n# yet\n",
    "not UTF-8": b"cjm: 1\ntitle: " + "Ботинки".encode("cp1251") + b"\n",
    "program instead of a text": b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0\x01\0\0\0\xd0\xff",
    "UTF-16": "cjm: 1\n".encode("utf-16"),
    "larger than 16 MB": b"cjm: 1\n# " + b"x" * (16 * 1024 * 1024),
    "merge conflict": "cjm: 1\n<<<<<<< ours\ntitle: A\n=======\ntitle: B\n>>>>>>> theirs\n",
    "no map at all": "Just a text\n",
    "a list": "- cjm: 1\n",
    "no version": "title: Boots\nmaps: []\n",
    "version not first": "title: Boots\ncjm: 1\n",
    "version of the future": "cjm: 7\ntitle: Boots\n",
    "version no number": "cjm: one\n",
    "second document": "cjm: 1\n---\ncjm: 1\n",
    "forbidden characters": b"cjm: 1\ntitle: a\x01b\x02\n",
    # syntax
    "tab as indentation": "cjm: 1\nmaps:\n\t- id: a\n",
    "quotation mark not closed": 'cjm: 1\ntitle: "Boots\nlanguage: ru\n',
    "bracket not closed": "cjm: 1\nlanes: [{id: thoughts}, {id: pains}\nmaps: []\n",
    "brace not closed": "cjm: 1\nlanes:\n  - {id: thoughts\nmaps: []\n",
    "comma missing": "cjm: 1\nlanes: [{id: thoughts} {id: pains}]\n",
    "second colon": "cjm: 1\ntitle: Boots: online\n",
    "field indented under a field": "cjm: 1\ntitle: Boots\n  language: ru\n",
    "colon missing": "cjm: 1\ntitle Boots\nlanguage: ru\n",
    "wrong indentation": "cjm: 1\nmaps:\n  - id: a\n   title: Boots\n",
    "dash behind a key": "cjm: 1\nlanes: - id: thoughts\n",
    "text begins with @": "cjm: 1\ntitle: @boots\n",
    "text begins with %": POINTS + "      - id: t\n        note: %x\n",
    "unknown escape": 'cjm: 1\ntitle: "50\\% off"\n',
    "text after |": "cjm: 1\ntitle: | Boots\n  online\n",
    "unknown directive": "%YML 1.2\n---\ncjm: 1\n",
    "unknown YAML version": "%YAML 3.0\n---\ncjm: 1\n",
    "cut in the middle": "cjm: 1\nmaps:\n  - id: a\n    title: 'Bo",
    "list in a mapping": "cjm: 1\ntitle: Boots\n- id: a\n",
    # refused constructs
    "anchor": "cjm: 1\ntitle: &t Boots\n",
    "alias": "cjm: 1\ntitle: &t Boots\nlanguage: *t\n",
    "merge key": "cjm: 1\nx: &x {a: 1}\ny:\n  <<: *x\n",
    "tag": "cjm: 1\ntitle: !!python/object:os.system Boots\n",
    "bomb of references": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\ncjm: 1\n",
    "key that is a list": "cjm: 1\n? [a, b]\n: c\n",
    "key that is nothing": "cjm: 1\nx: {: c}\n",
    "nesting of brackets": "cjm: 1\nx: " + "[" * 30_000 + "\n",
    "nesting of dashes": "cjm: 1\nx:\n  " + "- " * 200 + "y\n",
    "key twice": "cjm: 1\ntitle: A\nlanguage: ru\ntitle: B\n",
    "unknown key twice": POINTS + "      - id: t\n        x: 1\n        x: 2\n",
    "map id twice": "cjm: 1\nmaps:\n  - id: a\n  - id: a\n",
    "touchpoint id twice": POINTS + "      - id: t\n      - id: t\n",
    "stage and touchpoint share an id": HEAD
    + "    stages: [{id: t}]\n    touchpoints: [{id: t, stage: t}]\n",
    "transition id twice": POINTS + "      - {id: t}\n      - {id: u}\n    transitions:\n"
    "      - {id: e, from: t, to: u}\n      - {id: e, from: u, to: t, kind: back}\n",
    "persona id twice": "cjm: 1\nsegments:\n  - id: s\n    personas: [{id: p}]\n  - id: z\n    personas: [{id: p}]\n",
    # wrong values
    "number in words": POINTS + "      - id: t\n        emotion: good\n",
    "number with a comma": POINTS + "      - id: t\n        reach: 0,8\n",
    "number out of range": POINTS + "      - id: t\n        importance: 9\n",
    "fraction for a whole number": POINTS + "      - id: t\n        pains: [{text: x, severity: 2.5}]\n",
    "neither yes nor no": POINTS + "      - id: t\n        online: maybe\n",
    "unknown word of a choice": "cjm: 1\nmaps:\n  - id: a\n    kind: dream\n",
    "date in another order": "cjm: 1\nmaps:\n  - id: a\n    reviewed: 01.11.2026\n",
    "day that is not in the calendar": "cjm: 1\nmaps:\n  - id: a\n    reviewed: 2026-02-30\n",
    "unknown period": POINTS + "      - id: t\n        metrics: [{kind: nps, period: Q3 2026}]\n",
    "duration without a unit": POINTS + "      - id: t\n        wait: 15\n",
    "id with a space": "cjm: 1\nmaps:\n  - id: my map\n",
    "text for a list": "cjm: 1\nmaps: all\n",
    "mapping for a list": "cjm: 1\nmaps:\n  id: a\n",
    "list for an item": HEAD + "    touchpoints:\n      - id: t\n        tags: [[x]]\n",
    "list for a text": "cjm: 1\ntitle: [a, b]\n",
    "text for a mapping": "cjm: 1\nmaps:\n  - id: a\n    emotion_scale: wide\n",
    "text for an element": "cjm: 1\nmaps:\n  - As is\n",
    "list for a card": POINTS + "      - id: t\n        pains:\n          - [a, b]\n",
    # references and meaning
    "transition to nowhere": POINTS + "      - id: t\n    transitions:\n      - {id: e, from: t, to: u}\n",
    "transition to itself": POINTS + "      - id: t\n    transitions:\n      - {id: e, from: t, to: t}\n",
    "unknown segment": "cjm: 1\nmaps:\n  - id: a\n    segment: nobody\n",
    "emotion beyond the scale": POINTS + "      - id: t\n        emotion: 5\n",
}


def content(kind: str) -> bytes:
    """The bytes of a broken file."""
    made = FILES[kind]
    return made if isinstance(made, bytes) else made.encode()


def found(kind: str) -> tuple[Problem, ...]:
    """What the reader says about a broken file: its problems, or the notice where there is nothing worse."""
    try:
        return with_meaning(read(content(kind), "map.cjm.yaml")).problems
    except FormatError as error:
        return error.problems


def page() -> str:
    """The page of all broken files."""
    lines = [
        "# Broken files and what is said about them",
        "",
        "Made from `tests/io/broken.py` (`python3 -m tests.io.broken`); a test holds it fresh. Only the first",
        "message of each file is shown. The place is line and column.",
        "",
        "| file | place | English | Russian |",
        "| --- | --- | --- | --- |",
    ]
    for kind in FILES:
        first = next((p for p in found(kind) if p.severity == "error"), found(kind)[0])
        place = f"{first.place.line}:{first.place.column}"
        told = [words(language)(first.message).replace("|", "\\|") for language in ("en", "ru")]
        lines.append(f"| {kind} | {place} | {told[0]} | {told[1]} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
