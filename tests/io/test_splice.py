"""Editing in place, by example: which lines an edit changes in texts written by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from cjm_editor.core import edits
from cjm_editor.core.address import card_at, map_at, stage_at, touchpoint_at, transition_at
from cjm_editor.core.model import Card, Document, Evidence, Stage, Touchpoint, Transition, Weights
from cjm_editor.core.resources import sample
from cjm_editor.io.reader import read
from cjm_editor.io.writer import splice, to_bytes, write

BLOCK = """\
# Карта магазина
cjm: 1   # версия
title: Магазин
x_team: {wiki: "https://ex.org", ids: [1, 2]}
maps:
  - id: m
    title: 'Как есть'   # название

    stages:
      # первый
      - id: s1
        title: Выбор
      - id: s2          # второй
    touchpoints:
      - id: a
        stage: s1
        # что чувствует
        emotion: 1      # спросили троих
        thoughts:
          - Ого         # дословно
          - text: Дорого
            severity: 2
        note: |         # заметка
          раз
          два

      # про корзину
      - {id: b, stage: s1, title: Корзина, tags: [x, y]}   # в одну строку
      - id: c
        stage: s2
    transitions:
      - {from: a, to: c, kind: back}
"""

Edit = Callable[[Document], Document]
A, B, C = (touchpoint_at("m", id) for id in "abc")


def changed(text: str, edit: Edit) -> tuple[list[str], list[str]]:
    """Lines that went and lines that came, in order; the result reads as the edited document."""
    source = read(text.encode())
    document = edit(source.document)
    after = splice(source, document)
    assert read(after.encode()).document == document
    before_lines, after_lines = text.splitlines(), after.splitlines()
    shorter = min(len(before_lines), len(after_lines))
    start = next((n for n in range(shorter) if before_lines[n] != after_lines[n]), shorter)
    rest = range(1, shorter - start + 1)
    end = next((n - 1 for n in rest if before_lines[-n] != after_lines[-n]), shorter - start)
    return before_lines[start : len(before_lines) - end], after_lines[start : len(after_lines) - end]


def setting(at: object, name: str, value: object) -> Edit:
    return lambda document: edits.set_field(document, at, name, value)


CASES: dict[str, tuple[Edit, list[str], list[str]]] = {
    "a scalar keeps its comment and its quotes": (
        setting(map_at("m"), "title", "Как было"),
        ["    title: 'Как есть'   # название"],
        ["    title: 'Как было'   # название"],
    ),
    "a new field comes after the one before it": (
        setting(A, "importance", 4),
        [],
        ["        importance: 4"],
    ),
    "a removed field leaves its comment": (
        setting(A, "emotion", None),
        ["        emotion: 1      # спросили троих"],
        ["        # спросили троих"],
    ),
    "a block text becomes one line, its comment stays": (
        setting(A, "note", "три"),
        ["        note: |         # заметка", "          раз", "          два"],
        ["        note: три         # заметка"],
    ),
    "one line becomes a block text, its comment stays": (
        setting(map_at("m"), "title", "раз\nдва"),
        ["    title: 'Как есть'   # название"],
        ["    title: |-   # название", "      раз", "      два"],
    ),
    "a flow mapping stays flow": (
        setting(B, "emotion", -1),
        ["      - {id: b, stage: s1, title: Корзина, tags: [x, y]}   # в одну строку"],
        ["      - {id: b, stage: s1, title: Корзина, emotion: -1, tags: [x, y]}   # в одну строку"],
    ),
    "a flow list stays flow": (
        setting(B, "tags", ("x", "z", "y")),
        ["      - {id: b, stage: s1, title: Корзина, tags: [x, y]}   # в одну строку"],
        ["      - {id: b, stage: s1, title: Корзина, tags: [x, z, y]}   # в одну строку"],
    ),
    "a card that is a text gets fields": (
        lambda d: edits.set_card(d, card_at("m", "a", "thoughts", 0), Card("Ого", severity=1)),
        ["          - Ого         # дословно"],
        ["          - text: Ого", "            severity: 1         # дословно"],
    ),
    "a card gets evidence": (
        lambda d: edits.set_card(
            d, card_at("m", "a", "thoughts", 1), Card("Дорого", severity=2, evidence=(Evidence("survey", 4),))
        ),
        [],
        ["            evidence:", "              - kind: survey", "                n: 4"],
    ),
    "a card is added in a new lane": (
        lambda d: edits.add_card(d, C, "pains", 0, Card("Долго: час")),
        [],
        ["        pains:", '          - "Долго: час"'],
    ),
    "a touchpoint moves to another stage": (
        setting(C, "stage", "s1"),
        ["        stage: s2"],
        ["        stage: s1"],
    ),
    "a touchpoint is added in its place": (
        lambda d: edits.add_touchpoint(d, "m", Touchpoint("new", stage="s2", title="No"), 0),
        [],
        ["      - id: new", "        stage: s2", '        title: "No"'],
    ),
    "the last transition leaves brackets": (
        lambda d: edits.delete_transition(d, transition_at("m", "transition-1")),
        ["    transitions:", "      - {from: a, to: c, kind: back}"],
        ["    transitions: []"],
    ),
    "an id is written down when its element is edited": (
        setting(transition_at("m", "transition-1"), "wait", "2d"),
        ["      - {from: a, to: c, kind: back}"],
        ["      - {id: transition-1, from: a, to: c, kind: back, wait: 2d}"],
    ),
    "a new top-level list": (
        lambda d: edits.set_weights(d, "m", "m", Weights(experience=0.5)),
        [],
        [
            "comparisons:",
            "  - ideal: m",
            "    actual: m",
            "    weights:",
            "      experience: 0.5",
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_an_edit_changes_these_lines(name: str) -> None:
    edit, gone, come = CASES[name]
    found = changed(BLOCK, edit)
    assert found == (gone, come)


def test_a_moved_touchpoint_takes_its_comment_along() -> None:
    source = read(BLOCK.encode())
    document = edits.move_touchpoint(source.document, B, "s2", 1)
    after = splice(source, document)
    assert read(after.encode()).document == document
    tail = after[after.index("      - id: c") :]
    assert tail.splitlines()[:4] == [
        "      - id: c",
        "        stage: s2",
        "      # про корзину",
        "      - {id: b, stage: s2, title: Корзина, tags: [x, y]}   # в одну строку",
    ]


def test_a_card_comes_back_into_an_emptied_lane() -> None:
    source = read(BLOCK.encode())
    at = card_at("m", "a", "thoughts", 0)
    emptied = edits.delete_card(edits.delete_card(source.document, at), at)
    text = splice(source, emptied)
    assert "        thoughts: []\n" in text
    again = read(text.encode())
    filled = edits.add_card(again.document, A, "thoughts", 0, Card("Снова"))
    assert "        thoughts:\n          - Снова\n" in splice(again, filled)


@pytest.mark.parametrize("eol", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("is_marked", [True, False])
def test_line_ends_and_bom_stay(eol: str, *, is_marked: bool) -> None:
    data = (b"\xef\xbb\xbf" if is_marked else b"") + BLOCK.replace("\n", eol).encode()
    source = read(data)
    assert to_bytes(source, source.document) == data
    document = edits.set_field(source.document, A, "note", "a\nb\n")
    document = edits.add_touchpoint(document, "m", Touchpoint("n", stage="s2"), 0)
    made = to_bytes(source, document)
    assert made.startswith(b"\xef\xbb\xbf") == is_marked
    text = made.decode("utf-8-sig")
    assert text.count("\n") + text.count("\r") == text.count(eol) * len(eol)
    assert read(made).document == document


def test_unnamed_elements_keep_their_names_when_others_come_and_go() -> None:
    text = "cjm: 1\nmaps:\n  - id: m\n    stages:\n      - title: A\n      - title: B\n      - title: C\n"
    source = read(text.encode())
    document = edits.delete_stage(source.document, stage_at("m", "stage-1"))
    after = splice(source, document)
    assert read(after.encode()).document == document
    assert "- id: stage-2\n        title: B\n      - id: stage-3\n        title: C\n" in after
    named = edits.add_touchpoint(source.document, "m", Touchpoint("t", stage="stage-2"), 0)
    assert "      - id: stage-2\n        title: B\n      - title: C\n" in splice(source, named)


def test_a_wrong_value_stays_until_its_field_is_set() -> None:
    text = "cjm: 1\nmaps:\n  - id: m\n    reviewed: вчера  # !\n    title: A\n"
    source = read(text.encode())
    renamed = edits.set_field(source.document, map_at("m"), "title", "B")
    assert "    reviewed: вчера  # !\n    title: B\n" in splice(source, renamed)
    dated = edits.set_field(source.document, map_at("m"), "reviewed", "2026-11-01")
    assert "    reviewed: 2026-11-01  # !\n    title: A\n" in splice(source, dated)


def test_what_cannot_be_edited_alone_is_rewritten_with_comments_and_unknown_keys() -> None:
    text = (
        "cjm: 1\nmaps:\n  - id: m\n    touchpoints:\n      - id: a\n        ? title\n        : X  # c1\n"
        "        x_own: {k: v}\n        # c2\n      - id: b\n"
    )
    source = read(text.encode())
    document = edits.set_field(source.document, A, "title", None)
    after = splice(source, document)
    assert read(after.encode()).document == document
    assert after.count("# c1") == after.count("# c2") == after.count("x_own: {k: v}") == 1
    assert "      - id: b\n" in after


def test_comments_within_brackets_survive_the_fallback() -> None:
    text = "cjm: 1\nmaps:\n  - id: m\n    stages: [\n      {id: a}, # eins\n      {id: b}  # zwei\n    ]\n"
    source = read(text.encode())
    document = edits.add_stage(source.document, "m", Stage("c"), 1)
    after = splice(source, document)
    assert read(after.encode()).document == document
    assert "# eins" in after
    assert "# zwei" in after


def test_a_long_file_is_edited_without_reading_it_again() -> None:
    source = read(sample("boots.cjm.yaml").read_bytes())
    journey = source.document.maps[0]
    points = tuple(replace(journey.touchpoints[n % 10], id=f"t{n}") for n in range(400))
    edges = tuple(Transition(f"e{n}", f"t{n}", f"t{n + 2}", "next", share=0.5) for n in range(300))
    big = replace(
        journey, touchpoints=type(journey.touchpoints)(points), transitions=type(journey.transitions)(edges)
    )
    first = read(write(replace(source.document, maps=(big,))).encode())
    document = edits.set_field(first.document, touchpoint_at(journey.id, "t200"), "title", "Новое")
    document = edits.delete_touchpoints(document, journey.id, {"t17"})
    document = edits.set_field(document, transition_at(journey.id, "e100"), "condition", "да")
    after = splice(first, document)
    assert read(after.encode()).document == document
    chunks = first.root().entry("maps")[1].items[0].entry("touchpoints")[1].items
    assert sum(node.kind == "chunk" for node in chunks) > 350


def test_a_document_of_its_own_is_the_same_text() -> None:
    source = read(BLOCK.encode())
    assert splice(source, source.document) is source.text
    assert splice(source, replace(source.document)) == source.text


@pytest.mark.parametrize(
    "note",
    [
        "|\n      last\n       \n",
        "|-\n      last\n\n       \n\n",
        ">\n      a\n\n        \n",
        "|2\n         \n",
    ],
)
def test_blanks_at_the_end_of_a_block_text_belong_to_it(note: str) -> None:
    text = f"cjm: 1\nmaps:\n- id: m\n  touchpoints:\n  - id: t\n    note: {note}  # next\n  - id: u\n"
    source = read(text.encode())
    for edited in (
        edits.add_touchpoint(source.document, "m", Touchpoint("v", title="V"), 1),
        edits.delete_touchpoints(source.document, "m", ["t"]),
        edits.set_field(source.document, touchpoint_at("m", "t"), "note", "N"),
        edits.move_touchpoint(source.document, touchpoint_at("m", "t"), "", 1),
    ):
        assert read(splice(source, edited).encode()).document == edited


BRACKETS = """\
# head
cjm: 1
title: T   # t
maps:
# the map
- id: m
  title: M   # m
  personas: [ivan,   # the main one
    anna]
  stages: [{id: a, title: A, own: 1},   # first
    {id: b}]
