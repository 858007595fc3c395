"""A touchpoint that nothing stands opposite, in the alignment editor: the other row is reached, the panel says all."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from cjm_editor.app.align.answering import Ends
from cjm_editor.core import edits
from cjm_editor.core.model import Transition
from cjm_editor.core.texts import Message
from cjm_editor.render.marks_scene import row_maps

K = Qt.Key


def link_of(page, ideal: str = "", actual: str = ""):
    links = page.result.matching.links
    return next(k for k in links if (ideal and ideal in k.ideal) or (actual and actual in k.actual))


def choose(page, ideal: str = "", actual: str = ""):
    (at,) = page.alignment.addresses_of(Ends((ideal,) if ideal else (), (actual,) if actual else ()))
    page.view.select((at,), at)
    page.view.setFocus()


def said(page) -> str:
    """What the panel says; spaces that end no line are spaces."""
    shown = (made.text() for made in page.panel.findChildren(QLabel) if not made.isHidden())
    return "\n".join(shown).replace("\u00a0", " ")


def test_a_missing_one_is_linked_with_keys_over_an_empty_column(hands, page):
    choose(page, "confirm")
    for key in (K.Key_L, K.Key_Down):
        hands.key(key)
    below = page.view.current()
    assert below.map == row_maps(page.result)[1] and below.kind == "touchpoint"
    hands.key(K.Key_Right)
    other = page.view.current().id
    hands.key(K.Key_L)
    assert link_of(page, "confirm").actual == (other,) and link_of(page, "confirm").by == "pin"


def test_up_from_an_extra_one_is_the_other_row_before_the_stage(hands, page):
    choose(page, actual="where")
    hands.key(K.Key_Up)
    above = page.view.current()
    assert above.map == row_maps(page.result)[0] and above.kind == "touchpoint"
    hands.key(K.Key_Up)
    assert page.view.current().kind == "stage"


def test_the_panel_of_a_missing_one_offers_to_choose_its_pair(hands, page):
    choose(page, "confirm")
    hands.key(K.Key_W)
    names = [button.accessibleName() for button in page.panel.findChildren(QPushButton)]
    assert "Choose its pair, L" in names
    page.view.clear_selection()
    page.panel.findChildren(QPushButton)[names.index("Choose its pair, L")].click()
    assert page.alignment.marked == Ends(("confirm",))
    page.alignment.show_link(page.result.matching.links.index(link_of(page, "ad")))
    hands.settle()
    shown = [button for button in page.panel.findChildren(QPushButton) if button.isVisible()]
    assert shown and not any("Choose its pair" in button.accessibleName() for button in shown)


def test_the_panel_says_that_people_kept_two_apart(hands, page):
    link = next(k for k in page.result.matching.links if k.kind == "same")
    ends = Ends(link.ideal, link.actual)
    page.view.select(page.alignment.addresses_of(ends))
    page.view.setFocus()
    hands.key(K.Key_B)
    for ids in ({"ideal": link.ideal[0]}, {"actual": link.actual[0]}):
        choose(page, **ids)
        page.alignment.show_link(page.result.matching.links.index(link_of(page, **ids)))
        hands.settle()
        title = page.result.ideal.journey.touchpoints[0].title
        assert link.ideal[0] == page.result.ideal.journey.touchpoints[0].id
        assert f"People decided: this is not “{title}”" in said(page)
    page.alignment.show_link(page.result.matching.links.index(link_of(page, "confirm")))
    hands.settle()
    assert "People decided" not in said(page)


def test_the_panel_says_what_the_route_does_at_an_extra_one(window, hands, page):
    leave = Transition("gone", "where", "", "leave", share=0.3)
    session = page.sessions_by_side()["actual"]
    session.apply(Message("Leave"), lambda document: edits.add_transition(document, "actual", leave))
    hands.settle()
    page.alignment.show_link(page.result.matching.links.index(link_of(page, actual="where")))
    hands.settle()
    assert "Customers leave at “Calls to ask where the order is”: 30%" in said(page)
