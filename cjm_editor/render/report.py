"""The report of a comparison on A4: the conclusion as its title, the gap, both curves, what to fix, how sure it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cjm_editor.core.address import Address
from cjm_editor.core.figures import delta_text
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import ComparisonResult, Fix
from cjm_editor.core.texts import _
from cjm_editor.core.wording import first_title, fix_title
from cjm_editor.render.display import LOW, DisplayList, Group, Item, Line, Rect
from cjm_editor.render.flow import closely_flowed
from cjm_editor.render.headline import Scale, gap_number, gap_words, track
from cjm_editor.render.marks_key import key_line
from cjm_editor.render.marks_ribbons import link_address
from cjm_editor.render.marks_scene import MarksOptions, Scene, scene_of
from cjm_editor.render.marks_signs import kind_sign
from cjm_editor.render.measure import Measurer
from cjm_editor.render.parts import CAPTION, Style, line_of
from cjm_editor.render.report_chart import curves_chart, steps_chart
from cjm_editor.render.report_detail import detail
from cjm_editor.render.report_paper import (
    BODY,
    BODY_FRAME,
    FACT,
    FOOT,
    HEIGHT,
    MARGIN,
    ROOM,
    SECTION,
    SUBSECTION,
    WIDTH,
    compared_text,
    fitted,
    footer,
    running_head,
)
from cjm_editor.render.report_subject import subject
from cjm_editor.render.sureness import sureness
from cjm_editor.render.theme import PRINT
from cjm_editor.render.verdict import (
    FIRST_FIXES,
    conclusion,
    fix_evidence,
    fix_facts,
    gap_after,
    key_figures,
    ranked,
    short,
    steps_axis,
    steps_title,
)
from cjm_editor.render.wrap import elide, wrap

KICKER = Style(12, 18, 400)
TITLE, TITLE_SMALL = Style(27, 34, 700), Style(21, 27, 700)
SUBTITLE = Style(13.5, 19, 400)
GAP = Style(52, 56, 700)
FIGURE = Style(24, 30, 700)
FIGURE_LONG = Style(18, 30, 700)
FIGURE_ROOM = 56.0
"""A figure that is wider is written smaller."""
RANK = Style(19, 22, 700)
DELTA = Style(17, 22, 600)
_KICKER_LINES, _SUBJECT_LINES = 4, 4
_FULL = 270.0
"""Where less than this is left below the curves, the key cuts long names: they stand above in full."""
_BEYOND = 34.0
"""Names under the curves may reach so far into the margins."""
_CLOSE = 14.5
"""The line of facts where the first fixes stand at their closest."""
_LEFT_COLUMN = 444.0
_CHART_X = MARGIN + 484.0


@dataclass(frozen=True, slots=True)
class Density:
    """How close the first fixes stand: type and lines of a title, whether facts stand under it, space around."""

    title: Style
    lines: int
    has_facts: bool
    space: float


DENSITIES = (
    Density(Style(14, 19, 600), 2, True, 6.0),
    Density(Style(13, 17, 600), 2, True, 4.0),
    Density(Style(13, 16, 600), 2, True, 1.5),
    Density(Style(12.5, 15, 600), 2, True, 0.5),
    Density(Style(13, 17, 600), 1, True, 3.0),
    Density(Style(12.5, 16, 600), 1, True, 1.5),
    Density(Style(12.5, 15, 600), 1, True, 0.5),
    Density(Style(12.5, 16, 600), 1, False, 3.0),
)
"""From airy to close: the first at which all of the first fixes have room is taken."""


@dataclass(frozen=True, slots=True)
class Block:
    """Groups that begin at y 0, and their height."""

    groups: tuple[Group, ...]
    height: float

    def at(self, y: float) -> tuple[Group, ...]:
        """The groups moved down by `y`."""
        return tuple(replace(group, y=group.y + y) for group in self.groups)


def report_pages(
    result: ComparisonResult, options: MarksOptions, measurer: Measurer, date: str = "", following: int = 0
) -> tuple[DisplayList, ...]:
    """The pages of the report, A4 upright, in print colours: one for a sponsor, then the detail.

    `following` is the number of pages that the caller puts behind them, which are counted too.
    """
    options = replace(options, theme=PRINT)
    scene = scene_of(result, options, measurer)
    bodies = [_first_page(scene)]
    bodies += [(running_head(scene), *groups) for groups in closely_flowed(detail(scene), BODY_FRAME)]
    said = conclusion(result, options.words)
    language = options.words.language
    return tuple(
        DisplayList(
            WIDTH,
            HEIGHT,
            (*groups, footer(number, len(bodies) + following, date, scene)),
            PRINT.board,
            title=said,
            language=language,
        )
        for number, groups in enumerate(bodies, 1)
    )


def _first_page(scene: Scene) -> tuple[Group, ...]:
    """The groups of the sponsor's page."""
    head = _head(scene)
    groups = list(head.at(MARGIN))
    y = MARGIN + head.height + 12
    figures = _figures(scene)
    groups += figures.at(y)
    y += figures.height + 12
    sure = _sure(scene)
    sure_y = FOOT - 12 - sure.height
    if scene.ideal or scene.actual:
        chart = curves_chart(scene, MARGIN, y, ROOM, _BEYOND)
        groups += chart.groups
        y += chart.height + 10
        key = key_line(scene, MARGIN, y, has_ribbons=False, room=ROOM, is_whole=sure_y - y > _FULL)
        groups.append(key)
        y += key.h + 8
    fixes = _fixes(scene, sure_y - 10 - y)
    groups += fixes.at(y)
    groups += sure.at(max(sure_y, y + fixes.height + 8) if fixes.height else y + 8)
    return tuple(groups)


