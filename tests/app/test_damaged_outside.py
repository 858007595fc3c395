"""Files of open documents that are emptied, cut short, broken or taken away from outside, and come back: it is said,
the document stays, and whoever closes it is asked. What the disk does not hold any more counts as unsaved."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from cjm_editor.app.outside import on_changed, watch
from cjm_editor.io.files import load
from tests.app.test_outside import LONG, TEXT, edit, press, replaced, rewritten, said, titles

K, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier

EMPTY = ("", "\n", "\ufeff")
BROKEN = (TEXT + "<<<<<<< ours\n", TEXT[: len(TEXT) // 2] + '"', "cjm: 1\nmaps: [", "\0\0\0\0", "[" * 5000)


@pytest.fixture
def opened(window, hands, tmp_path) -> Path:
    """A file, open in the window and watched."""
    path = tmp_path / "shop.cjm.yaml"
    path.write_text(TEXT, encoding="utf-8")
    window.open_path(path)
    watch(window)
    hands.settle()
    return path


@pytest.mark.parametrize("text", EMPTY)
@pytest.mark.parametrize("is_edited", [False, True])
def test_an_emptied_file_is_said_and_its_return_as_well(
    window, hands, opened, qtbot, text: str, is_edited: bool
) -> None:
    if is_edited:
        edit(window, "t1", "title", "Mine")
    rewritten(opened, text)
    qtbot.waitUntil(lambda: "is empty now" in said(window), timeout=LONG)
    assert titles(window)[1] == ("Mine" if is_edited else "Point 1")
    assert not window.session.is_clean, "the window holds the only copy"
    rewritten(opened, TEXT)
    qtbot.waitUntil(lambda: "is there again" in said(window), timeout=LONG)
    assert window.session.is_clean != is_edited


@pytest.mark.parametrize("text", BROKEN)
@pytest.mark.parametrize("is_edited", [False, True])
def test_a_broken_file_is_said_and_what_comes_after_it_is_taken_over(
    window, hands, opened, qtbot, text: str, is_edited: bool
) -> None:
    if is_edited:
        edit(window, "t1", "title", "Mine")
    first = "Mine" if is_edited else "Point 1"
    replaced(opened, text)
    qtbot.waitUntil(lambda: "cannot be read now" in said(window), timeout=LONG)
    assert titles(window)[1] == first and not window.session.is_clean
    rewritten(opened, TEXT.replace("Point 2\n", "Theirs\n"))
    qtbot.waitUntil(lambda: titles(window)[1:3] == [first, "Theirs"], timeout=LONG)
    assert window.session.is_clean != is_edited


def test_an_emptied_file_is_written_again_only_with_consent(window, hands, opened, qtbot) -> None:
    edit(window, "t1", "title", "Mine")
    rewritten(opened, "")
    asked: list[str] = []

    def answer(name: str):
        def press_it(box: QWidget) -> None:
            assert isinstance(box, QMessageBox)
            asked.append(box.text())
            press(box, name, hands)

        return press_it

    hands.during(lambda: hands.key(K.Key_S, CTRL, into=window), answer("Cancel"))
    assert opened.read_bytes() == b"" and not window.session.is_clean
    hands.during(lambda: hands.key(K.Key_S, CTRL, into=window), answer("Write again"))
    assert "is empty now" in asked[0] and asked[0] == asked[1]
    assert window.session.is_clean and load(opened).source.document == window.session.document


def test_a_save_that_truncates_first_is_one_change(window, hands, opened, qtbot) -> None:
    """As slow programs and folders that are synced do it: empty for a moment, then whole."""
    opened.write_bytes(b"")
    window.watcher.check()
    hands.settle()
    assert "is empty now" not in said(window) and window.session.is_clean
    rewritten(opened, TEXT.replace("Point 2\n", "Theirs\n"))
    qtbot.waitUntil(lambda: titles(window)[2] == "Theirs", timeout=LONG)
    assert "is empty now" not in said(window)


def test_an_unedited_document_whose_file_was_emptied_is_not_closed_unasked(
    window, hands, opened, qtbot
) -> None:
    rewritten(opened, "")
    qtbot.waitUntil(lambda: not window.session.is_clean, timeout=LONG)
    hands.during(lambda: hands.key(K.Key_W, CTRL, into=window), lambda box: press(box, "Cancel", hands))
    assert len(window.desk.sessions) == 1


def test_every_harm_after_every_other_leaves_the_document(window, hands, opened, qtbot) -> None:
    """Empty, broken, gone, a folder, changed, in each order of two; then the file comes back."""

    def gone(path: Path) -> None:
        path.unlink()

    def folder(path: Path) -> None:
        path.unlink()
        path.mkdir()

    acts = {
        "empty": lambda path: rewritten(path, ""),
        "broken": lambda path: rewritten(path, BROKEN[0]),
        "gone": gone,
        "folder": folder,
    }
    edit(window, "t1", "title", "Mine")
    number = 0
    for first in acts:
        for second in acts:
            for act in (acts[first], acts[second]):
                if opened.is_dir():
                    opened.rmdir()
                if not opened.exists():
                    rewritten(opened, TEXT)
                act(opened)
                window.watcher.check()
                hands.settle()
                assert titles(window)[1] == "Mine" and not window.session.is_clean, (first, second)
            if opened.is_dir():
                opened.rmdir()
            number += 1
            rewritten(opened, TEXT.replace("Point 2\n", f"Back {number}\n"))
            window.watcher.check()
            qtbot.waitUntil(lambda n=number: titles(window)[1:3] == ["Mine", f"Back {n}"], timeout=LONG)


def test_what_comes_back_while_a_question_is_open_is_no_step(window, hands, opened, qtbot) -> None:
    """Changed and changed back before anybody could take it over: nothing has happened."""
    before = window.session.document
    on_changed(window, window.session, TEXT.replace("Point 2\n", "Theirs\n").encode())
    assert window.session.document is before and window.session.is_clean
    assert "new version" not in said(window)
