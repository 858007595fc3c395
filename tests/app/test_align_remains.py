"""A decision that takes something out of a link: the rest stays linked, and it is said what became of it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt

from cjm_editor.app.align.answering import Ends
from cjm_editor.app.align.remains import MOST, remains
from cjm_editor.compare import answers
from cjm_editor.compare.comparison import compare
from cjm_editor.core.model import Document, JourneyMap, Stage, Touchpoint, map_of
from cjm_editor.core.results import Side
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def pins(page) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """What people linked; the sample comes with a decision of its own."""
    return [(k.ideal, k.actual) for k in page.result.matching.links if k.by == "pin"]


def test_one_half_of_a_split_is_drawn_away_and_the_other_half_stays(window, hands, page):
    links, known = page.result.matching.links, pins(page)
    ours, other = [k.ideal[0] for k in links if k.by == "id" and k.ideal and k.actual][:2]
    first, second = [k.actual[0] for k in links if k.kind == "extra"][:2]
    page.view.select(page.alignment.addresses_of(Ends((ours,), (first, second))))
    page.view.setFocus()
    hands.key(K.Key_L)
    assert set(pins(page)) == {*known, ((ours,), (first, second))}
    page.view.fit_all()
    start, end = page.alignment.addresses_of(Ends((other,), (first,)))
    hands.drag(page.view, QPointF(hands.place(start, "touchpoint")), QPointF(hands.place(end, "touchpoint")))
    assert set(pins(page)) == {*known, ((ours,), (second,)), ((other,), (first,))}
    titles = [page.result.ideal.journey.touchpoints.get(ours).title]
    titles.append(page.result.actual.journey.touchpoints.get(second).title)
    assert "“{}” stays linked with “{}”.".format(*titles) in window.status._words
    hands.key(K.Key_Z, CTRL)
    assert set(pins(page)) == {*known, ((ours,), (first, second))}


def made(ideal: int, actual: int) -> Document:
    maps = tuple(
        JourneyMap(
            kind,
            kind=kind,
            stages=(Stage("s", "Stage"),),
            touchpoints=Seq([Touchpoint(f"{kind[0]}{n}", "s", f"{word} {chr(65 + n)}") for n in range(size)]),
        )
        for kind, word, size in (("ideal", "wish", ideal), ("actual", "life", actual))
    )
    return Document(maps=maps)


def compared(document: Document):
    return compare(*(Side(document, map_of(document, id), f"#{id}") for id in ("ideal", "actual")))


def decided(document: Document, *pinned: tuple[str, str]) -> Document:
    for ours, theirs in pinned:
        answer = answers.drawn(compared(document), tuple(ours.split()), tuple(theirs.split()))
        document = answer.edit(document)
    return document


def told(document: Document, ours: str, theirs: str, language: str = "en") -> str:
    """What is said after these were linked."""
    about = Ends(tuple(ours.split()), tuple(theirs.split()))
    after = decided(document, (ours, theirs))
    left = remains(compared(document), compared(after), about)
    return words(language)(left) if left is not None else ""


def test_what_was_linked_with_either_end_is_named():
    document = decided(made(2, 2), ("i0", "a0"), ("i1", "a1"))
    for theirs in ("a0", "a1"):  # nobody says that what is left over belongs together
        document = answers.banned(compared(document), ("i0", "i1"), ("a0", "a1")).edit(document)
        document = decided(document, ("i0", "a0"), ("i1", "a1"))
        said = told(document, "i0", "a1")
        assert "“wish B”" in said and "“life A”" in said, theirs
    assert told(document, "i0", "a0") == ""


def test_of_many_their_number_is_said_in_both_languages():
    document = decided(made(1, 6), ("i0", "a0 a1 a2 a3"))
    document = answers.alone(compared(document), (), ("a5",)).edit(document)
    for id in ("a0", "a1", "a2", "a3"):
        document = answers.banned(compared(document), ("i0",), (id,)).edit(document)
    document = decided(document, ("i0", "a0 a1 a2 a3"))
    assert told(document, "i0", "a4") == "4 touchpoints are without a counterpart now."
    assert told(document, "i0", "a4", "ru") == "4 точки контакта остались без пары."
    assert MOST < 4
