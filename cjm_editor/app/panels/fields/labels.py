"""One line for an element inside another: a piece of evidence, a metric, a persona."""

from __future__ import annotations

from cjm_editor.core.model import Evidence, Link, Metric, Persona
from cjm_editor.core.terms import evidence_label, kind_label, metric_label
from cjm_editor.core.texts import Words


def item_label(words: Words, kind: str, item: object) -> str:
    """The line that stands for an item in a list; the kind's name where nothing is filled in yet."""
    match item:
        case Evidence():
            parts = [words(evidence_label(item.kind, item.n)), item.source]
            if item.n is not None:
                parts.append(f"n = {words.number(item.n)}")
        case Metric():
            parts = [words(metric_label(item.kind)) if item.kind else ""]
            if item.value is not None:
                parts.append(words.number(item.value) + (f" {item.unit}" if item.unit else ""))
            if item.n is not None:
                parts.append(f"n = {words.number(item.n)}")
        case Persona():
            parts = [item.name, words.number(item.age) if item.age is not None else ""]
        case Link():
            parts = [", ".join(item.ideal_titles or item.ideal), ", ".join(item.actual_titles or item.actual)]
        case _:
            parts = []
    return ", ".join(part for part in parts if part) or words(kind_label(kind))
