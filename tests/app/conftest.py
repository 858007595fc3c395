"""The real window for tests: real keys, real mouse, assertions on the document and on the saved file."""

from __future__ import annotations

import gc
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QProgressDialog,
    QWidget,
)

from cjm_editor.app.commands.maps import show_pair
from cjm_editor.app.dialogs.choose_pair import MapRef, Pair
from cjm_editor.app.main import build
from cjm_editor.app.pages.compare_page import ComparePage
from cjm_editor.app.window import Window
from cjm_editor.core.address import Address

SAMPLES = Path(__file__).parents[2] / "samples"
PATIENCE = 12
"""Seconds after which dialogs nobody answers are closed, so that a test fails instead of hanging."""


class Hands:
    """Keys and mouse as a user has them."""

    def __init__(self, window: Window) -> None:
        self.window = window

    def settle(self) -> None:
        """Let all events that are due happen."""
        for _ in range(4):
            QCoreApplication.sendPostedEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
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

    def place(self, at: Address, role: str = "", dx: float | None = None, dy: float | None = None) -> QPoint:
        """A point of the board over an element: (dx, dy) px of the page from its corner, else its middle."""
        self.settle()
        view = self.window.page.view
        groups = view.scene.groups_of(at)
        group = next((g for g in groups if not role or g.role == role), None)
        assert group is not None, f"{at} is not on the board"
        x = group.x + (group.w / 2 if dx is None else dx)
        y = group.y + (group.h / 2 if dy is None else dy)
        return QPointF(*view.camera().to_screen(group.pane, x, y)).toPoint()

    def pick(self, at: Address, role: str = "", **held: bool) -> None:
        """Click an element of the board that is in view."""
        view = self.window.page.view
        modifier = Qt.KeyboardModifier.ControlModifier if held.get("ctrl") else Qt.KeyboardModifier.NoModifier
        view.ensure_visible(at, animated=False)
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, modifier, self.place(at, role))
        self.settle()

    def pull(self, at: Address, role: str, end: QPoint, **offset: float) -> None:
        """Drag an element of the board to a point."""
        view = self.window.page.view
        self.drag(view, QPointF(self.place(at, role, **offset)), QPointF(end))

    def name_file(self, dialog: QWidget, path: Path) -> None:
        """Write a file's name into Qt's file dialog and accept it."""
        assert isinstance(dialog, QFileDialog)
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        line.setFocus()
        line.setCompleter(None)  # its popup grabs the keyboard, which the offscreen platform warns of
        dialog.setDirectory(str(path.parent))
        dialog.selectFile(path.name)
        line.setText(path.name)
        self.settle()
        dialog.accept()
        self.settle()

    def during(self, act: Callable[[], object], *answers: Callable[[QWidget], None]) -> None:
        """Run something that opens modal dialogs, and answer them one after another when they are there."""
        told = self.answer_next(*answers)
        act()
        self._done = True
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.window.activateWindow()
        if QApplication.activeModalWidget() is None:
            QTest.qWaitForWindowActive(
                self.window, 2000
            )  # a real desktop takes its time to give the keys back
        self.settle()
        failed = next((one for one in told if one is not None), None)
        if failed is not None:
            raise failed
        assert len(told) == len(answers), f"{len(told)} dialogs opened, not {len(answers)}"

    def answer_next(self, *answers: Callable[[QWidget], None]) -> list[BaseException | None]:
        """Answer the modal dialogs that open from now on; the list grows by None, or the error, with each."""
        told: list[BaseException | None] = []
        waiting = list(answers)
        self._done = False
        answered = [QApplication.activeModalWidget()]
        started = time.monotonic()

        def reply() -> None:
            dialog = QApplication.activeModalWidget()
            is_new = dialog is not None and all(dialog is not one for one in answered)
            if time.monotonic() - started > PATIENCE:
                while (left := QApplication.activeModalWidget()) is not None:
                    left.close()
                return
            if not self._done:
                QTimer.singleShot(10, reply)
            if waiting and is_new and not isinstance(dialog, QProgressDialog):
                answered.append(dialog)
                try:
                    waiting.pop(0)(dialog)
                    told.append(None)
                except BaseException as error:  # noqa: BLE001 - told when the dialogs are gone
                    told.append(error)
                    waiting.clear()
                    dialog.close()

        QTimer.singleShot(0, reply)
        return told


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """The window in English at 1440 x 900, with settings of its own; closed without questions afterwards."""
    monkeypatch.setenv("CJM_EDITOR_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("CJM_EDITOR_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    gc.freeze()  # what other tests left is no matter of the collection below: there may be millions of objects
    context, made = build(qapp)
    context.set_language("en")
    context.set_theme("light")
    context.remember(folder=str(tmp_path))
    made.show_start()
    made.show()
    made.activateWindow()
    Hands(made).settle()
    yield made
    for session in made.desk.sessions:
        session._dirty_from_start = session._is_away = False
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


@pytest.fixture
def page(window: Window, hands: Hands, tmp_path: Path) -> ComparePage:
    """The sample's reference and its lived journey side by side: one touchpoint is missing, two are extra."""
    path = tmp_path / "boots.en.cjm.yaml"
    shutil.copy(SAMPLES / path.name, path)
    window.open_path(path)
    show_pair(window, Pair(MapRef(window.session, "ideal"), MapRef(window.session, "actual")))
    hands.settle()
    window.page.view.set_animated(False)
    return window.page
