"""From display lists to files: what `export` and `compare` share. Qt is loaded for PNG, and for PDF where it must."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from cjm_editor.cli.inputs import source_date
from cjm_editor.cli.parser import Parser, UsageError, day, positive_float, positive_int
from cjm_editor.cli.streams import warn
from cjm_editor.core.errors import CjmError
from cjm_editor.core.model import Document
from cjm_editor.core.texts import LANGUAGES, Message, Words, _, environment_language, words

if TYPE_CHECKING:
    from cjm_editor.render.display import DisplayList
    from cjm_editor.render.paper import Printed
    from cjm_editor.render.plain import Pictures

DRAWN = ("png", "svg", "pdf")


class DrawingOptions(argparse.Namespace):
    """The options that say how a picture is made."""

    language: str | None
    date: datetime.date | None
    page: str
    tile: bool
    dpi: float | None
    width: int | None
    transparent: bool


def add_drawing_options(parser: Parser) -> None:
    """Add `--page`, `--tile`, `--dpi`, `--width` and `--transparent`."""
    parser.add_argument(
        "--page",
        default="",
        metavar="FORMAT",
        help=parser.told(
            _(
                "PDF: page format, as “A3 landscape” (default: as large as the picture); a map too long to be read "
                "on one page is broken between stages"
            )
        ),
    )
    parser.add_argument(
        "--tile",
        action="store_true",
        help=parser.told(
            _(
                "PDF: at full size on pages of --page (default A4), overlapping, with marks to cut and join them"
            )
        ),
    )
    size = parser.add_mutually_exclusive_group()
    size.add_argument(
        "--dpi",
        type=positive_float,
        metavar="N",
        help=parser.told(_("PNG: dots an inch (default: 192, less for a very large map; 96 is 100%)")),
    )
    size.add_argument("--width", type=positive_int, metavar="PX", help=parser.told(_("PNG: width in pixels")))
    parser.add_argument("--transparent", action="store_true", help=parser.told(_("PNG: no background")))


def add_date_option(parser: Parser) -> None:
    """Add `--date`."""
    parser.add_argument(
        "--date",
        type=day,
        metavar="DAY",
        help=parser.told(_("the date to stand on the picture: YYYY-MM-DD or today (default: none)")),
    )


def date_told(options: DrawingOptions, words: Words) -> str:
    """The date that stands on what is drawn, in words: the one asked for, else that of a reproducible build, or ""."""
    stamp = source_date()
    date = options.date or (stamp.date() if stamp else None)
    return words.date(date) if date else ""


def check_drawing_options(options: DrawingOptions, format: str, command: str) -> None:
    """Raise `UsageError` for an option that the format does not have: it must not be ignored in silence."""
    of_png = (("--dpi", options.dpi), ("--width", options.width), ("--transparent", options.transparent))
    wrong = [name for name, value in of_png if value and format != "png"]
    of_pdf = (("--page", options.page), ("--tile", options.tile))
    wrong += [name for name, value in of_pdf if value and format != "pdf"]
    if wrong:
        raise UsageError(
            _("{options} cannot be used with {format}", options=", ".join(wrong), format=format.upper()),
            command,
        )


def format_of(out: str | None, given: str | None, formats: Sequence[str], default: str, command: str) -> str:
    """Return the format: `--format`, else the suffix of the output file, else `default` ("": none).

    Raises `UsageError` if none is given or the suffix is not known.
    """
    if given:
        return given
    suffix = PurePath(out).suffix[1:].lower() if out and out != "-" else ""
    if suffix in formats:
        return suffix
    if default and (not out or out == "-"):
        return default
    raise UsageError(
        _(
            "The format is not clear from “{out}”. Use one of the extensions {formats}, or give --format",
            out=out or "",
            formats=", ".join(f".{name}" for name in formats),
        ),
        command,
    )


def refuse_binary_to_stdout(out: str, format: str, texts: Sequence[str], command: str) -> None:
    """Raise `UsageError` where a picture would go to stdout."""
    if out == "-" and format not in texts:
        raise UsageError(
            _("{format} is not text and does not go to stdout. Name a file", format=format.upper()), command
        )


def drawn(
    pages: Sequence[DisplayList], format: str, options: DrawingOptions, title: str, pictures: Pictures | None
) -> bytes:
    """Return the picture's file. PNG and SVG, and tiles, take the first page. Raises `CjmError`."""
    if format == "svg":
        from cjm_editor.render.svg import svg

        return svg(pages[0], pictures, embeds_fonts=True).encode("utf-8")
    if format == "pdf":
        return printed(pages, options, title, pictures)
    _need_qt()
    from cjm_editor.qt.png import SCREEN_DPI, largest_scale, png

    dpi = options.dpi
    if not dpi and not options.width:
        dpi = SCREEN_DPI * largest_scale(pages[0], 2.0)
    data = png(pages[0], 1.0, dpi, options.width, options.transparent, pictures)
    _tell_lacking(pages, options)
    return data


