"""Files in the window: opening, saving, closing with unsaved work, what is refused and how that is said."""

from __future__ import annotations

from pathlib import Path
from string import ascii_letters

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QTreeView,
    QWidget,
)

from cjm_editor.core import edits
from cjm_editor.core.address import Address, map_at, touchpoint_at
from cjm_editor.core.model import map_of
from cjm_editor.core.resources import sample
from cjm_editor.core.texts import _
from cjm_editor.io.files import load
from tests.app.shop import press, put, text_of

K, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier

TEXT = text_of(["id: t\nstage: s\ntitle: Looks"])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return put(tmp_path, TEXT)


def type_title(window, hands, text: str) -> None:
    hands.pick(touchpoint_at("m", "t"), "touchpoint")
    hands.key(K.Key_F2)
    hands.key(K.Key_A, CTRL)
    hands.type(text)


@pytest.mark.parametrize("answer", ["Save", "Don't save", "Cancel"])
def test_closing_with_unsaved_work_asks(window, hands, file, answer) -> None:
    """The text that is still being typed is unsaved work too."""
    window.open_path(file)
    type_title(window, hands, "Смотрит")
    hands.during(window.close, lambda box: press(box, answer, hands))
    assert window.isVisible() == (answer == "Cancel")
    assert ("Смотрит" in file.read_text(encoding="utf-8")) == (answer == "Save")
    if answer == "Cancel":
        assert window.session.document.maps[0].touchpoints[0].title == "Смотрит"


def test_closing_the_last_tab_of_a_document_asks(window, hands, file) -> None:
    window.open_path(file)
    type_title(window, hands, "Other")
    hands.during(lambda: hands.key(K.Key_W, CTRL, into=window), lambda box: press(box, "Cancel", hands))
    assert len(window.desk.sessions) == 1
    hands.during(lambda: hands.key(K.Key_W, CTRL, into=window), lambda box: press(box, "Don't save", hands))
    assert window.desk.sessions == [] and file.read_text(encoding="utf-8") == TEXT


def test_a_save_over_a_file_changed_meanwhile_stops_and_offers_another(window, hands, file, tmp_path) -> None:
    window.open_path(file)
    type_title(window, hands, "Mine")
    theirs = TEXT.replace("Looks", "Theirs")
    file.write_text(theirs, encoding="utf-8")
    said: list[str] = []
    answers = ["Cancel", "Save as…"]

    def read(box: QWidget) -> None:
        assert isinstance(box, QMessageBox)
        said.append(box.text())
        press(box, answers.pop(0), hands)

    def elsewhere(dialog: QWidget) -> None:
        hands.name_file(dialog, tmp_path / "mine.cjm.yaml")

    hands.during(lambda: hands.key(K.Key_S, CTRL, into=window), read)
    assert window.session.path == file and not window.session.is_clean
    hands.during(lambda: hands.key(K.Key_S, CTRL, into=window), read, elsewhere)
    assert said and "shop.cjm.yaml" in said[0]
    assert file.read_text(encoding="utf-8") == theirs
    assert load(tmp_path / "mine.cjm.yaml").source.document.maps[0].touchpoints[0].title == "Mine"
    assert window.session.path == tmp_path / "mine.cjm.yaml" and window.session.is_clean


def test_a_broken_file_is_refused_with_every_problem_and_its_line(window, hands, tmp_path) -> None:
    path = tmp_path / "broken.cjm.yaml"
    path.write_text(
        "cjm: 1\nmaps:\n  - id: m\n    id: m2\n  - id: x y\ntitle: A\ntitle: B\n", encoding="utf-8"
    )
    seen: list[str] = []

    def read(dialog: QWidget) -> None:
        assert isinstance(dialog, QDialog)
        seen.append(dialog.findChild(QLabel).text())
        seen.append(dialog.findChild(QPlainTextEdit).toPlainText())
        press(dialog, "Close", hands)

    hands.during(lambda: window.open_path(path), read)
    assert "broken.cjm.yaml" in seen[0]
    lines = seen[1].splitlines()
    assert len(lines) >= 2 and all(line.startswith("Line ") for line in lines), lines
    assert window.desk.sessions == []


