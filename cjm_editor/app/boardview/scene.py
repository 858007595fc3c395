"""The groups of a display list by place, by address and in drawing order, brought up to date by difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import compress, count
from operator import is_not

from cjm_editor.app.boardview.camera import PANES, Box
from cjm_editor.core.address import Address
from cjm_editor.render.display import DisplayList, Group, Pane

SPILL = 4.0
"""Px a stroke or shadow may leave its group's extent."""

_CELL = 512.0
_WIDEST = 24
"""A group over more grid cells than this is kept aside, tested at every query."""


class Grid:
    """Groups of one pane by squares of the page."""

    __slots__ = ("_cells", "_wide")

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], dict[int, Group]] = {}
        self._wide: dict[int, Group] = {}

    def add(self, group: Group) -> None:
        """Put a group in."""
        cells = self._squares(group)
        if cells is None:
            self._wide[id(group)] = group
            return
        for cell in cells:
            held = self._cells.get(cell)
            if held is None:
                held = self._cells[cell] = {}
            held[id(group)] = group

    def remove(self, group: Group) -> None:
        """Take a group out that is in."""
        cells = self._squares(group)
        if cells is None:
            self._wide.pop(id(group), None)
            return
        for cell in cells:
            held = self._cells.get(cell)
            if held is not None:
                held.pop(id(group), None)
                if not held:
                    del self._cells[cell]

    def within(self, box: Box) -> dict[int, Group]:
        """Return the groups whose extent, with its spill, meets a box, by their identity."""
        x0, y0, x1, y1 = box[0] - SPILL, box[1] - SPILL, box[2] + SPILL, box[3] + SPILL
        found: dict[int, Group] = {}
        for held in self._held(x0, y0, x1, y1):
            for key, group in held.items():
                if group.x <= x1 and group.y <= y1 and group.x + group.w >= x0 and group.y + group.h >= y0:
                    found[key] = group
        return found

    def _held(self, x0: float, y0: float, x1: float, y1: float) -> Iterator[dict[int, Group]]:
        yield self._wide
        cells = self._cells
        left, right = int(x0 // _CELL), int(x1 // _CELL) + 1
        top, bottom = int(y0 // _CELL), int(y1 // _CELL) + 1
        if (right - left) * (bottom - top) > len(cells):
            yield from cells.values()
            return
        for i in range(left, right):
            for j in range(top, bottom):
                held = cells.get((i, j))
                if held is not None:
                    yield held

    @staticmethod
    def _squares(group: Group) -> list[tuple[int, int]] | None:
        left, right = int(group.x // _CELL), int((group.x + group.w) // _CELL)
        top, bottom = int(group.y // _CELL), int((group.y + group.h) // _CELL)
        if left == right and top == bottom:
            return [(left, top)]
        if (right - left + 1) * (bottom - top + 1) > _WIDEST:
            return None
        return [(i, j) for i in range(left, right + 1) for j in range(top, bottom + 1)]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a new display list changed: groups that went and came, and of them those that look different."""

    removed: tuple[Group, ...] = ()
    added: tuple[Group, ...] = ()
    dirty: tuple[Group, ...] = ()


def difference(old: tuple[Group, ...], new: tuple[Group, ...]) -> Difference:
    """Return what tells two lists of groups apart, found by identity first; a change of order counts as a change."""
    if old is new:
        return Difference()
    if len(old) == len(new):
        places = list(compress(count(), map(is_not, old, new)))
        removed, added = tuple(old[i] for i in places), tuple(new[i] for i in places)
        unlike = [(a, b) for a, b in zip(removed, added, strict=True) if a != b]
        return Difference(removed, added, tuple(group for pair in unlike for group in pair))
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    kept = set(map(id, before)) & set(map(id, after))
    if [id(group) for group in before if id(group) in kept] != [
        id(group) for group in after if id(group) in kept
    ]:
        kept = set()
    removed = tuple(group for group in before if id(group) not in kept)
    added = tuple(group for group in after if id(group) not in kept)
    return Difference(removed, added, removed + added)


def _alike(old: tuple[Group, ...], new: tuple[Group, ...]) -> int:
    """Return how many groups at the start are identical."""
    return next(compress(count(), map(is_not, old, new)), min(len(old), len(new)))


Parts = tuple[tuple[Group, ...], ...]


def parts_difference(old: Parts, new: Parts) -> Difference:
    """Return what tells two lists apart that come in runs: runs that are the same object are not looked into."""
    kept = set(map(id, old)) & set(map(id, new))
    if [id(part) for part in old if id(part) in kept] != [id(part) for part in new if id(part) in kept]:
        kept = set()
    changes = [
        difference(before, after)
        for before, after in zip(_between(old, kept), _between(new, kept), strict=True)
        if before or after
    ]
    if len(changes) == 1:
        return changes[0]
    return Difference(
        tuple(group for change in changes for group in change.removed),
        tuple(group for change in changes for group in change.added),
        tuple(group for change in changes for group in change.dirty),
    )


def _between(parts: Parts, kept: set[int]) -> list[tuple[Group, ...]]:
    """Return the groups before, between and after the runs that were kept."""
    stretches: list[list[Group]] = [[]]
    for part in parts:
        if id(part) in kept:
            stretches.append([])
        else:
            stretches[-1].extend(part)
    return list(map(tuple, stretches))


class Scene:
    """One display list, indexed. A group may stand in it once."""

    __slots__ = ("_by_address", "_grids", "_number", "_parts", "_place", "display")

    def __init__(self) -> None:
        self.display = DisplayList(0, 0, (), "#FFFFFF")
        self._grids: dict[Pane, Grid] = {pane: Grid() for pane in PANES}
        self._by_address: dict[Address, dict[int, Group]] = {}
        self._parts: Parts = ()
        self._place: dict[int, tuple[int, int]] = {}
        """For each group its run and its place in it, by identity."""
        self._number: dict[int, int] = {}
        """For each run its number, by identity."""

    def show(self, display: DisplayList) -> Difference:
        """Return what a new display list changes, with the indexes brought up to date."""
        parts = display.parts or (display.groups,)
        change = parts_difference(self._parts, parts)
        for group in change.removed:
            self._forget(group)
        for group in change.added:
            self._learn(group)
        again = set(map(id, change.added))
        for group in change.removed:
            if id(group) not in again:
                self._place.pop(id(group), None)
        known = self._number
        for part in parts:
            if id(part) not in known:
                run = id(part)
                self._place.update((id(group), (run, i)) for i, group in enumerate(part))
        self._number = {id(part): number for number, part in enumerate(parts)}
        self._parts = parts
        self.display = display
        return change

    def _order(self, key: int) -> tuple[int, int]:
        """Return where a group stands in drawing order."""
        run, place = self._place[key]
        return self._number[run], place

    def _learn(self, group: Group) -> None:
        self._grids[group.pane].add(group)
        if group.at is not None:
            held = self._by_address.get(group.at)
            if held is None:
                self._by_address[group.at] = {id(group): group}
            else:
                held[id(group)] = group

    def _forget(self, group: Group) -> None:
        self._grids[group.pane].remove(group)
        if group.at is not None:
            held = self._by_address.get(group.at, {})
            held.pop(id(group), None)
            if not held:
                self._by_address.pop(group.at, None)

    def within(self, pane: Pane, box: Box) -> list[Group]:
        """Return the groups of a pane that meet a box of the page, in drawing order."""
        found = self._grids[pane].within(box)
        return [found[key] for key in sorted(found, key=self._order)]

    def groups_of(self, at: Address) -> list[Group]:
        """Return the groups that stand for an element, in drawing order."""
        found = self._by_address.get(at, {})
        return [found[key] for key in sorted(found, key=self._order)]

    def main_of(self, at: Address | None) -> Group | None:
        """Return the group an element is selected, edited and scrolled to by: its card or header, else its first."""
        if at is None:
            return None
        groups = self.groups_of(at)
        return next((group for group in groups if group.role in BODIES), groups[0] if groups else None)

    def holds(self, at: Address) -> bool:
        """Return whether anything is drawn for an element."""
        return at in self._by_address

    def headers(self, pane: Pane) -> list[Group]:
        """Return the pinned stages from left to right, or the lanes from top to bottom."""
        role = "stage" if pane == "stages" else "lane"
        width, height = self.display.width, self.display.height
        found = self._grids[pane].within((0, 0, width, height)).values()
        chosen = [group for group in found if group.role == role and group.at is not None]
        return sorted(chosen, key=lambda group: group.x if pane == "stages" else group.y)


BODIES = frozenset({"touchpoint", "card", "cell", "stage", "lane", "transition"})
"""Roles that stand for a whole element."""


def boxes(groups: Iterable[Group]) -> list[tuple[Pane, Box]]:
    """Return the places of groups, with what strokes and shadows add."""
    return [(g.pane, (g.x - SPILL, g.y - SPILL, g.x + g.w + SPILL, g.y + g.h + SPILL)) for g in groups]
