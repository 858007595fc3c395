"""What was drawn of a board, kept between two drawings: columns, and blocks of columns and of stages with their
parts."""

from __future__ import annotations

from typing import Protocol

from cjm_editor.core.lanes import held_in, lanes_of
from cjm_editor.core.model import Document, Evidence, JourneyMap, Lane, Stage, Touchpoint
from cjm_editor.core.records import dataclass
from cjm_editor.render.cells import EVIDENCE_LANE, Cell, ColumnCells
from cjm_editor.render.channels import Run
from cjm_editor.render.cuts import cuts
from cjm_editor.render.display import Part
from cjm_editor.render.layout import Columns, ColumnsMemory
from cjm_editor.render.measure import Measurer
from cjm_editor.render.options import BoardOptions, Setting
from cjm_editor.render.routes import RoutesMemory, Told, Turns

LEAST, USUAL, MOST = 8, 16, 40
"""Columns drawn and kept together."""

Parts = tuple[Part, ...]


@dataclass(slots=True, eq=False)
class Block:
    """Neighbouring columns: their cells and what these say of the rows."""

    touchpoints: tuple[Touchpoint, ...]
    evidence: tuple[tuple[int, tuple[Evidence, ...]], ...]
    """That of their stages, with the place of the stage."""

    stages: tuple[int, ...]
    cells: tuple[ColumnCells, ...]
    lines: int
    heights: dict[int, tuple[float, ...]]
    """The highest cell of each lane, by place of the stage."""

    highest: tuple[float, ...]
    """That of all its stages."""

    runs: tuple[Run, ...]
    ids: frozenset[str]
    _told: tuple[Turns, Told] | None = None

    def told(self, turns: Turns) -> Told:
        """What the turns of the map say of its touchpoints."""
        if self._told is None or self._told[0] is not turns:
            self._told = (turns, turns.told(self.touchpoints))
        return self._told[1]


Last = tuple[tuple[object, ...], tuple[object, ...], list[Block], list[float]]


class Keyed(Protocol):
    """All that a piece of the board is drawn from; equal ones draw the same."""

    def parts(self, name: str) -> Parts:
        """Its parts in drawing order of their layers."""


class BoardCache:
    """What was drawn of one map. One cache serves one view; a change of options or lanes empties it."""

    __slots__ = (
        "_cuts",
        "_held",
        "_kept",
        "_used",
        "blocks",
        "columns",
        "last",
        "least",
        "places",
        "routes",
        "setting",
        "stages",
    )

    def __init__(self) -> None:
        self.setting: Setting | None = None
        self.blocks: dict[str, Block] = {}
        """By the id of the first touchpoint."""
        self.columns: dict[str, ColumnCells] = {}
        self.stages: dict[str, tuple[Stage, float, tuple[Cell, ...]]] = {}
        self.places = ColumnsMemory()
        self.routes = RoutesMemory()
        self.last: Last | None = None
        """What the blocks of the last drawing had in common."""

        self.least: tuple[float, ...] = ()
        """How high the lanes are without cards, for their titles."""

        self._cuts: tuple[list[float], list[tuple[int, int]]] | None = None
        self._kept: dict[tuple[str, str], tuple[Keyed, Parts]] = {}
        self._used: dict[tuple[str, str], tuple[Keyed, Parts]] = {}
        self._held: dict[int, tuple[tuple[Touchpoint, ...], tuple[str, ...]]] = {}

    def cuts(self, columns: Columns) -> list[tuple[int, int]]:
        """Where the columns are cut into blocks; looked for again only where columns came, went or moved."""
        if self._cuts is None or self._cuts[0] is not columns.xs:
            found = cuts([touchpoint.id for touchpoint in columns.touchpoints], LEAST, USUAL, MOST)
            self._cuts = (columns.xs, found)
        return self._cuts[1]

    def held(self, journey: JourneyMap) -> dict[str, None]:
        """Ids of the lanes that hold something, that of evidence included; looks again only at what changed."""
        found = held_in(journey.stages, ())
        if any(stage.evidence for stage in journey.stages):
            found[EVIDENCE_LANE] = None
        now: dict[int, tuple[tuple[Touchpoint, ...], tuple[str, ...]]] = {}
        for chunk in journey.touchpoints.chunks:
            known = self._held.get(id(chunk))
            if known is None or known[0] is not chunk:
                here = held_in((), chunk)
                if any(touchpoint.evidence for touchpoint in chunk):
                    here[EVIDENCE_LANE] = None
                known = (chunk, tuple(here))
            now[id(chunk)] = known
            found.update(dict.fromkeys(known[1]))
        self._held = now
        return found

    def use(self, setting: Setting) -> Setting:
        """The setting in force, the same object as long as it is equal."""
        if self.setting is None or self.setting != setting:
            self.blocks, self.columns, self.stages, self._kept = {}, {}, {}, {}
            self.routes.clear()
            self.last, self.least = None, ()
            self.setting = setting
        return self.setting

    def begin(self) -> None:
        """Begin a drawing: what it does not ask for is forgotten with the next one."""
        self._used = {}

    def end(self) -> None:
        """End a drawing."""
        self._kept = self._used

    def again(self, name: tuple[str, str]) -> Parts:
        """The parts of a piece of which the caller knows that it looks as in the last drawing."""
        found = self._used[name] = self._kept[name]
        return found[1]

    def kept(self, name: tuple[str, str], key: Keyed) -> Parts:
        """The parts of a piece of the board, made by `key`; made again only where `key` is not equal to that of the
        last drawing."""
        found = self._kept.get(name)
        if found is None or found[0] != key:
            found = (key, key.parts(name[1]))
        self._used[name] = found
        return found[1]


def setting_of(
    document: Document,
    journey: JourneyMap,
    options: BoardOptions,
    measurer: Measurer,
    held: dict[str, None],
) -> Setting:
    """What the cells of a map's board share; `held` are the lanes that hold something, as `BoardCache.held` tells."""
    lanes = [id for id in held if id != EVIDENCE_LANE]
    rows = {lane.id: lane for lane in lanes_of(document, journey, options.audience, lanes)}
    if EVIDENCE_LANE in held and EVIDENCE_LANE not in rows:
        rows[EVIDENCE_LANE] = Lane(EVIDENCE_LANE)
    if options.lanes is not None:
        known = {lane.id: lane for lane in document.lanes}
        rows = {
            id: lane
            for id in options.lanes
            if (lane := rows.get(id) or known.get(id) or Lane(id)).audience != "internal"
            or options.audience == "internal"
        }
    return Setting(
        options,
        measurer,
        journey.id,
        journey.kind,
        journey.scale,
        document.language or options.words.language,
        tuple(rows.values()),
    )
