"""The comparison for the command line as plain text, in either language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from cjm_editor.compare.report_sides import named_sides
from cjm_editor.core.besides import no_gap
from cjm_editor.core.certainty import next_steps, proviso
from cjm_editor.core.elide import TITLE, WHOLE, elided, in_row, in_words
from cjm_editor.core.figures import (
    after_text,
    by_name,
    delta_text,
    part_texts,
    stage_figures,
    sure_percent,
)
from cjm_editor.core.line_facts import (
    are_first,
    asks_note,
    conditioned,
    doubt_told,
    find_out_first,
    leading,
    measuring_told,
    range_note,
    ranks_told,
    rests_on,
)
from cjm_editor.core.metric_rows import metrics_told
from cjm_editor.core.model import stage_of, title_or_id
from cjm_editor.core.path_lines import path_told
from cjm_editor.core.results import ComparisonResult, Fix
from cjm_editor.core.standing import (
    advice,
    also_nearest,
    also_nearest_text,
    also_title,
    better_title,
    count_told,
    is_a_step,
    is_for_detail,
    link_said,
    metrics_apart,
    metrics_are_unpaired,
    open_missing,
    scale_note,
    unpaired_metrics,
)
from cjm_editor.core.sureness import sureness
from cjm_editor.core.texts import Message, Words, _, ngettext
from cjm_editor.core.todo import idea_line, ideas_of
from cjm_editor.core.wording import (
    counts,
    doubts,
    effort_note,
    first_title,
    fix_stage,
    fix_title,
    has_target,
    headline,
    link_title,
    links_in_doubt,
    order_note,
    part_title,
    reasons_beside_kind,
    stated_effort,
    title_of,
)

FIRST_FIXES = 10
CURVE = 5
_POINTS = 6
"""Letters of a column of points that are no ranges."""


def text_report(result: ComparisonResult, words: Words, limit: int = FIRST_FIXES) -> str:
    """The report as plain text, ending in a line break: gap, parts, counts, what to fix first, what else to mend.

    `limit` is the most lines of the list; 0 means all. What carries no points is never left out.
    """
    return "\n".join(_plain(result, words, limit)) + "\n"


def _plain(result: ComparisonResult, words: Words, limit: int) -> Iterator[str]:
    yield headline_text(result, words)
    if told := no_gap(result, words):
        yield told
    yield ""
    for role, side in named_sides(result, words, has_ids=True):
        yield f"{role}: {side}"
    if not result.score.is_open:
        yield f"{words(_('Parts'))}: {parts_text(result, words)}"
    yield f"{words(_('Touchpoints'))}: {counts_text(result, words)}"
    steps = next_steps(result)
    if steps:
        yield ""
        yield words(_("What to do now"))
        yield from (f"  {n}. {words(step)}" for n, step in enumerate(steps, 1))
    yield ""
    yield words(_("How sure we are"))
    yield from (f"  • {line}" for line in sureness_text(result, words))
    ranked, also = ranked_and_rest(result.fixes)
    if ranked and not result.score.is_open:
        yield ""
        yield words(first_title(result))
        if len(ranked) > 1:
            yield f"  {words(meaning_text(result))}"
        yield from (f"  {words(note)}" for note in notes_of(result))
        shown = first_of(ranked, limit)
        wide = max(_POINTS, *(len(delta_text(fix, words)) for fix in shown))
        for fix in shown:
            yield from _fix_lines(result, fix, words, wide)
        rest = len(ranked) - len(first_of(ranked, limit))
        if rest:
            yield f"  {words(_rest_text(rest))}"
        if len(ranked) > 1 and result.score.as_point and (told := curve_text(result, words)):
            yield f"  {told}"
    if also:
        yield ""
        yield words(also_title(result))
        for fix in also:
            yield f"  • {in_words(fix_title(result, fix), words, TITLE)}"
            yield from (f"      {in_words(reason, words, WHOLE)}" for reason in fix.reasons)
    yield from _extra_lines(result, words)
    yield from _stage_lines(result, words)
    yield from _metric_lines(result, words)
    yield from _path_lines(result, words)
    for title, asked in questions_text(result, words):
        yield ""
        yield title
        yield from (f"  ? {line}" for line in asked)
    if result.surplus:
        yield ""
        yield words(better_title(result))
        yield from (f"  + {elided(link_title(result, number))}" for number in result.surplus)
    for notice in notices_left(result):
        yield ""
        yield words(notice)


def sureness_text(result: ComparisonResult, words: Words) -> tuple[str, ...]:
    """How sure the comparison is, in sentences; what is to be done now stands in a list of its own."""
    steps = {f"{words(step)}." for step in next_steps(result)}
    return tuple(line for line in sureness(result, words) if line not in steps)


def notices_left(result: ComparisonResult) -> tuple[Message, ...]:
    """The notices that `sureness_text` leaves to those who check the links."""
    if not result.matching.links:
        return result.matching.notices
    left = (n for n in result.matching.notices if is_for_detail(n) or (result.score.is_open and is_a_step(n)))
    return tuple(left)


def meaning_text(result: ComparisonResult) -> Message:
    """What the numbers of a line mean: the gap after it seldom falls by its own points."""
    if not has_target(result):
        if not result.score.as_point:
            return _("Points: how much of the gap comes from this difference alone.")
        return _(
            "Points: by how much the gap falls without this difference; "
            "the gap after it counts the lines above it as well."
        )
    if not result.score.as_point:
        return _("Points: what mending this line alone removes.")
    return _(
        "Points: what mending this line alone takes off the gap; "
        "the gap after it counts the lines above it as well."
    )


def curve_text(result: ComparisonResult, words: Words, most: int = CURVE) -> str:
    """What mending the first `most` lines that are sure comes to: `Fix the first 3: gap from 34.2 to 12.0`; ""
    where something is to be found out before anything is mended.
    """
    first = leading(result, most)
    if not first:
        return ""
    return words(conditioned(result, first, _fall(result, first, words)))


def _fall(result: ComparisonResult, first: Sequence[Fix], words: Words) -> Message:
    """From where to where the gap goes with these lines, by their numbers where something stands between them."""
    ends = {"gap": words.number(result.score.gap or 0.0, 1), "after": words.number(first[-1].after, 1)}
    if not are_first(first):
        numbers = ranks_told(first, words)
        if not has_target(result):
            return ngettext(
                "Without difference {numbers}: gap from {gap} to {after}",
                "Without differences {numbers}: gap from {gap} to {after}",
                len(first),
                numbers=numbers,
                **ends,
            )
        return ngettext(
            "With fix {numbers}: gap from {gap} to {after}",
            "With fixes {numbers}: gap from {gap} to {after}",
            len(first),
            numbers=numbers,
            **ends,
        )
    if not has_target(result):
        return ngettext(
            "Without the first difference: gap from {gap} to {after}",
            "Without the first {n} differences: gap from {gap} to {after}",
            len(first),
            **ends,
        )
    return ngettext(
        "Fix the first: gap from {gap} to {after}",
        "Fix the first {n}: gap from {gap} to {after}",
        len(first),
        **ends,
    )


def _rest_text(rest: int) -> Message:
    """How many lines are left out, and where they stand."""
    return ngettext(
        "and {n} more line: all of them stand in --format md, html and pdf",
        "and {n} more lines: all of them stand in --format md, html and pdf",
        rest,
    )


def notes_of(result: ComparisonResult) -> tuple[Message, ...]:
    """What is to be known about all lines: their order, what is in question, the scale of figures, effort that nobody
    estimated."""
    told = (
        order_note(result),
        range_note(result),
        asks_note(result),
        scale_note(result),
        effort_note(result),
    )
    return tuple(note for note in told if note is not None)


def _stage_lines(result: ComparisonResult, words: Words) -> Iterator[str]:
    """The stages that cost points, in their order."""
    costly = [
        (gap, points) for gap, points in zip(result.stages, stage_figures(result), strict=True) if points
    ]
    if costly and len(result.stages) > 1 and result.score.as_point:
        yield ""
        yield words(_("Stage by stage"))
        for gap, points in costly:
            yield f"  {words.number(points, 1):>6}  {stage_title(result, gap.ideal, gap.actual)}"


def _metric_lines(result: ComparisonResult, words: Words) -> Iterator[str]:
    """The metrics of both maps, the reference's value first."""
    rows = metrics_told(result, words)
    if rows:
        ours, theirs = (role for role, _side in named_sides(result, words))
        yield ""
        yield words(_("Metrics: {ideal} → {actual}", ideal=ours, actual=theirs))
        yield from (
            f"  • {row.where}, {row.metric}: {row.ideal} → {row.actual}; {row.verdict}" for row in rows
        )


