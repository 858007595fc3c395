"""A display list as SVG: real text, one `<g>` for each group with a lasting id and a title, nothing from outside.

Qt's own generator cuts strings into pieces, embeds no font and writes five times as much.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator, Mapping

from cjm_editor.core.resources import resource
from cjm_editor.render.bidi import runs_left
from cjm_editor.render.display import (
    FULL,
    Dash,
    DisplayList,
    Group,
    Image,
    Item,
    Line,
    Path,
    Polyline,
    Rect,
    Text,
    visible,
)
from cjm_editor.render.face import FACES, Kerning, cut
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.plain import Pictures, is_picture, one_line, picture_format
from cjm_editor.render.wrap import shortened

FONT_FAMILY = "Inter, 'Inter Variable', 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

_STYLE = (
    "text{white-space:pre;font-kerning:normal;font-variant-ligatures:none;"
    "font-feature-settings:'calt' 0,'liga' 0}"
)
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9_.\u0400-\u0481\u048A-\u04FF-]")


def svg(display: DisplayList, pictures: Pictures | None = None, embeds_fonts: bool = False) -> str:
    """Return the SVG document, `display.width` x `display.height` px, with a final line feed.

    Pictures stand in it as data; one that `pictures` does not give, or whose bytes are no picture, is left out.
    With `embeds_fonts` the characters in use are part of the file, else the reader's Inter or a common sans serif is
    taken and every line is held to its measured width. Equal lists give equal text.
    """
    parts = [*_head(display, embeds_fonts)]
    taken: dict[str, int] = {}
    for group in display.groups:
        parts.extend(_group(group, taken, pictures))
    parts.append("</g>\n</svg>\n")
    return "".join(parts)


def _head(display: DisplayList, embeds_fonts: bool) -> Iterator[str]:
    w, h = number(display.width), number(display.height)
    language = (
        display.language if re.fullmatch(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", display.language) else ""
    )
    said = f' xml:lang="{language}" lang="{language}"' if language else ""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="{w}" height="{h}" '
        f'viewBox="0 0 {w} {h}" role="img"{said} xml:space="preserve">\n'
    )
    if display.title:
        yield f"<title>{escaped(shortened(display.title))}</title>\n"
    faces = _font_faces(display) if embeds_fonts else ""
    yield f"<style>{faces}{_STYLE}</style>\n"
    if display.background:
        yield f'<rect width="{w}" height="{h}" fill="{escaped(display.background)}"/>\n'
    yield f'<g fill="none" font-family="{FONT_FAMILY}">\n'


def _font_faces(display: DisplayList) -> str:
    """Return the rules of the faces in use, each cut down to the characters drawn in it."""
    used: dict[int, set[str]] = {}
    for group in display.groups:
        for item in group.items:
            if isinstance(item, Text) and item.weight in FACES and visible(item, FULL):
                used.setdefault(item.weight, set()).add(one_line(item.text))
    return font_faces(used)


def font_faces(used: Mapping[int, Iterable[str]]) -> str:
    """Return the CSS rules of the bundled faces by weight, each cut down to the characters of these texts."""
    rules = []
    for weight in sorted(used):
        face = resource("fonts", f"{FACES[weight]}.ttf").read_bytes()
        data = base64.b64encode(cut(face, used[weight], _kerning(weight))).decode("ascii")
        rules.append(
            f"@font-face{{font-family:Inter;font-weight:{weight};"
            f"src:url(data:font/ttf;base64,{data}) format('truetype')}}"
        )
    return "".join(rules)


def _kerning(weight: int) -> Kerning:
    moves = bundled_measurer().kerning(weight)
    return lambda left, right: moves[left + right]


def _group(group: Group, taken: dict[str, int], pictures: Pictures | None) -> Iterator[str]:
    name = group_id(group)
    if name:
        taken[name] = taken.get(name, 0) + 1
        if taken[name] > 1:
            name = f"{name}--{taken[name]}"
    place = f' transform="translate({number(group.x)} {number(group.y)})"' if group.x or group.y else ""
    yield f'<g id="{name}" class="{group.role}"{place}>' if name else f'<g class="{group.role}"{place}>'
    if group.title:
        yield f"<title>{escaped(shortened(group.title))}</title>"
    for item in group.items:
        if visible(item, FULL):
            yield _item(item, pictures)
    yield "</g>\n"


def group_id(group: Group) -> str:
    """Return the id of a group, from its role, address and key, or "" where it stands for nothing.

    It is the same in every export of the map as long as the element lives; letters other than Latin and Cyrillic
    are written by number, since not every reader takes them.
    """
    at = group.at
    if at is None:
        return _name(group.role, group.key) if group.key else ""
    index = str(at.index) if at.index >= 0 else ""
    sub = str(at.sub) if at.sub >= 0 else ""
    kind = "" if at.kind == group.role else at.kind
    key = "" if group.key == group.role else group.key
    return _name(group.role, kind, at.map, at.id, at.lane, index, sub, key)


def _name(*parts: str) -> str:
    return "-".join(_NOT_IN_ID.sub(lambda m: f"_{ord(m[0]):x}", part) for part in parts if part)


def _item(item: Item, pictures: Pictures | None) -> str:
    match item:
        case Text():
            return _text(item)
        case Rect():
            return _rect(item)
        case Line():
            ends = (
                f'x1="{number(item.x1)}" y1="{number(item.y1)}" x2="{number(item.x2)}" y2="{number(item.y2)}"'
            )
            return f"<line {ends}{_stroke(item.stroke, item.width, item.dash, item.cap == 'round')}/>"
        case Polyline():
            points = " ".join(f"{number(x)},{number(y)}" for x, y in item.points)
            shape = "polygon" if item.closed else "polyline"
            return (
                f'<{shape} points="{points}"{_fill(item.fill)}{_stroke(item.stroke, item.width, item.dash)}/>'
            )
        case Path():
            drawn = "".join(letter + " ".join(map(number, numbers)) for letter, numbers in item.commands)
            stroke = _stroke(item.stroke, item.width, item.dash, item.cap == "round")
            return f'<path d="{drawn}"{_fill(item.fill)}{stroke}/>'
        case Image():
            return _image(item, pictures)


def _text(item: Text) -> str:
    line = one_line(item.text)
    if not line:
        return ""
    weight = f' font-weight="{item.weight}"' if item.weight != 400 else ""
    # a reader without Inter squeezes or widens the line to the room it was given
    length = ""
    if item.width > 0 and len(line) > 1:
        length = f' textLength="{number(item.width)}" lengthAdjust="spacingAndGlyphs"'
    x, way = item.x, ""
    if runs_left(line):  # such a line begins at its right end
        x, way = item.x + item.width, ' direction="rtl"'
    return (
        f'<text x="{number(x)}" y="{number(item.y)}" font-size="{number(item.size)}"{weight}'
        f"{_fill(item.fill)}{length}{way}>{escaped(line)}</text>"
    )


def _rect(item: Rect) -> str:
    radius = f' rx="{number(min(item.radius, item.w / 2, item.h / 2))}"' if item.radius else ""
    place = f'x="{number(item.x)}" y="{number(item.y)}" width="{number(item.w)}" height="{number(item.h)}"'
    return f"<rect {place}{radius}{_fill(item.fill)}{_stroke(item.stroke, item.width, item.dash)}/>"


def _image(item: Image, pictures: Pictures | None) -> str:
    data = pictures(item.source) if pictures else None
    if not data or not is_picture(data):
        return ""
    kind = picture_format(data)
    coded = base64.b64encode(data).decode("ascii")
    place = f'x="{number(item.x)}" y="{number(item.y)}" width="{number(item.w)}" height="{number(item.h)}"'
    return f'<image {place} href="data:image/{kind};base64,{coded}"/>'


def _fill(colour: str) -> str:
    return f' fill="{escaped(colour)}"' if colour else ""


def _stroke(colour: str, width: float, dash: Dash, is_round: bool = False) -> str:
    if not colour:
        return ""
    thick = f' stroke-width="{number(width)}"' if width != 1 else ""
    dashes = f' stroke-dasharray="{" ".join(map(number, dash))}"' if dash else ""
    ends = ' stroke-linecap="round" stroke-linejoin="round"' if is_round else ""
    return f' stroke="{escaped(colour)}"{thick}{dashes}{ends}'


def number(value: float) -> str:
    """Return a length with at most two decimals, without needless zeros; what is no number becomes 0."""
    if not -1e12 < value < 1e12:  # infinite and not-a-number too
        return "0"
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def escaped(text: str) -> str:
    """Return text for XML content and attributes in double quotes, well-formed whatever it holds."""
    line = one_line(text)
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
