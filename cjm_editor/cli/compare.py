"""`cjm-editor compare`: the gap between two maps, as text, data or drawing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cjm_editor.cli.drawing import (
    DRAWN,
    DrawingOptions,
    add_date_option,
    add_drawing_options,
    captions,
    check_drawing_options,
    date_told,
    drawn,
    format_of,
    is_too_small,
    printed,
    refuse_binary_to_stdout,
    tell,
    too_small_as_asked,
)
from cjm_editor.cli.inputs import refuse_overwriting, split
from cjm_editor.cli.main import FINE, FOUND
from cjm_editor.cli.parser import Parser, UsageError, gap_limit
from cjm_editor.cli.sides import sides
from cjm_editor.cli.streams import harmless, say, write_file, write_text
from cjm_editor.core.address import Address
from cjm_editor.core.errors import CjmError, FormatError, Problem
from cjm_editor.core.results import ComparisonResult, Side
from cjm_editor.core.texts import Message, Words, _

if TYPE_CHECKING:
    from cjm_editor.compare.decisions import DecisionError
    from cjm_editor.compare.glossary import Glossary
    from cjm_editor.core.lanes import Audience
    from cjm_editor.render.display import DisplayList
    from cjm_editor.render.report_binding import Bound

TEXTS = ("text", "json", "md", "html", "svg")
FORMATS = ("text", "json", "md", "html", *DRAWN)
TEAM = ("text", "json")
"""What the team reads itself, and programs: all lanes, unless the client's profile is asked for."""
_SUFFIXES = ("txt", "json", "md", "html", *DRAWN)


class _Options(DrawingOptions):
    first: str
    second: str | None
    out: str | None
    format: str | None
    swap: bool
    segment: str | None
    max_gap: float | None
    glossary: list[str]
    profile: Audience | None
    what: Literal["board", "report"] | None


def run(arguments: Sequence[str], words: Words) -> int:
    """Return 0 or 1 by the gap (see `exit_code`). Raises `CjmError`."""
    options = _parser(words).parse_args(arguments, _Options())
    format = format_of(options.out, options.format, _SUFFIXES, "text", "compare")
    format = "text" if format == "txt" else format
    out = options.out or "-"
    check_drawing_options(options, format, "compare")
    _check_format(options, format)
    if options.profile == "internal" and format not in TEAM:
        raise UsageError(
            _("{format} is made to be handed on and never shows internal lanes", format=format.upper()),
            "compare",
        )
    if options.out is None and format in DRAWN:
        raise UsageError(_("Missing: {names}", names="-o OUT"), "compare")
    refuse_binary_to_stdout(out, format, TEXTS, "compare")
    result = compared(options, words)
    refuse_overwriting(out, *(split(name)[0] for name in (options.first, options.second) if name))
    data = _written(_shown(result, format, options), format, options, words)
    if out == "-":
        write_text("-", data.decode("utf-8"))
    else:
        write_file(out, data)
        say(words(_("Written: {file}", file=out)))
    return exit_code(result, options.max_gap)


def _check_format(options: _Options, format: str) -> None:
    """Raise `UsageError` for an option that the format has no place for."""
    wrong = [
        name
        for name, is_wrong in (
            ("--date", options.date is not None and format not in ("html", *DRAWN)),
            ("--what", options.what is not None and format != "pdf"),
            ("--tile", options.what == "report" and options.tile),
        )
        if is_wrong
    ]
    if wrong == ["--tile"]:
        raise UsageError(_("--tile is for the board, not for the report: leave it out"), "compare")
    if wrong:
        raise UsageError(
            _("{options} cannot be used with {format}", options=", ".join(wrong), format=format.upper()),
            "compare",
        )


def _shown(result: ComparisonResult, format: str, options: _Options) -> ComparisonResult:
    """The result as its reader may see it: what is handed on holds nothing of internal lanes."""
    if format in TEAM and options.profile != "client":
        return result
    from cjm_editor.compare.client import for_client

    return for_client(result)


