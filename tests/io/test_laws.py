"""The laws of the file, on a thousand seeded cases each, and seen to fail on broken copies of the code."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

import pytest

from cjm_editor.core.model import Document
from cjm_editor.io import convert, splice, splice_fields, splice_lists, writer
from cjm_editor.io.reader import Source
from tests.io import laws
from tests.io.laws import SEEDS, Case, case_of

Law = Callable[[Case], str]


@cache
def cases() -> tuple[Case, ...]:
    """The cases that all laws share."""
    return tuple(case_of(seed) for seed in SEEDS)


def broken(law: Law, some: Iterable[Case]) -> list[str]:
    """The cases in which the law does not hold."""
    told = ((case, law(case)) for case in some)
    return [f"{case.seed} ({case.rendered.form}, {case.made.kind}): {what}" for case, what in told if what]


@pytest.mark.parametrize(
    "law", [laws.reading, laws.w1, laws.w2, laws.w3, laws.w4], ids=lambda law: law.__name__
)
def test_a_law_holds_in_every_case(law: Law) -> None:
    assert broken(law, cases()) == []


def test_the_cases_are_what_the_laws_are_about() -> None:
    found = cases()
    assert len(found) == len(SEEDS)
    assert {case.rendered.form for case in found} == {
        "block",
        "indentless",
        "flow",
        "mixed",
        "crlf",
        "bom",
        "wide",
    }
    kinds = [case.made.kind for case in found]
    for kind in (
        "set",
        "add field",
        "clear field",
        "add",
        "delete one",
        "move",
        "add card",
        "clear list",
        "many",
    ):
        assert kinds.count(kind) >= 10, kind
    assert sum(bool(case.rendered.comments) for case in found) > 500
    assert sum(any(p.code == "missing-id" for p in case.source.problems) for case in found) > 50
    assert sum(any(p.code == "unknown-key" for p in case.source.problems) for case in found) > 200


def without_marks(source: Source, document: Document) -> bytes:
    """A writer that forgets the BOM."""
    return writer.splice(source, document).encode()


def old_text(source: Source, document: Document) -> str:
    """A splicer that saves what was there."""
    return source.text


def new_text(source: Source, document: Document) -> str:
    """A splicer that writes everything anew."""
    return writer.write(document)


def stays(found: list[int]) -> set[int]:
    """An alignment that takes moved items for staying ones."""
    return {at for at in found if at >= 0}


BROKEN = {
    "w1: the BOM is forgotten": (laws.w1, writer, "to_bytes", without_marks),
    "w2: nothing is edited": (laws.w2, writer, "splice", old_text),
    "w2: moved items stay": (laws.w2, splice_lists, "staying", stays),
    "w2: ids are not written down": (laws.w2, splice_lists, "needs_name", lambda *_args: False),
    "w3: comments of removed fields go": (laws.w3, splice_fields, "comments", lambda *_args: []),
    "w3: everything is written anew": (laws.w3, writer, "splice", new_text),
    "w4: everything is written anew": (laws.w4, writer, "splice", new_text),
    "w4: every element is rewritten": (laws.w4, splice.Splicer, "element", None),
    "reading: no stands for a text": (laws.reading, convert.Converter, "scalar", lambda *_args: None),
}


def refusing(original: Callable[..., None]) -> Callable[..., None]:
    """An editor of elements that gives up on whatever is no map."""

    def element(self: splice.Splicer, kind: str, *args: object) -> None:
        if kind not in ("document", "map"):
            raise splice.CannotSpliceError("broken")
        original(self, kind, *args)

    return element


@pytest.mark.parametrize("name", BROKEN)
def test_a_law_fails_on_a_broken_copy(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    law, place, attribute, bug = BROKEN[name]
    if bug is None:
        bug = refusing(getattr(place, attribute))
    monkeypatch.setattr(place, attribute, bug)
    some = (case_of(seed) for seed in range(150)) if law is laws.reading else cases()[:400]
    assert broken(law, some), f"{name}: nobody noticed"