def _head(scene: Scene) -> Block:
    """What is compared, the conclusion, segment and counts."""
    words, theme = scene.words, scene.theme
    compared = wrap(compared_text(scene), ROOM, KICKER.size, KICKER.weight, scene.measurer, _KICKER_LINES)
    rows: list[tuple[str, Style, str]] = [(line, KICKER, theme.text2) for line in compared]
    said = conclusion(scene.result, words)
    style = TITLE
    lines = balanced(said, style, ROOM, scene)
    if len(lines) > 2:
        style = TITLE_SMALL
        lines = balanced(said, style, ROOM, scene, 4)
    rows += [(line, style, theme.text) for line in lines]
    below = wrap(subject(scene), ROOM, SUBTITLE.size, SUBTITLE.weight, scene.measurer, _SUBJECT_LINES)
    rows += [(line, SUBTITLE, theme.text2) for line in below]
    items: list[Item] = []
    y, before = 0.0, KICKER
    for text, row, colour in rows:
        y += 6 if row is not before else 0
        items.append(line_of(text, 0, y, row, colour, scene.measurer, LOW))
        y, before = y + row.line, row
    return Block(
        (Group("headline", MARGIN, 0, ROOM, y, tuple(items), title=said, solid=True, key="head"),), y
    )


def balanced(text: str, style: Style, width: float, scene: Scene, most: int = 0) -> tuple[str, ...]:
    """The lines of a heading, about equally long: no word stands alone on the last one."""
    lines = wrap(text, width, style.size, style.weight, scene.measurer, most)
    low, high = width * 0.6, width
    for _step in range(8):
        middle = (low + high) / 2
        tried = wrap(text, middle, style.size, style.weight, scene.measurer, most)
        if len(tried) == len(lines) and not any(line.endswith(("-", "…")) for line in tried):
            high, lines = middle, tried
        else:
            low = middle
    return lines


def _figures(scene: Scene) -> Block:
    """The gap with its interval at the left, key figures at the right."""
    theme, words, measurer = scene.theme, scene.words, scene.measurer
    score = scene.result.score
    number = gap_number(score, words)
    style = GAP if measurer.width(number, GAP.size, GAP.weight) <= 92 else Style(34, 56, 700)
    wide = measurer.width(number, style.size, style.weight)
    x = max(76.0, wide + 14)
    scale = 286.0 - x
    said = wrap(words(gap_words(score)), scale + 30, BODY.size, 500, measurer, 2)
    items: list[Item] = [
        line_of(words(_("Gap")), 0, 8, FACT, theme.text2, measurer, LOW),
        line_of(number, 0, 23, style, theme.text, measurer, LOW),
    ]
    shift = 8 if len(said) == 1 else 0
    items += [
        line_of(line, x, shift + 16 * n, Style(12.5, 16, 500), theme.text, measurer, LOW)
        for n, line in enumerate(said)
    ]
    items += track(score, Scale(x, 44, scale), theme, measurer)
    groups = [Group("headline", MARGIN, 0, x + scale + 32, 80, tuple(items), key="gap", solid=True)]
    figures = tuple(_key_figures(scene))
    groups.append(Group("headline", MARGIN + 330, 4, ROOM - 330, 76, figures, key="figures", solid=True))
    return Block(tuple(groups), 84)


