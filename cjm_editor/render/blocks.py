"""What was drawn of a board, kept between two drawings: columns, blocks of columns, and single parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from cjm_editor.core.lanes import held_in, lanes_of
from cjm_editor.core.model import Document, Evidence, JourneyMap, Lane, Stage, Touchpoint
from cjm_editor.render.arrows import Arrows
from cjm_editor.render.cells import EVIDENCE_LANE, Cell, ColumnCells
from cjm_editor.render.channels import Run
from cjm_editor.render.display import Group
from cjm_editor.render.layout import ColumnsMemory
from cjm_editor.render.measure import Measurer
from cjm_editor.render.options import BoardOptions, Setting
from cjm_editor.render.tracks import Routing

BLOCK = 32
"""Columns drawn and kept together."""

Groups = tuple[Group, ...]
Key = tuple[object, ...]


@dataclass(slots=True)
class Block:
    """Neighbouring columns: their cells, and each layer with what it was drawn from."""

    touchpoints: tuple[Touchpoint, ...]
    inherited: tuple[tuple[Evidence, ...], ...]
    stages: tuple[int, ...]
    cells: tuple[ColumnCells, ...]
    lines: int
    heights: dict[int, tuple[float, ...]]
    """The highest cell of each lane, by place of the stage."""

    runs: tuple[Run, ...]
    layers: dict[str, tuple[Key, Groups]] = field(default_factory=dict)

    def kept(self, name: str, key: Key) -> Groups | None:
        """The groups of a layer as drawn last, or None where `key` is not that of the last time."""
        found = self.layers.get(name)
        return found[1] if found is not None and found[0] == key else None

    def keep(self, name: str, key: Key, groups: Groups) -> Groups:
        """The same groups, kept for the next drawing."""
        self.layers[name] = (key, groups)
        return groups


class BoardCache:
    """What was drawn of one map. One cache serves one view; a change of options or lanes empties it."""

    __slots__ = (
        "_held",
        "_kept",
        "arrows",
        "blocks",
        "columns",
        "gutter",
        "last",
        "places",
        "setting",
        "stages",
        "tops",
    )

    def __init__(self) -> None:
        self.setting: Setting | None = None
        self.blocks: list[Block] = []
        self.columns: dict[str, ColumnCells] = {}
        self.stages: dict[str, tuple[Stage, float, tuple[Cell, ...]]] = {}
        self.tops: dict[int, tuple[float, ...]] = {}
        self.arrows: tuple[Key, Arrows] | None = None
        self.gutter: tuple[Key, Routing] | None = None
        self.last: tuple[Key, list[Block], list[float]] | None = None
        self.places = ColumnsMemory()
        self._kept: dict[str, tuple[Key, Groups]] = {}
        self._held: dict[int, tuple[tuple[Touchpoint, ...], tuple[str, ...]]] = {}

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
            self.blocks, self.columns, self.stages, self.tops, self._kept = [], {}, {}, {}, {}
            self.arrows = self.gutter = self.last = None
            self.setting = setting
        return self.setting

    def kept(self, name: str, key: Key, draw: Callable[[], Groups]) -> Groups:
        """The groups of a part of the board; drawn again only where `key` changed."""
        found = self._kept.get(name)
        if found is not None and found[0] == key:
            return found[1]
        made = draw()
        self._kept[name] = (key, made)
        return made


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
