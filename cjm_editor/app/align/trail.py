"""What was decided in a comparison, so that undo leads back to what the decision was about."""

from __future__ import annotations

from collections import deque

from cjm_editor.app.align.answering import Ends
from cjm_editor.app.session import Changed
from cjm_editor.core.model import Document
from cjm_editor.core.records import dataclass

MOST = 200
"""Decisions that are remembered."""


@dataclass(frozen=True, slots=True)
class Step:
    """One decision: a document before and after it, and what it was about."""

    before: Document
    after: Document
    about: Ends


class Trail:
    """The decisions of one page, the latest last."""

    def __init__(self) -> None:
        self._steps: deque[Step] = deque(maxlen=MOST)

    def note(self, before: Document, after: Document, about: Ends) -> None:
        """Remember a decision."""
        self._steps.append(Step(before, after, about))

    def undone(self, changed: Changed) -> Ends | None:
        """What the decision that a change took back was about; None where it took back something else."""
        if changed.origin != "undo":
            return None
        found = (s for s in reversed(self._steps) if s.after is changed.before and s.before is changed.after)
        return next((step.about for step in found), None)
