"""The chart of steps beside a comparison: its numbers are whole in a chart of any width."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF

from cjm_editor.app.context import Context
from cjm_editor.app.panels.step_chart import StepChart, value_place
from cjm_editor.app.settings import Settings
from cjm_editor.qt.fonts import load_fonts
from cjm_editor.render.measure import bundled_measurer
from tests.render import pairs

EDGE = 2


def drawn(qtbot, tmp_path, result, width):
    load_fonts()
    made = StepChart(Context(Settings(theme="light"), tmp_path / "settings.json", bundled_measurer(), "en"))
    qtbot.addWidget(made)
    made.resize(width, 120)
    made.set_result(result)
    made.show()
    return made, made.grab().toImage()


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("width", [200, 300, 420])
def test_the_number_of_the_last_step_ends_within_the_chart(qtbot, tmp_path, count, width):
    """With so few lines the marked step is the last one, at the right end of the chart."""
    result = pairs.boots()
    few = replace(result, fixes=tuple(fix for fix in result.fixes if fix.saves)[:count])
    _chart, image = drawn(qtbot, tmp_path, few, width)
    ground = image.pixelColor(image.width() - 1, 0)
    columns = range(image.width() - EDGE, image.width())
    inked = [
        (x, y)
        for x in columns
        for y in range(image.height())
        if abs(image.pixelColor(x, y).lightness() - ground.lightness()) > 40
    ]
    assert inked == []


def test_a_number_beside_the_last_step_does_not_meet_the_fall_before_it():
    free = value_place(QPointF(100, 60), 30, 40, 300)
    assert (free.x(), free.y()) == (106, 55)
    moved = value_place(QPointF(284, 60), 26, 60, 300)
    assert moved.x() + 26 <= 297 and moved.y() < 60
    narrow = value_place(QPointF(284, 60), 30, 20, 300)
    assert narrow.x() + 30 <= 297 and narrow.y() > 70


def test_what_is_counted_above_is_not_the_third_step(qtbot, tmp_path):
    result = pairs.boots()
    first, second, *rest = [fix for fix in result.fixes if fix.saves]
    held = replace(second, counted_above=True, after=first.after)
    chart, _image = drawn(qtbot, tmp_path, replace(result, fixes=(first, held, *rest)), 300)
    assert chart._third == 4
