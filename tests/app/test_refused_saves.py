"""Saves, copies and exports that the disk refuses: the box says why and leads on to another place."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from cjm_editor.app.dialogs.export import written
from cjm_editor.io.files import load
from cjm_editor.io.saving import saved
from cjm_editor.io.system import SYSTEM, System
from tests.app.test_outside import TEXT, edit, press

K, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "shop.cjm.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def refusing(code: int, folder: Path) -> System:
    """The system with a folder on a disk that takes no new bytes."""

    def open_(path, flags, mode):
        if flags & (1 | 2) and Path(path).parent == folder:
            raise OSError(code, "on purpose")
        return SYSTEM.open(path, flags, mode)

    return replace(SYSTEM, open=open_)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EIO, errno.EROFS, errno.EDQUOT])
def test_a_refused_save_leads_to_another_place(window, hands, file, tmp_path, code: int) -> None:
    window.open_path(file)
    edit(window, "t1", "title", "Mine")
    shelf = replace(window.desk.shelf, folder=tmp_path / "shelf")
    window.session.saving = lambda path, document, loaded: (
        saved(path, document, loaded, shelf, system=refusing(code, tmp_path)).loaded
    )
    other = tmp_path / "other disk"
    other.mkdir()

    def answer(box: QWidget) -> None:
        assert isinstance(box, QMessageBox)
        assert "Save as…" in [button.text() for button in box.buttons()], box.text()
        press(box, "Save as…", hands)

    hands.during(
        lambda: hands.key(K.Key_S, CTRL, into=window),
        answer,
        lambda dialog: hands.name_file(dialog, other / "shop.cjm.yaml"),
    )
    assert load(other / "shop.cjm.yaml").source.document == window.session.document
    assert window.session.is_clean and window.session.path == other / "shop.cjm.yaml"
    assert file.read_text(encoding="utf-8") == TEXT


def test_a_refused_copy_leads_to_another_place(window, hands, file, tmp_path, monkeypatch) -> None:
    window.open_path(file)
    wanted = tmp_path / "copy.cjm.yaml"
    chosen = iter((tmp_path / "none" / "copy.cjm.yaml", file, wanted))
    monkeypatch.setattr("cjm_editor.app.dialogs.files.ask_save", lambda *_given: next(chosen))
    hands.during(
        lambda: window.trigger("file.save_copy"),
        lambda box: press(box, "Save as…", hands),
        lambda box: press(box, "Save as…", hands),
    )
    assert load(wanted).source.document == window.session.document and window.session.path == file


def test_a_refused_export_keeps_the_picture_and_leads_to_another_place(window, hands, tmp_path) -> None:
    refused, wanted = tmp_path / "none" / "map.svg", tmp_path / "map.svg"
    made: list[Path | None] = []
    hands.during(
        lambda: made.append(written(window, window.context, refused, b"<svg/>", ".svg")),
        lambda box: press(box, "Save as…", hands),
        lambda dialog: hands.name_file(dialog, wanted),
    )
    assert made == [wanted] and wanted.read_bytes() == b"<svg/>"
    hands.during(
        lambda: made.append(written(window, window.context, refused, b"<svg/>", ".svg")),
        lambda box: press(box, "Cancel", hands),
    )
    assert made == [wanted, None]
