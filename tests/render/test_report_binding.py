"""The report as one document: its own pages stay as they are, the board stands behind them where there is room."""

import pytest

from cjm_editor.core.texts import words
from cjm_editor.render.display import Text
from cjm_editor.render.marks import MarksOptions
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.paper import page_format
from cjm_editor.render.report import report_pages
from cjm_editor.render.report_binding import bound
from cjm_editor.render.theme import PRINT
from tests.render import pairs

MEASURER = bundled_measurer()
RU = MarksOptions(PRINT, words("ru"))
BOARD = page_format("A4 landscape")


def texts(page):
    return [
        i.text for view in page.views for group in view.groups for i in group.items if isinstance(i, Text)
    ]


@pytest.fixture(scope="module")
def boots():
    return pairs.boots()


def test_every_page_is_counted(boots):
    made = bound(boots, RU, MEASURER)
    own = len(report_pages(boots, RU, MEASURER))
    count = len(made.pages)
    assert count > own and not made.lacks_board
    assert all(page.paper == BOARD for page in made.pages[own:])
    for number, page in enumerate(made.pages, 1):
        told = " ".join(texts(page)).replace("\u00a0", " ")
        assert f"стр. {number} из {count}" in told


def test_without_a_board_there_are_its_own_pages_only(boots):
    made = bound(boots, RU, MEASURER, has_board=False)
    assert len(made.pages) == len(report_pages(boots, RU, MEASURER))
    assert not made.lacks_board


def test_tiles_stand_behind_it(boots):
    made = bound(boots, RU, MEASURER, is_tiled=True)
    assert len(made.pages) > len(report_pages(boots, RU, MEASURER)) + 1


def test_a_board_of_too_many_pages_is_told_as_left_out():
    long = pairs.extremes()["300"]
    assert bound(long, RU, MEASURER).lacks_board
    assert not bound(long, RU, MEASURER, paper="A0").lacks_board
