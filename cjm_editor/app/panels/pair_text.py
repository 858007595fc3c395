"""The words on the tab of a comparison: the titles of both maps, so short that the two can still be told apart."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile

BETWEEN = " — "

ROOM = 300
"""Px for the words on the tab of a comparison."""

LONGEST = 500
"""Characters of a title that are looked at."""

_ENDING, _BEGINNING = ",.;:—–-/|·•)]»”!?…", "—–-/|·•([«“"
"""Marks at which a phrase ends, and those with which one begins."""

_TRIMMED = " ,.;:—–-()[]«»“”\"'"


def pair_text(
    one: str, other: str, width_of: Callable[[str], int], elided: Callable[[str, int], str], room: int = ROOM
) -> str:
    """Both titles in `room` px: whole if they fit, else without the phrases that both begin and end with, and at last
    each with its own middle lost, so that the start and the end of both are there.
    """
    one, other = (" ".join(title[:LONGEST].split()) for title in (one, other))
    whole = f"{one}{BETWEEN}{other}"
    if width_of(whole) <= room:
        return whole
    one, other = differing(one, other)
    shorter = f"{one}{BETWEEN}{other}"
    if width_of(shorter) <= room:
        return shorter
    left = room - width_of(BETWEEN)
    wide, wide_other = width_of(one), width_of(other)
    half = left // 2
    most = max(half, left - wide_other) if wide > half else wide
    return f"{elided(one, most)}{BETWEEN}{elided(other, max(half, left - wide))}"


def differing(one: str, other: str) -> tuple[str, str]:
    """What tells two titles apart: both without the whole phrases that they share at the start and at the end, from
    punctuation mark to punctuation mark; the titles as they are where nothing would be left of either.
    """
    first, second = one.split(), other.split()
    shared = sum(1 for _ in takewhile(lambda pair: _is_same(*pair), zip(first, second, strict=False)))
    start = next((n for n in range(shared, 0, -1) if _ends(first[n - 1]) and _ends(second[n - 1])), 0)
    first, second = first[start:], second[start:]
    backwards = zip(reversed(first), reversed(second), strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: _is_same(*pair), backwards))
    end = next((n for n in range(shared, 0, -1) if _is_parted(first, n) and _is_parted(second, n)), 0)
    kept = [" ".join(words[: len(words) - end]).strip(_TRIMMED) for words in (first, second)]
    return (kept[0], kept[1]) if all(kept) else (one, other)


def _ends(word: str) -> bool:
    """Whether a phrase ends after a word."""
    return word[-1] in _ENDING


def _is_parted(words: list[str], last: int) -> bool:
    """Whether the last so many words are a phrase of their own."""
    begin = len(words) - last
    return words[begin][0] in _BEGINNING or (begin > 0 and _ends(words[begin - 1]))


def _is_same(word: str, other: str) -> bool:
    return word.strip(_TRIMMED).casefold() == other.strip(_TRIMMED).casefold()
