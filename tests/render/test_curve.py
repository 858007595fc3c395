"""The emotion curve: it goes through its points and never beyond them."""

import random
from itertools import pairwise

import pytest

from cjm_editor.render.curve import areas, crossing, monotone, split, stroke


def random_points(r):
    x, points = 0.0, []
    for _ in range(r.randint(2, 12)):
        points.append((x, r.choice((0, 25, 50, 75, 100, r.uniform(0, 100)))))
        x += r.uniform(5, 300)
    return points


def test_never_higher_or_lower_than_its_points():
    r = random.Random(2)
    for case in range(1000):
        points = random_points(r)
        segments = monotone(points)
        assert len(segments) == len(points) - 1
        for (a, b), s in zip(pairwise(points), segments, strict=True):
            assert (s.x0, s.y0) == a and (s.x3, s.y3) == b
            low, high = min(a[1], b[1]) - 1e-9, max(a[1], b[1]) + 1e-9
            ys = [s.at(i / 16)[1] for i in range(17)]
            assert all(low <= y <= high for y in ys), (case, points)
            rising = b[1] >= a[1]
            steps = [q - p for p, q in pairwise(ys)]
            assert all((step >= -1e-9) if rising else (step <= 1e-9) for step in steps), (case, points)


def test_slopes_meet_and_are_flat_at_extremes():
    r = random.Random(3)
    for _ in range(200):
        points = random_points(r)
        segments = monotone(points)
        for i, (one, two) in enumerate(pairwise(segments), 1):
            left = (one.y3 - one.y2) / (one.x3 - one.x2)
            right = (two.y1 - two.y0) / (two.x1 - two.x0)
            assert left == pytest.approx(right, abs=1e-6)
            before, here, after = points[i - 1][1], points[i][1], points[i + 1][1]
            if (here - before) * (after - here) <= 0:
                assert abs(left) < 1e-9


def test_ends_take_six_tenths_of_the_secant():
    (only,) = monotone([(0, 0), (30, 60)])
    assert (only.y1 - only.y0) / (only.x1 - only.x0) == pytest.approx(0.6 * 2)


def test_few_points_make_no_curve():
    assert monotone([]) == () and monotone([(0, 1)]) == () and stroke(()) == ()


def test_areas_are_cut_at_neutral():
    found = areas(monotone([(0, 20), (100, 80), (200, 20)]), 50)
    assert [above for above, _ in found] == [True, False, True]
    for above, outline in found:
        ys = [v for _name, values in outline for v in values[1::2]]
        assert all(y <= 50 + 1e-6 for y in ys) if above else all(y >= 50 - 1e-6 for y in ys)
    assert areas(monotone([(0, 50), (10, 50)]), 50) == ()


def test_split_and_crossing():
    (segment,) = monotone([(0, 0), (90, 90)])
    t = crossing(segment, 45)
    assert t is not None and segment.at(t)[1] == pytest.approx(45, abs=1e-6)
    left, right = split(segment, t)
    assert (left.x3, left.y3) == (right.x0, right.y0)
    assert crossing(segment, 200) is None
