"""How much of a map a picture holds: cells, texts and maps beyond any measure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cjm_editor.core.errors import CjmError
from cjm_editor.core.model import Card, Document, JourneyMap, Metric, Stage, Touchpoint
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.render import extent, page
from cjm_editor.render.board import BoardOptions, board
from cjm_editor.render.display import DisplayList, Text
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.options import MOST_IN_CELL
from cjm_editor.render.page import map_page
from cjm_editor.render.theme import LIGHT
from cjm_editor.render.wrap import LONGEST

OPTIONS = BoardOptions(LIGHT, words("en"), ghosts=True)
MEASURER = bundled_measurer()


def of(*touchpoints: Touchpoint) -> Document:
    return Document(maps=(JourneyMap(id="m", touchpoints=Seq(touchpoints)),))


def with_cards(count: int, name: str = "t") -> Touchpoint:
    return Touchpoint(name, title="x", cards=(("pains", tuple(Card(f"c{n}") for n in range(count))),))


def texts(display: DisplayList) -> list[str]:
    return [item.text for group in display.groups for item in group.items if isinstance(item, Text)]


@pytest.mark.parametrize("draw", [board, map_page])
def test_a_cell_shows_its_first_cards_and_how_many_more_there_are(draw) -> None:  # type: ignore[no-untyped-def]
    shown = texts(draw(of(with_cards(MOST_IN_CELL + 7)), "m", OPTIONS, MEASURER))
    assert f"c{MOST_IN_CELL - 1}" in shown
    assert f"c{MOST_IN_CELL}" not in shown
    assert "7 more in the file" in shown
    whole = texts(draw(of(with_cards(MOST_IN_CELL)), "m", OPTIONS, MEASURER))
    assert f"c{MOST_IN_CELL - 1}" in whole
    assert not any("more in the file" in text for text in whole)


def test_cards_beyond_are_not_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    from cjm_editor.render import cells

    made: list[str] = []
    statement = cells.statement

    def counted(card: Card, *rest: object) -> object:
        made.append(card.text)
        return statement(card, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(cells, "statement", counted)
    board(of(with_cards(5_000)), "m", OPTIONS, MEASURER)
    assert len(made) == MOST_IN_CELL


def test_the_line_of_what_is_left_out_stands_for_the_touchpoint() -> None:
    display = board(of(with_cards(MOST_IN_CELL + 1)), "m", OPTIONS, MEASURER)
    (line,) = [group for group in display.groups if group.key == "more pains"]
    assert line.at is not None
    assert (line.at.kind, line.at.id) == ("touchpoint", "t")
    last = max(group.y + group.h for group in display.groups if group.role == "card")
    assert last < line.y < last + 20
    assert line.y + line.h <= display.height


def test_metrics_and_pictures_are_bounded_too() -> None:
    point = Touchpoint(
        "t",
        metrics=tuple(Metric("csat", n, n) for n in range(MOST_IN_CELL + 2)),
        images=tuple(f"{n}.png" for n in range(MOST_IN_CELL + 3)),
    )
    shown = texts(board(of(point), "m", OPTIONS, MEASURER))
    assert "2 more in the file" in shown
    assert "3 more in the file" in shown


def test_a_map_too_large_is_refused_before_it_is_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extent, "MOST_TOUCHPOINTS", 3)
    monkeypatch.setattr(extent, "MOST_CARDS", 10)
    monkeypatch.setattr(page, "board", lambda *_a: pytest.fail("laid out"))
    many = of(*(Touchpoint(f"t{n}") for n in range(4)))
    full = of(with_cards(6), with_cards(5, "u"))
    for document, told in ((many, "4 touchpoints and 0 cards"), (full, "2 touchpoints and 11 cards")):
        with pytest.raises(CjmError) as caught:
            map_page(document, "m", OPTIONS, MEASURER)
        assert caught.value.code == "picture-too-large"
        assert told in words("en")(caught.value.message)
    monkeypatch.undo()
    monkeypatch.setattr(extent, "MOST_CARDS", 10)
    fewer = replace(OPTIONS, lanes=("touchpoints", "gains"))
    assert map_page(full, "m", fewer, MEASURER).height > 0, "rows that are not drawn do not count"


def test_a_large_map_is_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extent, "LARGE", 10)
    drawn: list[float] = []

    def counted(document: Document, name: str, options: BoardOptions, *rest: object) -> DisplayList:
        drawn.append(options.column)
        return board(document, name, options, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(page, "board", counted)
    map_page(of(with_cards(11)), "m", OPTIONS, MEASURER)
    assert len(drawn) == 1
    map_page(of(with_cards(10)), "m", OPTIONS, MEASURER)
    assert len(drawn) > 2


def test_what_a_picture_leaves_out_is_told() -> None:
    say = words("en")

    def told(touchpoint: Touchpoint) -> str:
        return "\n".join(say(message) for message in extent.left_out(of(touchpoint).maps[0]))

    assert told(with_cards(MOST_IN_CELL)) == ""
    assert told(Touchpoint("t", title="x" * LONGEST)) == ""
    assert "first 200 cards" in told(with_cards(MOST_IN_CELL + 1))
    assert "10,000 characters" in told(Touchpoint("t", title="x" * (LONGEST + 1)))
    assert "10,000 characters" in told(Touchpoint("t", cards=(("pains", (Card("x" * 20_000),)),)))
    assert "metrics or images" in told(Touchpoint("t", images=("a.png",) * (MOST_IN_CELL + 1)))
    assert "metrics or images" in told(Touchpoint("t", metrics=(Metric("csat", 1),) * (MOST_IN_CELL + 1)))


def test_of_several_things_left_out_each_is_told() -> None:
    point = replace(with_cards(MOST_IN_CELL + 1), title="x" * (LONGEST + 1), images=("a.png",) * 300)
    journey = JourneyMap("m", title="Shop", stages=(Stage("s"),), touchpoints=Seq((point,)))
    first, *rest = (words("en")(message) for message in extent.left_out(journey))
    assert first == "“Shop”: 1 touchpoint is in no stage and left out; give it a stage."
    assert ["first 200 cards" in rest[0], "metrics or images" in rest[1], "10,000 characters" in rest[2]] == [
        True,
        True,
        True,
    ]
    assert len(rest) == 3


def test_a_comparison_too_large_is_refused_as_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    from cjm_editor.compare.comparison import compare
    from cjm_editor.compare.roles import side
    from cjm_editor.render import marks

    monkeypatch.setattr(extent, "MOST_TOUCHPOINTS", 3)
    monkeypatch.setattr(marks, "comparison_board", lambda *_a: pytest.fail("laid out"))
    document = of(*(Touchpoint(f"t{n}", title=f"Step {n}") for n in range(4)))
    one = side(document, document.maps[0], "")
    with pytest.raises(CjmError) as caught:
        marks.comparison_page(compare(one, one), marks.MarksOptions(LIGHT, words("en")), MEASURER)
    assert caught.value.code == "picture-too-large"
