"""Durations as people type and read them, in either language, brought to the form that the file has."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

from cjm_editor.core.schema import DURATION_UNITS
from cjm_editor.core.values import is_duration

NAMES = {
    "s": "s sec secs second seconds с сек секунда секунду секунды секунд",
    "m": "m min mins minute minutes м мин минута минуту минуты минут",
    "h": "h hr hrs hour hours ч час часа часов",
    "d": "d day days д дн день дня дней сутки суток",
    "w": "w wk wks week weeks н нед неделя неделю недели недель",
    "mo": "mo mos month months мес месяц месяца месяцев",
    "y": "y yr yrs year years г год года лет",
}
"""What each unit is called, in short and in full, in both languages; a dot may follow."""

ALONE = frozenset(
    "second minute hour day week month year "
    "секунда секунду минута минуту час день сутки неделя неделю месяц год".split()
)
"""Names that mean one of it where no number stands before."""

LONGEST = 200
"""Characters; what is longer is no duration that anybody reads."""

FRACTION_DIGITS = 12
"""Decimals that the file's durations may have."""


@cache
def _units() -> dict[str, str]:
    return {name: unit for unit, names in NAMES.items() for name in names.split()}


@cache
def _part() -> re.Pattern[str]:
    return re.compile(r"(?P<number>[\d., ]*?) ?(?P<name>[a-zа-яё]+)\.?(?: ?, ?| (?:and|и) | )?")


@cache
def _number() -> re.Pattern[str]:
    return re.compile(r"(?:\d+(?:[.,]\d+)?|[.,]\d+)\Z", re.ASCII)


@cache
def _grouped(mark: str) -> re.Pattern[str]:
    return re.compile(rf"\d{{1,3}}(?:{mark}\d{{3}})+(?:[.,]\d+)?\Z", re.ASCII)


def duration_typed(text: str) -> str | None:
    """The duration of a text as the file has it (`15m`, `2d`, `90m` for `1 h 30 min`), or None where it is none.

    Units are read in English and Russian, in short and in full. Several parts go from the longest unit to the
    shortest and become one number of the latter, or of a shorter one where that would not be exact.
    """
    if len(text) > LONGEST:
        return None
    plain = " ".join(text.casefold().split())
    parts: list[tuple[Fraction, str]] = []
    at = 0
    while at < len(plain):
        found = _part().match(plain, at)
        unit = _units().get(found["name"]) if found else None
        if found is None or unit is None:
            return None
        amount = _amount(found["number"].strip(), found["name"])
        if amount is None or (parts and DURATION_UNITS[parts[-1][1]] <= DURATION_UNITS[unit]):
            return None
        parts.append((amount, unit))
        at = found.end()
    return _joined(parts) if parts else None


def _amount(number: str, name: str) -> Fraction | None:
    """The number before a unit. A comma before three digits parts thousands where the unit is an English word, as the
    program writes them; a Russian one has a decimal comma and parts thousands by a space."""
    if not number:
        return Fraction(1) if name in ALONE else None
    if _grouped(" ").match(number):
        number = number.replace(" ", "")
    if name.isascii() and _grouped(",").match(number):
        number = number.replace(",", "")
    return Fraction(number.replace(",", ".")) if _number().match(number) else None


def _joined(parts: list[tuple[Fraction, str]]) -> str | None:
    """The sum of the parts in the shortest of their units, or the first below it that gives an exact number."""
    total = sum((amount * int(DURATION_UNITS[unit]) for amount, unit in parts), Fraction(0))
    shortest = DURATION_UNITS[parts[-1][1]]
    for unit, length in sorted(DURATION_UNITS.items(), key=lambda item: -item[1]):
        if length > shortest:
            continue
        scaled = total / int(length) * 10**FRACTION_DIGITS
        if scaled.denominator == 1:
            whole, rest = divmod(int(scaled), 10**FRACTION_DIGITS)
            fraction = f"{rest:0{FRACTION_DIGITS}d}".rstrip("0")
            made = f"{whole}.{fraction}{unit}" if fraction else f"{whole}{unit}"
            return made if is_duration(made) else None
    return None
