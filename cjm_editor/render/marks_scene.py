"""What all parts of a comparison's drawing look up: options, touchpoints by id, links, gaps, role words."""

from __future__ import annotations

from collections.abc import Mapping

from cjm_editor.core.emotion import known_five
from cjm_editor.core.figures import contribution_figures
from cjm_editor.core.model import JourneyMap, Touchpoint, route_order, title_or_id
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import ComparisonResult, TouchpointGap
from cjm_editor.core.role_words import RoleWords, kind_word, link_word, role_words
from cjm_editor.core.texts import Words
from cjm_editor.render.measure import Measurer
from cjm_editor.render.parts import Style
from cjm_editor.render.theme import Theme

NARROWEST, WIDEST = 83.0, 160.0
LANE_HEADER = 100.0
COMPARE_CARD = Style(11, 15, 500)
ENDLESS = 1e9
LONGEST = 600
"""Characters of a title that are looked at: no card shows more."""


@dataclass(frozen=True, slots=True)
class MarksOptions:
    """How to draw a comparison; lengths in px at 100 % zoom.

    `words` is the language of captions, the content keeps its own. `column` None fits the columns to the content, and
    widens them where that leaves a board narrower than `least_width`. `is_close` makes them no wider than they must
    be to cut no title, and never very wide. `key_room` is how long a line of the key may be.
    """

    theme: Theme
    words: Words
    column: float | None = None
    lane_header: float = LANE_HEADER
    least_width: float = 0.0
    is_close: bool = False
    key_room: float = ENDLESS


def row_maps(result: ComparisonResult) -> tuple[str, str]:
    """The maps that the addresses of the upper and the lower row name: the ids of both. Two states of one map have one
    id, so the lower row's gets a mark that no id bears: else a touchpoint could not be told from its counterpart.
    """
    ideal, actual = result.ideal.journey.id, result.actual.journey.id
    return (ideal, actual) if ideal != actual else (ideal, f"{actual}′")


def _clean(text: str) -> str:
    return " ".join(text[:LONGEST].split())


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
        return link_word(link, self.result, self.words)

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
