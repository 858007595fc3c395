"""The editor of the cards of a touchpoint or stage."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from cjm_editor.app.panels.fields.base import FieldEditor, Surroundings
from cjm_editor.app.panels.fields.removers import index_of, remover
from cjm_editor.app.panels.rows import ElidedCombo, RowButton
from cjm_editor.app.shelter import sheltered
from cjm_editor.core.fields import cleared
from cjm_editor.core.model import Cards, Lane
from cjm_editor.core.schema import Field, lane_names
from cjm_editor.core.terms import lane_title
from cjm_editor.core.texts import _
from cjm_editor.render.options import MOST_IN_CELL, left_in_file

STILL_HERE = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
"""Why a line may lose the keyboard though nobody left it."""


@sheltered
class CardsEditor(FieldEditor):
    """All cards of a touchpoint or stage, lane by lane, with a line to add one. A card is an element of its own:
    adding and removing are asked for, `edited` is never sent. A text in the line becomes a card with Enter, and when
    somebody goes on elsewhere, as that of a card open on the board does."""

    wide = True
    card_asked = Signal(str, int)
    card_added = Signal(str, str)
    card_removed = Signal(str, int)

    def __init__(self, field: Field, around: Surroundings) -> None:
        super().__init__(field, around)
        self._value: Cards = ()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(2)
        row = QHBoxLayout()
        self._lane = ElidedCombo()
        self._lane.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._lane.setProperty("quiet", True)
        self._lane.setAccessibleName(around.say(_("Lane")))
        self._line = QLineEdit()
        self._line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._line.setPlaceholderText(around.say(_("New card: text and Enter")))
        self._line.setAccessibleName(around.say(_("New card")))
        self._line.setObjectName("cards.new")
        self._line.returnPressed.connect(self.finish)
        for widget in (self._line, self._lane):
            widget.installEventFilter(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._lane, 2)
        row.addWidget(self._line, 3)
        self._box.addLayout(row)
        self.setFocusProxy(self._line)
        self._fill_lanes()

    def _title(self, name: str) -> str:
        own = next((lane for lane in self.around.document.lanes if lane.id == name), Lane(name))
        return self.around.say(lane_title(own))

    def _fill_lanes(self) -> None:
        chosen = self._lane.currentData()
        self._lane.clear()
        for name in lane_names(self.around.document):
            self._lane.addItem(self._title(name), name)
        self._lane.setCurrentIndex(max(0, self._lane.findData(chosen or "pains")))

    def _fill(self) -> None:
        while self._box.count() > 1:
            widget = self._box.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        place = 0
        for name, cards in self._value:
            head = QLabel(self._title(name))
            head.setTextFormat(Qt.TextFormat.PlainText)
            head.setProperty("role", "caption")
            head.setIndent(9)
            self._box.insertWidget(place, head)
            place += 1
            for at, card in enumerate(cards[:MOST_IN_CELL]):
                row = QWidget()
                line = QHBoxLayout(row)
                line.setContentsMargins(0, 0, 0, 0)
                button = RowButton(card.text)
                button.setProperty("lane", name)
                button.setProperty("index", at)
                button.clicked.connect(self._on_card)
                line.addWidget(button, 1)
                remove = remover(self.around, self._on_removed, at)
                remove.setProperty("lane", name)
                line.addWidget(remove)
                self._box.insertWidget(place, row)
                place += 1
            if len(cards) > MOST_IN_CELL:
                rest = QLabel(self.around.say(left_in_file(len(cards) - MOST_IN_CELL)))
                rest.setProperty("role", "caption")
                rest.setIndent(9)
                self._box.insertWidget(place, rest)
                place += 1

    def _on_card(self) -> None:
        sender = self.sender()
        self.card_asked.emit(str(sender.property("lane")), index_of(sender))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Store the text when line and lane are left, once the click that did so has found what it was aimed at."""
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in STILL_HERE:
            QTimer.singleShot(0, self, self._on_left)
        return super().eventFilter(watched, event)

    def _on_left(self) -> None:
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            self.finish()

    def finish(self) -> None:
        """Make a card of the text in the line."""
        lane, text = self.take_typed()
        if text:
            self.card_added.emit(lane, text)

    def take_typed(self) -> tuple[str, str]:
        """Lane and text of the card that was begun, the text "" where there is none; the line is empty then."""
        text = self._line.text().strip()
        self._line.clear()
        return self.lane, text

    @property
    def is_loose(self) -> bool:
        """Whether a card was begun."""
        return super().is_loose or bool(self._line.text().strip())

    @property
    def lane(self) -> str:
        """The lane that a new card is meant for."""
        return str(self._lane.currentData())

    def _on_removed(self) -> None:
        sender = self.sender()
        self.card_removed.emit(str(sender.property("lane")), index_of(sender))

    def look_around(self, around: Surroundings) -> None:
        """Offer the lanes that are there now."""
        was = self.around.document.lanes
        super().look_around(around)
        if was is not around.document.lanes:
            self._fill_lanes()
            self._fill()

    def show_value(self, value: object) -> None:
        """Show the cards."""
        if value is self._value and self._box.count() > 1:
            return
        self._value = value if isinstance(value, tuple) else cleared(self.field)  # type: ignore[assignment]
        self._fill()
