"""What is worse without costing a point: counted, told on page one, and never denied by the headline."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.compare.report_md import markdown_report
from cjm_editor.compare.report_text import text_report
from cjm_editor.core.besides import (
    KINDS,
    besides,
    besides_note,
    besides_told,
    first_lines,
    mend_told,
    no_gap,
)
from cjm_editor.core.model import Card, Document, JourneyMap, Metric, Touchpoint, Transition
from cjm_editor.core.results import Side
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.render.html import report_html
from cjm_editor.render.key_figures import key_figures
from cjm_editor.render.marks_scene import MarksOptions
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.report import report_pages
from cjm_editor.render.theme import PRINT

EN, RU = words("en"), words("ru")
TITLES = ("Opens the shop page", "Picks a laptop", "Pays by card", "Gets it by courier", "Sets it up")
PROMISE = Transition("c", "d", kind="promise", text="Delivery in 24 hours", kept="no")
SEVERE = (("pains", (Card("Nine days of silence", severity=3),)),)


def side(kind: str, *promises: Transition, metrics=(), emotions=(1.0,) * 5, **changed) -> Side:
    """Five touchpoints one after another; `changed` are fields of some, by their ids."""
    points = [
        Touchpoint(id=id, title=title, emotion=felt)
        for id, title, felt in zip("abcde", TITLES, emotions, strict=True)
    ]
    points = [replace(t, **changed.get(t.id, {})) for t in points]
    route = [Transition(start, end) for start, end in zip("abcd", "bcde", strict=True)]
    journey = JourneyMap(
        id=kind[0],
        title=kind,
        kind=kind,
        touchpoints=Seq(points),
        transitions=(*route, *promises),
        metrics=metrics,
    )
    return Side(Document(maps=Seq((journey,))), journey, kind)


def lived(*promises: Transition, kinds=("ideal", "actual"), **changed):
    return compare(side(kinds[0]), side(kinds[1], *promises, **changed))


def page_one(result, language=EN):
    """What the sponsor's page says, as PDF and as HTML."""
    options = MarksOptions(words=language, theme=PRINT)
    first, *_rest = report_pages(result, options, bundled_measurer())
    paper = " ".join(
        i.text.replace("\u00a0", " ") for g in first.groups for i in g.items if hasattr(i, "text")
    )
    web = report_html(result, options, bundled_measurer())
    return paper, web[: web.index('class="detail"')] if 'class="detail"' in web else web


def test_a_broken_promise_is_told_on_page_one_where_no_points_are_lost():
    result = lived(PROMISE, d={"cards": SEVERE})
    assert result.score.gap == 0 and besides(result) == (("broken", 1), ("severe", 1))
    said = "No points lost; still to mend: 1 broken promise and 1 severe pain"
    assert no_gap(result, EN) == said
    (line,) = first_lines(result)
    assert mend_told(result, line, EN) == (
        "Gets it by courier: broken promise: “Delivery in 24 hours”",
        ("Severe pain: “Nine days of silence”",),
    )
    for told in page_one(result):
        assert "broken promise: “Delivery in 24 hours”" in told and "no points" in told
        assert "Nine days of silence" in told and "Still to mend" in told
        assert "nowhere worse" not in told
    for report in (text_report(result, EN), markdown_report(result, EN)):
        assert said in report


def test_the_same_in_russian():
    result = lived(PROMISE, d={"cards": SEVERE})
    said = "Баллы не потеряны; осталось исправить: 1 нарушенное обещание и 1 острая боль"
    assert no_gap(result, RU) == said
    for told in page_one(result, RU):
        assert "Осталось исправить" in told and "без баллов" in told


def test_nothing_to_find_is_still_no_gap():
    result = lived()
    assert besides(result) == () and besides_note(result, EN) == ""
    assert no_gap(result, EN) == "There is no gap: the journey is nowhere worse than intended"
    better = compare(side("ideal"), side("actual", emotions=(2.0, 1.0, 1.0, 1.0, 1.0)))
    assert no_gap(better, EN).endswith("and in places better")


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"d": {"met": "no", "expectation": "Here tomorrow"}}, "unmet"),
        ({"d": {"met": "partly", "expectation": "Here tomorrow"}}, "partly"),
        ({"d": {"cards": (("pains", (Card("Queue"),)),)}}, "pain"),
        ({"metrics": (Metric("nps", value=10.0),)}, "metric"),
    ],
)
def test_whatever_is_worse_takes_the_claim_back(changed, kind):
    ideal = side("ideal", metrics=(Metric("nps", value=60.0),))
    result = compare(ideal, side("actual", **{"metrics": ideal.journey.metrics, **changed}))
    assert result.score.gap == 0 and besides(result) == ((kind, 1),)
    assert no_gap(result, EN).startswith("No points lost; still to mend: 1 ")
    assert besides_told(result, EN) in " ".join(page_one(result)[0].split())