- {id: n, title: N,   # in one line
   touchpoints: [{id: t, title: y, own: 2}]}
"""


@pytest.mark.parametrize(
    ("edit", "gone"),
    [
        (
            lambda d: edits.set_field(d, map_at("m"), "personas", ("anna", "ivan")),
            ["  personas: [ivan,   # the main one", "    anna]"],
        ),
        (
            lambda d: edits.set_field(d, map_at("m"), "personas", ("ivan",)),
            ["    anna]"],
        ),
        (
            lambda d: edits.delete_stage(d, stage_at("m", "b")),
            ["    {id: b}]"],
        ),
        (
            lambda d: edits.move_stage(d, stage_at("m", "b"), 0),
            ["  stages: [{id: a, title: A, own: 1},   # first", "    {id: b}]"],
        ),
        (
            lambda d: edits.set_field(d, map_at("n"), "goal", "G"),
            ["- {id: n, title: N,   # in one line"],
        ),
    ],
)
def test_a_field_that_cannot_be_edited_alone_leaves_its_neighbours(
    edit: Callable[[Document], Document], gone: list[str]
) -> None:
    source = read(BRACKETS.encode())
    document = edit(source.document)
    after = splice(source, document)
    assert read(after.encode()).document == document
    lines = after.split("\n")
    assert [line for line in BRACKETS.split("\n") if line not in lines] == gone
    for comment in ("# head", "# t", "# the map", "# m", "# the main one", "# first", "# in one line"):
        assert after.count(comment) >= 1, comment
    assert "own: 1" in after
    assert "own: 2" in after


def test_an_unknown_entry_of_several_lines_within_braces_survives_the_fallback() -> None:
    text = "cjm: 1\nmaps:\n- id: m\n  stages:\n  - {id: a, own: # c1\n  many words,\n    title: A}\n"
    source = read(text.encode())
    document = edits.set_field(source.document, stage_at("m", "a"), "goal", "G")
    after = splice(source, document)
    assert read(after.encode()).document == document
    assert "many words" in after


CARDS = """\
cjm: 1
maps:
  - id: m
    touchpoints:
      - id: a
        pains:
          # above the first
          - text: Дорого   # behind the first
            severity: 2    # how bad
          # above the short one
          - Долго ждать ответа   # behind the short one
          - text: Холодно  # behind the one with an id
            id: k
          - Стоит           # stays
      - id: b
        title: B
      - {id: c, pains: [x]}
