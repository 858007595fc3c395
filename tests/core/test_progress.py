"""Signs of progress: parts of a work, elements watched."""

from __future__ import annotations

from cjm_editor.core.progress import EVERY, part, silent, watched


def test_the_shares_of_a_part_lie_between_its_ends():
    told: list[float] = []
    inner = part(part(told.append, 0.5, 1.0), 0.0, 0.5)
    for share in (0.0, 0.5, 1.0):
        inner(share)
    assert told == [0.5, 0.625, 0.75]
    assert part(silent, 0.2, 0.4) is silent


def test_watched_elements_come_all_and_in_order():
    told: list[float] = []
    items = tuple(range(2 * EVERY + 5))
    assert tuple(watched(items, told.append)) == items
    assert told == [0.0, EVERY / len(items), 2 * EVERY / len(items)]
    assert tuple(watched((), told.append)) == () and len(told) == 3
