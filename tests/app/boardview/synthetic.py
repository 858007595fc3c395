"""Display lists of any size without a document: stages, touchpoints, four lanes of cards, a curve, arrows.

Equal arguments give equal lists. `Board` keeps its groups, so that a change leaves all others identical, as the real
board does.
"""

from __future__ import annotations

import random
from dataclasses import replace

from cjm_editor.core.address import Address, card_at, stage_at, touchpoint_at, transition_at
from cjm_editor.render.display import DisplayList, Group, Line, Path, Rect, Text
from cjm_editor.render.faces import face
from cjm_editor.render.theme import LIGHT, Theme

MAP = "map"
COLUMN, CARD, LEFT, TOP, GAP = 132.0, 124.0, 112.0, 44.0, 14.0
LANES = ("thoughts", "pains", "gains", "opportunities")
ROWS = {"touchpoints": (TOP + 44, 92.0), "emotion": (TOP + 136, 168.0)}
_LANE_TOP = TOP + 304
_LANE = 190.0
_WORDS = "фильтр показывает размеры которых нет оплата картой доставка курьер возврат письмо звонок".split()


def lane_row(lane: str) -> tuple[float, float]:
    """Top and height of a row."""
    if lane in ROWS:
        return ROWS[lane]
    return _LANE_TOP + LANES.index(lane) * _LANE, _LANE


def height() -> float:
    return _LANE_TOP + len(LANES) * _LANE


def text_lines(rng: random.Random) -> tuple[str, ...]:
    return tuple(" ".join(rng.choices(_WORDS, k=2))[:18] for _ in range(rng.randint(1, 3)))


def card(at: Address, x: float, y: float, lines: tuple[str, ...], theme: Theme = LIGHT) -> Group:
    h = len(lines) * 16.0 + 34
    items = [
        Rect(0, 1.5, CARD, h, fill=theme.shadow, radius=6, upto=0),
        Rect(0, 0, CARD, h, fill=theme.card, stroke=theme.line, radius=6, upto=2),
        Rect(0, 0, CARD, h, fill=theme.pain, since=3),
        Rect(2.5, 3, 3, h - 6, fill=theme.pain, upto=2),
    ]
    items += [
        Text(12, 8 + 12.4 + 16 * i, line, 12, 400, theme.text, 90, upto=1) for i, line in enumerate(lines)
    ]
    items += [Rect(12, 10.0 + 16 * i, 80, 3, fill=theme.text3, since=2, upto=2) for i in range(len(lines))]
    items.append(Text(12, h - 9, "Опрос, 41", 11, 400, theme.text3, 60, upto=0))
    return Group("card", x, y, CARD, h, tuple(items), at, lines[0], solid=True)


def touchpoint(at: Address, x: float, title: str, theme: Theme = LIGHT) -> Group:
    y, h = ROWS["touchpoints"]
    items = (
        Rect(0, 0, CARD, h - 8, fill=theme.card, stroke=theme.line, radius=8, upto=2),
        Rect(0, 0, CARD, h - 8, fill=theme.strong, since=3),
        Text(9, 8 + 12.5, title, 12.5, 600, theme.text, 90, upto=1),
    )
    return Group("touchpoint", x, y, CARD, h - 8, items, at, title, solid=True)


def emotion_y(value: float) -> float:
    top, h = ROWS["emotion"]
    return top + 32 + (2 - value) / 4 * (h - 68)


def face_group(at: Address, x: float, value: float, theme: Theme = LIGHT) -> Group:
    y = emotion_y(value)
    return Group("face", x - 13, y - 13, 26, 26, face(value, 13, 13, 22, theme), at, solid=True, key="face")


def curve(at: Address, x: float, here: float, there: float, theme: Theme = LIGHT) -> Group:
    top, h = ROWS["emotion"]
    y0, y1 = emotion_y(here) - top, emotion_y(there) - top
    third = COLUMN / 3
    path = Path(
        (("M", (0.0, y0)), ("C", (third, y0, COLUMN - third, y1, COLUMN, y1))),
        stroke=theme.curve,
        width=2,
        upto=2,
    )
    return Group("curve", x, top, COLUMN, h, (path,), None)


def arrow(at: Address, x0: float, x1: float, theme: Theme = LIGHT) -> Group:
    y0 = ROWS["touchpoints"][0]
    path = Path(
        (("M", (0.0, 30.0)), ("L", (0.0, 4.0)), ("L", (x1 - x0, 4.0)), ("L", (x1 - x0, 30.0))),
        stroke=theme.text2,
    )
    return Group("transition", x0, y0 - 32, x1 - x0, 32, (path,), at)


