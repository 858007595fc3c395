"""The Qt application that exports need, made without a screen where none is given."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication


def ensure_application() -> QCoreApplication:
    """Return the running application, or a new one without a window system.

    An export never talks to a display, even where one is named: a stale DISPLAY would abort the process, and
    pictures must not depend on the screen. A platform the caller chose in QT_QPA_PLATFORM stands. Keep the
    returned object as long as anything of Qt is used.
    """
    running = QCoreApplication.instance()
    if running is not None:
        return running
    if sys.platform not in ("win32", "darwin"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _need_utf_8()
    return QGuiApplication([sys.argv[0] if sys.argv else "cjm-editor"])


def _need_utf_8() -> None:
    """Choose a UTF-8 locale where there is none: Qt would do the same, and complain on stderr."""
    locale = next((os.environ[key] for key in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(key)), "C")
    if not locale.lower().replace("-", "").endswith("utf8"):
        os.environ["LC_ALL"] = "C.UTF-8"
