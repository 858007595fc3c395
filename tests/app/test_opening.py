"""Opening a file whose page cannot be made, and files with numbers of any size, in the window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox

from cjm_editor.app.pages.map_page import MapPage
from cjm_editor.app.window import Window
from cjm_editor.core.address import touchpoint_at
from cjm_editor.io.locks import lock_path
from tests.cli.test_extreme_numbers import SIZES, document

ROOT = Path(__file__).parents[2]
TEXT = "cjm: 1\nmaps:\n  - {id: m, title: M, touchpoints: [{id: t, title: T}]}\n"


def boxes(window: Window) -> list[str]:
    return [box.text() for box in window.findChildren(QMessageBox) if box.isVisible()]


@pytest.mark.parametrize("is_drawn", [False, True])
def test_a_file_whose_page_fails_is_closed_again_and_that_is_told(
    window: Window, hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys, is_drawn: bool
) -> None:
    path = tmp_path / "a.cjm.yaml"
    path.write_text(TEXT, encoding="utf-8")
    if is_drawn:  # the page is there, and what follows fails
        open_map = Window.open_map
        monkeypatch.setattr(Window, "open_map", lambda *given: 1 / (open_map(*given) or 0))
    else:
        monkeypatch.setattr(MapPage, "__init__", lambda *_given: 1 / 0)
    window.open_path(path)
    monkeypatch.undo()
    hands.settle()
    window.desk.locks.look()
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert window.desk.sessions == []
    assert [page.session for page in window.pages] == [None]
    assert not lock_path(path).exists()
    assert len(boxes(window)) == 1
    for box in window.findChildren(QMessageBox):
        box.close()
    window.open_path(path)
    assert window.session is not None and window.session.path == path


def test_a_defect_while_the_first_file_is_opened_leaves_a_window(tmp_path: Path) -> None:
    path = tmp_path / "a.cjm.yaml"
    path.write_text(TEXT, encoding="utf-8")
    program = (
        "import sys; from cjm_editor.app import main, window\n"
        "window.Window.open_path = lambda *given: 1 / 0\n"
        "app, shown = main.started(sys.argv[1:]); app.processEvents()\n"
        "print(len(shown.pages), shown.isVisible(), shown.mishaps is not None, flush=True)"
    )
    environ = {**os.environ, "CJM_EDITOR_DATA": str(tmp_path), "CJM_EDITOR_CONFIG": str(tmp_path)}
    command = [sys.executable, "-c", program, str(path)]
    child = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60, check=False
    )
    assert child.stdout == "1 True True\n", child.stderr


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("number", SIZES)
def test_numbers_of_any_size_are_shown(
    window: Window, hands, tmp_path: Path, number: str, language: str
) -> None:
    path = tmp_path / "a.cjm.yaml"
    path.write_text(document(number, f"scale: {{min: -{number.lstrip('-')}, max: {number.lstrip('-')}}}\n"))
    window.context.set_language(language)
    window.open_path(path)
    hands.settle()
    assert window.session is not None
    window.grab()
    window.side.show_selection((touchpoint_at("a", "t"),))
    hands.settle()
    shown = [label.text() for label in window.side.findChildren(QLabel)]
    assert shown and not [text for text in shown if text in ("nan", "inf")]
    window._on_pair_asked("i", "a")
    hands.settle()
    window.grab()
    assert boxes(window) == []
