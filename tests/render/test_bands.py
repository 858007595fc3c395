"""A map on paper: one page where it can be read, else sheets cut between stages and lanes that lose nothing."""

import random
from itertools import pairwise
from pathlib import Path

import pytest

from cjm_editor.core.model import Document, JourneyMap, Stage, Touchpoint
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.io.reader import read
from cjm_editor.render import bands, edges, legend, page
from cjm_editor.render.bands import READABLE, map_sheets, stretches
from cjm_editor.render.board import BoardOptions
from cjm_editor.render.display import DisplayList, Text
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.paper import Leaf, page_format
from cjm_editor.render.parts import CAPTION
from cjm_editor.render.theme import LIGHT

SAMPLES = Path(__file__).parents[2] / "samples"
OPTIONS = BoardOptions(LIGHT, words("ru"))


def document(name):
    return read((SAMPLES / f"{name}.cjm.yaml").read_bytes(), name).document


def sheets(name, map_id, paper, date=""):
    return map_sheets(document(name), map_id, OPTIONS, bundled_measurer(), date, page_format(paper))


def seen(view):
    """Texts of a view with the boxes at which they stand on the sheet."""
    for group in view.groups:
        for item in group.items:
            if isinstance(item, Text):
                x, y = group.x + item.x - view.x, group.y + item.y - view.y
                box = (x, y - 0.73 * item.size, x + item.width, y + 0.2 * item.size)
                if box[2] > 0 and box[0] < view.w and box[3] > 0 and box[1] < view.h:
                    yield group, item, box


def test_a_map_that_can_be_read_stays_one_page():
    (page,) = sheets("boots", "actual", "A3 landscape")
    assert isinstance(page, DisplayList)
    (page,) = sheets("hundred-days", "hundred", "A0 landscape")
    assert isinstance(page, DisplayList)


@pytest.mark.parametrize(
    ("name", "map_id", "paper"),
    [("hundred-days", "hundred", "A3 landscape"), ("hundred-days", "hundred", "A4 landscape"),
     ("boots", "actual", "A4 landscape"), ("boots", "actual", "A4 portrait"), ("boots.en", "ideal", "A5 landscape")],
)  # fmt: skip
def test_sheets_can_be_read_and_cut_no_text(name, map_id, paper):
    pages = sheets(name, map_id, paper)
    assert len(pages) > 1
    for leaf in pages:
        assert isinstance(leaf, Leaf)
        assert leaf.scale >= READABLE - 1e-6
        assert CAPTION.size * leaf.scale >= 5.7
        for view in leaf.views:
            assert view.left + view.w <= leaf.paper.width / leaf.scale + 1
            assert view.top + view.h <= leaf.paper.height / leaf.scale + 1
            for group, item, (x0, y0, x1, y1) in seen(view):
                cut = x0 < -0.5 or y0 < -0.5 or x1 > view.w + 0.5 or y1 > view.h + 0.5
                assert not cut, f"{group.role}: {item.text}"


@pytest.mark.parametrize("paper", ["A3 landscape", "A4 landscape"])
def test_every_touchpoint_and_card_is_on_a_sheet(paper):
    journey = document("hundred-days").maps[0]
    pages = sheets("hundred-days", "hundred", paper)
    shown = {
        group.at.id
        for leaf in pages
        for view in leaf.views
        for group, _item, _box in seen(view)
        if group.role == "touchpoint" and group.at
    }
    assert shown == {touchpoint.id for touchpoint in journey.touchpoints}


def test_each_sheet_has_head_lanes_key_and_number():
    pages = sheets("hundred-days", "hundred", "A3 landscape", "2026-11-21")
    for n, leaf in enumerate(pages, 1):
        said = " ".join(item.text for view in leaf.views for _g, item, _b in seen(view)).replace(
            "\u00a0", " "
        )
        for part in ("Сто дней онлайн-школы", "Эмоция", "Условные знаки", f"Страница {n} из {len(pages)}"):
            assert part in said
        assert "21 ноября 2026" in said


