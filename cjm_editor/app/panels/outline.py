"""The outline: the whole map as a tree that a keyboard and a screen reader can walk and edit."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from cjm_editor.app.context import Context
from cjm_editor.app.panels.rowtree import RowDelegate, RowTree
from cjm_editor.app.plain import plain
from cjm_editor.app.session import Session
from cjm_editor.core import edits
from cjm_editor.core.address import Address, card_at, stage_at, touchpoint_at
from cjm_editor.core.elements import element
from cjm_editor.core.emotion import label
from cjm_editor.core.errors import CjmError
from cjm_editor.core.model import Card, JourneyMap, Lane, Stage, Touchpoint, columns_of, map_of, parked_of
from cjm_editor.core.terms import lane_title
from cjm_editor.core.texts import _

AT = Qt.ItemDataRole.UserRole


class PlainDelegate(RowDelegate):
    """Edits titles as plain text without the words that only the outline adds."""

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Offer the element's own text."""
        editor.setProperty("text", index.data(AT + 1))


class Outline(RowTree):
    """Stages, touchpoints and cards of one map. `select_asked` carries the addresses picked."""

    select_asked = Signal(object)
    action_asked = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._context = context
        self._session: Session | None = None
        self._map_id = ""
        self._filling = False
        self.setItemDelegate(PlainDelegate(self))
        self.setEditTriggers(QTreeWidget.EditTrigger.EditKeyPressed | QTreeWidget.EditTrigger.DoubleClicked)
        self.itemSelectionChanged.connect(self._on_selection)
        self.itemChanged.connect(self._on_edited)
        context.language_changed.connect(self.reword)
        self.reword()

    def reword(self) -> None:
        """Word the rows anew."""
        self.setAccessibleName(self._context.say(_("Outline of the map")))
        self.refresh()

    def show_map(self, session: Session | None, map_id: str) -> None:
        """Show a map's outline."""
        fresh = session is not self._session or map_id != self._map_id
        self._session, self._map_id = session, map_id
        self.refresh()
        if fresh:
            self.expandToDepth(0)

    def refresh(self) -> None:
        """Fill the tree anew; what was open and current stays so."""
        open_ids = {item.data(0, AT) for item in self._items() if item.isExpanded()}
        current = self.currentItem().data(0, AT) if self.currentItem() else None
        self._filling = True
        self.clear()
        journey = map_of(self._session.document, self._map_id) if self._session else None
        if journey is not None:
            self._fill(journey, open_ids)
        self._filling = False
        if current is not None:
            self.mark((current,))

    def _items(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []
        todo = [self.topLevelItem(i) for i in range(self.topLevelItemCount())]
        while todo:
            item = todo.pop()
            found.append(item)
            todo.extend(item.child(i) for i in range(item.childCount()))
        return found

    def _item(self, at: Address) -> QTreeWidgetItem | None:
        return next((item for item in self._items() if item.data(0, AT) == at), None)

    def _fill(self, journey: JourneyMap, open_ids: set[Address]) -> None:
        for stage, row in columns_of(journey):
            at = stage_at(journey.id, stage.id)
            top = self._add(self, at, stage.title, stage.title or self._context.say(_("Without stages")))
            self._cards(top, journey, stage)
            for touchpoint in row:
                self._touchpoint(top, journey, touchpoint, open_ids)
            top.setExpanded(at in open_ids)
        parked = parked_of(journey)
        if parked:
            top = self._add(
                self, Address("map", journey.id, journey.id), "", self._context.say(_("Without a place"))
            )
            for touchpoint in parked:
                self._touchpoint(top, journey, touchpoint, open_ids)

    def _touchpoint(
        self, top: QTreeWidgetItem, journey: JourneyMap, touchpoint: Touchpoint, open_ids: set[Address]
    ) -> None:
        at = touchpoint_at(journey.id, touchpoint.id)
        parts = [touchpoint.title or self._context.say(_("Untitled")), touchpoint.channel]
        if touchpoint.emotion is not None:
            parts.append(self._context.say(label(touchpoint.emotion, journey.scale)))
        else:
            parts.append(self._context.say(_("emotion not known")))
        item = self._add(top, at, touchpoint.title, " · ".join(part for part in parts if part))
        self._cards(item, journey, touchpoint)
        item.setExpanded(at in open_ids)

    def _cards(self, top: QTreeWidgetItem, journey: JourneyMap, owner: Stage | Touchpoint) -> None:
        assert self._session is not None
        titles = {lane.id: lane for lane in self._session.document.lanes}
        for lane, cards in owner.cards:
            name = self._context.say(lane_title(titles.get(lane, Lane(lane))))
            for index, card in enumerate(cards):
                self._add(top, card_at(journey.id, owner.id, lane, index), card.text, f"{name}: {card.text}")

    def _add(self, top: QTreeWidget | QTreeWidgetItem, at: Address, text: str, words: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(top)
        item.setText(0, " ".join(words.split()))
        item.setData(0, AT, at)
        item.setData(0, AT + 1, text)
        item.setToolTip(0, plain(item.text(0)))
        if at.kind in ("touchpoint", "card") or (at.kind == "stage" and at.id):
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        return item

    def mark(self, addresses: tuple[Address, ...]) -> None:
        """Mark the elements without telling."""
        item = self._item(addresses[-1]) if addresses else None
        if item is not None and item is not self.currentItem():
            self._filling = True
            self.setCurrentItem(item)
            self.scrollToItem(item)
            self._filling = False

    def _on_selection(self) -> None:
        if not self._filling:
            self.select_asked.emit(tuple(item.data(0, AT) for item in self.selectedItems()))

    def _on_edited(self, item: QTreeWidgetItem) -> None:
        if self._filling or self._session is None:
            return
        at, text = item.data(0, AT), item.text(0).strip()
        found = element(self._session.document, at)
        attr = "text" if isinstance(found, Card) else "title"
        if found is not None and text and text != getattr(found, attr):
            try:
                self._session.apply(
                    _("rename “{title}”", title=text[:32]), lambda d: edits.set_field(d, at, attr, text)
                )
            except CjmError:
                self.refresh()
        else:
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete, move and insert as on the board."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        moves = {Qt.Key.Key_Up: "edit.move_left", Qt.Key.Key_Down: "edit.move_right"}
        if event.key() == Qt.Key.Key_Delete:
            self.action_asked.emit("edit.delete")
        elif alt and event.key() in moves:
            self.action_asked.emit(moves[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
