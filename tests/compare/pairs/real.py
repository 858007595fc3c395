"""The two states of a journey that other people drew, read from the corpus, and the links that their texts support.

The true links stand in `tests/fixtures/real_pairs.json` by row: numbers of touchpoints from 1, in the first (as is,
before) and in the second map. `supported` are said by the texts, `possible` may be meant and count neither way.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from cjm_editor.core.model import Document, EmotionScale, JourneyMap, Stage, Touchpoint
from cjm_editor.core.results import Side
from cjm_editor.core.seq import Seq

FIXTURE = Path(__file__).resolve().parents[2] / "fixtures" / "real_pairs.json"
Rows = list[tuple[str, str, float | None, str]]
"""Stage, title, score 1..5, person."""


@dataclass(frozen=True)
class RealPair:
    """`before` has ids a1, a2, ..., `after` b1, b2, ...; links are pairs of row numbers."""

    name: str
    before: Side
    after: Side
    supported: frozenset[tuple[int, int]]
    possible: frozenset[tuple[int, int]]


def names() -> tuple[str, ...]:
    return tuple(json.loads(FIXTURE.read_text(encoding="utf-8")))


def real_pair(corpus: Path, name: str) -> RealPair:
    """One of the corpus's pairs with the links of the fixture."""
    known = json.loads(FIXTURE.read_text(encoding="utf-8"))[name]
    before, after = _READERS[known["form"]](corpus / "pairs" / name)
    return RealPair(
        name,
        _side(before, "a", known["languages"][0]),
        _side(after, "b", known["languages"][1]),
        frozenset(map(tuple, known["supported"])),
        frozenset(map(tuple, known["possible"])),
    )


def _side(rows: Rows, id: str, language: str) -> Side:
    titles = list(dict.fromkeys(stage for stage, *_rest in rows))
    stages = tuple(Stage(f"{id}-s{n}", title) for n, title in enumerate(titles))
    touchpoints = [
        Touchpoint(f"{id}{n}", stages[titles.index(stage)].id, title, actor=person, emotion=score)
        for n, (stage, title, score, person) in enumerate(rows, 1)
    ]
    kind = "actual" if id == "a" else "ideal"
    journey = JourneyMap(
        kind, kind=kind, emotion_scale=EmotionScale(1, 5), stages=stages, touchpoints=Seq(touchpoints)
    )
    return Side(Document(language=language, maps=(journey,)), journey, f"{id}.cjm.yaml#{kind}")


def _diagrams(folder: Path) -> tuple[Rows, Rows]:
    return _truth(folder / "a.truth.json"), _truth(folder / "b.truth.json")


def _truth(path: Path) -> Rows:
    tasks = json.loads(path.read_text(encoding="utf-8"))["tasks"]
    return [(t["section"], t["task"].strip(), t["score"], ", ".join(t["people"])) for t in tasks]


def _sections(folder: Path) -> tuple[Rows, Rows]:
    """Both states as the two sections of one diagram."""
    rows = _truth(folder / "both.truth.json")
    first = rows[0][0]
    return [row for row in rows if row[0] == first], [row for row in rows if row[0] != first]


def _blocks(folder: Path) -> tuple[Rows, Rows]:
    return _block(folder / "a.md"), _block(folder / "b.md")


def _block(path: Path) -> Rows:
    """The first journey drawn inside a Markdown page."""
    block = path.read_text(encoding="utf-8").partition("```mermaid\njourney\n")[2].partition("```")[0]
    rows: Rows = []
    section = ""
    for line in map(str.strip, block.splitlines()):
        if line.startswith("section "):
            section = line.removeprefix("section ")
        elif line.count(":") == 2:
            title, score, person = (part.strip() for part in line.split(":"))
            rows.append((section, title, float(score), person))
    return rows


def _tables(folder: Path) -> tuple[Rows, Rows]:
    return _table(folder / "a.md"), _table(folder / "b.md")


def _table(path: Path) -> Rows:
    """The first table of a page: a stage a row, what is asked there the touchpoint."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
    return [(row[0], row[1], None, "") for row in cells]


_READERS = {"diagrams": _diagrams, "sections": _sections, "blocks": _blocks, "tables": _tables}
