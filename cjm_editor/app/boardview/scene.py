"""The groups of a display list by place, by address and in drawing order, brought up to date by difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import compress, count
from operator import attrgetter, is_, is_not

from cjm_editor.app.boardview.camera import Box
from cjm_editor.core.address import Address
from cjm_editor.render.display import DisplayList, Group, Pane

SPILL = 4.0
"""Px a stroke or shadow may leave its group's extent."""

_BLOCK = 128
"""Groups in a block: looked through one by one once its box is met."""

_MANY = 4_000
"""Changed groups from which on whole blocks count as changed, so that a board that moved costs no comparison."""

_NEAR = 500.0
"""Px sideways within which an element is looked for first where it stood before."""

BODIES = frozenset({"touchpoint", "card", "cell", "stage", "lane", "transition"})
"""Roles that stand for a whole element."""

_COLUMN = 1024.0
_WIDE = 24
_EVERYWHERE = -(10**9)
"""Blocks over more than `_WIDE` columns of `_COLUMN` px are kept under this number and looked at every time."""

Parts = tuple[tuple[Group, ...], ...]
Place = tuple[Pane, Box]
"""A box of the page in a pane."""

_pane = attrgetter("pane")
_x = attrgetter("x")


class Block:
    """Neighbours in drawing order with their stretch of the page; blocks reach over all rows, so height is not kept."""

    __slots__ = ("_bodies", "groups", "panes", "x0", "x1")

    def __init__(self, groups: tuple[Group, ...]) -> None:
        self.groups = groups
        self.panes = frozenset(map(_pane, groups))
        self.x0 = min(map(_x, groups))
        self.x1 = max([group.x + group.w for group in groups])
        self._bodies: dict[Address, Group] | None = None

    def bodies(self) -> dict[Address, Group]:
        """Return the groups that stand for whole elements, by address."""
        if self._bodies is None:
            self._bodies = {
                group.at: group
                for group in reversed(self.groups)
                if group.role in BODIES and group.at is not None
            }
        return self._bodies

    def places(self, height: float) -> list[Place]:
        """Return its stretch in each of its panes, on a page of `height`."""
        box = (self.x0 - SPILL, -SPILL, self.x1 + SPILL, height + SPILL)
        return [(pane, box) for pane in self.panes]


def blocks_of(part: tuple[Group, ...]) -> tuple[Block, ...]:
    """Return the blocks of a run."""
    return tuple(Block(part[start : start + _BLOCK]) for start in range(0, len(part), _BLOCK))


def runs_of(display: DisplayList, old: Parts) -> Parts:
    """Return the runs of a display list; where it has none, equal stretches, those of `old` where nothing changed."""
    if display.parts:
        return tuple(part for part in display.parts if part)
    groups = display.groups
    runs = (groups[start : start + _BLOCK] for start in range(0, len(groups), _BLOCK))
    return tuple(
        old[i] if i < len(old) and len(old[i]) == len(run) and all(map(is_, old[i], run)) else run
        for i, run in enumerate(runs)
    )


def difference(old: tuple[Group, ...], new: tuple[Group, ...]) -> tuple[Group, ...]:
    """Return the groups that went or came and look different, by identity first; a change of order is a change."""
    if len(old) == len(new):
        places = compress(count(), map(is_not, old, new))
        return tuple(group for i in places if old[i] != new[i] for group in (old[i], new[i]))
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    kept = set(map(id, before)) & set(map(id, after))
    if [id(group) for group in before if id(group) in kept] != [
        id(group) for group in after if id(group) in kept
    ]:
        kept = set()
    return tuple(group for group in (*before, *after) if id(group) not in kept)


def _alike(old: tuple[Group, ...], new: tuple[Group, ...]) -> int:
    """Return how many groups at the start are identical."""
    return next(compress(count(), map(is_not, old, new)), min(len(old), len(new)))


def _between(parts: Parts, kept: set[int]) -> list[Parts]:
    """Return the runs before, between and after those that were kept."""
    stretches: list[list[tuple[Group, ...]]] = [[]]
    for part in parts:
        if id(part) in kept:
            stretches.append([])
        else:
            stretches[-1].append(part)
    return list(map(tuple, stretches))


def _flat(parts: Parts) -> tuple[Group, ...]:
    return tuple(group for part in parts for group in part)


