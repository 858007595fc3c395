"""The list of all keys (F1) and the box about the program."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cjm_editor import __version__
from cjm_editor.app.actions import ACTIONS, MENUS
from cjm_editor.app.context import Context
from cjm_editor.app.dialogs.boxes import show_trouble
from cjm_editor.app.menus import key_text
from cjm_editor.core.texts import Message, _

WHILE_TYPING: tuple[tuple[str, Message], ...] = (
    ("Return", _("Save the card and open the next one in the cell")),
    ("Shift+Return", _("Line break")),
    ("Tab", _("Next touchpoint in the lane")),
    ("Shift+Tab", _("Previous touchpoint in the lane")),
    ("Ctrl+Return", _("New touchpoint at the right")),
    ("Ctrl+Shift+Return", _("New stage")),
    ("Esc", _("Close the field and keep the text")),
)
ON_THE_BOARD: tuple[tuple[str, Message], ...] = (
    ("Left", _("Previous cell; with Ctrl previous stage")),
    ("Right", _("Next cell; with Ctrl next stage")),
    ("Up", _("Cell above; with Ctrl lane above")),
    ("Down", _("Cell below; with Ctrl lane below")),
    ("Home", _("First cell of the lane")),
    ("End", _("Last cell of the lane")),
    ("Tab", _("Next card")),
    ("Space", _("Hold and drag: move the view")),
)

IN_A_COMPARISON: tuple[tuple[str, Message], ...] = (
    ("Return", _("Why this link; pressed again, accept it")),
    ("1", _("Take the candidate with this number, 1 to 9")),
    ("Esc", _("Back to the list; then cancel comparing, if it is running")),
)


def _rows(context: Context) -> list[tuple[str, list[tuple[str, str]]]]:
    say = context.say
    groups = []
    for menu, title in MENUS:
        lines = [
            (say(spec.text).removesuffix("…"), ", ".join(key_text(keys) for keys in spec.keys))
            for spec in ACTIONS
            if spec.menu == menu and spec.keys
        ]
        groups.append((say(title), lines))
    for title, table in (
        (_("On the board"), ON_THE_BOARD),
        (_("While typing"), WHILE_TYPING),
        (_("In a comparison"), IN_A_COMPARISON),
    ):
        groups.append((say(title), [(say(text), key_text(keys)) for keys, text in table]))
    return groups


def show_keys(parent: QWidget, context: Context) -> None:
    """Show all keys, with a filter."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(context.say(_("Keyboard shortcuts")))
    dialog.resize(560, 640)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(20, 18, 20, 16)
    column.setSpacing(12)
    find = QLineEdit()
    find.setProperty("isSearch", True)
    find.setPlaceholderText(context.say(_("Filter")))
    find.setClearButtonEnabled(True)
    tree = QTreeWidget()
    tree.setColumnCount(2)
    tree.setHeaderHidden(True)
    tree.setRootIsDecorated(False)
    tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
    for title, lines in _rows(context):
        top = QTreeWidgetItem(tree, [title])
        font = top.font(0)
        font.setBold(True)
        top.setFont(0, font)
        for line in lines:
            QTreeWidgetItem(top, list(line))
        top.setExpanded(True)

    def narrow(text: str) -> None:
        wanted = text.casefold()
        for i in range(tree.topLevelItemCount()):
            top = tree.topLevelItem(i)
            rows = [top.child(j) for j in range(top.childCount())]
            for row in rows:
                row.setHidden(wanted not in f"{row.text(0)} {row.text(1)}".casefold())
            top.setHidden(all(row.isHidden() for row in rows))

    find.textChanged.connect(narrow)
    buttons = QDialogButtonBox()
    buttons.addButton(context.say(_("Close")), QDialogButtonBox.ButtonRole.RejectRole)
    buttons.rejected.connect(dialog.reject)
    for widget in (find, tree, buttons):
        column.addWidget(widget)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.exec()


def show_about(parent: QWidget, context: Context) -> None:
    """Say what this program is and its version."""
    show_trouble(
        parent,
        context,
        _(
            "CJM Editor {version}: customer journey maps as they are and as they should be, and what to fix first.",
            version=__version__,
        ),
    )
