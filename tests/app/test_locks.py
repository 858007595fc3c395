"""One file, two people: who comes second reads, sees who edits, can take over; nobody's work is lost on the way."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from cjm_editor.app.actions import ACTIONS
from cjm_editor.app.barrier import Barrier
from cjm_editor.app.commands.maps import show_pair
from cjm_editor.app.dialogs.choose_pair import MapRef, Pair
from cjm_editor.app.lock_words import details, moment, title
from cjm_editor.app.locking import AGAIN, Locks
from cjm_editor.app.main import build
from cjm_editor.app.menus import is_changing
from cjm_editor.app.panels.recovered import RecoveredBlock
from cjm_editor.core.address import DOCUMENT, card_at, touchpoint_at
from cjm_editor.core.edits import set_field
from cjm_editor.core.elements import element
from cjm_editor.core.errors import EditError, FileTrouble
from cjm_editor.core.model import lane_cards
from cjm_editor.core.texts import _
from cjm_editor.io.files import load
from cjm_editor.io.lock_text import Here, holder_of, lock_bytes, who_is_here
from cjm_editor.io.locks import BEAT, QUIET, STALE, lock_path
from cjm_editor.io.system import SYSTEM
from tests.app import shop
from tests.app.conftest import Hands
from tests.app.shop import put, said, text_of
from tests.app.two_editors import HOLDER, Editor, steps

ROOT = HOLDER.parents[2]
K = Qt.Key
ANNA = Here("anna", "Анна Петрова", "studio", "aa11", 77)
BORIS = Here("boris", "Борис", "garage", "bb22", 78)

IDEAL = """  - id: i
    title: As it should be
    kind: ideal
    touchpoints:
      - id: t1
        title: Point 1
"""
TEXT = text_of(
    ["id: t1\nstage: s\ntitle: Point 1\nemotion: 1\nthoughts: [Hm]", "id: t2\nstage: s\ntitle: Point 2"],
    IDEAL,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return put(tmp_path / "общая папка", TEXT)


@pytest.fixture
def child(file: Path, tmp_path: Path) -> Iterator[Editor]:
    made = Editor(file, tmp_path / "their data")
    yield made
    made.process.kill()
    made.process.communicate()


@pytest.fixture
def other(qapp, window) -> Iterator[object]:
    """A second window in this process."""
    _context, made = build(qapp)
    made.show_start()
    yield made
    for session in made.desk.sessions:
        session._stack.setClean()
    made.close()
    made.deleteLater()
    Hands(made).settle()


def lock_of(path: Path, who: Here = ANNA, ago: float = 60, **changes: object) -> None:
    """Somebody's lock, as it comes over a shared folder."""
    fresh = path.with_name("fresh")
    fresh.write_bytes(lock_bytes(replace(who.holder(time.time() - ago), **changes)))
    fresh.replace(lock_path(path))


def opened(window, hands, path: Path) -> object:
    """The session of a file, its lock asked for as it is a moment after opening."""
    window.open_path(path)
    session = window.session
    window.desk.claim(session)
    hands.settle()
    return session


def retitle(session, text: str) -> bool:
    return session.apply(_("Edit"), lambda d: set_field(d, DOCUMENT, "title", text))


def bar_text(window) -> str:
    bar = window.lock_bar
    if bar is None or not bar.isVisible():
        return ""
    return " ".join(label.text() for label in bar.findChildren(QLabel) if label.text())


def button(window, name: str) -> QPushButton:
    return window.lock_bar.findChild(QPushButton, name)


def press(words: str, hands: Hands) -> Callable[[QWidget], None]:
    """An answer to a question: the button with these words."""

    return lambda dialog: shop.press(dialog, words, hands)


# two processes ------------------------------------------------------------------------------------------------


def test_whoever_comes_second_reads_and_sees_who_edits(window, hands, file, child) -> None:
    assert child.ask("claim") == "done"
    session = opened(window, hands, file)
    assert session.read_only
    assert "You are editing this file in another window, so it is read only here" in bar_text(window)
    assert "Since " in bar_text(window)
    with pytest.raises(EditError) as caught:
        retitle(session, "Mine")
    assert caught.value.code == "read-only"
    assert session.document.title == "Shop"
    assert child.ask("edit Theirs") == "done"
    assert child.ask("save") == "saved"


