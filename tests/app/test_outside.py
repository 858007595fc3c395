"""Files of open documents changed by other programs: noticed, taken over or merged, and nothing is lost on the way."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QProgressDialog, QTableWidget, QWidget

from cjm_editor.app import outside, recovery
from cjm_editor.app.dialogs.conflicts import ConflictsDialog, applied
from cjm_editor.app.outside import merge_of, watch
from cjm_editor.core.address import touchpoint_at
from cjm_editor.core.edits import set_field
from cjm_editor.core.model import Conflict
from cjm_editor.core.texts import _
from cjm_editor.io.files import load
from cjm_editor.io.writer import to_bytes
from tests.app.shop import press, put, said, text_of
from tests.core.generator import document
from tests.core.test_merge import hostile_conflict

K, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier

LONG = 20_000
"""Milliseconds to wait for a notice before a test fails: nothing is measured by it."""

TEXT = text_of(f"id: t{n}\nstage: s\ntitle: Point {n}\naction: Does {n}" for n in range(30))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return put(tmp_path, TEXT)


@pytest.fixture
def opened(window, hands, file) -> Path:
    """The file, open in the window and watched."""
    window.open_path(file)
    watch(window)
    hands.settle()
    return file


def replaced(path: Path, text: str) -> None:
    """Another file takes its name, as careful editors and git do it."""
    other = path.with_name("other.tmp")
    other.write_text(text, encoding="utf-8")
    other.replace(path)


def rewritten(path: Path, text: str) -> None:
    """The same file gets other contents."""
    path.write_text(text, encoding="utf-8")


def taken_away_first(path: Path, text: str) -> None:
    path.unlink()
    path.write_text(text, encoding="utf-8")


def titles(window) -> list[str]:
    return [t.title for t in window.session.document.maps[0].touchpoints]


def edit(window, id: str, name: str, value: object) -> None:
    window.session.apply(_("Set field"), lambda d: set_field(d, touchpoint_at("m", id), name, value))


def test_ten_replaced_and_ten_rewritten_files_are_noticed(window, hands, opened, qtbot) -> None:
    noticed = 0
    for n in range(20):
        change = replaced if n % 2 else rewritten
        change(opened, TEXT.replace("Point 3\n", f"Changed {n}\n"))
        qtbot.waitUntil(lambda n=n: titles(window)[3] == f"Changed {n}", timeout=LONG)
        noticed += window.session.is_clean
    assert noticed == 20


@pytest.mark.parametrize("change", [replaced, rewritten, taken_away_first])
def test_a_clean_document_shows_the_new_version_and_keeps_selection_and_view(
    window, hands, opened, qtbot, change
) -> None:
    view = window.page.view
    view.set_animated(False)
    view.set_zoom(1.5)
    window.page.select((touchpoint_at("m", "t12"),))
    hands.settle()
    before = view.visible_rect()
    change(opened, TEXT.replace("Point 12\n", "Other\n").replace("title: First", "title: Start"))
    qtbot.waitUntil(lambda: titles(window)[12] == "Other", timeout=LONG)
    hands.settle()
    assert window.session.is_clean
    assert window.page.selection == (touchpoint_at("m", "t12"),)
    assert view.zoom() == 1.5 and view.visible_rect() == before
    assert "new version" in said(window)
    hands.key(K.Key_Z, CTRL, into=window)
    assert titles(window)[12] == "Point 12" and not window.session.is_clean


@pytest.mark.skipif(shutil.which("git") is None, reason="no git")
def test_another_branch_checked_out_is_noticed(window, hands, file, qtbot) -> None:
    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", *identity, *arguments], cwd=file.parent, check=True, capture_output=True)

    git("init", "-b", "one")
    git("add", file.name)
    git("commit", "-m", "one")
    git("checkout", "-b", "two")
    file.write_text(TEXT.replace("Point 5\n", "Of two\n"), encoding="utf-8")
    git("commit", "-a", "-m", "two")
    window.open_path(file)
    watch(window)
    assert titles(window)[5] == "Of two"
    git("checkout", "one")
    qtbot.waitUntil(lambda: titles(window)[5] == "Point 5", timeout=LONG)
    assert window.session.is_clean


@pytest.mark.parametrize("change", [replaced, rewritten])
def test_unsaved_changes_are_merged_undo_takes_that_back_and_saving_goes_on(
    window, hands, opened, qtbot, change
) -> None:
    edit(window, "t1", "title", "Mine")
    change(opened, TEXT.replace("Point 2\n", "Theirs\n") + "# a remark\n")
    qtbot.waitUntil(lambda: titles(window)[:3] == ["Point 0", "Mine", "Theirs"], timeout=LONG)
    assert not window.session.is_clean and "merged" in said(window)
    hands.key(K.Key_Z, CTRL, into=window)
    assert titles(window)[:3] == ["Point 0", "Mine", "Point 2"]
    hands.key(K.Key_Y, CTRL, into=window)
    hands.key(K.Key_S, CTRL, into=window)
    assert window.session.is_clean
    text = opened.read_text(encoding="utf-8")
    assert text == TEXT.replace("Point 1\n", "Mine\n").replace("Point 2\n", "Theirs\n") + "# a remark\n"
    hands.key(K.Key_Z, CTRL, into=window)
    hands.key(K.Key_Z, CTRL, into=window)
    assert titles(window)[:3] == ["Point 0", "Point 1", "Point 2"]
    hands.key(K.Key_S, CTRL, into=window)
    assert load(opened).source.document == window.session.document


def test_a_state_that_was_saved_once_is_unsaved_after_a_merge(window, hands, opened, qtbot) -> None:
    edit(window, "t1", "title", "Mine")
    rewritten(opened, TEXT.replace("Point 2\n", "Theirs\n"))
    qtbot.waitUntil(lambda: titles(window)[1:3] == ["Mine", "Theirs"], timeout=LONG)
    hands.key(K.Key_Z, CTRL, into=window)
    hands.key(K.Key_Z, CTRL, into=window)
    assert titles(window)[1:3] == ["Point 1", "Point 2"] and not window.session.is_clean


def test_a_second_change_is_held_against_the_first(window, hands, opened, qtbot) -> None:
    """What the others take back is taken back here, and is no change of ours."""
    edit(window, "t1", "title", "Mine")
    rewritten(opened, TEXT.replace("Point 2\n", "Theirs\n"))
    qtbot.waitUntil(lambda: titles(window)[1:3] == ["Mine", "Theirs"], timeout=LONG)
    replaced(opened, TEXT)
    qtbot.waitUntil(lambda: titles(window)[1:3] == ["Mine", "Point 2"], timeout=LONG)
    rewritten(opened, TEXT.replace("Point 1\n", "Mine\n"))
    qtbot.waitUntil(lambda: window.session.is_clean, timeout=LONG)


def test_what_both_changed_is_asked_and_chosen_by_keys(window, hands, opened, qtbot) -> None:
    edit(window, "t1", "title", "Mine")
    edit(window, "t2", "title", "Mine too")
    rows: list[list[str]] = []

    def answer(dialog: QWidget) -> None:
        assert isinstance(dialog, QDialog)
        table = dialog.findChild(QTableWidget)
        rows.extend([table.item(r, c).text() for c in range(4)] for r in range(table.rowCount()))
        hands.key(K.Key_3, into=table)
        hands.key(K.Key_Down, into=table)
        hands.key(K.Key_Left, into=table)
        hands.key(K.Key_Left, into=table)
        hands.key(K.Key_Space, into=table)
        hands.key(K.Key_Return, into=table)

    def wait() -> None:
        replaced(opened, TEXT.replace("Point 1\n", "Theirs\n").replace("Point 2\n", "Theirs too\n"))
        qtbot.waitUntil(lambda: titles(window)[1] == "Theirs", timeout=LONG)

    hands.during(wait, answer)
    assert rows == [
        ["As it is › Mine › Title", "Point 1", "Mine", "Theirs"],
        ["As it is › Mine too › Title", "Point 2", "Mine too", "Theirs too"],
    ]
    assert titles(window)[:3] == ["Point 0", "Theirs", "Point 2"]
    assert window.session.document.conflicts == ()
    hands.key(K.Key_Z, CTRL, into=window)
    assert titles(window)[:3] == ["Point 0", "Mine", "Mine too"]


def test_conflicts_put_off_stay_in_the_file_and_are_asked_when_it_is_opened(
    window, hands, opened, qtbot
) -> None:
    edit(window, "t1", "title", "Mine")

    def wait() -> None:
        rewritten(opened, TEXT.replace("Point 1\n", "Theirs\n"))
        qtbot.waitUntil(lambda: window.session.document.conflicts != (), timeout=LONG)

    hands.during(wait, lambda dialog: press(dialog, "Decide later", hands))
    assert titles(window)[1] == "Mine" and "1 conflict left" in said(window)
    hands.during(
        lambda: window.trigger("file.conflicts"), lambda dialog: press(dialog, "Decide later", hands)
    )
    hands.key(K.Key_S, CTRL, into=window)
    assert [c.theirs for c in load(opened).source.document.conflicts] == ["Theirs"]
    hands.key(K.Key_W, CTRL, into=window)

    def choose(dialog: QWidget) -> None:
        table = dialog.findChild(QTableWidget)
        at = table.visualItemRect(table.item(0, 3)).center()
        hands.click(table.viewport(), at)
        press(dialog, "Done", hands)

    hands.during(lambda: window.open_path(opened), choose)
    assert titles(window)[1] == "Theirs" and window.session.document.conflicts == ()
    assert not window.actions_.by_id["file.conflicts"].isEnabled()
    hands.key(K.Key_S, CTRL, into=window)
    assert load(opened).source.document == window.session.document
    assert load(opened).source.problems == ()


def escape(dialog: QWidget) -> None:
    QTest.keyClick(dialog, K.Key_Escape)


def test_a_cancelled_question_changes_nothing_and_save_asks_again(window, hands, opened, qtbot) -> None:
    edit(window, "t1", "title", "Mine")
    before, loaded = window.session.document, window.session.loaded
    text = TEXT.replace("Point 1\n", "Theirs\n").replace("Point 2\n", "Theirs too\n")
    heard: list[str] = []

    def cancel(dialog: QWidget) -> None:
        window.watcher.changed.emit(window.session, text.encode() + b"# again\n")
        heard.append(said(window))
        press(dialog, "Cancel", hands)

    def wait() -> None:
        rewritten(opened, text)
        qtbot.waitUntil(lambda: "stays as it was" in said(window), timeout=LONG)

    hands.during(wait, escape)
    assert window.session.document is before and window.session.loaded is loaded
    hands.during(
        lambda: hands.key(K.Key_S, CTRL, into=window),
        lambda box: press(box, "Merge and save", hands),
        cancel,
    )
    assert window.session.document is before and not window.session.is_clean
    assert opened.read_text(encoding="utf-8") == text
    assert "done typing" not in heard[0], "nobody types"


def test_a_save_before_the_notice_offers_the_merge(window, hands, file) -> None:
    window.open_path(file)
    edit(window, "t1", "title", "Mine")
    file.write_text(TEXT.replace("Point 2\n", "Theirs\n"), encoding="utf-8")
    asked: list[str] = []

    def answer(box: QWidget) -> None:
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        press(box, "Merge and save", hands)

    hands.during(lambda: hands.key(K.Key_S, CTRL, into=window), answer)
    assert "Merge its changes with yours" in asked[0]
    text = TEXT.replace("Point 1\n", "Mine\n").replace("Point 2\n", "Theirs\n")
    assert file.read_text(encoding="utf-8") == text and window.session.is_clean


def test_a_large_file_is_merged_beside_the_window_and_that_can_be_cancelled(
    window, hands, opened, qtbot, monkeypatch
) -> None:
    told: list[int] = []
    go_on = threading.Event()

    def slowly(*values: object) -> object:
        *others, tell = values
        tell(0.1)
        assert go_on.wait(LONG / 1000)
        return merge_of(*others, tell)

    def look(act: Callable[[QProgressDialog], bool]) -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QProgressDialog) or not act(box):
            QTimer.singleShot(1, lambda: look(act))

    def stopped(box: QProgressDialog) -> bool:
        told.append(box.value())
        if told[-1] == 10:
            assert box.maximum() == 100 and box.labelText() == "Merging with the changes made outside"
            press(box, "Cancel", hands)  # that resets the value
        return told[-1] == 10

    monkeypatch.setattr(outside, "BESIDE", 1)
    monkeypatch.setattr(outside, "merge_of", slowly)
    edit(window, "t1", "title", "Mine")
    look(stopped)
    replaced(opened, TEXT.replace("Point 2\n", "Theirs\n"))
    qtbot.waitUntil(lambda: "stays as it was" in said(window), timeout=LONG)
    assert told and titles(window)[1:3] == ["Mine", "Point 2"]
    go_on.set()
    window.activateWindow()
    hands.settle()
    hands.during(
        lambda: hands.key(K.Key_S, CTRL, into=window), lambda box: press(box, "Merge and save", hands)
    )
    text = TEXT.replace("Point 1\n", "Mine\n").replace("Point 2\n", "Theirs\n")
    assert opened.read_text(encoding="utf-8") == text and window.session.is_clean


def test_a_file_that_is_gone_is_said_and_written_again_only_with_consent(
    window, hands, opened, qtbot
) -> None:
    opened.rename(opened.with_name("elsewhere.cjm.yaml"))
    qtbot.waitUntil(lambda: "renamed or moved" in said(window), timeout=LONG)
    assert titles(window)[1] == "Point 1" and not window.session.is_clean
    hands.during(lambda: hands.key(K.Key_S, CTRL, into=window), lambda box: press(box, "Cancel", hands))
    assert not opened.exists()
    hands.during(lambda: hands.key(K.Key_S, CTRL, into=window), lambda box: press(box, "Write again", hands))
    assert opened.read_text(encoding="utf-8") == TEXT and window.session.is_clean


def test_what_cannot_be_read_is_said_and_the_document_stays(window, hands, opened, qtbot) -> None:
    edit(window, "t1", "title", "Mine")
    rewritten(opened, TEXT + "<<<<<<< ours\n")
    qtbot.waitUntil(lambda: "cannot be read now" in said(window), timeout=LONG)
    assert titles(window)[1] == "Mine"
    rewritten(opened, TEXT.replace("Point 2\n", "Theirs\n"))
    qtbot.waitUntil(lambda: titles(window)[1:3] == ["Mine", "Theirs"], timeout=LONG)


def test_nobody_who_types_is_disturbed(window, hands, opened, qtbot) -> None:
    hands.pick(touchpoint_at("m", "t1"), "touchpoint")
    hands.key(K.Key_F2)
    hands.key(K.Key_A, CTRL)
    hands.type("Half a wo")
    replaced(opened, TEXT.replace("Point 2\n", "Theirs\n"))
    qtbot.waitUntil(lambda: "when you are done typing" in said(window), timeout=LONG)
    hands.type("rd")
    assert titles(window)[2] == "Point 2" and window.page.view.is_editing()
    hands.key(K.Key_Escape)
    qtbot.waitUntil(lambda: titles(window)[1:3] == ["Half a word", "Theirs"], timeout=LONG)


def field(window, hands, name: str) -> QWidget:
    window.side.show_selection((touchpoint_at("m", "t1"),))
    hands.settle()
    editor = window.side.inspector.editors[name]
    editor.setFocus()
    hands.settle()
    return editor


@pytest.mark.parametrize("name", ["title", "channel", "duration", "action"])
@pytest.mark.parametrize("is_saved", [True, False])
def test_a_caret_that_rests_in_a_field_holds_nothing_up(
    window, hands, opened, qtbot, name: str, is_saved: bool
) -> None:
    editor = field(window, hands, name)
    hands.type("2 h")
    before = window.session.document
    mine = before.maps[0].touchpoints[1]
    if is_saved:
        hands.key(K.Key_S, CTRL, into=window)
        editor.setFocus()
        assert window.session.is_clean
    text = opened.read_text(encoding="utf-8")
    rewritten(opened, text.replace("Point 2\n", "Theirs\n"))
    qtbot.waitUntil(lambda: titles(window)[2] == "Theirs", timeout=LONG)
    assert window.session.document.maps[0].touchpoints[1] == mine and window.session.is_clean == is_saved
    assert editor.isAncestorOf(QApplication.focusWidget())
    hands.type("x")
    assert window.session.document.maps[0].touchpoints[1] != mine or name == "duration"


def test_a_text_that_no_field_takes_yet_holds_a_change_up_and_outlives_it(
    window, hands, opened, qtbot
) -> None:
    editor = field(window, hands, "duration")
    hands.type("about a w")
    rewritten(opened, TEXT.replace("Point 2\n", "Theirs\n"))
    qtbot.waitUntil(lambda: "when you are done typing" in said(window), timeout=LONG)
    assert titles(window)[2] == "Point 2"
    hands.key(K.Key_A, CTRL)
    hands.type("3 h")
    qtbot.waitUntil(lambda: titles(window)[2] == "Theirs", timeout=LONG)
    assert editor.focusProxy().text() == "3 h"
    assert window.session.document.maps[0].touchpoints[1].duration == "3h"


def test_a_window_that_is_closed_watches_nothing(window, hands, opened, qtbot) -> None:
    watcher = window.watcher
    window.close()
    assert watcher._system.files() == [] and not watcher._look.isActive()


def test_where_the_system_tells_nothing_the_stamps_do(window, hands, opened, qtbot) -> None:
    """As on many network folders."""
    window.watcher._system.blockSignals(True)
    for n, change in enumerate((replaced, rewritten)):
        change(opened, TEXT.replace("Point 3\n", f"Changed {n}\n"))
        qtbot.waitUntil(lambda n=n: titles(window)[3] == f"Changed {n}", timeout=LONG)


def test_our_own_saves_are_no_news(window, hands, opened, qtbot) -> None:
    heard: list[object] = []
    window.watcher.changed.connect(lambda session, _data: heard.append(session))
    edit(window, "t1", "title", "Mine")
    hands.key(K.Key_S, CTRL, into=window)
    rewritten(opened, opened.read_text(encoding="utf-8"))
    window.watcher.check()
    assert heard == [] and window.session.is_clean
    rewritten(opened, TEXT)
    qtbot.waitUntil(lambda: titles(window)[1] == "Point 1", timeout=LONG)
    assert len(heard) == 1


def test_what_was_known_before_a_save_is_news_after_it(window, hands, opened, qtbot) -> None:
    """Somebody puts the old version back before the watcher has seen the save."""
    edit(window, "t1", "title", "Mine")
    hands.key(K.Key_S, CTRL, into=window)
    rewritten(opened, TEXT)
    qtbot.waitUntil(lambda: titles(window)[1] == "Point 1", timeout=LONG)


def test_conflicts_that_anybody_wrote_are_shown_as_plain_text(window, hands) -> None:
    for seed in range(12):
        rng = Random(seed)
        made = document(rng)
        evil = tuple(hostile_conflict(rng, made) for _ in range(20))
        deep = Conflict("title", "[" * 900 + "]" * 900, "<b>&amp;</b>", '<img src="file:///etc/passwd">')
        made = replace(made, conflicts=(*evil, deep))
        dialog = ConflictsDialog(window, window.context, made)
        assert dialog.table.item(20, 2).text() == "<b>&amp;</b>"
        after, _text, _refused = applied(made, [(conflict, "theirs") for conflict, _side in dialog.chosen()])
        assert after.title == deep.theirs
        dialog.deleteLater()


def test_a_file_that_comes_back_as_it_was_leaves_a_clean_document(window, hands, opened, qtbot) -> None:
    """As when another branch without the file is checked out and left again."""
    away = opened.with_name("away")
    opened.rename(away)
    qtbot.waitUntil(lambda: "renamed or moved" in said(window), timeout=LONG)
    assert not window.session.is_clean
    away.rename(opened)
    qtbot.waitUntil(lambda: window.session.is_clean, timeout=LONG)
    assert "is there again, unchanged" in said(window) and "renamed or moved" not in said(window)


def test_an_edited_document_stays_unsaved_when_its_file_comes_back(window, hands, opened, qtbot) -> None:
    away = opened.with_name("away")
    opened.rename(away)
    qtbot.waitUntil(lambda: "renamed or moved" in said(window), timeout=LONG)
    edit(window, "t1", "title", "Mine")
    away.rename(opened)
    qtbot.waitUntil(lambda: "is there again" in said(window), timeout=LONG)
    assert not window.session.is_clean
    hands.key(K.Key_Z, CTRL, into=window)
    assert window.session.is_clean


def test_a_file_that_comes_back_changed_is_the_new_version_of_a_clean_document(
    window, hands, opened, qtbot
) -> None:
    opened.unlink()
    qtbot.waitUntil(lambda: "renamed or moved" in said(window), timeout=LONG)
    opened.write_text(TEXT.replace("Point 2\n", "Theirs\n"), encoding="utf-8")
    qtbot.waitUntil(lambda: titles(window)[2] == "Theirs", timeout=LONG)
    assert window.session.is_clean
    assert "this is the new version" in said(window) and "merged" not in said(window)


def test_writing_a_file_again_is_no_return(window, hands, opened, qtbot) -> None:
    opened.unlink()
    qtbot.waitUntil(lambda: "renamed or moved" in said(window), timeout=LONG)
    hands.during(lambda: hands.key(K.Key_S, CTRL, into=window), lambda box: press(box, "Write again", hands))
    window.watcher.check()
    assert "Saved" in said(window) and window.session.is_clean


def test_a_folder_in_the_place_of_the_file_is_said_once_and_its_end_as_well(
    window, hands, opened, qtbot
) -> None:
    opened.unlink()
    opened.mkdir()
    (opened / "inside").mkdir()  # so that it has more than one name, as any folder with folders
    qtbot.waitUntil(lambda: "is a folder now" in said(window), timeout=LONG)
    assert "Save as" in said(window) and not window.session.is_clean
    window.status.say(_("Untitled"))
    window.watcher.check()
    assert "folder" not in said(window)
    asked: list[str] = []

    def answer(box: QWidget) -> None:
        assert isinstance(box, QMessageBox)
        asked.extend((box.text(), *(button.text() for button in box.buttons())))
        press(box, "Cancel", hands)

    hands.during(lambda: hands.key(K.Key_S, CTRL, into=window), answer)
    assert "is a folder now" in asked[0] and asked[1:] == ["Save as…", "Cancel"]
    shutil.rmtree(opened)
    opened.write_text(TEXT, encoding="utf-8")
    qtbot.waitUntil(lambda: "is there again" in said(window), timeout=LONG)
    assert window.session.is_clean


def test_what_the_system_cannot_read_is_said_with_the_remedy(window, hands, opened, qtbot) -> None:
    opened.unlink()
    os.mkfifo(opened)
    qtbot.waitUntil(lambda: "cannot be read any more" in said(window), timeout=LONG)
    assert "Check the disk" in said(window)
    opened.unlink()
    opened.symlink_to(opened)  # no more to be read, but in another way: that is told as well
    qtbot.waitUntil(lambda: "is a link now that leads to itself" in said(window), timeout=LONG)
    assert "Save as" in said(window) and window.session.is_away
    opened.unlink()
    qtbot.waitUntil(lambda: "was deleted" in said(window), timeout=LONG)


def test_a_file_that_becomes_a_link_to_itself_is_told(window, hands, opened, qtbot) -> None:
    opened.unlink()
    opened.symlink_to(opened)
    qtbot.waitUntil(lambda: "is a link now that leads to itself" in said(window), timeout=LONG)


def test_a_version_that_is_no_map_is_none_to_merge(window, hands, file) -> None:
    window.open_path(file)
    edit(window, "t1", "title", "Mine")
    file.write_text(TEXT + "maps: []\n", encoding="utf-8")
    asked: list[str] = []

    def answer(box: QWidget) -> None:
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        press(box, "Cancel", hands)

    hands.during(lambda: hands.key(K.Key_S, CTRL, into=window), answer)
    assert "cannot be merged with your map. Line 131: " in asked[0] and "another name" in asked[0]


def test_a_later_format_is_not_merged_with_unsaved_work(window, hands, opened, qtbot) -> None:
    """Merged, it could be neither saved nor taken back."""
    edit(window, "t1", "title", "Mine")
    rewritten(opened, TEXT.replace("cjm: 1", "cjm: 2").replace("Point 2\n", "Theirs\n"))
    qtbot.waitUntil(lambda: "A newer version of the program wrote" in said(window), timeout=LONG)
    assert not window.session.read_only and titles(window)[1:3] == ["Mine", "Point 2"]
    hands.key(K.Key_Z, CTRL, into=window)
    assert titles(window)[1:3] == ["Point 1", "Point 2"]


def test_markers_of_git_are_no_version_to_merge(window, hands, file, tmp_path) -> None:
    window.open_path(file)
    edit(window, "t1", "title", "Mine")
    broken = TEXT.replace(
        "title: Shop\n", "<<<<<<< ours\ntitle: Shop\n=======\ntitle: Store\n>>>>>>> theirs\n"
    )
    file.write_text(broken, encoding="utf-8")
    asked: list[str] = []

    def answer(box: QWidget) -> None:
        assert isinstance(box, QMessageBox)
        asked.extend((box.text(), *(button.text() for button in box.buttons())))
        press(box, "Cancel", hands)

    hands.during(lambda: hands.key(K.Key_S, CTRL, into=window), answer)
    assert "a git merge that was not finished: line 2 is" in asked[0] and "another name" in asked[0]
    assert asked[1:] == ["Save as…", "Cancel"]
    assert file.read_text(encoding="utf-8") == broken and not window.session.is_clean


def test_markers_that_are_taken_back_are_told_as_well(window, hands, opened, qtbot) -> None:
    rewritten(opened, TEXT + "<<<<<<< ours\n")
    qtbot.waitUntil(lambda: "cannot be read now" in said(window), timeout=LONG)
    rewritten(opened, TEXT)
    qtbot.waitUntil(lambda: "is there again" in said(window), timeout=LONG)
    assert window.session.is_clean


DELETED = """      # three
      - id: t3
        stage: s
        title: Mine
        action: Does 3
        x-jira: 7 # seven
