"""`cjm-editor COMMAND ...`: picks the language and the command, and turns whatever goes wrong into a sentence.

Nothing heavy is loaded here: `--version` must not wait for a parser, Qt or YAML.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cjm_editor.core.texts import Message, Words

FINE, FOUND, TROUBLE = 0, 1, 2
"""Exit codes: fine; a difference or problem was found where the command looks for one; trouble."""

COMMANDS = ("new", "validate", "export", "compare", "merge")
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Return the exit code of a command line without the program's name (default: that of this process)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments == ["--version"] and sys.stdout is not None:
        try:
            return _version()
        except OSError as error:
            return _not_written(arguments, error)
    return _guarded(arguments)


def _not_written(arguments: list[str], error: OSError) -> int:
    from cjm_editor.cli.streams import hush, prepare, trouble
    from cjm_editor.core.texts import words

    hush()  # first: what is still to be written goes nowhere
    prepare()
    if not isinstance(error, BrokenPipeError):  # there the reader has gone and asks for nothing
        trouble(words(language_of(arguments)), system_trouble(error))
    return TROUBLE


def _version() -> int:
    from cjm_editor import __version__

    sys.stdout.write(f"cjm-editor {__version__}\n")
    sys.stdout.flush()
    return FINE


def _guarded(arguments: list[str]) -> int:
    from cjm_editor.cli.streams import hush, prepare, trouble
    from cjm_editor.core.errors import CjmError
    from cjm_editor.core.texts import words

    prepare()
    said = words(language_of(arguments))
    try:
        code = _ended(arguments, said)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        hush()  # the reader of our output has gone, as in `... | head`
        return TROUBLE
    except KeyboardInterrupt:
        return INTERRUPTED
    except CjmError as error:
        trouble(said, error)
        return TROUBLE
    except OSError as error:
        trouble(said, system_trouble(error))
        _drop_what_cannot_be_written()
        return TROUBLE
    except Exception as error:  # noqa: BLE001 - the last line of defence: a sentence, never a traceback
        _raise_if_asked(error)
        trouble(said, _unexpected(error))
        return TROUBLE


def _ended(arguments: list[str], words: Words) -> int:
    try:
        return _run(arguments, words)
    except SystemExit as end:  # argparse leaves this way after printing help
        return end.code if isinstance(end.code, int) else FINE


def _drop_what_cannot_be_written() -> None:
    """Where stdout takes nothing more, let the interpreter's own last flush not fail on it once more."""
    from cjm_editor.cli.streams import hush

    try:
        sys.stdout.flush()
    except OSError:
        hush()


def _raise_if_asked(error: Exception) -> None:
    import os

    if os.environ.get("CJM_EDITOR_TRACEBACK"):
        raise error


def system_trouble(error: OSError) -> Message:
    from cjm_editor.core.disorders import said_by_system
    from cjm_editor.core.texts import _

    name = str(error.filename) if error.filename else ""
    reason = said_by_system(error.errno) if error.errno else error.strerror or type(error).__name__
    if name:
        return _("{name}: the system says: {reason}", name=name, reason=reason)
    return _("The system says: {reason}", reason=reason)


def _unexpected(error: Exception) -> Message:
    from cjm_editor.core.texts import _

    if isinstance(error, MemoryError):
        return _("There is not enough memory for this")
    if isinstance(error, ImportError) and error.name:
        return _(
            "A part of the program is not installed: {name}. Install it with: pip install .", name=error.name
        )
    text = " ".join(str(error).split())
    return _(
        "This is a fault of the program, not of your file: {kind} {text}. No output was written. Please report it "
        "with the command and the file",
        kind=type(error).__name__,
        text=f"({text})" if text else "",
    )


def language_of(arguments: Sequence[str]) -> str:
    """Return the language messages are worded in: the last good `--language`, else the environment's."""
    import os

    from cjm_editor.core.texts import LANGUAGES, environment_language

    asked = ""
    for number, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--language" and number + 1 < len(arguments):
            asked = arguments[number + 1]
        elif argument.startswith("--language="):
            asked = argument.partition("=")[2]
        else:
            continue
        if asked not in LANGUAGES:
            asked = ""
    return asked or environment_language(os.environ)


def _run(arguments: list[str], words: Words) -> int:
    from cjm_editor.cli.parser import UsageError, general_options

    options, rest = general_options(arguments, words)
    if options.version:
        return _version()
    if options.help or not rest:
        from cjm_editor.cli.help import overview

        sys.stdout.write(overview(words))
        return FINE
    command, given = rest[0], [*rest[1:], *options.language]
    if command not in COMMANDS:
        from cjm_editor.core.texts import _

        raise UsageError(
            _(
                "There is no command “{command}”. The commands are: {commands}",
                command=command,
                commands=", ".join(COMMANDS),
            )
        )
    from importlib import import_module

    code: int = import_module(f"cjm_editor.cli.{command}").run(given, words)
    return code
