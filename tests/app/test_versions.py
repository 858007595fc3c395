"""Earlier versions in the window: browsed, restored, copied, offered for files that cannot be opened; writing into a
file with consent; saves that could not be read back."""

from __future__ import annotations

import errno
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox, QPushButton, QWidget

from cjm_editor.app import versions as app_versions
from cjm_editor.app.dialogs.versions import TOLD, VersionsDialog
from cjm_editor.core import edits
from cjm_editor.core.address import DOCUMENT, touchpoint_at
from cjm_editor.core.resources import sample
from cjm_editor.core.texts import _
from cjm_editor.io import saving
from cjm_editor.io.backups import contents, keep, versions
from cjm_editor.io.files import UnreadError, load
from tests.app.shop import press, put
from tests.app.test_files import TEXT

K = Qt.Key


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return put(tmp_path, TEXT)


def retitle(window, title: str) -> None:
    window.session.apply(
        _("Edit"), lambda document: edits.set_field(document, touchpoint_at("m", "t"), "title", title)
    )


def saves(window, file: Path, *titles: str) -> None:
    """Open the file and save it with each of the titles."""
    window.open_path(file)
    for title in titles:
        retitle(window, title)
        window.trigger("file.save")


def agree(box: QWidget, hands) -> None:
    """Say yes to Qt's question whether a file is to be replaced, whatever its language."""
    assert isinstance(box, QMessageBox)
    hands.click(box.button(QMessageBox.StandardButton.Yes))


def title_of(window) -> str:
    return window.session.document.maps[0].touchpoints[0].title


def rows(dialog: VersionsDialog) -> list[str]:
    return [str(dialog.list.item(row).data(TOLD) or "") for row in range(dialog.list.count())]


def test_a_version_is_restored_as_an_unsaved_change(window, hands, file) -> None:
    saves(window, file, "One", "Two")
    saved = file.read_bytes()
    seen: list[str] = []

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, VersionsDialog)
        hands.settle()
        seen.extend(rows(dialog))
        assert dialog.list.currentRow() == 1, "the newest that differs is chosen at first"
        assert dialog.list.hasFocus()
        hands.key(K.Key_Down, into=dialog.list)
        assert "Since then" in dialog.words.text()
        assert dialog.view.marked == (touchpoint_at("m", "t"),)
        hands.key(K.Key_Return, into=dialog.list)

    hands.during(lambda: window.trigger("file.versions"), look)
    assert seen == ["the same as now", "changed: 1 touchpoint (“Two”)", "changed: 1 touchpoint (“Two”)"]
    assert title_of(window) == "Looks" and not window.session.is_clean
    assert file.read_bytes() == saved, "the file is written by nobody but Save"
    window.trigger("edit.undo")
    assert title_of(window) == "Two" and window.session.is_clean
    window.trigger("edit.redo")
    window.trigger("file.save")
    assert file.read_text(encoding="utf-8") == TEXT


REMARKED = TEXT.replace("title: Looks\n", "title: Looks # as legal wants it\n        x-price: 12\n")


def test_a_version_comes_back_to_the_byte(window, hands, file) -> None:
    """With the comments and keys of people's own that others have taken out since."""
    file.write_text(REMARKED, encoding="utf-8")
    saves(window, file, "One")
    remarked = file.read_text(encoding="utf-8")
    assert "x-price" in remarked
    file.write_text(TEXT.replace("Looks", "One"), encoding="utf-8")
    loaded = load(file)
    window.session.take(_("Reload"), loaded.source.document, loaded)
    saves(window, file, "Two")
    bare = file.read_text(encoding="utf-8")
    assert "x-price" not in bare
    known = app_versions.history(file, window.session.document).versions
    row = next(row for row, one in enumerate(known) if contents(one) == remarked.encode())

    def look(dialog: QWidget) -> None:
        hands.settle()
        dialog.list.setCurrentRow(row)
        hands.settle()
        hands.key(K.Key_Return, into=dialog.list)

    hands.during(lambda: window.trigger("file.versions"), look)
    window.trigger("file.save")
    assert file.read_text(encoding="utf-8") == remarked
    window.trigger("edit.undo")
    window.trigger("file.save")
    assert file.read_text(encoding="utf-8") == bare