def _path_lines(result: ComparisonResult, words: Words) -> Iterator[str]:
    found = path_told(result)
    if found:
        yield ""
        yield words(_("On the path"))
        yield from (f"  • {in_words(text, words)}" for text in found)


def stage_title(result: ComparisonResult, ideal: Sequence[str], actual: Sequence[str]) -> str:
    """The titles of stages that stand for each other, the reference's first where they differ."""
    sides = ((result.ideal.journey, ideal), (result.actual.journey, actual))
    found = []
    for journey, ids in sides:
        stages = (stage_of(journey, id) for id in ids)
        found.append(" + ".join(elided(title_or_id(stage)) for stage in stages if stage is not None))
    return " → ".join(dict.fromkeys(title for title in found if title)) or "—"


def headline_text(result: ComparisonResult, words: Words) -> str:
    """The gap with its interval and the reasons for that; where nothing could change it, what it rests on."""
    said, score = words(headline(result)), result.score
    if score.as_point and score.low == score.high and (rests := proviso(result)) is not None:
        said = words(_("{headline}, {proviso}", headline=said, proviso=rests))
    reasons = "; ".join(words(doubt) for doubt in doubts(result))
    return f"{said} ({reasons})" if reasons else said


def parts_text(result: ComparisonResult, words: Words) -> str:
    """Each part with its value and, where it exists, its weight in the gap."""
    named = []
    shown, weights = part_texts(result.score, words), dict(by_name(result.score.weights))
    for name, value in by_name(result.score.parts):
        said, weight = shown[name], weights[name]
        if value is not None and weight is not None:
            percent = round(100 * weight)
            told = _("{value} (weight {percent}%)", value=said, percent=percent)
            if name == "metrics" and metrics_are_unpaired(result):
                why = unpaired_metrics(result)
                told = _("{value} (weight {percent}%; {why})", value=said, percent=percent, why=why)
            said = words(told)
        elif name == "metrics" and (apart := metrics_apart(result)):
            said = words(_("{value} ({why})", value=said, why=apart))
        named.append(f"{words(part_title(name))} {said}")
    return ", ".join(named)


