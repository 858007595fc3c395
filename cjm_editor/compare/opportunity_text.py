"""What a line of the list says as an idea: short, to be edited, and without the title of the card that it stands at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from cjm_editor.compare.conditions import plain
from cjm_editor.core.results import ComparisonResult, Fix
from cjm_editor.core.standing import is_belief, stands
from cjm_editor.core.texts import Message, Value, Words, _
from cjm_editor.core.wording import has_target, title_of

LONGEST = 90
"""Characters of an idea."""

_QUOTED = 50
"""Characters of a text of the map in it."""

_BACK = ("Back from “{start}” to “{end}”", "Back from “{start}” to “{end}”: {percent}%")
"""What is said of a loop where customers come back; any other is a first visit that comes late."""

_Build = Callable[[Mapping[str, Value]], Message]

_TASKS: Mapping[str, _Build] = MappingProxyType(
    {  # what is to be done about a reason, the gravest first
        "Broken promise: “{promise}”": lambda v: _("Keep the promise: “{text}”", text=v["promise"]),
        "Promise kept only in part: “{promise}”": lambda v: _(
            "Keep the promise: “{text}”", text=v["promise"]
        ),
        "A promise is broken": lambda v: _("Keep the promise made to customers"),
        "A promise is kept only in part": lambda v: _("Keep the promise made to customers"),
        "Severe pain: “{pain}”": lambda v: _("Take away the pain: “{text}”", text=v["pain"]),
        "Customers leave at “{title}”: {percent}%, {where} {other}%": lambda _v: _(
            "Keep customers from leaving here"
        ),
        "Expectation not met: “{expectation}”": lambda v: _(
            "Meet the expectation: “{text}”", text=v["expectation"]
        ),
        "Waits longer: {actual} {instead}": lambda v: _(
            "Shorten the wait: now {actual} {instead}", actual=v["actual"], instead=v["instead"]
        ),
        "Longer wait from “{start}” to “{end}”: {actual}, {where} {ideal}": lambda v: _(
            "Shorten the wait until “{end}”: now {actual}, {where} {ideal}",
            end=_half(v["end"]),
            actual=v["actual"],
            where=v["where"],
            ideal=v["ideal"],
        ),
        "Back from “{start}” to “{end}”: {percent}%, {where} {other}%": lambda v: _(
            "Spare customers the way back to “{end}”", end=_half(v["end"])
        ),
        "Customers go through “{title}” again: {percent}%, {where} {other}%": lambda _v: _(
            "Spare customers going through this again"
        ),
        "Pain: “{pain}”": lambda v: _("Take away the pain: “{text}”", text=v["pain"]),
        "Channel lost: {channel}; used instead: {others}": lambda v: _(
            "Bring back the channel: {text}", text=v["channel"]
        ),
        "Emotion {actual} instead of {ideal}": lambda v: _(
            "Raise the emotion from {actual} to {ideal}", actual=v["actual"], ideal=v["ideal"]
        ),
        "{metric}: {actual} instead of {ideal}": lambda v: _(
            "{metric}: from {actual} to {ideal}", metric=v["metric"], actual=v["actual"], ideal=v["ideal"]
        ),
        "Expectation not met": lambda v: _("Meet what customers expect here"),
        "Expectation met only in part": lambda v: _("Meet what customers expect here in full"),
        "Emotion not known: ask customers": lambda v: _("Ask customers how they feel here"),
        "Emotion not known: ask the company": lambda v: _(
            "Ask the company what it believes of feelings here"
        ),
    }
)


def idea_text(result: ComparisonResult, fix: Fix, worded: Words, is_at_candidate: bool = True) -> str:
    """The idea, at most `LONGEST` characters. `is_at_candidate`: where a counterpart is to be found, the card stands at
    the candidate, so that it names the one that is looked for.
    """
    return _cut(worded(_idea(result, fix, is_at_candidate)), LONGEST)


def _idea(result: ComparisonResult, fix: Fix, is_at_candidate: bool) -> Message:
    if fix.path is not None:
        return _path(result, fix)
    link = result.matching.links[fix.link]
    if not link.actual:
        return _of_missing(result, fix.link, is_at_candidate)
    if not link.ideal and fix.asks:
        return _check(result, title_of(result.ideal.journey, (link.maybe[0].id,)))
    if not link.ideal and not fix.also:
        return _of_extra(result)
    reasons = {reason.msgid: dict(reason.values) for reason in map(plain, reversed(fix.reasons))}
    for msgid, build in _TASKS.items():
        if msgid in reasons:
            return build({name: _short(value) for name, value in reasons[msgid].items()})
    if fix.asks == "metric":
        return _("Measure what the reference measures here")
    if not has_target(result):
        return _("Find out why this touchpoint differs")
    return _("Bring this touchpoint closer to the reference")


def _of_missing(result: ComparisonResult, number: int, is_at_candidate: bool) -> Message:
    """What to do about a step that nothing stands opposite: it is named, never the card that the idea stands at."""
    link, title = (
        result.matching.links[number],
        title_of(result.ideal.journey, result.matching.links[number].ideal),
    )
    standing = stands(result, number)
    if standing == "open" and is_at_candidate:
        return _check(result, title)
    if standing == "open":
        near, half = title_of(result.actual.journey, (link.maybe[0].id,)), _QUOTED // 2
        return _("Check whether “{title}” is “{near}”", title=_cut(title, half), near=_cut(near, half))
    if has_target(result):
        return _("Add “{title}”", title=_cut(title, _QUOTED))
    if standing == "unfound":
        return _("Find out whether there is “{title}” here", title=_cut(title, _QUOTED))
    return _("Find out why there is no “{title}” here", title=_cut(title, _QUOTED))


def _check(result: ComparisonResult, title: str) -> Message:
    """That the touchpoint at which the idea stands may be this one of the other map."""
    if is_belief(result):
        return _("Check whether the company calls this “{title}”", title=_cut(title, _QUOTED - 5))
    if not has_target(result):
        return _("Check whether this is the same as “{title}”", title=_cut(title, _QUOTED))
    return _("Check whether this is “{title}”", title=_cut(title, _QUOTED))


def _of_extra(result: ComparisonResult) -> Message:
    """What to do about a touchpoint that the other map does not have."""
    if is_belief(result):
        return _("Tell the company about this touchpoint")
    if not has_target(result):
        return _("Find out why this touchpoint is only here")
    return _("Do without this touchpoint")


def _path(result: ComparisonResult, fix: Fix) -> Message:
    """What to do about a finding of the path."""
    gap = result.path[fix.path or 0]
    names = [_cut(title_of(result.ideal.journey, (id,)), _QUOTED // 2) for id in gap.ideal]
    if gap.kind == "missing_edge":
        return _("Lead straight to “{end}”", end=names[-1])
    if gap.kind == "loop" and gap.text is not None and plain(gap.text).msgid in _BACK:
        return _("Spare customers the way back to “{end}”", end=names[-1])
    if gap.kind == "loop":
        return _("Lead to “{end}” before this touchpoint", end=names[-1])
    return _("Keep customers from dropping off")


def _short(value: Value) -> Value:
    return _cut(value, _QUOTED) if isinstance(value, str) else value


def _half(value: Value) -> Value:
    """A text of the map where more stands beside it."""
    return _cut(value, _QUOTED // 2) if isinstance(value, str) else value


def _cut(text: str, most: int) -> str:
    """The text on one line, cut at a word where it is long."""
    line = " ".join(text[: 8 * most].split(" "))
    if len(line) <= most:
        return line
    head, _space, _tail = line[: most - 1].rpartition(" ")
    return (head if len(head) > most / 2 else line[: most - 1]).rstrip(" ,.;:—–-") + "…"
