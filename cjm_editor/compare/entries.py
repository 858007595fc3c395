"""Which entry of `comparisons:` speaks of a pair of maps: the one that names both, else one whose other map is lost.

A map is lost when its id changed, or its file is called otherwise now. Only names are compared, with those of the two
maps at hand: nothing that an entry names is looked for on the disk.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from cjm_editor.compare.decisions import Known, Names, resolved
from cjm_editor.compare.lineage import file_of
from cjm_editor.core.elide import elided
from cjm_editor.core.errors import EditError
from cjm_editor.core.lost_maps import called_otherwise, differing, taken, unused
from cjm_editor.core.model import Comparison, Document, Link, map_of, route_order, title_or_id
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import Side
from cjm_editor.core.texts import Message, _

End = Literal["ideal", "actual"]
Loss = Literal["", "gone", "away", "other"]

MOST = 20
"""Among more lost maps than this nobody could tell which one is meant."""

TOLD = 3
"""How many lost maps a notice names."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry, by its place in the document of one of the two maps compared.

    `lost` is the name in it that none of the two maps bears, empty where it names both; `end` the map at hand that has
    taken the lost one's place. The `loss` is "gone" where its document is at hand and has no such map; "away" where its
    file is not, and it may still be there; "other" where nothing in the name says that it is the map at hand.
    """

    home: Side
    index: int
    is_turned: bool
    lost: str = ""
    end: End = "actual"
    loss: Loss = ""

    @property
    def is_gone(self) -> bool:
        """Whether the lost map's document is at hand and has no such map."""
        return self.loss == "gone"

    @property
    def comparison(self) -> Comparison:
        """The entry as it stands in the document."""
        return self.home.document.comparisons[self.index]

    @property
    def seen(self) -> Comparison:
        """The entry with the roles of the pair compared."""
        return turned(self.comparison) if self.is_turned else self.comparison


@dataclass(frozen=True, slots=True)
class Sought:
    """The entry whose decisions hold for a pair of maps, None where there is none, and what people should know."""

    standing: Standing | None = None
    notices: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Home:
    """Where decisions about a pair stand or belong: in whose document, under which names, with the roles turned or
    not. `lost` are the names of the entry that holds them so far, if one of its maps is lost; `is_moved` says that
    it is to bear the new names, and not to stay beside the new one.
    """

    side: End
    ideal: str
    actual: str
    is_turned: bool
    lost: tuple[str, str] | None = None
    is_moved: bool = False


def sought(ideal: Side, actual: Side) -> Sought:
    """What either document holds about this pair of maps, seen with these roles; the reference's is asked first.

    Where no entry names both maps, one is taken that names one of them and a map that is lost, if most of the
    touchpoints that it names there are on the other map at hand. Of several, only one that says all that the others do.
    """
    exact = next(_exact(ideal, actual), None)
    if exact is not None:
        return Sought(exact)
    lost = list(_with_a_lost_map(ideal, actual))
    today = {"ideal": Known(_touchpoints(ideal)), "actual": Known(_touchpoints(actual))}
    found = [(entry, *_found_again(entry, today[entry.end])) for entry in lost]
    most = [entry for entry, named, known in found if 2 * known > named]
    fitting = [entry for entry in most if entry.loss != "other"]
    if not fitting:
        near = [e for e, _named, known in found if e.loss == "gone" or (e.loss == "away" and known)]
        return Sought(None, (*_unused(near), *_called_otherwise(most, ideal, actual)))
    widest = _widest(fitting, ideal, actual)
    if widest is None:
        return Sought(None, (differing(_listed(fitting)),))
    return Sought(widest, (_taken(widest, actual if widest.end == "actual" else ideal),))


def decisions_for(ideal: Side, actual: Side) -> Comparison | None:
    """What people decided about this pair of maps, seen with these roles; None where nothing is known."""
    found = sought(ideal, actual).standing
    return None if found is None else found.seen


def home_of(ideal: Side, actual: Side) -> tuple[Side, int] | None:
    """The side whose document holds the decisions about this pair, and their place among its comparisons."""
    found = sought(ideal, actual).standing
    return None if found is None else (found.home, found.index)


def home_for(ideal: Side, actual: Side) -> Home:
    """Where decisions about this pair stand, else where they belong: in the reference's document.

    Raises `EditError` where the two maps are of two documents of which one has no file yet, since there is no name
    to write down.
    """
    found = sought(ideal, actual).standing
    if found is None:
        return Home("ideal", ideal.journey.id, _reference(actual, ideal), False)
    side: End = "ideal" if found.home is ideal else "actual"
    known = found.comparison
    names = known.ideal, known.actual
    if not found.lost:
        return Home(side, *names, found.is_turned)
    now = _reference(actual if found.end == "actual" else ideal, found.home)
    renamed = (now, names[1]) if names[0] == found.lost else (names[0], now)
    return Home(side, *renamed, found.is_turned, names, found.is_gone)


def is_claimed(ideal: Side, actual: Side) -> bool:
    """Whether an entry that names a lost map speaks of this pair, as no other one does."""
    found = sought(ideal, actual).standing
    return found is not None and found.lost != ""


def turned(comparison: Comparison) -> Comparison:
    """The same decisions with the roles of the two maps exchanged."""
    links = tuple(
        replace(
            link,
            ideal=link.actual,
            actual=link.ideal,
            ideal_titles=link.actual_titles,
            actual_titles=link.ideal_titles,
        )
        for link in comparison.links
    )
    return replace(comparison, ideal=comparison.actual, actual=comparison.ideal, links=links)


