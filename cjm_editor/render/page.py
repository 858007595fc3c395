"""The export page of a map: title and facts, persona, the board, the key, sources and date; sized towards A3."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from cjm_editor.core.address import Address
from cjm_editor.core.collector import collector_at_rest
from cjm_editor.core.evidence import STRENGTH
from cjm_editor.core.lanes import lanes_of
from cjm_editor.core.model import (
    Document,
    Evidence,
    JourneyMap,
    Persona,
    Segment,
    Stage,
    Touchpoint,
    columns_of,
    map_of,
    segment_of,
)
from cjm_editor.core.records import dataclass
from cjm_editor.core.terms import evidence_label, map_kind_title
from cjm_editor.core.texts import Message, Words, _
from cjm_editor.render.board import BoardCache, board
from cjm_editor.render.cells import EVIDENCE_LANE, moved
from cjm_editor.render.display import DisplayList, Group, Item
from cjm_editor.render.extent import is_large, refuse_too_large
from cjm_editor.render.legend import Sign, key_lines, signs
from cjm_editor.render.measure import Measurer
from cjm_editor.render.options import (
    CARD_GAP,
    COLUMN,
    EMOTION_HEIGHT,
    EXPORT_LANE_HEADER,
    NARROWEST_COLUMN,
    WIDEST_COLUMN,
    BoardOptions,
    Setting,
)
from cjm_editor.render.parts import (
    CAPTION,
    EXPORT_SUBTITLE,
    EXPORT_TITLE,
    FACT,
    STAGE_TITLE,
    line_of,
    lines_of,
)
from cjm_editor.render.portrait import PERSONA_WIDTH, persona_card
from cjm_editor.render.theme import PRINT
from cjm_editor.render.wrap import elide, wrap

MARGIN = 44.0
HEAD = 130.0
A3 = 420 / 297
LEAST_WIDTH = 1080.0
"""A page is at least this wide, so that a small map's head has room."""

EXPORT_COLUMN = 120.0
"""Columns of a map that is somewhat wider than A3."""

EXPORT_EMOTION_HEIGHT = 208.0
"""Of the lane of emotion, where the board has its usual one: on paper nobody makes it higher."""

EXPORT_TITLE_LINES = 40
EXPORT_CARD_LINES = 40
"""Texts are cut later than on the board: what is cut on paper stands nowhere else."""

WIDE = 2.2
"""From this proportion on a page is a wide one, and its columns keep their width."""

_FOR_TITLES = 180.0
"""Columns get no wider than this for the sake of a stage's title."""

_FACT_GAP = 36.0
_FACTS_TOP = 122.0


def map_page(
    document: Document, map_id: str, options: BoardOptions, measurer: Measurer, date: str = ""
) -> DisplayList:
    """The page of a map; raises `KeyError` for a map that the document lacks, `CjmError` for one too large to draw.

    `date` is printed at the foot: a day as `YYYY-MM-DD`, or any text. A column width other than the default is kept;
    else columns are made as wide as brings the page nearest to A3 landscape. A wide map just makes a wide page.
    """
    page = page_of(document, map_id, options, measurer, date)
    drawn = page.display(options.column)
    if options.column != COLUMN or drawn.width > 3 * A3 * drawn.height:
        return drawn  # far too wide for A3 at any column
    if is_large(page.journey, page.options.lanes):
        return drawn
    best = max(page.best_column(), page.least_column())
    return drawn if best == COLUMN else page.display(best)


def page_of(
    document: Document, map_id: str, options: BoardOptions, measurer: Measurer, date: str = ""
) -> MapPage:
    """The pieces of a map's page, of which `map_page` and sheets are made; raises as that does."""
    journey = map_of(document, map_id)
    if journey is None:
        raise KeyError(map_id)
    theme = options.theme if options.theme.is_dark else PRINT
    if options.lanes is None:
        options = replace(options, lanes=_filled_lanes(document, journey, options))
    if options.emotion_height == EMOTION_HEIGHT:
        options = replace(options, emotion_height=EXPORT_EMOTION_HEIGHT)
    options = replace(
        options,
        theme=theme,
        lane_header=EXPORT_LANE_HEADER,
        ghosts=False,
        stage_note="goal",
        title_lines=EXPORT_TITLE_LINES,
        card_lines=EXPORT_CARD_LINES,
    )
    refuse_too_large(journey, options.lanes)
    return MapPage(document, journey, options, measurer, date)


