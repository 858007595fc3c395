"""Places found through the grid are those found by looking at everything, before and after any change."""

import random
from dataclasses import replace

from cjm_editor.app.boardview.camera import PANES
from cjm_editor.app.boardview.scene import BODIES, SPILL, Scene, difference, exchanged, part_of
from cjm_editor.core.address import touchpoint_at
from cjm_editor.render.display import DisplayList, Group, Joined, Part, Rect
from tests.app.boardview.synthetic import Board


def random_box(rng, display):
    x, y = rng.uniform(-200, display.width), rng.uniform(-200, display.height)
    return x, y, x + rng.choice((0, 40, 300, 3000)), y + rng.choice((0, 40, 300, 900))


def brute(display, pane, box):
    x0, y0, x1, y1 = box[0] - SPILL, box[1] - SPILL, box[2] + SPILL, box[3] + SPILL
    return [
        group
        for group in display.groups
        if group.pane == pane
        and group.x <= x1
        and group.y <= y1
        and group.x + group.w >= x0
        and group.y + group.h >= y0
    ]


def check(scene, display, rng, count):
    for _ in range(count):
        pane, box = rng.choice(PANES), random_box(rng, display)
        found = scene.within(pane, box)
        wanted = brute(display, pane, box)
        assert list(map(id, found)) == list(map(id, wanted))


def test_culling_equals_looking_at_everything():
    board = Board(80)
    scene = Scene()
    scene.show(board.display())
    check(scene, board.display(), random.Random(3), 1000)


def changed(rng, groups):
    """The same groups after one random edit: replaced, moved, dropped, added, put elsewhere in the order."""
    groups = list(groups)
    place = rng.randrange(len(groups))
    what = rng.choice(("replace", "move", "drop", "add", "order", "equal", "many"))
    if what == "replace":
        groups[place] = replace(groups[place], items=(Rect(0, 0, 30, 30, fill="#AA0000"),))
    elif what == "move":
        groups[place] = replace(groups[place], x=groups[place].x + rng.uniform(-300, 300))
    elif what == "drop":
        del groups[place]
    elif what == "add":
        groups.insert(
            place,
            Group(
                "mark", rng.uniform(0, 3000), rng.uniform(0, 800), 50, 40, (Rect(0, 0, 50, 40, "#00AA00"),)
            ),
        )
    elif what == "order":
        groups.insert(rng.randrange(len(groups)), groups.pop(place))
    elif what == "equal":
        groups[place] = replace(groups[place])
    else:
        for i in range(place, min(len(groups), place + 30)):
            groups[i] = replace(groups[i], x=groups[i].x + 7)
    return tuple(groups)


def test_indexes_follow_a_thousand_changes():
    rng = random.Random(11)
    display = Board(30).display()
    scene = Scene()
    scene.show(display)
    for _ in range(1000):
        display = replace(display, groups=changed(rng, display.groups))
        scene.show(display)
        check(scene, display, rng, 3)
        group = rng.choice(display.groups)
        if group.at is not None:
            wanted = [other for other in display.groups if other.at == group.at]
            assert list(map(id, scene.groups_of(group.at))) == list(map(id, wanted))
            main = scene.main_of(group.at)
            bodies = [other for other in wanted if other.role in BODIES]
            assert main in bodies if bodies else main is None


def test_a_change_names_only_what_looks_different():
    display = Board(10).display()
    groups = list(display.groups)
    equal, renamed, other = (
        replace(groups[5]),
        replace(groups[6], title="another"),
        replace(groups[8], h=99.0),
    )
    groups[5], groups[6], groups[8] = equal, renamed, other
    assert difference(display.groups, tuple(groups)) == (display.groups[8], other)
    assert difference(display.groups, display.groups) == ()


def split_at_kept(old, new):
    """What `exchanged` means, said plainly: everything between the objects that both have in the same order."""
    kept = [one for one in old if any(one is other for other in new)]
    if kept != [one for one in new if any(one is other for other in old)]:
        return [(list(old), list(new))]
    sides = []
    for parts in (old, new):
        sides.append([[]])
        for one in parts:
            if any(one is other for other in kept):
                sides[-1].append([])
            else:
                sides[-1][-1].append(one)
    return [pair for pair in zip(*sides, strict=True) if any(pair)]


def test_what_is_exchanged_stands_between_what_both_have():
    rng = random.Random(17)
    aligned = 0
    for _ in range(1000):
        old = tuple(object() for _ in range(rng.randrange(12)))
        new = list(old)
        for _edit in range(rng.randrange(4)):
            place = rng.randrange(len(new) + 1)
            what = rng.choice(("exchange", "exchange", "add", "drop", "move"))
            if what in ("exchange", "drop", "move"):
                taken = new[place : place + 1]
                del new[place : place + 1]
            if what in ("exchange", "add"):
                new.insert(place, object())
            elif what == "move" and taken:
                new.insert(rng.randrange(len(new) + 1), taken[0])
        found = [(list(before), list(after)) for before, after in exchanged(old, tuple(new))]
        assert found == split_at_kept(old, new)
        aligned += len(old) == len(new) and bool(found)
    assert aligned > 100