def test_a_version_that_differs_only_beside_the_map_is_restored_too(window, hands, file) -> None:
    file.write_text(REMARKED, encoding="utf-8")
    saves(window, file, "One", "Looks")
    file.write_text(TEXT, encoding="utf-8")
    loaded = load(file)
    window.session.take(_("Reload"), loaded.source.document, loaded)
    told: list[str] = []

    def look(dialog: QWidget) -> None:
        hands.settle()
        told.extend(rows(dialog)[:1])
        dialog.list.setCurrentRow(0)
        hands.settle()
        hands.key(K.Key_Return, into=dialog.list)

    hands.during(lambda: window.trigger("file.versions"), look)
    assert told == ["the same map, other comments or keys of your own"]
    window.trigger("file.save")
    assert file.read_text(encoding="utf-8") == REMARKED


def test_escape_changes_nothing(window, hands, file) -> None:
    saves(window, file, "One")
    before = window.session.document
    hands.during(lambda: window.trigger("file.versions"), lambda dialog: hands.key(K.Key_Escape, into=dialog))
    assert window.session.document is before and window.session.is_clean


def test_a_version_is_copied_byte_for_byte(window, hands, file, tmp_path) -> None:
    saves(window, file, "One", "Two")
    proposed: list[str] = []

    def copy(dialog: QWidget) -> None:
        dialog.list.setCurrentRow(2)
        hands.click(dialog.copy)

    def name(dialog: QWidget) -> None:
        proposed.append(Path(dialog.selectedFiles()[0]).name)
        hands.name_file(dialog, tmp_path / "old.cjm.yaml")

    hands.during(lambda: window.trigger("file.versions"), copy, name)
    assert (tmp_path / "old.cjm.yaml").read_text(encoding="utf-8") == TEXT
    assert proposed[0].startswith("shop 20") and proposed[0].endswith(".cjm.yaml")
    assert title_of(window) == "Two" and window.session.is_clean


def test_a_copy_does_not_go_over_an_open_document(window, hands, file) -> None:
    saves(window, file, "One")
    before = file.read_bytes()
    hands.during(
        lambda: window.trigger("file.versions"),
        lambda dialog: hands.click(dialog.copy),
        lambda dialog: hands.name_file(dialog, file),
        lambda box: agree(box, hands),
        lambda box: press(box, "Close", hands),
    )
    assert file.read_bytes() == before


def test_a_document_that_was_never_saved_over_has_no_versions(window, hands, file) -> None:
    window.open_path(file)

    def look(dialog: QWidget) -> None:
        assert dialog.list.count() == 0
        assert not dialog.restore.isEnabled() and not dialog.copy.isEnabled()
        said = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
        assert any("No earlier version" in text for text in said)
        dialog.reject()

    hands.during(lambda: window.trigger("file.versions"), look)
    assert not window.actions_.by_id["file.versions"].isEnabled() or window.session.path


def test_an_untitled_document_has_no_versions(window) -> None:
    window.open_copy(sample("boots.en.cjm.yaml"))
    assert not window.actions_.by_id["file.versions"].isEnabled()


@pytest.mark.parametrize("is_broken", [True, False], ids=["broken", "deleted"])
def test_a_file_that_cannot_be_opened_offers_its_versions(window, hands, file, is_broken) -> None:
    saves(window, file, "One")
    saved = file.read_bytes()
    window.close_page(0)
    broken = b"cjm: 1\nmaps:\n  - [\n"
    if is_broken:
        file.write_bytes(broken)
    else:
        file.unlink()

    def restore(dialog: QWidget) -> None:
        assert isinstance(dialog, VersionsDialog)
        hands.settle()
        assert rows(dialog)[0] == "1 map, 1 touchpoint"
        press(dialog, "Open as a new document", hands)

    hands.during(lambda: window.open_path(file), lambda box: press(box, "Earlier versions…", hands), restore)
    assert window.session.path is None and not window.session.is_clean
    assert title_of(window) == "One"
    assert not is_broken or file.read_bytes() == broken, "the file is left as it is"
    proposed: list[Path] = []

    def name(dialog: QWidget) -> None:
        proposed.append(Path(dialog.selectedFiles()[0]))
        hands.name_file(dialog, file)

    answers = [name, lambda box: agree(box, hands)] if is_broken else [name]
    hands.during(lambda: window.trigger("file.save"), *answers)
    assert proposed == [file]
    assert load(file).source.document == window.session.document and window.session.is_clean
    held = [contents(version) for version in versions(window.desk.shelf, file)]
    assert saved in held and (not is_broken or broken in held)


