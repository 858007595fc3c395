"""The program starts whatever stands where its settings are kept: with the usual ones, and it says so."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cjm_editor.app.settings import Settings, load_settings, read_settings, save_settings, settings_file
from cjm_editor.core.texts import words

GOOD = {"language": "ru", "theme": "dark", "recent": ["/a"], "seen_start": True, "show_tree": False}

DAMAGED = {
    "empty": b"",
    "nothing": b"\0" * 4096,
    "no text": b"\xff\xfe\x00",
    "half": b'{"language": "ru", "rec',
    "deep": b"[" * 100_000,
    "deep in a list": b'{"recent": ' + b"[" * 900 + b"]" * 900 + b"}",
    "deep in a map": b'{"a":' * 100_000,
    "a list": b'["ru"]',
    "a number of many digits": b"9" * 100_000,
    "half characters": rb'{"language": "\ud800", "theme": "\ud800", "geometry": "\ud800", "recent": ["\ud800"]}',
    "another language": b'{"language": "de"}',
    "another theme": b'{"theme": "\\u0000"}',
    "no file's name": b'{"recent": ["a\\u0000b"], "folder": "\\u0000", "glossary": "\\u0000"}',
    "wrong kinds": b'{"language": 7, "recent": [1, {}, []], "show_tree": "yes", "geometry": [], "folder": {}}',
    "no base 64": '{"geometry": "Ёлка", "state": "🙂"}'.encode(),
    "huge": b" " * 3_000_000 + b"{}",
}
ODD = ("a pipe", "endless", "a folder", "a link to itself", "a socket's place")


@pytest.mark.parametrize("kind", DAMAGED)
def test_damaged_settings_are_the_usual_ones_and_that_is_said(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(DAMAGED[kind])
    found, trouble = read_settings(path)
    assert found == Settings() and trouble is not None
    assert "are damaged" in words("en")(trouble) and words("ru")(trouble) != words("en")(trouble)
    assert save_settings(path, found) and read_settings(path) == (found, None)


def test_what_can_be_read_beside_damage_stays(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({**GOOD, "language": "de"}), encoding="utf-8")
    found, trouble = read_settings(path)
    assert trouble is not None
    assert (found.theme, found.recent, found.language) == ("dark", ("/a",), "")


def test_no_settings_are_no_trouble(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "none" / "settings.json") == (Settings(), None)
    (tmp_path / "file").touch()
    assert read_settings(tmp_path / "file" / "settings.json") == (Settings(), None)


def test_an_account_without_a_home_has_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError("no home")

    monkeypatch.setattr(Path, "home", no_home)
    assert settings_file({}).name == "settings.json"


def make_odd(path: Path, kind: str) -> None:
    if kind == "a pipe":
        os.mkfifo(path)
    elif kind == "endless":
        path.symlink_to("/dev/zero")
    elif kind == "a folder":
        path.mkdir()
    elif kind == "a link to itself":
        path.symlink_to(path)
    else:
        import socket

        with socket.socket(socket.AF_UNIX) as one:
            one.bind(str(path))


STARTS = """
import json, os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QEvent
from cjm_editor.app import main
main.SETTLED = 0
for folder in sys.argv[1:]:
    os.environ["CJM_EDITOR_CONFIG"] = folder
    app, window = main.started([])
    for _ in range(20):
        QCoreApplication.processEvents()
    message = window.status._message
    print(json.dumps([Path(folder).name, window.isVisible(), window.context.say(message) if message else ""]))
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_the_window_opens_over_any_settings(tmp_path: Path) -> None:
    folders = []
    for number, kind in enumerate((*DAMAGED, *ODD)):
        folder = tmp_path / str(number)
        folder.mkdir()
        folders.append(str(folder))
        if kind in DAMAGED:
            (folder / "settings.json").write_bytes(DAMAGED[kind])
        else:
            make_odd(folder / "settings.json", kind)
    env = {
        **os.environ,
        "CJM_EDITOR_DATA": str(tmp_path / "data"),
        "QT_QPA_PLATFORM": "offscreen",
        "LANG": "en_GB.UTF-8",
    }
    run = subprocess.run(
        [sys.executable, "-c", STARTS, *folders], env=env, capture_output=True, text=True, timeout=120
    )
    told = [json.loads(line) for line in run.stdout.splitlines()]
    assert run.returncode == 0 and len(told) == len(folders), run.stderr
    assert "Traceback" not in run.stderr
    for (name, is_shown, said), kind in zip(told, (*DAMAGED, *ODD), strict=True):
        wanted = "are damaged" if kind in DAMAGED else "The settings cannot be read"
        assert is_shown and wanted in said, (name, kind, said)


@pytest.mark.skipif(os.name == "nt", reason="names there are UTF-16")
def test_names_that_are_not_utf_8_are_remembered(tmp_path: Path) -> None:
    path, odd = tmp_path / "settings.json", Path(os.fsdecode(b"/maps/\xea\xe0.cjm.yaml"))
    assert save_settings(path, Settings().with_recent(odd))
    assert load_settings(path).recent == (str(odd),)
    assert os.fsencode(load_settings(path).recent[0]) == b"/maps/\xea\xe0.cjm.yaml"
