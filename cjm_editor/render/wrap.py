"""Breaking text into lines, for Russian and English: glue, greedy lines, hyphens by syllable, ellipsis; a short
word does not stand alone.

Lines are measured whole, kerning included, so that what is said to fit fits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from cjm_editor.render.measure import Measurer

NBSP = "\u00a0"
ELLIPSIS = "…"
HYPHEN = "-"

_GLUED = frozenset("а в и к ко о с у я без по на не ни за из из-за до от об со во но для a i an".split())
"""The words that end no line: Russian ones, and the English article and pronoun."""

_UNITS = ("%", "мин", "дн")
_DASHES = ("—", "–")
_GROUP = re.compile(r"\d{3}(?!\d)")
_SPACES = re.compile(r"[^\S\u00a0\u2007\u202f]+")
_AHEAD = 12
"""Letters behind a line's end that decide where a word may be cut."""

_SOFT_PLACES = frozenset("-–—/\\_.@&=?+")

_RU_VOWELS = frozenset("аеёиоуыэюя")
_RU_LETTERS = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўђјљњћџ")
_EN_VOWELS = frozenset("aeiouyàáâäæãåèéêëìíîïòóôöøùúûü")
_EN_PAIRS = frozenset(
    ("bl br ch ck cl cr dr fl fr gh gl gr ph pl pr qu sc sh sk sl sm sn sp st sw th tr tw wh wr").split()
)
"""Pairs of consonants that English does not tear apart."""


def glue(text: str) -> str:
    """The text with spaces that end no line made no-break: after short words, before units and dashes."""
    text = _single_spaced(text)
    if " " not in text and "=" not in text:
        return text
    units = text.split(" ")
    glued = [units[0]]
    for before, unit in pairwise(units):
        glued += (NBSP if _binds(before, unit) else " ", unit)
    if units[-1] in _DASHES and len(units) > 1 and not _binds(units[-2], ""):
        glued[-2] = " "  # a dash at the very end closes nothing
    text = "".join(glued)
    return re.sub(r"\b([nN]) ?= ?(?=\d)", rf"\1{NBSP}={NBSP}", text) if "=" in text else text


def _binds(before: str, unit: str) -> bool:
    """Whether no line may end between two neighbours."""
    if unit in _DASHES:
        return True
    last = before[-1:]
    if last.isalpha():
        low = before.lower()
        return low in _GLUED or (not low.isalpha() and _last_word(low) in _GLUED)
    if not last.isdecimal():
        return False
    # a number goes with its unit, and the thousands of a number with the rest of it
    return unit.lower().startswith(_UNITS) or bool(_GROUP.match(unit))


def _last_word(text: str) -> str:
    """What stands at the end of a text after the last sign that is of no word: `«в` ends in `в`, `из-за` is one."""
    at = len(text)
    while at and (text[at - 1].isalnum() or text[at - 1] in "-_"):
        at -= 1
    return text[at:]


def _single_spaced(text: str) -> str:
    """The text with each run of spaces made one; most texts have none, which is seen without looking at each sign."""
    return text if text.isprintable() and "  " not in text else _SPACES.sub(" ", text)


def hyphen_places(word: str) -> tuple[int, ...]:
    """Positions at which a word may be cut with a hyphen: at least three letters on both sides."""
    low = word.lower()
    places = []
    for i in range(3, len(low) - 2):
        before, here, after = low[i - 1], low[i], low[i + 1]
        if not (low[i - 3 : i].isalpha() and low[i : i + 3].isalpha()):
            continue
        if _is_russian(here):
            if here in "ьъй" or not _is_consonant(here) or after not in _RU_VOWELS:
                continue
            places.append(i)
        elif _splits_english(low, i, before, here, after):
            places.append(i)
    return tuple(places)


def _is_russian(letter: str) -> bool:
    return letter in _RU_LETTERS


def _is_consonant(letter: str) -> bool:
    return letter.isalpha() and letter not in _RU_VOWELS and letter not in _EN_VOWELS


