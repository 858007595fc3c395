"""What the window's actions do, one module a menu. `run` looks the action up; pages have run theirs before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cjm_editor.app.commands import documents, looks, maps
from cjm_editor.app.commands.documents import (
    may_close,
    may_close_all,
    open_copy,
    open_path,
    tell_later,
    window_title,
)
from cjm_editor.app.commands.looks import fill_submenu, undo_text
from cjm_editor.app.commands.maps import apply, open_pair

if TYPE_CHECKING:
    from cjm_editor.app.window import Window

__all__ = [
    "apply",
    "discard",
    "fill_submenu",
    "may_close",
    "may_close_all",
    "open_copy",
    "open_pair",
    "open_path",
    "restore",
    "run",
    "show_lock",
    "tell_later",
    "undo_text",
    "window_title",
]

Command = Callable[["Window"], None]


def table() -> dict[str, Command]:
    """Every command of the window by the id of its action."""
    return {**documents.COMMANDS, **maps.COMMANDS, **looks.COMMANDS, "file.take_over": take_over}


def restore(window: Window, offer: object) -> None:
    """Open work that an earlier run left."""
    from cjm_editor.app.commands import unsaved

    unsaved.restore(window, offer)


def discard(window: Window, offer: object) -> None:
    """Give up work that an earlier run left, after asking."""
    from cjm_editor.app.commands import unsaved

    unsaved.discard(window, offer)


def show_lock(window: Window) -> None:
    """Show over the current document who edits its file."""
    from cjm_editor.app.commands import locks

    locks.show_bar(window)


def take_over(window: Window) -> None:
    """Make the current document ours to edit."""
    from cjm_editor.app.commands import locks

    locks.take_over_current(window)


def run(window: Window, id: str) -> None:
    """Run a command; an id that no one knows is a defect and raises `KeyError`."""
    table()[id](window)
