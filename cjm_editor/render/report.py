"""The report of a comparison on A4: the conclusion as its title, the gap, both curves, what to fix, how sure it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cjm_editor.core.besides import first_lines as lines_of
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import ComparisonResult
from cjm_editor.core.sureness import sureness
from cjm_editor.core.texts import _
from cjm_editor.render.display import LOW, DisplayList, Group, Item, Rect
from cjm_editor.render.flow import closely_flowed
from cjm_editor.render.headline import Scale, gap_number, gap_words, track
from cjm_editor.render.key_figures import key_figures
from cjm_editor.render.marks_filled import Filled, filling_note
from cjm_editor.render.marks_key import key_line
from cjm_editor.render.marks_scene import MarksOptions, Scene, scene_of
from cjm_editor.render.measure import Measurer
from cjm_editor.render.parts import CAPTION, Style, line_of
from cjm_editor.render.report_chart import Chart, curves_chart, saved_height
from cjm_editor.render.report_detail import detail
from cjm_editor.render.report_fixes import Block, are_whole, first_lines
from cjm_editor.render.report_paper import (
    BODY,
    BODY_FRAME,
    FACT,
    FOOT,
    HEIGHT,
    MARGIN,
    ROOM,
    SUBSECTION,
    WIDTH,
    compared_text,
    footer,
    running_head,
)
from cjm_editor.render.report_stages import stages_meaning
from cjm_editor.render.report_subject import subject
from cjm_editor.render.theme import PRINT
from cjm_editor.render.verdict import conclusion
from cjm_editor.render.wrap import wrap

KICKER = Style(12, 18, 400)
FACT_LONG = Style(11, 13, 400)
TITLE, TITLE_SMALL = Style(27, 34, 700), Style(21, 27, 700)
SUBTITLE = Style(13.5, 19, 400)
GAP = Style(52, 56, 700)
FIGURE = Style(24, 30, 700)
FIGURE_LONG = Style(18, 30, 700)
FIGURE_ROOM = 56.0
"""A figure that is wider is written smaller."""
_KICKER_LINES, _SUBJECT_LINES = 4, 4
_FULL = 270.0
"""Where less than this is left below the curves, or the lines would lose words, the key cuts long names: they stand
above in full."""
_FLAT = (1.0, 0.88, 0.76, 0.66, 0.57, 0.5)
"""How much of their usual height the curves may have."""


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


@dataclass(frozen=True, slots=True)
class Air:
    """How much room the first page leaves around what is not the list: between blocks, px; the title's type; the line
    of the box that says how sure all is."""

    apart: float
    titles: tuple[Style, Style]
    sure: Style


_AIRY = Air(12.0, (TITLE, TITLE_SMALL), BODY)
_CLOSE = Air(6.0, (Style(23, 29, 700), Style(20, 25, 700)), Style(12, 15.5, 400))


def _first_page(scene: Scene) -> tuple[Group, ...]:
    """The groups of the sponsor's page; closer where the first lines would else lose some of their words."""
    groups, is_whole = _page_with(_AIRY, scene)
    return groups if is_whole else _page_with(_CLOSE, scene)[0]


def _page_with(air: Air, scene: Scene) -> tuple[tuple[Group, ...], bool]:
    """The sponsor's page, and whether its first lines have all their words and facts."""
    head = _head(scene, air)
    groups = list(head.at(MARGIN))
    y = MARGIN + head.height + air.apart
    figures = _figures(scene)
    groups += figures.at(y)
    y += figures.height + air.apart
    sure = _sure(scene, air)
    sure_y = FOOT - 12 - sure.height
    if scene.ideal or scene.actual:
        usual = curves_chart(scene, MARGIN, y, ROOM)
        tried = key_line(scene, MARGIN, 0, has_ribbons=False, room=ROOM, filled=usual.filled)
        below = _key_note(scene, tried, usual.filled)
        chart = _chart(scene, y, sure_y - 10 - 32 - (15 if below is not None and below.y > 0 else 0), usual)
        groups += chart.groups
        y += chart.height + 10
        key = key_line(scene, MARGIN, y, has_ribbons=False, room=ROOM, is_whole=True, filled=chart.filled)
        left = sure_y - y
        if left <= _FULL or not are_whole(scene, left - key.h - 8 - 15 - min(10.0, air.apart)):
            key = key_line(scene, MARGIN, y, has_ribbons=False, room=ROOM, filled=chart.filled)
        groups.append(key)
        y += key.h + 8
        if (note := _key_note(scene, key, chart.filled)) is not None:
            groups.append(note)
            y += max(0.0, note.y + note.h - key.y - key.h)
    room = sure_y - min(10.0, air.apart) - y
    fixes = first_lines(scene, room)
    groups += fixes.at(y)
    groups += sure.at(max(sure_y, y + fixes.height + 8) if fixes.height else y + 8)
    return tuple(groups), are_whole(scene, room)


