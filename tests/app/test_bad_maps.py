"""Maps that can hardly be compared, in the real window: every key is pressed, nothing breaks, the notice is read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from cjm_editor.app.align.keys import LETTERS
from cjm_editor.app.commands.maps import show_pair
from cjm_editor.app.dialogs.choose_pair import MapRef, Pair
from cjm_editor.core.model import Document, JourneyMap, Stage, Touchpoint, map_of
from cjm_editor.core.seq import Seq
from cjm_editor.io.files import load
from cjm_editor.io.writer import write

K = Qt.Key
STEPS = ("Ищет обувь", "Примеряет", "Платит на кассе", "Носит")


def journey(kind, titles, stages=2):
    """A map of a kind: its titles spread over stages; none where there are none."""
    named = tuple(Stage(f"{kind}-s{n}", f"Этап {n + 1}") for n in range(stages))
    points = Seq(
        Touchpoint(
            f"{kind}-{n}", named[n * stages // len(titles)].id if stages else "", title, emotion=n % 3 - 1
        )
        for n, title in enumerate(titles)
    )
    return JourneyMap(kind, kind, kind, stages=named, touchpoints=points)


BAD = {
    "both empty": ((), ()),
    "nothing lived": (STEPS, ()),
    "no reference": ((), STEPS),
    "one title": (("Ждёт",) * 9, ("Ждёт",) * 9),
    "long titles": (
        tuple(f"{step} " * 500 for step in STEPS),
        tuple(f"{step}, " * 500 for step in STEPS[::-1]),
    ),
    "mixed scripts": (
        ("Oплата cартой", "Оплата", "支付 pay", "דפדוף"),
        ("Оплата картой", "Oplata", "支付", "🙂"),
    ),
    "unknown language": (
        ("Cerca le scarpe", "Prova", "Paga"),
        ("Trova gli stivali", "Indossa", "Salda il conto"),
    ),
    "no titles": (("", "", ""), ("", "")),
}


def opened(window, hands, tmp_path, ideal, actual):
    path = tmp_path / "bad.cjm.yaml"
    path.write_text(write(replace(Document(), maps=(ideal, actual))), encoding="utf-8")
    window.open_path(path)
    session = window.session
    show_pair(window, Pair(MapRef(session, "ideal"), MapRef(session, "actual")))
    hands.settle()
    window.page.view.set_animated(False)
    window.page.view.setFocus()
    return window.page, session


@pytest.mark.parametrize("stages", [2, 0])
@pytest.mark.parametrize("name", BAD)
def test_every_key_does_no_harm(window, hands, tmp_path, name, stages):
    ideal, actual = (
        journey(kind, titles, stages) for kind, titles in zip(("ideal", "actual"), BAD[name], strict=True)
    )
    page, session = opened(window, hands, tmp_path, ideal, actual)
    assert page.result is not None and page.status()
    before = session.document
    for key, action in (*LETTERS, (K.Key_Return, ""), (K.Key_Down, ""), (K.Key_1, ""), (K.Key_Escape, "")):
        if action not in ("compare.open", "compare.idea"):
            for _again in range(2):
                hands.key(key)
                hands.settle()
    assert page.result is not None and window.page is page
    while session.undo_label:
        session.undo()
    hands.settle()
    assert session.document == before
    assert (page.result.score.gap is None) == (not BAD[name][0])


@pytest.mark.parametrize("name", ["both empty", "nothing lived", "no reference", "one title", "no titles"])
def test_what_can_hardly_be_compared_is_said(window, hands, tmp_path, name):
    ideal, actual = (
        journey(kind, titles) for kind, titles in zip(("ideal", "actual"), BAD[name], strict=True)
    )
    page, _session = opened(window, hands, tmp_path, ideal, actual)
    notices = page.result.matching.notices
    assert notices and page.status()[-1].startswith(str(len(notices)))
    hands.key(K.Key_G)
    labels = [label for label in page.gap_panel.findChildren(QLabel) if label.isVisible()]
    shown = {
        label.text().replace("\u00a0", " ") for label in labels
    }  # panels keep short words with the next one
    assert all(window.context.say(notice).replace("\u00a0", " ") in shown for notice in notices)
    assert all(
        link.confidence < 0.9
        for link in page.result.matching.links
        if link.by == "auto" and link.ideal and link.actual
    )


def test_decisions_survive_renamed_and_lost_ids_and_stale_ones_are_told(window, hands, tmp_path):
    """Answered, saved, the ids changed elsewhere, opened again: found by title, or told to be out of date."""
    page, session = opened(
        window, hands, tmp_path, journey("ideal", STEPS), journey("actual", ("Гадает", *STEPS[1:]))
    )
    page.alignment.show_link(0)
    ends = page.alignment.ends_at(0)
    other = next(k for k in page.result.matching.links if "actual-0" in k.actual)
    if not ends.is_whole:
        page.view.select(page.alignment.addresses_of(replace(ends, actual=other.actual)))
        hands.key(K.Key_L)
    else:
        hands.key(K.Key_A)
    hands.settle()
    window.trigger("file.save")
    hands.settle()
    assert session.document.comparisons[0].links
    path = session.path
    text = path.read_text(encoding="utf-8")
    maps, comparisons = text.split("comparisons:")
    elsewhere = tmp_path / "elsewhere.cjm.yaml"
    elsewhere.write_text(maps.replace("actual-0", "renamed") + "comparisons:" + comparisons, encoding="utf-8")
    window.open_path(elsewhere)
    again = window.session
    show_pair(window, Pair(MapRef(again, "ideal"), MapRef(again, "actual")))
    hands.settle()
    found = next(k for k in window.page.result.matching.links if "renamed" in k.actual)
    assert (found.ideal, found.by) == (("ideal-0",), "pin")
    assert all(question.link != 0 for question in window.page.alignment.questions)
    lost = tmp_path / "lost.cjm.yaml"
    lost.write_text(
        maps.replace("actual-0", "renamed").replace("Гадает", "Ходит") + "comparisons:" + comparisons,
        encoding="utf-8",
    )
    window.open_path(lost)
    last = window.session
    show_pair(window, Pair(MapRef(last, "ideal"), MapRef(last, "actual")))
    hands.settle()
    said = [window.context.say(notice) for notice in window.page.result.matching.notices]
    assert any("Гадает" in notice for notice in said)
    assert map_of(load(path).source.document, "actual") is not None
