"""Cards: touchpoints, and statements in lanes. Every builder gives a group at (0, 0) that the board then places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cjm_editor.core.address import Address
from cjm_editor.core.evidence import strongest
from cjm_editor.core.model import Card, Evidence, Touchpoint
from cjm_editor.core.records import dataclass
from cjm_editor.core.terms import evidence_label
from cjm_editor.core.texts import OUTER, _, nested, ngettext
from cjm_editor.render.display import FAR, FULL, LOW, MIDDLE, Group, Image, Item, Rect
from cjm_editor.render.faces import diamond
from cjm_editor.render.options import Setting
from cjm_editor.render.parts import (
    CAPTION,
    CARD_TEXT,
    IMPORTANCE_WIDTH,
    SEVERITY_WIDTH,
    TOUCHPOINT_TITLE,
    icon_item,
    importance_bars,
    line_of,
    lines_of,
    severity_dots,
    side_bar,
)
from cjm_editor.render.theme import Theme
from cjm_editor.render.wrap import elide, wrap

PADDING = 9.0
BAR_PADDING = 12.0
"""Text stands this far from the left edge of a card with a side bar."""

ASSUMED_DASH = (4.0, 3.0)
WORDS_FROM = 150.0
"""Cards at least this wide name the moment of truth beside its diamond."""

FOOT = 18.0
THUMBNAIL = 72.0

EVIDENCE_ICONS = {
    "review": "star",
    "interview": "mic",
    "mystery_shopping": "eye",
    "survey": "clipboard-list",
    "analytics": "chart-column",
    "complaint": "message-square-warning",
    "support_log": "headphones",
    "observation": "binoculars",
    "assumption": "circle-help",
}

_SPOKEN = ("thoughts", "quotes")
_WITH_FOOT = ("pains", "gains")
_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg")

Sketch = tuple[float, Callable[[], Group]]
"""The height of a group, and what draws it: a layout needs the heights of all, a view the groups of a few."""


def frame(
    w: float,
    h: float,
    theme: Theme,
    radius: float,
    fill: str = "",
    stroke: str = "",
    assumed: bool = False,
    shadow: bool = True,
    far: str = "",
) -> tuple[Item, ...]:
    """The body of a card with its shadow, and the plain rectangle it is far out. An assumption is dashed and
    empty."""
    items: list[Item] = []
    if shadow and theme.shadow and not assumed:
        items.append(Rect(0, 1.5, w, h, theme.shadow, radius=radius, upto=MIDDLE))
    if assumed:
        items.append(Rect(0.5, 0.5, w - 1, h - 1, "", theme.strong, 1, radius - 0.5, ASSUMED_DASH, upto=LOW))
    elif stroke:
        items.append(Rect(0.5, 0.5, w - 1, h - 1, fill, stroke, theme.border_width, radius - 0.5, upto=LOW))
    else:
        items.append(Rect(0, 0, w, h, fill, radius=radius, upto=LOW))
    if far:
        items.append(Rect(0, 0, w, h, far, since=FAR))
    return tuple(items)


def title_lines(touchpoint: Touchpoint, setting: Setting) -> tuple[str, ...]:
    """The lines of a touchpoint's title, as many as the board shows at most; one empty line where it has none yet."""
    style = TOUCHPOINT_TITLE
    lines = wrap(
        touchpoint.title,
        setting.card - 2 * PADDING,
        style.size,
        style.weight,
        setting.measurer,
        setting.options.title_lines,
    )
    return lines or ("",)


def touchpoint_card(touchpoint: Touchpoint, lines: tuple[str, ...], h: float, setting: Setting) -> Group:
    """A touchpoint: its title, importance at the bottom left, the diamond of a moment of truth at the right."""
    theme, measurer, w = setting.theme, setting.measurer, setting.card
    items = list(frame(w, h, theme, 8, theme.card, theme.line, far=theme.strong))
    items += lines_of(lines, PADDING, 8, TOUCHPOINT_TITLE, theme.text, measurer)
    if touchpoint.importance is not None:
        items += importance_bars(PADDING, h - 9, touchpoint.importance, theme)
    if touchpoint.moment_of_truth:
        items.append(diamond(w - 15, h - 14, 5.5, theme.text))
        words = setting.words(_("moment of truth"))
        width = measurer.width(words, CAPTION.size, CAPTION.weight)
        room = w - 15 - 5.5 - 6 - PADDING - IMPORTANCE_WIDTH - 8
        if w >= WORDS_FROM and width <= room:
            items.append(line_of(words, w - 26.5, h - 21, CAPTION, theme.text3, measurer, FULL, 1))
    return Group(
        "touchpoint",
        0,
        0,
        w,
        h,
        tuple(items),
        Address("touchpoint", setting.map_id, touchpoint.id),
        touchpoint.title,
        solid=True,
    )


