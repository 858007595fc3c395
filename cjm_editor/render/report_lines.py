"""The lines of the list on the first page: how close they stand, what is said under each, what gives way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cjm_editor.core.besides import mend_told, no_points
from cjm_editor.core.elide import REPEATED, short
from cjm_editor.core.figures import delta_text
from cjm_editor.core.line_facts import counted_told, doubt_told, is_assumed, is_open, measuring_told, rests_on
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import Fix
from cjm_editor.core.todo import is_titled, what_to_do
from cjm_editor.render.display import LOW, Group, Item, Line
from cjm_editor.render.marks_ribbons import link_address
from cjm_editor.render.marks_scene import Scene
from cjm_editor.render.marks_signs import kind_sign
from cjm_editor.render.parts import CAPTION, Style, line_of
from cjm_editor.render.report_paper import FACT, MARGIN
from cjm_editor.render.verdict import effort_told, fix_marks, fix_place, gap_after
from cjm_editor.render.wrap import elide, wrap

RANK = Style(19, 22, 700)
DELTA = Style(17, 22, 600)
_APART = 12.0
"""Between two facts of a row."""


@dataclass(frozen=True, slots=True)
class Density:
    """How close the first fixes stand: type and lines of a title, type of the facts under it, space around."""

    title: Style
    lines: int
    fact: Style
    space: float


_SMALL_FACT = Style(11, 13.5, 400)
DENSITIES = (
    Density(Style(14, 19, 600), 3, FACT, 6.0),
    Density(Style(13, 17, 600), 3, FACT, 4.0),
    Density(Style(13, 16, 600), 3, FACT, 1.5),
    Density(Style(12.5, 15, 600), 2, Style(12, 14.5, 400), 0.5),
    Density(Style(12.5, 15, 600), 2, _SMALL_FACT, 1.5),
    Density(Style(12.5, 15, 600), 2, _SMALL_FACT, 0.0),
)
"""From airy to close: the first at which all of the first lines have room for all their words is taken."""
CLOSE = (DENSITIES[-1], Density(Style(12.5, 15, 600), 1, _SMALL_FACT, 0.0))
"""Where there is none the lines stand like this, and facts that matter less are left out."""
_MOST_ROWS = 3
"""So many rows of facts a line has at most."""


@dataclass(frozen=True, slots=True)
class Stack:
    """The first lines one below the other: their groups, where they end, and whether all their words are there."""

    groups: tuple[Group, ...]
    end: float
    is_whole: bool


def fitting(fixes: Sequence[Fix], width: float, room: float, scene: Scene) -> Stack:
    """The lines at the first density at which they fit with all their facts; where they fit at none they stand close,
    and the room that there is goes to one line after the other.
    """
    for density in DENSITIES:
        made = _stacked(fixes, [_MOST_ROWS] * len(fixes), width, scene, density)
        if made.is_whole and made.end <= room:
            return made
    made = _stacked(fixes, [1] * len(fixes), width, scene, CLOSE[0])
    density = CLOSE[0] if made.end <= room else CLOSE[-1]
    rows = [1] * len(fixes)
    made = _stacked(fixes, rows, width, scene, density)
    if made.end > room:
        return _stacked(fixes, [0] * len(fixes), width, scene, density)
    for _step in range(1, _MOST_ROWS):
        for n in range(len(fixes)):
            more = [*rows[:n], rows[n] + 1, *rows[n + 1 :]]
            tried = _stacked(fixes, more, width, scene, density)
            if tried.end <= room:
                rows, made = more, tried
    return made


def _stacked(
    fixes: Sequence[Fix], rows: Sequence[int], width: float, scene: Scene, density: Density
) -> Stack:
    """The lines below the heading, each with so many rows of facts at most."""
    made: list[Group] = []
    y, is_whole = 31.0, True
    for fix, most in zip(fixes, rows, strict=True):
        group, was_whole = _line(fix, y, width, scene, density, most, bool(made))
        made.append(group)
        is_whole = is_whole and was_whole
        y += group.h
    return Stack(tuple(made), y, is_whole)


def _line(
    fix: Fix, y: float, width: float, scene: Scene, density: Density, most: int, has_rule: bool
) -> tuple[Group, bool]:
    """One line of the list: rank, what to do, the kind's mark, facts in `most` rows, points; whether all is there."""
    theme, words, measurer = scene.theme, scene.words, scene.measurer
    link = scene.result.matching.links[fix.link]
    told_of = mend_told(scene.result, fix, words)[0] if fix.also else what_to_do(scene.result, fix, words)
    said = short(told_of, REPEATED)
    delta = words(no_points()) if fix.also else delta_text(fix, words)
    after = gap_after(scene.result, fix, words) if most and not fix.also else ""
    figure = density.fact if fix.also else DELTA
    right = measurer.width(delta, figure.size, figure.weight)
    left, style = 34.0, density.title
    room = width - left - right - 14
    lines = wrap(said, room, style.size, style.weight, measurer, density.lines)
    top = density.space if has_rule else 2.0
    items: list[Item] = []
    if has_rule and density.space >= 1:
        items.append(Line(left, 0.5, width, 0.5, theme.line, theme.hair_width))
    rank = Style(RANK.size if most else style.size, style.line, RANK.weight)
    items.append(line_of(str(fix.rank), 24, top, rank, theme.text2, measurer, LOW, 1))
    items += [
        line_of(line, left, top + n * style.line, style, theme.text, measurer, LOW)
        for n, line in enumerate(lines)
    ]
    points = Style(DELTA.size if density.space > 3 else 14, style.line, DELTA.weight)
    if fix.also:
        points = Style(figure.size, style.line, figure.weight)
    colour = theme.text if fix.saves else theme.text2
    items.append(line_of(delta, width, top, points, colour, measurer, LOW, 1))
    at, fact = top + len(lines) * style.line, density.fact
    told = Style(CAPTION.size, fact.line, CAPTION.weight)
    if after:
        items.append(line_of(after, width, at, told, theme.text3, measurer, LOW, 1))
    inset = 24.0
    beside = measurer.width(after, CAPTION.size, CAPTION.weight) + 14 if after else 0.0
    first = width - left - inset - beside
    facts = _facts(fix, scene)
    rows, are_all = flowed(facts, first, width - left - inset, most, fact, scene)
    if most:
        radius = min(7.5, fact.line / 2)
        items += kind_sign(link.kind, left + 8, at + fact.line / 2, theme, link.unsure, radius)
    for row in rows:
        items += _row(row, left + inset, at, fact, scene)
        at += fact.line
    at += fact.line if after and not rows else 0
    height = at + max(0.0, density.space - 2)
    address, key = link_address(link, scene), f"fix:{fix.rank}"
    group = Group("headline", MARGIN, y, width, height, tuple(items), address, said, solid=True, key=key)
    is_cut = len(wrap(said, room, style.size, style.weight, measurer, density.lines + 1)) > density.lines
    return group, are_all and not is_cut


