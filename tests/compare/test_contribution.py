"""What a link adds to the gap in sentences, and why its line takes another number off."""

from dataclasses import replace
from pathlib import Path

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.compare.contribution import WORTH_TELLING, contribution_told, difference_told
from cjm_editor.compare.roles import pick_pair, side
from cjm_editor.core.model import JourneyMap, Metric, Stage, Touchpoint
from cjm_editor.core.reasons import counted_above
from cjm_editor.core.results import Coverage
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.io.files import load
from tests.compare.generator import side as reference

SAMPLES = Path(__file__).parents[2] / "samples"
EN, RU = words("en"), words("ru")


@pytest.fixture(scope="module")
def boots():
    return compare(*pick_pair(load(SAMPLES / "boots.en.cjm.yaml").source.document, "boots", "young-man"))


def link_of(result, title: str) -> int:
    return next(
        number
        for number, link in enumerate(result.matching.links)
        if any(result.ideal.journey.touchpoints.get(id).title == title for id in link.ideal)
    )


def test_the_worst_point_names_the_next_one(boots):
    told = contribution_told(boots, link_of(boots, "Orders and pays"), EN)
    assert told == (
        "Share of the gap: 21.0 of 50.6 points",
        "If only this is fixed, the gap falls by 9.0: "
        "the worst point weighs extra, and after it “Finds his pair in a minute” is the worst",
    )
    russian = contribution_told(boots, link_of(boots, "Orders and pays"), RU)
    assert russian[0] == "Вклад в разрыв: 21,0 из 50,6 балла"
    assert russian[1].startswith("Если исправить только это, разрыв уменьшится на 9,0: худшая точка пути")


def test_equal_numbers_need_no_explanation(boots):
    told = contribution_told(boots, link_of(boots, "Tells his friends"), EN)
    assert told == ("Share of the gap: 5.7 of 50.6 points", "If only this is fixed, the gap falls by 5.7")


def test_every_difference_is_explained_and_nothing_else(boots):
    lines = {fix.link: fix for fix in boots.fixes if fix.path is None and not fix.also}
    shares = dict(boots.score.by_link)
    for number in range(len(boots.matching.links)):
        delta = lines[number].delta if number in lines else 0.0
        differs = abs(delta - shares.get(number, 0.0)) >= WORTH_TELLING
        assert (difference_told(boots, number) is not None) == differs, number


def test_an_unknown_emotion_is_the_reason_where_it_is(boots):
    link = link_of(boots, "Goes on in the app")
    assert EN(difference_told(boots, link)) == "its emotion is then known and good, and the others weigh less"


def test_metrics_that_only_the_reference_has_are_the_reason():
    one, other = (
        load(SAMPLES / f"{name}.cjm.yaml").source.document for name in ("boots", "boots-independent")
    )
    lived = next(journey for journey in other.maps if journey.kind == "actual")
    result = compare(side(one, next(m for m in one.maps if m.id == "ideal")), side(other, lived))
    assert result.score.parts.metrics is None
    told = [difference_told(result, number) for number in range(len(result.matching.links))]
    assert "its metrics are then known and good, and everything else weighs less" in {
        EN(t) for t in told if t
    }


def test_a_reference_that_is_no_target_is_nothing_to_fix(boots):
    lived = replace(boots.ideal, journey=replace(boots.ideal.journey, kind="actual"))
    told = contribution_told(replace(boots, ideal=lived), link_of(boots, "Tells his friends"), EN)
    assert told[1] == "If only this were as on the first map, the gap would be smaller by 5.7"


def test_an_interval_is_not_told_as_one_number(boots):
    vague = replace(boots, score=replace(boots.score, coverage=Coverage(0.3, 1.0)))
    link = link_of(boots, "Tells his friends")
    assert contribution_told(vague, link, EN) == ("If only this is fixed, the gap falls by 5.7",)
    fixes = tuple(replace(fix, bounds=(2.04, 4.0)) if fix.link == link else fix for fix in boots.fixes)
    told = "If only this is fixed, the gap falls by 2.0 to 4.0: too few emotions are known"
    assert contribution_told(replace(vague, fixes=fixes), link, EN) == (told,)
    assert difference_told(vague, link) is None
    none = replace(boots, score=replace(boots.score, gap=None))
    assert contribution_told(none, 0, EN) == ()


def test_what_is_less_than_a_tenth_is_not_called_nothing(boots):
    link = link_of(boots, "Tells his friends")
    shares = tuple((n, 0.008 if n == link else value) for n, value in boots.score.by_link)
    fixes = tuple(replace(fix, delta=0.008) if fix.link == link else fix for fix in boots.fixes)
    small = replace(boots, score=replace(boots.score, by_link=shares), fixes=fixes)
    assert contribution_told(small, link, EN) == (
        "Share of the gap: less than 0.1",
        "If only this is fixed, the gap falls by less than 0.1",
    )
    none = tuple((n, value) for n, value in boots.score.by_link if n != link)
    nothing = replace(boots, score=replace(boots.score, by_link=none), fixes=())
    assert contribution_told(nothing, link, EN) == ("Adds nothing to the gap",)


def test_a_metric_that_nobody_measured_is_the_reason_where_it_is():
    """Brought to the reference the touchpoint has the metric, and as good: the line says where its points are from."""
    ideal = journey("ideal", metrics=(Metric("nps", 60),))
    actual = journey("actual", emotions=(1, -1, 0))
    for lived, is_alone in ((actual, True), (measured(actual), False)):
        goal = ideal if is_alone else measured(ideal)
        result = compare(reference(goal), reference(lived))
        fix = next(fix for fix in result.fixes if fix.link == 0)
        assert fix.delta > WORTH_TELLING
        said = [EN(reason) for reason in fix.reasons]
        told = ["NPS: not measured, in the reference 60; as good a value would make the gap smaller"]
        assert [reason for reason in said if reason != EN(counted_above())] == told
        why = EN(difference_told(result, 0))
        assert why == "its metrics are then known and good, and everything else weighs less"


def journey(kind, emotions=(1, 1, 2), metrics=()):
    titles = ("Calls support", "Pays by card", "Gets the parcel")
    points = [
        Touchpoint(f"t{n}", "s", title, emotion=felt, metrics=() if n else metrics)
        for n, (title, felt) in enumerate(zip(titles, emotions, strict=True))
    ]
    return JourneyMap(kind, kind=kind, stages=(Stage("s", "Stage"),), touchpoints=Seq(points))


def measured(made):
    """The map with a metric at its last touchpoint, worse on the lived map."""
    last = made.touchpoints[2]
    value = 80 if made.kind == "ideal" else 40
    last = replace(last, metrics=(Metric("csat", value),))
    return replace(made, touchpoints=Seq([*[*made.touchpoints][:2], last]))


def test_an_extra_touchpoint_that_is_felt_is_not_said_to_be_unknown(boots):
    """Extras never have a loss of their own; that says nothing of what is felt there."""
    told = []
    for fix in boots.fixes:
        if not boots.matching.links[fix.link].ideal and fix.path is None and not fix.also:
            shares = tuple((n, 0.0 if n == fix.link else v) for n, v in boots.score.by_link)
            why = difference_told(replace(boots, score=replace(boots.score, by_link=shares)), fix.link)
            told.append(EN(why) if why is not None else "")
    assert told and any(told) and not [text for text in told if "emotion" in text]
