"""What the program remembers, and what it assumes before it was told anything."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cjm_editor.app.settings import first_language


@pytest.mark.parametrize(
    ("environ", "platform", "wished", "language"),
    [
        ({}, "win32", ["ru-RU", "ru"], "ru"),
        ({}, "darwin", ["ru-RU"], "ru"),
        ({}, "win32", ["de-DE", "ru_RU", "en-US"], "ru"),
        ({}, "win32", ["en-GB", "ru-RU"], "en"),
        ({}, "win32", ["de-DE"], "en"),
        ({}, "win32", [], "en"),
        ({"LANG": "en_GB.UTF-8"}, "darwin", ["ru-RU"], "en"),
        ({"LANG": "ru_RU.UTF-8"}, "win32", ["en-US"], "ru"),
        ({}, "linux", ["ru-RU"], "en"),
        ({"LANG": "ru_RU.UTF-8"}, "linux", ["en-US"], "ru"),
    ],
)
def test_the_first_language_is_that_of_the_environment_else_of_the_system(
    environ, platform, wished, language
) -> None:
    assert first_language(environ, platform, lambda: wished) == language


def test_the_system_itself_is_asked_where_nothing_is_said() -> None:
    code = "from cjm_editor.app.settings import first_language; print(first_language({}, 'win32'))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=60)
    assert said.stdout.strip() in ("en", "ru"), said.stderr
