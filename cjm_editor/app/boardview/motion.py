"""What moves the board's view: the wheel, a pinch, a glide. Loaded with the first of these, not at start."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPointF, Qt, QVariantAnimation
from PySide6.QtGui import QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture

if TYPE_CHECKING:
    from cjm_editor.app.boardview.canvas import BoardCanvas

NOTCH = 2.0**0.25
"""Zoom of one notch of the wheel: two make a step of the tiles."""

WHEEL_STEP = 96.0
"""Logical px that one notch scrolls."""

_MOVE_MS = 120


def glide(parent: QObject, moved: Callable[[object], None]) -> QVariantAnimation:
    """Return an animation of 120 ms that calls `moved` with each place on its way."""
    made = QVariantAnimation(parent)
    made.setDuration(_MOVE_MS)
    made.setEasingCurve(QEasingCurve.Type.OutCubic)
    made.valueChanged.connect(moved)
    return made


def wheel(canvas: BoardCanvas, event: QWheelEvent) -> None:
    """Scroll by a turn of the wheel, sideways with Shift or where the page is not high; with Ctrl zoom at the mouse."""
    turned, moved = event.angleDelta(), event.pixelDelta()
    event.accept()
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        turn = turned.y() or turned.x()
        if turn:
            canvas.set_zoom(canvas.zoom() * NOTCH ** (turn / 120), event.position(), is_settled=False)
        return
    if moved.isNull():
        dx, dy = turned.x() * WHEEL_STEP / 120, turned.y() * WHEEL_STEP / 120
    else:
        dx, dy = float(moved.x()), float(moved.y())
    is_flat = canvas.camera().limits()[1] == 0
    if dx == 0 and (event.modifiers() & Qt.KeyboardModifier.ShiftModifier or is_flat):
        dx, dy = dy, 0.0
    canvas.scroll_by(-dx, -dy)


def gesture(canvas: BoardCanvas, event: QEvent) -> bool:
    """Zoom by a pinch of two fingers, on a touchpad or a screen; whether the event was one."""
    if isinstance(event, QNativeGestureEvent):
        if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            canvas.set_zoom(canvas.zoom() * (1 + event.value()), event.position(), is_settled=False)
            return True
    elif isinstance(event, QGestureEvent):
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if isinstance(pinch, QPinchGesture):
            anchor = QPointF(canvas.mapFromGlobal(pinch.centerPoint().toPoint()))
            canvas.set_zoom(canvas.zoom() * pinch.scaleFactor(), anchor, is_settled=False)
            event.accept(pinch)
            return True
    return False
