"""Loading modules past PySide6's own look at each of them."""

from __future__ import annotations

import builtins

_PLAIN = builtins.__import__
"""Python's own import where this module is loaded before PySide6. Statements that load with it take Python's short way,
which it keeps for this very function."""


def import_plainly() -> None:
    """Load modules as Python alone does, from now on.

    PySide6 replaces `__import__` and reads the source text of every module loaded after it, to see whether that may
    ask for Qt's other spelling of names (`from __feature__ import snake_case`). None of ours does, and the reading
    takes a seventh of the start and a part of each first opening of a dialog. To be called by a program that owns its
    process, after PySide6 is loaded.
    """
    builtins.__import__ = _PLAIN
