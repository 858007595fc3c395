"""A comparison as a board: two rows on one stage axis, links and both emotion curves between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cjm_editor.core.address import Address, map_at
from cjm_editor.core.elide import lowered
from cjm_editor.core.progress import Tick, part, silent
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import ComparisonResult
from cjm_editor.core.texts import Message, _, ngettext, pgettext
from cjm_editor.render.display import FULL, LOW, DisplayList, Group, Item, Joined, Line, Rect
from cjm_editor.render.extent import refuse_too_large
from cjm_editor.render.faces import circle, face
from cjm_editor.render.marks_axis import Axis, axis_of
from cjm_editor.render.marks_cards import pain_rows
from cjm_editor.render.marks_filled import board_lines, filled_of
from cjm_editor.render.marks_key import key_line
from cjm_editor.render.marks_layout import (
    BAND,
    CARD_HEIGHT,
    CONTRIBUTION,
    KEY_ABOVE,
    KEY_BELOW,
    ROW_PADDING,
    STAGE_HEADER,
    Grid,
    emotion_y,
    grid_of,
)
from cjm_editor.render.marks_page import LEAST, page_around
from cjm_editor.render.marks_parts import Heights, given, middle, shifted
from cjm_editor.render.marks_scene import LONGEST, MarksOptions, Scene, scene_of
from cjm_editor.render.measure import Measurer
from cjm_editor.render.parts import CAPTION, LANE_TITLE, STAGE_TITLE, Style, icon_item, line_of, lines_of
from cjm_editor.render.theme import PRINT
from cjm_editor.render.wrap import elide, wrap

__all__ = ["MarksOptions", "comparison_board", "comparison_page", "comparison_title"]

_ROLE = Style(12, 16, 600)
_AXIS_FACE = 13.0
_TITLE_X = 33.0
_PAIN_PADDING = 9.0


@dataclass(frozen=True, slots=True)
class Tops:
    """The y at which each row begins; `bottom` is the end of the last. Without pains their row has no height."""

    ideal: float
    band: float
    actual: float
    gap: float
    pains: float
    bottom: float

    @property
    def has_gap(self) -> bool:
        return self.pains > self.gap

    @property
    def has_pains(self) -> bool:
        return self.bottom > self.pains


def comparison_board(
    result: ComparisonResult, options: MarksOptions, measurer: Measurer, tick: Tick = silent
) -> DisplayList:
    """The board of a comparison from the stage header to the key line; the headline strip is `headline.headline`.

    Groups carry the addresses of the maps they come from; those of one link (its mark, cards and contribution) have
    the key `link:N`, N being its place in `result.matching.links`.
    """
    scene = scene_of(result, options, measurer)
    tick(0.1)
    axis = axis_of(scene)
    tick(0.2)
    grid = grid_of(axis, scene, part(tick, 0.2, 0.5))
    tick(0.5)
    pains, depth = pain_rows(axis, grid, scene)
    tops = _tops(result.score.as_point, depth)
    lines = board_lines(axis, grid, scene)
    filled = filled_of(lines, scene)
    foot = key_line(
        scene, options.lane_header + 6, tops.bottom + KEY_ABOVE, room=options.key_room, filled=filled
    )
    below = (*_empty(axis, tops, scene), foot)
    ends = max(group.x + group.w for group in below)
    width = max(grid.width, float(round(ends + 8)), options.least_width)
    heights = Heights(tops.ideal, tops.band, tops.actual, tops.gap)
    tick(0.6)
    parts = [
        *middle(axis, grid, heights, _rules(grid, tops, width, scene), lines, scene, part(tick, 0.6, 0.95))
    ]
    tick(0.95)
    rows = shifted(pains, tops.pains + _PAIN_PADDING)
    parts += [given(f"pains:{n}", rows[n : n + 64]) for n in range(0, len(rows), 64)]
    parts.append(given("foot", below))
    parts.append(given("lanes", _lane_headers(tops, scene)))
    parts.append(given("stages", _stage_headers(axis, grid, width, scene)))
    parts.append(given("corner", _corner(scene)))
    return DisplayList(
        width,
        foot.y + foot.h + KEY_BELOW,
        Joined(parts),
        options.theme.board,
        options.lane_header,
        STAGE_HEADER,
        comparison_title(scene),
        result.ideal.document.language or options.words.language,
        tuple(parts),
    )


def comparison_page(
    result: ComparisonResult, options: MarksOptions, measurer: Measurer, date: str = ""
) -> DisplayList:
    """The page that is exported: title, headline, the whole board, date. In print colours whatever theme is given.

    Raises `CjmError` for maps too large to draw."""
    for side in (result.ideal, result.actual):
        refuse_too_large(side.journey, ())  # of cards it shows a few a column
    options = replace(options, theme=PRINT, least_width=LEAST)
    return page_around(comparison_board(result, options, measurer), result, options, measurer, date)


def _tops(has_gap: bool, pain_depth: float) -> Tops:
    ideal = STAGE_HEADER + ROW_PADDING
    band = ideal + CARD_HEIGHT
    actual = band + BAND
    gap = actual + CARD_HEIGHT + ROW_PADDING
    pains = gap + (CONTRIBUTION if has_gap else 0.0)
    bottom = pains + (float(round(pain_depth + 2 * _PAIN_PADDING - 4)) if pain_depth else 0.0)
    return Tops(ideal, band, actual, gap, pains, bottom)


def comparison_title(scene: Scene) -> str:
    """What the drawing is of: the document and both roles."""
    document = " ".join(scene.result.ideal.document.title[:LONGEST].split())
    both = scene.words(_("{ideal} — {actual}", ideal=scene.roles.ideal, actual=scene.roles.actual))
    return f"{document}. {both}" if document else both


def _empty(axis: Axis, tops: Tops, scene: Scene) -> tuple[Group, ...]:
    """What stands there where neither map has touchpoints."""
    if any(column.ideal or column.actual for column in axis.columns):
        return ()
    text = scene.words(_("Nothing to compare: neither map has touchpoints yet"))
    line = line_of(text, 0, 0, LANE_TITLE, scene.theme.text2, scene.measurer, LOW)
    x, y = scene.options.lane_header + 16, tops.ideal + 30
    return (Group("label", x, y, line.width, LANE_TITLE.line, (line,), title=text, key="empty"),)


def _rules(grid: Grid, tops: Tops, width: float, scene: Scene) -> Group:
    """The grid of emotions, rules between rows, separators of stages."""
    theme, left = scene.theme, scene.options.lane_header
    thin = theme.hair_width
    items: list[Item] = []
    for step in (2, 1, 0, -1, -2):
        y = round(tops.band + emotion_y(step)) + 0.5
        items.append(Line(left + 2, y, width, y, theme.hair if step else theme.zero, thin))
    for y in dict.fromkeys((tops.gap, tops.pains, tops.bottom)):
        items.append(Line(left, y - 0.5, width, y - 0.5, theme.hair, thin))
    for x in grid.separators:
        items.append(Line(int(x) + 0.5, STAGE_HEADER, int(x) + 0.5, tops.bottom, theme.hair, thin))
    return Group("background", 0, 0, width, tops.bottom, tuple(items), key="rules")


def _lane_headers(tops: Tops, scene: Scene) -> tuple[Group, ...]:
    ideal, actual = scene.result.ideal.journey, scene.result.actual.journey
    groups = [
        _side_header(tops.ideal, True, scene),
        _emotion_header(tops.band, scene),
        _side_header(tops.actual, False, scene),
    ]
    if tops.has_gap:
        groups.append(
            _header(
                tops.gap, tops.pains - tops.gap, "chart-column", _("Share of the gap"), "", "gap", None, scene
            )
        )
    if tops.has_pains:
        caption = "" if ideal.kind == actual.kind else lowered(scene.roles.actual)
        title = pgettext("lane", "Pains")
        groups.append(
            _header(
                tops.pains,
                tops.bottom - tops.pains,
                "triangle-alert",
                title,
                caption,
                "pains",
                actual.id,
                scene,
            )
        )
    return tuple(groups)


def _side_header(top: float, is_ideal: bool, scene: Scene) -> Group:
    """The name of a row with the glyph of its map: a ring for the reference, a dot for the lived one."""
    theme, measurer, w = scene.theme, scene.measurer, scene.options.lane_header
    name = scene.roles.ideal if is_ideal else scene.roles.actual
    count = len(scene.ideal if is_ideal else scene.actual)
    glyph = circle(15, 16, 4, "", theme.text2, 1.75) if is_ideal else circle(15, 16, 4.5, theme.text2)
    lines = wrap(name, w - 26, _ROLE.size, _ROLE.weight, measurer, 3)
    under = scene.words(ngettext("{n} touchpoint", "{n} touchpoints", count))
    shown = wrap(under, w - 26, CAPTION.size, CAPTION.weight, measurer, 2)
    items: list[Item] = [
        Rect(0, 0, w, CARD_HEIGHT, theme.board),
        glyph,
        *lines_of(lines, 26, 8, _ROLE, theme.text, measurer),
    ]
    top_of_count = 8 + len(lines) * _ROLE.line + 2
    if top_of_count + len(shown) * CAPTION.line <= CARD_HEIGHT:
        items += lines_of(shown, 26, top_of_count, CAPTION, theme.text3, measurer, FULL)
    key = "ideal" if is_ideal else "actual"
    return Group(
        "lane", 0, top, w, CARD_HEIGHT, tuple(items), map_at(scene.map_name(is_ideal)), name, "lanes", key=key
    )


def _emotion_header(top: float, scene: Scene) -> Group:
    group = _header(top, BAND, "smile", _("Emotion and gap"), "", "emotion", None, scene)
    w = scene.options.lane_header
    axis: list[Item] = []
    for step in (-2, -1, 0, 1, 2):
        axis += face(step, w - 10, emotion_y(step), _AXIS_FACE, scene.theme)
    return replace(group, items=(*group.items, *axis))


def _header(
    top: float,
    height: float,
    icon: str,
    title: Message,
    caption: str,
    key: str,
    map_id: str | None,
    scene: Scene,
) -> Group:
    """The header of a row: icon, title, caption."""
    theme, measurer, w = scene.theme, scene.measurer, scene.options.lane_header
    text = scene.words(title)
    room = w - _TITLE_X - 4
    lines = wrap(text, room, LANE_TITLE.size, LANE_TITLE.weight, measurer, 2)
    items: list[Item] = [
        Rect(0, 0, w, height, theme.board),
        icon_item(icon, 12, 8, 16, theme.text2),
        *lines_of(lines, _TITLE_X, 8, LANE_TITLE, theme.text2, measurer),
    ]
    y = 8 + len(lines) * LANE_TITLE.line + 2
    under = wrap(caption, room, CAPTION.size, CAPTION.weight, measurer, 2) if caption else ()
    if under and y + len(under) * CAPTION.line <= height:
        items += lines_of(under, _TITLE_X, y, CAPTION, theme.text3, measurer, FULL)
    if key != "emotion":
        items.append(Line(0, height - 0.5, w, height - 0.5, theme.hair, theme.hair_width))
    at: Address | None = None if map_id is None else map_at(map_id)
    return Group("lane", 0, top, w, height, tuple(items), at, text, "lanes", key=key)


def _stage_headers(axis: Axis, grid: Grid, width: float, scene: Scene) -> tuple[Group, ...]:
    theme, measurer = scene.theme, scene.measurer
    strip: list[Item] = [Rect(0, 0, width, STAGE_HEADER, theme.board)]
    strip += [
        Line(int(x) + 0.5, 10, int(x) + 0.5, STAGE_HEADER, theme.hair, theme.hair_width)
        for x in grid.separators
    ]
    groups = [Group("background", 0, 0, width, STAGE_HEADER, tuple(strip), pane="stages", key="stages")]
    style = STAGE_TITLE
    for n, stage in enumerate(axis.stages):
        w = grid.stage_widths[n]
        full = " ".join(stage.title[:LONGEST].split())
        title = elide(full, w, style.size, style.weight, measurer)
        items: list[Item] = []
        if title:
            line = line_of(
                title, 0, 17 - style.line / 2 - 0.364 * style.size, style, theme.text, measurer, LOW
            )
            items.append(line)
            items += _stage_note(stage.lived, stage.is_extra, line.width + 8, w, scene)
        colour = theme.ochre if stage.is_extra else theme.text
        items.append(Rect(0, 30, w, 2, colour))
        key = "extra" if stage.is_extra else "stage"
        groups.append(
            Group(
                "stage", grid.stage_xs[n], 0, w, STAGE_HEADER, tuple(items), stage.at, full, "stages", key=key
            )
        )
    return tuple(groups)


def _stage_note(lived: str, is_extra: bool, x: float, w: float, scene: Scene) -> Sequence[Item]:
    """How the lived map calls the stage, with the dot of that map, where there is room for the whole of it."""
    said = lived or (scene.roles.actual if is_extra else "")
    width = scene.measurer.width(said, CAPTION.size, CAPTION.weight)
    if not said or x + 12 + width > w:
        return ()
    top = 17 - CAPTION.line / 2 - 0.364 * CAPTION.size
    return (
        circle(x + 4, 13, 3.5, scene.theme.text3, upto=FULL),
        line_of(said, x + 12, top, CAPTION, scene.theme.text3, scene.measurer, FULL),
    )


def _corner(scene: Scene) -> tuple[Group, ...]:
    w, theme = scene.options.lane_header, scene.theme
    items: tuple[Item, ...] = (Rect(0, 0, w, STAGE_HEADER, theme.board),)
    return (Group("background", 0, 0, w, STAGE_HEADER, items, pane="corner", key="corner"),)
