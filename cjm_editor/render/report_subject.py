"""Whom and what a report is about, in a sentence."""

from __future__ import annotations

from cjm_editor.core.elide import lowered, short
from cjm_editor.core.model import segment_of
from cjm_editor.core.results import ComparisonResult
from cjm_editor.core.standing import are_alike
from cjm_editor.core.texts import Words, _
from cjm_editor.render.marks_scene import LONGEST, Scene

_LONG = 60
"""Letters of a map's name that is not said again."""


def subject(scene: Scene) -> str:
    """Whom it is about, and how many touchpoints were set against how many."""
    words, result = scene.words, scene.result
    about = segment_words(result, words)
    names, m, n = (scene.roles.ideal, scene.roles.actual), len(scene.ideal), len(scene.actual)
    if max(map(len, names)) > _LONG:  # they stand above in full, in this order
        counts = words(_("Touchpoints: {m} and {n}.", m=m, n=n))
    else:
        ideal, actual = map(lowered, names)
        told = _("Touchpoints: {m} ({ideal}), {n} ({actual}).", ideal=ideal, actual=actual, m=m, n=n)
        if are_alike(result):  # the lines say "first" and "second", the drawing the names
            told = _(
                "Touchpoints: {m} (first map, {ideal}), {n} (second map, {actual}).",
                ideal=ideal,
                actual=actual,
                m=m,
                n=n,
            )
        counts = words(told)
    return f"{about}. {counts}" if about else counts


def segment_words(result: ComparisonResult, words: Words) -> str:
    """The segment with its share of customers; both where the maps are of different segments."""
    told = []
    for side in (result.ideal, result.actual):
        segment = segment_of(side.document, side.journey.segment)
        if segment is None or not segment.title.strip():
            continue
        title = short(segment.title, LONGEST)
        if segment.share is not None:
            title = words(
                _(
                    "{segment}, {percent} of customers",
                    segment=title,
                    percent=words.percent(float(segment.share)),
                )
            )
        told.append(title)
    return "; ".join(dict.fromkeys(told))
