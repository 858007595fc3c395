"""What frames the cells: stage headers above, lane headers at the left, rules, separators, places to add."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_editor.core.address import Address
from cjm_editor.core.model import Lane, Stage
from cjm_editor.core.terms import emotion_title, lane_title, phase_label
from cjm_editor.core.texts import Message, _
from cjm_editor.render.cards import ASSUMED_DASH
from cjm_editor.render.cells import EVIDENCE_LANE
from cjm_editor.render.display import FULL, LOW, MIDDLE, Group, Item, Line, Rect, Text
from cjm_editor.render.emotions import level_y
from cjm_editor.render.faces import face
from cjm_editor.render.layout import STAGE_HEADER, Rows, StageSpan
from cjm_editor.render.measure import Measurer
from cjm_editor.render.options import Setting
from cjm_editor.render.parts import (
    CAPTION,
    CARD_TEXT,
    LANE_TITLE,
    SMALL_LANE_TITLES,
    SMALL_STAGE_TITLE,
    STAGE_TITLE,
    Style,
    icon_item,
    line_of,
    lines_of,
)
from cjm_editor.render.wrap import elide, glue, wrap

LANE_ICONS = {
    "touchpoints": "footprints",
    "channel": "cable",
    "emotion": "smile",
    "thoughts": "message-circle",
    "quotes": "quote",
    "feelings": "heart",
    "expectation": "target",
    "pains": "triangle-alert",
    "gains": "thumbs-up",
    "opportunities": "lightbulb",
    "frontstage": "eye",
    "backstage": "eye-off",
    "support": "hand-helping",
    "systems": "settings",
    "artifacts": "file-text",
    "metrics": "gauge",
    "images": "image",
    "importance": "chart-column",
    EVIDENCE_LANE: "scan-search",
}
TITLE_X = 34.0
MOST_TITLE_LINES = 4
_AXIS_FACE = 14.0
_HINT_EDGE = 4.0


def header_title(lane: Lane, setting: Setting) -> str:
    """The title of a lane in the interface language; an own lane's is content."""
    if lane.id == EVIDENCE_LANE:
        return setting.words(_("Evidence"))
    if lane.id == "emotion" and not lane.title:
        return setting.words(emotion_title(setting.kind))
    return setting.words(lane_title(lane))


def _caption(lane: Lane, setting: Setting) -> Message | None:
    if lane.id == "pains":
        return _("severity 1–3")
    if lane.id == "opportunities":
        return _("benefit, effort")
    if lane.id == "backstage":
        return _("line of visibility")
    return None


def title_lines(text: str, room: float, most: int, measurer: Measurer) -> tuple[Style, tuple[str, ...]]:
    """The lines of a lane's title and the size that they stand in: rather smaller than broken within a word."""
    style, words = LANE_TITLE, glue(text).replace("-", " ").split(" ")
    for style in (LANE_TITLE, *SMALL_LANE_TITLES):
        if all(measurer.width(word, style.size, style.weight) <= room for word in words):
            return style, wrap(text, room, style.size, style.weight, measurer, most)
    return style, wrap(text, room, style.size, style.weight, measurer, most)


def _title_room(lane: Lane, setting: Setting) -> tuple[float, bool]:
    """How wide a lane's title may be, and whether the lock of an internal one stands at its right: else below its icon,
    where the title's words would be broken for its sake."""
    room = setting.options.lane_header - TITLE_X - 3
    if lane.id == "emotion":
        return room - 18, True
    if lane.audience == "internal":
        style, measurer = SMALL_LANE_TITLES[-1], setting.measurer
        widest = max(
            measurer.width(word, style.size, style.weight)
            for word in glue(header_title(lane, setting)).split(" ")
        )
        if widest <= room - 18:
            return room - 18, True
    return room, lane.audience != "internal"


def header_need(lane: Lane, setting: Setting) -> float:
    """How high the title of a lane is, px."""
    room, is_beside = _title_room(lane, setting)
    style, lines = title_lines(header_title(lane, setting), room, MOST_TITLE_LINES, setting.measurer)
    return max(len(lines), 1 if is_beside or lane.audience != "internal" else 2) * style.line


