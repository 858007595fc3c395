"""The widget that shows a display list through tiles: painting, scrolling, zooming. It knows no selection."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from cjm_editor.app.boardview.camera import Box, Camera
from cjm_editor.app.boardview.scene import Scene
from cjm_editor.app.boardview.tiles import Tiles, step_scale
from cjm_editor.app.shelter import sheltered
from cjm_editor.core.address import Address
from cjm_editor.qt.painter import PaintCache, fill, solid
from cjm_editor.render.display import DisplayList
from cjm_editor.render.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtCore import QVariantAnimation

FRAME_BUDGET = 0.006
"""Seconds of tile painting in one frame."""

FIRST_BUDGET = 0.1
"""Seconds of the first frame: nothing moves yet, and one whole picture is sooner there than four parts of it."""

STEP = 2.0**0.5
"""Zoom of one step of the tiles, by keys and menus; two notches of the wheel."""

KEPT_FORMS = 5_000
"""Texts and paths kept laid out: some screens full."""

LINE_STEP = 48
"""Logical px of one step of a scroll bar."""

BAR = 10
_FRAME_MS = 16
_SETTLED_AFTER = 140


@sheltered
class BoardCanvas(QWidget):
    """A display list seen through a camera."""

    zoom_changed = Signal(object)
    """The zoom, 1.0 = 100 %."""

    view_changed = Signal(object)
    """The visible part of the page as a `QRectF` in px at 100 %."""

    def __init__(self, theme: Theme, cache: PaintCache | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.scene = Scene()
        self.cache = cache or PaintCache(limit=KEPT_FORMS)
        self.tiles = Tiles(self.scene, self.cache)
        self._camera = Camera()
        self._background = ""
        self._is_settled = True
        self._is_animated = True
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self._bars = (QScrollBar(Qt.Orientation.Horizontal, self), QScrollBar(Qt.Orientation.Vertical, self))
        for bar in self._bars:
            bar.setCursor(Qt.CursorShape.ArrowCursor)
            bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            bar.valueChanged.connect(self._on_bar_moved)
            bar.hide()
        self._dress_bars()
        self._frame = self._timer(_FRAME_MS, self._on_frame)
        self._ahead = self._timer(30, self._paint_ahead)
        self._settle = self._timer(_SETTLED_AFTER, self._on_settled)
        self._flight: QVariantAnimation | None = None
        self._is_new = True

    def _timer(self, milliseconds: int, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    # --- what is shown

    def set_display(self, display: DisplayList, changed: Iterable[Address] | None = None) -> None:
        """Show another display list; only tiles on which it looks different are painted again."""
        if display.background != self._background:
            self._background = display.background
            self.tiles.clear(display.background)
        before = self._camera
        self.scene.take(display)
        self._camera = replace(
            self._camera,
            page_width=display.width,
            page_height=display.height,
            left=display.left,
            top=display.top,
        )
        self._arrange()
        self._come_back(before)
        if (display.width, display.left) != (before.page_width, before.left):
            self.view_changed.emit(self.visible_rect())  # the same place is another part of a wider page
        self.update()

    def show_at_once(self) -> None:
        """Let the next frame take as long as the first one: what changed all over is seen whole, and sooner than in
        pieces, each of which is a frame of the whole view."""
        self._is_new = True

    def _come_back(self, before: Camera) -> None:
        """Where the page has become smaller than what is seen, scroll back to it: nothing of it may stay hidden beside
        an empty place. A view lent room by a zoom is left to the hand that zooms."""
        limits, here = self._camera.limits(), self._camera
        x = min(here.x, limits[0]) if here.page_width < before.page_width and self._is_settled else here.x
        y = min(here.y, limits[1]) if here.page_height < before.page_height and self._is_settled else here.y
        if (x, y) != (here.x, here.y):
            self._land()
            self.set_camera(here.placed(x, y))

    def set_theme(self, theme: Theme) -> None:
        """Take other colours for rings and bars; the display list comes in its own."""
        self.theme = theme
        self._dress_bars()
        self.update()

    def set_animated(self, is_animated: bool) -> None:
        """Let the view glide to what it is sent to, or jump."""
        self._is_animated = is_animated

    def _dress_bars(self) -> None:
        theme = self.theme
        sheet = (
            "QScrollBar { background: transparent; border: none; margin: 0; padding: 2px; }"
            f"QScrollBar:horizontal {{ height: {BAR}px; }} QScrollBar:vertical {{ width: {BAR}px; }}"
            f"QScrollBar::handle {{ background: {theme.zero}; border-radius: 3px; margin: 0; border: none;"
            " min-width: 32px; min-height: 32px; }"
            f"QScrollBar::handle:hover {{ background: {theme.strong}; }}"
            "QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }"
            "QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }"
        )
        for bar in self._bars:
            bar.setStyleSheet(sheet)

    # --- the camera

    def camera(self) -> Camera:
        """Return what is seen."""
        return self._camera

    def set_camera(self, camera: Camera, is_settled: bool = True) -> None:
        """See something else; unsettled while the zoom moves: tiles of zoom steps are shown, scaled."""
        old, self._camera = self._camera, camera
        if camera.zoom != old.zoom:
            self._is_settled = is_settled
            if is_settled:
                self._settle.stop()
            else:
                self._settle.start()
        self._arrange()
        self.update()
        if camera.zoom != old.zoom:
            self.zoom_changed.emit(camera.zoom)
        self.view_changed.emit(self.visible_rect())
        self.on_view_moved()

    def on_view_moved(self) -> None:
        """Called after each move: what lies over the board follows."""

    def zoom(self) -> float:
        """Return the zoom, 1.0 = 100 %."""
        return self._camera.zoom

    def visible_rect(self) -> QRectF:
        """Return the part of the page seen beside the headers, px at 100 %."""
        x0, y0, x1, y1 = self._camera.seen()
        return QRectF(x0, y0, x1 - x0, y1 - y0)

    def set_zoom(self, zoom: float, anchor: QPointF | None = None, is_settled: bool = True) -> None:
        """Zoom with the point of the board under `anchor` (the middle without one) in its place.

        While the zoom is moved by hand (not settled) the point keeps its place even where the page ends; when the hand
        rests, the page comes back to its edges.
        """
        self._land()
        at = anchor if anchor is not None else QPointF(self._camera.width / 2, self._camera.height / 2)
        camera = self._camera.zoomed(zoom, at.x(), at.y())
        self.set_camera(camera.at(camera.x, camera.y) if is_settled else camera, is_settled)

    def zoom_in(self) -> None:
        """Zoom one step nearer."""
        self.set_zoom(self.zoom() * STEP)

    def zoom_out(self) -> None:
        """Zoom one step away."""
        self.set_zoom(self.zoom() / STEP)

    def zoom_reset(self) -> None:
        """Show 100 %."""
        self.set_zoom(1.0)

    def fit_all(self) -> None:
        """Show the whole page, no larger than 100 %."""
        camera = self._camera
        if camera.page_width <= 0 or camera.page_height <= 0:
            return
        zoom = min(camera.width / camera.page_width, camera.height / camera.page_height, 1.0)
        self.set_camera(camera.zoomed(zoom, 0, 0).at(0, 0))

    def fit_box(self, box: Box, is_wide: bool = False) -> None:
        """Show a box of the board as large as it fits, no larger than 100 %; `is_wide` looks at its width only."""
        camera = self._camera
        width, height = box[2] - box[0] + camera.left + 16, box[3] - box[1] + camera.top + 16
        zoom = min(camera.width / width, 1.0 if is_wide else camera.height / height, 1.0)
        camera = camera.zoomed(zoom, 0, 0)
        self.set_camera(
            camera.at(box[0] * zoom - camera.left * zoom - 8, box[1] * zoom - camera.top * zoom - 8)
        )

    def center_on(self, x: float, y: float | None = None, animated: bool = False) -> None:
        """Bring a place of the page to the middle of the board; without `y` only sideways."""
        camera = self._camera
        middle_x = (camera.left * camera.zoom + camera.width) / 2
        middle_y = (camera.top * camera.zoom + camera.height) / 2
        self.fly_to(
            camera.at(x * camera.zoom - middle_x, camera.y if y is None else y * camera.zoom - middle_y),
            animated,
        )

    def scroll_by(self, dx: float, dy: float) -> None:
        """Scroll by logical px."""
        self._land()
        self.set_camera(self._camera.scrolled(dx, dy))

    def fly_to(self, camera: Camera, animated: bool) -> None:
        """Move to a place at the same zoom, in 120 ms where motion is wanted."""
        self._land()
        here = self._camera
        if (camera.x, camera.y) == (here.x, here.y):
            return
        if not (animated and self._is_animated and self.isVisible()):
            self.set_camera(camera)
            return
        flight = self._flight
        if flight is None:
            from cjm_editor.app.boardview.motion import glide

            flight = self._flight = glide(self, self._on_flight)
        flight.setStartValue(QPointF(here.x, here.y))
        flight.setEndValue(QPointF(camera.x, camera.y))
        flight.start()

    def _land(self) -> None:
        """End a movement under way where it is."""
        if self._flight is not None:
            self._flight.stop()

    def _on_flight(self, place: object) -> None:
        if isinstance(place, QPointF):
            self.set_camera(self._camera.placed(place.x(), place.y()))

    def _on_settled(self) -> None:
        self._is_settled = True
        self.fly_to(self._camera.at(self._camera.x, self._camera.y), animated=True)
        self.update()

    # --- painting

    def tile_scale(self) -> float:
        """Return the scale of the tiles drawn now."""
        camera = self._camera
        return camera.scale if self._is_settled else step_scale(camera.zoom, camera.ratio)

    def is_ready(self) -> bool:
        """Whether every tile in view is painted and up to date."""
        return not self._marked().wanted(self._camera, self.tile_scale())

    def _marked(self) -> Tiles:
        """Return the tiles; those on which the display list looks different by now are marked."""
        x0, _y0, x1, _y1 = self._camera.seen()
        self.tiles.touch(self.scene.changes((x0, x1)))
        return self.tiles

    def paint_now(self) -> None:
        """Paint every tile in view, however long it takes: for pictures and tests."""
        self._follow_screen()
        self._is_settled = True
        while not self._marked().render(self._camera, self.tile_scale(), 1.0):
            pass
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._follow_screen()
        camera, scale = self._camera, self.tile_scale()
        budget = FIRST_BUDGET if self._is_new else FRAME_BUDGET
        self._is_new = False
        if self._marked().render(camera, scale, budget):
            self._frame.stop()  # there is nothing left for another frame
            self._ahead.start()
        else:
            self._frame.start()
        painter = QPainter(self)
        try:
            self._paint(painter, camera, scale, event.rect())
        finally:
            painter.end()  # an exception must not leave a painter on the widget: Qt would crash

    def _paint(self, painter: QPainter, camera: Camera, scale: float, exposed: QRect) -> None:
        ratio = camera.ratio
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if ratio != 1.0:
            painter.scale(1 / ratio, 1 / ratio)
        left, top = int(exposed.x() * ratio), int(exposed.y() * ratio)
        area = QRect(left, top, int(exposed.width() * ratio) + 2, int(exposed.height() * ratio) + 2)
        self.tiles.draw(painter, camera, scale, area)
        if ratio != 1.0:
            painter.scale(ratio, ratio)
        self._fill_margins(painter)
        self.paint_over(painter)

    def _fill_margins(self, painter: QPainter) -> None:
        """Fill the strips beside the scroll bars."""
        width, height = int(self._camera.width), int(self._camera.height)
        ground = solid(QColor(self._background or "#FFFFFF"))
        if width < self.width():
            fill(painter, QRect(width, 0, self.width() - width, self.height()), ground)
        if height < self.height():
            fill(painter, QRect(0, height, self.width(), self.height() - height), ground)

    def paint_over(self, painter: QPainter) -> None:
        """Paint what lies over the board, in logical px; nothing here."""

    def _on_frame(self) -> None:
        """Paint on while the hand rests: twice the work of a frame that follows it."""
        self._marked().render(self._camera, self.tile_scale(), FRAME_BUDGET)
        self.update()

    def _paint_ahead(self) -> None:
        """Paint the tiles around the view while nothing else happens; what is in view comes first, and begins this
        again."""
        if self._is_settled and self.isVisible() and self.is_ready():
            if self._marked().render(self._camera, self.tile_scale(), FRAME_BUDGET / 2, margin=1):
                return
            self._ahead.start()

    def _follow_screen(self) -> None:
        ratio = self.devicePixelRatioF()
        if ratio != self._camera.ratio:
            self._camera = replace(self._camera, ratio=ratio)

    # --- scroll bars

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)
        self.view_changed.emit(self.visible_rect())
        self.on_view_moved()

    def _arrange(self) -> None:
        """Fit the viewport and the bars to widget, page and zoom."""
        camera = self._camera
        is_wide = camera.page_width * camera.zoom > self.width()
        is_high = camera.page_height * camera.zoom > self.height()
        width = self.width() - (BAR if is_high else 0)
        height = self.height() - (BAR if is_wide else 0)
        self._camera = camera = replace(camera, width=float(width), height=float(height))
        limit_x, limit_y = camera.limits()
        left, top = round(camera.left * camera.zoom), round(camera.top * camera.zoom)
        self._arrange_bar(
            0, is_wide, QRect(left, height, max(0, width - left), BAR), camera.x, limit_x, width
        )
        self._arrange_bar(1, is_high, QRect(width, top, BAR, max(0, height - top)), camera.y, limit_y, height)

    def _arrange_bar(
        self, number: int, is_shown: bool, place: QRect, at: float, limit: float, page: int
    ) -> None:
        bar = self._bars[number]
        if bar.isHidden() == is_shown:
            bar.setVisible(is_shown)
        if not is_shown:
            return
        was_blocked = bar.blockSignals(True)
        bar.setGeometry(place)
        bar.setRange(round(min(0.0, at)), round(max(limit, at)))
        bar.setPageStep(page)
        bar.setSingleStep(LINE_STEP)
        bar.setValue(round(at))
        bar.blockSignals(was_blocked)

    def _on_bar_moved(self, _value: int) -> None:
        across, down = self._bars
        camera = self._camera
        self._land()
        x = float(across.value()) if across.isVisible() else camera.x
        y = float(down.value()) if down.isVisible() else camera.y
        self.set_camera(camera.placed(x, y))

    # --- wheel and pinch

    def wheelEvent(self, event: QWheelEvent) -> None:
        from cjm_editor.app.boardview.motion import wheel

        wheel(self, event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.NativeGesture, QEvent.Type.Gesture):
            from cjm_editor.app.boardview.motion import gesture

            if gesture(self, event):
                return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            from cjm_editor.app.boardview.tips import show_tip

            return show_tip(self, self.scene, self.camera(), event)
        return super().event(event)
