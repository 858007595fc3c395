"""A glossary of one's own in the real window: chosen, in force, read again, refused, put away."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox

from cjm_editor.app import glossaries
from cjm_editor.app.commands.maps import show_pair
from cjm_editor.app.dialogs.choose_pair import MapRef, Pair
from cjm_editor.app.settings import load_settings
from cjm_editor.core.model import Document, JourneyMap, Stage, Touchpoint
from cjm_editor.core.seq import Seq
from cjm_editor.io.writer import write

TITLES = {"ideal": ("Встречает борт", "Платит в кассе"), "actual": ("Идёт к рейсу", "Платит в кассе")}

BREAK = "\u200b"
"""Where a label may break a long name."""


def drawn(folder):
    """Two maps whose first steps mean the same in words of this trade only."""
    maps = tuple(
        JourneyMap(
            kind,
            kind,
            kind,
            stages=(Stage("s", "Этап"),),
            touchpoints=Seq(Touchpoint(f"{kind}{n}", "s", title) for n, title in enumerate(titles)),
        )
        for kind, titles in TITLES.items()
    )
    path = folder / "flight.cjm.yaml"
    path.write_text(write(replace(Document(), maps=maps)), encoding="utf-8")
    return path


@pytest.fixture
def page(window, hands, tmp_path):
    window.open_path(drawn(tmp_path))
    session = window.session
    show_pair(window, Pair(MapRef(session, "ideal"), MapRef(session, "actual")))
    hands.settle()
    return window.page


def words_of(page) -> str:
    """What the words say for the first pair, as the link is explained."""
    link = next((k for k in page.result.matching.links if k.ideal == ("ideal0",) and k.actual), None)
    return "" if link is None else f"{dict(link.why).get('words', 0.0):.1f}"


def glossary(folder, text="полёт: борт, рейс\n", name="words.txt"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_glossary_is_chosen_from_the_menu_and_put_away(window, hands, page, tmp_path):
    before = words_of(page)
    assert not window.actions_.by_id["compare.no_glossary"].isEnabled()
    path = glossary(tmp_path)
    hands.during(lambda: window.trigger("compare.glossary"), lambda dialog: hands.name_file(dialog, path))
    hands.settle()
    assert words_of(page) > before
    assert window.page.status()[-1].endswith("words.txt")
    assert load_settings(window.context._store).glossary == str(tmp_path / "words.txt")
    assert window.actions_.by_id["compare.no_glossary"].isEnabled()
    window.trigger("compare.no_glossary")
    hands.settle()
    assert words_of(page) == before
    assert "words.txt" not in " ".join(page.status())
    assert not window.actions_.by_id["compare.no_glossary"].isEnabled()


def test_a_file_that_is_no_glossary_is_refused_with_its_line_and_the_old_one_stays(
    window, hands, page, tmp_path
):
    good = glossary(tmp_path)
    assert glossaries.use(window, window.context, good)
    hands.settle()
    known = words_of(page)
    seen, used = [], []

    def close(box):
        assert isinstance(box, QMessageBox)
        seen.append(box.text())
        box.buttons()[0].click()

    for bad in (
        glossary(tmp_path, "полёт: борт\nрейс\n", "bad.txt"),
        tmp_path / "gone.txt",
        tmp_path,
    ):
        hands.during(lambda bad=bad: used.append(glossaries.use(window, window.context, bad)), close)
    hands.settle()
    assert "bad.txt:2:" in seen[0]
    assert "gone.txt" in seen[1]
    assert len(seen) == 3 and used == [False] * 3
    assert window.context.settings.glossary == str(good)
    assert words_of(page) == known


def test_a_changed_glossary_is_read_again_and_a_lost_one_is_told(window, hands, page, tmp_path):
    path = glossary(tmp_path, "прочее: касса, окошко\n")
    glossaries.use(window, window.context, path)
    hands.settle()
    plain = words_of(page)
    glossary(tmp_path)
    page.compute()
    assert words_of(page) > plain
    path.unlink()
    page.compute()
    assert words_of(page) == plain
    assert page.status()[-1] == "Glossary not read: words.txt"
    window.trigger("compare.gap")
    hands.settle()
    assert f"Glossary not read. There is no file “{path}”. Check the name." in said(page)
    assert "2 notices: G shows them" in page.status()
    assert len(page.result.matching.notices) == 1  # a report must not name places of this computer
    glossary(tmp_path, "полёт: борт\nрейс\n")
    page.compute()
    assert "Glossary not read. words.txt:2: a group is written as" in said(page)
    glossary(tmp_path)
    page.compute()
    assert "not read" not in said(page) + " ".join(page.status())


def said(page) -> str:
    """What the panel of the gap says."""
    told = "\n".join(label.text() for label in page.gap_panel.findChildren(QLabel))
    return told.replace(BREAK, "").replace("\u00a0", " ")


def test_a_document_cannot_name_a_glossary(window, hands, tmp_path):
    """A key of that name in a file is one that the program does not know, and no file is opened for it."""
    glossary(tmp_path)
    path = drawn(tmp_path)
    path.write_text(path.read_text(encoding="utf-8") + "x_glossary: words.txt\n", encoding="utf-8")
    window.open_path(path)
    session = window.session
    show_pair(window, Pair(MapRef(session, "ideal"), MapRef(session, "actual")))
    hands.settle()
    assert window.page.status() and "words.txt" not in " ".join(window.page.status())
    assert window.context.settings.glossary == ""
