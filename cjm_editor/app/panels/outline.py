"""The outline: the whole map as a tree that a keyboard and a screen reader can walk and edit."""

from __future__ import annotations

from operator import is_

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from cjm_editor.app.context import Context
from cjm_editor.app.panels.rowtree import RowDelegate, RowTree
from cjm_editor.app.plain import plain, short
from cjm_editor.app.session import Session
from cjm_editor.app.shelter import sheltered
from cjm_editor.core import edits
from cjm_editor.core.address import Address, card_at, stage_at, touchpoint_at
from cjm_editor.core.elements import element
from cjm_editor.core.emotion import known as known_emotion
from cjm_editor.core.emotion import label
from cjm_editor.core.errors import CjmError
from cjm_editor.core.model import Card, JourneyMap, Lane, Stage, Touchpoint, columns_of, map_of, parked_of
from cjm_editor.core.records import dataclass
from cjm_editor.core.terms import lane_title
from cjm_editor.core.texts import Message, _

AT = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Shown:
    """What the rows were made from: a map, and what words of theirs come from elsewhere."""

    journey: JourneyMap
    lanes: tuple[Lane, ...]
    language: str

    def words_alike(self, other: Shown) -> bool:
        """Whether rows made from one may stay in a tree made from the other."""
        return self._words == other._words

    @property
    def _words(self) -> tuple[object, ...]:
        journey = self.journey
        return (journey.id, journey.emotion_scale, journey.kind == "ideal", self.lanes, self.language)


TYPING = QTreeWidget.EditTrigger.EditKeyPressed | QTreeWidget.EditTrigger.DoubleClicked


class PlainDelegate(RowDelegate):
    """Edits titles as plain text without the words that only the outline adds."""

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Offer the element's own text."""
        editor.setProperty("text", index.data(AT + 1))


