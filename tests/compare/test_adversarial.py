"""Maps that a matching could stumble over: every one gives a complete, swap-exact result and no false certainty."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.compare.match import match
from cjm_editor.core.model import Document, JourneyMap, Stage, Touchpoint, Transition
from cjm_editor.core.results import Matching, Side
from cjm_editor.core.seq import Seq
from tests.compare.generator import renamed, side

ARABIC = ("اختيار المنتج", "دفع الفاتورة", "انتظار التوصيل", "استلام الطلب", "إرجاع السلعة")
ARABIC_AGAIN = (
    "اختيار المنتج المناسب",
    "دفع الفاتورة نقدا",
    "انتظار التوصيل",
    "استلام الطلب",
    "إرجاع السلعة التالفة",
)
REPEATED = ("Звонит в поддержку", "Ждёт ответа", "Проверяет статус", "Пишет в чат", "Оплачивает счёт")


def titled(titles, prefix="t", stages=("Первый", "Второй"), kind="actual") -> JourneyMap:
    """A map of these titles, in these stages one after another; without stages where there are none."""
    share = max(1, -(-len(titles) // max(1, len(stages))))
    points = [
        Touchpoint(f"{prefix}{n}", f"{prefix}s{n // share}" if stages else "", title, emotion=n % 3)
        for n, title in enumerate(titles)
    ]
    named = tuple(Stage(f"{prefix}s{n}", title) for n, title in enumerate(stages))
    return JourneyMap(kind, kind=kind, stages=named, touchpoints=Seq(points))


def looped(titles, prefix, kind) -> JourneyMap:
    """A map that is only a cycle."""
    made = titled(titles, prefix, kind=kind)
    size = len(titles)
    steps = [Transition(f"e{n}", f"{prefix}{n}", f"{prefix}{(n + 1) % size}") for n in range(size)]
    return replace(made, route="explicit", transitions=Seq(steps))


def both(one, two, **options) -> tuple[JourneyMap, JourneyMap]:
    return titled(one, "i", kind="ideal", **options), titled(two, "a", **options)


LONG = "очень длинное название " * 220
CASES = {
    "all titles equal": both(["Ждёт"] * 9, ["Ждёт"] * 9),
    "all titles equal, fewer there": both(["Ждёт"] * 9, ["Ждёт"] * 4),
    "both empty": both([], []),
    "ideal empty": both([], REPEATED),
    "actual empty": both(REPEATED, []),
    "no stages and empty": both([], [], stages=()),
    "one and the same": both(["Звонит"], ["Звонит"]),
    "one and another": both(["Звонит"], ["Получает посылку"]),
    "no stages": both(REPEATED, REPEATED[1:], stages=()),
    "each title twenty times": both(REPEATED * 20, (REPEATED * 20)[7:]),
    "only a cycle": (looped(REPEATED, "i", "ideal"), looped(REPEATED[::-1], "a", "actual")),
    "5,000 letters": both([LONG[:5000], "Оплата"], [LONG[3:5003], "Оплата картой"]),
    "5,000 letters in one word": both(["Ж" * 5000, "Оплата"], ["Ж" * 4990, "Оплата"]),
    "emoji": both(["😀", "🚚 едет", "👍🏽", "❤️"], ["🚚 едет", "😀", "👍", "💔"]),
    "mixed scripts": both(["Оплaтa кaртой", "Чек на пoчту"], ["Оплата картой", "Чек на почту"]),
    "right to left": both(ARABIC, ARABIC_AGAIN),
    "only stop words": both(["и на в", "the of a", "не"], ["to the", "под", "из"]),
    "no titles": both(["", "", ""], ["", ""]),
    "blanks and signs": both(["—", "...", " "], ["—", "?!", "\u200b"]),
}


def sides(case: str) -> tuple[Side, Side]:
    ideal, actual = CASES[case]
    return side(ideal, "one.cjm.yaml"), side(actual, "two.cjm.yaml")


def shape(found: Matching) -> set[tuple[tuple[str, ...], tuple[str, ...], float]]:
    return {(link.ideal, link.actual, link.confidence) for link in found.links}


@pytest.mark.parametrize("case", CASES)
def test_every_touchpoint_stands_in_one_entry_and_a_swap_turns_them(case):
    ideal, actual = sides(case)
    there, back = match(ideal, actual), match(actual, ideal)
    for journey, ids in (
        (ideal.journey, [id for link in there.links for id in link.ideal]),
        (actual.journey, [id for link in there.links for id in link.actual]),
    ):
        assert sorted(ids) == sorted(t.id for t in journey.touchpoints)
    assert shape(there) == {(left, right, sure) for right, left, sure in shape(back)}
    assert all(0 <= link.confidence <= 1 for link in there.links)


@pytest.mark.parametrize("case", CASES)
def test_the_whole_comparison_comes_to_an_end_with_a_gap_in_bounds(case):
    score = compare(*sides(case)).score
    if not CASES[case][0].touchpoints:
        assert score.gap is None
    else:
        assert 0 <= score.low <= score.gap <= score.high <= 100


@pytest.mark.parametrize("case", CASES)
def test_other_ids_change_nothing(case):
    ideal, actual = sides(case)
    names = {t.id: f"z{n}" for n, t in enumerate(reversed(actual.journey.touchpoints))}
    other = match(ideal, side(renamed(actual.journey, names), "two.cjm.yaml"))
    links = {
        (left, tuple(names[id] for id in right), sure) for left, right, sure in shape(match(ideal, actual))
    }
    assert shape(other) == links


def linked(case: str) -> dict[tuple[int, int], float]:
    """Linked places on both sides with their confidence."""
    return {
        (int(i[1:]), int(a[1:])): link.confidence
        for link in match(*sides(case)).links
        for i in link.ideal
        for a in link.actual
    }


def test_equal_titles_are_taken_in_their_order():
    assert set(linked("all titles equal")) == {(n, n) for n in range(9)}


def test_titles_repeated_twenty_times_are_lined_up_one_after_another():
    found = linked("each title twenty times")
    assert len(found) >= 84
    assert all(REPEATED[i % 5] == REPEATED[(a + 7) % 5] for i, a in found)
    order = sorted(found)
    steps = [later[1] - earlier[1] for earlier, later in itertools.pairwise(order)]
    assert sum(step == 1 for step in steps) >= 80


@pytest.mark.parametrize("case", ["all titles equal, fewer there", "each title twenty times"])
def test_one_of_many_equal_titles_is_never_sure(case):
    found = linked(case)
    assert found
    assert all(sure < 0.9 for sure in found.values())


def test_one_touchpoint_is_linked_by_its_title_and_not_without_a_word():
    assert linked("one and the same")[0, 0] > 0.9
    assert all(sure <= 0.6 for sure in linked("one and another").values())


def test_long_titles_and_look_alike_letters_are_found():
    assert set(linked("5,000 letters")) == {(0, 0), (1, 1)}
    assert linked("mixed scripts")[0, 0] > 0.9
    assert linked("mixed scripts")[1, 1] > 0.9


def test_letters_from_right_to_left_are_words_too():
    assert {(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)} == set(linked("right to left"))


def test_equal_signs_are_equal_titles():
    found = linked("emoji")
    assert (1, 0) in found
    assert (0, 1) in found


def test_what_holds_no_word_is_never_sure():
    for case in ("no titles", "only stop words"):
        assert all(sure < 0.9 for sure in linked(case).values()), case


def test_ids_that_changed_places_are_said_and_titles_win():
    titles = [
        f"{verb} {thing}" for verb in ("Ищет", "Берёт", "Несёт", "Чинит") for thing in ("стул", "лампу")
    ]
    ideal = replace(titled(titles, kind="ideal"), id="ideal", derived_from="actual")
    points = list(ideal.touchpoints)
    swapped = [
        replace(points[0], id="t7"),
        *points[1:7],
        replace(points[7], id="t0"),
    ]
    actual = replace(ideal, id="actual", kind="actual", derived_from="", touchpoints=Seq(swapped))
    document = Document(maps=(actual, ideal))
    found = match(Side(document, ideal, "f#ideal"), Side(document, actual, "f#actual"))
    pairs = {(link.ideal, link.actual) for link in found.links}
    assert (("t0",), ("t7",)) in pairs
    assert (("t7",), ("t0",)) in pairs
    assert found.notices


def test_random_signs_do_not_break_it():
    rng = random.Random(11)
    signs = "абвxyz \u0301\u200f\u202e\ufeff\U0001f600\U0001f3fd.,;:#&<>\"'\\/`\t٣४ß"
    for _ in range(60):
        rows = [
            ["".join(rng.choices(signs, k=rng.randint(0, 30))) for _ in range(rng.randint(0, 12))]
            for _ in "ab"
        ]
        ideal, actual = both(*rows)
        found = match(side(ideal, "one.cjm.yaml"), side(actual, "two.cjm.yaml"))
        assert sum(len(link.ideal) for link in found.links) == len(rows[0])
        assert sum(len(link.actual) for link in found.links) == len(rows[1])
