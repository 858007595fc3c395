"""Lines with Hebrew or Arabic: which way they run, and their characters as they stand from left to right.

After the Unicode Bidirectional Algorithm (UAX 9, revision 48) for one line without explicit embeddings: rules P2-P3,
W1-W7, N1-N2, I1-I2 and L1-L4; brackets are not paired (N0).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_STRONG = {"L": 0, "R": 1, "AL": 1}
_NUMBERS = ("EN", "AN")
_NEUTRAL = ("B", "S", "WS", "ON", "BN", "ES", "ET", "CS")


def runs_left(text: str) -> bool:
    """Return whether a line runs from right to left: by its first letter."""
    if not has_rtl(text):
        return False
    return next((_STRONG[c] == 1 for c in map(unicodedata.bidirectional, text) if c in _STRONG), False)


def has_rtl(text: str) -> bool:
    """Return whether a line has a letter that is written from right to left."""
    return not text.isascii() and max(text) >= "\u0590" and any(_is_rtl(c) for c in text)


def _is_rtl(character: str) -> bool:
    return unicodedata.bidirectional(character) in ("R", "AL", "AN")


def visual(text: str) -> str:
    """Return the characters of a line from left to right as they are seen, marks after their letters.

    Brackets stay the characters that they are: what turns the line back does not mirror them either.
    """
    if not has_rtl(text):
        return text
    base = int(runs_left(text))
    clusters = _clusters(text)
    levels = _levels([unicodedata.bidirectional(cluster[0]) for cluster in clusters], base)
    order = list(range(len(clusters)))
    lowest_odd = min((level for level in levels if level % 2), default=max(levels) + 1)
    for level in range(max(levels), lowest_odd - 1, -1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            if end > at:
                order[at:end] = order[at:end][::-1]
            at = max(end, at + 1)
    return "".join(clusters[i] for i in order)


def _clusters(text: str) -> list[str]:
    """Characters with the marks upon them."""
    found: list[str] = []
    for character in text:
        if found and unicodedata.bidirectional(character) in ("NSM", "BN"):
            found[-1] += character
        else:
            found.append(character)
    return found


def _levels(kinds: list[str], base: int) -> list[int]:
    kinds = _weak(["ON" if kind in ("NSM", "") else kind for kind in kinds], base)
    found: list[int] = []
    for kind, way in zip(kinds, _ways(kinds, base), strict=True):
        if kind in _NUMBERS:
            found.append(2 if base == 0 else base + 1)
        else:
            found.append(base if way == base else base + 1)
    return found


def _weak(kinds: list[str], base: int) -> list[str]:
    """Numbers and what belongs to them (W2-W7)."""
    last = "R" if base else "L"
    for i, kind in enumerate(kinds):
        if kind in _STRONG:
            last = kind
        elif kind == "EN" and last == "AL":
            kinds[i] = "AN"
    for i in range(1, len(kinds) - 1):
        before, after = kinds[i - 1], kinds[i + 1]
        if before == after and (
            (kinds[i] == "CS" and before in _NUMBERS) or (kinds[i] == "ES" and before == "EN")
        ):
            kinds[i] = before
    for order in (range(len(kinds)), range(len(kinds) - 1, -1, -1)):
        beside = ""
        for i in order:
            if kinds[i] == "ET" and beside == "EN":
                kinds[i] = "EN"
            beside = kinds[i]
    last = "R" if base else "L"
    for i, kind in enumerate(kinds):
        if kind in _STRONG:
            last = kind
        elif kind == "EN" and last == "L":
            kinds[i] = "L"
    return kinds


def _ways(kinds: Sequence[str], base: int) -> list[int]:
    """The way of each character; neutral ones go with equal neighbours, else with the line (N1, N2)."""
    ways = [_STRONG.get(kind, 1 if kind in _NUMBERS else -1) for kind in kinds]
    made = ways.copy()
    at = 0
    while at < len(ways):
        end = at
        while end < len(ways) and ways[end] < 0:
            end += 1
        if end > at:
            before = ways[at - 1] if at else base
            after = ways[end] if end < len(ways) else base
            made[at:end] = [before if before == after else base] * (end - at)
        at = max(end, at + 1)
    return made
