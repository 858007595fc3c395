"""Whom and what a report is about, in a sentence."""

from __future__ import annotations

from cjm_editor.core.model import segment_of
from cjm_editor.core.results import ComparisonResult
from cjm_editor.core.texts import Words, _
from cjm_editor.render.marks_scene import Scene, lowered
from cjm_editor.render.verdict import short


def subject(scene: Scene) -> str:
    """Whom it is about, and how many touchpoints were set against how many."""
    words, result = scene.words, scene.result
    about = segment_words(result, words)
    counts = words(
        _(
            "Touchpoints: {m} ({ideal}), {n} ({actual}).",
            ideal=lowered(short(scene.roles.ideal, 60)),
            actual=lowered(short(scene.roles.actual, 60)),
            m=len(scene.ideal),
            n=len(scene.actual),
        )
    )
    return f"{about}. {counts}" if about else counts


def segment_words(result: ComparisonResult, words: Words) -> str:
    """The segment with its share of customers; both where the maps are of different segments."""
    told = []
    for side in (result.ideal, result.actual):
        segment = segment_of(side.document, side.journey.segment)
        if segment is None or not segment.title.strip():
            continue
        title = short(segment.title, 60)
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
