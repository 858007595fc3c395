"""The main job in the real window: a map is drawn from nothing, saved, compared with its ideal and exported."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QMessageBox, QPushButton, QWidget

from cjm_editor.app.dialogs.export import ExportDialog
from cjm_editor.app.pages.compare_page import ComparePage
from cjm_editor.core.address import card_at, stage_at, touchpoint_at
from cjm_editor.core.model import Document, JourneyMap, columns_of
from cjm_editor.io.files import load

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
K = Qt.Key

STAGES = ("Поиск", "Выбор", "Покупка")
POINTS = (
    ("Видит рекламу", "Открывает сайт", "Читает отзывы"),
    ("Подбирает пару", "Сравнивает цены", "Звонит другу"),
    ("Оформляет заказ", "Платит"),
)


def button(dialog: QWidget, words: str) -> QPushButton:
    found = [b for b in dialog.findChildren(QPushButton) if b.text().strip() == words]
    assert found, (words, [b.text() for b in dialog.findChildren(QPushButton)])
    return found[0]


def write_name(hands, path: Path):
    """An answer to the file dialog."""
    return lambda dialog: hands.name_file(dialog, path)


def new_blank(window, hands) -> None:
    """Start page, New map, the blank template."""
    start = window.page.findChild(QPushButton, "start.file.new")

    def choose(dialog: QWidget) -> None:
        cards = [w for w in dialog.findChildren(QWidget) if w.objectName().startswith("card:blank")]
        hands.click(cards[0])

    hands.during(lambda: hands.click(start), choose)


def journey(window) -> JourneyMap:
    found = window.page.journey
    assert found is not None
    return found


def names(window) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(t.title for t in row) for _stage, row in columns_of(journey(window)))


def touchpoint(window, title: str):
    found = next(t for t in journey(window).touchpoints if t.title == title)
    return touchpoint_at(journey(window).id, found.id)


def draw_stages(window, hands) -> None:
    """Empty the template's stages with the keyboard, then name three of one's own."""
    for stage in journey(window).stages:
        hands.pick(stage_at(journey(window).id, stage.id), "stage")
        hands.key(K.Key_Delete)
    assert journey(window).stages == ()
    window.page.view.setFocus()
    hands.key(K.Key_Return)
    for title in STAGES:
        assert window.page.view.is_editing()
        hands.type(title)
        hands.key(K.Key_Return)
    hands.key(K.Key_Escape)
    assert tuple(s.title for s in journey(window).stages) == STAGES


def draw_touchpoints(window, hands) -> None:
    for number, row in enumerate(POINTS):
        hands.pick(stage_at(journey(window).id, journey(window).stages[number].id), "stage")
        hands.key(K.Key_Return, CTRL)
        for title in row:
            hands.type(title)
            hands.key(K.Key_Return)
        hands.key(K.Key_Escape)
    assert names(window) == POINTS


def set_emotions(window, hands) -> None:
    """One by dragging its face, the others by the inspector."""
    for at, title in enumerate(t for row in POINTS for t in row):
        if title == "Звонит другу":
            continue
        hands.pick(touchpoint(window, title), "touchpoint")
        faces = window.side.inspector.editors["emotion"]._faces
        hands.click(faces[(3, 1, 4, 2, 0, 0, 3, 4)[at]])
    at = touchpoint(window, "Открывает сайт")
    before = journey(window).touchpoints.get(at.id).emotion
    hands.pick(at, "touchpoint")
    face = hands.place(at, "face")
    hands.pull(at, "face", face + QPoint(0, -42))
    after = journey(window).touchpoints.get(at.id).emotion
    assert after is not None and before is not None and after > before


def type_cards(window, hands) -> None:
    """Enter: next card of the cell; Tab: next touchpoint of the lane; Ctrl+Enter: a touchpoint at the right."""
    at = touchpoint(window, "Видит рекламу")
    hands.pick(card_at(at.map, at.id, "pains", -1), "cell")
    for text, key in (
        ("Реклама навязчивая", K.Key_Return),
        ("Второй раз то же", K.Key_Tab),
        ("Сайт медленный", K.Key_Tab),
        ("Отзывы куплены", K.Key_Escape),
    ):
        hands.type(text)
        hands.key(key)
    texts = {t.title: [c.text for c in dict(t.cards).get("pains", ())] for t in journey(window).touchpoints}
    assert texts["Видит рекламу"] == ["Реклама навязчивая", "Второй раз то же"]
    assert texts["Открывает сайт"] == ["Сайт медленный"]
    assert texts["Читает отзывы"] == ["Отзывы куплены"]
    hands.pick(card_at(at.map, at.id, "thoughts", -1), "cell")
    hands.type("Красиво")
    hands.key(K.Key_Return, CTRL)
    hands.type("Лишняя точка")
    hands.key(K.Key_Escape)
    assert names(window)[0] == ("Видит рекламу", "Лишняя точка", "Открывает сайт", "Читает отзывы")
    hands.pick(touchpoint(window, "Лишняя точка"), "touchpoint")
    hands.key(K.Key_Delete)
    assert names(window) == POINTS


def fill_transition(hands, kind: str, target: int | None):
    def answer(dialog: QWidget) -> None:
        combos = dialog.findChildren(QComboBox)
        for combo, data in ((combos[0], kind),):
            combo.setCurrentIndex(combo.findData(data))
        if target is not None:
            combos[2].setCurrentIndex(target)
        hands.click(button(dialog, "Add"))

    return answer


def draw_transitions(window, hands) -> None:
    source, target = touchpoint(window, "Звонит другу"), touchpoint(window, "Подбирает пару")
    window.page.view.fit_all()
    hands.settle()
    width = next(g for g in window.page.view.scene.groups_of(source) if g.role == "touchpoint").w
    hands.pull(source, "touchpoint", hands.place(target, "touchpoint"), dx=width)
    assert [t.kind for t in journey(window).transitions] == ["back"]
    window.page.view.zoom_reset()
    for title, kind, to in (("Сравнивает цены", "leave", None), ("Видит рекламу", "promise", 7)):
        hands.pick(touchpoint(window, title), "touchpoint")
        hands.during(lambda: hands.key(K.Key_T, CTRL), fill_transition(hands, kind, to))
    made = journey(window).transitions
    assert [t.kind for t in made] == ["back", "leave", "promise"]
    assert made[2].to == touchpoint(window, "Платит").id and made[1].to == ""
    combo = window.side.inspector.editors["kept"].findChild(QComboBox)
    combo.setFocus()
    hands.key(K.Key_Down, into=combo)
    assert journey(window).transitions[2].kept == combo.currentData() != ""


def move_a_touchpoint(window, hands) -> None:
    at, end = touchpoint(window, "Читает отзывы"), touchpoint(window, "Сравнивает цены")
    window.page.view.fit_all()
    hands.pull(at, "touchpoint", hands.place(end, "touchpoint", dx=6))
    assert names(window)[1] == ("Подбирает пару", "Читает отзывы", "Сравнивает цены", "Звонит другу")
    assert names(window)[0] == ("Видит рекламу", "Открывает сайт")
    window.page.view.zoom_reset()


def undo_all(window, hands) -> list[Document]:
    """All values from now back to the opened one, each by Ctrl+Z."""
    seen = [window.session.document]
    while window.session.undo_label is not None:
        window.page.view.setFocus()
        hands.key(K.Key_Z, CTRL)
        assert window.session.document is not seen[-1]
        seen.append(window.session.document)
    return seen


def export(window, hands, format: str, path: Path) -> None:
    def choose(dialog: QWidget) -> None:
        assert isinstance(dialog, ExportDialog)
        for at in range(dialog.format.count()):
            if dialog.format.itemData(at)[0] == format:
                dialog.format.setCurrentIndex(at)
        hands.click(button(dialog, "Choose the file…"))

    hands.during(
        lambda: hands.key(K.Key_E, CTRL, into=window),
        choose,
        write_name(hands, path),
        lambda box: hands.click(button(box, "Close")),
    )
    assert path.exists() and path.stat().st_size > 1000, format


def test_a_map_is_drawn_saved_compared_exported_undone_and_made_again(window, hands, tmp_path) -> None:
    new_blank(window, hands)
    opened = window.session.document
    draw_stages(window, hands)
    draw_touchpoints(window, hands)
    set_emotions(window, hands)
    type_cards(window, hands)
    draw_transitions(window, hands)
    move_a_touchpoint(window, hands)
    drawn = window.session.document
    path = tmp_path / "Моя карта.cjm.yaml"
    hands.during(lambda: hands.key(K.Key_S, CTRL, into=window), write_name(hands, path))
    assert window.session.is_clean and window.session.path == path
    assert load(path).source.document == drawn
    seen = undo_all(window, hands)
    assert seen[-1] is opened and not window.session.is_clean
    for value in reversed(seen[:-1]):
        hands.key(K.Key_Z, CTRL, SHIFT)
        assert window.session.document is value
    assert window.session.is_clean
    derive_change_compare(window, hands)
    for format, suffix in (("report-html", "html"), ("report-pdf", "pdf"), ("png", "png"), ("svg", "svg")):
        export(window, hands, format, tmp_path / f"сравнение {format}.{suffix}")
    window.open_map(drawn.maps[0].id, window.session)
    for format in ("png", "svg", "pdf"):
        export(window, hands, format, tmp_path / f"карта.{format}")
    assert "Оформляет" in (tmp_path / "карта.svg").read_text(encoding="utf-8")
    reopen(window, hands, path)


def derive_change_compare(window, hands) -> None:
    hands.key(K.Key_I, CTRL, into=window)
    assert journey(window).kind == "ideal" and len(window.session.document.maps) == 2
    at = touchpoint(window, "Сравнивает цены")
    hands.pick(at, "touchpoint")
    hands.click(window.side.inspector.editors["emotion"]._faces[4])
    hands.pick(touchpoint(window, "Звонит другу"), "touchpoint")
    hands.key(K.Key_Delete)
    hands.key(K.Key_R, CTRL, into=window)
    assert isinstance(window.page, ComparePage)
    result = window.page.result
    assert result is not None and result.score.gap is not None
    kinds = {link.kind for link in result.matching.links}
    assert "extra" in kinds, kinds


def reopen(window, hands, path: Path) -> None:
    hands.key(K.Key_S, CTRL, into=window)
    saved = window.session.document
    while window.pages and window.page.session is not None:
        hands.key(K.Key_W, CTRL, into=window)
    assert window.desk.sessions == []
    window.open_path(path)
    hands.settle()
    assert window.session.document == saved and window.session.is_clean
    assert not isinstance(window.focusWidget(), QMessageBox)