"""


@pytest.mark.parametrize("to", ["b", "c"])
@pytest.mark.parametrize(
    ("index", "changed", "comments"),
    [
        (0, {"severity": 3.0}, ("above the first", "behind the first", "how bad")),
        (0, {"text": "Дороговато"}, ("above the first", "behind the first", "how bad")),
        (1, {"text": "Долго ждать ответа по телефону"}, ("above the short one", "behind the short one")),
        (1, {"votes": 2}, ("above the short one", "behind the short one")),
        (2, {"text": "Совсем другое"}, ("behind the one with an id",)),
    ],
)
@pytest.mark.parametrize("is_deleted", [False, True])
def test_a_card_moved_and_edited_takes_its_comments_along(
    index: int, changed: dict[str, object], comments: tuple[str, ...], to: str, *, is_deleted: bool
) -> None:
    source = read(CARDS.encode())
    card = source.document.maps[0].touchpoints[0].cards[0][1][index]
    document = edits.move_card(
        source.document, card_at("m", "a", "pains", index), touchpoint_at("m", to), "pains", 0
    )
    document = edits.set_card(document, card_at("m", to, "pains", 0), replace(card, **changed))
    if is_deleted:
        document = edits.delete_touchpoints(document, "m", ("a",))
    text = splice(source, document)
    assert read(text.encode()).document == document
    head, _touchpoint, rest = text.partition(f"id: {to}")
    for comment in comments:
        assert text.count(f"# {comment}\n") == 1, text
        if to == "b":
            assert comment in rest, text
    assert is_deleted or "Стоит           # stays" in head


EXPLICIT = """\
# head
? cjm   # version
: 1     # one
? title # key
: A     # value
? x_own # unknown
: {a: [1, 2]}
? maps
: - ? id
    : m   # map
    ? touchpoints   # points
    : - ? id
        : t
        ? title
        : X      # title
        # above
        ? pains
        : - p1   # first
          # between
          - p2
