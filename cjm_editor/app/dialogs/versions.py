"""The browser of earlier versions: by time, with what changed since and the map as it was; restored or copied.

The file is never written: a version becomes an unsaved change of the open document, which undo takes back, or a new
document where the file cannot be opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cjm_editor.app.boardview import BoardView
from cjm_editor.app.context import Context
from cjm_editor.app.panels.rows import ElidedCombo
from cjm_editor.app.panels.tabs import glyph_icon
from cjm_editor.app.plain import plain
from cjm_editor.app.versions import Found, History, times, what
from cjm_editor.core.model import Document, map_of
from cjm_editor.core.texts import Message, _
from cjm_editor.io.backups import Version
from cjm_editor.render.board import BoardCache, BoardOptions, board

SIZE, LEAST = QSize(1120, 700), QSize(720, 460)
"""Of the dialog, where the window is as large, and at least."""

LIST, ROW, PAD = 300, 50, 12
"""Width of the list, height of a row and the room at its sides, px."""

WORDS = 54
"""Height of the words about a version: three lines, px."""

READABLE = 0.62
"""The least zoom of the map at first."""

LARGE = 400_000
"""Bytes from which a version is read only once it is chosen: a row must not hold the window up."""

TRIED = 4
"""Versions that are read before the browser is shown."""

REST = 180
"""Milliseconds for which a row of a large version is chosen before it is read."""

Wish = Literal["restore", "copy"]


@dataclass(frozen=True)
class Chosen:
    """What is to be done with a version."""

    wish: Wish
    version: Version
    found: Found


def browse(
    parent: QWidget, context: Context, history: History, map_id: str = "", can_restore: bool = True
) -> Chosen | None:
    """The version chosen and what is to be done with it, None where the browser was closed. `map_id`: the map that is
    shown where a version has it. Without `can_restore` a version opens as a document of its own."""
    dialog = VersionsDialog(parent, context, history, map_id, can_restore)
    dialog.exec()
    chosen = dialog.chosen
    dialog.release()
    dialog.deleteLater()
    return chosen


class VersionsDialog(QDialog):
    """Arrows choose a version, Enter restores it, Escape closes."""

    def __init__(
        self, parent: QWidget, context: Context, history: History, map_id: str, can_restore: bool
    ) -> None:
        super().__init__(parent)
        self.chosen: Chosen | None = None
        self._context = context
        self._history = history
        self._map_id = map_id
        self._cache = BoardCache()
        self._can_restore = can_restore and history.now is not None
        name = history.path.name
        self.setWindowTitle(context.say(_("Earlier versions")))
        self.resize(SIZE.boundedTo(parent.size()).expandedTo(LEAST))
        self.list = self._list()
        self.words = self._label("", "label")
        self.maps = ElidedCombo()
        self.maps.setAccessibleName(context.say(_("Map")))
        self.view = BoardView(context.theme)
        self.view.set_read_only(True)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._show_row)
        self._due = QTimer(self)
        self._due.timeout.connect(self._on_due)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(12)
        column.addWidget(self._label(context.say(_("Earlier versions of “{name}”", name=name)), "title"))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.list)
        row.addLayout(self._right(), 1)
        column.addLayout(row, 1)
        column.addLayout(self._foot())
        self.list.currentRowChanged.connect(self._on_row)
        self.maps.currentIndexChanged.connect(self._draw)
        self._fill()

    # assembly

    def _label(self, text: str, role: str) -> QLabel:
        made = QLabel(text)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setWordWrap(True)
        made.setProperty("role", role)
        return made

    def _list(self) -> QListWidget:
        made = QListWidget()
        made.setFixedWidth(LIST)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        made.setItemDelegate(TwoLines(self._context, made))
        made.setAccessibleName(self._context.say(_("Earlier versions")))
        made.itemActivated.connect(self._on_restore)
        return made

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.words.setFixedHeight(WORDS)
        column.addWidget(self.words)
        column.addWidget(self.maps)
        self._none = self._label("", "caption")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._none)
        column.addWidget(self._pages, 1)
        return column

    def _foot(self) -> QHBoxLayout:
        say = self._context.say
        row = QHBoxLayout()
        row.setSpacing(16)
        keys = (
            _(
                "Up and down choose, Enter restores. The file changes only when you save. "
                "Dashes mark what changed since."
            )
            if self._can_restore
            else _("Up and down choose, Enter opens. The file is left as it is.")
        )
        row.addWidget(self._label(say(keys) if self._history.versions else "", "caption"), 1)
        buttons = QDialogButtonBox()
        verb = _("Restore") if self._can_restore else _("Open as a new document")
        self.restore = self._button(buttons, verb, QDialogButtonBox.ButtonRole.AcceptRole)
        self.restore.setProperty("primary", True)
        self.restore.setDefault(True)
        self.copy = self._button(buttons, _("Save a copy…"), QDialogButtonBox.ButtonRole.ActionRole)
        self._button(buttons, _("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._on_restore)
        buttons.rejected.connect(self.reject)
        self.copy.clicked.connect(self._on_copy)
        row.addWidget(buttons)
        return row

    def _button(
        self, buttons: QDialogButtonBox, text: Message, role: QDialogButtonBox.ButtonRole
    ) -> QPushButton:
        return buttons.addButton(self._context.say(text), role)

    # the list

    def _fill(self) -> None:
        for words in times(self._context, self._history.versions):
            self.list.addItem(QListWidgetItem(words))
        if self.list.count():
            self.list.setCurrentRow(self._first())
            self._due.start(0)
        else:
            self._say_none()
        self.list.setFocus()

    def _first(self) -> int:
        """The row to begin with: the newest version that can be opened and differs, as far as that is quickly known."""
        now = self._history.now
        for row, version in enumerate(self._history.versions[:TRIED]):
            if version.size >= LARGE:
                break
            found = self._found(row)
            if found.document is not None and (now is None or found.changed):
                return row
        return 0

    def _say_none(self) -> None:
        self._pages.setCurrentWidget(self._none)
        self._none.setText(
            self._context.say(_("No earlier version is kept yet: one is kept each time the file is saved."))
        )
        self.maps.hide()
        for button in (self.restore, self.copy):
            button.setEnabled(False)

    def _on_due(self) -> None:
        """Read one more version, so that its row says what changed."""
        for row, version in enumerate(self._history.versions):
            if version.size < LARGE and not self.list.item(row).data(TOLD):
                self._found(row)
                return
        self._due.stop()

    def _found(self, row: int) -> Found:
        """What the version of a row gives back; the row says it from now on."""
        item = self.list.item(row)
        found = self._history.find(self._history.versions[row])
        if not item.data(TOLD):
            said = what(self._context, found, self._history.now)
            item.setData(TOLD, said)
            item.setToolTip(plain(said))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}. {said}")
        return found

    # what is shown

    def _on_row(self, row: int) -> None:
        """Show the version of a row; a large one as soon as the hand rests on it."""
        if row < 0:
            return
        if self._history.versions[row].size >= LARGE and self.isVisible():
            self._rest.start(REST)
        else:
            self._show_row()

    def _show_row(self) -> None:
        row = self.list.currentRow()
        found = self._found(row)
        said = what(self._context, found, self._history.now)
        if found.changed:
            said = self._context.say(_("Since then: {what}.", what=said))
        self.words.setText(said[:1].upper() + said[1:])
        self.words.setToolTip(plain(said))
        self.restore.setEnabled(found.document is not None)
        self.copy.setEnabled(bool(found.data) or found.trouble is None)
        self._offer_maps(found.document)
        self._draw()

    def _offer_maps(self, document: Document | None) -> None:
        maps = document.maps if document else ()
        wanted = self.maps.currentData() or self._map_id
        self.maps.blockSignals(True)
        self.maps.clear()
        for journey in maps:
            self.maps.addItem(
                glyph_icon(self._context, journey.kind), journey.title or journey.id, journey.id
            )
            if journey.id == wanted:
                self.maps.setCurrentIndex(self.maps.count() - 1)
        self.maps.blockSignals(False)
        self.maps.setVisible(len(maps) > 1)

    def _draw(self) -> None:
        """Show the chosen map of the chosen version; what changed since is ringed."""
        row = self.list.currentRow()
        found = self._found(row) if row >= 0 else Found()
        map_id = self.maps.currentData()
        if found.document is None or not map_id or map_of(found.document, map_id) is None:
            self._pages.setCurrentWidget(self._none)
            self._none.setText(
                self._context.say(_("There is no map in this version.")) if found.document else ""
            )
            return
        options = BoardOptions(theme=self._context.theme, words=self._context.words)
        self.view.set_display(board(found.document, map_id, options, self._context.measurer, self._cache))
        if found.changed:
            differ = (*found.changed.changed, *found.changed.moved, *found.changed.removed)
            self.view.marked = tuple(at for at in differ if at.kind == "touchpoint" and at.map == map_id)
        else:
            self.view.marked = ()
        self._pages.setCurrentWidget(self.view)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """The board has its size now."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """The whole height of the map as long as its words can be read, and the first place that changed since."""
        self.view.fit_all()
        camera = self.view.camera()
        if camera.page_height > 0:
            self.view.set_zoom(min(1.0, max(READABLE, camera.height / camera.page_height)))
            self.view.set_camera(self.view.camera().at(0, 0))
        if self.view.marked:
            self.view.ensure_visible(self.view.marked[0], animated=False)
        self.view.update()

    # what is wanted

    def _on_restore(self, _item: object = None) -> None:
        self._choose("restore")

    def _on_copy(self) -> None:
        self._choose("copy")

    def _choose(self, wish: Wish) -> None:
        row = self.list.currentRow()
        found = self._found(row) if row >= 0 else Found()
        if found.document is None if wish == "restore" else not found.data:
            return
        self.chosen = Chosen(wish, self._history.versions[row], found)
        self.accept()

    def release(self) -> None:
        """Read nothing any more."""
        self._due.stop()
        self._rest.stop()


TOLD = Qt.ItemDataRole.UserRole + 1
"""What changed since the version of a row; None until it is read."""


class TwoLines(QStyledItemDelegate):
    """A row of the list: when, and below what changed since, both cut to the width of the row."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All rows are alike."""
        return QSize(LIST - 2 * PAD, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground, time, words."""
        theme = self._context.theme
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = state & QStyle.StateFlag.State_Selected
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent_bg if chosen else theme.sunk))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(theme.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        room = rect.adjusted(PAD, 6, -PAD, -6)
        for top, text, size, weight, colour in (
            (0, str(index.data() or ""), 13, QFont.Weight.Medium, theme.text),
            (20, str(index.data(TOLD) or ""), 12, QFont.Weight.Normal, theme.text2),
        ):
            font = QFont("Inter")
            font.setPixelSize(size)
            font.setWeight(weight)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            line = QRect(room.x(), room.y() + top, room.width(), 20)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()
