"""What one touchpoint or stage shows in each lane, before anything is placed: groups from (0, 0) of their cells.

Cells depend on the touchpoint, the evidence of its stage and the setting, never on their neighbours, so they are
kept as long as the touchpoint object stays the same.
"""

from __future__ import annotations

from dataclasses import field
from functools import partial
from itertools import chain

from cjm_editor.core.address import Address
from cjm_editor.core.evidence import ASSUMED
from cjm_editor.core.model import Card, Evidence, Stage, Touchpoint, lane_cards
from cjm_editor.core.records import dataclass
from cjm_editor.core.schema import VALUE_LANES
from cjm_editor.render.cards import Sketch, statement, title_lines, touchpoint_card
from cjm_editor.render.display import FULL, Group, Pane
from cjm_editor.render.options import BETWEEN_CARDS, MOST_IN_CELL, Setting, left_in_file
from cjm_editor.render.parts import CAPTION, line_of
from cjm_editor.render.values import (
    evidence_cell,
    expectation_cell,
    feelings_cell,
    image_cells,
    importance_cell,
    metric_cell,
    owner_address,
)
from cjm_editor.render.wrap import elide

EVIDENCE_LANE = "evidence"
"""The row of evidence is no lane of the document: it shows wherever anything rests on something."""

OWN_DRAWING = ("touchpoints", "channel", "emotion")
"""Lanes that are drawn across touchpoints and not cell by cell."""


class Cell:
    """What one cell holds, stacked from (0, 0) 6 px apart: its height at once, 0 where it is empty, and its groups,
    drawn when they are first asked for."""

    __slots__ = ("_groups", "_sketches", "height")

    def __init__(self, sketches: tuple[Sketch, ...] = ()) -> None:
        self._sketches = sketches
        self._groups: tuple[Group, ...] | None = None if sketches else ()
        self.height = sum(h for h, _ in sketches) + BETWEEN_CARDS * (len(sketches) - 1) if sketches else 0.0

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups, the same objects whenever asked."""
        if self._groups is None:
            y, placed = 0.0, []
            for h, drawn in self._sketches:
                group = drawn()
                placed.append(moved(group, 0, y) if y else group)
                y += h + BETWEEN_CARDS
            self._groups, self._sketches = tuple(placed), ()
        return self._groups


EMPTY = Cell()


@dataclass(slots=True)
class ColumnCells:
    """All cells of one touchpoint, its title's lines, and what was last placed of it."""

    touchpoint: Touchpoint
    inherited: tuple[Evidence, ...]
    lines: tuple[str, ...]
    cells: tuple[Cell, ...]
    heights: tuple[float, ...]
    card: Group | None = None
    at: tuple[float, float, float] = (-1.0, -1.0, -1.0)
    tops: tuple[float, ...] = ()
    rows: list[tuple[Group, ...]] = field(default_factory=list)
    placed: tuple[Group, ...] = ()


def column_cells(touchpoint: Touchpoint, inherited: tuple[Evidence, ...], setting: Setting) -> ColumnCells:
    """The cells of a touchpoint, one a lane in the order of the setting; `inherited` is its stage's evidence."""
    cells = tuple(owner_cell(touchpoint, lane.id, setting.card, inherited, setting) for lane in setting.lanes)
    lines = title_lines(touchpoint, setting)
    return ColumnCells(touchpoint, inherited, lines, cells, tuple(cell.height for cell in cells))


def owner_cell(
    owner: Touchpoint | Stage, lane: str, w: float, inherited: tuple[Evidence, ...], setting: Setting
) -> Cell:
    """What a touchpoint or stage shows in one lane, `w` px wide."""
    if lane in OWN_DRAWING:
        return EMPTY
    if lane == EVIDENCE_LANE:
        if isinstance(owner, Stage) or (setting.is_target and not owner.evidence):
            return EMPTY
        return Cell((evidence_cell(owner.evidence or inherited or ASSUMED, owner, w, setting),))
    if lane in VALUE_LANES:
        groups = _value_groups(owner, lane, w, setting)
        kept = [(group.h, partial(_same, group)) for group in groups]
        count = len(owner.metrics) if lane == "metrics" else 0
        if lane == "images" and isinstance(owner, Touchpoint):
            count = len(owner.images)
        return Cell((*kept, *_more(count, owner, lane, w, setting))) if kept else EMPTY
    kind = "touchpoint" if isinstance(owner, Touchpoint) else "stage"
    cards = lane_cards(owner, lane)
    if not cards:
        return EMPTY
    sketches: list[Sketch] = []
    for index, card in enumerate(cards[:MOST_IN_CELL]):
        at = Address("card", setting.map_id, owner.id, lane, index)
        sketches.append(statement(card, lane, at, w, _rests_on(card, owner, inherited), setting, kind))
    sketches += _more(len(cards), owner, lane, w, setting)
    return Cell(tuple(sketches))


