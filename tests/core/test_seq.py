"""The chunked sequence against a plain list."""

import pickle
import random
from dataclasses import dataclass

import pytest

from cjm_editor.core.seq import CHUNK, Seq


@dataclass(frozen=True)
class Item:
    id: str
    group: str = ""
    refs: tuple[str, ...] = ()


def item(rng, number):
    refs = tuple(f"i{rng.randrange(60)}" for _ in range(rng.choice((0, 0, 1, 2))))
    return Item(f"i{number}", f"g{rng.randrange(4)}", refs)


def check_like_list(seq, model):
    assert list(seq) == model
    assert len(seq) == len(model)
    assert seq == Seq(model)
    assert all(0 < len(chunk) < 2 * CHUNK for chunk in seq.chunks)


def check_answers(rng, seq, model):
    """What the sequence is asked for, against a walk over the list."""
    for _ in range(3):
        id, group = f"i{rng.randrange(1200)}", f"g{rng.randrange(5)}"
        places = [at for at, one in enumerate(model) if one.id == id]
        assert seq.index_of(id) == (places[0] if places else -1)
        assert seq.get(id) is (model[places[0]] if places else None)
        inside = [at for at, one in enumerate(model) if one.group == group]
        assert seq.size_of(group) == len(inside)
        rank = rng.randrange(len(inside) + 2)
        assert seq.nth_of(group, rank) == (inside[rank] if rank < len(inside) else -1)
        ref = f"i{rng.randrange(60)}"
        assert seq.referring_to(ref) == [at for at, one in enumerate(model) if ref in one.refs]
        if model:
            at = rng.randrange(-len(model), len(model))
            assert seq[at] is model[at]
            at %= len(model)
            assert seq.rank_of(at) == sum(one.group == model[at].group for one in model[:at])


def step(rng, seq, model, number):
    """One random change of both; sizes wander between 0 and some 700 items."""
    what, new = rng.random(), item(rng, number)
    if not model or what < 0.4:
        at = rng.randrange(len(model) + 1)
        return seq.inserted(at, new), [*model[:at], new, *model[at:]]
    at = rng.randrange(len(model))
    if what < 0.65:
        return seq.removed(at), [*model[:at], *model[at + 1 :]]
    if what < 0.7:
        more = [item(rng, number * 10_000 + n) for n in range(rng.choice((0, 1, 5, CHUNK)))]
        return seq.extended(more), model + more
    if rng.random() < 0.5:
        new = Item(model[at].id, model[at].group if rng.random() < 0.5 else new.group, new.refs)
    return seq.replaced(at, new), [*model[:at], new, *model[at + 1 :]]


@pytest.mark.parametrize("size", [0, 1, CHUNK, CHUNK + 1, 300, 700])
def test_a_sequence_behaves_as_a_list(size):
    rng = random.Random(size)
    model = [item(rng, number) for number in range(size)]
    seq = Seq(model)
    for number in range(1000, 1200):
        before, kept = seq, list(model)
        seq, model = step(rng, seq, model, number)
        check_answers(rng, seq, model)
        if number % 10 == 0:
            check_like_list(seq, model)
            assert list(before) == kept


def test_the_check_catches_a_sequence_that_forgets_a_place():
    rng = random.Random(1)
    model = [item(rng, number) for number in range(300)]
    wrong = Seq([*model[:100], *model[101:], model[100]])
    with pytest.raises(AssertionError):
        check_like_list(wrong, model)
    with pytest.raises(AssertionError):
        for _ in range(50):
            check_answers(rng, wrong, model)


def test_chunks_that_no_change_touched_are_shared():
    seq = Seq(Item(f"i{n}") for n in range(5 * CHUNK))
    for changed in (seq.replaced(0, Item("new")), seq.inserted(0, Item("new")), seq.removed(0)):
        assert all(one is other for one, other in zip(changed.chunks[1:], seq.chunks[1:], strict=True))


def test_putting_the_same_object_in_its_place_is_no_change():
    seq = Seq([Item("a"), Item("b")])
    assert seq.replaced(1, seq[1]) is seq


def test_places_outside_are_errors():
    seq = Seq([Item("a")])
    for wrong in (
        lambda: seq[1],
        lambda: seq[-2],
        lambda: seq.inserted(2, Item("b")),
        lambda: seq.removed(1),
    ):
        with pytest.raises(IndexError):
            wrong()


def test_slices_equality_hash_and_pickling():
    items = [Item(f"i{n}") for n in range(300)]
    seq = Seq(items)
    assert seq[10:20] == tuple(items[10:20])
    assert seq == Seq(items) and hash(seq) == hash(Seq(items))
    assert seq.inserted(0, Item("x")).removed(0) == seq
    assert seq != Seq(items[1:]) and seq != items
    assert pickle.loads(pickle.dumps(seq)) == seq
    assert items[5] in seq and Item("other") not in seq
