"""What a comparison keeps for the next one: answers after answers, and edits between them, say the same as from
scratch."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from cjm_editor.compare import answers
from cjm_editor.compare.comparison import compare
from cjm_editor.compare.decisions import DecisionError
from cjm_editor.compare.gap import ledger
from cjm_editor.compare.memory import Memory
from cjm_editor.core.address import touchpoint_at
from cjm_editor.core.edits import set_field
from cjm_editor.core.errors import CjmError
from cjm_editor.core.model import Document, map_of
from cjm_editor.core.results import ComparisonResult, Side
from tests.cases import CASES
from tests.compare.pairs import pair

PRESETS = ("edits-30", "reworded", "independent", "ids-kept", "unrelated")
SIZES = (3, 6, 12)


def both_in_one(preset: str, size: int, language: str, seed: int) -> Document:
    made = pair(preset, size, language, seed)
    ideal = replace(made.ideal.journey, id="ideal", kind="ideal")
    actual = replace(made.actual.journey, id="actual", kind="actual", derived_from="")
    return replace(made.ideal.document, maps=(ideal, actual))


def sides(document: Document) -> tuple[Side, Side]:
    ideal, actual = (map_of(document, id) for id in ("ideal", "actual"))
    assert ideal is not None and actual is not None
    return Side(document, ideal, "#ideal"), Side(document, actual, "#actual")


def answered(rng: random.Random, document: Document, result: ComparisonResult) -> Document:
    """The document after a decision about some link, or after an edit of a touchpoint."""
    links = result.matching.links
    number = rng.randrange(len(links))
    link, other = links[number], rng.choice(links)
    acts = [
        lambda: answers.accepted(result, number),
        lambda: answers.cut(result, number),
        lambda: answers.drawn(result, link.ideal or other.ideal, link.actual or other.actual),
        lambda: answers.banned(result, link.ideal or other.ideal, link.actual or other.actual),
        lambda: answers.alone(result, link.ideal, () if link.ideal else link.actual),
        lambda: answers.forgotten(result, number),
    ]
    if rng.random() < 0.25:
        at = touchpoint_at("ideal", link.ideal[0]) if link.ideal else touchpoint_at("actual", link.actual[0])
        field, value = rng.choice([("emotion", rng.randint(-2, 2)), ("title", "Ждёт"), ("importance", 5)])
        return set_field(document, at, field, value)
    try:
        return rng.choice(acts)().edit(document)
    except CjmError:
        return document  # a link that cannot be cut or accepted


@pytest.mark.parametrize("preset", PRESETS)
def test_a_comparison_that_remembers_says_what_one_from_scratch_says(preset):
    for seed in range(max(1, CASES // (len(PRESETS) * 12))):
        rng = random.Random(f"memory-{preset}-{seed}")
        document = both_in_one(preset, rng.choice(SIZES), rng.choice(("ru", "en")), seed)
        memory = Memory()
        result = compare(*sides(document), memory=memory)
        for _step in range(12):
            document = answered(rng, document, result)
            try:
                expected = compare(*sides(document))
            except DecisionError:
                break
            result = compare(*sides(document), memory=memory)
            assert result == expected


def test_what_is_the_same_is_not_made_again():
    document = both_in_one("edits-30", 20, "en", 1)
    ideal, actual = sides(document)
    memory = Memory()
    result = compare(ideal, actual, memory=memory)
    links = [(link.ideal, link.actual) for link in result.matching.links]
    first = memory.ledger(ideal.journey, actual.journey, links)
    again = memory.ledger(ideal.journey, actual.journey, links[::-1])
    kept = {(c.ideal, c.actual): c.metrics for c in first.components}
    assert all(kept[c.ideal, c.actual] is c.metrics for c in again.components)
    assert [c.link for c in again.components] == list(range(len(links)))
    assert again.components == ledger(ideal.journey, actual.journey, links[::-1]).components


@pytest.mark.parametrize("unknown", ["left", "ideal", "bottom"])
def test_a_ledger_made_from_others_is_that_made_alone(unknown):
    for seed in range(max(1, CASES // 40)):
        rng = random.Random(f"ledger-{unknown}-{seed}")
        document = both_in_one(rng.choice(PRESETS), rng.choice(SIZES), "en", seed)
        ideal, actual = (side.journey for side in sides(document))
        memory, groups = Memory(), compare(*sides(document)).matching.links
        links = [(link.ideal, link.actual) for link in groups]
        for _step in range(6):
            kept = memory.ledger(ideal, actual, tuple(links), unknown)
            assert kept == ledger(ideal, actual, tuple(links), unknown)
            memory.ledger(ideal, actual, tuple(links), rng.choice(("left", "ideal", "bottom")))
            one, two = rng.sample(links, 2) if len(links) > 1 else (links[0], links[0])
            if one is two or rng.random() < 0.2:
                rng.shuffle(links)
                continue
            links.remove(one)
            links.remove(two)  # two links become one, or both are cut
            joined = (one[0] + two[0], one[1] + two[1])
            alone = [((id,), ()) for id in joined[0]] + [((), (id,)) for id in joined[1]]
            links += [joined] if rng.random() < 0.5 else alone


def test_the_same_links_are_not_scored_again():
    document = both_in_one("edits-30", 12, "en", 1)
    ideal, actual = (side.journey for side in sides(document))
    memory = Memory()
    links = tuple((link.ideal, link.actual) for link in compare(*sides(document)).matching.links)
    book = memory.ledger(ideal, actual, links)
    assert memory.ledger(ideal, actual, tuple(links)) is book
    matched = next(n for n, (left, right) in enumerate(links) if left and right)
    cut = (*links[:matched], (links[matched][0], ()), *links[matched + 1 :], ((), links[matched][1]))
    assert memory.ledger(ideal, actual, cut).path.wanted.reach[: len(links)] == book.path.wanted.reach
    assert memory.ledger(ideal, actual, cut).path.wanted.home is book.path.wanted.home
