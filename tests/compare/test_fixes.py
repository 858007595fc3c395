"""What to fix first: every line saves what a really mended map would save, and the curve only falls."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from cjm_editor.compare import mending
from cjm_editor.compare.client import for_client
from cjm_editor.compare.comparison import compare
from cjm_editor.compare.gap import USUAL, gap_of, ledger, totals
from cjm_editor.compare.mending import Standing, mended
from cjm_editor.compare.report_md import markdown_report
from cjm_editor.compare.report_text import text_report
from cjm_editor.compare.route import drop_reasons
from cjm_editor.core.emotion import from_normal
from cjm_editor.core.figures import rounded
from cjm_editor.core.line_facts import doubt_told
from cjm_editor.core.model import JourneyMap, Lane, Touchpoint, Transition
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from tests.cases import CASES
from tests.compare.generator import Links, pair, written_out
from tests.compare.samples import sides_of


def scored(book, fixed=frozenset()):
    return gap_of(totals(book, fixed), USUAL)


def findings(book):
    """Everything of the path that can be mended alone: edges and drops at what is there, loops."""
    path = book.path
    there = [e for e in path.edges if not any(n in path.missing for n in e)]
    found = [("edge", *e) for e in there]
    found += [("loop", u, v) for u in sorted(path.loops) for v in sorted(path.loops[u])]
    found += [
        ("drop", c.link, c.link) for c in book.components if c.is_matched and drop_reasons(path, c.link)
    ]
    return found


def saves_what_scratch_says(seed):
    """Mending one item after another changes the sums exactly as computing them anew does, and never for the worse."""
    rng = random.Random(f"fix-{seed}")
    case = pair(rng)
    book = ledger(case.ideal, case.actual, case.links)
    items = [*range(len(book.components)), *findings(book)]
    rng.shuffle(items)
    sums, fixed, before = totals(book), set(), scored(book)
    now = Standing(book.path)
    for item in items:
        alone = gap_of(mended(book, totals(book), item), USUAL)
        assert alone == pytest.approx(scored(book, {item}), abs=1e-9)
        assert alone <= scored(book) + 1e-9
        sums = mended(book, sums, item, now)
        now.mend(item)
        fixed.add(item)
        after = gap_of(sums, USUAL)
        assert after == pytest.approx(scored(book, fixed), abs=1e-9)
        assert after <= before + 1e-9
        before = after


def test_mending_one_by_one_equals_computing_anew():
    for seed in range(CASES):
        saves_what_scratch_says(seed)


def test_that_law_fails_when_a_restored_edge_is_forgotten(monkeypatch):
    real = mending.touched

    def forgetful(path, item):
        edges, numbers = real(path, item)
        return edges[1:], numbers

    monkeypatch.setattr(mending, "touched", forgetful)
    with pytest.raises(AssertionError):
        for seed in range(CASES):
            saves_what_scratch_says(seed)


def brought(ideal: JourneyMap, actual: JourneyMap, links: Links, number: int) -> tuple[JourneyMap, Links]:
    """The lived map (all written out) with one component really brought to the reference, and its links."""
    left, right = links[number]
    if not left:
        return joined(actual, right[0]), (*links[:number], *links[number + 1 :])
    if not right:
        return added(ideal, actual, links, number)
    return restored(ideal, actual, links, number), links


def joined(actual: JourneyMap, extra: str) -> JourneyMap:
    """The map without an extra; what led to it leads to what it led to, along `next` only if both steps were."""
    into = [
        t for t in actual.transitions if t.to == extra and t.from_ != extra and t.kind in ("next", "back")
    ]
    out = [t for t in actual.transitions if t.from_ == extra and t.to != extra and t.kind in ("next", "back")]
    kept = [t for t in actual.transitions if extra not in (t.from_, t.to)]
    for n, one in enumerate(into):
        for m, two in enumerate(out):
            kind = "next" if one.kind == two.kind == "next" else "back"
            kept.append(Transition(f"j{n}-{m}", one.from_, two.to, kind))
    return replace(
        actual,
        touchpoints=Seq(t for t in actual.touchpoints if t.id != extra),
        transitions=Seq(kept),
    )


def ideal_edges(ideal: JourneyMap, links: Links, number: int) -> list[tuple[int, int]]:
    owner = {id: n for n, (left, _right) in enumerate(links) for id in left}
    found = {(owner[t.from_], owner[t.to]) for t in ideal.transitions if t.kind == "next"}
    return sorted(e for e in found if number in e and e[0] != e[1])


def edges_to(ideal: JourneyMap, links: Links, number: int) -> list[Transition]:
    """The reference's edges of a component, drawn between the first lived touchpoints of both ends."""
    return [
        Transition(f"r{u}-{v}", links[u][1][0], links[v][1][0])
        for u, v in ideal_edges(ideal, links, number)
        if links[u][1] and links[v][1]
    ]


