"""What one reading of a file finds, collected by place, so that a single pass names every problem."""

from __future__ import annotations

from dataclasses import dataclass

from cjm_editor.core.errors import Problem, Severity
from cjm_editor.core.texts import Message
from cjm_editor.io.scan import Lines


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem at an index into the text; one that `refuses` keeps the file from being opened."""

    index: int
    code: str
    message: Message
    severity: Severity
    refuses: bool


class Findings:
    """Collects findings in any order; `problems` gives them in the order of the file."""

    __slots__ = ("_lines", "_name", "_text", "found", "refused")

    def __init__(self, text: str, name: str = "") -> None:
        self._text = text
        self._name = name
        self._lines: Lines | None = None
        self.found: list[Finding] = []
        self.refused = False

    @property
    def lines(self) -> Lines:
        """Lines of the text, counted when the first place is asked for."""
        if self._lines is None:
            self._lines = Lines(self._text, self._name)
        return self._lines

    def line(self, index: int) -> str:
        """The line number of an index, as text: a line is no quantity."""
        return str(self.lines.place(index).line)

    def refuse(self, index: int, code: str, message: Message) -> None:
        """Note something for which the file is not opened."""
        self.refused = True
        self.found.append(Finding(index, code, message, "error", True))

    def wrong(self, index: int, code: str, message: Message) -> None:
        """Note a wrong value; the document opens without it."""
        self.found.append(Finding(index, code, message, "error", False))

    def notice(self, index: int, code: str, message: Message) -> None:
        """Note something that is worth saying and no problem."""
        self.found.append(Finding(index, code, message, "notice", False))

    def problems(self) -> tuple[Problem, ...]:
        """Everything found, by place."""
        ordered = sorted(self.found, key=lambda finding: finding.index)
        return tuple(Problem(f.code, f.message, self.lines.place(f.index), f.severity) for f in ordered)
