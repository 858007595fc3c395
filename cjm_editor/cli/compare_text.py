"""A comparison in words: plain text for a terminal, Markdown for a page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from cjm_editor.core.model import JourneyMap, stage_of
from cjm_editor.core.results import ComparisonResult, Correspondence, Fix, LinkKind, Quadrant
from cjm_editor.core.texts import Message, Words, _, ngettext, pgettext

KINDS: tuple[LinkKind, ...] = (
    "same", "changed", "renamed", "moved", "split", "merged", "many", "missing", "extra",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """A heading ("" for none), paragraphs, and list items, numbered or not; an item may go on with further lines."""

    heading: str
    lines: tuple[str, ...] = ()
    items: tuple[tuple[str, ...], ...] = ()
    is_numbered: bool = False


def plain(result: ComparisonResult, words: Words) -> str:
    """Return the report as plain text."""
    parts: list[str] = []
    for section in sections(result, words):
        rows = [section.heading] if section.heading else []
        rows += section.lines
        for number, item in enumerate(section.items, 1):
            mark = f"{number:>3}. " if section.is_numbered else "  - "
            rows += [mark + item[0], *(" " * len(mark) + line for line in item[1:])]
        parts.append("\n".join(rows))
    return "\n\n".join(parts) + "\n"


def markdown(result: ComparisonResult, words: Words) -> str:
    """Return the report as Markdown; signs that Markdown reads are kept as text."""
    title = words(_("Gap between the ideal and the actual"))
    parts = [f"# {title}"]
    for section in sections(result, words):
        rows = [f"## {_escaped(section.heading)}", ""] if section.heading else []
        rows += [f"{_escaped(line)}  " for line in section.lines]
        if section.lines and section.items:
            rows.append("")
        for number, item in enumerate(section.items, 1):
            mark = f"{number}. " if section.is_numbered else "- "
            rows.append(
                mark
                + "  \n".join([_escaped(item[0]), *(" " * len(mark) + _escaped(line) for line in item[1:])])
            )
        parts.append("\n".join(row.rstrip() if not row.endswith("  ") else row for row in rows))
    return "\n\n".join(parts) + "\n"


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", text)


def sections(result: ComparisonResult, words: Words) -> list[Section]:
    """Return the report's sections in order: sides and gap, fixes, what else to mend, lists, notices."""
    found = [_head(result, words), _fixes(result, words), _also(result, words)]
    for kind, heading in (
        ("missing", _("Missing in the actual map")),
        ("extra", _("Only in the actual map")),
        ("moved", _("Moved")),
    ):
        names = [(_pair(result, link),) for link in result.matching.links if kind in (link.kind, *link.flags)]
        found.append(Section(words(heading), items=tuple(names)))
    unsure = [
        (
            words(
                _("{pair}, {percent} sure", pair=_pair(result, link), percent=words.percent(link.confidence))
            ),
        )
        for link in result.matching.links
        if link.unsure
    ]
    found.append(Section(words(_("Links to check")), items=tuple(unsure)))
    better = tuple((_pair(result, result.matching.links[number]),) for number in result.surplus)
    found.append(Section(words(_("Better than the ideal")), items=better))
    notices = tuple((words(message),) for message in result.matching.notices)
    found.append(Section(words(_("Notices")), items=notices))
    return [section for section in found if section.lines or section.items]


def _head(result: ComparisonResult, words: Words) -> Section:
    score = result.score
    lines = [
        words(_("Reference: {map}", map=_side(result.ideal.journey, result.ideal.name))),
        words(_("Actual: {map}", map=_side(result.actual.journey, result.actual.name))),
        "",
        words(gap_sentence(result, words)),
    ]
    if score.gap is not None:
        parts = (
            (pgettext("comparison", "experience"), score.parts.experience),
            (pgettext("comparison", "path"), score.parts.path),
            (pgettext("comparison", "friction"), score.parts.friction),
            (pgettext("comparison", "metrics"), score.parts.metrics),
        )
        shown = [
            f"{words(name)} {words.number(100 * value, 0)}" for name, value in parts if value is not None
        ]
        lines.append(words(_("Of 100 in each part: {parts}", parts=", ".join(shown))))
    lines.append(
        words(_("Emotion known on both sides for {percent}", percent=words.percent(score.coverage.emotion)))
    )
    counts = Counter(link.kind for link in result.matching.links)
    told = [words(count_of(kind, counts[kind])) for kind in KINDS if counts[kind]]
    if told:
        lines.append(words(_("Touchpoints: {counts}", counts=", ".join(told))))
    return Section("", tuple(lines))


def gap_sentence(result: ComparisonResult, words: Words) -> Message:
    """Return the gap with its interval; the interval alone where too few emotions are known."""
    score = result.score
    if score.gap is None or score.low is None or score.high is None:
        return _("There is no gap: the reference has no touchpoints")
    interval = words.range(score.low, score.high, 0)
    if not score.as_point:
        return _("Gap: between {range} of 100; too few emotions are known for one number", range=interval)
    return _("Gap: {gap} of 100, probably {range}", gap=words.number(score.gap, 1), range=interval)


