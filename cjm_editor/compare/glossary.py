"""Which words mean the same: groups of terms of customer experience, shipped, and a project's own beside them.

The file is plain text, one group a line: `name: word, another word, two words # remark`. Words are given in any form;
their stems count. Groups that share a word, in one file or in two, become one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import PureWindowsPath
from types import MappingProxyType

from cjm_editor.compare.titles import stems_of
from cjm_editor.core.errors import CjmError
from cjm_editor.core.records import dataclass
from cjm_editor.core.resources import resource
from cjm_editor.core.texts import Message, _

LONGEST_TERM = 3
"""Words of a term: "personal account" is two."""
SHORTEST = 3
"""Letters of the shortest stem within a term that is taken for a word with a meaning of its own."""
MOST_LINES, LONGEST_LINE = 10_000, 10_000
_TOLD = 60
"""Letters of a term that is told to be too long."""

Stems = tuple[str, ...]


class GlossaryError(CjmError):
    """A glossary that cannot be read; `line` is counted from 1."""

    def __init__(self, message: Message, line: int) -> None:
        super().__init__("glossary", message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Glossary:
    """Names of concepts by the stems of each term that means them."""

    concepts: Mapping[Stems, str]
    longest: int = 1
    name: str = ""
    """The names of the files of one's own in it; "" of the shipped one."""

    def tokens(self, stems: Sequence[str]) -> tuple[tuple[str, Stems], ...]:
        """Concepts (`=name`) and stems that stand for nothing else, in order, each with the stems it was made of.

        The longest term that fits is taken first.
        """
        found: list[tuple[str, Stems]] = []
        at = 0
        while at < len(stems):
            for size in range(min(self.longest, len(stems) - at), 0, -1):
                term = tuple(stems[at : at + size])
                name = self.concepts.get(term)
                if name is not None:
                    found.append((f"={name}", term))
                    break
            else:
                size = 1
                found.append((stems[at], (stems[at],)))
            at += size
        return tuple(found)

    def inner(self, stems: Sequence[str]) -> tuple[str, ...]:
        """What single words say that stand within the longer terms found, each once, without what is found anyway: who
        "leaves a review" says something of a review too, and a "blood test" something of blood. Little words that have
        no meaning of their own, the "in" of "checks in", say nothing.
        """
        tokens = self.tokens(stems)
        outer = {name for name, _term in tokens}
        within = [stem for _name, term in tokens if len(term) > 1 for stem in term]
        named = ((self.concepts.get((stem,), ""), stem) for stem in within)
        found = (f"={name}" if name else stem for name, stem in named if name or len(stem) >= SHORTEST)
        return tuple(dict.fromkeys(name for name in found if name not in outer))


def parsed(data: bytes, name: str = "") -> Glossary:
    """The glossary in the bytes of a file (UTF-8). Raises `GlossaryError` naming the file and the line."""
    try:
        return replace(parse(data.decode("utf-8"), name), name=PureWindowsPath(name).name)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise GlossaryError(
            _("{file}:{line}: the text is not UTF-8. Save it as UTF-8", file=name, line=str(line)), line
        ) from error


def parse(text: str, name: str = "") -> Glossary:
    """The glossary that a file holds. Raises `GlossaryError` naming the file and the line."""
    lines = text.removeprefix("\ufeff").splitlines()
    if len(lines) > MOST_LINES:
        beyond = MOST_LINES + 1
        told = _(
            "{file}:{line}: a glossary has at most {n} lines. Take out what is not needed",
            file=name,
            line=str(beyond),
            n=MOST_LINES,
        )
        raise GlossaryError(told, beyond)
    groups: list[tuple[str, list[Stems]]] = []
    for number, line in enumerate(lines, 1):
        plain = line.partition("#")[0].strip()
        if plain:
            groups.append(_group(plain, name, number))
    return _joined(groups)


def _group(plain: str, file: str, number: int) -> tuple[str, list[Stems]]:
    """The name and the terms of one line. Raises `GlossaryError`."""
    if len(plain) > LONGEST_LINE:
        told = _(
            "{file}:{line}: a line has at most {n} characters. Divide the group: groups of one name are joined",
            file=file,
            line=str(number),
            n=LONGEST_LINE,
        )
        raise GlossaryError(told, number)
    head, colon, rest = plain.partition(":")
    terms = [(term.strip(), stems_of(term)) for term in rest.split(",")]
    if not colon or not head.strip() or not any(stems for _term, stems in terms):
        told = _(
            '{file}:{line}: a group is written as "name: word, word, two words"', file=file, line=str(number)
        )
        raise GlossaryError(told, number)
    long = next((term for term, stems in terms if len(stems) > LONGEST_TERM), None)
    if long is not None:  # it would never be found, and nobody would know why
        told = _(
            "{file}:{line}: a term has at most three words. Shorten “{term}”",
            file=file,
            line=str(number),
            term=long if len(long) <= _TOLD else f"{long[:_TOLD].rstrip()}…",
        )
        raise GlossaryError(told, number)
    return head.strip(), [stems for _term, stems in terms if stems]


def extended(base: Glossary, more: Glossary) -> Glossary:
    """Both glossaries in one; a group of `more` that shares a word with one of `base` is joined to it."""
    name = ", ".join(dict.fromkeys(name for name in (base.name, more.name) if name))
    return replace(_joined([*_groups(base), *_groups(more)]), name=name)


def _groups(glossary: Glossary) -> list[tuple[str, list[Stems]]]:
    found: dict[str, list[Stems]] = {}
    for term, name in glossary.concepts.items():
        found.setdefault(name, []).append(term)
    return list(found.items())


def _joined(groups: Sequence[tuple[str, Sequence[Stems]]]) -> Glossary:
    """Groups of one name or with a common term made one, under the name of the first."""
    first: dict[str, str] = {}
    order: dict[str, int] = {}
    parent: dict[str, str] = {}
    owner: dict[Stems, str] = {}

    def root(name: str) -> str:
        while parent[name] != name:
            name = parent[name]
        return name

    for name, terms in groups:
        name = first.setdefault(name.casefold(), name)
        order.setdefault(name, len(order))
        parent.setdefault(name, name)
        for term in terms:
            one, other = sorted((root(name), root(owner.setdefault(term, name))), key=order.__getitem__)
            parent[other] = one
    concepts = {term: root(name) for term, name in owner.items()}
    return Glossary(MappingProxyType(concepts), max((len(term) for term in concepts), default=1))


@cache
def shipped() -> Glossary:
    """The glossary that comes with the program: Russian and English terms of customer experience."""
    path = resource("glossary", "cx.txt")
    return parse(path.read_text(encoding="utf-8"), path.name)
