"""Dates, periods, durations and numbers as the file writes them. The model keeps the text; here it gets its meaning."""

from __future__ import annotations

import datetime
import math
import re
from functools import cache

from cjm_editor.core.model import Number
from cjm_editor.core.schema import DURATION_UNITS

_NUMBER = re.compile(
    r"[+-]?(?:0|[1-9]\d*|(?=\.\d))(?P<fraction>\.\d+)?(?P<exponent>[eE][+-]?\d+)?\Z", re.ASCII
)
LONGEST_NUMBER = 40
"""Characters; longer digits say nothing about a journey, and a huge integer takes for ever to convert."""

Span = tuple[datetime.date, datetime.date]


# Compiled when first needed: a document without dates starts the window sooner.


@cache
def _duration() -> re.Pattern[str]:
    return re.compile(r"(?P<number>\d{1,12}(?:\.\d{1,12})?|\.\d{1,12}) ?(?P<unit>mo|[smhdwy])\Z", re.ASCII)


@cache
def _date() -> re.Pattern[str]:
    return re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)


@cache
def _part_of_year() -> re.Pattern[str]:
    return re.compile(r"(?P<year>\d{4})(?:-Q(?P<quarter>[1-4])|-(?P<month>\d{2}))?\Z", re.ASCII)


def number_of(text: str) -> Number | None:
    """The number that the text writes (JSON's grammar; a leading `+` or `.5` is taken), or None."""
    found = _NUMBER.match(text) if len(text) <= LONGEST_NUMBER else None
    if found is None:
        return None
    if found["fraction"] is None and found["exponent"] is None:
        return int(text)
    value = float(text)
    return value if math.isfinite(value) else None


def seconds(duration: str) -> float | None:
    """The length of a duration in seconds, or None where the text is none (`2d`, `1.5h`, `6mo`)."""
    found = _duration().match(duration)
    return None if found is None else float(found["number"]) * DURATION_UNITS[found["unit"]]


def is_duration(text: str) -> bool:
    """Whether the text is a duration: a number and one of s m h d w mo y."""
    return seconds(text) is not None


def date_of(text: str) -> datetime.date | None:
    """The day that `YYYY-MM-DD` names, or None where the calendar has no such day."""
    if not _date().match(text):
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def is_date(text: str) -> bool:
    """Whether the text is a day of the calendar, `YYYY-MM-DD`."""
    return date_of(text) is not None


def period_bounds(text: str) -> Span | None:
    """The first and last day of a period (`2026`, `2026-Q3`, `2026-09`, two dates with `/`), or None."""
    if "/" in text:
        first, last = (date_of(part) for part in text.split("/", 1))
        return (first, last) if first is not None and last is not None and first <= last else None
    found = _part_of_year().match(text)
    if found is None:
        return None
    year, quarter, month = found["year"], found["quarter"], found["month"]
    if quarter:
        return _months(int(year), int(quarter) * 3 - 2, int(quarter) * 3)
    return _months(int(year), int(month), int(month)) if month else _months(int(year), 1, 12)


def _months(year: int, first: int, last: int) -> Span | None:
    if not (year >= 1 and 1 <= first <= last <= 12):
        return None
    import calendar  # with `locale`, for the few documents that have periods

    return datetime.date(year, first, 1), datetime.date(year, last, calendar.monthrange(year, last)[1])


def is_period(text: str) -> bool:
    """Whether the text is a year, a quarter, a month or two dates with `/`."""
    return period_bounds(text) is not None
