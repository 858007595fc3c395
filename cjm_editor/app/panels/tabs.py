"""The row of tabs over the board: one tab a page, its sign, title and a close button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QMouseEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QToolButton, QWidget

from cjm_editor.app.context import Context
from cjm_editor.app.pages.page import Page
from cjm_editor.app.plain import plain
from cjm_editor.app.shelter import sheltered
from cjm_editor.core.model import map_of, segment_of
from cjm_editor.core.texts import _, whole

GLYPH = 16

LEAST = 184
"""Width in px below which a tab is not pressed: its title loses its middle, and both ends stay to be read. More tabs
than there is room for are reached by the arrows."""


MOST = 260
"""Width in px of the widest tab: one long title must not take the row from the others."""

MOST_OF_PAIR = 400
"""The same for a comparison: two titles stand there, neither of which may lose all of itself."""


def glyph_icon(context: Context, glyph: str) -> QIcon:
    """The sign of a page or map: filled (actual), ring (ideal), dashed ring (assumed), the compare icon, or none."""
    if glyph == "compare":
        return context.icon("git-compare-arrows")
    if glyph not in ("actual", "ideal", "assumed"):
        return QIcon()
    icon = context.glyphs.get(glyph)
    if icon is not None:
        return icon
    icon = context.glyphs[glyph] = QIcon()
    for factor in (1.0, 2.0):
        picture = QPixmap(QSize(GLYPH, GLYPH) * factor)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(factor, factor)
        pen = QPen(QColor(context.theme.text2), 2.0)
        if glyph == "assumed":
            pen.setDashPattern([1.2, 1.15])
        painter.setPen(pen)
        if glyph == "actual":
            painter.setBrush(QColor(context.theme.text2))
        painter.drawEllipse(QRectF(3.5, 3.5, 9, 9))
        painter.end()
        picture.setDevicePixelRatio(factor)
        icon.addPixmap(picture)
    return icon


def name_arrows(bar: QTabBar, context: Context) -> None:
    """Word the arrows of a tab bar, which Qt leaves in English."""
    for name, text in (("ScrollLeftButton", _("Earlier tabs")), ("ScrollRightButton", _("Later tabs"))):
        arrow = bar.findChild(QToolButton, name)
        if arrow is not None:
            arrow.setToolTip(context.say(text))
            arrow.setAccessibleName(context.say(text))


@sheltered
class Tabs(QTabBar):
    """A tab bar that also closes by the middle button, and whose tabs stay wide enough to be told apart."""

    def tabSizeHint(self, index: int) -> QSize:
        """The size that a tab would like to have, px; a longer title loses its middle."""
        whole = super().tabSizeHint(index)
        return QSize(min(whole.width(), MOST_OF_PAIR if self.tabData(index) else MOST), whole.height())

    def minimumTabSizeHint(self, index: int) -> QSize:
        """The least size of a tab, px; the words of a comparison are short as they are."""
        whole = self.tabSizeHint(index)
        return QSize(whole.width() if self.tabData(index) else min(whole.width(), LEAST), whole.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Close the tab under a middle click."""
        if event.button() == Qt.MouseButton.MiddleButton:
            at = self.tabAt(event.position().toPoint())
            if at >= 0:
                self.tabCloseRequested.emit(at)
                return
        super().mouseReleaseEvent(event)


