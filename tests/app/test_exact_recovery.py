"""What a journal gives back saves to the bytes that the window would have saved, comments and unknown keys included."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from cjm_editor.app.keeper import Keeper
from cjm_editor.app.outside import merged_with
from cjm_editor.app.session import Session
from cjm_editor.core.texts import _
from cjm_editor.io.files import load, loaded_from
from cjm_editor.io.journal import read_journal
from cjm_editor.io.recovery import Recovered, recovered
from cjm_editor.io.writer import to_bytes
from tests.cases import CASES
from tests.io.generator import Cases, edited
from tests.io.test_merging import three

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def keeper(tmp_path):
    made = Keeper(tmp_path / "journals")
    made._syncer.wake = lambda: None  # no thread: nothing is to be synced
    yield made
    made.leave()


def opened(path: Path, data: bytes, keeper: Keeper) -> Session:
    path.write_bytes(data)
    loaded = load(path)
    session = Session(loaded.source.document, loaded)
    session.keeping = keeper
    return session


def left(keeper: Keeper) -> Recovered | None:
    """What the next start would find if the process died now."""
    files = list(keeper.folder.glob("*.journal"))
    assert len(files) <= 1
    return recovered(read_journal(files[0].read_bytes())) if files else None


def saved(found: Session | Recovered) -> bytes:
    return to_bytes(found.loaded.source, found.document)


def scribble(session: Session, rng: random.Random) -> None:
    cases = Cases(rng.randrange(2**30))
    cases.made = rng.randrange(10**6)
    session.apply(_("Edit"), lambda document: edited(cases, document).document)


def meet(session: Session, data: bytes) -> None:
    """Another program wrote the file: what it wrote is merged, as the window does it; conflicts are put off."""
    session.path.write_bytes(data)
    theirs = loaded_from(session.path, data)
    made, text, _notices = merged_with(session, theirs)
    session.take(_("Merge"), made.document, text, theirs.source.document)


def trouble(session: Session, keeper: Keeper) -> str:
    """What is wrong with what is left of a session."""
    found = left(keeper)
    if found is None:
        return "" if session.document == session.saved else "nothing is left"
    if found.document != session.document or found.before != session.saved:
        return "another document"
    return "" if saved(found) == saved(session) else "other bytes"


def lived(seed: int, path: Path, keeper: Keeper) -> tuple[str, bool]:
    """What is wrong after edits, a merge, undo and more of them; and whether the merged text is another than the
    file's."""
    rng = random.Random(seed)
    base, ours, theirs = three(seed)
    session = opened(path, base, keeper)
    told = ""
    is_other = False
    for step in "edit merge edit undo merge edit".split():
        if step == "edit":
            for _more in range(rng.randint(1, 3)):
                scribble(session, rng)
        elif step == "undo" and rng.random() < 0.5:
            session.undo()
        elif step == "merge" and session.document != session.saved:
            meet(session, theirs if session.loaded.data() == base else ours)
            is_other |= bool(session.loaded.kept)
        told = told or (f"{step}: {problem}" if (problem := trouble(session, keeper)) else "")
    session.close()
    return told, is_other


def test_what_is_recovered_saves_to_the_bytes_that_the_window_would_have_saved(keeper, tmp_path):
    done = {seed: lived(seed, tmp_path / "a.cjm.yaml", keeper) for seed in range(0, CASES, 12)}
    assert not {seed: told for seed, (told, _is_other) in done.items() if told}
    assert sum(is_other for _told, is_other in done.values()) > len(done) // 20
