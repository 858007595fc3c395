"""What the mouse does on a board: select, band, pan, drag cards and headers, drag faces, draw arrows.

A gesture begins 6 px from where the button went down; until then nothing has moved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from cjm_editor.app.boardview.camera import Box
from cjm_editor.app.boardview.drop import drop_at, emotion_at
from cjm_editor.app.boardview.events import (
    CardsMoved,
    EmotionCommitted,
    LaneMoved,
    StageMoved,
    StageRequested,
    TouchpointRequested,
    TouchpointsMoved,
    TransitionDrawn,
)
from cjm_editor.app.boardview.hit import HANDLE, cards_within, edge_of, group_at, handle_of
from cjm_editor.app.boardview.overlay import Dragged
from cjm_editor.core.address import Address
from cjm_editor.core.records import dataclass
from cjm_editor.render.display import Group

if TYPE_CHECKING:
    from cjm_editor.app.boardview.view import BoardView

THRESHOLD = 6.0
"""Logical px before a press becomes a drag."""

EDGE = 32.0
EDGE_STEP = 18.0
_ADDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier

Mode = Literal["", "press", "pan", "band", "drag", "face", "link", "refused"]


@dataclass(slots=True)
class _Press:
    """Where and on what the button went down, with the place of the page under it."""

    x: float
    y: float
    group: Group | None
    page: tuple[float, float]
    starts: Mode
    before: tuple[Address, ...] = ()
    click_selects: Address | None = None
    """Selected alone if the button comes up where it went down."""

    asks: Address | None = None
    """The stage or map of a ghost that is pressed: a new element is wanted."""


class Gestures:
    """The mouse of one board view."""

    def __init__(self, view: BoardView) -> None:
        self.view = view
        self.mode: Mode = ""
        self.is_space_down = False
        self.hover: Group | None = None
        self.handle: Group | None = None
        self.dragged: Dragged | None = None
        self.band: Box | None = None
        self.link: Box | None = None
        self.link_to: Group | None = None
        self._press: _Press | None = None
        self._at = QPointF()
        self._value: float | None = None

    # --- buttons

    def press(self, event: QMouseEvent) -> None:
        """Begin what may become a click or a drag."""
        view = self.view
        at = self._at = event.position()
        if event.button() == Qt.MouseButton.MiddleButton or (
            event.button() == Qt.MouseButton.LeftButton and self.is_space_down
        ):
            self._press = _Press(at.x(), at.y(), None, (0.0, 0.0), "pan")
            self.mode = "pan"
            view.setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        if event.button() != Qt.MouseButton.LeftButton or self.mode:
            return
        group = group_at(view.scene, view.camera(), at.x(), at.y())
        pane = view.camera().pane_at(at.x(), at.y())
        press = _Press(
            at.x(), at.y(), group, view.camera().to_page(pane, at.x(), at.y()), "band", view.selection()
        )
        self._press, self.mode = press, "press"
        handle = self._handle_at(at)
        if handle is not None:
            press.group, press.starts = handle, "link"
        elif group is not None and group.at is not None and group.role == "ghost":
            press.starts, press.asks = "refused", group.at
        elif group is not None and group.at is not None:
            self._press_on(press, group.at, group, bool(event.modifiers() & _ADDS), event.modifiers())
        elif not event.modifiers() & _ADDS:
            view.clear_selection()

    def _press_on(
        self, press: _Press, at: Address, group: Group, adds: bool, modifiers: Qt.KeyboardModifier
    ) -> None:
        view = self.view
        press.starts = self._drag_mode(group)
        chosen = view.selection()
        if modifiers & Qt.KeyboardModifier.ControlModifier and at in chosen:
            view.select(tuple(one for one in chosen if one != at), scroll=False)
            press.starts = "refused"
        elif adds:
            view.select((*(one for one in chosen if one != at), at), at, scroll=False)
        elif at in chosen:
            press.click_selects = at
        else:
            view.select((at,), scroll=False)

    def _drag_mode(self, group: Group) -> Mode:
        if group.role == "cell":
            return "band"
        if self.view.is_read_only:
            return "link" if self.view.is_linking and group.role == "touchpoint" else "refused"
        if group.role == "face":
            return "face"
        if group.role == "card":
            return "drag"
        if group.role in ("stage", "touchpoint", "lane"):
            return "refused" if self.view.is_structure_locked else "drag"
        return "band"

    def move(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        self._at = event.position()
        if self.mode:
            self._follow()
        else:
            self._look(event.position())

    def release(self, event: QMouseEvent) -> None:
        """End the gesture and tell what it did."""
        press, mode = self._press, self.mode
        if press is None or event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            return
        self._at = event.position()
        dragged, link_to, value = self.dragged, self.link_to, self._value
        self.reset()
        if mode == "press" and press.asks is not None:
            self._ask(press.asks)
        elif mode == "press" and press.click_selects is not None:
            self.view.select((press.click_selects,), scroll=False)
        elif mode == "drag" and dragged is not None and dragged.drop is not None:
            self._drop(dragged.drop.event)
        elif mode == "face" and press.group is not None and press.group.at is not None and value is not None:
            self.view.emotion_committed.emit(EmotionCommitted(press.group.at, value))
        elif mode == "link" and press.group is not None and link_to is not None:
            self._connect(press.group.at, link_to.at)
        self._look(event.position())

    def _ask(self, at: Address) -> None:
        """Ask for what a ghost stands for: a touchpoint of its stage, or the first stage of the map."""
        if self.view.refuses():
            return
        if at.kind == "stage":
            self.view.touchpoint_requested.emit(TouchpointRequested(at))
        else:
            self.view.stage_requested.emit(StageRequested(None))

    def _connect(self, start: Address | None, end: Address | None) -> None:
        if start is not None and end is not None:
            self.view.transition_drawn.emit(TransitionDrawn(start, end))

    def _drop(self, event: CardsMoved | TouchpointsMoved | StageMoved | LaneMoved) -> None:
        view = self.view
        if isinstance(event, CardsMoved):
            view.cards_moved.emit(event)
            moved = tuple(event.cell._replace(index=event.index + i) for i in range(len(event.ats)))
            view.select(moved, scroll=False)
        elif isinstance(event, TouchpointsMoved):
            view.touchpoints_moved.emit(event)
        elif isinstance(event, StageMoved):
            view.stage_moved.emit(event)
        else:
            view.lane_moved.emit(event)

    def cancel(self) -> bool:
        """Whether a gesture was given up; the board is as it was before it."""
        mode, press = self.mode, self._press
        if not mode:
            return False
        had_value = self._value is not None
        self.reset()
        if mode == "face" and had_value and press is not None and press.group is not None and press.group.at:
            self.view.preview_emotion(press.group.at, None)
        if mode == "band" and press is not None:
            self.view.select(press.before, scroll=False)
        return True

    def reset(self) -> None:
        """Forget the gesture."""
        self.mode, self._press, self._value = "", None, None
        self.dragged = self.band = self.link = self.link_to = None
        self.view.edge_timer.stop()
        self.view.setCursor(
            Qt.CursorShape.OpenHandCursor if self.is_space_down else Qt.CursorShape.ArrowCursor
        )
        self.view.update()

    # --- while the button is down

    def _follow(self) -> None:
        press, at = self._press, self._at
        if press is None:
            return
        if self.mode == "press":
            if abs(at.x() - press.x) < THRESHOLD and abs(at.y() - press.y) < THRESHOLD:
                return
            self._begin(press)
        if self.mode == "pan":
            self.view.scroll_by(press.x - at.x(), press.y - at.y())
            press.x, press.y = at.x(), at.y()
        elif self.mode == "band":
            self._stretch(press)
        elif self.mode == "drag":
            self._carry(press)
        elif self.mode == "face":
            self._pull(press)
        elif self.mode == "link":
            self._draw_link(press)

    def _begin(self, press: _Press) -> None:
        self.mode = press.starts
        self.hover = None
        if self.mode == "refused":
            self.view.setCursor(Qt.CursorShape.ForbiddenCursor)
        elif self.mode == "drag":
            self.view.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self.mode == "face":
            self.view.setCursor(Qt.CursorShape.SizeVerCursor)
        elif self.mode == "link":
            self.view.setCursor(Qt.CursorShape.CrossCursor)
        if self.mode in ("drag", "band", "link"):
            self.view.edge_timer.start()

    def _page(self, press: _Press) -> tuple[float, float]:
        """Return the place of the page under the pointer, in the pane the gesture began in."""
        pane = press.group.pane if press.group is not None else "board"
        return self.view.camera().to_page(pane, self._at.x(), self._at.y())

    def _stretch(self, press: _Press) -> None:
        camera = self.view.camera()
        x0, y0 = camera.to_screen("board", *press.page)
        x1, y1 = self._at.x(), self._at.y()
        self.band = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        low = camera.to_page("board", self.band[0], self.band[1])
        high = camera.to_page("board", self.band[2], self.band[3])
        found = cards_within(self.view.scene, (*low, *high))
        keep = self.view.was_adding
        self.view.select(tuple(dict.fromkeys((*(press.before if keep else ()), *found))), scroll=False)
        self.view.update()

    def _carry(self, press: _Press) -> None:
        group, scene = press.group, self.view.scene
        if group is None or group.at is None:
            return
        x, y = self._page(press)
        kind = group.at.kind
        together = kind in ("touchpoint", "card") and group.at in self.view.selection()
        moved = (
            tuple(at for at in self.view.selection() if at.kind == kind and at.index >= -1)
            if together
            else (group.at,)
        )
        moved = tuple(at for at in moved if kind != "card" or at.index >= 0)
        bodies = tuple(body for at in moved if (body := scene.main_of(at)) is not None)
        self.dragged = Dragged(bodies, x - press.page[0], y - press.page[1], drop_at(scene, moved, x, y))
        self.view.update()

    def _pull(self, press: _Press) -> None:
        group = press.group
        if group is None or group.at is None:
            return
        _, y = self._page(press)
        lifted = y - press.page[1] + group.y + group.h / 2
        value = emotion_at(self.view.scene, group, lifted)
        if value != self._value:
            self._value = value
            self.view.preview_emotion(group.at, value)

    def _draw_link(self, press: _Press) -> None:
        if press.group is None:
            return
        x, y = self._page(press)
        over = group_at(self.view.scene, self.view.camera(), self._at.x(), self._at.y())
        is_other = over is not None and over.role == "touchpoint" and over.at != press.group.at
        if self.view.is_linking:
            self.link = (*edge_of(press.group, y), x, y)
            is_other = is_other and _map_of(over) != _map_of(press.group)
        else:
            self.link = (*handle_of(press.group), x, y)
        self.link_to = over if is_other else None
        self.view.update()

    def on_edge(self) -> None:
        """Scroll while something is held near an edge of the board."""
        view, at = self.view, self._at
        camera = view.camera()
        left, top = camera.left * camera.zoom, camera.top * camera.zoom
        dx = _push(at.x(), left, camera.width)
        dy = _push(at.y(), top, camera.height)
        if self.mode in ("drag", "band", "link") and (dx or dy):
            before = view.camera()
            view.scroll_by(dx, dy)
            if view.camera() != before:
                self._follow()

    # --- while it is up

    def _look(self, at: QPointF) -> None:
        """Find what is hovered and whether a handle is near."""
        view = self.view
        group = group_at(view.scene, view.camera(), at.x(), at.y())
        handle = self._handle_at(at) or self._handle_owner(group)
        if group is not self.hover or handle is not self.handle:
            self.hover, self.handle = group, handle
            view.update()
        if self.is_space_down:
            return
        near = self._handle_at(at) is not None
        is_face = group is not None and group.role == "face" and not view.is_read_only
        shape = Qt.CursorShape.CrossCursor if near else Qt.CursorShape.ArrowCursor
        view.setCursor(Qt.CursorShape.SizeVerCursor if is_face and not near else shape)

    def leave(self) -> None:
        """Forget what was hovered."""
        if self.hover is not None or self.handle is not None:
            self.hover = self.handle = None
            self.view.update()

    def _handle_owner(self, group: Group | None) -> Group | None:
        view = self.view
        if view.is_read_only or view.zoom() < 0.6 or group is None or group.role != "touchpoint":
            return None
        return group

    def _handle_at(self, at: QPointF) -> Group | None:
        """Return the touchpoint whose handle is under a point of the widget."""
        view = self.view
        camera = view.camera()
        if view.is_read_only or camera.zoom < 0.6 or camera.pane_at(at.x(), at.y()) != "board":
            return None
        x, y = camera.to_page("board", at.x(), at.y())
        reach = HANDLE / camera.zoom
        for group in view.scene.within("board", (x - reach, y - reach, x + reach, y + reach)):
            if group.role == "touchpoint" and group.at is not None:
                hx, hy = handle_of(group)
                if abs(hx - x) <= reach and abs(hy - y) <= reach:
                    return group
        return None


def _map_of(group: Group | None) -> str:
    return group.at.map if group is not None and group.at is not None else ""


def _push(at: float, low: float, high: float) -> float:
    """Return how far to scroll for a pointer near one of two edges."""
    if at < low + EDGE:
        return -EDGE_STEP
    return EDGE_STEP if at > high - EDGE else 0.0
