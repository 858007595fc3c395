"""The work of breaking a text grows as its length, whatever it is made of; the drawing takes only so much of it."""

from __future__ import annotations

import random

import pytest

from cjm_editor.render import wrap as wrapping
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.wrap import ELLIPSIS, LONGEST, NBSP, elide, shortened, wrap

MEASURER = bundled_measurer()
MAN = "\U0001f468"
KINDS = {
    "letters": "x",
    "Cyrillic letters": "ж",
    "joined emoji": MAN + "\u200d",
    "emoji": MAN,
    "joiners": "\u200d",
    "accents": "\u0301",
    "letters with many accents": "a" + "\u0301" * 50,
    "words": "слово и the word, ",
    "spaces": "a ",
    "no-break spaces": NBSP,
    "words glued": "a" + NBSP,
    "long words glued": "букваряжелезного" * 3 + NBSP,
    "Hebrew": "שלום ",
    "ideographs": "漢字",
    "hyphens": "-",
    "compounds": "ab-cdef-",
    "lines": "a\n",
    "quotations": "«a» ",
    "everything": f"aж漢ש{MAN}\u200d\u0301 -",
}


class Counting:
    """Measures as the bundled measurer, and counts the letters that it is asked about."""

    def __init__(self) -> None:
        self.letters = 0

    def width(self, text: str, size: float, weight: int) -> float:
        self.letters += len(text)
        return MEASURER.width(text, size, weight)

    def ascent(self, size: float) -> float:
        return MEASURER.ascent(size)

    def descent(self, size: float) -> float:
        return MEASURER.descent(size)


@pytest.mark.parametrize("kind", KINDS)
def test_the_work_grows_as_the_text(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapping, "LONGEST", 10**9)

    def work(length: int) -> int:
        text, counting = (KINDS[kind] * length)[:length], Counting()
        wrap(text, 110, 12.5, 500, counting)
        elide(text, 110, 12.5, 500, counting)
        return counting.letters

    short, long = work(4_000), work(16_000)
    assert long <= 5.5 * short + 1_000
    assert long <= 150 * 16_000


def test_lines_that_are_not_shown_are_not_made() -> None:
    counting = Counting()
    wrap("ж" * LONGEST, 110, 12.5, 500, counting, 2)
    assert counting.letters < 20_000


def test_a_beginning_tells_that_a_text_is_too_wide() -> None:
    counting = Counting()
    elide("word " * 2_000, 110, 12.5, 500, counting)
    assert counting.letters < 2_000


def test_what_is_longer_than_any_text_is_cut_short() -> None:
    whole = "я" * LONGEST
    assert shortened(whole) == whole
    assert shortened(whole + "я") == whole + ELLIPSIS
    lines = wrap(whole + " и ещё слово", 110, 12.5, 500, MEASURER)
    assert lines[-1].endswith("я" + ELLIPSIS)
    assert sum(line.count("я") for line in lines) == LONGEST
    accented = "я" * (LONGEST - 1) + "е\u0308\u0301"
    assert shortened(accented) == "я" * (LONGEST - 1) + ELLIPSIS, "no letter is torn from its accents"


def test_a_wide_word_glued_to_another_is_no_wider_than_a_line() -> None:
    rng = random.Random(20)
    parts = ("https://example.com/path", "ж" * 40, "онлайн-консультант", "a", "на", MAN * 9, "漢字" * 12)
    for _n in range(300):
        text = NBSP.join(rng.choices(parts, k=rng.randrange(2, 5)))
        width = rng.choice((40.0, 80.0, 110.0))
        lines = wrap(text, width, 12.5, 500, MEASURER)
        assert all(MEASURER.width(line, 12.5, 500) <= width for line in lines), (text, lines)


def test_thousands_of_glued_words_are_broken() -> None:
    lines = wrap(("a" + NBSP) * 4_500, 110, 12.5, 500, MEASURER)
    assert "".join(lines).count("a") == 4_500


def test_widths_of_long_texts_are_not_kept() -> None:
    measurer = type(MEASURER)()
    measurer.width("a" * 100_000, 12, 400)
    assert sum(len(text) for text, _weight in measurer._widths) == 0
    measurer.width("a usual text", 12, 400)
    assert len(measurer._widths) == 1
