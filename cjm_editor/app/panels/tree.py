"""The document at the left: its segments with personas and maps, the comparisons decided on, and a filter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cjm_editor.app.context import Context
from cjm_editor.app.dialogs.boxes import ask_text
from cjm_editor.app.pages.page import Page
from cjm_editor.app.panels.rows import ElidedLabel
from cjm_editor.app.panels.rowtree import CAPTION, SHARE, RowTree
from cjm_editor.app.panels.tabs import glyph_icon
from cjm_editor.app.plain import plain, short
from cjm_editor.app.session import Session
from cjm_editor.app.shelter import sheltered
from cjm_editor.core import edits
from cjm_editor.core.address import DOCUMENT, Address, map_at
from cjm_editor.core.elements import element
from cjm_editor.core.model import Document, JourneyMap, Segment
from cjm_editor.core.texts import Message, _

AT = Qt.ItemDataRole.UserRole
PAIR = AT + 1

ADDERS = ("insert.segment", "insert.persona", "insert.map", "insert.lane", "map.derive")


@sheltered
class DocumentTree(RowTree):
    """The rows; keys that a tree of documents should know."""

    delete_asked = Signal()
    rename_asked = Signal()

    def event(self, event: QEvent) -> bool:
        """F2 is the tree's own while it has the focus, not the board's."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_asked and event.key() == Qt.Key.Key_F2:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens a map, F2 asks for another title, Delete deletes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.itemActivated.emit(self.currentItem(), 0)
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.rename_asked.emit()
        else:
            super().keyPressEvent(event)


