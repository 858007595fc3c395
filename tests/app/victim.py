"""An editor that is going to be killed: the real window, edited and saved without pause; each step is told on stdout.

    victim.py edits|saves|types|syncs FILE SEED

Before a step it says `next HASH`, the state that the step leads to; after it `done HASH`. Whoever kills it knows then
what was acknowledged, and what may or may not have happened. `types` puts a letter into an open field at a time and
says `key MOMENT` before it does; `syncs` says `edit MOMENT` before an edit, and `synced KIND BEGUN ENDED` when the
system has the journal or its folder on the disk.
"""

from __future__ import annotations

import gc
import os
import random
import stat
import sys
import time
from dataclasses import replace
from hashlib import sha256
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from cjm_editor.app.main import SETTLED, started
from cjm_editor.app.session import Session
from cjm_editor.app.window import Window
from cjm_editor.core.address import DOCUMENT, touchpoint_at
from cjm_editor.core.edits import set_field
from cjm_editor.core.errors import EditError
from cjm_editor.core.model import Document
from cjm_editor.core.texts import _
from cjm_editor.io.system import SYSTEM
from cjm_editor.io.writer import to_bytes, write
from tests.core.random_edits import random_edit


def state(document: Document) -> str:
    """What a document is, in short."""
    return sha256(write(document).encode()).hexdigest()


def say(word: str, what: str) -> None:
    """One line, out of this process before the next step."""
    os.write(1, f"{word} {what}\n".encode())


def edited(session: Session, rng: random.Random) -> None:
    """One more edit, an undo or a redo, told before and after."""
    what = rng.random()
    if what < 0.1 and session.undo_label is not None:
        say("next", state(session._stack.command(session._stack.index() - 1).before))
        session.undo()
    elif what < 0.15 and session.redo_label is not None:
        say("next", state(session._stack.command(session._stack.index()).after))
        session.redo()
    else:
        _name, edit = random_edit(rng, session.document)
        try:
            after = edit(session.document)
        except EditError:
            return
        say("next", state(after))
        session.apply(_("Edit"), lambda _document: after)
    say("done", state(session.document))


def saved(session: Session, rng: random.Random) -> None:
    """An edit and a save, told before and after by the bytes of the file."""
    _name, edit = random_edit(rng, session.document)
    try:
        session.apply(_("Edit"), edit)
    except EditError:
        return
    source = session.loaded.source if session.loaded else None
    say("next", sha256(to_bytes(source, session.document)).hexdigest())
    session.save()
    say("done", sha256(session.loaded.data()).hexdigest())


LETTERS = "абвгдежзик"
"""What is typed, over and over."""


def typed(count: int) -> None:
    """One letter more into the field that is open."""
    field = QApplication.focusWidget()
    assert field is not None
    say("key", repr(time.monotonic()))
    letter = LETTERS[count % len(LETTERS)]
    none = Qt.KeyboardModifier.NoModifier
    QCoreApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, 0, none, letter))


def set_title(session: Session, count: int) -> None:
    """One edit, told before."""
    say("edit", repr(time.monotonic()))
    session.apply(_("Edit"), lambda document: set_field(document, DOCUMENT, "title", str(count)))
    session.close_run()


def synced(handle: int) -> None:
    """A sync, told when it is done."""
    kind = "folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file"
    begun = time.monotonic()
    SYSTEM.fsync(handle)
    say("synced", f"{kind} {begun!r} {time.monotonic()!r}")


def open_field(window: Window, is_in_panel: bool) -> None:
    """Put the keyboard into a field: the title of the first touchpoint on the board, or its duration beside it."""
    window.activateWindow()
    page = window.page
    at = touchpoint_at("m", page.session.document.maps[0].touchpoints[0].id)
    page.select((at,))
    if is_in_panel:
        window.side.inspector.editors[
            "duration"
        ].focusProxy().setFocus()  # it takes no letters: they stay in the field
    else:
        page.view.edit(at)


def main(mode: str, path: str, seed: str) -> None:
    """Open the file and go on until somebody kills this."""
    gc.disable()
    app, window = started([path])
    rng = random.Random(int(seed))
    session = window.desk.sessions[0]
    counts = count()
    steps = {
        "edits": lambda: edited(session, rng),
        "saves": lambda: saved(session, rng),
        "types": lambda: typed(next(counts)),
        "syncs": lambda: set_title(session, next(counts)),
    }
    timer = QTimer()
    timer.timeout.connect(steps[mode])

    def begin() -> None:
        say("open", state(session.document))
        timer.start(40 if mode == "types" else 5 if mode == "syncs" else 0)

    if mode == "types":
        QTimer.singleShot(SETTLED + 200, lambda: (open_field(window, rng.random() < 0.5), begin()))
    else:
        if mode == "syncs":
            window.desk.keeper.system = replace(SYSTEM, fsync=synced)
        begin()
    app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
