"""The findings about the route as a report lists them: each a sentence, those of many touchpoints in one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from cjm_editor.core.elide import short
from cjm_editor.core.results import ComparisonResult
from cjm_editor.core.texts import Message, Value, _, ngettext, pgettext

MOST_ALONE = 2
"""From more touchpoints on with which the route does the same, one sentence is about all of them."""

MOST_NAMED = 12
"""Touchpoints that such a sentence names."""

_Together = Callable[[int, Value], Message]

_TOGETHER: Mapping[str, _Together] = MappingProxyType(
    {
        "“{title}” has no counterpart that could be found: the route may go past it": lambda n, titles: (
            ngettext(
                "The route may go past {n} touchpoint for which no counterpart was found: {titles}",
                "The route may go past {n} touchpoints for which no counterpart was found: {titles}",
                n,
                titles=titles,
            )
        ),
        "“{title}” has no counterpart that could be found: the route may break off there": lambda n, titles: (
            ngettext(
                "The route may break off at {n} touchpoint for which no counterpart was found: {titles}",
                "The route may break off at {n} touchpoints for which no counterpart was found: {titles}",
                n,
                titles=titles,
            )
        ),
        "“{title}” has no counterpart that could be found: the routes may part there": lambda n, titles: (
            ngettext(
                "The routes may part at {n} touchpoint for which no counterpart was found: {titles}",
                "The routes may part at {n} touchpoints for which no counterpart was found: {titles}",
                n,
                titles=titles,
            )
        ),
        "“{title}” is missing: the route goes past it": lambda n, titles: ngettext(
            "The route goes past {n} missing touchpoint: {titles}",
            "The route goes past {n} missing touchpoints: {titles}",
            n,
            titles=titles,
        ),
        "“{title}” is only in the first map: the routes part there": lambda n, titles: ngettext(
            "The routes part at {n} touchpoint that is only in the first map: {titles}",
            "The routes part at {n} touchpoints that are only in the first map: {titles}",
            n,
            titles=titles,
        ),
        "Only the company thinks “{title}” happens: the routes part there": lambda n, titles: ngettext(
            "The routes part at {n} touchpoint that only the company thinks happens: {titles}",
            "The routes part at {n} touchpoints that only the company thinks happen: {titles}",
            n,
            titles=titles,
        ),
    }
)
"""What is said of several touchpoints by what is said of one."""


def path_told(result: ComparisonResult) -> tuple[Message, ...]:
    """What was found on the route, in sentences; nothing where nothing is linked: then no step is known to be gone.

    Where the route does the same with many touchpoints, they stand in one sentence, at the place of the first.
    """
    if result.score.is_open:
        return ()
    texts = [gap.text for gap in result.path if gap.is_told and gap.text is not None]
    alike: dict[str, list[Message]] = {}
    for text in texts:
        if text.msgid in _TOGETHER:
            alike.setdefault(text.msgid, []).append(text)
    found: dict[Message, None] = {}
    for text in texts:
        same = alike.get(text.msgid, ())
        is_many = len(same) > MOST_ALONE
        found[_TOGETHER[text.msgid](len(same), _titles(same)) if is_many else text] = None
    return tuple(found)


def _titles(texts: Sequence[Message]) -> Message:
    """The touchpoints that these sentences are about, the first ones by name."""
    named = [
        pgettext("title", "“{title}”", title=short(str(dict(text.values)["title"])))
        for text in texts[:MOST_NAMED]
    ]
    row = named[0]
    for title in named[1:]:
        row = pgettext("titles", "{one}, {other}", one=row, other=title)
    rest = len(texts) - len(named)
    return row if rest <= 0 else _("{list} and {n} more", list=row, n=rest)
