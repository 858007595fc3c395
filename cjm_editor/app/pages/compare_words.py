"""What the status line and the tab say of a comparison."""

from __future__ import annotations

from cjm_editor.core.model import title_or_id
from cjm_editor.core.results import ComparisonResult
from cjm_editor.core.role_words import role_words
from cjm_editor.core.texts import Words, _, ngettext, whole
from cjm_editor.core.wording import links_in_doubt


def facts_told(result: ComparisonResult, words: Words) -> tuple[str, ...]:
    """Sizes of both maps and pairs, links in doubt and the key that walks them, known emotions, notices and theirs."""
    pairs = sum(1 for link in result.matching.links if link.ideal and link.actual)
    counts = [len(side.journey.touchpoints) for side in (result.ideal, result.actual)]
    sizes = words(_("Touchpoints: {ideal} and {actual}", ideal=counts[0], actual=counts[1]))
    facts = [f"{sizes}, {words(ngettext('{n} pair', '{n} pairs', pairs))}"]
    doubts = len(links_in_doubt(result))
    if doubts:
        facts.append(words(ngettext("{n} link in doubt", "{n} links in doubt", doubts)))
        facts.append(words(_("N: the next one in doubt")))
    known = words.percent(result.score.coverage.emotion)
    facts.append(words(_("Emotion known for {share}", share=known)))
    if notices := len(result.matching.notices):
        facts.append(words(ngettext("{n} notice: G shows it", "{n} notices: G shows them", notices)))
    return tuple(facts)


def sides_told(result: ComparisonResult, words: Words) -> tuple[str, str]:
    """The titles of the reference and the lived map; where both bear one title, what the board calls them."""
    ideal, actual = (whole(title_or_id(side.journey)) for side in (result.ideal, result.actual))
    if ideal != actual:
        return ideal, actual
    roles = role_words(result, words)
    return roles.ideal, roles.actual