def _key_figures(scene: Scene) -> Iterator[Item]:
    """Each figure right-aligned in a column as wide as the widest, its words beside it."""
    theme, words, measurer = scene.theme, scene.words, scene.measurer
    told = key_figures(scene.result, words)

    def width(value: str, style: Style) -> float:
        return measurer.width(value, style.size, style.weight)

    sizes = [FIGURE if width(value, FIGURE) <= FIGURE_ROOM else FIGURE_LONG for value, _text in told]
    widest = max((width(value, size) for (value, _text), size in zip(told, sizes, strict=True)), default=0.0)
    edge = max(42.0, widest)
    for n, ((value, text), size) in enumerate(zip(told, sizes, strict=True)):
        top = 2.0 + 38 * n
        yield line_of(value, edge, top, size, theme.text, measurer, LOW, 1)
        lines = wrap(text, ROOM - 330 - edge - 12, FACT.size, FACT.weight, measurer, 2)
        first = top + 7 if len(lines) == 1 else top - 1
        for k, line in enumerate(lines):
            yield line_of(line, edge + 12, first + 16 * k, FACT, theme.text, measurer, LOW)


def _fixes(scene: Scene, room: float) -> Block:
    """The first five fixes, as close as they must stand to fit, beside the chart of steps."""
    theme, words, measurer = scene.theme, scene.words, scene.measurer
    fixes = ranked(scene.result)
    if not fixes or scene.result.score.gap is None:
        return Block((), 0.0)
    title = line_of(words(first_title(scene.result)), 0, 6, SECTION, theme.text, measurer, LOW)
    line = Line(0, 0.5, ROOM, 0.5, theme.text, 1)
    groups: list[Group] = [Group("headline", MARGIN, 0, ROOM, 29, (line, title), key="fixes", solid=True)]
    width = _LEFT_COLUMN if scene.result.score.as_point else ROOM
    made: list[Group] = []
    y = 0.0
    for density in DENSITIES:
        made, y = [], 31.0
        for fix in fixes[:FIRST_FIXES]:
            made.append(_fix_block(fix, y, width, scene, density, bool(made)))
            y += made[-1].h
        if y <= room:
            break
    groups += made
    if scene.result.score.as_point:
        steps, bottom = _steps(fixes, scene, room)
        groups += steps
        y = max(y, bottom)
    return Block(tuple(groups), y)


def _steps(fixes: Sequence[Fix], scene: Scene, room: float) -> tuple[list[Group], float]:
    """The chart of steps with its title, and where it ends."""
    theme, words, measurer = scene.theme, scene.words, scene.measurer
    gap = scene.result.score.gap or 0.0
    title = line_of(words(steps_title(scene.result)), 0, 0, SUBSECTION, theme.text, measurer, LOW)
    width = WIDTH - MARGIN - _CHART_X
    height = max(70.0, min(130.0, room - 31 - 26 - 46))
    under = fitted(words(steps_axis(scene.result)), CAPTION, scene, width)
    line = line_of(under, 0, 0, CAPTION, theme.text3, measurer, LOW)
    groups = [
        Group("headline", _CHART_X, 32, width, 18, (title,), key="steps-title", solid=True),
        steps_chart(gap, fixes, _CHART_X, 53, width, height, scene),
        Group(
            "label", _CHART_X + 24, 53 + height + 24, line.width, 14, (line,), key="steps-axis", solid=True
        ),
    ]
    return groups, 53 + height + 40


