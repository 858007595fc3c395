"""The shell of the window: its widgets and how they share the room. What happens in it is the window's business."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QMoveEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMenuBar,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cjm_editor.app.context import Context
from cjm_editor.app.menus import Actions
from cjm_editor.app.panels.side import SidePanel
from cjm_editor.app.panels.status import StatusLine
from cjm_editor.app.panels.tabs import TabRow
from cjm_editor.app.panels.tree import TreePanel
from cjm_editor.app.shelter import sheltered

FLOAT_BELOW = 1280
"""Narrower windows lay the properties over the board."""

ICONS_BELOW = 900

TITLE_BAR = 40
"""Room for the frame that the desktop draws around the window, px."""


@sheltered
class Shell(QMainWindow):
    """Menu row, tree, tabs over the pages, side panel, status line."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setObjectName("window")
        self.setAcceptDrops(True)
        self.resize(1440, 900)
        self.setMinimumSize(760, 480)
        self.actions_ = Actions(self, context, self.trigger)
        self.tabs = TabRow(context)
        self.stack = QStackedWidget()
        self.tree = TreePanel(context)
        self.side = SidePanel(context)
        self.status = StatusLine(context)
        self._assemble()
        self._restore()

    def _assemble(self) -> None:
        self.setMenuWidget(self._menu_row())
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        for widget in (self.tree, middle, self.side):
            self.splitter.addWidget(widget)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([236, 908, 296])
        whole = QWidget()
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.splitter, 1)
        outer.addWidget(self.status)
        self.setCentralWidget(whole)

    def _menu_row(self) -> QWidget:
        bar = QMenuBar()
        bar.setNativeMenuBar(False)
        self.actions_.fill(bar)
        whole = QWidget()
        whole.setObjectName("menuRow")
        whole.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 4, 12, 4)
        row.setSpacing(6)
        row.addWidget(bar, 1)
        self._buttons = [
            self.actions_.button("compare.start"),
            self.actions_.button("file.export", primary=True),
        ]
        self._tools = [self.actions_.tool("edit.undo"), self.actions_.tool("edit.redo"), *self._buttons]
        for at, tool in enumerate(self._tools):
            if at == 2:
                row.addSpacing(8)
            row.addWidget(tool)
        return whole

    def _restore(self) -> None:
        geometry = self.context.settings.geometry
        if geometry:
            from PySide6.QtCore import QByteArray

            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))

    def fit_into(self, room: QSize) -> None:
        """Be no larger than the screen leaves room for below a title bar; a size that is remembered stays where the
        screen has it, and is too large where it was that of a larger screen, or of one at a smaller scale."""
        is_too_large = self.size().boundedTo(room) != self.size()
        if not self.context.settings.geometry or (is_too_large and not self.isMaximized()):
            self.resize(self.size().boundedTo(QSize(room.width(), room.height() - TITLE_BAR)))

    @property
    def is_narrow(self) -> bool:
        """Whether the properties lie over the board: then they are shown when asked for only."""
        return self.width() < FLOAT_BELOW

    def trigger(self, id: str) -> None:
        """Run an action by its id."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the board the room when the window is narrow."""
        super().resizeEvent(event)
        self.side.set_floating(self.is_narrow, self.splitter)
        for button in self._buttons:
            button.set_compact(self.width() < ICONS_BELOW)
        self._centre_box()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Take an open box along."""
        super().moveEvent(event)
        self._centre_box()

    def _centre_box(self) -> None:
        """Put an open box into the middle: at the start the desktop places the window when a box is there already."""
        box = QApplication.activeModalWidget()
        parent = box.parentWidget() if box is not None else None
        if box is not None and parent is not None and parent.window() is self:
            box.move(self.geometry().center() - box.rect().center())
