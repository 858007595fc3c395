"""What comes from outside the documents: signals, the end of the desktop's session, defects in the program."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QPushButton

from cjm_editor.app import mishap
from cjm_editor.app.desk import Desk
from cjm_editor.app.guard import Guard
from cjm_editor.app.main import catch_mishaps
from cjm_editor.core import edits
from cjm_editor.core.address import DOCUMENT
from cjm_editor.core.texts import _
from cjm_editor.io.files import TEMPORARY
from cjm_editor.io.journal import left_behind
from cjm_editor.io.recovery import recovered
from cjm_editor.io.system import SYSTEM, host_tag

ROOT = Path(__file__).parents[2]

PROGRAM = """
import os, sys
from PySide6.QtCore import QTimer
from cjm_editor.app import main
main.SETTLED = 50
from cjm_editor.core import edits
from cjm_editor.core.address import DOCUMENT
from cjm_editor.core.texts import _
app, window = main.started(sys.argv[1:])

def rename(text):
    session = window.desk.sessions[0]
    session.apply(_("Edit"), lambda document: edits.set_field(document, DOCUMENT, "title", text))

def fail():
    rename("Before the defect")
    raise KIND("a defect")

def go_on():
    rename("After the defect")
    os.write(1, b"ready\\n")

QTimer.singleShot(300, fail)
QTimer.singleShot(600, go_on)
sys.exit(app.exec())
"""


def run(tmp_path: Path, kind: str = "ValueError") -> subprocess.Popen:
    """The program with a document that has an edit, a defect in a slot, and another edit behind it."""
    path = tmp_path / "a.cjm.yaml"
    path.write_text("cjm: 1\ntitle: A\nmaps:\n  - id: m\n", encoding="utf-8")
    environ = {
        **os.environ,
        "CJM_EDITOR_DATA": str(tmp_path / "data"),
        "CJM_EDITOR_CONFIG": str(tmp_path / "config"),
    }
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM.replace("KIND", kind), str(path)],
        cwd=ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_ends_the_program_and_leaves_the_journal(tmp_path, name):
    child = run(tmp_path)
    assert child.stdout.readline() == "ready\n"
    child.send_signal(getattr(signal, name))
    _out, said = child.communicate(timeout=30)
    assert child.returncode == 128 + getattr(signal, name), said
    (left,) = left_behind(tmp_path / "data" / "journals", time.time(), "")
    assert recovered(left.journal).document.title == "After the defect"
    assert left.journal.is_whole


@pytest.mark.parametrize("kind", ["ValueError", "MemoryError"])
def test_a_defect_in_a_slot_leaves_a_report_and_the_program_goes_on(tmp_path, kind):
    child = run(tmp_path, kind)
    assert child.stdout.readline() == "ready\n"
    child.terminate()
    _out, said = child.communicate(timeout=30)
    assert kind in said
    (report,) = (tmp_path / "data" / "reports").iterdir()
    text = report.read_text(encoding="utf-8")
    assert f"\n{kind}\n" in text and f"{kind}: a defect" not in text
    assert "Python 3" in text
    assert "title" not in text.split("Traceback")[0]


@pytest.fixture
def mishaps(window, monkeypatch):
    """The window with its hook for exceptions, as the program sets it."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    catch_mishaps(window)
    yield window
    for box in window.findChildren(QMessageBox):
        box.close()


def boxes(window, hands) -> list[QMessageBox]:
    hands.settle()
    return [box for box in window.findChildren(QMessageBox) if box.isVisible()]


def raised(error: Exception) -> None:
    """Have the hook see an exception as Qt shows it: raised, and caught by nobody."""
    try:
        raise error
    except Exception as caught:  # noqa: BLE001
        sys.excepthook(type(caught), caught, caught.__traceback__)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_defect_is_told_once_with_its_details_to_copy(mishaps, hands, tmp_path, capsys, language):
    mishaps.context.set_language(language)
    for _again in range(5):
        raised(ValueError("a defect"))
    (box,) = boxes(mishaps, hands)
    assert ("Your work is safe" in box.text()) is (language == "en")
    (report,) = (tmp_path / "data" / "reports").iterdir()
    assert report.name in box.informativeText()
    copy, close = box.findChildren(QPushButton)
    if copy.text() not in ("Copy details", "Скопировать подробности"):
        copy, close = close, copy
    hands.click(copy)
    details = QGuiApplication.clipboard().text()
    assert details.endswith("\nValueError\n") and "in raised" in details
    assert box.isVisible()
    hands.click(close)
    assert boxes(mishaps, hands) == []


def test_where_work_cannot_be_kept_a_defect_is_not_said_to_be_harmless(mishaps, hands, monkeypatch, capsys):
    monkeypatch.setattr(Desk, "is_kept", False)
    raised(ValueError("x"))
    (box,) = boxes(mishaps, hands)
    assert "safe, and" not in box.text() and box.text().endswith("save it now.")


