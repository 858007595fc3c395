"""What all parts of a comparison's drawing look up: options, touchpoints by id, links, gaps, role words."""

from __future__ import annotations

from collections.abc import Mapping

from cjm_editor.core.elide import lowered
from cjm_editor.core.emotion import known_five
from cjm_editor.core.figures import contribution_figures
from cjm_editor.core.model import JourneyMap, Touchpoint, route_order, segment_of, title_or_id
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import ComparisonResult, Side, TouchpointGap
from cjm_editor.core.standing import (
    are_alike,
    are_settled,
    link_kind,
    missing_is_known,
    open_extra,
    open_missing,
)
from cjm_editor.core.terms import map_kind_title
from cjm_editor.core.texts import Words, _, ngettext
from cjm_editor.render.measure import Measurer
from cjm_editor.render.parts import Style
from cjm_editor.render.theme import Theme

NARROWEST, WIDEST = 83.0, 160.0
LANE_HEADER = 100.0
COMPARE_CARD = Style(11, 15, 500)
LONGEST = 600
"""Characters of a title that are looked at: no card shows more."""


@dataclass(frozen=True, slots=True)
class MarksOptions:
    """How to draw a comparison; lengths in px at 100 % zoom.

    `words` is the language of captions, the content keeps its own. `column` None fits the columns to the content, and
    widens them where that leaves a board narrower than `least_width`. `is_close` makes them no wider than they must
    be to cut no title, and never very wide.
    """

    theme: Theme
    words: Words
    column: float | None = None
    lane_header: float = LANE_HEADER
    least_width: float = 0.0
    is_close: bool = False


@dataclass(frozen=True, slots=True)
class RoleWords:
    """What the two maps are called here, and what being off the reference is called."""

    ideal: str
    actual: str
    worse: str
    better: str
    better_short: str


def role_words(result: ComparisonResult, words: Words) -> RoleWords:
    """The words for both sides: by the kinds of the maps, of equal kinds by their titles, else their segments'."""
    ideal, actual = result.ideal.journey, result.actual.journey
    if ideal.kind != actual.kind:
        names = (words(map_kind_title(ideal.kind)), words(map_kind_title(actual.kind)))
    else:
        names = _own_names(result.ideal, result.actual)
    if ideal.kind == "ideal" and actual.kind != "ideal":
        told = (_("worse than the target"), _("better than the target"), _("above target"))
    elif ideal.kind == "assumed" and actual.kind == "actual":
        told = (_("worse than believed"), _("better than believed"), _("better than believed"))
    else:
        told = (_("worse"), _("better"), _("better"))
    worse, better, short = (words(message) for message in told)
    return RoleWords(names[0], names[1], worse, better, short)


def _own_names(ideal: Side, actual: Side) -> tuple[str, str]:
    """Two names that differ: titles of the maps, titles of their segments, names as given."""
    titles = (_clean(ideal.journey.title), _clean(actual.journey.title))
    segments = (_segment(ideal), _segment(actual))
    for pair in (segments, titles) if ideal.journey.segment != actual.journey.segment else (titles, segments):
        if pair[0] and pair[1] and pair[0] != pair[1]:
            return pair
    return (ideal.name or titles[0], actual.name or titles[1])


def _segment(side: Side) -> str:
    found = segment_of(side.document, side.journey.segment)
    return _clean(found.title) if found is not None else ""


def _clean(text: str) -> str:
    return " ".join(text[:LONGEST].split())


def row_maps(result: ComparisonResult) -> tuple[str, str]:
    """The maps that the addresses of the upper and the lower row name: the ids of both. Two states of one map have one
    id, so the lower row's gets a mark that no id bears: else a touchpoint could not be told from its counterpart.
    """
    ideal, actual = result.ideal.journey.id, result.actual.journey.id
    return (ideal, actual) if ideal != actual else (ideal, f"{actual}′")