def _filled_lanes(document: Document, journey: JourneyMap, options: BoardOptions) -> tuple[str, ...]:
    """The rows of the board without those that hold nothing and that nobody asked for."""
    held = BoardCache().held(journey)
    named = {lane.id for lane in document.lanes} | {"touchpoints", "emotion"} | set(held)
    rows = lanes_of(document, journey, options.audience, (id for id in held if id != EVIDENCE_LANE))
    shown = [lane.id for lane in rows if lane.id in named]
    # stages show no evidence of their own, it stands at their touchpoints
    return (*shown, *((EVIDENCE_LANE,) if EVIDENCE_LANE in held and journey.touchpoints else ()))


@dataclass(frozen=True, slots=True)
class _Fact:
    label: str
    value: str


class MapPage:
    """One page being made: head, board and foot for a width."""

    def __init__(
        self, document: Document, journey: JourneyMap, options: BoardOptions, measurer: Measurer, date: str
    ) -> None:
        self.document, self.journey, self.options = document, journey, options
        self.measurer, self.words, self.theme = measurer, options.words, options.theme
        self.date = _dated(date, options.words)
        self.segment = segment_of(document, journey.segment)
        self.persona = _persona(document, journey, self.segment)
        self.told: tuple[Setting, tuple[Sign, ...], Sequence[str]] | None = None
        """What the feet of all sheets say, found once: it takes a walk over the map."""

    def best_column(self) -> float:
        """The column width at which the page comes nearest to the proportions of A3; columns of a small map, whose
        page is wider than its board, take that room."""
        first = self.display(NARROWEST_COLUMN)
        if first.width <= LEAST_WIDTH:
            return self._bisected(lambda column: self.display(column).width <= LEAST_WIDTH)[0]
        narrowest = first.width / first.height
        if narrowest >= A3:
            return EXPORT_COLUMN if narrowest < WIDE else COLUMN
        return self._bisected(lambda column: self._ratio(column) < A3)[1]

    def least_column(self) -> float:
        """The least width of columns that leaves the titles of all stages whole, within reason."""
        style, least = STAGE_TITLE, NARROWEST_COLUMN
        for stage, touchpoints in columns_of(self.journey):
            wide = self.measurer.width(stage.title, style.size, style.weight) + 1 + CARD_GAP
            least = max(least, math.ceil(wide / max(1, len(touchpoints))))
        return min(least, _FOR_TITLES)

    def _bisected(self, is_narrow: Callable[[float], bool]) -> tuple[float, float]:
        """The widest column found that is too narrow still, and the narrowest one that is not."""
        low, high = NARROWEST_COLUMN, WIDEST_COLUMN
        for _step in range(5):
            middle = float(round((low + high) / 2))
            if is_narrow(middle):
                low = middle
            else:
                high = middle
        return low, high

    def _ratio(self, column: float) -> float:
        page = self.display(column)
        return page.width / page.height

    def display(self, column: float) -> DisplayList:
        """The page with columns of a given width."""
        with collector_at_rest():
            return self._display(column)

    def _display(self, column: float) -> DisplayList:
        drawn, setting = self.board(column)
        width = max(drawn.width + 2 * MARGIN, LEAST_WIDTH)
        head, head_bottom = self.head(width)
        groups: list[Group] = [*head]
        groups += [moved(g, MARGIN, head_bottom, "board") for g in drawn.groups]
        foot, bottom = self.foot(head_bottom + drawn.height, width, setting)
        groups += foot
        return DisplayList(
            float(round(width)),
            float(round(bottom)),
            tuple(groups),
            self.theme.board,
            title=self._title(),
            language=drawn.language,
        )

    def board(self, column: float) -> tuple[DisplayList, Setting]:
        """The board with columns of a given width, and what it was drawn with."""
        cache = BoardCache()
        options = replace(self.options, column=column)
        drawn = board(self.document, self.journey.id, options, self.measurer, cache)
        assert cache.setting is not None
        return drawn, cache.setting

    def _title(self) -> str:
        return self.document.title or self.journey.title or self.words(map_kind_title(self.journey.kind))

    def _subtitle(self) -> str:
        words, segment = self.words, self.segment
        title = self.journey.title or words(map_kind_title(self.journey.kind))
        text = words(_("Customer journey map “{title}”", title=title))
        if segment is None or not segment.title:
            return text
        if segment.share is None:
            return words(_("{map}. Segment: {segment}", map=text, segment=segment.title))
        share = words.percent(segment.share)
        return words(
            _("{map}. Segment: {segment}, {share} of customers", map=text, segment=segment.title, share=share)
        )

    # -- head --------------------------------------------------------------------------------------------------------

    def head(self, width: float) -> tuple[list[Group], float]:
        """Title, facts and persona, and where the board begins below them."""
        right = width - MARGIN
        groups: list[Group] = []
        if self.persona is not None:
            card = persona_card(
                self.persona, self.segment, right - PERSONA_WIDTH, 40.0, self.theme, self.words, self.measurer
            )
            groups.append(card)
            right -= PERSONA_WIDTH + 32
        room = right - MARGIN
        theme, measure = self.theme, self.measurer
        title = elide(self._title(), room, EXPORT_TITLE.size, EXPORT_TITLE.weight, measure)
        subtitle = elide(self._subtitle(), room, EXPORT_SUBTITLE.size, EXPORT_SUBTITLE.weight, measure)
        items: tuple[Item, ...] = (
            line_of(title, 0, 0, EXPORT_TITLE, theme.text, measure),
            line_of(subtitle, 0, 40, EXPORT_SUBTITLE, theme.text2, measure),
        )
        at = Address("map", self.journey.id, self.journey.id)
        groups.append(
            Group("headline", MARGIN, MARGIN, room, 62, items, at, self._title(), solid=True, key="title")
        )
        facts, lines = self._facts(room)
        groups += facts
        return groups, MARGIN + HEAD + FACT.line * max(0, lines - 1)

    def _facts(self, room: float) -> tuple[list[Group], int]:
        facts = self._known_facts()
        if not facts:
            return [], 1
        measure = self.measurer
        wanted = [
            max(
                measure.width(fact.value, FACT.size, FACT.weight) + 1,
                measure.width(fact.label, CAPTION.size, CAPTION.weight) + 1,
            )
            for fact in facts
        ]
        widths = _shared(wanted, room - _FACT_GAP * (len(facts) - 1))
        groups: list[Group] = []
        x, most = MARGIN, 1
        for fact, w in zip(facts, widths, strict=True):
            lines = wrap(fact.value, w, FACT.size, FACT.weight, measure, 3)
            most = max(most, len(lines))
            label = elide(fact.label, w, CAPTION.size, CAPTION.weight, measure)
            items: tuple[Item, ...] = (
                line_of(label, 0, 0, CAPTION, self.theme.text3, measure),
                *lines_of(lines, 0, 16, FACT, self.theme.text, measure),
            )
            h = 16 + len(lines) * FACT.line
            groups.append(
                Group("headline", x, _FACTS_TOP, w, h, items, title=fact.value, solid=True, key=fact.label)
            )
            x += w + _FACT_GAP
        return groups, most

    def _known_facts(self) -> list[_Fact]:
        journey, words = self.journey, self.words
        reviewed = _dated(journey.reviewed, words)
        pairs: tuple[tuple[Message, str], ...] = (
            (_("Customer's goal"), journey.goal),
            (_("Target action"), journey.target),
            (_("Reviewed"), reviewed),
            (_("Owner"), journey.owner),
        )
        return [_Fact(words(label), " ".join(value.split())) for label, value in pairs if value.strip()]

    # -- foot --------------------------------------------------------------------------------------------------------

    def foot(self, y: float, width: float, setting: Setting, number: str = "") -> tuple[list[Group], float]:
        """Key, sources, date and the page's `number` below a board that ends at `y`; and where the page ends."""
        y += 10
        if self.told is None or self.told[0] is not setting:
            shown = {lane.id for lane in setting.lanes}
            self.told = (setting, signs(self.journey, setting), _sources(self.journey, self.words, shown))
        groups, height = key_lines(self.told[1], MARGIN, y, width - 2 * MARGIN, setting)
        y += height
        sources, height = self._sources(y, width, self.told[2], number)
        return [*groups, *sources], y + height + MARGIN - 20

    def _sources(
        self, y: float, width: float, sources: Sequence[str], number: str
    ) -> tuple[list[Group], float]:
        theme, measure, words = self.theme, self.measurer, self.words
        groups: list[Group] = []
        right = width - MARGIN
        said = " · ".join(filter(None, (self.date, number)))
        if said:
            line = line_of(said, 0, 6, CAPTION, theme.text3, measure)
            groups.append(
                Group("key", right - line.width, y, line.width, 24, (line,), solid=True, key="date")
            )
            right -= line.width + 24
        if not sources:
            return groups, 24.0 if groups else 4.0
        text = words(_("Evidence: {sources}", sources=", ".join(sources)))
        lines = wrap(text, right - MARGIN, CAPTION.size, CAPTION.weight, measure, 3)
        items = lines_of(lines, 0, 6, CAPTION, theme.text3, measure)
        h = 10 + len(lines) * CAPTION.line
        groups.append(
            Group("key", MARGIN, y, right - MARGIN, h, items, title=text, solid=True, key="sources")
        )
        return groups, h


