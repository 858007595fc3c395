"""The list of what to fix first: what an open row says, and the button for the facts it keeps back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from cjm_editor.app.context import Context
from cjm_editor.app.panels.fixes import REASONS, FixList
from cjm_editor.app.settings import Settings
from cjm_editor.compare.comparison import compare
from cjm_editor.compare.roles import pick_pair
from cjm_editor.io.files import load
from cjm_editor.qt.fonts import load_fonts
from cjm_editor.render.measure import bundled_measurer

SAMPLE = Path(__file__).parents[2] / "samples" / "boots.en.cjm.yaml"


@pytest.fixture
def shown(qtbot, tmp_path):
    load_fonts()
    document = load(SAMPLE).source.document
    result = compare(*pick_pair(document, "boots", "young-man"))
    made = FixList(Context(Settings(theme="light"), tmp_path / "settings.json", bundled_measurer(), "en"))
    qtbot.addWidget(made)
    made.resize(320, 900)
    made.show_result(result)
    made.show()
    return made, result


def texts(fixes):
    return [label.text() for label in fixes.findChildren(QLabel) if label.isVisible()]


def test_what_is_left_after_a_fix_counts_those_above_it(shown):
    fixes, result = shown
    fixes.choose(0)
    assert f"With this fixed, the gap falls to {result.fixes[0].after:.1f}." in texts(fixes)
    fixes.choose(2)
    told = f"With this and everything above it fixed, the gap falls to {result.fixes[2].after:.1f}."
    assert told in texts(fixes)


def test_the_facts_kept_back_are_one_click_away(shown, qtbot):
    fixes, result = shown
    number = next(i for i, fix in enumerate(result.fixes) if len(fix.reasons) > REASONS + 1)
    fixes.choose(number)
    button = next(
        button
        for button in fixes.findChildren(QPushButton)
        if button.isVisible() and button.text().endswith("more facts")
    )
    assert button.property("link") and button.cursor().shape() == Qt.CursorShape.PointingHandCursor
    qtbot.waitUntil(lambda: button.height() > 10 and not button.visibleRegion().isEmpty())
    before = len(texts(fixes))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    said = int(button.text().split()[1])
    assert button.isHidden() and len(texts(fixes)) == before + said
