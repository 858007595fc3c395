"""The laws of the merge, each on 1,000 seeded cases and seen to fail on merges that are wrong on purpose."""

import random
from dataclasses import replace

import pytest

from cjm_editor.core import edits
from cjm_editor.core.errors import EditError
from cjm_editor.core.merge import Merged, current, merge, resolved
from cjm_editor.core.model import (
    Card,
    Comparison,
    Conflict,
    Document,
    EmotionScale,
    JourneyMap,
    Lane,
    Link,
    Persona,
    Segment,
    Stage,
    Touchpoint,
    Transition,
)
from cjm_editor.core.schema import ELEMENTS
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from tests.cases import CASES
from tests.core import generator, laws, merge_laws, random_edits


def edited(rng, document, steps):
    """The document after some random edits."""
    for _ in range(steps):
        _name, edit = random_edits.random_edit(rng, document)
        try:
            document = edit(document)
        except EditError:
            continue
    return document


def triple(seed):
    """A document and two that were made from it by different hands."""
    rng = random.Random(seed)
    if seed % 4:
        base, most = generator.document(rng), 6
    else:  # little that is edited much
        base, most = generator.document(rng, size=rng.choice((2, 4, 6)), maps=rng.choice((1, 2))), 18
    return base, edited(rng, base, rng.randint(1, most)), edited(rng, base, rng.randint(1, most))


@pytest.fixture(scope="module")
def triples():
    return [triple(seed) for seed in range(CASES)]


@pytest.fixture(scope="module")
def made(triples):
    """The merge, remembered: several laws look at the same result."""
    known = {tuple(map(id, documents)): merge(*documents) for documents in triples}

    def remembered(base, ours, theirs):
        return known.get((id(base), id(ours), id(theirs))) or merge(base, ours, theirs)

    return remembered


def test_what_one_side_alone_did_stands(triples):
    for base, ours, theirs in triples:
        merge_laws.check_one_side(base, ours)
        merge_laws.check_one_side(theirs, base)


def test_what_both_did_alike_is_done(triples):
    for base, ours, _theirs in triples:
        merge_laws.check_same(base, ours)


def test_the_sides_may_change_places(triples, made):
    for base, ours, theirs in triples:
        merge_laws.check_symmetric(base, ours, theirs, made)


def test_nothing_is_dropped_in_silence(triples, made):
    for base, ours, theirs in triples:
        merge_laws.check_no_drop(base, ours, theirs, made)


def test_the_result_is_valid_and_nothing_dangles_that_did_not(triples, made):
    for base, ours, theirs in triples:
        merge_laws.check_valid(base, ours, theirs, made)


def test_every_value_is_one_of_the_three(triples, made):
    for base, ours, theirs in triples:
        merge_laws.check_scalars(base, ours, theirs, made)


def test_a_document_merged_with_itself_is_itself(triples):
    for base, ours, _theirs in triples:
        merge_laws.check_nothing(base)
        merge_laws.check_nothing(ours)


def test_there_are_conflicts_exactly_where_something_changed_in_two_ways(triples, made):
    decisive = sum(merge_laws.check_conflicts(base, ours, theirs, made) for base, ours, theirs in triples)
    assert decisive > 0.5 * len(triples)


# What is chosen for a conflict


def test_each_side_can_be_chosen_for_a_conflict_or_is_refused_and_stands_then(triples, made):
    chosen = refused = 0
    for documents in triples:
        merged = made(*documents)
        for conflict in merged.conflicts:
            for side in ("base", "ours", "theirs"):
                try:
                    after = resolved(merged.document, conflict, side)
                except EditError:
                    refused += 1
                    continue
                chosen += 1
                assert conflict not in after.conflicts
                laws.check_valid(replace(after, conflicts=()))
                now = current(after, conflict)
                last = conflict.path.split("/")[-1]
                is_deleted = getattr(conflict, side) == "" and (now is None or last.isdigit())
                if last not in LISTS:
                    assert is_deleted or now == getattr(conflict, side), (conflict, side, now)
    assert chosen > 500 and refused < 0.1 * chosen


