"""Two real editors in processes of their own, one file, and steps in any order: never two who may write it."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

from cjm_editor.io.files import load

HOLDER = Path(__file__).with_name("holder.py")

TEXT = """cjm: 1
title: Shop
maps:
  - id: m
    title: As it is
    kind: actual
    touchpoints:
      - id: t0
        title: Point 0
      - id: t1
        title: Point 1
"""


class Editor:
    """Another process with the real window and the file."""

    def __init__(self, path: Path, data: Path) -> None:
        environ = dict(os.environ, CJM_EDITOR_DATA=str(data), CJM_EDITOR_CONFIG=str(data / "config"))
        self.process = subprocess.Popen(
            [sys.executable, str(HOLDER), str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environ,
        )
        assert self.hear() == "ready"

    def hear(self) -> str:
        """The next line that it says."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def tell(self, line: str) -> None:
        """Tell it what to do."""
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def ask(self, line: str) -> str:
        """What it answers."""
        self.tell(line)
        return self.hear()

    def close(self) -> None:
        """Have its window closed."""
        self.tell("close")
        self.process.wait(20)

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        self.process.communicate()


def steps(folder: Path, seed: int, count: int) -> tuple[str, int]:
    """What went wrong ("" for nothing), and how many saves were acknowledged.

    Each editor writes into a touchpoint of its own, so that whatever is merged is known. After each step at most one of
    them may be open for editing; what a save acknowledged stands in the file, the other one's part as it was saved; a
    save of the one who only reads is refused.
    """
    rng = random.Random(seed)
    path = folder / "shop.cjm.yaml"
    path.write_text(TEXT, encoding="utf-8")
    stored = ["Point 0", "Point 1"]
    editors = [Editor(path, folder / f"data{n}") for n in (0, 1)]
    typed = list(stored)
    saves = 0
    try:
        for number in range(count):
            at = rng.randrange(2)
            editor = editors[at]
            word = rng.choices(("point", "save", "take", "look", "kill"), (6, 5, 4, 2, 1))[0]
            if word == "kill":
                editor.kill()
                editors[at] = Editor(path, folder / f"data{at}")
                typed[at] = stored[at]
            elif word == "point":
                if editor.ask(f"point t{at} Step {number}") == "done":
                    typed[at] = f"Step {number}"
            elif word == "save":
                if editor.ask("save") == "saved":  # else refused, as it is to be for one who only reads
                    saves += 1
                    stored[at] = typed[at]
                found = [point.title for point in load(path).source.document.maps[0].touchpoints]
                if found != stored:
                    return f"step {number}: {found} in the file, {stored} expected", saves
            else:
                editor.ask(word)
            wrong = _looked(editors, number)
            if wrong:
                return wrong, saves
    finally:
        for editor in editors:
            editor.kill()
    return "", saves


def _looked(editors: list[Editor], number: int) -> str:
    """What is wrong once both have looked at the lock."""
    for editor in editors:
        editor.ask("claim")
        editor.ask("look")
    states = [editor.ask("state").split("|") for editor in editors]
    if sum(state[2] == "open" for state in states) > 1:
        return f"step {number}: two may write: {states}"
    return ""
