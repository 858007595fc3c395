"""Channels: icons by name, runs of neighbours, seams."""

from pathlib import Path

import pytest

from cjm_editor.core.model import Touchpoint
from cjm_editor.core.texts import words
from cjm_editor.io.reader import read
from cjm_editor.render.board import BoardCache, BoardOptions, board
from cjm_editor.render.channels import Run, channel_icon, runs, span
from cjm_editor.render.display import DisplayList, Text
from cjm_editor.render.icons import icon_names
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.theme import LIGHT
from tests.render import checks, maps

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.mark.parametrize(
    ("channel", "icon"),
    [
        ("Сайт", "globe"),
        ("Мобильное приложение", "smartphone"),
        ("App", "smartphone"),
        ("Почта", "mail"),
        ("Почта России", "mailbox"),
        ("E-mail", "mail"),
        ("SMS", "message-square"),
        ("Чат-бот", "message-circle"),
        ("Горячая линия", "phone"),
        ("Курьер", "truck"),
        ("Пункт выдачи", "package"),
        ("Отделение банка", "landmark"),
        ("Кафе", "store"),
        ("Друзья", "users"),
        ("Реклама", "megaphone"),
        ("Поиск", "search"),
        ("Wildberries", "shopping-bag"),
        ("Тайный знак", "circle"),
        ("Radar", "circle"),
    ],
)
def test_icon(channel, icon):
    assert channel_icon(channel) == icon
    assert icon in icon_names()


def test_runs_join_spellings_and_keep_gaps():
    names = ["Сайт", " сайт ", "", "Почта", "Почта"]
    got = runs([Touchpoint(str(i), channel=name) for i, name in enumerate(names)])
    assert got == (Run("сайт", 0, 1), Run("", 2, 2), Run("почта", 3, 4))


@pytest.mark.parametrize("name", ["Мессенджер", "Приложение", "Messenger"])
def test_a_usual_name_is_whole_in_the_narrowest_column(name):
    cache = BoardCache()
    board(maps.branching(), "m", BoardOptions(LIGHT, words("ru"), column=112), bundled_measurer(), cache)
    got = span(Touchpoint("t", channel=name), 0, cache.setting.card, 0, cache.setting)
    assert [item.text for item in got.items if isinstance(item, Text)] == [name]
    assert checks.faults(DisplayList(got.w, got.h, (got,), LIGHT.board)) == []


@pytest.mark.parametrize("name", ["boots", "hundred-days", "recovery", "bank-accessibility"])
def test_no_seam_is_covered_by_the_next_span(name):
    document = read((SAMPLES / f"{name}.cjm.yaml").read_bytes(), name).document
    options = BoardOptions(LIGHT, words("ru"))
    for journey in document.maps:
        groups = [
            g for g in board(document, journey.id, options, bundled_measurer()).groups if g.role == "channel"
        ]
        for at, seam in enumerate(groups):
            if seam.key == "seam":
                above = [g for g in groups[at + 1 :] if g.x < seam.x + seam.w and seam.x < g.x + g.w]
                assert not above, seam.title
