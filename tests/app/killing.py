"""Kills editors and looks at what they leave: the same for the tests of every commit and for the long run."""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import sys
import time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from cjm_editor.core.model import Document
from cjm_editor.core.records import dataclass
from cjm_editor.io.backups import Shelf, contents, versions
from cjm_editor.io.backups import sweep_all as sweep_versions
from cjm_editor.io.files import load, sweep
from cjm_editor.io.folders import backups_folder, journals_folder
from cjm_editor.io.journal import EDIT, Journal, left_behind
from cjm_editor.io.lock_text import who_is_here
from cjm_editor.io.locks import swept
from cjm_editor.io.recovery import recovered
from cjm_editor.io.system import host_name
from cjm_editor.io.writer import write
from tests.core import generator

VICTIM = Path(__file__).with_name("victim.py")
LETTERS = "абвгдежзик"
"""What the victim types, over and over."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a kill cost: words of what is wrong, "" where nothing is; how many steps were acknowledged before it."""

    wrong: str
    steps: int


def delay(rng: random.Random, least: float = 0.001, most: float = 3.0) -> float:
    """Seconds until the kill, log-uniform: many early, some late."""
    return float(least * (most / least) ** rng.random())


def killed(mode: str, path: Path, data: Path, seed: int, wait: float) -> list[str]:
    """The lines that an editor told before it was killed, `wait` seconds after its first step could begin."""
    return killed_at(mode, path, data, seed, wait)[0]


