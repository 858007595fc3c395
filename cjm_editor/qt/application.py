"""The Qt application that exports need, made without a screen where none is given."""

from __future__ import annotations

import locale
import os
import sys

from PySide6.QtCore import QCoreApplication, QLoggingCategory
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
    _be_quiet_about_fonts()
    return QGuiApplication([sys.argv[0] if sys.argv else "cjm-editor"])


def _be_quiet_about_fonts() -> None:
    """Keep Qt from naming every font on stderr that lacks a script, such as Devanagari: the reader cannot mend it.

    What QT_LOGGING_RULES asks for stands.
    """
    QLoggingCategory.setFilterRules("qt.text.font.db.info=false")


def _need_utf_8() -> None:
    """Choose a UTF-8 locale where there is none, or one that this machine lacks (a common thing after ssh).

    Qt would do the same, and complain on stderr.
    """
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, "")
        is_utf_8 = locale.nl_langinfo(locale.CODESET).replace("-", "").lower() == "utf8"
    except locale.Error:
        is_utf_8 = False
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    if not is_utf_8:
        os.environ["LC_ALL"] = "C.UTF-8"