def test_going_back_to_a_file_that_is_broken_now_offers_its_versions(window, hands, file) -> None:
    saves(window, file, "One")
    retitle(window, "Two")
    file.write_bytes(b"cjm: 1\nmaps:\n  - [\n")
    hands.during(
        lambda: window.trigger("file.revert"),
        lambda box: press(box, "Revert", hands),
        lambda box: press(box, "Earlier versions…", hands),
        lambda dialog: hands.key(K.Key_Return, into=dialog.list),
    )
    assert title_of(window) == "One" and not window.session.is_clean


def test_a_file_without_versions_offers_none(window, hands, tmp_path) -> None:
    broken = tmp_path / "broken.cjm.yaml"
    broken.write_text("cjm: 1\ntitle: A\ntitle: B\n")
    for path in (broken, tmp_path / "gone.cjm.yaml"):

        def look(dialog: QWidget) -> None:
            texts = [button.text() for button in dialog.findChildren(QPushButton)]
            assert texts == ["Close"]
            press(dialog, "Close", hands)

        hands.during(lambda path=path: window.open_path(path), look)


def test_damaged_and_odd_versions_are_shown_as_such(window, hands, file) -> None:
    saves(window, file, "One")
    shelf = window.desk.shelf
    keep(shelf, file, b"cjm: 1\nmaps:\n  - [\n")
    kept = keep(shelf, file, b"cjm: 1\n")
    kept.path.write_bytes(b"x" * kept.size)

    def look(dialog: QWidget) -> None:
        for _turn in range(6):
            hands.settle()
        said = rows(dialog)
        assert "damaged" in said[0] and "line" in said[1], said
        assert dialog.list.currentRow() == 3, "the newest that can be opened and differs"
        dialog.list.setCurrentRow(0)
        assert not dialog.restore.isEnabled() and not dialog.copy.isEnabled()
        hands.key(K.Key_Return, into=dialog.list)
        dialog.list.setCurrentRow(1)
        assert not dialog.restore.isEnabled() and dialog.copy.isEnabled()
        assert dialog.isVisible()
        dialog.reject()

    hands.during(lambda: window.trigger("file.versions"), look)


def test_another_map_of_a_version_is_looked_at(window, hands, tmp_path) -> None:
    path = tmp_path / "boots.cjm.yaml"
    path.write_bytes(sample("boots.en.cjm.yaml").read_bytes())
    window.open_path(path)
    second = window.session.document.maps[1]
    window.open_map(second.id)
    window.session.apply(_("Edit"), lambda d: edits.set_field(d, DOCUMENT, "title", "Other"))
    window.trigger("file.save")

    def look(dialog: QWidget) -> None:
        assert dialog.maps.currentData() == second.id, "the map at hand is shown first"
        dialog.maps.setCurrentIndex(0)
        first = window.session.document.maps[0]
        assert dialog.view.scene.holds(touchpoint_at(first.id, first.touchpoints[0].id))
        dialog.list.setCurrentRow(0)
        assert dialog.maps.currentData() == first.id, "and stays while versions are gone through"
        dialog.reject()

    hands.during(lambda: window.trigger("file.versions"), look)


def test_russian_words(window, hands, file) -> None:
    saves(window, file, "Раз", "Два")
    window.context.set_language("ru")

    def look(dialog: QWidget) -> None:
        hands.settle()
        assert rows(dialog)[0] == "как сейчас"
        words = [label.text() for label in dialog.findChildren(QLabel)]
        words += [button.text() for button in dialog.findChildren(QPushButton)]
        latin = [text for text in words if any("a" <= c.lower() <= "z" for c in text)]
        assert all("shop.cjm.yaml" in text or "Enter" in text for text in latin), latin
        dialog.reject()

    hands.during(lambda: window.trigger("file.versions"), look)


