"""The display list: what every back end draws. Six primitives in groups, each tied to an element's address.

Units: logical pixels at 100 % zoom, x to the right, y down, text at its baseline. Colours are `#RRGGBB`; "" draws
nothing. All values are frozen and hashable, so groups can be kept and compared by identity between two layouts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Literal, Protocol, overload

from cjm_editor.core.address import Address
from cjm_editor.core.records import dataclass

Dash = tuple[float, ...]
Cap = Literal["butt", "round"]
PathCommand = tuple[str, tuple[float, ...]]
"""`("M", (x, y))`, `("L", (x, y))`, `("C", (x1, y1, x2, y2, x, y))` or `("Z", ())`; absolute in the group."""

FULL, MIDDLE, LOW, FAR = 0, 1, 2, 3
"""Levels of detail by zoom: >= 60 %, 35-60 %, 18-35 %, < 18 %."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle, rounded by `radius`; the stroke is centred on its edge."""

    x: float
    y: float
    w: float
    h: float
    fill: str = ""
    stroke: str = ""
    width: float = 1.0
    radius: float = 0.0
    dash: Dash = ()
    upto: int = FAR
    since: int = FULL


@dataclass(frozen=True, slots=True)
class Line:
    """A straight stroke."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str
    width: float = 1.0
    dash: Dash = ()
    cap: Cap = "butt"
    upto: int = FAR
    since: int = FULL


@dataclass(frozen=True, slots=True)
class Polyline:
    """Straight segments through points; filled where `fill` is given."""

    points: tuple[tuple[float, float], ...]
    stroke: str = ""
    width: float = 1.0
    fill: str = ""
    closed: bool = False
    dash: Dash = ()
    upto: int = FAR
    since: int = FULL


@dataclass(frozen=True, slots=True)
class Path:
    """Lines and cubic curves."""

    commands: tuple[PathCommand, ...]
    stroke: str = ""
    width: float = 1.0
    fill: str = ""
    dash: Dash = ()
    cap: Cap = "round"
    upto: int = FAR
    since: int = FULL


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text: left end and baseline, size in px, weight 400-700, and the width it was measured at."""

    x: float
    y: float
    text: str
    size: float
    weight: int
    fill: str
    width: float
    upto: int = FAR
    since: int = FULL


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: `source` names it as the document does (a relative path); back ends ask for its bytes, or draw
    nothing."""

    x: float
    y: float
    w: float
    h: float
    source: str
    upto: int = FAR
    since: int = FULL


Item = Rect | Line | Polyline | Path | Text | Image
"""`upto`: the coarsest level of detail at which an item is still drawn; `since`: the finest at which it appears
(`since=LOW` for the bars that stand for text far out)."""

Pane = Literal["board", "stages", "lanes", "corner"]
"""Where a group is pinned on screen: it scrolls both ways, only sideways, only up and down, or not at all."""

Role = Literal[
    "background", "stage", "lane", "cell", "touchpoint", "card", "channel", "grid", "area", "curve", "face", "label",
    "metric", "evidence", "transition", "ribbon", "mark", "headline", "key", "chart", "frame", "ghost", "feelings",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """Items in local coordinates at (`x`, `y`), `w` x `h` their extent for hit tests and culling (from 0, 0; items
    of a curve or arrow lie inside). `at`: the element it stands for; `title`: its name for people and for SVG titles
    (content language). `solid`: a card, face or text block that nothing else may cross."""

    role: Role
    x: float
    y: float
    w: float
    h: float
    items: tuple[Item, ...]
    at: Address | None = None
    title: str = ""
    pane: Pane = "board"
    solid: bool = False
    key: str = ""
    """Tells groups of one element apart, e.g. the `face` and the `touchpoint`; stable between layouts."""


class Drawn(Sequence[Group]):
    """Groups in drawing order that are made when they are first asked for; equal to any sequence of equal groups."""

    __slots__ = ("_groups",)

    def __init__(self) -> None:
        self._groups: tuple[Group, ...] | None = None

    def draw(self) -> Sequence[Group]:
        """Make the groups."""
        raise NotImplementedError

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups, drawn now if they were not before."""
        if self._groups is None:
            self._groups = tuple(self.draw())
        return self._groups

    @property
    def is_drawn(self) -> bool:
        """Whether anybody has asked for the groups yet."""
        return self._groups is not None

    def __len__(self) -> int:
        return len(self.groups)

    def __iter__(self) -> Iterator[Group]:
        return iter(self.groups)

    @overload
    def __getitem__(self, index: int) -> Group: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Group, ...]: ...
    def __getitem__(self, index: int | slice) -> Group | tuple[Group, ...]:
        return self.groups[index]

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if isinstance(other, Drawn):
            return self.groups == other.groups
        return self.groups == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.groups)


class Source(Protocol):
    """What parts are drawn from."""

    def draw(self, layer: str) -> Sequence[Group]:
        """The groups of one layer."""


class Part(Drawn):
    """Neighbours in drawing order within one pane and a stretch `x0`..`x1` of the page: one layer of what `source`
    draws. A part that is the same object in two display lists looks the same in both; parts of equal `layer` and
    `name` stand for the same piece of the board.

    `ids` are those of the elements that it may stand for: an address whose `key_of` is missing there is not in it.
    """

    __slots__ = ("ids", "layer", "name", "pane", "source", "x0", "x1")

    def __init__(
        self,
        source: Source,
        layer: str,
        name: str,
        x0: float,
        x1: float,
        ids: frozenset[str] = frozenset(),
        pane: Pane = "board",
    ) -> None:
        self._groups = None
        self.source, self.layer, self.name = source, layer, name
        self.x0, self.x1, self.ids, self.pane = x0, x1, ids, pane

    def draw(self) -> Sequence[Group]:
        """The layer as its source draws it."""
        return self.source.draw(self.layer)


def key_of(at: Address) -> str:
    """The id under which parts name an element: its own, or that of the start of an implied step."""
    return at.id or at.lane.partition(">")[0]


class Joined(Drawn):
    """The groups of all parts."""

    __slots__ = ("parts",)

    def __init__(self, parts: Sequence[Part]) -> None:
        super().__init__()
        self.parts = parts

    def draw(self) -> Sequence[Group]:
        """The groups of one part after the other."""
        return tuple(chain.from_iterable(part.groups for part in self.parts))


@dataclass(frozen=True, slots=True)
class DisplayList:
    """Groups in drawing order on a page of `width` x `height`; `left` and `top` are the sizes of the pinned headers."""

    width: float
    height: float
    groups: Sequence[Group]
    background: str
    left: float = 0.0
    top: float = 0.0
    title: str = ""
    language: str = ""
    parts: tuple[Part, ...] = ()
    """The same groups in the same order, in parts that are drawn only where somebody looks and stay the same object
    as long as nothing in them changed. Empty where nobody kept them."""


def level_of(zoom: float) -> int:
    """The level of detail for a zoom factor (1.0 = 100 %)."""
    return FULL if zoom >= 0.6 else MIDDLE if zoom >= 0.35 else LOW if zoom >= 0.18 else FAR


def visible(item: Item, level: int) -> bool:
    """Whether an item is drawn at a level of detail."""
    return item.since <= level <= item.upto