def count_of(kind: LinkKind, n: int) -> Message:
    """Return how many components are of a kind."""
    match kind:
        case "same":
            return ngettext("{n} the same", "{n} the same", n)
        case "changed":
            return ngettext("{n} changed", "{n} changed", n)
        case "renamed":
            return ngettext("{n} renamed", "{n} renamed", n)
        case "moved":
            return ngettext("{n} moved", "{n} moved", n)
        case "split":
            return ngettext("{n} split", "{n} split", n)
        case "merged":
            return ngettext("{n} merged", "{n} merged", n)
        case "many":
            return ngettext("{n} regrouped", "{n} regrouped", n)
        case "missing":
            return ngettext("{n} missing", "{n} missing", n)
        case "extra":
            return ngettext("{n} extra", "{n} extra", n)


def kind_word(kind: LinkKind) -> Message:
    """Return the kind of one component in a word."""
    match kind:
        case "same":
            return pgettext("comparison", "the same")
        case "changed":
            return pgettext("comparison", "changed")
        case "renamed":
            return pgettext("comparison", "renamed")
        case "moved":
            return pgettext("comparison", "moved")
        case "split":
            return pgettext("comparison", "split")
        case "merged":
            return pgettext("comparison", "merged")
        case "many":
            return pgettext("comparison", "regrouped")
        case "missing":
            return pgettext("comparison", "missing")
        case "extra":
            return pgettext("comparison", "extra")


def quadrant_word(quadrant: Quadrant) -> Message:
    """Return what the quadrant of importance and loss says to do; empty where it is not known."""
    match quadrant:
        case "concentrate":
            return pgettext("comparison", "concentrate here")
        case "keep":
            return pgettext("comparison", "keep it up")
        case "later":
            return pgettext("comparison", "later")
        case "enough":
            return pgettext("comparison", "good enough")
        case "remove":
            return pgettext("comparison", "remove?")
        case "look":
            return pgettext("comparison", "look at it")
        case "":
            return Message("")


def _fixes(result: ComparisonResult, words: Words) -> Section:
    items = tuple(_fix(result, fix, words) for fix in result.fixes if not fix.also)
    return Section(words(_("What to fix first")), items=items, is_numbered=True)


def _also(result: ComparisonResult, words: Words) -> Section:
    items = tuple(_fix(result, fix, words) for fix in result.fixes if fix.also)
    return Section(words(_("Also to mend")), items=items)


def _fix(result: ComparisonResult, fix: Fix, words: Words) -> tuple[str, ...]:
    link = result.matching.links[fix.link]
    path = result.path[fix.path] if fix.path is not None else None
    name = words(path.text) if path is not None and path.text is not None else _names(result, link)
    first = [name, words(kind_word(link.kind)) if path is None else "", _stage(result, link, words)]
    rows = [" · ".join(part for part in first if part)]
    facts = []
    if not fix.also:
        facts.append(
            words(
                _(
                    "gap falls by {delta}; {after} left with all before it",
                    delta=words.number(fix.delta, 1),
                    after=words.number(fix.after, 1),
                )
            )
        )
        facts.append(words(_("effort {effort}", effort=fix.effort)))
    if fix.quadrant:
        facts.append(words(quadrant_word(fix.quadrant)))
    if fix.unsure:
        facts.append(words(_("the link is unsure")))
    if facts:
        rows.append("; ".join(facts))
    rows += [words(reason) for reason in fix.reasons]
    return tuple(rows)


def _stage(result: ComparisonResult, link: Correspondence, words: Words) -> str:
    """Return the title of the stage where the component stands, the reference's first."""
    for journey, ids in ((result.ideal.journey, link.ideal), (result.actual.journey, link.actual)):
        for id in ids:
            touchpoint = journey.touchpoints.get(id)
            stage = stage_of(journey, touchpoint.stage) if touchpoint else None
            if stage is not None:
                return words(_("stage “{title}”", title=stage.title or stage.id))
    return ""


def _names(result: ComparisonResult, link: Correspondence) -> str:
    """Return the touchpoints of a component, by the reference's titles where it has any."""
    return _titles(result.ideal.journey, link.ideal) or _titles(result.actual.journey, link.actual)


def _pair(result: ComparisonResult, link: Correspondence) -> str:
    ideal, actual = _titles(result.ideal.journey, link.ideal), _titles(result.actual.journey, link.actual)
    return " → ".join(dict.fromkeys(part for part in (ideal, actual) if part))


def _titles(journey: JourneyMap, ids: tuple[str, ...]) -> str:
    found = (journey.touchpoints.get(id) for id in ids)
    return " + ".join((touchpoint.title or touchpoint.id) for touchpoint in found if touchpoint is not None)


def _side(journey: JourneyMap, name: str) -> str:
    return f"{journey.title} ({name})" if journey.title else name
