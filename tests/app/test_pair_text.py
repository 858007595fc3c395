"""The words on the tab of a comparison tell both maps apart, however little room there is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QTabBar

from cjm_editor.app.commands.maps import show_pair
from cjm_editor.app.dialogs.choose_pair import MapRef, Pair
from cjm_editor.app.panels.pair_text import differing, pair_text
from cjm_editor.core.model import Document, JourneyMap, Segment, Stage, Touchpoint
from cjm_editor.core.seq import Seq
from cjm_editor.io.writer import write

LETTER = 7
"""Px of a letter."""


def wide(text: str) -> int:
    return LETTER * len(text)


def cut(text: str, room: int) -> str:
    most = room // LETTER
    if len(text) <= most:
        return text
    head = most // 2
    return f"{text[:head]}…{text[len(text) - (most - 1 - head) :]}"


def shown(one: str, other: str, room: int = 30 * LETTER) -> str:
    return pair_text(one, other, wide, cut, room)


def test_short_titles_stand_whole():
    assert shown("As it is", "Ideal") == "As it is — Ideal"


def test_shared_words_go_first():
    assert shown("Buying boots: as it is", "Buying boots: as it should be") == "as it is — as it should be"
    assert differing("The loan, as is, 2026", "The loan, to be, 2026") == ("as is", "to be")


def test_no_phrase_is_torn():
    lived, believed = "Клиника: как есть", "Клиника: как думает руководство"
    assert differing(believed, lived) == ("как думает руководство", "как есть")
    assert differing("The new loan as it is", "The new loan to be") == (
        "The new loan as it is",
        "The new loan to be",
    )
    assert differing("Loan — old men — 2026", "Loan — young men — 2026") == ("old men", "young men")
    assert differing("Now (the loan of 2026)", "Later (the loan of 2026)") == ("Now", "Later")
    assert differing("Paying by card", "Paying, by card") == ("Paying by card", "Paying, by card")


@pytest.mark.parametrize(("one", "other"), [("Same", "Same"), ("Loan", "Loan, to be"), ("", "Loan")])
def test_titles_that_would_lose_all_of_a_side_stay(one, other):
    assert differing(one, other) == (one, other)


def test_each_long_side_loses_its_own_middle():
    text = shown("Ordering a new passport", "What the office believes")
    assert wide(text) <= 30 * LETTER
    one, other = text.split(" — ")
    assert one.startswith("Order") and one.endswith("port")
    assert other.startswith("What") and other.endswith("ieves")


def test_a_short_side_leaves_its_room_to_the_long_one():
    one, other = shown("Now", "What the office believes of it").split(" — ")
    assert one == "Now"
    assert len(other) == 30 - len("Now — ")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_tab_of_a_comparison_shows_both_sides_among_many_tabs(window, hands, tmp_path: Path, language):
    window.context.set_language(language)
    window.resize(1280, 720)
    titles = ("Путь за обувью", "Как должно быть")
    points = Seq((Touchpoint("t", "s", "Pays"),))
    lived = JourneyMap("m", titles[0], kind="actual", stages=(Stage("s", "First"),), touchpoints=points)
    wanted = replace(lived, id="n", title=titles[1], kind="ideal")
    more = tuple(replace(lived, id=f"k{n}", title=f"{n}. Another long title of a journey") for n in range(6))
    path = tmp_path / "one.cjm.yaml"
    path.write_text(write(Document(title="Doc", maps=(lived, wanted, *more))), encoding="utf-8")
    window.open_path(path)
    for journey in more:
        window.open_map(journey.id)
    show_pair(window, Pair(MapRef(window.session, "m"), MapRef(window.session, "n")))
    hands.settle()
    bar = window.tabs.findChild(QTabBar)
    at = bar.currentIndex()
    assert bar.tabText(at) == " — ".join(reversed(titles))
    assert bar.tabRect(at).width() >= bar.fontMetrics().horizontalAdvance(bar.tabText(at)) + 60
    assert bar.accessibleTabName(at) == " — ".join(reversed(titles))


@pytest.mark.parametrize(
    ("kinds", "segments", "shown_as"),
    [(("actual", "ideal"), ("a", "a"), "As it should be — As it is"),
     (("actual", "actual"), ("a", "b"), "Young — Old")],
)  # fmt: skip
def test_maps_of_one_title_are_told_by_what_the_board_calls_them(
    window, hands, tmp_path: Path, kinds, segments, shown_as
):
    points = Seq((Touchpoint("t", "s", "Pays"),))
    maps = tuple(
        JourneyMap(f"m{n}", "Boots", kind, segment, stages=(Stage("s", "First"),), touchpoints=points)
        for n, (kind, segment) in enumerate(zip(kinds, segments, strict=True))
    )
    path = tmp_path / "one.cjm.yaml"
    document = Document(title="Doc", segments=(Segment("a", "Young"), Segment("b", "Old")), maps=maps)
    path.write_text(write(document), encoding="utf-8")
    window.open_path(path)
    show_pair(window, Pair(MapRef(window.session, "m0"), MapRef(window.session, "m1")))
    hands.settle()
    bar = window.tabs.findChild(QTabBar)
    assert bar.tabText(bar.currentIndex()) == shown_as