def exit_code(result: ComparisonResult, max_gap: float | None) -> int:
    """Return 0 if the gap is at most `max_gap`; without a limit, if it is 0 and nothing is missing, extra or changed.

    A reference without touchpoints has no gap: then 0 only where nothing is extra. Without a limit a gap of 0 that is
    no number yet, since too few emotions are known and it may be more, is not taken for "no difference".
    """
    gap = result.score.gap
    if max_gap is not None:
        return FINE if gap is None or gap <= max_gap else FOUND
    is_equal = all(link.kind == "same" and not link.flags for link in result.matching.links)
    score = result.score
    is_zero = gap is None or (gap == 0 and (score.as_point or not score.high))
    return FINE if is_zero and is_equal else FOUND


def compared(options: _Options, words: Words) -> ComparisonResult:
    """Return the comparison of the maps that were named, with what people decided about the pair."""
    from cjm_editor.compare.comparison import compare
    from cjm_editor.compare.decisions import DecisionError
    from cjm_editor.compare.roles import roles

    ideal, actual = roles(*sides(options.first, options.second, options.segment, words), swap=options.swap)
    try:
        return compare(ideal, actual, glossary=_glossary(options.glossary))
    except DecisionError as error:
        raise _placed(error, ideal, actual) from error


def _glossary(files: Sequence[str]) -> Glossary | None:
    """Return the shipped glossary with the given files added, None without files.

    Raises `GlossaryError`, `FileTrouble`.
    """
    if not files:
        return None
    from cjm_editor.compare.glossary import extended, parsed, shipped
    from cjm_editor.io.files import read_bytes

    glossary = shipped()
    for file in files:
        glossary = extended(glossary, parsed(read_bytes(Path(file)), file))
    return glossary


def _placed(error: DecisionError, ideal: Side, actual: Side) -> CjmError:
    """The contradiction with the lines of both decisions; as it is where the file changed meanwhile."""
    from cjm_editor.compare.entries import home_of
    from cjm_editor.io.files import load

    found = home_of(ideal, actual)
    if found is None:
        return error
    home, index = found
    source = load(Path(split(home.name)[0])).source
    links = [(Address("link", index=index, sub=number - 1), "") for number in error.lines]
    first, second = source.places_of(links)
    return FormatError(
        tuple(
            Problem(error.code, _contradicting(other.line), place)
            for place, other in ((first, second), (second, first))
        )
    )


def _contradicting(line: int) -> Message:
    return _(
        "This decided link contradicts the one in line {line}. Remove one of the two, or take a touchpoint out of it.",
        line=str(line),
    )


def _parser(words: Words) -> Parser:
    parser = Parser(
        words,
        "compare",
        _("Compare two maps: the gap between the ideal and the actual, and what to fix first."),
        _(
            "One file: the actual and the ideal map of a segment are compared. Two maps: the ideal one is the "
            "reference; if they are of one kind, the first.\nExit codes: 0 no gap and no touchpoint missing, extra or "
            "changed (with --max-gap: the gap is at most N), 1 otherwise, 2 trouble."
        ),
    )
    parser.add_argument("first", metavar="A[#MAP]", help=parser.told(_("the document, and the map in it")))
    parser.add_argument(
        "second", nargs="?", metavar="B[#MAP]", help=parser.told(_("the map to compare it with"))
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        help=parser.told(_("the format (default: by the file's extension, else text, which is a summary)")),
    )
    parser.add_argument(
        "-o",
        "--output",
        dest="out",
        metavar="OUT",
        help=parser.told(_("the file to write (default: stdout)")),
    )
    parser.add_argument(
        "--max-gap",
        type=gap_limit,
        metavar="N",
        help=parser.told(_("exit with 0 if the gap is at most N of 100")),
    )
    parser.add_argument("--swap", action="store_true", help=parser.told(_("swap the two maps")))
    parser.add_argument("--segment", metavar="ID", help=parser.told(_("which segment's maps to compare")))
    parser.add_argument(
        "--glossary",
        action="append",
        default=[],
        metavar="FILE",
        help=parser.told(_("a file of words that mean the same, beside the shipped ones (may be repeated)")),
    )
    parser.add_argument(
        "--profile",
        choices=("internal", "client"),
        help=parser.told(
            _(
                "internal: with the texts of internal lanes (default for text and json, which alone can have them); "
                "client: without"
            )
        ),
    )
    parser.add_argument(
        "--what",
        choices=("board", "report"),
        help=parser.told(
            _("PDF: the board or the report alone (default: the report and behind it the board)")
        ),
    )
    add_date_option(parser)
    add_drawing_options(parser)
    parser.common(draws=True)
    return parser


