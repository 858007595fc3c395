"""The groups of a display list by place and by address, in drawing order, looked into where somebody looks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, count
from operator import attrgetter, is_, is_not
from typing import NamedTuple

from cjm_editor.app.boardview.camera import PANES, Box
from cjm_editor.core.address import Address
from cjm_editor.render.display import DisplayList, Group, Pane, Part, key_of

SPILL = 4.0
"""Px a stroke or shadow may leave its group's extent."""

_BLOCK = 64
"""Groups in a block: looked through one by one once its stretch is met."""

_MANY = 32
"""Parts in view from which on their stretches count as changed as a whole: then all of the view is painted again."""

_CHANGES = 200
"""Changed groups from which on the box around them counts as changed."""

_AHEAD = 1600.0
"""Px to both sides of a box for which parts are picked out in advance."""

_WIDE = 4000.0
"""Px from which on parts are picked out for once only."""

_NEAR = 500.0
"""Px within which what stands for an earlier group is looked for."""

BODIES = frozenset({"touchpoint", "card", "cell", "stage", "lane", "transition"})
"""Roles that stand for a whole element."""

Place = tuple[Pane, Box]
"""A box of the page in a pane."""

_RUN = 128
"""Groups in a part of a display list that comes without."""

_ALL = (-math.inf, math.inf)
_x = attrgetter("x")


class Block:
    """Neighbours of one part in drawing order with their stretch of the page; they reach over all rows."""

    __slots__ = ("groups", "x0", "x1")

    def __init__(self, groups: tuple[Group, ...]) -> None:
        self.groups = groups
        self.x0 = min(map(_x, groups))
        self.x1 = max([group.x + group.w for group in groups])


class Opened:
    """A part that somebody has looked into: its blocks, and the groups that stand for whole elements."""

    __slots__ = ("_bodies", "blocks", "part")

    def __init__(self, part: Part) -> None:
        self.part = part
        groups = part.groups
        self.blocks = [Block(groups[start : start + _BLOCK]) for start in range(0, len(groups), _BLOCK)]
        self._bodies: dict[Address, Group] | None = None

    def bodies(self) -> dict[Address, Group]:
        """Return the groups that stand for whole elements, by address."""
        if self._bodies is None:
            self._bodies = {
                group.at: group
                for group in reversed(self.part.groups)
                if group.role in BODIES and group.at is not None
            }
        return self._bodies


