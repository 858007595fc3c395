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

_GLANCE = 128
"""Letters of a long text that are measured first: most often they are wider than a line already."""

LONGEST = 10_000
"""Letters of a text that are drawn: what is longer is no text of a map, and ends in `…`."""

_SPARE = 32
"""Lines made beyond those that are shown: the last of them may yet give words to each other."""

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

    Line breaks of the text are kept. A character wider than the line stands alone on its own. Of a text longer than
    `LONGEST` the rest is left out.
    """
    lines: list[str] = []
    enough = max_lines + _SPARE if max_lines else LONGEST
    for paragraph in shortened(text).splitlines() or [""]:
        lines.extend(_Breaker(width, size, weight, measurer, enough).lines(glue(paragraph.strip())))
        if max_lines and len(lines) > max_lines:
            break
    while lines and not lines[-1]:
        lines.pop()
    if max_lines and len(lines) > max_lines:
        kept = lines[: max_lines - 1]
        last = lines[max_lines - 1]
        return (*kept, _ended(last, width, size, weight, measurer))
    return tuple(lines)


def shortened(text: str) -> str:
    """A text as long as texts are drawn: the same, or its first letters and `…`."""
    return text if len(text) <= LONGEST else _cut(text[: LONGEST + 1], LONGEST) + ELLIPSIS


def narrowed(
    text: str, most: int, widest: float, size: float, weight: int, measurer: Measurer
) -> tuple[str, ...]:
    """The text on at most `most` lines of about the same width, none wider than `widest` px unless it must be."""
    glued = glue(" ".join(shortened(text).split()))
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
    text = _single_spaced(shortened(text).strip())
    if _fits(text, width, size, weight, measurer):
        return text
    return _ended(text, width, size, weight, measurer)


def _ended(text: str, width: float, size: float, weight: int, measurer: Measurer) -> str:
    """The longest start of a text that fits together with an ellipsis."""
    text = text.removesuffix(HYPHEN)
    low, high = 0, _GLANCE
    while high < len(text) and _fits(_cut(text, high) + ELLIPSIS, width, size, weight, measurer):
        low, high = high, 2 * high
    high = min(high, len(text))
    while low < high:
        middle = (low + high + 1) // 2
        if _fits(_cut(text, middle) + ELLIPSIS, width, size, weight, measurer):
            low = middle
        else:
            high = middle - 1
    if low == 0 and measurer.width(ELLIPSIS, size, weight) > width:
        return ""
    return _cut(text, low) + ELLIPSIS


def _fits(text: str, width: float, size: float, weight: int, measurer: Measurer) -> bool:
    """Whether a text is no wider than `width`. Of a long one no more is measured than tells that it is wider: no letter
    takes width away (kerning moves it less than it is wide), and the last of a beginning may be moved by an em."""
    ahead = _GLANCE
    while ahead < len(text):
        if measurer.width(text[:ahead], size, weight) > width + size:
            return False
        ahead *= 2
    return measurer.width(text, size, weight) <= width


def _cut(text: str, length: int) -> str:
    while 0 < length < len(text) and _clings(text[length]):
        length -= 1
    return text[:length].rstrip(" \u00a0,.;:—–-")


def _clings(character: str) -> bool:
    """Whether a character belongs to the one before it: accents, joiners, variation selectors."""
    return character > "\u02ff" and unicodedata.category(character) in ("Mn", "Me", "Cf")


class _Breaker:
    """Greedy lines of one paragraph."""

    __slots__ = ("_enough", "_line", "_lines", "_measure", "_size", "_weight", "_width")

    def __init__(self, width: float, size: float, weight: int, measurer: Measurer, enough: int) -> None:
        self._width, self._size, self._weight, self._measure = width, size, weight, measurer
        self._enough = enough
        self._lines: list[str] = []
        self._line = ""

    def lines(self, text: str) -> Sequence[str]:
        """The lines of a glued text, the first ones if there are more than enough."""
        if self._fits(text):
            return (text,)
        for unit in text.split(" "):
            self._place(unit)
            if len(self._lines) > self._enough:
                break
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
        return _fits(line, self._width, self._size, self._weight, self._measure)

    def _rest_fits(self, start: str, word: str, at: int) -> bool:
        """Whether `start` and what is left of a word from `at` fit on one line; a long rest is not copied."""
        ahead = _GLANCE
        while ahead < len(word) - at:
            if self._width_of(start + word[at : at + ahead]) > self._width + self._size:
                return False
            ahead *= 2
        return self._fits(start + word[at:])

    def _flush(self) -> None:
        if self._line:
            self._lines.append(self._line)
        self._line = ""

    def _place(self, unit: str) -> None:
        at = 0
        while at < len(unit) and len(self._lines) <= self._enough:
            at = self._placed(unit, at)

    def _placed(self, unit: str, at: int) -> int:
        """Place what is left of a unit from `at`, or the beginning of that; where the rest of it begins."""
        before = f"{self._line} " if self._line else ""
        if self._rest_fits(before, unit, at):
            self._line = before + unit[at:]
            return len(unit)
        if before and self._rest_fits("", unit, at):
            self._flush()
            self._line = unit[at:]
            return len(unit)
        return self._placed_wide(unit, at)

    def _placed_wide(self, unit: str, at: int) -> int:
        """A rest wider than a line: its short word stays on the line before, or the rest is hyphenated."""
        end = unit.find(NBSP, at)
        if end < 0:
            self._flush()
            self._hyphenate("", unit[at:])
            return len(unit)
        head = unit[at:end]
        if self._line and self._fits(f"{self._line} {head}"):
            self._line = f"{self._line} {head}"
            self._flush()
            return end + 1
        self._flush()
        rest = self._placed_pair(head, unit, end + 1)
        if not rest:
            self._place(head)
            self._flush()
        return rest or end + 1

    def _placed_pair(self, head: str, unit: str, at: int) -> int:
        """Hyphenate a glued pair so that its first word does not stand alone; where the rest begins behind its second
        word, which begins `at`, or 0 where the two must part."""
        end = unit.find(NBSP, at)
        word = unit[at:] if end < 0 else unit[at:end]
        if not self._fits(head):
            return 0
        if self._cut_place(head + NBSP, word, 0)[0]:
            self._hyphenate(head + NBSP, word)
        elif self._rest_fits(head + NBSP, word, 0):
            self._line = head + NBSP + word
        elif self._rest_fits("", word, 0):
            return 0
        else:
            self._hyphenate(head + NBSP, word)
        if end < 0:
            return len(unit)
        if self._rest_fits(self._line + NBSP, unit, end + 1):
            self._line += unit[end:]
            return len(unit)
        self._flush()
        return end + 1

    def _cut_place(self, start: str, word: str, at: int) -> tuple[int, str]:
        """The last place, counted from `at`, at which what is left of a word can be cut to fit behind `start`, and the
        sign put there; (0, "") if none."""
        reach = self._reach(start, word, at)
        # what stands farther off cannot matter, and a word may have thousands of letters
        near = word[at : at + reach + _AHEAD]
        soft = [i + 1 for i, c in enumerate(near[: len(word) - at - 1]) if c in _SOFT_PLACES and i > 0]
        for place in reversed(soft):
            # parts of a compound stay whole where the rest of it fits on the next line
            if place <= 3 or near[place - 1] != HYPHEN:
                continue
            if not self._rest_fits("", word, at + place):
                break
            if place <= reach and self._fits(start + near[:place]):
                return place, ""
        places = [(i, "") for i in soft] + [(i, HYPHEN) for i in hyphen_places(near)]
        for place, sign in sorted(places, reverse=True):
            if place <= reach and self._fits(start + near[:place] + sign):
                return place, sign
        return (0, "")

    def _reach(self, start: str, word: str, at: int) -> int:
        """The number of letters from `at` that fit behind `start`; 0 where not even one does."""
        low, high, left = 0, 8, len(word) - at
        while high < left and self._fits(start + word[at : at + high]):
            low, high = high, 2 * high
        high = min(high, left)
        while low < high:
            middle = (low + high + 1) // 2
            if self._fits(start + word[at : at + middle]):
                low = middle
            else:
                high = middle - 1
        return low

    def _hyphenate(self, start: str, word: str) -> None:
        at, spoken = 0, _spoken(word)
        while not self._rest_fits(start, word, at):
            place, sign = self._cut_place(start, word, at)
            if not place and start and not self._fits(start + word[at : at + 1]):
                self._lines.append(start.removesuffix(NBSP))
                start = ""
                continue
            if not place:
                place, sign = self._anywhere(start, word, at, spoken), ""
            self._lines.append(start + word[at : at + place] + sign)
            at, start = at + place, ""
            if at == len(word) or len(self._lines) > self._enough:
                return
        self._line = start + word[at:]

    def _anywhere(self, start: str, word: str, at: int, spoken: int) -> int:
        """The number of letters from `at` for a line that no good place ends; letters end at `spoken`."""
        low, left = max(1, self._reach(start, word, at)), len(word) - at
        if 1 < low < left and word[at + low] in "ьъйЬЪЙ":
            low -= 1
        if 1 < low < left and at + low >= spoken:
            low -= 1  # a closing quotation mark takes a letter along
        while low < left and _clings(word[at + low]):
            low += 1
        return low


def _spoken(word: str) -> int:
    """Where the last letter or digit of a word ends."""
    return next((at + 1 for at in range(len(word) - 1, -1, -1) if word[at].isalnum()), 0)
