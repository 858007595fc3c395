"""Numbers, durations, dates and periods as the file writes them."""

import datetime
import random

import pytest

from cjm_editor.core.schema import DURATION_UNITS
from cjm_editor.core.values import date_of, is_date, is_duration, is_period, number_of, period_bounds, seconds


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0), ("-0", 0), ("12", 12), ("+3", 3), (".5", 0.5), ("-.5", -0.5), ("1.50", 1.5),
        ("1e3", 1000.0), ("-2E-1", -0.2),
        ("012", None), ("1.", None), ("", None), ("+", None), (".", None), ("1_000", None),
        ("0x1F", None), ("1:30", None),
        ("nan", None), ("inf", None), ("1e999", None), ("9" * 41, None), ("٣", None), (" 1", None),
        ("1\n", None), ("1,5", None),
    ],
)  # fmt: skip
def test_numbers_follow_the_grammar_of_json_with_two_liberties(text, number):
    found = number_of(text)
    assert found == number and type(found) is type(number)


def test_every_number_that_python_writes_is_read_back():
    rng = random.Random(1)
    for _ in range(1000):
        number = rng.choice((rng.randint(-(10**9), 10**9), rng.uniform(-1e6, 1e6), rng.random() * 1e-9))
        assert number_of(repr(number)) == number


def test_durations_in_seconds():
    assert seconds("15m") == 900
    assert seconds("1.5h") == 5400
    assert seconds("2 d") == 172800
    assert seconds("6mo") == 6 * DURATION_UNITS["mo"]
    assert seconds("1y") == 12 * seconds("1mo")
    for text in ("", "15", "m", "-1d", "1 час", "1d2h", "1D", "1dd", "1.h", "1e3s", "9" * 13 + "s", "1d\n"):
        assert not is_duration(text), text


def test_dates_are_days_of_the_calendar():
    assert date_of("2024-02-29") == datetime.date(2024, 2, 29)
    for text in ("2023-02-29", "2026-13-01", "2026-1-1", "20260101", "", "2026-01-01T00:00", "2026-01-01\n"):
        assert not is_date(text), text


def test_periods_have_a_first_and_a_last_day():
    day = datetime.date
    assert period_bounds("2026") == (day(2026, 1, 1), day(2026, 12, 31))
    assert period_bounds("2026-Q1") == (day(2026, 1, 1), day(2026, 3, 31))
    assert period_bounds("2026-Q4") == (day(2026, 10, 1), day(2026, 12, 31))
    assert period_bounds("2024-02") == (day(2024, 2, 1), day(2024, 2, 29))
    assert period_bounds("2026-01-15/2026-02-01") == (day(2026, 1, 15), day(2026, 2, 1))
    for text in (
        "",
        "0000",
        "2026-Q5",
        "2026-00",
        "2026-13",
        "2026-02-01/2026-01-01",
        "2026/2027",
        "2026-01-01",
    ):
        assert not is_period(text), text
