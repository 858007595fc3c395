"""`cjm-editor export`: draws maps into files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

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
from cjm_editor.cli.inputs import chosen_map, opened, refuse_overwriting, split
from cjm_editor.cli.main import FINE
from cjm_editor.cli.parser import Parser, UsageError
from cjm_editor.cli.streams import say, write_file, write_text
from cjm_editor.core.errors import CjmError
from cjm_editor.core.model import Document, JourneyMap
from cjm_editor.core.texts import Message, Words, _

if TYPE_CHECKING:
    from cjm_editor.core.lanes import Audience


class _Options(DrawingOptions):
    file: str
    out: str
    what: str
    format: str | None
    lanes: str | None
    profile: Audience
    all: bool


def run(arguments: Sequence[str], words: Words) -> int:
    """Return 0 after writing the picture or pictures. Raises `CjmError`."""
    options = _parser(words).parse_args(arguments, _Options())
    file, map_id = split(options.file)
    if options.all:
        return _export_all(options, file, map_id, words)
    format = format_of(options.out, options.format, DRAWN, "svg", "export")
    check_drawing_options(options, format, "export")
    refuse_binary_to_stdout(options.out, format, ("svg",), "export")
    document = opened(file, words)
    refuse_overwriting(options.out, file)
    data = _picture(document, chosen_map(document, map_id, file), format, options, file)
    if options.out == "-":
        write_text("-", data.decode("utf-8"))
    else:
        write_file(options.out, data)
        say(words(_("Written: {file}", file=options.out)))
    return FINE


def _parser(words: Words) -> Parser:
    parser = Parser(
        words,
        "export",
        _("Draw a map as PNG, SVG or PDF."),
        _("If the file has several maps, name one as FILE#map-id, or give --all."),
    )
    parser.add_argument("file", metavar="FILE[#MAP]", help=parser.told(_("the document, and the map in it")))
    parser.add_argument(
        "-o",
        "--output",
        dest="out",
        required=True,
        metavar="OUT",
        help=parser.told(_("the file to write; its extension chooses the format; - writes SVG to stdout")),
    )
    parser.add_argument(
        "--what", choices=("map",), default="map", help=parser.told(_("what to draw (default: map)"))
    )
    parser.add_argument(
        "--format", choices=DRAWN, help=parser.told(_("the format, where the file's name does not say it"))
    )
    parser.add_argument(
        "--lanes", metavar="A,B", help=parser.told(_("only these lanes, in this order, by their ids"))
    )
    parser.add_argument(
        "--profile",
        choices=("internal", "client"),
        default="internal",
        help=parser.told(_("internal: all lanes (default); client: without internal lanes")),
    )
    add_date_option(parser)
    add_drawing_options(parser)
    parser.add_argument("--all", action="store_true", help=parser.told(_("every map, into the folder OUT")))
    parser.common(draws=True)
    return parser


def _export_all(options: _Options, file: str, map_id: str, words: Words) -> int:
    if map_id:
        raise UsageError(_("--all takes the whole file: leave out “#{map}”", map=map_id), "export")
    if options.out == "-":
        raise UsageError(_("--all writes files: name a folder, not -"), "export")
    format = options.format or "svg"
    check_drawing_options(options, format, "export")
    document = opened(file, words)
    if not document.maps:
        raise CjmError("no-map", _("{file} holds no map yet", file=file))
    pictures = [(journey, _picture(document, journey, format, options, file)) for journey in document.maps]
    folder = Path(options.out)
    folder.mkdir(parents=True, exist_ok=True)
    names = file_names(document, file, format)
    for name in names:
        refuse_overwriting(str(folder / name), file)
    for (_journey, data), name in zip(pictures, names, strict=True):
        write_file(str(folder / name), data)
        say(words(_("Written: {file}", file=str(folder / name))))
    return FINE


def file_names(document: Document, file: str, format: str) -> list[str]:
    """Return a file name for each map, `document-map.png`; no two are equal, on any file system."""
    stem = Path(file).name
    for ending in (".cjm.yaml", ".cjm.yml", ".yaml", ".yml"):
        if stem.lower().endswith(ending):
            stem = stem[: -len(ending)]
            break
    names: list[str] = []
    taken: set[str] = set()
    for journey in document.maps:
        name, number = f"{stem}-{journey.id}", 2
        while name.casefold() in taken:
            name, number = f"{stem}-{journey.id}-{number}", number + 1
        taken.add(name.casefold())
        names.append(f"{name}.{format}")
    return names


def _picture(document: Document, journey: JourneyMap, format: str, options: _Options, file: str) -> bytes:
    from cjm_editor.io.pictures import picture_reader
    from cjm_editor.render.extent import left_out
    from cjm_editor.render.measure import bundled_measurer
    from cjm_editor.render.options import BoardOptions
    from cjm_editor.render.theme import PRINT

    lanes = _lanes(document, journey, options, file) if options.lanes is not None else None
    words = captions(document, options)
    board = BoardOptions(theme=PRINT, words=words, lanes=lanes, audience=options.profile)
    told, measurer = date_told(options, words), bundled_measurer()
    pictures = picture_reader(Path(file).parent)
    title = journey.title or document.title
    if options.page and not options.tile:
        from cjm_editor.render.bands import map_sheets
        from cjm_editor.render.paper import page_format

        paper = page_format(options.page)
        sheets = map_sheets(document, journey.id, board, measurer, told, paper)
        data = printed(sheets, options, title, pictures)
        tell(left_out(journey), options)
        return data
    from cjm_editor.render.page import map_page

    page = map_page(document, journey.id, board, measurer, told)
    data = drawn([page], format, options, title, pictures)
    tell(left_out(journey), options)
    if is_too_small(page, format, options):
        cause = too_small_as_asked(page, format, options, options.out)
        tell([cause or _too_small(options.out)], options)
    return data


def _too_small(file: str) -> Message:
    return _(
        "The text in {file} is too small to read: the map is too long for one picture. Export a PDF with --page A3 "
        "or --tile, or fewer rows with --lanes.",
        file=file,
    )


def _lanes(document: Document, journey: JourneyMap, options: _Options, file: str) -> tuple[str, ...]:
    from cjm_editor.core.lanes import lanes_of

    asked = tuple(dict.fromkeys(name.strip() for name in (options.lanes or "").split(",") if name.strip()))
    known = [lane.id for lane in lanes_of(document, journey, options.profile)]
    unknown = [name for name in asked if name not in known]
    if unknown or not asked:
        raise CjmError(
            "no-such-lane",
            _(
                "{file} has no lane “{lane}”. Its lanes: {lanes}",
                file=file,
                lane=", ".join(unknown),
                lanes=", ".join(known),
            ),
        )
    return asked
