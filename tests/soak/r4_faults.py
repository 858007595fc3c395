"""R4, R5, R9: each call of each writer failing in each way, power cuts, full and refusing disks."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.io import test_faults, test_locks, test_powercut
from tests.io.faults import WAYS
from tests.soak.figure import Figure, times
from tests.soak.pytests import passed

PIECES = (0, 300, 100, 50, 25, 11, 7, 5, 3)
"""Bytes that a write takes at most: the smaller, the more calls there are to fail."""


def soak(share: float) -> list[Figure]:
    """The rows of R4, R5 and R9."""
    cases, wrong = 0, 0
    pieces = PIECES[: times(len(PIECES), share)]
    jobs = [
        lambda place, name=name: test_faults.check_writer(name, place, pieces) for name in test_faults.ACTS
    ]
    jobs += [
        lambda place, name=name: test_faults.check_writer(name, place, (0, 5000))
        for name in (*test_faults.EXPORTS, *test_faults.MORE)
    ]
    jobs += [
        lambda place, is_direct=is_direct: test_faults.check_versions(place, is_direct, pieces[:3])
        for is_direct in (False, True)
    ]
    for job in (
        *jobs,
        test_faults.check_journal,
        lambda place: test_locks.check_locks(place / "map.cjm.yaml"),
    ):
        with tempfile.TemporaryDirectory() as folder:
            try:
                cases += job(Path(folder))
            except AssertionError as error:
                wrong += 1
                sys.stderr.write(f"{error}\n")
    writers = "save, save anew, with versions, into the file, eight exports, journal, locks"
    how = f"{writers}: {cases:,} cases, each call failing in {len(WAYS)} ways"
    rows = [Figure("R4", "an error of the disk keeps the old file and is told", how,
                   f"{wrong} corrupt or falsely successful", wrong == 0)]  # fmt: skip
    disks = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "map.cjm.yaml"
        recorder, old, new = test_powercut.saved(path)
        try:
            disks = test_powercut.check_save(recorder, old, new, path)
            is_kept = True
        except AssertionError:
            is_kept = False
    told, is_journal_kept = passed(1000, "tests/io/test_powercut.py")
    rows.append(Figure("R4 power", "a power cut leaves the old file or the new one",
                       f"{disks} disks from the recorded calls of a save; a journal's as well", told,
                       is_kept and is_journal_kept))  # fmt: skip
    told, is_kept = passed(
        1000,
        "tests/io/test_refusing_disks.py",
        "tests/io/test_full_disks.py",
        "tests/app/test_full_disks.py",
        "-k",
        "full",
    )
    how = (
        "20 sizes of the largest file for save, export, journal, versions, lock, settings, copy; "
        "small disks where root; saving elsewhere afterwards"
    )
    rows.append(
        Figure(
            "R5",
            "a full disk keeps the old file, the reason is shown, saving elsewhere works",
            how,
            told,
            is_kept,
        )
    )
    told, is_kept = passed(1000, "tests/io/test_refusing_disks.py", "-k", "not full")
    how = "read-only file and folder, other owner, long names, links, modes, hard links"
    rows.append(
        Figure(
            "R9",
            "odd files are refused with the cause and keep their bytes, or are saved as they are",
            how,
            told,
            is_kept,
        )
    )
    return rows
