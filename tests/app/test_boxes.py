"""Boxes after work is done: their buttons say what they do."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from cjm_editor.app.dialogs.export import dialog_open


@pytest.mark.parametrize(
    ("language", "buttons"), [("en", ["Show it", "Close"]), ("ru", ["Показать", "Закрыть"])]
)
def test_a_file_that_was_written_can_be_shown_or_the_box_closed(window, hands, language, buttons) -> None:
    window.context.set_language(language)
    seen: list[str] = []

    def look(box) -> None:
        assert isinstance(box, QMessageBox)
        seen.extend(button.text() for button in box.buttons())
        box.escapeButton().click()

    answers: list[bool] = []
    hands.during(lambda: answers.append(dialog_open(window, window.context, Path("rep.html"))), look)
    assert sorted(seen) == sorted(buttons)
    assert answers == [False], "nothing is there to cancel"
