"""Where presses on a comparison lead: a line to its pair, the headline to its reasons, a card or title to its map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint

from cjm_editor.app.boardview.events import ContextRequested
from cjm_editor.app.shelter import sheltered
from cjm_editor.core.address import Address
from cjm_editor.render.marks_scene import row_maps

if TYPE_CHECKING:
    from cjm_editor.app.pages.compare_page import ComparePage


@sheltered
class Ways(QObject):
    """Follows list, headline and board of one page."""

    def __init__(self, page: ComparePage) -> None:
        super().__init__(page)
        self._page = page
        page.list.picked.connect(self._on_picked)
        page.list.shown.connect(self._on_shown)
        page.list.asked.connect(page.alignment.act)
        page.headline.pressed.connect(self._on_headline)
        page.view.selected.connect(self._on_selected)
        page.view.activated.connect(self._on_activated)
        page.view.context_requested.connect(self._on_context)

    def _on_picked(self, number: int) -> None:
        page = self._page
        page.ideas.forget()
        if page.result is not None:
            page.view.select(page.addresses_of(page.result.fixes[number].link), scroll=True)

    def _on_shown(self, number: int) -> None:
        page = self._page
        self._on_picked(number)
        if page.result is not None and (at := page.addresses_of(page.result.fixes[number].link)):
            page.view.zoom_to(at[-1])

    def _on_headline(self, key: str) -> None:
        if key == "doubts":
            self._page.alignment.walk(1)
        else:
            self._page.show_gap()

    def _on_selected(self, addresses: object) -> None:
        self._page.ideas.forget()
        self._page.alignment.on_selected()
        self._page.selection_changed.emit(addresses)

    def _on_activated(self, at: object) -> None:
        """Go to a map whose name was opened, or to a touchpoint or card on its map."""
        page = self._page
        if not isinstance(at, Address) or page.result is None:
            return
        for name, ref in zip(row_maps(page.result), page.refs, strict=True):
            if at.kind == "map" and at.id == ref.map_id:
                page.map_asked.emit(ref.map_id, ref.session)
                return
            if name == at.map:
                page.place_asked.emit(at._replace(map=ref.map_id), ref.session)
                return

    def _on_context(self, asked: object) -> None:
        """A menu of what can be decided about what is under the mouse."""
        if isinstance(asked, ContextRequested):
            view = self._page.view
            if asked.at is not None and asked.at not in view.selection():
                view.select((asked.at,), scroll=False)
            self._page.menu_asked.emit(QPoint(int(asked.x), int(asked.y)))
