"""The small curve of a card: whole between its dots, however many they are."""

from __future__ import annotations

import pytest

from cjm_editor.render.display import Path, Rect
from cjm_editor.render.sparkline import sparkline
from cjm_editor.render.theme import LIGHT


@pytest.mark.parametrize("step", [5, 9, 14, 17, 30])
def test_the_curve_is_seen_between_its_dots(step: int) -> None:
    points = [(step * n + 3.0, float(n % 3 - 1)) for n in range(9)]
    items = sparkline(points, 40, 10, LIGHT)
    dots = [item for item in items if isinstance(item, Rect)]
    assert len(dots) == 9
    covered = max(dot.w + 2 * (dot.width if dot.stroke else 0) for dot in dots)
    assert covered <= step * 0.65, "at least a third of the curve is free, so that it is no row of dashes"
    assert any(isinstance(item, Path) and item.stroke for item in items)


def test_an_unknown_emotion_is_a_gap_and_one_point_alone_a_dot() -> None:
    items = sparkline([(0, 1.0), (20, None), (40, 2.0)], 40, 10, LIGHT)
    assert [type(item) for item in items] == [Rect, Rect]
