"""Where a command's output goes: normal output to stdout, problems to stderr, files replaced whole."""

from __future__ import annotations

import io
import os
import re
import sys
from pathlib import Path

from cjm_editor.core.errors import CjmError, FormatError, Problem
from cjm_editor.core.texts import Message, Words, _, one_line, pgettext

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def prepare() -> None:
    """Make both streams take every character: UTF-8 into files and pipes, whatever LANG says; on a terminal that
    lacks a character, a question mark. A stream that was closed swallows what is written."""
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace", newline="\n")


def hush() -> None:
    """Let the interpreter's last flush go nowhere."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())


def harmless(text: str) -> str:
    """Return the text without characters that steer a terminal: titles come from other people's files."""
    return _CONTROL.sub("\ufffd", text)


def say(text: str) -> None:
    """Write a line of normal output."""
    sys.stdout.write(harmless(text) + "\n")


def warn(text: str) -> None:
    """Write a line about a problem."""
    sys.stderr.write(harmless(text) + "\n")


def trouble(words: Words, error: CjmError | Message) -> None:
    """Write an error as sentences: all problems of a refused file, with their lines."""
    if isinstance(error, FormatError):
        for problem in error.problems:
            warn(problem_line(words, problem))
        return
    if isinstance(error, CjmError):
        place = str(error.place)
        text = words(error.message)
        is_said = error.place.line == 0 and one_line(error.place.file) in text
        warn(text if is_said else f"{place}: {text}")
        command = getattr(error, "command", None)
        if command is not None:
            program = f"cjm-editor {command}".rstrip()
            warn(words(_("“{program} --help” explains it.", program=program)))
        return
    warn(words(error))


def problem_line(words: Words, problem: Problem, file: str = "") -> str:
    """Return `file:line:column: error: what, and what to do`."""
    place = str(problem.place) or one_line(file)
    kind = words(
        pgettext("problem", "error") if problem.severity == "error" else pgettext("problem", "notice")
    )
    return f"{place}: {kind}: {words(problem.message)}" if place else f"{kind}: {words(problem.message)}"


def write_file(target: str, data: bytes) -> None:
    """Replace the file `target` by `data`, whole or not at all. Raises `FileTrouble`."""
    from cjm_editor.io.files import write_atomic

    write_atomic(Path(target), data)


def write_text(target: str, text: str) -> None:
    """Write a text as UTF-8 to a file, or to stdout where `target` is `-`."""
    data = text.encode("utf-8", "replace")
    if target != "-":
        write_file(target, data)
        return
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(text)
    else:
        buffer.write(data)
        buffer.flush()
