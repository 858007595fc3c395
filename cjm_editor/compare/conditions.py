"""Why customers leave, go back or take another way: the conditions of the lived map's transitions, as they are written
there, beside the finding that they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from cjm_editor.compare.shares import percent
from cjm_editor.core.model import Transition
from cjm_editor.core.texts import Message, _, ngettext, one_line, pgettext

MOST = 5
"""Conditions that stand beside one finding."""

_WITH, _COMPARED = "{finding} ({condition})", "{finding}; why: {condition}"


def because(finding: Message, taken: Iterable[Transition], is_compared: bool = False) -> Message:
    """The finding with the conditions of the transitions that it is about; as it is where none states one.

    Several transitions have each its own share, the greatest first. `is_compared`: the finding ends with what the
    reference has, which the conditions do not explain.
    """
    told = _conditions(tuple(taken))
    if told is None:
        return finding
    if is_compared:
        return _("{finding}; why: {condition}", finding=finding, condition=told)
    return _("{finding} ({condition})", finding=finding, condition=told)


def plain(text: Message) -> Message:
    """The finding alone, without the conditions that stand beside it."""
    found = dict(text.values).get("finding") if text.msgid in (_WITH, _COMPARED) else None
    return found if isinstance(found, Message) else text


def _conditions(taken: Sequence[Transition]) -> Message | str | None:
    by_text: dict[str, list[Transition]] = defaultdict(list)
    for transition in taken:
        if text := one_line(transition.condition).strip():
            by_text[text].append(transition)
    if not by_text:
        return None
    is_one = len(taken) == 1
    shares = {text: None if is_one else _share(drawn) for text, drawn in by_text.items()}
    order = sorted(by_text, key=lambda text: (-(shares[text] or 0.0), text))
    return _row([_told(text, shares) for text in order])


def _share(drawn: Sequence[Transition]) -> float | None:
    """The share of those at one touchpoint who go for one reason, in per cent; None where it is not stated, and where
    they are at several touchpoints."""
    given = [float(transition.share) for transition in drawn if transition.share is not None]
    if len(given) < len(drawn) or len({transition.from_ for transition in drawn}) > 1:
        return None
    return percent(sum(given))


def _told(text: str, shares: Mapping[str, float | None]) -> Message | str:
    share = shares[text]
    if share is None:
        return text
    return pgettext("condition", "{text}: {percent}%", text=text, percent=share)


def _row(told: Sequence[Message | str]) -> Message | str:
    row = told[0]
    for other in told[1:MOST]:
        row = pgettext("conditions", "{one}; {other}", one=row, other=other)
    rest = len(told) - MOST
    return row if rest <= 0 else ngettext("{row}; and {n} more", "{row}; and {n} more", rest, row=row)
