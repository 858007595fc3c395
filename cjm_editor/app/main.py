"""Starts the window: checks, fonts, settings, then the files named on the command line."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from types import TracebackType

from cjm_editor.qt.imports import import_plainly  # before PySide6, which changes how modules load

# isort: split
from PySide6.QtCore import QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

import_plainly()

from cjm_editor.app.context import Context  # noqa: E402 - loaded plainly
from cjm_editor.app.settings import first_language, read_settings, settings_file  # noqa: E402
from cjm_editor.app.style import palette, style_sheet  # noqa: E402
from cjm_editor.app.window import Window  # noqa: E402
from cjm_editor.core.resources import resource  # noqa: E402
from cjm_editor.core.texts import words  # noqa: E402
from cjm_editor.qt.fonts import load_fonts  # noqa: E402
from cjm_editor.render.measure import FontMeasurer  # noqa: E402

STYLE = ("-style", "Fusion")
"""The widgets' style as an argument: `setStyle` would return it, and so load `QStyle` with its enumerations."""

SHOWN = 100
"""Milliseconds after which the window gets its icon, drawn from SVG."""

SETTLED = 1000
"""Milliseconds after which the first frame stands."""


def dress(app: QApplication, context: Context) -> None:
    """Give the application the theme's palette and style sheet."""
    app.setPalette(palette(context.theme))
    app.setStyleSheet(style_sheet(context.theme))


def build(app: QApplication, language: str = "") -> tuple[Context, Window]:
    """The window and its surroundings, not shown yet. `language`: spoken in this run, whatever is set."""
    app.setApplicationName("CJM Editor")
    app.setDesktopFileName("cjm-editor")
    QTimer.singleShot(
        SHOWN, app, lambda: app.setWindowIcon(QIcon(str(resource("desktop", "cjm-editor.svg"))))
    )
    load_fonts()
    store = settings_file(dict(os.environ))
    settings, trouble = read_settings(store)
    context = Context(settings, store, FontMeasurer(), first_language(os.environ))
    if language:
        context.words = words(language)
    app.setPalette(palette(context.theme))
    context.theme_changed.connect(lambda: dress(app, context))
    app.styleHints().colorSchemeChanged.connect(lambda _: context.refresh_theme())
    translator = QTranslator(app)
    speak(app, context, translator)
    context.language_changed.connect(lambda: speak(app, context, translator))
    window = Window(context)
    # after the window is put together: with a sheet in force each widget is styled anew with all it holds whenever
    # it is put into another
    app.setStyleSheet(style_sheet(context.theme))
    if trouble is not None:
        QTimer.singleShot(SETTLED, window, lambda: window.status.say(trouble))
    return context, window


def speak(app: QApplication, context: Context, translator: QTranslator) -> None:
    """Let Qt's own words (names of keys, its dialogs) follow the interface's language."""
    app.removeTranslator(translator)
    if context.words.language == "ru":
        from PySide6.QtCore import QLibraryInfo

        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load("qtbase_ru", folder):
            app.installTranslator(translator)


def wake_collector() -> None:
    """Let Python look for garbage again, but not among what the start has made: it stays to the end."""
    gc.freeze()
    gc.enable()


def catch_mishaps(window: Window) -> None:
    """Let a defect in what a key or a click runs become a box and a report; Qt goes on after printing it."""

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        if isinstance(error, Exception):
            window.take_mishap(error)

    sys.excepthook = caught


def settle(app: QApplication, window: Window) -> None:
    """What can wait until the first frame stands."""
    wake_collector()
    from cjm_editor.app.guard import stand_guard

    stand_guard(app, window)


def started(argv: list[str], language: str = "") -> tuple[QApplication, Window]:
    """The application and its window, shown, with each of the files named; without any, the start page (a sample on
    the very first start)."""
    app = QApplication.instance() or QApplication([*sys.argv[:1], *STYLE])
    assert isinstance(app, QApplication)
    _, window = build(app, language)
    window.fit_into(window.screen().availableSize())
    window.show()
    catch_mishaps(window)
    try:
        window.open_at_start([Path(name) for name in argv])
    except Exception as error:  # noqa: BLE001 - a defect in opening one file is told in a window that stands
        sys.excepthook(type(error), error, error.__traceback__)
        if not window.pages:
            window.show_start()
    QTimer.singleShot(SETTLED, window, lambda: settle(app, window))
    return app, window


def main(argv: list[str], language: str = "") -> int:
    """The exit code of the window."""
    app, _window = started(argv, language)
    return app.exec()
