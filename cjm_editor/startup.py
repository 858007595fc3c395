"""What is checked before Qt is loaded."""

import sys
from collections.abc import Mapping

from cjm_editor.core.texts import Message, _

PythonVersion = tuple[int, int]


def qt_problem(python: PythonVersion, implementation: str, pyside: str | None) -> Message | None:
    """Return why this pair of Python and PySide6 must not start, or None if it may.

    `pyside` is the installed version of PySide6-Essentials, None if it is not installed. PySide6 6.12 on CPython 3.11
    drops a reference to `None` on every call that returns nothing; the process aborts after a few thousand calls,
    in the middle of somebody's work.
    """
    if pyside is None:
        return _("PySide6 is not installed. Install it with: pip install PySide6-Essentials")
    version = tuple(int(part) for part in pyside.split(".")[:2] if part.isdigit())
    if implementation == "cpython" and python < (3, 12) and version >= (6, 12):
        return _(
            "PySide6 {pyside} crashes on Python {python}. Install an older one: "
            'pip install "PySide6-Essentials>=6.8,<6.12", or use Python 3.12 or newer.',
            pyside=pyside,
            python=".".join(map(str, python)),
        )
    return None


def installed_qt_problem() -> Message | None:
    """Return why Qt must not be loaded in this process, or None; asks the installed package's metadata, not Qt."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        pyside: str | None = version("PySide6-Essentials")
    except PackageNotFoundError:
        pyside = None
    return qt_problem(sys.version_info[:2], sys.implementation.name, pyside)


def has_display(environ: Mapping[str, str], platform: str) -> bool:
    """Return whether a window can be shown: Qt would abort the process where it cannot.

    Always on Windows and macOS, else where X or Wayland is named, or where the caller chose Qt's platform himself.
    """
    if platform in ("win32", "darwin") or environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def window_problem(environ: Mapping[str, str], platform: str = sys.platform) -> Message | None:
    """Return why the window cannot open here and what to do instead, or None if it can."""
    if not has_display(environ, platform):
        return _(
            "There is no display to open a window on. Without one these commands work: {commands}. "
            "“cjm-editor COMMAND --help” explains each.",
            commands="new, validate, export, compare, merge",
        )
    return installed_qt_problem()
