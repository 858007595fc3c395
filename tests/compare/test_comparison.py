"""A comparison from end to end: interval, points, lines, what is never left out, and how it is reported."""

from __future__ import annotations

import itertools
import json
import random
import re
from dataclasses import replace

import pytest

from cjm_editor.compare import interval as intervals
from cjm_editor.compare.client import for_client
from cjm_editor.compare.comparison import compare, evaluated
from cjm_editor.compare.gap import effective, weights_in_force
from cjm_editor.compare.match import match
from cjm_editor.compare.md import escaped
from cjm_editor.compare.report_json import as_json, json_text
from cjm_editor.compare.report_md import markdown_report
from cjm_editor.compare.report_text import text_report
from cjm_editor.compare.roles import PairError, pick_pair, roles
from cjm_editor.compare.unsure import unsure
from cjm_editor.core.model import Comparison, Document, JourneyMap, Link, Touchpoint, Weights
from cjm_editor.core.results import Parts
from cjm_editor.core.seq import Seq
from cjm_editor.core.sureness import sureness
from cjm_editor.core.texts import words
from cjm_editor.core.wording import doubts, headline, is_clean, link_title, swapped_text
from tests.cases import CASES
from tests.compare.generator import pair, reference, side
from tests.compare.pairs import pair as known_pair
from tests.compare.samples import sides_of


def test_what_may_have_a_counterpart_is_unsure_and_asked_alike_everywhere():
    """A line about what stands alone with a likely candidate is unsure and weighs less; window and reports ask about
    the same ones, and nobody about unlikely ones."""
    lines = unlikely = 0
    for seed in range(12):
        made = known_pair("independent", 20, "ru" if seed % 2 else "en", seed)
        result = compare(made.ideal, made.actual, Comparison())
        links = result.matching.links
        likely = {n for n, k in enumerate(links) if not (k.ideal and k.actual) and k.asked}
        unlikely += sum(bool(k.maybe and not k.asked) for k in links)
        for fix in result.fixes:
            assert fix.unsure == (fix.link in likely or links[fix.link].unsure)
            lines += fix.link in likely
        asked = unsure(result)
        missing = {n for n in likely if links[n].ideal}
        assert {q.link for q in asked if q.side == "ideal" and not q.is_linked} == missing
        told = " ".join(words("en")(doubt) for doubt in doubts(result))
        assert (str(len(missing)) in told) if missing else "counterpart" not in told
        texts = text_report(result, words("en"))
        assert texts.count("replaced by") == len(missing)
    assert lines > 20 and unlikely > 10


def test_neighbours_that_changed_places_are_named():
    for seed in range(20):
        result = compare(*swapped(seed), Comparison())
        flagged = [n for n, link in enumerate(result.matching.links) if "swapped" in link.flags]
        assert len(flagged) == 2
        ideal, actual = result.ideal.journey, result.actual.journey
        for number, other in (flagged, flagged[::-1]):
            told = swapped_text(ideal, actual, result.matching, number)
            assert words("en")(told) == f"Changed places with “{link_title(result, other)}”"
            for fix in result.fixes:
                if fix.link == number and fix.path is None:
                    assert told in fix.reasons
        other = next(n for n in range(len(result.matching.links)) if n not in flagged)
        assert swapped_text(ideal, actual, result.matching, other) is None


def swapped(seed):
    """A map and itself with two neighbours in each other's place, less liked."""
    rng = random.Random(seed)
    titles = ["Calls", "Waits", "Pays", "Asks", "Leaves", "Reads", "Signs"]
    at = rng.randrange(len(titles) - 1)
    points = [Touchpoint(f"t{n}", "", title, emotion=1) for n, title in enumerate(titles)]
    lived = [replace(point, id=f"a{point.id}", emotion=-1) for point in points]
    lived[at], lived[at + 1] = lived[at + 1], lived[at]
    return (
        side(JourneyMap("i", kind="ideal", touchpoints=Seq(points))),
        side(JourneyMap("a", kind="actual", touchpoints=Seq(lived))),
    )


