"""The start page: its cards say all they have to say."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QScrollArea

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


@pytest.mark.parametrize("language", ["en", "ru"])
def test_all_cards_are_seen_whole_in_a_small_window(window: Window, hands, language: str) -> None:
    window.context.set_language(language)
    window.resize(1280, 720)
    hands.settle()
    shown = window.page.findChild(QScrollArea).viewport()
    for card in window.page.findChildren(TemplateCard):
        corner = card.mapTo(shown, card.rect().bottomRight())
        assert shown.rect().contains(corner), card.title


def test_the_heading_of_the_samples_stands_between_templates_and_samples_at_any_width(
    window: Window, hands
) -> None:
    for width in (1280, 800, 1920, 900):
        window.resize(width, 720)
        hands.settle()
        cards = window.page.findChildren(TemplateCard)
        tops = sorted({card.y() for card in cards})
        heading = next(
            label for label in window.page.findChildren(QLabel) if label.text() == "Finished samples"
        )
        inner = cards[0].parentWidget()
        y = heading.mapTo(inner, heading.rect().center()).y()
        assert cards[3].geometry().bottom() < y < cards[4].y()
        assert len(tops) == (2 if width >= 1280 else 3)
