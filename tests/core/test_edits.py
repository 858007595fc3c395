"""What single edits do, and what they refuse."""

import random
from dataclasses import replace

import pytest

from cjm_editor.core import edits
from cjm_editor.core.address import Address, card_at, map_at, stage_at, touchpoint_at, transition_at
from cjm_editor.core.changes import ChangeSet, changes
from cjm_editor.core.errors import EditError
from cjm_editor.core.graph import route_edges
from cjm_editor.core.model import (
    Card,
    Comparison,
    Document,
    EmotionScale,
    Evidence,
    JourneyMap,
    Lane,
    Link,
    Metric,
    Persona,
    Segment,
    Stage,
    Touchpoint,
    Transition,
    lane_cards,
)
from cjm_editor.core.schema import ELEMENTS
from cjm_editor.core.seq import Seq
from tests.core import generator


def small(**values):
    return Document(maps=(JourneyMap("m", **values),))


def placed(*pairs):
    return Seq(Touchpoint(id, stage, title=id) for id, stage in pairs)


TWO_STAGES = small(
    stages=(Stage("s"), Stage("r")), touchpoints=placed(("a", "s"), ("b", "s"), ("c", "r"), ("d", "r"))
)


def route(document):
    return [(edge.from_, edge.to) for edge in route_edges(document.maps[0])]


def order(document):
    return [(touchpoint.id, touchpoint.stage) for touchpoint in document.maps[0].touchpoints]


def test_a_touchpoint_is_added_at_its_place_in_the_stage():
    at_start = edits.add_touchpoint(TWO_STAGES, "m", Touchpoint("n", "r"), 0)
    assert order(at_start) == [("a", "s"), ("b", "s"), ("n", "r"), ("c", "r"), ("d", "r")]
    at_end = edits.add_touchpoint(TWO_STAGES, "m", Touchpoint("n", "s"))
    assert order(at_end) == [("a", "s"), ("b", "s"), ("n", "s"), ("c", "r"), ("d", "r")]


def test_the_first_touchpoint_of_a_stage_keeps_the_list_in_the_order_of_stages():
    document = edits.add_stage(TWO_STAGES, "m", Stage("middle"), 1)
    document = edits.add_touchpoint(document, "m", Touchpoint("n", "middle"))
    assert [id for id, _stage in order(document)] == ["a", "b", "n", "c", "d"]


def test_a_touchpoint_moves_within_its_stage_to_another_and_off_the_map():
    assert order(edits.move_touchpoint(TWO_STAGES, touchpoint_at("m", "a"), "s", 1))[:2] == [
        ("b", "s"),
        ("a", "s"),
    ]
    away = edits.move_touchpoint(TWO_STAGES, touchpoint_at("m", "a"), "r", 1)
    assert order(away) == [("b", "s"), ("c", "r"), ("a", "r"), ("d", "r")]
    parked = edits.move_touchpoint(TWO_STAGES, touchpoint_at("m", "b"), "")
    assert route(parked) == [("a", "c"), ("c", "d")]


def test_a_move_to_where_it_stands_is_no_change():
    assert edits.move_touchpoint(TWO_STAGES, touchpoint_at("m", "b"), "s", 1) is TWO_STAGES
    assert edits.move_touchpoint(TWO_STAGES, touchpoint_at("m", "b"), "s") is TWO_STAGES
    assert edits.move_stage(TWO_STAGES, stage_at("m", "s"), 0) is TWO_STAGES


def test_a_map_without_stages_is_ordered_by_its_list():
    bare = small(touchpoints=placed(("a", ""), ("b", ""), ("c", "")))
    moved = edits.move_touchpoint(bare, touchpoint_at("m", "c"), "", 0)
    assert [id for id, _stage in order(moved)] == ["c", "a", "b"]


def test_the_first_stage_takes_over_the_touchpoints_so_that_none_is_parked():
    bare = small(touchpoints=placed(("a", ""), ("b", "")))
    document = edits.add_stage(bare, "m", Stage("s", "Выбор"))
    assert order(document) == [("a", "s"), ("b", "s")]
    assert route(document) == route(bare)


