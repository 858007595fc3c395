"""The set of icons (Lucide) as vector paths on a 24 grid, stroked by whoever draws them.

Icons are paths and not a font or pictures: they print sharp, take the theme's colour and need no image format.
"""

import json
import re
from functools import cache

from cjm_editor.core.resources import resource
from cjm_editor.render.display import PathCommand

GRID = 24.0

_COMMAND = re.compile(r"([MLCZ])([^MLCZ]*)")


@cache
def _all() -> dict[str, list[str]]:
    icons: dict[str, list[str]] = json.loads(resource("icons", "icons.json").read_bytes())
    return icons


def icon_names() -> tuple[str, ...]:
    """Return the names of all icons, in order."""
    return tuple(_all())


@cache
def icon_data(name: str) -> tuple[str, ...]:
    """Return the shapes of an icon as SVG path data (absolute M, L, C, Z); raises `KeyError` for an unknown name."""
    return tuple(_all()[name])


@cache
def icon(name: str) -> tuple[PathCommand, ...]:
    """Return an icon as the commands of one path on the 24 grid; raises `KeyError` for an unknown name."""
    return tuple(
        (letter, tuple(map(float, numbers.split())))
        for data in icon_data(name)
        for letter, numbers in _COMMAND.findall(data)
    )


def icon_at(name: str, x: float, y: float, size: float) -> tuple[PathCommand, ...]:
    """Return an icon's path with its upper left corner at (`x`, `y`) and `size` px wide and high."""
    scale = size / GRID
    return tuple(
        (letter, tuple((y if at % 2 else x) + number * scale for at, number in enumerate(numbers)))
        for letter, numbers in icon(name)
    )
