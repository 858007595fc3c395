"""The system's calls: locks that die with their process, files swept that a dead process left."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from cjm_editor.io.files import TEMPORARY, sweep, write_atomic
from cjm_editor.io.system import SYSTEM, host_tag, is_alive

LOCKING = """
import os, sys, time
from cjm_editor.io.system import SYSTEM
handle = SYSTEM.open(sys.argv[1], os.O_RDWR, 0)
print(SYSTEM.lock(handle), flush=True)
time.sleep(60)
"""


def test_a_lock_holds_as_long_as_its_process(tmp_path):
    path = tmp_path / "a"
    path.touch()
    child = subprocess.Popen(
        [sys.executable, "-c", LOCKING, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "True\n"
    handle = SYSTEM.open(path, os.O_RDWR, 0)
    assert not SYSTEM.lock(handle)
    child.kill()
    child.wait()
    child.stdout.close()
    assert SYSTEM.lock(handle)
    SYSTEM.close(handle)


def gone() -> int:
    """The number of a process that is no more."""
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


def test_processes_that_are_gone_are_known():
    assert is_alive(os.getpid())
    assert is_alive(1)
    assert not is_alive(gone())
    assert not is_alive(10**30)


@pytest.mark.parametrize(
    ("name", "is_swept"),
    [
        ("{begin}{host}-{gone}-abc.tmp", True),
        ("{begin}{host}-{here}-abc.tmp", False),
        ("{begin}00000000-{gone}-abc.tmp", False),
        ("{begin}{host}-x-abc.tmp", False),
        ("{begin}abc.tmp", False),
        ("map.cjm.yaml", False),
    ],
)
def test_only_what_a_dead_process_of_this_computer_left_is_swept(tmp_path, name, is_swept):
    path = tmp_path / name.format(begin=TEMPORARY, host=host_tag(), gone=gone(), here=os.getpid())
    path.touch()
    sweep(tmp_path)
    assert path.exists() is not is_swept
    sweep(tmp_path / "none")


def test_what_a_save_is_writing_would_be_swept_after_its_death(tmp_path):
    """The name that saving uses is the one that is looked for."""
    names: list[str] = []

    def note(path, target) -> None:
        names.append(Path(path).name)
        Path(path).replace(target)

    write_atomic(tmp_path / "a", b"x", replace(SYSTEM, replace=note))
    (name,) = names
    assert name.startswith(f"{TEMPORARY}{host_tag()}-{os.getpid()}-")