def results(name, count=CASES):
    for seed in range(count):
        case = pair(random.Random(f"{name}-{seed}"))
        pins = [Link(a, b) for a, b in case.links if a and b]
        rng = random.Random(seed)
        yield compare(*case.sides, Comparison(links=tuple(p for p in pins if rng.random() < 0.5)))


def holds_together(result):
    score = result.score
    assert 0 <= score.low <= score.gap <= score.high <= 100
    assert sum(points for _n, points in score.by_link) == pytest.approx(score.gap, abs=1e-6)
    assert sum(gap.points for gap in result.touchpoints) == pytest.approx(score.gap, abs=1e-6)
    assert sum(stage.points for stage in result.stages) == pytest.approx(score.gap, abs=1e-6)
    ranked = [fix for fix in result.fixes if not fix.also]
    assert [fix.rank for fix in result.fixes] == list(range(1, len(result.fixes) + 1))
    assert all(fix.delta > 0 for fix in ranked)
    curve = [score.gap, *(fix.after for fix in result.fixes)]
    assert all(before >= after >= 0 for before, after in itertools.pairwise(curve))
    counted = [fix for fix in ranked if not fix.asks]
    if counted:
        assert counted[0].after == pytest.approx(score.gap - counted[0].delta, abs=1e-9)
    for before, fix in itertools.pairwise([None, *result.fixes]):
        if fix.asks:  # what is to be found out first is no step, whatever is in question
            assert fix.after == (score.gap if before is None else before.after)


def test_interval_points_and_curve_hold_together():
    for result in results("together"):
        holds_together(result)


def test_that_fails_where_the_interval_is_not_enforced(monkeypatch):
    monkeypatch.setattr(intervals, "min", lambda _gap, value: value, raising=False)
    monkeypatch.setattr(intervals, "max", lambda _gap, value: value, raising=False)
    with pytest.raises(AssertionError):
        for result in results("together"):
            holds_together(result)


def test_nothing_that_must_be_said_is_left_out():
    said = 0
    for result in results("said", 300):
        lines = {fix.link: fix for fix in result.fixes if fix.path is None}
        for gap in result.touchpoints:
            if gap.facts:
                assert set(gap.facts) <= set(lines[gap.link].reasons)
                said += lines[gap.link].also
        also = [fix for fix in result.fixes if fix.also]
        assert all(fix.delta == 0 and result.touchpoints[fix.link].facts for fix in also)
        assert list(result.fixes[len(result.fixes) - len(also) :]) == also
    assert said > 20


def test_promises_come_first_among_what_carries_no_points():
    for result in results("promise", 300):
        broken = {gap.link for gap in result.path if gap.kind == "promise"}
        flags = [fix.link in broken for fix in result.fixes if fix.also]
        assert flags == sorted(flags, reverse=True)


def test_a_map_and_itself_agree():
    for seed in range(200):
        journey = reference(random.Random(f"self-{seed}"), 8, known=False)
        result = compare(side(journey, "f"), side(journey, "f"))
        lived = {link.kind for link in result.matching.links}
        assert result.score.gap == 0 and lived == {"same"} and is_clean(result)


def test_all_known_and_all_sure_is_a_point():
    ideal, actual = sides_of("boots.cjm.yaml", "ideal", "ideal")
    result = compare(ideal, actual)
    assert (result.score.low, result.score.gap, result.score.high) == (0, 0, 0)
    assert doubts(result) == ()


def test_cut_links_widen_the_interval_upwards_and_candidates_downwards():
    case = next(
        c
        for c in (pair(random.Random(f"cut-{n}"), known=True) for n in range(100))
        if sum(bool(a and b) for a, b in c.links) > 2
    )
    sure = match(*case.sides, Comparison(links=tuple(Link(a, b) for a, b in case.links if a and b)))
    doubtful = replace(sure, links=tuple(replace(link, confidence=0.6) for link in sure.links))
    certain, unsure = evaluated(*case.sides, sure), evaluated(*case.sides, doubtful)
    assert certain.score.high == certain.score.gap
    assert unsure.score.high == 100 and unsure.score.gap == certain.score.gap


