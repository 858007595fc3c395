"""Lanes: which rows the board shows, in which order, and who may see them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cjm_editor.app.context import Context
from cjm_editor.core.lanes import CANONICAL, is_built_in, lanes_of
from cjm_editor.core.model import Document, JourneyMap, Lane
from cjm_editor.core.terms import emotion_title, lane_title
from cjm_editor.core.texts import _

AT = Qt.ItemDataRole.UserRole


def edit_lanes(
    parent: QWidget, context: Context, document: Document, journey: JourneyMap
) -> tuple[Lane, ...] | None:
    """The rows as the user left them, or None if the dialog was cancelled."""
    dialog = LanesDialog(parent, context, document, journey)
    taken = dialog.exec() == QDialog.DialogCode.Accepted
    made = dialog.lanes()
    dialog.deleteLater()
    return made if taken else None


class LanesDialog(QDialog):
    """A list with a box for "shown" at each row; buttons move, rename, add and remove."""

    def __init__(self, parent: QWidget, context: Context, document: Document, journey: JourneyMap) -> None:
        super().__init__(parent)
        self._context = context
        self._kind = journey.kind
        self.setWindowTitle(context.say(_("Lanes")))
        self.resize(460, 560)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(12)
        hint = QLabel(
            context.say(_("A hidden lane keeps its cards. Internal lanes never reach a client's export."))
        )
        hint.setTextFormat(Qt.TextFormat.PlainText)
        hint.setProperty("role", "caption")
        hint.setWordWrap(True)
        column.addWidget(hint)
        self.list = QListWidget()
        self.list.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.list.setAccessibleName(context.say(_("Lanes")))
        column.addWidget(self.list, 1)
        shown = lanes_of(document, journey)
        ids = {lane.id for lane in shown}
        hidden = tuple(lane for lane in document.lanes if lane.id not in ids)
        rest = tuple(
            Lane(id, hidden=True) for id in CANONICAL if id not in ids and id not in {h.id for h in hidden}
        )
        for lane in (*shown, *hidden, *rest):
            self._add(lane, not lane.hidden)
        self._internal = QPushButton(context.say(_("Internal")))
        self._internal.setCheckable(True)
        self._remove = QPushButton(context.say(_("Remove lane")))
        row = QHBoxLayout()
        for text, slot in ((_("Up"), self._up), (_("Down"), self._down)):
            button = QPushButton(context.say(text))
            button.clicked.connect(slot)
            row.addWidget(button)
        row.addWidget(self._internal)
        row.addWidget(self._remove)
        row.addStretch(1)
        column.addLayout(row)
        self._new = QLineEdit()
        self._new.setPlaceholderText(context.say(_("New lane: title and Enter")))
        self._new.returnPressed.connect(self._on_new)
        column.addWidget(self._new)
        buttons = QDialogButtonBox()
        done = buttons.addButton(context.say(_("Done")), QDialogButtonBox.ButtonRole.AcceptRole)
        done.setAutoDefault(False)
        buttons.addButton(context.say(_("Cancel")), QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(
            False
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self._internal.clicked.connect(self._on_internal)
        self._remove.clicked.connect(self._on_remove)
        self.list.currentItemChanged.connect(self._on_current)
        self.list.setCurrentRow(0)

    def _add(self, lane: Lane, shown: bool) -> None:
        item = QListWidgetItem(self._words(lane))
        item.setData(AT, lane)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
        self.list.addItem(item)

    def _words(self, lane: Lane) -> str:
        is_emotion = lane.id == "emotion" and not lane.title
        title = self._context.say(emotion_title(self._kind) if is_emotion else lane_title(lane))
        return f"{title} — {self._context.say(_('internal'))}" if lane.audience == "internal" else title

    def _current(self) -> Lane | None:
        item = self.list.currentItem()
        return item.data(AT) if item is not None else None

    def _on_current(self) -> None:
        lane = self._current()
        self._internal.setChecked(bool(lane and lane.audience == "internal"))
        self._remove.setEnabled(bool(lane and not is_built_in(lane.id)))

    def _on_internal(self) -> None:
        lane, item = self._current(), self.list.currentItem()
        if lane is not None:
            lane = replace(lane, audience="internal" if self._internal.isChecked() else "")
            item.setData(AT, lane)
            item.setText(self._words(lane))

    def _on_remove(self) -> None:
        lane = self._current()
        if lane is not None and not is_built_in(lane.id):
            self.list.takeItem(self.list.currentRow())

    def _on_new(self) -> None:
        title = self._new.text().strip()
        if title:
            self._add(Lane(self._context.new_id("l"), title), True)
            self._new.clear()
            self.list.setCurrentRow(self.list.count() - 1)

    def _up(self) -> None:
        self._move(-1)

    def _down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        at = self.list.currentRow()
        if 0 <= at + step < self.list.count():
            item = self.list.takeItem(at)
            self.list.insertItem(at + step, item)
            self.list.setCurrentItem(item)

    def lanes(self) -> tuple[Lane, ...]:
        """The rows in order; built-in ones that are hidden and were never declared are left out at the end."""
        made: list[Lane] = []
        for at in range(self.list.count()):
            item = self.list.item(at)
            lane: Lane = item.data(AT)
            hidden = item.checkState() != Qt.CheckState.Checked
            made.append(replace(lane, hidden=True if hidden else None))
        while made and made[-1] == Lane(made[-1].id, hidden=True) and is_built_in(made[-1].id):
            made.pop()
        return tuple(made)
