"""A defect in what Qt calls of ours: told, answered, and the program goes on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMessageBox, QWidget

from cjm_editor.app.main import catch_mishaps
from cjm_editor.app.shelter import is_handler, sheltered
from tests.app.test_align import opened, shown

K = Qt.Key
PLAIN = Qt.KeyboardModifier.NoModifier

CHILD = """
import sys
from PySide6.QtCore import QTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from cjm_editor.app.shelter import sheltered

@sheltered
class Board(QWidget):
    def event(self, event):
        return super().event(event)

    def keyPressEvent(self, event):
        first, *rest = ()

sys.excepthook = lambda kind, error, trace: print("told", kind.__name__, flush=True)
app = QApplication([])
board = Board()
board.show()
QTimer.singleShot(0, lambda: QTest.keyClick(board, Qt.Key.Key_A))
QTimer.singleShot(50, app.quit)
app.exec()
print("goes on")
"""


def test_a_program_with_a_defect_in_a_key_goes_on():
    run = subprocess.run(
        [sys.executable, "-c", CHILD],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.split("\n")[:2] == ["told ValueError", "goes on"]


@sheltered
class Wrong(QWidget):
    """Each of its handlers has a defect."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        raise ValueError(event.key())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.User:
            raise LookupError
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        raise ArithmeticError

    def fine(self) -> None:
        raise OSError


@pytest.fixture
def told(monkeypatch):
    found: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: found.append(error))
    return found


def test_only_what_qt_calls_is_sheltered(qapp, told):
    wrong = Wrong()
    assert wrong.eventFilter(wrong, QEvent(QEvent.Type.Show)) is False
    assert wrong.event(QEvent(QEvent.Type.User)) is True
    assert wrong.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, K.Key_A, PLAIN)) is None
    assert [type(error) for error in told] == [ArithmeticError, LookupError, ValueError]
    with pytest.raises(OSError):
        wrong.fine()
    assert is_handler("paintEvent") and not is_handler("_on_event") and not is_handler("sizeHint")


@pytest.mark.parametrize("key", [K.Key_N, K.Key_Return, K.Key_Down])
def test_a_defect_under_a_key_of_the_comparison_is_told_and_the_next_key_works(
    window, hands, tmp_path, monkeypatch, key
):
    page = shown(window, hands, *[opened(window, "boots.en.cjm.yaml", tmp_path)] * 2)
    hands.key(K.Key_Down)
    page.view.setFocus()
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    catch_mishaps(window)
    with monkeypatch.context() as broken:
        broken.setattr(page.view, "takes_key", lambda _event: 1 // 0)
        hands.key(key)
    boxes = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    assert len(boxes) == 1 and "Something went wrong in the program" in boxes[0].text()
    boxes[0].close()
    hands.settle()
    page.view.setFocus()
    hands.key(K.Key_W)
    assert page.side.is_link_shown