def _written(result: ComparisonResult, format: str, options: _Options, words: Words) -> bytes:
    if format not in ("text", "md"):
        words = captions(result.ideal.document, options)
    if format == "json":
        from cjm_editor.compare.report_json import json_text

        return json_text(result, words.language).encode("utf-8", "replace")
    if format in ("text", "md"):
        from cjm_editor.compare.report_md import markdown_report
        from cjm_editor.compare.report_text import text_report

        report = text_report if format == "text" else markdown_report
        return harmless(report(result, words)).encode("utf-8", "replace")
    if format == "html":
        return _html(result, words, date_told(options, words)).encode("utf-8", "replace")
    return _drawing(result, format, options, words)


def _drawing(result: ComparisonResult, format: str, options: _Options, words: Words) -> bytes:
    """The board as a file, in a PDF behind the report; a line on stderr says if its text cannot be read or if it is
    left out."""
    from cjm_editor.core.lost_maps import is_about_lost_maps
    from cjm_editor.io.pictures import picture_reader
    from cjm_editor.render.extent import parked_in

    title = words(
        _("{ideal} and {actual}", ideal=result.ideal.journey.title, actual=result.actual.journey.title)
    )
    pictures = picture_reader(Path(result.actual.name.rpartition("#")[0]).parent)
    if format == "pdf" and options.what != "board":
        made = _bound(result, options, words)
        board = made.board
        data = printed(made.pages, options, title, pictures)
        if made.lacks_board:
            tell([_left_out(options.out or "")], options)
    else:
        board = _board(result, words, date_told(options, words))
        data = drawn([board], format, options, title, pictures)
        lost = [notice for notice in result.matching.notices if is_about_lost_maps(notice)]
        tell([*parked_in(result), *lost], options)  # the report says it itself
    is_laid_out = format == "pdf" and options.what is None and not options.page
    if options.what != "report" and not is_laid_out and is_too_small(board, format, options):
        out = options.out or ""
        tell([too_small_as_asked(board, format, options, out) or _too_small(out)], options)
    return data


def _left_out(file: str) -> Message:
    return _(
        "The board is not in {file}: the journey is too long for a few pages of A4. Export it as SVG, as a PDF with "
        "--what board, or add --tile.",
        file=file,
    )


def _too_small(file: str) -> Message:
    return _(
        "The text of the drawing in {file} is too small to read: the journey is too long for one picture. Export a "
        "PDF with --tile, or the report as HTML.",
        file=file,
    )


def _html(result: ComparisonResult, words: Words, date: str) -> str:
    from cjm_editor.render.html import report_html
    from cjm_editor.render.marks import MarksOptions
    from cjm_editor.render.measure import bundled_measurer
    from cjm_editor.render.theme import PRINT

    return report_html(result, MarksOptions(PRINT, words), bundled_measurer(), date)


def _board(result: ComparisonResult, words: Words, note: str) -> DisplayList:
    from cjm_editor.render.marks import MarksOptions, comparison_page
    from cjm_editor.render.measure import bundled_measurer
    from cjm_editor.render.theme import PRINT

    return comparison_page(result, MarksOptions(PRINT, words), bundled_measurer(), note)


def _bound(result: ComparisonResult, options: _Options, words: Words) -> Bound:
    """The report with the board behind it, on the paper asked for."""
    from cjm_editor.render.marks import MarksOptions
    from cjm_editor.render.measure import bundled_measurer
    from cjm_editor.render.report_binding import bound
    from cjm_editor.render.theme import PRINT

    return bound(
        result,
        MarksOptions(PRINT, words),
        bundled_measurer(),
        date_told(options, words),
        options.page,
        options.tile,
        has_board=options.what != "report",
    )
