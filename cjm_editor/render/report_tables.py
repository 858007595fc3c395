"""Rows of the tables at the end of a report: what was matched and why, what the gap is made of."""

from __future__ import annotations

from cjm_editor.core.elide import elided, lowered
from cjm_editor.core.figures import by_name, part_texts, sure_text
from cjm_editor.core.reasons import decided_by, part_meaning, sureness, term_title
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import ComparisonResult, Correspondence
from cjm_editor.core.standing import is_for_detail
from cjm_editor.core.texts import Words, _, pgettext
from cjm_editor.core.wording import counts, part_title, title_of
from cjm_editor.render.marks_scene import Scene
from cjm_editor.render.report_bounds import bounded

NOTHING = "—"
_LEAST_TERM = 0.05


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
    weights = dict(by_name(score.weights))
    shown = part_texts(score, words)
    return tuple(
        (
            words(_("{part}: {meaning}", part=part_title(name), meaning=part_meaning(result, name))),
            shown[name],
            "" if (weight := weights[name]) is None or value is None else words.percent(weight),
        )
        for name, value in by_name(score.parts)
    )


def coverage_told(result: ComparisonResult, words: Words) -> str:
    """How much of what the gap is computed from is known."""
    coverage = result.score.coverage
    told = [words(_("Emotion known on both sides for {percent}", percent=words.percent(coverage.emotion)))]
    if coverage.metrics:  # else the row of that part says why
        told.append(words(_("metrics for {percent}", percent=words.percent(coverage.metrics))))
    notices = [words(notice) for notice in result.matching.notices if is_for_detail(notice)]
    return ". ".join([", ".join(told), *notices]) + "."


def counts_told(scene: Scene) -> str:
    """How many links there are of each kind."""
    told = (f"{scene.words.number(n)} {scene.word_of(kind, n)}" for kind, n in counts(scene.result))
    return ", ".join(told)
