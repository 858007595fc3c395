"""How alike two touchpoints are: what their channels say."""

from __future__ import annotations

from cjm_editor.compare.features import texts
from cjm_editor.compare.glossary import shipped
from cjm_editor.compare.points import Reader, track
from cjm_editor.core.model import JourneyMap, Touchpoint
from cjm_editor.core.seq import Seq


def known(ours: tuple[str, ...], theirs: tuple[str, ...]):
    reader = Reader(shipped())
    sides = (
        track(
            JourneyMap("m", touchpoints=Seq(Touchpoint(f"t{n}", channel=c) for n, c in enumerate(names))),
            reader,
        )
        for names in (ours, theirs)
    )
    one, two = sides
    return texts(one, two), [p.channel for p in one.points], [p.channel for p in two.points]


def test_other_channels_speak_against_a_pair_where_both_hands_name_both():
    found, (site, shop), (_site, _shop) = known(("Сайт", "Магазин"), ("Сайт", "Магазин"))
    assert found.channel(site, shop) == (0.0, 1.0)


def test_they_say_less_or_nothing_where_a_hand_never_uses_the_others_name():
    found, (site, counter), (shop, desk) = known(("Сайт", "Прилавок"), ("Сайт", "Стол"))
    assert found.channel(site, desk) == (0.0, 0.5)
    assert found.channel(counter, desk) == (0.0, 0.0)
    assert found.channel(site, shop)[1] == 0.0


def test_one_hand_calls_one_channel_by_one_name():
    found, (_site, counter), (_shop, desk) = known(("Сайт", "Прилавок"), ("Сайт", "Стол"))
    assert found.channel(counter, desk, is_one_hand=True) == (0.0, 1.0)
