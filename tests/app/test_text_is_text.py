"""A document's words are never markup: the whole window is walked with a document in which every text is some."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtGui import Qt as RichText  # the guess of markup stands in another module than the rest of `Qt`
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QMessageBox,
    QTabBar,
    QTextEdit,
    QWidget,
)

from cjm_editor.cli.main import main
from tests.app.walking import marked_up_file, walk

EVIL = [
    "<b>bold</b>",
    '<img src="file:///etc/passwd">',
    "<img src='secret.png'> picture",
    "&lt;b&gt;",
    "a &amp; b",
    "<html><body>page</body></html>",
    "<qt>rich</qt>",
    "<!-- remark -->",
    "</p>",
    '<a href="javascript:alert(1)">link</a>',
    "<style>*{color:red}</style>",
    "<table><tr><td>cell</td></tr></table>",
    "<script>alert(1)</script>",
    "<?xml version='1.0'?>",
    "&#60;b&#62;",
    "{0} %s {name} %(x)s",
    "]]> \x01\x0b\ufffe 🙂",
]


def rich(widget: QWidget) -> list[str]:
    """What a widget and all in it would draw as markup."""
    found: list[str] = []
    for one in [widget, *widget.findChildren(QWidget)]:
        name = f"{type(one).__name__} {one.objectName()}"
        if isinstance(one, QLabel) and one.textFormat() != Qt.TextFormat.PlainText and _is_rich(one.text()):
            found.append(f"label {name}: {one.text()}")
        if isinstance(one, QMessageBox) and one.textFormat() != Qt.TextFormat.PlainText:
            found.append(f"box: {one.text()}")
        if isinstance(one, QTextEdit) and one.acceptRichText():
            found.append(f"editor {name}")
        tips = [one.toolTip(), one.whatsThis(), one.statusTip(), *_tips(one)]
        found += [f"tip of {name}: {tip}" for tip in tips if _is_rich(tip)]
        if isinstance(one, QAbstractButton) and _has_key(one.text()):
            found.append(f"key in {name}: {one.text()}")
    for action in widget.findChildren(QAction):
        found += [f"action: {tip}" for tip in (action.toolTip(), action.statusTip()) if _is_rich(tip)]
        if _has_key(action.text()):
            found.append(f"key in action: {action.text()}")
    return found


def _is_rich(text: str) -> bool:
    return RichText.mightBeRichText(text)


def _has_key(text: str) -> bool:
    """Whether an ampersand of the document became the mark of a key."""
    return any(sign in text.replace("&&", "") for sign in ("&lt;", "&amp;", "&#6"))


def _tips(widget: QWidget) -> list[str]:
    """The tips of what a widget holds that is no widget."""
    if isinstance(widget, QTabBar):
        return [widget.tabToolTip(at) for at in range(widget.count())]
    if isinstance(widget, QComboBox):
        role = Qt.ItemDataRole.ToolTipRole
        return [str(widget.itemData(at, role) or "") for at in range(widget.count())]
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        return list(_item_tips(widget.model(), widget.rootIndex()))
    return []


def _item_tips(items, parent):
    for row in range(items.rowCount(parent)):
        index = items.index(row, 0, parent)
        yield str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
        yield from _item_tips(items, index)


def test_no_widget_draws_markup(window, hands, tmp_path: Path) -> None:
    path = marked_up_file(tmp_path / "<b>a&amp;b<img src=x>.cjm.yaml", EVIL)
    found: dict[str, str] = {}

    def look(widget: QWidget, where: str) -> None:
        for told in rich(widget):
            found.setdefault(told, where)

    count = walk(window, hands, path, look)
    assert found == {}
    assert count > 120


def test_the_walk_notices_markup(window, hands) -> None:
    label = QLabel("<b>x</b>", window)
    assert rich(window)
    label.setTextFormat(Qt.TextFormat.PlainText)
    assert rich(window) == []
    label.setToolTip("a &lt; b")
    assert rich(window)
    label.setToolTip("")
    action = QAction("a", window)
    action.setToolTip("<i>tip</i>")
    assert rich(window)


@pytest.mark.parametrize("form", ["svg", "html"])
def test_exports_are_well_formed_and_load_nothing(form: str, tmp_path: Path) -> None:
    path = marked_up_file(tmp_path / "a.cjm.yaml", EVIL)
    out = tmp_path / f"out.{form}"
    if form == "svg":
        assert main(["export", f"{path}#actual", "-o", str(out)]) == 0
    else:
        assert main(["compare", f"{path}#ideal", f"{path}#actual", "-o", str(out)]) in (0, 1)
    text = out.read_text(encoding="utf-8")
    tree = ElementTree.fromstring(text.replace("<!doctype html>", "").replace("<!DOCTYPE html>", ""))
    tags = {element.tag.rpartition("}")[2].lower() for element in tree.iter()}
    assert not tags & {"script", "img", "iframe", "object", "embed", "foreignobject", "use", "link"}, tags
    for element in tree.iter():
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on"), name
            if name.rpartition("}")[2] in ("href", "src"):
                assert value.startswith(("#", "data:")), value
    shown = "".join(tree.itertext())
    assert "<b>bold</b>" in shown or "bold" in shown
    assert "url(http" not in text and "@import" not in text
