"""The words that labels are made of, in one form for both languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tests.compare.pairs import english, russian

Ways = tuple[tuple[str, ...], ...]
"""Ways of saying one thing, each in all its forms."""


@dataclass(frozen=True)
class Lexicon:
    """Concepts of one language. Verbs have three forms each, objects two; `shop` objects come before the others."""

    language: str
    verbs: tuple[Ways, ...]
    objects: tuple[Ways, ...]
    shop: int
    places: tuple[Ways, ...]
    channels: tuple[str, ...]
    extra: tuple[str, ...]
    stages: tuple[tuple[str, ...], ...]
    and_: str


def _ways(line: str, forms: str | None) -> Ways:
    return tuple(tuple(p.strip() for p in way.strip().split(forms)) for way in line.split("|"))


def _concepts(text: str, forms: str | None) -> tuple[Ways, ...]:
    return tuple(_ways(line, forms) for line in text.strip().splitlines())


@cache
def lexicon(language: str) -> Lexicon:
    """The words of `ru` or `en`."""
    words = {"ru": russian, "en": english}[language]
    shop = _concepts(words.OBJECTS_SHOP, "/")
    places = [line.split("@") for line in words.PLACES.strip().splitlines()]
    stages = _concepts(words.STAGES_ONE + words.STAGES_TWO.lstrip(), "/")
    return Lexicon(
        language,
        _concepts(words.VERBS, None if language == "ru" else "/"),
        (*shop, *_concepts(words.OBJECTS_LIFE, "/")),
        len(shop),
        tuple(_ways(text, "/") for text, _channel in places),
        tuple(channel.strip() for _text, channel in places),
        tuple(words.EXTRA_WORDS),
        tuple(tuple(way[0] for way in ways) for ways in stages),
        words.AND,
    )
