"""Headers of lanes: a title is whole in a low row too."""

import pytest

from cjm_editor.core.lanes import CANONICAL
from cjm_editor.core.model import Document, JourneyMap, Lane, Stage, Touchpoint
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.render.board import BoardCache, BoardOptions, board
from cjm_editor.render.display import FULL, DisplayList, Rect, Text
from cjm_editor.render.headers import header_title, lane_header
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.parts import LANE_TITLE
from cjm_editor.render.theme import LIGHT
from tests.render import checks, maps


@pytest.mark.parametrize("lane", ["frontstage", "touchpoints", "support"])
def test_a_title_of_two_lines_is_whole_in_an_empty_row(lane):
    cache = BoardCache()
    board(maps.branching(), "m", BoardOptions(LIGHT, words("ru")), bundled_measurer(), cache)
    got = lane_header(Lane(lane), 0, 40, 12, cache.setting)
    lines = [item.text for item in got.items if isinstance(item, Text)]
    assert " ".join(lines).replace("\u00a0", " ") == header_title(Lane(lane), cache.setting)
    assert checks.faults(DisplayList(got.w, got.h, (got,), LIGHT.board)) == []


def letters(text):
    return "".join(c for c in text if not c.isspace() and c != "-")


OWN = (
    Lane("own", title="Договорённости с подрядчиками"),
    Lane("duty", title="Ответственный департамент", audience="internal"),
    Lane("deal", title="Commitments", audience="internal"),
    Lane("care", title="Клиентоориентированность сотрудников"),
)


@pytest.mark.parametrize("kind", ["actual", "ideal"])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_titles_of_lanes_are_whole_and_built_in_ones_break_within_no_word(language, kind):
    lanes = (*map(Lane, CANONICAL), *OWN)
    points = Seq([Touchpoint("t", "s", "t")])
    journey = JourneyMap("m", kind=kind, stages=(Stage("s", "S"),), touchpoints=points)
    options = BoardOptions(LIGHT, words(language), ghosts=True)
    drawn = board(Document(lanes=lanes, maps=(journey,)), "m", options, bundled_measurer())
    headers = [group for group in drawn.groups if group.role == "lane"]
    assert len(headers) >= len(lanes) and checks.faults(drawn) == []
    for group in headers:
        said = [i for i in group.items if isinstance(i, Text) and i.weight == LANE_TITLE.weight]
        title = " ".join(item.text.replace("\u00a0", " ") for item in said)
        assert all(item.size >= 11 and item.x + item.width <= group.w - 2 for item in said)
        if group.at.id in CANONICAL or group.at.id == "deal":
            assert title == group.title
        else:
            assert letters(title) == letters(group.title)


def hints_of(columns, language):
    stages = tuple(Stage(f"s{i}", f"S{i}") for i in range(columns))
    points = tuple(Touchpoint(f"t{i}", title="t", stage=f"s{i}") for i in range(columns))
    document = Document(maps=(JourneyMap("m", stages=Seq(stages), touchpoints=Seq(points)),))
    options = BoardOptions(LIGHT, words(language), ghosts=True, column=112)
    drawn = board(document, "m", options, bundled_measurer())
    return drawn, [group for group in drawn.groups if group.key == "hint"]


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("columns", [1, 2, 4])
def test_hints_are_whole_sentences_on_their_own_ground(columns, language):
    drawn, hints = hints_of(columns, language)
    assert checks.faults(drawn) == [] and checks.texts_cut(drawn) == []
    assert len(hints) >= 3
    for hint in hints:
        ground, *lines = hint.items
        said = " ".join(item.text for item in lines if isinstance(item, Text)).replace("\u00a0", " ")
        assert said == hint.title and hint.x + hint.w <= drawn.width
        assert ground == Rect(0, 0, hint.w, hint.h, LIGHT.board, upto=FULL)


def test_a_hint_without_room_is_its_first_sentence():
    _drawn, narrow = hints_of(1, "ru")
    _drawn, wide = hints_of(6, "ru")
    pairs = [(a.title, b.title) for a, b in zip(narrow, wide, strict=True)]
    assert all(b.startswith(a) for a, b in pairs) and any(a != b for a, b in pairs)


@pytest.mark.parametrize(("kind", "title"), [("actual", "Эмоция"), ("ideal", "Целевая эмоция")])
def test_emotions_of_an_ideal_map_are_targets(kind, title):
    document = Document(maps=(JourneyMap("m", kind=kind, stages=Seq((Stage("s", "S"),))),))
    cache = BoardCache()
    board(document, "m", BoardOptions(LIGHT, words("ru")), bundled_measurer(), cache)
    assert header_title(Lane("emotion"), cache.setting) == title
    assert header_title(Lane("emotion", "Настроение"), cache.setting) == "Настроение", (
        "an own title is content"
    )


def test_a_phase_is_not_repeated_beside_a_title_that_says_it():
    def beside(title, goal=""):
        stage = Stage("s", title, phase="assess", goal=goal)
        points = Seq(Touchpoint(f"t{n}", "s", "t") for n in range(4))
        journey = JourneyMap("m", stages=(stage,), touchpoints=points)
        options = BoardOptions(LIGHT, words("ru"))
        drawn = board(Document(maps=(journey,)), "m", options, bundled_measurer())
        header = next(group for group in drawn.groups if group.role == "stage")
        return [item.text for item in header.items if isinstance(item, Text)]

    phase = beside("Решает")[1]
    assert beside("Решает") == ["Решает", phase]
    assert beside(phase) == [phase]
    assert beside(phase.upper(), "Выбрать быстро") == [phase.upper(), "Выбрать быстро"]
