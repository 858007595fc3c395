"""The quick way through long lists says the same as the parser's events, whatever the text."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from cjm_editor.core.errors import FormatError
from cjm_editor.core.model import Card
from cjm_editor.core.resources import sample
from cjm_editor.core.schema import CARD_LANES
from cjm_editor.io.events import read_in_chunks, read_whole
from cjm_editor.io.findings import Findings
from cjm_editor.io.outline import outline
from cjm_editor.io.quick import QuickReader, quick_document
from cjm_editor.io.reader import read
from cjm_editor.io.scan import scan
from cjm_editor.io.writer import write
from tests.io.generator import FORMS, Cases, Renderer

ROOT = Path(__file__).resolve().parent.parent.parent
SHIPPED = sorted((*ROOT.glob("samples/*.yaml"), *ROOT.glob("resources/templates/*.yaml")))

DAMAGE = (
    " ",
    "#",
    ":",
    "- ",
    '"',
    "'",
    "\n",
    "[",
    "]",
    "{",
    "}",
    "|",
    "&a ",
    "~",
    "    ",
    "\u2028",
    "\r",
    "\t",
    "no",
)


def at_once(text: str) -> bool:
    """Whether the text could be read whole, line by line; if so, the parser's events give the same and no problem."""
    document = quick_document(text)
    if document is None:
        return False
    whole = Findings(text)
    assert read_whole(text, whole, []) == document
    assert not whole.found
    assert not whole.has_unnamed
    return True


def both_ways(text: str) -> bool:
    """Whether the text could be read in chunks; if so, both ways must agree in document and problems."""
    quick, whole = Findings(text), Findings(text)
    document = read_in_chunks(text, quick, [], at_least=1)
    if document is None:
        return False
    assert read_whole(text, whole, []) == document
    assert quick.problems() == whole.problems()
    assert not whole.refused
    return True


@pytest.mark.parametrize("form", FORMS)
def test_both_ways_agree_on_every_form(form: str) -> None:
    agreed = 0
    for seed in range(60):
        cases = Cases(seed)
        document = cases.document(is_named=seed % 4 != 0)
        text = Renderer(cases, form, seed % 2 == 0, seed % 3 == 0).document(document).text
        agreed += both_ways(text)
    assert agreed >= (1 if form == "flow" else 10)


def test_both_ways_agree_on_what_the_writer_writes() -> None:
    assert sum(both_ways(write(Cases(seed).document())) for seed in range(200)) > 120


def test_both_ways_agree_on_damaged_texts() -> None:
    rng, agreed = random.Random(7), 0
    texts = [write(Cases(seed).document()) for seed in range(60)]
    for _n in range(3000):
        text = rng.choice(texts)
        place = rng.randrange(len(text))
        text = text[:place] + rng.choice(DAMAGE) + text[place + rng.randint(0, 2) :]
        try:
            text = scan(text.encode()).text
        except FormatError:
            continue
        agreed += both_ways(text)
    assert agreed > 300


def test_whole_documents_agree_in_every_form() -> None:
    agreed = 0
    for form in FORMS:
        for seed in range(600 if form == "block" else 60):
            cases = Cases(seed)
            document = cases.document(is_named=seed % 4 != 0)
            agreed += at_once(Renderer(cases, form, seed % 2 == 0, seed % 3 == 0).document(document).text)
    assert agreed >= 1


def test_whole_documents_agree_on_what_the_writer_writes() -> None:
    assert sum(at_once(write(Cases(seed).document())) for seed in range(300)) > 120


def shipped_texts() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in SHIPPED]


