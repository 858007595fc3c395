"""What the bar over a document that is read only says: who edits the file, where, since when, and what can be done."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from cjm_editor.app.barrier import Barrier
from cjm_editor.app.context import Context
from cjm_editor.core.texts import Message, _

AHEAD = 60.0
"""Seconds by which a time may lie ahead of our clock; later ones tell of a clock that goes wrong, and are not shown."""


def title(barrier: Barrier) -> Message:
    """The state in one sentence."""
    if barrier.worth == "free":
        return _("Nobody else is editing this file any more")
    if barrier.worth == "foreign":
        return _("A lock lies beside this file, so it is read only here")
    if barrier.worth == "old":
        return _("{who} left this file open, so it is read only here", who=barrier.who)
    if barrier.is_lost:
        if barrier.is_mine:
            return _("You are editing this file in another window now")
        return _("{who} has taken over editing this file", who=barrier.who)
    if barrier.is_mine:
        return _("You are editing this file in another window, so it is read only here")
    return _("{who} is editing this file, so it is read only here", who=barrier.who)


def details(context: Context, barrier: Barrier, has_changes: bool) -> str:
    """What else is known, and what becomes of changes that are not saved."""
    said = [*_circumstances(context, barrier)]
    if has_changes:
        said.append(_("Your unsaved changes are kept here."))
    elif barrier.worth == "free":
        said.append(_("You can edit it now."))
    elif barrier.worth == "live":
        said.append(_("What is saved there appears here by itself."))
    return " ".join(context.say(one) for one in said)


def _circumstances(context: Context, barrier: Barrier) -> list[Message]:
    """Where and since when, or what is odd about the lock."""
    found = barrier.found
    if found is None:
        return []
    if barrier.worth == "free":
        return [_("The program that had it open closed suddenly.")]
    if barrier.worth == "foreign":
        return [
            _("“{name}” cannot be read; perhaps another program is editing the file.", name=found.path.name)
        ]
    holder = found.holder
    if holder is None:
        return []
    if barrier.worth == "old":
        return [
            _(
                "Nothing has been heard from the computer “{host}” since {time}.",
                host=holder.host,
                time=moment(context, holder.seen) or "?",
            )
        ]
    since = moment(context, holder.since)
    if not holder.host or barrier.is_mine:
        return [_("Since {time}.", time=since)] if since else []
    if not since:
        return [_("On the computer “{host}”.", host=holder.host)]
    return [_("On the computer “{host}” since {time}.", host=holder.host, time=since)]


def moment(context: Context, seconds: float, now: float | None = None) -> str:
    """A time of day, with its day where that is not today; "" for one that is still to come."""
    now = time.time() if now is None else now
    if seconds > now + AHEAD:
        return ""
    then, today = datetime.fromtimestamp(seconds), datetime.fromtimestamp(now).date()
    clock = f"{then:%H:%M}"
    if then.date() == today:
        return clock
    if then.date() == today - timedelta(days=1):
        return context.say(_("{time} yesterday", time=clock))
    return context.say(_("{time} on {day}", time=clock, day=context.words.date(then.date())))


def verb(barrier: Barrier, has_changes: bool) -> Message:
    """What the button that makes the file ours says."""
    if has_changes:
        return _("Take over and merge")
    return _("Take over") if barrier.worth == "live" else _("Edit here")


def question(barrier: Barrier, name: str) -> Message:
    """What is asked before somebody who is at work is shut out."""
    return _(
        "{who} is editing “{name}” now. If you take over, the file becomes read only there; "
        "unsaved changes stay there and can be merged.",
        who=barrier.who,
        name=name,
    )
