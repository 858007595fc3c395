"""A document without maps: opening changes nothing, and a map is made when somebody asks for one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

TEXTS = {".json": '{"cjm":1,"title":"json","maps":[]}', ".yaml": "cjm: 1\ntitle: yaml\n"}


@pytest.fixture(params=sorted(TEXTS))
def path(tmp_path: Path, request) -> Path:
    made = tmp_path / f"none.cjm{request.param}"
    made.write_text(TEXTS[request.param], encoding="utf-8")
    return made


@pytest.mark.parametrize(("language", "said"), [("en", "There are no maps"), ("ru", "нет карт")])
def test_opening_changes_nothing_and_says_that_there_are_no_maps(window, hands, path, language, said) -> None:
    window.context.set_language(language)
    before = path.read_bytes()
    window.open_path(path)
    hands.settle()
    session = window.session
    assert session.document.maps == () and session.is_clean and session.undo_label is None
    assert window.page.is_blank and not window.isWindowModified()
    assert any(said in label.text() for label in window.page.findChildren(QLabel))
    window.trigger("file.save")
    assert path.read_bytes() == before
    window.open_path(path)
    assert len(window.pages) == 1
    window.close_page(0)
    assert session not in window.desk.sessions and not window.page.is_blank


def test_the_button_makes_a_map_and_undo_takes_it_back(window, hands, path) -> None:
    window.open_path(path)
    hands.settle()
    session = window.session
    start = session.document
    hands.click(window.page.findChild(QPushButton, "blank.new"))
    assert len(session.document.maps) == 1
    assert len(window.pages) == 1 and window.page.map_id == session.document.maps[0].id
    session.undo()
    hands.settle()
    assert session.document is start and session.is_clean
    assert len(window.pages) == 1 and window.page.is_blank
    session.redo()
    hands.settle()
    assert len(window.pages) == 1 and window.page.map_id == session.document.maps[0].id


def test_a_document_that_may_not_be_changed_is_shown_without_an_offer(window, hands, tmp_path) -> None:
    path = tmp_path / "newer.cjm.yaml"
    path.write_text("cjm: 99\ntitle: Later\n", encoding="utf-8")
    hands.during(lambda: window.open_path(path), lambda box: box.close())
    assert window.session.read_only and window.page.is_blank
    assert not window.page.findChild(QPushButton, "blank.new").isEnabled()


def test_a_new_document_has_its_maps(window, hands) -> None:
    from cjm_editor.core.templates import TEMPLATES, template_file

    for name in TEMPLATES:
        window.open_copy(template_file(name, "ru"))
        assert window.page.map_id == window.session.document.maps[0].id
        assert not window.session.is_clean, "a template is not saved anywhere"