def test_whole_documents_agree_on_damaged_texts() -> None:
    rng, agreed = random.Random(11), 0
    texts = [write(Cases(seed).document()) for seed in range(30)]
    texts += [text[: text.rfind("\n", 0, size)] for text in shipped_texts() for size in (3000, 6000, 9000)]
    signs = (*DAMAGE, "\n\n", "\n# c\n", "\n      # c\n", "|-\n", "\n        x")
    for _n in range(4000):
        text = rng.choice(texts)
        place = rng.randrange(len(text))
        text = text[:place] + rng.choice(signs) + text[place + rng.randint(0, 2) :]
        lines = text.split("\n")
        if rng.random() < 0.3:
            del lines[rng.randrange(len(lines))]
        if rng.random() < 0.3:
            lines.insert(rng.randrange(len(lines)), rng.choice(lines))
        try:
            agreed += at_once(scan("\n".join(lines).encode()).text)
        except FormatError:
            continue
    assert agreed > 300


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_what_is_shipped_needs_no_parser(path: Path) -> None:
    assert at_once(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("title: a", "no version"),
        ("cjm: 2\ntitle: a", "newer version"),
        ("title: a\ncjm: 1", "version not first"),
        ("cjm: 1\nmaps:\n  - id: m\n  - id: m", "map twice"),
        (
            "cjm: 1\nmaps:\n  - id: m\n    stages:\n      - id: a\n    touchpoints:\n      - id: a",
            "stage and touchpoint share an id",
        ),
        (
            "cjm: 1\nsegments:\n" + "".join(f"  - id: {s}\n    personas:\n      - id: p\n" for s in "ab"),
            "persona in two segments",
        ),
        ("cjm: 1\nmaps:\n  - title: m", "no id"),
        ("cjm: 1\nmaps:\n  - id: m\n    kind: dream", "wrong value"),
        ("cjm: 1\nmaps:\n  - id: m\n    colour: red", "unknown key"),
    ],
)
def test_what_has_to_be_told_is_left_to_the_parser(lines: str, why: str) -> None:
    assert quick_document(lines + "\n") is None, why


BLOCKS = """# head

cjm: 1
lanes:
  - id: legal
maps:

  # a map
  - id: m
    goal: |-
      one

        # two
    # not a text
    scenario: |
      x

    emotion_scale:
      min: 1
      max: 5
    touchpoints:
      - id: t
        legal:
          - |-
            a
            b
          # c
          - d
# end
"""


def test_blocks_comments_and_empty_lines_are_plain() -> None:
    assert at_once(BLOCKS)
    document = quick_document(BLOCKS)
    assert document is not None
    journey = document.maps[0]
    assert journey.goal == "one\n\n  # two"
    assert journey.scenario == "x\n"
    assert journey.touchpoints[0].cards == (("legal", (Card("a\nb"), Card("d"))),)


def test_a_file_as_the_editor_writes_it_loads_neither_parser_nor_digests() -> None:
    code = (
        "import sys; from pathlib import Path; from cjm_editor.io.files import load\n"
        "for path in sys.argv[1:]: load(Path(path))\n"
        "print([name for name in ('yaml', 'hashlib', '_hashlib') if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, *map(str, SHIPPED)], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert run.stdout == "[]\n"


def test_a_sample_is_read_by_its_lines_but_for_comments() -> None:
    text = sample("boots.cjm.yaml").read_text(encoding="utf-8")
    root = outline(text, at_least=1)
    assert root is not None
    maps = root.entry("maps")
    assert maps is not None
    quick = QuickReader(
        text, frozenset((*CARD_LANES, *(lane.id for lane in read(text.encode()).document.lanes)))
    )
    chunks = [
        (name, c)
        for m in maps[1].items
        for name, n in ((k.value, v) for k, v in m.entries())
        for c in n.items
    ]
    chunks = [(name, chunk) for name, chunk in chunks if chunk.kind == "chunk"]
    assert len(chunks) > 40
    found = [quick.read(name.removesuffix("s"), chunk.start, chunk.end) for name, chunk in chunks]
    unusual = [text[c.start : c.end] for (_n, c), value in zip(chunks, found, strict=True) if value is None]
    assert all("#" in part for part in unusual)


def test_the_test_notices_a_wrong_quick_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    original = QuickReader.read

    def wrong(self: QuickReader, kind: str, start: int, end: int) -> object:
        value = original(self, kind, start, end)
        return None if value is None else type(value)(id=value.id)

    monkeypatch.setattr(QuickReader, "read", wrong)
    with pytest.raises(AssertionError):
        test_both_ways_agree_on_what_the_writer_writes()