def test_after_a_take_over_the_first_one_cannot_save_and_keeps_the_changes(
    window, hands, file, child, tmp_path
) -> None:
    assert child.ask("edit Theirs") == "done"
    session = opened(window, hands, file)
    hands.click(
        button(window, "lock.take_over")
    )  # a window of one's own: nobody is shut out, nothing is asked
    assert not session.read_only and bar_text(window) == ""
    assert retitle(session, "Mine")
    window.trigger("file.save")
    assert load(file).source.document.title == "Mine"
    assert child.ask("save") == "taken-over"
    assert child.ask("state") == "Theirs|dirty|barred|live|lost"
    assert child.ask("edit More") == "read-only"
    assert load(file).source.document.title == "Mine"
    assert list((tmp_path / "their data" / "journals").glob("*.journal")), (
        "their changes are in their journal"
    )


def test_the_first_one_notices_before_any_save(window, hands, file, child) -> None:
    child.ask("edit Theirs")
    opened(window, hands, file)
    hands.click(button(window, "lock.take_over"))
    assert child.ask("look") == "done"
    assert child.ask("state") == "Theirs|dirty|barred|live|lost"


def test_the_looking_goes_on_by_itself(window, hands, file, child, qtbot) -> None:
    child.ask("claim")
    session = opened(window, hands, file)
    child.close()
    qtbot.waitUntil(lambda: session.barrier.worth == "free", timeout=20_000)
    assert "Nobody else is editing this file any more" in bar_text(window)
    assert session.read_only  # until somebody asks for it
    hands.click(button(window, "lock.take_over"))
    assert retitle(session, "Mine")


def test_a_killed_holder_is_noticed_by_the_one_who_reads(window, hands, file, child, qtbot) -> None:
    child.ask("claim")
    session = opened(window, hands, file)
    assert session.barrier.worth == "live"
    child.process.kill()
    child.process.wait()
    qtbot.waitUntil(lambda: session.barrier.worth == "free", timeout=20_000)
    assert "closed suddenly" in bar_text(window)
    hands.click(button(window, "lock.take_over"))
    assert retitle(session, "Mine")


def test_the_lock_of_a_killed_holder_is_taken_at_once_and_told(window, hands, file, child) -> None:
    child.ask("claim")
    child.process.kill()
    child.process.wait()
    assert lock_path(file).exists()
    session = opened(window, hands, file)
    assert not session.read_only
    assert "still had the lock of a program that closed suddenly" in said(window)
    assert retitle(session, "Mine")


def test_closing_the_window_and_a_signal_both_give_the_lock_back(file, tmp_path) -> None:
    for end in ("close", "signal"):
        made = Editor(file, tmp_path / end)
        made.ask("edit Theirs")
        assert lock_path(file).exists()
        if end == "signal":
            for _attempt in range(200):  # signals are taken over once the window has settled
                if holder_of(lock_path(file).read_bytes()) and _has_guard(made):
                    break
                time.sleep(0.05)
            made.process.send_signal(signal.SIGTERM)
            made.process.wait(20)
        else:
            made.ask("save")
            made.close()
        assert not lock_path(file).exists(), end
        made.process.communicate()


def _has_guard(made: Editor) -> bool:
    """Whether a process handles the signal itself."""
    status = Path(f"/proc/{made.process.pid}/status")
    if not status.exists():
        time.sleep(2)
        return True
    caught = next(line for line in status.read_text().splitlines() if line.startswith("SigCgt"))
    return bool(int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1)


def test_the_commands_read_a_file_that_somebody_edits(file, child, tmp_path) -> None:
    child.ask("claim")
    for arguments in (["validate", str(file)], ["export", f"{file}#m", "-o", str(tmp_path / "a.svg")]):
        run = subprocess.run(
            [sys.executable, "-m", "cjm_editor", *arguments], capture_output=True, text=True, cwd=ROOT
        )
        assert run.returncode == 0, run.stderr
    assert (tmp_path / "a.svg").exists()
    assert child.ask("edit Theirs") == "done"


