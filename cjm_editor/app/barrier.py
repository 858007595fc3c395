"""Why a document may only be read: somebody else holds the lock of its file. A value; `app.locking` makes it."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import Message, _
from cjm_editor.io.locks import Found, Standing

Worth = Standing | Literal["free"]


@dataclass(frozen=True, slots=True)
class Barrier:
    """`found` is the lock in the way, None once it is gone; `worth` what it is worth, "free" once it is gone.

    `is_lost`: the document was ours to edit before. `is_mine`: it is open in another window of ours. `is_quiet`: the
    user has read all this.
    """

    found: Found | None
    worth: Worth
    is_lost: bool = False
    is_mine: bool = False
    is_quiet: bool = False

    @property
    def name(self) -> str:
        """Whoever holds the lock, "" where nothing is known."""
        holder = self.found.holder if self.found else None
        return (holder.name or holder.user or holder.host) if holder else ""

    @property
    def who(self) -> str | Message:
        """The same as the beginning of a sentence."""
        return self.name or _("Somebody else")

    def reason(self) -> Message:
        """Why nothing can be changed, and what to do: for actions and for edits that are refused."""
        if self.worth == "free":
            return _("Read only. To change the file: File → Take over editing.")
        if self.worth == "foreign":
            return _("Read only: a lock lies beside the file. To change it: File → Take over editing.")
        if self.is_mine:
            return _("Read only: the file is open in another window. To change it: File → Take over editing.")
        if not self.name:
            return _("Read only: somebody else is editing the file. To change it: File → Take over editing.")
        return _(
            "Read only: {who} is editing the file. To change it: File → Take over editing.", who=self.name
        )

    def state(self) -> Message:
        """The same for the status line, in a few words."""
        if self.worth in ("free", "foreign", "old"):
            return _("Read only")
        if self.is_mine:
            return _("Read only: open in another window")
        if not self.name:
            return _("Read only: somebody else is editing")
        return _("Read only: {who} is editing", who=self.name)

    def hushed(self) -> Barrier:
        """The same, read by the user."""
        return replace(self, is_quiet=True)
