"""Between page, widget and device px: laws over seeded views."""

import random
from dataclasses import replace

import pytest

from cjm_editor.app.boardview.camera import MAX_ZOOM, MIN_ZOOM, PANES, SMALL_ZOOM, Camera

PAGE = Camera(page_width=20_000, page_height=1_500, width=1_200, height=700, left=112, top=44)


def cameras(count):
    rng = random.Random(7)
    for _ in range(count):
        camera = replace(PAGE, ratio=rng.choice((1.0, 1.25, 1.5, 2.0)), zoom=rng.uniform(0.05, 3.0))
        limit_x, limit_y = camera.limits()
        yield rng, camera.at(rng.uniform(0, limit_x), rng.uniform(0, limit_y))


def test_the_point_under_the_cursor_stays_within_a_pixel():
    for rng, camera in cameras(1000):
        left, top = camera.left * camera.zoom, camera.top * camera.zoom
        end = camera.to_screen("board", camera.page_width, camera.page_height)
        x = rng.uniform(left, min(camera.width, end[0]))
        y = rng.uniform(top, min(camera.height, end[1]))
        page = camera.to_page("board", x, y)
        zoomed = camera.zoomed(camera.zoom * rng.uniform(0.5, 2.0), x, y)
        there = zoomed.to_screen("board", *page)
        assert abs(there[0] - x) < 1 and abs(there[1] - y) < 1


def test_page_and_screen_are_inverse():
    for rng, camera in cameras(1000):
        pane = rng.choice(PANES)
        x, y = rng.uniform(0, 1200), rng.uniform(0, 700)
        assert camera.to_screen(pane, *camera.to_page(pane, x, y)) == pytest.approx((x, y), abs=1e-6)


def test_the_panes_cover_the_widget_without_overlap():
    for _rng, camera in cameras(300):
        area = sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in map(camera.region, PANES))
        assert area == round(camera.width * camera.ratio) * round(camera.height * camera.ratio)


def test_headers_are_pinned():
    camera = PAGE.at(500, 300)
    assert camera.offset("stages") == (500, 0)
    assert camera.offset("lanes") == (0, 300)
    assert camera.offset("corner") == (0, 0)


def test_zoom_is_held_within_its_limits():
    assert PAGE.zoomed(100, 0, 0).zoom == MAX_ZOOM
    endless = replace(PAGE, page_width=1e6)
    assert endless.zoomed(0.0001, 0, 0).zoom == MIN_ZOOM


def test_zooming_out_ends_where_the_whole_page_is_seen_or_at_a_tenth():
    far = PAGE.zoomed(0.0001, 0, 0)
    _x0, _y0, x1, y1 = far.at(0, 0).seen()
    assert x1 >= PAGE.page_width + 40 and y1 >= PAGE.page_height + 40
    assert far.zoom > 0.05
    small = replace(PAGE, page_width=900, page_height=600)
    assert small.zoomed(0.0001, 300, 200).zoom == SMALL_ZOOM


def test_a_part_of_the_page_stays_in_view_wherever_is_zoomed():
    rng = random.Random(11)
    for _ in range(1000):
        size = (rng.uniform(150, 3000), rng.uniform(100, 1500))
        camera = replace(PAGE, page_width=size[0], page_height=size[1])
        for _step in range(6):
            x, y = rng.uniform(0, camera.width), rng.uniform(0, camera.height)
            camera = camera.zoomed(camera.zoom * rng.choice((0.1, 0.5, 2.0, 8.0)), x, y)
            left, top = camera.to_screen("board", 0, 0)
            right, bottom = camera.to_screen("board", *size)
            assert left <= camera.width and top <= camera.height and right >= 0 and bottom >= 0


def test_scrolling_stays_on_the_page_and_only_comes_back_from_outside():
    assert PAGE.scrolled(-50, -50) == PAGE
    limit_x, limit_y = PAGE.limits()
    assert PAGE.scrolled(1e9, 1e9) == replace(PAGE, x=limit_x, y=limit_y)
    outside = replace(PAGE, x=-200.0)
    assert outside.scrolled(-10, 0).x == -200
    assert outside.scrolled(30, 0).x == -170


def test_showing_moves_no_more_than_needed():
    assert PAGE.showing((200, 100, 300, 200)) == PAGE
    moved = PAGE.showing((1500, 100, 1600, 200))
    x0, _, x1, _ = moved.seen()
    assert x0 <= 1500 and x1 >= 1600 and moved.y == PAGE.y
    assert moved.x == 1600 - (1200 - 16)


def test_a_box_takes_along_what_fits_the_view_with_it():
    camera = Camera(zoom=1.0, width=500, height=300, page_width=2000, page_height=2000, left=100, top=40)
    box = (300.0, 400.0, 380.0, 460.0)
    assert camera.around(box, ()) == box
    assert camera.around(box, [(300.0, 300.0, 380.0, 340.0)]) == (300.0, 300.0, 380.0, 460.0)
    assert camera.around(box, [(900.0, 500.0, 980.0, 560.0)]) == (300.0, 400.0, 380.0, 560.0), "too far aside"
    assert camera.around(box, [(310.0, 900.0, 500.0, 960.0)]) == (300.0, 400.0, 500.0, 460.0), "too far below"