def counts_text(result: ComparisonResult, words: Words) -> str:
    return ", ".join(words(count_told(result, kind, n)) for kind, n in counts(result)) or words(_("none"))


def ranked_and_rest(fixes: Iterable[Fix]) -> tuple[list[Fix], list[Fix]]:
    everything = list(fixes)
    return [fix for fix in everything if not fix.also], [fix for fix in everything if fix.also]


def first_of(fixes: Sequence[Fix], limit: int) -> Sequence[Fix]:
    return fixes[:limit] if limit else fixes


def _fix_lines(result: ComparisonResult, fix: Fix, words: Words, wide: int = _POINTS) -> Iterator[str]:
    """A line and what stands below it, the points in a column so wide."""
    saved, inset = f"{delta_text(fix, words):>{wide}}", " " * (wide + 7)
    yield f"{fix.rank:>3}. {saved}  {in_words(fix_title(result, fix), words, TITLE)}"
    yield f"{inset}{details_text(result, fix, words)}"
    reasons = [*map(idea_line, ideas_of(result, fix)), *reasons_beside_kind(result, fix)]
    yield from (f"{inset}{in_words(reason, words, WHOLE)}" for reason in reasons)


def details_text(result: ComparisonResult, fix: Fix, words: Words, has_gap: bool = True) -> str:
    """Kind, stage, quadrant, evidence, effort and, with `has_gap`, what remains, as far as they are known."""
    found: list[Message | str] = [] if fix.path is not None else [link_said(result, fix.link, words)]
    if result.matching.links[fix.link].unsure or fix.path is not None:  # else the kind says what comes near
        found.append(doubt_told(result, fix, words))
    stage = fix_stage(result, fix)
    found += [_("stage “{stage}”", stage=stage) if stage else "", advice(result, fix)]
    found.append(rests_on(result, fix, words, has_numbers=False))
    found.append(measuring_told(result, fix, words))
    effort = stated_effort(result, fix)
    if effort is not None:
        found.append(_("effort {effort}", effort=effort))
    if fix.asks:
        found.insert(0, find_out_first())
    elif has_gap and result.score.as_point and fix.counted_above:
        found.append(_("gap stays {gap}", gap=after_text(fix, words)))
    elif has_gap and result.score.as_point:
        found.append(_("gap falls to {gap}", gap=after_text(fix, words)))
    return in_row(words(part) for part in found)


