"""Decisions about links: the latest wins, nothing else is lost, and they never contradict each other."""

from __future__ import annotations

import random
from itertools import product

import pytest

from cjm_editor.core import edits
from cjm_editor.core.edits import links as module
from cjm_editor.core.errors import EditError
from cjm_editor.core.model import Document, JourneyMap, Stage, Touchpoint
from cjm_editor.core.seq import Seq
from cjm_editor.io.reader import read
from cjm_editor.io.writer import write
from tests.cases import CASES

SIZE = 5


def document() -> Document:
    maps = tuple(
        JourneyMap(
            kind,
            kind=kind,
            stages=(Stage("s", "Stage"),),
            touchpoints=Seq([Touchpoint(f"{kind[0]}{n}", "s", f"{kind} {n}") for n in range(SIZE)]),
        )
        for kind in ("ideal", "actual")
    )
    return Document(maps=maps)


def some(rng: random.Random, prefix: str, most: int = 3) -> tuple[str, ...]:
    return tuple(f"{prefix}{n}" for n in rng.sample(range(SIZE), rng.randint(1, most)))


def decision(rng: random.Random):
    """An edit, what it says of pairs, and whose touchpoints it takes apart from all others."""
    ours, theirs = some(rng, "i"), some(rng, "a")
    what = rng.choice(("pin", "ban", "alone", "alone back"))
    if what == "pin":
        return what, ours, theirs, lambda d: edits.pin_group(d, "ideal", "actual", ours, theirs)
    if what == "ban":
        return what, ours, theirs, lambda d: edits.ban_pair(d, "ideal", "actual", ours, theirs)
    if what == "alone":
        return what, ours, (), lambda d: edits.pin_alone(d, "ideal", "actual", ours)
    return what, (), theirs, lambda d: edits.pin_alone(d, "ideal", "actual", (), theirs)


def said(made: Document) -> dict[tuple[str, str], str]:
    """What is decided about each pair of touchpoints; a lone touchpoint is paired with nothing."""
    found: dict[tuple[str, str], str] = {}
    for link in made.comparisons[0].links if made.comparisons else ():
        for pair in product(link.ideal or ("",), link.actual or ("",)):
            assert pair not in found or link.state == "banned" == found[pair]
            found[pair] = link.state
    return found


def without_contradiction(made: Document) -> None:
    pinned: set[str] = set()
    for link in made.comparisons[0].links if made.comparisons else ():
        if link.state == "pinned":
            ends = {*link.ideal, *link.actual}
            assert pinned.isdisjoint(ends)
            pinned |= ends
        assert len(link.ideal_titles) == len(link.ideal)
        assert len(link.actual_titles) == len(link.actual)
        assert link.ideal_titles == tuple(f"ideal {id[1:]}" for id in link.ideal)


def check_latest_wins(seed: int) -> None:
    rng = random.Random(seed)
    made = document()
    for _step in range(rng.randint(1, 6)):
        what, ours, theirs, edit = decision(rng)
        before, made = made, edit(made)
        assert edit(made) is made
        without_contradiction(made)
        now, then = said(made), said(before)
        for i, a in product(ours or ("",), theirs or ("",)):
            assert now[i, a] == ("banned" if what == "ban" else "pinned")
        touched = {*ours, *theirs}
        for pair, state in then.items():
            if state == "banned":  # a ban is lost only to a pin of that very pair
                assert pair in now
            elif touched.isdisjoint(pair) and (what != "ban" or not _was_joined(before, pair, touched)):
                assert now[pair] == state  # a pin gives no more to another pin than what stands in both
        assert made.maps is before.maps


def _was_joined(before: Document, pair: tuple[str, str], touched: set[str]) -> bool:
    """Whether a pair stood in one pin with what was decided: then that pin was redrawn."""
    return any(
        set(pair) & {*link.ideal, *link.actual} and touched & {*link.ideal, *link.actual}
        for link in before.comparisons[0].links
        if link.state == "pinned"
    )


def test_the_latest_decision_wins_and_no_other_is_lost():
    for seed in range(CASES):
        check_latest_wins(seed)


def keeps_everything(old, _new):
    return (old,)


def drops_whole(old, new):
    """A copy that gives up a whole ban for one pair of it."""
    shares = set(old.ideal) & set(new.ideal) and set(old.actual) & set(new.actual)
    return () if shares else (old,)


@pytest.mark.parametrize("broken", [keeps_everything, drops_whole])
def test_the_law_is_broken_by_a_broken_copy(broken, monkeypatch):
    monkeypatch.setattr(module, "_what_stands", broken)
    with pytest.raises((AssertionError, KeyError)):
        for seed in range(CASES):
            check_latest_wins(seed)


