#!/usr/bin/env python3
"""Make the pictures of README and guide with the program itself: `python3 run.py pictures [NAME ...]`.

Everything comes from the samples, drawn without a screen, in both languages, and lands in docs/pictures as PNG with a
palette of 256 colours. The same tree gives the same bytes. NAMES are those of `SHOTS`; without any, all are made.
"""

from __future__ import annotations

import os
import struct
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["CJM_EDITOR_CONFIG"] = tempfile.mkdtemp(prefix="cjm-editor-pictures-")
os.environ["LC_ALL"] = "C.UTF-8"

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # this tree, whatever else is installed

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from cjm_editor.app.boardview import BoardView
from cjm_editor.app.dialogs.choose_pair import MapRef, Pair
from cjm_editor.app.main import build
from cjm_editor.app.pages.map_page import MapPage
from cjm_editor.app.window import Window
from cjm_editor.compare.comparison import compare
from cjm_editor.compare.roles import pick_pair
from cjm_editor.core.address import touchpoint_at
from cjm_editor.core.model import Document
from cjm_editor.core.texts import words
from cjm_editor.io.files import load
from cjm_editor.qt.png import image
from cjm_editor.render.marks import MarksOptions
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.options import BoardOptions
from cjm_editor.render.page import map_page
from cjm_editor.render.report import report_pages
from cjm_editor.render.theme import PRINT

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "pictures"
SAMPLES = {"en": "boots.en.cjm.yaml", "ru": "boots.cjm.yaml"}
SIZE = (1280, 800)
COLOURS = 256
STILL, MOST = 4, 200

# Pixels ---------------------------------------------------------------------------------------------------------


def png_with_palette(picture: QImage) -> bytes:
    """Return the picture as PNG with its 256 most frequent colours; every other colour takes the nearest of them."""
    flat = picture.convertToFormat(QImage.Format.Format_RGB32)
    width, height = flat.width(), flat.height()
    pixels = memoryview(flat.constBits()).cast("I")
    counted = Counter(pixels.tolist())
    palette = [
        colour for colour, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:COLOURS]
    ]
    place = {colour: at for at, colour in enumerate(palette)}
    for colour in counted:
        if colour not in place:
            place[colour] = min(range(len(palette)), key=lambda at: _distance(palette[at], colour))
    rows = b"".join(
        b"\0" + bytes(map(place.__getitem__, pixels[y * width : (y + 1) * width].tolist()))
        for y in range(height)
    )
    table = b"".join(struct.pack(">I", colour & 0xFFFFFF)[1:] for colour in palette)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", table),
            _chunk(b"IDAT", zlib.compress(rows, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _distance(one: int, other: int) -> int:
    steps = ((one >> shift & 255) - (other >> shift & 255) for shift in (0, 8, 16))
    return sum(step * step for step in steps)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))


# The window -----------------------------------------------------------------------------------------------------


def settle(milliseconds: int = 120) -> None:
    """Let everything that is due within some time happen: layout, timers, tiles that are drawn a few a frame."""
    end = monotonic() + milliseconds / 1000
    while monotonic() < end:
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        sleep(0.002)


def shown(window: Window, language: str, size: tuple[int, int] = SIZE) -> Window:
    window.context.set_language(language)
    window.context.set_theme("light")
    window.resize(*size)
    window.show()
    settle()
    return window


def grabbed(widget: QWidget) -> QImage:
    """Return the widget as it looks when nothing moves any more: the same four times in a row."""
    seen: list[QImage] = []
    while len(seen) < STILL or any(image != seen[-1] for image in seen[-STILL:]):
        if len(seen) > MOST:
            raise RuntimeError("the window does not come to rest")
        settle()
        for board in widget.findChildren(BoardView):
            if board.isVisible():
                board.paint_now()
        seen.append(widget.grab().toImage())
    return seen[-1]


def map_shown(window: Window, language: str, map_id: str) -> MapPage:
    """Open the sample and show one of its maps at 100 %, nothing animated."""
    window.open_copy(ROOT / "samples" / SAMPLES[language])
    session = window.session
    assert session is not None
    window.open_map(map_id, session)
    page = window.page
    assert isinstance(page, MapPage)
    page.view.set_animated(False)
    page.view.set_zoom(1.0)
    settle()
    return page


def start(window: Window, language: str) -> QImage:
    """The start page."""
    shown(window, language).show_start()
    return grabbed(window)


def board(window: Window, language: str) -> QImage:
    """The window with a board and the properties of a touchpoint."""
    page = map_shown(shown(window, language), language, "actual")
    page.view.select((touchpoint_at("actual", "filter"),), scroll=False)
    return grabbed(window)