NAMES = (
    *(
        "maps",
        "touchpoints",
        "stages",
        "transitions",
        "segments",
        "personas",
        "lanes",
        "comparisons",
        "links",
    ),
    *(
        "1",
        "0",
        "-1",
        "²",
        "9" * 40,
        "",
        "x",
        "title",
        "emotion",
        "ends",
        "place",
        "id",
        "pains",
        "cards",
        "weights",
    ),
    *("emotion_scale", "tags", "conflicts", "metrics", "evidence"),
)
VALUES = (
    *(
        "",
        "x",
        "1",
        "yes",
        "1e999",
        "9" * 5000,
        "[]",
        "{}",
        "[1]",
        '["a"]',
        "null",
        "[[]]",
        "[{}]",
        "[" * 3000,
    ),
    *('{"id":"x"}', '{"text": 3}', '{"from":[],"to":{}}', '{"touchpoints": 3}', '{"pains":[{"text":[1]}]}'),
)


def hostile_conflict(rng, document):
    """A conflict as somebody might write it who wishes us ill."""
    ids = [id for m in document.maps for id in (m.id, *(t.id for t in m.touchpoints[:2]))]
    parts = [rng.choice((*NAMES, *ids)) for _ in range(rng.randint(1, 5))]
    if document.maps and rng.random() < 0.8:
        m = rng.choice(document.maps)
        point = ("touchpoints", m.touchpoints[0].id) if m.touchpoints and rng.random() < 0.7 else ()
        parts = ["maps", m.id, *point, *parts[: rng.randint(0, 3)]]
    if rng.random() < 0.2:  # every field of a kind, those that no merge ever names too
        kind = rng.choice(("document", "map"))
        head = ["maps", document.maps[0].id] if kind == "map" and document.maps else []
        parts = [*head, rng.choice([field.name for field in ELEMENTS[kind if head else "document"].fields])]
    return Conflict("/".join(parts), *(rng.choice(VALUES) for _ in range(3)))


def test_conflicts_that_anybody_wrote_are_applied_or_refused():
    outcomes = set()
    for seed in range(CASES):
        rng = random.Random(seed)
        document = generator.document(rng)
        conflict = hostile_conflict(rng, document)
        document = replace(document, conflicts=(conflict,))
        current(document, conflict)
        for side in ("base", "ours", "theirs"):
            try:
                after = resolved(document, conflict, side)
            except EditError as error:
                outcomes.add(error.code)
            else:
                outcomes.add("applied")
                laws.check_valid(after)
    assert outcomes == {"applied", "conflict-is-gone", "no-such-value", "not-together"}


LISTS = (
    "ends",
    "links",
    "stages",
    "touchpoints",
    "transitions",
    "maps",
    "segments",
    "lanes",
    "personas",
    "id",
    "place",
)


# Single rules, by hand

BASE = Document(
    title="Boots",
    segments=(Segment("g", "Young", personas=(Persona("p", "Ivan"),)), Segment("h", "Old")),
    lanes=(Lane("touchpoints"), Lane("legal", "Law")),
    maps=(
        JourneyMap(
            "m",
            "Map",
            segment="g",
            stages=(Stage("s", "Choose"), Stage("u", "Use")),
            touchpoints=Seq(
                (
                    Touchpoint(
                        "a", "s", "Ad", emotion=1, tags=("x", "y"), cards=(("pains", (Card("Too slow"),)),)
                    ),
                    Touchpoint("b", "s", "Shop"),
                    Touchpoint("c", "u", "Wear"),
                )
            ),
            transitions=Seq((Transition("e", "a", "c"),)),
        ),
    ),
)


def point(document, id, **values):
    """The document with other values at a touchpoint."""
    m = document.maps[0]
    at = m.touchpoints.index_of(id)
    changed = m.touchpoints.replaced(at, replace(m.touchpoints[at], **values))
    return replace(document, maps=(replace(m, touchpoints=changed),))


def with_map(document, **values):
    return replace(document, maps=(replace(document.maps[0], **values),))


def paths(made):
    return [conflict.path for conflict in made.conflicts]


def test_different_fields_of_one_element_are_both_taken():
    made = merge(BASE, point(BASE, "a", title="Sign"), point(BASE, "a", emotion=-1))
    assert made.document == point(BASE, "a", title="Sign", emotion=-1)
    assert not made.conflicts


def test_one_field_changed_in_two_ways_stays_ours_with_a_conflict_in_the_document():
    made = merge(BASE, point(BASE, "a", title="Sign"), point(BASE, "a", title="Poster"))
    assert made.document.conflicts == (Conflict("maps/m/touchpoints/a/title", "Ad", "Sign", "Poster"),)
    assert replace(made.document, conflicts=()) == point(BASE, "a", title="Sign")
    after = resolved(made.document, made.conflicts[0], "theirs")
    assert after == point(BASE, "a", title="Poster")


