"""The entry point: looks at the first argument only, and loads the command line or the window."""

import gc
import os
import sys

COMMANDS = frozenset(("new", "validate", "export", "compare"))


def main() -> int:
    """Return the exit code: the command's, or for file names or no argument the window's."""
    arguments = sys.argv[1:]
    if arguments and (arguments[0] in COMMANDS or arguments[0].startswith("-")):
        return run_command(arguments)
    return open_window(arguments)


def run_command(arguments: list[str]) -> int:
    """Return the exit code of a command.

    A command ends before garbage matters; looking for some takes a tenth of its time, most of it at the very end.
    """
    gc.disable()
    from cjm_editor.cli.main import main as command_line

    code = command_line(arguments)
    gc.freeze()
    return code


def open_window(arguments: list[str]) -> int:
    """Return the window's exit code, or 2 with a sentence on stderr where it cannot open.

    While modules load and widgets are made nothing becomes garbage, and looking for some takes a quarter of the
    start; the window wakes the collector once it stands.
    """
    gc.disable()
    from cjm_editor.core.texts import environment_language, words
    from cjm_editor.startup import window_problem

    problem = window_problem(os.environ)
    if problem is not None:
        sys.stderr.write(words(environment_language(os.environ))(problem) + "\n")
        return 2
    from cjm_editor.app.main import main as window

    return window(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
