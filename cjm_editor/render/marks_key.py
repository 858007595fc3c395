"""The key of a comparison: what curves, fillings, dashes and diamonds mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cjm_editor.core.elide import lowered
from cjm_editor.core.texts import _
from cjm_editor.render.display import LOW, Group, Item, Line, Rect
from cjm_editor.render.faces import diamond, face
from cjm_editor.render.marks_filled import Filled, filling_note
from cjm_editor.render.marks_scene import ENDLESS, LONGEST, Scene
from cjm_editor.render.parts import CAPTION, line_of
from cjm_editor.render.wrap import elide, wrap

HEIGHT = 14.0
_LINES = 2
"""A long name has so many lines."""
_GAP = 20.0
_BESIDE = 7.0
"""Between a sample and its words."""
_ROW = 18.0
_LONGEST = 190.0
"""Names of maps longer than this are cut here; they stand in full at the rows."""

Sample = Callable[[float, float], tuple[tuple[Item, ...], float]]
"""Draws a sample from x on around a height, and says how wide it is."""


def key_line(
    scene: Scene,
    x: float,
    y: float,
    has_ribbons: bool = True,
    room: float = ENDLESS,
    is_whole: bool = False,
    filled: Filled | None = None,
) -> Group:
    """Samples with their words from (`x`, `y`) on: one line, and further ones where `room` px are not enough.

    Without ribbons names of maps that are too long for the line are cut; if they are to be whole each stands above it
    on its own. Nothing is said of a filling or an unknown emotion that is not there by `filled`, of links in doubt and
    moments of truth where there are none, nor of either without ribbons.
    """
    filled = filled or Filled()
    entries = _entries(scene, filled, has_ribbons)
    names = [scene.measurer.width(word[:LONGEST], CAPTION.size, CAPTION.weight) for _, word in entries[:2]]
    longest = _shares(names, 2 * _LONGEST if has_ribbons else room - _taken(entries, scene))
    above: list[Item] = []
    top = 0.0
    if is_whole and any(wide > most for wide, most in zip(names, longest, strict=True)):
        for sample, word in entries[:2]:
            made, height = _own_line(sample, word, top, room, scene)
            above += made
            top += height
        del entries[:2]
    else:
        entries[:2] = [
            (sample, elide(word[:LONGEST], most, CAPTION.size, CAPTION.weight, scene.measurer))
            for (sample, word), most in zip(entries[:2], longest, strict=True)
        ]
    note = filling_note(filled) if has_ribbons else None
    items, widest, last = _rows(entries, scene.words(note) if note is not None else "", top, room, scene)
    return Group("key", x, y, room if top else widest, last + HEIGHT, (*above, *items), key="key", solid=True)


def _entries(scene: Scene, filled: Filled, has_ribbons: bool) -> list[tuple[Sample, str]]:
    """The samples with their words; those of the two maps come first."""
    words = scene.words
    entries: list[tuple[Sample, str]] = [
        (_ideal_sample(scene), lowered(scene.roles.ideal)),
        (_actual_sample(scene), lowered(scene.roles.actual)),
    ]
    if filled.worse:
        entries.append((_worse_sample(scene), scene.roles.worse))
    if filled.better:
        entries.append((_better_sample(scene), scene.roles.better))
    if filled.unknown:
        entries.append((_unknown_sample(scene), words(_("not known"))))
    if has_ribbons and any(link.unsure for link in scene.result.matching.links):
        entries.append((_unsure_sample(scene), words(_("in doubt"))))
    if has_ribbons and _has_moments(scene):
        entries.append((_diamond_sample(scene), words(_("moment of truth"))))
    return entries


def _taken(entries: Sequence[tuple[Sample, str]], scene: Scene) -> float:
    """How much of a line all but the names of the maps takes."""
    taken = sum(sample(0, 0)[1] + _BESIDE + _GAP for sample, _word in entries) - _GAP
    return taken + sum(
        scene.measurer.width(word, CAPTION.size, CAPTION.weight) for _sample, word in entries[2:]
    )


def _rows(
    entries: Sequence[tuple[Sample, str]], note: str, top: float, room: float, scene: Scene
) -> tuple[list[Item], float, float]:
    """The entries from `top` down and a note behind them, no line longer than `room`; how wide they are, and where the
    last line is."""
    told = [(sample, word, scene.theme.text2) for sample, word in entries]
    if note:
        told.append((_no_sample, note, scene.theme.text3))
    items: list[Item] = []
    at, widest = 0.0, 0.0
    for sample, word, colour in told:
        drawn, width = sample(at, top + HEIGHT / 2)
        left = width + _BESIDE if drawn else 0.0
        line = line_of(word, at + left, top, CAPTION, colour, scene.measurer, LOW)
        if at and at + left + line.width > room + 0.01:
            at, top = 0.0, top + _ROW
            drawn, _width = sample(at, top + HEIGHT / 2)
            line = line_of(word, left, top, CAPTION, colour, scene.measurer, LOW)
        items += (*drawn, line)
        widest = max(widest, at + left + line.width)
        at += left + line.width + _GAP
    return items, widest, top


def _has_moments(scene: Scene) -> bool:
    """Whether a card of either row bears the diamond."""
    return any(t.moment_of_truth for row in (scene.ideal, scene.actual) for t in row.values())


def _own_line(sample: Sample, word: str, top: float, room: float, scene: Scene) -> tuple[list[Item], float]:
    """A sample with a long name beside it, and the height of both."""
    drawn, width = sample(0.0, top + HEIGHT / 2)
    left = width + _BESIDE
    lines = wrap(word[:LONGEST], room - left, CAPTION.size, CAPTION.weight, scene.measurer, _LINES)
    items: list[Item] = list(drawn)
    for n, line in enumerate(lines):
        at = top + n * CAPTION.line
        items.append(line_of(line, left, at, CAPTION, scene.theme.text2, scene.measurer, LOW))
    return items, max(HEIGHT, CAPTION.line * len(lines)) + 4


def _shares(names: Sequence[float], room: float) -> tuple[float, ...]:
    """How wide each of two names may be: a short one leaves its room to the other."""
    one, two = names
    half = room / 2
    most = (max(half, room - two), max(half, room - one))
    return tuple(min(_LONGEST, max(24.0, width)) for width in most)


def _no_sample(x: float, y: float) -> tuple[tuple[Item, ...], float]:
    return (), 0.0


def _ideal_sample(scene: Scene) -> Sample:
    theme = scene.theme

    def draw(x: float, y: float) -> tuple[tuple[Item, ...], float]:
        line = Line(x, y, x + 26, y, theme.text2, 1.5)
        return (line, *face(1, x + 13, y, 13, theme, hollow=True)), 26

    return draw


def _actual_sample(scene: Scene) -> Sample:
    theme = scene.theme

    def draw(x: float, y: float) -> tuple[tuple[Item, ...], float]:
        return (Line(x, y, x + 26, y, theme.curve, 2.5), *face(-1, x + 13, y, 13, theme)), 26

    return draw


def _worse_sample(scene: Scene) -> Sample:
    def draw(x: float, y: float) -> tuple[tuple[Item, ...], float]:
        return (Rect(x, y - 6, 28, 12, scene.theme.worse, radius=2),), 28

    return draw


def _better_sample(scene: Scene) -> Sample:
    theme = scene.theme

    def draw(x: float, y: float) -> tuple[tuple[Item, ...], float]:
        lines = (Line(x + dx, y - 6, x + dx, y + 6, theme.emotions[3], 1) for dx in (4, 9, 14, 19, 24))
        return (Rect(x, y - 6, 28, 12, theme.better, radius=2), *lines), 28

    return draw


def _unsure_sample(scene: Scene) -> Sample:
    def draw(x: float, y: float) -> tuple[tuple[Item, ...], float]:
        return (Rect(x + 0.5, y - 6, 27, 12, "", scene.theme.strong, 1, 3, (4, 3)),), 28

    return draw


def _unknown_sample(scene: Scene) -> Sample:
    def draw(x: float, y: float) -> tuple[tuple[Item, ...], float]:
        return face(None, x + 7, y, 13, scene.theme, unknown=True), 14

    return draw


def _diamond_sample(scene: Scene) -> Sample:
    def draw(x: float, y: float) -> tuple[tuple[Item, ...], float]:
        return (diamond(x + 6, y, 5, scene.theme.text),), 12

    return draw
