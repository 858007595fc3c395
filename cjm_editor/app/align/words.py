"""Sentences of the panels beside a comparison; the words fit the roles of the two maps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cjm_editor.compare.contribution import contribution_told
from cjm_editor.compare.unsure import Question
from cjm_editor.core.emotion import from_normal
from cjm_editor.core.figures import sure_text
from cjm_editor.core.model import EmotionScale
from cjm_editor.core.reasons import decided_by, term_title
from cjm_editor.core.results import ComparisonResult, Correspondence, TouchpointGap
from cjm_editor.core.role_words import role_words
from cjm_editor.core.standing import in_reference, link_kind, stands
from cjm_editor.core.texts import Message, Words, _, pgettext
from cjm_editor.core.wording import has_target, swapped_text, title_of


def question_of(result: ComparisonResult, link: Correspondence, question: Question | None) -> Message:
    """What is asked about a link, or said where nothing is open."""
    kinds = (result.ideal.journey.kind, result.actual.journey.kind)
    if question is None:
        if link.ideal and link.actual:
            return _("Why this link")
        return _("Why nothing stands opposite")
    if question.is_linked:
        if len(link.ideal) + len(link.actual) > 2:
            return _("Do these belong together?")
        return _("Is this the same touchpoint?")
    if kinds[0] == kinds[1]:
        return _("Which touchpoint of the other map is it?")
    if question.side == "actual" and kinds[0] == "ideal":
        return _("Is it meant in the reference?")
    if question.side == "actual" and kinds == ("assumed", "actual"):
        return _("Does the company know of it?")
    if question.side == "ideal" and kinds == ("ideal", "assumed"):
        return _("Is it in the company's belief?")
    if question.side == "ideal" and kinds[1] == "actual":
        return _("Does it happen in reality?")
    return _("Which touchpoint of the other map is it?")


def kind_of(result: ComparisonResult, number: int) -> Message:
    """What became of a link, where its reason stands beside it: extra is said only where that is known."""
    link, standing = result.matching.links[number], stands(result, number)
    if link.ideal or standing == "known" or not has_target(result):
        return link_kind(result, number)
    return _("No counterpart") if standing == "refused" else _("No counterpart found")


def reason_of(result: ComparisonResult, number: int) -> Message | None:
    """Who or what decided that; None where the kind says it."""
    link = result.matching.links[number]
    if (link.ideal and link.actual) or link.by == "pin":
        return decided_by(link)
    return _("Known from the common origin of the maps") if stands(result, number) == "known" else None


def lived_emotions(result: ComparisonResult, gap: TouchpointGap) -> Iterator[Message]:
    """What the two sides feel, both on the lived map's scale."""
    link, scale = result.matching.links[gap.link], result.actual.journey.scale
    if not (link.ideal and link.actual):
        return
    if gap.ideal_emotion is None or gap.actual_emotion is None:
        yield _("The emotion is not known on both sides, so it costs nothing.")
        return
    lived, wanted = emotion(gap.actual_emotion, scale), emotion(gap.ideal_emotion, scale)
    if lived == wanted:
        yield _("The emotion is the same: {actual}", actual=lived)
    else:
        where = in_reference(result.ideal.journey.kind, result.actual.journey.kind)
        yield _("Emotion {actual}, {where} {ideal}", actual=lived, where=where, ideal=wanted)


def emotion(value: float, scale: EmotionScale) -> float | Message:
    """An emotion 0..1 on a map's own scale, with a plus where that goes below zero."""
    shown = round(from_normal(value, scale), 1)
    if scale.min < 0 < shown:
        return pgettext("emotion", "+{number}", number=shown)
    return shown + 0.0


def share_meaning() -> Message:
    """What the share of a touchpoint is, and what the points of a line are instead."""
    return _(
        "The share of a touchpoint says how the gap is divided: all shares make up the gap. "
        "The list says something else: by how much the gap falls if only that line is fixed. "
        "That is less where another touchpoint becomes the worst, more where steps next to it mend as well."
    )


def tip_of(result: ComparisonResult, number: int, words: Words) -> str:
    """A link in a few lines: its kind and certainty, the terms, what it adds to the gap."""
    link = result.matching.links[number]
    roles = role_words(result, words)
    lines = [words(kind_of(result, number))]
    if link.ideal and link.actual and link.by == "auto":
        lines[0] += f", {sure_text(link.confidence, words)}"
        lines += terms_told(link.why, link.confidence, words)
    elif link.asked:
        journey = (result.actual if link.ideal else result.ideal).journey
        near, share = title_of(journey, (link.asked[0].id,)), sure_text(link.asked[0].confidence, words)
        lines = [words(_("No counterpart found; nearest: “{title}”, {share}", title=near, share=share))]
        if link.asked[0].why:
            lines += terms_told(link.asked[0].why, link.asked[0].confidence, words)
    swapped = swapped_text(result.ideal.journey, result.actual.journey, result.matching, number)
    lines += [words(swapped)] if swapped is not None else []
    lines += contribution_told(result, number, words)
    for role, side, ids in (
        (roles.ideal, result.ideal, link.ideal),
        (roles.actual, result.actual, link.actual),
    ):
        if ids:  # in full: a narrow card may cut it
            lines.append(f"{role}: {title_of(side.journey, ids)}")
    return "\n".join(lines)


def terms_told(why: Sequence[tuple[str, float]], confidence: float, words: Words) -> list[str]:
    """The terms of a link or of a candidate, a line each, and what they come to."""
    lines = [f"{words(term_title(name, value))} {_signed(value, words)}" for name, value in why]
    whole = sum(value for _name, value in why)
    return [*lines, f"{words(_('Together'))} {_signed(whole, words)} = {sure_text(confidence, words)}"]


def _signed(value: float, words: Words) -> str:
    shown = words.number(round(value, 2) + 0.0, 2)
    return f"+{shown}" if round(value, 2) > 0 else shown