def _splits_english(word: str, i: int, before: str, here: str, after: str) -> bool:
    if not here.isascii() or not _is_consonant(here) or before + here in _EN_PAIRS:
        return False
    if after in _EN_VOWELS:
        # the last syllable of "purchase" or "notice" is none: its e is silent
        return word[i + 1 :] not in ("e", "es", "ed")
    onset = here + after
    return onset in _EN_PAIRS and onset != "ck" and i + 2 < len(word) and word[i + 2] in _EN_VOWELS


def wrap(
    text: str, width: float, size: float, weight: int, measurer: Measurer, max_lines: int = 0
) -> tuple[str, ...]:
    """The lines of a text, none wider than `width` px; a text with more than `max_lines` ends in `…`.

    Line breaks of the text are kept. A character wider than the line stands alone on its own.
    """
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        lines.extend(_Breaker(width, size, weight, measurer).lines(glue(paragraph.strip())))
        if max_lines and len(lines) > max_lines:
            break
    while lines and not lines[-1]:
        lines.pop()
    if max_lines and len(lines) > max_lines:
        kept = lines[: max_lines - 1]
        last = lines[max_lines - 1]
        return (*kept, _ended(last, width, size, weight, measurer))
    return tuple(lines)


def narrowed(
    text: str, most: int, widest: float, size: float, weight: int, measurer: Measurer
) -> tuple[str, ...]:
    """The text on at most `most` lines of about the same width, none wider than `widest` px unless it must be."""
    glued = glue(" ".join(text.split()))
    total = measurer.width(glued, size, weight)
    words = (measurer.width(word, size, weight) for word in glued.split(" "))
    low, high = max(total / most, min(widest, max(words))), total + 1
    lines = wrap(text, high, size, weight, measurer)
    while high - low > 1:
        middle = (low + high) / 2
        tried = wrap(text, middle, size, weight, measurer)
        if len(tried) <= most:
            high, lines = middle, tried
        else:
            low = middle
    tried = wrap(text, low, size, weight, measurer)
    return tried if len(tried) <= most else lines


def elide(text: str, width: float, size: float, weight: int, measurer: Measurer) -> str:
    """The text on one line, cut with `…` where it does not fit; "" where not even that does."""
    text = _single_spaced(text.strip())
    if measurer.width(text, size, weight) <= width:
        return text
    return _ended(text, width, size, weight, measurer)


def _ended(text: str, width: float, size: float, weight: int, measurer: Measurer) -> str:
    """The longest start of a text that fits together with an ellipsis."""
    text = text.removesuffix(HYPHEN)
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measurer.width(_cut(text, middle) + ELLIPSIS, size, weight) <= width:
            low = middle
        else:
            high = middle - 1
    if low == 0 and measurer.width(ELLIPSIS, size, weight) > width:
        return ""
    return _cut(text, low) + ELLIPSIS


def _cut(text: str, length: int) -> str:
    while 0 < length < len(text) and _clings(text[length]):
        length -= 1
    return text[:length].rstrip(" \u00a0,.;:—–-")


def _clings(character: str) -> bool:
    """Whether a character belongs to the one before it: accents, joiners, variation selectors."""
    return character > "\u02ff" and unicodedata.category(character) in ("Mn", "Me", "Cf")


