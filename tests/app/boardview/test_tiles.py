"""Tiles show, pixel by pixel, what painting the whole display list shows; changes repaint no more than they must."""

import random
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter

from cjm_editor.app.boardview.camera import PANES, Camera
from cjm_editor.app.boardview.scene import Scene
from cjm_editor.app.boardview.tiles import SIDE, Tiles, step_scale, tile_range
from cjm_editor.qt.fonts import load_fonts
from cjm_editor.qt.painter import PaintCache, paint
from cjm_editor.render.display import Group, Line, Rect, Text, level_of
from cjm_editor.render.theme import DARK, LIGHT
from tests.app.boardview.synthetic import Board
from tests.app.boardview.test_scene import changed


@pytest.fixture(autouse=True)
def fonts(qapp):
    load_fonts()


def made(display, limit=64 * 1024 * 1024):
    scene = Scene()
    tiles = Tiles(scene, PaintCache(), limit)
    tiles.clear(display.background)
    scene.show(display)
    return scene, tiles


def camera_of(display, width=700, height=500, zoom=1.0, ratio=1.0):
    return Camera(
        zoom=zoom,
        ratio=ratio,
        width=width,
        height=height,
        page_width=display.width,
        page_height=display.height,
        left=display.left,
        top=display.top,
    )


def picture(camera):
    image = QImage(
        round(camera.width * camera.ratio), round(camera.height * camera.ratio), QImage.Format.Format_RGB32
    )
    image.fill(Qt.GlobalColor.magenta)
    return image


def by_tiles(tiles, camera):
    while not tiles.render(camera, camera.scale, 10.0):
        pass
    image = picture(camera)
    painter = QPainter(image)
    tiles.draw(painter, camera, camera.scale, image.rect())
    painter.end()
    return image


def directly(display, camera):
    """The display list painted as a whole, pane by pane, clipped to where the pane is pinned."""
    image = picture(camera)
    painter = QPainter(image)
    cache = PaintCache()
    painter.fillRect(image.rect(), display.background)
    for pane in PANES:
        x0, y0, x1, y1 = camera.region(pane)
        dx, dy = camera.offset(pane)
        painter.save()
        painter.setClipRect(QRect(x0, y0, x1 - x0, y1 - y0))
        painter.fillRect(image.rect(), display.background)
        painter.translate(-dx, -dy)
        painter.scale(camera.scale, camera.scale)
        paint(painter, [g for g in display.groups if g.pane == pane], cache, level_of(camera.zoom))
        painter.restore()
    painter.end()
    return image


def unlike(one, other):
    """Bytes that differ by more than 6 of 255, which is how an antialiased edge is rounded."""
    a, b = bytes(one.constBits()), bytes(other.constBits())
    rows = range(0, len(a), one.bytesPerLine())
    step = one.bytesPerLine()
    lines = ((a[row : row + step], b[row : row + step]) for row in rows)
    return sum(
        abs(x - y) > 6 for line, same in lines if line != same for x, y in zip(line, same, strict=True)
    )


def views(ratio, zooms):
    """Seeded cameras over boards in both themes."""
    rng = random.Random(round(ratio * 10))
    for theme in (LIGHT, DARK):
        display = Board(24, theme=theme).display()
        for _ in range(8):
            camera = camera_of(display, zoom=rng.choice(zooms), ratio=ratio)
            limit_x, limit_y = camera.limits()
            yield display, camera.at(rng.uniform(0, limit_x), rng.uniform(0, limit_y))


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_tiles_equal_a_direct_painting(ratio):
    for display, camera in views(ratio, (2.0, 1.0, 0.5, 0.25)):
        _scene, tiles = made(display)
        assert unlike(by_tiles(tiles, camera), directly(display, camera)) == 0, camera


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_tiles_equal_a_direct_painting_at_any_zoom(ratio):
    # Qt sets letters on quarters of a pixel; at odd zooms a letter may stand a quarter aside. All else is equal.
    for display, camera in views(ratio, (0.8, 2**-0.5, 0.3, 0.15, 1.4, 1.13)):
        bare = replace(display, groups=tuple(map(without_texts, display.groups)))
        _scene, tiles = made(bare)
        assert unlike(by_tiles(tiles, camera), directly(bare, camera)) == 0, camera
        _scene, tiles = made(display)
        full = by_tiles(tiles, camera)
        assert unlike(full, directly(display, camera)) < full.sizeInBytes() / 500, camera


def test_a_group_of_many_rules_is_painted_where_they_are():
    rng = random.Random(4)
    rules = tuple(
        Line(x, 0, x + rng.choice((0, 0, 40)), rng.randint(50, 900), "#333333", rng.choice((1, 3)))
        for x in range(0, 3000, 17)
    )
    boxes = tuple(
        Rect(x, x / 4, 30, 20, fill="#AA0000", stroke="#00AA00", width=3) for x in range(0, 3000, 41)
    )
    display = Board(24).display()
    crowd = Group("background", 20, 30, 3100, 950, rules + boxes)
    display = replace(display, groups=(crowd, *display.groups))
    for x in (0, 333, 1500):
        _scene, tiles = made(display)
        camera = camera_of(display).at(x, 150)
        assert unlike(by_tiles(tiles, camera), directly(display, camera)) == 0