def test_a_defect_in_a_thread_is_told_too(mishaps, hands, capsys, monkeypatch):
    made = mishap.Mishaps(mishaps, mishaps.context)
    monkeypatch.setattr(threading, "excepthook", made.take_from_thread)
    thread = threading.Thread(target=lambda: 1 // 0)
    thread.start()
    thread.join()
    assert len(boxes(mishaps, hands)) == 1


def test_many_different_defects_bring_three_boxes_at_most(mishaps, hands, capsys):
    for kind in (ValueError, TypeError, KeyError, OSError, MemoryError):
        raised(kind("x"))
    assert len(boxes(mishaps, hands)) == 3


def test_a_defect_that_comes_again_is_told_in_the_status_line_with_a_way_to_the_details(
    mishaps, hands, capsys, monkeypatch
):
    monkeypatch.setattr(mishap, "PAUSE", 0.0)
    more = mishaps.status.findChild(QPushButton, "status.more")
    for kind in (ValueError, ValueError, TypeError, KeyError, OSError, MemoryError):
        mishaps.status.forget()
        raised(kind("x"))
        told = boxes(mishaps, hands)
        is_said = more.isVisible() and "Something went wrong" in mishaps.context.say(mishaps.status._message)
        assert told or is_said, f"{kind} was passed over"
        for box in told:
            box.close()
    hands.settle()
    hands.click(more)
    (box,) = boxes(mishaps, hands)
    copy = next(button for button in box.findChildren(QPushButton) if button.text() == "Copy details")
    hands.click(copy)
    assert QGuiApplication.clipboard().text().endswith("\nMemoryError\n")
    box.close()
    mishaps.status.forget()
    assert not more.isVisible()


def test_a_defect_a_frame_is_said_once_in_a_while(mishaps, hands, capsys, monkeypatch):
    said = []
    monkeypatch.setattr(mishaps.status, "say", lambda *given: said.append(given))
    for _frame in range(100):
        raised(ValueError("a defect"))
    assert len(boxes(mishaps, hands)) == 1 and not said


def test_the_end_of_the_program_is_no_defect(tmp_path):
    """A box, an open field, and the window goes down with its fields: nothing is printed of widgets that are gone."""
    code = """
import sys
from PySide6.QtTest import QTest
from cjm_editor.app import main
main.SETTLED = 50
app, window = main.started(sys.argv[1:])
QTest.qWait(400)
window.side.inspector.editors["title"].setFocus()
QTest.qWait(200)
window.take_mishap(ValueError("a defect"))
QTest.qWait(300)
"""
    path = tmp_path / "a.cjm.yaml"
    path.write_text("cjm: 1\ntitle: A\nmaps:\n  - id: m\n", encoding="utf-8")
    env = {**os.environ, "CJM_EDITOR_DATA": str(tmp_path / "d"), "CJM_EDITOR_CONFIG": str(tmp_path / "c")}
    run = subprocess.run(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60
    )
    assert run.returncode == 0 and "Traceback" not in run.stderr, run.stderr


def test_a_report_that_cannot_be_written_is_no_second_defect(mishaps, hands, tmp_path, capsys):
    (tmp_path / "data").write_text("a file where the folder should be", encoding="utf-8")
    raised(ValueError("a defect"))
    (box,) = boxes(mishaps, hands)
    assert ".txt" not in box.informativeText()


# The end of the desktop's session ---------------------------------------------------------------------------


def edited(window, tmp_path):
    path = tmp_path / "a.cjm.yaml"
    path.write_text("cjm: 1\ntitle: A\nmaps:\n  - id: m\n", encoding="utf-8")
    window.open_path(path)
    window.session.apply(_("Edit"), lambda document: edits.set_field(document, DOCUMENT, "title", "B"))


def test_logging_out_asks_nobody_and_leaves_the_journal(window, hands, qapp, tmp_path, monkeypatch):
    edited(window, tmp_path)
    monkeypatch.setattr(qapp, "isSavingSession", lambda: True, raising=False)
    assert window.close()
    (left,) = left_behind(tmp_path / "data" / "journals", time.time(), "")
    assert recovered(left.journal).document.title == "B"


def test_before_the_session_ends_everything_is_on_the_disk(window, hands, qapp, tmp_path):
    guard = Guard(qapp, window)
    edited(window, tmp_path)
    (file,) = window.desk.keeper.files()
    guard._on_logout(None)
    assert file.is_synced


def test_what_a_killed_save_left_beside_an_open_document_is_swept(window, hands, qapp, qtbot, tmp_path):
    edited(window, tmp_path)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    stray = tmp_path / f"{TEMPORARY}{host_tag()}-{gone.pid}-abc.tmp"
    stray.touch()
    Guard(qapp, window)
    qtbot.waitUntil(lambda: not stray.exists(), timeout=5000)


# The journal cannot be written ------------------------------------------------------------------------------


def test_where_the_journal_cannot_be_written_the_edit_stands_and_the_user_is_told_once(
    window, hands, tmp_path
):
    (tmp_path / "data").write_text("a file where the folder should be", encoding="utf-8")

    def answer(box: QMessageBox) -> None:
        assert "cannot be kept safe" in box.text()
        assert "“B”" in box.text()
        box.buttons()[0].click()

    def act() -> None:
        edited(window, tmp_path)
        window.session.apply(_("Edit"), lambda document: edits.set_field(document, DOCUMENT, "title", "C"))
        hands.settle()

    hands.during(act, answer)
    assert window.session.document.title == "C"
    (tmp_path / "data").unlink()
    window.session.apply(_("Edit"), lambda document: edits.set_field(document, DOCUMENT, "title", "D"))
    window.desk.leave()
    (left,) = left_behind(tmp_path / "data" / "journals", time.time(), "")
    assert recovered(left.journal).document.title == "D"


def test_edits_that_go_on_and_on_do_not_put_the_sync_off(window, hands, tmp_path, qtbot):
    """A debounce would wait for a rest that never comes."""
    edited(window, tmp_path)
    (file,) = window.desk.keeper.files()
    synced: list[int] = []
    file.system = replace(SYSTEM, fsync=synced.append)
    numbers = count()

    def edit() -> None:
        text = f"n{next(numbers)}"
        window.session.apply(_("Edit"), lambda document: edits.set_field(document, DOCUMENT, "title", text))

    timer = QTimer()
    timer.timeout.connect(edit)
    timer.start(50)
    try:
        qtbot.waitUntil(lambda: bool(synced), timeout=10_000)
    finally:
        timer.stop()
