"""Decisions in the window when the other map's file is saved under another name, or was renamed on the disk."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from cjm_editor.app.commands.maps import open_pair, show_pair
from cjm_editor.app.dialogs.choose_pair import MapRef, Pair
from cjm_editor.io.files import load

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SAMPLES = Path(__file__).parents[2] / "samples"
OLD = "boots-independent.cjm.yaml"


def opened(window, path: Path):
    window.open_path(path)
    return window.session


def shown(window, hands, one, other):
    lived = next(journey.id for journey in other.document.maps if journey.kind == "actual")
    show_pair(window, Pair(MapRef(one, "ideal"), MapRef(other, lived)))
    hands.settle()
    window.page.view.set_animated(False)
    return window.page


def answered(window, hands, folder: Path, times: int):
    """Both samples opened and compared; so many questions are answered, and both saved."""
    for name in ("boots.cjm.yaml", OLD):
        shutil.copy(SAMPLES / name, folder / name)
    page = shown(window, hands, *(opened(window, folder / name) for name in ("boots.cjm.yaml", OLD)))
    for _answer in range(times):
        hands.key(K.Key_N)
        hands.key(K.Key_Return)
    hands.key(K.Key_S, CTRL)
    return page


def save_as(window, hands, session, path: Path) -> None:
    window.open_map(session.document.maps[0].id, session)
    hands.during(lambda: window.trigger("file.save_as"), lambda dialog: hands.name_file(dialog, path))
    assert session.path == path


def entries(path: Path) -> dict[str, int]:
    """How many decisions the file holds about the maps of each other file."""
    found = load(path).source.document.comparisons
    return {c.actual.rpartition("#")[0]: len(c.links) for c in found if "#" in c.actual}


def notices(page) -> list[str]:
    say = page.context.say
    return [say(n) for n in page.result.matching.notices if "lost" in dict(n.values)]


def pins(page):
    return [(k.ideal, k.actual) for k in page.result.matching.links if k.by == "pin"]


def test_decisions_go_on_after_the_other_file_is_saved_under_another_name(window, hands, tmp_path):
    page = answered(window, hands, tmp_path, 3)
    before, questions = pins(page), len(page.alignment.questions)
    home, other = page.sessions
    save_as(window, hands, other, tmp_path / "dinner.cjm.yaml")
    assert home.is_clean, "the file under its old name is there still, and what was decided about it too"
    window.show_page(page)
    hands.settle()
    assert (pins(page), len(page.alignment.questions)) == (before, questions)
    (told,) = notices(page)
    assert told.startswith(f"3 decisions made for “{OLD}#") and "“dinner.cjm.yaml#" in told
    page.view.setFocus()
    hands.key(K.Key_G)
    assert told in "\n".join(
        label.text().replace("\u00a0", " ").replace("\u200b", "")
        for label in page.gap_panel.findChildren(QLabel)
    )

    hands.key(K.Key_Escape)
    hands.key(K.Key_N)
    hands.key(K.Key_Return)
    assert len(pins(page)) == 4 and notices(page) == []
    hands.key(K.Key_Z, CTRL)
    assert pins(page) == before and home.is_clean, "one step"
    hands.key(K.Key_Z, CTRL, Qt.KeyboardModifier.ShiftModifier)
    hands.key(K.Key_S, CTRL)
    assert entries(tmp_path / "boots.cjm.yaml") == {OLD: 3, "dinner.cjm.yaml": 4}


def test_decisions_are_found_again_after_the_other_file_was_renamed_on_the_disk(window, hands, tmp_path):
    page = answered(window, hands, tmp_path, 3)
    before = pins(page)
    for at in reversed(range(len(window.pages))):
        window.close_page(at)
    (tmp_path / OLD).rename(tmp_path / "dinner.cjm.yaml")
    sessions = [opened(window, tmp_path / name) for name in ("boots.cjm.yaml", "dinner.cjm.yaml")]
    page = shown(window, hands, *sessions)
    assert pins(page) == before and len(notices(page)) == 1
    for ids, _theirs in before:
        assert all(question.ids != ids for question in page.alignment.questions), "never asked again"


def test_the_file_with_the_decisions_may_be_saved_under_another_name(window, hands, tmp_path):
    page = answered(window, hands, tmp_path, 2)
    before = pins(page)
    save_as(window, hands, page.sessions[0], tmp_path / "wishes.cjm.yaml")
    window.show_page(page)
    hands.settle()
    assert pins(page) == before and notices(page) == []
    assert entries(tmp_path / "wishes.cjm.yaml") == {OLD: 2}


def asked_for(window, hands, reference: str) -> str:
    """The sentence of the box that opens where the comparison on the list cannot be shown."""
    found = []
    hands.during(
        lambda: open_pair(window, "ideal", reference), lambda box: found.append(text_of(box)) or box.close()
    )
    return found[0]


def text_of(box) -> str:
    return "\n".join(label.text() for label in box.findChildren(QLabel)).replace("\u200b", "")


def test_the_list_of_comparisons_opens_the_maps_that_the_entry_names(window, hands, tmp_path):
    page = answered(window, hands, tmp_path, 1)
    home, other = page.sessions
    (reference,) = [c.actual for c in home.document.comparisons if "#" in c.actual]
    window.open_map("ideal", home)
    open_pair(window, "ideal", reference)
    assert window.page is page, "the other map is that of the other file, open here"
    window.open_map("ideal", home)
    assert "no map “gone” any more" in asked_for(window, hands, "gone")
    assert "no map" in asked_for(window, hands, f"{OLD}#gone")
    save_as(window, hands, other, tmp_path / "dinner.cjm.yaml")
    window.open_map("ideal", home)
    assert "is in another file" in asked_for(window, hands, reference)


def test_decisions_about_a_map_whose_file_and_id_are_both_others_do_not_vanish_without_a_word(
    window, hands, tmp_path
):
    page = answered(window, hands, tmp_path, 3)
    home, old = page.sessions
    id = next(journey.id for journey in old.document.maps if journey.kind == "actual")
    text = (tmp_path / OLD).read_text(encoding="utf-8")
    assert f"id: {id}" in text
    (tmp_path / "dinner.cjm.yaml").write_text(
        text.replace(f"id: {id}\n", "id: evening\n").replace(f"id: {id},", "id: evening,"), encoding="utf-8"
    )
    page = shown(window, hands, home, opened(window, tmp_path / "dinner.cjm.yaml"))
    assert pins(page) == []
    page.view.setFocus()
    hands.key(K.Key_G)
    said = "\n".join(
        label.text().replace("\u00a0", " ").replace("\u200b", "")
        for label in page.gap_panel.findChildren(QLabel)
    )
    assert f"3 decisions made for “{OLD}#{id}” are not used: “dinner.cjm.yaml#evening” has their" in said
