"""R6: a file that another program replaces or rewrites is noticed by the real window, and how soon.

Half of the rounds find the document clean and expect it reloaded, half of them with an unsaved edit and expect both.
Four of five rounds find the file emptied, broken, deleted or a folder first, and the document as it was.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

from tests.soak.figure import Figure, times

ROUNDS = 20
LIMIT = 2.0
"""Seconds until it is noticed."""

PATIENCE = 10.0

HARM = 2.2
"""Seconds for which a file stands harmed: long enough to be noticed."""

TEXT = """cjm: 1
maps:
  - id: m
    kind: actual
    touchpoints:
      - id: theirs
        title: {theirs}
      - id: ours
        title: {ours}
"""


def soak(share: float) -> list[Figure]:
    """The row of R6."""
    rounds = times(ROUNDS, share)
    with tempfile.TemporaryDirectory() as folder, patch.dict(os.environ):
        os.environ["CJM_EDITOR_CONFIG"] = str(Path(folder) / "config")
        os.environ["CJM_EDITOR_DATA"] = str(Path(folder) / "data")
        taken = noticed(Path(folder) / "map.cjm.yaml", rounds)
        reports = list((Path(folder) / "data").glob("reports/*"))
    good = sum(seconds <= LIMIT for seconds in taken) if not reports else 0
    how = (
        "the real window; a file replaced and rewritten in turns, the document clean and edited in turns, in four of "
        "five rounds after it was emptied, broken, deleted or made a folder"
    )
    reached = (
        f"{good} of {rounds} taken over or merged within {LIMIT:.0f} s, the slowest after {max(taken):.2f} s"
    )
    return [
        Figure(
            "R6",
            "what others change on disk is noticed within 2 s; a clean document shows it, an edited one is merged",
            how,
            reached,
            good == rounds,
        )
    ]


def noticed(path: Path, rounds: int) -> list[float]:
    """Seconds from each change until the document shows it; endless where it never does, or lost our edit."""
    from PySide6.QtCore import QCoreApplication

    from cjm_editor.app.main import started
    from cjm_editor.app.outside import watch
    from cjm_editor.core.address import touchpoint_at
    from cjm_editor.core.edits import set_field
    from cjm_editor.core.texts import _

    path.write_text(TEXT.format(theirs="t", ours="o"), encoding="utf-8")
    _app, window = started([str(path)])
    watch(window)
    session = window.session
    assert session is not None
    taken = []
    for n in range(rounds):
        ours = session.document.maps[0].touchpoints[1].title
        if n // 2 % 2:  # two rounds clean, two edited: each is once replaced and once rewritten
            ours = f"edited {n}"
            session.apply(
                _("Edit"), lambda d, ours=ours: set_field(d, touchpoint_at("m", "ours"), "title", ours)
            )
        on_disk = session.saved.maps[0].touchpoints[1].title
        before = session.document
        harm(path, n % 5)
        spend(HARM if n % 5 else 0.0)
        if session.document is not before or (n % 5 and session.is_clean):
            sys.stderr.write(f"R6, round {n}: harmed\n")
            return [*taken, float("inf")]
        if path.is_dir():
            path.rmdir()
        changed(path, TEXT.format(theirs=f"changed {n}", ours=on_disk), is_replaced=n % 2 == 0)
        start = time.monotonic()
        wanted = [f"changed {n}", ours]
        while [t.title for t in session.document.maps[0].touchpoints] != wanted:
            QCoreApplication.processEvents()
            time.sleep(0.005)
            if time.monotonic() - start > PATIENCE:
                sys.stderr.write(f"R6, round {n}: not noticed\n")
                return [*taken, float("inf")]
        taken.append(time.monotonic() - start)
        if not session.is_clean:
            window.desk.save(session)
    window.close()
    return taken


def harm(path: Path, kind: int) -> None:
    """Empty, break or delete a file, or put a folder in its place; nothing for 0."""
    if kind in (1, 2):
        path.write_text(("", "cjm: 1\nmaps: [\n")[kind - 1], encoding="utf-8")
    elif kind:
        path.unlink()
    if kind == 4:
        path.mkdir()


def spend(seconds: float) -> None:
    """Let the window live for a while."""
    from PySide6.QtCore import QCoreApplication

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.005)


def changed(path: Path, text: str, is_replaced: bool) -> None:
    """Other bytes, in a file that takes the name or in the same one."""
    target = path.with_name("other.tmp") if is_replaced else path
    target.write_text(text, encoding="utf-8")
    if is_replaced:
        target.replace(path)