@pytest.mark.parametrize("name", ["broken.cjm.yaml", "gone.cjm.yaml"])
def test_the_start_page_stands_behind_the_box_about_a_file_named_at_start(
    window, hands, tmp_path, name
) -> None:
    (tmp_path / "broken.cjm.yaml").write_text("cjm: 1\ntitle: A\ntitle: B\n", encoding="utf-8")
    window.drop(window.pages[0])  # a window that starts has no page yet
    seen: list[str] = []

    def look(dialog: QWidget) -> None:
        hands.settle()
        page = window.page
        seen.extend(button.objectName() for button in page.findChildren(QPushButton) if button.isVisible())
        press(dialog, "Close", hands)

    hands.during(lambda: window.open_at_start([tmp_path / name]), look)
    assert "start.file.open" in seen
    assert len(window.pages) == 1


def test_a_file_that_is_not_there_is_said_and_forgotten(window, hands, tmp_path) -> None:
    gone = tmp_path / "gone.cjm.yaml"
    window.context.keep(window.context.settings.with_recent(gone))
    hands.during(lambda: window.open_path(gone), lambda box: press(box, "Close", hands))
    assert str(gone) not in window.context.settings.recent


def test_several_documents_and_maps_are_open_at_once(window, hands, file) -> None:
    window.open_path(file)
    window.open_path(sample("boots.en.cjm.yaml"))
    boots = window.session
    for journey in boots.document.maps[:3]:
        window.open_map(journey.id)
    window.open_map(boots.document.maps[0].id)
    assert len(window.desk.sessions) == 2 and len(window.pages) == 1 + 3
    window.open_path(file)
    assert len(window.desk.sessions) == 2 and window.session.path == file
    type_title(window, hands, "Elsewhere")
    window.page.finish()
    assert not window.session.is_clean and boots.is_clean
    hands.key(K.Key_Tab, CTRL, into=window)
    assert window.session is boots and "boots.en" in window.windowTitle()


def test_the_file_dialog_speaks_the_language_of_the_window(window, hands, file) -> None:
    (file.parent / "Карты").mkdir()
    window.context.set_language("ru")
    seen: list[str] = []
    names: list[str] = []

    def look(dialog: QWidget) -> None:
        files = dialog.findChild(QTreeView, "treeView")
        model = files.model()
        shown = [at for at in range(model.columnCount()) if not files.isColumnHidden(at)]
        seen.extend(str(model.headerData(at, Qt.Orientation.Horizontal)) for at in shown)
        for _turn in range(100):  # the folder is read in a thread
            hands.settle()
            if model.rowCount(files.rootIndex()):
                break
        root = files.rootIndex()
        for row in range(model.rowCount(root)):
            names.append(str(model.index(row, 0, root).data()))
            seen.extend(str(model.index(row, at, root).data()) for at in shown[1:])
        seen.extend(button.toolTip() for button in dialog.findChildren(QToolButton) if button.isVisible())
        press(dialog, "Отмена", hands)

    hands.during(lambda: window.trigger("file.open"), look)
    assert "Имя" in seen and "Карты" in names
    assert not [text for text in seen if any(letter in ascii_letters for letter in text)], seen


def test_a_file_is_dropped_on_the_window(window, hands, file) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(200, 200), Qt.DropAction.CopyAction, data, buttons, none)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    window.dropEvent(QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, data, buttons, none))
    hands.settle()
    assert window.session is not None and window.session.path == file


def test_recent_files_stand_on_the_start_page_and_in_the_menu(window, hands, file) -> None:
    window.open_path(file)
    window.close_page(len(window.pages) - 1)
    window.show_start()
    window.page.build()
    hands.settle()
    rows = [w for w in window.page.findChildren(QWidget, "recent") if w.isVisible()]
    assert [row.accessibleName() for row in rows] == ["shop.cjm.yaml"]
    hands.click(rows[0])
    assert window.session.path == file
    menu = window.actions_.submenus["file.recent"]
    menu.aboutToShow.emit()
    assert [entry.text() for entry in menu.actions()] == ["shop.cjm.yaml"]


def test_what_was_told_of_a_save_is_taken_away_by_the_next_edit(window, hands, file) -> None:
    window.open_path(file)
    window.session.apply(_("edit"), lambda d: edits.set_field(d, touchpoint_at("m", "t"), "title", "One"))
    window.trigger("file.save")
    assert any(label.text().startswith("Saved:") for label in window.status.findChildren(QLabel))
    window.session.undo()
    hands.settle()
    texts = [label.text() for label in window.status.findChildren(QLabel)]
    assert not any(text.startswith("Saved:") for text in texts) and "Unsaved changes" in texts


