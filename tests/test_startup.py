"""What the program refuses before it loads Qt."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cjm_editor.core.texts import words
from cjm_editor.startup import has_display, installed_qt_problem, qt_problem, window_problem

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("python", "implementation", "pyside", "is_refused"),
    [
        ((3, 11), "cpython", "6.12.0", True),
        ((3, 11), "cpython", "6.12.1.1", True),
        ((3, 11), "cpython", "6.13", True),
        ((3, 11), "cpython", "7.0.0", True),
        ((3, 11), "cpython", "6.11.3", False),
        ((3, 11), "cpython", "6.8.0", False),
        ((3, 12), "cpython", "6.12.0", False),
        ((3, 13), "cpython", "6.11.0", False),
        ((3, 11), "pypy", "6.12.0", False),
        ((3, 13), "cpython", None, True),
    ],
)
def test_the_pair_that_crashes_is_refused(python, implementation, pyside, is_refused):
    assert (qt_problem(python, implementation, pyside) is not None) is is_refused


@pytest.mark.parametrize(("language", "word"), [("en", "crashes"), ("ru", "аварийно")])
def test_the_refusal_names_both_versions_and_the_remedy(language, word):
    text = words(language)(qt_problem((3, 11), "cpython", "6.12.0"))
    assert word in text
    for part in ("6.12.0", "3.11", 'pip install "PySide6-Essentials>=6.8,<6.12"'):
        assert part in text


def test_the_pair_these_tests_run_on_is_fine():
    assert installed_qt_problem() is None


@pytest.mark.parametrize(
    ("environ", "platform", "expected"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_a_window_needs_a_display(environ, platform, expected):
    assert has_display(environ, platform) is expected
    assert (window_problem(environ, platform) is None) is expected


@pytest.mark.parametrize(("language", "word"), [("en_GB.UTF-8", "no display"), ("ru_RU.UTF-8", "Нет экрана")])
def test_without_a_display_the_program_says_so_and_names_the_commands(language, word):
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "LC_ALL", "LC_MESSAGES", "LANGUAGE")
    environ = {key: value for key, value in os.environ.items() if key not in hidden}
    environ |= {"LANG": language, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        [sys.executable, "-m", "cjm_editor", "some.cjm.yaml"],
        capture_output=True,
        encoding="utf-8",
        env=environ,
        timeout=60,
    )
    assert run.returncode == 2
    assert word in run.stderr
    assert "compare" in run.stderr
    assert not run.stdout
