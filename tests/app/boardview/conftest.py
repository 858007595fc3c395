"""A board view over a synthetic map, with the texts of its cards and a record of what it asked for."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cjm_editor.app.boardview import BoardView
from cjm_editor.qt.fonts import load_fonts
from cjm_editor.render.theme import LIGHT
from tests.app.boardview.synthetic import Board

SIGNALS = (
    "selected activated edit_committed edit_abandoned touchpoint_requested stage_requested cards_moved "
    "touchpoints_moved stage_moved lane_moved emotion_committed transition_drawn delete_requested "
    "duplicate_requested nudge_requested context_requested"
).split()


class Desk:
    """The part of the window that a board view needs: texts by address, edits put back on the board."""

    def __init__(self, qtbot, touchpoints=24, seed=1, theme=LIGHT):
        load_fonts()
        self.qtbot = qtbot
        self.board = Board(touchpoints, seed, theme)
        self.texts = {group.at: group.title for group in self.board.groups if group.at and group.title}
        self.previews = []
        self.events = []
        view = self.view = BoardView(theme)
        qtbot.addWidget(view)
        view.text_of = self.texts.get
        view.preview_emotion = lambda at, value: self.previews.append((at, value))
        view.set_animated(False)
        for name in SIGNALS:
            getattr(view, name).connect(lambda value, name=name: self.events.append((name, value)))
        view.resize(1100, 800)
        view.set_display(self.board.display())
        view.show()
        view.activateWindow()
        view.setFocus()
        qtbot.waitUntil(view.hasFocus)
        view.paint_now()

    def asked(self, name):
        """What the view asked for by one signal, in order."""
        return [value for asked, value in self.events if asked == name]

    def group(self, at, role=None):
        groups = self.view.scene.groups_of(at)
        return next(group for group in groups if role is None or group.role == role)

    def point(self, group, dx=None, dy=None):
        """A point of the widget over a group: (dx, dy) px of the page from its corner, else its middle."""
        x = group.x + (group.w / 2 if dx is None else dx)
        y = group.y + (group.h / 2 if dy is None else dy)
        return QPoint(*(round(value) for value in self.view.camera().to_screen(group.pane, x, y)))

    def click(self, at, modifiers=Qt.KeyboardModifier.NoModifier, role=None):
        QTest.mouseClick(self.view, Qt.MouseButton.LeftButton, modifiers, self.point(self.group(at, role)))

    def drag(
        self,
        start,
        end,
        button=Qt.MouseButton.LeftButton,
        modifiers=Qt.KeyboardModifier.NoModifier,
        drop=True,
    ):
        """Press at a point, move to another in steps, let go."""
        QTest.mousePress(self.view, button, modifiers, start)
        for step in range(1, 6):
            QTest.mouseMove(self.view, start + (end - start) * step / 5)
        if drop:
            QTest.mouseRelease(self.view, button, modifiers, end)

    def type(self, text, widget=None):
        """Send each character as a key event with its text: `keyClicks` cannot send Cyrillic."""
        for character in text:
            target = widget or self.view.editing.editor or self.view
            for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
                event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, character)
                QApplication.sendEvent(target, event)

    def key(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(self.view.editing.editor or self.view, key, modifiers)

    def page_point(self, x, y):
        return QPointF(*self.view.camera().to_screen("board", x, y)).toPoint()


@pytest.fixture
def desk(qtbot):
    made = Desk(qtbot)
    yield made
    made.view.finish_editing()


@pytest.fixture
def make_desk(qtbot):
    return lambda **settings: Desk(qtbot, **settings)