def test_revert_goes_back_to_the_file(window, hands, file) -> None:
    window.open_path(file)
    type_title(window, hands, "Nonsense")
    hands.during(lambda: window.trigger("file.revert"), lambda box: press(box, "Revert", hands))
    assert window.session.document.maps[0].touchpoints[0].title == "Looks"
    assert window.session.is_clean and window.session.undo_label is None


def test_a_file_of_a_newer_version_is_only_looked_at(window, hands, file, tmp_path) -> None:
    file.write_text(TEXT.replace("cjm: 1", "cjm: 2"), encoding="utf-8")
    hands.during(lambda: window.open_path(file), lambda box: press(box, "Close", hands))
    assert window.session.read_only and "read only" in window.windowTitle()
    hands.pick(touchpoint_at("m", "t"), "touchpoint")
    before = window.session.document
    hands.key(K.Key_F2)
    hands.type("x")
    hands.key(K.Key_Delete)
    hands.key(K.Key_Return, CTRL)
    for id in ("insert.touchpoint", "insert.stage", "edit.delete", "edit.cut", "map.derive", "map.lanes"):
        assert not window.actions_.by_id[id].isEnabled(), id
    assert window.session.document is before
    assert not any(e.isEnabled() for e in window.side.inspector.editors.values())


def test_a_copy_is_saved_and_the_first_file_stays_the_document(window, hands, file, tmp_path) -> None:
    window.open_path(file)
    type_title(window, hands, "New")
    copy = tmp_path / "copy.cjm.yaml"

    hands.during(lambda: window.trigger("file.save_copy"), lambda box: hands.name_file(box, copy))
    assert load(copy).source.document.maps[0].touchpoints[0].title == "New"
    assert window.session.path == file and not window.session.is_clean


def test_the_first_start_shows_a_sample_the_second_the_start_page(window, hands) -> None:
    window.open_at_start([])
    assert window.session is not None and window.session.document.title and window.session.is_clean
    assert window.context.settings.seen_start
    before = len(window.desk.sessions)
    window.open_at_start([])
    assert len(window.desk.sessions) == before


def test_a_copy_and_a_refused_save_propose_a_name_of_their_own(window, hands, file) -> None:
    """Enter alone must write over neither one's own file nor what somebody else wrote there."""
    window.open_path(file)
    type_title(window, hands, "Ours")
    hands.key(K.Key_Escape)
    file.with_name("shop 2.cjm.yaml").write_text("taken", encoding="utf-8")
    names = []

    def note(dialog: QWidget) -> None:
        names.append(Path(dialog.selectedFiles()[0]).name)  # type: ignore[attr-defined]
        dialog.reject()  # type: ignore[attr-defined]

    hands.during(lambda: window.trigger("file.save_copy"), note)
    file.write_text(TEXT + "# theirs\n", encoding="utf-8")
    hands.during(lambda: window.trigger("file.save"), lambda box: press(box, "Save as…", hands), note)
    assert names == ["shop 3.cjm.yaml", "shop 3.cjm.yaml"]


def test_a_second_ideal_has_a_title_of_its_own(window, hands, file) -> None:
    window.open_path(file)
    actual = window.page
    window.trigger("map.derive")
    window.open_map(actual.map_id)
    window.trigger("map.derive")
    titles = [journey.title for journey in window.session.document.maps]
    assert len(set(titles)) == 3 and titles[2].startswith(titles[1])


def test_a_new_map_stands_behind_the_others_of_its_kind_and_is_chosen_in_the_tree(window, hands) -> None:
    window.open_path(sample("boots.en.cjm.yaml"))
    document = window.session.document
    segment = document.maps[0].segment
    before = [journey.id for journey in document.maps if journey.segment == segment]
    kinds = [map_of(document, id).kind for id in before]
    assert kinds == ["actual", "ideal", "assumed"]
    window.trigger("map.derive")
    hands.settle()
    ideal = window.page.map_id
    assert window.tree.current_address() == map_at(ideal)
    window.open_map(before[0])
    window.trigger("insert.map")
    hands.settle()
    actual = window.page.map_id
    assert window.tree.current_address() == map_at(actual)
    now = [journey.id for journey in window.session.document.maps if journey.segment == segment]
    assert now == [before[0], actual, before[1], ideal, before[2]]


