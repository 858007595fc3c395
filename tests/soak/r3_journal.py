"""R3: journals of real edits, cut at every place and with every bit turned."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from cjm_editor.core.errors import EditError
from cjm_editor.core.model import Document
from cjm_editor.io.journal import EDIT, Header, JournalFile, begun, digest, read_journal
from cjm_editor.io.patches import patch
from cjm_editor.io.recovery import recovered
from cjm_editor.io.writer import write
from tests.core import generator, random_edits
from tests.soak.figure import Figure, times

LOGS = 10
EDITS = 8


def log(seed: int, folder: Path) -> tuple[bytes, list[int], list[Document]]:
    """A journal as the editor writes it, where each record ends, and the document after each."""
    rng = random.Random(seed)
    document = generator.document(rng, size=4)
    base = write(document).encode()
    file: JournalFile = begun(folder, Header("", digest(base), "A", 1, "host"), base)
    ends, documents = [file.size], [document]
    while len(ends) <= EDITS:
        _name, edit = random_edits.random_edit(rng, document)
        try:
            after = edit(document)
        except EditError:
            continue
        if after is document:
            continue
        file.append(EDIT, patch(document, after))
        document = after
        ends.append(file.size)
        documents.append(document)
    data = file.path.read_bytes()
    file.end()
    return data, ends, documents


def check(data: bytes, count: int, documents: list[Document], is_read: bool) -> str:
    """What is wrong with a damaged journal of which `count` edits must be left; "" where nothing is."""
    try:
        found = read_journal(data)
        if count < 0:
            return "" if found.base is None else "a base where there is none"
        if len(found.edits) != count:
            return f"{len(found.edits)} edits instead of {count}"
        if is_read and recovered(found).document != documents[count]:
            return "another document"
    except Exception as error:  # noqa: BLE001 - the promise is that there is none
        return repr(error)
    return ""


def soak(share: float) -> list[Figure]:
    """The row of R3."""
    cuts = bits = wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(times(LOGS, share)):
            data, ends, documents = log(seed, Path(folder))
            for place in range(len(data)):
                count = sum(end <= place for end in ends) - 1
                cuts += 1
                wrong += bool(check(data[:place], count, documents, place in ends or place % 97 == 0))
            for bit in range(len(data) * 8):
                hurt = bytearray(data)
                hurt[bit // 8] ^= 1 << bit % 8
                bits += 1
                count = sum(end <= bit // 8 for end in ends) - 1
                wrong += bool(check(bytes(hurt), count, documents, bit % 997 == 0))
    reached = f"{cuts} cuts, {bits} bits turned: {wrong} that gave no exact beginning"
    tried = "journals of real edits cut at every place, every bit of them turned"
    return [
        Figure(
            "R3",
            "the journal survives damage: always an exact beginning, no exception",
            tried,
            reached,
            wrong == 0,
        )
    ]
