"""What the panel of a link says: one true statement, whatever people decided and whatever the roles are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from cjm_editor.app.align.answering import Ends
from cjm_editor.app.align.words import tip_of
from cjm_editor.app.commands.maps import show_pair
from cjm_editor.app.dialogs.choose_pair import MapRef, Pair
from cjm_editor.compare.unsure import is_open

K = Qt.Key
SAMPLES = Path(__file__).parents[2] / "samples"
CLAIMS = ("Missing", "Extra", "Only ", "is only in", "Unknown to the company", "is missing")
"""What may be said only of what people or a common origin make known."""


NOT_FOUND = ("No counterpart found", "Not found in ")


def said(page) -> str:
    shown = (made.text() for made in page.panel.scroll.widget().findChildren(QLabel))
    return "\n".join(shown).replace("\u00a0", " ")


@pytest.fixture(params=["ideal", "assumed", "actual"])
def page(request, window, hands, tmp_path):
    """One journey drawn twice: what the other one is compared with is a target, a belief or another segment."""
    sessions = []
    for name in ("boots.cjm.yaml", "boots-independent.cjm.yaml"):
        shutil.copy(SAMPLES / name, tmp_path / name)
    first = tmp_path / "boots.cjm.yaml"
    text = first.read_text(encoding="utf-8")
    first.write_text(text.replace("kind: ideal", f"kind: {request.param}"), encoding="utf-8")
    for name in ("boots.cjm.yaml", "boots-independent.cjm.yaml"):
        window.open_path(tmp_path / name)
        sessions.append(window.session)
    lived = next(journey.id for journey in sessions[1].document.maps if journey.kind == "actual")
    show_pair(window, Pair(MapRef(sessions[0], "ideal"), MapRef(sessions[1], lived)))
    hands.settle()
    window.page.view.set_animated(False)
    return window.page


def test_a_tip_says_once_that_no_counterpart_was_found(page):
    for number, link in enumerate(page.result.matching.links):
        if not (link.ideal and link.actual):
            text = tip_of(page.result, number, page.context.words)
            assert sum(map(text.count, NOT_FOUND)) == 1, text
            assert not [claim for claim in CLAIMS if claim in text], text


@pytest.mark.parametrize("is_ideal", [True, False])
def test_with_its_last_candidate_refused_it_is_decided_and_not_claimed_to_be_missing_or_extra(
    hands, page, is_ideal
):
    """It is none of those that came near, and nobody asks again; that there is none at all nobody said."""
    side = "ideal" if is_ideal else "actual"
    ids = next(
        getattr(k, side)
        for k in page.result.matching.links
        if k.asked and bool(k.ideal) == is_ideal and bool(k.actual) != is_ideal
    )

    def number() -> int:
        return next(n for n, k in enumerate(page.result.matching.links) if set(ids) <= set(getattr(k, side)))

    while page.result.matching.links[number()].asked:
        near = (page.result.matching.links[number()].asked[0].id,)
        page.view.select(page.alignment.addresses_of(Ends(ids, near) if is_ideal else Ends(near, ids)))
        page.view.setFocus()
        hands.key(K.Key_B)
    page.alignment.show_link(number())
    link = page.result.matching.links[number()]
    assert link.by != "pin" and not (link.ideal and link.actual)
    text = said(page)
    assert text.count("\nNo counterpart\n") == 1 and "People decided: this is not “" in text
    assert not [claim for claim in (*CLAIMS, *NOT_FOUND, "could be found", " may ") if claim in text], text
    assert not is_open(page.result, number())
    hands.key(K.Key_0)
    page.alignment.show_link(number())
    assert "Decided by people" in said(page) and "No counterpart found" not in said(page)


def test_what_a_common_origin_makes_known_says_so(window, hands, tmp_path):
    path = tmp_path / "boots.en.cjm.yaml"
    shutil.copy(SAMPLES / path.name, path)
    window.open_path(path)
    show_pair(window, Pair(MapRef(window.session, "ideal"), MapRef(window.session, "actual")))
    hands.settle()
    page = window.page
    number = next(n for n, k in enumerate(page.result.matching.links) if k.kind == "missing")
    page.alignment.show_link(number)
    text = said(page)
    assert "Missing" in text and "Known from the common origin of the maps" in text
    assert "No counterpart found" not in text
