"""Width of a line of text in the bundled font, without a font engine.

The advances and kerning of Inter stand in `resources/fonts/inter-metrics.json`, written by `.ci/fonts.py` from
the shipped faces. Screen, command line and every platform therefore break lines at the same places.
"""

import json
import unicodedata
from collections.abc import Mapping
from functools import cache
from operator import add
from typing import Protocol

from cjm_editor.core.resources import resource

WEIGHTS = (400, 500, 600, 700)
_KEPT_TEXTS = 50_000
_KEPT_LETTERS = 512
"""Widths of longer texts are not remembered: they would be kept with all their letters."""


class Measurer(Protocol):
    """What layout and board ask of a font. Lengths are in px at the given size."""

    def __hash__(self) -> int:
        """Return what results that depend on the measurer are kept by."""

    def width(self, text: str, size: float, weight: int) -> float:
        """Return the width of one line, kerning included."""

    def ascent(self, size: float) -> float:
        """Return the height above the baseline."""

    def descent(self, size: float) -> float:
        """Return the depth below the baseline, a positive number."""


class _Steps(dict[str, int]):
    """Advance of the first of two neighbours plus their kerning, in font units; of a single character its advance."""

    __slots__ = ("_advances", "_characters", "_fallback", "_kerning", "_left", "_right", "_rows", "_text")

    def __init__(
        self,
        characters: str,
        advances: str,
        kerning: list[str],
        left: dict[str, int],
        right: dict[str, int],
        em: int,
    ) -> None:
        super().__init__()
        self._characters = characters
        self._text = advances
        self._advances: dict[str, int] = {}
        self._kerning = kerning
        self._rows: dict[int, dict[int, int]] = {}
        self._left = left
        self._right = right
        self._fallback = em

    def __missing__(self, pair: str) -> int:
        if not self._advances:
            self._advances.update(zip(self._characters, map(int, self._text.split()), strict=True))
        first = pair[0]
        step = self._advances.get(first)
        if step is None:
            step = _foreign_advance(first, self._fallback)
        if len(pair) == 2:
            step += self._kerned(self._left.get(first, 0)).get(self._right.get(pair[1], 0), 0)
        self[pair] = step
        return step

    def _kerned(self, left: int) -> dict[int, int]:
        """The moves after one left class by right class; most classes are never asked for."""
        found = self._rows.get(left)
        if found is None:
            row = list(map(int, self._kerning[left].split()))
            found = self._rows[left] = dict(zip(row[::2], row[1::2], strict=True))
        return found


class _Moves(dict[str, int]):
    """Kerning of two neighbours, in font units."""

    __slots__ = ("_steps",)

    def __init__(self, steps: _Steps) -> None:
        super().__init__()
        self._steps = steps

    def __missing__(self, pair: str) -> int:
        move = self[pair] = self._steps[pair] - self._steps[pair[0]]
        return move


def face_weight(weight: int) -> int:
    """Return the weight of the face that draws `weight`: the same, or the nearest heavier one."""
    if weight in WEIGHTS:
        return weight
    return next((heavier for heavier in WEIGHTS if heavier >= weight), WEIGHTS[-1])


def _foreign_advance(character: str, em: int) -> int:
    """Return the advance assumed for a character the font lacks: 0 for marks and joiners, else by East Asian width.

    Ideographs and emoji take a whole em, as they do in the fonts a system falls back to; others 0.6 em.
    """
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return em if unicodedata.east_asian_width(character) in "WF" else em * 3 // 5


class FontMeasurer:
    """Measures in the bundled Inter; widths of texts are remembered, so one instance serves a whole program."""

    __slots__ = ("_ascent", "_characters", "_descent", "_moves", "_steps", "_units", "_widths")

    def __init__(self) -> None:
        """Reads the tables; raises `OSError` if the installation lacks them."""
        tables = json.loads(resource("fonts", "inter-metrics.json").read_bytes())
        characters = tables["characters"]
        left = dict(zip(characters, map(int, tables["left"].split()), strict=True))
        right = dict(zip(characters, map(int, tables["right"].split()), strict=True))
        self._units: int = tables["unitsPerEm"]
        self._ascent: int = tables["ascent"]
        self._descent: int = tables["descent"]
        self._widths: dict[tuple[str, int], int] = {}
        self._steps = {
            weight: _Steps(
                characters,
                tables["advances"][str(weight)],
                tables["kerning"][str(weight)],
                left,
                right,
                self._units,
            )
            for weight in WEIGHTS
        }

        self._characters = frozenset(characters)
        self._moves = {weight: _Moves(steps) for weight, steps in self._steps.items()}

    def width(self, text: str, size: float, weight: int) -> float:
        """Return the width of one line in px; a weight between the four takes the nearest heavier one."""
        if not text:
            return 0.0
        key = (text, weight)
        units = self._widths.get(key)
        if units is None:
            units = self._measured(text, weight)
            if len(text) > _KEPT_LETTERS:
                return units * size / self._units
            if len(self._widths) >= _KEPT_TEXTS:
                self._widths.clear()
            self._widths[key] = units
        return units * size / self._units

    @property
    def units(self) -> int:
        """The units of the faces' em."""
        return self._units

    def has(self, text: str) -> bool:
        """Return whether the faces have every character of a text."""
        return self._characters.issuperset(text)

    def kerning(self, weight: int) -> Mapping[str, int]:
        """Return how far the second of two neighbours is moved, in units; `weight` is that of a face."""
        return self._moves[weight]

    def ascent(self, size: float) -> float:
        """Return the height above the baseline in px."""
        return self._ascent * size / self._units

    def descent(self, size: float) -> float:
        """Return the depth below the baseline in px, a positive number."""
        return self._descent * size / self._units

    def _measured(self, text: str, weight: int) -> int:
        steps = self._steps.get(weight)
        if steps is None:
            steps = self._steps[face_weight(weight)]
        return sum(map(steps.__getitem__, map(add, text, text[1:]))) + steps[text[-1]]


@cache
def bundled_measurer() -> FontMeasurer:
    """Return the one measurer of this process: equal input gives equal widths, whoever asks."""
    return FontMeasurer()
