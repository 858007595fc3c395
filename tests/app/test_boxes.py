"""Boxes after work is done: their buttons say what they do."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialogButtonBox, QMessageBox, QProxyStyle, QStyle

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


class WithIcons(QProxyStyle):
    """A desktop that puts pictures of its own on the buttons of boxes."""

    def styleHint(self, hint, option=None, widget=None, returned=None) -> int:
        if hint == QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons:
            return 1
        return super().styleHint(hint, option, widget, returned)


def test_buttons_of_boxes_have_no_pictures_of_the_desktop(window, hands) -> None:
    style = WithIcons()
    box = QDialogButtonBox(window)
    box.setStyle(style)
    box.setStandardButtons(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
    box.show()
    hands.settle()
    assert all(button.icon().isNull() for button in box.buttons())
    box.setParent(None)
    box.deleteLater()
    hands.settle()