@dataclass(frozen=True, slots=True)
class Fact:
    """A text under a line, whether it is a warning, and how soon it gives way where there is no room: 0 last."""

    text: str
    is_warning: bool = False
    yields: int = 0


def _facts(fix: Fix, scene: Scene) -> tuple[Fact, ...]:
    """The facts of a line in the order of the page in HTML: kind, place, doubt, what it rests on, effort, advice."""
    result, words = scene.result, scene.words
    marks = [] if fix.also else list(fix_marks(result, fix, words))  # none fits what costs no points
    kind = [Fact(marks.pop(0), False, 2)] if marks and fix.path is None else []
    kind = [] if is_open(result, fix) else kind  # the doubt says that nothing was found for sure
    found = (
        *kind,
        Fact(fix_place(result, fix, words, not (fix.also or is_titled(result, fix))), False, 4),
        Fact(doubt_told(result, fix, words), True, 0),
        *(Fact(fact, False, 1) for fact in (mend_told(result, fix, words)[1] if fix.also else ())),
        Fact(counted_told(fix, words), False, 0),
        Fact(measuring_told(result, fix, words), False, 1),
        Fact(rests_on(result, fix, words), is_assumed(result, fix), 3),
        Fact(effort_told(result, fix, words), False, 5),
        *(Fact(mark, False, 6) for mark in marks),
    )
    return tuple(fact for fact in found if fact.text)


def flowed(
    facts: Sequence[Fact], first: float, room: float, most: int, style: Style, scene: Scene
) -> tuple[tuple[tuple[Fact, ...], ...], bool]:
    """The facts in rows, the first `first` px wide, the others `room`, and whether all are there: what matters least
    is left out where `most` rows have no room for all; the last one is cut.
    """
    kept = list(facts)
    while kept:
        rows = _rows_of(kept, first, room, style, scene)
        if len(rows) <= most:
            return rows, len(kept) == len(facts)
        if len(kept) == 1:
            break
        kept.remove(max(kept, key=lambda fact: fact.yields))
    if not kept or not most:
        return (), not facts
    text = elide(kept[0].text, first, style.size, style.weight, scene.measurer)
    return ((replace(kept[0], text=text),),), False


def _rows_of(
    facts: Sequence[Fact], first: float, room: float, style: Style, scene: Scene
) -> tuple[tuple[Fact, ...], ...]:
    """The facts in as many rows as they take. One that is wider than a row of its own is cut there."""
    rows: list[list[Fact]] = [[]]
    left = first
    for fact in facts:
        wide = scene.measurer.width(fact.text, style.size, style.weight)
        if rows[-1] and wide > left:
            rows.append([])
            left = room
        elif not rows[-1] and wide > left and wide <= room and len(rows) == 1:
            rows.append([])  # beside the gap that is left there is no room for it
            left = room
        if wide > left:
            cut = elide(fact.text, left, style.size, style.weight, scene.measurer)
            fact = replace(fact, text=cut)
        rows[-1].append(fact)
        left -= wide + _APART
    return tuple(map(tuple, rows))


def _row(row: Sequence[Fact], x: float, y: float, style: Style, scene: Scene) -> list[Item]:
    """Facts side by side, warnings in the colour of pain."""
    items: list[Item] = []
    for fact in row:
        colour = scene.theme.pain if fact.is_warning else scene.theme.text2
        line = line_of(fact.text, x, y, style, colour, scene.measurer, LOW)
        items.append(line)
        x += line.width + _APART
    return items
