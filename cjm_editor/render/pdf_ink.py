"""A display list in the language of PDF pages: text by its characters, shapes in px with y down.

Operators are those of PDF 1.7 (ISO 32000-1), sections 8 and 9.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from operator import add

from cjm_editor.core.records import dataclass
from cjm_editor.render.bidi import visual
from cjm_editor.render.display import (
    FULL,
    Dash,
    Group,
    Image,
    Line,
    Path,
    PathCommand,
    Polyline,
    Rect,
    Text,
)
from cjm_editor.render.measure import FontMeasurer, face_weight
from cjm_editor.render.plain import one_line

PRIVATE = 0xE000
"""The first code given to characters that need two units of UTF-16."""

_CURVED = 0.447715
"""Where on the edge of a corner the handle of its quarter circle stands, in radii from the corner."""
_NO_NUMBER = re.compile(r"-?(?:inf|nan)")
_OPERATOR = {"M": "m", "L": "l", "C": "c", "Z": "h"}


@dataclass(frozen=True, slots=True)
class Raster:
    """A decoded picture: rows of three bytes a pixel from the top, and one byte of opacity a pixel (b"": none)."""

    width: int
    height: int
    colours: bytes
    opacity: bytes = b""


Rasters = Callable[[str], Raster | None]
"""Gives the picture that a document names, or None."""
Outlines = Callable[[str, float, int], Sequence[PathCommand]]
"""Gives the outlines of a line of text at a size and weight, its left end on the baseline at 0, 0."""


class Ink:
    """What pages share: the characters used of each face, the pictures by name, and the forms of repeated items."""

    def __init__(self, measurer: FontMeasurer, rasters: Rasters | None, outlines: Outlines | None) -> None:
        self.measurer = measurer
        self.codes: dict[int, dict[str, int]] = {}
        """Weight of a face: its characters in use, with their codes."""
        self.images: dict[str, tuple[int, Raster] | None] = {}
        """Pictures asked for, with their numbers."""
        self._rasters = rasters
        self._outlines = outlines
        self._lines: dict[tuple[str, int], str] = {}
        self._boxes: dict[tuple[float, ...], str] = {}
        self._paths: dict[int, str] = {}
        self._colours: dict[str, str] = {}

    def page(self, groups: Sequence[Group]) -> str:
        """Return the operators that draw groups, for a page whose unit is one px and whose y goes down."""
        made: list[str] = []
        for group in groups:
            made.append(f"q 1 0 0 1 {group.x:.2f} {group.y:.2f} cm")
            _Run(self, made).draw(group)
            made.append("Q")
        text = "\n".join(made)
        return _NO_NUMBER.sub("0", text) if "n" in text and _NO_NUMBER.search(text) else text

    def colour(self, colour: str) -> str:
        """Return `#RRGGBB` as three numbers; black for what is no colour."""
        made = self._colours.get(colour)
        if made is None:
            parts = bytes.fromhex(colour[1:]) if re.fullmatch(r"#[0-9A-Fa-f]{6}", colour) else bytes(3)
            made = self._colours[colour] = " ".join([f"{part / 255:.4g}" for part in parts])
        return made

    def line(self, text: str, weight: int) -> str:
        """Return the operand and operator that show a line of text, kerned; `weight` is that of a face."""
        made = self._lines.get((text, weight))
        if made is None:
            made = self._lines[text, weight] = self._shown(text, weight)
        return made

    def _shown(self, text: str, weight: int) -> str:
        codes = self.codes.setdefault(weight, {})
        for character in text:
            if character not in codes:
                codes[character] = self._code(character)
        coded = "".join([f"{codes[character]:04X}" for character in text])
        kerning, units = self.measurer.kerning(weight), self.measurer.units
        parts, start = [], 0
        for end, pair in enumerate(map(add, text, text[1:]), 1):
            moved = kerning[pair]
            if moved:
                parts.append(f"<{coded[4 * start : 4 * end]}> {-1000 * moved / units:.5g} ")
                start = end
        if not parts:
            return f"<{coded}> Tj"
        return f"[{''.join(parts)}<{coded[4 * start :]}>] TJ"

    def _code(self, character: str) -> int:
        if character < "\U00010000":
            return ord(character)
        high = {code for codes in self.codes.values() for code in codes.values() if code >= PRIVATE}
        known = (codes[character] for codes in self.codes.values() if character in codes)
        return next(known, max(high, default=PRIVATE - 1) + 1)

    def outline(self, text: str, size: float, weight: int, room: float) -> str:
        """Return the path of a line of text that the bundled faces lack a character of, squeezed into its `room`; ""
        where nobody draws it."""
        if self._outlines is None or self.measurer.has(text):
            return ""
        commands = self._outlines(text, size, weight)
        right = max((x for _letter, at in commands for x in at[::2]), default=0.0)
        squeezed = f"{room / right:.4f} 0 0 1 0 0 cm " if 0 < room < right else ""
        return squeezed + commands_of(commands) if commands else ""

    def path(self, item: Path) -> str:
        """Return the path of an item; icons at the same place of many groups are written once."""
        made = self._paths.get(id(item.commands))
        if made is None:
            made = self._paths[id(item.commands)] = commands_of(item.commands)
        return made

    def box(self, x: float, y: float, w: float, h: float, radius: float) -> str:
        """Return the path of a rectangle."""
        radius = min(radius, w / 2, h / 2)
        if radius <= 0:
            return f"{x:.2f} {y:.2f} {w:.2f} {h:.2f} re"
        key = (x, y, w, h, radius)
        made = self._boxes.get(key)
        if made is None:
            made = self._boxes[key] = _rounded(x, y, x + w, y + h, radius)
        return made

    def image(self, source: str) -> tuple[int, Raster] | None:
        """Return the number and the picture of a name, or None where there is none."""
        if source not in self.images:
            raster = self._rasters(source) if self._rasters else None
            count = sum(kept is not None for kept in self.images.values())
            self.images[source] = (count, raster) if raster is not None else None
        return self.images[source]


def commands_of(commands: Sequence[PathCommand]) -> str:
    """Return a path's commands as operators."""
    return " ".join([("%.2f " * len(at)) % at + _OPERATOR[letter] for letter, at in commands])