def lane_header(lane: Lane, top: float, height: float, text_top: float, setting: Setting) -> Group:
    """The header of a lane: icon, title, caption; `text_top` is where its first line begins below the lane's top."""
    theme, measurer = setting.theme, setting.measurer
    width = setting.options.lane_header
    text = header_title(lane, setting)
    has_lock = lane.audience == "internal"
    room, is_beside = _title_room(lane, setting)
    style, lines = title_lines(text, room, MOST_TITLE_LINES, measurer)
    need = header_need(lane, setting)
    if text_top + need > height:
        # a low row: its title stands in the middle, and is cut only where even so it has no room
        lines = title_lines(text, room, max(1, min(MOST_TITLE_LINES, int(height // style.line))), measurer)[1]
        text_top = max(0.0, min(text_top, round((height - min(need, height)) / 2)))
    items: list[Item] = [Rect(0, 0, width, height, theme.board)]
    items.append(icon_item(LANE_ICONS.get(lane.id, "tag"), 12, text_top, 16, theme.text2))
    items += lines_of(lines, TITLE_X, text_top, style, theme.text2, measurer)
    if has_lock and is_beside:
        items.append(icon_item("lock", width - 22, text_top + 2, 12, theme.text3, FULL))
    elif has_lock:
        items.append(icon_item("lock", 14, text_top + 19, 12, theme.text3, FULL))
    caption = _caption(lane, setting)
    y = text_top + len(lines) * style.line + 3
    if caption is not None:
        under = wrap(setting.words(caption), width - TITLE_X - 4, CAPTION.size, CAPTION.weight, measurer, 2)
        if y + len(under) * CAPTION.line <= height:
            items += lines_of(under, TITLE_X, y, CAPTION, theme.text3, measurer, FULL)
    if lane.id == "emotion":
        for step in (-2, -1, 0, 1, 2):
            items += face(
                step, width - 16, level_y(step, height), _AXIS_FACE, theme, hollow=setting.is_target
            )
    items.append(_rule(0, height, width, setting))
    if not theme.is_print:
        items.append(Line(width - 0.5, 0, width - 0.5, height, theme.line, 1))
    at = Address("lane", setting.map_id, lane.id)
    return Group("lane", 0, top, width, height, tuple(items), at, text, "lanes")


def _rule(x: float, y: float, w: float, setting: Setting) -> Line:
    return Line(x, y - 0.5, x + w, y - 0.5, setting.theme.hair, setting.theme.hair_width)


def stage_header(span: StageSpan, setting: Setting) -> Group:
    """The title of a stage over its rule, its phase or goal beside it where that fits."""
    theme, measurer = setting.theme, setting.measurer
    stage, w = span.stage, span.width
    items: list[Item] = []
    room, style = w, STAGE_TITLE
    if measurer.width(stage.title, style.size, style.weight) > room:
        style = SMALL_STAGE_TITLE  # rather smaller than cut
    title = elide(stage.title, room, style.size, style.weight, measurer)
    if title:
        # the baseline stands at 21, as if in a line box of 18 from 7.9
        top = 21 - style.line / 2 - 0.364 * style.size
        line = line_of(title, 0, top, style, theme.text, measurer, LOW)
        items.append(line)
        note = _stage_note(stage, setting)
        note_width = measurer.width(note, CAPTION.size, CAPTION.weight)
        if note and line.width + 8 + note_width <= room - (22 if setting.options.ghosts else 0):
            note_top = 21 - CAPTION.line / 2 - 0.364 * CAPTION.size
            items.append(line_of(note, line.width + 8, note_top, CAPTION, theme.text3, measurer, FULL))
    items.append(Rect(0, 31, w, 2, theme.text))
    at = Address("stage", setting.map_id, stage.id)
    return Group("stage", span.x, 0, w, STAGE_HEADER, tuple(items), at, stage.title, "stages")


def _stage_note(stage: Stage, setting: Setting) -> str:
    phase = setting.words(phase_label(stage.phase)) if stage.phase else ""
    goal = " ".join(stage.goal.split())
    if phase.casefold() == " ".join(stage.title.split()).casefold():
        phase = ""  # the title says it
    if setting.options.stage_note == "goal":
        return goal or phase
    return phase or goal


def stage_strip(separators: Sequence[float], left: float, right: float, setting: Setting) -> Group:
    """What the stage headers from `left` to `right` lie on."""
    theme, w = setting.theme, right - left
    items: list[Item] = [Rect(0, 0, w, STAGE_HEADER, theme.board)]
    items += [
        Line(x - left, 10, x - left, STAGE_HEADER, theme.hair, theme.hair_width)
        for x in map(_halved, separators)
    ]
    items.append(_rule(0, STAGE_HEADER, w, setting))
    return Group("background", left, 0, w, STAGE_HEADER, tuple(items), pane="stages", key=f"strip{left:g}")


def corner(setting: Setting) -> Group:
    """The corner over the lane headers and beside the stage headers."""
    theme, w = setting.theme, setting.options.lane_header
    items: list[Item] = [Rect(0, 0, w, STAGE_HEADER, theme.board), _rule(0, STAGE_HEADER, w, setting)]
    if not theme.is_print:
        items.append(Line(w - 0.5, 0, w - 0.5, STAGE_HEADER, theme.line, 1))
    return Group("background", 0, 0, w, STAGE_HEADER, tuple(items), pane="corner", key="corner")


def _halved(x: float) -> float:
    """The nearest half pixel, where a hairline is sharp."""
    return int(x) + 0.5


def board_rules(
    separators: Sequence[float], left: float, right: float, rows: Rows, setting: Setting
) -> Group:
    """Rules under the lanes, separators of stages and the grid of emotions, from `left` to `right`."""
    theme, start = setting.theme, setting.options.lane_header
    items: list[Item] = []
    w = right - left
    for lane, top, height in zip(setting.lanes, rows.tops, rows.heights, strict=True):
        if lane.id == "emotion":
            for step in (2, 1, 0, -1, -2):
                y = top + round(level_y(step, height)) + 0.5
                colour = theme.hair if step else theme.zero
                items.append(Line(4.0 if left == start else 0.0, y, w, y, colour, theme.hair_width))
        items.append(_rule(0, top + height, w, setting))
    items += [
        Line(x - left, STAGE_HEADER, x - left, rows.bottom, theme.hair, theme.hair_width)
        for x in map(_halved, separators)
    ]
    return Group("background", left, 0, w, rows.bottom, tuple(items), key=f"rules{left:g}")


def visibility_line(width: float, rows: Rows, setting: Setting) -> Group | None:
    """The line of visibility over all columns, where the board shows what lies behind it."""
    left = setting.options.lane_header
    for lane, top in zip(setting.lanes, rows.tops, strict=True):
        if lane.id == "backstage":
            line = Line(0, 0.5, width - left, 0.5, setting.theme.strong, 1, ASSUMED_DASH)
            return Group("background", left, top - 1, width - left, 1, (line,), key="visibility")
    return None


def stage_ghost(span: StageSpan, card_y: float, card_h: float, setting: Setting) -> Group | None:
    """The place to add a touchpoint: a whole ghost card in an empty stage, else a small "+" in the stage's header.

    None where the stage's title leaves no room for it.
    """
    theme, measurer = setting.theme, setting.measurer
    at = Address("stage", setting.map_id, span.stage.id)
    if span.count or card_y < 0:
        title_width = measurer.width(span.stage.title, STAGE_TITLE.size, STAGE_TITLE.weight)
        if title_width > span.width - 22:
            return None
        plus = icon_item("plus", 2, 2, 14, theme.strong, MIDDLE)
        return Group("ghost", span.x + span.width - 18, 6, 18, 18, (plus,), at, "+", "stages", key="add")
    w = setting.card
    words = setting.words(_("Touchpoint"))
    text = elide(words, w - 12, CARD_TEXT.size, CARD_TEXT.weight, measurer)
    items: tuple[Item, ...] = (
        Rect(0.5, 0.5, w - 1, card_h - 1, "", theme.strong, 1, 7.5, ASSUMED_DASH, LOW),
        icon_item("plus", w / 2 - 8, card_h / 2 - 22, 16, theme.text2),
        line_of(text, w / 2, card_h / 2 + 4, CARD_TEXT, theme.text2, measurer, MIDDLE, 0.5),
    )
    return Group("ghost", span.x, card_y, w, card_h, items, at, words, key="add", solid=True)


def lane_hint(lane: Lane, top: float, height: float, room: float, setting: Setting) -> Group | None:
    """What an empty lane of cards says on screen, on a ground of its own, so that no stage's line crosses it.

    It takes as many lines as the lane has room for; where it needs more it says its first sentence only, and where
    even that does not fit nothing.
    """
    messages: dict[str, Message] = {
        "thoughts": _("No thoughts yet. Type: Enter saves and opens the next"),
        "pains": _("No pains yet. Type: Enter saves and opens the next"),
        "gains": _("No gains yet. Type: Enter saves and opens the next"),
        "opportunities": _("No opportunities yet. Type: Enter saves and opens the next"),
        "metrics": _("No metrics yet"),
    }
    message = messages.get(lane.id)
    if message is None:
        return None
    whole = setting.words(message)
    for text in (whole, whole.partition(". ")[0]):
        lines = wrap(text, room, CAPTION.size, CAPTION.weight, setting.measurer)
        h = len(lines) * CAPTION.line
        if h <= height - 4:
            break
    else:
        return None
    said = lines_of(lines, _HINT_EDGE, 0, CAPTION, setting.theme.text3, setting.measurer, FULL)
    w = max(item.width for item in said if isinstance(item, Text)) + 2 * _HINT_EDGE
    if w > room + 2 * _HINT_EDGE:
        return None
    ground = Rect(0, 0, w, h, setting.theme.board, upto=FULL)
    at = Address("lane", setting.map_id, lane.id)
    x, y = setting.options.lane_header + 12 - _HINT_EDGE, top + (height - h) / 2
    return Group("ghost", x, y, w, h, (ground, *said), at, text, key="hint")


MAP_HINT = 360.0
"""How wide the words on an empty map may be, px."""


def map_hint(x: float, card_y: float, card_h: float, setting: Setting) -> Group:
    """What an empty map says on screen, where its first card would stand."""
    theme, measurer = setting.theme, setting.measurer
    text = setting.words(_("Name the first stage. Enter: next one"))
    w = MAP_HINT
    lines = wrap(text, w - 32, CARD_TEXT.size, CARD_TEXT.weight, measurer, 2)
    items: tuple[Item, ...] = (
        Rect(0, 0, w, card_h, theme.sunk, radius=8),
        *lines_of(lines, 16, (card_h - len(lines) * CARD_TEXT.line) / 2, CARD_TEXT, theme.text2, measurer),
    )
    at = Address("map", setting.map_id, setting.map_id)
    return Group("ghost", x, card_y, w, card_h, items, at, text, key="hint")
