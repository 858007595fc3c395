"""How much a section of a report holds: what a person reads of a very large comparison; the rest is in the JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from cjm_editor.core.texts import Message, ngettext

T = TypeVar("T")

MOST = 500
"""Entries of a section, about a hundred pages: a comparison of more touchpoints is not read on paper."""


def bounded(rows: Sequence[T]) -> tuple[Sequence[T], int]:
    """The entries that a section shows, and how many more there are."""
    return rows[:MOST], max(0, len(rows) - MOST)


def more(count: int) -> Message:
    """That a section does not show everything, and where all of it is."""
    return ngettext(
        "… and {n} more. All of it is in the JSON report: cjm-editor compare … -o report.json",
        "… and {n} more. All of them are in the JSON report: cjm-editor compare … -o report.json",
        count,
    )