"""


def merged_with_a_deletion(window, hands, file: Path) -> None:
    """A touchpoint with a comment and a key of somebody's own was edited here and deleted there; nobody decided."""
    mine = "        title: Point 3\n        action: Does 3\n"
    text = TEXT.replace(mine, mine + "        x-jira: 7 # seven\n").replace(
        "      - id: t3\n", "      # three\n      - id: t3\n"
    )
    file.write_text(text, encoding="utf-8")
    window.open_path(file)
    watch(window)
    edit(window, "t3", "title", "Mine")
    begin, end = text.index("      # three"), text.index("      - id: t4\n")
    assert text[begin:end].replace("Point 3", "Mine") == DELETED
    theirs = text[:begin] + text[end:].replace("Point 5\n", "Theirs # five\n        x-new: 5\n")
    file.write_text(theirs, encoding="utf-8")
    hands.during(lambda: window.watcher.check(), lambda box: press(box, "Decide later", hands))
    assert titles(window)[3] == "Mine"


def test_what_was_deleted_there_and_edited_here_keeps_its_comments_and_keys(
    window, hands, file, qtbot
) -> None:
    merged_with_a_deletion(window, hands, file)
    hands.key(K.Key_S, CTRL, into=window)
    saved = file.read_text(encoding="utf-8")
    assert DELETED in saved
    assert "Theirs # five\n        x-new: 5\n" in saved
    assert window.session.is_clean


def test_they_outlive_the_death_of_the_program(window, hands, file, qtbot) -> None:
    merged_with_a_deletion(window, hands, file)
    session = window.session
    wanted = to_bytes(session.loaded.source, session.document)
    assert DELETED in wanted.decode()
    window.desk.leave()
    window.drop(window.page)
    window.desk.close(session)
    window.show_start()
    (offer,) = recovery.offers()
    assert recovery.restore(window, offer) is None
    window.open_document(window.desk.sessions[-1])
    hands.settle()
    hands.key(K.Key_S, CTRL, into=window)
    assert window.session.is_clean and file.read_bytes() == wanted
