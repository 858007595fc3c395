"""Scalars as they are written: the same text for YAML 1.1, YAML 1.2 and the reader."""

from __future__ import annotations

import random

import pytest
import yaml
from ruamel.yaml import YAML

from cjm_editor.core.model import Card, Document, JourneyMap, Segment, Touchpoint
from cjm_editor.core.seq import Seq
from cjm_editor.io.quoting import block, can_be_block, is_plain, quoted, written, written_in_flow
from cjm_editor.io.reader import read
from cjm_editor.io.writer import cleaned_document, write
from tests.io.generator import TRICKY

ALPHABET = (
    "abc абв NnYyEe019.,:;-+_=~#&*!|>'\"%@`?<[]{}()/\\ \t\n\r\0\x07\x1b\x7f\x80\x85\xa0\u2028\u2029\ufeff\ufffd\ufffe"
    "«»—🙂é\U0010ffff\ud800"
)


def texts(count: int) -> list[str]:
    """Random texts over characters that mean something to YAML, and the tricky ones."""
    rng = random.Random(11)
    made = ["".join(rng.choices(ALPHABET, k=rng.randint(1, 12))) for _ in range(count)]
    return [*TRICKY, *made]


def clean(text: str) -> str:
    return text.replace("\ud800", "\ufffd")


def test_every_text_survives_writing_and_reading() -> None:
    some = texts(6000)
    point = Touchpoint("t", tags=tuple(some), cards=(("pains", tuple(Card(text) for text in some)),))
    segments = tuple(Segment(f"s{n}", title=text) for n, text in enumerate(some))
    document = Document(segments=segments, maps=(JourneyMap("m", touchpoints=Seq([point])),))
    assert read(write(document).encode()).document == cleaned_document(document)


def test_another_reader_of_yaml_1_1_sees_the_same_texts() -> None:
    some = texts(3000)
    written_as_yaml = "".join(f"- {written(text)}\n" for text in some)
    assert yaml.load(written_as_yaml, Loader=yaml.CSafeLoader) == [clean(text) for text in some]
    flow = "[" + ", ".join(written_in_flow(text) for text in some) + "]"
    assert yaml.load(flow, Loader=yaml.CSafeLoader) == [clean(text) for text in some]


def test_a_reader_of_yaml_1_2_sees_the_same_texts() -> None:
    some = texts(400)
    reader = YAML(typ="safe", pure=True)
    written_as_yaml = "".join(f"- {written(text)}\n" for text in some)
    assert list(reader.load(written_as_yaml)) == [clean(text) for text in some]


@pytest.mark.parametrize(
    "text", ["Нет телефона", "15m", "2d", "50 %", "a:b", "a#b", "https://ex.org", "«Да»", "6mo"]
)
def test_harmless_texts_stay_plain(text: str) -> None:
    assert written(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "No",
        "off",
        "y",
        "~",
        "null",
        "012",
        "1:30",
        "1e3",
        "0x1F",
        ".5",
        "2024-01-01",
        "1_000",
        "a: b",
        "a #b",
        "",
    ],
)
def test_what_could_be_something_else_is_quoted(text: str) -> None:
    assert written(text) == f'"{text}"'
    assert not is_plain(text)


def test_breaks_that_yaml_folds_are_escaped() -> None:
    assert quoted("a\x85b\u2028c\u2029d\ufeffe\x07\n") == '"a\\x85b\\u2028c\\u2029d\\uFEFFe\\x07\\n"'


def test_texts_of_several_lines_become_blocks_where_nothing_is_lost() -> None:
    assert can_be_block("a\n\nb")
    assert block("a\n\nb\n", "  ") == "|\n  a\n\n  b"
    assert not any(
        can_be_block(text) for text in ("a", " a\nb", "a \nb", "a\nb\n\n", "a\n\tb", "a\r\nb", "a\x85\nb")
    )
