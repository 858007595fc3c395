"""What one reading of a file finds, collected by place, so that a single pass names every problem."""

from __future__ import annotations

from cjm_editor.core.errors import Problem, Severity
from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import Message, shortened
from cjm_editor.io.scan import Lines

SHOWN = 80
"""Characters of a name or value of the file that a sentence repeats."""

MOST = 1000
"""Findings that are told; a file with more is broken in one way that these show."""


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

    __slots__ = ("_has_errors_only", "_lines", "_name", "_text", "found", "has_unnamed", "is_full", "refused")

    def __init__(self, text: str, name: str = "") -> None:
        self._text = text
        self._name = name
        self._lines: Lines | None = None
        self._has_errors_only = False
        self.is_full = False
        """Whether the file is refused and nothing more can be told: to look on would be in vain."""
        self.found: list[Finding] = []
        self.refused = False
        self.has_unnamed = False
        """Whether an element's id is made from its place: the writer has to know, however much else was found."""

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
        self._add(Finding(index, code, message, "error", True))

    def wrong(self, index: int, code: str, message: Message) -> None:
        """Note a wrong value; the document opens without it."""
        self._add(Finding(index, code, message, "error", False))

    def notice(self, index: int, code: str, message: Message) -> None:
        """Note something that is worth saying and no problem."""
        if len(self.found) < MOST:
            self._add(Finding(index, code, message, "notice", False))

    def _add(self, finding: Finding) -> None:
        """Keep a finding. An error takes the place of a notice where there are too many."""
        if len(self.found) >= MOST:
            at = -1
            if not self._has_errors_only:
                at = next((n for n, f in enumerate(self.found) if f.severity == "notice"), -1)
            if at < 0:
                self._has_errors_only = True
                self.is_full = self.refused
                return
            del self.found[at]
        self.found.append(finding)

    def problems(self) -> tuple[Problem, ...]:
        """Everything found, by place."""
        ordered = sorted(self.found, key=lambda finding: finding.index)
        return tuple(
            Problem(f.code, shortened(f.message, SHOWN), self.lines.place(f.index), f.severity)
            for f in ordered
        )