def _fix_block(fix: Fix, y: float, width: float, scene: Scene, density: Density, has_rule: bool) -> Group:
    """One line of the list: rank, what, the kind's mark, facts, points."""
    theme, words, measurer = scene.theme, scene.words, scene.measurer
    link = scene.result.matching.links[fix.link]
    said = short(words(fix_title(scene.result, fix)), 160)
    delta = delta_text(fix, words)
    after = gap_after(scene.result, fix, words) if density.has_facts else ""
    right = max(
        measurer.width(delta, DELTA.size, DELTA.weight), measurer.width(after, CAPTION.size, CAPTION.weight)
    )
    left = 34.0
    room = width - left - right - 14
    style = density.title
    lines = wrap(said, room, style.size, style.weight, measurer, density.lines)
    top = density.space if has_rule else 2.0
    items: list[Item] = []
    if has_rule and density.space >= 1:
        items.append(Line(left, 0.5, width, 0.5, theme.line, theme.hair_width))
    rank = Style(RANK.size if density.has_facts else style.size, style.line, RANK.weight)
    items.append(line_of(str(fix.rank), 24, top, rank, theme.text2, measurer, LOW, 1))
    items += [
        line_of(line, left, top + n * style.line, style, theme.text, measurer, LOW)
        for n, line in enumerate(lines)
    ]
    points = Style(DELTA.size if density.space > 3 else 14, style.line, DELTA.weight)
    items.append(line_of(delta, width, top, points, theme.text, measurer, LOW, 1))
    at = top + len(lines) * style.line
    if density.has_facts:
        line = FACT.line if density.space >= 1 else _CLOSE
        if after:
            told = Style(CAPTION.size, line, CAPTION.weight)
            items.append(line_of(after, width, at, told, theme.text3, measurer, LOW, 1))
        items += kind_sign(link.kind, left + 8, at + line / 2, theme, link.unsure, min(7.5, line / 2))
        items += _facts(fix, left + 24, at, room - 24, line, scene)
        at += line
    height = at + max(0.0, density.space - 2)
    address: Address | None = link_address(link, scene)
    return Group(
        "headline", MARGIN, y, width, height, tuple(items), address, said, solid=True, key=f"fix:{fix.rank}"
    )


def _facts(fix: Fix, x: float, y: float, room: float, height: float, scene: Scene) -> list[Item]:
    """Stage, evidence and effort side by side, an assumption in the colour of pain; what has no room is left out."""
    items: list[Item] = []
    end = x + room
    facts = fix_facts(scene.result, fix, scene.words)
    assumed = fix_evidence(scene.result, fix, scene.words) if fix.weaker == "assumption" else ""
    widths = [scene.measurer.width(text, FACT.size, FACT.weight) for text in facts]
    apart = 14 if sum(widths) + 14 * (len(facts) - 1) <= room else 9
    for n, text in enumerate(facts):
        is_assumption = text == assumed
        shown = text if n else elide(text, room, FACT.size, FACT.weight, scene.measurer)
        if scene.measurer.width(shown, FACT.size, FACT.weight) > end - x + 0.01:
            break
        colour = scene.theme.pain if is_assumption else scene.theme.text2
        line = line_of(shown, x, y, Style(FACT.size, height, FACT.weight), colour, scene.measurer, LOW)
        items.append(line)
        x += line.width + apart
    return items


def _sure(scene: Scene) -> Block:
    """The box that says how sure all this is."""
    theme, words, measurer = scene.theme, scene.words, scene.measurer
    text = " ".join(sureness(scene.result, words))
    lines = wrap(text, ROOM - 36, BODY.size, BODY.weight, measurer, 6)
    height = 14 + SUBSECTION.line + 4 + len(lines) * BODY.line + 12
    items: list[Item] = [
        Rect(0, 0, ROOM, height, theme.sunk, radius=8),
        line_of(words(_("How sure we are")), 18, 12, SUBSECTION, theme.text, measurer, LOW),
    ]
    items += [
        line_of(line, 18, 12 + SUBSECTION.line + 4 + n * BODY.line, BODY, theme.text, measurer, LOW)
        for n, line in enumerate(lines)
    ]
    return Block((Group("headline", MARGIN, 0, ROOM, height, tuple(items), key="sure", solid=True),), height)
