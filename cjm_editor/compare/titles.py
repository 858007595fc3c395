"""Titles made comparable: one spelling for what people write differently, and the words that carry meaning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

LONGEST_WORD, MOST_WORDS = 64, 64
"""Letters of a word and words of a title that are looked at: what lies beyond tells no two touchpoints apart."""

_HYPHENS = re.compile("[\u2010\u2011]")
_WORD = re.compile(r"[^\W_]+")
_ORDINAL = re.compile(r"(?<=\d)-(?:й|я|е|го|му|м|ми|х|st|nd|rd|th)\b")
_SHORT_HALVES = re.compile(
    r"(?<![\w-])([^\W\d_]{1,3})-(?!(?:то|ка|де|за|под|ли|либо)\b)([^\W\d_]{1,4})(?![\w-])"
)
"""Two short halves of one word, which as many people write without the hyphen: Wi-Fi, e-mail, log-in."""
_CYRILLIC = re.compile(r"[а-яіїєґў]")
_LATIN = re.compile(r"[a-z]")
_LOOK_ALIKE = str.maketrans("aceopxykmhtb", "асеорхукмнтв")
"""Latin letters that look like Cyrillic ones, as a keyboard left in the wrong layout leaves them inside words."""
_LOOK_LATIN = str.maketrans("асеорхукмнтв", "aceopxykmhtb")

FOREIGN_WORDS = frozenset(
    "el los las una unos unas con por para del sus que en il lo gli nel nella nei dal dalla della delle dei degli "
    "alla che di sul sulla la le de het een bij naar voor geen aan uit niet wordt der das dem des ein eine einen "
    "einem einer und auf mit nach zum zur vom nicht wird ist sich aus les une dans avec sur est au aux du pas ses "
    "et uma em dos pelo pela dla jest przez nie och att inte ett ikke og ve bir ile".split()
)
"""Little words of languages that are not read: Spanish, Italian, Dutch, German, French, Portuguese, Polish, Swedish,
Norwegian, Danish, Turkish; none that is an English word. To share one says nothing."""
STOP_WORDS = FOREIGN_WORDS | frozenset(
    "а без бы в во вот для до его ее ей ему еще же за и из или им их к как ко ли мне мой мою моя на над "
    "другая другие других другим другими другого другое другой другому другую "
    "наш не ни но о об он она они от по под при про раз с свое своего своей своему свои своим своих свой "
    "свою своя себе себя со так там то тот у уже через что эта эти этих это этого этой этом этот эту "
    "a about am an and are as at be been by do does during for from has have he her him his i if in into is it its me "
    "my of on onto or our she so that the their them then there these they this those through to up us "
    "via was we were will with you your".split()
)
"""Words that say nothing about which touchpoint is meant. Short on purpose: a title may consist of little else.
«Другой» is one of them since its stem is that of «друг».

Neither "after" nor "before" is one: "Before the visit" and "After the visit" are two stages.
"""

_PARTICLES = {
    "by": frozenset(("drop", "stop")),
    "for": frozenset(("look",)),
    "in": frozenset(
        ("check", "come", "drop", "fill", "hand", "log", "move", "sign", "trade", "type", "walk")
    ),
    "on": frozenset(("add", "carri", "log", "put", "sign", "switch", "tri", "turn")),
    "up": frozenset(
        "check dress follow give hang make meet move pick ring set show sign speed start top turn wake warm".split()
    ),
}
"""Stop words that make another verb of the one before them: who checks in checks nothing. By the verb's stem."""
_OWNED = frozenset("a an her his its my our that the their these this those your".split())
"""After "in" they open a place: "checks in the app", not "checks in"."""