def test_a_deleted_stage_takes_its_touchpoints_their_transitions_and_references_along():
    document = edits.add_transition(TWO_STAGES, "m", Transition("e", "a", "c", "promise"))
    document = edits.add_card(
        document, touchpoint_at("m", "b"), "opportunities", -1, Card("x", from_=("c", "a"))
    )
    left = edits.delete_stage(document, stage_at("m", "r"))
    assert order(left) == [("a", "s"), ("b", "s")]
    assert not left.maps[0].transitions
    assert lane_cards(left.maps[0].touchpoints[1], "opportunities")[0].from_ == ("a",)


def test_a_copied_touchpoint_has_cards_without_ids_and_no_transitions():
    document = edits.add_card(TWO_STAGES, touchpoint_at("m", "a"), "pains", -1, Card("x", id="c-1"))
    document = edits.duplicate_touchpoint(document, touchpoint_at("m", "a"), "copy")
    assert order(document)[:2] == [("a", "s"), ("copy", "s")]
    assert lane_cards(document.maps[0].touchpoints[1], "pains") == (Card("x"),)


def test_a_branch_writes_the_implied_steps_down_and_the_route_stays():
    document = edits.add_branch(TWO_STAGES, "m", "a", "c", "e")
    assert document.maps[0].route == "explicit"
    assert sorted(route(document)) == [("a", "b"), ("a", "c"), ("b", "c"), ("c", "d")]


def test_drawing_along_the_implied_step_only_writes_it_down():
    document = edits.add_transition(TWO_STAGES, "m", Transition("e", "a", "b", share=0.5))
    assert document.maps[0].route == ""
    assert route(document) == route(TWO_STAGES)


def test_a_promise_that_becomes_a_next_step_branches():
    document = edits.add_transition(TWO_STAGES, "m", Transition("e", "a", "c", "promise"))
    document = edits.set_field(document, transition_at("m", "e"), "kind", "next")
    assert sorted(route(document)) == [("a", "b"), ("a", "c"), ("b", "c"), ("c", "d")]


def test_promises_and_ways_back_never_change_the_route():
    for kind in ("promise", "back"):
        document = edits.add_transition(TWO_STAGES, "m", Transition("e", "a", "d", kind))
        assert route(document) == route(TWO_STAGES)
        assert document.maps[0].route == ""


def test_a_deleted_implied_step_leaves_the_others():
    document = edits.delete_implied(TWO_STAGES, "m", "b", "c")
    assert route(document) == [("a", "b"), ("c", "d")]
    assert document.maps[0].route == "explicit"


def test_a_deleted_next_step_does_not_come_back_as_an_implied_one():
    document = edits.add_transition(TWO_STAGES, "m", Transition("e", "a", "b"))
    document = edits.delete_transition(document, transition_at("m", "e"))
    assert route(document) == [("b", "c"), ("c", "d")]


def test_a_touchpoint_joins_the_explicit_route_that_goes_past_it():
    explicit = edits.make_explicit(TWO_STAGES, "m")
    between = edits.add_touchpoint(explicit, "m", Touchpoint("n", "s"), 1)
    assert route(edits.join_route(between, "m", "n")) == [("a", "n"), ("n", "b"), ("b", "c"), ("c", "d")]
    last = edits.add_touchpoint(explicit, "m", Touchpoint("n", "r"))
    assert route(edits.join_route(last, "m", "n"))[-1] == ("d", "n")
    first = edits.add_touchpoint(explicit, "m", Touchpoint("n", "s"), 0)
    assert edits.join_route(first, "m", "n") is first
    assert edits.join_route(TWO_STAGES, "m", "b") is TWO_STAGES


@pytest.mark.parametrize(
    ("transition", "code"),
    [
        (Transition("e", "a", "a"), "self-transition"),
        (Transition("e", "a", "nowhere"), "no-such-reference"),
        (Transition("e", "a"), "no-ends"),
        (Transition("e", "", "a"), "no-ends"),
        (Transition("e", "a", "b", share=2), "bad-value"),
        (Transition("spaces in it", "a", "b"), "bad-id"),
    ],
)
def test_transitions_that_do_not_fit_are_refused(transition, code):
    with pytest.raises(EditError) as refused:
        edits.add_transition(TWO_STAGES, "m", transition)
    assert refused.value.code == code


