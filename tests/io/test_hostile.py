"""Hostile files: none takes the process down, takes too long or ends in a traceback, and each sentence has a line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.io import hostile

LARGE = 30_000
"""Bytes of the large files here; `python3 run.py soak` reads them at the limit of 16 MB."""


def failures(found: dict[Path, hostile.Outcome]) -> dict[str, str]:
    return {path.name: outcome.failure for path, outcome in found.items() if outcome.failure}


def test_every_small_file_gets_the_sentence_it_had() -> None:
    found = hostile.read_all(hostile.small())
    assert failures(found) == {}
    assert len(found) >= 150
    assert hostile.firsts(found) == json.loads(hostile.EXPECTED.read_text(encoding="utf-8"))


def test_every_large_file_is_read_or_refused(tmp_path: Path) -> None:
    paths = []
    for number, kind in enumerate(hostile.REPEATED):
        paths.append(tmp_path / f"{number} {kind}.yaml")
        paths[-1].write_bytes(hostile.large(kind, LARGE))
        assert LARGE * 0.8 < paths[-1].stat().st_size <= LARGE
    found = hostile.read_all(paths)
    assert failures(found) == {}
    assert len(found) >= 130


def test_the_real_command_says_the_same() -> None:
    some = ["bomb-maps", "tag-python-object", "deep-open", "nul-in-text", "conflict-crlf", "escape-sequences"]
    paths = [hostile.SMALL / f"{name}.yaml" for name in some]
    assert {path: hostile.validated(path) for path in paths} == hostile.read_all(paths)


@pytest.mark.parametrize(
    ("body", "failure"),
    [
        ("while True: pass", "out of time (SIGPROF)"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "died of SIGSEGV"),
        ("raise ValueError('no')", "Traceback"),
        ("bytearray(2 ** 31)", "MemoryError"),
        ("from cjm_editor.core.texts import _; raise FormatError((Problem('x', _('A')),))", "no place: x"),
    ],
)
def test_a_reader_that_fails_is_noticed(
    body: str, failure: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The watch itself: a child whose reader hangs, dies, raises, swallows memory or tells no place."""
    child = (hostile.ROOT / "tests" / "io" / "hostile_child.py").read_text(encoding="utf-8")
    broken = child.replace(
        "        problems = load(path).source.problems\n", f"        {body}\n        problems = ()\n"
    )
    assert broken != child
    module = tmp_path / "broken_child.py"
    module.write_text(broken, encoding="utf-8")
    monkeypatch.setattr(hostile, "CHILD", (str(module),))
    monkeypatch.setattr(hostile, "SECONDS", 1)
    monkeypatch.setenv("PYTHONPATH", str(hostile.ROOT))
    path = hostile.SMALL / "empty.yaml"
    assert failure in hostile.read_all([path])[path].failure