def test_an_insertion_leaves_all_others_alone():
    display = Board(20).display()
    new = Group("mark", 0, 0, 10, 10, ())
    groups = (*display.groups[:40], new, *display.groups[40:])
    assert difference(display.groups, groups) == (new,)
    assert difference(groups, display.groups) == (new,)


def test_what_was_made_anew_and_looks_the_same_is_no_change_beside_what_came():
    """A comparison draws everything again: numbers in keys shift, and little looks different."""
    groups = Board(20).display().groups
    new = Group("mark", 0, 0, 10, 10, ())
    again = [replace(group, key=f"{group.key}+1", title="renamed") for group in groups]
    assert difference(groups, (*again[:20], new, *again[20:])) == (new,)
    assert difference((*again[:20], new, *again[20:]), groups) == (new,)
    turned = (*again[:10], again[11], again[10], *again[12:], new)
    assert again[10] in difference(groups, turned) or again[11] in difference(groups, turned)


def test_headers_come_in_their_order():
    scene = Scene()
    display = Board(40).display()
    scene.show(replace(display, groups=tuple(reversed(display.groups))))
    assert [group.at.id for group in scene.headers("stages")] == [f"s{i}" for i in range(5)]
    assert [group.y for group in scene.headers("lanes")] == sorted(
        group.y for group in scene.headers("lanes")
    )


def test_an_empty_display_list_holds_nothing():
    scene = Scene()
    scene.show(Board(4).display())
    scene.show(DisplayList(0, 0, (), "#FFFFFF"))
    assert scene.within("board", (0, 0, 5000, 5000)) == []
    assert scene.main_of(None) is None


def in_runs(rng, old, groups):
    """The groups in parts of about ten; one that says the same as one of `old` is that object."""
    known = {tuple(map(id, part)): part for part in old}
    parts, run = [], []
    for group in sorted(groups, key=lambda group: PANES.index(group.pane)):
        if run and group.pane != run[0].pane:
            parts.append(tuple(run))
            run = []
        run.append(group)
        if len(group.key + str(group.at) + group.title) % 10 == 0:
            parts.append(tuple(run))
            run = []
    runs = [part for part in (*parts, tuple(run)) if part]
    parts = [
        known.get(tuple(map(id, run))) or part_of("part", str(run[0].at) + run[0].key, run) for run in runs
    ]
    if rng.random() < 0.05:
        rng.shuffle(parts)
    return tuple(parts)


def test_lists_in_parts_are_told_apart_as_whole_lists_are():
    rng = random.Random(13)
    display = Board(12).display()
    scene = Scene()
    parts, kept = in_runs(rng, (), display.groups), 0
    for _ in range(1000):
        scene.show(replace(display, parts=parts, groups=Joined(parts)))
        display = scene.display
        check(scene, display, rng, 3)
        after = in_runs(rng, parts, changed(rng, display.groups))
        kept += len(set(map(id, parts)) & set(map(id, after)))
        parts = after
    assert kept > 5_000


def test_only_what_is_asked_for_is_drawn():
    drawn = []

    class Row:
        def __init__(self, number):
            self.number = number

        def draw(self, _layer):
            drawn.append(self.number)
            at = touchpoint_at("m", f"t{self.number}")
            return (Group("touchpoint", 1000.0 * self.number, 0, 100, 50, (), at),)

    def part(number):
        x = 1000.0 * number
        return Part(Row(number), "row", str(number), x, x + 100, frozenset((f"t{number}",)))

    parts = tuple(part(number) for number in range(100))
    scene = Scene()
    scene.show(DisplayList(100_000, 50, Joined(parts), "#FFFFFF", parts=parts))
    assert len(scene.within("board", (2900, 0, 4000, 50))) == 2
    assert scene.main_of(touchpoint_at("m", "t70")).x == 70_000
    assert not scene.holds(touchpoint_at("m", "other"))
    assert drawn == [3, 4, 70]
    after = (*parts[:50], *(part(number) for number in range(50, 100)))
    places = scene.show(DisplayList(100_000, 50, Joined(after), "#FFFFFF", parts=after), (2900, 4000))
    assert drawn == [3, 4, 70]
    assert {pane for pane, _box in places} == {"board"}
    assert min(box[0] for _pane, box in places) == 50_000 - SPILL