def test_a_difference_that_the_weights_leave_out_is_no_equality():
    result = lived(emotions=(1.0, -2.0, 1.0, 1.0, 1.0))
    score = replace(result.score, gap=0.0, low=0.0, high=0.0)
    weightless = replace(result, score=score, fixes=())
    assert besides(weightless) == (("left", 1),)
    assert "nowhere worse" not in no_gap(weightless, EN)


def test_what_is_in_doubt_is_said_with_its_interval():
    ideal, actual = side("ideal"), side("actual", emotions=(1.0, None, 1.0, 1.0, 1.0))
    result = compare(ideal, actual)
    high = round(result.score.high)
    if result.fixes:
        result = replace(result, fixes=())
    assert result.score.gap == 0 and high > 0
    said = f"No gap found yet: probably 0 to {high} (emotion known for 80%)"
    assert no_gap(result, EN) == said
    assert no_gap(result, RU).startswith(f"Разрыв пока не найден: вероятно, от 0 до {high} (")
    severe = compare(ideal, side("actual", PROMISE, emotions=(1.0, None, 1.0, 1.0, 1.0)))
    assert no_gap(replace(severe, fixes=()), EN) == f"{said}; still to mend: 1 broken promise"


def test_a_sure_interval_with_links_in_doubt_is_no_certainty():
    result = lived()
    links = tuple(replace(link, confidence=0.6, by="auto") for link in result.matching.links)
    unsure = replace(result, matching=replace(result.matching, links=links))
    assert no_gap(unsure, EN) == "No gap found yet (5 links in doubt)"


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (("assumed", "actual"), "No gap in points; what differs besides: 1 broken promise"),
        (("actual", "actual"), "No gap in points; what differs besides: 1 broken promise"),
        (("ideal", "assumed"), "No points lost; still to mend: 1 broken promise"),
    ],
)
def test_the_words_fit_the_roles(kinds, said):
    assert no_gap(lived(PROMISE, kinds=kinds), EN) == said


def test_what_is_left_of_five_lines_is_for_those_without_points():
    result = lived(PROMISE, emotions=(1.0, -1.0, 1.0, 1.0, 1.0))
    counted, besides_it = first_lines(result)
    assert counted.is_counted and besides_it.also and [counted.rank, besides_it.rank] == [1, 2]
    for told in page_one(result):
        assert "Delivery in 24 hours" in told and "What to fix first" in told


def test_what_page_one_does_not_list_it_counts():
    worse = {id: {"emotion": -1.0} for id in "abce"}
    result = lived(PROMISE, **{**worse, "a": {"emotion": -1.0, "cards": SEVERE}, "d": {"emotion": 0.0}})
    assert not any(fix.also for fix in result.fixes) and len(first_lines(result)) == 5
    note = besides_note(result, EN)
    assert note == "Also to mend, without points: 1 broken promise and 1 severe pain"
    for told in page_one(result):
        assert note in told
    assert "1 нарушенное обещание" in besides_note(result, RU)


def test_more_than_three_kinds_are_counted_together():
    cards = (("pains", (Card("Queue"), Card("Noise"))),)
    result = lived(
        PROMISE,
        d={"cards": SEVERE, "met": "no"},
        e={"cards": cards},
    )
    assert besides_told(result, EN) == "1 broken promise, 1 expectation not met, 1 severe pain and 2 more"


def test_every_sentence_of_a_touchpoint_has_a_kind():
    """What `facts_of` can say is known here: else it would be counted as a difference without weight."""
    ideal = side("ideal", d={"channel": "App", "actor": "Shop", "initiator": "company", "wait": "1d"})
    actual = side(
        "actual",
        PROMISE,
        replace(PROMISE, from_="a", to="b", kept="partly"),
        d={
            "channel": "Phone",
            "actor": "Courier",
            "initiator": "customer",
            "wait": "3d",
            "met": "no",
            "cards": (("pains", (Card("Queue"), Card("Noise", severity=3))),),
        },
    )
    for kinds in (("ideal", "actual"), ("actual", "actual")):
        maps = [
            replace(one, journey=replace(one.journey, kind=kind))
            for one, kind in zip((ideal, actual), kinds, strict=True)
        ]
        result = compare(*maps)
        said = {fact.msgid for gap in result.touchpoints for fact in gap.facts}
        assert len(said) >= 7 and said <= KINDS.keys()
        assert "left" not in dict(besides(result))


def test_a_moment_of_truth_with_a_broken_promise_is_not_without_loss():
    moment = {"moment_of_truth": True}
    quiet = compare(side("ideal", d=moment), side("actual", d=moment))
    broken = compare(side("ideal", d=moment), side("actual", PROMISE, d=moment))
    assert key_figures(quiet, EN)[-1] == ("1", "moment of truth, nothing lost there")
    assert key_figures(broken, EN)[-1] == ("1", "moment of truth, no points lost there")
    assert key_figures(broken, RU)[-1] == ("1", "момент истины, баллы в нём не потеряны")