def bar_colour(lane: str, theme: Theme) -> str:
    """The colour of a lane's side bars."""
    colours = {
        "pains": theme.pain,
        "gains": theme.emotions[3],
        "opportunities": theme.opp,
        "frontstage": theme.strong,
        "backstage": theme.strong,
        "support": theme.strong,
        "systems": theme.strong,
        "artifacts": theme.strong,
    }
    return colours.get(lane, theme.text3)


def far_colour(lane: str, theme: Theme) -> str:
    """The colour of a lane's cards far out."""
    return theme.zero if lane in _SPOKEN else bar_colour(lane, theme)


def quoted(text: str, language: str) -> str:
    """The text in quotation marks of its language, unless it brings its own; quotations in it get the inner marks."""
    text = text.strip()
    if not text or text[0] in "«„“\"'‘":
        return text
    tongue = "en" if language.startswith("en") else "ru"
    return nested(text, tongue).join(OUTER[tongue])


@dataclass(frozen=True, slots=True)
class EvidenceCaption:
    """An icon and the words beside it; "" where only the icon has room."""

    icon: str
    text: str


def evidence_caption(evidence: tuple[Evidence, ...], room: float, setting: Setting) -> EvidenceCaption:
    """The strongest evidence as «Опрос · 41», as «n = 41» where that is too wide, its icon alone where even that is."""
    best = strongest(evidence)
    kind = best.kind or "assumption"
    words = setting.words
    label = words(evidence_label(kind, best.n))
    icon = EVIDENCE_ICONS.get(kind, "circle-help")
    texts: tuple[str, ...] = (label,)
    if kind != "assumption" and best.n is not None:
        number = words.number(best.n)
        texts = (f"{label} · {number}", f"n = {number}", number)
    for text in texts:
        if setting.measurer.width(text, CAPTION.size, CAPTION.weight) <= room:
            return EvidenceCaption(icon, text)
    return EvidenceCaption(icon, "")


def evidence_items(
    evidence: tuple[Evidence, ...], x: float, top: float, right: float, setting: Setting
) -> tuple[Item, ...]:
    """The icon and words of evidence on one line of captions from `x` to `right`."""
    if right - x < 12:
        return ()
    theme = setting.theme
    caption = evidence_caption(evidence, right - x - 15, setting)
    items: list[Item] = [icon_item(caption.icon, x, top + 1, 12, theme.text3, FULL)]
    if caption.text:
        items.append(line_of(caption.text, x + 15, top, CAPTION, theme.text3, setting.measurer, FULL))
    return tuple(items)


def statement_lines(text: str, room: float, setting: Setting) -> tuple[str, ...]:
    """The lines of a card; a long text ends with how many lines more it has."""
    style = CARD_TEXT
    lines = wrap(text, room, style.size, style.weight, setting.measurer)
    if len(lines) <= setting.options.card_lines:
        return lines or ("",)
    hidden = len(lines) - (setting.options.card_lines - 1)
    more = setting.words(ngettext("{n} more line", "{n} more lines", hidden))
    return (
        *lines[: setting.options.card_lines - 1],
        elide(more, room, style.size, style.weight, setting.measurer),
    )


def statement(
    card: Card,
    lane: str,
    at: Address,
    w: float,
    evidence: tuple[Evidence, ...],
    setting: Setting,
    key: str = "",
) -> Sketch:
    """A card in a lane, `w` wide. `evidence` is what it rests on, its own or inherited."""
    assumed = _is_assumed(lane, evidence, setting)
    if lane in _SPOKEN:
        return _spoken(card, at, w, assumed, lane, setting, key)
    if lane == "artifacts" and card.text.lower().endswith(_PICTURES):
        return THUMBNAIL, lambda: thumbnail(card.text, at, w, setting, key)
    left = BAR_PADDING
    lines = statement_lines(card.text, w - left - PADDING, setting)
    foot = _has_foot(card, lane, assumed, setting)
    h = len(lines) * CARD_TEXT.line + 16.0
    foot_top = h - 3
    if foot:
        h += 18.0
    worth = _worth_lines(card, w - left - PADDING, setting) if foot and lane == "opportunities" else ()
    h += CAPTION.line * max(0, len(worth) - 1)

    def drawn() -> Group:
        theme = setting.theme
        items = list(frame(w, h, theme, 6, theme.card, theme.line, assumed, far=far_colour(lane, theme)))
        items.append(side_bar(2, 4, h - 8, bar_colour(lane, theme), assumed))
        items += lines_of(lines, left, 8, CARD_TEXT, theme.text, setting.measurer)
        if worth:
            items += lines_of(worth, left, foot_top, CAPTION, theme.text3, setting.measurer, FULL)
        elif foot:
            items += _foot(card, lane, left, foot_top, w - PADDING, evidence, setting)
        return Group("card", 0, 0, w, h, tuple(items), at, card.text, solid=True, key=key)

    return h, drawn