def test_in_any_order_of_steps_never_two_may_write(tmp_path) -> None:
    wrong, saves = steps(tmp_path, 7, 24)
    assert wrong == ""
    assert saves >= 3


# two windows in one process ----------------------------------------------------------------------------------


def test_two_windows_of_one_process_are_two(window, hands, other, file) -> None:
    first = opened(window, hands, file)
    assert retitle(first, "First")
    second = opened(other, Hands(other), file)
    assert second.read_only and second.barrier.is_mine
    window.desk.save(first)
    first_page = window.pages[-1]
    window.close_page(window.pages.index(first_page))
    other.desk.locks.look()
    assert second.barrier.worth == "free"
    other.trigger("file.take_over")
    assert not second.read_only and second.document.title == "First"


def test_of_two_windows_never_both_may_edit(window, hands, other, file) -> None:
    """Whatever is pressed where, an edit is taken by one of them, and no save of the other goes through."""
    sessions = [opened(one, Hands(one), file) for one in (window, other)]
    for turn in range(6):
        one, another = (window, other) if turn % 2 else (other, window)
        one.trigger("file.take_over")
        mine, theirs = one.session, another.session
        assert retitle(mine, f"Turn {turn}")
        one.desk.save(mine)
        with pytest.raises(FileTrouble):
            another.desk.save(theirs)
        assert sum(not session.read_only for session in sessions) == 1
        assert load(file).source.document.title == f"Turn {turn}"


# read only means read only -----------------------------------------------------------------------------------


def test_no_action_key_or_drag_changes_what_is_read_only(window, hands, file) -> None:
    lock_of(file)
    session = opened(window, hands, file)
    before, bytes_before = session.document, file.read_bytes()
    page, view = window.page, window.page.view
    chosen = touchpoint_at("m", "t1")
    for spec in ACTIONS:
        if is_changing(spec):
            page.select((chosen,))
            assert not window.actions_.by_id[spec.id].isEnabled(), spec.id
            window.trigger(spec.id)  # as a panel asks for it
            assert session.document is before, spec.id
            assert "only: Анна Петрова is editing the file" in said(window), spec.id
            assert "Анна Петрова is editing the file" in window.actions_.by_id[spec.id].toolTip()
    keys = [(K.Key_Delete,), (K.Key_F2,), (K.Key_Return,), (K.Key_Tab,)]
    ctrl, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    keys += [(key, ctrl) for key in (K.Key_Return, K.Key_D, K.Key_X, K.Key_V, K.Key_Z, K.Key_I, K.Key_T)]
    keys += [(key, alt) for key in (K.Key_Left, K.Key_Right, K.Key_Up, K.Key_Down)]
    for at in (chosen, card_at("m", "t1", "thoughts", 0), card_at("m", "t1", "emotion", -1)):
        for key in keys:
            page.select((at,))
            view.setFocus()
            hands.key(*key, into=view)
            hands.type("5", into=view)
            assert session.document is before, (at, key)
            assert view.editing.editor is None
    hands.pull(chosen, "touchpoint", QPoint(900, 300))
    hands.pull(chosen, "face", QPoint(400, 100))
    hands.click(view, QPointF(600, 500))
    assert session.document is before and session.is_clean and file.read_bytes() == bytes_before


def test_a_refused_key_says_why(window, hands, file) -> None:
    lock_of(file)
    opened(window, hands, file)
    window.page.select((touchpoint_at("m", "t1"),))
    window.page.view.setFocus()
    for key in (K.Key_Delete, K.Key_F2):
        window.status._said.clear()
        hands.key(key, into=window.page.view)
        assert "Анна Петрова is editing the file. To change it: File → Take over editing" in said(window)