def kind_word(kind: str, n: int, result: ComparisonResult, words: Words) -> str:
    """What `n` links of a kind are: "renamed"; missing and extra in words that fit the roles of the two maps."""
    maps = (result.ideal.journey.kind, result.actual.journey.kind)
    if kind == "missing":
        is_sure = are_settled(result, True)
        if are_alike(result) and is_sure:
            told = ngettext("only in the first map", "only in the first map", n)
        elif are_alike(result):
            told = ngettext("not found in the second map", "not found in the second map", n)
            if count := len(open_missing(result)):
                told = _("{told} ({open} in question)", told=told, open=count)
        elif maps == ("assumed", "actual") and is_sure:
            told = ngettext("only believed", "only believed", n)
        elif maps == ("assumed", "actual") or not missing_is_known(result):
            told = ngettext("without a counterpart", "without a counterpart", n)
        elif maps != ("ideal", "actual"):
            told = ngettext("only in the reference", "only in the reference", n)
        else:
            told = ngettext("missing in reality", "missing in reality", n)
    elif kind == "extra":
        is_sure = are_settled(result, False)
        if maps == ("assumed", "actual") and is_sure:
            told = ngettext("unknown to the company", "unknown to the company", n)
        elif maps == ("assumed", "actual"):
            told = ngettext("not found in the company's belief", "not found in the company's belief", n)
        elif are_alike(result) and is_sure:
            told = ngettext("only in the second map", "only in the second map", n)
        elif are_alike(result):
            told = ngettext("not found in the first map", "not found in the first map", n)
        else:
            told = ngettext("extra", "extra", n)
        if count := len(open_extra(result)):
            told = _("{told} ({open} in question)", told=told, open=count)
    else:
        told = {
            "same": ngettext("matches", "match", n),
            "changed": ngettext("differs", "differ", n),
            "renamed": ngettext("is renamed", "are renamed", n),
            "moved": ngettext("has moved", "have moved", n),
            "split": ngettext("is split", "are split", n),
            "merged": ngettext("is merged", "are merged", n),
            "many": ngettext("is regrouped", "are regrouped", n),
        }[kind]
    return words(told)


@dataclass(frozen=True, slots=True)
class Scene:
    """A comparison ready to be drawn: placed touchpoints of both sides, the links and gaps they belong to."""

    result: ComparisonResult
    options: MarksOptions
    measurer: Measurer
    roles: RoleWords
    ideal: Mapping[str, Touchpoint]
    actual: Mapping[str, Touchpoint]
    link_of_ideal: Mapping[str, int]
    link_of_actual: Mapping[str, int]
    gaps: Mapping[int, TouchpointGap]
    points: Mapping[int, float]

    @property
    def theme(self) -> Theme:
        return self.options.theme

    @property
    def words(self) -> Words:
        return self.options.words

    def map_name(self, is_ideal: bool) -> str:
        """The map in the addresses of a row."""
        return row_maps(self.result)[0 if is_ideal else 1]

    def kind_of(self, link: int) -> str:
        """The kind of a link; of a touchpoint in none (-1) "same"."""
        return self.result.matching.links[link].kind if link >= 0 else "same"

    def word_of(self, kind: str, n: int = 1) -> str:
        """What links of a kind are called."""
        return kind_word(kind, n, self.result, self.words)

    def link_word(self, link: int) -> str:
        """What became of one link, in the middle of a sentence."""
        found = self.result.matching.links[link]
        if found.ideal and found.actual:
            return self.word_of(found.kind)
        return lowered(self.words(link_kind(self.result, link)))

    def title(self, touchpoint: Touchpoint) -> str:
        """What a touchpoint is called, on one line."""
        return _clean(title_or_id(touchpoint))

    def emotion(self, touchpoint: Touchpoint, journey: JourneyMap) -> float | None:
        """The emotion on -2..+2, None where it is not known."""
        return known_five(touchpoint.emotion, journey.scale)


def scene_of(result: ComparisonResult, options: MarksOptions, measurer: Measurer) -> Scene:
    """The lookups of a comparison. Parked touchpoints have no place on the axis and are left out."""
    ideal = {t.id: t for t in route_order(result.ideal.journey)}
    actual = {t.id: t for t in route_order(result.actual.journey)}
    links = result.matching.links
    return Scene(
        result,
        options,
        measurer,
        role_words(result, options.words),
        ideal,
        actual,
        {id: n for n, link in enumerate(links) for id in link.ideal if id in ideal},
        {id: n for n, link in enumerate(links) for id in link.actual if id in actual},
        {gap.link: gap for gap in result.touchpoints},
        contribution_figures(result),
    )
