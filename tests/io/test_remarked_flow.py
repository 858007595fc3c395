"""Brackets and braces with comments in them: an edit stays within them, and every comment stays."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest

from cjm_editor.core.address import touchpoint_at
from cjm_editor.core.edits import set_field
from cjm_editor.core.model import Document
from cjm_editor.io.reader import read
from cjm_editor.io.writer import cleaned_document, splice
from tests.cases import CASES

HEAD = "cjm: 1\nmaps:\n  - id: m\n    touchpoints:\n"
POINT = touchpoint_at("m", "a")
FLOW = (
    HEAD + "      - {id: a,  # c1\n         title: x,\n         # c2\n         }\n      - {id: b, title: y}\n"
)


def edited(text: str, name: str, value: object) -> str:
    source = read(text.encode())
    return splice(source, set_field(source.document, POINT, name, value))


@pytest.mark.parametrize(
    ("name", "value", "old", "new"),
    [
        ("emotion", 1, "title: x,", "title: x, emotion: 1,"),
        ("tags", ("p", "q"), "title: x,", "title: x, tags: [p, q],"),
        ("title", "", "         title: x,\n", ""),
        ("title", "New", "title: x,", "title: New,"),
    ],
)
def test_a_field_in_braces_with_comments_changes_its_place_alone(name, value, old, new) -> None:
    assert edited(FLOW, name, value) == FLOW.replace(old, new)


@pytest.mark.parametrize(
    ("tags", "new"),
    [
        (("p", "q", "r"), "[p, # one\n          q, r # two\n          ]"),
        (("p",), "[p, # one\n          # two\n          ]"),
        (("q",), "[# one\n          q # two\n          ]"),
        (("m", "p", "q"), "[m, p, # one\n          q # two\n          ]"),
        (("p", "m", "q"), "[p, m, # one\n          q # two\n          ]"),
    ],
)
def test_a_list_in_brackets_with_comments_stays_there(tags, new) -> None:
    text = HEAD + "      - id: a\n        tags: [p, # one\n          q # two\n          ]\n"
    made = edited(text, "tags", tags)
    assert made.split("tags: ")[1].replace(" ", "") == new.replace(" ", "") + "\n"
    assert read(made.encode()).document.maps[0].touchpoints[0].tags == tags


def scribbled(rng: random.Random) -> tuple[str, list[str]]:
    """A touchpoint within braces, comments at random between all that it holds; and those comments."""
    remarks: list[str] = []

    def gap() -> str:
        if rng.random() < 0.5:
            return rng.choice(("", " ", "\n         "))
        remarks.append(f"# note {len(remarks)}")
        return f" {remarks[-1]}\n         "

    entries = [
        ("id", "a"),
        ("title", "x"),
        ("emotion", "1"),
        ("tags", ""),
        ("note", "long words"),
        ("x-own", "5"),
    ]
    held = [entries[0], *rng.sample(entries[1:], rng.randint(1, 5))]
    parts = []
    for name, value in held:
        if name == "tags":
            value = f"[{gap()}p{gap()},{gap()}q{gap()}]"
        parts.append(f"{gap()}{name}: {value}{gap()}")
    return HEAD + "      - {" + ",".join(parts) + "}\n", remarks


def random_edit(rng: random.Random, document: Document) -> Document:
    name, values = rng.choice(
        [
            ("title", ("New", "")),
            ("emotion", (2, None)),
            ("tags", (("p",), ("p", "q", "r"), ("r", "q"), ())),
            ("note", ("Other", "", "two\nlines")),
            ("importance", (3,)),
        ]
    )
    return set_field(document, POINT, name, rng.choice(values))


def test_every_comment_and_the_braces_stay_whatever_is_edited() -> None:
    stayed = tried = 0
    for seed in range(CASES):
        rng = random.Random(seed)
        text, remarks = scribbled(rng)
        source = read(text.encode())
        document = source.document
        for _edit in range(rng.randint(1, 2)):
            document = random_edit(rng, document)
        made = splice(source, document)
        assert read(made.encode()).document == document, f"{seed}\n{text}\n{made}"
        assert sorted(re.findall(r"# note \d+", made)) == sorted(remarks), f"{seed}\n{text}\n{made}"
        tried += 1
        stayed += "- {" in made
    assert stayed > tried * 0.95


@pytest.mark.parametrize("point", ["id: b\n    title: y", "{id: b, title: y, x-own: 5}"])
def test_half_a_character_in_a_title_leaves_the_neighbours_alone(point: str) -> None:
    text = f"cjm: 1\nmaps:\n- id: m\n  touchpoints:\n  - id: a\n    title: x\n  # c\n  - {point}\n"
    source = read(text.encode())
    document = set_field(source.document, POINT, "title", "bad\ud800 title")
    made = splice(source, document)
    assert made == text.replace("title: x", 'title: "bad\ufffd title"')
    assert read(made.encode()).document == cleaned_document(replace(document))
