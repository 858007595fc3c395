"""What is drawn while the mouse drags: lifted cards and the place they would take, a new arrow, a band."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen

from cjm_editor.app.boardview.camera import Box
from cjm_editor.app.boardview.drop import Drop
from cjm_editor.app.boardview.hit import Frame, frame_of
from cjm_editor.app.boardview.overlay import Dragged, Over, Overlay
from cjm_editor.render.display import Group

LIFT = (4.0, -8.0)
"""Where a dragged card hangs beside its own place under the pointer, px."""


def draw(overlay: Overlay, over: Over) -> None:
    """Draw what is dragged at this moment."""
    if over.link is not None:
        _link(overlay, over.link, over.link_to)
    if over.dragged is not None:
        _dragged(overlay, over.dragged)
    if over.band is not None:
        _band(overlay, over.band)


def _link(overlay: Overlay, ends: Box, target: Group | None) -> None:
    start = QPointF(*overlay.camera.to_screen("board", ends[0], ends[1]))
    end = QPointF(*overlay.camera.to_screen("board", ends[2], ends[3]))
    with overlay.pane("board"):
        if target is not None:
            overlay.ring("board", frame_of(target), overlay.pen(overlay.theme.accent, 2))
        overlay.painter.setPen(overlay.pen(overlay.theme.accent, 2.5))
        overlay.painter.drawLine(start, end)
        overlay.painter.setBrush(QColor(overlay.theme.accent))
        overlay.painter.drawEllipse(end, 3.5, 3.5)


def _dragged(overlay: Overlay, dragged: Dragged) -> None:
    """Draw the empty places, the cell it would land in, the lifted groups, and over all the bar where it would
    stand: often that is right under what is lifted."""
    theme = overlay.theme
    for group in dragged.groups:
        with overlay.pane(group.pane):
            frame = frame_of(group)
            overlay.ring(group.pane, frame, overlay.pen(theme.strong, 1, (4, 3)), fill=theme.board)
    if dragged.drop is not None:
        _landing(overlay, dragged.drop)
    for group in dragged.groups[:12]:
        moved = replace(group, x=group.x + dragged.dx + LIFT[0], y=group.y + dragged.dy + LIFT[1])
        frame = frame_of(moved)
        shadow = replace(frame, x=frame.x - LIFT[0], y=frame.y - LIFT[1])
        if theme.shadow:
            overlay.ring(group.pane, shadow, QPen(Qt.PenStyle.NoPen), fill=theme.shadow)
        overlay.live(moved)
        overlay.ring(group.pane, frame, overlay.pen(theme.accent, 1.5))
    if dragged.drop is not None:
        _bar(overlay, dragged.drop)


def _landing(overlay: Overlay, drop: Drop) -> None:
    theme = overlay.theme
    with overlay.pane(drop.pane):
        if drop.cell is not None:
            x0, y0, x1, y1 = drop.cell
            frame = Frame(x0 + 2, y0 + 2, x1 - x0 - 4, y1 - y0 - 4, 6.0)
            tint = QColor(theme.accent)
            tint.setAlpha(14)  # cards already in the cell stay readable
            overlay.ring(drop.pane, frame, overlay.pen(theme.accent, 1, (4, 3)))
            path = QPainterPath()
            path.addRect(overlay.on_screen(drop.pane, frame))
            overlay.painter.fillPath(path, tint)


def _bar(overlay: Overlay, drop: Drop) -> None:
    """Draw the bar between the neighbours of the place it would take, on a rim that parts it from a lifted card."""
    with overlay.pane(drop.pane):
        x0, y0, x1, y1 = drop.bar
        for colour, width in ((overlay.theme.board, 4), (overlay.theme.accent, 2)):
            overlay.painter.setPen(overlay.pen(colour, width))
            overlay.painter.drawLine(
                QPointF(*overlay.camera.to_screen(drop.pane, x0, y0)),
                QPointF(*overlay.camera.to_screen(drop.pane, x1, y1)),
            )


def _band(overlay: Overlay, band: Box) -> None:
    x0, y0, x1, y1 = band
    tint = QColor(overlay.theme.accent)
    rect = QRectF(QPointF(x0, y0), QPointF(x1, y1))
    overlay.painter.setPen(overlay.pen(overlay.theme.accent, 1))
    tint.setAlpha(20)
    overlay.painter.setBrush(tint)
    overlay.painter.drawRect(rect)
