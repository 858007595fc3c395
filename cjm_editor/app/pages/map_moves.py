"""What is dragged or nudged to another place on the board, as edits of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjm_editor.app.boardview.events import CardsMoved, LaneMoved, StageMoved, TouchpointsMoved
from cjm_editor.core import edits
from cjm_editor.core.address import Address, card_at
from cjm_editor.core.elements import element
from cjm_editor.core.lanes import lanes_of
from cjm_editor.core.model import Card, Document, columns_of
from cjm_editor.core.texts import Message, _, ngettext

if TYPE_CHECKING:
    from cjm_editor.app.pages.map_edits import MapEdits, Moved


def move(maker: MapEdits, event: Moved) -> None:
    """Put what was dragged where it was dropped, in one step."""
    match event:
        case TouchpointsMoved():
            _move_touchpoints(maker, event)
        case CardsMoved():
            _move_cards(maker, event)
        case StageMoved():
            maker.apply(_moving(maker, (event.at,)), lambda d: edits.move_stage(d, event.at, event.index))
        case LaneMoved():
            _move_lane(maker, event)


def _move_touchpoints(maker: MapEdits, event: TouchpointsMoved) -> None:
    ats, stage = event.ats, event.stage.id

    def move(document: Document) -> Document:
        for offset, at in enumerate(ats):
            document = edits.move_touchpoint(
                document, at, stage, event.index + offset if event.index >= 0 else -1
            )
        return document

    maker.apply(_moving(maker, ats), move)


def _moving(maker: MapEdits, ats: tuple[Address, ...]) -> Message:
    if len(ats) == 1:
        return _("move “{title}”", title=maker.title_of(ats[0]))
    return ngettext("move {n} element", "move {n} elements", len(ats))


def _move_cards(maker: MapEdits, event: CardsMoved) -> None:
    ats, cell = event.ats, event.cell
    cards = [found for at in ats if isinstance(found := element(maker.document, at), Card)]
    owner = maker.owner(cell.id)

    def move(document: Document) -> Document:
        if len(ats) == 1:
            return edits.move_card(document, ats[0], owner, cell.lane, event.index)
        for at in sorted(ats, key=lambda at: -at.index):
            document = edits.delete_card(document, at)
        for offset, card in enumerate(cards):
            document = edits.add_card(
                document, owner, cell.lane, event.index + offset if event.index >= 0 else -1, card
            )
        return document

    maker.apply(_moving(maker, ats), move)


def _move_lane(maker: MapEdits, event: LaneMoved) -> None:
    """A lane dragged to another place; the rows shown become the declared ones."""
    shown = lanes_of(maker.document, maker.journey)
    ids = [lane.id for lane in shown]
    if event.at.id not in ids:
        return
    rows = [lane for lane in shown if lane.id != event.at.id]
    rows.insert(event.index, shown[ids.index(event.at.id)])
    maker.apply(_("move a lane"), lambda d: edits.set_lanes(d, tuple(rows)))


def nudge(maker: MapEdits, ats: tuple[Address, ...], direction: str) -> None:
    """Move the selected stage, touchpoint or card by one place."""
    if len(ats) != 1:
        return
    at, step = ats[0], -1 if direction in ("left", "up") else 1
    target = None
    if at.kind == "stage" and direction in ("left", "right"):
        index = [s.id for s in maker.journey.stages].index(at.id) + step
        if 0 <= index < len(maker.journey.stages):
            maker.apply(_moving(maker, ats), lambda d: edits.move_stage(d, at, index))
    elif at.kind == "touchpoint" and direction in ("left", "right"):
        _nudge_touchpoint(maker, at, step)
    elif at.kind == "card" and direction in ("up", "down"):
        index = at.index + step
        if 0 <= index < maker.cell_size(at):
            owner = maker.owner(at.id)
            target = at._replace(index=index)
            maker.apply(_moving(maker, ats), lambda d: edits.move_card(d, at, owner, at.lane, index))
    elif at.kind == "card":
        target = _nudge_card(maker, at, step)
    if target is not None:
        maker.page.view.select((target,))


def _nudge_touchpoint(maker: MapEdits, at: Address, step: int) -> None:
    columns = columns_of(maker.journey)
    for number, (stage, row) in enumerate(columns):
        ids = [t.id for t in row]
        if at.id not in ids:
            continue
        index = ids.index(at.id) + step
        if 0 <= index < len(ids):
            _move_touchpoint(maker, at, stage.id, index)
        elif 0 <= number + step < len(columns):
            other, others = columns[number + step]
            place = len(others) if step < 0 else 0
            _move_touchpoint(maker, at, other.id, place)
        return


def _move_touchpoint(maker: MapEdits, at: Address, stage: str, index: int) -> None:
    maker.apply(_moving(maker, (at,)), lambda d: edits.move_touchpoint(d, at, stage, index))


def _nudge_card(maker: MapEdits, at: Address, step: int) -> Address | None:
    order = [t.id for _, row in columns_of(maker.journey) for t in row]
    if at.id not in order or not 0 <= order.index(at.id) + step < len(order):
        return None
    cell = card_at(at.map, order[order.index(at.id) + step], at.lane, -1)
    index = maker.cell_size(cell)
    owner = maker.owner(cell.id)
    maker.apply(_moving(maker, (at,)), lambda d: edits.move_card(d, at, owner, at.lane, index))
    return cell._replace(index=index)