def _shared(wanted: Sequence[float], room: float) -> list[float]:
    """Widths for columns that want these: all that they want, or what is left shared among the widest."""
    if sum(wanted) <= room:
        return list(wanted)
    widths = [0.0] * len(wanted)
    rest, left = room, len(wanted)
    for i in sorted(range(len(wanted)), key=lambda i: wanted[i]):
        widths[i] = max(60.0, min(wanted[i], rest / left))
        rest -= widths[i]
        left -= 1
    return widths


def _dated(text: str, words: Words) -> str:
    """A day written out in the language; other text as it is."""
    try:
        return words.date(datetime.date.fromisoformat(text))
    except ValueError:
        return text


def _persona(document: Document, journey: JourneyMap, segment: Segment | None) -> Persona | None:
    """The first persona that the map names, else the first of its segment."""
    known = {p.id: p for s in document.segments for p in s.personas}
    for id in journey.personas:
        if id in known:
            return known[id]
    return segment.personas[0] if segment is not None and segment.personas else None


def _sources(journey: JourneyMap, words: Words, shown: set[str]) -> list[str]:
    """Kinds of evidence with their numbers, the strongest first; each source is counted once."""
    found: dict[str, dict[str, float]] = {}

    def note(evidence: Sequence[Evidence]) -> None:
        for piece in evidence:
            kind = piece.kind or "assumption"
            by_source = found.setdefault(kind, {})
            by_source[piece.source] = max(by_source.get(piece.source, 0), piece.n or 0)

    owners: tuple[Touchpoint | Stage, ...] = (*journey.stages, *journey.touchpoints)
    for owner in owners:
        note(owner.evidence)
        for lane, cards in owner.cards:
            for card in cards if lane in shown else ():
                note(card.evidence)
    texts = []
    for kind in reversed(STRENGTH):
        if kind in found and kind != "assumption":
            n = sum(found[kind].values())
            label = words(evidence_label(kind, n or None))
            label = label[:1].lower() + label[1:]
            texts.append(f"{label} · {words.number(n)}" if n else label)
    return texts