def _reference(side: Side, home: Side) -> str:
    """How an entry in `home`'s document names this side."""
    if side.document is home.document:
        return side.journey.id
    file = file_of(side.name)
    if not file:
        raise EditError(
            "no-file",
            _(
                "Save the file “{title}” first: decisions name its maps by it.",
                title=title_or_id(side.journey),
            ),
        )
    return f"{file}#{side.journey.id}"


# which entry


def _names(reference: str, side: Side, home: Side) -> bool:
    """Whether `map` or `file#map`, written in `home`'s file, means this side."""
    named, _hash, map_id = reference.rpartition("#")
    if map_id != side.journey.id:
        return False
    if not named:
        return side.document is home.document or file_of(side.name) == file_of(home.name) != ""
    return file_of(reference) == file_of(side.name)


def _exact(ideal: Side, actual: Side) -> Iterator[Standing]:
    for home in (ideal, actual):
        for index, entry in enumerate(home.document.comparisons):
            for one, other in ((ideal, actual), (actual, ideal)):
                if _names(entry.ideal, one, home) and _names(entry.actual, other, home):
                    yield Standing(home, index, one is actual)


def _with_a_lost_map(ideal: Side, actual: Side) -> Iterator[Standing]:
    """The entries that name one of the two maps, and one that the other may have been."""
    ends: dict[End, Side] = {"ideal": ideal, "actual": actual}
    for home in (ideal, actual):
        for index, entry in enumerate(home.document.comparisons):
            for is_turned in (False, True):
                seen = (entry.actual, entry.ideal) if is_turned else (entry.ideal, entry.actual)
                named: dict[End, str] = {"ideal": seen[0], "actual": seen[1]}
                for end, other in _ENDS:
                    if not _names(named[other], ends[other], home):
                        continue
                    loss = _loss(named[end], ends[end], ends[other], home)
                    if loss:
                        yield Standing(home, index, is_turned, named[end], end, loss)


_ENDS: tuple[tuple[End, End], ...] = (("actual", "ideal"), ("ideal", "actual"))


def _loss(reference: str, side: Side, other: Side, home: Side) -> Loss:
    """How the map of a name is lost, "" where it is at hand. It may be what this side was called if its map is not in
    its document any more, or if its file is none of those at hand; not if file and map are both called otherwise."""
    file, (_file, _hash, map_id) = file_of(reference), reference.rpartition("#")
    if not file:
        documents: list[Document] = [home.document]
    else:
        documents = [known.document for known in (side, other) if file_of(known.name) == file]
    if any(map_of(document, map_id) for document in documents):
        return ""
    is_same_file = any(document is side.document for document in documents)
    if not (is_same_file or map_id == side.journey.id):
        return "other"
    if documents:
        return "gone"
    # a file with another name is still one of its own
    return "other" if side.document is other.document else "away"


def _found_again(entry: Standing, today: Known) -> tuple[int, int]:
    """How many touchpoints an entry names on its lost map, and how many of them the map at hand has."""
    if entry.end == "actual":
        named = {pair for link in entry.seen.links for pair in _titled(link.actual, link.actual_titles)}
    else:
        named = {pair for link in entry.seen.links for pair in _titled(link.ideal, link.ideal_titles)}
    return len(named), sum(today.has(*pair) for pair in named)


def _titled(ids: Sequence[str], titles: Sequence[str]) -> list[tuple[str, str]]:
    return [(id, titles[n] if len(titles) == len(ids) else "") for n, id in enumerate(ids)]


def _touchpoints(side: Side) -> Names:
    return [(touchpoint.id, touchpoint.title) for touchpoint in route_order(side.journey)]


def _widest(fitting: Sequence[Standing], ideal: Side, actual: Side) -> Standing | None:
    """The entry that says all that the others say; None where two of them differ, and where there are too many."""
    if len(fitting) > MOST:
        return None
    said = [(entry, _said(entry, ideal, actual)) for entry in fitting]
    widest, most = max(said, key=lambda found: len(found[1]))
    weights = widest.comparison.weights
    is_all = all(less <= most and entry.comparison.weights in (None, weights) for entry, less in said)
    return widest if is_all else None


def _said(
    entry: Standing, ideal: Side, actual: Side
) -> frozenset[tuple[str, frozenset[str], frozenset[str]]]:
    """What the decisions of an entry say of the touchpoints of today."""
    found = resolved(entry.seen, _touchpoints(ideal), _touchpoints(actual)).entries
    links: list[Link] = [one.link for one in found]
    return frozenset((link.state, frozenset(link.ideal), frozenset(link.actual)) for link in links)


# what people should know


def _taken(entry: Standing, now: Side) -> Message:
    return taken(len(entry.comparison.links), elided(entry.lost), _today(now), entry.is_gone)


def _called_otherwise(entries: Sequence[Standing], ideal: Side, actual: Side) -> tuple[Message, ...]:
    """That decisions are not used though most of their touchpoints are on a map at hand: file and map are both called
    otherwise."""
    if not entries:
        return ()
    now = actual if entries[0].end == "actual" else ideal
    of_it = [entry for entry in entries if entry.end == entries[0].end]
    n = sum(len(entry.comparison.links) for entry in of_it)
    return (called_otherwise(n, _listed(of_it), _today(now)),)


def _today(side: Side) -> str:
    file = file_of(side.name)
    return elided(f"{file}#{side.journey.id}" if file else side.journey.id)


def _unused(near: Sequence[Standing]) -> tuple[Message, ...]:
    """That decisions name a map that is not compared: one that is gone, or some of whose touchpoints are here."""
    if not near:
        return ()
    return (unused(sum(len(entry.comparison.links) for entry in near), _listed(near)),)


def _listed(entries: Sequence[Standing]) -> str:
    found = list(dict.fromkeys(elided(entry.lost) for entry in entries))
    return "; ".join([*found[:TOLD], *(["…"] if len(found) > TOLD else [])])
