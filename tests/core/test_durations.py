"""Durations as people type them: what the program shows is understood, in both languages."""

from __future__ import annotations

import random

import pytest

from cjm_editor.core.durations import duration_typed
from cjm_editor.core.schema import DURATION_UNITS
from cjm_editor.core.texts import words
from cjm_editor.core.values import seconds
from cjm_editor.core.wording import duration_text, duration_words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("15m", "15m"),
        ("15 минут", "15m"),
        ("15 мин", "15m"),
        ("15 мин.", "15m"),
        ("15 м", "15m"),
        ("15\u00a0минут", "15m"),
        ("2 ч", "2h"),
        ("1,5 часа", "1.5h"),
        ("3 дня", "3d"),
        ("3 дн.", "3d"),
        ("неделя", "1w"),
        ("2 недели", "2w"),
        ("2 нед.", "2w"),
        ("6 месяцев", "6mo"),
        ("6 мес.", "6mo"),
        ("1 год", "1y"),
        ("5 лет", "5y"),
        ("2 hours", "2h"),
        ("1 h 30 m", "90m"),
        ("1h30m", "90m"),
        ("1 час 30 минут", "90m"),
        ("1 час, 30 минут", "90m"),
        ("1 день и 12 часов", "36h"),
        ("1 day and 12 hours", "36h"),
        ("1 год 6 месяцев", "18mo"),
        ("1 mo 1 w", "37.4375d"),
        ("1,240 h", "1240h"),
        ("1\u00a0240 ч", "1240h"),
        ("1,240 ч", "1.24h"),
        (" 2 Дня ", "2d"),
        (".5h", "0.5h"),
    ],
)
def test_what_people_type_is_the_duration_that_the_file_has(typed: str, kept: str) -> None:
    assert duration_typed(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "15",
        "минут",
        "15 x",
        "2 дня 1",
        "30 m 1 h",
        "1 h 2 h",
        "1 2 h",
        "-2 d",
        "1..5 h",
        "2 д и",
        "1" * 13 + " d",
        "9" * 500,
    ],
)
def test_what_is_no_duration_is_refused(typed: str) -> None:
    assert duration_typed(typed) is None


def shown_durations(random_: random.Random) -> str:
    unit = random_.choice(list(DURATION_UNITS))
    digits = random_.choice((0, 0, 0, 1, 2, 3))
    most = random_.choice((10, 100, 10_000, 10**9))
    number = f"{random_.uniform(0, most):.{digits}f}" if digits else str(random_.randint(0, most))
    return f"{number}{unit}"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_duration_shown_is_understood_and_means_the_same(language: str) -> None:
    random_ = random.Random(2026)
    say = words(language)
    for _case in range(500):  # in each of two languages
        kept = shown_durations(random_)
        for shown in (duration_words(kept), duration_text(kept)):
            text = say(shown)
            taken = duration_typed(text)
            assert taken is not None, text
            assert seconds(taken) == pytest.approx(seconds(kept), rel=1e-12), (kept, text, taken)
