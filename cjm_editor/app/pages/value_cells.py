"""Cells of lanes that show a value instead of cards: no card is typed there. A digit on the emotion sets its step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cjm_editor.app.boardview.events import Typed
from cjm_editor.core.address import Address
from cjm_editor.core.elements import element
from cjm_editor.core.emotion import steps
from cjm_editor.core.lanes import is_card_lane
from cjm_editor.core.model import Stage, Touchpoint

if TYPE_CHECKING:
    from cjm_editor.app.pages.map_page import MapPage


class ValueCells(QObject):
    """Answers keys on such cells: digits on the emotion, everything else leads to the properties of the owner."""

    def __init__(self, page: MapPage) -> None:
        super().__init__(page)
        self.page = page
        page.view.takes_cards = self.takes_cards
        page.view.typed.connect(self.on_typed)
        page.view.activated.connect(self.on_activated)

    def takes_cards(self, cell: Address) -> bool:
        """Whether the cell's lane holds cards."""
        return is_card_lane(self.page.document_session.document, cell.lane)

    def on_typed(self, event: Typed) -> None:
        """A digit sets the emotion, as among the faces of the properties; 1 is the scale's lowest step."""
        owner = self.page.edits.owner(event.at.id)
        found = element(self.page.document_session.document, owner)
        if event.at.lane != "emotion" or not isinstance(found, Touchpoint | Stage):
            return
        known = steps(self.page.edits.journey.scale)
        if not (event.text.isdecimal() and 1 <= int(event.text) <= len(known)):
            return
        value = known[int(event.text) - 1]
        self.page.edits.set_emotion(owner, value)

    def on_activated(self, at: object) -> None:
        """Enter, F2 or a double click: the element whose value it is, with its properties."""
        if isinstance(at, Address) and at.kind == "card" and at.index < 0:
            self.page.view.select((self.page.edits.owner(at.id),))
