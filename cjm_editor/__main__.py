"""The entry point: looks at the first argument only, and loads the command line or the window."""

import gc
import os
import sys

COMMANDS = frozenset(("new", "validate", "export", "compare", "merge"))


def main() -> int:
    """Return the exit code: the command's, or for file names or no argument the window's."""
    arguments = sys.argv[1:]
    language, files = spoken_to(arguments)
    if files:
        return open_window(files, language)
    if arguments and (arguments[0] in COMMANDS or arguments[0].startswith("-")):
        return run_command(arguments)
    return open_window(arguments)


def spoken_to(arguments: list[str]) -> tuple[str, list[str]]:
    """Return the language asked of the window and the files to be opened in it; no files where a command is meant."""
    first = arguments[0] if arguments else ""
    if first == "--language":
        language, rest = "".join(arguments[1:2]), arguments[2:]
    else:
        name, _sign, language = first.partition("=")
        rest = arguments[1:] if name == "--language" else []
    if not rest or rest[0] in COMMANDS or language not in ("en", "ru"):
        return "", []
    from pathlib import Path

    return (language, rest) if Path(rest[0]).is_file() else ("", [])


def run_command(arguments: list[str]) -> int:
    """Return the exit code of a command.

    A command ends before garbage matters; looking for some takes a tenth of its time, most of it at the very end.
    """
    gc.disable()
    from cjm_editor.cli.main import main as command_line

    code = command_line(arguments)
    gc.freeze()
    return code


def open_window(arguments: list[str], language: str = "") -> int:
    """Return the window's exit code, or 2 with a sentence on stderr where it cannot open.

    `language` is spoken in this run only; "" leaves it as it is set.
    While modules load and widgets are made nothing becomes garbage, and looking for some takes a quarter of the
    start; the window wakes the collector once it stands.
    """
    gc.disable()
    from cjm_editor.core.texts import environment_language, words
    from cjm_editor.startup import window_problem

    problem = window_problem(os.environ)
    if problem is not None:
        sys.stderr.write(words(language or environment_language(os.environ))(problem) + "\n")
        return 2
    from cjm_editor.app.main import main as window

    return window(arguments, language)


if __name__ == "__main__":
    raise SystemExit(main())
