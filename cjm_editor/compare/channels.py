"""Which names mean the same channel: two people who draw one journey seldom call its channels alike."""

from __future__ import annotations

from collections.abc import Mapping

from cjm_editor.compare.points import Reader
from cjm_editor.compare.titles import folded, script_of
from cjm_editor.core.model import JourneyMap
from cjm_editor.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel's name, folded, and what the glossary makes of its words: concepts (`=name`) and other stems."""

    name: str
    tokens: frozenset[str]


def channel_of(name: str, reader: Reader) -> Channel:
    """The channel of a name that is not empty."""
    return Channel(folded(name), frozenset(reader.channel(name).split()))


def are_others(one: Channel, two: Channel) -> bool:
    """Whether two names surely mean two channels.

    They do not where the words of one are all among those of the other ("Site", "Site of the shop"), nor where a word
    that the glossary does not know stands in another script: nobody can say what it is there.
    """
    if one.name == two.name or one.tokens <= two.tokens or two.tokens <= one.tokens:
        return False
    is_known = all(token.startswith("=") for token in one.tokens | two.tokens)
    return is_known or script_of(one.name) == script_of(two.name)


def channels_by_id(journey: JourneyMap, reader: Reader) -> Mapping[str, str]:
    """For each touchpoint what its channel must share with another's to be the same one; "" where none is given."""
    return {t.id: reader.channel(t.channel) for t in journey.touchpoints}
