"""Broken files: each kind gets a sentence with line and column in both languages, and never a traceback."""

from __future__ import annotations

import re

import pytest

from cjm_editor.core.texts import words
from tests.io.broken import FILES, PAGE, found, page

LIBRARY = re.compile(
    r"libyaml|PyYAML|scanner|parser|while (?:scanning|parsing)|expected <|token|mapping values|NoneType"
)


@pytest.mark.parametrize("kind", FILES)
def test_a_broken_file_gets_a_sentence_with_its_place(kind: str) -> None:
    problems = found(kind)
    assert problems
    for problem in problems:
        assert problem.place.line >= 1
        assert problem.place.column >= 1
        assert problem.place.file == "map.cjm.yaml"
        for language in ("en", "ru"):
            told = words(language)(problem.message)
            assert re.search(r"[.!?”»]$", told), told
            assert not LIBRARY.search(told), told
        assert words("ru")(problem.message) != words("en")(problem.message)


def test_there_are_forty_kinds_and_more() -> None:
    assert len(FILES) >= 40
    firsts = {kind: next((p for p in found(kind) if p.severity == "error"), found(kind)[0]) for kind in FILES}
    assert len({p.code for p in firsts.values()}) >= 25
    assert len({p.message.msgid for p in firsts.values()}) >= 40


def test_the_page_of_broken_files_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("version no number", "Напишите «cjm: 1»"),
        ("field indented under a field", "У строки отступ больше"),
        ("second colon", "Второе двоеточие"),
        ("transition to nowhere", "Исправьте идентификатор или уберите ссылку."),
        ("program instead of a text", "Это не текстовый файл"),
        ("not UTF-8", "сохраните в UTF-8"),
    ],
)
def test_the_remedy_is_that_of_the_fault(kind: str, told: str) -> None:
    assert told in " ".join(words("ru")(problem.message) for problem in found(kind))