def target(component, actual: JourneyMap) -> float | None:
    emotion = component.ideal_emotion
    return None if emotion is None else from_normal(emotion, actual.scale)


def target_metrics(component) -> dict:
    """The reference's metrics of a component: each kind with its one value there, where the lived one is no better."""
    stated = {m.kind: m for t in component.ideal for m in t.metrics}
    wanted = [m for m in component.metrics if m.worse is None or m.worse > 0]
    return {m.kind: replace(stated[m.kind], value=m.ideal) for m in wanted}


def added(ideal: JourneyMap, actual: JourneyMap, links: Links, number: int) -> tuple[JourneyMap, Links]:
    component = ledger(ideal, actual, links).components[number]
    made = Touchpoint(
        "added",
        actual.stages[0].id,
        "Добавлено",
        emotion=target(component, actual),
        importance=1,
        metrics=tuple(target_metrics(component).values()),
    )
    new = (*links[:number], (links[number][0], ("added",)), *links[number + 1 :])
    more = replace(actual, touchpoints=Seq((*actual.touchpoints, made)))
    return replace(more, transitions=Seq((*more.transitions, *edges_to(ideal, new, number)))), new


def restored(ideal: JourneyMap, actual: JourneyMap, links: Links, number: int) -> JourneyMap:
    """A matched component with the reference's emotion and metrics, its edges drawn, loops and leaving gone.

    Whatever else it led to it still leads to, by steps back, which count for no edge.
    """
    book = ledger(ideal, actual, links)
    component, path, right = book.components[number], book.path, links[number][1]
    touchpoints = [better(component, t, actual) if t.id in right else t for t in actual.touchpoints]
    gone = ("next", "back") if number in path.ideal.leave else ("next", "back", "leave")
    transitions = [t for t in actual.transitions if t.from_ not in right or t.kind not in gone]
    others = sorted(path.joined[number] - path.loops.get(number, frozenset()))
    transitions += [Transition(f"b{end}", right[0], links[end][1][0], "back") for end in others]
    transitions += edges_to(ideal, links, number)
    return replace(actual, touchpoints=Seq(touchpoints), transitions=Seq(transitions))


def better(component, touchpoint: Touchpoint, actual: JourneyMap) -> Touchpoint:
    emotion = target(component, actual)
    if emotion is None or (component.actual_emotion is not None and not component.shortfall):
        emotion = touchpoint.emotion
    metrics = {**{m.kind: m for m in touchpoint.metrics}, **target_metrics(component)}
    return replace(touchpoint, emotion=emotion, metrics=tuple(metrics.values()))


