"""Reading: scalars typed by the schema, places, what is kept and what is said."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cjm_editor.core.address import Address, card_at, touchpoint_at
from cjm_editor.core.errors import FormatError
from cjm_editor.core.model import Card, Evidence, lane_cards
from cjm_editor.core.resources import resource, sample
from cjm_editor.core.texts import words
from cjm_editor.io.reader import Source, read
from cjm_editor.io.writer import to_bytes, write

POINT = "cjm: 1\nmaps:\n  - id: m\n    touchpoints:\n      - id: t\n"


def point(*lines: str) -> Source:
    """A document whose one touchpoint has these lines."""
    return read((POINT + "".join(f"        {line}\n" for line in lines)).encode())


def first(source: Source) -> object:
    return source.document.maps[0].touchpoints[0]


@pytest.mark.parametrize(
    "raw",
    ["No", "yes", "1:30", "012", "1e3", "~", "null", "2024-01-01", "0x1F", ".5", "1_000", "=", "on", "3"],
)
def test_a_text_is_what_is_written(raw: str) -> None:
    assert first(point(f"title: {raw}")).title == raw


@pytest.mark.parametrize(
    ("raw", "value"), [("3", 3), ("+2", 2), (".5", 0.5), ("-1", -1), ("1e0", 1.0), ('"2"', 2)]
)
def test_numbers_follow_json_with_a_plus_and_a_bare_point(raw: str, value: float) -> None:
    assert first(point(f"emotion: {raw}")).emotion == value


@pytest.mark.parametrize("raw", ["012", "1_0", "0x1", "1:30", "1e999", ".inf", "--1", "1.", "9" * 60])
def test_what_is_no_number_is_a_problem_and_stays_in_the_file(raw: str) -> None:
    source = point(f"emotion: {raw}", "title: T")
    assert first(source).emotion is None
    assert [problem.code for problem in source.problems] == ["wrong-value"]
    assert (source.problems[0].place.line, source.problems[0].place.column) == (6, 18)
    assert raw in to_bytes(source, source.document).decode()


@pytest.mark.parametrize(("raw", "value"), [("true", True), ("false", False), ("yes", True), ("no", False)])
def test_yes_and_no_in_four_words(raw: str, *, value: bool) -> None:
    assert first(point(f"online: {raw}")).online is value


@pytest.mark.parametrize("raw", ["", "~", "null"])
@pytest.mark.parametrize(
    "name", ["emotion", "online", "duration", "contact", "met", "feelings", "pains", "stage"]
)
def test_nothing_after_the_colon_is_absent(name: str, raw: str) -> None:
    source = point(f"{name}: {raw}", "title: T")
    assert source.problems == ()
    assert first(source) == first(point("title: T"))


def test_a_card_is_a_text_or_a_mapping_and_evidence_may_stand_alone() -> None:
    source = point(
        "pains:",
        "  - Нет телефона",
        "  - text: Долго",
        "    severity: 3",
        "    evidence: {kind: survey, n: 4}",
    )
    expected = (Card("Нет телефона"), Card("Долго", severity=3, evidence=(Evidence("survey", 4),)))
    assert lane_cards(first(source), "pains") == expected


def test_cards_of_an_own_lane_wherever_it_is_declared() -> None:
    body = POINT + "        legal: [Проверить договор]\n" + "lanes:\n  - {id: legal, title: Юристы}\n"
    source = read(body.encode())
    assert lane_cards(first(source), "legal") == (Card("Проверить договор"),)
    assert source.problems == ()


def test_unknown_keys_are_noticed_and_reserved_ones_are_not() -> None:
    source = point("colour: red", "comments: [{id: c}]")
    assert [(p.code, p.severity, p.place.line) for p in source.problems] == [("unknown-key", "notice", 6)]


def test_missing_ids_are_made_from_the_place_without_meeting_others() -> None:
    text = "cjm: 1\nmaps:\n  - stages:\n      - title: A\n      - id: stage-3\n      - title: B\n"
    source = read(text.encode())
    assert source.document.maps[0].id == "map-1"
    assert [stage.id for stage in source.document.maps[0].stages] == ["stage-1", "stage-3", "stage-3-2"]
    assert {problem.code for problem in source.problems} == {"missing-id"}
    assert {problem.severity for problem in source.problems} == {"notice"}


def test_all_problems_are_found_in_one_pass_in_the_order_of_the_file() -> None:
    text = (
        POINT + "        emotion: x\n        wait: 5\n        title: &a A\n        title: B\n      - id: t\n"
    )
    with pytest.raises(FormatError) as caught:
        read(text.encode(), "map.cjm.yaml")
    found = [(str(p.place), p.code) for p in caught.value.problems]
    assert found == [
        ("map.cjm.yaml:6:18", "wrong-value"),
        ("map.cjm.yaml:7:15", "wrong-value"),
        ("map.cjm.yaml:8:16", "anchor"),
        ("map.cjm.yaml:9:9", "duplicate-key"),
        ("map.cjm.yaml:10:9", "duplicate-id"),
    ]


@pytest.mark.parametrize("eol", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_editors_do(eol: str) -> None:
    text = 'cjm: 1\n# \U0001f642\ntitle: "a\u2028b\x85c"\nlanguage: [x]\n'.replace("\n", eol)
    source = read(b"\xef\xbb\xbf" + text.encode())
    assert [(p.place.line, p.place.column) for p in source.problems] == [(4, 11)]


def test_a_newer_version_opens_for_reading_only() -> None:
    source = read(b"cjm: 2\ntitle: T\n")
    assert source.read_only
    assert [problem.code for problem in source.problems] == ["newer-version"]
    assert not read(b"cjm: 1\n").read_only


def test_forbidden_characters_are_replaced_and_counted() -> None:
    source = read(b"cjm: 1\ntitle: a\x00b\x1fc\n")
    assert source.document.title == "a\ufffdb\ufffdc"
    assert source.changed_on_open
    assert source.problems[0].message.n == 2
    assert str(source.problems[0].place) == "2:9"


def test_a_flow_document_is_read_as_well() -> None:
    source = read(
        b'{"cjm": 1, "maps": [{"id": "m", "touchpoints": [{"id": "t", "title": "No", "emotion": -1}]}]}'
    )
    assert (first(source).title, first(source).emotion) == ("No", -1)


def test_places_of_elements() -> None:
    source = point("title: T", "pains:", "  - a", "  - text: b")
    assert str(source.place_of(touchpoint_at("m", "t"))) == "5:9"
    assert str(source.place_of(touchpoint_at("m", "t"), "title")) == "6:16"
    assert str(source.place_of(card_at("m", "t", "pains", 1))) == "9:13"
    assert str(source.place_of(card_at("m", "t", "gains", 0))) == "5:9"
    assert str(source.place_of(Address("map", "m"))) == "3:5"


@pytest.mark.parametrize(
    "text",
    [
        "[" * 4_000_000,
        "cjm: 1\nx: " + "{a: " * 1_000_000,
        "cjm: 1\nx:\n  " + "- " * 2_000_000,
        "? " * 1_000_000,
    ],
)
def test_deep_nesting_is_refused_and_kills_nothing(text: str) -> None:
    code = (
        "import sys; from cjm_editor.io.reader import read\n"
        "try: read(sys.stdin.buffer.read())\nexcept Exception as error: print(error)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], input=text.encode(), capture_output=True, check=False, timeout=60
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.strip() == b"nesting"


def test_samples_and_templates_have_no_problems_and_save_to_the_same_bytes() -> None:
    paths = [*sample().glob("*.cjm.yaml"), *resource("templates").rglob("*.cjm.yaml")]
    assert len(paths) >= 10
    for path in paths:
        source = read(path.read_bytes(), path.name)
        assert source.problems == (), path
        assert to_bytes(source, source.document) == path.read_bytes()


@pytest.mark.parametrize("value", ["", " ~", " null", "   # later"])
def test_a_version_without_a_value_is_none(value):
    with pytest.raises(FormatError) as caught:
        read(f"cjm:{value}\ntitle: T\n".encode())
    assert [p.code for p in caught.value.problems] == ["no-cjm"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_an_encoding_of_wide_letters_is_called_by_its_name_with_and_without_a_mark(encoding, mark):
    with pytest.raises(FormatError) as caught:
        read((mark + "cjm: 1\ntitle: Карта\n").encode(encoding))
    (problem,) = caught.value.problems
    assert problem.code == "encoding"
    assert encoding[:6].upper() in words("en")(problem.message)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["c", "\n", "ж", "жу", "журнал: 1\n", "cjm: 1\ntitle: Журнал\n", "title: Карта — «дом»\n" * 999]
)
def test_wide_letters_without_a_mark_are_known_by_their_upper_halves(encoding: str, text: str) -> None:
    with pytest.raises(FormatError) as caught:
        read(text.encode(encoding))
    assert [p.code for p in caught.value.problems] == ["encoding"]
    assert "UTF-16" in words("en")(caught.value.message)


@pytest.mark.parametrize("data", [b"\0" * 8, b"\4" * 8, b"\0", b"\0\4", b"c\0j", b"ab", "жу".encode()])
def test_what_is_not_in_pairs_is_not_called_utf_16(data: bytes) -> None:
    with pytest.raises(FormatError) as caught:
        read(data)
    assert [p.code for p in caught.value.problems] != ["encoding"]


def test_an_element_whose_id_is_empty_is_told_and_named_by_its_place() -> None:
    for written in ('""', "", "~", "null"):
        source = read(f"cjm: 1\nmaps:\n  - id: {written}\n".encode())
        assert [p.code for p in source.problems] == ["missing-id"], written
        assert source.document.maps[0].id == "map-1"


def test_a_sentence_repeats_only_the_beginning_of_a_long_name() -> None:
    name = "k" * 700
    with pytest.raises(FormatError) as caught:
        read(f"cjm: 1\n{name}: &{name} 1\n{name}: 2\n".encode())
    assert {p.code for p in caught.value.problems} == {"anchor", "duplicate-key"}
    assert all(len(words("ru")(p.message)) < 300 for p in caught.value.problems)
    assert "k" * 79 + "…" in words("en")(caught.value.message)


def test_a_huge_whole_number_is_written_as_it_can_be_read() -> None:
    source = read(
        b"cjm: 1\nmaps:\n- id: m\n  touchpoints:\n  - {id: t, evidence: [{kind: survey, n: 1e60}]}\n"
    )
    assert first(source).evidence[0].n == int(1e60)
    assert read(write(source.document).encode()).document == source.document