@sheltered
class TreePanel(QWidget):
    """`map_asked` carries a map's id, `selected` an address, `pair_asked` two map references, `action_asked` an id."""

    map_asked = Signal(str)
    selected = Signal(object)
    pair_asked = Signal(str, str)
    action_asked = Signal(str)
    edit_asked = Signal(object, object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("tree")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(200)
        self.setMaximumWidth(340)
        self._context = context
        self._session: Session | None = None
        self._page: Page | None = None
        self._filling = False
        self._closed: set[Address] = set()
        self._title = ElidedLabel()
        self._title.setProperty("role", "title")
        self._add = QToolButton()
        self._add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self._add)
        self._add.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._filter = QLineEdit()
        self._filter.setClearButtonEnabled(True)
        self._filter.setProperty("isSearch", True)
        self._filter.textChanged.connect(self._narrow)
        self._sign = self._filter.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self.rows = DocumentTree(context)
        self.rows.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.rows.customContextMenuRequested.connect(self._on_menu)
        self.rows.currentItemChanged.connect(self._on_current)
        self.rows.itemActivated.connect(self._on_activated)
        self.rows.itemClicked.connect(self._on_activated)
        self.rows.itemCollapsed.connect(self._on_collapsed)
        self.rows.itemExpanded.connect(self._on_expanded)
        self.rows.delete_asked.connect(self.delete_current)
        self.rows.rename_asked.connect(self.rename_current)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 10, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._filter)
        column.addWidget(self.rows, 1)
        context.language_changed.connect(self.reword)
        context.theme_changed.connect(self.reword)
        self.reword()

    def reword(self) -> None:
        """Word the panel anew."""
        say = self._context.say
        self._filter.setPlaceholderText(say(_("Filter")))
        self._add.setIcon(self._context.icon("plus"))
        self._sign.setIcon(self._context.icon("filter"))
        self._add.setToolTip(say(_("Add to the document")))
        self._add.setAccessibleName(say(_("Add to the document")))
        self.rows.setAccessibleName(say(_("Document")))
        self.refresh(self._session, self._page)

    def _fill_menu(self) -> None:
        from cjm_editor.app.actions import action

        self._menu.clear()
        for id in ADDERS:
            entry = self._menu.addAction(self._context.say(action(id).text))
            entry.setEnabled(self._session is not None and not self._session.read_only)
            entry.triggered.connect(lambda _checked=False, id=id: self.action_asked.emit(id))

    # filling

    def refresh(self, session: Session | None, page: Page | None) -> None:
        """Show the document of a page."""
        self._session, self._page = session, page
        current = self.rows.currentItem()
        chosen = current.data(0, AT) if current is not None else None
        self._filling = True
        self.rows.clear()
        if session is not None:
            self._fill(session.document)
            title = session.document.title.strip() or self._context.say(_("Untitled"))
            self._title.set_words(" ".join(title.split()))
            wanted = map_at(page.map_id) if page is not None and page.map_id else chosen
            self._mark(wanted)
        self._filling = False
        self._narrow(self._filter.text())

    def _fill(self, document: Document) -> None:
        say = self._context.say
        self._caption(say(_("Segments and maps")))
        known = {segment.id for segment in document.segments}
        for segment in document.segments:
            self._segment(document, segment)
        for journey in document.maps:
            if journey.segment not in known:
                self._map(self.rows, journey)
        pairs = [(c.ideal, c.actual) for c in document.comparisons]
        if pairs:
            self._caption(say(_("Comparisons")))
        titles = {journey.id: journey.title for journey in document.maps}
        for ideal, actual in pairs:
            text = f"{titles.get(actual, actual)} — {titles.get(ideal, ideal)}"
            row = self._row(self.rows, text, None)
            row.setData(0, PAIR, (ideal, actual))
            row.setIcon(0, self._context.icon("git-compare-arrows"))

    def _segment(self, document: Document, segment: Segment) -> None:
        share = self._context.words.percent(segment.share) if segment.share is not None else ""
        at = Address("segment", id=segment.id)
        top = self._row(self.rows, segment.title.strip() or self._context.say(_("Untitled")), at)
        top.setData(0, SHARE, share)
        font = QFont(top.font(0))
        font.setWeight(QFont.Weight.DemiBold)
        top.setFont(0, font)
        for persona in segment.personas:
            age = f", {self._context.words.number(persona.age)}" if persona.age is not None else ""
            row = self._row(top, f"{persona.name}{age}", Address("persona", id=persona.id))
            row.setIcon(0, self._context.icon("user"))
        for journey in document.maps:
            if journey.segment == segment.id:
                self._map(top, journey)
        top.setExpanded(at not in self._closed)

    def _map(self, parent: QTreeWidget | QTreeWidgetItem, journey: JourneyMap) -> None:
        row = self._row(parent, journey.title.strip() or self._context.say(_("Untitled")), map_at(journey.id))
        row.setIcon(0, glyph_icon(self._context, journey.kind))

    def _caption(self, text: str) -> None:
        row = self._row(self.rows, text, None)
        row.setFlags(Qt.ItemFlag.NoItemFlags)
        row.setData(0, CAPTION, True)

    def _row(self, parent: QTreeWidget | QTreeWidgetItem, text: str, at: Address | None) -> QTreeWidgetItem:
        row = QTreeWidgetItem(parent)
        row.setText(0, " ".join(text.split()))
        row.setToolTip(0, plain(" ".join(text.split())))
        row.setData(0, AT, at)
        return row

    def _items(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []
        todo = [self.rows.topLevelItem(i) for i in range(self.rows.topLevelItemCount())]
        while todo:
            item = todo.pop(0)
            found.append(item)
            todo = [item.child(i) for i in range(item.childCount())] + todo
        return found

    def _mark(self, at: Address | None) -> None:
        for item in self._items():
            if at is not None and item.data(0, AT) == at:
                self.rows.setCurrentItem(item)

    def _narrow(self, text: str) -> None:
        wanted = text.casefold().strip()
        for item in reversed(self._items()):
            own = wanted in item.text(0).casefold()
            below = any(not item.child(i).isHidden() for i in range(item.childCount()))
            item.setHidden(bool(wanted) and not own and not below)

    # events

    def _on_current(self, item: QTreeWidgetItem | None) -> None:
        if self._filling or item is None:
            return
        at = item.data(0, AT)
        if isinstance(at, Address) and at.kind in ("segment", "persona"):
            self.selected.emit(at)

    def _on_activated(self, item: QTreeWidgetItem) -> None:
        at, pair = item.data(0, AT), item.data(0, PAIR)
        if isinstance(at, Address) and at.kind == "map":
            self.map_asked.emit(at.id)
            self.selected.emit(at)
        elif isinstance(at, Address):
            self.selected.emit(at)
        elif pair:
            self.pair_asked.emit(*pair)

    def _on_collapsed(self, item: QTreeWidgetItem) -> None:
        self._closed.add(item.data(0, AT))

    def _on_expanded(self, item: QTreeWidgetItem) -> None:
        self._closed.discard(item.data(0, AT))

    def _on_menu(self, point: QPoint) -> None:
        item = self.rows.itemAt(point)
        at = item.data(0, AT) if item is not None else None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        say = self._context.say
        if isinstance(at, Address):
            self.rows.setCurrentItem(item)
            if at.kind == "map":
                menu.addAction(say(_("Open")), lambda: self.map_asked.emit(at.id))
            changing = (
                menu.addAction(say(_("Rename…")), self.rename_current),
                menu.addAction(say(_("Move up")), lambda: self.move_current(-1)),
                menu.addAction(say(_("Move down")), lambda: self.move_current(1)),
                menu.addAction(say(_("Delete")), self.delete_current),
            )
            for entry in changing:
                entry.setEnabled(self._session is not None and not self._session.read_only)
            menu.addSeparator()
        menu.addAction(say(_("Properties of the document")), lambda: self.selected.emit(DOCUMENT))
        menu.popup(self.rows.viewport().mapToGlobal(point))

    def current_address(self) -> Address | None:
        """The address of the current row."""
        item = self.rows.currentItem()
        at = item.data(0, AT) if item is not None else None
        return at if isinstance(at, Address) else None

    def rename_current(self) -> None:
        """Ask for another title of the segment, persona or map of the current row."""
        at, session = self.current_address(), self._session
        if at is None or session is None or at.kind not in ("segment", "persona", "map"):
            return
        field = "name" if at.kind == "persona" else "title"
        was = str(getattr(element(session.document, at), field, ""))
        title = ask_text(self, self._context, _("Rename"), _("New title"), was)
        if title and title != was:
            self.edit_asked.emit(
                _("rename “{title}”", title=short(was)), lambda d: edits.set_field(d, at, field, title)
            )

    def delete_current(self) -> None:
        """Delete the segment, persona or map of the current row; undo brings it back."""
        at, session = self.current_address(), self._session
        if at is None or session is None:
            return
        found = element(session.document, at)
        title = str(getattr(found, "title", "") or getattr(found, "name", ""))
        delete = {"segment": edits.delete_segment, "persona": edits.delete_persona, "map": edits.delete_map}
        if found is not None and at.kind in delete:
            label: Message = _("delete “{title}”", title=short(title))
            self.edit_asked.emit(label, lambda d: delete[at.kind](d, at.id))

    def move_current(self, step: int) -> None:
        """Move the segment, persona or map of the current row up or down among its like."""
        at, session = self.current_address(), self._session
        if at is None or session is None:
            return
        document = session.document
        label = _("change the order")
        if at.kind == "segment":
            index = [s.id for s in document.segments].index(at.id) + step
            if 0 <= index < len(document.segments):
                self.edit_asked.emit(label, lambda d: edits.move_segment(d, at.id, index))
        elif at.kind == "map":
            self._move_map(document, at.id, step, label)
        elif at.kind == "persona":
            for segment in document.segments:
                ids = [p.id for p in segment.personas]
                if at.id in ids and 0 <= ids.index(at.id) + step < len(ids):
                    self._move_persona(at.id, segment.id, ids.index(at.id) + step, label)
                    return

    def _move_persona(self, id: str, segment: str, index: int, label: Message) -> None:
        self.edit_asked.emit(label, lambda d: edits.move_persona(d, id, segment, index))

    def _move_map(self, document: Document, id: str, step: int, label: Message) -> None:
        own = next(m for m in document.maps if m.id == id)
        group = [m.id for m in document.maps if m.segment == own.segment]
        place = group.index(id) + step
        if 0 <= place < len(group):
            index = [m.id for m in document.maps].index(group[place])
            self.edit_asked.emit(label, lambda d: edits.move_map(d, id, index))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard to the rows."""
        self.rows.setFocus()
