"""Qt calls that return nothing must not give away a reference to None.

PySide6 6.12.0 on CPython 3.11 does: each void call drops one, and the process aborts after a few thousand. From
Python 3.12 on None is immortal and cannot be lost.
"""

import sys

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QLabel

pytestmark = pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")

ROUNDS = 500
ALLOWED = 50
"""What caches and the garbage collector may move; the fault moves several thousand."""


class Step(QUndoCommand):
    """A command with a Python redo and undo, as the session's snapshots have."""

    def __init__(self, seen):
        super().__init__()
        self.seen = seen

    def redo(self):
        self.seen.append("redo")

    def undo(self):
        self.seen.append("undo")


def lost(action):
    """Return how many references to None are gone after `action` ran `ROUNDS` times."""
    action()
    before = sys.getrefcount(None)
    for _round in range(ROUNDS):
        action()
    return before - sys.getrefcount(None)


def test_repaints_lose_no_reference(qtbot):
    label = QLabel()
    qtbot.addWidget(label)
    label.show()
    picture = QImage(64, 64, QImage.Format.Format_RGB32)

    def repaint():
        label.repaint()
        painter = QPainter(picture)
        painter.fillRect(QRectF(0, 0, 64, 64), QColor("white"))
        painter.drawLine(0, 0, 63, 63)
        painter.end()

    assert lost(repaint) <= ALLOWED


def test_undo_and_redo_lose_no_reference(qapp):
    seen = []
    stack = QUndoStack()
    stack.push(Step(seen))

    def undo_and_redo():
        stack.undo()
        stack.redo()

    assert lost(undo_and_redo) <= ALLOWED
    assert len(seen) == 2 * (ROUNDS + 1) + 1
