"""What goes wrong, as data: a stable code, a place, a message to be worded at the edge."""

from __future__ import annotations

from typing import Literal

from cjm_editor.core.address import Address
from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import Message, one_line

Severity = Literal["error", "notice"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where: a file's name, line and column from 1 (0: the whole file), and a path in words such as a map's title."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join(str(part) for part in (one_line(self.file), self.line, self.column) if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of a reader or of validation: what is wrong and what to do, in one message.

    `at` is the element it is about, where there is one: a loader turns it into the best-known line of the file.
    """

    code: str
    message: Message
    place: Place = Place()
    severity: Severity = "error"
    at: Address | None = None


class CjmError(Exception):
    """An error for people. `code` is stable, `message` says what is wrong and what to do, `place` where."""

    def __init__(self, code: str, message: Message, place: Place | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.place = place or Place()


class FormatError(CjmError):
    """A file that cannot be opened as a document; `problems` lists everything that was found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        first = problems[0]
        super().__init__(first.code, first.message, first.place)
        self.problems = problems


class FileTrouble(CjmError):  # noqa: N818 - "trouble" says that it is no fault of the code
    """A file that cannot be read or written; the remedy is in the message."""


class EditError(CjmError):
    """An edit that the document does not allow."""
