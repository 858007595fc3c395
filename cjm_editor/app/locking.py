"""Holds the locks of the open documents: takes them, gives signs of life, notices who takes over, gives them back.

Loaded after the first frame, or with the first edit. Where no lock can be made, as in a folder that is not ours to
write, editing goes on without: each save compares the bytes on disk anyway.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from cjm_editor.app.barrier import Barrier
from cjm_editor.app.session import Session
from cjm_editor.core.disorders import said_by_system
from cjm_editor.core.errors import FileTrouble, Place
from cjm_editor.core.texts import Message, _
from cjm_editor.io.lock_text import Here, who_is_here
from cjm_editor.io.locks import (
    BEAT,
    Found,
    Lock,
    is_ours,
    is_same,
    let_go,
    lock_path,
    look,
    released,
    renewed,
    seized,
    standing,
    taken,
)
from cjm_editor.io.system import SYSTEM, System

LOOK = 1200
"""Milliseconds between two looks at the locks."""

AGAIN = 15.0
"""Seconds until another try where no lock could be made."""

UNWRITABLE = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR)
"""Errors after which a file that is not to be written either is one to be read only: nobody needs to be told."""


class Claim:
    """What is known of one document's lock. `place`: where it stands, None for a document without a file."""

    __slots__ = ("beat", "changed", "data", "lock", "path", "pending", "place")

    def __init__(self, path: Path | None, place: Path | None) -> None:
        self.path = path
        self.place = place
        self.lock: Lock | None = None
        self.pending: Lock | None = None
        self.beat = 0.0
        self.data = b""
        self.changed = 0.0


