"""The laws of a three-way merge as checks that raise `AssertionError`; tests run them, and see each of them fail.

What differs is looked for here by walking whole documents, in another way than the merge does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace

from cjm_editor.core.merge import Merged, merge
from cjm_editor.core.model import Conflict, Document
from cjm_editor.core.schema import ELEMENTS, Field
from cjm_editor.core.seq import Seq
from cjm_editor.core.validate import findings

Merge = Callable[[Document, Document, Document], Merged]
Name = tuple[str, ...]
"""Kind, map and id of an element that has an id."""

HOLDERS = ("document", "segment", "map")
IDENTIFIED = ("segment", "persona", "lane", "map", "stage", "touchpoint", "transition")


def check_one_side(base: Document, side: Document, merge: Merge = merge) -> None:
    """M1: what one side alone did stands, whichever side it was."""
    for made in (merge(base, base, side), merge(base, side, base)):
        assert made.document == side and not made.conflicts


def check_same(base: Document, side: Document, merge: Merge = merge) -> None:
    """M2: what both did alike is done."""
    made = merge(base, side, side)
    assert made.document == side and not made.conflicts


def check_nothing(document: Document, merge: Merge = merge) -> None:
    """M8: a document merged with itself is itself."""
    made = merge(document, document, document)
    assert made.document == document and not made.conflicts


def check_symmetric(base: Document, ours: Document, theirs: Document, merge: Merge = merge) -> None:
    """M3: the sides changed places give the same document, or conflicts at the same places."""
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    if one.conflicts or other.conflicts:
        assert places(one.conflicts) == places(other.conflicts)
    else:
        assert one.document == other.document


def places(conflicts: tuple[Conflict, ...]) -> Counter[str]:
    """The places of conflicts. Where a card, a persona or a row of a list stands depends on the side that was taken."""
    paths = (re.sub(r"segments/[^/]+/personas", "personas", c.path) for c in conflicts)
    return Counter(re.sub(r"/[^/]+/[^/]+/[^/]+/\d+|/\d+", "/#", path) for path in paths)


def check_no_drop(base: Document, ours: Document, theirs: Document, merge: Merge = merge) -> None:
    """M4: what is absent was deleted on both sides, or on one and left alone on the other."""
    made = merge(base, ours, theirs)
    there = set(named(made.document))
    told = " ".join(text for c in made.conflicts for text in (c.path, c.ours, c.theirs))
    was, mine, yours = named(base), named(ours), named(theirs)
    ends = {key: {(t.from_, t.to, t.kind) for t in m.transitions} for key, m in _maps(made.document).items()}
    for name in was.keys() | mine.keys() | yours.keys():
        if name in there or (name not in mine and name not in yours):
            continue
        kind, map_id, id = name
        if kind in ("stage", "touchpoint") and f"/{id}-" in told:
            continue  # two elements of one id: one of them was called anew
        left = mine.get(name, yours.get(name))
        if kind == "transition" and (left.from_, left.to, left.kind) in ends.get(map_id, ()):
            continue  # both drew the same transition
        if f'"{id}"' in told:
            continue
        assert name in was and (name in mine) != (name in yours), f"{name} was dropped"
        assert not is_touched(kind, was[name], left), f"{name} was edited, and dropped"


def is_touched(kind: str, was: object, now: object) -> bool:
    """Whether an element has other values, or holds one that is new or changed."""
    for field in ELEMENTS[kind].fields:
        before, after = getattr(was, field.attr), getattr(now, field.attr)
        if field.type == "items" and field.of in IDENTIFIED:
            known = {item.id: item for item in before}
            if any(i.id not in known or is_touched(field.of, known[i.id], i) for i in after):
                return True
        elif field.type in ("cards", "items"):
            flat = [c for _l, row in before for c in row] if field.type == "cards" else list(before)
            rows = [c for _l, row in after for c in row] if field.type == "cards" else list(after)
            if any(item not in flat for item in rows):
                return True
        elif before != after:
            return True
    return False


def check_valid(base: Document, ours: Document, theirs: Document, merge: Merge = merge) -> None:
    """M5, M7: the result has no error, so that nothing dangles and no id is there twice; what may dangle did before."""
    document = replace(merge(base, ours, theirs).document, conflicts=())
    errors = [found for found in findings(document) if found.problem.severity == "error"]
    assert not errors, errors[:3]
    weak = [loose(d) for d in (base, ours, theirs)]
    for what in loose(document):
        assert any(what in known for known in weak), f"{what} dangles"
    for kind in ("segment", "persona", "lane", "map"):
        ids = [id for k, _m, id in every_name(document) if k == kind]
        assert len(ids) == len(set(ids)), f"a {kind} stands twice"
    for m in document.maps:
        ids = [item.id for item in (*m.stages, *m.touchpoints)]
        assert len(ids) == len(set(ids)), f"an id of {m.id} stands twice"


def loose(document: Document) -> set[tuple[str, ...]]:
    """References that lead nowhere and are allowed to: stages, origins, touchpoints of decided links."""
    found: set[tuple[str, ...]] = set()
    ids = {m.id for m in document.maps}
    points = {m.id: {t.id for t in m.touchpoints} for m in document.maps}
    for m in document.maps:
        if m.derived_from and "#" not in m.derived_from and m.derived_from not in ids:
            found.add(("origin", m.id, m.derived_from))
        stages = {s.id for s in m.stages}
        found |= {("stage", m.id, t.id, t.stage) for t in m.touchpoints if t.stage and t.stage not in stages}
    for c in document.comparisons:
        for side in ("ideal", "actual"):
            known = points.get(getattr(c, side))
            if known is not None:
                gone = {id for link in c.links for id in getattr(link, side)} - known
                found |= {("link", c.ideal, c.actual, id) for id in gone}
    return found


def check_scalars(base: Document, ours: Document, theirs: Document, merge: Merge = merge) -> None:
    """M6: every value is one of the three; only an id that two elements gave themselves is new, and told."""
    made = merge(base, ours, theirs)
    known = {type(s).__name__ + repr(s) for d in (base, ours, theirs) for s in scalars(d)}
    told = {part for c in made.conflicts for part in c.path.split("/")}
    for scalar in scalars(replace(made.document, conflicts=())):
        assert type(scalar).__name__ + repr(scalar) in known or scalar in told, scalar


def scalars(value: object) -> Iterator[object]:
    """Every text, number and yes or no in a value."""
    if isinstance(value, tuple | Seq):
        for item in value:
            yield from scalars(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from scalars(getattr(value, field.name))
    elif value is not None:
        yield value


def check_conflicts(base: Document, ours: Document, theirs: Document, merge: Merge = merge) -> bool:
    """M9: conflicts exactly where something changed in two ways. Whether the case was decisive."""
    found = bool(merge(base, ours, theirs).conflicts)
    if is_contradiction(base, ours, theirs):
        assert found, "two ways of one field, and no conflict"
        return True
    if not may_clash(base, ours, theirs):
        assert not found, merge(base, ours, theirs).conflicts
        return True
    return False


def is_contradiction(base: Document, ours: Document, theirs: Document) -> bool:
    """Whether a field was given two new values, a list two new orders, or one side deleted what the other edited."""
    was, mine, yours = ({("document", "", ""): d} | named(d) for d in (base, ours, theirs))
    for name in mine.keys() & yours.keys():
        kind = name[0]
        blank = was.get(name, None)
        for group in groups(kind):
            a, b = (tuple(getattr(d[name], f.attr) for f in group) for d in (mine, yours))
            if blank is None:
                default = ELEMENTS[kind].cls(**({} if kind == "document" else {"id": name[2]}))
            c = tuple(getattr(blank or default, f.attr) for f in group)
            if a not in (b, c) and b != c:
                return True
        if blank is not None and orders_clash(kind, blank, mine[name], yours[name]):
            return True
    for name, old in was.items():
        for one, other in ((mine, yours), (yours, mine)):
            if (
                name in one
                and name not in other
                and own_values(name[0], old) != own_values(name[0], one[name])
            ):
                return True
    return False


def groups(kind: str) -> list[tuple[Field, ...]]:
    """The fields of a kind that are values, those that belong together in one group."""
    joint: dict[str, list[Field]] = {}
    for field in ELEMENTS[kind].fields:
        if field.type not in ("items", "cards") and field.name != "id" and not field.is_set:
            joint.setdefault(field.joint or field.name, []).append(field)
    return [tuple(group) for group in joint.values()]


def own_values(kind: str, item: object) -> list[object]:
    return [getattr(item, f.attr) for group in groups(kind) for f in group]


def orders_clash(kind: str, base: object, ours: object, theirs: object) -> bool:
    """Whether the elements with ids that all three hold stand in three orders."""
    for field in ELEMENTS[kind].fields:
        if field.type == "items" and field.of in IDENTIFIED:
            rows = [[item.id for item in getattr(side, field.attr)] for side in (base, ours, theirs)]
            common = set(rows[0]) & set(rows[1]) & set(rows[2])
            a, b, c = ([id for id in row if id in common] for row in rows)
            if b not in (a, c) and c != a:
                return True
    return False


def may_clash(base: Document, ours: Document, theirs: Document) -> bool:
    """Whether both sides changed one and the same element, or one deleted something and the other did not keep still
    around it. Generous: what this denies cannot be a conflict."""
    names = [changed_names(base, side) for side in (ours, theirs)]
    if names[0] & names[1]:
        return True
    removed = [set(named(base)) - set(named(side)) for side in (ours, theirs)]
    for gone, other in ((removed[0], theirs), (removed[1], ours)):
        mentioned = {s for name in changed_names(base, other) for s in name_texts(other, name)}
        if {name[2] for name in gone} & mentioned:
            return True
        if {name[1] for name in changed_names(base, other)} & {n[2] for n in gone if n[0] == "map"}:
            return True
        if {_segment(other, n[2]) for n in changed_names(base, other)} & {
            n[2] for n in gone if n[0] == "segment"
        }:
            return True
    return False


def _segment(document: Document, persona: str) -> str | None:
    return next((s.id for s in document.segments if persona in {p.id for p in s.personas}), None)


def name_texts(document: Document, name: Name) -> set[object]:
    item = document if name[0] == "document" else named(document).get(name)
    if item is None or name[0] in HOLDERS:
        own = () if item is None else own_values(name[0], item)
        comparisons = getattr(item, "comparisons", ())
        return {s for value in (*own, comparisons) for s in scalars(value)} if item is not None else set()
    found = set(scalars(item))
    return found | {lane for lane, _row in getattr(item, "cards", ())}


def changed_names(base: Document, side: Document) -> set[Name]:
    """Elements that differ from the base in anything but the elements with ids that they hold; new and gone ones as
    changes of what holds them too."""
    was, now = named(base), named(side)
    found: set[Name] = set(was.keys() ^ now.keys())
    for name in was.keys() & now.keys():
        if flat(name[0], was[name]) != flat(name[0], now[name]):
            found.add(name)
    if flat("document", base) != flat("document", side):
        found.add(("document", "", ""))
    found |= {
        ("persona", "", id)
        for id in homes(base).keys() & homes(side).keys()
        if homes(base)[id] != homes(side)[id]
    }
    scaled = {m.id for m in side.maps if m.id in _maps(base) and m.scale != _maps(base)[m.id].scale}
    found |= {("emotions", id, "") for id in scaled}
    for kind, map_id, _id in list(found):
        if kind == "transition":
            found.add(("transitions", map_id, ""))
        if kind in ("touchpoint", "stage"):
            found.add(("emotions", map_id, "")) if map_id in scaled else None
    return found | {
        ("emotions", m.id, "") for m in side.maps if _emotions(m) != _emotions(_maps(base).get(m.id))
    }


def homes(document: Document) -> dict[str, str]:
    """The segment of each persona."""
    return {p.id: s.id for s in document.segments for p in s.personas}


def _emotions(journey: object) -> list[object]:
    if journey is None:
        return []
    return [journey.scale, *((o.id, o.emotion) for o in (*journey.stages, *journey.touchpoints))]


def flat(kind: str, item: object) -> list[object]:
    """The values of an element with all that it holds but elements with ids."""
    fields_of = (f for f in ELEMENTS[kind].fields if f.type != "items" or f.of not in IDENTIFIED)
    return [getattr(item, field.attr) for field in fields_of]


def named(document: Document) -> dict[Name, object]:
    """Every element with an id by kind, map and id."""
    return dict(every_element(document))


def every_name(document: Document) -> list[Name]:
    return [name for name, _item in every_element(document)]


def every_element(document: Document) -> Iterator[tuple[Name, object]]:
    for segment in document.segments:
        yield ("segment", "", segment.id), segment
        for persona in segment.personas:
            yield ("persona", "", persona.id), persona
    for lane in document.lanes:
        yield ("lane", "", lane.id), lane
    for m in document.maps:
        yield ("map", "", m.id), m
        for stage in m.stages:
            yield ("stage", m.id, stage.id), stage
        for point in m.touchpoints:
            yield ("touchpoint", m.id, point.id), point
        for transition in m.transitions:
            yield ("transition", m.id, transition.id), transition


def _maps(document: Document) -> dict[str, object]:
    return {m.id: m for m in document.maps}
