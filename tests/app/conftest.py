"""The real window for tests: real keys, real mouse, assertions on the document and on the saved file."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cjm_editor.app.main import build
from cjm_editor.app.window import Window


class Hands:
    """Keys and mouse as a user has them."""

    def __init__(self, window: Window) -> None:
        self.window = window

    def settle(self) -> None:
        """Let all events that are due happen."""
        for _ in range(4):
            QCoreApplication.sendPostedEvents()
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def focus(self) -> QWidget:
        """The widget that gets the keys."""
        self.settle()
        found = QApplication.focusWidget() or self.window.focusWidget() or self.window
        proxy = found.focusProxy()
        return proxy or found

    def type(self, text: str, into: QWidget | None = None) -> None:
        """Type a text letter by letter; any script."""
        for letter in text:
            target = into or self.focus()
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QCoreApplication.sendEvent(target, event)
        self.settle()

    def key(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier, into: QWidget | None = None) -> None:
        """Press a key with modifiers."""
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        QTest.keyClick(into or self.focus(), key, held)
        self.settle()

    def click(self, widget: QWidget, at: QPointF | QPoint | None = None) -> None:
        """Click a widget, in its middle or at a place."""
        place = at.toPoint() if isinstance(at, QPointF) else at or widget.rect().center()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        self.settle()

    def drag(self, widget: QWidget, start: QPointF, end: QPointF) -> None:
        """Press, move in steps, release."""
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mousePress(widget, left, none, start.toPoint())
        for step in range(1, 9):
            QTest.mouseMove(widget, (start + (end - start) * step / 8).toPoint())
            self.settle()
        QTest.mouseRelease(widget, left, none, end.toPoint())
        self.settle()

    def during(self, act: Callable[[], None], answer: Callable[[QWidget], None]) -> None:
        """Run something that opens a modal dialog, and answer the dialog when it is there."""
        told: list[bool] = []

        def reply() -> None:
            dialog = QApplication.activeModalWidget()
            if dialog is None:
                QTimer.singleShot(10, reply)
                return
            told.append(True)
            answer(dialog)

        QTimer.singleShot(0, reply)
        act()
        self.settle()
        assert told, "no dialog opened"


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """The window in English at 1440 x 900, with settings of its own; closed without questions afterwards."""
    monkeypatch.setenv("CJM_EDITOR_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    context, made = build(qapp)
    context.set_language("en")
    context.set_theme("light")
    context.remember(folder=str(tmp_path))
    made.show()
    made.activateWindow()
    Hands(made).settle()
    yield made
    for session in made.desk.sessions:
        session._dirty_from_start = False
        session._stack.setClean()
    made.close()
    made.deleteLater()
    Hands(made).settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setStyleSheet("")
    del made, context
    gc.collect()


@pytest.fixture
def hands(window: Window) -> Hands:
    """Keys and mouse for the window."""
    return Hands(window)
