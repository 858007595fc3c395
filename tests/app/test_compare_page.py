"""The comparison in the window: small and large windows, what is explained where, one count of links in doubt."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLabel, QToolTip

from cjm_editor.app.align.tips import tip_at
from cjm_editor.app.commands.maps import show_pair
from cjm_editor.app.dialogs.choose_pair import MapRef, Pair
from cjm_editor.app.pages.comparing import LEAST_ZOOM, fitting_zoom
from cjm_editor.app.panels.fixes import CHART, LOW_CHART
from cjm_editor.core import edits
from cjm_editor.core.address import touchpoint_at
from cjm_editor.core.texts import _, words
from cjm_editor.core.wording import links_in_doubt
from cjm_editor.io.writer import write
from cjm_editor.render.display import DisplayList
from tests.compare.pairs import pair

SAMPLES = Path(__file__).parents[2] / "samples"
EN = words("en")


def opened(window, name: str, folder: Path):
    path = folder / name
    shutil.copy(SAMPLES / name, path)
    window.open_path(path)
    return window.session


def compared(window, hands, one, other, ids):
    show_pair(window, Pair(MapRef(one, ids[0]), MapRef(other, ids[1])))
    hands.settle()
    page = window.page
    page.view.set_animated(False)
    return page


@pytest.fixture
def boots(window, hands, tmp_path):
    session = opened(window, "boots.en.cjm.yaml", tmp_path)
    return compared(window, hands, session, session, ("ideal", "actual"))


@pytest.fixture
def long_words(window, hands, tmp_path):
    """Stages and evidence in long Russian words, and a title that is one word."""
    session = opened(window, "bank-accessibility.cjm.yaml", tmp_path)
    window.context.set_language("ru")
    journey = session.document.maps[0]
    worst = next(t for t in journey.touchpoints if t.title.startswith("Разбирается"))
    at = touchpoint_at(journey.id, worst.id)
    title = "Достопримечательностеобозревательнейшее"
    session.apply(_("Rename"), lambda document: edits.set_field(document, at, "title", title))
    return compared(window, hands, session, session, [journey.id for journey in session.document.maps[:2]])


def inside(widget, frame) -> bool:
    """Whether all of a widget is in view in another one."""
    corner = widget.mapTo(frame, QPoint(0, 0))
    return frame.rect().contains(QRect(corner, widget.size()))


@pytest.mark.parametrize("size", [(1280, 720), (1366, 768), (1920, 1080)])
def test_the_open_line_and_the_parts_are_in_view(window, hands, boots, qtbot, size):
    window.resize(*size)
    hands.settle()
    boots.list.choose(0)
    hands.settle()
    keys = {group.key for group in boots.headline._drawn().groups}
    assert {"gap", "parts", "kinds"} <= keys
    row, viewport = boots.list._rows[0], boots.list._scroll.viewport()
    qtbot.waitUntil(lambda: inside(row, viewport), timeout=2000)
    assert inside(boots.list._chart, boots.list)
    assert boots.list._chart.height() == (CHART if size == (1920, 1080) else LOW_CHART)


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_the_list_never_moves_sideways(window, hands, long_words, size):
    window.resize(*size)
    hands.settle()
    for number in range(len(long_words.result.fixes)):
        long_words.list.choose(number)
    hands.settle()
    scroll = long_words.list._scroll
    assert scroll.horizontalScrollBar().maximum() == 0
    assert scroll.widget().width() == scroll.viewport().width()
    for row in long_words.list._rows:
        assert row.geometry().right() < scroll.viewport().width()


def test_a_window_of_another_size_gets_a_drawing_that_fits(window, hands, boots, qtbot):
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: boots.view.zoom() == 0.8, timeout=3000)
    window.resize(2200, 1080)
    qtbot.waitUntil(lambda: boots.view.zoom() == 1.0, timeout=3000)
    boots.view.zoom_out()
    hands.settle()
    chosen = boots.view.zoom()
    window.resize(1280, 720)
    qtbot.wait(300)
    assert boots.view.zoom() == chosen, "a zoom that somebody chose stays"


def test_the_share_of_the_gap_is_explained_where_it_stands(boots):
    view, result = boots.view, boots.result
    group = next(g for g in view.scene.display.groups if g.role == "metric" and g.title == "21.0")
    view.go_to(group)
    x, y = view.camera().to_screen(group.pane, group.x + group.w / 2, group.y + 10)
    told = tip_at(view, result, x, y, EN).splitlines()
    assert "Share of the gap: 21.0 of 50.6 points" in told
    why = next(line for line in told if line.startswith("If only this is fixed, the gap falls by 9.0: "))
    assert "the worst point weighs extra" in why
    lane = next(g for g in view.scene.display.groups if g.role == "lane" and g.key == "gap")
    x, y = view.camera().to_screen(lane.pane, lane.x + 20, lane.y + 10)
    assert tip_at(view, result, x, y, EN).startswith("The share of a touchpoint says how the gap is divided")
    assert not QToolTip.isVisible()


def test_the_panel_counts_as_many_links_in_doubt_as_the_headline(window, hands, tmp_path):
    made = pair("independent", 40, "en", 6)
    maps = (
        replace(made.ideal.journey, id="ideal", kind="ideal"),
        replace(made.actual.journey, id="actual", kind="actual", derived_from=""),
    )
    path = tmp_path / "two.cjm.yaml"
    path.write_text(write(replace(made.ideal.document, maps=maps)), encoding="utf-8")
    window.open_path(path)
    page = compared(window, hands, window.session, window.session, ("ideal", "actual"))
    doubts, questions = len(links_in_doubt(page.result)), page.alignment.questions
    assert 1 < doubts < len(questions), "missing ones are asked about too"
    link = next(group for group in page.headline._drawn().groups if group.key == "doubts")
    assert link.title == f"{doubts} links in doubt"
    assert f"{doubts} links in doubt" in page.status()
    page.headline.pressed.emit("doubts")
    seen = set()
    for _question in questions:
        told = "\n".join(made.text() for made in page.panel.findChildren(QLabel) if made.isVisible())
        seen |= {line for line in told.splitlines() if line.startswith(("In doubt: ", "Without a pair: "))}
        hands.key(Qt.Key.Key_N)
    others = len(questions) - doubts
    assert seen == {f"In doubt: {n} of {doubts}" for n in range(1, doubts + 1)} | {
        f"Without a pair: {n} of {others}" for n in range(1, others + 1)
    }


@pytest.mark.parametrize(
    ("size", "zoom"),
    [((1000, 700), 1.0), ((900, 500), 0.9), ((700, 700), 1.0), ((700, 570), 0.95), ((700, 300), LEAST_ZOOM)],
)
def test_a_comparison_that_must_be_scrolled_anyway_is_not_made_small(size, zoom):
    board = DisplayList(1000, 600, (), "#ffffff")
    assert fitting_zoom(*size, board) == zoom
