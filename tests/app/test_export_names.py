"""The name typed in an export's file dialog: its suffix decides the format, any other name gets that of the format."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton

from cjm_editor.app.commands.maps import show_pair
from cjm_editor.app.dialogs.choose_pair import MapRef, Pair
from cjm_editor.app.dialogs.export import ExportDialog, aimed
from cjm_editor.app.pages.exports import FORMATS, REPORTS

K, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
SAMPLES = Path(__file__).parents[2] / "samples"
BOTH = (*REPORTS, *FORMATS)


@pytest.mark.parametrize(
    ("formats", "chosen", "typed", "format", "name"),
    [
        (FORMATS, "pdf", "map.pdf", "pdf", "map.pdf"),
        (FORMATS, "pdf", "map.svg", "svg", "map.svg"),
        (FORMATS, "pdf", "MAP.PNG", "png", "MAP.PNG"),
        (FORMATS, "pdf", "map", "pdf", "map.pdf"),
        (FORMATS, "pdf", "map.", "pdf", "map.pdf"),
        (FORMATS, "png", "Путь v1.2", "png", "Путь v1.2.png"),
        (FORMATS, "pdf", "map.html", "pdf", "map.html.pdf"),
        (BOTH, "pdf", "win.html", "report-html", "win.html"),
        (BOTH, "pdf", "win.pdf", "pdf", "win.pdf"),
        (BOTH, "report-pdf", "win.pdf", "report-pdf", "win.pdf"),
        (BOTH, "report-html", "win.pdf", "report-pdf", "win.pdf"),
        (BOTH, "png", "win.pdf", "pdf", "win.pdf"),
    ],
)
def test_the_suffix_typed_decides_where_it_is_on_offer(formats, chosen, typed, format, name) -> None:
    suffix = Path(name).suffix.lower()
    assert aimed(formats, chosen, Path("there") / typed) == (format, suffix, Path("there") / name)


@pytest.fixture
def compared(window, hands, tmp_path):
    path = tmp_path / "boots.cjm.yaml"
    shutil.copy(SAMPLES / path.name, path)
    window.open_path(path)
    show_pair(window, Pair(MapRef(window.session, "ideal"), MapRef(window.session, "actual")))
    hands.settle()
    return window


def press(hands, box, text: str) -> None:
    hands.click(next(b for b in box.findChildren(QPushButton) if b.text().replace("&", "") == text))


def export(window, hands, format: str, typed: Path, *after) -> None:
    def choose(dialog: ExportDialog) -> None:
        found = [dialog.format.itemData(at)[0] for at in range(dialog.format.count())]
        dialog.format.setCurrentIndex(found.index(format))
        press(hands, dialog, "Choose the file…")

    hands.during(
        lambda: hands.key(K.Key_E, CTRL, into=window),
        choose,
        lambda dialog: hands.name_file(dialog, typed),
        *after,
        lambda box: press(hands, box, "Close"),
    )


def test_a_web_page_is_written_where_one_is_named(compared, hands, tmp_path) -> None:
    export(compared, hands, "pdf", tmp_path / "win.html")
    assert (tmp_path / "win.html").read_bytes()[:15].lower() == b"<!doctype html>"


def test_a_file_that_nobody_named_is_replaced_only_if_agreed(compared, hands, tmp_path) -> None:
    kept = tmp_path / "win.v2.svg"
    kept.write_text("kept", encoding="utf-8")

    def refuse(box: QMessageBox) -> None:
        assert "win.v2.svg" in box.text()
        press(hands, box, "Cancel")

    export(
        compared,
        hands,
        "svg",
        tmp_path / "win.v2",
        refuse,
        lambda dialog: hands.name_file(dialog, tmp_path / "win.v3"),
    )
    assert kept.read_text(encoding="utf-8") == "kept"
    assert (tmp_path / "win.v3.svg").read_bytes().startswith(b"<")
    assert not (tmp_path / "win.v3").exists()