class Scene:
    """One display list, indexed by runs: those that are the same object as before are not looked into again."""

    __slots__ = ("_all_bodies", "_blocks", "_by_run", "_columns", "_found", "_last_x", "_parts", "display")

    def __init__(self) -> None:
        self.display = DisplayList(0, 0, (), "#FFFFFF")
        self._parts: Parts = ()
        self._by_run: dict[int, tuple[Block, ...]] = {}
        """The blocks of each run, by its identity."""
        self._blocks: list[Block] = []
        self._found: dict[Address, Group | None] = {}
        self._all_bodies: dict[Address, Group] | None = None
        self._last_x: dict[Address, float] = {}
        self._columns: dict[int, list[int]] | None = None
        """Numbers of blocks by columns of the page; made when first asked for."""

    def show(self, display: DisplayList) -> list[Place]:
        """Return where a new display list looks different, with the index brought up to date."""
        old_parts, old_blocks = self._parts, self._by_run
        parts = runs_of(display, old_parts)
        blocks = {id(part): old_blocks.get(id(part)) or blocks_of(part) for part in parts}
        dirty = self._dirty(old_parts, parts, blocks, max(self.display.height, display.height))
        self.display, self._parts, self._by_run = display, parts, blocks
        self._blocks = [block for part in parts for block in blocks[id(part)]]
        self._found.clear()
        self._all_bodies = self._columns = None
        return dirty

    def _dirty(
        self, old: Parts, new: Parts, blocks: dict[int, tuple[Block, ...]], height: float
    ) -> list[Place]:
        kept = set(map(id, old)) & set(map(id, new))
        if [id(part) for part in old if id(part) in kept] != [id(part) for part in new if id(part) in kept]:
            kept = set()
        stretches = [
            (before, after)
            for before, after in zip(_between(old, kept), _between(new, kept), strict=True)
            if before or after
        ]
        if sum(len(part) for before, after in stretches for part in (*before, *after)) > _MANY:
            gone = (block for before, _ in stretches for part in before for block in self._by_run[id(part)])
            come = (block for _, after in stretches for part in after for block in blocks[id(part)])
            return [place for block in (*gone, *come) for place in block.places(height)]
        changes = (difference(_flat(before), _flat(after)) for before, after in stretches)
        return [
            (g.pane, (g.x - SPILL, g.y - SPILL, g.x + g.w + SPILL, g.y + g.h + SPILL))
            for change in changes
            for g in change
        ]

    def within(self, pane: Pane, box: Box) -> list[Group]:
        """Return the groups of a pane that meet a box of the page, with their spill, in drawing order."""
        x0, y0, x1, y1 = box[0] - SPILL, box[1] - SPILL, box[2] + SPILL, box[3] + SPILL
        found: list[Group] = []
        for block in self._blocks:
            if block.x0 <= x1 and block.x1 >= x0 and pane in block.panes:
                found += [
                    group
                    for group in block.groups
                    if group.x <= x1
                    and group.x + group.w >= x0
                    and group.y <= y1
                    and group.y + group.h >= y0
                    and group.pane == pane
                ]
        return found

    def _about(self, x0: float, x1: float) -> Iterable[Block]:
        """Return the blocks that may meet a stretch of the page, in drawing order."""
        left, right = int(x0 // _COLUMN), int(x1 // _COLUMN)
        if right - left > _WIDE:
            return self._blocks
        if self._columns is None:
            self._columns = {}
            for number, block in enumerate(self._blocks):
                first, last = int(block.x0 // _COLUMN), int(block.x1 // _COLUMN)
                for column in range(first, last + 1) if last - first <= _WIDE else (_EVERYWHERE,):
                    self._columns.setdefault(column, []).append(number)
        columns = self._columns
        numbers = set(columns.get(_EVERYWHERE, ()))
        for column in range(left, right + 1):
            numbers.update(columns.get(column, ()))
        return [self._blocks[number] for number in sorted(numbers)]

    def main_of(self, at: Address | None) -> Group | None:
        """Return the group an element is selected, edited and scrolled to by: its card or header."""
        if at is None:
            return None
        if at in self._found:
            return self._found[at]
        group = self._near(at)
        if group is None:
            group = self._everywhere().get(at)
        self._found[at] = group
        if group is not None:
            self._last_x[at] = group.x
        return group

    def _near(self, at: Address) -> Group | None:
        """Look for an element about where it was found the last time."""
        x = self._last_x.get(at)
        if x is None or self._all_bodies is not None:
            return None
        for block in self._blocks:
            if block.x0 <= x + _NEAR and block.x1 >= x - _NEAR:
                group = block.bodies().get(at)
                if group is not None:
                    return group
        return None

    def _everywhere(self) -> dict[Address, Group]:
        if self._all_bodies is None:
            self._all_bodies = {}
            for block in reversed(self._blocks):
                self._all_bodies.update(block.bodies())
        return self._all_bodies

    def holds(self, at: Address) -> bool:
        """Return whether an element stands on the board."""
        return self.main_of(at) is not None

    def groups_of(self, at: Address) -> Iterator[Group]:
        """Yield all groups of an element in drawing order; this looks at everything."""
        return (group for block in self._blocks for group in block.groups if group.at == at)

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
        found = self.within(pane, (0, 0, self.display.width, self.display.height))
        chosen = [group for group in found if group.role == role and group.at is not None]
        return sorted(chosen, key=lambda group: group.x if pane == "stages" else group.y)