def test_a_refusal_goes_with_the_reason_and_nothing_else_does(window, hands, file) -> None:
    lock_of(file)
    session = opened(window, hands, file)
    window.page.select((touchpoint_at("m", "t1"),))
    window.page.view.setFocus()
    hands.key(K.Key_Delete, into=window.page.view)
    assert "is editing the file" in said(window)
    lock_path(file).unlink()
    window.desk.locks.look()
    assert session.barrier.worth == "free" and "is editing" not in said(window)
    hands.key(K.Key_Delete, into=window.page.view)
    assert "Read only. To change the file" in said(window)
    session.set_barrier(None)
    assert "Read only" not in said(window)
    lock_of(file)
    window.status.say(_("Structure unlocked"))
    session.set_barrier(Barrier(None, "free"))
    session.set_barrier(None)
    assert "Structure unlocked" in said(window)


def test_somebody_without_a_name_is_said_within_a_sentence(window) -> None:
    from cjm_editor.io.locks import Found

    barrier = Barrier(Found(Path("x.cjm-lock"), replace(ANNA.holder(0), name="", user="", host="")), "live")
    for language, one, other in (
        ("en", "Somebody else", "somebody else"),
        ("ru", "Кто-то ещё", "кто-то ещё"),
    ):
        window.context.set_language(language)
        said = [window.context.say(text) for text in (barrier.reason(), barrier.state())]
        assert not any(one in text.lstrip(one) for text in said)
        assert all(other in text or text.startswith(one) for text in said), said
        assert window.context.say(title(barrier)).startswith(one)
    window.context.set_language("en")


def test_fields_of_the_panels_open_and_close_with_the_document(window, hands, file, qtbot) -> None:
    session = opened(window, hands, file)
    window.page.select((touchpoint_at("m", "t1"),))
    inspector = window.side.inspector
    hands.settle()
    assert all(editor.isEnabled() for editor in inspector.editors.values())
    lock_of(file)
    window.desk.locks.look()
    assert session.barrier.is_lost
    assert not any(editor.isEnabled() for editor in inspector.editors.values())
    hands.during(button(window, "lock.take_over").click, press("Take over", hands))
    assert all(editor.isEnabled() for editor in inspector.editors.values())


def test_menus_show_the_reason_only_while_there_is_one(window, hands, file) -> None:
    session = opened(window, hands, file)
    menu = window.actions_._menus["insert"]
    assert not menu.toolTipsVisible()
    plain_tip = window.actions_.by_id["insert.touchpoint"].toolTip()
    lock_of(file)
    window.desk.locks.look()
    assert menu.toolTipsVisible()
    window.context.set_language("ru")
    assert "Анна Петрова редактирует" in window.actions_.by_id["insert.touchpoint"].toolTip()
    window.context.set_language("en")
    lock_path(file).unlink()
    window.trigger("file.take_over")
    assert not session.read_only and not menu.toolTipsVisible()
    assert window.actions_.by_id["insert.touchpoint"].toolTip() == plain_tip


def test_a_comparison_takes_no_decision_into_a_file_that_is_read_only(window, hands, file) -> None:
    lock_of(file)
    session = opened(window, hands, file)
    before = session.document
    show_pair(window, Pair(MapRef(session, "i"), MapRef(session, "m")))
    hands.settle()
    for id in ("compare.accept", "compare.cut", "compare.idea", "compare.none"):
        window.trigger(id)
        hands.settle()
        assert session.document is before, id


# other computers ---------------------------------------------------------------------------------------------


def test_somebody_at_work_is_shut_out_only_after_a_question(window, hands, file) -> None:
    lock_of(file)
    session = opened(window, hands, file)
    assert "Анна Петрова is editing this file, so it is read only here On the computer “studio” since" in (
        bar_text(window)
    )
    assert "Read only: Анна Петрова is editing" in said(window)
    assert "(read only)" in window.windowTitle()
    click = button(window, "lock.take_over").click
    hands.during(click, press("Cancel", hands))
    assert session.read_only and holder_of(lock_path(file).read_bytes()).user == "anna"
    hands.during(click, press("Take over", hands))
    assert not session.read_only
    assert holder_of(lock_path(file).read_bytes()).user == who_is_here().user
    assert retitle(session, "Mine")


def test_who_agreed_to_shut_out_anna_does_not_shut_out_boris(window, hands, file) -> None:
    lock_of(file)
    session = opened(window, hands, file)

    def boris_comes(dialog: QWidget) -> None:
        lock_of(file, BORIS)
        press("Take over", hands)(dialog)

    hands.during(button(window, "lock.take_over").click, boris_comes)
    assert session.read_only
    assert "Борис is editing this file" in bar_text(window)
    assert holder_of(lock_path(file).read_bytes()).user == "boris"


