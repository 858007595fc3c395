"""Short maps of one journey in two hands and other words, with the links that a reader of both would draw.

A file of `tests/fixtures/hand_drawn` holds stages and titles of both, `links`, and `possible` ones, which count neither
way. `use` says whether weights are fitted on it or not.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Literal

import yaml

from cjm_editor.core.model import Document, JourneyMap, Stage, Touchpoint
from cjm_editor.core.results import Correspondence, Side
from cjm_editor.core.seq import Seq
from tests.compare.pairs.scoring import Found, Tally, linked

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "hand_drawn"
Use = Literal["fitting", "test"]


@dataclass(frozen=True)
class HandPair:
    """Two sides, the true pairs of their ids, and those that are neither right nor wrong."""

    name: str
    use: Use
    ideal: Side
    actual: Side
    pairs: Found
    possible: Found


def hand_drawn(use: Use) -> tuple[HandPair, ...]:
    """The pairs that are for fitting, or those that no fitting has seen, by name."""
    found = (_read(path) for path in sorted(FOLDER.glob("*.yaml")))
    return tuple(one for one in found if one.use == use)


def _read(path: Path) -> HandPair:
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    sides = (_side(told[kind], kind, told["language"]) for kind in ("ideal", "actual"))
    links = (_pairs(told.get(kind, ())) for kind in ("links", "possible"))
    return HandPair(path.stem, told["use"], *sides, *links)


def _side(rows: list[dict], kind: str, language: str) -> Side:
    stages = tuple(Stage(f"{kind}-{n}", row["stage"]) for n, row in enumerate(rows))
    touchpoints = [
        Touchpoint(told["id"], stage.id, told["title"], channel=told.get("channel", ""))
        for stage, row in zip(stages, rows, strict=True)
        for told in row["touchpoints"]
    ]
    journey = JourneyMap(kind, kind=kind, stages=stages, touchpoints=Seq(touchpoints))
    return Side(Document(language=language, maps=(journey,)), journey, kind)


def _pairs(rows: list[list]) -> Found:
    return frozenset(pair for one, other in rows for pair in product(_listed(one), _listed(other)))


def _listed(ids: str | list[str]) -> list[str]:
    return [ids] if isinstance(ids, str) else ids


def hand_tally(case: HandPair, links: tuple[Correspondence, ...]) -> Tally:
    """What of the true links was found, and what was found besides."""
    found = linked(links) - case.possible
    return Tally(len(case.pairs), len(found), len(found & case.pairs))


def asked(case: HandPair, links: tuple[Correspondence, ...]) -> int:
    """How many true links that were not found are asked about."""
    offered = {
        (id, candidate.id) if link.ideal else (candidate.id, id)
        for link in links
        for candidate in link.asked
        for id in (link.ideal or link.actual)
    }
    return len((case.pairs - linked(links)) & offered)
