"""`cjm-editor merge`: three versions of a document become one."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cjm_editor.cli.main import FINE, FOUND
from cjm_editor.cli.parser import Parser
from cjm_editor.cli.streams import say, warn, write_file, write_text
from cjm_editor.core.errors import CjmError
from cjm_editor.core.model import Conflict, Document
from cjm_editor.core.texts import Message, Words, _, ngettext

if TYPE_CHECKING:
    from cjm_editor.io.files import Loaded
    from cjm_editor.io.reader import Source


class _Options(argparse.Namespace):
    base: str
    ours: str
    theirs: str
    output: str
    name: str


def run(arguments: Sequence[str], words: Words) -> int:
    """Return 0 after a merge without conflicts, 1 where the written file holds some. Raises `CjmError`."""
    options = _parser(words).parse_args(arguments, _Options())
    base = _base(options.base, words, _shown(options, _("base"), words))
    ours = _loaded(options.ours, words, _shown(options, _("ours"), words))
    theirs = _loaded(options.theirs, words, _shown(options, _("theirs"), words))
    from cjm_editor.io.merging import merged, one_sided

    data = one_sided(b"" if base is None else base.data(), ours.data(), theirs.data())
    if data is not None:
        _write(options.output, data, words)
        return _told((theirs if data == theirs.data() else ours).source.document, words)
    made, written = merged(None if base is None else base.source, ours.source, theirs.source)
    _write(options.output, written.data, words)
    for notice in (*made.notices, *written.notices):
        warn(words(notice))
    for conflict in made.conflicts:
        warn(words(_("conflict: {path}", path=conflict.path)))
        if _theirs_stands(made.document, conflict):
            warn(words(_("theirs stands, ours has deleted it: {path}", path=conflict.path)))
    found = _told(made.document, words)
    return FOUND if written.has_dropped else found


def _told(document: Document, words: Words) -> int:
    """1 as long as the written file holds conflicts, be they new or of an earlier merge; that is said."""
    count = len(document.conflicts)
    if not count:
        return FINE
    told = ngettext(
        "{n} conflict is kept in the file; ours stands. Open it in the window and choose.",
        "{n} conflicts are kept in the file; ours stand. Open it in the window and choose.",
        count,
    )
    theirs = sum(_theirs_stands(document, conflict) for conflict in document.conflicts)
    if theirs:
        told = ngettext(
            "{n} conflict is kept in the file; theirs stands at {theirs} of them, ours elsewhere. Open it in the "
            "window and choose.",
            "{n} conflicts are kept in the file; theirs stand at {theirs} of them, ours elsewhere. Open it in the "
            "window and choose.",
            count,
            theirs=theirs,
        )
    if theirs == count:
        told = ngettext(
            "{n} conflict is kept in the file; theirs stands. Open it in the window and choose.",
            "{n} conflicts are kept in the file; theirs stand. Open it in the window and choose.",
            count,
        )
    warn(words(told))
    return FOUND


def _theirs_stands(document: Document, conflict: Conflict) -> bool:
    """Whether an element that ours has deleted stands in the file, because theirs has edited it."""
    from cjm_editor.core.merge.resolve import current

    return not conflict.ours and bool(current(document, conflict))


def _write(file: str, data: bytes, words: Words) -> None:
    if file == "-":
        write_text("-", data.decode())
    else:
        write_file(file, data)
        say(words(_("Written: {file}", file=file)))


def _parser(words: Words) -> Parser:
    parser = Parser(
        words,
        "merge",
        _("Merge two versions of a document that were made from a third, element by element."),
        _("Exit codes: 0 no conflicts, 1 conflicts (kept in the file), 2 trouble."),
    )
    parser.add_argument("base", metavar="BASE", help=parser.told(_("the version that both were made from")))
    parser.add_argument(
        "ours", metavar="OURS", help=parser.told(_("our version: it stands where both differ"))
    )
    parser.add_argument("theirs", metavar="THEIRS", help=parser.told(_("the other version")))
    parser.add_argument(
        "-o", "--output", required=True, metavar="OUT", help=parser.told(_("the file to write; - for stdout"))
    )
    parser.add_argument(
        "--name",
        default="",
        metavar="NAME",
        help=parser.told(_("how messages call the file; as a git driver: --name %P")),
    )
    parser.common()
    return parser


def _shown(options: _Options, side: Message, words: Words) -> str:
    """How a version is called where git gave it a name that tells nobody anything; "" to call it by its file."""
    return f"{options.name} ({words(side)})" if options.name else ""


def _base(file: str, words: Words, shown: str) -> Loaded | None:
    """The version that both were made from. Where both began a file, git hands over an empty one: None."""
    path = Path(file)
    if path.is_file() and path.stat().st_size == 0:
        return None
    return _loaded(file, words, shown)


def _loaded(file: str, words: Words, shown: str) -> Loaded:
    from cjm_editor.io.files import load, loaded_from, read_bytes

    loaded = loaded_from(Path(shown), read_bytes(Path(file))) if shown else load(Path(file))
    file = shown or file
    source = loaded.source
    if source.read_only:
        message = _(
            "{file} was written by a newer version of the program. Update the program, then merge", file=file
        )
        raise CjmError("newer-version", message)
    if source.problems:
        _refuse_unread_version(source)
    errors = sum(p.severity == "error" and p.code != "conflicts" for p in source.problems)
    if errors:
        found = ngettext("{file} has {n} error", "{file} has {n} errors", errors, file=file)
        warn(words(_("{found}. They are listed by: cjm-editor validate {file}", found=found, file=file)))
    return loaded


def _refuse_unread_version(source: Source) -> None:
    """Raise where nobody knows the version of the format: what is merged may mean something else."""
    entry = source.root().entry("cjm")
    if entry is None:
        return
    from cjm_editor.io.scan import Lines

    place = Lines(source.text, source.name).place(entry[1].start)
    for problem in source.problems:
        if problem.severity == "error" and problem.place == place:
            raise CjmError("no-version", problem.message, problem.place)