def test_a_document_whose_open_map_is_deleted_stays_open(window, hands, file) -> None:
    """Its unsaved work and its undo would be out of reach without a tab."""
    window.open_path(file)
    session, first = window.session, window.page.map_id
    window.trigger("map.derive")
    second = window.page.map_id
    window.open_map(first)
    window.close_page(next(i for i, page in enumerate(window.pages) if page.map_id == second))
    session.apply(_("delete"), lambda d: edits.delete_map(d, first))
    hands.settle()
    assert window.session is session and window.page.map_id == second
    session.apply(_("delete"), lambda d: edits.delete_map(d, second))
    hands.settle()
    assert window.session is session and session.document.maps == () and window.page.is_blank
    for _step in range(3):
        session.undo()
        hands.settle()
    assert len(window.pages) == 1
    assert [journey.id for journey in session.document.maps] == [first] and window.page.map_id == first


@pytest.mark.parametrize("is_agreed", [False, True])
def test_a_file_with_another_name_is_saved_only_when_the_user_agrees(window, hands, file, is_agreed) -> None:
    other = file.with_name("other.yaml")
    other.hardlink_to(file)
    window.open_path(file)
    window.session.apply(
        _("Undo"), lambda document: edits.set_field(document, Address("document"), "title", "Б")
    )
    hands.during(
        lambda: window.trigger("file.save"),
        lambda dialog: press(dialog, "Save" if is_agreed else "Cancel", hands),
    )
    assert window.session.is_clean is is_agreed
    assert ("title: Б" in file.read_text(encoding="utf-8")) is is_agreed
    assert other.read_text(encoding="utf-8") == TEXT
    if is_agreed:
        window.trigger("file.save")  # the names are parted: nobody is asked again


@pytest.mark.parametrize("name", ["broken.cjm.yaml", "gone.cjm.yaml"])
def test_a_box_stays_in_the_middle_of_a_window_that_is_only_now_placed(window, hands, tmp_path, name) -> None:
    (tmp_path / "broken.cjm.yaml").write_text("cjm: 1\ntitle: A\ntitle: B\n", encoding="utf-8")
    apart: list[int] = []

    def look(dialog: QWidget) -> None:
        window.resize(900, 640)
        window.move(window.x() + 110, window.y() + 70)
        hands.settle()
        apart.append((dialog.geometry().center() - window.geometry().center()).manhattanLength())
        press(dialog, "Close", hands)

    hands.during(lambda: window.open_path(tmp_path / name), look)
    assert apart[0] <= 4


def test_the_pair_that_suggests_itself_has_the_ideal_for_its_reference(window, hands) -> None:
    window.open_path(sample("boots.en.cjm.yaml"))
    first = window.page.map_id
    window.trigger("map.derive")
    made = window.page.map_id
    chosen: list[str] = []

    def read(dialog: QWidget) -> None:
        chosen.extend(combo.currentData().map_id for combo in dialog.findChildren(QComboBox))
        dialog.reject()

    for at in (made, first):
        window.open_map(at)
        hands.during(lambda: window.trigger("compare.start"), read)
    assert chosen == [made, first, "ideal", first]


def test_the_title_bar_has_a_star_behind_the_name_only_while_something_is_unsaved(
    window, hands, file
) -> None:
    window.open_path(file)
    hands.settle()
    assert window.windowHandle().title() == "shop.cjm.yaml — CJM Editor"
    window.session.apply(_("edit"), lambda d: edits.set_field(d, touchpoint_at("m", "t"), "title", "One"))
    hands.settle()
    assert window.windowHandle().title() == "shop.cjm.yaml* — CJM Editor"


def test_a_comparison_whose_map_is_gone_says_so_when_it_is_seen_again(window, hands) -> None:
    window.open_path(sample("boots.en.cjm.yaml"))
    window.trigger("map.derive")
    derived = window.page

    def compare(dialog: QWidget) -> None:
        dialog.accept()

    hands.during(lambda: window.trigger("compare.start"), compare)
    comparison = window.page
    window.open_map(derived.map_id)
    window.trigger("edit.undo")
    hands.settle()
    window.tabs.go(window.pages.index(comparison))
    hands.settle()
    window.context.set_theme("dark")  # asks for a new drawing
    hands.settle()
    said = [label.text() for label in comparison.findChildren(QLabel) if label.isVisible()]
    assert "One of the two maps is no longer there. Redo brings it back." in said
