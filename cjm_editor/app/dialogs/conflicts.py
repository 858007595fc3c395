"""Conflicts of a merge, field by field: what stood there before both, mine, theirs; one of the three is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cjm_editor.app.context import Context
from cjm_editor.app.dialogs.boxes import show_trouble
from cjm_editor.app.plain import plain
from cjm_editor.app.shelter import sheltered
from cjm_editor.core.errors import EditError
from cjm_editor.core.fields import is_empty
from cjm_editor.core.merge import Side, all_resolved, current
from cjm_editor.core.merge.resolve import Spot, entries_of, find, is_entry, is_list, rows_of
from cjm_editor.core.merge.unknown import named
from cjm_editor.core.merge.wording import plain_of
from cjm_editor.core.model import Conflict, Document
from cjm_editor.core.terms import choice_label, field_label, kind_label
from cjm_editor.core.texts import Message, _, ngettext
from cjm_editor.io.reader import Source

SIDES: tuple[Side, ...] = ("base", "ours", "theirs")
KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)
ROW, PLACE, LEAST = 34, 260, 160
"""Height of a row, width of the column of places and of the others at least, px."""

WIDTH, TALLEST, ROUND = 940, 660, 180
"""Width and greatest height of the dialog, and the height of all but its rows, px."""

TITLES = ("title", "name", "text")

LONGEST = 400
"""Letters of a text that are shown in a cell."""


Text = Source | None
"""The text that the next save edits; None of a document without a file."""


def decide(
    parent: QWidget, context: Context, document: Document, source: Text, can_cancel: bool = False
) -> tuple[Document, Text] | None:
    """The document with what was chosen for each of its conflicts, and its text with what the model holds nothing of;
    the same where the choice was put off; None where it was cancelled. `can_cancel` offers that as a button of its own:
    the conflicts are about to come up."""
    dialog = ConflictsDialog(parent, context, document, can_cancel)
    taken = dialog.exec() == QDialog.DialogCode.Accepted
    chosen, is_put_off = dialog.chosen(), dialog.is_put_off
    dialog.deleteLater()
    if not taken:
        return None
    if is_put_off:
        return document, source
    made, text, refused = applied(document, chosen, source)
    if refused is not None:
        show_trouble(parent, context, refused)
    return made, text


Choice = tuple[Conflict, Side]


def applied(
    document: Document, chosen: Sequence[Choice], source: Text = None
) -> tuple[Document, Text, Message | None]:
    """The document and its text after the choices, and why one of them could not be made; that conflict stands then.

    Rows of lists are counted: what takes rows away or puts them in another order comes last, from the end.
    """
    refused: Message | None = None
    order = sorted(chosen, key=lambda pair: _turn(document, *pair))
    entries = [pair for pair in order if _is_entry(document, pair[0])]
    others = [pair for pair in order if not _is_entry(document, pair[0])]
    groups: list[list[Choice]] = []
    for pairs in (entries, others):
        if groups or not pairs:
            groups += [[pair] for pair in pairs]
            continue
        try:  # the document is looked at, and the text is edited, once for all of them, unless one cannot stand
            document, source = _chosen(document, source, pairs)
        except EditError:
            groups = [[pair] for pair in pairs]
    for group in groups:
        try:
            document, source = _chosen(document, source, group)
        except EditError as error:
            refused = refused or error.message
    return document, source, refused


def _is_entry(document: Document, conflict: Conflict) -> bool:
    spot = find(document, conflict.path)
    return spot is not None and is_entry(spot)


def _chosen(document: Document, source: Text, pairs: Sequence[Choice]) -> tuple[Document, Text]:
    """The document and its text after some choices. Raises `EditError` where one cannot be made."""
    document = all_resolved(document, pairs)
    entries = [entry for pair in pairs for entry in entries_of(document, *pair)]
    if not entries or (source is None and not any(entry.text for entry in entries)):
        return document, source
    from cjm_editor.io.chosen import with_entries

    made = with_entries(source, document, entries) if source is not None else None
    if made is None:
        raise EditError("no-such-value", _("This value does not fit its field any more."))
    return (document if made.document == document else made.document), made


def _turn(document: Document, conflict: Conflict, side: Side) -> tuple[int, int]:
    spot = find(document, conflict.path)
    last = conflict.path.rpartition("/")[2]
    if spot is not None and not spot.field and not getattr(conflict, side):
        return 1, -int(last) if last.isdecimal() and len(last) < 9 else 0
    return (2, 0) if spot is not None and _is_order(spot) else (0, 0)


def _is_order(spot: Spot) -> bool:
    """Whether a place is the order of a list."""
    return bool(spot.field) and spot.item is not None and is_list(spot.kind, spot.item, spot.field)


@sheltered
class ConflictsDialog(QDialog):
    """A table with a row a conflict. Arrows move, Space or 1, 2, 3 choose, a click chooses."""

    def __init__(
        self, parent: QWidget, context: Context, document: Document, can_cancel: bool = False
    ) -> None:
        super().__init__(parent)
        self.is_put_off = False
        """Whether the choice shall be made another time, the conflicts standing in the document."""
        self._context = context
        self._document = document
        self._conflicts = document.conflicts
        self._choice = [_standing(document, conflict) for conflict in self._conflicts]
        say = context.say
        self.setWindowTitle(say(_("Conflicts")))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(12)
        count = len(self._conflicts)
        column.addWidget(
            self._label(
                ngettext(
                    "{n} place was changed on both sides. Choose what is to stand there.",
                    "{n} places were changed on both sides. Choose what is to stand there.",
                    count,
                ),
                "title",
            )
        )
        self.table = self._table()
        column.addWidget(self.table, 1)
        column.addWidget(
            self._label(
                _("Click a value, or use the arrow keys and Space; 1, 2, 3 choose a column."), "caption"
            )
        )
        column.addWidget(self._buttons(can_cancel))
        rows = sum(self.table.rowHeight(row) for row in range(count))
        self.resize(QSize(WIDTH, min(TALLEST, ROUND + rows)))
        self.table.setFocus()

    def _buttons(self, can_cancel: bool) -> QDialogButtonBox:
        say = self._context.say
        buttons = QDialogButtonBox()
        done = buttons.addButton(say(_("Done")), QDialogButtonBox.ButtonRole.AcceptRole)
        done.setProperty("primary", True)
        done.setDefault(True)
        later = buttons.addButton(say(_("Decide later")), QDialogButtonBox.ButtonRole.ActionRole)
        later.clicked.connect(self._on_later)
        if can_cancel:
            buttons.addButton(say(_("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _on_later(self) -> None:
        self.is_put_off = True
        self.accept()

    def chosen(self) -> list[tuple[Conflict, Side]]:
        """The side chosen for each conflict."""
        return list(zip(self._conflicts, self._choice, strict=True))

    def choose(self, row: int, side: Side) -> None:
        """Choose a side for a conflict."""
        self._choice[row] = side
        self._show_row(row)

    def _label(self, text: Message, role: str) -> QLabel:
        made = QLabel(self._context.say(text))
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setProperty("role", role)
        made.setWordWrap(True)
        return made

    def _table(self) -> QTableWidget:
        say = self._context.say
        table = QTableWidget(len(self._conflicts), 1 + len(SIDES))
        table.setAccessibleName(say(_("Conflicts")))
        heads = (_("Place"), _("Before both"), _("Mine"), _("Theirs"))
        table.setHorizontalHeaderLabels([say(head) for head in heads])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(LEAST)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, PLACE)
        self.table = table
        for row, conflict in enumerate(self._conflicts):
            place = QTableWidgetItem(place_text(self._context, self._document, conflict.path))
            place.setToolTip(plain(place.text()))
            place.setFlags(Qt.ItemFlag.ItemIsEnabled)
            table.setItem(row, 0, place)
            for at, side in enumerate(SIDES, 1):
                text = shown(self._context, self._document, conflict, side)
                cell = QTableWidgetItem(text[:LONGEST])
                cell.setToolTip(plain(text[:LONGEST]))
                table.setItem(row, at, cell)
            self._show_row(row)
        table.resizeRowsToContents()
        for row in range(table.rowCount()):
            table.setRowHeight(row, max(ROW, min(table.rowHeight(row) + 8, 4 * ROW)))
        if self._conflicts:
            table.setCurrentCell(0, 1 + SIDES.index(self._choice[0]))
        table.cellClicked.connect(self._on_clicked)
        table.installEventFilter(self)
        return table

    def _show_row(self, row: int) -> None:
        """Mark the chosen value: a filled circle, heavier letters and a tint."""
        theme = self._context.theme
        for at, side in enumerate(SIDES, 1):
            cell = self.table.item(row, at)
            is_chosen = self._choice[row] == side
            font = cell.font()
            font.setWeight(font.Weight.DemiBold if is_chosen else font.Weight.Normal)
            cell.setFont(font)
            name, colour = ("circle-dot", theme.accent) if is_chosen else ("circle", theme.zero)
            cell.setIcon(self._context.icon(name, colour))
            cell.setBackground(QBrush(QColor(theme.accent_bg)) if is_chosen else QBrush())
            state = self._context.say(_("chosen")) if is_chosen else ""
            cell.setData(Qt.ItemDataRole.AccessibleTextRole, f"{cell.text()} {state}".strip())

    def _on_clicked(self, row: int, column: int) -> None:
        if column:
            self.choose(row, SIDES[column - 1])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose with Space and figures; Enter is for the button."""
        if watched is self.table and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            row, column = self.table.currentRow(), self.table.currentColumn()
            if event.key() in KEYS and row >= 0:
                column = KEYS.index(Qt.Key(event.key())) + 1
                self.table.setCurrentCell(row, column)
                self.choose(row, SIDES[column - 1])
                return True
            if event.key() == Qt.Key.Key_Space and row >= 0 and column > 0:
                self.choose(row, SIDES[column - 1])
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.accept()
                return True
        return super().eventFilter(watched, event)


