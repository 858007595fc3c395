"""The quick way through long lists says the same as the parser's events, whatever the text."""

from __future__ import annotations

import random

import pytest

from cjm_editor.core.errors import FormatError
from cjm_editor.core.resources import sample
from cjm_editor.core.schema import CARD_LANES
from cjm_editor.io import reader
from cjm_editor.io.findings import Findings
from cjm_editor.io.outline import outline
from cjm_editor.io.quick import QuickReader
from cjm_editor.io.reader import read, read_in_chunks, read_whole
from cjm_editor.io.scan import scan
from cjm_editor.io.writer import write
from tests.io.generator import FORMS, Cases, Renderer

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
    assert agreed > 500


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

    monkeypatch.setattr(reader.QuickReader, "read", wrong)
    with pytest.raises(AssertionError):
        test_both_ways_agree_on_what_the_writer_writes()
