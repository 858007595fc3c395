"""The alignment editor in the real window: links are walked, accepted, cut, drawn and banned, by keys and by mouse."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from cjm_editor.app.align.answering import Ends
from cjm_editor.app.align.beside import WaitStrip
from cjm_editor.app.align.parts import Candidate, KeyButton
from cjm_editor.app.align.words import question_of, tip_of
from cjm_editor.app.boardview import canvas
from cjm_editor.app.commands.maps import show_pair
from cjm_editor.app.dialogs.choose_pair import MapRef, Pair
from cjm_editor.app.pages.map_page import MapPage
from cjm_editor.app.plain import plain
from cjm_editor.compare.unsure import Question, unsure
from cjm_editor.core import edits
from cjm_editor.core.address import map_at, touchpoint_at
from cjm_editor.core.model import Document, JourneyMap, map_of
from cjm_editor.core.results import Correspondence
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import Message
from cjm_editor.io.files import load
from cjm_editor.io.reader import read
from cjm_editor.io.writer import write
from cjm_editor.render.marks_scene import row_maps
from tests.compare.pairs import pair

K = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
SAMPLES = Path(__file__).parents[2] / "samples"


def opened(window, name: str, folder: Path):
    """A sample as a file of one's own, opened."""
    path = folder / name
    shutil.copy(SAMPLES / name, path)
    window.open_path(path)
    return window.session


def shown(window, hands, one, other, ids=("ideal", "actual")):
    show_pair(window, Pair(MapRef(one, ids[0]), MapRef(other, ids[1])))
    hands.settle()
    page = window.page
    page.view.set_animated(False)
    return page


@pytest.fixture
def apart(window, hands, tmp_path):
    """The reference and the same journey in other words: two documents, links in doubt."""
    one = opened(window, "boots.cjm.yaml", tmp_path)
    other = opened(window, "boots-independent.cjm.yaml", tmp_path)
    lived = next(journey.id for journey in other.document.maps if journey.kind == "actual")
    return shown(window, hands, one, other, ("ideal", lived))


@pytest.fixture
def within(window, hands, tmp_path):
    """Two maps of one document."""
    one = opened(window, "boots.en.cjm.yaml", tmp_path)
    return shown(window, hands, one, one)


def decided(page):
    """All decisions in both documents."""
    return [
        (link.state, link.ideal, link.actual)
        for session in {id(s): s for s in page.sessions_by_side().values()}.values()
        for comparison in session.document.comparisons
        for link in comparison.links
    ]


def said(widget) -> str:
    shown = (made.text() for made in widget.findChildren(QLabel) if not made.isHidden())
    return "\n".join(shown).replace("\u00a0", " ")


def link_of(page, ideal: str = "", actual: str = ""):
    links = page.result.matching.links
    return next(k for k in links if (ideal and ideal in k.ideal) or (actual and actual in k.actual))


def ring(page, *names: str):
    """Choose touchpoints of the drawing: `i:id` above, `a:id` below."""
    ends = Ends(
        tuple(n[2:] for n in names if n.startswith("i:")), tuple(n[2:] for n in names if n.startswith("a:"))
    )
    page.view.select(page.alignment.addresses_of(ends))


def sort_of(question) -> str:
    return "In doubt" if question.is_linked else "Without a pair"


def alike(questions, number: int) -> int:
    return sum(question.is_linked == questions[number].is_linked for question in questions)


def test_the_unsure_links_are_walked_and_answered_with_keys_only(window, hands, apart):
    page = apart
    questions = unsure(page.result)
    assert len(questions) >= 3 and page.view.hasFocus()
    hands.key(K.Key_N)
    assert page.side.is_link_shown and f"{sort_of(questions[0])}: 1 of {alike(questions, 0)}" in said(
        page.panel
    )
    assert page.panel.shown.link == questions[0].link
    hands.key(K.Key_N)
    hands.key(K.Key_N, SHIFT)
    assert page.panel.shown.link == questions[0].link
    asked, before = questions[0], decided(page)
    hands.key(K.Key_Return)
    link = link_of(page, asked.ids[0])
    assert link.by == "pin" and link.actual == asked.options[0].ids
    left = page.alignment.questions
    assert len(left) == len(questions) - 1
    assert f"{sort_of(left[0])}: 1 of {alike(left, 0)}" in said(page.panel), "goes on to the next"
    second = page.alignment.questions[0]
    hands.key(K.Key_X)
    assert link_of(page, second.ids[0]).actual != second.options[0].ids
    third = page.panel.shown.question
    hands.key(K.Key_0)
    link = link_of(page, third.ids[0])
    assert link.by == "pin" and not link.actual
    states = [entry[0] for entry in decided(page) if entry not in before]
    assert states.count("pinned") == 2 and states.count("banned") >= 1
    for asked_once in (asked, third):
        assert all(q.ids != asked_once.ids for q in page.alignment.questions), "never asked again"