def _standing(document: Document, conflict: Conflict) -> Side:
    """The side that stands in the document now."""
    now = current(document, conflict)
    order: tuple[Side, ...] = ("ours", "theirs", "base")
    return next((side for side in order if getattr(conflict, side) == now), "ours")


def place_text(context: Context, document: Document, path: str) -> str:
    """A place in words: titles from the outside in, then the field."""
    parts, names = path.split("/"), list[str]()
    for end in range(2, len(parts) + 1):
        spot = find(document, "/".join(parts[:end]))
        if spot is not None and not spot.field and spot.item is not None:
            names.append(_title(context, spot.kind, spot.item))
    spot = find(document, path)
    if spot is not None and spot.field:
        names.append(_field_words(context, spot))
    elif spot is None or spot.item is None:
        names.append(parts[-1])
    return " › ".join(dict.fromkeys(name for name in names if name)) or path


def _field_words(context: Context, spot: Spot) -> str:
    kind, name = spot.kind, spot.field
    if is_entry(spot):
        *above, key = name.split("/")
        return " › ".join((*(context.say(field_label(kind, one)) for one in above), named(key)))
    if name == "ends":
        return context.say(_("Ends and kind"))
    if name == "place":
        return context.say(_("Where it stands"))
    if _is_order(spot) and kind != "comparison":
        return context.say(_("Order: {list}", list=field_label(kind, name)))
    return context.say(field_label(kind, name))


