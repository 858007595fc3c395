"""The panel at the right: properties of the selection and the outline of the map, in two tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from cjm_editor.app.context import Context
from cjm_editor.app.pages.page import Page
from cjm_editor.app.panels.tabs import name_arrows
from cjm_editor.app.session import Changed, Session
from cjm_editor.app.shelter import sheltered
from cjm_editor.core.address import Address
from cjm_editor.core.texts import _

if TYPE_CHECKING:
    from cjm_editor.app.panels.inspector import Inspector
    from cjm_editor.app.panels.outline import Outline

WIDTH = 296

FIRST_AFTER = 60
"""Milliseconds after the first page is shown until the properties are made."""


@sheltered
class SidePanel(QWidget):
    """Properties and outline. In a narrow window it floats over the board."""

    select_asked = Signal(object)
    action_asked = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(264)
        self.setMaximumWidth(420)
        self._context = context
        self._page: Page | None = None
        self._floating = False
        self._bar = QTabBar()
        self._bar.setProperty("panel", True)
        self._bar.addTab("")
        self._bar.addTab("")
        self._bar.setExpanding(False)
        self._bar.setDrawBase(False)
        self._stack = QStackedWidget()
        self._inspector: Inspector | None = None
        self._outline: Outline | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._catch_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._stack, 1)
        self._bar.currentChanged.connect(self._on_tab)
        context.language_changed.connect(self.reword)
        self.reword()

    @property
    def inspector(self) -> Inspector:
        """The properties. Made when they are first needed: the board's first frame does not wait for them."""
        if self._inspector is None:
            from cjm_editor.app.panels.inspector import Inspector

            self._inspector = Inspector(self._context)
            self._inspector.select_asked.connect(self.select_asked)
            self._inspector.transition_asked.connect(self._on_transition_asked)
            self._stack.insertWidget(0, self._inspector)
            if self._bar.currentIndex() == 0:
                self._stack.setCurrentIndex(0)
            self.show_page(self._page)
        return self._inspector

    @property
    def outline(self) -> Outline:
        """The outline, made when it is first looked at."""
        if self._outline is None:
            from cjm_editor.app.panels.outline import Outline

            self._outline = Outline(self._context)
            self._outline.select_asked.connect(self.select_asked)
            self._outline.action_asked.connect(self.action_asked)
            self._stack.insertWidget(self._stack.count(), self._outline)
        return self._outline

    def _catch_up(self) -> None:
        assert self.inspector is not None

    def reword(self) -> None:
        """Word the tabs anew."""
        self._bar.setTabText(0, self._context.say(_("Properties")))
        self._bar.setTabText(1, self._context.say(_("Outline")))
        name_arrows(self._bar, self._context)

    def show_page(self, page: Page | None) -> None:
        """Show what belongs to a page."""
        self._page = page
        if self._inspector is None:
            self._later.start(FIRST_AFTER)
            return
        if page is not None and page.offers("panel"):
            self._show_outline()
            self.show_selection(page.selection)
        else:
            self.inspector.show_elements(None, (), "")
            self._show_outline()

    def finish(self) -> None:
        """Take over what is being typed in the properties: before saving, undoing, closing."""
        if self._inspector is not None:
            self._inspector.finish()

    def _show_outline(self) -> None:
        page = self._page
        if self._outline is not None and page is not None and page.offers("panel"):
            self._outline.show_map(page.session, page.map_id)
        elif self._outline is not None:
            self._outline.show_map(None, "")

    def show_selection(self, addresses: object) -> None:
        """Show the properties of the elements at the addresses."""
        page = self._page
        chosen = (
            tuple(at for at in addresses if isinstance(at, Address)) if isinstance(addresses, tuple) else ()
        )
        if page is None or (self._inspector is None and not chosen):
            return
        self.inspector.show_elements(page.session, chosen, page.map_id)
        if self._outline is not None:
            self._outline.mark(chosen)

    def follow(self, session: Session) -> None:
        """Let the fields be open or closed as the document is."""
        if self._inspector is not None:
            self._inspector.follow(session)
        if self._outline is not None:
            self._outline.follow(session)

    def on_changed(self, changed: object) -> None:
        """The document of the page changed."""
        if not isinstance(changed, Changed):
            return
        if self._inspector is not None:
            self._inspector.on_changed()
        if self._outline is not None and self._stack.currentWidget() is self._outline:
            self._show_outline()

    def _on_transition_asked(self) -> None:
        self.action_asked.emit("insert.transition")

    def _on_tab(self, at: int) -> None:
        self._stack.setCurrentWidget(self.outline if at == 1 else self.inspector)
        if at == 1:
            self._show_outline()
            if self._page is not None:
                self.outline.mark(self._page.selection)

    def set_floating(self, floating: bool, splitter: QSplitter) -> None:
        """Lie over the board at the right (narrow windows) or stand beside it."""
        if floating != self._floating:
            self._floating = floating
            shown = self.isVisible()
            if floating:
                self.setParent(splitter.parentWidget())
                splitter.installEventFilter(self)
            else:
                splitter.removeEventFilter(self)
                splitter.addWidget(self)
            self.setVisible(shown)
        if floating:
            self._place(splitter)

    def _place(self, splitter: QSplitter) -> None:
        top = splitter.y() + 37
        self.setGeometry(splitter.x() + splitter.width() - WIDTH, top, WIDTH, splitter.height() - 37)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the right edge."""
        if self._floating and event.type() == QEvent.Type.Resize and isinstance(watched, QSplitter):
            self._place(watched)
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard to what is shown."""
        shown = self._stack.currentWidget() or self.inspector
        shown.setFocus()
