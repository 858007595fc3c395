"""Conflicts of a merge in the file: read, written, told by validation, edited in place."""

from __future__ import annotations

from dataclasses import replace

from cjm_editor.core.model import Conflict, Document
from cjm_editor.io.files import opened
from cjm_editor.io.reader import read
from cjm_editor.io.writer import splice, write

LEFT = Conflict("maps/m/touchpoints/t/title", "One", "Two", "12")
"""The last text would be a number to YAML."""


def test_conflicts_are_read_back_as_they_were_written() -> None:
    document = Document(title="D", conflicts=(LEFT, Conflict("title", "", "No", "~")))
    assert read(write(document).encode()).document == document


def test_a_conflict_that_is_left_is_a_problem_with_its_line_and_the_remedy() -> None:
    problems = opened(write(Document(title="D", conflicts=(LEFT,))).encode(), "d.cjm.yaml").problems
    told = [(p.code, p.severity, p.place.line) for p in problems]
    assert told == [("conflicts", "error", 4)]
    assert opened(b"cjm: 1\nconflicts: []\n").problems == ()


def test_the_last_conflict_that_is_decided_takes_its_lines_along() -> None:
    source = read(write(Document(title="D", conflicts=(LEFT,))).encode())
    assert splice(source, replace(source.document, conflicts=())) == "cjm: 1\ntitle: D\n"
    noted = read(b"cjm: 1\nconflicts: # of Anna\n- {path: title, ours: a} # ask her\n# end\ntitle: D\n")
    assert (
        splice(noted, replace(noted.document, conflicts=()))
        == "cjm: 1\n# of Anna\n# ask her\n# end\ntitle: D\n"
    )
