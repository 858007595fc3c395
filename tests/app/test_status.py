"""The status line: what does not fit ends with an ellipsis, and the tooltip says it whole."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from cjm_editor.core.texts import _


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_long_message_ends_with_an_ellipsis(window, hands, language) -> None:
    window.context.set_language(language)
    message = _(
        "No font on this computer has {letters}: boxes stand for them. Install a font for this script, "
        "for example of the Noto family.",
        letters=", ".join("𓀀𓀁𓀂𓀃"),
    )
    window.resize(700, 600)
    window.status.say(message)
    hands.settle()
    whole = window.context.say(message)
    said = next(label for label in window.status.findChildren(QLabel) if label.text()[:5] == whole[:5])
    assert said.text().endswith("…")
    assert said.fontMetrics().horizontalAdvance(said.text()) <= said.width()
    assert said.toolTip() == whole
    window.resize(2400, 600)
    hands.settle()
    assert said.text() == whole and not said.toolTip()
    window.status.forget()
    window.resize(900, 600)
    hands.settle()
    assert said.text() == "" and not said.toolTip()
