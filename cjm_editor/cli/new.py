"""`cjm-editor new`: writes a new document."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from cjm_editor.cli.main import FINE
from cjm_editor.cli.parser import Parser, UsageError
from cjm_editor.cli.streams import say, write_file, write_text
from cjm_editor.core.address import DOCUMENT
from cjm_editor.core.errors import CjmError
from cjm_editor.core.texts import Words, _


class _Options(argparse.Namespace):
    out: str | None
    template: str
    title: str | None
    list: bool


def run(arguments: Sequence[str], words: Words) -> int:
    """Return 0 after writing the document or the list of templates. Raises `CjmError`."""
    from cjm_editor.core.templates import TEMPLATES, template_title

    options = _parser(words).parse_args(arguments, _Options())
    if options.list:
        for name in TEMPLATES:
            say(f"{name:<18}{words(template_title(name))}")
        return FINE
    if options.out is None:
        raise UsageError(_("Missing: {names}", names="OUT"), "new")
    if options.template not in TEMPLATES:
        raise UsageError(
            _(
                "There is no template “{name}”. The templates are: {names}",
                name=options.template,
                names=", ".join(TEMPLATES),
            ),
            "new",
        )
    if options.out != "-" and Path(options.out).exists():
        raise CjmError(
            "exists",
            _("{file} already exists and was left as it is. Choose another name", file=options.out),
        )
    text = _text(options.template, options.title, words.language)
    if options.out == "-":
        write_text("-", text)
    else:
        write_file(options.out, text.encode("utf-8"))
        say(words(_("Written: {file}", file=options.out)))
    return FINE


def _parser(words: Words) -> Parser:
    parser = Parser(words, "new", _("Write a new document, empty or from a template."))
    parser.add_argument(
        "out", nargs="?", metavar="OUT", help=parser.told(_("the file to write; - for stdout"))
    )
    parser.add_argument(
        "--template",
        default="blank",
        metavar="NAME",
        help=parser.told(_("what to start from (default: blank); see --list")),
    )
    parser.add_argument("--title", metavar="T", help=parser.told(_("title of the document")))
    parser.add_argument("--list", action="store_true", help=parser.told(_("list the templates and stop")))
    parser.common()
    return parser


def _text(template: str, title: str | None, language: str) -> str:
    from cjm_editor.core.templates import template_file
    from cjm_editor.io.reader import read

    path = template_file(template, language)
    source = read(path.read_bytes(), path.name)
    if title is None:
        return source.text
    from cjm_editor.core.edits import set_field
    from cjm_editor.io.writer import splice

    return splice(source, set_field(source.document, DOCUMENT, "title", title))
