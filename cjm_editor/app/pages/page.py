"""What stands in a tab: the base of the map page, the comparison page and the start page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cjm_editor.app.context import Context
from cjm_editor.app.session import Session
from cjm_editor.core.address import Address

if TYPE_CHECKING:
    from cjm_editor.app.dialogs.export import Offer


class Page(QWidget):
    """One tab. `selection_changed` carries addresses; `title_changed` asks the tab to read `title` again;
    `told` carries a message for the status line."""

    selection_changed = Signal(object)
    title_changed = Signal()
    told = Signal(object)

    is_blank = False
    """Whether the page stands for a document without maps."""

    def __init__(self, context: Context, session: Session | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.session = session

    @property
    def key(self) -> tuple[object, ...]:
        """What the page shows; opening the same again goes to this tab."""
        return (type(self).__name__,)

    @property
    def sessions(self) -> tuple[Session, ...]:
        """The documents that are edited here, each once; saving means all of them."""
        return (self.session,) if self.session is not None else ()

    @property
    def title(self) -> str:
        """The words on the tab."""
        return ""

    @property
    def sides(self) -> tuple[str, ...]:
        """The titles of the two maps that are compared, in the order of `title`; none where nothing is."""
        return ()

    @property
    def glyph(self) -> str:
        """The sign on the tab: actual, ideal, assumed, compare or ""."""
        return ""

    @property
    def map_id(self) -> str:
        """The id of the map shown, or ""."""
        return ""

    @property
    def selection(self) -> tuple[Address, ...]:
        """The selected elements, the current one last."""
        return ()

    def offers(self, need: str) -> bool:
        """Whether actions that need a "map", "board", "selection", "comparison" or "page" can run here."""
        return False

    def run(self, action_id: str) -> bool:
        """Whether the page knew the action; the window runs the others."""
        return False

    def give_up(self) -> bool:
        """Whether something long was running and is given up."""
        return False

    def select(self, addresses: tuple[Address, ...], reveal: bool = True) -> None:
        """Select elements and bring the last of them into view."""

    def set_structure_locked(self, is_locked: bool) -> None:
        """Freeze or free the structure of what is shown."""

    def status(self) -> tuple[str, ...]:
        """Short facts for the left end of the status line."""
        return ()

    def zoom_text(self) -> str:
        """The zoom for the status line, or ""."""
        return ""

    def finish(self) -> None:
        """Take over what is being typed: before saving, undoing, closing."""

    def release(self) -> None:
        """Let go of the session before the page is dropped."""

    def export_offer(self) -> Offer | None:
        """What the export dialog can make of this page, or None."""
        return None
