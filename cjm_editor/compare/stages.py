"""Which stages stand for each other, judged by their linked touchpoints and, where those are silent, their titles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from cjm_editor.compare.points import Track
from cjm_editor.compare.runs import steady
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
    out_of_order = _out_of_order([link for link in found if link.ideal and link.actual], counts)
    kinds = {link: _kind(link, ideal, actual, link in out_of_order) for link in found}
    return tuple(Stages(s.ideal, s.actual, kinds[s], s.share) for s in found)


def _joined(ideal: Track, actual: Track, counts: Counter[tuple[int, int]]) -> set[tuple[int, int]]:
    """Pairs of stages that belong together.

    First one to one: equal titles, then those between which at least half of the links of both run, the most links
    first. What is left joins the one stage where at least half of its links go, split off or merged. Joined so, a
    stage is vouched for by two touchpoints or by most of all it has, and several stages become several only where
    more than one touchpoint says so: one that moved makes no stage.
    """
    rows, columns = _sums(counts)
    settled = _by_title(ideal, actual)
    taken, taken_back = {s for s, _t in settled}, {t for _s, t in settled}
    close = sorted(counts, key=lambda pair: _closeness(pair, ideal, actual, counts[pair], rows, columns))
    for s, t in close:
        is_home = counts[s, t] >= HOME * max(rows[s], columns[t])
        if is_home and s not in taken and t not in taken_back:
            settled.add((s, t))
            taken.add(s)
            taken_back.add(t)
    joining = _joining(close, counts, rows, Counter(p.stage for p in ideal.points), taken, 0)
    joining |= _joining(close, counts, columns, Counter(p.stage for p in actual.points), taken_back, 1)
    return settled | _vouched(ideal, actual, settled, joining, counts)


def _joining(
    close: Sequence[tuple[int, int]],
    counts: Counter[tuple[int, int]],
    linked: Counter[int],
    size: Counter[int],
    taken: set[int],
    side: int,
) -> set[tuple[int, int]]:
    """For each stage of one side that is not taken: itself with the stage where at least half of its links go."""
    found: set[tuple[int, int]] = set()
    settled = set(taken)
    for pair in close:
        stage, n = pair[side], counts[pair]
        if stage not in settled and n >= HOME * linked[stage]:
            settled.add(stage)
            if n > 1 or n > HOME * size[stage]:
                found.add(pair)
    return found


def _sums(counts: Counter[tuple[int, int]]) -> tuple[Counter[int], Counter[int]]:
    """How many links start in each stage of the one side, and end in each of the other."""
    rows: Counter[int] = Counter()
    columns: Counter[int] = Counter()
    for (s, t), n in counts.items():
        rows[s] += n
        columns[t] += n
    return rows, columns


def _closeness(
    pair: tuple[int, int],
    ideal: Track,
    actual: Track,
    links: int,
    rows: Counter[int],
    columns: Counter[int],
) -> tuple[float, ...]:
    """Sorts pairs of stages: most links, greatest shares of both, nearest places on the routes, earliest.

    The same whichever map comes first, and no two pairs with a stage in common are equal.
    """
    s, t = pair
    apart = abs((2 * s + 1) * len(actual.stages) - (2 * t + 1) * len(ideal.stages))
    return -links, -(links / rows[s] + links / columns[t]), apart, s + t


def _vouched(
    ideal: Track,
    actual: Track,
    settled: set[tuple[int, int]],
    joining: set[tuple[int, int]],
    counts: Counter[tuple[int, int]],
) -> set[tuple[int, int]]:
    """What joins, without the single links that would make several stages of several."""
    groups = _groups(len(ideal.stages), len(actual.stages), settled | joining)
    many = {s for ours, theirs in groups if len(ours) > 1 and len(theirs) > 1 for s in ours}
    return {(s, t) for s, t in joining if s not in many or counts[s, t] > 1}


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


def _out_of_order(links: Sequence[Stages], counts: Counter[tuple[int, int]]) -> set[Stages]:
    """Stages outside the run that stands in the same order on both sides.

    Of several longest runs the one is kept that holds more of the links, then the one that is nearest its old place.
    """
    order = sorted(links, key=lambda link: link.actual[0])
    ranks = {link: rank for rank, link in enumerate(order)}
    within = [sum(counts[s, t] for s in link.ideal for t in link.actual) for link in links]
    far = 1 + len(links) ** 2
    weights = [
        n * far - abs(at - ranks[link]) for at, (n, link) in enumerate(zip(within, links, strict=True))
    ]
    kept = steady([ranks[link] for link in links], weights)
    return {link for at, link in enumerate(links) if at not in kept}