def test_the_words_for_each_kind_of_lock(window, hands, file) -> None:
    long_ago = 2 * STALE
    lock_of(file, ago=long_ago)
    opened(window, hands, file)
    assert "Анна Петрова left this file open" in bar_text(window)
    assert "Nothing has been heard from the computer “studio” since" in bar_text(window)
    assert button(window, "lock.take_over").text() == "Edit here"
    window.context.set_language("ru")
    assert "Анна Петрова держит этот файл открытым" in bar_text(window)
    assert "нет вестей с" in bar_text(window)
    window.context.set_language("en")
    lock_path(file).write_bytes(b"<b>not ours</b>")
    window.desk.locks.look()
    assert "A lock lies beside this file" in bar_text(window)
    assert ".shop.cjm.yaml.cjm-lock" in bar_text(window)
    hands.click(button(window, "lock.take_over"))
    assert not window.session.read_only


def test_a_clock_that_is_ahead_shows_no_time(window, hands, file) -> None:
    lock_of(file, ago=-3 * 3600)
    session = opened(window, hands, file)
    assert "On the computer “studio”." in bar_text(window)
    assert "since" not in bar_text(window)
    assert session.barrier.worth == "live"


def test_names_are_text_not_markup(window, hands, file) -> None:
    lock_of(file, replace(ANNA, name="<img src='x'><b>A&B</b>", host="<i>h</i>"))
    opened(window, hands, file)
    assert "<img src='x'><b>A&B</b> is editing" in bar_text(window)
    for label in window.lock_bar.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText or not label.text()
    assert (
        "<\u2060img" in window.actions_.by_id["insert.stage"].toolTip()
    )  # what would be markup is broken up


@pytest.mark.parametrize(
    ("ago", "words"),
    [(0, "14:05"), (86_400, "14:05 yesterday"), (3 * 86_400, "14:05 on 19 November 2026"), (-3600, "")],
)
def test_a_moment_in_words(window, ago, words) -> None:
    now = time.mktime((2026, 11, 22, 14, 5, 30, 0, 0, -1))
    assert moment(window.context, now - ago, now) == words


def test_every_state_has_words(window) -> None:
    from cjm_editor.io.locks import Found

    found = Found(Path("x.cjm-lock"), ANNA.holder(time.time()))
    for language in ("en", "ru"):
        window.context.set_language(language)
        for worth in ("live", "old", "foreign", "free"):
            for is_lost in (False, True):
                for is_mine in (False, True):
                    for has_changes in (False, True):
                        barrier = Barrier(None if worth == "free" else found, worth, is_lost, is_mine)
                        say = window.context.say
                        assert say(title(barrier)) and say(barrier.reason()) and say(barrier.state())
                        assert details(window.context, barrier, has_changes)
    window.context.set_language("en")


# losing and getting back -------------------------------------------------------------------------------------


def test_what_is_being_typed_when_the_file_is_taken_over_is_kept(window, hands, file) -> None:
    session = opened(window, hands, file)
    at = card_at("m", "t1", "thoughts", 0)
    window.page.select((at,))
    window.page.view.setFocus()
    hands.key(K.Key_F2, into=window.page.view)
    hands.type("Well, ", into=window.page.view.editing.editor)
    lock_of(file)
    window.desk.locks.look()
    assert session.barrier.is_lost
    point = element(session.document, touchpoint_at("m", "t1"))
    assert "HmWell," in lane_cards(point, "thoughts")[0].text
    assert not session.is_clean
    assert "Анна Петрова has taken over editing this file" in bar_text(window)
    assert "Your unsaved changes are kept here." in bar_text(window)
    assert button(window, "lock.take_over").text() == "Take over and merge"