def test_the_other_half_of_a_split_stays_linked():
    split = edits.pin_group(document(), "ideal", "actual", ("i0",), ("a0", "a1"))
    made = edits.pin_group(split, "ideal", "actual", ("i2",), ("a0",))
    assert [(k.ideal, k.actual, k.actual_titles) for k in made.comparisons[0].links] == [
        (("i0",), ("a1",), ("actual 1",)),
        (("i2",), ("a0",), ("actual 0",)),
    ]
    alone = edits.pin_alone(split, "ideal", "actual", (), ("a0",))
    assert [(k.ideal, k.actual) for k in alone.comparisons[0].links] == [(("i0",), ("a1",)), ((), ("a0",))]
    moved = edits.pin_group(split, "ideal", "actual", ("i0",), ("a2",))  # nothing is left on its other side
    assert [(k.ideal, k.actual) for k in moved.comparisons[0].links] == [(("i0",), ("a2",))]
    both = edits.pin_group(document(), "ideal", "actual", ("i0", "i1"), ("a0", "a1"))
    parted = edits.pin_group(both, "ideal", "actual", ("i0",), ("a0",))
    assert [(k.ideal, k.actual) for k in parted.comparisons[0].links] == [
        (("i1",), ("a1",)),
        (("i0",), ("a0",)),
    ]


def test_decisions_come_back_from_the_file_as_they_were():
    for seed in range(CASES // 10):
        rng = random.Random(seed)
        made = document()
        for _step in range(5):
            made = decision(rng)[3](made)
        assert read(write(made).encode(), "x.cjm.yaml").document.comparisons == made.comparisons


def test_decisions_set_as_a_whole_and_forgotten_leave_nothing_behind():
    made = edits.pin_alone(document(), "ideal", "actual", ("i0", "i1"), ("a1",))
    links = made.comparisons[0].links
    assert [(k.ideal, k.actual) for k in links] == [(("i0",), ()), (("i1",), ()), ((), ("a1",))]
    assert edits.set_links(made, "ideal", "actual", links) is made
    assert edits.set_links(made, "ideal", "actual", ()).comparisons == ()
    for link in links:
        made = edits.forget_link(made, "ideal", "actual", link.ideal, link.actual)
    assert made.comparisons == ()
    assert edits.set_links(made, "ideal", "actual", ()) is made
    assert edits.set_links(made, "ideal", "actual", links).comparisons[0].links == links


def test_titles_of_another_file_are_those_that_were_given():
    made = edits.pin_group(document(), "ideal", "b.cjm.yaml#x", ("i0",), ("z",), ((), ("Zed",)))
    link = made.comparisons[0].links[0]
    assert (link.ideal_titles, link.actual_titles) == (("ideal 0",), ("Zed",))


@pytest.mark.parametrize(
    "edit",
    [
        lambda d: edits.pin_group(d, "ideal", "actual", ("i0",), ()),
        lambda d: edits.ban_pair(d, "ideal", "actual", (), ("a0",)),
        lambda d: edits.pin_group(d, "ideal", "actual", ("nobody",), ("a0",)),
    ],
)
def test_decisions_about_nothing_are_refused(edit):
    with pytest.raises(EditError):
        edit(document())


def test_a_pair_under_other_names_has_one_entry():
    pinned = edits.pin_group(document(), "ideal", "actual", ("i0",), ("a0",))
    moved = module.name_pair(pinned, "ideal", "actual", "ideal", "f.cjm.yaml#actual", is_moved=True)
    (entry,) = moved.comparisons
    assert (entry.actual, entry.links) == ("f.cjm.yaml#actual", pinned.comparisons[0].links)
    beside = module.name_pair(pinned, "ideal", "actual", "ideal", "f.cjm.yaml#actual", is_moved=False)
    assert beside.comparisons == (*pinned.comparisons, entry)
    for named in (moved, beside):
        assert module.name_pair(named, "ideal", "actual", "ideal", "f.cjm.yaml#actual", True) is named
    assert module.name_pair(pinned, "ideal", "gone", "ideal", "new", is_moved=True) is pinned


def test_an_entry_that_decides_nothing_comes_back_from_the_file():
    kept = module.keep_pair(document(), "ideal", "actual")
    assert module.keep_pair(kept, "ideal", "actual") is kept
    (entry,) = read(write(kept).encode(), "f.cjm.yaml").document.comparisons
    assert (entry.ideal, entry.actual, entry.links) == ("ideal", "actual", ())