def folded(text: str) -> str:
    """The text in compatibility form, without case, with `ё` as `е` and blanks made single."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("ё", "е").split())


def _unmixed(word: str) -> str:
    """The word in one script: look-alike letters follow those that can be of one script only."""
    if not (_CYRILLIC.search(word) and _LATIN.search(word)):
        return word
    if _LATIN.search(word.translate(_LOOK_ALIKE)) and not _CYRILLIC.search(word.translate(_LOOK_LATIN)):
        return word.translate(_LOOK_LATIN)
    return word.translate(_LOOK_ALIKE)


_NEGATED = re.compile(
    r"\b(?:(?<!чтобы )не|нет|без|ни|никто|ничего|никогда|нельзя|not(?! to\b)|no|never|without|nobody|nothing|cannot)\b"
    r"|n't\b"
)
"""Words of "not"; what is done in order not to lose something is done."""


@lru_cache(maxsize=65536)
def is_mixed(title: str) -> bool:
    """Whether a word of the title has look-alike letters of the other script, as a wrong keyboard leaves them."""
    return any(_unmixed(word) != word for word in _WORD.findall(folded(title)[: LONGEST_WORD * MOST_WORDS]))


@lru_cache(maxsize=65536)
def words_of(title: str) -> tuple[str, ...]:
    """The words of a title in order, folded, without stop words; all its words where it has no others."""
    plain = _SHORT_HALVES.sub(r"\1\2", _ORDINAL.sub("", _HYPHENS.sub("-", folded(title))))
    everything = tuple(_unmixed(word) for word in _WORD.findall(plain))
    kept = (
        word for at, word in enumerate(everything) if word not in STOP_WORDS or _is_particle(everything, at)
    )
    return tuple(kept) or everything


def _is_particle(words: tuple[str, ...], at: int) -> bool:
    """Whether the stop word at a place belongs to the verb before it ("sign up", "check in")."""
    verbs = _PARTICLES.get(words[at])
    if not verbs or not at or stem_of(words[at - 1]) not in verbs:
        return False
    return words[at] != "in" or at + 1 == len(words) or words[at + 1] not in _OWNED


@lru_cache(maxsize=65536)
def is_negated(title: str) -> bool:
    """Whether a word of the title says that something is not so: "is approved", "is not approved"."""
    plain = folded(title).replace("\u2019", "'")
    return bool(_NEGATED.search(plain[: LONGEST_WORD * MOST_WORDS]))


@lru_cache(maxsize=65536)
def title_key(title: str) -> str:
    """What two titles must share to be the same title; empty only for an empty title.

    A title without any word (an emoji, a dash) stands for itself. A "not" is no word that titles are found by, but it
    makes another title.
    """
    key = " ".join(words_of(title)) or folded(title)
    return f"{key} \u00ac" if is_negated(title) else key


@lru_cache(maxsize=65536)
def script_of(text: str) -> str:
    """`cyrillic` or `latin` where all letters of a text are of that script, else empty."""
    letters = {unicodedata.name(sign, "").partition(" ")[0] for sign in set(folded(text)) if sign.isalpha()}
    return letters.pop().lower() if len(letters) == 1 else ""


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    """The stem of a word in a language, by the Snowball algorithms.

    The stemmers keep the word at hand in themselves, so every call takes a new one: threads do not meet.
    """
    if language == "russian":
        from snowballstemmer.russian_stemmer import RussianStemmer as Stemmer
    else:
        from snowballstemmer.english_stemmer import EnglishStemmer as Stemmer

    return lambda word: str(Stemmer().stemWord(word))


@lru_cache(maxsize=65536)
def stem_of(word: str) -> str:
    """The stem of a folded word by its script, Russian or English; a word of another script as it is."""
    word = word[:LONGEST_WORD]
    if _CYRILLIC.search(word):
        return _stemmer("russian")(word)
    return _stemmer("english")(word) if word.isascii() and not word.isdigit() else word


@lru_cache(maxsize=65536)
def stems_of(text: str) -> tuple[str, ...]:
    """The stems of a text's words in order, at most `MOST_WORDS`."""
    return tuple(stem_of(word) for word in words_of(text)[:MOST_WORDS])
