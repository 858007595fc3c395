"""What a board is drawn with: the caller's options, and the setting that all cells of one board share."""

from __future__ import annotations

from typing import Literal

from cjm_editor.core.lanes import Audience
from cjm_editor.core.model import EmotionScale, Lane
from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import Message, Words, ngettext
from cjm_editor.render.measure import Measurer
from cjm_editor.render.theme import Theme

COLUMN = 132.0
NARROWEST_COLUMN, WIDEST_COLUMN = 112.0, 280.0
LANE_HEADER = 112.0
EXPORT_LANE_HEADER = 116.0
EMOTION_HEIGHT = 168.0
CARD_GAP = 8.0
"""A card is this much narrower than its column."""

CELL_PADDING = 8.0
MOST_IN_CELL = 200
"""Cards, metrics or pictures that one cell shows, the first ones; a line says how many more there are."""

BETWEEN_CARDS = 6.0


def left_in_file(count: int) -> Message:
    """What to say under a list that leaves out so many, which the file has."""
    return ngettext("{n} more in the file", "{n} more in the file", count)


@dataclass(frozen=True, slots=True)
class BoardOptions:
    """How to draw a map; lengths in px at 100 % zoom.

    `words` is the language of captions, the content keeps its own. `lanes` picks and orders rows by id (None: those
    that the document shows). `ghosts` adds what only a screen needs: places to add, cells to drop on, hints.
    `stage_note` says what stands beside a stage's title first. Titles of touchpoints and texts of cards end after
    `title_lines` and `card_lines`: on screen the rest is in the inspector and under the mouse, exports show it all.
    """

    theme: Theme
    words: Words
    column: float = COLUMN
    lane_header: float = LANE_HEADER
    lanes: tuple[str, ...] | None = None
    emotion_height: float = EMOTION_HEIGHT
    audience: Audience = "internal"
    ghosts: bool = False
    stage_note: Literal["phase", "goal"] = "phase"
    title_lines: int = 4
    card_lines: int = 12


@dataclass(frozen=True, slots=True)
class Setting:
    """What every cell of one board needs to know; equal settings give equal cells."""

    options: BoardOptions
    measurer: Measurer
    map_id: str
    kind: str
    scale: EmotionScale
    language: str
    """Of the content: which quotation marks thoughts stand in."""

    lanes: tuple[Lane, ...]

    @property
    def theme(self) -> Theme:
        return self.options.theme

    @property
    def words(self) -> Words:
        return self.options.words

    @property
    def card(self) -> float:
        """The width of a card."""
        return self.options.column - CARD_GAP

    @property
    def is_target(self) -> bool:
        """Whether the map holds targets, so that nothing in it is a fact or an assumption."""
        return self.kind == "ideal"