def _title(context: Context, kind: str, item: object) -> str:
    for name in TITLES:
        if text := getattr(item, name, ""):
            return str(text)
    return (
        context.say(kind_label(kind))
        if kind in ("transition", "comparison", "link", "metric", "evidence")
        else str(getattr(item, "id", ""))
    )


def shown(context: Context, document: Document, conflict: Conflict, side: Side) -> str:
    """The value of a side in words."""
    text = getattr(conflict, side)
    spot = find(document, conflict.path)
    is_element = spot is None or not spot.field
    if not text:
        return context.say(_("deleted") if conflict.base else _("not there")) if is_element else "—"
    if spot is not None and spot.field:
        label = choice_label(spot.kind, spot.field, text)
        if label != text:
            return context.say(label)
    if text[0] not in "[{":
        return str(text)
    try:
        held = plain_of(text)
        news = (
            _news(context, held, conflict.base) if is_element and spot is not None and side != "base" else ""
        )
        return " · ".join(one for one in (_said(context, _titled(context, spot, held)), news) if one)
    except (ValueError, RecursionError):  # anybody may have written the file
        return str(text)


def _news(context: Context, held: object, before: str) -> str:
    """What an element has that it had not before both: its title alone may tell nothing."""
    was = plain_of(before) if before else None
    if not isinstance(held, dict) or not isinstance(was, dict):
        return ""
    names = [name for name, value in held.items() if value != was.get(name) and name not in TITLES]
    return ", ".join(f"{context.say(field_label('', name))}: {_said(context, held[name])}" for name in names)


def _titled(context: Context, spot: Spot | None, held: object) -> object:
    """An order of ids as one of titles."""
    if not isinstance(held, list) or spot is None or spot.item is None or not spot.field:
        return held
    names = {getattr(row, "id", ""): _title(context, "", row) for row in rows_of(spot.item, spot.field)}
    return [names.get(item) or item if isinstance(item, str) else item for item in held]


def _said(context: Context, plain_value: object) -> str:
    """What JSON holds as people read it: titles of elements, lists with commas."""
    if isinstance(plain_value, list):
        return ", ".join(_said(context, item) for item in plain_value)
    if isinstance(plain_value, dict):
        for name in TITLES:
            if not is_empty(plain_value.get(name)):
                return str(plain_value[name])
        if "from" in plain_value:
            return f"{plain_value.get('from')} → {plain_value.get('to', '…')}"
        return ", ".join(_said(context, value) for value in plain_value.values())
    return str(plain_value)
