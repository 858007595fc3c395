"""Work of a program that died: offered on the start page, opened unsaved, the file left alone; or given up."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QMessageBox, QPlainTextEdit, QPushButton, QWidget

from cjm_editor.app.commands.unsaved import tell_of_unsaved
from cjm_editor.app.guard import Guard
from cjm_editor.app.keeper import Keeper
from cjm_editor.app.panels.recovered import RecoveredBlock
from cjm_editor.app.recovery import Offer, head
from cjm_editor.app.session import Session
from cjm_editor.app.window import Window
from cjm_editor.core import edits
from cjm_editor.core.address import DOCUMENT, card_at, touchpoint_at
from cjm_editor.core.errors import FileTrouble
from cjm_editor.core.model import Document, Touchpoint
from cjm_editor.core.resources import sample
from cjm_editor.core.texts import _
from cjm_editor.core.texts import words as words_in
from cjm_editor.io.files import Loaded, load
from cjm_editor.io.files import opened as opened_bytes
from cjm_editor.io.journal import left_behind
from cjm_editor.io.recovery import Draft

MAP = "actual"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "boots.cjm.yaml"
    shutil.copyfile(sample("boots.en.cjm.yaml"), made)
    return made


@pytest.fixture
def journals(tmp_path: Path) -> Path:
    return tmp_path / "data" / "journals"


def first(document: Document) -> Touchpoint:
    return next(journey for journey in document.maps if journey.id == MAP).touchpoints[0]


def retitled(document: Document, title: str = "Another title") -> Document:
    return edits.set_field(document, touchpoint_at(MAP, first(document).id), "title", title)


def died(journals: Path, session: Session, *titles: str) -> None:
    """An editor made these edits and then it was gone."""
    keeper = Keeper(journals)
    session.keeping = keeper
    for title in titles:
        session.apply(_("Edit"), lambda document, title=title: retitled(document, title))
    keeper.leave()
    session.keeping = None


def opened(path: Path) -> Session:
    loaded = load(path)
    return Session(loaded.source.document, loaded)


def blocks(window: Window, hands) -> list[RecoveredBlock]:
    window.show_start()
    window.page.look_again()
    hands.settle()
    return window.page.findChildren(RecoveredBlock)


def words(block: RecoveredBlock) -> str:
    return "\n".join(label.text() for label in block.findChildren(QLabel) if label.text())


def press(hands, block: RecoveredBlock, verb: str) -> None:
    hands.click(block.findChild(QPushButton, f"recovery.{verb}"))


def left(folder: Path) -> list[str]:
    return [item.name for item in folder.iterdir()] if folder.exists() else []


def test_work_of_a_dead_process_opens_unsaved_and_leaves_the_file_alone(window, hands, path, journals):
    before = path.read_bytes()
    died(journals, opened(path), "Once", "Twice")
    (block,) = blocks(window, hands)
    assert "Unsaved work: “Boots" in words(block)
    assert "changed: 1 touchpoint (“Twice”)" in words(block)
    press(hands, block, "restore")
    session = window.session
    assert session.path == path
    assert first(session.document).title == "Twice"
    assert not session.is_clean
    assert "restored, not saved" in window.windowTitle()
    assert path.read_bytes() == before
    window.trigger("edit.undo")
    assert session.document == load(path).source.document
    window.trigger("edit.redo")
    window.trigger("file.save")
    assert session.is_clean
    assert first(load(path).source.document).title == "Twice"
    assert "restored" not in window.windowTitle()
    assert left(journals) == []
    assert blocks(window, hands) == []


def test_comments_that_only_a_merge_brought_are_work_as_well(window, hands, path, journals):
    session, keeper = opened(path), Keeper(journals)
    session.keeping = keeper
    before = path.read_bytes()
    text = opened_bytes(before + b"# ours\n", str(path))
    session.take(_("Merge"), session.document, Loaded(path, text, before), session.saved)
    assert not session.is_clean
    keeper.leave()
    session.keeping = None
    (block,) = blocks(window, hands)
    assert "Comments and keys of your own differ from the file." in words(block)
    press(hands, block, "restore")
    assert not window.session.is_clean and path.read_bytes() == before
    assert len(left(journals)) == 1
    window.trigger("file.save")
    assert path.read_bytes() == before + b"# ours\n"
    assert left(journals) == [] and window.session.is_clean


def test_restored_work_survives_the_next_death_too(window, hands, path, journals):
    died(journals, opened(path), "Once")
    press(hands, blocks(window, hands)[0], "restore")
    window.session.apply(_("Edit"), lambda document: retitled(document, "Later"))
    window.desk.leave()
    (found,) = left_behind(journals, 0.0, "")
    assert len(found.journal.edits) == 2
    assert len(left(journals)) == 1


def test_a_document_that_was_never_saved_is_offered_too(window, hands, journals):
    died(journals, Session(load(sample("boots.en.cjm.yaml")).source.document), "Once")
    (block,) = blocks(window, hands)
    assert "The map was never saved to a file." in words(block)
    press(hands, block, "restore")
    assert window.session.path is None
    assert first(window.session.document).title == "Once"
    assert not window.session.is_clean


def test_a_file_that_changed_meanwhile_is_told_and_not_overwritten(window, hands, path, journals):
    died(journals, opened(path), "Mine")
    path.write_text(path.read_text(encoding="utf-8").replace("title: ", "title: X ", 1), encoding="utf-8")
    theirs = path.read_bytes()
    (block,) = blocks(window, hands)
    assert "changed by another program" in words(block)
    press(hands, block, "restore")
    assert first(window.session.document).title == "Mine"
    with pytest.raises(FileTrouble) as caught:
        window.session.save()
    assert caught.value.code == "changed-on-disk"
    assert path.read_bytes() == theirs


def test_a_file_that_is_gone_is_told(window, hands, path, journals):
    died(journals, opened(path), "Mine")
    path.unlink()
    (block,) = blocks(window, hands)
    assert "is no longer there" in words(block)
    press(hands, block, "restore")
    window.session.save()
    assert first(load(path).source.document).title == "Mine"


@pytest.mark.parametrize("fate", ["deleted", "emptied", "broken"])
def test_the_last_copy_of_a_map_is_offered_though_everything_was_undone(window, hands, path, journals, fate):
    """The window had said that it counts as unsaved: its file was gone."""
    whole = path.read_bytes()
    died(journals, opened(path), "Mine", first(load(path).source.document).title)
    if fate == "deleted":
        path.unlink()
    else:
        path.write_bytes(b"" if fate == "emptied" else b"cjm: [")
    (block,) = blocks(window, hands)
    press(hands, block, "restore")
    session = window.session
    assert not session.is_clean
    window.desk.leave()  # and dies again
    window.desk.sessions.remove(session)
    (block,) = blocks(window, hands)
    press(hands, block, "restore")
    window.desk.save(window.session, path.with_name("again.cjm.yaml"))
    assert path.with_name("again.cjm.yaml").read_bytes() == whole


@pytest.mark.parametrize("written", [-1.0, 300_000_000_000.0])
def test_a_clock_that_was_wrong_keeps_no_work_back(window, hands, path, journals, written):
    died(journals, opened(path), "Mine")
    (found,) = left_behind(journals, 0.0, "")
    offer = Offer(replace(found, written=written), None)
    assert "Unsaved work" in window.context.say(head(window.context, offer))


def test_the_text_before_a_damaged_end_is_offered(window, hands, path, journals):
    session, keeper = opened(path), Keeper(journals)
    session.keeping = keeper
    at = card_at(MAP, first(session.document).id, "pains", -1)
    for text in ("Five minutes of typing", "Five minutes of typing and one word"):
        keeper.on_typed(session, [Draft(at, text)])
    keeper.leave()
    session.keeping = None
    (file,) = journals.iterdir()
    file.write_bytes(file.read_bytes()[:-3])
    (block,) = blocks(window, hands)
    press(hands, block, "restore")
    assert "Five minutes of typing" in repr(window.session.document)


def test_a_text_without_a_place_is_kept_until_it_was_seen(window, hands, path, journals):
    """However long it is, the buttons stay in reach."""
    session, keeper = opened(path), Keeper(journals)
    session.keeping = keeper
    session.apply(_("Edit"), lambda document: retitled(document, "Mine"))
    text = "\n".join(f"line {n} of a text that no field took" for n in range(400))
    keeper.on_typed(session, [Draft(None, text)])
    keeper.leave()
    session.keeping = None
    (old,) = journals.iterdir()
    (block,) = blocks(window, hands)
    seen: list[str] = []

    def look(dialog: QWidget) -> None:
        assert old.exists()
        assert dialog.height() < 700
        seen.append(dialog.findChild(QPlainTextEdit).toPlainText())
        hands.click(next(one for one in dialog.findChildren(QPushButton) if one.text() == "Copy"))
        seen.append(QGuiApplication.clipboard().text())
        hands.key(Qt.Key.Key_Escape, into=dialog)

    hands.during(lambda: press(hands, block, "restore"), look)
    assert seen == [text, text]
    assert not old.exists() and len(left(journals)) == 1


def test_work_of_a_later_version_is_called_that(window, hands, path, journals):
    died(journals, opened(path), "Mine")
    (file,) = journals.iterdir()
    file.write_bytes(file.read_bytes().replace(b"cjm-journal 1", b"cjm-journal 2", 1))
    (block,) = blocks(window, hands)
    assert "A newer version of the program kept this work." in words(block)
    assert "damaged" not in words(block)
    assert block.findChild(QPushButton, "recovery.restore") is None


def as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def as_link_to_itself(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def with_markers(path: Path) -> None:
    path.write_text("cjm: 1\n<<<<<<< ours\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("becomes", "said"),
    [
        (as_folder, "there is a folder now"),
        (as_link_to_itself, "cannot be read now"),
        (with_markers, "changed by another program and cannot be read (line 2)"),
    ],
)
def test_what_became_of_the_file_is_said_as_it_is(window, hands, path, journals, becomes, said):
    died(journals, opened(path), "Kept")
    becomes(path)
    (block,) = blocks(window, hands)
    assert said in words(block)
    press(hands, block, "restore")
    assert first(window.session.document).title == "Kept" and not window.session.is_clean


def test_a_journal_in_use_is_not_offered(window, hands, path, journals):
    session = opened(path)
    keeper = session.keeping = Keeper(journals)
    session.apply(_("Edit"), retitled)
    assert blocks(window, hands) == []
    keeper.leave()
    assert len(blocks(window, hands)) == 1


def test_work_that_was_undone_or_saved_is_not_offered(window, hands, path, journals):
    session = opened(path)
    keeper = session.keeping = Keeper(journals)
    session.apply(_("Edit"), retitled)
    session.undo()
    keeper.leave()
    assert len(left(journals)) == 1
    assert blocks(window, hands) == []
    assert left(journals) == []


def test_a_journal_whose_end_is_damaged_gives_what_stands_before(window, hands, path, journals):
    died(journals, opened(path), "One", "Two", "Three")
    (file,) = journals.iterdir()
    file.write_bytes(file.read_bytes()[:-5])
    (block,) = blocks(window, hands)
    assert "The end of what was kept is damaged: 2 edits can be restored." in words(block)
    press(hands, block, "restore")
    assert first(window.session.document).title == "Two"


def test_a_journal_that_is_nothing_but_damage_can_only_be_discarded(window, hands, journals):
    journals.mkdir(parents=True)
    (journals / "a.journal").write_bytes(b"nothing")
    (block,) = blocks(window, hands)
    assert "nothing of it can be read" in words(block)
    assert block.findChild(QPushButton, "recovery.restore") is None
    hands.during(lambda: press(hands, block, "discard"), lambda box: box.buttons()[0].click())
    assert blocks(window, hands) == []
    assert left(journals) == []


def test_discarding_asks_first(window, hands, path, journals):
    died(journals, opened(path), "Once")
    (block,) = blocks(window, hands)
    hands.during(lambda: press(hands, block, "discard"), lambda box: box.reject())
    (block,) = blocks(window, hands)
    hands.during(lambda: press(hands, block, "discard"), lambda box: box.buttons()[0].click())
    assert blocks(window, hands) == []
    assert left(journals) == []


def test_work_is_put_off_without_losing_it(window, hands, path, journals):
    died(journals, opened(path), "Mine")
    (before,) = [one.read_bytes() for one in journals.iterdir()]
    (block,) = blocks(window, hands)
    press(hands, block, "later")
    assert blocks(window, hands) == [], "not offered again in this run, on any start page"
    assert [one.read_bytes() for one in journals.iterdir()] == [before]
    again = window.page.findChild(QPushButton, "recovery.again")
    assert again.text() == "1 piece of unsaved work was put off: show"
    hands.click(again)
    hands.settle()
    (block,) = window.page.findChildren(RecoveredBlock)
    press(hands, block, "restore")
    assert first(window.session.document).title == "Mine"
    assert len(list(journals.iterdir())) == 1, "the work has a journal all the while"


def test_the_keyboard_restores(window, hands, path, journals):
    died(journals, opened(path), "Once")
    (block,) = blocks(window, hands)
    button = block.findChild(QPushButton, "recovery.restore")
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert button.accessibleName().startswith("Restore: ")
    hands.key(Qt.Key.Key_Return, into=button)
    assert first(window.session.document).title == "Once"


def test_a_document_that_is_open_and_clean_takes_the_work_as_a_step(window, hands, path, journals):
    died(journals, opened(path), "Once")
    window.open_path(path)
    session = window.session
    (block,) = blocks(window, hands)
    press(hands, block, "restore")
    assert window.session is session
    assert first(session.document).title == "Once"
    assert len(window.desk.sessions) == 1


def test_a_document_with_other_edits_is_not_touched(window, hands, path, journals):
    died(journals, opened(path), "Once")
    window.open_path(path)
    session = window.session
    session.apply(_("Edit"), lambda document: retitled(document, "Here"))
    (block,) = blocks(window, hands)
    hands.during(lambda: press(hands, block, "restore"), lambda box: box.accept())
    assert first(session.document).title == "Here"
    assert len(blocks(window, hands)) == 1


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_block_speaks_both_languages(window, hands, path, journals, language):
    died(journals, opened(path), "Once")
    window.context.set_language(language)
    (block,) = blocks(window, hands)
    text = words(block)
    assert ("Есть несохранённая работа" in text) is (language == "ru")
    assert ("изменено: 1 точка контакта («Once»)" in text) is (language == "ru")


def test_a_start_with_a_file_tells_of_unsaved_work(window, hands, path, journals):
    died(journals, opened(path), "Once")
    window.open_path(path)
    seen: list[str] = []

    def show(box) -> None:
        assert isinstance(box, QMessageBox)
        seen.append(box.text())
        box.buttons()[0].click()

    hands.during(lambda: tell_of_unsaved(window), show)
    hands.settle()
    assert "Unsaved work" in seen[0]
    assert len(window.page.findChildren(RecoveredBlock)) == 1
    tell_of_unsaved(window)  # the start page is there: nobody is asked again


# Text being typed -------------------------------------------------------------------------------------------


def drafts(journals: Path) -> list[dict]:
    """The drafts that stand in the journals, also of a program that runs: only its bytes are looked at."""
    from cjm_editor.io.journal import read_journal

    found = (
        [read_journal(file.read_bytes()).draft for file in journals.iterdir()] if journals.exists() else []
    )
    return [json.loads(draft) for draft in found if draft]


def test_text_in_an_open_card_is_kept_and_restored(window, hands, qapp, path, journals):
    guard = Guard(qapp, window)
    window.open_path(path)
    window.open_map(MAP)
    session = window.session
    at = touchpoint_at(MAP, first(session.document).id)
    hands.pick(at, "touchpoint")
    window.page.view.edit(at)
    hands.type(" and on")
    guard.look()
    (draft,) = drafts(journals)
    assert draft["text"].endswith(" and on")
    window.desk.keeper.leave()  # the process is gone
    window.desk.sessions.remove(session)
    (block,) = blocks(window, hands)
    assert "Text that was being typed: “" in words(block)
    press(hands, block, "restore")
    assert first(window.session.document).title.endswith(" and on")
    assert window.session.undo_label is not None


def test_a_new_card_that_is_being_typed_is_restored_where_it_was(path, journals):
    from cjm_editor.app.recovery import with_draft
    from cjm_editor.io.recovery import Draft

    document = load(path).source.document
    owner = first(document)
    after = with_draft(document, Draft(card_at(MAP, owner.id, "pains", -1), "Too slow"))
    assert dict(first(after).cards)["pains"][-1].text == "Too slow"
    assert with_draft(document, Draft(touchpoint_at(MAP, "gone"), "x")) is document
    assert with_draft(document, Draft(None, "x")) is document


def test_a_text_that_was_stored_or_left_is_no_draft_any_more(window, hands, qapp, path, journals):
    guard = Guard(qapp, window)
    window.open_path(path)
    window.open_map(MAP)
    at = touchpoint_at(MAP, first(window.session.document).id)
    for leave, is_stored in ((Qt.Key.Key_Escape, True), (None, False)):
        hands.pick(at, "touchpoint")
        window.page.view.edit(at)
        hands.type("x")
        guard.look()
        assert len(drafts(journals)) == 1
        if leave is None:
            hands.key(Qt.Key.Key_Backspace)
        else:
            hands.key(leave)
        guard.look()
        assert drafts(journals) == []
        assert first(window.session.document).title.endswith("x") is True, is_stored
    window.page.finish()


def test_work_is_named_by_its_title_now_not_by_that_of_its_first_edit(window, hands, journals):
    session = Session(Document())
    keeper = Keeper(journals)
    session.keeping = keeper
    for title in ("П", "Пе", "Петля"):
        session.apply(
            _("Edit"), lambda document, title=title: edits.set_field(document, DOCUMENT, "title", title)
        )
    keeper.leave()
    session.keeping = None
    (block,) = blocks(window, hands)
    assert "Unsaved work: “Петля”" in words(block)


def test_two_works_in_one_file_are_named_by_the_file(window, hands, path, journals):
    for title in ("One", "Two"):
        died(journals, opened(path), title)
    said = [words(block) for block in blocks(window, hands)]
    assert len(said) == 2 and all(f"Unsaved work: “{path.name}”" in one for one in said)


def test_the_start_page_looks_again_when_it_is_asked_for(window, hands, path, journals):
    window.show_start()
    died(journals, opened(path), "Once")
    window.show_start()
    hands.settle()
    assert len(window.page.findChildren(RecoveredBlock)) == 1


def test_in_russian_whoever_edits_stands_at_the_beginning():
    """What stands for an unknown name begins with a capital."""
    messages = (
        _("Read only: {who} is editing the file. To change it: File → Take over editing.", who="Кто-то"),
        _("{who} is editing “{name}”. Nothing was written; choose another name.", who="Кто-то", name="a"),
        _("{who} has taken over editing this file", who="Кто-то"),
        _("Read only: {who} is editing", who="Кто-то"),
    )
    assert [words_in("ru")(message)[:6] for message in messages] == ["Кто-то"] * 4
