"""What is said of one link, and of touchpoints that nothing stands opposite: one place for every format and window.

A touchpoint is called missing, or only on one of the maps, only where that is known: people decided so, or both maps
have a common origin and no candidate is near. Where people turned down all that came near, it has no counterpart. Else
none was found, which on maps in other words often is a rename.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from cjm_editor.core.elide import elided, short
from cjm_editor.core.figures import sure_text
from cjm_editor.core.lost_maps import is_called_otherwise, is_taken
from cjm_editor.core.model import JourneyMap, title_or_id
from cjm_editor.core.results import ComparisonResult, Correspondence, Fix, IdMode, Matching, MetricGap
from cjm_editor.core.terms import map_kind_title
from cjm_editor.core.texts import Message, Words, _, ngettext
from cjm_editor.core.wording import has_target, is_target, kind_count, kind_title, quadrant_title, title_of

Standing = Literal["known", "open", "refused", "unfound"]

_MOST_REUSED = 3
"""So many pairs of touchpoints that bear one id by mistake are named."""


def standing(link: Correspondence, id_mode: IdMode) -> Standing:
    """How sure it is that nothing stands opposite: known, a candidate stands open, people turned down what came near,
    or simply none was found."""
    if link.by == "pin":
        return "known"
    if link.asked:
        return "open"
    if id_mode == "lineage":
        return "known"
    return "refused" if link.is_refused else "unfound"


def is_settled(standing: Standing) -> bool:
    """Whether nothing is in question about what stands alone."""
    return standing in ("known", "refused")


def doubtful(matching: Matching) -> frozenset[int]:
    """The numbers of the links that only one map has and of which nobody may say that the other one has none."""
    found = ((n, link) for n, link in enumerate(matching.links) if not (link.ideal and link.actual))
    return frozenset(n for n, link in found if not is_settled(standing(link, matching.id_mode)))


def turned_down(matching: Matching) -> frozenset[int]:
    """The numbers of the links of which people turned down all that came near."""
    found = enumerate(matching.links)
    return frozenset(n for n, link in found if standing(link, matching.id_mode) == "refused")


def stands(result: ComparisonResult, number: int) -> Standing:
    """The same of a link of a result."""
    return standing(result.matching.links[number], result.matching.id_mode)


def open_missing(result: ComparisonResult) -> tuple[int, ...]:
    """The numbers of the links that only the reference has and that may have a counterpart after all."""
    return tuple(
        number
        for number, link in enumerate(result.matching.links)
        if not link.actual and stands(result, number) == "open"
    )


def open_extra(result: ComparisonResult) -> tuple[int, ...]:
    """The numbers of the links that only the lived map has and that may have a counterpart after all."""
    links = result.matching.links
    return tuple(n for n, link in enumerate(links) if not link.ideal and stands(result, n) == "open")


def missing_is_known(result: ComparisonResult) -> bool:
    """Whether all that only the reference has is known to be missing."""
    links = result.matching.links
    return all(stands(result, n) == "known" for n, link in enumerate(links) if not link.actual)


def are_settled(result: ComparisonResult, is_ideal: bool) -> bool:
    """Whether nothing is in question about all that only the reference has, or only the lived map."""
    links = enumerate(result.matching.links)
    alone = (n for n, link in links if not (link.actual if is_ideal else link.ideal))
    return all(is_settled(stands(result, n)) for n in alone)


def also_nearest(matching: Matching) -> Mapping[int, tuple[int, ...]]:
    """By the number of each link without a counterpart the others whose nearest candidate is the same one: it can be
    the counterpart of one of them only."""
    near: dict[tuple[bool, str], list[int]] = {}
    for number, link in enumerate(matching.links):
        if link.asked and not (link.ideal and link.actual):
            near.setdefault((bool(link.ideal), link.asked[0].id), []).append(number)
    return {
        n: tuple(k for k in numbers if k != n)
        for numbers in near.values()
        if len(numbers) > 1
        for n in numbers
    }


def also_nearest_text(
    ideal: JourneyMap, actual: JourneyMap, matching: Matching, others: Sequence[int]
) -> Message:
    """That the nearest candidate is nearest to other touchpoints as well; the likeliest of these is named."""
    link = matching.links[max(others, key=lambda n: (matching.links[n].asked[0].confidence, -n))]
    journey, ids, other = (ideal, link.ideal, actual) if link.ideal else (actual, link.actual, ideal)
    return _nearest_as_well(elided(title_of(other, (link.asked[0].id,))), elided(title_of(journey, ids)))


def is_shared(fix: Fix) -> bool:
    """Whether the nearest candidate of a line is nearest to another touchpoint as well: one of its reasons says so."""
    said = _nearest_as_well("", "").msgid
    return any(reason.msgid == said for reason in fix.reasons)


def _nearest_as_well(near: str, title: str) -> Message:
    return _(
        "“{near}” is nearest to “{title}” as well: it can stand for one of them only", near=near, title=title
    )


def are_alike(result: ComparisonResult) -> bool:
    """Whether neither map is what the other should become or was believed to be: both of one kind, or turned round."""
    return not has_target(result) and not is_belief(result)


def is_belief(result: ComparisonResult) -> bool:
    """Whether what the company believes is compared with what is."""
    return (result.ideal.journey.kind, result.actual.journey.kind) == ("assumed", "actual")


def is_believed(result: ComparisonResult) -> bool:
    """Whether what the company believes is compared with how it should be: then nothing is said of real life."""
    return (result.ideal.journey.kind, result.actual.journey.kind) == ("ideal", "assumed")


def company_knows(actual: JourneyMap) -> bool:
    """Whether the company is to be asked what the lived map does not tell: it is a belief of its own."""
    return actual.kind == "assumed"


def link_kind(result: ComparisonResult, number: int) -> Message:
    """What became of a link, in words that fit the roles of the two maps and what is known."""
    link = result.matching.links[number]
    if link.ideal and link.actual:
        return kind_title(link.kind)
    if not link.ideal and has_target(result):
        return kind_title("extra")
    standing = stands(result, number)
    if standing == "refused":
        return _("No counterpart")
    return _known_kind(result, link) if standing == "known" else _not_found(result, link)


def _known_kind(result: ComparisonResult, link: Correspondence) -> Message:
    """What stands alone for sure; what is extra to a target is called so in any case."""
    if is_belief(result):
        return _("Only believed by the company") if link.ideal else _("Unknown to the company")
    if are_alike(result):
        return _("Only in the first map") if link.ideal else _("Only in the second map")
    return kind_title("missing") if _is_target(result) else _("Only in the reference")


def _not_found(result: ComparisonResult, link: Correspondence) -> Message:
    """What was not found, and where: it may be there under another name."""
    if is_belief(result):
        return _("Not found in reality") if link.ideal else _("Not found in the company's belief")
    if are_alike(result):
        return _("Not found in the second map") if link.ideal else _("Not found in the first map")
    return _("No counterpart found") if _is_target(result) else _("Not found in the company's belief")


def link_said(result: ComparisonResult, number: int, words: Words) -> str:
    """The same with the nearest candidate where one stands open."""
    link, said = result.matching.links[number], words(link_kind(result, number))
    if not (link.ideal and not link.actual and stands(result, number) == "open"):
        return said
    near = link.maybe[0]
    touchpoint = result.actual.journey.touchpoints.get(near.id)
    title = elided(title_or_id(touchpoint)) if touchpoint is not None else near.id
    told = _(
        "{said}; nearest: “{title}” ({percent})",
        said=said,
        title=title,
        percent=sure_text(near.confidence, words),
    )
    return words(told)


def _is_target(result: ComparisonResult) -> bool:
    return (result.ideal.journey.kind, result.actual.journey.kind) == ("ideal", "actual")


def count_told(result: ComparisonResult, kind: str, n: int, has_open: bool = True) -> Message:
    """How many links are of a kind, in words that fit the roles of the two maps and what is known; with `has_open` how
    many of the extras are in question."""
    if kind == "missing":
        return _missing_told(result, n)
    told = kind_count(kind, n)
    is_sure = are_settled(result, False)
    if kind == "extra" and is_belief(result) and is_sure:
        told = ngettext("{n} the company does not know", "{n} the company does not know", n)
    elif kind == "extra" and is_belief(result):
        told = ngettext("{n} not found in the company's belief", "{n} not found in the company's belief", n)
    elif kind == "extra" and are_alike(result) and is_sure:
        told = ngettext("{n} only in the second map", "{n} only in the second map", n)
    elif kind == "extra" and are_alike(result):
        told = ngettext("{n} not found in the first map", "{n} not found in the first map", n)
    if kind == "extra" and has_open and (count := len(open_extra(result))):
        return _("{told} ({open} in question)", told=told, open=count)
    return told


def _missing_told(result: ComparisonResult, n: int) -> Message:
    count = len(open_missing(result))
    if are_alike(result):
        if are_settled(result, True):
            return ngettext("{n} only in the first map", "{n} only in the first map", n)
        told = ngettext("{n} not found in the second map", "{n} not found in the second map", n)
        return _("{told} ({open} in question)", told=told, open=count) if count else told
    if count:
        return ngettext(
            "{n} without a counterpart ({open} of them may have one)",
            "{n} without a counterpart ({open} of them may have one)",
            n,
            open=count,
        )
    if is_belief(result) and are_settled(result, True):
        return ngettext("{n} only believed", "{n} only believed", n)
    if is_belief(result) or not missing_is_known(result):
        return ngettext("{n} without a counterpart", "{n} without a counterpart", n)
    if not _is_target(result):
        return ngettext("{n} only in the reference", "{n} only in the reference", n)
    return kind_count("missing", n)


def ids_unused(n: int) -> Message:
    """The notice that so many ids stand on both maps and say nothing about what is the same."""
    return ngettext(
        "{n} id stands on both maps by chance or habit: it was not used, since the titles do not bear it out",
        "{n} ids stand on both maps by chance or habit: they were not used, since the titles do not bear them out",
        n,
    )


def ids_repeated(n: int) -> Message:
    """The same where titles that stand several times can bear no id out."""
    return ngettext(
        "{n} id stands on both maps: it was not used, since titles that stand several times bear nothing out",
        "{n} ids stand on both maps: they were not used, since titles that stand several times bear nothing out",
        n,
    )


def ids_agree(n: int) -> Message:
    """The same where the links that were found without the ids mostly agree with them."""
    return ngettext(
        "{n} id stands on both maps: the links were found without it and mostly agree with it",
        "{n} ids stand on both maps: the links were found without them and mostly agree with them",
        n,
    )


def ids_reused(pairs: Sequence[tuple[str, str]]) -> tuple[Message, ...]:
    """The notices that touchpoints with these titles bear one id and are not the same: the first few are named."""
    told = [
        _(
            "“{first}” and “{second}” bear one id, though title and stage differ: they were not linked",
            first=short(first),
            second=short(second),
        )
        for first, second in pairs[:_MOST_REUSED]
    ]
    if more := len(pairs) - len(told):
        told.append(
            ngettext(
                "{n} more pair bears one id, though title and stage differ: it was not linked",
                "{n} more pairs bear one id each, though title and stage differ: they were not linked",
                more,
            )
        )
    return tuple(told)


def nothing_linked() -> Message:
    """The notice that the matching found nothing, and what can be done about it."""
    return _(
        "No touchpoint could be linked by id or title. Link those that belong together by hand, "
        "or name a glossary of words that mean the same"
    )


def glossary_taken(file: str) -> Message:
    """The notice that words of a glossary were used."""
    return _("Words that mean the same were taken from the glossary {file} as well", file=file)


def has_glossary(matching: Matching) -> bool:
    """Whether a glossary was named, so that nobody is told to name one."""
    return any(notice.msgid == glossary_taken("").msgid for notice in matching.notices)


def is_a_step(notice: Message) -> bool:
    """Whether a notice says what `next_steps` says."""
    return notice.msgid == nothing_linked().msgid


def is_for_detail(notice: Message) -> bool:
    """Whether a notice is for those who check the links, not for the first page of a report."""
    about_ids = {told(1).msgid for told in (ids_unused, ids_repeated, ids_agree)}
    about_ids |= {told.msgid for told in ids_reused((("", ""),) * (_MOST_REUSED + 1))}
    return notice.msgid in about_ids or is_taken(notice) or is_called_otherwise(notice)


def advice(result: ComparisonResult, fix: Fix) -> Message | str:
    """What the quadrant of a line advises; "" where the reference is not what to aim at, and of what costs no points:
    nothing is nearly good where a promise is broken."""
    return quadrant_title(fix.quadrant) if has_target(result) and not fix.also else ""


def metrics_are_unpaired(result: ComparisonResult) -> bool:
    """Whether the part of the metrics comes from touchpoints without a counterpart alone: of none that can be set
    side by side both values are known and comparable."""
    return bool(result.score.parts.metrics) and all(metric.differs for metric in _paired(result))


def unpaired_metrics(result: ComparisonResult) -> Message:
    """Why the metrics count although none of them is compared, as a part of a sentence."""
    if apart := metrics_apart(result):
        return _("{what}; counted are those of touchpoints without a counterpart", what=apart)
    return _(
        "no touchpoint has a metric on both maps; counted are those of touchpoints without a counterpart"
    )


def metrics_apart(result: ComparisonResult) -> Message | None:
    """Why no metric of a touchpoint is compared although both maps have some, as a part of a sentence; None where one
    is compared and where no touchpoint has the same metric on both."""
    reasons = {metric.differs for metric in _paired(result)}
    if not reasons or "" in reasons:
        return None
    how = _("in different units") if reasons == {"unit"} else _("on different scales")
    if len(reasons) > 1:
        how = _("in different units or on different scales")
    return _("the metrics of both maps are measured {how}", how=how)


def _paired(result: ComparisonResult) -> Iterator[MetricGap]:
    """The metrics of touchpoints that have a value on both maps."""
    found = (metric for gap in result.touchpoints for metric in gap.metrics)
    return (metric for metric in found if metric.ideal is not None and metric.actual is not None)


def also_title(result: ComparisonResult) -> Message:
    """The heading of what carries no points."""
    if has_target(result) and all(fix.also for fix in result.fixes):
        return _("Still to mend")
    return _("Also to fix") if has_target(result) else _("What differs besides")


def better_title(result: ComparisonResult) -> Message:
    """The heading of what is better than in the reference."""
    if is_belief(result):
        return _("Better than believed")
    return _("Better than the reference") if has_target(result) else _("Better in the second map")


def in_reference(ideal: str, actual: str) -> Message:
    """Where the other value of a difference stands, by the kinds of the maps, as a part of a sentence."""
    if is_target(ideal, actual):
        return _("in the reference")
    if (ideal, actual) == ("assumed", "actual"):
        return _("in the company's belief")
    return _("on the first map")


def scale_note(result: ComparisonResult) -> Message | None:
    """On which scale emotions are told as figures where the two maps have different ones; None where they have not."""
    one, other = result.ideal.journey, result.actual.journey
    ours, theirs = one.scale, other.scale
    if (ours.min, ours.max) == (theirs.min, theirs.max):
        return None
    if are_alike(result):
        return _(
            "Emotions in figures are on the scale of the second map, from {low} to {high}; "
            "the first map has another one.",
            low=theirs.min,
            high=theirs.max,
        )
    return _(
        "Emotions in figures are on the scale of “{map}”, from {low} to {high}; “{other}” has another one.",
        map=map_kind_title(other.kind),
        other=map_kind_title(one.kind),
        low=theirs.min,
        high=theirs.max,
    )
