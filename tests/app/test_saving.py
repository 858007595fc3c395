"""Saves in the window that must not harm other people's work: copies, other tabs, other names, other owners."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton

from cjm_editor.app.window import Window
from cjm_editor.core import edits
from cjm_editor.core.address import DOCUMENT
from cjm_editor.core.texts import _
from cjm_editor.io import files, owners
from cjm_editor.io.files import load
from tests.app.test_locks import lock_of

TEXT = "cjm: 1\ntitle: {}\nmaps:\n  - {{id: m, title: M}}\n"


def written(path: Path, title: str) -> Path:
    path.write_text(TEXT.format(title), encoding="utf-8")
    return path


def retitle(window: Window, title: str) -> None:
    window.session.apply(_("Edit"), lambda document: edits.set_field(document, DOCUMENT, "title", title))


def answer(dialog: QMessageBox, words: str, said: list[str]) -> None:
    said.append(dialog.text())
    next(b for b in dialog.findChildren(QPushButton) if b.text().strip() == words).click()


def shut(dialog: QMessageBox, said: list[str]) -> None:
    said.append(dialog.text())
    dialog.reject()


def test_a_copy_is_not_written_over_the_documents_own_file(window: Window, hands, tmp_path: Path) -> None:
    path = written(tmp_path / "a.cjm.yaml", "Ours")
    window.open_path(path)
    retitle(window, "Mine")
    written(path, "A colleague's")
    said: list[str] = []
    hands.during(
        lambda: window.trigger("file.save_copy"),
        lambda box: hands.name_file(box, path),
        lambda box: box.button(QMessageBox.StandardButton.Yes).click(),  # that it may be replaced
        lambda box: shut(box, said),
    )
    assert load(path).source.document.title == "A colleague's"
    assert said == ["“a.cjm.yaml” is open here. Choose another name for the copy."]


@pytest.mark.parametrize("action", ["file.save_copy", "file.save_as"])
@pytest.mark.parametrize("is_link", [False, True])
def test_nothing_is_written_over_the_file_of_another_tab(
    window: Window, hands, tmp_path: Path, action: str, is_link: bool
) -> None:
    other, path = written(tmp_path / "b.cjm.yaml", "Other"), written(tmp_path / "a.cjm.yaml", "Ours")
    window.open_path(other)
    window.open_path(path)
    hands.settle()
    name = tmp_path / "c.cjm.yaml" if is_link else other
    if is_link:
        os.link(other, name)
    said: list[str] = []
    hands.during(
        lambda: window.trigger(action),
        lambda box: hands.name_file(box, name),
        lambda box: box.button(QMessageBox.StandardButton.Yes).click(),  # that it may be replaced
        lambda box: shut(box, said),
    )
    assert load(other).source.document.title == "Other"
    assert "is open here" in said[0] and "another window" not in said[0]
    assert window.session.path == path


def test_a_file_whose_owner_would_lose_access_is_written_into_after_a_question(
    window: Window, hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "a.cjm.yaml", "Old")
    before = path.stat().st_ino
    window.open_path(path)
    monkeypatch.setattr(files, "handed_on", lambda *_given: False)
    said: list[str] = []
    retitle(window, "New")
    hands.during(lambda: window.trigger("file.save"), lambda box: answer(box, "Write into the file", said))
    assert "take access away" in said[0]
    assert load(path).source.document.title == "New" and path.stat().st_ino == before
    retitle(window, "Newer")
    hands.during(lambda: window.trigger("file.save"))  # agreed once
    assert load(path).source.document.title == "Newer"


@pytest.mark.parametrize("is_replaced", [True, False])
def test_other_names_of_a_file_are_asked_about_only_where_it_is_replaced(
    window: Window, hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_replaced: bool
) -> None:
    path = written(tmp_path / "a.cjm.yaml", "Old")
    os.link(path, tmp_path / "other")
    window.open_path(path)
    retitle(window, "New")
    said: list[str] = []
    if is_replaced:
        hands.during(lambda: window.trigger("file.save"), lambda box: answer(box, "Save", said))
        assert "will keep the old version" in said[0]
        return
    monkeypatch.setattr(owners, "may_be_replaced", lambda _path: False)
    monkeypatch.setattr(files, "handed_on", lambda *_given: False)
    hands.during(lambda: window.trigger("file.save"), lambda box: answer(box, "Write into the file", said))
    assert "hard link" not in said[0]
    assert "title: New" in (tmp_path / "other").read_text(encoding="utf-8")


def test_a_take_over_whose_merge_is_cancelled_takes_nothing(window: Window, hands, tmp_path: Path) -> None:
    path = written(tmp_path / "a.cjm.yaml", "Old")
    window.open_path(path)
    window._claim()
    session = window.session
    retitle(window, "Mine")
    lock_of(path)
    window.desk.locks.look()
    written(path, "Theirs")
    theirs = path.read_bytes()
    hands.during(
        lambda: window.trigger("file.save"),
        lambda box: answer(box, "Take over and merge", []),
        lambda box: answer(box, "Take over", []),
        lambda box: box.reject(),
    )
    assert session.barrier is not None and not window.desk.locks.holds(session)
    assert session.document.title == "Mine" and path.read_bytes() == theirs
