"""Where the lines of a text end: what is typed into a card breaks as the card is drawn."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_editor.render.wrap import HYPHEN


def line_breaks(text: str, lines: Sequence[str]) -> frozenset[int]:
    """Return the places of the spaces in `text` at which one of its drawn `lines` ends. A line that ends within a word
    has none; what lines say beyond the text (an ellipsis) ends the search."""
    found: set[int] = set()
    at = 0
    for line in lines[:-1]:
        for sign in line:
            if sign.isspace():
                continue
            at = _past_spaces(text, at)
            if text[at : at + 1] == sign:
                at += 1
            elif sign != HYPHEN:  # a hyphen may come from the drawing
                return frozenset(found)
        end = _past_spaces(text, at)
        if end > at and text[end - 1] == " ":
            found.add(end - 1)
    return frozenset(found)


def _past_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
