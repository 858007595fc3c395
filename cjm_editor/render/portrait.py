"""The persona card of an export page."""

from __future__ import annotations

from cjm_editor.core.address import Address
from cjm_editor.core.model import Persona, Segment
from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import Message, Words, _, ngettext
from cjm_editor.render.display import Group, Image, Item, Path, PathCommand, Rect
from cjm_editor.render.faces import circle
from cjm_editor.render.measure import Measurer
from cjm_editor.render.parts import CAPTION, CARD_TEXT, PERSONA_NAME, icon_item, line_of, lines_of
from cjm_editor.render.theme import Theme
from cjm_editor.render.wrap import elide, wrap

PERSONA_WIDTH, PERSONA_HEIGHT = 452.0, 122.0
_ROW = 18.0


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    items: tuple[str, ...]


def persona_card(
    persona: Persona,
    segment: Segment | None,
    x: float,
    y: float,
    theme: Theme,
    words: Words,
    measure: Measurer,
) -> Group:
    """The card of a persona at (`x`, `y`): portrait, name, quote, what they need and what moves them."""
    w, h = PERSONA_WIDTH, PERSONA_HEIGHT
    left, room = 110.0, PERSONA_WIDTH - 110 - 16
    items: list[Item] = [Rect(0.5, 0.5, w - 1, h - 1, theme.card, theme.line, theme.border_width, 9.5)]
    items += _portrait(persona, 54, h / 2, 38, theme)
    parts = [persona.name]
    if persona.age is not None:
        parts.append(words(_aged(persona.age)))
    name = ", ".join(part for part in (*parts, persona.role) if part)
    names = wrap(name, room, PERSONA_NAME.size, PERSONA_NAME.weight, measure, 2)
    rows = _rows(persona, segment, words)
    quoted: tuple[str, ...] = ()
    if persona.quote:
        quote = persona.quote.strip()
        quote = quote if quote[0] in '«“"' else words(_("“{quote}”", quote=quote))
        quoted = wrap(quote, room, CARD_TEXT.size, CARD_TEXT.weight, measure, 2)
    lines_high = len(names) * PERSONA_NAME.line + len(quoted) * CARD_TEXT.line + len(rows) * _ROW
    # what is left of the height is shared above, below and between; a full card has less of it
    between = 4.0 if lines_high + 30 <= h else 1.0
    y0 = 14.0 if lines_high + 30 <= h else round(max(4.0, (h - lines_high - 2 * between) / 2))
    items += lines_of(names, left, y0, PERSONA_NAME, theme.text, measure)
    y0 += len(names) * PERSONA_NAME.line + between
    if quoted:
        items += lines_of(quoted, left, y0, CARD_TEXT, theme.text2, measure)
        y0 += len(quoted) * CARD_TEXT.line + between
    label_width = max((measure.width(r.label, CAPTION.size, CAPTION.weight) for r in rows), default=0.0)
    for row in rows:
        items.append(line_of(row.label, left, y0 + 1, CAPTION, theme.text3, measure))
        value = _whole_items(row, room - label_width - 10, measure)
        items.append(line_of(value, left + label_width + 10, y0, CARD_TEXT, theme.text, measure))
        y0 += _ROW
    at = Address("persona", "", persona.id)
    return Group("headline", x, y, w, h, tuple(items), at, persona.name, solid=True, key="persona")


def _rows(persona: Persona, segment: Segment | None, words: Words) -> list[_Row]:
    needs = persona.goals or (segment.needs if segment else ())
    levers = segment.levers if segment else ()
    rows = [(_("Needs"), needs), (_("Levers"), levers)]
    return [_Row(words(label), tuple(values)) for label, values in rows if values]


def _whole_items(row: _Row, room: float, measure: Measurer) -> str:
    """As many whole items as fit on a line; the first is cut where not even that one does."""
    style = CARD_TEXT
    for count in range(len(row.items), 0, -1):
        text = ", ".join(row.items[:count])
        if measure.width(text, style.size, style.weight) <= room:
            return text
    return elide(row.items[0], room, style.size, style.weight, measure)


def _portrait(persona: Persona, cx: float, cy: float, r: float, theme: Theme) -> tuple[Item, ...]:
    """A round portrait; the corners of the picture are covered, since no back end clips."""
    if not persona.picture:
        return (
            circle(cx, cy, r, theme.sunk, theme.line, theme.border_width),
            icon_item("user", cx - 20, cy - 20, 40, theme.text3),
        )
    k = r * 0.5523
    cover: tuple[PathCommand, ...] = (
        ("M", (cx - r - 1, cy - r - 1)),
        ("L", (cx + r + 1, cy - r - 1)),
        ("L", (cx + r + 1, cy + r + 1)),
        ("L", (cx - r - 1, cy + r + 1)),
        ("Z", ()),
        ("M", (cx, cy - r)),
        ("C", (cx - k, cy - r, cx - r, cy - k, cx - r, cy)),
        ("C", (cx - r, cy + k, cx - k, cy + r, cx, cy + r)),
        ("C", (cx + k, cy + r, cx + r, cy + k, cx + r, cy)),
        ("C", (cx + r, cy - k, cx + k, cy - r, cx, cy - r)),
        ("Z", ()),
    )
    return (
        circle(cx, cy, r, theme.sunk),
        Image(cx - r, cy - r, 2 * r, 2 * r, persona.picture),
        Path(cover, fill=theme.card),
        circle(cx, cy, r, "", theme.line, theme.border_width),
    )


def _aged(age: float) -> Message:
    if age == int(age):
        return ngettext("aged {n}", "aged {n}", int(age))
    return _("aged {age}", age=age)