class TabRow(QWidget):
    """Tabs of the open pages. The window owns the pages; here are only their titles."""

    current_changed = Signal(int)
    close_asked = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("tabRow")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self._bar = Tabs()
        self._bar.setExpanding(False)
        self._bar.setElideMode(Qt.TextElideMode.ElideMiddle)
        self._bar.setUsesScrollButtons(True)
        self._bar.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._bar.setAccessibleName(context.say(_("Open maps")))
        self._bar.currentChanged.connect(self.current_changed)
        self._bar.tabCloseRequested.connect(self.close_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(0)
        row.addWidget(self._bar, 1)
        self._row = row
        self.setFixedHeight(37)

    def add_tool(self, button: QWidget) -> None:
        """Put a button at the right end."""
        self._row.addWidget(button)

    def add(self, page: Page) -> None:
        """A tab for a page."""
        at = self._bar.addTab(glyph_icon(self._context, page.glyph), _plain(page.title))
        close = QToolButton()
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(self._on_close)
        self._bar.setTabButton(at, QTabBar.ButtonPosition.RightSide, close)
        self._dress_close(at)

    def _dress_close(self, at: int) -> None:
        close = self._bar.tabButton(at, QTabBar.ButtonPosition.RightSide)
        if isinstance(close, QToolButton):
            words = self._context.say(_("Close tab"))
            close.setIcon(self._context.icon("x", size=14))
            close.setToolTip(words)
            close.setAccessibleName(words)

    def _on_close(self) -> None:
        for at in range(self._bar.count()):
            if self._bar.tabButton(at, QTabBar.ButtonPosition.RightSide) is self.sender():
                self.close_asked.emit(at)
                return

    def remove(self, at: int) -> None:
        """Drop a tab."""
        self._bar.removeTab(at)

    def go(self, at: int) -> None:
        """Make a tab the current one; tells even if it is already."""
        if self._bar.currentIndex() == at:
            self.current_changed.emit(at)
        self._bar.setCurrentIndex(at)

    def step(self, by: int) -> None:
        """Go to the next or previous tab, around the end."""
        if self._bar.count():
            self.go((self._bar.currentIndex() + by) % self._bar.count())

    def refresh(self, pages: Sequence[Page]) -> None:
        """Word titles and signs anew."""
        self._bar.setAccessibleName(self._context.say(_("Open maps")))
        name_arrows(self._bar, self._context)
        titles = tab_titles(pages)
        shown = tab_titles(pages, [self._shown(page) for page in pages])
        for at, page in enumerate(pages[: self._bar.count()]):
            title = _plain(shown[at])
            self._bar.setTabData(at, len(page.sides) == 2)
            if self._bar.tabText(at) != title:
                self._bar.setTabText(at, title)
            self._bar.setAccessibleTabName(at, titles[at])
            self._bar.setTabIcon(at, glyph_icon(self._context, page.glyph))
            self._dress_close(at)
            session = page.session
            file = f"\n{session.path}" if session and session.path else ""
            self._bar.setTabToolTip(at, plain(titles[at] + file))

    def _shown(self, page: Page) -> str:
        """The title as there is room for it: both sides of a comparison must be told apart."""
        if len(page.sides) != 2:
            return page.title
        from cjm_editor.app.panels.pair_text import pair_text

        metrics, mode = self._bar.fontMetrics(), self._bar.elideMode()
        return pair_text(
            *page.sides,
            metrics.horizontalAdvance,
            lambda text, room: metrics.elidedText(text, mode, room),
        )


def tab_titles(pages: Sequence[Page], shown: Sequence[str] | None = None) -> list[str]:
    """The titles of pages as tabs, or the words `shown` for them; of those that bear one title, each with what tells it
    apart: its file, its segment, the file's folder, at last a number."""
    titles = [page.title for page in pages] if shown is None else list(shown)
    for name_of in (_file_of, _segment_of, _folder_of):
        if len(set(titles)) == len(titles):
            return titles
        titles = _told_apart(titles, [name_of(page) for page in pages])
    return [f"{t} {titles[:at].count(t) + 1}" if t in titles[:at] else t for at, t in enumerate(titles)]


def _told_apart(titles: list[str], names: list[str]) -> list[str]:
    """The titles, with the name behind each one that others bear too, unless the name is the same for all of them."""
    made = []
    for title, name in zip(titles, names, strict=True):
        others = {other for one, other in zip(titles, names, strict=True) if one == title}
        made.append(f"{title} · {name}" if name and len(others) > 1 else title)
    return made


def _file_of(page: Page) -> str:
    session = page.session
    if session is None:
        return ""
    return whole(session.path.name).removesuffix(".cjm.yaml") if session.path else session.document.title


def _segment_of(page: Page) -> str:
    document = page.session.document if page.session else None
    journey = map_of(document, page.map_id) if document else None
    segment = segment_of(document, journey.segment) if document and journey else None
    return segment.title if segment else ""


def _folder_of(page: Page) -> str:
    return page.session.path.parent.name if page.session and page.session.path else ""


def _plain(text: str) -> str:
    """A title in which `&` marks no shortcut."""
    return text.replace("&", "&&")