def test_what_runs_on_is_named_on_both_sheets():
    pages = sheets("hundred-days", "hundred", "A3 landscape")
    named = [
        sum("Через два месяца" in item.text for view in leaf.views for _g, item, _b in seen(view))
        for leaf in pages
    ]
    assert named == [1] * len(pages)
    keys = [[g.key for view in leaf.views for g in view.groups] for leaf in pages]
    assert "next-page" in keys[0] and "next-page" not in keys[-1]


def test_lower_sheets_name_stages_and_touchpoints():
    pages = sheets("boots", "actual", "A4 landscape")
    last = " ".join(item.text for view in pages[-1].views for _g, item, _b in seen(view))
    assert "Получение" in last and "Рассказывает" in last and "Метрики" in last
    assert "Мысли" not in last


def test_a_stage_too_wide_for_a_page_is_cut_between_touchpoints_and_named_on_each_sheet():
    touchpoints = [Touchpoint(f"t{n}", "s", f"Шаг {n}", channel="Сайт", emotion=n % 3 - 1) for n in range(30)]
    journey = JourneyMap("m", stages=(Stage("s", "Один долгий этап"),), touchpoints=Seq(touchpoints))
    made = Document(language="ru", maps=(journey,))
    pages = map_sheets(made, "m", OPTIONS, bundled_measurer(), "", page_format("A4 landscape"))
    assert len(pages) == 3
    for leaf in pages:
        shown = [(g, i, b) for view in leaf.views for g, i, b in seen(view)]
        assert sum("Один долгий этап" in item.text for _g, item, _b in shown) == 1
        assert sum(item.text == "Сайт" for group, item, _b in shown if group.role == "channel") == 1
    steps = [i.text for leaf in pages for v in leaf.views for g, i, _b in seen(v) if g.role == "touchpoint"]
    assert sorted(steps) == sorted(f"Шаг {n}" for n in range(30))


def test_stretches_are_few_and_even():
    assert stretches([0, 100, 200, 300, 400], 1000) == ((0, 400),)
    assert stretches([0, 100, 200, 300, 400], 350) == ((0, 200), (200, 400))
    assert stretches([0, 500, 600], 200) == ((0, 500), (500, 600))
    rng = random.Random(7)
    for _case in range(200):
        spots = [0.0]
        for _n in range(rng.randrange(1, 20)):
            spots.append(spots[-1] + rng.randrange(50, 900))
        pinned = rng.choice((0.0, 90.0))
        room = rng.randrange(900, 3000)
        made = stretches(spots, room, pinned)
        assert [a for a, _b in made[1:]] == [b for _a, b in made[:-1]]
        assert (made[0][0], made[-1][1]) == (0, spots[-1])
        assert {x for pair in made for x in pair} <= set(spots)
        assert all(end - start + (pinned if start else 0) <= room + pinned + 1 for start, end in made)
        assert all(a < b for a, b in pairwise([start for start, _end in made]))


def test_sheets_look_at_the_map_once_and_at_their_own_groups(monkeypatch):
    looked, told = [], []
    monkeypatch.setattr(
        bands, "height_at", lambda groups, x: looked.append(len(groups)) or edges.height_at(groups, x)
    )
    monkeypatch.setattr(page, "signs", lambda *a: told.append(a) or legend.signs(*a))
    points = tuple(Touchpoint(f"t{n}", title=f"Step {n}", emotion=n % 5 - 2) for n in range(400))
    document = Document(maps=(JourneyMap(id="m", touchpoints=Seq(points)),))
    options = BoardOptions(LIGHT, words("en"))
    sheets = map_sheets(document, "m", options, bundled_measurer(), "", page_format("A5 landscape"))
    assert len(sheets) > 40
    assert len(told) < 8
    assert sum(looked) < 3 * 400 * 4
