"""The start page: its cards say all they have to say."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QScrollArea

from cjm_editor.app.panels.thumbnail import TemplateCard
from cjm_editor.app.window import Window

FOOT = (9, 4)
"""Rows of px above a card's lower edge, inside its border, in which nothing may be drawn."""


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("width", [760, 1280, 1920])
def test_no_words_of_a_card_are_cut(window: Window, hands, language: str, width: int) -> None:
    window.context.set_language(language)
    window.resize(width, 720)
    hands.settle()
    cards = window.page.findChildren(TemplateCard)
    assert len(cards) > 5
    for card in cards:
        picture = card.grab().toImage()
        ratio = picture.devicePixelRatio()
        ground = picture.pixelColor(picture.width() // 2, round(8 * ratio))
        rows = range(picture.height() - round(FOOT[0] * ratio), picture.height() - round(FOOT[1] * ratio))
        columns = range(round(12 * ratio), picture.width() - round(12 * ratio))
        drawn = [x for y in rows for x in columns if picture.pixelColor(x, y) != ground]
        assert not drawn, f"{card.title}: {card.line}"
        assert card.height() >= card.heightForWidth(card.width()) > 0
    scrolled = window.page.findChild(QScrollArea)
    assert scrolled.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_dialog_of_a_new_map_shows_whole_cards(window: Window, hands, language: str) -> None:
    window.context.set_language(language)
    seen: list[bool] = []

    def look(dialog) -> None:
        hands.settle()
        seen.extend(
            card.height() >= card.heightForWidth(card.width()) > 0
            for card in dialog.findChildren(TemplateCard)
        )
        dialog.reject()

    hands.during(lambda: window.trigger("file.new"), look)
    assert len(seen) == 4 and all(seen)
