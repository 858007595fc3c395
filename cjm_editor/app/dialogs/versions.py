"""The browser of earlier versions: by time, with what changed since and the map as it was; restored or copied.

The file is never written: a version becomes an unsaved change of the open document, which undo takes back, or a new
document where the file cannot be opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cjm_editor.app.align.beside import Beside
from cjm_editor.app.boardview import BoardView
from cjm_editor.app.context import Context
from cjm_editor.app.dialogs.version_fetch import Fetched, fetched
from cjm_editor.app.dialogs.version_rows import LIST, TOLD, TwoLines
from cjm_editor.app.panels.rows import ElidedCombo
from cjm_editor.app.panels.tabs import glyph_icon
from cjm_editor.app.plain import plain
from cjm_editor.app.shelter import sheltered
from cjm_editor.app.versions import Found, History, times, what
from cjm_editor.core.model import Document, map_of, title_or_id
from cjm_editor.core.texts import Message, _, whole
from cjm_editor.io.backups import Version
from cjm_editor.render.board import BoardCache, BoardOptions, board
from cjm_editor.render.display import DisplayList

SIZE, LEAST = QSize(1120, 700), QSize(720, 460)
"""Of the dialog, where the window is as large, and at least."""

WORDS = 54
"""Height of the words about a version: three lines, px."""

READABLE = 0.62
"""The least zoom of the map at first."""

LARGE = 400_000
"""Bytes from which a version is read and drawn only once it is chosen, beside the window."""

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


@sheltered
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
        name = whole(history.path.name)
        self.setWindowTitle(context.say(_("Earlier versions")))
        self.resize(SIZE.boundedTo(parent.size()).expandedTo(LEAST))
        self.list = self._list()
        self.words = self._label("", "label")
        self.maps = ElidedCombo()
        self.maps.setAccessibleName(context.say(_("Map")))
        self.maps.hide()
        self.view = BoardView(context.theme)
        self.view.set_read_only(True)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._fetch)
        self._beside = Beside(self)
        self._beside.finished.connect(self._on_fetched)
        self._beside.failed.connect(self._on_unfetched)
        self._wish: Wish | None = None
        """What is to be done with the version that is being read."""
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
        self.maps.currentIndexChanged.connect(self._on_map)
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
            if found.document is not None and (now is None or found.differs):
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
        found = self._history.find(self._history.versions[row])
        self._tell(row, found)
        return found

    def _tell(self, row: int, found: Found) -> None:
        item = self.list.item(row)
        if not item.data(TOLD):
            said = what(self._context, found, self._history.now)
            item.setData(TOLD, said)
            item.setToolTip(plain(said))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}. {said}")

    # what is shown

    def _is_large(self, row: int) -> bool:
        return row >= 0 and self._history.versions[row].size >= LARGE

    def _on_row(self, row: int) -> None:
        """Show the version of a row; a large one as soon as the hand rests on it, and the browser stands."""
        if row < 0:
            return
        self._beside.stop()
        self._wish = None
        if self._is_large(row):
            self.words.clear()  # they are of the row that was left
            self._rest.start(REST if self.isVisible() else 0)
        else:
            self._show(self._found(row))
            self._draw()

    def _fetch(self) -> None:
        """Read the chosen version and draw its map beside the window."""
        row, history, wanted = self.list.currentRow(), self._history, self._wanted()
        options, measurer = self._options(), self._context.measurer
        self._say_instead(_("Reading this version…"))
        self._beside.start(lambda tick: fetched(history, row, wanted, options, measurer, tick))

    def _on_fetched(self, one: Fetched) -> None:
        self._tell(one.row, one.found)
        self._show(one.found)
        if one.display is None:
            self._say_instead(_("There is no map in this version.") if one.found.document else None)
        else:
            self._put(one.found, one.map_id, one.display)
        if self._wish is not None:
            self._end(self._wish, one.found)

    def _on_unfetched(self, error: Exception) -> None:
        raise error

    def _show(self, found: Found) -> None:
        """Tell of the version that is chosen."""
        said = what(self._context, found, self._history.now)
        if found.changed:
            said = self._context.say(_("Since then: {what}.", what=said))
        self.words.setText(said[:1].upper() + said[1:])
        self.words.setToolTip(plain(said))
        self.restore.setEnabled(found.document is not None)
        self.copy.setEnabled(bool(found.data) or found.trouble is None)
        self._offer_maps(found.document)

    def _wanted(self) -> str:
        """The map that is to be shown where a version has it."""
        return str(self.maps.currentData() or self._map_id)

    def _offer_maps(self, document: Document | None) -> None:
        maps = document.maps if document else ()
        wanted = self._wanted()
        self.maps.blockSignals(True)
        self.maps.clear()
        for journey in maps:
            self.maps.addItem(glyph_icon(self._context, journey.kind), title_or_id(journey), journey.id)
            if journey.id == wanted:
                self.maps.setCurrentIndex(self.maps.count() - 1)
        self.maps.blockSignals(False)
        self.maps.setVisible(len(maps) > 1)

    def _on_map(self) -> None:
        """Show another map of the chosen version."""
        if self._is_large(self.list.currentRow()):
            self._fetch()
        else:
            self._draw()

    def _draw(self) -> None:
        """Show the chosen map of the chosen version."""
        row = self.list.currentRow()
        found = self._found(row) if row >= 0 else Found()
        map_id = self.maps.currentData()
        if found.document is None or not map_id or map_of(found.document, map_id) is None:
            self._say_instead(_("There is no map in this version.") if found.document else None)
            return
        measurer = self._context.measurer
        self._put(found, map_id, board(found.document, map_id, self._options(), measurer, self._cache))

    def _options(self) -> BoardOptions:
        return BoardOptions(theme=self._context.theme, words=self._context.words)

    def _say_instead(self, message: Message | None) -> None:
        """Words in the place of the map."""
        self._pages.setCurrentWidget(self._none)
        self._none.setText(self._context.say(message) if message else "")

    def _put(self, found: Found, map_id: str, display: DisplayList) -> None:
        """Show a drawing; what changed since is ringed."""
        self.view.set_display(display)
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
        if self._rest.isActive() or self._beside.is_running:
            self._wish = wish  # as soon as it is read
            return
        self._end(wish, self._found(row) if row >= 0 else Found())

    def _end(self, wish: Wish, found: Found) -> None:
        """Close the browser with what is to be done, where the version gives it."""
        self._wish = None
        if found.document is None if wish == "restore" else not found.data:
            return
        self.chosen = Chosen(wish, self._history.versions[self.list.currentRow()], found)
        self.accept()

    def release(self) -> None:
        """Read nothing any more."""
        self._due.stop()
        self._rest.stop()
        self._beside.close()
