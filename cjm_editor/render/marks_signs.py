"""The signs of kinds of links: a ring with a mark in it, told apart by shape before colour."""

from __future__ import annotations

from cjm_editor.render.display import LOW, MIDDLE, Dash, Item, Path, PathCommand
from cjm_editor.render.faces import circle
from cjm_editor.render.parts import icon_item
from cjm_editor.render.theme import Theme

RADIUS = 9.0
UNSURE_RING: Dash = (3.0, 2.2)
_ICONS = {
    "same": "equal",
    "changed": "pencil",
    "moved": "arrow-left-right",
    "split": "split",
    "merged": "merge",
    "many": "git-compare-arrows",
    "missing": "minus",
    "extra": "plus",
}


def kind_colour(kind: str, theme: Theme) -> str:
    """The colour of a kind's mark, ribbon edge and card."""
    return {
        "same": theme.text2,
        "changed": theme.text3,
        "renamed": theme.text2,
        "moved": theme.opp,
        "missing": theme.pain,
        "extra": theme.ochre,
    }.get(kind, theme.plum)


def kind_fill(kind: str, theme: Theme) -> str:
    """The tint of a kind's ribbon; "" where there is none."""
    return {
        "same": theme.sunk,
        "changed": theme.sunk,
        "renamed": theme.sunk,
        "moved": theme.opp_bg,
        "missing": "",
        "extra": "",
    }.get(kind, theme.plum_bg)


def mixed(colour: str, ground: str, share: float) -> str:
    """A colour laid over another with the given share: back ends do not blend, so it is done here."""
    parts = (
        round(int(colour[at : at + 2], 16) * share + int(ground[at : at + 2], 16) * (1 - share))
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02X}" for part in parts)


def kind_hatch(kind: str, theme: Theme) -> str:
    """The colour of the hatching that says that a touchpoint has no counterpart."""
    return mixed(kind_colour(kind, theme), theme.board, 0.36)


def kind_sign(
    kind: str, cx: float, cy: float, theme: Theme, is_unsure: bool = False, r: float = RADIUS
) -> tuple[Item, ...]:
    """The mark of a kind around (`cx`, `cy`), its ring dashed where the link is not sure."""
    colour = kind_colour(kind, theme)
    scale = r / RADIUS
    ring = circle(
        cx, cy, r - 0.75, theme.board, colour, 1.5 * scale, UNSURE_RING if is_unsure else (), upto=LOW
    )
    if kind == "renamed":
        return (ring, *(_wave(cx, cy + dy * scale, scale, colour) for dy in (-2.0, 2.0)))
    size = 11.0 * scale
    return (ring, icon_item(_ICONS.get(kind, "equal"), cx - size / 2, cy - size / 2, size, colour))


def _wave(cx: float, cy: float, scale: float, colour: str) -> Path:
    w, h = 4.2 * scale, 2.4 * scale
    commands: tuple[PathCommand, ...] = (
        ("M", (cx - w, cy + h / 4)),
        ("C", (cx - w / 2, cy - h, cx - w / 3, cy - h, cx, cy)),
        ("C", (cx + w / 3, cy + h, cx + w / 2, cy + h, cx + w, cy - h / 4)),
    )
    return Path(commands, colour, 1.3 * scale, upto=MIDDLE)
