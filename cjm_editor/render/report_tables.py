"""Rows of the tables at the end of a report: metrics with their direction, and what was matched and why."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_editor.core.elide import elided
from cjm_editor.core.figures import sure_text
from cjm_editor.core.line_facts import metric_verdict
from cjm_editor.core.model import JourneyMap, Metric
from cjm_editor.core.reasons import decided_by, part_meaning, sureness, term_title
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import ComparisonResult, Correspondence, MetricGap
from cjm_editor.core.schema import LOW_IS_GOOD
from cjm_editor.core.standing import is_for_detail
from cjm_editor.core.terms import choice_label, metric_words
from cjm_editor.core.texts import Words, _, pgettext
from cjm_editor.core.wording import counts, link_title, part_title, title_of
from cjm_editor.render.headline import parts_of
from cjm_editor.render.marks_scene import Scene, lowered
from cjm_editor.render.report_bounds import bounded

NOTHING = "—"
_LEAST_TERM = 0.05
_PERCENT = ("csat", "churn")


@dataclass(frozen=True, slots=True)
class MetricRow:
    """A metric on both sides: where, what, which direction is good, both values, what it comes to."""

    touchpoint: str
    metric: str
    direction: str
    ideal: str
    actual: str
    verdict: str
    is_worse: bool


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A link of both maps: titles, how sure in per cent and in a word, and why, part by part."""

    ideal: str
    actual: str
    percent: str
    word: str
    is_unsure: bool
    why: tuple[str, ...]
    near: tuple[str, ...]


def metrics_told(result: ComparisonResult, words: Words) -> tuple[MetricRow, ...]:
    """A row for each metric that the reference has, in route order."""
    return tuple(
        _metric_row(result, gap.link, metric, words) for gap in result.touchpoints for metric in gap.metrics
    )


def _metric_row(result: ComparisonResult, number: int, gap: MetricGap, words: Words) -> MetricRow:
    link = result.matching.links[number]
    ours = _metrics(result.ideal.journey, link.ideal, gap.kind)
    theirs = _metrics(result.actual.journey, link.actual, gap.kind)
    better = "low" if _is_low_good(gap.kind, (*ours, *theirs)) else "high"
    unit = next((metric.unit.strip() for metric in (*ours, *theirs) if metric.unit.strip()), "")
    return MetricRow(
        elided(link_title(result, number)),
        _headed(words(metric_words(gap.kind))),
        words(choice_label("metric", "better", better)),
        _value(gap.ideal, gap.kind, unit, words),
        _value(gap.actual, gap.kind, unit, words),
        metric_verdict(gap, words),
        bool(gap.worse),
    )


def _headed(text: str) -> str:
    return text[:1].upper() + text[1:]


def _metrics(journey: JourneyMap, ids: Sequence[str], kind: str) -> tuple[Metric, ...]:
    found = (journey.touchpoints.get(id) for id in ids)
    return tuple(m for touchpoint in found if touchpoint for m in touchpoint.metrics if m.kind == kind)


def _is_low_good(kind: str, metrics: Sequence[Metric]) -> bool:
    """Whether a low value is the good one: known of the built-in kinds, else as the metric says."""
    if kind in LOW_IS_GOOD:
        return True
    stated = next((metric.better for metric in metrics if metric.better), "")
    return stated == "low" and kind not in ("nps", "csat")


def _value(value: float | None, kind: str, unit: str, words: Words) -> str:
    if value is None:
        return NOTHING
    text = words.number(round(value, 2))
    if unit and unit != "%":
        return f"{text}\u00a0{unit}"
    if unit or kind in _PERCENT:
        return words.percent(round(value, 2) / 100, None)
    return text


def matched_told(result: ComparisonResult, words: Words) -> tuple[tuple[MatchRow, ...], int]:
    """A row for each link that joins both maps, in route order, as far as a report goes; and how many more there
    are."""
    joined, left = bounded([link for link in result.matching.links if link.ideal and link.actual])
    return tuple(_match_row(result, link, words) for link in joined), left


def _match_row(result: ComparisonResult, link: Correspondence, words: Words) -> MatchRow:
    why = [words(decided_by(link))]
    if link.by == "auto":
        why = [
            f"{words(term_title(name, value))} {'+' if value > 0 else ''}{words.number(value, 1)}"
            for name, value in link.why
            if abs(value) >= _LEAST_TERM
        ] or why
        why[1:] = [lowered(text) for text in why[1:]]
    near = [
        words(
            pgettext(
                "candidate",
                "“{title}” ({percent})",
                title=title,
                percent=sure_text(candidate.confidence, words),
            )
        )
        for candidate in link.maybe
        if (title := _candidate(result, link, candidate.id))
    ]
    return MatchRow(
        elided(title_of(result.ideal.journey, link.ideal)),
        elided(title_of(result.actual.journey, link.actual)),
        sure_text(link.confidence, words),
        words(sureness(link.confidence)),
        link.unsure,
        tuple(why),
        tuple(near),
    )


def _candidate(result: ComparisonResult, link: Correspondence, id: str) -> str:
    """The title of another possible counterpart, which may stand on either side."""
    for journey, taken in ((result.actual.journey, link.actual), (result.ideal.journey, link.ideal)):
        if id not in taken and id in {touchpoint.id for touchpoint in journey.touchpoints}:
            return elided(title_of(journey, (id,)))
    return ""


def parts_told(result: ComparisonResult, words: Words) -> tuple[tuple[str, str, str], ...]:
    """The four parts of the gap: name and what it counts, loss 0..1, weight; nothing where no gap is told."""
    score = result.score
    if score.gap is None or score.is_open:
        return ()
    weights = {
        "experience": score.weights.experience,
        "path": score.weights.path,
        "friction": score.weights.friction,
        "metrics": score.weights.metrics,
    }
    return tuple(
        (
            words(_("{part}: {meaning}", part=part_title(name), meaning=part_meaning(result, name))),
            NOTHING if value is None else words.number(value, 2),
            "" if (weight := weights[name]) is None or value is None else words.percent(weight),
        )
        for name, value in parts_of(score)
    )


def coverage_told(result: ComparisonResult, words: Words) -> str:
    """How much of what the gap is computed from is known."""
    coverage = result.score.coverage
    told = [words(_("Emotion known on both sides for {percent}", percent=words.percent(coverage.emotion)))]
    if result.score.parts.metrics is not None or coverage.metrics:
        metrics = _("metrics for {percent}", percent=words.percent(coverage.metrics))
        told.append(words(metrics if coverage.metrics else _("no metric on both sides")))
    notices = [words(notice) for notice in result.matching.notices if is_for_detail(notice)]
    return ". ".join([", ".join(told), *notices]) + "."


def counts_told(scene: Scene) -> str:
    """How many links there are of each kind."""
    told = (f"{scene.words.number(n)} {scene.word_of(kind, n)}" for kind, n in counts(scene.result))
    return ", ".join(told)
