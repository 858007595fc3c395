"""The status line: a message is to be read whole, in the room of the facts and on several lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from cjm_editor.app.outside import emptied_sentence
from cjm_editor.app.panels.status import HEIGHT
from cjm_editor.core.texts import _, ngettext


def label_of(window, text: str) -> QLabel:
    return next(
        one for one in window.status.findChildren(QLabel) if one.text() and text.startswith(one.text()[:5])
    )


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("width", [760, 900, 1100, 1440])
def test_a_message_is_to_be_read_whole(window, hands, language: str, width: int, tmp_path) -> None:
    path = tmp_path / "shop.cjm.yaml"
    path.write_text("cjm: 1\nmaps:\n  - id: m\n    touchpoints:\n      - id: t\n", encoding="utf-8")
    window.context.set_language(language)
    window.resize(width, 600)
    window.open_path(path)
    hands.settle()
    name = "shop of a long name.cjm.yaml"
    for message in (
        emptied_sentence(Path(name)),
        ngettext(
            "“{name}” was changed by another program: merged with your changes, {n} conflict left.",
            "“{name}” was changed by another program: merged with your changes, {n} conflicts left.",
            3,
            name=name,
        ),
        _("“{name}” was changed by another program; it is taken over when you are done typing.", name=name),
        _(
            "“{name}” was deleted, renamed or moved by another program. Your document stays open; "
            "Save writes the file again.",
            name=name,
        ),
    ):
        window.status.say(message)
        hands.settle()
        words = window.context.say(message)
        said = label_of(window, words)
        assert said.text() == words and not said.toolTip()
        needed = said.fontMetrics().boundingRect(0, 0, said.width(), 9999, Qt.TextFlag.TextWordWrap, words)
        assert needed.height() <= said.height() <= window.status.height() and needed.width() <= said.width()
    window.status.forget()
    hands.settle()
    assert window.status.height() == HEIGHT
    assert not window.status._facts.isHidden() and not window.status._zoom.isHidden()


def test_a_message_beyond_measure_ends_with_an_ellipsis(window, hands) -> None:
    message = _("Saved: {name}", name="long " * 400)
    window.resize(900, 600)
    window.status.say(message)
    hands.settle()
    said = label_of(window, "Saved: ")
    assert said.text().endswith("…") and said.toolTip() == window.context.say(message)
    needed = said.fontMetrics().boundingRect(0, 0, said.width(), 9999, Qt.TextFlag.TextWordWrap, said.text())
    assert needed.height() <= said.height() < 100


def test_a_short_message_leaves_the_facts_where_they_are(window, hands) -> None:
    window.resize(1440, 600)
    window.status.say(_("Untitled"))
    hands.settle()
    assert window.status.height() == HEIGHT and not window.status._facts.isHidden()


def test_a_long_message_stays_longer(window, hands) -> None:
    window.status.say(_("Untitled"))
    short = window.status._timer.interval()
    window.status.say(emptied_sentence(Path("a.cjm.yaml")))
    assert window.status._timer.interval() > short


def test_a_message_is_said_in_the_language_in_force(window, hands) -> None:
    window.context.set_language("ru")
    message = _("No link is in doubt.")
    window.status.say(message, (_("Details"), lambda: None))
    window.context.set_language("en")
    hands.settle()
    assert any(one.text() == "No link is in doubt." for one in window.status.findChildren(QLabel))
    assert window.status.findChild(QPushButton, "status.more").text() == "Details"


def test_what_a_page_says_goes_when_another_page_is_looked_at(window, hands, tmp_path) -> None:
    path = tmp_path / "shop.cjm.yaml"
    path.write_text("cjm: 1\nmaps:\n  - id: m\n  - id: n\n", encoding="utf-8")
    window.open_path(path)
    window.open_map("n")
    for say, is_left in ((window.page.told.emit, False), (window.status.say, True)):
        window.open_map("n")
        hands.settle()
        say(_("No link is in doubt."))
        window.refresh()
        assert window.status._words
        window.open_map("m")
        hands.settle()
        assert bool(window.status._words) is is_left
