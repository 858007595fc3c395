"""The glossary of one's own: a file that the user chose for comparisons, read again when it has changed.

Only the user names it. A document cannot: a file that came by mail must not make the program open another.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cjm_editor.app.dialogs.boxes import show_trouble
from cjm_editor.compare.glossary import Glossary, extended, parsed, shipped
from cjm_editor.core.errors import CjmError
from cjm_editor.core.texts import Message, _
from cjm_editor.io.files import read_bytes

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cjm_editor.app.context import Context
    from cjm_editor.core.results import ComparisonResult


def read(path: Path) -> Glossary:
    """The shipped glossary with a file's groups added. Raises `GlossaryError`, `FileTrouble`."""
    return extended(shipped(), parsed(read_bytes(path), path.name))


class OwnGlossary:
    """The glossary in force. While its file cannot be read the shipped one serves, and `trouble` says why."""

    def __init__(self, context: Context) -> None:
        self.trouble: Message | None = None
        self._context = context
        self._state: tuple[object, ...] | None = None
        self._read: Glossary | None = None

    def in_force(self) -> Glossary | None:
        """The file's words beside the shipped ones, the same object while the file stays; None for the shipped."""
        state = _state_of(self._context.settings.glossary)
        if state != self._state:
            self._state, self._read, self.trouble = state, None, None
            if state is not None:
                try:
                    self._read = read(Path(self._context.settings.glossary))
                except CjmError as error:
                    self.trouble = error.message
        return self._read

    def noted(self, result: ComparisonResult) -> ComparisonResult:
        """The result with a notice of why the glossary could not be read: for the window only, since the notice names
        a place of this computer."""
        if self.trouble is None:
            return result
        notices = (_("Glossary not read. {why}", why=self.trouble), *result.matching.notices)
        return replace(result, matching=replace(result.matching, notices=notices))

    def told(self) -> tuple[str, ...]:
        """Which glossary of one's own serves, for the status line; nothing where none was chosen."""
        if not self._context.settings.glossary:
            return ()
        name = Path(self._context.settings.glossary).name
        if self.trouble is not None:
            return (self._context.say(_("Glossary not read: {file}", file=name)),)
        return (self._context.say(_("Glossary: {file}", file=name)),)


def _state_of(name: str) -> tuple[object, ...] | None:
    """What tells one state of a file from another; None where no file is named."""
    if not name:
        return None
    try:
        status = Path(name).stat()
    except (OSError, ValueError):
        return (name,)
    return name, status.st_mtime_ns, status.st_size, status.st_ino


def choose(parent: QWidget, context: Context) -> bool:
    """Whether the user picked a glossary that can be used; why one cannot is said in a box, and the old one stays."""
    from cjm_editor.app.dialogs.files import ask_file

    filter = ";;".join(
        (
            f"{context.say(_('Text files'))} (*.txt)",
            f"{context.say(_('All files'))} (*)",
        )
    )
    path = ask_file(parent, context, _("Glossary of your own"), filter, _("Use"))
    return path is not None and use(parent, context, path)


def use(parent: QWidget, context: Context, path: Path) -> bool:
    """Whether this file is the glossary from now on."""
    try:
        read(path)
    except CjmError as error:
        show_trouble(parent, context, error.message)
        return False
    context.set_glossary(str(path.absolute()))
    return True
