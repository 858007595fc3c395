"""The list on the first page of a report: what to do first, or, where the gap is not known, what to do to know it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cjm_editor.core.certainty import next_steps
from cjm_editor.core.figures import delta_text
from cjm_editor.core.line_facts import doubt_told, is_assumed, is_open, measuring_told, rests_on
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import Fix
from cjm_editor.core.texts import _
from cjm_editor.core.todo import is_titled, what_to_do
from cjm_editor.core.wording import first_title, order_note
from cjm_editor.render.display import LOW, Group, Item, Line
from cjm_editor.render.marks_ribbons import link_address
from cjm_editor.render.marks_scene import Scene
from cjm_editor.render.marks_signs import kind_sign
from cjm_editor.render.parts import CAPTION, Style, line_of
from cjm_editor.render.report_chart import steps_chart
from cjm_editor.render.report_paper import BODY, FACT, MARGIN, ROOM, SECTION, SUBSECTION, WIDTH, fitted
from cjm_editor.render.verdict import (
    FIRST_FIXES,
    effort_told,
    fix_marks,
    fix_place,
    gap_after,
    ranked,
    short,
    steps_axis,
    steps_title,
)
from cjm_editor.render.wrap import elide, wrap

RANK = Style(19, 22, 700)
DELTA = Style(17, 22, 600)
_CLOSE = 14.5
"""The line of facts where the first fixes stand at their closest."""
_LEFT_COLUMN = 492.0
_CHART_X = MARGIN + 512.0
_LEAST_PLACE = 70.0
_LONGEST = 160
"""Characters of what is to be done."""


@dataclass(frozen=True, slots=True)
class Block:
    """Groups that begin at y 0, and their height."""

    groups: tuple[Group, ...]
    height: float

    def at(self, y: float) -> tuple[Group, ...]:
        """The groups moved down by `y`."""
        return tuple(replace(group, y=group.y + y) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Density:
    """How close the first fixes stand: type and lines of a title, lines of facts under it, space around."""

    title: Style
    lines: int
    facts: int
    space: float


DENSITIES = (
    Density(Style(14, 19, 600), 2, 2, 6.0),
    Density(Style(13, 17, 600), 2, 2, 4.0),
    Density(Style(13, 16, 600), 2, 2, 1.5),
    Density(Style(12.5, 15, 600), 2, 2, 0.5),
    Density(Style(13, 16, 600), 2, 1, 1.5),
    Density(Style(12.5, 15, 600), 2, 1, 0.5),
    Density(Style(12.5, 15, 600), 1, 2, 0.5),
    Density(Style(13, 17, 600), 1, 1, 3.0),
    Density(Style(12.5, 16, 600), 1, 1, 1.5),
    Density(Style(12.5, 15, 600), 1, 1, 0.5),
    Density(Style(12.5, 16, 600), 1, 0, 3.0),
)
"""From airy to close: the first at which all of the first lines have room is taken, and no title is cut if one has."""


def first_lines(scene: Scene, room: float) -> Block:
    """The first five lines, as close as they must stand to fit, beside the chart of steps; what to do to know the gap
    where it is not known.
    """
    result = scene.result
    fixes = ranked(result)
    if result.score.is_open or (not fixes and next_steps(result)):
        return _steps_to_know(scene)
    if not fixes or result.score.gap is None:
        return Block((), 0.0)
    order = scene.words(order_note(result)) if len(fixes) > 1 else ""
    groups = [_heading(scene.words(first_title(result)), "fixes", scene, order)]
    width = _LEFT_COLUMN if result.score.as_point else ROOM
    made, y, _is_whole = _fitting(fixes[:FIRST_FIXES], width, room, scene)
    groups += made
    if result.score.as_point:
        steps, bottom = _steps(fixes, scene, room)
        groups += steps
        y = max(y, bottom)
    return Block(tuple(groups), y)


def are_whole(scene: Scene, room: float) -> bool:
    """Whether the first lines have room for all their words and facts."""
    result = scene.result
    fixes = ranked(result)[:FIRST_FIXES]
    if not fixes or result.score.gap is None or result.score.is_open:
        return True
    return _fitting(fixes, _LEFT_COLUMN if result.score.as_point else ROOM, room, scene)[2]


def _heading(text: str, key: str, scene: Scene, note: str = "") -> Group:
    """A heading under its rule; a note stands at the end of its row, and so takes no room from the lines."""
    title = line_of(text, 0, 6, SECTION, scene.theme.text, scene.measurer, LOW)
    items: list[Item] = [Line(0, 0.5, ROOM, 0.5, scene.theme.text, 1), title]
    if note:
        told = fitted(note, CAPTION, scene, ROOM - title.width - 16)
        items.append(line_of(told, ROOM, 12, CAPTION, scene.theme.text3, scene.measurer, LOW, 1))
    return Group("headline", MARGIN, 0, ROOM, 29, tuple(items), key=key, solid=True)


def _steps_to_know(scene: Scene) -> Block:
    """What must be done before the gap can be told, as a list."""
    theme, measurer = scene.theme, scene.measurer
    groups = [_heading(scene.words(_("What to do now")), "next", scene)]
    y = 33.0
    for number, step in enumerate(next_steps(scene.result), 1):
        said = scene.words(step)
        lines = wrap(said, ROOM - 34, BODY.size, BODY.weight, measurer, 3)
        items: list[Item] = [line_of(str(number), 24, 0, Style(15, 18, 700), theme.text2, measurer, LOW, 1)]
        items += [
            line_of(line, 34, n * BODY.line, BODY, theme.text, measurer, LOW) for n, line in enumerate(lines)
        ]
        high = max(18.0, len(lines) * BODY.line)
        key = f"next:{number}"
        groups.append(Group("headline", MARGIN, y, ROOM, high, tuple(items), title=said, key=key, solid=True))
        y += high + 6
    return Block(tuple(groups), y)


def _fitting(
    fixes: Sequence[Fix], width: float, room: float, scene: Scene
) -> tuple[list[Group], float, bool]:
    """The lines at the first density at which they fit without a title being cut, else at which they fit at all; where
    they end, and whether all their words and facts are there.
    """
    fallback: tuple[list[Group], float, bool] | None = None
    made: list[Group] = []
    y = 0.0
    for density in DENSITIES:
        made, y, is_cut = [], 31.0, False
        for fix in fixes:
            group, was_cut = _line(fix, y, width, scene, density, bool(made))
            made.append(group)
            is_cut = is_cut or was_cut
            y += group.h
        if y <= room and not is_cut:
            return made, y, density.facts == 2
        if y <= room and fallback is None:
            fallback = (made, y, False)
    return fallback or (made, y, False)


def _steps(fixes: Sequence[Fix], scene: Scene, room: float) -> tuple[list[Group], float]:
    """The chart of steps with its title, and where it ends."""
    theme, words, measurer = scene.theme, scene.words, scene.measurer
    gap = scene.result.score.gap or 0.0
    title = line_of(words(steps_title(scene.result)), 0, 0, SUBSECTION, theme.text, measurer, LOW)
    width = WIDTH - MARGIN - _CHART_X
    height = max(70.0, min(130.0, room - 31 - 26 - 46))
    under = fitted(words(steps_axis(scene.result, len(fixes))), CAPTION, scene, width)
    line = line_of(under, 0, 0, CAPTION, theme.text3, measurer, LOW)
    x = min(_CHART_X + 24, WIDTH - MARGIN - line.width)
    head = min(_CHART_X, WIDTH - MARGIN - title.width)
    groups = [
        Group("headline", head, 32, title.width, 18, (title,), key="steps-title", solid=True),
        steps_chart(gap, fixes, _CHART_X, 53, width, height, scene),
        Group("label", x, 53 + height + 24, line.width, 14, (line,), key="steps-axis", solid=True),
    ]
    return groups, 53 + height + 40


def _line(
    fix: Fix, y: float, width: float, scene: Scene, density: Density, has_rule: bool
) -> tuple[Group, bool]:
    """One line of the list: rank, what to do, the kind's mark, facts, points; and whether what to do is cut."""
    theme, words, measurer = scene.theme, scene.words, scene.measurer
    link = scene.result.matching.links[fix.link]
    whole = what_to_do(scene.result, fix, words)
    said = short(whole, _LONGEST)
    delta = delta_text(fix, words)
    after = gap_after(scene.result, fix, words) if density.facts == 2 else ""
    right = max(
        measurer.width(delta, DELTA.size, DELTA.weight), measurer.width(after, CAPTION.size, CAPTION.weight)
    )
    left, style = 34.0, density.title
    lines = wrap(said, width - left - right - 14, style.size, style.weight, measurer, density.lines)
    top = density.space if has_rule else 2.0
    items: list[Item] = []
    if has_rule and density.space >= 1:
        items.append(Line(left, 0.5, width, 0.5, theme.line, theme.hair_width))
    rank = Style(RANK.size if density.facts else style.size, style.line, RANK.weight)
    items.append(line_of(str(fix.rank), 24, top, rank, theme.text2, measurer, LOW, 1))
    items += [
        line_of(line, left, top + n * style.line, style, theme.text, measurer, LOW)
        for n, line in enumerate(lines)
    ]
    points = Style(DELTA.size if density.space > 3 else 14, style.line, DELTA.weight)
    items.append(line_of(delta, width, top, points, theme.text, measurer, LOW, 1))
    at = top + len(lines) * style.line
    place = "" if is_titled(scene.result, fix) else fix_place(scene.result, fix, words, True)
    row_high = FACT.line if density.space >= 1 else _CLOSE
    inset = 24.0 if density.facts else 0.0
    rows, room = tuple(_rows(fix, density.facts, scene)), width - left - inset
    beside = _row_of_gap(rows, room - right - 14, scene)
    if after:
        told = Style(CAPTION.size, row_high, CAPTION.weight)
        items.append(line_of(after, width, at + beside * row_high, told, theme.text3, measurer, LOW, 1))
    for n, row in enumerate(rows):
        if inset and not n:
            radius = min(7.5, row_high / 2)
            items += kind_sign(link.kind, left + 8, at + row_high / 2, theme, link.unsure, radius)
        most = room - (right + 14 if after and n == beside else 0)
        items += _facts(row, left + inset, at, most, row_high, place, scene)
        at += row_high
    at += row_high if after and beside == len(rows) else 0
    height = at + max(0.0, density.space - 2)
    address, key = link_address(link, scene), f"fix:{fix.rank}"
    group = Group("headline", MARGIN, y, width, height, tuple(items), address, said, solid=True, key=key)
    return group, lines[-1].endswith("…") and not whole.endswith("…")


