"""What is said of decisions that name a map which is not there under that name: whether they are used for another."""

from __future__ import annotations

from cjm_editor.core.texts import Message, _, ngettext


def taken(n: int, lost: str, now: str, is_gone: bool) -> Message:
    """`n` decisions about the map `lost` are used for the map `now`; `is_gone` says that there is no such map."""
    if is_gone:
        return ngettext(
            "{n} decision made for “{lost}” is used: that map is not there any more, and “{now}” has the touchpoint",
            "{n} decisions made for “{lost}” are used: that map is not there any more, and “{now}” has their "
            "touchpoints",
            n,
            lost=lost,
            now=now,
        )
    return ngettext(
        "{n} decision made for “{lost}” is used: “{now}” has the touchpoint, and nothing is decided about it yet",
        "{n} decisions made for “{lost}” are used: “{now}” has their touchpoints, and nothing is decided about it yet",
        n,
        lost=lost,
        now=now,
    )


def differing(maps: str) -> Message:
    """Decisions about several maps could be used and do not agree."""
    return _(
        "Decisions made for several other maps fit these two and do not say the same, so none are used: {maps}",
        maps=maps,
    )


def unused(n: int, maps: str) -> Message:
    """`n` decisions are of no use here; without one it is weights that are not."""
    if not n:
        return _(
            "Weights are not used: they were stated for a map that is not one of the two compared: {maps}",
            maps=maps,
        )
    return ngettext(
        "{n} decision is not used: it names a map that is not one of the two compared: {maps}",
        "{n} decisions are not used: they name a map that is not one of the two compared: {maps}",
        n,
        maps=maps,
    )


def called_otherwise(n: int, maps: str, now: str) -> Message:
    """`n` decisions about `maps` are not used for `now`, though their touchpoints are on it."""
    return ngettext(
        "{n} decision made for “{maps}” is not used: “{now}” has its touchpoints, but another file name and another "
        "id. If it is that map, correct the name in comparisons",
        "{n} decisions made for “{maps}” are not used: “{now}” has their touchpoints, but another file name and "
        "another id. If it is that map, correct the name in comparisons",
        n,
        maps=maps,
        now=now,
    )


def is_called_otherwise(notice: Message) -> bool:
    """Whether a notice says that decisions are not used though their touchpoints are there."""
    return notice.msgid == called_otherwise(1, "", "").msgid


def is_taken(notice: Message) -> bool:
    """Whether a notice says that decisions about another map are used."""
    return notice.msgid in (taken(1, "", "", True).msgid, taken(1, "", "", False).msgid)


def is_about_lost_maps(notice: Message) -> bool:
    """Whether a notice is one of these."""
    others = (differing(""), unused(0, ""), unused(1, ""))
    return (
        is_taken(notice) or is_called_otherwise(notice) or notice.msgid in {other.msgid for other in others}
    )