def _extra_lines(result: ComparisonResult, words: Words) -> Iterator[str]:
    """Where there is no gap for want of a reference: what is lived; where it is not known: what waits for a link."""
    if not result.matching.links or not (result.score.gap is None or result.score.is_open):
        return
    yield ""
    yield words(_("Only in the second map") if result.score.gap is None else _("What has no counterpart"))
    for number, link in enumerate(result.matching.links):
        yield f"  {'+' if link.actual else '-'} {elided(link_title(result, number))}"


def questions_text(result: ComparisonResult, words: Words) -> list[tuple[str, list[str]]]:
    """What to look at, under the title of each list: unsure links, and missing touchpoints with what may stand for
    them. There are as many of either as the headline counts; an empty list is left out.
    """
    ours, theirs = result.ideal.journey, result.actual.journey
    unsure = [
        _(
            "“{ideal}” is “{actual}”? {percent}%",
            ideal=elided(title_of(ours, link.ideal)),
            actual=elided(title_of(theirs, link.actual)),
            percent=sure_percent(link.confidence),
        )
        for link in (result.matching.links[number] for number in links_in_doubt(result))
    ]
    shared = also_nearest(result.matching)
    missing: list[Message] = []
    for number in open_missing(result):
        link = result.matching.links[number]
        asked = _maybe(
            has_target(result),
            elided(title_of(ours, link.ideal)),
            elided(title_of(theirs, (link.maybe[0].id,))),
            sure_percent(link.maybe[0].confidence),
        )
        if number in shared:
            note = also_nearest_text(ours, theirs, result.matching, shared[number])
            asked = _("{question}. {note}", question=asked, note=note)
        missing.append(asked)
    lists = ((_("Links in doubt"), unsure), (_("No counterpart found, but there may be one"), missing))
    return [(words(title), _each_once(lines, words)) for title, lines in lists if lines]


def _maybe(has_target: bool, ideal: str, actual: str, percent: int) -> Message:
    """The question about what has no counterpart yet. Where the reference is no target nothing took its place."""
    if has_target:
        return _("“{ideal}” replaced by “{actual}”? {percent}%", ideal=ideal, actual=actual, percent=percent)
    return _("“{ideal}” is “{actual}”? {percent}%", ideal=ideal, actual=actual, percent=percent)


def _each_once(lines: Sequence[Message], words: Words) -> list[str]:
    """The questions, those in the same words once with their number."""
    counted = Counter(words(line) for line in lines)
    return [
        words(ngettext("{line} ({n} such link)", "{line} ({n} such links)", n, line=line)) if n > 1 else line
        for line, n in counted.items()
    ]