def test_each_line_saves_what_a_really_mended_map_saves():
    counted = {"extra": 0, "missing": 0, "matched": 0}
    for seed in range(CASES):
        rng = random.Random(f"real-{seed}")
        case = pair(rng)
        ideal, actual = written_out(case.ideal), written_out(case.actual)
        book = ledger(ideal, actual, case.links)
        number = rng.randrange(len(case.links))
        mended_map, links = brought(ideal, actual, case.links, number)
        after = ledger(ideal, mended_map, links)
        component = book.components[number]
        stuck = component.is_matched and drop_reasons(after.path, number)
        # with every following step missing nothing can be drawn; the loss there still counts as mended
        expected = scored(after, {("drop", number, number)} if stuck else frozenset())
        assert scored(book, {number}) == pytest.approx(expected, abs=1e-9), seed
        counted["extra" if component.is_extra else "missing" if component.is_missing else "matched"] += 1
    assert min(counted.values()) > 50


def without_metrics(side, ids):
    """The side, its touchpoints of these ids measuring nothing."""
    points = [replace(t, metrics=()) if t.id in ids else t for t in side.journey.touchpoints]
    return replace(side, journey=replace(side.journey, touchpoints=Seq(points)))


def test_what_hangs_on_measuring_is_what_the_line_saves_less_without_those_metrics():
    """Nothing is measured on the lived map; then the reference states no metrics of what stands on both."""
    told = 0
    for seed in range(CASES // 4):
        ideal, actual = pair(random.Random(f"measured-{seed}")).sides
        actual = without_metrics(actual, {t.id for t in actual.journey.touchpoints})
        result = compare(ideal, actual)
        common = {id for link in result.matching.links if link.actual for id in link.ideal}
        bare = compare(without_metrics(ideal, common), actual)
        assert bare.score.gap == pytest.approx(result.score.gap)
        pairs = [(link.ideal, link.actual) for link in bare.matching.links]
        assert pairs == [(link.ideal, link.actual) for link in result.matching.links]
        saved = {fix.link: fix.delta for fix in bare.fixes if fix.path is None and not fix.also}
        for fix in result.fixes:
            if fix.path is None and not fix.also and result.matching.links[fix.link].actual:
                assert fix.sure_delta == pytest.approx(saved.get(fix.link, 0.0), abs=1e-6), seed
                told += fix.unmeasured > 0.1
    assert told > 50


def test_the_least_that_the_first_lines_save_leaves_out_what_hangs_on_measuring():
    """As much as they save where the reference states no metrics of what stands on both, if the order is the same."""
    told = alike = 0
    for seed in range(CASES // 4):
        ideal, actual = pair(random.Random(f"measured-{seed}")).sides
        actual = without_metrics(actual, {t.id for t in actual.journey.touchpoints})
        result = compare(ideal, actual)
        common = {id for link in result.matching.links if link.actual for id in link.ideal}
        bare = compare(without_metrics(ideal, common), actual)
        ranked = [fix for fix in result.fixes if not fix.also]
        others = [fix for fix in bare.fixes if not fix.also]
        before = result.score.gap or 0.0
        for n, fix in enumerate(ranked):
            assert fix.after - 1e-9 <= fix.sure_after <= before + 1e-9, seed
            before = fix.sure_after
            told += fix.sure_after > fix.after + 0.1
            same = [(one.link, one.path, one.asks) for one in ranked[: n + 1]]
            if same == [(one.link, one.path, one.asks) for one in others[: n + 1]]:
                assert fix.sure_after == pytest.approx(others[n].after, abs=1e-6), seed
                alike += fix.sure_after > fix.after + 0.1
    assert told > 50 and alike > 20, (told, alike)


def test_every_line_with_points_says_why():
    results = [
        compare(*sides_of("boots.cjm.yaml", *ids)) for ids in (("assumed", "actual"), ("actual", "ideal"))
    ]
    results += [compare(*pair(random.Random(seed)).sides) for seed in range(CASES // 20)]
    for result in results:
        assert all(fix.reasons or fix.path is not None for fix in result.fixes if not fix.also)


def known_to_be_worse(result, fix):
    """Whether a line's touchpoint is known to be there and worse, or not to be there, told from the result alone."""
    link, gap = result.matching.links[fix.link], result.touchpoints[fix.link]
    if not (link.ideal and link.actual):
        return not link.asked
    return bool(gap.shortfall or any(metric.worse for metric in gap.metrics))


def is_on_the_path(result, fix):
    """Whether something costs points on the path at a line's touchpoint."""
    ids = set(result.matching.links[fix.link].ideal)
    return any(gap.cost and ids & set(gap.ideal) for gap in result.path)


def test_only_what_is_known_to_be_wrong_is_a_step_of_the_curve():
    counted = asked = 0
    boots = compare(*sides_of("boots.cjm.yaml", "ideal"), *sides_of("boots-independent.cjm.yaml", "journey"))
    for result in (boots, *(compare(*pair(random.Random(seed)).sides) for seed in range(CASES // 20))):
        left = result.score.gap or 0.0
        for fix in (fix for fix in result.fixes if not fix.also and fix.path is None):
            if fix.asks:
                asked += 1
                assert not known_to_be_worse(result, fix) and fix.delta > 0 and fix.after == left, fix
            else:
                counted += 1
                assert known_to_be_worse(result, fix) or is_on_the_path(result, fix), fix
            left = fix.after
    assert counted > 100 and asked > 20
    kinds = {fix.asks for fix in boots.fixes}
    assert {"emotion", "counterpart"} <= kinds


def test_a_line_that_takes_nothing_more_off_says_that_it_is_counted_above():
    told, flat = "Counted already in the lines above", 0
    boots = compare(*sides_of("boots.en.cjm.yaml", "assumed", "actual"))
    for result in (boots, *(compare(*pair(random.Random(seed)).sides) for seed in range(CASES // 20))):
        left = result.score.gap or 0.0
        for fix in result.fixes:
            falls = rounded(fix.after, 1) < rounded(left, 1) or left - fix.after >= fix.delta / 2
            is_flat = fix.is_counted and (not falls or left - fix.after < 1e-9)
            assert (told in [words("en")(reason) for reason in fix.reasons]) == is_flat, (
                result.ideal.name,
                fix,
            )
            assert fix.counted_above == is_flat and fix.saves == (fix.is_counted and not is_flat)
            flat += is_flat
            left = fix.after
    assert flat > 20
    assert told in markdown_report(boots, words("en"))


def test_a_client_reads_it_too():
    sides = sides_of("boots.en.cjm.yaml", "assumed", "actual")
    hidden = [
        replace(s, document=replace(s.document, lanes=(Lane("pains", audience="internal"),))) for s in sides
    ]
    shown = for_client(compare(*hidden))
    (letter,) = (fix for fix in shown.fixes if fix.path is None and fix.link == 6)
    assert "Counted already in the lines above" in [words("en")(reason) for reason in letter.reasons]


def test_a_candidate_of_two_touchpoints_is_said_to_be_so():
    """One lived touchpoint cannot stand for two, so no line offers it as if it were its own."""
    seen = 0
    for a, b in (("actual", "mom-actual"), ("mom-actual", "actual")):
        result = compare(*sides_of("boots.cjm.yaml", a, b))
        near = [
            (bool(k.ideal), k.asked[0].id)
            for k in result.matching.links
            if k.asked and not (k.ideal and k.actual)
        ]
        for fix in (fix for fix in result.fixes if fix.path is None):
            link = result.matching.links[fix.link]
            is_alone = bool(link.asked) and not (link.ideal and link.actual)
            is_shared = is_alone and near.count((bool(link.ideal), link.asked[0].id)) > 1
            told = [words("ru")(reason) for reason in fix.reasons]
            assert is_shared == any("парой станет только одна из них" in line for line in told), told
            assert ("одна на несколько точек" in doubt_told(result, fix, words("ru"))) == is_shared
            seen += is_shared
        for report in (text_report(result, words("ru"), 0), markdown_report(result, words("ru"))):
            assert "парой станет только одна из них" in report
    assert seen >= 2
