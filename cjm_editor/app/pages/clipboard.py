"""Copy and paste on the board, as text: lines become cards or touchpoints, tables become grids."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from cjm_editor.core import edits
from cjm_editor.core.address import Address
from cjm_editor.core.model import Card, Document, Touchpoint, columns_of
from cjm_editor.core.texts import ngettext

if TYPE_CHECKING:
    from cjm_editor.app.pages.map_edits import MapEdits

BULLET = re.compile(r"(?:[*\-+•–—]|\d{1,3}[.)])\s+")


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of pasted text without blank ones; bullets and numbers go where every line bears one."""
    lines = tuple(line.strip() for line in text.splitlines() if line.strip())
    if lines and all(BULLET.match(line) for line in lines):
        return tuple(BULLET.sub("", line, count=1) for line in lines)
    return lines


def copy(maker: MapEdits, ats: tuple[Address, ...]) -> None:
    """Put the texts of the selected elements on the clipboard, one a line."""
    texts = [text for at in ats if (text := maker.text_of(at))]
    if texts:
        data = QMimeData()
        data.setText("\n".join(" ".join(text.split()) for text in texts))
        QGuiApplication.clipboard().setMimeData(data)


def paste(maker: MapEdits, at: Address | None) -> None:
    """Turn the clipboard's text into cards of the cell at hand, or into touchpoints; one step in the history."""
    text = QGuiApplication.clipboard().text()
    if not text.strip():
        return
    if at is not None and at.kind == "card" and "\t" not in text:
        _paste_cards(maker, at, lines_of(text))
    elif at is not None and at.kind == "card":
        _paste_grid(maker, at, [line.split("\t") for line in text.splitlines() if line.strip()])
    else:
        _paste_touchpoints(maker, at, lines_of(text.replace("\t", "\n")))


def _paste_cards(maker: MapEdits, at: Address, lines: tuple[str, ...]) -> None:
    owner, start = maker.owner(at.id), at.index + 1 if at.index >= 0 else maker.cell_size(at)

    def put(document: Document) -> Document:
        for offset, line in enumerate(lines):
            document = edits.add_card(document, owner, at.lane, start + offset, Card(line))
        return document

    maker.apply(ngettext("paste {n} card", "paste {n} cards", len(lines)), put)


def _paste_grid(maker: MapEdits, at: Address, rows: list[list[str]]) -> None:
    order = [t.id for _stage, row in columns_of(maker.journey) for t in row]
    if at.id not in order:
        _paste_cards(maker, at, tuple(cell.strip() for row in rows for cell in row if cell.strip()))
        return
    first = order.index(at.id)
    count = sum(1 for row in rows for cell in row if cell.strip())

    def put(document: Document) -> Document:
        for row in rows:
            for column, cell in enumerate(row):
                if not cell.strip() or first + column >= len(order):
                    continue
                owner = maker.owner(order[first + column])
                document = edits.add_card(document, owner, at.lane, -1, Card(cell.strip()))
        return document

    maker.apply(ngettext("paste {n} card", "paste {n} cards", count), put)


def _paste_touchpoints(maker: MapEdits, at: Address | None, lines: tuple[str, ...]) -> None:
    stage, index = maker.place_after(at)
    map_id = maker.journey.id

    def put(document: Document) -> Document:
        for offset, line in enumerate(lines):
            made = Touchpoint(maker.page.context.new_id("t"), stage, line)
            document = edits.add_touchpoint(document, map_id, made, index + offset if index >= 0 else -1)
        return document

    maker.apply(ngettext("paste {n} touchpoint", "paste {n} touchpoints", len(lines)), put)


def cut(maker: MapEdits, ats: tuple[Address, ...]) -> None:
    """Copy, then delete in one step."""
    copy(maker, ats)
    maker.delete(ats)