def test_the_title_of_the_document_is_chosen_as_any_other_field():
    made = merge(BASE, replace(BASE, title="Shoes"), replace(BASE, title="Sandals"))
    assert resolved(made.document, made.conflicts[0], "theirs") == replace(BASE, title="Sandals")


def test_tags_are_sets():
    made = merge(BASE, point(BASE, "a", tags=("y", "z")), point(BASE, "a", tags=("x", "y", "w")))
    assert set(made.document.maps[0].touchpoints[0].tags) == {"y", "z", "w"}
    assert not made.conflicts


def test_a_card_edited_on_one_side_and_one_added_on_the_other_stand_together():
    ours = point(BASE, "a", cards=(("pains", (Card("Too slow", severity=3),)),))
    theirs = point(BASE, "a", cards=(("pains", (Card("Far too slow"), Card("No phone"))),))
    made = merge(BASE, ours, theirs)
    cards = (("pains", (Card("Far too slow", severity=3), Card("No phone"))),)
    assert made.document == point(BASE, "a", cards=cards)
    assert not made.conflicts


def test_what_one_deleted_and_the_other_edited_stays_with_a_conflict_and_can_be_deleted_after_all():
    gone = edits.delete_touchpoints(BASE, "m", ("b",))
    made = merge(BASE, gone, point(BASE, "b", title="Store"))
    assert paths(made) == ["maps/m/touchpoints/b"]
    assert made.conflicts[0].ours == "" and "Store" in made.conflicts[0].theirs
    assert made.document.maps[0].touchpoints.get("b").title == "Store"
    assert resolved(made.document, made.conflicts[0], "ours") == gone


def test_what_one_deleted_and_the_other_refers_to_is_brought_back_with_all_that_stood_in_it():
    gone = edits.delete_touchpoints(BASE, "m", ("a",))
    steps = BASE.maps[0].transitions.extended((Transition("f", "b", "a", "back"),))
    made = merge(BASE, gone, with_map(BASE, transitions=steps))
    assert paths(made) == ["maps/m/touchpoints/a"]
    assert made.document.maps[0].touchpoints.get("a") == BASE.maps[0].touchpoints.get("a")
    laws.check_valid(replace(made.document, conflicts=()))


def test_a_lane_that_one_deleted_comes_back_for_a_card_that_the_other_put_into_it():
    gone = edits.delete_lane(BASE, "legal")
    made = merge(BASE, gone, point(BASE, "b", cards=(("legal", (Card("Ask"),)),)))
    assert paths(made) == ["lanes/legal"]
    assert made.document.lanes == BASE.lanes


def test_additions_stand_after_what_they_followed():
    rows = BASE.maps[0].touchpoints
    ours = with_map(BASE, touchpoints=rows.inserted(1, Touchpoint("n", "s", "New")))
    theirs = with_map(BASE, touchpoints=rows.extended((Touchpoint("z", "u", "Last"),)))
    made = merge(BASE, ours, theirs)
    assert [t.id for t in made.document.maps[0].touchpoints] == ["a", "n", "b", "c", "z"]
    assert not made.conflicts and not made.notices


def test_two_additions_of_one_meaning_are_both_kept_with_a_notice():
    rows = BASE.maps[0].touchpoints
    ours = with_map(BASE, touchpoints=rows.extended((Touchpoint("n", "u", "Club"),)))
    theirs = with_map(BASE, touchpoints=rows.extended((Touchpoint("o", "u", "club"),)))
    made = merge(BASE, ours, theirs)
    assert [t.id for t in made.document.maps[0].touchpoints] == ["a", "b", "c", "n", "o"]
    assert not made.conflicts
    assert [words("en")(notice) for notice in made.notices] == [
        "Both sides added “Club”; both are kept. Delete one of them."
    ]


def test_an_order_changed_in_two_ways_stays_ours_and_theirs_can_be_chosen():
    rows = {t.id: t for t in BASE.maps[0].touchpoints}
    ours = with_map(BASE, touchpoints=Seq(rows[id] for id in "bac"))
    theirs = with_map(BASE, touchpoints=Seq(rows[id] for id in "cab"))
    made = merge(BASE, ours, theirs)
    assert made.conflicts == (
        Conflict("maps/m/touchpoints", '["a", "b", "c"]', '["b", "a", "c"]', '["c", "a", "b"]'),
    )
    assert resolved(made.document, made.conflicts[0], "theirs") == theirs


