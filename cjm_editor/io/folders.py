"""Where the program keeps what is its own: journals of unsaved work, backups, reports of mishaps."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

NAME = "cjm-editor"
OWN = "CJM_EDITOR_DATA"
"""The variable of the environment that names another folder."""


def data_folder(environ: Mapping[str, str] | None = None, platform: str = sys.platform) -> Path:
    """The folder of the program's own data; it may not exist yet.

    `CJM_EDITOR_DATA` names it, else the place where the system keeps such things: `XDG_DATA_HOME` or
    `~/.local/share`, `LOCALAPPDATA` on Windows, `~/Library/Application Support` on macOS.
    """
    env = os.environ if environ is None else environ
    if env.get(OWN):
        return Path(env[OWN])
    try:
        home = Path.home()
    except RuntimeError:  # an account without a home: its work is to be kept all the same
        from tempfile import gettempdir

        home = Path(gettempdir())
    if platform == "win32":
        return Path(env.get("LOCALAPPDATA") or home / "AppData" / "Local") / NAME
    if platform == "darwin":
        return home / "Library" / "Application Support" / NAME
    base = Path(env.get("XDG_DATA_HOME") or "")
    # the XDG specification: a relative path in the variable is to be ignored
    return (base if base.is_absolute() else home / ".local" / "share") / NAME


def journals_folder(data: Path) -> Path:
    """Where the journals of open documents stand."""
    return data / "journals"


def has_journals(folder: Path) -> bool:
    """Whether there is any journal, in use or left; a look that loads nothing."""
    try:
        return any(name.endswith(".journal") for name in os.listdir(folder))  # noqa: PTH208 - a name is enough
    except OSError:
        return False


def reports_folder(data: Path) -> Path:
    """Where reports of mishaps stand."""
    return data / "reports"


def backups_folder(data: Path) -> Path:
    """Where backups of saved files stand."""
    return data / "backups"
