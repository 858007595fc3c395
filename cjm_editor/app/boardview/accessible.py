"""The board for screen readers: a list of its touchpoints and cards, each with its name, place and state.

The outline beside the board is the full tree; here a reader follows the keyboard's walk.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

from cjm_editor.app.boardview.hit import CARDS
from cjm_editor.core.address import Address
from cjm_editor.render.display import DisplayList, Group

if TYPE_CHECKING:
    from cjm_editor.app.boardview.view import BoardView

_NAMED = CARDS | {"stage", "lane"}


class PlaceInterface(QAccessibleInterface):
    """One place of the board: its name is the title of its group."""

    def __init__(self, board: BoardInterface, group: Group) -> None:
        super().__init__()
        self._board = board
        self._group = group

    def isValid(self) -> bool:
        return self._board.isValid()

    def object(self) -> QObject | None:
        return None

    def parent(self) -> QAccessibleInterface:
        return self._board

    def child(self, _index: int) -> QAccessibleInterface | None:
        return None

    def childCount(self) -> int:
        return 0

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface | None:
        return None

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        return -1

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def text(self, kind: QAccessible.Text) -> str:
        return self._group.title if kind == QAccessible.Text.Name else ""

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        return None

    def rect(self) -> QRect:
        return self._board.place_of(self._group)

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        view = self._board.view
        state.selectable = True
        state.focusable = True
        state.selected = self._group.at in view.selection()
        state.focused = self._group.at == view.current() and view.hasFocus()
        return state


class BoardInterface(QAccessibleWidget):
    """The board as a list of places, in drawing order."""

    def __init__(self, view: BoardView) -> None:
        super().__init__(view, QAccessible.Role.List)
        self.view = view
        self._display: DisplayList | None = None
        self._groups: list[Group] = []
        self._number: dict[Address, int] = {}
        self._children: dict[int, PlaceInterface] = {}

    def _follow(self) -> None:
        """Take over the display list shown now."""
        display = self.view.scene.display
        if display is self._display:
            return
        self._display = display
        self._groups = [group for group in display.groups if group.role in _NAMED and group.at is not None]
        self._number = {group.at: i for i, group in enumerate(self._groups) if group.at is not None}
        self._children = {}

    def number_of(self, at: Address | None) -> int:
        """Return the number of an element among the places, -1 for none."""
        self._follow()
        return self._number.get(at, -1) if at is not None else -1

    def place_of(self, group: Group) -> QRect:
        """Return where a group is on the screen, logical px."""
        camera = self.view.camera()
        x0, y0 = camera.to_screen(group.pane, group.x, group.y)
        x1, y1 = camera.to_screen(group.pane, group.x + group.w, group.y + group.h)
        corner = self.view.mapToGlobal(QPoint(round(x0), round(y0)))
        return QRect(corner.x(), corner.y(), round(x1 - x0), round(y1 - y0))

    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Name:
            return self.view.accessibleName() or self.view.scene.display.title
        return ""

    def childCount(self) -> int:
        self._follow()
        return len(self._groups)

    def child(self, index: int) -> QAccessibleInterface | None:
        self._follow()
        if not 0 <= index < len(self._groups):
            return None
        made = self._children.get(index)
        if made is None:
            made = self._children[index] = PlaceInterface(self, self._groups[index])
        return made

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return next((i for i, made in self._children.items() if made is child), -1)

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        self._follow()
        for index, group in enumerate(self._groups):
            if self.place_of(group).contains(x, y):
                return self.child(index)
        return None

    def focusChild(self) -> QAccessibleInterface | None:
        number = self.number_of(self.view.current())
        return self.child(number) if number >= 0 else None


def _interface(_class: str, object: QObject) -> QAccessibleInterface | None:
    """Return the interface of a board view; other objects keep Qt's own."""
    made = getattr(object, "accessible_interface", None)
    return made() if made is not None else None


@cache
def install() -> None:
    """Make board views readable; once for a process."""
    QAccessible.installFactory(_interface)


def announce(view: BoardView, at: Address | None) -> None:
    """Tell a screen reader, if one listens, where the keyboard is."""
    if at is None or not QAccessible.isActive():
        return
    number = view.accessible_interface().number_of(at)
    if number >= 0:
        event = QAccessibleEvent(view, QAccessible.Event.Focus)
        event.setChild(number)
        QAccessible.updateAccessibility(event)
