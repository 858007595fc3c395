"""P9: a comparison of 1,000 touchpoints against DeepDiff, of 100 against graphtage, of 10,000 against one of 1,000.

DeepDiff is measured both ways (decision 020): left to find out which touchpoints belong together, ids among what it
may go by, and told which id goes with which, where it looks them up and reports unequal fields, and neither matches
nor judges. The first takes minutes, so it runs once.
"""

from __future__ import annotations

from collections.abc import Callable

from common import Row, alternated, compared, heading, versions
from contenders import CONTENDERS

from cjm_editor.compare.comparison import compare
from cjm_editor.core.model import Touchpoint
from tests.compare.pairs import Pair, pair

LANGUAGE, SEED = "ru", 7


def main() -> list[Row]:
    """Rows: by id and without ids against DeepDiff, against graphtage, ours of 10,000 against ours of 1,000."""
    heading("P9", "pairs of maps, 30 % edits, Russian; matching, gap, ranking")
    print(f"   {versions('deepdiff', 'graphtage')}")
    with_ids = pair("ids-kept", 1_000, LANGUAGE, SEED)
    small, usual, large = (pair("edits-30", n, LANGUAGE, SEED) for n in (100, 1_000, 10_000))
    rows = []
    ours, theirs = alternated(lambda: whole(with_ids), deepdiff_of(with_ids, by_id=False), rounds=1, warm=0)
    against = "DeepDiff, order ignored"
    rows.append(compared("P9", "1,000 touchpoints with ids compared", against, ours, theirs, 0.05))
    ours, theirs = alternated(lambda: whole(with_ids), deepdiff_of(with_ids, by_id=True), rounds=3)
    note = "it only looks ids up: decision 020"
    against = "DeepDiff told which ids are one"
    rows.append(compared("P9", "1,000 touchpoints with ids compared", against, ours, theirs, 0.05, note))
    graphtage = next(c for c in CONTENDERS if c.name == "graphtage")
    other = (lambda: graphtage.links(small)) if graphtage.is_there else None
    ours, theirs = alternated(lambda: whole(small), other, rounds=3)
    rows.append(compared("P9", "100 touchpoints without ids compared", "graphtage", ours, theirs, 0.02))
    ours, theirs = alternated(lambda: whole(large), lambda: whole(usual), rounds=2)
    rows.append(compared("P9", "10,000 touchpoints without ids compared", "ours at 1,000", ours, theirs, 20))
    return rows


def whole(case: Pair) -> object:
    """The comparison from end to end."""
    return compare(case.ideal, case.actual)


def deepdiff_of(case: Pair, by_id: bool) -> Callable[[], object] | None:
    """DeepDiff on the touchpoints of both maps; None where it is not installed."""
    if not next(c for c in CONTENDERS if c.name == "DeepDiff").is_there:
        return None
    from deepdiff import DeepDiff

    one, two = ([_plain(t) for t in side.journey.touchpoints] for side in (case.ideal, case.actual))
    if by_id:
        return lambda: DeepDiff(one, two, iterable_compare_func=_same_id)
    return lambda: DeepDiff(
        one, two, ignore_order=True, cutoff_intersection_for_pairs=1, cutoff_distance_for_pairs=1
    )


def _same_id(one: object, two: object, level: object = None) -> bool:
    from deepdiff.helper import CannotCompare

    if not isinstance(one, dict) or not isinstance(two, dict):
        raise CannotCompare
    return bool(one["id"] == two["id"])


def _plain(point: Touchpoint) -> dict[str, object]:
    names = ("id", "stage", "title", "channel", "actor", "emotion", "importance")
    return {name: getattr(point, name) for name in names}


if __name__ == "__main__":
    main()
