"""Presses on a comparison lead somewhere: lines to pairs, the headline to reasons, cards and titles to their maps."""

from __future__ import annotations

import pytest

from cjm_editor.app.boardview.events import ContextRequested
from cjm_editor.app.pages.map_page import MapPage
from cjm_editor.core.address import map_at, touchpoint_at


def test_a_line_leads_to_its_pair_and_shown_at_full_size(page):
    number = next(n for n, fix in enumerate(page.result.fixes) if len(page.addresses_of(fix.link)) >= 2)
    wanted = page.addresses_of(page.result.fixes[number].link)
    page.list.picked.emit(number)
    assert page.view.selection() == wanted
    page.list.shown.emit(number)
    assert page.view.zoom() == 1.0 and page.view.selection() == wanted


@pytest.mark.parametrize("key", ["gap", "parts"])
def test_the_headline_leads_to_its_reasons(page, key):
    page.headline.pressed.emit(key)
    assert page.side.is_gap_shown


def test_a_card_and_the_title_of_a_row_lead_to_their_maps(page, window, hands):
    shown = next(link.actual[0] for link in page.result.matching.links if link.actual)
    for at, map_id in ((touchpoint_at("actual", shown), "actual"), (map_at("ideal"), "ideal")):
        page.view.activated.emit(at)
        hands.settle()
        assert isinstance(window.page, MapPage) and window.page.map_id == map_id
    page.view.activated.emit("no address")
    assert window.page.map_id == "ideal"


def test_the_menu_is_about_the_card_under_the_mouse(page):
    asked = []
    page.menu_asked.disconnect()
    page.menu_asked.connect(asked.append)
    card = page.addresses_of(0)[0]
    page.view.context_requested.emit(ContextRequested(card, 30, 40))
    assert page.view.selection() == (card,)
    assert (asked[0].x(), asked[0].y()) == (30, 40)