def test_two_transitions_of_a_kind_between_the_same_two_are_refused_and_a_leave_needs_no_end():
    document = edits.add_transition(TWO_STAGES, "m", Transition("e", "a", kind="leave", share=0.2))
    with pytest.raises(EditError, match="duplicate-transition"):
        edits.add_transition(document, "m", Transition("f", "a", kind="leave"))
    document = edits.add_transition(document, "m", Transition("f", "a", "a", "back"))
    assert len(document.maps[0].transitions) == 2


def test_every_field_of_the_schema_can_be_set_and_cleared():
    """Fields that hold elements with addresses have edits of their own; ids and the format version stay."""
    segment = Segment("g", "G", personas=(Persona("p"),))
    first = replace(TWO_STAGES.maps[0], transitions=Seq([Transition("e", "a", "b")]))
    first = replace(
        first,
        touchpoints=first.touchpoints.replaced(0, Touchpoint("a", "s", cards=(("pains", (Card("x"),)),))),
    )
    document = Document(
        segments=(segment,),
        lanes=(Lane("thoughts"),),
        maps=(first, JourneyMap("n")),
        comparisons=(Comparison("m", "n", (Link(("a",), (), note="x"),)),),
    )
    places = {address.kind: address for address in generator.addresses(document)}
    places["touchpoint"], places["map"] = touchpoint_at("m", "a"), map_at("m")
    known = generator.Known(refs=("b", "c"), segments=("g",), personas=("p",))
    seen = set()
    rng = random.Random(3)
    for kind, address in places.items():
        for field in ELEMENTS[kind].fields:
            nested = field.type == "items" and field.of not in ("evidence", "metric")
            if nested or field.type in ("id", "cards") or field.name == "cjm":
                continue
            here = replace(known, refs=("r",)) if field.name == "stage" else known
            value = generator.value(rng, kind, field, here)
            if kind == "transition" and field.type == "ref":
                value = "c"
            done = edits.set_field(document, address, field.name, value)
            edited = next(o for a, o in _elements(done) if a == address)
            assert getattr(edited, field.attr) == value
            assert edits.set_field(done, address, field.attr, value) is done
            if (kind, field.name) not in (("transition", "from"), ("transition", "to")):
                cleared = edits.set_field(done, address, field.attr, None)
                edited = next(o for a, o in _elements(cleared) if a == address)
                assert getattr(edited, field.attr) in (None, "", (), "actual", "next", "pinned")
            seen.add((kind, field.name))
    assert len(seen) > 100


def _elements(document):
    from cjm_editor.core.elements import element

    return [(address, element(document, address)) for address in generator.addresses(document)]


@pytest.mark.parametrize(
    ("attr", "value"),
    [
        ("emotion", 3),
        ("emotion", "good"),
        ("emotion", True),
        ("emotion", float("nan")),
        ("importance", 6),
        ("importance", 0),
        ("duration", "soon"),
        ("contact", "friend"),
        ("met", "maybe"),
        ("online", "yes"),
        ("stage", "nowhere"),
        ("tags", ["a"]),
        ("tags", (1,)),
        ("title", 5),
        ("metrics", (Evidence(),)),
        ("metrics", (Metric(n=1.5),)),
        ("evidence", (Evidence(date="2026-13-01"),)),
        ("id", "other"),
        ("cards", ()),
        ("nothing", 1),
    ],
)
def test_values_that_do_not_fit_their_field_are_refused(attr, value):
    with pytest.raises(EditError):
        edits.set_field(TWO_STAGES, touchpoint_at("m", "a"), attr, value)


