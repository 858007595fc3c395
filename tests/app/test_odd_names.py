"""Files whose names are not UTF-8, as old archives and other systems leave them: everything works with them, and what
cannot be shown of a name is shown as U+FFFD."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QMenu

from cjm_editor.app import recovery
from cjm_editor.app.commands.looks import fill_submenu
from cjm_editor.app.dialogs.files import found_again, path_of
from cjm_editor.app.outside import watch
from cjm_editor.app.pages.start import RecentRow
from cjm_editor.app.panels.tabs import tab_titles
from cjm_editor.app.settings import load_settings, settings_file
from cjm_editor.core.texts import _, whole, words
from cjm_editor.io.backups import versions
from cjm_editor.io.files import load
from cjm_editor.io.locks import lock_path
from tests.app.test_outside import LONG, TEXT, edit, press, rewritten, said, titles
from tests.app.two_editors import TEXT as SMALL
from tests.app.two_editors import Editor

pytestmark = pytest.mark.skipif(os.name == "nt", reason="names there are UTF-16")

K, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier

NAMES = (
    b"\xea\xe0\xf0\xf2\xe0.cjm.yaml",
    b"\xc3(.cjm.yaml",
    b"caf\xe9/a.cjm.yaml",
    b"\xed\xa0\x80 x.cjm.yaml",
)


@pytest.fixture(params=NAMES, ids=["cp1251", "half a sign", "latin folder", "surrogate"])
def file(request, tmp_path) -> Path:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + request.param))
    path.parent.mkdir(exist_ok=True)
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_opened_edited_saved_changed_and_deleted(window, hands, file, qtbot) -> None:
    shown = whole(file.name)
    window.open_path(file)
    watch(window)
    window.desk.claim(window.session)
    assert lock_path(file).exists() and window.windowTitle().startswith(shown)
    assert shown.removesuffix(".cjm.yaml") in [
        *tab_titles([window.page, window.page])[0].split(" · "),
        shown[:-9],
    ]
    edit(window, "t1", "title", "Mine")
    hands.key(K.Key_S, CTRL, into=window)
    assert f"Saved: {shown}" in said(window) and window.session.is_clean
    assert load(file).source.document == window.session.document
    assert len(versions(window.desk.shelf, file)) == 2
    rewritten(file, TEXT)
    qtbot.waitUntil(lambda: titles(window)[1] == "Point 1", timeout=LONG)
    assert f"“{shown}” was changed" in window.context.say(window.status._message)
    file.unlink()
    qtbot.waitUntil(lambda: "deleted" in window.context.say(window.status._message or _("")), timeout=LONG)
    hands.during(lambda: hands.key(K.Key_S, CTRL, into=window), lambda box: press(box, "Write again", hands))
    assert file.read_text(encoding="utf-8") == TEXT


def test_remembered_shown_and_opened_again(window, hands, file) -> None:
    shown = whole(file.name)
    window.open_path(file)
    stored = load_settings(settings_file())
    assert stored.recent == (str(file),) and Path(stored.recent[0]).exists()
    row = RecentRow(window.context, Path(stored.recent[0]))
    assert row.accessibleName() == shown and shown in row.toolTip()
    assert shown.removesuffix(".cjm.yaml") in [label.text() for label in row.findChildren(QLabel)]
    menu = QMenu(window)
    fill_submenu(window, "file.recent", menu)
    (entry,) = menu.actions()
    assert entry.text() == shown
    hands.key(K.Key_W, CTRL, into=window)
    assert not window.desk.sessions
    entry.trigger()
    assert window.session.path == file.resolve()


def test_restored_after_a_kill(window, hands, file, tmp_path) -> None:
    file.write_text(SMALL, encoding="utf-8")
    theirs = Editor(file, tmp_path / "data")
    assert theirs.ask("edit Before the crash") == "done"
    theirs.kill()
    (offer,) = recovery.offers()
    told = " ".join(window.context.say(one) for one in recovery.sentences(window.context, offer))
    assert told == whole(told)
    assert recovery.restore(window, offer) is None
    session = window.desk.sessions[-1]
    assert session.path == file and session.document.title == "Before the crash"
    window.desk.claim(session)
    window.desk.save(session)
    assert load(file).source.document.title == "Before the crash"


def test_dropped_on_the_window(window, hands, file) -> None:
    url = QUrl.fromEncoded(file.as_uri().encode())
    assert path_of(url) == file
    data = QMimeData()
    data.setUrls([url])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, none))
    assert window.session.path == file.resolve()


def test_a_name_as_qt_reads_it_leads_to_the_file(file) -> None:
    as_read = Path(os.fsencode(file.name).decode("utf-8", "replace"))
    assert found_again(file.with_name(as_read.name)) == file
    assert found_again(file.with_name("none\ufffd")) == file.with_name("none\ufffd")


def test_two_names_that_look_alike_are_not_guessed(tmp_path) -> None:
    for name in (b"\xea.cjm.yaml", b"\xeb.cjm.yaml"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).touch()
    alike = tmp_path / "\ufffd.cjm.yaml"
    assert found_again(alike) == alike


def test_a_sentence_with_such_a_name_can_be_encoded() -> None:
    name = os.fsdecode(b"\xea\xe0.cjm.yaml")
    for language in ("en", "ru"):
        assert words(language)(_("Saved: {name}", name=name)).encode().decode().endswith("��.cjm.yaml")