class Locks(QObject):
    """The locks of a desk. `told` carries a message for the status line."""

    told = Signal(object)

    def __init__(
        self,
        clock: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
        system: System = SYSTEM,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.here: Here = who_is_here()
        self.clock = clock
        self.steady = steady
        self.system = system
        self._claims: dict[Session, Claim] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self.look)

    # what sessions ask

    def claim(self, session: Session) -> None:
        """Take the lock of a session's file, once; where somebody else has it, put the barrier up. Never raises."""
        known = self._claims.get(session)
        if known is not None and known.path == session.path:
            return
        if session.path is None or session.is_newer:
            return
        claim = self._claims[session] = Claim(session.path, self._place(session.path))
        self._timer.start()
        if claim.place is not None:
            self._take(session, claim, is_first=True)

    def before_save(self, session: Session, path: Path) -> None:
        """Make sure that the file to be written is ours. Raises `FileTrouble` where it is not."""
        place = self._place(path)
        claim = self._claims.setdefault(session, Claim(session.path, self._place(session.path)))
        if place is None:
            return
        if claim.lock is not None and claim.lock.path == place:
            self._check(session, claim)
            if session.barrier is not None:
                raise FileTrouble("taken-over", taken_over(path, session.barrier), Place(str(path)))
            return
        is_own = place == claim.place
        if is_own and session.barrier is not None:
            raise FileTrouble("locked", session.barrier.reason(), Place(str(path)))
        try:
            made = taken(path, self.here, self.clock(), self.system)
        except (OSError, RuntimeError):
            return  # what stands against writing there is said by the save
        if isinstance(made, Lock):
            claim.pending = made
            return
        barrier = self._barrier(claim, made)
        if is_own:
            session.set_barrier(barrier)
        raise FileTrouble("locked", elsewhere(path, barrier), Place(str(path)))

    def settle(self, session: Session) -> None:
        """Keep the lock of the file that the session has now, and give back the other."""
        claim = self._claims.get(session)
        if claim is None:
            return
        place = self._place(session.path)
        pending, claim.pending = claim.pending, None
        if pending is not None and pending.path != place:
            released(pending, self.system)
            pending = None
        if claim.lock is not None and claim.lock.path != place:
            released(claim.lock, self.system)
            claim.lock = None
        moved = claim.place != place
        claim.path, claim.place = session.path, place
        if pending is not None:
            self._hold(claim, pending)
            self._timer.start()
        if moved or pending is not None:
            session.set_barrier(None)

    def release(self, session: Session) -> None:
        """Give back what is held for a session. Never raises."""
        claim = self._claims.pop(session, None)
        for lock in (claim.lock, claim.pending) if claim else ():
            if lock is not None:
                released(lock, self.system)
        if not self._claims:
            self._timer.stop()

    def leave(self) -> None:
        """Give back everything: the program ends."""
        self._timer.stop()
        for session in list(self._claims):
            self.release(session)

    # taking over

    def take_over(self, session: Session, agreed: Found | None) -> bool:
        """Whether the lock is ours now; the barrier still stands, so that the file can be read again first.

        Where another lock stands there than the one `agreed` on, the barrier tells of that one. Raises `OSError` where
        the lock cannot be replaced.
        """
        claim, barrier = self._claims.get(session), session.barrier
        if claim is None or claim.place is None or barrier is None:
            return False
        now = self.clock()
        found = look(claim.place, self.system)
        if is_same(found, agreed) or found is None:
            made = seized(claim.place, found, self.here, now, self.system)
            if isinstance(made, Lock):
                self._hold(claim, made)
                return True
            found = made
        if found is not None:
            session.set_barrier(self._barrier(claim, found, barrier.is_lost))
        return False

    def holds(self, session: Session) -> bool:
        """Whether the lock of a session's file is ours."""
        claim = self._claims.get(session)
        return claim is not None and claim.lock is not None

    def refuse_edited(self, path: Path) -> None:
        """Raise `FileTrouble` where somebody edits a file: a copy is not to be put in its place."""
        place = self._place(path)
        found = None if place is None else look(place, self.system)
        if found is None or any(c.lock is not None and is_ours(c.lock, found) for c in self._claims.values()):
            return
        barrier = self._barrier(Claim(path, place), found)
        if barrier.worth != "free":
            raise FileTrouble("locked", elsewhere(path, barrier), Place(str(path)))

    # looking

    def look(self) -> None:
        """See whether what was ours still is, and what became of the locks of others."""
        for session, claim in list(self._claims.items()):
            if claim.path != session.path or claim.place is None:
                continue
            if claim.lock is not None:
                self._check(session, claim)
            elif session.barrier is not None:
                self._watch(session, claim, session.barrier)
            elif self.steady() - claim.beat > AGAIN:
                self._take(session, claim)

    def _check(self, session: Session, claim: Claim) -> None:
        """Put the barrier up where somebody took our lock over; put a lock back that somebody removed."""
        lock = claim.lock
        assert lock is not None
        found = look(lock.path, self.system)
        now = self.clock()
        with suppress(OSError):
            if found is None:
                made = seized(lock.path, None, self.here, now, self.system)
                if isinstance(made, Lock):
                    let_go(lock, self.system)
                    self._hold(claim, made)
                    return
                found = made
            elif is_ours(lock, found) and self.steady() - claim.beat > BEAT:
                made = renewed(lock, now, self.system)
                if isinstance(made, Lock):
                    self._hold(claim, made)
                    return
                found = made
        if found is not None and not is_ours(lock, found):
            self._lose(session, claim, found)

    def _lose(self, session: Session, claim: Claim, found: Found) -> None:
        session.handing_over.emit()  # while it still may: what is being typed is not to be lost
        if claim.lock is not None:
            let_go(claim.lock, self.system)
            claim.lock = None
        session.set_barrier(self._barrier(claim, found, is_lost=True))

    def _watch(self, session: Session, claim: Claim, barrier: Barrier) -> None:
        """See whether the lock in our way still is."""
        assert claim.place is not None
        found = look(claim.place, self.system)
        fresh = self._barrier(claim, found, barrier.is_lost)
        if fresh.worth == barrier.worth and is_same(found, barrier.found):
            fresh = barrier
        session.set_barrier(fresh)

    def _take(self, session: Session, claim: Claim, is_first: bool = False) -> None:
        """Take the lock of a file that nobody holds; where none can be made, say so if it matters."""
        assert claim.path is not None
        claim.beat = self.steady()
        try:
            made = taken(claim.path, self.here, self.clock(), self.system)
        except (OSError, RuntimeError) as error:
            code = error.errno if isinstance(error, OSError) else 0
            is_silent = code in UNWRITABLE and not os.access(claim.path, os.W_OK)
            if code == errno.EBUSY:
                claim.beat -= AGAIN  # somebody is at the gate, who may be dead: the next look tries again
            if is_first and not is_silent:
                self.told.emit(unlocked(claim.path, said_by_system(code)))
            return
        if isinstance(made, Lock):
            self._hold(claim, made)
            if made.after is not None and is_first:
                self.told.emit(left_behind(claim.path))
            return
        session.set_barrier(self._barrier(claim, made))

    def _hold(self, claim: Claim, lock: Lock) -> None:
        claim.lock = lock
        claim.beat = self.steady()

    def _barrier(self, claim: Claim, found: Found | None, is_lost: bool = False) -> Barrier:
        """The barrier that a lock is. One that never changes while we look on is of a program that is gone."""
        if found is None:
            return Barrier(None, "free", is_lost)
        steady = self.steady()
        if found.data != claim.data or not claim.changed:
            claim.data, claim.changed = found.data, steady
        worth = standing(found, self.here, self.clock(), steady - claim.changed)
        holder = found.holder
        is_mine = holder is not None and holder.user == self.here.user and self.here.is_home_of(holder)
        return Barrier(found, "free" if worth == "dead" else worth, is_lost, is_mine)

    def _place(self, path: Path | None) -> Path | None:
        """Where the lock of a file stands, None where that is not to be known."""
        try:
            return None if path is None else lock_path(path)
        except (OSError, RuntimeError, ValueError):
            return None


# Words --------------------------------------------------------------------------------------------------------


def taken_over(path: Path, barrier: Barrier) -> Message:
    """That a save was not made, since somebody took over."""
    if barrier.is_mine:
        return _(
            "“{name}” is being edited in another window now. Nothing was written, your changes are kept here.",
            name=path.name,
        )
    return _(
        "{who} has taken over editing “{name}”. Nothing was written, your changes are kept here.",
        who=barrier.who,
        name=path.name,
    )


def elsewhere(path: Path, barrier: Barrier) -> Message:
    """That a save was not made, since somebody edits that file."""
    if barrier.is_mine:
        return _(
            "“{name}” is being edited in another window. Nothing was written; choose another name.",
            name=path.name,
        )
    if barrier.worth in ("foreign", "old"):
        return _(
            "A lock lies beside “{name}”: perhaps somebody is editing it. Nothing was written; choose another name.",
            name=path.name,
        )
    return _(
        "{who} is editing “{name}”. Nothing was written; choose another name.",
        who=barrier.who,
        name=path.name,
    )


def unlocked(path: Path, reason: Message | str) -> Message:
    """That others cannot see that we edit."""
    return _(
        "Others cannot see that you are editing “{name}” ({reason}). Saving still notices what they change.",
        name=path.name,
        reason=reason,
    )


def left_behind(path: Path) -> Message:
    """That a dead lock was replaced."""
    return _(
        "“{name}” still had the lock of a program that closed suddenly. You can edit it.", name=path.name
    )
