"""Which stages stand for each other, judged by their linked touchpoints and, where those are silent, their titles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from cjm_editor.compare.points import Track
from cjm_editor.compare.runs import in_order, steady, uncrossed
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


def stage_images(
    ideal: Track, actual: Track, pairs: Sequence[tuple[int, int]], links: Iterable[Stages]
) -> frozenset[tuple[int, int]]:
    """All pairs of stage numbers that stand for each other, or share a border drawn elsewhere by the other map.

    `pairs` are places of linked touchpoints, `links` what `stage_links` made of them.
    """
    images = {(s, t) for link in links for s in link.ideal for t in link.actual}
    return frozenset(images | _over_borders(ideal, actual, pairs, images))


def stage_links(ideal: Track, actual: Track, pairs: Sequence[tuple[int, int]]) -> tuple[Stages, ...]:
    """How the stages of two maps correspond, in the order of the reference, then the stages only lived."""
    counts = Counter((ideal.points[i].stage, actual.points[j].stage) for i, j in pairs)
    joined = _joined(ideal, actual, pairs, counts)
    found: list[Stages] = []
    for ours, theirs in _groups(len(ideal.stages), len(actual.stages), joined):
        found.append(Stages(ours, theirs, "same", _share(ours, theirs, counts)))
    out_of_order = _out_of_order([link for link in found if link.ideal and link.actual], counts)
    kinds = {link: _kind(link, ideal, actual, link in out_of_order) for link in found}
    return tuple(Stages(s.ideal, s.actual, kinds[s], s.share) for s in found)


def _joined(
    ideal: Track, actual: Track, pairs: Sequence[tuple[int, int]], counts: Counter[tuple[int, int]]
) -> set[tuple[int, int]]:
    """Pairs of stages that belong together.

    First one to one: equal titles, then those between which at least half of the links of both run, the most links
    first. What is left joins the one stage where at least half of its links go, split off or merged: two links
    suffice, a single one only where it keeps the order. Without its order it is a touchpoint that moved, which makes
    no stage.
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
    settled |= _joining(close, counts, rows, taken, 0) | _joining(close, counts, columns, taken_back, 1)
    has_image, has_source = {s for s, _t in settled}, {t for _s, t in settled}
    here = {pair for pair in counts if rows[pair[0]] == 1 and pair[0] not in has_image}
    there = {pair for pair in counts if columns[pair[1]] == 1 and pair[1] not in has_source}
    fitting = _in_order(ideal, actual, pairs, settled, here | there)
    return settled | _beside(settled, here & fitting, 0) | _beside(settled, there & fitting, 1)


def _joining(
    close: Sequence[tuple[int, int]],
    counts: Counter[tuple[int, int]],
    linked: Counter[int],
    taken: set[int],
    side: int,
) -> set[tuple[int, int]]:
    """For each stage of one side that is not taken: itself with the stage where at least half of its links go.

    Only where these are two or more.
    """
    found: set[tuple[int, int]] = set()
    settled = set(taken)
    for pair in close:
        stage, n = pair[side], counts[pair]
        if stage not in settled and n >= HOME * linked[stage]:
            settled.add(stage)
            if n > 1:
                found.add(pair)
    return found


def _in_order(
    ideal: Track,
    actual: Track,
    pairs: Sequence[tuple[int, int]],
    settled: set[tuple[int, int]],
    asked: set[tuple[int, int]],
) -> set[tuple[int, int]]:
    """Those of the asked pairs of stages that have a link in order.

    It crosses none of those that hold the order of the settled stages, and none of the others asked about.
    """
    if not asked:
        return set()
    stages = {(i, j): (ideal.points[i].stage, actual.points[j].stage) for i, j in pairs}
    held = in_order([link for link in pairs if stages[link] in settled])
    doubtful = [link for link in pairs if stages[link] in asked]
    return {stages[link] for link in uncrossed(doubtful, [*held, *doubtful])}


def _beside(settled: set[tuple[int, int]], single: set[tuple[int, int]], side: int) -> set[tuple[int, int]]:
    """Of the stages of one side with a single link those that stand in an unbroken row with the others of its end.

    Where that end has no others, all that lead there have to be one row.
    """
    homes: dict[int, set[int]] = defaultdict(set)
    rest: dict[int, set[int]] = defaultdict(set)
    for pair in settled:
        homes[pair[1 - side]].add(pair[side])
    for pair in single:
        rest[pair[1 - side]].add(pair[side])
    found: set[tuple[int, int]] = set()
    for end, stages in rest.items():
        rows = _rows(stages | homes[end])
        if homes[end] or len(rows) == 1:
            joined = {n for row in rows for n in row if not homes[end] or homes[end].intersection(row)}
            found |= {(n, end) if side == 0 else (end, n) for n in joined & stages}
    return found


def _rows(numbers: Iterable[int]) -> list[list[int]]:
    """Runs of numbers without a gap."""
    rows: list[list[int]] = []
    for n in sorted(numbers):
        if rows and rows[-1][-1] == n - 1:
            rows[-1].append(n)
        else:
            rows.append([n])
    return rows


def _over_borders(
    ideal: Track, actual: Track, pairs: Sequence[tuple[int, int]], images: set[tuple[int, int]]
) -> set[tuple[int, int]]:
    """Pairs of stages that are no images, but half of the links of one of them runs there, to a neighbour, in order.

    Two hands draw the border between two stages at different places: what stands at it has not moved. Where both
    stages keep their titles the border is the same, and what went over it has.
    """
    counts = Counter((ideal.points[i].stage, actual.points[j].stage) for i, j in pairs)
    rows, columns = _sums(counts)
    titled = _by_title(ideal, actual)
    named, named_back = {s for s, _t in titled}, {t for _s, t in titled}
    ours: dict[int, set[int]] = defaultdict(set)
    theirs: dict[int, set[int]] = defaultdict(set)
    for s, t in images:
        ours[t].add(s)
        theirs[s].add(t)
    found = {
        (s, t)
        for (s, t), n in counts.items()
        if (s, t) not in images
        and n >= HOME * min(rows[s], columns[t])
        and not (s in named and t in named_back)
        and (ours[t] or theirs[s])
        and (not ours[t] or ours[t] & {s - 1, s + 1})
        and (not theirs[s] or theirs[s] & {t - 1, t + 1})
    }
    return _in_order(ideal, actual, pairs, images, found)


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
