"""The pair of maps that the window proposes to compare: the map at hand is in it, the reference first."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton

from cjm_editor.app.dialogs.choose_pair import MapRef, Pair, proposed
from cjm_editor.core.model import Document, JourneyMap, Segment

K, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
SAMPLES = Path(__file__).parents[2] / "samples"


def opened(window, name: str, folder: Path):
    path = folder / name
    shutil.copy(SAMPLES / name, path)
    window.open_path(path)
    return window.session


def made(window, *maps: JourneyMap, segments: tuple[Segment, ...] = ()):
    return window.desk.new(Document(segments=segments, maps=maps))


def test_a_lived_map_of_another_file_is_proposed_below_the_reference(window, hands, tmp_path) -> None:
    """The second drawing of the sample's journey stands in a file of its own, with no other map."""
    one = opened(window, "boots.cjm.yaml", tmp_path)
    other = opened(window, "boots-independent.cjm.yaml", tmp_path)
    shown: list[MapRef] = []

    def look(dialog) -> None:
        shown.extend(box.currentData() for box in dialog.findChildren(QComboBox))
        hands.click(next(b for b in dialog.findChildren(QPushButton) if b.text() == "Compare"))

    hands.during(lambda: hands.key(K.Key_R, CTRL), look)
    assert shown == [MapRef(one, "ideal"), MapRef(other, other.document.maps[0].id)]
    hands.settle()
    assert window.page.result.ideal.journey.kind == "ideal"
    assert window.page.result.actual.journey.id == other.document.maps[0].id


def test_the_map_at_hand_is_always_one_of_them(window, tmp_path) -> None:
    for name in ("boots.cjm.yaml", "boots-independent.cjm.yaml", "recovery.cjm.yaml"):
        opened(window, name, tmp_path)
    order = ("ideal", "assumed", "actual")
    for session in window.desk.sessions:
        for journey in session.document.maps:
            pair = proposed(window.desk, session, journey.id)
            assert MapRef(session, journey.id) in (pair.one, pair.other) and pair.one != pair.other
            kinds = [
                next(m.kind for m in ref.session.document.maps if m.id == ref.map_id)
                for ref in (pair.one, pair.other)
            ]
            assert order.index(kinds[0]) <= order.index(kinds[1])


def test_the_likeliest_rival_is_of_another_kind_then_another_segment(window) -> None:
    a, b = Segment("a", "Young"), Segment("b", "Old")
    here = made(window, JourneyMap("x", kind="actual", segment="a"), segments=(a,))
    alike = made(window, JourneyMap("y", kind="actual", segment="b"), segments=(b,))
    assert proposed(window.desk, here, "x") == Pair(MapRef(here, "x"), MapRef(alike, "y"))
    wrong = made(window, JourneyMap("w", kind="ideal", segment="b"), segments=(b,))
    assert proposed(window.desk, here, "x") == Pair(MapRef(wrong, "w"), MapRef(here, "x"))
    right = made(window, JourneyMap("r", kind="ideal", segment="s"), segments=(Segment("s", "Young"),))
    assert proposed(window.desk, here, "x") == Pair(MapRef(right, "r"), MapRef(here, "x"))
    both = made(
        window,
        JourneyMap("p", kind="actual", segment="a"),
        JourneyMap("q", kind="ideal", segment="a"),
        segments=(a,),
    )
    assert proposed(window.desk, both, "p") == Pair(MapRef(both, "q"), MapRef(both, "p"))