# end
"""


@pytest.mark.parametrize(
    "edit",
    [
        lambda d: edits.set_field(d, touchpoint_at("m", "t"), "title", "Z"),
        lambda d: edits.set_field(d, touchpoint_at("m", "t"), "emotion", 1),
        lambda d: edits.delete_card(d, card_at("m", "t", "pains", 0)),
        lambda d: edits.set_field(d, map_at("m"), "goal", "G"),
    ],
)
def test_keys_behind_question_marks_are_written_anew_and_nothing_is_lost(
    edit: Callable[[Document], Document],
) -> None:
    source = read(EXPLICIT.encode())
    assert not [problem for problem in source.problems if problem.severity == "error"]
    document = edit(source.document)
    text = splice(source, document)
    assert read(text.encode()).document == document
    kept = [line.partition("#")[2].strip() for line in EXPLICIT.splitlines() if "#" in line]
    assert [comment for comment in kept if f"# {comment}\n" not in text] == []
    assert "? x_own # unknown\n: {a: [1, 2]}\n" in text
    assert text.count("?") == 1
    again = edits.set_field(document, touchpoint_at("m", "t"), "title", "Q")
    changed = splice(read(text.encode()), again).splitlines()
    assert len(set(text.splitlines()) ^ set(changed)) == 2, "from here on an edit changes its line"
