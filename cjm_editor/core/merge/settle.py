"""What each side did rightly and both together wrongly: put right, ours first, the rest told as conflicts."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, cast

from cjm_editor.core.merge.fields import group_name, merged_values, value_groups, values_of
from cjm_editor.core.merge.state import Clash, Standing, State
from cjm_editor.core.merge.table import Entry, Key
from cjm_editor.core.merge.unknown import Three, twice_changed
from cjm_editor.core.merge.wording import element_text, group_text, value_text
from cjm_editor.core.model import EmotionScale, JourneyMap, Link, Number, Stage, Touchpoint, Transition
from cjm_editor.core.schema import ELEMENTS
from cjm_editor.core.texts import _

Ends = tuple[str, str, str]


def settle(state: State) -> None:
    """Two elements of one id, cards with two ids, transitions and decisions that meet, emotions off the scale."""
    _rename(state)
    _name_cards(state)
    _join(state)
    _part(state)
    _decide_links(state)
    _hold_to_scales(state)


def _rename(state: State) -> None:
    """A touchpoint that one side called as the other calls a stage gets another id: they share one space of ids."""
    taken = {
        (key[1], key[2]) for side in state.sides for key in side.entries if key[0] in ("stage", "touchpoint")
    }
    for key in list(state.live):
        kind, scope, id = key[:3]
        if kind != "touchpoint" or ("stage", scope, id) not in state.live:
            continue
        n = 2
        while (scope, f"{str(id)[:60]}-{n}") in taken:
            n += 1
        new = f"{str(id)[:60]}-{n}"
        taken.add((scope, new))
        state.names[str(scope), str(id)] = new
        state.clashes.append(Clash(key, "id", "", new, str(id)))


def _name_cards(state: State) -> None:
    """The ids that cards had on one side alone lead to those that they have now."""
    for side in (state.ours, state.theirs):
        for (scope, id), key in side.cards.items():
            now = state.live.get(key)
            if now is not None and (new := cast(str, getattr(now.item, "id", ""))) != id:
                state.cards[scope, id] = new
    held = {
        (entry.scope, getattr(entry.item, "id", "")) for entry in state.live.values() if entry.kind == "card"
    }
    for name in [name for name in state.cards if name in held]:
        del state.cards[name]


def _transitions(state: State) -> dict[str, list[Key]]:
    found: dict[str, list[Key]] = {}
    for key, entry in state.live.items():
        if entry.kind == "transition":
            found.setdefault(entry.scope, []).append(key)
    return found


def _ends(entry: Entry) -> Ends:
    item = cast(Transition, entry.item)
    return item.from_, item.to, item.kind


def _join(state: State) -> None:
    """The same transition drawn on both sides is one."""
    for keys in _transitions(state).values():
        mine: dict[Ends, Key] = {}
        for key in keys:
            if key not in state.base.entries and key not in state.theirs.entries:
                mine[_ends(state.live[key])] = key
        for key in keys:
            if key in state.base.entries or key in state.ours.entries:
                continue
            other = mine.get(_ends(state.live[key]))
            if other is not None:
                _join_two(state, other, key)


def _join_two(state: State, mine: Key, yours: Key) -> None:
    three: Three = ({}, state.unknown[1].get(mine, {}), state.unknown[2].get(yours, {}))
    item, twice = merged_values("transition", None, state.live[mine].item, state.live[yours].item, three)
    stays, goes = (mine, yours) if str(mine[2]) < str(yours[2]) else (yours, mine)
    state.live[stays] = replace(state.live[stays], item=replace(cast(Transition, item), id=str(stays[2])))
    del state.live[goes]
    for two in twice:
        values = zip((two.base, two.ours, two.theirs), three, strict=True)
        texts = (group_text(two.group, held, text) for held, text in values)
        state.clashes.append(Clash(stays, group_name(two.group), *texts))
    for name, *sides in twice_changed("transition", item, three):
        state.clashes.append(Clash(stays, name, *sides))
    state.joined[goes] = stays
    state.standing.extend(Standing(stays, name, text) for name, text in {**three[2], **three[1]}.items())
    state.notices.append(
        _(
            "Both sides drew the transition from “{a}” to “{b}”; it stands once.",
            a=_ends(state.live[stays])[0],
            b=_ends(state.live[stays])[1],
        )
    )


def _part(state: State) -> None:
    """Two transitions of one kind between the same two touchpoints: those that came there by their side give way."""
    for keys in _transitions(state).values():
        for key in _meeting(state, keys):
            was, mine, yours = (side.entries.get(key) for side in state.sides)
            if mine is not None:
                texts = [_ends_text(entry) for entry in (was, mine, yours)]
            else:
                held = zip((was, mine, yours), state.unknown_of(key), strict=True)
                texts = ["" if e is None else element_text("transition", e.item, u) for e, u in held]
            state.clashes.append(Clash(key, "ends", *texts))
        while crowded := _crowded([key for key in keys if key in state.live], state):
            for key in crowded:
                if _is_ours(state, key):
                    continue
                mine = state.ours.entries.get(key)
                if mine is None:
                    del state.live[key]
                    continue
                item = cast(Transition, state.live[key].item)
                back = {f.attr: getattr(mine.item, f.attr) for f in _ENDS}
                state.live[key] = replace(state.live[key], item=replace(item, **back))


_ENDS = next(group for group in value_groups("transition") if group[0].joint == "ends")


def _ends_text(entry: Entry | None) -> str:
    return "" if entry is None else group_text(_ENDS, values_of(entry.item, _ENDS))


def _meeting(state: State, keys: list[Key]) -> list[Key]:
    """The transitions that meet another one, by what stands now or by what may be chosen for one that meets another:
    the same from both sides."""
    undecided = {clash.key for clash in state.clashes if clash.field == "ends"}
    meeting: set[Key] = set()
    while True:
        there: dict[Ends, set[Key]] = {}
        for key in keys:
            entries = [state.live[key]]
            if key in undecided or key in meeting:
                entries += [side.entries[key] for side in (state.ours, state.theirs) if key in side.entries]
            for entry in entries:
                there.setdefault(_ends(entry), set()).add(key)
        found = {key for group in there.values() if len(group) > 1 for key in group}
        if found <= meeting:
            return [key for key in keys if key in meeting]
        meeting |= found


def _crowded(keys: list[Key], state: State) -> list[Key]:
    by_ends: dict[Ends, list[Key]] = {}
    for key in keys:
        by_ends.setdefault(_ends(state.live[key]), []).append(key)
    rows = [row for row in by_ends.values() if len(row) > 1]
    return next((row for row in rows if any(not _is_ours(state, key) for key in row)), [])


def _is_ours(state: State, key: Key) -> bool:
    mine = state.ours.entries.get(key)
    return mine is not None and _ends(mine) == _ends(state.live[key])


def _decide_links(state: State) -> None:
    """Decisions about a pair of maps that contradict each other: ours stand."""
    by_pair: dict[Key, list[Key]] = {}
    for key, entry in state.live.items():
        if entry.kind == "link":
            by_pair.setdefault(entry.place[0], []).append(key)
    for parent, keys in by_pair.items():
        keys = [key for key in keys if key in state.live]
        settled = [key for key in keys if _as_ours(state, key)]
        lost: list[Key] = []
        against: list[Key] = []
        for key in keys:
            if key in settled:
                continue
            link = cast(Link, state.live[key].item)
            others = [other for other in settled if contradicts(link, cast(Link, state.live[other].item))]
            if not others:
                settled.append(key)
                continue
            lost.append(key)
            against += [other for other in others if other not in against]
            mine = state.ours.entries.get(key)
            if mine is None:
                del state.live[key]
            else:
                state.live[key] = mine
                settled.append(key)
        if lost:
            texts = (_links_text(state, against, 1), _links_text(state, lost, 2))
            state.clashes.append(Clash(parent, "links", "", *texts))


def _as_ours(state: State, key: Key) -> bool:
    mine = state.ours.entries.get(key)
    return mine is not None and cast(Link, mine.item).state == cast(Link, state.live[key].item).state


def _links_text(state: State, keys: list[Key], side: Literal[1, 2]) -> str:
    found = [
        element_text(
            "link",
            (state.live.get(key) or state.theirs.entries.get(key) or state.ours.entries[key]).item,
            state.unknown[side].get(key, {}),
        )
        for key in keys
    ]
    return f"[{', '.join(found)}]"


def contradicts(one: Link, other: Link) -> bool:
    """Whether two decisions cannot both stand: a touchpoint pinned twice, or a pair pinned and banned."""
    if one.state == other.state == "pinned":
        return bool(set(one.ideal) & set(other.ideal) or set(one.actual) & set(other.actual))
    if one.state != other.state:
        return bool(set(one.ideal) & set(other.ideal)) and bool(set(one.actual) & set(other.actual))
    return False


def _hold_to_scales(state: State) -> None:
    """An emotion off the scale of its map, which the other side changed, goes back to one that is on it."""
    scales: dict[str, EmotionScale] = {}
    others: dict[str, EmotionScale] = {}
    for key, entry in state.live.items():
        if isinstance(entry.item, JourneyMap):
            scales[str(key[2])] = entry.item.scale
    for clash in state.clashes:
        if clash.field == "emotion_scale":  # theirs may be chosen in the end
            others[str(clash.key[2])] = cast(JourneyMap, state.theirs.entries[clash.key].item).scale
    field = next(f for f in ELEMENTS["touchpoint"].fields if f.name == "emotion")
    for key, entry in list(state.live.items()):
        item = entry.item
        if not isinstance(item, Stage | Touchpoint) or item.emotion is None or entry.scope not in scales:
            continue
        scale = scales[entry.scope]
        if not scale.min <= item.emotion <= scale.max:
            is_off = True
        else:
            other = others.get(entry.scope, scale)
            is_off = not other.min <= item.emotion <= other.max
        if not is_off:
            continue
        was, mine, yours = (_emotion(side.entries.get(key)) for side in state.sides)
        fits = (
            value
            for value in (item.emotion, mine, yours, was)
            if value is not None and scale.min <= value <= scale.max
        )
        state.live[key] = replace(entry, item=replace(item, emotion=next(fits, None)))
        texts = (value_text(field, value) for value in (was, mine, yours))
        state.clashes.append(Clash(key, "emotion", *texts))


def _emotion(entry: Entry | None) -> Number | None:
    return None if entry is None else cast("Number | None", getattr(entry.item, "emotion", None))