def _rounded(x0: float, y0: float, x1: float, y1: float, r: float) -> str:
    k = r * _CURVED
    numbers = (
        *(x0 + r, y0, x1 - r, y0, x1 - k, y0, x1, y0 + k, x1, y0 + r),
        *(x1, y1 - r, x1, y1 - k, x1 - k, y1, x1 - r, y1),
        *(x0 + r, y1, x0 + k, y1, x0, y1 - k, x0, y1 - r),
        *(x0, y0 + r, x0, y0 + k, x0 + k, y0, x0 + r, y0),
    )
    corner = "%.2f %.2f l %.2f %.2f %.2f %.2f %.2f %.2f c "
    return ("%.2f %.2f m " + 4 * corner + "h") % numbers


class _Run:
    """The items of one group; colours, pens and fonts are set where they change."""

    __slots__ = ("fill", "font", "ink", "made", "stroke")

    def __init__(self, ink: Ink, made: list[str]) -> None:
        self.ink, self.made = ink, made
        self.fill = ""
        self.font: tuple[int, float] | None = None
        self.stroke: tuple[str, float, Dash, bool] | None = None

    def draw(self, group: Group) -> None:
        for item in group.items:
            if item.since > FULL:
                continue
            if isinstance(item, Text):
                self.text(item)
            elif isinstance(item, Rect):
                shape = self.ink.box(item.x, item.y, item.w, item.h, item.radius)
                self.shape(shape, item.fill, item.stroke, item.width, item.dash, False)
            elif isinstance(item, Path):
                shape = self.ink.path(item)
                self.shape(shape, item.fill, item.stroke, item.width, item.dash, item.cap == "round")
            elif isinstance(item, Line):
                shape = f"{item.x1:.2f} {item.y1:.2f} m {item.x2:.2f} {item.y2:.2f} l"
                self.shape(shape, "", item.stroke, item.width, item.dash, item.cap == "round")
            elif isinstance(item, Polyline):
                self.polyline(item)
            else:
                self.image(item)

    def shape(self, path: str, fill: str, stroke: str, width: float, dash: Dash, is_round: bool) -> None:
        if not path or not (fill or stroke):
            return
        if fill:
            self.set_fill(fill)
        if stroke:
            self.set_stroke((stroke, width, dash, is_round))
        self.made.append(path)
        self.made.append(("B*" if stroke else "f*") if fill else "S")

    def set_fill(self, colour: str) -> None:
        if colour != self.fill:
            self.fill = colour
            self.made.append(self.ink.colour(colour) + " rg")

    def set_stroke(self, wanted: tuple[str, float, Dash, bool]) -> None:
        if wanted == self.stroke:
            return
        self.stroke = wanted
        colour, width, dash, is_round = wanted
        ends = "1 J 1 j" if is_round else "0 J 0 j"
        dashes = " ".join([f"{length:.2f}" for length in dash])
        self.made.append(f"{self.ink.colour(colour)} RG {width:.3f} w {ends} [{dashes}] 0 d")

    def polyline(self, item: Polyline) -> None:
        if item.points:
            parts = [f"{x:.2f} {y:.2f} {'l' if i else 'm'}" for i, (x, y) in enumerate(item.points)]
            path = " ".join(parts) + (" h" if item.closed else "")
            self.shape(path, item.fill, item.stroke, item.width, item.dash, False)

    def text(self, item: Text) -> None:
        line = one_line(item.text)
        if not line:
            return
        self.set_fill(item.fill)
        weight, mode = face_weight(item.weight), ""
        outline = self.ink.outline(line, item.size, item.weight, item.width)
        if outline:
            # what is seen is drawn by somebody who has the characters; what is found stays text, invisible, in the
            # order that is seen: readers turn what runs to the left back
            line = visual(line)
            self.made.append(f"q 1 0 0 1 {item.x:.2f} {item.y:.2f} cm {outline} f Q")
            mode = "3 Tr "
        if (weight, item.size) != self.font:
            self.font = (weight, item.size)
            self.made.append(f"/F{weight} {item.size:.4g} Tf")
        shown = self.ink.line(line, weight)
        self.made.append(f"BT {mode}1 0 0 -1 {item.x:.2f} {item.y:.2f} Tm {shown} ET")
        if mode:
            self.made.append("0 Tr")

    def image(self, item: Image) -> None:
        found = self.ink.image(item.source)
        if found is None:
            return
        number, raster = found
        fit = min(item.w / raster.width, item.h / raster.height)
        w, h = raster.width * fit, raster.height * fit
        x, y = item.x + (item.w - w) / 2, item.y + (item.h - h) / 2
        self.made.append(f"q {w:.3f} 0 0 {-h:.3f} {x:.2f} {y + h:.2f} cm /I{number} Do Q")