_Fact = tuple[str, bool]
"""A text and whether it is a warning."""


def _row_of_gap(rows: Sequence[Sequence[_Fact]], room: float, scene: Scene) -> int:
    """Beside which row of facts the gap that is left stands, where they have so many px: the first that would not be
    cut; below them where all would."""
    wide = [
        sum(scene.measurer.width(text, FACT.size, FACT.weight) + 9 for text, _is_warning in row if text) - 9
        for row in rows
    ]
    return next((n for n, one in enumerate(wide) if one <= room), len(wide))


def _rows(fix: Fix, count: int, scene: Scene) -> Iterator[Sequence[_Fact]]:
    """The facts of a line in so many rows, what must not be left out first; a doubt is told whatever the room."""
    result, words = scene.result, scene.words
    doubt = doubt_told(result, fix, words)
    doubts = [(doubt, True)] if doubt else []
    place = fix_place(result, fix, words, not is_titled(result, fix))
    rests = [(measuring_told(result, fix, words), False)]
    rests += [(rests_on(result, fix, words), is_assumed(result, fix))]
    effort = effort_told(result, fix, words)
    rests += [(effort, False)] if effort else []
    marks = [(text, False) for text in fix_marks(result, fix, words)]
    kind, advice = (marks[:1], marks[1:]) if fix.path is None else ([], marks)
    kind = [] if is_open(result, fix) else kind
    if count == 2:
        yield [*kind, (place, False)]
        yield [*doubts, *rests, *advice]
    elif count == 1:
        stage = [(fix_place(result, fix, words), False)]
        yield [*doubts, *kind, *rests, *stage] if doubts else [*kind, *stage, *rests]
    elif doubt:
        yield doubts


def _facts(
    facts: Sequence[_Fact], x: float, y: float, room: float, height: float, place: str, scene: Scene
) -> list[Item]:
    """Facts side by side, warnings in the colour of pain; what has no room is left out, but the first and the `place`
    are cut."""
    items: list[Item] = []
    end = x + room
    shown = [(text, is_warning) for text, is_warning in facts if text]
    widths = [scene.measurer.width(text, FACT.size, FACT.weight) for text, _is_warning in shown]
    apart = 14 if sum(widths) + 14 * (len(shown) - 1) <= room else 9
    for n, (text, is_warning) in enumerate(shown):
        is_whole = scene.measurer.width(text, FACT.size, FACT.weight) <= end - x + 0.01
        if not is_whole and n and (text != place or end - x < _LEAST_PLACE):
            continue
        told = text if is_whole else elide(text, end - x, FACT.size, FACT.weight, scene.measurer)
        colour = scene.theme.pain if is_warning else scene.theme.text2
        line = line_of(told, x, y, Style(FACT.size, height, FACT.weight), colour, scene.measurer, LOW)
        items.append(line)
        x += line.width + apart
    return items