def test_what_both_did_is_merged_when_the_file_is_taken_back(window, hands, file) -> None:
    session = opened(window, hands, file)
    retitle(session, "Mine")
    lock_of(file)
    window.desk.locks.look()
    file.write_text(TEXT.replace("Point 2", "Anna's"), encoding="utf-8")
    from cjm_editor.app.outside import on_changed

    on_changed(window, session, file.read_bytes())
    assert session.document.title == "Mine"
    assert session.document.maps[0].touchpoints[1].title == "Point 2", "not merged behind the reader's back"
    hands.during(button(window, "lock.take_over").click, press("Take over", hands))
    assert session.document.title == "Mine"
    assert session.document.maps[0].touchpoints[1].title == "Anna's"
    window.trigger("file.save")
    saved = load(file).source.document
    assert saved.title == "Mine" and saved.maps[0].touchpoints[1].title == "Anna's"


def test_save_after_a_loss_offers_another_name_or_the_merge(window, hands, file) -> None:
    session = opened(window, hands, file)
    retitle(session, "Mine")
    lock_of(file)  # nobody has looked yet
    copy = file.with_name("mine.cjm.yaml")

    def refuse(dialog: QWidget) -> None:
        assert "Анна Петрова has taken over editing" in dialog.text()
        press("Cancel", hands)(dialog)

    hands.during(lambda: window.trigger("file.save"), refuse)
    assert file.read_text(encoding="utf-8") == TEXT and not session.is_clean
    hands.during(
        lambda: window.trigger("file.save"),
        press("Save as…", hands),
        lambda dialog: hands.name_file(dialog, copy),
    )
    assert load(copy).source.document.title == "Mine" and session.is_clean
    assert session.path == copy and not session.read_only and bar_text(window) == ""
    assert file.read_text(encoding="utf-8") == TEXT
    assert holder_of(lock_path(file).read_bytes()).user == "anna"
    assert holder_of(lock_path(copy).read_bytes()).user == who_is_here().user


def test_save_with_nothing_to_save_says_why_and_asks_nothing(window, hands, file) -> None:
    lock_of(file)
    opened(window, hands, file)
    window.trigger("file.save")
    assert "Анна Петрова is editing the file" in said(window)


def test_one_who_only_reads_sees_what_is_saved(window, hands, file, qtbot) -> None:
    lock_of(file)
    session = opened(window, hands, file)
    from cjm_editor.app.outside import watch

    watch(window)
    file.write_text(TEXT.replace("title: Shop", "title: New"), encoding="utf-8")
    qtbot.waitUntil(lambda: session.document.title == "New", timeout=20_000)
    assert session.read_only and session.is_clean


def test_a_stale_view_is_read_again_before_it_may_be_edited(window, hands, file) -> None:
    lock_of(file)
    session = opened(window, hands, file)
    file.write_text(TEXT.replace("title: Shop", "title: New"), encoding="utf-8")
    lock_path(file).unlink()
    window.desk.locks.look()
    hands.click(button(window, "lock.take_over"))
    assert session.document.title == "New" and not session.read_only
    retitle(session, "Mine")
    window.desk.save(session)
    assert load(file).source.document.title == "Mine"


def test_read_only_takes_the_bar_away_and_the_menu_still_takes_over(window, hands, file) -> None:
    lock_of(file)
    session = opened(window, hands, file)
    hands.click(button(window, "lock.read_only"))
    assert bar_text(window) == "" and session.read_only
    window.desk.locks.look()
    assert bar_text(window) == ""
    action = window.actions_.by_id["file.take_over"]
    assert action.isEnabled()
    hands.during(action.trigger, press("Take over", hands))
    assert not session.read_only and not action.isEnabled()


def test_save_as_a_copy_goes_on_in_the_copy(window, hands, file) -> None:
    lock_of(file)
    session = opened(window, hands, file)
    copy = file.with_name("shop 2.cjm.yaml")
    hands.during(
        button(window, "lock.copy").click,
        lambda dialog: hands.name_file(dialog, Path(dialog.selectedFiles()[0])),
    )
    assert session.path == copy and copy.exists() and not session.read_only
    assert retitle(session, "Mine")


# files -------------------------------------------------------------------------------------------------------