def test_roles():
    kinds = {kind: side(JourneyMap(kind, kind=kind)) for kind in ("ideal", "assumed", "actual")}
    assert roles(kinds["actual"], kinds["ideal"]) == (kinds["ideal"], kinds["actual"])
    assert roles(kinds["actual"], kinds["assumed"]) == (kinds["assumed"], kinds["actual"])
    assert roles(kinds["assumed"], kinds["ideal"]) == (kinds["ideal"], kinds["assumed"])
    assert roles(kinds["actual"], kinds["ideal"], swap=True) == (kinds["actual"], kinds["ideal"])
    other = side(JourneyMap("second"))
    assert roles(other, kinds["actual"]) == (other, kinds["actual"])
    assert roles(other, kinds["actual"], swap=True) == (kinds["actual"], other)


def test_pick_pair_takes_the_only_segment_with_both_or_asks():
    maps = (
        JourneyMap("now", kind="actual", segment="a"),
        JourneyMap("then", kind="ideal", segment="a"),
        JourneyMap("other", kind="actual", segment="b"),
    )
    ideal, actual = pick_pair(Document(maps=maps), "f.cjm.yaml")
    assert (ideal.name, actual.name) == ("f.cjm.yaml#then", "f.cjm.yaml#now")
    with pytest.raises(PairError) as caught:
        pick_pair(Document(maps=maps[:1]))
    assert caught.value.code == "no-pair" and caught.value.choices == ("now",)
    both = Document(maps=(*maps, JourneyMap("dream", kind="ideal", segment="b")))
    with pytest.raises(PairError) as caught:
        pick_pair(both)
    assert caught.value.code == "several-pairs" and len(caught.value.choices) == 4
    assert pick_pair(both, segment="b")[0].journey.id == "dream"
    two = Document(maps=(*maps, JourneyMap("dream", kind="ideal", segment="a")))
    with pytest.raises(PairError) as caught:
        pick_pair(two, segment="a")
    assert caught.value.code == "several-pairs" and "segment has" in words("en")(caught.value.message)


def test_weights_of_the_file_are_taken_and_shown():
    given = weights_in_force(Weights(experience=0, path=1, friction=0))
    assert given == Parts(0.0, 1.0, 0.0, 0.1)
    assert effective(Parts(0.5, 0.5, 0.5, None), given) == Parts(0.0, 1.0, 0.0, 0.0)
    # weights of parts that do not exist add up to nothing: the usual ones stand in
    assert effective(Parts(0.5, None, 0.5, None), Parts(0.0, 1.0, 0.0, 0.0)).experience == pytest.approx(
        6 / 7
    )
    result = compare(
        *sides_of("boots.cjm.yaml", "ideal", "actual"),
        weights=Weights(path=1, experience=0, friction=0, metrics=0),
    )
    assert result.score.gap == pytest.approx(100 * (result.score.parts.path or 0))
    assert as_json(result)["score"]["weights"]["path"] == 1


@pytest.mark.parametrize(
    ("weights", "is_told"),
    [
        (Weights(experience=0, path=0, friction=0, metrics=0), True),
        (Weights(experience=0, path=0, friction=0), True),  # of metrics alone, and neither map has any
        (Weights(experience=0, path=0, friction=1, metrics=0), False),
        (Weights(metrics=9), False),
        (None, False),
    ],
)
def test_weights_that_leave_nothing_to_count_are_told(weights, is_told):
    result = compare(*sides_of("boots.cjm.yaml", "assumed", "actual"), weights=weights)
    assert result.score.parts.metrics is None
    said = "The weights in the file leave nothing to count here: the usual ones were taken."
    assert (said in sureness(result, words("en"))) is is_told
    assert (said in text_report(result, words("en"))) is is_told
    assert (escaped(said) in markdown_report(result, words("en"))) is is_told
    told = [words("en")(notice) for notice in for_client(result).matching.notices]
    assert (said.rstrip(".") in told) is is_told


