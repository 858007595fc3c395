"""The report of a defect: what went wrong and where, and nothing of anybody's document."""

from __future__ import annotations

import random
from dataclasses import fields, replace
from pathlib import Path

import pytest

from cjm_editor.app.mishap import report_text
from cjm_editor.core.errors import FileTrouble
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import _
from tests.core import generator

MARK = "Secret title of client"


def marked(value: object) -> object:
    """The value with the mark in each of its texts."""
    if isinstance(value, str):
        return f"{MARK} {value}"
    if isinstance(value, tuple):
        return tuple(marked(item) for item in value)
    if isinstance(value, Seq):
        return Seq(marked(item) for item in value)
    if hasattr(value, "__dataclass_fields__"):
        return replace(value, **{f.name: marked(getattr(value, f.name)) for f in fields(value)})
    return value


def texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple | Seq):
        return [text for item in value for text in texts(item)]
    if hasattr(value, "__dataclass_fields__"):
        return [text for f in fields(value) for text in texts(getattr(value, f.name))]
    return []


def look_up(names: dict[str, int], text: str) -> int:
    return names[text]


def raised(document: object, text: str) -> list[BaseException]:
    """Errors of many kinds that quote the document, as defects in the program would."""
    found: list[BaseException] = []
    acts = (
        lambda: look_up({}, text),
        lambda: int(text),
        lambda: {}[document],
        lambda: [].remove(text),
        lambda: getattr(document, text),
        lambda: Path("nowhere", text[:40]).read_text(),
        lambda: text.encode("latin-1" if not text.isascii() else "no such " + text),
        lambda: (_ for _ in ()).throw(AssertionError(document)),
        lambda: (_ for _ in ()).throw(FileTrouble("eacces", globals()["_"]("{name}", name=text))),
    )
    for act in acts:
        try:
            act()
        except (LookupError, ValueError, AttributeError, OSError, AssertionError, FileTrouble) as error:
            error.add_note(text)
            found.append(error)
    return found


@pytest.mark.parametrize("seed", range(3))
def test_nothing_of_a_document_is_in_a_report(seed: int) -> None:
    document = marked(generator.document(random.Random(seed), size=6))
    every = texts(document)
    assert len(every) > 50 and all(MARK in text for text in every)
    for text in every[:60]:
        errors = raised(document, text)
        assert len(errors) == 9
        for error in errors:
            outer = ValueError(text)
            outer.__cause__ = error
            group = ExceptionGroup(text, [outer, KeyError(text)])
            for one in (error, outer, group):
                report = report_text(one)
                assert MARK not in report and text not in report
                assert type(one).__name__ in report


def test_the_report_names_kinds_numbers_and_places() -> None:
    try:
        try:
            look_up({}, MARK)
        except KeyError as error:
            raise FileTrouble("eacces", _("No")) from error
    except FileTrouble as error:
        report = report_text(error)
    first, second = report.index("KeyError"), report.index("FileTrouble (eacces)")
    assert first < report.index("and after that:") < second
    assert "in look_up" in report and "return names[text]" in report
    assert "FileNotFoundError (ENOENT)" in report_text(
        next(e for e in raised(None, "a") if isinstance(e, OSError))
    )
