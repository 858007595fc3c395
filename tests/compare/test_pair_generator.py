"""The generator of pairs: its truth is complete, the same for the same seed, and as hard as its presets say."""

from __future__ import annotations

import itertools
import statistics

import pytest

from cjm_editor.core.graph import route_edges
from tests.compare.pairs import LANGUAGES, PRESETS, pair
from tests.compare.pairs.scoring import Tally, matched_share, tally
from tests.compare.pairs.vocabulary import lexicon


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_touchpoint_stands_in_one_true_link(preset, language):
    for seed in range(5):
        case = pair(preset, 40, language, seed)
        for side, ids in (
            (case.ideal, [i for i, _a in case.links]),
            (case.actual, [a for _i, a in case.links]),
        ):
            assert sorted(itertools.chain(*ids)) == sorted(t.id for t in side.journey.touchpoints)
        within = {(i, a) for left, right in case.links for i in left for a in right}
        assert case.pairs <= within
        assert {i for i, _a in case.pairs} == {i for left, right in case.links if right for i in left}


def test_the_same_seed_gives_the_same_pair_and_another_another():
    assert pair("edits-60", 60, "ru", 3) == pair("edits-60", 60, "ru", 3)
    assert pair("edits-60", 60, "ru", 3) != pair("edits-60", 60, "ru", 4)


def test_maps_have_eight_stages_of_uneven_size_steps_past_and_steps_back():
    skips, backs, repeated, spread = 0, 0, 0, []
    for seed in range(5):
        journey = pair("edits-10", 200, "en", seed).ideal.journey
        assert len(journey.stages) == 8
        sizes = [journey.touchpoints.size_of(stage.id) for stage in journey.stages]
        spread.append(max(sizes) / max(1, min(sizes)))
        backs += sum(t.kind == "back" for t in journey.transitions)
        skips += sum(edge.share is not None for edge in route_edges(journey))
        repeated += 200 - len({t.title for t in journey.touchpoints})
    assert statistics.mean(spread) > 2
    assert 80 < skips < 160
    assert 30 < backs < 70
    assert 15 < repeated < 50


def _changed(preset: str) -> tuple[float, float]:
    """Shares of touchpoints absent, and of those still there with another title."""
    absent, other, kept = 0, 0, 0
    for language in LANGUAGES:
        case = pair(preset, 300, language, 1)
        titles = [{t.id: t.title for t in side.journey.touchpoints} for side in (case.ideal, case.actual)]
        for left, right in case.links:
            absent += len(left) if not right else 0
            if len(left) == len(right) == 1:
                kept += 1
                other += titles[0][left[0]] != titles[1][right[0]]
    return absent / 600, other / kept


def test_presets_change_as_much_as_they_say():
    assert _changed("edits-10")[1] < _changed("edits-30")[1] < _changed("edits-60")[1] < 0.4
    assert _changed("reworded")[1] == 1
    absent, other = _changed("independent")
    assert absent == pytest.approx(0.35)
    assert other == 1
    assert pair("unrelated", 50, "ru", 0).pairs == frozenset()
    translated = pair("translated", 50, "ru", 0)
    assert all(t.title.isascii() for t in translated.actual.journey.touchpoints)
    assert not any(t.title.isascii() for t in translated.ideal.journey.touchpoints)


def test_ids_are_dropped_kept_made_anew_or_colliding():
    def common(preset: str) -> tuple[float, float]:
        """Share of first ids that stand in both maps, and share of those that are true links."""
        case = pair(preset, 300, "ru", 2)
        both = {t.id for t in case.ideal.journey.touchpoints} & {
            t.id for t in case.actual.journey.touchpoints
        }
        return len(both) / 300, sum((id, id) in case.pairs for id in both) / max(1, len(both))

    assert common("edits-30") == (0, 0)
    kept, regenerated, colliding = (common(f"ids-{name}") for name in ("kept", "regenerated", "colliding"))
    assert kept[0] > 0.9 and kept[1] == 1
    assert kept[0] * 0.8 < regenerated[0] < kept[0] * 0.9 and regenerated[1] == 1
    assert colliding[0] > 0.9 and colliding[1] < 0.3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_concept_can_be_said_in_two_ways(language):
    words = lexicon(language)
    for concepts, forms in ((words.verbs, 3), (words.objects, 2), (words.places, 1)):
        for ways in concepts:
            assert len(ways) == 2
            assert all(len(way) == forms and all(way) for way in ways)
            assert ways[0] != ways[1]
    assert len(words.stages) == 16


def test_scores_count_pairs():
    case = pair("edits-60", 40, "ru", 0)
    assert tally(case, case.pairs).f1 == 1
    some = frozenset(sorted(case.pairs)[::2])
    assert tally(case, some).precision == 1 > tally(case, some).recall
    wrong = some | {("i0", "nobody"), ("i1", "nobody")}
    assert tally(case, wrong) == Tally(len(case.pairs), len(some) + 2, len(some))
    assert matched_share(case, frozenset()) == 0
    assert tally(case, frozenset()).f1 == 0