def _spoken(
    card: Card, at: Address, w: float, assumed: bool, lane: str, setting: Setting, key: str
) -> Sketch:
    lines = statement_lines(quoted(card.text, setting.language), w - 2 * PADDING, setting)
    h = len(lines) * CARD_TEXT.line + 16

    def drawn() -> Group:
        theme = setting.theme
        items = frame(w, h, theme, 8, theme.sunk, "", assumed, shadow=False, far=far_colour(lane, theme))
        texts = lines_of(lines, PADDING, 8, CARD_TEXT, theme.text, setting.measurer)
        return Group("card", 0, 0, w, h, (*items, *texts), at, card.text, solid=True, key=key)

    return h, drawn


def _is_assumed(lane: str, evidence: tuple[Evidence, ...], setting: Setting) -> bool:
    """Whether a card is drawn as an assumption; an idea or a target states nothing about the customer."""
    if lane == "opportunities" or setting.is_target:
        return False
    return strongest(evidence).kind in ("", "assumption")


def _has_foot(card: Card, lane: str, assumed: bool, setting: Setting) -> bool:
    if lane == "opportunities":
        return card.impact is not None or card.effort is not None
    if lane == "pains" and card.severity is not None:
        return True
    if setting.is_target:
        return bool(card.evidence)
    return lane in _WITH_FOOT or bool(card.evidence) or assumed


def _foot(
    card: Card,
    lane: str,
    x: float,
    top: float,
    right: float,
    evidence: tuple[Evidence, ...],
    setting: Setting,
) -> tuple[Item, ...]:
    theme = setting.theme
    items: list[Item] = []
    if lane == "pains" and card.severity is not None:
        items += severity_dots(x, top + 7, card.severity, theme)
        x += SEVERITY_WIDTH + 5
    if not setting.is_target or card.evidence:
        items += evidence_items(evidence, x, top, right, setting)
    return tuple(items)


def _worth_lines(card: Card, room: float, setting: Setting) -> tuple[str, ...]:
    """Benefit and effort of an idea on one line, each on its own where that is too wide."""
    text = _worth(card, setting)
    if setting.measurer.width(text, CAPTION.size, CAPTION.weight) <= room:
        return (text,)
    parts = (_worth(replace(card, effort=None), setting), _worth(replace(card, impact=None), setting))
    return tuple(elide(part, room, CAPTION.size, CAPTION.weight, setting.measurer) for part in parts if part)


def _worth(card: Card, setting: Setting) -> str:
    if card.impact is None and card.effort is None:
        return ""
    if card.effort is None:
        return setting.words(_("benefit {impact}", impact=card.impact or 0))
    if card.impact is None:
        return setting.words(_("effort {effort}", effort=card.effort))
    return setting.words(_("benefit {impact} · effort {effort}", impact=card.impact, effort=card.effort))


def thumbnail(source: str, at: Address, w: float, setting: Setting, key: str = "") -> Group:
    """A picture 72 high in a thin frame; its name stands in for it far out and to screen readers."""
    theme = setting.theme
    items: tuple[Item, ...] = (
        Rect(0, 0, w, THUMBNAIL, theme.sunk, radius=6, upto=LOW),
        Image(1, 1, w - 2, THUMBNAIL - 2, source, upto=LOW),
        Rect(0.5, 0.5, w - 1, THUMBNAIL - 1, "", theme.line, theme.border_width, 5.5, upto=LOW),
        Rect(0, 0, w, THUMBNAIL, theme.zero, since=FAR),
    )
    return Group("card", 0, 0, w, THUMBNAIL, items, at, source, solid=True, key=key)
