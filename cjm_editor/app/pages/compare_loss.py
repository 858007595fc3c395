"""What a comparison says once one of its maps is gone, and what brings that map back."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_editor.app.dialogs.choose_pair import MapRef
from cjm_editor.app.session import Changed
from cjm_editor.core.model import map_of
from cjm_editor.core.texts import Message, _


class Loss:
    """Remembers, for each map of a pair, how it went."""

    def __init__(self) -> None:
        self._undone: frozenset[MapRef] = frozenset()

    def note(self, changed: Changed, refs: Sequence[MapRef]) -> None:
        """Look whether a change took a map away. The deletion of a map is undone; a map that went as its making was
        undone is made again."""
        gone = frozenset(
            ref
            for ref in refs
            if ref.session.document is changed.after
            and map_of(changed.before, ref.map_id) is not None
            and map_of(changed.after, ref.map_id) is None
        )
        self._undone = self._undone | gone if changed.origin == "undo" else self._undone - gone

    def said(self, refs: Sequence[MapRef]) -> Message:
        """Say that a map is gone, and which command brings it back, if one does."""
        gone = [ref for ref in refs if map_of(ref.session.document, ref.map_id) is None]
        if all(ref not in self._undone and ref.session.undo_label is not None for ref in gone):
            return _("One of the two maps is no longer there. Undo brings it back.")
        if all(ref in self._undone and ref.session.redo_label is not None for ref in gone):
            return _("One of the two maps is no longer there. Redo brings it back.")
        return _("One of the two maps is no longer there.")
