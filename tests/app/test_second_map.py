"""Compare with one map open: it says that one opens the other's file, and goes on with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFileDialog, QMessageBox, QPushButton, QWidget

from cjm_editor.app.pages.compare_page import ComparePage
from cjm_editor.app.pages.map_page import MapPage

K, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier

MAP = """  - id: {id}
    title: {title}
    kind: {kind}
    touchpoints:
      - {{id: {id}1, title: Calls the dentist}}
      - {{id: {id}2, title: Sits in the waiting room}}
"""


def drawn(folder: Path, name: str, *kinds: str) -> Path:
    """A file with a map of each kind."""
    path = folder / name
    maps = [MAP.format(id=f"m{n}", title=f"{name[0]}{n}", kind=kind) for n, kind in enumerate(kinds)]
    path.write_text("cjm: 1\nmaps:\n" + "".join(maps) if maps else "cjm: 1\n", encoding="utf-8")
    return path


def words_of(box: QWidget) -> list[str]:
    """The question and the words on the buttons."""
    assert isinstance(box, QMessageBox)
    return [box.text(), *(button.text() for button in box.findChildren(QAbstractButton))]


def pressed(hands, words: str):
    def press(box: QWidget) -> None:
        hands.click(next(b for b in box.findChildren(QPushButton) if b.text() == words))

    return press


def named(hands, path: Path):
    return lambda dialog: hands.name_file(dialog, path)


def ask(window, hands, *answers) -> None:
    hands.during(lambda: hands.key(K.Key_R, CTRL, into=window.page.view), *answers)
    hands.settle()


def titles(page) -> tuple[str, str]:
    assert isinstance(page, ComparePage)
    return page.result.ideal.journey.title, page.result.actual.journey.title


@pytest.mark.parametrize(
    ("language", "kind", "said", "verbs"),
    [
        ("en", "actual", "Open the file with the other map", {"Open another map…", "Make a copy", "Cancel"}),
        ("en", "assumed", "a copy of this one as “Ideal”", {"Open another map…", "Make a copy", "Cancel"}),
        ("en", "ideal", "Open the file with the other map", {"Open another map…", "Cancel"}),
        (
            "ru",
            "actual",
            "Откройте файл с другой картой",
            {"Открыть другую карту…", "Сделать копию", "Отмена"},
        ),
        ("ru", "ideal", "Откройте файл с другой картой", {"Открыть другую карту…", "Отмена"}),
    ],
)
def test_it_says_that_another_file_is_opened_and_makes_no_ideal_of_an_ideal(
    window, hands, tmp_path, language, kind, said, verbs
):
    window.context.set_language(language)
    window.open_path(drawn(tmp_path, "one.cjm.yaml", kind))
    session, seen = window.session, []

    def look(box: QWidget) -> None:
        seen.extend(words_of(box))
        assert box.width() <= 600, "there is room for it in a small window"
        hands.key(K.Key_Escape, into=box)

    ask(window, hands, look)
    assert said in seen[0] and set(seen[1:]) == verbs
    assert (kind == "ideal") == ("“Ideal”" not in seen[0] and "«Как должно быть»" not in seen[0])
    assert session.is_clean and len(session.document.maps) == 1 and isinstance(window.page, MapPage)


def test_the_copy_is_an_ideal_of_the_map_that_is_there(window, hands, tmp_path):
    window.open_path(drawn(tmp_path, "one.cjm.yaml", "assumed"))
    ask(window, hands, pressed(hands, "Make a copy"))
    assert [journey.kind for journey in window.session.document.maps] == ["assumed", "ideal"]
    assert window.page.map_id == window.session.document.maps[1].id


@pytest.mark.parametrize(
    ("here", "there", "roles"),
    [
        ("actual", "ideal", ("t0", "o0")),
        ("ideal", "actual", ("o0", "t0")),
        ("actual", "assumed", ("t0", "o0")),
        ("actual", "actual", ("o0", "t0")),
    ],
)
def test_one_map_in_the_other_file_is_compared_at_once(window, hands, tmp_path, here, there, roles):
    """By keys: Enter presses the first button. Of equal kinds the map at hand is the reference."""
    window.open_path(drawn(tmp_path, "one.cjm.yaml", here))
    other = drawn(tmp_path, "two.cjm.yaml", there)
    ask(window, hands, lambda box: hands.key(K.Key_Return), named(hands, other))
    assert titles(window.page) == roles
    assert [session.is_clean for session in window.desk.sessions] == [True, True]


def test_of_several_maps_in_the_other_file_one_is_chosen(window, hands, tmp_path):
    window.open_path(drawn(tmp_path, "one.cjm.yaml", "actual"))
    here = window.session
    other = drawn(tmp_path, "two.cjm.yaml", "actual", "ideal", "assumed")
    offered: list[str] = []

    def look(dialog: QWidget) -> None:
        offered.extend(box.currentData().map_id for box in dialog.findChildren(QComboBox))
        assert any(box.currentData().session is here for box in dialog.findChildren(QComboBox))
        hands.key(K.Key_Return)

    ask(window, hands, pressed(hands, "Open another map…"), named(hands, other), look)
    assert offered == ["m1", "m0"] and titles(window.page) == ("t1", "o0")


def test_who_thinks_better_of_it_stays_where_they_are(window, hands, tmp_path):
    window.open_path(drawn(tmp_path, "one.cjm.yaml", "ideal"))
    page = window.page

    def leave(dialog: QWidget) -> None:
        assert isinstance(dialog, QFileDialog) and dialog.windowTitle() == "Open another map"
        dialog.reject()

    ask(window, hands, pressed(hands, "Open another map…"), leave)
    assert window.page is page and len(window.desk.sessions) == 1


def test_a_file_that_brings_no_second_map_leads_back_to_the_question(window, hands, tmp_path):
    one = drawn(tmp_path, "one.cjm.yaml", "ideal")
    window.open_path(one)
    seen: list[str] = []

    def again(box: QWidget) -> None:
        seen.append(words_of(box)[0])
        hands.key(K.Key_Escape, into=box)

    for path in (one, drawn(tmp_path, "empty.cjm.yaml")):
        window.open_map("m0", window.desk.sessions[0])
        ask(window, hands, pressed(hands, "Open another map…"), named(hands, path), again)
    assert len(seen) == 2 and all("Open the file" in text for text in seen)
    assert not isinstance(window.page, ComparePage)


def test_a_file_that_cannot_be_opened_says_why_and_nothing_is_asked_again(window, hands, tmp_path):
    window.open_path(drawn(tmp_path, "one.cjm.yaml", "ideal"))
    broken = tmp_path / "broken.cjm.yaml"
    broken.write_text("cjm: 1\nmaps: [", encoding="utf-8")
    ask(
        window,
        hands,
        pressed(hands, "Open another map…"),
        named(hands, broken),
        lambda box: box.close(),
    )
    assert isinstance(window.page, MapPage) and len(window.desk.sessions) == 1


def test_a_document_without_a_map_asks_for_one(window, hands, tmp_path):
    window.open_path(drawn(tmp_path, "empty.cjm.yaml"))
    seen: list[str] = []

    def look(box: QWidget) -> None:
        seen.extend(words_of(box))
        hands.key(K.Key_Escape, into=box)

    hands.during(lambda: window.trigger("compare.start"), look)
    assert seen[0].startswith("There is no map to compare yet") and set(seen[1:]) == {"Open…", "Cancel"}