def printed(
    pages: Sequence[Printed], options: DrawingOptions, title: str, pictures: Pictures | None
) -> bytes:
    """Return the PDF file of drawings and sheets, the drawings in tiles where they are asked for. Raises
    `CjmError`."""
    from cjm_editor.qt.pdf import pdf

    if options.tile:
        from cjm_editor.render.display import DisplayList
        from cjm_editor.render.tiles import tiles

        laid = [tiles(page, options.page) if isinstance(page, DisplayList) else (page,) for page in pages]
        pages = [sheet for sheets in laid for sheet in sheets]
    data = pdf(pages, title, source_date(), options.page, pictures, _need_qt)
    _tell_lacking(pages, options)
    return data


def is_too_small(page: DisplayList, format: str, options: DrawingOptions) -> bool:
    """Whether the smallest text of a drawing in one picture is under 4 px of a PNG or 4 points of a PDF page."""
    from cjm_editor.render.paper import LEGIBLE, is_page_legible, smallest_text

    if format == "pdf" and not options.tile:
        return not is_page_legible(page, options.page)
    if format != "png":
        return False  # an SVG is enlarged at will, tiles are at full size
    from cjm_editor.qt.png import SCREEN_DPI, largest_scale

    scale = (options.dpi or 0) / SCREEN_DPI or largest_scale(page, 2.0)
    scale = options.width / page.width if options.width else scale
    return smallest_text(page) * scale < LEGIBLE


def too_small_as_asked(page: DisplayList, format: str, options: DrawingOptions, file: str) -> Message | None:
    """Why the text of a drawing is too small where the size asked for is the cause; None where it is not."""
    bare = DrawingOptions(page="", tile=False, dpi=None, width=None)
    if is_too_small(page, format, bare):
        return None
    if format == "pdf" and options.page:
        return _(
            "The text of the drawing in {file} is too small to read on {page}. Choose a larger --page, leave it out, "
            "or add --tile.",
            file=file,
            page=options.page,
        )
    if options.width:
        return _(
            "The text in {file} is too small to read at a width of {width} pixels. Ask for a larger --width, or leave "
            "it out.",
            file=file,
            width=str(options.width),
        )
    return _(
        "The text in {file} is too small to read at {dpi} dots an inch. Ask for a larger --dpi, or leave it out.",
        file=file,
        dpi=options.dpi or 0,
    )


def _tell_lacking(pages: Sequence[Printed], options: DrawingOptions) -> None:
    """Say on stderr which letters no font of this computer has; boxes stand for them in the file."""
    if "PySide6.QtGui" not in sys.modules:
        return  # nothing but the bundled font was needed
    from cjm_editor.qt.application import ensure_application
    from cjm_editor.qt.lacking import without_font
    from cjm_editor.render.paper import foreign_texts

    if not foreign_texts(pages):
        return
    app = ensure_application()
    trouble = without_font(pages)
    del app
    if trouble is not None:
        tell([trouble], options)


def tell(said: Iterable[Message], options: DrawingOptions) -> None:
    """Say on stderr what the reader of a file must know and cannot see in it, a line each; in the language asked for,
    else in that of the environment, since captions may have another."""
    asked = words(options.language or environment_language(os.environ))
    for message in said:
        warn(asked(message))


def captions(document: Document, options: DrawingOptions) -> Words:
    """Return the language of captions: the one asked for, else the document's, else English.

    The environment is not asked: the same document gives the same bytes wherever it is drawn.
    """
    language = options.language or document.language.split("-")[0].lower()
    return words(language if language in LANGUAGES else LANGUAGES[0])


def _need_qt() -> None:
    """Raise `CjmError` where PySide6 is missing or must not be used with this Python.

    The package tells its version by itself: asking for its metadata costs 20 ms of every export.
    """
    import sys

    from cjm_editor.startup import qt_problem

    try:
        import PySide6

        found: str | None = PySide6.__version__
    except ImportError:
        found = None
    problem = qt_problem(sys.version_info[:2], sys.implementation.name, found)
    if problem is not None:
        raise CjmError("qt", problem)
