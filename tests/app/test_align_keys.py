"""The alignment editor with keys only: the keyboard is never lost, and undo leads back to what was decided."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from cjm_editor.app.align.answering import Ends
from cjm_editor.app.align.parts import Candidate, KeyButton
from cjm_editor.app.commands.maps import show_pair
from cjm_editor.app.dialogs.choose_pair import MapRef, Pair
from cjm_editor.app.pages.compare_page import AT_REST
from cjm_editor.core.texts import _

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture
def page(window, hands, tmp_path):
    """The reference and the same journey in other words: two documents, links in doubt."""
    sessions = []
    for name in ("boots.cjm.yaml", "boots-independent.cjm.yaml"):
        shutil.copy(SAMPLES / name, tmp_path / name)
        window.open_path(tmp_path / name)
        sessions.append(window.session)
    lived = next(journey.id for journey in sessions[1].document.maps if journey.kind == "actual")
    show_pair(window, Pair(MapRef(sessions[0], "ideal"), MapRef(sessions[1], lived)))
    hands.settle()
    window.activateWindow()
    hands.settle()
    window.page.view.set_animated(False)
    return window.page


def press(hands, key, *modifiers) -> None:
    """Press a key where the keyboard is; nobody helps it there."""
    focus = QApplication.focusWidget()
    assert focus is not None, "the keyboard is lost"
    hands.key(key, *modifiers, into=focus)


def decisions(page) -> int:
    """How many decisions were made here; the sample comes with one about another pair of maps."""
    return sum(len(one.links) for s in page.sessions_by_side().values() for one in s.document.comparisons) - 1


def unpaired(page):
    """Walk to a touchpoint without a counterpart that has candidates."""
    page.alignment.show_link(next(q.link for q in page.alignment.questions if not q.is_linked))


def test_after_a_candidate_is_taken_the_next_key_is_heard(page, hands):
    page.view.setFocus()
    unpaired(page)
    press(hands, K.Key_C)
    assert isinstance(QApplication.focusWidget(), Candidate)
    press(hands, K.Key_Return)
    assert decisions(page) == 1
    assert page.isAncestorOf(QApplication.focusWidget())
    press(hands, K.Key_0)
    assert decisions(page) == 2
    press(hands, K.Key_Escape)
    assert page.side.is_list_shown


def test_after_a_button_of_the_panel_the_next_key_is_heard(page, hands):
    unpaired(page)
    taken = next(b for b in page.panel.findChildren(KeyButton) if b.isVisible() and b.property("primary"))
    taken.setFocus()
    press(hands, K.Key_Space)
    assert decisions(page) == 1
    assert page.panel.isAncestorOf(QApplication.focusWidget()) or QApplication.focusWidget() is page.panel
    shown = page.panel.shown.link
    press(hands, K.Key_N)
    assert page.panel.shown.link != shown


def test_after_the_button_of_a_line_the_next_line_is_a_key_away(page, hands):
    page.list.choose(0)
    idea = next(b for b in page.list.findChildren(QPushButton) if b.isVisible() and b.text().endswith("I"))
    idea.setFocus()
    QTest.keyClick(idea, K.Key_Space)
    hands.settle()
    press(hands, K.Key_Down)
    assert page.list.chosen == 1


@pytest.mark.parametrize("key", [K.Key_Return, K.Key_0, K.Key_B, K.Key_1])
def test_undo_leads_back_to_what_was_decided(page, hands, key):
    page.view.setFocus()
    unpaired(page)
    asked = page.panel.shown.question.ids
    press(hands, key)
    assert decisions(page) == 1
    assert key == K.Key_B or page.panel.shown.question is None or page.panel.shown.question.ids != asked
    press(hands, K.Key_Z, CTRL)
    hands.settle()
    assert decisions(page) == 0
    assert page.panel.shown.question.ids == asked
    press(hands, K.Key_N)
    press(hands, K.Key_Z, CTRL, Qt.KeyboardModifier.ShiftModifier)
    hands.settle()
    assert decisions(page) == 1


def test_a_line_chosen_brings_both_cards_of_its_pair_into_view(page, hands, window):
    window.resize(1280, 720)
    QTest.qWait(2 * AT_REST)
    hands.settle()
    page.view.scroll_by(0, 10_000)
    hands.settle()
    pair = next(n for n, fix in enumerate(page.result.fixes) if len(page.addresses_of(fix.link)) == 2)
    page.list.choose(pair)
    hands.settle()
    left, top, right, bottom = page.view.camera().seen()
    for at in page.view.selection():
        group = page.view.scene.main_of(at)
        assert top <= group.y and group.y + group.h <= bottom, at
        assert left <= group.x and group.x + group.w <= right, at


def test_escape_says_that_nothing_was_linked(page, hands, window):
    page.view.setFocus()
    extra = next(k for k in page.result.matching.links if k.kind == "extra")
    page.view.select(page.alignment.addresses_of(Ends((), extra.actual)))
    press(hands, K.Key_L)
    assert page.alignment.marked == Ends((), extra.actual)
    asked = window.status._words
    press(hands, K.Key_Escape)
    assert page.alignment.marked == Ends()
    assert window.status._words and window.status._words != asked


def test_at_the_end_of_the_walk_nothing_else_is_said(page, hands):
    page.view.setFocus()
    press(hands, K.Key_N)
    for _question in range(len(page.alignment.questions) + 3):
        press(hands, K.Key_Return)
    assert not page.alignment.questions
    assert "decided already" in page.panel._trouble.text()
    press(hands, K.Key_N)
    assert page.panel._trouble.text() == page.context.say(_("No link is in doubt."))
