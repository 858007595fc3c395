"""The comparison of odd maps under every key and on every row and mark: no exception comes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt

from cjm_editor.app.align.answering import Ends
from cjm_editor.app.align.tips import link_number, tip_at
from cjm_editor.app.commands.maps import show_pair
from cjm_editor.app.dialogs.choose_pair import MapRef, Pair
from cjm_editor.app.panels.fix_row import FixRow
from cjm_editor.core.records import dataclass
from cjm_editor.render.display import Group
from tests.app.test_align import said

K = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True, slots=True)
class Odd:
    """Titles of the reference and of the lived map, their emotions and the kinds of the two maps."""

    ideal: tuple[str, ...]
    actual: tuple[str, ...]
    emotions: tuple[float | None, float | None] = (1.5, -1.0)
    kinds: tuple[str, str] = ("ideal", "actual")


GYM = ("Buys a pass", "Changes clothes", "Trains with a coach", "Takes a shower")
ODD = {
    "nothing lined up": Odd(GYM, ("Files a tax return", "Waits for the court")),
    "other language": Odd(("浏览商品", "加入购物车", "付款"), ("Ищет квартиру", "Звонит агенту")),
    "no lived touchpoints": Odd(GYM, ()),
    "no reference": Odd((), GYM),
    "nothing at all": Odd((), ()),
    "one of each": Odd(("Buys a pass",), ("Buys a pass",)),
    "one of many": Odd(GYM, ("Buys a pass",)),
    "emotions unknown": Odd(GYM, GYM, (None, None)),
    "lived emotions unknown": Odd(GYM, (*GYM[1:], "Buys pass"), (2.0, None)),
    "emoji": Odd(("🛒", "🎁🎁", "👩‍👩‍👧"), ("🛒", "🚚", "😡")),
    "no titles": Odd(("", ""), ("", "", "")),
    "all alike": Odd(("Step",) * 4, ("Step",) * 3),
    "a belief": Odd(GYM, (*GYM[2:], "Signs a contract"), kinds=("assumed", "actual")),
    "two segments": Odd(GYM, (*GYM[2:], "Signs a contract"), kinds=("actual", "actual")),
    "as good": Odd(GYM, GYM, (1.0, 1.0)),
}


def file_of(folder: Path, odd: Odd) -> Path:
    lines = ["cjm: 1", "title: Odd", "maps:"]
    for name, kind, titles, emotion in zip(
        ("i", "a"), odd.kinds, (odd.ideal, odd.actual), odd.emotions, strict=True
    ):
        lines += [f"- id: {name}", f"  title: Map {name}", f"  kind: {kind}"]
        lines += ["  touchpoints:"] if titles else []
        for number, title in enumerate(titles):
            lines += [f"  - id: {name}{number}", f'    title: "{title}"']
            lines += [f"    emotion: {emotion}"] if emotion is not None else []
    path = folder / "odd.cjm.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def told(monkeypatch):
    """What came out of handlers and slots."""
    found: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: found.append(error))
    return found


def compared(window, hands, folder, odd):
    window.open_path(file_of(folder, odd))
    session = window.session
    show_pair(window, Pair(MapRef(session, "i"), MapRef(session, "a")))
    hands.settle()
    window.page.view.set_animated(False)
    return window.page


def back(window, hands, page):
    """The comparison again, whatever a key has opened."""
    if window.page is not page:
        window.show_page(page)
    page.view.setFocus()
    hands.settle()


def marks_of(page) -> list[Group]:
    """Two of each sort of what can be clicked."""
    found: dict[tuple[str, str], list[Group]] = {}
    for group in page.view.scene.display.groups:
        if group.at is not None or link_number(group) >= 0:
            found.setdefault((group.role, group.pane), []).append(group)
    return [group for alike in found.values() for group in alike[:2]]


def keys_of() -> tuple[Qt.Key, ...]:
    letters = "GWNXCLBRIAO"
    return (
        *(K.Key_Down, K.Key_Return, K.Key_Right, K.Key_Return, K.Key_Up, K.Key_Left, K.Key_Tab),
        *(getattr(K, f"Key_{letter}") for letter in letters),
        *(K.Key_0, K.Key_1, K.Key_9, K.Key_F8, K.Key_Escape),
    )


@pytest.mark.parametrize("name", ODD)
def test_no_key_and_no_row_of_an_odd_comparison_raises(window, hands, tmp_path, told, name):
    odd = ODD[name]
    page = compared(window, hands, tmp_path, odd)
    # each touchpoint and each pair of them, explained
    places = [
        *(Ends((f"i{k}",)) for k in range(len(odd.ideal))),
        *(Ends((), (f"a{k}",)) for k in range(len(odd.actual))),
    ]
    for ends in places:
        page.view.select(page.alignment.addresses_of(ends))
        hands.key(K.Key_Escape)
        hands.key(K.Key_W)
        hands.key(K.Key_Return, SHIFT)
    # each line of the list by the mouse, and the keys on it
    page.side.turn_to(page.list)
    hands.settle()
    for row in page.list.findChildren(FixRow):
        hands.click(row)
        hands.key(K.Key_W)
        page.side.turn_to(page.list)
        hands.settle()
    # each mark of the drawing
    for group in marks_of(page):
        at = QPointF(*page.view.camera().to_screen(group.pane, group.x + group.w / 2, group.y + group.h / 2))
        if page.view.rect().contains(at.toPoint()):
            tip_at(page.view, page.result, at.x(), at.y(), page.context.words)
            hands.click(page.view, at)
    # every key from the board, from the list and from the panel
    for start in ("board", "list", "panel"):
        for key in keys_of() if start != "list" else (K.Key_Return, K.Key_W, K.Key_I, K.Key_O):
            back(window, hands, page)
            if start == "list":
                page.side.turn_to(page.list)
                page.side.take_focus()
            elif start == "panel":
                hands.key(K.Key_N)
            hands.key(key)
    back(window, hands, page)
    page.swap()
    hands.settle()
    for key in (K.Key_N, K.Key_Return, K.Key_G, K.Key_F8):
        hands.key(key)
    assert told == []


def test_a_link_of_a_gap_that_is_not_known_is_explained_without_points(window, hands, tmp_path, told):
    page = compared(window, hands, tmp_path, ODD["nothing lined up"])
    assert page.result.score.is_open
    hands.key(K.Key_N)
    page.alignment.show_link(0)
    assert page.side.is_link_shown and page.panel.shown.link == 0 and told == []
    assert page.result.path and not any("transition" in text for text in said(page.panel).split("\n"))


def test_no_share_stands_under_maps_that_are_not_lined_up(window, hands, tmp_path):
    page = compared(window, hands, tmp_path, ODD["nothing lined up"])
    assert page.result.score.is_open
    assert not [group for group in page.view.scene.display.groups if group.role == "metric"]