def test_cyrillic_letters_on_the_same_keys_do_the_same(window, hands, apart):
    questions = len(apart.alignment.questions)
    press(hands, "т")
    assert apart.side.is_link_shown
    press(hands, "ф")
    assert len(apart.alignment.questions) == questions - 1


def press(hands, letter: str) -> None:
    """A letter as a Cyrillic layout sends it."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, ord(letter.upper()), Qt.KeyboardModifier.NoModifier, letter)
        QCoreApplication.sendEvent(hands.focus(), event)
    hands.settle()


def walk_to_a_pair(page, hands) -> None:
    """Go to the next question about something that is linked."""
    for _question in page.alignment.questions:
        hands.key(K.Key_N)
        if page.panel.shown.question.is_linked:
            return
    pytest.fail("no pair is in doubt")


def test_every_answer_is_undone_and_redone_by_name(window, hands, apart):
    page, before = apart, decided(apart)
    home = page.sessions_by_side()["ideal"]
    for key, name in ((K.Key_Return, "accept"), (K.Key_X, "cut"), (K.Key_0, "no counterpart")):
        hands.key(K.Key_Escape)
        walk_to_a_pair(page, hands)
        hands.key(key)
        after = decided(page)
        assert after != before
        assert window.context.say(home.undo_label).startswith(name)
        hands.key(K.Key_Z, CTRL)
        assert decided(page) == before
        hands.key(K.Key_Z, CTRL, SHIFT)
        assert decided(page) == after
        hands.key(K.Key_Z, CTRL)
        assert decided(page) == before


def test_decisions_are_kept_by_saving_and_never_asked_again(window, hands, apart, tmp_path):
    page = apart
    hands.key(K.Key_N)
    asked = page.panel.shown.question
    hands.key(K.Key_Return)
    hands.key(K.Key_S, CTRL)
    kept = load(tmp_path / "boots.cjm.yaml").source.document
    link = kept.comparisons[-1].links[-1]
    assert (link.state, link.ideal) == ("pinned", asked.ids) and link.ideal_titles
    for at in reversed(range(len(window.pages))):
        window.close_page(at)
    window.open_path(tmp_path / "boots.cjm.yaml")
    one = window.session
    window.open_path(tmp_path / "boots-independent.cjm.yaml")
    again = shown(window, hands, one, window.session, (page.pair.one.map_id, page.pair.other.map_id))
    assert link_of(again, asked.ids[0]).by == "pin"
    assert all(question.ids != asked.ids for question in again.alignment.questions)


def test_saving_in_a_comparison_saves_both_documents(window, hands, apart, tmp_path):
    """An answer is written into one of them, an idea into the other."""
    page = apart
    hands.key(K.Key_N)
    hands.key(K.Key_Return)
    page.list.choose(0)
    window.trigger("compare.idea")
    hands.settle()
    one, other = page.sessions
    assert not one.is_clean and not other.is_clean
    hands.key(K.Key_S, CTRL, into=window)
    assert one.is_clean and other.is_clean and not window.isWindowModified()
    assert load(tmp_path / "boots.cjm.yaml").source.document.comparisons
    assert "Check whether" in (tmp_path / "boots-independent.cjm.yaml").read_text(encoding="utf-8") or (
        load(tmp_path / "boots-independent.cjm.yaml").source.document == other.document
    )
    said_last = window.status._said.text()
    assert "boots.cjm.yaml" in said_last and "boots-independent.cjm.yaml" in said_last


def test_an_answer_is_undone_while_the_comparison_still_runs(window, hands, apart, monkeypatch):
    """A large one takes its time, or is cancelled."""
    page = apart
    hands.key(K.Key_N)
    page.session = page.sessions[1]
    window.refresh()
    undo = window.actions_.by_id["edit.undo"]
    assert not undo.isEnabled()
    monkeypatch.setattr(page, "compute", lambda: None)
    monkeypatch.setattr(page, "then", lambda _act: None)
    hands.key(K.Key_Return)
    assert page.session is page.sessions[0] and undo.isEnabled()
    hands.key(K.Key_Z, CTRL, into=window)
    assert page.sessions[0].undo_label is None


def test_what_the_other_document_lacks_on_disk_is_told(window, hands, apart):
    page = apart
    hands.key(K.Key_N)
    hands.key(K.Key_Return)
    one, other = page.sessions
    decided_in = one if not one.is_clean else other
    page.session = other if decided_in is one else one
    window.refresh()
    assert page.session.is_clean and window.isWindowModified()
    assert window.status._saved.text() == "Unsaved changes"


def test_keys_cross_to_the_other_row_where_both_maps_have_one_id(window, hands, tmp_path):
    """As two files made from one template have."""
    texts = (SAMPLES / "boots.en.cjm.yaml").read_text(encoding="utf-8")
    sessions = []
    for name, kind in (("one", "ideal"), ("two", "actual")):
        path = tmp_path / f"{name}.cjm.yaml"
        document = only_map(texts, kind)
        path.write_text(write(document), encoding="utf-8")
        window.open_path(path)
        sessions.append(window.session)
    page = shown(window, hands, *sessions, ids=("map", "map"))
    missing, _extras = missing_and_extra(page)
    upper, lower = row_maps(page.result)
    assert upper != lower
    at = touchpoint_at(upper, missing)
    page.view.select((at,), at)
    page.view.setFocus()
    hands.key(K.Key_Down)
    current = page.view.current()
    assert current is not None and current.map == lower


def only_map(text: str, kind: str) -> Document:
    """The map of a kind in a document of its own, called by an id that any template gives."""
    document = read(text.encode()).document
    journey = replace(next(one for one in document.maps if one.kind == kind), id="map")
    return replace(document, maps=Seq([journey]), comparisons=())


def assert_says_why(panel, question, words):
    """What rests on a counterpart on offer is its terms, a line each, and what they come to."""
    options = [option for option in question.options if not option.is_linked]
    offered = panel.scroll.widget().findChildren(Candidate)
    for made, option in zip(offered, options, strict=True):
        lines = made.toolTip().splitlines()
        whole = sum(value for _name, value in option.why)
        assert len(lines) == len(option.why) + 1 > 3
        assert f"{whole:+.2f}".replace("-", "\N{MINUS SIGN}") in lines[-1]
        assert lines[-1].endswith(words.percent(option.confidence))


def test_another_candidate_is_taken_by_its_number_or_with_the_mouse(window, hands, tmp_path):
    made = pair("independent", 40, "en", 3)
    maps = (
        replace(made.ideal.journey, id="ideal", kind="ideal"),
        replace(made.actual.journey, id="actual", kind="actual", derived_from=""),
    )
    path = tmp_path / "two.cjm.yaml"
    path.write_text(write(replace(made.ideal.document, maps=maps)), encoding="utf-8")
    window.open_path(path)
    page = shown(window, hands, window.session, window.session)
    asked = next(q for q in page.alignment.questions if not q.is_linked and q.side == "ideal")
    wanted, before = asked.options[0].ids, decided(page)
    page.alignment.show_link(asked.link)
    assert_says_why(page.panel, asked, window.context.words)
    page.view.setFocus()
    hands.key(K.Key_1)
    assert link_of(page, asked.ids[0]).actual == wanted
    hands.key(K.Key_Z, CTRL)
    assert decided(page) == before
    page.alignment.show_link(next(q.link for q in page.alignment.questions if q.ids == asked.ids))
    hands.key(K.Key_C)
    assert isinstance(hands.focus(), Candidate)
    hands.key(K.Key_B)
    assert ("banned", asked.ids, wanted) in decided(page), "never this one"
    hands.key(K.Key_Z, CTRL)
    page.alignment.show_link(next(q.link for q in page.alignment.questions if q.ids == asked.ids))
    hands.settle()
    hands.click(page.panel.scroll.widget().findChildren(Candidate)[0])
    assert link_of(page, asked.ids[0]).actual == wanted


def test_a_decision_leaves_the_view_where_it_is(window, hands, within):
    page = within
    page.view.set_zoom(1.0)
    link = next(k for k in page.result.matching.links if k.kind == "same")
    ring(page, f"i:{link.ideal[0]}")
    page.view.setFocus()
    (at,) = page.view.selection()
    before = hands.place(at, "touchpoint")
    hands.key(K.Key_L)
    ring(page, f"i:{link.ideal[0]}")
    hands.key(K.Key_X)
    assert abs(hands.place(at, "touchpoint").x() - before.x()) <= 1
    assert at in page.view.selection()


def test_an_answer_is_painted_in_one_frame(window, hands, within, monkeypatch):
    page = within
    page.view.set_animated(False)
    page.view.paint_now()
    monkeypatch.setattr(canvas, "FRAME_BUDGET", -1.0)
    frames = []
    monkeypatch.setattr(page.view, "paint_over", lambda painter: frames.append(page.view.is_ready()))
    link = next(k for k in page.result.matching.links if k.kind == "same")
    ring(page, f"i:{link.ideal[0]}")
    page.alignment.cut()
    page.view.repaint()
    assert frames[-1]


def missing_and_extra(page):
    links = page.result.matching.links
    missing = next(k.ideal[0] for k in links if k.kind == "missing")
    extras = [k.actual[0] for k in links if k.kind == "extra"]
    return missing, extras


def test_links_are_drawn_with_keys_one_to_one_and_one_to_several(window, hands, within):
    page = within
    missing, extras = missing_and_extra(page)
    ring(page, f"i:{missing}")
    page.view.setFocus()
    hands.key(K.Key_L)
    assert page.alignment.marked == Ends((missing,)) and page.view.marked
    ring(page, f"a:{extras[0]}")
    hands.key(K.Key_L)
    link = link_of(page, missing)
    assert link.actual == (extras[0],) and link.by == "pin" and page.view.marked == ()
    hands.key(K.Key_Z, CTRL)
    assert link_of(page, missing).kind == "missing"
    ring(page, f"i:{missing}", f"a:{extras[0]}", f"a:{extras[1]}")
    hands.key(K.Key_L)
    assert set(link_of(page, missing).actual) == set(extras[:2])
    assert link_of(page, missing).kind == "split"


def test_escape_gives_a_begun_link_up(window, hands, within):
    missing, _extras = missing_and_extra(within)
    ring(within, f"i:{missing}")
    within.view.setFocus()
    hands.key(K.Key_L)
    hands.key(K.Key_Escape)
    assert (
        within.alignment.marked == Ends() and within.view.marked == () and decided(within) == decided(within)
    )


def test_a_link_is_drawn_with_the_mouse_from_row_to_row(window, hands, within):
    page, before = within, decided(within)
    missing, extras = missing_and_extra(page)
    page.view.fit_all()
    start, end = page.alignment.addresses_of(Ends((missing,), (extras[0],)))
    hands.drag(page.view, QPointF(hands.place(start, "touchpoint")), QPointF(hands.place(end, "touchpoint")))
    assert link_of(page, missing).actual == (extras[0],)
    hands.key(K.Key_Z, CTRL)
    assert decided(page) == before


def test_a_drag_within_a_row_draws_nothing(window, hands, within):
    page, before = within, decided(within)
    _missing, extras = missing_and_extra(page)
    page.view.fit_all()
    start, end = page.alignment.addresses_of(Ends((), (extras[0], extras[1])))
    hands.drag(page.view, QPointF(hands.place(start, "touchpoint")), QPointF(hands.place(end, "touchpoint")))
    assert decided(page) == before


def test_a_drag_takes_all_that_is_chosen_in_its_row_along(window, hands, within):
    page = within
    missing, extras = missing_and_extra(page)
    page.view.fit_all()
    ring(page, f"a:{extras[0]}", f"a:{extras[1]}")
    page.view.fit_all()
    (end,) = page.alignment.addresses_of(Ends((missing,)))
    (start,) = page.alignment.addresses_of(Ends((), (extras[0],)))
    hands.drag(page.view, QPointF(hands.place(start, "touchpoint")), QPointF(hands.place(end, "touchpoint")))
    assert set(link_of(page, missing).actual) == set(extras[:2])


def test_a_banned_pair_and_a_decision_taken_back(window, hands, within):
    page = within
    link = next(k for k in page.result.matching.links if k.kind == "same")
    ring(page, f"i:{link.ideal[0]}", f"a:{link.actual[0]}")
    page.view.setFocus()
    hands.key(K.Key_B)
    assert ("banned", link.ideal, link.actual) in decided(page)
    assert link_of(page, link.ideal[0]).actual != link.actual
    ring(page, f"i:{link.ideal[0]}")
    hands.key(K.Key_R)
    assert ("banned", link.ideal, link.actual) not in decided(page)
    assert link_of(page, link.ideal[0]).actual == link.actual


def test_a_missing_one_is_confirmed_to_have_no_counterpart(window, hands, within):
    missing, _extras = missing_and_extra(within)
    ring(within, f"i:{missing}")
    within.view.setFocus()
    hands.key(K.Key_Return)
    assert within.side.is_link_shown
    hands.key(K.Key_Return)
    link = link_of(within, missing)
    assert link.by == "pin" and not link.actual


def test_no_panel_says_a_thing_twice(apart):
    """A link without a counterpart is called so once; one emotion on both sides is told as one."""
    same = 0
    for number in range(len(apart.result.matching.links)):
        apart.alignment.show_link(number)
        lines = [label.text() for label in apart.panel.scroll.widget().findChildren(QLabel)]
        assert lines.count("No counterpart found") <= 1
        (told,) = [line for line in lines if line.startswith(("Emotion ", "The emotion is the same"))] or [""]
        lived, _comma, wanted = told.removeprefix("Emotion ").partition(", in the reference ")
        assert not wanted or lived != wanted, told
        same += told.startswith("The emotion is the same: ")
    assert same > 0


def test_a_refusal_is_a_sentence_in_the_panel(window, hands, tmp_path):
    window.open_copy(SAMPLES / "boots.cjm.yaml")
    one = window.session
    window.open_copy(SAMPLES / "boots-independent.cjm.yaml")
    other = window.session
    lived = next(journey.id for journey in other.document.maps if journey.kind == "actual")
    page = shown(window, hands, one, other, ("ideal", lived))
    before = decided(page)
    hands.key(K.Key_N)
    hands.key(K.Key_Return)
    assert "first: decisions name its maps by it" in said(page.panel)
    assert decided(page) == before


def test_terms_of_a_link_add_up_in_words(window, hands, apart):
    page = apart
    walk_to_a_pair(page, hands)
    link = page.result.matching.links[page.panel.shown.link]
    text = said(page.panel)
    whole = sum(value for _name, value in link.why)
    shown_sum = f"{whole:+.2f}".replace("-", "\N{MINUS SIGN}")
    assert "Words of the titles" in text and shown_sum in text
    assert window.context.words.percent(link.confidence) in text


def test_the_gap_is_explained_by_key_and_by_mouse(window, hands, within):
    page = within
    hands.key(K.Key_G)
    text = said(page.gap_panel)
    assert page.side.is_gap_shown and "Experience" in text and "Together, points of 100" in text
    assert "Probably between" in text
    hands.key(K.Key_Escape)
    assert page.side.is_list_shown
    hands.click(page.headline, QPointF(60, 50))
    assert page.side.is_gap_shown
    hands.click(page.gap_panel.back)
    assert page.side.is_list_shown


def test_a_press_on_a_mark_explains_its_link(window, hands, within):
    page = within
    page.view.fit_all()
    number = next(n for n, link in enumerate(page.result.matching.links) if link.kind == "split")
    group = next(g for g in page.view.scene.display.groups if g.role == "mark" and g.key == f"link:{number}")
    point = page.view.camera().to_screen(group.pane, group.x + group.w / 2, group.y + group.h / 2)
    hands.click(page.view, QPointF(*point))
    assert page.side.is_link_shown and page.panel.shown.link == number
    ring(page, f"i:{page.result.matching.links[0].ideal[0]}")
    hands.settle()
    assert page.panel.shown.link == 0, "the panel follows the board"


def test_a_line_becomes_an_idea_and_leads_to_it(window, hands, within):
    page = within
    session = page.sessions_by_side()["actual"]
    hands.key(K.Key_F8)
    before = session.document
    hands.key(K.Key_I)
    assert session.document is not before
    assert window.context.say(session.undo_label).startswith("add the idea")
    assert "The idea stands at" in said(page.list)
    hands.key(K.Key_O)
    assert isinstance(window.page, MapPage) and window.page.map_id == "actual"
    assert window.page.view.current() is not None
    hands.key(K.Key_Z, CTRL)
    assert session.document is before


def test_a_line_says_where_its_points_come_from(window, hands, within):
    page = within
    page.list.choose(0)
    fix = page.result.fixes[0]
    number = f"{-fix.delta:.1f}".replace("-", "\N{MINUS SIGN}")
    assert f"{number} = Experience" in said(page.list)


def test_the_keyboard_goes_between_board_and_panel(window, hands, within):
    page = within
    assert page.view.hasFocus()
    hands.key(K.Key_F6)
    assert page.list.isAncestorOf(hands.focus())
    hands.key(K.Key_Down)
    hands.key(K.Key_W)
    assert page.side.is_link_shown and page.panel.hasFocus()
    hands.key(K.Key_Escape)
    assert page.side.is_list_shown and page.list.isAncestorOf(hands.focus())
    hands.key(K.Key_F6)
    assert page.view.hasFocus()


def test_enter_on_a_button_presses_it_and_accepts_nothing(window, hands, apart):
    page, before = apart, decided(apart)
    hands.key(K.Key_N)
    first = page.panel.shown.link
    skip = next(b for b in page.panel.findChildren(QPushButton) if b.text().startswith("Skip"))
    skip.setFocus()
    hands.key(K.Key_Return)
    assert decided(page) == before and page.panel.shown.link != first


def test_two_states_of_one_map_keep_their_rows_apart(window, hands, tmp_path):
    one = opened(window, "boots.en.cjm.yaml", tmp_path)
    later = tmp_path / "later.cjm.yaml"
    shutil.copy(SAMPLES / "boots.en.cjm.yaml", later)
    window.open_path(later)
    page = shown(window, hands, one, window.session, ("actual", "actual"))
    upper, lower = row_maps(page.result)
    assert upper != lower
    id = page.result.ideal.journey.touchpoints[0].id
    ring(page, f"i:{id}")
    assert len(page.view.selection()) == 1
    hands.key(K.Key_0)
    link = link_of(page, id)
    assert link.by == "pin" and not link.actual


def test_a_large_comparison_runs_beside_the_window(window, hands, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr("cjm_editor.app.pages.comparing.BESIDE", 5)
    monkeypatch.setattr("cjm_editor.app.pages.comparing.PATIENCE", 0)
    one = opened(window, "boots.en.cjm.yaml", tmp_path)
    show_pair(window, Pair(MapRef(one, "ideal"), MapRef(one, "actual")))
    page = window.page
    assert page.is_busy and page.result is None
    page.cancel()
    hands.settle()
    assert not page.is_busy and page.result is None
    again = next(b for b in page.wait.findChildren(QPushButton) if b.text() == "Compare again")
    assert again.isVisible() and "cancelled" in said(page.wait)
    hands.click(again)
    qtbot.waitUntil(lambda: page.result is not None and not page.is_busy, timeout=20_000)
    assert page.wait.isHidden() and page.view.scene.display.width > 0
    first = page.result
    id = map_of(one.document, "ideal").touchpoints[0].id
    ring(page, f"i:{id}")
    page.view.setFocus()
    hands.key(K.Key_0)
    qtbot.waitUntil(lambda: page.result is not first and not page.is_busy, timeout=20_000)
    assert link_of(page, id).by == "pin"


def test_segments_and_assumptions_are_called_what_they_are(window, hands, tmp_path):
    one = opened(window, "boots.en.cjm.yaml", tmp_path)
    one.apply("assumed", lambda d: edits.duplicate_map(d, "actual", "believed", "Believed"))
    one.apply("kind", lambda d: edits.set_field(d, map_at("believed"), "kind", "assumed"))
    page = shown(window, hands, one, one, ("actual", "believed"))
    assert page.result.ideal.journey.kind == "assumed", "what is believed is the reference"
    ring(page, f"i:{page.result.ideal.journey.touchpoints[0].id}")
    page.view.setFocus()
    hands.key(K.Key_W)
    assert "company" in said(page.panel).lower() or "believe" in said(page.panel).lower()


def test_two_segments_side_by_side_are_called_by_their_names(window, hands, tmp_path):
    one = opened(window, "boots.en.cjm.yaml", tmp_path)
    other = next(s for s in one.document.segments if s.id != map_of(one.document, "actual").segment)
    one.apply("copy", lambda d: edits.duplicate_map(d, "actual", "second", "The same, theirs"))
    one.apply("segment", lambda d: edits.set_field(d, map_at("second"), "segment", other.id))
    page = shown(window, hands, one, one, ("actual", "second"))
    ring(page, f"a:{page.result.actual.journey.touchpoints[0].id}")
    page.view.setFocus()
    hands.key(K.Key_0)
    number = next(n for n, k in enumerate(page.result.matching.links) if k.actual and not k.ideal)
    page.alignment.show_link(number)
    hands.settle()
    text = said(page.panel)
    assert other.title in text and "reality" not in text


def test_the_dialog_offers_every_map_and_takes_the_reference_at_its_word(window, hands, tmp_path):
    one = opened(window, "boots.en.cjm.yaml", tmp_path)
    opened(window, "recovery.cjm.yaml", tmp_path)
    count = sum(len(session.document.maps) for session in window.desk.sessions)
    assert count > len(one.document.maps)

    def choose(dialog):
        boxes = dialog.findChildren(QComboBox)
        assert [box.count() for box in boxes] == [count, count]
        for box, wanted in zip(boxes, ("actual", "ideal"), strict=True):
            refs = [box.itemData(n) for n in range(count)]
            box.setCurrentIndex(
                next(n for n, r in enumerate(refs) if r.session is one and r.map_id == wanted)
            )
        go = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Compare")
        hands.click(go)

    hands.during(lambda: hands.key(K.Key_R, CTRL), choose)
    assert window.page.result.ideal.journey.id == "actual"
    assert window.page.result.actual.journey.id == "ideal"


def test_resting_on_a_link_says_why(window, hands, apart, monkeypatch):
    page, told = apart, []
    # the tip itself is a window that the offscreen platform cannot raise
    monkeypatch.setattr(
        "cjm_editor.app.align.keys.QToolTip",
        SimpleNamespace(showText=lambda _at, text, _on: told.append(text)),
    )
    number = next(
        n for n, k in enumerate(page.result.matching.links) if k.ideal and k.actual and k.by == "auto"
    )
    text = tip_of(page.result, number, window.context.words)
    link = page.result.matching.links[number]
    assert len(text.splitlines()) >= len(link.why) + 3
    assert window.context.words.percent(link.confidence) in text and "to the gap" in text
    page.view.fit_all()
    group = next(g for g in page.view.scene.display.groups if g.role == "mark" and g.key == f"link:{number}")
    point = QPointF(*page.view.camera().to_screen(group.pane, group.x + 9, group.y + 9)).toPoint()
    event = QHelpEvent(QEvent.Type.ToolTip, point, page.view.mapToGlobal(point))
    QCoreApplication.sendEvent(page.view, event)
    assert told == [plain(text)]


def test_all_of_it_stands_in_the_menus_too(window, hands, within):
    page = within
    link = next(k for k in page.result.matching.links if k.kind == "same")
    ring(page, f"i:{link.ideal[0]}", f"a:{link.actual[0]}")
    hands.settle()
    offered = {action.objectName() for action in window.actions_.context_menu(window).actions()}
    assert {"compare.accept", "compare.cut", "compare.none", "compare.link", "compare.ban"} <= offered
    assert not offered & {"edit.delete", "insert.touchpoint"}
    window.actions_.by_id["compare.cut"].trigger()
    hands.settle()
    assert link_of(page, link.ideal[0]).actual != link.actual


def test_a_change_seen_from_another_tab_is_caught_up_with(window, hands, within):
    page, session = within, within.sessions_by_side()["ideal"]
    first = page.result
    window.open_map("actual", session)
    id = map_of(session.document, "actual").touchpoints[0].id
    session.apply(
        "retitle", lambda d: edits.set_field(d, touchpoint_at("actual", id), "title", "Quite another")
    )
    hands.settle()
    assert page.result is first, "nobody looks: nothing is compared"
    window.show_page(page)
    hands.settle()
    assert page.result.actual.journey.touchpoints.get(id).title == "Quite another"


def test_enter_takes_the_candidate_on_offer_and_0_says_none(window, hands, tmp_path):
    """Pressed out of habit, the key that accepts must not confirm that there is nothing."""
    page = offering(window, hands, tmp_path)
    question = next(q for q in page.alignment.questions if not q.is_linked)
    page.alignment.show_link(question.link)
    buttons = [b.accessibleName() for b in page.panel.findChildren(QPushButton) if not b.isHidden()]
    assert "Take the likeliest, Enter" in buttons and "No counterpart, 0" in buttons
    page.view.setFocus()
    hands.key(K.Key_Return)
    link = link_of(page, question.ids[0]) if question.side == "ideal" else None
    assert link is not None and link.by == "pin" and link.actual == question.options[0].ids


def test_0_says_that_there_is_none(window, hands, tmp_path):
    page = offering(window, hands, tmp_path)
    question = next(q for q in page.alignment.questions if not q.is_linked)
    page.alignment.show_link(question.link)
    page.view.setFocus()
    hands.key(K.Key_0)
    link = link_of(page, question.ids[0])
    assert link.by == "pin" and not link.actual


def offering(window, hands, folder: Path, word: str = ""):
    """Two maps of one file; what only the reference has is offered a counterpart."""
    ours = ("Записывается к врачу", "Ждёт приёма врача в коридоре", "Врач осматривает зуб", "Платит на кассе")
    theirs = (ours[0], ours[2], ours[3], "Врач задерживается, все нервничают")
    lines = ["cjm: 1", "title: Зуб", "segments:", "  - {id: s, title: Люди}", "maps:"]
    for id, titles, emotion in (("ideal", ours, 2), ("actual", theirs, -1)):
        lines += [f"  - id: {id}", f"    kind: {id}", "    segment: s", "    stages:", "      - id: s"]
        lines += ["        title: Приём", "    touchpoints:"]
        for n, title in enumerate(titles):
            lines += [f"      - id: {id}{n}", "        stage: s", f"        title: '{title} {word}'"]
            lines += [f"        emotion: {emotion}", "        importance: 4"]
    path = folder / "tooth.cjm.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    window.open_path(path)
    return shown(window, hands, window.session, window.session)


@pytest.mark.parametrize("word", ["", "Донаудампфшиффартсгезельшафтскапитан" * 3])
def test_nothing_in_the_panels_is_cut_off_at_the_right(window, hands, tmp_path, word):
    """In a window of 1280 px, also with words that fit no line: each text lies within its panel."""
    window.resize(1280, 720)
    page = offering(window, hands, tmp_path, word)
    question = next((q for q in page.alignment.questions if not q.is_linked), None)
    if question is not None:
        page.alignment.show_link(question.link)
        hands.settle()
        lies_within(page.panel)
    page.show_gap()
    hands.settle()
    lies_within(page.gap_panel)
    assert page.gap_panel.findChildren(Candidate)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_no_answer_is_cut_in_a_small_window(window, hands, apart, language):
    """Whatever is asked about, each button is as wide as its words and its key."""
    window.resize(1280, 720)
    window.context.set_language(language)
    hands.settle()
    seen = set()
    for number in range(len(apart.result.matching.links)):
        apart.alignment.show_link(number)
        hands.settle()
        for button in apart.panel.findChildren(KeyButton):
            if button.isVisible():
                seen.add(button.text())
                assert button.width() >= button.sizeHint().width(), (button.text(), number)
    assert len(seen) >= 6


def lies_within(panel) -> None:
    room = panel.scroll.viewport()
    inner = panel.scroll.widget()
    assert inner.width() <= room.width()
    for found in inner.findChildren(QLabel):
        right = found.mapTo(inner, found.rect().topRight()).x()
        assert right <= room.width(), (found.text(), right, room.width())
        if not found.wordWrap():
            assert found.width() >= found.sizeHint().width() - 1, found.text()


def test_a_cancelled_comparison_offers_a_button_as_wide_as_its_words(window, hands):
    strip = WaitStrip(window.context)
    strip.resize(1200, 40)
    strip.show_progress(0.3)
    strip.show_end(Message("Cancelled"))
    strip.show()
    hands.settle()
    button = next(b for b in strip.findChildren(QPushButton) if b.isVisible())
    assert button.text() == "Compare again" and button.width() <= button.sizeHint().width()
    strip.close()


def test_b_bans_the_candidate_shown_and_the_question_stays(window, hands, apart):
    page = apart
    asked = next(q for q in page.alignment.questions if not q.is_linked and q.options)
    page.alignment.show_link(asked.link)
    assert "Not this one" in "".join(
        b.accessibleName() or b.text() for b in page.panel.findChildren(KeyButton)
    )
    hands.key(K.Key_B)
    pair_banned = (
        (asked.ids, asked.options[0].ids) if asked.side == "ideal" else (asked.options[0].ids, asked.ids)
    )
    assert ("banned", *pair_banned) in decided(page)
    assert page.side.is_link_shown and page.panel.shown.result is page.result
    link = page.result.matching.links[page.panel.shown.link]
    assert set(asked.ids) <= {*link.ideal, *link.actual}
    left = page.panel.shown.question
    assert left is None or asked.options[0].ids not in [option.ids for option in left.options]


def test_questions_are_in_the_words_of_the_roles():
    alone = {"ideal": Correspondence(("x",), (), "missing"), "actual": Correspondence((), ("x",), "extra")}
    asked = {}
    for kinds in (("ideal", "actual"), ("assumed", "actual"), ("ideal", "assumed"), ("assumed", "ideal")):
        ideal, actual = (SimpleNamespace(journey=JourneyMap("m", kind=kind)) for kind in kinds)
        result = SimpleNamespace(ideal=ideal, actual=actual)
        asked[kinds] = [
            question_of(result, link, Question(0, name, ("x",), "X", "", ())).msgid
            for name, link in alone.items()
        ]
    plain_question = "Which touchpoint of the other map is it?"
    assert asked == {
        ("ideal", "actual"): ["Does it happen in reality?", "Is it meant in the reference?"],
        ("assumed", "actual"): ["Does it happen in reality?", "Does the company know of it?"],
        ("ideal", "assumed"): ["Is it in the company's belief?", "Is it meant in the reference?"],
        ("assumed", "ideal"): [plain_question, plain_question],
    }