def test_an_element_that_is_gone_is_said_to_be_gone():
    gone = [
        lambda: edits.set_field(TWO_STAGES, touchpoint_at("m", "z"), "title", "x"),
        lambda: edits.move_touchpoint(TWO_STAGES, touchpoint_at("m", "z"), "s"),
        lambda: edits.delete_card(TWO_STAGES, card_at("m", "a", "pains", 0)),
        lambda: edits.delete_map(TWO_STAGES, "z"),
        lambda: edits.delete_implied(TWO_STAGES, "m", "a", "d"),
        lambda: edits.delete_persona(TWO_STAGES, "z"),
    ]
    for edit in gone:
        with pytest.raises(EditError, match="no-such-element"):
            edit()


def test_an_emotion_scale_is_refused_where_emotions_would_fall_off_and_converted_on_request():
    document = edits.set_field(TWO_STAGES, touchpoint_at("m", "a"), "emotion", -2)
    with pytest.raises(EditError, match="bad-scale"):
        edits.set_field(document, map_at("m"), "emotion_scale", EmotionScale(1, 5))
    with pytest.raises(EditError, match="bad-scale"):
        edits.rescale(document, "m", EmotionScale(2, 2))
    converted = edits.rescale(document, "m", EmotionScale(1, 5))
    assert converted.maps[0].touchpoints[0].emotion == 1
    assert edits.rescale(converted, "m", None).maps == document.maps


def test_an_emotion_that_is_the_same_number_on_the_new_scale_leaves_its_touchpoint_as_it_is():
    neutral, good = Touchpoint("t1", stage="s", emotion=0), Touchpoint("t2", stage="s", emotion=1)
    journey = JourneyMap("m", stages=(Stage("s"),), touchpoints=Seq((neutral, good)))
    wider = edits.rescale(Document(maps=(journey,)), "m", EmotionScale(-4, 4)).maps[0]
    assert wider.touchpoints[0] is neutral
    assert wider.touchpoints[1].emotion == 2
    assert wider.stages[0] is journey.stages[0]


def test_cards_are_moved_between_lanes_owners_and_places():
    document = TWO_STAGES
    for index, text in enumerate(("one", "two", "three")):
        document = edits.add_card(document, touchpoint_at("m", "a"), "pains", index, Card(text))
    document = edits.move_card(document, card_at("m", "a", "pains", 2), touchpoint_at("m", "a"), "pains", 0)
    document = edits.move_card(document, card_at("m", "a", "pains", 1), stage_at("m", "r"), "gains")
    assert [card.text for card in lane_cards(document.maps[0].touchpoints[0], "pains")] == ["three", "two"]
    assert lane_cards(document.maps[0].stages[1], "gains") == (Card("one"),)
    still = card_at("m", "a", "pains", 1)
    assert edits.move_card(document, still, touchpoint_at("m", "a"), "pains", 1) is document


def test_cards_go_into_card_lanes_only():
    for lane in ("emotion", "legal", "title"):
        with pytest.raises(EditError, match="no-such-lane"):
            edits.add_card(TWO_STAGES, touchpoint_at("m", "a"), lane, -1, Card("x"))


def test_a_lane_of_ones_own_writes_the_standard_lanes_out_and_takes_its_cards_with_it():
    document = edits.add_lane(TWO_STAGES, Lane("legal", "Юристы"))
    assert [lane.id for lane in document.lanes][-2:] == ["metrics", "legal"]
    document = edits.add_card(document, touchpoint_at("m", "a"), "legal", -1, Card("x"))
    assert edits.delete_lane(document, "legal").maps == TWO_STAGES.maps
    with pytest.raises(EditError, match="id-taken"):
        edits.add_lane(document, Lane("duration"))


def test_deleting_segments_and_personas_takes_them_out_of_the_maps():
    segment = Segment("g", personas=(Persona("p"), Persona("q")))
    document = Document(segments=(segment,), maps=(JourneyMap("m", segment="g", personas=("p", "q")),))
    assert edits.delete_persona(document, "p").maps[0].personas == ("q",)
    left = edits.delete_segment(document, "g").maps[0]
    assert (left.segment, left.personas) == ("", ())


