"""Hostile files that are valid are drawn like any other: the board, the page and its SVG, compared with themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.core.errors import CjmError
from cjm_editor.core.results import Side
from cjm_editor.core.texts import words
from cjm_editor.io.files import opened
from cjm_editor.render.board import board
from cjm_editor.render.html import report_html
from cjm_editor.render.marks import MarksOptions
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.options import BoardOptions
from cjm_editor.render.page import map_page
from cjm_editor.render.svg import svg
from cjm_editor.render.theme import LIGHT, PRINT
from tests.io import hostile

MOST_MAPS = 3


def drawn(data: bytes, name: str, language: str) -> int:
    """How many maps of the file were drawn; 0 for one that is refused."""
    try:
        document = opened(data, name).document
    except CjmError:
        return 0
    screen = BoardOptions(LIGHT, words(language), ghosts=True)
    for journey in document.maps[:MOST_MAPS]:
        board(document, journey.id, screen, bundled_measurer())
        page = map_page(document, journey.id, replace(screen, theme=PRINT, ghosts=False), bundled_measurer())
        assert svg(page).startswith("<?xml")
        side = Side(document, journey, journey.id)
        report_html(compare(side, side), MarksOptions(PRINT, words(language)), bundled_measurer())
    return len(document.maps)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_small_hostile_file_that_is_valid_is_drawn(qapp, language: str) -> None:
    counts = [drawn(path.read_bytes(), path.name, language) for path in hostile.small()]
    assert len(counts) >= 150
    assert sum(count > 0 for count in counts) >= 40


def test_every_kind_of_large_hostile_file_is_drawn_where_it_is_valid(qapp) -> None:
    counts = [drawn(hostile.large(kind, 2_000), kind, "ru") for kind in hostile.REPEATED]
    assert sum(count > 0 for count in counts) >= 20