def properties(window: Window, language: str) -> QImage:
    """The properties of a touchpoint, all of them: the panel as high as its form."""
    page = map_shown(shown(window, language), language, "actual")
    page.view.select((touchpoint_at("actual", "letter"),), scroll=False)
    settle()
    form = window.side.inspector.widget()
    window.resize(SIZE[0], max(SIZE[1], form.sizeHint().height() + 180))
    return grabbed(window.side)


def comparison(window: Window, language: str) -> QImage:
    """The comparison of two maps with its ranked list, the first line chosen."""
    from cjm_editor.app.pages.compare_page import ComparePage

    map_shown(shown(window, language), language, "actual")
    session = window.session
    assert session is not None
    page = ComparePage(window.context, Pair(MapRef(session, "ideal"), MapRef(session, "actual")))
    page.view.set_animated(False)
    window.show_page(page)
    settle()
    page.list.choose(0)
    return grabbed(window)


def alignment(window: Window, language: str) -> QImage:
    """A question about a link: the journey beside the same one in the words of somebody else."""
    from cjm_editor.app.pages.compare_page import ComparePage

    map_shown(shown(window, language), language, "ideal")
    one = window.session
    assert one is not None
    window.open_copy(ROOT / "samples" / "boots-independent.cjm.yaml")
    other = window.session
    assert other is not None
    lived = next(journey.id for journey in other.document.maps if journey.kind == "actual")
    page = ComparePage(window.context, Pair(MapRef(one, "ideal"), MapRef(other, lived)))
    page.view.set_animated(False)
    window.show_page(page)
    settle()
    page.alignment.walk(1)
    return grabbed(window)


def close_all(window: Window) -> None:
    """Close what a picture opened; copies of samples have nothing to save."""
    while window.desk.sessions:
        pages = window.pages
        window.close_page(next(at for at, page in enumerate(pages) if page.session is not None))
    settle()


# What leaves the program ----------------------------------------------------------------------------------------


def _document(language: str) -> Document:
    return load(ROOT / "samples" / SAMPLES[language]).source.document


def export(_: Window, language: str) -> QImage:
    """The export page of a map, as PNG, SVG and PDF have it."""
    options = BoardOptions(theme=PRINT, words=words(language))
    return _drawn(map_page(_document(language), "actual", options, bundled_measurer()), SIZE[0])


def report(_: Window, language: str) -> QImage:
    """The first page of the report of a comparison."""
    result = compare(*pick_pair(_document(language), segment="young-man"))
    options = MarksOptions(theme=PRINT, words=words(language))
    return _drawn(report_pages(result, options, bundled_measurer())[0], 900)


def report_detail(_: Window, language: str) -> QImage:
    """The page of a report where a stage is told side by side that costs much."""
    result = compare(*pick_pair(_document(language), segment="young-man"))
    options = MarksOptions(theme=PRINT, words=words(language))
    pages = report_pages(result, options, bundled_measurer())
    costly = max(result.touchpoints, key=lambda gap: gap.points).link
    page = next(page for page in pages if any(group.key == f"sheet:{costly}" for group in page.groups))
    return _drawn(page, 900)


def _drawn(display: object, width: int) -> QImage:
    """Draw at twice the width and halve it: small type stays legible."""
    from PySide6.QtCore import Qt

    from cjm_editor.render.display import DisplayList

    assert isinstance(display, DisplayList)
    large = image(display, 2 * width / display.width)
    return large.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)


SHOTS: dict[str, Callable[[Window, str], QImage]] = {
    "start": start,
    "window": board,
    "properties": properties,
    "comparison": comparison,
    "alignment": alignment,
    "export": export,
    "report": report,
    "report-detail": report_detail,
}


def main(names: list[str]) -> int:
    """The exit code: 2 for a name that is none."""
    unknown = [name for name in names if name not in SHOTS]
    if unknown:
        print(f"no such picture: {', '.join(unknown)}; there are {', '.join(SHOTS)}", file=sys.stderr)
        return 2
    OUT.mkdir(parents=True, exist_ok=True)
    app = QApplication([sys.argv[0]])
    window = build(app)[1]
    for language in SAMPLES:
        for name in names or SHOTS:
            data = png_with_palette(SHOTS[name](window, language))
            path = OUT / f"{name}.{language}.png"
            path.write_bytes(data)
            print(f"{path.relative_to(ROOT)}  {len(data) // 1024} KB", flush=True)
            close_all(window)
    return 0


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(code)
