"""Pictures of a document, read only from inside its own folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path, PurePosixPath, PureWindowsPath

LARGEST = 20_000_000
"""Bytes; a larger file is not read."""


def picture_reader(folder: Path) -> Callable[[str], bytes | None]:
    """Return what gives the bytes of a picture by the relative path that a document in `folder` has for it.

    It answers None for everything else: absolute paths, addresses, ways out of the folder (links included), what is
    no regular file, what is too large or cannot be read. It never waits: a pipe is opened without blocking.
    """
    root = folder.resolve()

    def read(source: str) -> bytes | None:
        path = _inside(root, source)
        return _regular(path) if path is not None else None

    return read


def _inside(root: Path, source: str) -> Path | None:
    """Return the real path of `source` if it lies in `root`, else None."""
    name = PurePosixPath(source.replace("\\", "/"))
    windows = PureWindowsPath(source)
    is_plain = source and "\0" not in source and not windows.drive and not windows.root
    if not is_plain or not name.parts or name.is_absolute() or ".." in name.parts or ":" in name.parts[0]:
        return None
    try:
        path = root.joinpath(*name.parts).resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        return None
    if not path.is_relative_to(root):
        return None
    try:
        # a device is not even opened: some wait, some act
        return path if stat.S_ISREG(path.stat().st_mode) else None
    except OSError:
        return None


def _regular(path: Path) -> bytes | None:
    """Return the bytes of a regular file of a bearable size, else None."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        try:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST:
                return None
            return file.read(LARGEST + 1)[:LARGEST]
        except OSError:
            return None
