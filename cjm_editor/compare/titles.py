"""Titles made comparable: one spelling for what people write differently, and the words that carry meaning."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_CYRILLIC = re.compile(r"[а-яіїєґў]")
_LOOK_ALIKE = str.maketrans("aceopxykmhtb", "асеорхукмнтв")
"""Latin letters that look like Cyrillic ones, as a keyboard left in the wrong layout leaves them inside words."""

STOP_WORDS = frozenset(
    "а без бы в во для до еще ее его же за и из или им их к как ко ли на над не ни но о об от по под при про "
    "с со так то тот у уже что это эта этот "
    "a an and are as at be by for from has have in into is it its of on or so that the their them then there "
    "this to up was were will with".split()
)
"""Words that say nothing about which touchpoint is meant. Short on purpose: a title may consist of little else."""


def folded(text: str) -> str:
    """The text in compatibility form, without case, with `ё` as `е` and blanks made single."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("ё", "е").split())


def _unmixed(word: str) -> str:
    """The word with look-alike Latin letters made Cyrillic if it has Cyrillic ones too."""
    return word.translate(_LOOK_ALIKE) if _CYRILLIC.search(word) else word


@lru_cache(maxsize=65536)
def words_of(title: str) -> tuple[str, ...]:
    """The words of a title in order, folded, without stop words; all its words where it has no others."""
    everything = tuple(_unmixed(word) for word in _WORD.findall(folded(title)))
    return tuple(word for word in everything if word not in STOP_WORDS) or everything


@lru_cache(maxsize=65536)
def title_key(title: str) -> str:
    """What two titles must share to be the same title; empty only for an empty title.

    A title without any word (an emoji, a dash) stands for itself.
    """
    return " ".join(words_of(title)) or folded(title)
