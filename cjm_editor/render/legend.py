"""The key of an exported map: each sign that the map uses, with its meaning, on as few lines as fit."""

from __future__ import annotations

from collections.abc import Iterator

from cjm_editor.core.emotion import from_normal, known, known_five, label
from cjm_editor.core.evidence import ASSUMED, strongest
from cjm_editor.core.graph import channel_seams
from cjm_editor.core.model import JourneyMap, Stage, Touchpoint, lane_cards, route_order
from cjm_editor.core.records import dataclass
from cjm_editor.core.terms import unknown_emotion
from cjm_editor.core.texts import Message, _
from cjm_editor.render.cards import ASSUMED_DASH
from cjm_editor.render.channels import falls
from cjm_editor.render.display import LOW, Group, Item, Line, Path, Rect
from cjm_editor.render.faces import circle, diamond, face
from cjm_editor.render.options import Setting
from cjm_editor.render.parts import (
    CAPTION,
    IMPORTANCE_WIDTH,
    SEVERITY_WIDTH,
    Style,
    arrow_head,
    icon_item,
    importance_bars,
    line_of,
    rounded,
    severity_dots,
)
from cjm_editor.render.theme import nearest_step

LINE = 28.0
_GAP = 26.0
_HEAD = Style(12, 16, 600)


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign drawn around the middle of a box `width` wide and 24 high, and what it means."""

    items: tuple[Item, ...]
    width: float
    text: str


def signs(journey: JourneyMap, setting: Setting) -> tuple[Sign, ...]:
    """The signs that a map uses, in the order of the key."""
    order = route_order(journey)
    shown = {lane.id for lane in setting.lanes}
    found: list[Sign] = []
    if "emotion" in shown:
        found += _faces(journey, order, setting)
    found += _touchpoint_signs(order, shown, setting)
    found += _arrow_signs(journey, order, shown, setting)
    owners: tuple[Touchpoint | Stage, ...] = (*order, *journey.stages)
    if "metrics" in shown and any(m.low is not None for owner in owners for m in owner.metrics):
        found.append(_interval(setting))
    return tuple(found)


def _faces(journey: JourneyMap, order: tuple[Touchpoint, ...], setting: Setting) -> Iterator[Sign]:
    theme, words, scale = setting.theme, setting.words, journey.scale
    felt = [known_five(touchpoint.emotion, scale) for touchpoint in order]
    used = {nearest_step(value) for value in felt if value is not None}
    for step in sorted(used):
        text = words(label(from_normal((step + 2) / 4, scale), scale))
        yield Sign(face(step, 8, 12, 17, theme, hollow=setting.is_target), 16, text)
    if any(known(stage.emotion, scale) is not None for stage in journey.stages):
        dash = Line(0, 12, 22, 12, theme.text3, 2, (6, 4))
        yield Sign((dash,), 22, words(_("emotion of a stage")))
    if None in felt:
        yield Sign(face(None, 8, 12, 17, theme), 16, words(unknown_emotion(setting.kind)))


def _touchpoint_signs(order: tuple[Touchpoint, ...], shown: set[str], setting: Setting) -> Iterator[Sign]:
    theme, words = setting.theme, setting.words
    if any(t.moment_of_truth for t in order):
        yield Sign((diamond(6, 12, 5.5, theme.text),), 12, words(_("moment of truth")))
    if any(t.importance is not None for t in order):
        yield Sign(importance_bars(0, 17, 3, theme), IMPORTANCE_WIDTH, words(_("importance to the customer")))
    if "pains" in shown and any(c.severity is not None for t in order for c in lane_cards(t, "pains")):
        yield Sign(severity_dots(0, 12, 2, theme), SEVERITY_WIDTH, words(_("severity of a pain")))
    if not setting.is_target and any(_has_assumption(t, shown) for t in order):
        box = Rect(0.5, 4.5, 24, 15, "", theme.strong, 1, 4, ASSUMED_DASH)
        yield Sign((box,), 25, words(_("assumption: no customer was asked")))


def _has_assumption(touchpoint: Touchpoint | Stage, shown: set[str]) -> bool:
    for lane, cards in touchpoint.cards:
        if lane not in shown or lane == "opportunities":
            continue
        for card in cards:
            if strongest(card.evidence or touchpoint.evidence or ASSUMED).kind in ("", "assumption"):
                return True
    return False


def _arrow_signs(
    journey: JourneyMap, order: tuple[Touchpoint, ...], shown: set[str], setting: Setting
) -> Iterator[Sign]:
    theme, words = setting.theme, setting.words
    placed = {t.id: t for t in order}
    moves = [t for t in journey.transitions if t.from_ in placed]
    if any(t.kind == "back" for t in moves):
        way = rounded(((20, 18), (20, 6), (3.5, 6), (3.5, 13)), 4)
        items: tuple[Item, ...] = (
            Path(way, theme.text2, 1.5, cap="butt"),
            arrow_head(3.5, 18, "down", theme.text2),
        )
        yield Sign(items, 22, words(_("going back")))
    if any(t.kind == "leave" for t in moves):
        items = (
            Rect(0, 5, 14, 2, theme.pain),
            Line(7, 19, 7, 12, theme.pain, 1.5),
            arrow_head(7, 8, "up", theme.pain),
        )
        yield Sign(items, 14, words(_("leaving for good")))
    promises = {t.kept for t in moves if t.kind == "promise"}
    kinds: tuple[tuple[str, str, str, Message], ...] = (
        ("yes", "check", theme.opp, _("promise kept")),
        ("partly", "minus", theme.text2, _("promise kept in part")),
        ("no", "x", theme.pain, _("promise broken")),
        ("", "", theme.text2, _("promise")),
    )
    for kept, icon, colour, message in kinds:
        if kept in promises:
            yield Sign(_promise(icon, colour, setting), 30, words(message))
    if "channel" in shown:
        yield from _seams(journey, placed, setting)


def _promise(icon: str, colour: str, setting: Setting) -> tuple[Item, ...]:
    board = setting.theme.board
    items: list[Item] = [
        circle(4, 12, 3, board, colour, 1.5),
        Line(9, 12, 18, 12, colour, 1.5, (1, 4), "round"),
        circle(24, 12, 5.5, board, colour, 1.5),
    ]
    if icon:
        items.append(icon_item(icon, 20, 8, 8, colour, width=1.4))
    return tuple(items)


def _seams(journey: JourneyMap, placed: dict[str, Touchpoint], setting: Setting) -> Iterator[Sign]:
    theme, words = setting.theme, setting.words
    seams = channel_seams(journey)
    if any(falls(placed[e.from_], placed[e.to], setting) for e in seams):
        items: tuple[Item, ...] = (
            circle(8, 12, 7, theme.board, theme.pain, 1.5),
            Line(8, 8.5, 8, 12.5, theme.pain, 1.6, cap="round"),
            circle(8, 15.2, 1, theme.pain, upto=LOW),
        )
        yield Sign(items, 16, words(_("change of channel where the emotion falls or is not known")))


def _interval(setting: Setting) -> Sign:
    theme = setting.theme
    items: tuple[Item, ...] = (
        Rect(0, 11, 46, 2, theme.line, radius=1),
        Rect(13, 9, 20, 6, theme.strong, radius=3),
        circle(23, 12, 4, theme.board, theme.text, 2),
    )
    return Sign(items, 46, setting.words(_("value and its interval, n: number of answers")))


def key_lines(
    found: tuple[Sign, ...], x: float, y: float, width: float, setting: Setting
) -> tuple[tuple[Group, ...], float]:
    """The key from (`x`, `y`) in `width` px, and its height; 0 where there is nothing to explain."""
    if not found:
        return (), 0.0
    theme, measurer = setting.theme, setting.measurer
    head = line_of(setting.words(_("Key")), 0, (LINE - 16) / 2, _HEAD, theme.text, measurer)
    groups = [Group("key", x, y, head.width, LINE, (head,), solid=True, key="key")]
    start = head.width + _GAP
    at, row = start, 0
    for i, sign in enumerate(found):
        text_width = measurer.width(sign.text, CAPTION.size, CAPTION.weight)
        w = sign.width + 7 + text_width
        if at + w > width and at > start:
            at, row = start, row + 1
        text = line_of(sign.text, sign.width + 7, (24 - CAPTION.line) / 2, CAPTION, theme.text2, measurer)
        groups.append(
            Group("key", x + at, y + row * LINE + 2, w, 24, (*sign.items, text), solid=True, key=f"key{i}")
        )
        at += w + _GAP
    return tuple(groups), (row + 1) * LINE
