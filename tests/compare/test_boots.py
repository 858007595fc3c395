"""The facts of the sample `boots`, written by hand from its two maps before there was code to compute them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from cjm_editor.compare.comparison import compare
from cjm_editor.compare.gap import USUAL, gap_of, ledger, mean_and_share, totals
from cjm_editor.compare.route import channel_switches, drop_reasons, edge_cost, extras_on, roads
from cjm_editor.compare.titles import folded
from cjm_editor.core.texts import words
from tests.compare.samples import sides_of

TRUTH = Path(__file__).parent.parent / "fixtures" / "boots_truth" / "gap-facts.yaml"
NEAR = 0.0005


@pytest.fixture(scope="module")
def truth():
    return yaml.safe_load(TRUTH.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def result():
    return compare(*sides_of("boots.cjm.yaml", "ideal", "actual"))


@pytest.fixture(scope="module")
def book(result):
    links = [(link.ideal, link.actual) for link in result.matching.links]
    return ledger(result.ideal.journey, result.actual.journey, links)


@pytest.fixture(scope="module")
def at(result):
    """Component numbers by the name that the facts use: the reference's first id, else the extra's."""
    return {(link.ideal or link.actual)[0]: n for n, link in enumerate(result.matching.links)}


def reasons(fix):
    return " | ".join(words("en")(reason) for reason in fix.reasons)


def test_links_are_those_seen_by_hand(truth, result, at):
    assert result.matching.id_mode == truth["id_mode"]
    assert len(result.matching.links) == len(truth["components"])
    for fact in truth["components"]:
        link = result.matching.links[at[(fact["ideal"] or fact["actual"])[0]]]
        assert [list(link.ideal), list(link.actual), link.kind] == [
            fact["ideal"],
            fact["actual"],
            fact["kind"],
        ]
        if "flags" in fact:
            assert list(link.flags) == fact["flags"], link
        if "by" in fact:
            assert link.by == fact["by"]


def test_kinds_are_counted(truth, result):
    kinds = [link.kind for link in result.matching.links]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == truth["counts"]


def test_weights_and_emotions(truth, result, at):
    for fact in truth["components"]:
        gap = result.touchpoints[at[(fact["ideal"] or fact["actual"])[0]]]
        assert gap.weight == fact["weight"]
        if "ideal_e" in fact:
            assert gap.ideal_emotion == pytest.approx(fact["ideal_e"])
        if fact.get("actual_e") == "unknown":
            assert gap.actual_emotion is None and gap.shortfall is None
        elif "actual_e" in fact:
            assert gap.actual_emotion == pytest.approx(fact["actual_e"])
        if "d" in fact:
            assert gap.shortfall == pytest.approx(fact["d"])
        assert gap.surplus == pytest.approx(fact.get("surplus", 0))


def test_stages(truth, result):
    found = [{"ideal": list(s.ideal), "actual": list(s.actual)} for s in result.matching.stages]
    assert found == truth["stages"]
    assert {s.kind for s in result.matching.stages} == {"same"}


def test_expectations(truth, result):
    for answer, ids in truth["expectations"].items():
        answer = {True: "yes", False: "no"}.get(answer, answer)
        found = {t.id for t in result.actual.journey.touchpoints if t.met == answer}
        assert found == set(ids)


def test_metrics(truth, result, at):
    for fact in truth["metrics"]:
        gap = result.touchpoints[at[fact["ideal"][0]]]
        metric = next(m for m in gap.metrics if m.kind == fact["kind"])
        assert [metric.ideal, metric.actual] == [fact["ideal_value"], fact["actual_value"]]
        assert metric.worse == pytest.approx(fact["k"], abs=NEAR)
        assert gap.weight == fact["weight"]
    for fact in truth["metrics_left_out"]:
        gap = result.touchpoints[at[fact["ideal"][0]]]
        assert [m.worse for m in gap.metrics if m.kind == fact["kind"]] == [None]
    stated = len(truth["metrics"]) + len(truth["metrics_left_out"])
    told = [metric for gap in result.touchpoints for metric in gap.metrics]
    assert sum(metric.ideal is not None for metric in told) == stated


def test_waits(truth, result, at):
    told = {fact["ideal"][0] for fact in truth["waits"]}
    found = {
        name
        for name, n in at.items()
        if any("Waits longer" in words("en")(fact) for fact in result.touchpoints[n].facts)
    }
    assert found == told


def test_edges(truth, book, at):
    path = truth["path"]
    names = {n: name for name, n in at.items()}
    found = {(names[u], names[v]): edge_cost(book.path, (u, v)) for u, v in book.path.edges}
    assert found == {(e["from"], e["to"]): e["cost"] for e in path["edges"]}
    for edge in path["edges"]:
        pair = (at[edge["from"]], at[edge["to"]])
        if edge["state"] == "detour":
            assert extras_on(book.path, pair) == len(edge["through"])
    assert totals(book).edge_cost / totals(book).edges == pytest.approx(path["mean_cost"], abs=NEAR)


def test_loops_drops_and_ends(truth, book, at):
    path = truth["path"]
    loops = {(u, v) for u, ends in book.path.loops.items() for v in ends}
    assert loops == {(at[loop["from"]], at[loop["to"]]) for loop in path["loops"]}
    drops = {c.link: drop_reasons(book.path, c.link) for c in book.components}
    assert {n: why for n, why in drops.items() if why} == {at[d["ideal"]]: (d["why"],) for d in path["drops"]}
    assert book.path.ends == {at[id] for id in path["ends"]}


def test_promises_and_channel_switches(truth, result):
    broken = [gap.actual for gap in result.path if gap.kind == "promise"]
    assert broken == [(p["from"], p["to"]) for p in truth["path"]["broken_promises"]]
    for name, side in (("ideal", result.ideal), ("actual", result.actual)):
        channels = {t.id: folded(t.channel) for t in side.journey.touchpoints}
        assert len(channel_switches(roads(side.journey), channels)) == truth["path"]["channel_switches"][name]


def test_score(truth, result, book):
    score = truth["score"]
    for part, value in score["parts"].items():
        assert getattr(result.score.parts, part) == pytest.approx(value, abs=NEAR)
    assert result.score.gap == pytest.approx(score["gap"], abs=NEAR)
    share, mean = mean_and_share(totals(book))
    assert share == pytest.approx(score["missing_share"], abs=NEAR)
    assert mean == pytest.approx(score["mean_d"], abs=NEAR)
    assert share + (1 - share) * mean == pytest.approx(score["experience_mean"], abs=NEAR)
    known = score["emotion_coverage_of_pairs"]
    assert result.score.coverage.emotion == pytest.approx(known["known"] / known["of"])


def test_worst_pair_and_end(truth, book, at):
    worst = truth["score"]["worst_pair"]
    assert book.by_impact[0] == at[worst["ideal"]]
    assert totals(book).worst == pytest.approx(worst["value"])
    end = truth["score"]["end"]
    assert book.components[at[end["ideal"]]].loss == pytest.approx(end["value"])


def test_interval(truth, result, book):
    links = [(c.ideal, c.actual) for c in result.matching.links]
    for unknown, key in (("ideal", "app_at_ideal"), ("bottom", "app_at_bottom")):
        side = ledger(result.ideal.journey, result.actual.journey, links, unknown)
        assert gap_of(totals(side), USUAL) == pytest.approx(truth["score"][key], abs=NEAR)
    assert result.score.low <= truth["score"]["app_at_ideal"] + NEAR
    assert result.score.high == pytest.approx(truth["score"]["app_at_bottom"], abs=NEAR)


def test_first_fixes(truth, result, at):
    fixes = truth["fixes"]
    order = [fix.link for fix in result.fixes if fix.path is None and not fix.also]
    assert order[:5] == [at[ids[0]] for ids in fixes["top_five"]]
    assert order[:3] == [at[ids[0]] for ids in fixes["top_three"]]
    assert [fix.link for fix in result.fixes][:5] == order[:5]
    assert not {at[ids[0]] for ids in fixes["no_points"]} & set(order)


def test_deltas(truth, result, at):
    deltas = {fix.link: fix.delta for fix in result.fixes if fix.path is None}
    for name, delta in truth["fixes"]["deltas"].items():
        assert deltas[at[name]] == pytest.approx(delta, abs=NEAR), name


def test_what_must_be_said_is_said(truth, result, at):
    phrases = {
        "broken promise": "Broken promise",
        "expectation not met": "Expectation not met",
        "severe pain": "Severe pain",
        "loop": "Back from",
        "longer wait": "Waits longer",
        "channel": "Channel lost",
        "emotion unknown": "Emotion not known: ask customers",
    }
    lines = {fix.link: reasons(fix) for fix in result.fixes if fix.path is None}
    for fact in truth["fixes"]["must_say"]:
        for what in fact["of"]:
            assert phrases[what] in lines[at[fact["line"]]], (fact["line"], what)


def test_quadrants(truth, result, book, at):
    from cjm_editor.compare.ranking import quadrant

    names = {
        "concentrate": "concentrate",
        "keep_up": "keep",
        "later": "later",
        "good_enough": "enough",
        "unknown_loss": "",
        "extra_remove": "remove",
        "extra_look": "look",
    }
    for name, ids in truth["fixes"]["quadrants"].items():
        for id in ids:
            assert quadrant(book.components[at[id]]) == names[name], id


def test_english_sample_says_the_same(result):
    other = compare(*sides_of("boots.en.cjm.yaml", "ideal", "actual"))
    assert other.score.gap == result.score.gap
    assert [(x.ideal, x.actual, x.kind) for x in other.matching.links] == [
        (x.ideal, x.actual, x.kind) for x in result.matching.links
    ]
    assert [fix.link for fix in other.fixes] == [fix.link for fix in result.fixes]