def parts_of(display: DisplayList, old: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return the parts of a display list; where it has none, stretches of it, those of `old` where nothing changed."""
    if display.parts:
        return display.parts
    groups, made = tuple(display.groups), []
    known = {(part.layer, part.name): part for part in old}
    for pane in PANES:
        own = [group for group in groups if group.pane == pane]
        for start in range(0, len(own), _RUN):
            run = tuple(own[start : start + _RUN])
            part = known.get((pane, str(start)))
            if part is None or len(part) != len(run) or not all(map(is_, part, run)):
                part = part_of(pane, str(start), run)
            made.append(part)
    return tuple(made)


def is_lane_hint(group: Group) -> bool:
    """Whether a group is what an empty lane says."""
    return group.role == "ghost" and group.at is not None and group.at.kind == "lane"


class _Given(NamedTuple):
    """Groups that were drawn by somebody else."""

    groups: tuple[Group, ...]

    def draw(self, _layer: str) -> tuple[Group, ...]:
        """Return them all."""
        return self.groups


def part_of(layer: str, name: str, groups: tuple[Group, ...]) -> Part:
    """Return groups of one pane as a part."""
    x0, x1 = min(map(_x, groups)), max(group.x + group.w for group in groups)
    ids = frozenset(key_of(group.at) for group in groups if group.at is not None)
    return Part(_Given(groups), layer, name, x0, x1, ids, groups[0].pane)


def difference(old: tuple[Group, ...], new: tuple[Group, ...]) -> tuple[Group, ...]:
    """Return the groups that went or came and look different, by identity first; a change of order is a change."""
    if len(old) == len(new):
        places = compress(count(), map(is_not, old, new))
        return tuple(group for i in places if not _same(old[i], new[i]) for group in (old[i], new[i]))
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    known: dict[tuple[object, ...], list[int]] = {}
    for at, group in enumerate(after):
        known.setdefault(_spot(group), []).append(at)
    gone, kept, last = [], set[int](), -1
    for group in before:
        there = (at for at in known.get(_spot(group), ()) if at > last and _same(group, after[at]))
        at = next(there, -1)
        if at < 0:
            gone.append(group)
        else:
            kept.add(at)
            last = at
    return (*gone, *(group for at, group in enumerate(after) if at not in kept))


def _alike(old: tuple[Group, ...], new: tuple[Group, ...]) -> int:
    """Return how many groups at the start look the same."""
    return next(
        (n for n, (one, two) in enumerate(zip(old, new, strict=False)) if not _same(one, two)),
        min(len(old), len(new)),
    )


def _spot(group: Group) -> tuple[object, ...]:
    return group.role, group.x, group.y, group.w, group.h


def _same(one: Group, other: Group) -> bool:
    """Return whether two groups look the same, whatever they stand for and are called."""
    return one is other or (
        _spot(one) == _spot(other) and one.pane == other.pane and one.items == other.items
    )


def _between(parts: Sequence[Part], kept: set[int]) -> list[list[Part]]:
    """Return the parts before, between and after those that were kept."""
    stretches: list[list[Part]] = [[]]
    for part in parts:
        if id(part) in kept:
            stretches.append([])
        else:
            stretches[-1].append(part)
    return stretches


def exchanged(old: tuple[Part, ...], new: tuple[Part, ...]) -> list[tuple[Sequence[Part], Sequence[Part]]]:
    """Return the stretches that went and those that came in their place, between the parts that both have.

    Most edits exchange a few parts for as many; then no list of thousands is made. Where the order of what both have
    changed, everything counts as exchanged.
    """
    if len(old) == len(new):
        places = list(compress(count(), map(is_not, old, new)))
        if {id(old[i]) for i in places}.isdisjoint([id(new[i]) for i in places]):
            return [(old[start:end], new[start:end]) for start, end in _runs(places)]
    kept = set(map(id, old)) & set(map(id, new))
    if [id(part) for part in old if id(part) in kept] != [id(part) for part in new if id(part) in kept]:
        kept = set()
    pairs = zip(_between(old, kept), _between(new, kept), strict=True)
    return [(before, after) for before, after in pairs if before or after]


def _runs(places: list[int]) -> list[tuple[int, int]]:
    """Return where numbers that follow each other begin and end (exclusive)."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs


def _merged(parts: Iterable[Part], height: float) -> list[Place]:
    """Return the stretches of parts, those that touch as one. Neighbours mostly follow each other."""
    runs: dict[Pane, list[list[float]]] = {}
    for part in parts:
        own = runs.setdefault(part.pane, [])
        if own and part.x0 <= own[-1][1] and part.x1 >= own[-1][0]:
            own[-1] = [min(part.x0, own[-1][0]), max(part.x1, own[-1][1])]
        else:
            own.append([part.x0, part.x1])
    places: list[Place] = []
    for pane, own in runs.items():
        own.sort()
        for x0, x1 in own:
            start = x0 - SPILL
            if places and places[-1][0] == pane and places[-1][1][2] >= start:
                start, _top, before, _bottom = places.pop()[1]
                x1 = max(x1, before - SPILL)
            places.append((pane, (start, -SPILL, x1 + SPILL, height + SPILL)))
    return places


def _places(groups: list[Group]) -> list[Place]:
    """Return where groups stand; of very many the box around all of a pane."""
    places = [(g.pane, (g.x - SPILL, g.y - SPILL, g.x + g.w + SPILL, g.y + g.h + SPILL)) for g in groups]
    if len(places) <= _CHANGES:
        return places
    around: dict[Pane, list[Box]] = {}
    for pane, box in places:
        around.setdefault(pane, []).append(box)
    return [
        (
            pane,
            (
                min(b[0] for b in boxes),
                min(b[1] for b in boxes),
                max(b[2] for b in boxes),
                max(b[3] for b in boxes),
            ),
        )
        for pane, boxes in around.items()
    ]


class Scene:
    """One display list. Parts are looked into where somebody looks; those that are the same object as before keep
    what was found in them."""

    __slots__ = ("_found", "_hints", "_opened", "_parts", "_picked", "_shown", "display")

    def __init__(self) -> None:
        self.display = DisplayList(0, 0, (), "#FFFFFF")
        self._parts: tuple[Part, ...] = ()
        self._opened: dict[int, Opened] = {}
        """What was found in parts, by their identity."""
        self._found: dict[Address, Group | None] = {}
        self._hints: tuple[Group, ...] | None = None
        self._picked: tuple[float, float, list[Part]] | None = None
        """The parts about the box asked for last, in drawing order."""
        self._shown: tuple[tuple[Part, ...], float] | None = None
        """What stood there when the changes were asked for last, and the greatest height since; None: what is there
        now."""

    def show(self, display: DisplayList, seen: tuple[float, float] = _ALL) -> list[Place]:
        """Return where a new display list looks different: `take` and `changes` in one."""
        self.take(display)
        return self.changes(seen)

    def take(self, display: DisplayList) -> None:
        """Show a new display list from now on. Where it looks different is found when it is asked for: who goes
        elsewhere at once never needs to know it of what was seen before."""
        new = parts_of(display, self._parts)
        shown, height = self._shown or (self._parts, self.display.height)
        self._shown = shown, max(height, display.height)
        opened = self._opened
        there = set(map(id, new))
        self._opened = {known: found for known, found in opened.items() if known in there}
        self.display, self._parts = display, new
        self._found.clear()
        self._hints = None
        self._picked = None

    def changes(self, seen: tuple[float, float] = _ALL) -> list[Place]:
        """Return where it looks different since this was asked last. What meets the stretch `seen` is compared group
        by group; of the rest whole parts count as changed, and nothing is drawn for that."""
        if self._shown is None:
            return []
        (old, height), self._shown = self._shown, None
        return self._dirty(old, self._parts, seen, height)

    def _dirty(
        self, old: tuple[Part, ...], new: tuple[Part, ...], seen: tuple[float, float], height: float
    ) -> list[Place]:
        pairs: list[tuple[Part, Part]] = []
        whole: list[Part] = []
        left, right = seen
        for before, after in exchanged(old, new):
            alike = len(before) == len(after) and all(
                one.name == other.name and one.layer == other.layer
                for one, other in zip(before, after, strict=True)
            )
            if not alike:
                whole += [part for part in before if part.is_drawn]
                whole += after
                continue
            for one, other in zip(before, after, strict=True):
                if not one.is_drawn:
                    whole.append(other)
                elif max(one.x0, other.x0) <= right and min(one.x1, other.x1) >= left:
                    pairs.append((one, other))
                else:
                    whole += (one, other)
        if sum(one.pane == "board" for one, _other in pairs) > _MANY:
            whole += [part for pair in pairs for part in pair if part.pane == "board"]
            pairs = [(one, other) for one, other in pairs if one.pane != "board"]
        changes = [group for one, other in pairs for group in difference(one.groups, other.groups)]
        return [*_merged(whole, height), *_places(changes)]

    def _in(self, part: Part) -> Opened:
        found = self._opened.get(id(part))
        if found is None:
            found = self._opened[id(part)] = Opened(part)
        return found

    def _about(self, x0: float, x1: float) -> list[Part]:
        """Return the parts that may meet a stretch of the page, in drawing order."""
        picked = self._picked
        if picked is None or x0 < picked[0] or x1 > picked[1]:
            left, right = x0 - _AHEAD, x1 + _AHEAD
            found = [part for part in self._parts if part.x0 <= right and part.x1 >= left]
            if x1 - x0 > _WIDE:
                return found
            self._picked = picked = (left, right, found)
        return picked[2]

    def within(self, pane: Pane, box: Box) -> list[Group]:
        """Return the groups of a pane that meet a box of the page, with their spill, in drawing order."""
        x0, y0, x1, y1 = box[0] - SPILL, box[1] - SPILL, box[2] + SPILL, box[3] + SPILL
        found: list[Group] = []
        for part in self._about(x0, x1):
            if part.pane != pane or part.x0 > x1 or part.x1 < x0:
                continue
            for block in self._in(part).blocks:
                if block.x0 <= x1 and block.x1 >= x0:
                    found += [
                        group
                        for group in block.groups
                        if group.x <= x1
                        and group.x + group.w >= x0
                        and group.y <= y1
                        and group.y + group.h >= y0
                    ]
        return found

    def main_of(self, at: Address | None) -> Group | None:
        """Return the group an element is selected, edited and scrolled to by: its card or header."""
        if at is None:
            return None
        if at in self._found:
            return self._found[at]
        key = key_of(at)
        group = next(
            (
                body
                for part in self._parts
                if key in part.ids and (body := self._in(part).bodies().get(at)) is not None
            ),
            None,
        )
        self._found[at] = group
        return group

    def holds(self, at: Address) -> bool:
        """Return whether an element stands on the board."""
        return self.main_of(at) is not None

    def groups_of(self, at: Address) -> Iterator[Group]:
        """Yield all groups of an element in drawing order; this looks at everything."""
        return (group for part in self._parts for group in part.groups if group.at == at)

    def hints(self) -> tuple[Group, ...]:
        """Return what empty lanes say, which stays in view while the board is scrolled sideways."""
        if self._hints is None:
            groups: Iterable[Group] = self.display.groups if not self.display.parts else ()
            for part in reversed(self.display.parts):
                if part.layer == "hints":
                    groups = part.groups
                    break
            self._hints = tuple(group for group in groups if is_lane_hint(group))
        return self._hints

    def again(self, group: Group) -> Group | None:
        """Return the group that stands now for what `group` of an earlier list stood for, near its place."""
        box = (group.x - _NEAR, group.y - _NEAR, group.x + group.w + _NEAR, group.y + group.h + _NEAR)
        same = (group.at, group.role, group.key)
        return next(
            (one for one in self.within(group.pane, box) if (one.at, one.role, one.key) == same), None
        )

    def headers(self, pane: Pane) -> list[Group]:
        """Return the pinned stages from left to right, or the lanes from top to bottom."""
        role = "stage" if pane == "stages" else "lane"
        width = self.display.left if pane == "lanes" else self.display.width
        found = self.within(pane, (0, 0, width, self.display.height))
        chosen = [group for group in found if group.role == role and group.at is not None]
        return sorted(chosen, key=lambda group: group.x if pane == "stages" else group.y)
