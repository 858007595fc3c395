"""Every word of the window: in the language chosen at run time, and as plain text whatever a document says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QTextEdit,
    QTreeWidget,
    QWidget,
)

from cjm_editor.core.address import Address, card_at, touchpoint_at, transition_at
from cjm_editor.core.model import Document, map_of
from cjm_editor.core.resources import sample
from cjm_editor.core.seq import Seq
from cjm_editor.io.files import load
from cjm_editor.render.theme import DARK, LIGHT

EVIL = "<img src=x> <b>&amp;</b>"

SAME = re.compile(
    r"CJM|Editor|CES|CSAT|NPS|CRM|SMS|YAML|HTML|PNG|SVG|PDF|A4|Ctrl|Shift|Alt|Enter|Tab|Esc|Del|F\d+|Space|English|"
    r"Home|End|Return|Ins|PgUp|PgDown|boots|cjm|yaml|n =|\n/.*$"
)
"""Words that are the same in both languages, and the path of a file in a tooltip."""

ENGLISH = re.compile(r"[A-Za-z]{3,}")


def texts_of(widget: QWidget) -> Iterator[str]:
    """Everything that a widget shows or tells a screen reader."""
    yield from (widget.toolTip(), widget.accessibleName(), widget.windowTitle())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(widget.count()))
    if isinstance(widget, QTabBar):
        yield from (widget.tabText(at) for at in range(widget.count()))
        yield from (widget.tabToolTip(at) for at in range(widget.count()))
    if isinstance(widget, QTreeWidget):
        todo = [widget.topLevelItem(at) for at in range(widget.topLevelItemCount())]
        while todo:
            item = todo.pop()
            yield from (item.text(0), item.toolTip(0))
            todo += [item.child(at) for at in range(item.childCount())]


def all_texts(window: QWidget) -> set[str]:
    found = {text for widget in [window, *window.findChildren(QWidget)] for text in texts_of(widget)}
    found |= {text for action in window.findChildren(QAction) for text in (action.text(), action.toolTip())}
    found |= {menu.title() for menu in window.findChildren(QMenu)}
    return {text for text in found if text.strip()}


def english(texts: set[str]) -> list[str]:
    return sorted(text for text in texts if ENGLISH.search(SAME.sub("", text)))


def in_dialogs(window, hands, *ids: str) -> set[str]:
    found: set[str] = set()

    def read(dialog: QWidget) -> None:
        found.update(all_texts(dialog))
        dialog.close() if isinstance(dialog, QMessageBox) else dialog.reject()

    for id in ids:
        hands.during(lambda id=id: window.trigger(id), read)
    return found


def test_every_text_changes_with_the_language_and_back(window, hands) -> None:
    first = all_texts(window)
    window.open_path(sample("boots.cjm.yaml"))
    journey = window.session.document.maps[0]
    places = (
        (),
        (touchpoint_at(journey.id, journey.touchpoints[2].id),),
        (card_at(journey.id, journey.touchpoints[2].id, "pains", 0),),
        (transition_at(journey.id, journey.transitions[0].id),),
        (Address("segment", id=window.session.document.segments[0].id),),
        (Address("persona", id=window.session.document.segments[0].personas[0].id),),
        (Address("document"),),
    )
    for at in places:
        window.context.set_language("en")
        window.side.show_selection(at)
        hands.settle()
        window.context.set_language("ru")
        hands.settle()
        window.side._bar.setCurrentIndex(1)
        assert english(all_texts(window)) == [], at
        window.side._bar.setCurrentIndex(0)
    dialogs = in_dialogs(
        window, hands, "map.lanes", "file.export", "file.new", "help.keys", "help.about", "insert.segment"
    )
    assert english(dialogs) == []
    window.context.remember(recent=())
    window.show_start()
    hands.settle()
    assert english(all_texts(window)) == []
    window.context.set_language("en")
    hands.settle()
    assert first <= all_texts(window) | first and "Start from a template" in all_texts(window)


def test_the_board_is_drawn_anew_in_the_language(window, hands) -> None:
    window.open_path(sample("boots.cjm.yaml"))
    said = {
        item.text for g in window.page.view.scene.display.groups for item in g.items if hasattr(item, "text")
    }
    window.context.set_language("ru")
    hands.settle()
    now = {
        item.text for g in window.page.view.scene.display.groups for item in g.items if hasattr(item, "text")
    }
    assert "Pains" in said and "Боли" in now and "Pains" not in now


def test_the_theme_switches_and_nothing_of_the_other_stays(window, hands) -> None:
    window.open_path(sample("boots.cjm.yaml"))
    window.context.set_theme("dark")
    hands.settle()
    assert window.page.view.scene.display.background == DARK.board
    picture = window.grab().toImage()
    bright = sum(
        picture.pixelColor(x, y).lightness() > 200
        for x in range(0, picture.width(), 9)
        for y in range(0, picture.height(), 9)
    )
    assert bright < picture.width() * picture.height() / 81 * 0.05
    window.context.set_theme("light")
    hands.settle()
    assert window.page.view.scene.display.background == LIGHT.board


def evil(value: object) -> object:
    """The same value with markup for every free text."""
    if isinstance(value, Seq):
        return Seq(tuple(evil(item) for item in value))
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(evil(item) if is_dataclass(item) else item for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        kept = {}
        for field in fields(value):
            old = getattr(value, field.name)
            if field.name in FREE and isinstance(old, str):
                kept[field.name] = EVIL
            elif field.name == "cards":
                kept[field.name] = tuple((lane, tuple(evil(card) for card in cards)) for lane, cards in old)
            elif field.name in ("feelings", "tags", "needs", "levers") and isinstance(old, tuple):
                kept[field.name] = (EVIL,)
            elif isinstance(old, Seq | tuple) or is_dataclass(old):
                kept[field.name] = evil(old)
        return replace(value, **kept)
    return value


FREE = frozenset(
    "title name text goal expectation outcome note channel owner source actor action quote".split()
)


def test_text_is_text_in_every_widget(window, hands, tmp_path) -> None:
    document = evil(load(sample("boots.cjm.yaml")).source.document)
    assert isinstance(document, Document)
    window.open_map(document.maps[0].id, window.desk.new(document))
    journey = map_of(document, document.maps[0].id)
    assert journey is not None and journey.touchpoints[0].title == EVIL
    for at in (
        (touchpoint_at(journey.id, journey.touchpoints[2].id),),
        (transition_at(journey.id, journey.transitions[0].id),),
        (Address("segment", id=document.segments[0].id),),
    ):
        window.side.show_selection(at)
        hands.settle()
        check_plain(window)
    window.trigger("compare.start") if len(document.maps) == 2 else None
    seen: list[QDialog] = []

    def look(dialog: QWidget) -> None:
        check_plain(dialog)
        seen.append(dialog)
        dialog.close() if isinstance(dialog, QMessageBox) else dialog.reject()

    for id in ("map.delete", "compare.start", "map.lanes", "file.export"):
        hands.during(lambda id=id: window.trigger(id), look)
    assert len(seen) == 4


def check_plain(window: QWidget) -> None:
    for widget in [window, *window.findChildren(QWidget)]:
        assert not (isinstance(widget, QTextEdit) and not widget.isReadOnly() and widget.acceptRichText())
        if isinstance(widget, QLabel) and "<" in widget.text():
            assert widget.textFormat() == Qt.TextFormat.PlainText, widget.text()
        if isinstance(widget, QMessageBox):
            assert widget.textFormat() == Qt.TextFormat.PlainText
        for tip in [widget.toolTip(), *tips_of(widget)]:
            assert not re.search(r"<[a-zA-Z/!]|&lt;", tip), tip


def tips_of(widget: QWidget) -> list[str]:
    if isinstance(widget, QTabBar):
        return [widget.tabToolTip(at) for at in range(widget.count())]
    if isinstance(widget, QTreeWidget):
        items = [widget.topLevelItem(at) for at in range(widget.topLevelItemCount())]
        return [item.toolTip(0) for item in items]
    return []


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720), (1024, 700), (800, 600)])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_button_or_label_is_cut_at_any_size(window, hands, size, language) -> None:
    window.context.set_language(language)
    window.resize(*size)
    window.open_path(sample("boots.cjm.yaml" if language == "ru" else "boots.en.cjm.yaml"))
    journey = window.session.document.maps[0]
    window.page.select((touchpoint_at(journey.id, journey.touchpoints[2].id),))
    hands.settle()
    for widget in window.findChildren(QAbstractButton):
        if isinstance(widget, QPushButton) and widget.isVisible() and widget.text():
            words = widget.fontMetrics().horizontalAdvance(widget.text().replace("&&", "&").strip())
            assert words <= widget.width(), (widget.text(), words, widget.width())
    form = window.side.inspector.widget()
    if form is not None and window.side.isVisible():
        assert form.width() <= window.side.inspector.viewport().width() + 1


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_narrowest_window_shows_all_menus(window, hands, language: str) -> None:
    window.open_path(sample("boots.cjm.yaml"))
    window.context.set_language(language)
    window.resize(window.minimumSize())
    hands.settle()
    bar = window.findChild(QMenuBar)
    for action in bar.actions():
        assert bar.rect().contains(bar.actionGeometry(action)), action.text()
    assert not bar.actionGeometry(bar.actions()[-1]).isEmpty()
    names = {button.accessibleName() for button in window.menuWidget().findChildren(QPushButton)}
    assert len(names) == 2 and all(names), "icons have names for a screen reader"
