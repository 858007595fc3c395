"""The laws of a merge for what the documents hold nothing of: unknown keys, and values that the reader refuses.

What should come out is worked out here on plain mappings; what did come out is read by PyYAML.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from functools import cache

import pytest
import yaml

from cjm_editor.core.merge import Merged
from cjm_editor.core.merge import merging as core_merging
from cjm_editor.io import merging
from cjm_editor.io.merging import Written, merged
from cjm_editor.io.reader import read
from tests.cases import CASES

Entries = dict[str, str]
Side = dict[str, Entries]
"""The elements of a version by path, each with its entries as they are written: all that a document holds."""

DOCUMENT, MAP, POINTS, CARD = "", "maps/m", ("a", "b", "c", "d"), "maps/m/touchpoints/a/pains/1"
VALUES = {
    "x-one": ("1", "two", "'3'", "four words, and a comma", '"a: b"'),
    "team": ("[a, b]", "[a, c]", "{lead: a}", "[]", "[[1, 2], {k: v}]"),
    "x/y": ("1", "~", "2024-01-01"),
    "emotion": ("1", "2", "wow", "meh", "[1]"),
    "title": ("Ad", "Shop", "Door"),
}
KNOWN = ("title", "text", "id")


def path_of(point: str) -> str:
    return f"maps/m/touchpoints/{point}"


def named(path: str, name: str) -> str:
    return f"{path}/{name.replace('%', '%25').replace('/', '%2F')}".removeprefix("/")


def names_for(path: str) -> list[str]:
    return [name for name in VALUES if not (path in (DOCUMENT, MAP, CARD) and name in ("emotion", "title"))]


def first(rng: random.Random) -> Side:
    """A base."""
    side: Side = {DOCUMENT: {}, MAP: {}}
    for point in POINTS[:3]:
        side[path_of(point)] = {"title": "Ad"}
    side[CARD] = {}
    for path, entries in side.items():
        for name in names_for(path):
            if rng.random() < 0.4:
                entries[name] = rng.choice(VALUES[name])
    return side


def edited(rng: random.Random, base: Side) -> Side:
    """A version made from it: entries set, changed and taken out, a touchpoint deleted, another one added."""
    side = {path: dict(entries) for path, entries in base.items()}
    for point in POINTS:
        path = path_of(point)
        if path not in side and rng.random() < 0.4:
            side[path] = {"title": rng.choice(VALUES["title"])}
        elif path in side and rng.random() < 0.2:
            del side[path]
            if point == "a":
                del side[CARD]
    for path in [path for path in side if rng.random() < 0.5]:
        name = rng.choice(names_for(path))
        if name in side[path] and name != "title" and rng.random() < 0.3:
            del side[path][name]
        else:
            side[path][name] = rng.choice(VALUES[name])
    return side


def text_of(rng: random.Random, side: Side) -> bytes:
    """The file of a version: its elements in block style or within braces, with comments here and there."""

    def entries(path: str) -> list[str]:
        return [f"{name}: {value}" for name, value in side[path].items()]

    def note() -> list[str]:
        return [f"# {rng.randrange(9)}"] if rng.random() < 0.3 else []

    lines = ["cjm: 1", *note(), *entries(DOCUMENT), "maps:", "  - id: m", *(f"    {e}" for e in entries(MAP))]
    points = [point for point in POINTS if path_of(point) in side]
    lines += ["    touchpoints:"] if points else []
    for point in points:
        held = entries(path_of(point))
        if CARD in side and point == "a":
            held.append(f"pains: [{{{', '.join(['text: slow', *flow(side[CARD])])}}}]")
        elif rng.random() < 0.4:
            held = flow(side[path_of(point)])
            lines.append(f"      - {{{', '.join([f'id: {point}', *held])}}}")
            continue
        lines += [f"      {line}" for line in note()]
        lines += [f"      - id: {point}", *(f"        {e}" for e in held)]
    return ("\n".join(lines) + "\n").encode()


def flow(entries: Entries) -> list[str]:
    return [f"{n}: {_quoted(v) if v[0] not in '[{' and ',' in v else v}" for n, v in entries.items()]


def _quoted(value: str) -> str:
    return value if value[0] in "\"'" else f'"{value}"'


def said(value: object) -> str:
    """A value as PyYAML reads it, a text of the file as itself: quotes and layout are no content."""
    return repr(value)


@cache
def meant(text: str) -> str:
    return said(yaml.load(text, yaml.CBaseLoader)) if text else ""


def as_told(side: Side) -> dict[str, str]:
    """The entries of a version by path."""
    return {
        named(path, name): meant(value) for path, entries in side.items() for name, value in entries.items()
    }


def outcome(data: bytes) -> tuple[dict[str, str], set[str]]:
    """The entries of a file by path, and its elements."""
    root = yaml.load(data, yaml.CBaseLoader)
    found: dict[str, str] = {}

    def enter(path: str, element: Mapping[str, object], lists: tuple[str, ...]) -> None:
        for name, value in element.items():
            if name not in (*lists, "id", "text", "cjm", "conflicts"):
                found[named(path, name)] = said(value)

    enter(DOCUMENT, root, ("maps",))
    (journey,) = root["maps"]
    enter(MAP, journey, ("touchpoints",))
    there = {DOCUMENT, MAP}
    for point in journey.get("touchpoints", ()):
        path = path_of(point["id"])
        there.add(path)
        enter(path, point, ("pains",))
        for card in point.get("pains", ()):
            there.add(CARD)
            enter(CARD, card if isinstance(card, dict) else {}, ())
    return found, there


class Case:
    """Three versions of a seed, as mappings and as sources."""

    def __init__(self, seed: int) -> None:
        rng = random.Random(seed)
        self.seed = seed
        base = first(rng)
        self.sides = base, edited(rng, base), edited(rng, base)
        self.sources = tuple(
            read(text_of(rng, side), name)
            for side, name in zip(self.sides, ("base", "ours", "theirs"), strict=True)
        )

    def merge(self, *order: int) -> tuple[Merged, Written]:
        base, ours, theirs = (self.sources[at] for at in order)
        return merged(base, ours, theirs)


def check(case: Case) -> None:
    """Every law on one case."""
    base, ours, theirs = case.sides
    made, written = case.merge(0, 1, 2)
    back, turned = case.merge(0, 2, 1)
    now, there = outcome(written.data)
    told = {conflict.path: conflict for conflict in made.conflicts}
    at = 1 + case.seed % 2
    order = ((0, 0, at), (0, at, 0), (0, at, at))[case.seed % 3]
    one, text = case.merge(*order)
    assert not one.conflicts, ("M1, M2", order)
    assert outcome(text.data) == (as_told(case.sides[at]), set(case.sides[at])), ("M1, M2", order)
    assert set(told) == {conflict.path for conflict in back.conflicts}, "M3"
    if not told:
        assert outcome(turned.data) == (now, there), "M3"
    assert set(told) == expected(*case.sides), "M9"
    for path in {*base, *ours, *theirs} - there:
        lives = [side for side in (ours, theirs) if path in side]
        assert not lives or (path in base and len(lives) == 1 and lives[0][path] == base[path]), f"M4 {path}"
    for side in (ours, theirs):
        for path, entries in side.items():
            for name, value in entries.items():
                where = named(path, name)
                if path in there and base.get(path, {}).get(name) != value and now.get(where) != meant(value):
                    clash = told[where]
                    assert meant(value) in (meant(clash.ours), meant(clash.theirs)), f"M4 {where}"
    wholes = [as_told(side) for side in case.sides]
    for where, value in now.items():
        assert any(side.get(where) == value for side in wholes), f"M6 {where}"
    once = read(written.data, "made")
    assert once.document == made.document, "the text is that of the document"
    again, same = merged(once, once, once)
    assert not again.conflicts and same.data == written.data, "M8"


def expected(base: Side, ours: Side, theirs: Side) -> set[str]:
    """The places that were changed in two ways."""
    found: set[str] = set()
    for path in {*ours, *theirs}:
        if path in ours and path in theirs:
            b = base.get(path, {})
            for name in {*ours[path], *theirs[path], *b}:
                sides = [meant(side.get(name, "")) for side in (b, ours[path], theirs[path])]
                if sides[1] != sides[2] and sides[0] not in sides[1:]:
                    found.add(named(path, name))
        elif path in base:
            left = ours.get(path, theirs.get(path, {}))
            if {n: meant(v) for n, v in left.items()} != {n: meant(v) for n, v in base[path].items()}:
                found.add(path)
                if path == CARD:
                    found.add(path_of("a"))
    return found


def test_the_laws_of_the_merge_hold_for_unknown_keys_and_refused_values() -> None:
    conflicts = 0
    for seed in range(CASES):
        case = Case(seed)
        try:
            check(case)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error
        conflicts += bool(expected(*case.sides))
    assert CASES / 4 < conflicts < CASES, "cases with and without conflicts"


def broken() -> set[str]:
    """The laws that some of the cases break."""
    found: set[str] = set()
    for seed in range(60):
        try:
            check(Case(seed))
        except (AssertionError, KeyError) as error:
            found |= set(re.findall(r"\bM\d|[a-z][\w/-]*", str(error))[:2]) or {"?"}
    return found


@pytest.mark.parametrize(
    ("module", "name", "other"),
    [
        (merging, "unknown_in", lambda *_sources: None),
        (core_merging, "twice_changed", lambda *_arguments: []),
        (merging, "taken_over", lambda *_versions: []),
        (merging, "removed", lambda *_versions: []),
    ],
)
def test_a_merge_that_breaks_a_law_is_caught(
    monkeypatch: pytest.MonkeyPatch,
    module: object,
    name: str,
    other: Callable[..., object],
) -> None:
    monkeypatch.setattr(module, name, other)
    assert broken()