def test_the_lock_follows_save_as_and_goes_with_the_document(window, hands, file) -> None:
    session = opened(window, hands, file)
    assert lock_path(file).exists()
    later = file.with_name("later.cjm.yaml")
    window.desk.save(session, later)
    assert not lock_path(file).exists() and lock_path(later).exists()
    window.close_page(window.pages.index(window.page))
    assert not lock_path(later).exists()


def test_nobody_saves_or_copies_over_a_file_that_somebody_edits(window, hands, file) -> None:
    theirs = file.with_name("theirs.cjm.yaml")
    theirs.write_text(TEXT, encoding="utf-8")
    lock_of(theirs)
    session = opened(window, hands, file)
    retitle(session, "Mine")
    with pytest.raises(FileTrouble) as caught:
        window.desk.save(session, theirs)
    assert caught.value.code == "locked"
    assert "Анна Петрова is editing “theirs.cjm.yaml”" in window.context.say(caught.value.message)
    with pytest.raises(FileTrouble):
        window.desk.locks.refuse_edited(theirs)
    assert theirs.read_text(encoding="utf-8") == TEXT
    assert session.path == file and lock_path(file).exists() and not session.read_only
    window.desk.save(session)
    window.desk.locks.refuse_edited(file)


def test_an_untitled_document_gets_its_lock_with_its_first_file(window, hands, file) -> None:
    window.open_copy(file)
    session = window.session
    assert retitle(session, "Mine")
    path = file.with_name("first.cjm.yaml")
    window.desk.save(session, path)
    assert lock_path(path).exists()


def test_a_lock_that_somebody_removed_is_put_back(window, hands, file) -> None:
    session = opened(window, hands, file)
    lock_path(file).unlink()
    window.desk.locks.look()
    assert lock_path(file).exists() and not session.read_only
    lock_path(file).unlink()
    window.desk.save(session)
    assert lock_path(file).exists()


def test_signs_of_life_and_their_absence(window, hands, file, other) -> None:
    now = [1000.0]
    for one in (window, other):
        one.desk._locks = Locks(steady=lambda: now[0], parent=one.desk)
    mine = opened(window, hands, file)
    first = lock_path(file).read_bytes()
    window.desk.locks.clock = lambda: time.time() + BEAT
    now[0] += BEAT + 1
    window.desk.locks.look()
    second = lock_path(file).read_bytes()
    assert holder_of(second).seen > holder_of(first).seen
    assert holder_of(second).key == holder_of(first).key and not mine.read_only
    lock_of(file, who=ANNA)
    theirs = opened(other, Hands(other), file)
    assert theirs.barrier.worth == "live"
    now[0] += QUIET + 1
    other.desk.locks.look()
    assert theirs.barrier.worth == "old"


@pytest.mark.parametrize(
    ("code", "is_writable", "is_told"),
    [(errno.EACCES, False, False), (errno.EACCES, True, True), (errno.ENOSPC, True, True)],
)
def test_where_no_lock_can_be_made_editing_goes_on(
    window, hands, file, monkeypatch, code, is_writable, is_told
) -> None:
    def refuse(path, flags, mode):
        if flags & os.O_CREAT and ".cjm-lock" in str(path):
            raise OSError(code, "on purpose")
        return SYSTEM.open(path, flags, mode)

    window.desk._locks = Locks(system=replace(SYSTEM, open=refuse), parent=window.desk)
    window.desk.locks.told.connect(window.desk.told)
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda *_args, **_more: is_writable)
        session = opened(window, hands, file)
    assert ("Others cannot see that you are editing" in said(window)) is is_told
    assert not session.read_only and retitle(session, "Mine")
    window.desk.save(session)
    assert load(file).source.document.title == "Mine"


def test_a_gate_that_stands_is_said_and_tried_again_at_the_next_look(window, hands, file) -> None:
    now = [100.0]
    window.desk._locks = Locks(steady=lambda: now[0], parent=window.desk)
    window.desk.locks.told.connect(window.desk.told)
    gate = lock_path(file).with_name(lock_path(file).name + "~")
    gate.write_bytes(b"")  # as on a disk without links: its maker may live, or may have been killed
    session = opened(window, hands, file)
    assert "Others cannot see that you are editing" in said(window)
    assert not window.desk.locks.holds(session)
    gate.unlink()
    now[0] += 1.2
    window.desk.locks.look()
    assert window.desk.locks.holds(session)