class _Breaker:
    """Greedy lines of one paragraph."""

    __slots__ = ("_line", "_lines", "_measure", "_size", "_weight", "_width")

    def __init__(self, width: float, size: float, weight: int, measurer: Measurer) -> None:
        self._width, self._size, self._weight, self._measure = width, size, weight, measurer
        self._lines: list[str] = []
        self._line = ""

    def lines(self, text: str) -> Sequence[str]:
        """The lines of a glued text."""
        if self._fits(text):
            return (text,)
        for unit in text.split(" "):
            self._place(unit)
        self._flush()
        self._keep_company()
        return self._lines

    def _keep_company(self) -> None:
        """Give a short word that stands alone on a line the word before it, where the line above does not get shorter
        than it was: as many lines, less ragged."""
        lines = self._lines
        for at in range(len(lines) - 1, 0, -1):
            above, _space, word = lines[at - 1].rpartition(" ")
            if not above or " " in lines[at]:
                continue
            alone, joined = self._width_of(lines[at]), f"{word} {lines[at]}"
            if 2 * alone < self._width and self._width_of(above) > alone and self._fits(joined):
                lines[at - 1], lines[at] = above, joined

    def _width_of(self, line: str) -> float:
        return self._measure.width(line, self._size, self._weight)

    def _fits(self, line: str) -> bool:
        return self._width_of(line) <= self._width

    def _flush(self) -> None:
        if self._line:
            self._lines.append(self._line)
        self._line = ""

    def _place(self, unit: str) -> None:
        if not unit:
            return
        joined = f"{self._line} {unit}" if self._line else unit
        if self._fits(joined):
            self._line = joined
            return
        if self._fits(unit):
            self._flush()
            self._line = unit
            return
        self._place_wide(unit)

    def _place_wide(self, unit: str) -> None:
        """A unit wider than a line: its short word stays on the line before, or the unit is hyphenated."""
        head, glued, tail = unit.partition(NBSP)
        if glued:
            left = f"{self._line} {head}" if self._line else ""
            if left and self._fits(left):
                self._line = left
                self._flush()
                self._place(tail)
                return
            if self._line:
                self._flush()
            start = self._lines_of_pair(head, tail)
            if start:
                return
            self._place(head)
            self._flush()
            self._place(tail)
            return
        self._flush()
        self._hyphenate("", unit)

    def _lines_of_pair(self, head: str, tail: str) -> bool:
        """Hyphenate a glued pair so that its first word does not stand alone; whether that could be done."""
        word, glued, rest = tail.partition(NBSP)
        if not self._cut_place(head + NBSP, word)[0]:
            if not self._fits(head + NBSP + word):
                if self._fits(word):
                    return False
                self._hyphenate(head + NBSP, word)
            else:
                self._line = head + NBSP + word
        else:
            self._hyphenate(head + NBSP, word)
        if glued:
            joined = self._line + NBSP + rest
            if self._fits(joined):
                self._line = joined
            else:
                self._flush()
                self._place(rest)
        return True

    def _cut_place(self, start: str, word: str) -> tuple[int, str]:
        """The last place at which `start + word` can be cut to fit and the sign put there; (0, "") if none."""
        reach = self._reach(start, word)
        near = word[
            : reach + _AHEAD
        ]  # what stands farther off cannot matter, and a word may have thousands of letters
        soft = [i + 1 for i, c in enumerate(near[: len(word) - 1]) if c in _SOFT_PLACES and i > 0]
        # parts of a compound stay whole where the rest of it fits on the next line
        parts = [(i, "") for i in soft if i > 3 and word[i - 1] == HYPHEN and self._fits(word[i:])]
        places = parts[::-1] + sorted(
            [(i, "") for i in soft] + [(i, HYPHEN) for i in hyphen_places(near)], reverse=True
        )
        for place, sign in places:
            if place <= reach and self._fits(start + word[:place] + sign):
                return place, sign
        return (0, "")

    def _reach(self, start: str, word: str) -> int:
        """The number of first letters that fit behind `start`; 0 where not even one does."""
        low, high = 0, 8
        while high < len(word) and self._fits(start + word[:high]):
            low, high = high, 2 * high
        high = min(high, len(word))
        while low < high:
            middle = (low + high + 1) // 2
            if self._fits(start + word[:middle]):
                low = middle
            else:
                high = middle - 1
        return low

    def _hyphenate(self, start: str, word: str) -> None:
        while not self._fits(start + word):
            place, sign = self._cut_place(start, word)
            if not place and start and not self._fits(start + word[:1]):
                self._lines.append(start.removesuffix(NBSP))
                start = ""
                continue
            if not place:
                place, sign = self._anywhere(start, word), ""
            self._lines.append(start + word[:place] + sign)
            word, start = word[place:], ""
            if not word:
                return
        self._line = start + word

    def _anywhere(self, start: str, word: str) -> int:
        low = max(1, self._reach(start, word))
        if low > 1 and low < len(word) and word[low] in "ьъйЬЪЙ":
            low -= 1
        if low > 1 and word[low:] and not any(map(str.isalnum, word[low:])):
            low -= 1  # a closing quotation mark takes a letter along
        while low < len(word) and _clings(word[low]):
            low += 1
        return low