class Board:
    """A map of `touchpoints` in stages of eight, with one to two cards in some cells, drawn with kept groups."""

    def __init__(self, touchpoints: int, seed: int = 1, theme: Theme = LIGHT, cards: float = 0.6) -> None:
        self.rng = random.Random(seed)
        self.theme = theme
        self.groups: list[Group] = []
        self.places: list[float] = []
        self.cards: list[int] = []
        """Positions of card groups in `groups`."""
        self._stages(touchpoints)
        self.width = self.places[-1] + COLUMN + GAP if self.places else 400.0
        self._lanes()
        for number, x in enumerate(self.places):
            self._touchpoint(number, x, cards)

    def _stages(self, touchpoints: int) -> None:
        x = LEFT + GAP
        for number in range(0, touchpoints, 8):
            count = min(8, touchpoints - number)
            w = count * COLUMN
            items = (
                Text(4, 21, f"Этап {number // 8 + 1}", 14, 600, self.theme.text, 60),
                Rect(4, 31, w - 8, 2, fill=self.theme.text),
            )
            at = stage_at(MAP, f"s{number // 8}")
            self.groups.append(
                Group("stage", x, 0, w, TOP, items, at, f"Этап {number // 8 + 1}", pane="stages")
            )
            self.places += [x + i * COLUMN for i in range(count)]
            x += w + GAP

    def _lanes(self) -> None:
        for lane in ("touchpoints", "emotion", *LANES):
            y, h = lane_row(lane)
            items = (
                Text(34, 24, lane, 12, 500, self.theme.text, 60),
                Line(LEFT - 0.5, 0, LEFT - 0.5, h, self.theme.line),
            )
            at = Address("lane", id=lane)
            self.groups.append(Group("lane", 0, y, LEFT, h, items, at, lane, pane="lanes"))
            rule = Line(0, 0, self.width - LEFT, 0, self.theme.hair)
            self.groups.append(Group("grid", LEFT, y, self.width - LEFT, 1, (rule,)))
        self.groups.append(
            Group("frame", 0, 0, LEFT, TOP, (Rect(0, 0, LEFT, TOP, fill=self.theme.board),), pane="corner")
        )

    def _touchpoint(self, number: int, x: float, cards: float) -> None:
        rng, theme = self.rng, self.theme
        owner = f"t{number}"
        at = touchpoint_at(MAP, owner)
        for lane in LANES:
            y, h = lane_row(lane)
            self.groups.append(Group("cell", x, y, COLUMN, h, (), card_at(MAP, owner, lane, -1)))
        self.groups.append(touchpoint(at, x + 4, f"Точка {number}", theme))
        value, after = ((number * 7) % 5) - 2.0, ((number * 7 + 7) % 5) - 2.0
        self.groups.append(curve(at, x + 66, value, after, theme))
        self.groups.append(face_group(at, x + 66, value, theme))
        if number % 9 == 5:
            self.groups.append(arrow(transition_at(MAP, f"x{number}"), x - 3 * COLUMN, x + 30, theme))
        for lane in LANES:
            y = lane_row(lane)[0] + 8
            for index in range(rng.choice((1, 1, 2)) if rng.random() < cards else 0):
                made = card(card_at(MAP, owner, lane, index), x + 4, y, text_lines(rng), theme)
                y += made.h + 6
                self.cards.append(len(self.groups))
                self.groups.append(made)

    def display(self) -> DisplayList:
        return DisplayList(
            self.width,
            height(),
            tuple(self.groups),
            self.theme.board,
            left=LEFT,
            top=TOP,
            title="map",
            language="ru",
        )

    def change_card(self, which: int, lines: tuple[str, ...]) -> None:
        """Give the card another text: one group changes, all others stay identical."""
        place = self.cards[which % len(self.cards)]
        old = self.groups[place]
        assert old.at is not None
        self.groups[place] = card(old.at, old.x, old.y, lines, self.theme)

    def move_card(self, which: int, dx: float, dy: float) -> None:
        place = self.cards[which % len(self.cards)]
        old = self.groups[place]
        self.groups[place] = replace(old, x=old.x + dx, y=old.y + dy)


def board_of_cards(cards: int, seed: int = 1) -> DisplayList:
    """A display list with at least `cards` cards in its lanes."""
    touchpoints = max(1, round(cards / 3.2))
    board = Board(touchpoints, seed)
    while len(board.cards) < cards:
        touchpoints = round(touchpoints * 1.03) + 1
        board = Board(touchpoints, seed)
    return board.display()