def killed_at(mode: str, path: Path, data: Path, seed: int, wait: float) -> tuple[list[str], float]:
    """The lines that an editor told before it was killed, and the moment of that (`time.monotonic`, which all processes
    share)."""
    environ = {
        **os.environ,
        "CJM_EDITOR_DATA": str(data),
        "CJM_EDITOR_CONFIG": str(data / "config"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    child = subprocess.Popen(
        [sys.executable, str(VICTIM), mode, str(path), str(seed)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environ,
    )
    assert child.stdout is not None
    assert child.stderr is not None
    with contextlib.closing(child.stdout), contextlib.closing(child.stderr):
        first = child.stdout.readline()
        os.set_blocking(child.stdout.fileno(), False)
        until = time.monotonic() + wait
        told = [first]
        while (left := until - time.monotonic()) > 0:
            # read all the while: a full pipe would stop the editor
            told.append(child.stdout.read() or b"")
            time.sleep(min(left, 0.002))
        moment = time.monotonic()
        child.kill()
        child.wait()
        os.set_blocking(child.stdout.fileno(), True)
        told.append(child.stdout.read())
        assert first, child.stderr.read().decode()
    return b"".join(told).decode().split("\n")[:-1], moment


def expected(lines: list[str]) -> tuple[set[str], int]:
    """The states that may be found, and how many steps were acknowledged."""
    words = [line.split() for line in lines]
    last = max(at for at, word in enumerate(words) if word[0] in ("open", "done"))
    states = {words[last][1]} | {word[1] for word in words[last + 1 :]}
    return states, sum(word[0] == "done" for word in words)


def kill_while_editing(folder: Path, seed: int, wait: float) -> Outcome:
    """R2: an editor is killed between or within edits; the journal must lead to the last one acknowledged."""
    rng = random.Random(seed)
    path, data = folder / "карта.cjm.yaml", folder / "data"
    document = generator.document(rng, size=8)
    path.write_text(write(document), encoding="utf-8")
    before = path.read_bytes()
    states, steps = expected(killed("edits", path, data, seed, wait))
    left = left_behind(journals_folder(data), time.time(), host_name())
    if path.read_bytes() != before:
        return Outcome("the file was changed", steps)
    if len(left) > 1:
        return Outcome("more than one journal", steps)
    if left:
        # the window makes edits of its own too, as a map in place of the last one that was deleted: one may come last
        last = [state(one) for one in ends_of(left[0].journal)[-2:]]
        is_kept = last[-1] in states or last[0] in states
        return Outcome("" if is_kept else "an acknowledged edit is lost", steps)
    is_unchanged = state(load(path).source.document) in states
    return Outcome("" if is_unchanged else "no journal", steps)


@dataclass(frozen=True, slots=True)
class Age:
    """How many seconds of work something cost, and how many steps there were; words of what is wrong besides, or ""."""

    seconds: float
    steps: int
    wrong: str = ""


TYPED = "cjm: 1\nmaps:\n  - id: m\n    touchpoints:\n      - id: t0\n"


def kill_while_typing(folder: Path, seed: int, wait: float) -> Age:
    """R2: an editor is killed while somebody types into a field; how old the first letter is that is lost."""
    path, data = folder / "карта.cjm.yaml", folder / "data"
    path.write_text(TYPED, encoding="utf-8")
    lines, moment = killed_at("types", path, data, seed, wait)
    keys = [float(line.split()[1]) for line in lines if line.startswith("key ")]
    left = left_behind(journals_folder(data), time.time(), host_name())
    drafts = [draft.text for one in left for draft in recovered(one.journal).drafts]
    text = max(drafts, key=len, default="")
    typed = "".join(LETTERS[at % len(LETTERS)] for at in range(len(keys)))
    wrong = "" if typed.startswith(text) else f"{text!r} was never typed"
    wrong = wrong if keys else "no letter was typed"
    return Age(moment - keys[len(text)] if len(text) < len(keys) else 0.0, len(keys), wrong)


def cut_while_editing(folder: Path, seed: int, wait: float) -> Age:
    """R2: how long an edit stood in the memory of the system alone at most; a power cut would have cost it. A sync
    counts for edits made before it began, and not before the folder that holds the journal is synced as well."""
    path, data = folder / "карта.cjm.yaml", folder / "data"
    path.write_text(TYPED, encoding="utf-8")
    lines, moment = killed_at("syncs", path, data, seed, wait)
    words = [line.split() for line in lines]
    edits = [float(word[1]) for word in words if word[0] == "edit"]
    syncs = [(word[1], float(word[2]), float(word[3])) for word in words if word[0] == "synced"]
    named = min((ended for kind, _begun, ended in syncs if kind == "folder"), default=moment)
    files = [(begun, max(ended, named)) for kind, begun, ended in syncs if kind == "file"]
    oldest = 0.0
    for edit in edits:
        safe = next((ended for begun, ended in files if begun > edit), moment)
        oldest = max(oldest, safe - edit)
    return Age(oldest, len(edits))


def ends_of(journal: Journal) -> list[Document]:
    """The documents that a journal leads to without its last edit, and with it."""
    records = [at for at, record in enumerate(journal.records) if record.kind == EDIT]
    shorter = replace(journal, records=journal.records[: records[-1]]) if records else journal
    return [recovered(one).document for one in (shorter, journal)]


def kill_while_saving(folder: Path, seed: int, wait: float) -> Outcome:
    """R1: an editor is killed while it saves without pause; the file must be the last one acknowledged, or the next."""
    rng = random.Random(seed)
    path, data = folder / "карта.cjm.yaml", folder / "data"
    path.write_text(write(generator.document(rng, size=8)), encoding="utf-8")
    first = sha256(path.read_bytes()).hexdigest()
    lines = killed("saves", path, data, seed, wait)
    states, steps = expected([f"open {first}", *lines[1:]])
    if sha256(path.read_bytes()).hexdigest() not in states:
        return Outcome("an acknowledged save is lost, or the file is corrupt", steps)
    load(path)
    sweep(folder)
    swept(folder, who_is_here(), time.time())
    shelf = Shelf(backups_folder(data))
    sweep_versions(shelf)
    kept = versions(shelf, path)
    left = [item for item in shelf.folder.rglob("*") if item.is_file()]
    if len(left) > len(kept) + bool(left) or any(contents(one) is None for one in kept):
        return Outcome(f"damaged versions, or stray files among them: {left}", steps)
    if steps and not kept:
        return Outcome("no version was kept", steps)
    stray = [item.name for item in folder.iterdir() if item not in (path, data)]
    left_behind(journals_folder(data), time.time(), host_name())
    return Outcome(f"stray files: {stray}" if stray else "", steps)


def state(document: object) -> str:
    """What a document is, in short; as the victim tells it."""
    return sha256(write(document).encode()).hexdigest()  # type: ignore[arg-type]
