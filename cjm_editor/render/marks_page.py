"""The export page of a comparison: what stands around the board."""

from __future__ import annotations

from dataclasses import replace

from cjm_editor.core.elide import lowered
from cjm_editor.core.results import ComparisonResult
from cjm_editor.core.role_words import role_words, segment_titles
from cjm_editor.core.texts import _
from cjm_editor.render.display import LOW, DisplayList, Group, Item
from cjm_editor.render.headline import HEIGHT as STRIP
from cjm_editor.render.headline import headline_groups, whole_width
from cjm_editor.render.marks_scene import LONGEST, MarksOptions
from cjm_editor.render.measure import Measurer
from cjm_editor.render.parts import CAPTION, EXPORT_SUBTITLE, EXPORT_TITLE, Style, line_of
from cjm_editor.render.wrap import elide

MARGIN = 44.0
LEAST = 1060.0
"""The headline strip mostly needs this width to show everything."""

_HEAD = 72.0
_FOOT = 22.0


def page_around(
    board: DisplayList, result: ComparisonResult, options: MarksOptions, measurer: Measurer, date: str
) -> DisplayList:
    """The board with its title, headline and date, on a page as large as they need."""
    width = max(LEAST, board.width, whole_width(result, options, measurer))
    top = MARGIN + _HEAD + STRIP + 14
    groups = [_head(result, options, measurer, width)]
    groups += headline_groups(result, options, measurer, width, MARGIN, MARGIN + _HEAD)
    groups += (replace(group, x=group.x + MARGIN, y=group.y + top, pane="board") for group in board.groups)
    bottom = top + board.height + 6
    if date:
        line = line_of(date, 0, 0, CAPTION, options.theme.text3, measurer, LOW)
        groups.append(
            Group(
                "key",
                MARGIN + width - line.width,
                bottom,
                line.width,
                CAPTION.line,
                (line,),
                key="date",
                solid=True,
            )
        )
    return DisplayList(
        width + 2 * MARGIN,
        bottom + _FOOT + MARGIN - 12,
        tuple(groups),
        board.background,
        title=board.title,
        language=board.language,
    )


def _head(result: ComparisonResult, options: MarksOptions, measurer: Measurer, width: float) -> Group:
    words, theme = options.words, options.theme
    roles = role_words(result, words)
    said = words(
        _("Comparison: {ideal} and {actual}", ideal=lowered(roles.ideal), actual=lowered(roles.actual))
    )
    named = "; ".join(segment_titles(result))
    title = result.ideal.document.title.strip() or said
    below = ". ".join(part for part in (said if title != said else "", named) if part)
    items: list[Item] = []
    y = 0.0
    for text, style, colour in ((title, EXPORT_TITLE, theme.text), (below, EXPORT_SUBTITLE, theme.text2)):
        shown = _one_line(text, style, width, measurer)
        if shown:
            items.append(line_of(shown, 0, y, style, colour, measurer, LOW))
        y += style.line
    return Group("headline", MARGIN, MARGIN - 8, width, y, tuple(items), title=title, key="title", solid=True)


def _one_line(text: str, style: Style, width: float, measurer: Measurer) -> str:
    return elide(text[: 4 * LONGEST], width, style.size, style.weight, measurer)