def test_ends_of_a_transition_are_taken_from_one_side_together():
    def led(**values):
        return with_map(BASE, transitions=Seq((replace(BASE.maps[0].transitions[0], **values),)))

    made = merge(BASE, led(from_="b"), led(to="b"))
    assert made.document.maps == led(from_="b").maps
    assert paths(made) == ["maps/m/transitions/e/ends"]


def test_an_emotion_off_a_new_scale_goes_back_to_one_that_is_on_it():
    ours = point(with_map(BASE, emotion_scale=EmotionScale(1, 5)), "a", emotion=4)
    made = merge(BASE, ours, point(BASE, "a", emotion=-2))
    assert paths(made) == ["maps/m/touchpoints/a/emotion"]
    assert made.document.maps == ours.maps
    with pytest.raises(EditError):
        resolved(made.document, made.conflicts[0], "theirs")


def test_pins_that_contradict_each_other_stay_ours():
    maps = (BASE.maps[0], replace(BASE.maps[0], id="i", kind="ideal"))
    base = replace(BASE, maps=maps)

    def pinned(other):
        return replace(base, comparisons=(Comparison("i", "m", (Link(("a",), (other,)),)),))

    made = merge(base, pinned("a"), pinned("b"))
    assert replace(made.document, conflicts=()) == pinned("a")
    assert paths(made) == ["comparisons/1/links"]
    assert resolved(made.document, made.conflicts[0], "theirs") == pinned("b")


# Each law is held against merges that are wrong on purpose.


def ours_alone(base, ours, theirs):
    return Merged(ours)


def theirs_win(base, ours, theirs):
    made = merge(base, theirs, ours)
    return Merged(replace(made.document, conflicts=()))


def without_conflicts(base, ours, theirs):
    return Merged(replace(merge(base, ours, theirs).document, conflicts=()))


def with_a_conflict_always(base, ours, theirs):
    made = merge(base, ours, theirs)
    extra = (Conflict("title", "", "1", "2"),)
    return Merged(replace(made.document, conflicts=extra), (*made.conflicts, *extra))


def forgetful(base, ours, theirs):
    """Additions of the other side are lost."""
    made = merge(base, ours, theirs)
    known = {t.id for m in (*base.maps, *ours.maps) for t in m.touchpoints}
    maps = tuple(
        replace(m, touchpoints=Seq(t for t in m.touchpoints if t.id in known), transitions=Seq())
        for m in made.document.maps
    )
    return Merged(replace(made.document, maps=maps), made.conflicts)


def dangling(base, ours, theirs):
    """Nothing is brought back."""
    made = merge(base, ours, theirs)
    gone = {t.id for m in base.maps for t in m.touchpoints} - {t.id for m in ours.maps for t in m.touchpoints}
    maps = tuple(
        replace(m, touchpoints=Seq(t for t in m.touchpoints if t.id not in gone)) for m in made.document.maps
    )
    return Merged(replace(made.document, maps=maps), made.conflicts)


def inventive(base, ours, theirs):
    made = merge(base, ours, theirs)
    return Merged(replace(made.document, title=made.document.title + "!"), made.conflicts)


def doubled(base, ours, theirs):
    made = merge(base, ours, theirs)
    return Merged(replace(made.document, maps=made.document.maps * 2), made.conflicts)


WRONG = [
    (merge_laws.check_one_side, 2, ours_alone),
    (merge_laws.check_one_side, 2, forgetful),
    (merge_laws.check_same, 2, with_a_conflict_always),
    (merge_laws.check_same, 2, doubled),
    (merge_laws.check_symmetric, 3, ours_alone),
    (merge_laws.check_symmetric, 3, theirs_win),
    (merge_laws.check_no_drop, 3, ours_alone),
    (merge_laws.check_no_drop, 3, forgetful),
    (merge_laws.check_valid, 3, dangling),
    (merge_laws.check_valid, 3, doubled),
    (merge_laws.check_scalars, 3, inventive),
    (merge_laws.check_nothing, 1, inventive),
    (merge_laws.check_conflicts, 3, without_conflicts),
    (merge_laws.check_conflicts, 3, with_a_conflict_always),
]


@pytest.mark.parametrize(
    ("law", "arguments", "wrong"), WRONG, ids=lambda value: getattr(value, "__name__", "")
)
def test_a_wrong_merge_is_caught(triples, law, arguments, wrong):
    for documents in triples[:300]:
        try:
            law(*documents[:arguments], wrong)
        except AssertionError:
            return
    pytest.fail("no case showed it")
