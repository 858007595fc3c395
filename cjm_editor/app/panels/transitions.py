"""The transitions of a touchpoint: where customers go from here, where they come back from, what was promised."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from cjm_editor.app.panels.fields.base import Surroundings
from cjm_editor.app.panels.rows import RowButton
from cjm_editor.core.address import Address, transition_at
from cjm_editor.core.graph import implied_edge
from cjm_editor.core.model import JourneyMap, Transition, title_or_id
from cjm_editor.core.terms import choice_label
from cjm_editor.core.texts import _

ICONS = {"next": "arrow-right", "back": "undo-2", "leave": "external-link", "promise": "handshake"}


class TransitionList(QWidget):
    """A row for each transition; a press selects it on the board. `add_asked` asks for a new one."""

    select_asked = Signal(object)
    add_asked = Signal()

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        say = around.say
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)
        head = QHBoxLayout()
        title = QLabel(say(_("Transitions")))
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setProperty("role", "section")
        title.setIndent(9)
        add = QToolButton()
        add.setIcon(around.context.icon("plus"))
        add.setToolTip(say(_("New transition")))
        add.setAccessibleName(say(_("New transition")))
        add.clicked.connect(self.add_asked)
        head.addWidget(title, 1)
        head.addWidget(add)
        self._column.addLayout(head)
        self._rows: list[QWidget] = []
        self._shown: object = None

    def show_of(self, around: Surroundings, id: str) -> None:
        """Show the transitions of a touchpoint."""
        journey = around.journey
        state = (journey.transitions, journey.touchpoints, journey.stages, id) if journey else None
        if state is not None and self._shown == state:
            return
        self._shown = state
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        if journey is None:
            return
        for at, icon, text, share in rows_of(around, journey, id):
            self._add(around, at, icon, text, share)

    def _add(self, around: Surroundings, at: Address, icon: str, text: str, share: str) -> None:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 4, 0)
        button = RowButton(text)
        button.setIcon(around.context.icon(icon))
        button.clicked.connect(lambda: self.select_asked.emit((at,)))
        line.addWidget(button, 1)
        amount = QLabel(share)
        amount.setTextFormat(Qt.TextFormat.PlainText)
        amount.setProperty("role", "caption")
        line.addWidget(amount)
        self._column.addWidget(row)
        self._rows.append(row)


def rows_of(around: Surroundings, journey: JourneyMap, id: str) -> list[tuple[Address, str, str, str]]:
    """Address, icon, words and share of every transition that starts or ends at a touchpoint; implied ones too."""
    words = around.context.words
    found = []
    edge = implied_edge(journey, id)
    if edge is not None:
        at = Address("transition", journey.id, "", f"{edge.from_}>{edge.to}")
        found.append((at, ICONS["next"], _title(journey, edge.to), ""))
    for place in journey.transitions.referring_to(id):
        transition = journey.transitions[place]
        share = words.percent(transition.share) if transition.share is not None else ""
        text = _text(around, journey, transition, id)
        found.append((transition_at(journey.id, transition.id), ICONS[transition.kind], text, share))
    return found


def _text(around: Surroundings, journey: JourneyMap, transition: Transition, id: str) -> str:
    other = transition.to if transition.from_ == id else transition.from_
    name = (
        _title(journey, other) if other else around.say(choice_label("transition", "kind", transition.kind))
    )
    return name if transition.from_ == id else around.say(_("here, from “{title}”", title=name))


def _title(journey: JourneyMap, id: str) -> str:
    found = journey.touchpoints.get(id)
    return " ".join(title_or_id(found).split()) if found is not None else id