def _key_note(scene: Scene, key: Group, filled: Filled) -> Group | None:
    """Over what the filling goes and what the figures at the stages are, at the end of the line of samples, below it
    where that is full."""
    share = _("number at a stage: its share of the gap") if stages_meaning(scene) is not None else None
    text = "; ".join(scene.words(note) for note in (filling_note(filled), share) if note is not None)
    if not text:
        return None
    line = line_of(text, 0, 0, CAPTION, scene.theme.text2, scene.measurer, LOW)
    fits = key.w + 20 + line.width <= ROOM
    y = key.y + key.h - 14 if fits else key.y + key.h + 1
    x = MARGIN + ROOM - line.width
    return Group("key", x, y, line.width, 14, (line,), title=text, key="stage-note", solid=True)


def _chart(scene: Scene, y: float, end: float, chart: Chart) -> Chart:
    """The curves, flatter where the lines below would else be cut or lose their facts; those must end at `end`."""
    room = end - y - chart.height
    flat = next((f for f in _FLAT if are_whole(scene, room + saved_height(f))), _FLAT[-1])
    return chart if flat == 1 else curves_chart(scene, MARGIN, y, ROOM, flat)


def _head(scene: Scene, air: Air) -> Block:
    """What is compared, the conclusion, segment and counts."""
    words, theme = scene.words, scene.theme
    compared = wrap(compared_text(scene), ROOM, KICKER.size, KICKER.weight, scene.measurer, _KICKER_LINES)
    rows: list[tuple[str, Style, str]] = [(line, KICKER, theme.text2) for line in compared]
    said = conclusion(scene.result, words)
    style, small = air.titles
    lines = balanced(said, style, ROOM, scene)
    if len(lines) > 2:
        style = small
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
    said = wrap(words(gap_words(scene.result)), scale + 30, BODY.size, 500, measurer, 2)
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
        room = ROOM - 330 - edge - 12
        style, high, lines = FACT, 16.0, wrap(text, room, FACT.size, FACT.weight, measurer, 3)
        if len(lines) > 2:
            style, high = FACT_LONG, FACT_LONG.line
            lines = wrap(text, room, FACT_LONG.size, FACT_LONG.weight, measurer, 3)
        first = top + 15 - high * len(lines) / 2
        for k, line in enumerate(lines):
            yield line_of(line, edge + 12, first + high * k, style, theme.text, measurer, LOW)


def _sure(scene: Scene, air: Air) -> Block:
    """The box that says how sure all this is."""
    theme, words, measurer = scene.theme, scene.words, scene.measurer
    text = " ".join(sureness(scene.result, words, lines_of(scene.result)))
    lines = wrap(text, ROOM - 36, air.sure.size, air.sure.weight, measurer, 6)
    height = 14 + SUBSECTION.line + 4 + len(lines) * air.sure.line + 12
    items: list[Item] = [
        Rect(0, 0, ROOM, height, theme.sunk, radius=8),
        line_of(words(_("How sure we are")), 18, 12, SUBSECTION, theme.text, measurer, LOW),
    ]
    items += [
        line_of(line, 18, 12 + SUBSECTION.line + 4 + n * air.sure.line, air.sure, theme.text, measurer, LOW)
        for n, line in enumerate(lines)
    ]
    return Block((Group("headline", MARGIN, 0, ROOM, height, tuple(items), key="sure", solid=True),), height)
