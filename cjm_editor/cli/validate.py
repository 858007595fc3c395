"""`cjm-editor validate`: every problem of a file, with its line."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from cjm_editor.cli.main import FINE, FOUND, TROUBLE, system_trouble
from cjm_editor.cli.parser import Parser
from cjm_editor.cli.streams import problem_line, say, trouble
from cjm_editor.core.address import Address
from cjm_editor.core.errors import CjmError, FormatError, Problem
from cjm_editor.core.texts import Words, _, ngettext, one_line

if TYPE_CHECKING:
    from cjm_editor.io.files import Loaded


class _Options(argparse.Namespace):
    files: list[str]
    format: str


def run(arguments: Sequence[str], words: Words) -> int:
    """Return 0 if no file has an error (notices are no errors), 1 if one has, 2 if one cannot be opened."""
    options = _parser(words).parse_args(arguments, _Options())
    read: list[tuple[str, tuple[Problem, ...], Loaded | None]] = []
    is_unreadable = False
    for file in options.files:
        try:
            read.append((file, *_read(file)))
        except CjmError as error:
            is_unreadable = True
            trouble(words, error)
        except OSError as error:
            is_unreadable = True
            error.filename = error.filename or file
            trouble(words, system_trouble(error))
    maps = _maps([loaded for _file, _problems, loaded in read if loaded is not None])
    found = [
        (file, _placed((*problems, *(_lost_maps(loaded, maps) if loaded is not None else ())), file))
        for file, problems, loaded in read
    ]
    if options.format == "json":
        say(json.dumps(_as_json(found, words), ensure_ascii=False, indent=2))
    else:
        _print(found, words)
    if is_unreadable:
        return TROUBLE
    return (
        FOUND if any(problem.severity == "error" for _file, listed in found for problem in listed) else FINE
    )


def _read(file: str) -> tuple[tuple[Problem, ...], Loaded | None]:
    """Return what is wrong with a file by itself, and its document. Raises `FileTrouble` where it cannot be opened."""
    from cjm_editor.io.files import load

    try:
        loaded = load(Path(file))
    except FormatError as error:
        return error.problems, None
    return loaded.source.problems, loaded


def _maps(read: Sequence[Loaded]) -> Mapping[str, frozenset[str]]:
    """Return the ids of the maps in the files of each name: a document names another one without folders."""
    found: dict[str, frozenset[str]] = {}
    for loaded in read:
        ids = frozenset(journey.id for journey in loaded.source.document.maps)
        found[loaded.path.name] = found.get(loaded.path.name, frozenset()) | ids
    return found


def _lost_maps(loaded: Loaded, maps: Mapping[str, frozenset[str]]) -> list[Problem]:
    """Return notices of maps that decisions name in a file given, and that it has not. No other file is looked for."""
    wanted, told = [], []
    for index, comparison in enumerate(loaded.source.document.comparisons):
        for field, reference in (("ideal", comparison.ideal), ("actual", comparison.actual)):
            named, _hash, map_id = reference.rpartition("#")
            file = PurePath(named).name
            if file in maps and map_id not in maps[file]:
                wanted.append((Address("comparison", index=index), field))
                told.append(
                    _(
                        "“{file}” has no map “{id}”, which these decisions name. Write the id that the map has now.",
                        file=file,
                        id=map_id,
                    )
                )
    places = loaded.source.places_of(wanted)
    return [
        Problem("no-such-map", text, place, severity="notice")
        for text, place in zip(told, places, strict=True)
    ]


def _placed(listed: Sequence[Problem], file: str) -> tuple[Problem, ...]:
    """Return the problems in order of place, each naming the file."""
    placed = [
        problem if problem.place.file else replace(problem, place=replace(problem.place, file=file))
        for problem in listed
    ]
    return tuple(sorted(placed, key=lambda problem: (problem.place.line, problem.place.column)))


def _parser(words: Words) -> Parser:
    parser = Parser(
        words,
        "validate",
        _("Check documents and list every problem with its line and what to do about it."),
        _("Exit codes: 0 no problems (notices do not count), 1 problems, 2 a file cannot be opened."),
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help=parser.told(_("documents to check")))
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help=parser.told(_("text (default) or json"))
    )
    parser.common()
    return parser


def _print(found: Sequence[tuple[str, tuple[Problem, ...]]], words: Words) -> None:
    for file, listed in found:
        for problem in listed:
            say(problem_line(words, problem, file))
        errors = sum(problem.severity == "error" for problem in listed)
        notices = len(listed) - errors
        counts = [
            words(ngettext("{n} error", "{n} errors", errors)) if errors else words(_("no errors")),
            *([words(ngettext("{n} notice", "{n} notices", notices))] if notices else []),
        ]
        say(f"{one_line(file)}: {', '.join(counts)}")


def _as_json(found: Sequence[tuple[str, tuple[Problem, ...]]], words: Words) -> dict[str, object]:
    return {
        "files": [
            {
                "file": file,
                "problems": [
                    {
                        "line": problem.place.line or None,
                        "column": problem.place.column or None,
                        "severity": problem.severity,
                        "code": problem.code,
                        "message": words(problem.message),
                    }
                    for problem in listed
                ],
            }
            for file, listed in found
        ]
    }
