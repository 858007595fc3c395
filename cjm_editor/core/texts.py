"""Texts a user can see: lazy messages in English, worded at the edge in the language asked for.

A room below the window and the command line never knows the language. It returns a `Message`: the English text
as its id, and the values to put into it. `words("ru")(message)` turns it into a string.

Numbers among the values are written as the language writes them (`1 240`, `10,4`); what is no quantity (a year,
a line, an id) is passed as a string.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from cjm_editor.core.records import dataclass
from cjm_editor.core.resources import resource

if TYPE_CHECKING:
    import datetime
    from decimal import Decimal
    from gettext import NullTranslations

DOMAIN = "cjm_editor"
LANGUAGES = ("en", "ru")
LANGUAGE_NAMES = {"en": "English", "ru": "Русский"}

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
OUTER, INNER = {"en": "“”", "ru": "«»"}, {"en": "‘’", "ru": "„“"}
"""Marks around a quotation and around one within it, in each language."""

LARGE = 10**15
"""From here on digits are no longer counted by eye; the decimals of a float end hereabouts, too."""

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

_FILE = re.compile(r"^(?:[/~\\]|\.{1,2}/|[A-Za-z]:[/\\])|\.[A-Za-z]\w{0,4}$")
"""What a file's name or path looks like: it begins as a path does or ends with an extension."""
EN_DASH = "\u2013"


@dataclass(frozen=True, slots=True)
class Message:
    """A text not yet worded: id, plural id and number, context, and the named values that fill `{name}`."""

    msgid: str
    plural: str = ""
    n: int | None = None
    context: str = ""
    values: "tuple[tuple[str, str | int | float | Message], ...]" = ()


Value = str | int | float | Message


def _(msgid: str, /, **values: Value) -> Message:
    """Return the message of an English text, a literal: `_("Stage {name} is empty", name=title)`."""
    return Message(msgid, values=tuple(values.items()))


def ngettext(msgid: str, plural: str, n: int, /, **values: Value) -> Message:
    """Return a message that depends on a number; `{n}` is among its values."""
    return Message(msgid, plural, n, values=(("n", n), *values.items()))


def shortened(message: Message, most: int) -> Message:
    """Return the message with its texts, those of messages in it too, cut to `most` characters each: a name from a file
    may have millions."""
    if all(
        type(value) is not Message and (type(value) is not str or len(value) <= most)
        for _name, value in message.values
    ):
        return message
    cut = tuple((name, _shortened(value, most)) for name, value in message.values)
    return Message(message.msgid, message.plural, message.n, message.context, cut)


def _shortened(value: Value, most: int) -> Value:
    if isinstance(value, Message):
        return shortened(value, most)
    return f"{value[: most - 1]}…" if isinstance(value, str) and len(value) > most else value


def pgettext(context: str, msgid: str, /, **values: Value) -> Message:
    """Return a message of a word that has several meanings, told apart by `context`."""
    return Message(msgid, context=context, values=tuple(values.items()))


def nested(text: str, language: str) -> str:
    """Return a text fit to stand in the quotation marks of a language: quotations in it get the inner marks, also one
    whose end was cut off by an ellipsis. Marks of other languages stay."""
    outer, inner = OUTER[language], INNER[language]
    if outer[0] not in text and outer[1] not in text:
        return text
    if text.endswith("…") and text.count(outer[0]) > text.count(outer[1]):
        text += outer[1]
    return text.translate(str.maketrans(outer, inner))


def _is_verbatim(name: str, text: str) -> bool:
    """Whether a value is the name of a file or a word as it was typed: people compare it letter by letter."""
    return name == "value" or _FILE.search(text) is not None


