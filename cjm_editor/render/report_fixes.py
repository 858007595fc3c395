"""The list on the first page of a report: what to do first, or, where the gap is not known, what to do to know it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cjm_editor.core.besides import also_order, besides_note
from cjm_editor.core.besides import first_lines as lines_of
from cjm_editor.core.certainty import next_steps
from cjm_editor.core.line_facts import (
    ranked,
)
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import Fix
from cjm_editor.core.standing import also_title
from cjm_editor.core.texts import _
from cjm_editor.core.wording import first_title
from cjm_editor.render.display import LOW, Group, Item, Line
from cjm_editor.render.marks_scene import Scene
from cjm_editor.render.parts import CAPTION, Style, line_of
from cjm_editor.render.report_chart import steps_chart
from cjm_editor.render.report_lines import fitting
from cjm_editor.render.report_paper import BODY, MARGIN, ROOM, SECTION, SUBSECTION, WIDTH, fitted
from cjm_editor.render.verdict import (
    has_steps,
    list_notes,
    steps_axis,
    steps_title,
)
from cjm_editor.render.wrap import wrap

_LEFT_COLUMN = 492.0
_CHART_X = MARGIN + 512.0


@dataclass(frozen=True, slots=True)
class Block:
    """Groups that begin at y 0, their height, and whether all their words are there."""

    groups: tuple[Group, ...]
    height: float
    is_whole: bool = True

    def at(self, y: float) -> tuple[Group, ...]:
        """The groups moved down by `y`."""
        return tuple(replace(group, y=group.y + y) for group in self.groups)


_NOTE, _SMALL_NOTE = Style(12, 16, 500), Style(11, 13.5, 500)
_NOTE_LINES = 6
_CHART_LOW, _CHART_HIGH = 70.0, 130.0
"""Between these the chart of steps is high."""


def first_lines(scene: Scene, room: float) -> Block:
    """The first five lines, as close as they must stand to fit, beside the chart of steps; what to do to know the gap
    where it is not known. With them stands what they do not tell and costs no points: below the chart where all of it
    has room there, else below all; for its sake lines lose facts, it is never cut.
    """
    result, words = scene.result, scene.words
    fixes, shown = ranked(result), lines_of(result)
    note = besides_note(result, words)
    below = _below(note, scene)
    if result.score.is_open or (not fixes and next_steps(result)):
        return _over(_steps_to_know(scene), below)
    if not shown:
        return _over(Block((), 0.0), below)
    if fixes:
        title, notes = first_title(result), list_notes(result, words)
    else:
        title, notes = also_title(result), (words(also_order()),)
    heading = _heading(words(title), "fixes", scene, notes if len(shown) > 1 else ())
    if not has_steps(result):
        stack = fitting(shown, ROOM, room - below.height, scene)
        return _over(Block((heading, *stack.groups), stack.end, stack.is_whole), below)
    steps = _steps(fixes, note, scene, room)
    if steps.is_whole:
        below = Block((), 0.0)
    else:
        steps = _steps(fixes, "", scene, room - below.height)
    stack = fitting(shown, _LEFT_COLUMN, room - below.height, scene)
    groups = (heading, *stack.groups, *steps.groups)
    return _over(Block(groups, max(stack.end, steps.height), stack.is_whole), below)


def are_whole(scene: Scene, room: float) -> bool:
    """Whether the first lines have room for all their words and facts, and what stands with them for its own."""
    block = first_lines(scene, room)
    return block.is_whole and block.height <= room


def _below(note: str, scene: Scene) -> Block:
    """The note across the page with the space above it, in the larger type where that takes one line."""
    if not note:
        return Block((), 0.0)
    style = _NOTE
    if scene.measurer.width(note, style.size, style.weight) > ROOM:
        style = _SMALL_NOTE
    group = _told(note, MARGIN, 4.0, ROOM, style, scene)
    return Block((group,), 4.0 + group.h)


def _told(note: str, x: float, y: float, width: float, style: Style, scene: Scene) -> Group:
    """The note, in as many lines as it takes; a number stands with what it counts."""
    rows = wrap(re.sub(r"(\d) ", "\\1\u00a0", note), width, style.size, style.weight, scene.measurer)
    lines = tuple(
        line_of(row, 0, n * style.line, style, scene.theme.text, scene.measurer, LOW)
        for n, row in enumerate(rows)
    )
    return Group(
        "headline", x, y, width, len(rows) * style.line, lines, title=note, key="besides", solid=True
    )


def _over(block: Block, below: Block) -> Block:
    """One block over the other."""
    return Block((*block.groups, *below.at(block.height)), block.height + below.height, block.is_whole)


def _heading(text: str, key: str, scene: Scene, notes: Sequence[str] = ()) -> Group:
    """A heading under its rule; notes stand at the end of its row, and so take no room from the lines."""
    title = line_of(text, 0, 6, SECTION, scene.theme.text, scene.measurer, LOW)
    items: list[Item] = [Line(0, 0.5, ROOM, 0.5, scene.theme.text, 1), title]
    top = 12.0 if len(notes) == 1 else 3.0  # two begin a little below the rule
    for n, note in enumerate(notes):
        told = fitted(note, CAPTION, scene, ROOM - title.width - 16)
        y = top + n * CAPTION.line
        items.append(line_of(told, ROOM, y, CAPTION, scene.theme.text3, scene.measurer, LOW, 1))
    return Group("headline", MARGIN, 0, ROOM, 31, tuple(items), key=key, solid=True)


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


def _steps(fixes: Sequence[Fix], note: str, scene: Scene, room: float) -> Block:
    """The chart of steps with its title and the note below it; whether it has room, with all the words of the note."""
    theme, words, measurer = scene.theme, scene.words, scene.measurer
    gap = scene.result.score.gap or 0.0
    title = line_of(words(steps_title(scene.result)), 0, 0, SUBSECTION, theme.text, measurer, LOW)
    width = WIDTH - MARGIN - _CHART_X
    said = words(steps_axis(scene.result, len(fixes)))
    under = wrap(said, width, CAPTION.size, CAPTION.weight, measurer, 4)
    beside = _told(note, _CHART_X, 0.0, width, _SMALL_NOTE, scene)
    left = room - (53 + 26 + CAPTION.line * max(2, len(under))) - 6 - (beside.h if note else 0.0)
    height = max(_CHART_LOW, min(_CHART_HIGH, left))
    lines = [
        line_of(one, 0, n * CAPTION.line, CAPTION, theme.text3, measurer, LOW) for n, one in enumerate(under)
    ]
    wide = max(line.width for line in lines)
    x = min(_CHART_X + 24, WIDTH - MARGIN - wide)
    head = min(_CHART_X, WIDTH - MARGIN - title.width)
    high = CAPTION.line * len(lines)
    groups = [
        Group("headline", head, 32, title.width, 18, (title,), key="steps-title", solid=True),
        steps_chart(gap, fixes, _CHART_X, 53, width, height, scene),
        Group(
            "label", x, 53 + height + 24, wide, high, tuple(lines), title=said, key="steps-axis", solid=True
        ),
    ]
    y = 53 + height + 26 + high
    if note:
        groups.append(replace(beside, y=y + 6))
        y += 6 + beside.h
    return Block(tuple(groups), y, y <= room and len(beside.items) <= _NOTE_LINES)
