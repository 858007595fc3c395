"""`cjm-editor merge`: three versions of a document become one."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cjm_editor.cli.main import FINE, FOUND
from cjm_editor.cli.parser import Parser
from cjm_editor.cli.streams import say, warn, write_file, write_text
from cjm_editor.core.errors import CjmError, FormatError
from cjm_editor.core.merge import merge
from cjm_editor.core.model import Document
from cjm_editor.core.texts import Words, _, ngettext

if TYPE_CHECKING:
    from cjm_editor.io.reader import Source


class _Options(argparse.Namespace):
    base: str
    ours: str
    theirs: str
    output: str


def run(arguments: Sequence[str], words: Words) -> int:
    """Return 0 after a merge without conflicts, 1 where the file keeps some. Raises `CjmError`."""
    options = _parser(words).parse_args(arguments, _Options())
    base = _base(options.base, words)
    ours, theirs = _source(options.ours, words), _source(options.theirs, words)
    made = merge(base, ours.document, theirs.document)
    data = _bytes(ours, made.document, options.output)
    if options.output == "-":
        write_text("-", data.decode())
    else:
        write_file(options.output, data)
        say(words(_("Written: {file}", file=options.output)))
    for notice in made.notices:
        warn(words(notice))
    for conflict in made.conflicts:
        warn(words(_("conflict: {path}", path=conflict.path)))
    if not made.conflicts:
        return FINE
    warn(
        words(
            ngettext(
                "{n} conflict is kept in the file; ours stands. Open it in the window and choose.",
                "{n} conflicts are kept in the file; ours stand. Open it in the window and choose.",
                len(made.conflicts),
            )
        )
    )
    return FOUND


def _parser(words: Words) -> Parser:
    parser = Parser(
        words,
        "merge",
        _("Merge two versions of a document that were made from a third, element by element."),
        _("Exit codes: 0 no conflicts, 1 conflicts kept in the file, 2 trouble."),
    )
    parser.add_argument("base", metavar="BASE", help=parser.told(_("the version that both were made from")))
    parser.add_argument(
        "ours", metavar="OURS", help=parser.told(_("our version: it stands where both differ"))
    )
    parser.add_argument("theirs", metavar="THEIRS", help=parser.told(_("the other version")))
    parser.add_argument(
        "-o", "--output", required=True, metavar="OUT", help=parser.told(_("the file to write; - for stdout"))
    )
    parser.common()
    return parser


def _base(file: str, words: Words) -> Document:
    """The document that both versions were made from. Where both began a file, git hands over an empty one."""
    path = Path(file)
    if path.is_file() and path.stat().st_size == 0:
        return Document()
    return _source(file, words).document


def _source(file: str, words: Words) -> Source:
    from cjm_editor.io.files import load

    source = load(Path(file)).source
    if source.read_only:
        message = _(
            "{file} was written by a newer version of the program. Update the program, then merge", file=file
        )
        raise CjmError("newer-version", message)
    errors = sum(p.severity == "error" and p.code != "conflicts" for p in source.problems)
    if errors:
        found = ngettext("{file} has {n} error", "{file} has {n} errors", errors, file=file)
        warn(words(_("{found}. They are listed by: cjm-editor validate {file}", found=found, file=file)))
    return source


def _bytes(ours: Source, document: Document, file: str) -> bytes:
    """The text of our version with the merge in it, which reads as the document again."""
    from cjm_editor.io.reader import read
    from cjm_editor.io.writer import cleaned_document, rewritten, to_bytes

    for make in (to_bytes, rewritten):
        data = make(ours, document)
        with suppress(FormatError):
            if read(data).document in (document, cleaned_document(document)):
                return data
    message = _("The merged document could not be written to {file}: it reads back differently", file=file)
    raise CjmError("not-saved", message)
