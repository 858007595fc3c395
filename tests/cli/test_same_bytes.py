"""A comparison in every format: the same bytes from two processes under unlike surroundings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
UNLIKE = (
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C", "LANG": "C"},
    {"PYTHONHASHSEED": "7", "TZ": "Asia/Kolkata", "LC_ALL": "en_US.UTF-8", "LANG": "de_DE"},
)


@pytest.mark.parametrize("suffix", ["json", "md", "html", "svg", "png", "pdf"])
def test_two_processes_compare_to_the_same_bytes(sample, tmp_path, suffix):
    made = []
    for number, surroundings in enumerate(UNLIKE):
        folder = tmp_path / f"{number}{' and more' * number}"
        folder.mkdir()
        (folder / "boots.cjm.yaml").write_bytes(Path(sample("boots")).read_bytes())
        command = [
            "compare",
            "boots.cjm.yaml",
            "--segment",
            "young-man",
            "--language",
            "ru",
            "-o",
            f"a.{suffix}",
        ]
        done = subprocess.run(
            [sys.executable, "-m", "cjm_editor", *command],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), **surroundings},
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert (done.returncode, done.stderr) == (1, b"")
        made.append((folder / f"a.{suffix}").read_bytes())
    assert made[0] and made[0] == made[1]
