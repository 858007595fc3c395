"""A large comparison that runs beside the window: given up and begun again with keys only."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from cjm_editor.app.commands.maps import show_pair
from cjm_editor.app.dialogs.choose_pair import MapRef, Pair
from cjm_editor.app.pages import comparing
from cjm_editor.core import edits
from cjm_editor.core.address import touchpoint_at
from cjm_editor.core.texts import _

K, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier
SAMPLE = Path(__file__).parents[2] / "samples" / "boots.en.cjm.yaml"


@pytest.fixture
def go_on(monkeypatch):
    """Every comparison runs beside the window, and goes on for as long as this is not set."""
    found, real = Event(), comparing.compare

    def slow(*sides, progress, **options):
        while not found.is_set():
            progress(0.0)
            time.sleep(0.002)
        return real(*sides, progress=progress, **options)

    monkeypatch.setattr(comparing, "BESIDE", 5)
    monkeypatch.setattr(comparing, "PATIENCE", 0)
    monkeypatch.setattr(comparing, "compare", slow)
    yield found
    found.set()


@pytest.fixture
def page(window, hands, qtbot, tmp_path, go_on):
    """A comparison that is running, its strip over the board, the keyboard on the board."""
    shutil.copy(SAMPLE, tmp_path / SAMPLE.name)
    window.open_path(tmp_path / SAMPLE.name)
    session = window.session
    show_pair(window, Pair(MapRef(session, "ideal"), MapRef(session, "actual")))
    hands.settle()
    qtbot.waitUntil(lambda: window.page.wait.isVisible() and button(window.page, "Cancel") is not None)
    window.page.view.set_animated(False)
    window.page.view.setFocus()
    return window.page


def button(page, words: str) -> QPushButton | None:
    found = page.wait.findChildren(QPushButton)
    return next((one for one in found if one.isVisible() and one.text().startswith(words)), None)


def press(hands, key, *modifiers) -> None:
    """Press a key where the keyboard is; nobody helps it there."""
    focus = QApplication.focusWidget()
    assert focus is not None, "the keyboard is lost"
    hands.key(key, *modifiers, into=focus)


def finished(page, qtbot, go_on) -> None:
    go_on.set()
    qtbot.waitUntil(lambda: page.result is not None and not page.is_busy, timeout=20_000)


def test_escape_gives_a_running_comparison_up(page, window, hands):
    cancel = button(page, "Cancel")
    assert cancel.text().endswith("Esc") and cancel.accessibleName() == "Cancel, Esc"
    press(hands, K.Key_Escape)
    assert not page.is_busy and page.result is None
    assert button(page, "Compare again") is not None and button(page, "Cancel") is None


def test_escape_is_heard_wherever_the_keyboard_is(page, window, hands):
    window.tabs.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.tabs.setFocus()
    assert not page.isAncestorOf(QApplication.focusWidget())
    press(hands, K.Key_Escape)
    assert not page.is_busy


def test_tab_goes_from_the_board_to_cancel_and_on_to_begin_again(page, hands, qtbot, go_on):
    press(hands, K.Key_Tab)
    assert QApplication.focusWidget() is button(page, "Cancel")
    press(hands, K.Key_Tab, SHIFT)
    assert page.view.hasFocus()
    press(hands, K.Key_Tab)
    press(hands, K.Key_Return)
    assert not page.is_busy
    again = button(page, "Compare again")
    assert QApplication.focusWidget() is again, "where the other button was"
    page.view.setFocus()
    press(hands, K.Key_Tab)
    assert QApplication.focusWidget() is again
    press(hands, K.Key_Space)
    assert page.is_busy
    assert QApplication.focusWidget() is button(page, "Cancel"), "at once, not at the first sign of progress"
    finished(page, qtbot, go_on)
    hands.settle()
    assert page.wait.isHidden() and page.view.hasFocus(), "the board takes the keyboard when the strip goes"


def test_escape_does_what_it_does_first(page, window, hands, qtbot, go_on):
    """The panel of a link is left, a half drawn link given up; only then the comparison."""
    finished(page, qtbot, go_on)
    hands.settle()
    go_on.clear()
    page.alignment.show_link(0)
    title = page.result.ideal.journey.touchpoints[0]
    at = touchpoint_at("ideal", title.id)
    page.session.apply(_("edit"), lambda d: edits.set_field(d, at, "title", f"{title.title} 2"))
    qtbot.waitUntil(lambda: button(page, "Cancel") is not None)
    press(hands, K.Key_Escape)
    assert page.side.is_list_shown and page.is_busy
    before = page.result
    press(hands, K.Key_Escape)
    assert not page.is_busy and page.result is before, "what was shown stays"
    press(hands, K.Key_Escape)
    assert button(page, "Compare again") is not None


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_board_that_waits_has_the_colour_of_the_theme(page, window, hands, theme):
    for name in ("light", "dark", theme):
        window.context.set_theme(name)
    hands.settle()
    shown = page.view.grab().toImage()
    ground = shown.pixelColor(shown.rect().center()).name().upper()
    assert page.is_busy and ground == window.context.theme.board.upper()