@sheltered
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
        self._shown: Shown | None = None
        self._rows: dict[Address, QTreeWidgetItem] = {}
        self._owners: dict[Address, Stage | Touchpoint] = {}
        self._columns: dict[Address, tuple[Touchpoint, ...]] = {}
        self._open: set[Address] = set()
        self.setItemDelegate(PlainDelegate(self))
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
        if fresh:
            self._shown = None
        self._session, self._map_id = session, map_id
        self.refresh()
        if fresh:
            self.expandToDepth(0)

    def follow(self, session: Session) -> None:
        """Let titles be typed as long as the document may be changed."""
        if session is self._session:
            closed = QTreeWidget.EditTrigger.NoEditTriggers
            self.setEditTriggers(closed if session.read_only else TYPING)

    def refresh(self) -> None:
        """Show the map as it is: what an edit left alone keeps its rows, what was open and current stays so."""
        if self._session is not None:
            self.follow(self._session)
        journey = map_of(self._session.document, self._map_id) if self._session else None
        lanes = self._session.document.lanes if self._session else ()
        was = self._shown
        now = None if journey is None else Shown(journey, lanes, self._context.words.language)
        self._filling = True
        if was is not None and now is not None and was.words_alike(now):
            self._update(now.journey)
        else:
            self._refill(now)
        self._shown = now
        self._filling = False

    def _refill(self, now: Shown | None) -> None:
        open_rows = {at for at, item in self._rows.items() if item.isExpanded()}
        current = self.currentItem().data(0, AT) if self.currentItem() else None
        self.clear()
        self._rows = {}
        self._owners = {}
        self._columns = {}
        if now is not None:
            self._open = open_rows
            self._update(now.journey)
        if current in self._rows:
            self.setCurrentItem(self._rows[current])

    def _update(self, new: JourneyMap) -> None:
        """Turn the rows into those of another state of the map."""
        columns = [(stage_at(new.id, stage.id), stage, row) for stage, row in columns_of(new)]
        parked = parked_of(new)
        if parked:
            columns.append((Address("map", new.id, new.id), None, parked))
        root = self.invisibleRootItem()
        self._place(root, 0, [at for at, _stage, _row in columns])
        for at, stage, row in columns:
            top = self._rows[at]
            if stage is None:
                self._word(top, at, "", self._context.say(_("Without a place")))
            elif self._owners.get(at) is not stage:
                self._owners[at] = stage
                self._word(
                    top, at, stage.title, stage.title.strip() or self._context.say(_("Without stages"))
                )
                self._cards(top, at, stage)
            self._points(top, at, new, len(lane_rows(stage)) if stage is not None else 0, row)
        for at in self._open & self._rows.keys():
            self._rows[at].setExpanded(True)
        self._open = set()

    def _points(
        self, top: QTreeWidgetItem, column: Address, new: JourneyMap, own: int, row: tuple[Touchpoint, ...]
    ) -> None:
        """The touchpoints of a stage, below its `own` cards. Most edits change one of a thousand."""
        old = self._columns.get(column, ())
        if len(old) == len(row) and all(map(is_, old, row)):
            return
        self._columns[column] = row
        if [touchpoint.id for touchpoint in old] == [touchpoint.id for touchpoint in row]:
            changed = [now for was, now in zip(old, row, strict=True) if was is not now]
        else:
            self._place(top, own, [touchpoint_at(new.id, touchpoint.id) for touchpoint in row])
            changed = list(row)
        for touchpoint in changed:
            at = touchpoint_at(new.id, touchpoint.id)
            if self._owners.get(at) is not touchpoint:
                self._owners[at] = touchpoint
                self._touchpoint(self._rows[at], at, new, touchpoint)

    def _place(self, top: QTreeWidgetItem, first: int, ats: list[Address]) -> None:
        """Give a row exactly these children from number `first` on, in this order; those before and behind what
        changed are not touched."""
        there = [top.child(n).data(0, AT) for n in range(first, top.childCount())]
        if there == ats:
            return
        head = _common(there, ats)
        tail = _common(there[head:][::-1], ats[head:][::-1])
        for n in range(len(there) - tail - 1, head - 1, -1):
            self._take(top, first + n)
        for n in range(head, len(ats) - tail):
            self._put(top, first + n, ats[n])

    def _take(self, top: QTreeWidgetItem, at: int) -> None:
        """Take a row out, with all below it."""
        for row in _below(top.child(at)):
            gone = row.data(0, AT)
            if row.isExpanded():
                self._open.add(gone)
            for known in (self._rows, self._owners, self._columns):
                known.pop(gone, None)
        top.takeChild(at)

    def _put(self, top: QTreeWidgetItem, at: int, address: Address) -> None:
        """Put a row in, empty, taking it from where it stood before."""
        old = self._rows.get(address)
        if old is not None:
            parent = old.parent() or self.invisibleRootItem()
            self._take(parent, parent.indexOfChild(old))
        item = self._rows[address] = QTreeWidgetItem()
        item.setData(0, AT, address)
        if address.kind in ("touchpoint", "card") or (address.kind == "stage" and address.id):
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        top.insertChild(at, item)

    def _touchpoint(
        self, item: QTreeWidgetItem, at: Address, journey: JourneyMap, touchpoint: Touchpoint
    ) -> None:
        parts = [touchpoint.title.strip() or self._context.say(_("Untitled")), touchpoint.channel]
        parts.append(self._context.say(felt_words(journey, touchpoint)))
        self._word(item, at, touchpoint.title, " · ".join(part for part in parts if part))
        self._cards(item, at, touchpoint)

    def _cards(self, top: QTreeWidgetItem, owner_at: Address, owner: Stage | Touchpoint) -> None:
        """The cards of an owner as the first rows below it."""
        assert self._session is not None
        titles = {lane.id: lane for lane in self._session.document.lanes}
        rows = lane_rows(owner)
        while top.childCount() > len(rows) and top.child(len(rows)).data(0, AT).kind == "card":
            self._take(top, len(rows))
        for place, (lane, index, card) in enumerate(rows):
            at = card_at(owner_at.map, owner_at.id, lane, index)
            there = top.child(place)
            if there is None or there.data(0, AT) != at:
                if there is not None and there.data(0, AT).kind == "card":
                    self._take(top, place)
                self._put(top, place, at)
            name = self._context.say(lane_title(titles.get(lane, Lane(lane))))
            self._word(self._rows[at], at, card.text, f"{name}: {card.text}")

    def _word(self, item: QTreeWidgetItem, at: Address, text: str, words: str) -> None:
        line = " ".join(words.split())
        if item.text(0) != line:
            item.setText(0, line)
            item.setToolTip(0, plain(line))
        if item.data(0, AT + 1) != text:
            item.setData(0, AT + 1, text)

    def mark(self, addresses: tuple[Address, ...]) -> None:
        """Mark the elements without telling."""
        item = self._rows.get(addresses[-1]) if addresses else None
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
        for owner in (at, touchpoint_at(at.map, at.id), stage_at(at.map, at.id)):
            self._owners.pop(owner, None)  # the row shows what was typed, not its own words
        self._columns = {}
        found = element(self._session.document, at)
        attr = "text" if isinstance(found, Card) else "title"
        if found is not None and text and text != getattr(found, attr):
            try:
                self._session.apply(
                    _("rename “{title}”", title=short(text)), lambda d: edits.set_field(d, at, attr, text)
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


def felt_words(journey: JourneyMap, touchpoint: Touchpoint) -> Message | str:
    """The emotion of a touchpoint; on an ideal map it is a target."""
    felt = known_emotion(touchpoint.emotion, journey.scale)
    if journey.kind == "ideal":
        wanted = None if felt is None else label(felt, journey.scale)
        return _("target emotion not set") if wanted is None else _("target emotion: {step}", step=wanted)
    return _("emotion not known") if felt is None else label(felt, journey.scale)


def lane_rows(owner: Stage | Touchpoint) -> list[tuple[str, int, Card]]:
    """The cards of an owner with lane and place in it, in the order of their rows."""
    return [(lane, index, card) for lane, cards in owner.cards for index, card in enumerate(cards)]


def _common(one: list[Address], other: list[Address]) -> int:
    """How many addresses two lists begin with in common."""
    count = 0
    for mine, yours in zip(one, other, strict=False):
        if mine != yours:
            break
        count += 1
    return count


def _below(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    """A row and all rows below it."""
    found = [item]
    for row in found:
        found.extend(row.child(n) for n in range(row.childCount()))
    return found
