"""A change of channel is told where the reference has fewer between the same touchpoints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from cjm_editor.compare.comparison import compare
from cjm_editor.core.model import Comparison, JourneyMap, Link
from cjm_editor.core.results import ComparisonResult
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from tests.compare.generator import side
from tests.compare.test_pathgaps import between, drawn

EN, RU = words("en"), words("ru")


def by(journey: JourneyMap, channels: Mapping[str, str]) -> JourneyMap:
    """The map with its touchpoints in these channels."""
    return replace(
        journey, touchpoints=Seq(replace(t, channel=channels.get(t.id, "")) for t in journey.touchpoints)
    )


def told(result: ComparisonResult, words=EN) -> list[str]:
    return [words(gap.text) for gap in result.path if gap.kind == "channel_switch"]


def ideal(ids: str, channels: Mapping[str, str], *steps: str) -> JourneyMap:
    return by(drawn("i", "ideal", ids, *steps), channels)


def actual(ids: str, channels: Mapping[str, str], *steps: str) -> JourneyMap:
    return by(drawn("r", "actual", ids, *steps), channels)


CALM = {"a": "App", "b": "SMS", "c": "Clinic"}


def test_a_change_where_the_reference_changes_through_a_missing_touchpoint_is_none():
    target = ideal("abc", CALM, "ab", "bc")
    assert told(between(target, actual("ac", CALM, "ac"))) == []
    assert told(between(target, actual("abc", CALM, "ac", "cb"))) == [  # that way the reference never leads
        "The channel changes between “C” and “B”"
    ]


def test_a_change_that_the_reference_does_not_have_is_told():
    target = ideal("abc", {"a": "App", "b": "App", "c": "App"}, "ab", "bc")
    assert told(between(target, actual("ac", CALM, "ac"))) == ["The channel changes between “A” and “C”"]


def test_on_a_way_through_extra_touchpoints_the_changes_are_counted_together():
    target = ideal("abc", CALM, "ab", "bc")
    as_many = actual("axc", {**CALM, "x": "Phone"}, "ax", "xc")
    assert told(between(target, as_many)) == []
    more = actual("axyc", {**CALM, "x": "Phone", "y": "App"}, "ax", "xy", "yc")
    assert told(between(target, more)) == ["From “A” to “C” the channel changes 3 times, in the reference 2"]
    assert told(between(target, more), RU) == ["От «A» к «C» канал меняется 3 раза, в эталоне — 2"]
    none = ideal("ac", {"a": "App", "c": "App"}, "ac")
    through = actual("axc", {"a": "App", "x": "Phone", "c": "App"}, "ax", "xc")
    assert told(between(none, through)) == [
        "The channel changes between “A” and “X”",
        "The channel changes between “X” and “C”",
    ]


def test_an_extra_touchpoint_at_the_end_has_no_way_to_be_compared():
    target = ideal("ab", {"a": "App", "b": "App"}, "ab")
    astray = actual("abx", {"a": "App", "b": "App", "x": "Phone"}, "ab", "bx")
    assert told(between(target, astray)) == ["The channel changes between “B” and “X”"]


def test_a_branch_past_an_extra_touchpoint_is_judged_by_itself():
    """The direct way has one change, as the reference; the one through the extra touchpoint two."""
    target = ideal("ac", CALM, "ac")
    forked = actual("axc", {**CALM, "x": "Phone"}, "ac", "ax", "xc")
    assert told(between(target, forked)) == [
        "From “A” to “C” the channel changes 2 times, in the reference 1"
    ]


def test_within_a_touchpoint_in_parts_the_reference_has_none():
    target = ideal("ab", {"a": "App", "b": "App"}, "ab")
    split = actual("acb", {"a": "App", "c": "Phone", "b": "Phone"}, "ac", "cb")
    links = (Link(("a",), ("a", "c")), Link(("b",), ("b",)))
    result = compare(side(target), side(split), Comparison(links=links))
    assert told(result) == ["The channel changes between “A” and “C”"]


def test_channels_that_nobody_names_are_passed_over():
    target = ideal("abc", {"a": "App", "c": "Clinic"}, "ab", "bc")
    assert told(between(target, actual("ac", CALM, "ac"))) == []


def test_far_apart_in_the_reference_its_ends_decide():
    size = 300
    letters = [chr(0x4E00 + n) for n in range(size)]
    steps = [one + other for one, other in pairwise(letters)]
    first, last = letters[0], letters[-1]
    long = ideal("".join(letters), {first: "App", last: "Clinic"}, *steps)
    short = actual(first + last, {first: "App", last: "Clinic"}, first + last)
    assert told(between(long, short)) == []
    plain = ideal("".join(letters), {first: "App", last: "App"}, *steps)
    assert told(between(plain, short)) != []
