"""What a comparison rests on, in words of one language: the evidence of both maps and what people decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from cjm_editor.core.elide import elided
from cjm_editor.core.model import Evidence, JourneyMap, Touchpoint, stage_of, title_or_id
from cjm_editor.core.results import ComparisonResult, Side
from cjm_editor.core.terms import evidence_label
from cjm_editor.core.texts import Words, _, one_line
from cjm_editor.core.wording import title_of

MOST_TITLES = 50
"""Touchpoints that are named beside one piece of evidence."""


def titles_told(titles: Sequence[str]) -> str:
    """Titles in a row, the first ones and how many more."""
    shown = ", ".join(titles[:MOST_TITLES])
    return shown if len(titles) <= MOST_TITLES else f"{shown}, … (+{len(titles) - MOST_TITLES})"


def evidence_text(piece: Evidence, words: Words) -> str:
    """Kind, number of answers, source, date: `Interviews, n = 8, “Notes”, 18 September 2026`."""
    parts = [words(evidence_label(piece.kind, piece.n))]
    if piece.n is not None:
        parts.append(f"n\u00a0=\u00a0{words.number(piece.n)}")
    stated = one_line(piece.source).strip(), _date(one_line(piece.date).strip(), words)
    parts += [text for text in stated if text]
    return ", ".join(parts)


def _date(text: str, words: Words) -> str:
    """A whole day in words; a month or a year, and what is no date, as it is written."""
    try:
        return words.date(date.fromisoformat(text)).replace(" ", "\u00a0") if len(text) == 10 else text
    except ValueError:
        return text


def evidence_told(side: Side, words: Words) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What a map rests on: each piece of evidence with the touchpoints that name it, and those that name none."""
    found: dict[str, dict[str, None]] = {}
    bare: dict[str, None] = {}
    for touchpoint in side.journey.touchpoints:
        pieces = list(_pieces(side.journey, touchpoint))
        title = elided(title_or_id(touchpoint))
        for piece in pieces:
            found.setdefault(evidence_text(piece, words), {})[title] = None
        if not pieces:
            bare[title] = None
    rows = [(text, tuple(titles)) for text, titles in found.items()]
    if bare:
        rows.append((words(_("Nothing is given: an assumption")), tuple(bare)))
    return tuple(rows)


def _pieces(journey: JourneyMap, touchpoint: Touchpoint) -> Iterator[Evidence]:
    stage = stage_of(journey, touchpoint.stage)
    yield from touchpoint.evidence or (stage.evidence if stage is not None else ())
    for _lane, cards in touchpoint.cards:
        for card in cards:
            yield from card.evidence


def joined_titles(journey: JourneyMap, ids: tuple[str, ...], titles: tuple[str, ...] = ()) -> str:
    """The titles of touchpoints; those kept with a decision where the map has lost them."""
    return elided(title_of(journey, ids) or " + ".join(titles) or " + ".join(ids))


def decisions_told(result: ComparisonResult, words: Words) -> tuple[str, ...]:
    """What people decided about the pair, one sentence a decision."""
    found = []
    for link in result.decided:
        ours = joined_titles(result.ideal.journey, link.ideal, link.ideal_titles)
        theirs = joined_titles(result.actual.journey, link.actual, link.actual_titles)
        if not ours or not theirs:
            said = words(_("“{title}” has no counterpart", title=ours or theirs))
        elif link.state == "banned":
            said = words(_("“{ideal}” and “{actual}” do not belong together", ideal=ours, actual=theirs))
        else:
            said = words(_("“{ideal}” and “{actual}” belong together", ideal=ours, actual=theirs))
        found.append(f"{said}: {link.note.strip()}" if link.note.strip() else said)
    return tuple(found)