_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Embeddings, overrides and isolates of directions: they reach to the end of the paragraph unless they are closed."""


class Words:
    """One language: calling it words a message, its methods write numbers and dates as the language does."""

    __slots__ = ("_catalogue", "language")

    def __init__(self, language: str, catalogue: "NullTranslations") -> None:
        self.language = language
        self._catalogue = catalogue

    def __call__(self, message: Message | str) -> str:
        """Return the text of a message; a string, already a text, comes back as it is.

        Raises `KeyError` naming the placeholder if the message lacks a value for it.
        """
        if isinstance(message, str):
            return message
        if not message.msgid:
            return ""
        pattern = self._pattern(message)
        filled = {name: self._word(value) for name, value in message.values}
        if OUTER[self.language][0] in pattern:
            filled = self._fitted(pattern, filled)
        return pattern.format_map(filled)

    def _fitted(self, pattern: str, filled: dict[str, str]) -> dict[str, str]:
        """Return the values, those that the pattern puts into quotation marks with inner marks for their own."""
        opening, closing = tuple(OUTER[self.language])
        fitted = dict(filled)
        for name, text in filled.items():
            if opening in text or closing in text:
                before = pattern.partition(f"{{{name}}}")[0]
                if before.count(opening) > before.count(closing) and not _is_verbatim(name, text):
                    fitted[name] = nested(text, self.language)
        return fitted

    def _pattern(self, message: Message) -> str:
        catalogue = self._catalogue
        if message.n is None:
            if message.context:
                return catalogue.pgettext(message.context, message.msgid)
            return catalogue.gettext(message.msgid)
        if message.context:
            return catalogue.npgettext(message.context, message.msgid, message.plural, message.n)
        return catalogue.ngettext(message.msgid, message.plural, message.n)

    def _word(self, value: Value) -> str:
        if isinstance(value, int | float):
            return self.number(value)
        return one_line(_isolated(value)) if isinstance(value, str) else self(value)

    def number(self, value: float, digits: int | None = None) -> str:
        """Return a number in the language's writing: `1 240`, `10,4` and `−2` in Russian, `1,240`, `10.4` in English.

        `digits` is the exact number of decimals, halves rounded away from zero; without it as many as the value
        needs, three at most. From 10¹⁵ on a number is written with a power of ten: `1.5 × 10²⁵`.
        """
        if type(value) is int and 0 <= value < 1000 and not digits:
            return str(value)  # most numbers by far
        from decimal import ROUND_HALF_UP, Decimal  # not at the start: numbers up to a thousand do without

        exact = Decimal(repr(value) if isinstance(value, float) else value)
        if not exact.is_finite():
            return str(value)
        if abs(exact) >= LARGE:
            return self._in_powers(exact)
        rounded = exact.quantize(Decimal(1).scaleb(-(3 if digits is None else digits)), ROUND_HALF_UP)
        whole, _dot, fraction = f"{abs(rounded):,f}".partition(".")
        if digits is None:
            fraction = fraction.rstrip("0")
        sign = MINUS if rounded < 0 else ""
        if self.language == "ru":
            whole = whole.replace(",", NO_BREAK_SPACE)
        point = "," if self.language == "ru" else "."
        return f"{sign}{whole}{point}{fraction}" if fraction else f"{sign}{whole}"

    def _in_powers(self, exact: "Decimal") -> str:
        """Return a number too long to be read digit by digit: three decimals at most, times a power of ten."""
        factor, _e, power = f"{exact:.3e}".partition("e")
        raised = str(int(power)).translate(_RAISED)
        return f"{self.number(float(factor))}{NO_BREAK_SPACE}×{NO_BREAK_SPACE}10{raised}"

    def percent(self, share: float, digits: int | None = 0) -> str:
        """Return a share, 1 being the whole, in per cent: `35 %` in Russian, `35%` in English."""
        space = NO_BREAK_SPACE if self.language == "ru" else ""
        written = repr(float(share))
        if not digits and len(written) <= 4 and written.startswith("0."):
            return f"{int(written[2:].ljust(2, '0'))}{space}%"  # hundredths as they stand: nearly all shares
        if not digits and share == 1:
            return f"100{space}%"
        from decimal import Decimal

        exact = Decimal(written) * 100
        is_large = exact.is_finite() and abs(exact) >= LARGE
        shown = self._in_powers(exact) if is_large else self.number(float(exact), digits)
        return f"{shown}{space}%"

    def range(self, low: float, high: float, digits: int | None = None) -> str:
        """Return an interval with an en dash: `31–39`; negative ends are kept apart by `…`: `−2…1`."""
        dash = "…" if low < 0 or high < 0 else EN_DASH
        return f"{self.number(low, digits)}{dash}{self.number(high, digits)}"

    def date(self, day: "datetime.date") -> str:
        """Return a day with its month in letters: `12 ноября 2026`, `12 November 2026`."""
        return self(_day(day))


def _isolated(text: str) -> str:
    """Return a value for the middle of a sentence: without the invisible characters that would turn what follows it,
    its closing quotation mark first of all, and with whole characters only."""
    if text.isascii():
        return text
    text = whole(text)
    return text if _TURNING.isdisjoint(text) else "".join(c for c in text if c not in _TURNING)


_BREAKS = re.compile(" *[\t-\r\x1c-\x1f\x85\u2028\u2029][ \t-\r\x1c-\x1f\x85\u2028\u2029]*")
"""What ends a line or jumps within one, with the blanks around it."""


def one_line(text: str) -> str:
    """Return a text of a map as it may stand within a line: breaks and tabs are a space, none at its ends."""
    if text.isprintable() or _BREAKS.search(text) is None:  # nearly every text
        return text
    return _BREAKS.sub(" ", text).strip(" ")


def whole(text: str) -> str:
    """Return a text that any surface can show: halves of characters become U+FFFD.

    Python puts such halves into the name of a file for bytes that are not UTF-8; Qt would show nothing in their place.
    """
    return text if text.isascii() else re.sub("[\ud800-\udfff]", "\ufffd", text)


def _day(day: "datetime.date") -> Message:
    """Return the message of a day; whole patterns, since months are declined differently in each language."""
    at = {"day": str(day.day), "year": str(day.year)}
    return (
        pgettext("date", "{day} January {year}", **at),
        pgettext("date", "{day} February {year}", **at),
        pgettext("date", "{day} March {year}", **at),
        pgettext("date", "{day} April {year}", **at),
        pgettext("date", "{day} May {year}", **at),
        pgettext("date", "{day} June {year}", **at),
        pgettext("date", "{day} July {year}", **at),
        pgettext("date", "{day} August {year}", **at),
        pgettext("date", "{day} September {year}", **at),
        pgettext("date", "{day} October {year}", **at),
        pgettext("date", "{day} November {year}", **at),
        pgettext("date", "{day} December {year}", **at),
    )[day.month - 1]


@cache
def words(language: str) -> Words:
    """Return the wording of a language, one of `LANGUAGES`; raises `ValueError` for another."""
    if language not in LANGUAGES:
        raise ValueError(f"no such language: {language!r}")
    from gettext import GNUTranslations, NullTranslations

    try:
        # opened here: gettext's own search loads the module of locales first
        with resource("i18n", language, "LC_MESSAGES", f"{DOMAIN}.mo").open("rb") as file:
            return Words(language, GNUTranslations(file))
    except FileNotFoundError:  # in a checkout whose catalogues are being made the English ids still speak
        return Words(language, NullTranslations())


def environment_language(environ: Mapping[str, str]) -> str:
    """Return "ru" or "en", the first that LANGUAGE, LC_ALL, LC_MESSAGES or LANG asks for, else "en".

    As in GNU gettext, LANGUAGE counts for nothing where the locale is C or POSIX.
    """
    locale = next((environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(key)), "")
    if locale.split(".")[0] in ("C", "POSIX"):
        return "en"
    for name in (*environ.get("LANGUAGE", "").split(":"), locale):
        code = re.split(r"[._@-]", name)[0].lower()
        if code in LANGUAGES:
            return code
    return "en"
