"""Loading modules past PySide6's own look at each of them."""

from __future__ import annotations

import builtins
import importlib
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def plain_imports() -> Iterator[None]:
    """Load the modules imported within as Python alone does.

    PySide6 replaces `__import__` and reads the source text of every module loaded after it, to see whether that may
    ask for Qt's other spelling of names (`from __feature__ import snake_case`). None of ours does, and the reading
    takes a seventh of the start. Its hook is back in place after the block.
    """
    hooked = builtins.__import__
    builtins.__import__ = importlib.__import__
    try:
        yield
    finally:
        builtins.__import__ = hooked
