"""Long texts of a map where they are named again: whole once, where the touchpoint itself is told, cut elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from cjm_editor.core.texts import Message, Words, one_line, shortened

APART = " · "
"""Between facts that stand in one row; some of them have commas of their own."""

APART_WRAPPED = "\u00a0· "
"""The same where the row may be wrapped: no line begins with the sign."""

REPEATED = 160
"""Characters of a title that is told whole elsewhere."""

NAME = 64
"""Characters of a touchpoint's title in a sentence."""

TITLE = 320
"""Characters of a title where it is told itself, and not named: all of it is on the map."""

WHOLE = 600
"""Characters of a pain or a promise that stands nowhere else in a report of text."""


def elided(text: str, most: int = REPEATED) -> str:
    """The text on one line, cut at a word where it is longer."""
    text = one_line(text)
    if len(text) <= most:
        return text
    head, space, _tail = text[: most - 1].rpartition(" ")
    return (head if space and len(head) > most / 2 else text[: most - 1]).rstrip(" ,.;:—–-") + "…"


def in_words(message: Message | str, words: Words, most: int = REPEATED) -> str:
    """A sentence in words, the texts of the map in it cut."""
    if isinstance(message, str):
        return elided(message, most)
    return words(shortened(message, most))


def short(text: str, most: int = NAME) -> str:
    """The text on one line, cut at a word where it is long."""
    line = " ".join(text[: WHOLE + most].split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    head, _space, _tail = cut.rpartition(" ")
    return (head if len(head) > most / 2 else cut).rstrip(" ,.;:—–-") + "…"


def lowered(text: str) -> str:
    """The text for the middle of a sentence: its first letter small, unless the word is an abbreviation."""
    return text[:1].lower() + text[1:] if not text[1:2].isupper() else text


def in_row(facts: Iterable[str], apart: str = APART) -> str:
    """Facts as one row, only its beginning with a capital letter; empty ones are left out."""
    told = apart.join(lowered(fact) for fact in facts if fact)
    return told[:1].upper() + told[1:]
