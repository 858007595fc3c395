"""Which stages stand for each other, judged by their linked touchpoints and, where those are silent, their titles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from cjm_editor.compare.points import Track
from cjm_editor.compare.titles import title_key
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import LinkKind, StageLink

HOME = 0.5
"""A stage belongs to another if at least this share of its linked touchpoints went there."""


@dataclass(frozen=True, slots=True)
class Stages:
    """Numbers of the stages on both sides that stand for each other, their kind, the share linked within."""

    ideal: tuple[int, ...]
    actual: tuple[int, ...]
    kind: LinkKind
    share: float

    def named(self, ideal: Track, actual: Track) -> StageLink:
        """The same with the stages' ids."""
        return StageLink(
            tuple(ideal.stages[s].id for s in self.ideal),
            tuple(actual.stages[t].id for t in self.actual),
            self.kind,
            self.share,
        )


def stage_images(links: Iterable[Stages]) -> frozenset[tuple[int, int]]:
    """All pairs of stage numbers that stand for each other."""
    return frozenset((s, t) for link in links for s in link.ideal for t in link.actual)


def stage_links(ideal: Track, actual: Track, pairs: Sequence[tuple[int, int]]) -> tuple[Stages, ...]:
    """How the stages of two maps correspond, in the order of the reference, then the stages only lived."""
    counts = Counter((ideal.points[i].stage, actual.points[j].stage) for i, j in pairs)
    joined = _joined(ideal, actual, counts)
    found: list[Stages] = []
    for ours, theirs in _groups(len(ideal.stages), len(actual.stages), joined):
        found.append(Stages(ours, theirs, "same", _share(ours, theirs, counts)))
    out_of_order = _out_of_order([link for link in found if link.ideal and link.actual])
    kinds = {link: _kind(link, ideal, actual, link in out_of_order) for link in found}
    return tuple(Stages(s.ideal, s.actual, kinds[s], s.share) for s in found)


def _joined(ideal: Track, actual: Track, counts: Counter[tuple[int, int]]) -> set[tuple[int, int]]:
    """Pairs of stages that belong together.

    Equal titles come first. Beside them a stage goes where at least half of its linked touchpoints went, unless both
    stages have a partner of equal title already: then touchpoints have moved, not the stage.
    """
    titled = _by_title(ideal, actual)
    settled, settled_back = {s for s, _t in titled}, {t for _s, t in titled}
    rows: Counter[int] = Counter()
    columns: Counter[int] = Counter()
    for (s, t), n in counts.items():
        rows[s] += n
        columns[t] += n
    joined = set(titled)
    for (s, t), n in counts.items():
        if s in settled and t in settled_back:
            continue
        from_row = n >= HOME * rows[s] and s not in settled
        from_column = n >= HOME * columns[t] and t not in settled_back
        if from_row or from_column:
            joined.add((s, t))
    return joined


def _by_title(ideal: Track, actual: Track) -> set[tuple[int, int]]:
    here: dict[str, list[int]] = defaultdict(list)
    there: dict[str, list[int]] = defaultdict(list)
    for s, stage in enumerate(ideal.stages):
        here[title_key(stage.title)].append(s)
    for t, stage in enumerate(actual.stages):
        there[title_key(stage.title)].append(t)
    if len(ideal.stages) == len(actual.stages) == 1 and not (ideal.stages[0].id or actual.stages[0].id):
        return {(0, 0)}
    return {
        (places[0], there[key][0])
        for key, places in here.items()
        if key and len(places) == 1 and len(there.get(key, ())) == 1
    }


def _groups(
    stages: int, others: int, joined: Iterable[tuple[int, int]]
) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Connected groups of stages of both sides, each in order."""
    parent = {**{(0, s): (0, s) for s in range(stages)}, **{(1, t): (1, t) for t in range(others)}}

    def root(node: tuple[int, int]) -> tuple[int, int]:
        while parent[node] != node:
            node = parent[node]
        return node

    for s, t in joined:
        ours, theirs = root((0, s)), root((1, t))
        parent[max(ours, theirs)] = min(ours, theirs)
    members: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for node in parent:
        members[root(node)].append(node)
    return [
        (tuple(n for side, n in group if side == 0), tuple(n for side, n in group if side == 1))
        for _root, group in sorted(members.items())
    ]


def _share(ours: Sequence[int], theirs: Sequence[int], counts: Counter[tuple[int, int]]) -> float:
    """Of all links that start or end in these stages the share that stays between them; 1 where there is none."""
    within = sum(n for (s, t), n in counts.items() if s in ours and t in theirs)
    touching = sum(n for (s, t), n in counts.items() if s in ours or t in theirs)
    if not ours or not theirs:
        return 0.0
    return within / touching if touching else 1.0


def _kind(link: Stages, ideal: Track, actual: Track, is_moved: bool) -> LinkKind:
    if not link.actual:
        return "missing"
    if not link.ideal:
        return "extra"
    if len(link.ideal) > 1 or len(link.actual) > 1:
        return "split" if len(link.ideal) == 1 else "merged" if len(link.actual) == 1 else "many"
    if is_moved:
        return "moved"
    here, there = ideal.stages[link.ideal[0]], actual.stages[link.actual[0]]
    return "same" if title_key(here.title) == title_key(there.title) else "renamed"


def _out_of_order(links: Sequence[Stages]) -> set[Stages]:
    """Stages outside a longest run that stands in the same order on both sides.

    Of several longest runs the one is kept that holds more of the links.
    """
    best: list[tuple[int, float, tuple[int, ...]]] = []
    for at, link in enumerate(links):
        options = [best[k] for k in range(at) if links[k].actual[0] < link.actual[0]]
        length, share, run = max(options, default=(0, 0.0, ()), key=lambda entry: entry[:2])
        best.append((length + 1, share + link.share, (*run, at)))
    kept = set(max(best, default=(0, 0.0, ()), key=lambda entry: entry[:2])[2])
    return {link for at, link in enumerate(links) if at not in kept}
