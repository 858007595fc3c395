"""What is typed into a card breaks where the card's drawing does."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from cjm_editor.app.boardview import BoardView
from cjm_editor.app.boardview.line_breaks import line_breaks
from cjm_editor.core.address import touchpoint_at
from cjm_editor.core.model import Document, JourneyMap, Stage, Touchpoint
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.qt.fonts import load_fonts
from cjm_editor.render.board import BoardOptions, board
from cjm_editor.render.display import Text
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.theme import LIGHT

TITLES = (
    "Открывает сайт, который хвалил друг",
    "Покупает торт в магазине у дома",
    "Ждёт ответа от мастера и не получает",
    "Reads what a friend of hers has said",
    "Достопримечательностеобозревательнейшее место",
)


def test_a_space_at_which_a_line_ends_is_found_by_its_letters():
    assert line_breaks("one two  three", ("one", "two", "three")) == {3, 8}
    assert line_breaks("в\u00a0магазине у дома", ("в\u00a0магазине", "у\u00a0дома")) == {10}
    assert line_breaks("обозреватель тут", ("обоз-", "реватель", "тут")) == {12}
    assert line_breaks("one two", ("one two",)) == frozenset()
    assert line_breaks("one two three", ("one", "two…")) == {3}


def lines_of(editor):
    """The lines that the editor shows."""
    block, found = editor.document().firstBlock(), []
    while block.isValid():
        layout, text = block.layout(), block.text()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            said = text[line.textStart() : line.textStart() + line.textLength()]
            found.append(said.replace("\u2028", " ").strip())
        block = block.next()
    return found


@pytest.fixture
def view(qtbot):
    load_fonts()
    points = Seq(Touchpoint(f"t{n}", "s", title) for n, title in enumerate(TITLES))
    journey = JourneyMap("m", stages=(Stage("s", "S"),), touchpoints=points)
    made = BoardView(LIGHT)
    qtbot.addWidget(made)
    made.set_animated(False)
    made.text_of = lambda at: TITLES[int(at.id[1:])] if at.kind == "touchpoint" else None
    made.resize(1100, 600)
    made.set_display(
        board(Document(maps=(journey,)), "m", BoardOptions(LIGHT, words("ru")), bundled_measurer())
    )
    made.show()
    return made


@pytest.mark.parametrize("zoom", [1.0, 1.25, 0.8])
@pytest.mark.parametrize("number", range(len(TITLES) - 1))
def test_a_title_keeps_its_lines_when_it_is_opened(view, number, zoom):
    at = touchpoint_at("m", f"t{number}")
    view.set_zoom(zoom)
    drawn = [
        item.text.replace("\u00a0", " ") for item in view.scene.main_of(at).items if isinstance(item, Text)
    ]
    assert len(drawn) > 1
    view.open(at)
    editor = view.editing.editor
    assert lines_of(editor) == drawn
    assert editor.text() == TITLES[number] and editor.textCursor().selectedText()
    editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(editor, " and one more word")
    assert editor.text() == TITLES[number] + " and one more word"
    for _step in range(12):  # typing is undone in runs; what is left of it is never half a break
        QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert editor.text().startswith(TITLES[number])
    assert editor.text() == TITLES[number] and lines_of(editor) == drawn
    editor.selectAll()
    assert editor.createMimeDataFromSelection().text() == TITLES[number]


def test_a_word_longer_than_a_line_breaks_within_the_editor_too(view):
    view.open(touchpoint_at("m", "t4"))
    editor = view.editing.editor
    assert len(lines_of(editor)) >= 3 and editor.text() == TITLES[4]
