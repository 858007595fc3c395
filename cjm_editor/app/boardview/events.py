"""What the board tells the window: frozen values, sent by `Signal(object)`. Positions are counted without what moves.

Addresses alone name things: the board knows no document.
"""

from __future__ import annotations

from typing import Literal

from cjm_editor.core.address import Address
from cjm_editor.core.records import dataclass

Direction = Literal["left", "right", "up", "down"]


@dataclass(frozen=True, slots=True)
class EditCommitted:
    """A text was typed. `at` of kind `card` with index -1 is a cell: the text is a new card at its end."""

    at: Address
    text: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A letter was typed on a cell that takes no cards: its lane shows a value."""

    at: Address
    text: str


@dataclass(frozen=True, slots=True)
class EditAbandoned:
    """A fresh element was closed without a text: it should vanish."""

    at: Address


@dataclass(frozen=True, slots=True)
class TouchpointRequested:
    """A touchpoint is wanted to the right of `after` (a touchpoint or stage), or at the end of the map."""

    after: Address | None


@dataclass(frozen=True, slots=True)
class StageRequested:
    """A stage is wanted behind that of `after`, or at the end of the map."""

    after: Address | None


@dataclass(frozen=True, slots=True)
class CardsMoved:
    """Cards were dropped into a cell at a position."""

    ats: tuple[Address, ...]
    cell: Address
    index: int


@dataclass(frozen=True, slots=True)
class TouchpointsMoved:
    """Touchpoints were dropped into a stage at a position."""

    ats: tuple[Address, ...]
    stage: Address
    index: int


@dataclass(frozen=True, slots=True)
class StageMoved:
    """A stage was dropped at a position."""

    at: Address
    index: int


@dataclass(frozen=True, slots=True)
class LaneMoved:
    """A lane was dropped at a position among the rows of the board."""

    at: Address
    index: int


@dataclass(frozen=True, slots=True)
class EmotionCommitted:
    """The face of a touchpoint was let go at a value on -2..+2."""

    at: Address
    value: float


@dataclass(frozen=True, slots=True)
class TransitionDrawn:
    """An arrow was drawn from one touchpoint to another."""

    from_: Address
    to: Address


@dataclass(frozen=True, slots=True)
class NudgeRequested:
    """The selection should move one place by key."""

    ats: tuple[Address, ...]
    direction: Direction


@dataclass(frozen=True, slots=True)
class ContextRequested:
    """A context menu is wanted for `at` (None: the empty board) at a point of the screen."""

    at: Address | None
    x: int
    y: int
