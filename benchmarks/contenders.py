"""What else can line up two maps, each as a function from a pair to linked pairs of ids. All get the same titles,
stages, channels and people; none gets ids, emotions or numbers. A module that is not installed is said to be missing.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import common  # noqa: F401 - sets the path to this tree

from cjm_editor.compare.match import match
from cjm_editor.core.model import JourneyMap, Touchpoint
from tests.compare.pairs import Pair
from tests.compare.pairs.scoring import Found, linked

LIKE_ENOUGH = 70
"""Of 100: below this ratio greedy fuzzy matching links nothing. Of 60, 65, 70, 75 and 80 the best on reworded maps of
1,000."""


@dataclass(frozen=True, slots=True)
class Contender:
    """A way to line up maps: what it needs installed, and the largest maps on which it comes to an end in time."""

    name: str
    links: Callable[[Pair], Found]
    needs: str = ""
    largest: int = 10_000
    slow_from: int = 10_000
    """From this size on it runs on the first pair only."""

    @property
    def is_there(self) -> bool:
        return not self.needs or all(importlib.util.find_spec(module) for module in self.needs.split())


def ours(case: Pair) -> Found:
    return linked(match(case.ideal, case.actual).links)


def exact(case: Pair) -> Found:
    """Equal titles, letter case apart; repeated ones in their order."""
    there: dict[str, list[str]] = {}
    for point in case.actual.journey.touchpoints:
        there.setdefault(point.title.casefold(), []).append(point.id)
    found = set()
    for point in case.ideal.journey.touchpoints:
        if ids := there.get(point.title.casefold()):
            found.add((point.id, ids.pop(0)))
    return frozenset(found)


def greedy(case: Pair) -> Found:
    """The likest pair of titles first, words sorted, each title once."""
    from rapidfuzz import fuzz, process

    ones, twos = case.ideal.journey.touchpoints, case.actual.journey.touchpoints
    titles = [point.title.casefold() for point in twos]
    scored = [
        (-score, i, j)
        for i, point in enumerate(ones)
        for _title, score, j in process.extract(
            point.title.casefold(),
            titles,
            scorer=fuzz.token_sort_ratio,
            score_cutoff=LIKE_ENOUGH,
            limit=None,
        )
    ]
    used: tuple[set[int], set[int]] = set(), set()
    found = set()
    for _score, i, j in sorted(scored):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            found.add((ones[i].id, twos[j].id))
    return frozenset(found)


def _columns(journey: JourneyMap) -> Iterator[tuple[str, list[Touchpoint]]]:
    for stage in journey.stages:
        yield stage.title, [point for point in journey.touchpoints if point.stage == stage.id]


def _plain(point: Touchpoint) -> dict[str, str]:
    return {"title": point.title, "channel": point.channel, "actor": point.actor}


def graphtage(case: Pair) -> Found:
    """Both maps as JSON trees of stages and touchpoints; what the edits lead from and to."""
    from graphtage.json import build_tree
    from graphtage.printer import DEFAULT_PRINTER
    from graphtage.tree import CompoundEdit, TreeNode

    DEFAULT_PRINTER.quiet = True
    ids: dict[int, str] = {}

    def tree(journey: JourneyMap) -> TreeNode:
        columns = list(_columns(journey))
        root = build_tree(
            [
                {"stage": title, "touchpoints": [_plain(point) for point in points]}
                for title, points in columns
            ]
        )
        for stage, (_title, points) in zip(root.children(), columns, strict=True):
            for entry in stage.children():
                if getattr(getattr(entry, "key", None), "object", "") == "touchpoints":
                    nodes = entry.value.children()
                    ids.update((id(node), point.id) for node, point in zip(nodes, points, strict=True))
        return root

    one, two = tree(case.ideal.journey), tree(case.actual.journey)
    edit = one.edits(two)
    while edit.valid and not edit.is_complete() and edit.tighten_bounds():
        pass
    found, left = set(), [edit]
    while left:
        edit = left.pop()
        ends = ids.get(id(edit.from_node)), ids.get(id(getattr(edit, "to_node", None)))
        if all(ends):
            found.add(ends)
        elif isinstance(edit, CompoundEdit):
            left.extend(edit.edits())
    return frozenset(found)


def deepdiff(case: Pair) -> Found:
    """Both lists of touchpoints with their order ignored; every change may be paired with any."""
    from deepdiff import DeepDiff

    one, two = (_with_ids(side.journey) for side in (case.ideal, case.actual))
    changes = DeepDiff(
        one,
        two,
        ignore_order=True,
        exclude_regex_paths=[r"\['id'\]"],
        view="tree",
        cutoff_intersection_for_pairs=1,
        cutoff_distance_for_pairs=1,
    )
    found = set()
    for kind in ("values_changed", "type_changes"):
        for level in changes.get(kind, ()):
            while level is not None and not (_is_touchpoint(level.t1) and _is_touchpoint(level.t2)):
                level = level.up
            if level is not None:
                found.add((level.t1["id"], level.t2["id"]))
    return frozenset(found | _equal_rest(one, two, found))


def _with_ids(journey: JourneyMap) -> list[dict[str, str]]:
    return [{"id": point.id, **_plain(point)} for point in journey.touchpoints]


def _is_touchpoint(value: object) -> bool:
    return isinstance(value, dict) and "id" in value


def _equal_rest(
    one: Sequence[dict[str, str]], two: Sequence[dict[str, str]], found: set[tuple[str, str]]
) -> Found:
    """What DeepDiff says nothing about is equal on both sides."""
    used, used_there = {i for i, _a in found}, {a for _i, a in found}
    there: dict[tuple[str, ...], list[str]] = {}
    for point in two:
        if point["id"] not in used_there:
            there.setdefault(tuple(point.values())[1:], []).append(point["id"])
    rest = set()
    for point in one:
        ids = there.get(tuple(point.values())[1:])
        if ids and point["id"] not in used:
            rest.add((point["id"], ids.pop(0)))
    return frozenset(rest)


class _Node:
    """A node of the trees that APTED compares; `id` is empty at stages and at the root."""

    __slots__ = ("children", "id", "name")

    def __init__(self, name: str, id: str, children: Sequence[_Node] = ()) -> None:
        self.name, self.id, self.children = name, id, children


def apted(case: Pair) -> Found:
    """Tree edit distance of stages and touchpoints; renaming costs four times the share of letters that differ, so
    that titles with less than half in common are rather left out and put in."""
    from apted import APTED, Config
    from rapidfuzz import fuzz

    class Costs(Config):
        def rename(self, node1: _Node, node2: _Node) -> float:
            if bool(node1.id) != bool(node2.id):
                return 10
            return 4 * (1 - fuzz.ratio(node1.name, node2.name) / 100)

        def children(self, node: _Node) -> Sequence[_Node]:
            return node.children

    def tree(journey: JourneyMap) -> _Node:
        stages = [
            _Node(title, "", [_Node(point.title, point.id) for point in points])
            for title, points in _columns(journey)
        ]
        return _Node("", "", stages)

    mapping = APTED(tree(case.ideal.journey), tree(case.actual.journey), Costs()).compute_edit_mapping()
    return frozenset((a.id, b.id) for a, b in mapping if a and b and a.id and b.id)


OURS = Contender("ours", ours)
CONTENDERS = (
    Contender("exact labels", exact),
    Contender("rapidfuzz, greedy", greedy, "rapidfuzz", largest=1_000),
    Contender("graphtage", graphtage, "graphtage", largest=100, slow_from=100),
    Contender("DeepDiff", deepdiff, "deepdiff", largest=100),
    Contender("APTED", apted, "apted rapidfuzz", largest=1_000, slow_from=1_000),
)