def test_versions_of_the_same_minute_are_told_apart(window, file) -> None:
    shelf = window.desk.shelf
    base = time.time() - 3 * 86400
    for number in range(3):
        keep(shelf, file, b"%d" % number, base + number * 7)
    said = app_versions.times(window.context, versions(shelf, file))
    assert len(set(said)) == 3, said


def test_where_versions_cannot_be_kept_it_is_told_once_and_the_save_goes_on(window, hands, file) -> None:
    folder = window.desk.shelf.folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file in the way")
    window.open_path(file)
    said: list[str] = []

    def read(box: QWidget) -> None:
        assert isinstance(box, QMessageBox)
        said.append(box.text())
        press(box, "Close", hands)

    def save_twice() -> None:
        for title in ("One", "Two"):
            retitle(window, title)
            window.trigger("file.save")
            hands.settle()

    hands.during(save_twice, read)
    assert "earlier versions" in said[0]
    assert "Two" in file.read_text(encoding="utf-8") and window.session.is_clean


# Writing into the file itself ---------------------------------------------------------------------


@pytest.fixture
def forbidding(monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders of maps take no new files."""
    real = saving.write_atomic

    def refuse(path, data, system=saving.SYSTEM):
        def no(at, flags, mode):
            raise OSError(errno.EACCES, "on purpose")

        real(path, data, replace(system, open=no))

    monkeypatch.setattr(saving, "write_atomic", refuse)


def test_a_file_is_written_into_only_when_the_user_agrees(window, hands, file, forbidding) -> None:
    window.open_path(file)
    number = file.stat().st_ino
    retitle(window, "One")
    said: list[str] = []

    def read(box: QWidget) -> None:
        said.append(box.text())
        press(box, "Cancel", hands)

    hands.during(lambda: window.trigger("file.save"), read)
    assert file.read_text(encoding="utf-8") == TEXT and not window.session.is_clean
    assert "shop.cjm.yaml" in said[0] and "earlier versions" in said[0]
    hands.during(lambda: window.trigger("file.save"), lambda box: press(box, "Write into the file", hands))
    assert "One" in file.read_text(encoding="utf-8") and window.session.is_clean
    assert file.stat().st_ino == number
    retitle(window, "Two")
    window.trigger("file.save")  # nobody is asked again for this file
    assert "Two" in file.read_text(encoding="utf-8") and window.session.is_clean
    held = [contents(version) for version in versions(window.desk.shelf, file)]
    assert held[-1] == TEXT.encode() and len(held) == 3


def test_instead_of_writing_into_the_file_another_one_is_taken(
    window, hands, file, tmp_path, forbidding, monkeypatch
) -> None:
    window.open_path(file)
    retitle(window, "One")
    other = tmp_path / "other" / "shop.cjm.yaml"
    other.parent.mkdir()

    def elsewhere(dialog: QWidget) -> None:
        monkeypatch.undo()
        monkeypatch.setenv("CJM_EDITOR_DATA", str(tmp_path / "data"))
        hands.name_file(dialog, other)

    hands.during(lambda: window.trigger("file.save"), lambda box: press(box, "Save as…", hands), elsewhere)
    assert file.read_text(encoding="utf-8") == TEXT
    assert window.session.path == other and window.session.is_clean


# What could not be read back ----------------------------------------------------------------------


def unread_save(window, monkeypatch: pytest.MonkeyPatch) -> None:
    """A save that goes well, but for the last look at the file."""
    from cjm_editor.io import files

    real, path = files.read_bytes, window.session.path
    looks = []

    def read(at, system=files.SYSTEM):
        looks.append(at)
        if at == path and len(looks) > 1:
            raise files.FileTrouble("eio", _("Close"))
        return real(at, system)

    with monkeypatch.context() as patched:
        patched.setattr(files, "read_bytes", read)
        with pytest.raises(UnreadError):
            window.session.save()


def test_a_save_that_could_not_be_read_back_is_not_taken_for_somebody_elses(
    window, hands, file, monkeypatch
) -> None:
    window.open_path(file)
    retitle(window, "One")
    unread_save(window, monkeypatch)
    assert not window.session.is_clean and "One" in file.read_text(encoding="utf-8")
    window.trigger("edit.undo")
    assert not window.session.is_clean, "the file may hold what was undone"
    retitle(window, "Two")
    window.trigger("file.save")  # no question about another program
    assert "Two" in file.read_text(encoding="utf-8") and window.session.is_clean


def test_the_watcher_knows_what_was_written_here(window, hands, file, monkeypatch) -> None:
    from cjm_editor.app.outside import on_changed

    window.open_path(file)
    retitle(window, "One")
    unread_save(window, monkeypatch)
    on_changed(window, window.session, file.read_bytes())
    assert window.session.is_clean
    window.trigger("edit.undo")
    assert title_of(window) == "Looks" and not window.session.is_clean
    assert not isinstance(window.focusWidget(), QDialog)


def test_a_large_version_is_read_when_the_hand_rests_on_it(window, hands, qtbot, file, monkeypatch) -> None:
    monkeypatch.setattr("cjm_editor.app.dialogs.versions.LARGE", 1)
    monkeypatch.setattr("cjm_editor.app.versions.ROOM", 1)
    saves(window, file, "One", "Two", "Three")

    def look(dialog: QWidget) -> None:
        qtbot.waitUntil(lambda: rows(dialog)[0] != "")
        for row in (1, 2):  # with no moment between, as a held key moves
            dialog.list.setCurrentRow(row)
        assert rows(dialog) == ["the same as now", "", "", ""], "none is read on the way"
        qtbot.waitUntil(lambda: rows(dialog)[2] != "")
        assert rows(dialog) == ["the same as now", "", "changed: 1 touchpoint (“Three”)", ""]
        hands.key(K.Key_Down, into=dialog.list)
        hands.key(K.Key_Return, into=dialog.list)

    hands.during(lambda: window.trigger("file.versions"), look)
    assert title_of(window) == "Looks", "Enter does not wait for what is shown"


def test_the_browser_stands_before_a_large_version_is_read(window, hands, qtbot, file, monkeypatch) -> None:
    monkeypatch.setattr("cjm_editor.app.dialogs.versions.LARGE", 1)
    saves(window, file, "One")
    read: list[tuple[bool, bool]] = []
    shown: list[QWidget] = []
    find = app_versions.History.find

    def noted(history: object, version: object) -> object:
        is_shown = bool(shown) and shown[0].isVisible()
        read.append((is_shown, threading.current_thread() is threading.main_thread()))
        return find(history, version)

    monkeypatch.setattr(app_versions.History, "find", noted)

    def look(dialog: QWidget) -> None:
        assert not read and not dialog.maps.isVisible()
        shown.append(dialog)
        qtbot.waitUntil(lambda: dialog.words.text() != "")
        assert read == [(True, False)]
        assert dialog._pages.currentWidget() is dialog.view
        hands.key(K.Key_Down, into=dialog.list)
        hands.key(K.Key_Return, into=dialog.list)
        hands.key(K.Key_Up, into=dialog.list)
        qtbot.waitUntil(lambda: "same as now" in dialog.words.text())
        assert dialog.isVisible(), "Enter was meant for the row that was left"
        hands.key(K.Key_Down, into=dialog.list)
        hands.key(K.Key_Return, into=dialog.list)

    hands.during(lambda: window.trigger("file.versions"), look)
    assert title_of(window) == "Looks"
    assert not any(is_main for _is_shown, is_main in read)


def test_going_back_to_the_file_after_such_a_save_is_clean(window, hands, file, monkeypatch) -> None:
    window.open_path(file)
    unread_save(window, monkeypatch)
    assert not window.session.is_clean
    hands.during(lambda: window.trigger("file.revert"), lambda box: press(box, "Revert", hands))
    assert window.session.is_clean


@pytest.mark.parametrize("has_versions", [False, True])
def test_keys_are_told_only_where_there_is_something_to_choose(window, hands, tmp_path, has_versions):
    from PySide6.QtWidgets import QLabel

    path = tmp_path / "alone.cjm.yaml"
    path.write_text("cjm: 1\nmaps:\n  - {id: m, title: M}\n", encoding="utf-8")
    window.open_path(path)
    if has_versions:
        window.desk.write_copy(path, path.read_bytes())
    said: list[str] = []

    def look(dialog) -> None:
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.reject()

    hands.during(lambda: window.trigger("file.versions"), look)
    assert any("Enter restores" in text for text in said) is has_versions
