"""What Markdown reports are made of: texts that are no markup, lists, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from cjm_editor.core.texts import Message, Words

NOTHING = "—"
_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")
"""Line breaks and other blanks, but not those that keep a number and its unit together."""

_MARKER = re.compile(r"^(?:([-+])|(\d{1,9})([.)]))(?=\s|$)")
"""What makes a list of a line that begins with it."""


def escaped(text: str) -> str:
    """The text so that Markdown takes no sign of it for markup, on one line."""
    flat = _BLANKS.sub(" ", text).strip()
    safe = "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#|!~&" else sign for sign in flat)
    return _MARKER.sub(lambda found: f"{found[2] or ''}\\{found[1] or found[3]}", safe)


def bullets(lines: Iterable[str], level: int = 0) -> Iterator[str]:
    """The lines, escaped before, as a list so many levels within another one."""
    yield from (f"{'  ' * level}- {line}" for line in lines)


def section(title: str, lines: Iterable[str]) -> Iterator[str]:
    """A list of lines, escaped before, below a heading; nothing where there are none."""
    found = list(bullets(lines))
    if found:
        yield from ("", f"## {title}", "", *found)


def heads(words: Words, *captions: Message) -> tuple[str, ...]:
    """The heads of a table in words."""
    return tuple(words(head) for head in captions)


def table(captions: Sequence[str], sides: str, rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table; `sides` has a sign a column: `>` for numbers, which stand at the right."""
    yield f"| {' | '.join(captions)} |"
    yield f"| {' | '.join('---:' if side == '>' else '---' for side in sides)} |"
    for row in rows:
        yield f"| {' | '.join(row)} |"
