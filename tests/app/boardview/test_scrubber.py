"""The strip under the board: where it shows, what a click asks for, and that an unknown emotion is never bridged."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from cjm_editor.app.boardview import Overview, OverviewPoint, OverviewStage, Scrubber
from cjm_editor.app.boardview.scrubber import HEIGHT
from cjm_editor.qt.fonts import load_fonts
from cjm_editor.render.theme import LIGHT


def point(x, value):
    return OverviewPoint(x, value)


@pytest.fixture
def scrubber(qtbot):
    load_fonts()
    made = Scrubber(LIGHT)
    qtbot.addWidget(made)
    made.resize(1032, HEIGHT)
    values = (1, 0, -1, None, 1, 2, -2)
    points = tuple(point(0.05 + 0.15 * i, value) for i, value in enumerate(values))
    made.set_overview(Overview(points, (OverviewStage(0, "Поиск"), OverviewStage(0.5, "Выбор"))))
    made.set_window(0.2, 0.4)
    made.asked = []
    made.moved.connect(made.asked.append)
    return made


def ink(widget, x, y0=4, y1=36):
    image = widget.grab().toImage()
    colour = image.pixelColor(8, 40)
    return [
        y for y in range(y0, y1) if abs(image.pixelColor(round(x), y).lightness() - colour.lightness()) > 60
    ]


def test_it_shows_only_while_something_is_out_of_view(scrubber, qtbot):
    assert scrubber.isVisible()
    scrubber.set_window(-0.1, 1.2)
    qtbot.waitUntil(lambda: not scrubber.isVisible(), timeout=2000)
    assert scrubber.window_span() == (0.0, 1.0)
    scrubber.set_window(0.0, 0.5)
    qtbot.waitUntil(scrubber.isVisible, timeout=2000)


def test_a_click_beside_the_frame_goes_there(scrubber):
    QTest.mouseClick(scrubber, Qt.MouseButton.LeftButton, pos=QPoint(16 + 700, 20))
    assert scrubber.asked == [pytest.approx(0.7)]


def test_the_frame_is_dragged_by_where_it_is_held(scrubber):
    QTest.mousePress(scrubber, Qt.MouseButton.LeftButton, pos=QPoint(16 + 250, 20))
    assert scrubber.asked == []
    QTest.mouseMove(scrubber, QPoint(16 + 350, 20))
    assert scrubber.asked == [pytest.approx(0.4)]
    QTest.mouseRelease(scrubber, Qt.MouseButton.LeftButton, pos=QPoint(16 + 350, 20))
    QTest.mouseMove(scrubber, QPoint(16 + 500, 20))
    assert len(scrubber.asked) == 1


def test_an_unknown_emotion_is_a_gap(scrubber):
    scrubber.set_window(0.9, 0.95)
    between_known = 16 + 1000 * (0.05 + 0.15 * 0.5)
    before_unknown = 16 + 1000 * (0.05 + 0.15 * 2.5)
    assert ink(scrubber, between_known)
    assert not ink(scrubber, before_unknown)


def test_a_map_of_ten_thousand_is_drawn(scrubber):
    points = tuple(point(i / 10_000, (i * 7) % 5 - 2.0) for i in range(10_000))
    scrubber.set_overview(Overview(points, ()))
    assert ink(scrubber, 500)


def test_the_frame_crosses_no_name_of_a_stage(scrubber):
    scrubber.set_window(0.0, 0.025)
    image = scrubber.grab().toImage()
    scrubber.set_window(0.6, 0.7)
    elsewhere = scrubber.grab().toImage()
    changed = [
        y
        for y in range(image.height())
        if any(image.pixel(x, y) != elsewhere.pixel(x, y) for x in range(10, 60))
    ]
    names = [y for y in range(33, image.height()) if any(ink(scrubber, x, y, y + 1) for x in range(22, 56))]
    assert changed and names and max(changed) < min(names)
