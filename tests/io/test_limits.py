"""Files that want more than they may: each is refused in time, with a place, and what is allowed is read."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest

from cjm_editor.core import validate
from cjm_editor.core.errors import FormatError
from cjm_editor.core.model import Document, JourneyMap, Segment
from cjm_editor.io import compose, convert, outline, scan
from cjm_editor.io.files import opened
from cjm_editor.io.reader import read
from cjm_editor.io.scan import Lines

HEAD = "cjm: 1\n"
POINTS = HEAD + "maps:\n- id: m\n  touchpoints:\n"


def refused(text: str) -> tuple[str, int, int, int]:
    """The first problem's code, line and column, and how many there are."""
    with pytest.raises(FormatError) as caught:
        opened(text.encode())
    first = caught.value.problems[0]
    return first.code, first.place.line, first.place.column, len(caught.value.problems)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEAD + "x:\n" + "- a\n" * 200, 99),
        (HEAD + "x: [" + "[]," * 200 + "]\n", 2),
        (HEAD + "".join(f"k{n}: v\n" for n in range(200)), 50),
    ],
)
def test_more_values_than_a_map_needs(text: str, line: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "EVENTS", 100)
    code, at, column, count = refused(text)
    assert (code, count) == ("too-many-values", 1)
    assert abs(at - line) <= 5
    assert column >= 1


def test_more_touchpoints_than_a_map_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "MOST", 61)
    monkeypatch.setattr(outline, "MOST", 60)
    plain = POINTS + "".join(f"  - id: t{n}\n" for n in range(61))
    flow = POINTS + "".join(f"  - {{id: t{n}}}\n" for n in range(61))
    assert refused(flow)[:2] == ("too-many-elements", 65)
    monkeypatch.setattr("cjm_editor.io.reader.QUICK", 0)
    assert refused(plain)[:2] == ("too-many-elements", 65)
    monkeypatch.setattr(convert, "MOST", 62)
    assert len(opened(plain.encode()).document.maps[0].touchpoints) == 61


def test_the_parser_stops_where_nothing_more_can_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    text = HEAD + "x:\n- &a b\n" + "- *a\n" * 1200 + "- [\n"
    assert refused(text) == ("anchor", 3, 3, 1000)  # else the bracket would be the last of them
    monkeypatch.setattr("cjm_editor.io.findings.MOST", 5000)
    assert refused(text) == ("anchor", 3, 3, 1202)


def test_more_instructions_to_yaml_than_anybody_writes() -> None:
    tags = "".join(f"%TAG !a{n}! t:\n" for n in range(200))
    assert refused(tags + "---\ncjm: 1\n") == ("tag", 101, 1, 1)
    assert opened(b"%YAML 1.2\n---\ncjm: 1\n").document.cjm == 1


def test_more_conflict_markers_than_anybody_reads() -> None:
    assert refused(HEAD + "<<<<<<<\n" * 1500) == ("conflict-marker", 2, 1, 1000)


def test_lines_are_counted_as_editors_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "STRETCH", 5)
    rng = random.Random(5)
    for _n in range(300):
        text = "".join(rng.choices(("a", "\n", "\r", "\r\n", "\u2028", "ж"), k=rng.randrange(40)))
        starts = [0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", text))]
        lines = Lines(text)
        for index in range(len(text) + 1):
            line = sum(start <= index for start in starts)
            place = lines.place(index)
            assert (place.line, place.column) == (line, index - starts[line - 1] + 1), (text, index)


def test_a_thousand_errors_and_a_thousand_notices_are_told() -> None:
    journeys = tuple(JourneyMap(id=f"m{n}", derived_from="gone") for n in range(1500))
    assert len(validate.findings(Document(maps=journeys))) == 1000
    wrong = replace(journeys[0], id="last", segment="gone")
    found = validate.problems(Document(maps=(*journeys, wrong)))
    assert [p.severity for p in found].count("error") == 1, "notices leave room for errors"
    people = tuple(JourneyMap(id=f"m{n}", segment="gone", derived_from="gone") for n in range(1500))
    assert len(validate.findings(Document(maps=people))) == 1999


def test_pairs_of_decided_touchpoints_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    links = "\n".join(
        f"  - {{ideal: [{', '.join(f'a{n}' for n in range(50))}], actual: [b0], state: {state}}}"
        for state in ("banned", "pinned")
    )
    text = HEAD + "maps: [{id: x}, {id: y}]\ncomparisons:\n- ideal: x\n  actual: y\n  links:\n" + links + "\n"
    codes = [p.code for p in opened(text.encode()).problems]
    assert codes.count("contradicting-pins") == 1
    monkeypatch.setattr(validate, "PAIRS", 0)
    assert "contradicting-pins" not in [p.code for p in opened(text.encode()).problems]


def test_names_of_many_nameless_personas_are_found_without_a_search() -> None:
    people = "".join(f"- id: s{n}\n  personas:\n  - name: a\n  - id: persona-1-{n}\n" for n in range(3, 6))
    document = read((HEAD + "segments:\n" + people).encode()).document
    ids = [persona.id for segment in document.segments for persona in segment.personas]
    assert ids == ["persona-1", "persona-1-3", "persona-1-2", "persona-1-4", "persona-1-6", "persona-1-5"]
    tried: dict[str, int] = {}
    taken = {"segment-1"}
    convert.with_ids("segment", (Segment(id=""),), taken, tried)
    assert tried == {"segment-1": 2}
