"""Cells of values: a metric says its whole name."""

from dataclasses import replace

import pytest

from cjm_editor.core.model import Metric, Touchpoint
from cjm_editor.core.texts import words
from cjm_editor.render.board import BoardCache, BoardOptions, board
from cjm_editor.render.display import DisplayList, Text
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.theme import LIGHT
from cjm_editor.render.values import metric_cell
from tests.render import checks, maps

OWNER = Touchpoint("t", "", "Точка")


@pytest.fixture(scope="module")
def setting():
    cache = BoardCache()
    board(maps.branching(), "m", BoardOptions(LIGHT, words("ru")), bundled_measurer(), cache)
    return cache.setting


def said(group):
    text = " ".join(item.text for item in group.items if isinstance(item, Text))
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("kind", ["оценка визита", "ошибок на 1 000 заказов"])
def test_a_long_kind_stands_whole_under_the_value(setting, kind):
    metric = Metric(kind, 9.2, 280, low=9, high=9.4, min=0, max=10)
    short = metric_cell(Metric("nps", 34, 41), 0, OWNER, 108, setting)
    got = metric_cell(metric, 0, OWNER, 108, setting)
    assert kind in said(got) and "n = 280" in said(got) and "9–9,4" in said(got)
    assert got.h > short.h
    assert checks.faults(DisplayList(got.w, got.h, (got,), LIGHT.board)) == []


def test_a_short_kind_stays_beside_the_value(setting):
    got = metric_cell(Metric("nps", 34, 41), 0, OWNER, 124, setting)
    value, kind = (item for item in got.items if isinstance(item, Text) and item.text in ("34", "NPS"))
    assert abs(value.y - kind.y) < 2 and kind.x > value.x + value.width


def test_percent_stands_as_each_language_has_it(setting):
    metric = Metric("ctr", 6.4, unit="%")
    english = replace(setting, options=replace(setting.options, words=words("en")))
    assert "6,4 %" in said(metric_cell(metric, 0, OWNER, 124, setting))
    assert "6.4%" in said(metric_cell(metric, 0, OWNER, 124, english))
