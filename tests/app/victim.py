"""An editor that is going to be killed: the real window, edited and saved without pause; each step is told on stdout.

    victim.py edits|saves FILE SEED

Before a step it says `next HASH`, the state that the step leads to; after it `done HASH`. Whoever kills it knows then
what was acknowledged, and what may or may not have happened.
"""

from __future__ import annotations

import gc
import os
import random
import sys
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer

from cjm_editor.app.main import started
from cjm_editor.app.session import Session
from cjm_editor.core.errors import EditError
from cjm_editor.core.model import Document
from cjm_editor.core.texts import _
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


def main(mode: str, path: str, seed: str) -> None:
    """Open the file and go on until somebody kills this."""
    gc.disable()
    app, window = started([path])
    rng = random.Random(int(seed))
    session = window.desk.sessions[0]
    step = edited if mode == "edits" else saved
    timer = QTimer()
    timer.timeout.connect(lambda: step(session, rng))
    say("open", state(session.document))
    timer.start(0)
    app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
