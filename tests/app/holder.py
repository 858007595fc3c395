"""An editor in a process of its own, told what to do by lines on stdin; answers each with one line on stdout.

holder.py FILE

claim                take the lock, as it happens a moment after opening
edit TITLE           give the document a title; answers "done", or the code of what refused it
point ID TITLE       give a touchpoint a title, likewise
points               the titles of all touchpoints
take                 take the file over
save                 save; answers "saved", or the code of what refused it
look                 look at the locks, as it happens every second
state                the title, "clean" or "dirty", "open" or "barred", and who is in the way
close                close the window as a user does, and end
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSocketNotifier

from cjm_editor.app.commands.locks import take_over
from cjm_editor.app.main import started
from cjm_editor.app.window import Window
from cjm_editor.core.address import DOCUMENT, touchpoint_at
from cjm_editor.core.edits import set_field
from cjm_editor.core.errors import CjmError
from cjm_editor.core.texts import _


def told(window: Window, word: str, rest: str) -> str:
    """What a command came to."""
    session = window.desk.sessions[0]
    try:
        if word == "claim":
            window.desk.claim(session)
        elif word == "edit":
            session.apply(_("Edit"), lambda document: set_field(document, DOCUMENT, "title", rest))
        elif word == "point":
            id, _space, text = rest.partition(" ")
            at = touchpoint_at("m", id)
            session.apply(_("Edit"), lambda document: set_field(document, at, "title", text))
        elif word == "points":
            return "/".join(point.title for point in session.document.maps[0].touchpoints)
        elif word == "take":
            return "taken" if take_over(window, session) else "not taken"
        elif word == "save":
            window.desk.save(session)
            return "saved"
        elif word == "look":
            window.desk.locks.look()
    except CjmError as error:
        return error.code
    if word != "state":
        return "done"
    barrier = session.barrier
    facts = [session.document.title, "clean" if session.is_clean else "dirty"]
    facts += (
        ["open"] if barrier is None else ["barred", barrier.worth, "lost" if barrier.is_lost else "found"]
    )
    return "|".join(facts)


def main(path: str) -> None:
    """Open the file and do as told until stdin ends."""
    app, window = started([path])

    def on_line() -> None:
        line = sys.stdin.readline().rstrip("\n")
        word, _space, rest = line.partition(" ")
        if word in ("close", ""):
            window.close()
            app.exit(0)
            return
        os.write(1, f"{told(window, word, rest)}\n".encode())

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(on_line)
    os.write(1, b"ready\n")
    app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