def without_texts(group):
    return replace(group, items=tuple(item for item in group.items if not isinstance(item, Text)))


def test_dirty_tiles_equal_a_full_repaint_after_a_thousand_changes():
    rng = random.Random(5)
    display = Board(16).display()
    scene, tiles = made(display)
    camera = camera_of(display, 500, 400, zoom=0.5).at(100, 0)
    for round_ in range(1000):
        display = replace(display, groups=changed(rng, display.groups))
        seen = rng.choice(((-1e9, 1e9), (300, 900), (-50, -50)))
        tiles.touch(scene.show(display, seen))
        if round_ % 10 == 0:
            image = by_tiles(tiles, camera)
            _fresh_scene, fresh = made(display)
            assert bytes(image.constBits()) == bytes(by_tiles(fresh, camera).constBits()), round_


def test_changes_that_are_asked_for_late_leave_nothing_behind():
    """Several displays may come before anything is painted; what is asked for then counts them all."""
    rng = random.Random(6)
    display = Board(16).display()
    scene, tiles = made(display)
    camera = camera_of(display, 500, 400, zoom=0.5).at(100, 0)
    for round_ in range(100):
        by_tiles(tiles, camera)
        for _ in range(rng.randint(1, 3)):
            display = replace(display, groups=changed(rng, display.groups))
            scene.take(display)
        tiles.touch(scene.changes(rng.choice(((-1e9, 1e9), (300, 900)))))
        assert scene.changes() == []
        _fresh_scene, fresh = made(display)
        image = by_tiles(tiles, camera)
        assert bytes(image.constBits()) == bytes(by_tiles(fresh, camera).constBits()), round_


def test_a_changed_card_repaints_only_its_tiles():
    board = Board(40)
    display = board.display()
    scene, tiles = made(display)
    camera = camera_of(display, 1200, 900)
    by_tiles(tiles, camera)
    board.change_card(0, ("new", "text"))
    tiles.touch(scene.show(board.display()))
    assert 1 <= len(tiles.wanted(camera, camera.scale)) <= 4
    tiles.touch(scene.show(board.display()))
    assert len(tiles.wanted(camera, camera.scale)) <= 4


def test_what_is_edited_is_painted_first():
    display = Board(24).display()
    _scene, tiles = made(display)
    camera = camera_of(display, 1200, 900)
    tiles.focus = (1000.0, 600.0)
    first = next(key for key in tiles.wanted(camera, 1.0) if key[0] == "board")
    assert first == ("board", 1.0, 1000 // SIDE, 600 // SIDE)


def test_a_short_budget_comes_to_the_same_end():
    display = Board(24).display()
    _scene, tiles = made(display)
    camera = camera_of(display)
    rounds = 1
    while not tiles.render(camera, camera.scale, 0.0):
        rounds += 1
    assert rounds > 10
    assert unlike(by_tiles(tiles, camera), directly(display, camera)) == 0


def test_the_memory_stays_within_its_limit():
    display = Board(200).display()
    limit = 40 * SIDE * SIDE * 4
    _scene, tiles = made(display, limit)
    camera = camera_of(display, 512, 400)
    for x in range(0, 20_000, 700):
        by_tiles(tiles, camera.at(x, 0))
        assert tiles.size <= max(limit, 3 * 12 * SIDE * SIDE * 4)


def test_until_a_tile_is_ready_another_scale_stands_in():
    display = Board(24).display()
    _scene, tiles = made(display)
    camera = camera_of(display)
    near = by_tiles(tiles, camera)
    zoomed = camera.zoomed(1.3, 300, 200)
    image = picture(zoomed)
    painter = QPainter(image)
    tiles.draw(painter, zoomed, zoomed.scale, image.rect())
    painter.end()
    colours = {image.pixel(x, y) for x in range(150, 700, 3) for y in range(80, 500, 3)}
    assert len(colours) > 20
    assert image != near


def test_steps_of_zoom_are_a_root_of_two_apart():
    steps = {step_scale(zoom / 100, 1.0) for zoom in range(50, 201)}
    assert sorted(steps) == pytest.approx([0.5, 2**-0.5, 1.0, 2**0.5, 2.0])
    assert step_scale(1.0, 2.0) == 2.0


def test_no_tiles_outside_the_page():
    display = Board(3).display()
    camera = camera_of(display, 3000, 3000)
    left, right, top, bottom = tile_range(camera, "board", 1.0)
    assert (right - 1) * SIDE < display.width and (bottom - 1) * SIDE < display.height
    assert left >= 0 and top >= 0
