"""The program as its users call it: a process of its own, or `main` in this one where only the outcome counts."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from cjm_editor.cli.main import main

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Done:
    """How a call ended: exit code and what it wrote."""

    code: int
    out: str
    err: str


@pytest.fixture
def program(tmp_path):
    """Call `python -m cjm_editor` in an empty folder; `env` changes the environment, None takes a variable out."""

    def call(*arguments, env=None, cwd=tmp_path, stdin=b""):
        surroundings = dict(os.environ, PYTHONPATH=str(ROOT), LC_ALL="C.UTF-8")
        for name, value in (env or {}).items():
            surroundings.pop(name, None)
            if value is not None:
                surroundings[name] = value
        done = subprocess.run(
            [sys.executable, "-m", "cjm_editor", *map(str, arguments)],
            cwd=cwd, env=surroundings, input=stdin, capture_output=True, timeout=120, check=False,
        )  # fmt: skip
        return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return call


@pytest.fixture
def cli(capsys, monkeypatch):
    """Call `main` in this process."""

    def call(*arguments, language="en"):
        monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8" if language == "ru" else "en_GB.UTF-8")
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Done(code, out, err)

    return call


@pytest.fixture
def sample():
    """Give the path of a sample."""
    return lambda name: ROOT / "samples" / f"{name}.cjm.yaml"


@pytest.fixture
def written(tmp_path):
    """Write a document and give its path."""

    def write(text, name="map.cjm.yaml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write