def test_deleting_a_map_keeps_the_lineage_of_those_derived_from_it():
    document = Document(maps=(JourneyMap("a"),))
    for id in ("b", "c"):
        document = edits.derive_map(document, "a", id)
    left = edits.delete_map(document, "a")
    assert sorted((m.id, m.derived_from) for m in left.maps) == [("b", ""), ("c", "b")]
    inherits = replace(
        document, maps=(replace(document.maps[0], derived_from="old.cjm.yaml#x"), *document.maps[1:])
    )
    assert {m.derived_from for m in edits.delete_map(inherits, "a").maps} == {"old.cjm.yaml#x"}


def test_decisions_replace_what_they_contradict_and_can_be_forgotten():
    document = Document(maps=(replace(TWO_STAGES.maps[0], id="i"), TWO_STAGES.maps[0]))
    document = edits.decide_link(document, "i", "m", Link(("a",), ("b",)))
    document = edits.decide_link(document, "i", "m", Link(("b",), ("c",), "banned"))
    again = edits.decide_link(document, "i", "m", Link(("a",), ("c",)))
    assert [(k.ideal, k.actual, k.state) for k in again.comparisons[0].links] == [
        (("b",), ("c",), "banned"),
        (("a",), ("c",), "pinned"),
    ]
    assert again.comparisons[0].links[1].ideal_titles == ("a",)
    allowed = edits.decide_link(again, "i", "m", Link(("b",), ("c",)))
    assert [k.state for k in allowed.comparisons[0].links] == ["pinned"]
    assert edits.forget_link(allowed, "i", "m", ("b",), ("c",)).comparisons == ()
    assert edits.forget_link(allowed, "i", "m", ("a",), ("c",)) is allowed


def test_a_deleted_touchpoint_does_not_turn_a_pin_into_a_confirmed_gap():
    document = Document(maps=(replace(TWO_STAGES.maps[0], id="i"), TWO_STAGES.maps[0]))
    document = edits.decide_link(document, "i", "m", Link(("a",), ("b",)))
    document = edits.decide_link(document, "i", "m", Link(("c",), ("c", "d")))
    left = edits.delete_touchpoints(document, "m", ["b", "d"])
    assert [(k.ideal, k.actual, k.actual_titles) for k in left.comparisons[0].links] == [
        (("c",), ("c",), ("c",))
    ]


def test_metrics_become_targets_in_a_derived_ideal():
    measured = Metric("nps", 34, 41, low=20, high=48, period="2026-Q3", source="Опрос")
    document = small(metrics=(measured,), touchpoints=Seq([Touchpoint("a", met="no", metrics=(measured,))]))
    made = edits.derive_map(document, "m", "i", title="Как должно быть").maps[1]
    assert made.title == "Как должно быть"
    assert made.metrics == made.touchpoints[0].metrics == (Metric("nps", 34),)


def test_a_change_set_says_whether_it_is_empty_and_which_maps_it_concerns():
    assert not changes(TWO_STAGES, TWO_STAGES)
    found = changes(TWO_STAGES, edits.set_field(TWO_STAGES, touchpoint_at("m", "a"), "title", "x"))
    assert found == ChangeSet(changed=(touchpoint_at("m", "a"),))
    assert found.maps == {"m"}
    moved = changes(TWO_STAGES, edits.move_touchpoint(TWO_STAGES, touchpoint_at("m", "a"), "r"))
    assert moved == ChangeSet(moved=(touchpoint_at("m", "a"),))
    assert list(changes(Document(), Document(title="x"))) == [Address("document")]


def test_a_derived_map_stands_behind_the_others_of_its_kind_in_its_segment():
    maps = [
        JourneyMap("a", "A", "actual", "x"),
        JourneyMap("i", "I", "ideal", "x"),
        JourneyMap("s", "S", "assumed", "x"),
        JourneyMap("j", "J", "ideal", "y"),
    ]
    document = edits.derive_map(Document(maps=tuple(maps)), "a", "new")
    assert [journey.id for journey in document.maps] == ["a", "i", "new", "s", "j"]
    first = edits.derive_map(Document(maps=(maps[0], maps[2])), "a", "new")
    assert [journey.id for journey in first.maps] == ["a", "new", "s"]