def test_where_no_lock_could_be_made_another_try_comes_later(window, hands, file) -> None:
    now, refused = [100.0], [0]

    def refuse(path, flags, mode):
        if flags & os.O_CREAT and ".cjm-lock" in str(path) and now[0] < 200:
            refused[0] += 1
            raise OSError(errno.ENOSPC, "on purpose")
        return SYSTEM.open(path, flags, mode)

    window.desk._locks = Locks(steady=lambda: now[0], system=replace(SYSTEM, open=refuse), parent=window.desk)
    session = opened(window, hands, file)
    for _look in range(5):
        window.desk.locks.look()
    assert refused[0] == 1
    now[0] += AGAIN + 1
    window.desk.locks.look()
    assert refused[0] == 2 and not window.desk.locks.holds(session)
    now[0] = 300.0
    window.desk.locks.look()
    assert window.desk.locks.holds(session) and lock_path(file).exists()


def test_work_that_is_restored_while_somebody_edits_the_file_waits(window, hands, file, tmp_path) -> None:
    theirs = Editor(file, tmp_path / "data")  # the same account, so the same journals
    theirs.ask("edit Before the crash")
    theirs.kill()
    lock_of(file)
    window.show_start()
    hands.settle()
    window.page.look_again()
    hands.settle()
    block = window.page.findChild(RecoveredBlock)
    hands.click(block.findChild(QPushButton, "recovery.restore"))
    session = window.session
    window.desk.claim(session)
    assert session.document.title == "Before the crash" and not session.is_clean
    assert session.read_only and "Your unsaved changes are kept here." in bar_text(window)
    assert file.read_text(encoding="utf-8") == TEXT
    hands.during(button(window, "lock.take_over").click, press("Take over", hands))
    window.trigger("file.save")
    assert load(file).source.document.title == "Before the crash"


def test_a_file_without_maps_that_somebody_edits_is_shown_and_offers_no_map(window, hands, file) -> None:
    file.write_text("cjm: 1\ntitle: Empty\n", encoding="utf-8")
    lock_of(file)
    session = opened(window, hands, file)
    assert session.barrier is not None and window.page.is_blank
    assert not window.page.findChild(QPushButton, "blank.new").isEnabled()
    window.trigger("insert.map")
    assert session.document.maps == ()


def test_a_lock_that_cannot_be_replaced_is_told(window, hands, file) -> None:
    lock_of(file)

    def refuse(old, new):
        if str(new).endswith(".cjm-lock"):
            raise PermissionError(errno.EPERM, "on purpose")
        os.replace(old, new)  # noqa: PTH105 - as the system does it

    window.desk._locks = Locks(system=replace(SYSTEM, replace=refuse), parent=window.desk)
    session = opened(window, hands, file)

    def told(dialog: QWidget) -> None:
        assert "cannot be replaced" in dialog.text()
        press("Close", hands)(dialog)

    hands.during(button(window, "lock.take_over").click, press("Take over", hands), told)
    assert session.read_only
    assert sorted(item.name for item in file.parent.iterdir()) == [".shop.cjm.yaml.cjm-lock", "shop.cjm.yaml"]


def test_nothing_of_locks_or_saving_is_loaded_before_the_first_frame(file, tmp_path) -> None:
    code = (
        "import sys; from cjm_editor.app.main import started; app, window = started([sys.argv[1]]);"
        "window.repaint(); print([n for n in sys.modules"
        " if '.lock' in n or 'barrier' in n or n.startswith('cjm_editor') and n.endswith('.saving')])"
    )
    environ = dict(os.environ, QT_QPA_PLATFORM="offscreen", CJM_EDITOR_DATA=str(tmp_path / "d"))
    environ["CJM_EDITOR_CONFIG"] = str(tmp_path / "c")
    run = subprocess.run(
        [sys.executable, "-c", code, str(file)], capture_output=True, text=True, env=environ, cwd=ROOT
    )
    assert run.stdout.strip().splitlines()[-1] == "[]", run.stderr