def _more(count: int, owner: Touchpoint | Stage, lane: str, w: float, setting: Setting) -> tuple[Sketch, ...]:
    """The line under a cell that holds more than is drawn."""
    if count <= MOST_IN_CELL:
        return ()
    said = setting.words(left_in_file(count - MOST_IN_CELL))
    shown = elide(said, w, CAPTION.size, CAPTION.weight, setting.measurer)
    line = line_of(shown, 2, 0, CAPTION, setting.theme.text3, setting.measurer, FULL)
    at = owner_address(owner, setting)
    group = Group("label", 0, 0, w, CAPTION.line, (line,), at, said, key=f"more {lane}")
    return ((group.h, partial(_same, group)),)


def _same(group: Group) -> Group:
    return group


def _rests_on(card: Card, owner: Touchpoint | Stage, inherited: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return card.evidence or owner.evidence or inherited or ASSUMED


def _value_groups(owner: Touchpoint | Stage, lane: str, w: float, setting: Setting) -> tuple[Group, ...]:
    if lane == "metrics":
        return tuple(
            metric_cell(metric, i, owner, min(w, setting.card), setting)
            for i, metric in enumerate(owner.metrics[:MOST_IN_CELL])
        )
    found: Group | None = None
    if lane == "expectation":
        found = expectation_cell(owner, w, setting)
    elif lane == "feelings":
        found = feelings_cell(owner, w, setting)
    elif isinstance(owner, Touchpoint) and lane == "importance":
        found = importance_cell(owner, w, setting)
    elif isinstance(owner, Touchpoint) and lane == "images":
        return image_cells(owner, w, setting)
    return (found,) if found else ()


def moved(group: Group, dx: float, dy: float, pane: Pane | None = None) -> Group:
    """The group moved by (`dx`, `dy`) px and pinned as `pane` says; its items, which are local, stay the same."""
    return Group(
        group.role,
        group.x + dx,
        group.y + dy,
        group.w,
        group.h,
        group.items,
        group.at,
        group.title,
        group.pane if pane is None else pane,
        group.solid,
        group.key,
    )


def place(
    column: ColumnCells, x: float, tops: tuple[float, ...], card_y: float, card_h: float, setting: Setting
) -> tuple[Group, ...]:
    """The groups of a column with its card's left edge at `x`; `tops` are the tops of its cells, one a lane.

    `card_y` is where touchpoints begin, negative where their lane is hidden. What was placed there before comes back
    as it was, lane by lane.
    """
    at = (x, card_y, card_h)
    if column.at == at and column.tops is tops:
        return column.placed
    rows: list[tuple[Group, ...]] = []
    if column.at == at:
        rows.append(column.rows[0])
    else:
        rows.append(_placed_card(column, x, card_y, card_h, setting))
    same_x = column.at[0] == x
    for i, top in enumerate(tops):
        if same_x and column.tops[i] == top:
            rows.append(column.rows[i + 1])
        else:
            rows.append(_placed_cell(column, i, x, top, setting))
    column.at, column.tops, column.rows = at, tops, rows
    column.placed = tuple(chain.from_iterable(rows))
    return column.placed


def _placed_card(
    column: ColumnCells, x: float, card_y: float, card_h: float, setting: Setting
) -> tuple[Group, ...]:
    if card_y < 0:
        return ()
    if column.card is None or column.card.h != card_h:
        column.card = touchpoint_card(column.touchpoint, column.lines, card_h, setting)
    return (moved(column.card, x, card_y),)


def _placed_cell(column: ColumnCells, i: int, x: float, top: float, setting: Setting) -> tuple[Group, ...]:
    """The groups of one cell, before them (on a screen) the area of the cell for drops and new cards: its address
    has the index -1."""
    cell = column.cells[i]
    groups = tuple(moved(group, x, top) for group in cell.groups)
    if not setting.options.ghosts:
        return groups
    lane = setting.lanes[i].id
    height = cell.height + 16 if cell.height else 40.0
    if lane == "emotion":  # its curve takes the whole row
        height = setting.options.emotion_height
    at = Address("card", setting.map_id, column.touchpoint.id, lane, -1)
    return (Group("cell", x - 4, top - 8, setting.options.column, height, (), at), *groups)
