"""What lies over the board and in no export: tinted column, rings, hover, the card that is being typed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QRegion

from cjm_editor.app.boardview.camera import Box, Camera
from cjm_editor.app.boardview.drop import Drop
from cjm_editor.app.boardview.hit import Frame, frame_of, handle_of, strokes
from cjm_editor.app.boardview.navigation import stage_at_x
from cjm_editor.app.boardview.scene import Scene
from cjm_editor.core.address import Address, touchpoint_at
from cjm_editor.core.records import dataclass
from cjm_editor.qt.fonts import font
from cjm_editor.qt.painter import PaintCache, paint
from cjm_editor.render.display import FULL, Group, Line, Pane, Rect, level_of
from cjm_editor.render.theme import Theme

if TYPE_CHECKING:
    from cjm_editor.app.boardview.inline_editor import InlineEditor

HANDLE_RADIUS = 5.0
_RINGED = frozenset({"touchpoint", "card", "cell", "ghost", "lane", "stage"})
_INSIDE = frozenset({"cell", "lane", "stage"})
_STAGE_AIR = 7.0
"""Px between the edge of a stage, where its title begins, and its ring: as much as the gap to the next one leaves."""


@dataclass(frozen=True, slots=True)
class Dragged:
    """Groups lifted from the page, moved by (dx, dy) px of the page, and where they would land."""

    groups: tuple[Group, ...]
    dx: float
    dy: float
    drop: Drop | None = None


@dataclass(frozen=True, slots=True)
class Over:
    """All that is drawn over the board at one moment."""

    selection: tuple[Address, ...] = ()
    current: Address | None = None
    """Ringed for the keyboard; None while the mouse is used."""

    hover: Group | None = None
    handle: Group | None = None
    """The touchpoint whose handle for a new arrow is shown."""

    dragged: Dragged | None = None
    band: Box | None = None
    """Rubber band, logical px."""

    link: Box | None = None
    """A new arrow from the first point to the second, px of the page."""

    link_to: Group | None = None
    editor: InlineEditor | None = None
    hint: str = ""
    has_tint: bool = True
    """Whether the columns of what is selected are tinted."""

    marked: tuple[Address, ...] = ()
    """What waits for its counterpart."""


class Overlay:
    """Draws over one scene in the colours of a theme."""

    def __init__(
        self, painter: QPainter, scene: Scene, camera: Camera, theme: Theme, cache: PaintCache
    ) -> None:
        self.painter = painter
        self.scene = scene
        self.camera = camera
        self.theme = theme
        self.cache = cache

    def draw(self, over: Over) -> None:
        """Draw everything, from the tint up to what is dragged or typed."""
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.hints()
        if over.has_tint:
            self.tint_columns(over.selection)
        self.accent_stages(over.selection)
        if over.hover is not None and over.hover.at not in over.selection:
            self.hover(over.hover)
        lifted = {group.at for group in over.dragged.groups} if over.dragged is not None else set()
        typed = over.editor.form.at if over.editor is not None else None
        for at in over.selection:
            if at not in lifted and at != typed:
                self.selected(at)
        for at in over.marked:
            self.marked(at)
        if over.current is not None and over.current != typed:
            self.focused(over.current)
        if over.handle is not None:
            self.handle(over.handle)
        if over.link is not None or over.dragged is not None or over.band is not None:
            from cjm_editor.app.boardview import dragging

            dragging.draw(self, over)
        if over.editor is not None:
            self.editing(over.editor, over.hint)

    @contextmanager
    def pane(self, pane: Pane) -> Iterator[None]:
        """Keep to the part of the widget that a pane covers."""
        ratio = self.camera.ratio
        x0, y0, x1, y1 = (value / ratio for value in self.camera.region(pane))
        self.painter.save()
        self.painter.setClipRect(QRectF(x0, y0, x1 - x0, y1 - y0))
        try:
            yield
        finally:
            self.painter.restore()

    def on_screen(self, pane: Pane, frame: Frame) -> QRectF:
        """Return a frame of the page in logical px, on whole device px."""
        ratio = self.camera.ratio
        x0, y0 = self.camera.to_screen(pane, frame.x, frame.y)
        x1, y1 = self.camera.to_screen(pane, frame.x + frame.w, frame.y + frame.h)
        left, top = round(x0 * ratio) / ratio, round(y0 * ratio) / ratio
        return QRectF(left, top, round(x1 * ratio) / ratio - left, round(y1 * ratio) / ratio - top)

    def pen(self, colour: str, width: float, dash: tuple[float, ...] = ()) -> QPen:
        pen = QPen(QColor(colour), width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        if dash:
            pen.setDashPattern([length / width for length in dash])
        return pen

    def ring(self, pane: Pane, frame: Frame, pen: QPen, outside: float = 0.0, fill: str = "") -> None:
        """Draw a ring on a frame, or so many logical px outside it."""
        rect = self.on_screen(pane, frame).adjusted(-outside, -outside, outside, outside)
        radius = frame.radius * self.camera.zoom + outside
        painter = self.painter
        painter.setPen(pen)
        painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, radius, radius)

    def hints(self) -> None:
        """Draw what empty lanes say beside their headers, wherever the board is scrolled to, where it is whole."""
        camera = self.camera
        if level_of(camera.zoom) != FULL:
            return
        moved = camera.offset("board")[0] / camera.scale
        with self.pane("board"):
            for hint in self.scene.hints():
                if (hint.x + hint.w) * camera.zoom <= camera.width:
                    self.live(replace(hint, x=hint.x + moved))

    # --- selection

    def tint_columns(self, selection: tuple[Address, ...]) -> None:
        """Tint the columns of selected touchpoints under their cards: the light of the board is filtered, so that
        lines and letters keep their colours, and filled cards are left out."""
        owners = dict.fromkeys(
            touchpoint_at(at.map, at.id) for at in selection if at.kind in ("touchpoint", "card")
        )
        bodies = [body for at in owners if (body := self.scene.main_of(at)) is not None]
        seen = self.camera.seen()
        bodies = [body for body in bodies if body.x + body.w >= seen[0] and body.x <= seen[2]]
        if not bodies:
            return
        area = QPainterPath()
        area.setFillRule(Qt.FillRule.OddEvenFill)
        top, bottom = max(self.scene.display.top, seen[1]), min(self.scene.display.height, seen[3])
        for body in bodies:
            column = Frame(body.x - 4, top, body.w + 8, bottom - top)
            area.addRect(self.on_screen("board", column))
            for group in self.scene.within("board", (column.x + 6, top, column.x + column.w - 6, bottom)):
                frame = frame_of(group)
                if group.solid and frame.fill and group.role in ("touchpoint", "card"):
                    radius = frame.radius * self.camera.zoom
                    area.addRoundedRect(self.on_screen("board", frame), radius, radius)
        board, tint = QColor(self.theme.board), QColor(self.theme.accent_bg2)
        mode = QPainter.CompositionMode.CompositionMode_Multiply
        if self.theme.is_dark:
            mode = QPainter.CompositionMode.CompositionMode_Plus
            tint = QColor(
                *(max(0, b - a) for a, b in zip(board.getRgb()[:3], tint.getRgb()[:3], strict=True))
            )
        with self.pane("board"):
            self.painter.setCompositionMode(mode)
            self.painter.fillPath(area, tint)

    def accent_stages(self, selection: tuple[Address, ...]) -> None:
        """Draw the rule under the stages of the selection in the accent."""
        stages: dict[int, Group] = {}
        for at in selection[:40]:
            group = self.scene.main_of(at)
            if group is None or at.kind not in ("stage", "touchpoint", "card"):
                continue
            stage = (
                group
                if at.kind == "stage" and group.pane == "stages"
                else stage_at_x(self.scene, group.x + 8)
            )
            if stage is not None:
                stages[id(stage)] = stage
        with self.pane("stages"):
            for stage in stages.values():
                for item in stage.items:
                    if isinstance(item, Rect) and item.h == 2 and item.fill:
                        self.fill("stages", Frame(stage.x + item.x, stage.y + item.y, item.w, 2))
                    elif isinstance(item, Line) and item.width == 2 and item.y1 == item.y2:
                        self.fill(
                            "stages", Frame(stage.x + item.x1, stage.y + item.y1 - 1, item.x2 - item.x1, 2)
                        )

    def fill(self, pane: Pane, frame: Frame) -> None:
        rect = self.on_screen(pane, frame)
        rect.setHeight(max(rect.height(), 1.0))
        self.painter.fillRect(rect, QColor(self.theme.accent))

    def selected(self, at: Address) -> None:
        """Ring an element; an arrow is drawn again, thicker, and the cards that it joins are ringed."""
        group = self.scene.main_of(at)
        if group is None:
            return
        with self.pane(group.pane):
            if group.role == "transition":
                self.trace(group)
                for card in _joined(group, self.scene):
                    self.ring(card.pane, frame_of(card), self.pen(self.theme.accent, 2))
            elif group.role in _RINGED:
                inset = 2.0 if group.role in _INSIDE else 0.0
                self.ring(group.pane, _ringed(group), self.pen(self.theme.accent, 2), -inset)

    def trace(self, group: Group) -> None:
        painter, camera = self.painter, self.camera
        pen = self.pen(self.theme.accent, 2.5)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if level_of(camera.zoom) == FULL:
            # not through its label: plates, and the icons on them, are what is only drawn near by
            free = painter.clipRegion()
            for item in group.items:
                if isinstance(item, Rect) and item.upto == FULL:
                    plate = Frame(group.x + item.x, group.y + item.y, item.w, item.h)
                    free -= QRegion(self.on_screen(group.pane, plate).toAlignedRect())
            painter.setClipRegion(free)
        way = replace(group, items=tuple(item for item in group.items if item.upto > FULL))
        for points in strokes(way):
            painter.drawPolyline(
                [QPointF(*camera.to_screen(group.pane, group.x + x, group.y + y)) for x, y in points]
            )

    def focused(self, at: Address) -> None:
        group = self.scene.main_of(at)
        if group is not None and group.role in _RINGED:
            outside = -2.0 if group.role in _INSIDE else 3.0
            with self.pane(group.pane):
                self.ring(group.pane, _ringed(group), self.pen(self.theme.accent, 2), outside)

    def marked(self, at: Address) -> None:
        group = self.scene.main_of(at)
        if group is not None:
            with self.pane(group.pane):
                self.ring(group.pane, frame_of(group), self.pen(self.theme.accent, 2, (4, 3)), 3.0)

    def hover(self, group: Group) -> None:
        if group.role in ("touchpoint", "card", "ghost"):
            with self.pane(group.pane):
                frame = frame_of(group)
                half = 0.5 / self.camera.ratio
                self.ring(group.pane, frame, self.pen(self.theme.strong, 1), -half)

    # --- dragging

    def handle(self, group: Group) -> None:
        x, y = self.camera.to_screen("board", *handle_of(group))
        with self.pane("board"):
            self.painter.setPen(self.pen(self.theme.accent, 1.5))
            self.painter.setBrush(QColor(self.theme.board))
            self.painter.drawEllipse(QPointF(x, y), HANDLE_RADIUS, HANDLE_RADIUS)

    def live(self, group: Group) -> None:
        """Draw a group itself, not from a tile."""
        painter, camera = self.painter, self.camera
        dx, dy = camera.offset(group.pane)
        painter.save()
        painter.translate(-dx / camera.ratio, -dy / camera.ratio)
        painter.scale(camera.zoom, camera.zoom)
        paint(painter, (group,), self.cache, level_of(camera.zoom))
        painter.restore()

    # --- editing

    def editing(self, editor: InlineEditor, hint: str) -> None:
        """Draw the card around the editor: its frame and bar as high as the text needs, and the hint at its foot."""
        form, theme = editor.form, self.theme
        frame = replace(form.frame, h=editor.card_height())
        if form.pane != "board" or (form.group is not None and form.group.role in ("stage", "lane")):
            return
        grown = frame.h - form.frame.h
        with self.pane(form.pane):
            fill = frame.fill or (theme.card if form.group is None else theme.board)
            self.ring(form.pane, frame, QPen(Qt.PenStyle.NoPen), fill=fill)
            if form.group is not None:
                self.live(_bar_only(form.group, grown))
            self.ring(form.pane, frame, self.pen(theme.accent, 2), 1.0)
            if hint and self.camera.zoom >= 0.6:
                self.painter.save()
                x, y = self.camera.to_screen(form.pane, form.x, frame.y + frame.h - 9)
                self.painter.translate(x, y)
                self.painter.scale(self.camera.zoom, self.camera.zoom)
                self.painter.setFont(font(11, 400))
                self.painter.setPen(QColor(theme.text3))
                self.painter.drawText(QPointF(0, 0), hint)
                self.painter.restore()


def _joined(arrow: Group, scene: Scene) -> list[Group]:
    """The touchpoints at the ends of an arrow: at both sides of a step between cards, below the feet of any other."""
    way = replace(arrow, items=tuple(item for item in arrow.items if item.upto > FULL))
    ends = {arrow.x + x for points in strokes(way) for x, y in points if y > arrow.h - 16}
    found: list[Group] = []
    # looked for at the ends only: an arrow may be as long as a map of thousands of touchpoints
    for x in sorted((min(ends), max(ends), arrow.x - 3, arrow.x + arrow.w + 3)) if ends else ():
        for card in scene.within("board", (x, arrow.y, x + 1, arrow.y + arrow.h + 4)):
            is_card = card.role == "touchpoint" and not card.key and card not in found
            if is_card and (card.y < arrow.y or x in ends):
                found.append(card)
    return found


def _ringed(group: Group) -> Frame:
    """Return what a ring goes round: the border of a card; around a stage some air, or it would touch its title."""
    frame = frame_of(group)
    if group.role != "stage":
        return frame
    return replace(frame, x=frame.x - _STAGE_AIR, w=frame.w + 2 * _STAGE_AIR)


def _bar_only(group: Group, grown: float) -> Group:
    """Return a card's bar alone, as much longer as the card has grown."""
    bars = []
    for item in group.items:
        if isinstance(item, Rect) and item.w <= 4 and item.h > group.h / 3:
            bars.append(replace(item, h=item.h + grown))
        elif isinstance(item, Line) and item.x1 == item.x2 and abs(item.y2 - item.y1) > group.h / 3:
            bars.append(replace(item, y2=item.y2 + grown))
    return replace(group, items=tuple(bars))