def test_parked_touchpoints_take_no_part():
    ideal, actual = sides_of("boots.cjm.yaml", "ideal", "actual")
    parked = replace(
        actual.journey, touchpoints=Seq((*actual.journey.touchpoints, Touchpoint("p", "", "Лежит")))
    )
    with_parked = compare(ideal, replace(actual, journey=parked))
    assert with_parked.score == compare(ideal, actual).score
    assert all("p" not in link.actual for link in with_parked.matching.links)


@pytest.fixture(scope="module")
def boots():
    return compare(*sides_of("boots.cjm.yaml", "ideal", "actual"))


def test_json_has_the_documented_shape(boots):
    text = json_text(boots)
    plain = json.loads(text)
    assert text == json.dumps(plain, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    assert plain["compare"] == {
        "ideal": "boots.cjm.yaml#ideal",
        "actual": "boots.cjm.yaml#actual",
        "algorithm": 1,
        "id_mode": "lineage",
    }
    assert set(plain["links"][0]) == {"ideal", "actual", "kind", "flags", "confidence", "by", "why", "maybe"}
    assert set(plain["stages"][0]) == {"ideal", "actual", "kind", "share"}
    assert set(plain["gaps"]) == {"touchpoints", "path", "stages"}
    assert {"gap", "low", "high", "parts", "coverage", "by_link"} <= set(plain["score"])
    assert set(plain["score"]["parts"]) == {"experience", "path", "friction", "metrics"}
    assert {"rank", "link", "delta", "after", "quadrant", "effort", "unsure"} <= set(plain["fixes"][0])
    assert sum(plain["score"]["by_link"].values()) == pytest.approx(plain["score"]["gap"], abs=1e-4)


def test_numbers_of_the_json_speak_no_language(boots):
    russian, english = as_json(boots, "ru"), as_json(boots, "en")
    assert russian["score"] == english["score"] and russian["links"] == english["links"]
    assert russian["fixes"][0]["reasons"] != english["fixes"][0]["reasons"]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_text_report_says_the_main_things_first(boots, language):
    report = text_report(boots, words(language))
    lines = report.splitlines()
    assert lines[0].startswith("Разрыв 51 из 100" if language == "ru" else "Gap 51 of 100")
    assert "Оформляет и оплачивает заказ" in report
    assert not any("{" in line or line != line.rstrip() for line in lines)
    assert len(text_report(boots, words(language), 0).splitlines()) > len(lines)


def test_below_half_known_emotions_there_is_no_single_number():
    known = JourneyMap(
        "i", kind="ideal", touchpoints=Seq(Touchpoint(f"t{n}", title=f"Шаг {n}", emotion=2) for n in range(4))
    )
    blind = replace(
        known, kind="actual", touchpoints=Seq(replace(t, emotion=None) for t in known.touchpoints)
    )
    result = compare(side(known, "a"), side(blind, "b"))
    assert words("en")(headline(result)).startswith("Gap between 0 and ")


def test_markdown_escapes_what_people_wrote():
    evil = "a | b <img src=x> *c* [d](e) `f`"
    ideal = JourneyMap(
        "i", title=evil, kind="ideal", touchpoints=Seq((Touchpoint("t", title=evil, emotion=2),))
    )
    lived = JourneyMap("a", touchpoints=Seq((Touchpoint("u", title=evil, emotion=-2),)))
    result = compare(side(ideal), side(lived))
    report = markdown_report(result, words("en"))
    assert "\\<img" in report and not re.search(r"(?<!\\)[<\[`*]", report)
    rows = [line for line in report.splitlines() if line.startswith("| 1 ")]
    assert len(rows) == 1 and rows[0].replace("\\|", "").count("|") == 6


def test_compare_loads_no_graph_library():
    import subprocess
    import sys

    script = (
        "import sys\n"
        "from tests.compare.samples import sides_of\n"
        "from cjm_editor.compare.comparison import compare\n"
        "from cjm_editor.compare.report_json import json_text\n"
        "json_text(compare(*sides_of('boots.cjm.yaml', 'ideal', 'actual')))\n"
        "print('networkx' in sys.modules, any(m.startswith('PySide6') for m in sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
