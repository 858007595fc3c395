"""Tabs tell their pages apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QTabBar

from cjm_editor.app.panels.tabs import MOST
from cjm_editor.app.window import Window
from cjm_editor.core.model import Document, JourneyMap, Segment, Stage
from cjm_editor.io.writer import write

BESIDE = 84
"""Px of a tab that its sign, its close button and its edges take from the title."""


def saved(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    journey = JourneyMap("m", "As it is", segment="a", stages=(Stage("s", "First"),))
    maps = (journey, replace(journey, id="n", segment="b"), replace(journey, id="k", title="Other"))
    path.write_text(
        write(Document(title="Doc", segments=(Segment("a", "Young"), Segment("b", "Old")), maps=maps))
    )
    return path


def tabs(window: Window) -> list[str]:
    bar = window.tabs.findChild(QTabBar)
    return [bar.tabText(at) for at in range(bar.count())]


def test_a_title_of_its_own_stands_alone(window: Window, tmp_path: Path) -> None:
    window.open_path(saved(tmp_path / "one.cjm.yaml"))
    window.open_map("k")
    assert tabs(window) == ["As it is", "Other"]


def test_equal_titles_of_two_documents_show_their_files(window: Window, tmp_path: Path) -> None:
    window.open_path(saved(tmp_path / "R&D.cjm.yaml"))
    window.open_path(saved(tmp_path / "two.cjm.yaml"))
    window.open_map("k")
    assert tabs(window) == ["As it is · R&&D", "As it is · two", "Other"]
    window.close_page(0)
    assert tabs(window) == ["As it is", "Other"]


def test_equal_titles_of_one_document_show_their_segments(window: Window, tmp_path: Path) -> None:
    window.open_path(saved(tmp_path / "one.cjm.yaml"))
    window.open_map("n")
    assert tabs(window) == ["As it is · Young", "As it is · Old"]


def test_equal_files_show_their_folders(window: Window, tmp_path: Path) -> None:
    window.open_path(saved(tmp_path / "spring" / "one.cjm.yaml"))
    window.open_path(saved(tmp_path / "autumn" / "one.cjm.yaml"))
    assert tabs(window) == ["As it is · spring", "As it is · autumn"]


def test_two_copies_of_one_sample_are_numbered(window: Window, tmp_path: Path) -> None:
    path = saved(tmp_path / "one.cjm.yaml")
    window.open_copy(path)
    window.open_copy(path)
    assert tabs(window) == ["As it is", "As it is 2"]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_many_tabs_in_a_small_window_still_tell_their_maps_apart(
    window: Window, hands, tmp_path: Path, language: str
) -> None:
    window.context.set_language(language)
    window.resize(1280, 720)
    folders = [f"Customers of the shoe shop, spring of 202{n}" for n in range(4)]
    for folder in folders:
        window.open_path(saved(tmp_path / folder / "one.cjm.yaml"))
    hands.settle()
    bar = window.tabs.findChild(QTabBar)
    shown = []
    for at in range(bar.count()):
        room = bar.tabRect(at).width() - BESIDE
        shown.append(bar.fontMetrics().elidedText(bar.tabText(at), bar.elideMode(), room))
        assert bar.tabToolTip(at).endswith(str(tmp_path / folders[at] / "one.cjm.yaml"))
    assert [text[-2:] for text in shown] == ["20", "21", "22", "23"]
    assert all(text.startswith("As i") for text in shown), shown


def test_a_long_title_leaves_room_for_the_other_tabs(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "long.cjm.yaml"
    titles = ("W" * 120, "Как есть: покупка ботинок онлайн")
    maps = tuple(JourneyMap(f"m{n}", title, stages=(Stage("s", "S"),)) for n, title in enumerate(titles))
    path.write_text(write(Document(maps=maps)), encoding="utf-8")
    window.open_path(path)
    window.open_map("m1")
    bar = window.tabs.findChild(QTabBar)
    assert bar.tabRect(0).width() <= MOST
    need = bar.fontMetrics().horizontalAdvance(titles[1])
    assert bar.tabRect(1).width() >= min(MOST, need + 60)
