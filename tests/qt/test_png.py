"""PNG files: size, density, transparency, equal bytes."""

import pytest
from PySide6.QtGui import QImage

from cjm_editor.core.errors import CjmError
from cjm_editor.qt.png import largest_scale, png
from cjm_editor.render.display import DisplayList, Group, Rect, Text


@pytest.fixture(autouse=True)
def application(qapp):
    return qapp


def page(width=100, height=50, background="#FFFFFF"):
    items = (Rect(10, 10, 20, 20, "#A63C10"), Text(40, 30, "Карта", 12.5, 600, "#1D1E21", 40))
    return DisplayList(width, height, (Group("card", 0, 0, width, height, items),), background)


def decoded(data):
    image = QImage()
    assert image.loadFromData(data, "PNG")
    return image


@pytest.mark.parametrize(
    ("asked", "size", "dots"),
    [({}, (100, 50), 3780), ({"scale": 1.5}, (150, 75), 3780), ({"dpi": 192}, (200, 100), 7559),
     ({"width": 333}, (333, 167), 3780), ({"dpi": 300}, (313, 157), 11811)],
)  # fmt: skip
def test_size_and_density(asked, size, dots):
    image = decoded(png(page(), **asked))
    assert (image.width(), image.height()) == size
    assert image.dotsPerMeterX() == image.dotsPerMeterY() == dots


def test_background_or_none():
    assert decoded(png(page())).pixelColor(1, 1).name() == "#ffffff"
    clear = decoded(png(page(), is_transparent=True))
    assert clear.pixelColor(1, 1).alpha() == 0
    assert clear.pixelColor(15, 15).name() == "#a63c10"
    assert decoded(png(page(background=""))).pixelColor(1, 1).alpha() == 0


def test_equal_lists_give_equal_bytes():
    assert png(page(), dpi=144) == png(page(), dpi=144)


@pytest.mark.parametrize("asked", [{"width": 40_000}, {"scale": 1000.0}, {"dpi": 96_000}])
def test_a_picture_too_large_is_a_sentence(asked):
    with pytest.raises(CjmError) as caught:
        png(page(), **asked)
    assert caught.value.code == "picture-too-large"


@pytest.mark.parametrize(
    ("width", "height"), [(100, 50), (200_000, 1_000), (1_000, 200_000), (30_000, 30_000)]
)
def test_a_very_large_list_is_drawn_as_large_as_can_be(width, height):
    display = page(width, height)
    scale = largest_scale(display, 2.0)
    assert scale == 2.0 or scale * max(width, height) > 16_000
    assert scale * max(width, height) <= 32_767
    assert scale**2 * width * height <= 268_000_000
    if scale * width * scale * height < 20_000_000:
        assert max(decoded(png(display, scale)).size().toTuple()) <= 32_767
