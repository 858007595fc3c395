"""Text flows over pages: nothing is lost or cut, headings stay with what they head, long runs still break."""

import random

from cjm_editor.render.display import Line, Path, Polyline, Rect, Text
from cjm_editor.render.flow import LONGEST_CHUNK, Frame, Piece, Strip, closely_flowed, flowed, lowered_by

FRAME = Frame(50, 600, 80, 1000)


def line(text, height=20.0, keeps=False, space=0.0):
    return Piece((Text(0, height - 5, text, 12, 400, "#000", 40),), height, keeps, space)


def told(page):
    return [item.text for group in page for item in group.items]


def test_nothing_is_lost_and_all_lies_on_its_page():
    for seed in range(300):
        rng = random.Random(seed)
        strips = [
            Strip(
                f"s{n}",
                tuple(
                    line(
                        f"{n}.{k}",
                        rng.choice((17.0, 30.0, 120.0)),
                        rng.random() < 0.4,
                        rng.choice((0.0, 0.0, 12.0)),
                    )
                    for k in range(rng.randint(1, 30))
                ),
            )
            for n in range(rng.randint(1, 12))
        ]
        pages = flowed(strips, FRAME)
        wanted = [item.text for strip in strips for piece in strip.pieces for item in piece.items]
        assert [text for page in pages for text in told(page)] == wanted
        for page in pages:
            assert page
            y = FRAME.top
            for group in page:
                assert group.y >= y - 0.01
                y = group.y + group.h
                assert y <= FRAME.bottom + 0.01
                assert all(0 <= item.y <= group.h for item in group.items)


def test_a_heading_stays_with_what_follows():
    body = Strip("body", tuple(line(f"l{n}") for n in range(44)))
    heading = Strip("heading", (line("Heading", 30, True),))
    after = Strip("after", (line("first"), line("second")))
    first, second = flowed([body, heading, after], FRAME)
    assert told(first)[-1] == "l43"
    assert told(second) == ["Heading", "first", "second"]


def test_nothing_is_said_to_go_on_where_only_free_room_is_left_of_it():
    again = line("continued")
    for end in (Piece((), 4), Piece((), 4, True)):
        body = Strip("body", (*(line(f"l{n}") for n in range(46)), end), again=again)
        first, second = flowed([body, Strip("next", (line("next"),))], FRAME)
        assert (told(first)[-1], told(second)) == ("l45", ["next"])
        assert second[0].y == FRAME.top and second[0].key == "next"
        (alone,) = flowed([body], FRAME)
        assert told(alone)[-1] == "l45"
    longer = Strip("body", tuple(line(f"l{n}") for n in range(47)), again=again)
    assert told(flowed([longer], FRAME)[1]) == ["continued", "l46"]


def test_space_is_not_left_at_the_top_of_a_page():
    (page,) = flowed([Strip("a", (line("x", 20, False, 40), line("y", 20, False, 40)))], FRAME)
    assert [(group.y, group.h) for group in page] == [(80, 80)]


def test_a_run_that_stays_together_for_ever_is_broken():
    pieces = tuple(line(str(n), 20, True) for n in range(200))
    pages = flowed([Strip("a", pieces)], FRAME)
    assert len(pages) == 5 and sum(len(told(page)) for page in pages) == 200
    assert FRAME.bottom - FRAME.top > LONGEST_CHUNK


def test_a_strip_is_one_group_a_page_with_its_name():
    pages = flowed([Strip("a", tuple(line(str(n)) for n in range(100)), "Title")], FRAME)
    assert [[(g.key, g.title, g.solid) for g in page] for page in pages] == [[("a", "Title", True)]] * 3


def test_every_kind_of_item_moves_down():
    assert lowered_by(Line(0, 1, 2, 3, "#000"), 10) == Line(0, 11, 2, 13, "#000")
    assert lowered_by(Rect(0, 1, 2, 3), 10) == Rect(0, 11, 2, 3)
    assert lowered_by(Polyline(((0, 1), (2, 3))), 10) == Polyline(((0, 11), (2, 13)))
    path = Path((("M", (0.0, 1.0)), ("C", (1.0, 2.0, 3.0, 4.0, 5.0, 6.0)), ("Z", ())))
    assert lowered_by(path, 10).commands == (
        ("M", (0.0, 11.0)),
        ("C", (1.0, 12.0, 3.0, 14.0, 5.0, 16.0)),
        ("Z", ()),
    )


def test_a_last_page_that_would_hold_little_is_saved():
    line = Piece((), 10.0, False, 10.0)
    strips = [Strip(f"s{n}", (line,)) for n in range(12)]
    frame = Frame(0, 100, 0, 210)
    assert [len(page) for page in flowed(strips, frame)] == [11, 1]
    (page,) = closely_flowed(strips, frame)
    assert [group.key for group in page] == [strip.key for strip in strips]
    assert page[-1].y + page[-1].h <= frame.bottom
    assert closely_flowed(strips[:11], frame) == flowed(strips[:11], frame)
    assert len(closely_flowed(strips * 3, frame)) <= len(flowed(strips * 3, frame))


def test_what_goes_on_says_so_at_the_head_of_the_page():
    again = Piece((Text(0, 8, "continued", 10, 400, "#000", 40),), 12.0)
    strips = [Strip("a", (line("a"),)), Strip("b", tuple(line(str(n)) for n in range(80)), again=again)]
    pages = flowed(strips, FRAME)
    heads = [group.items[0].text for page in pages for group in page[:1]]
    assert len(pages) == 2 and heads == ["a", "continued"]
    assert all(group.y + group.h <= FRAME.bottom for page in pages for group in page)
    said = [item.text for page in pages for group in page for item in group.items]
    assert [text for text in said if text != "continued"] == ["a", *(str(n) for n in range(80))]
