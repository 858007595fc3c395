"""What every part of the window is given: words, theme, settings, measurer, source of ids. There are no globals."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QIcon

from cjm_editor.app.icons import make_icon
from cjm_editor.app.settings import Settings, save_settings
from cjm_editor.core.ids import IdSource, random_id
from cjm_editor.core.texts import Message, Words, words
from cjm_editor.qt.painter import PaintCache
from cjm_editor.render.measure import Measurer
from cjm_editor.render.theme import DARK, LIGHT, Theme


class Context(QObject):
    """The window's surroundings. Its signals ask every part to word or to colour itself anew, or to compare anew."""

    language_changed = Signal()
    theme_changed = Signal()
    glossary_changed = Signal()

    def __init__(self, settings: Settings, store: Path, measurer: Measurer, language: str) -> None:
        super().__init__()
        self.settings = settings
        self.measurer = measurer
        self.new_id: IdSource = random_id
        self.paints = PaintCache()
        self._store = store
        self.words: Words = words(settings.language or language)
        self.theme: Theme = self._pick_theme()
        self.glyphs: dict[str, QIcon] = {}
        self._icons: dict[tuple[str, str, int], QIcon] = {}

    def say(self, message: Message | str) -> str:
        """The message in the interface's language."""
        return self.words(message)

    def remember(self, **changes: object) -> None:
        """Change settings and store them."""
        self.settings = replace(self.settings, **changes)  # type: ignore[arg-type]
        save_settings(self._store, self.settings)

    def keep(self, settings: Settings) -> None:
        """Take whole new settings and store them."""
        self.settings = settings
        save_settings(self._store, settings)

    def set_language(self, language: str) -> None:
        """Speak another language from now on."""
        self.remember(language=language)
        self.words = words(language)
        self.language_changed.emit()

    def set_theme(self, theme: str) -> None:
        """Use "light", "dark", or "" to follow the system."""
        self.remember(theme=theme)
        self.refresh_theme()

    def set_glossary(self, path: str) -> None:
        """Compare with the words of this file too; "" for the shipped ones only."""
        self.remember(glossary=path)
        self.glossary_changed.emit()

    def refresh_theme(self) -> None:
        """Look at the setting and the system again."""
        picked = self._pick_theme()
        if picked is not self.theme:
            self.theme = picked
            self._icons.clear()
            self.glyphs.clear()
            self.theme_changed.emit()

    def _pick_theme(self) -> Theme:
        if self.settings.theme:
            return DARK if self.settings.theme == "dark" else LIGHT
        hints = QGuiApplication.styleHints()
        return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT

    def icon(self, name: str, colour: str = "", size: int = 16) -> QIcon:
        """An icon of the set in a colour of the theme (its text colour where none is given)."""
        key = (name, colour or self.theme.text2, size)
        found = self._icons.get(key)
        if found is None:
            found = self._icons[key] = make_icon(name, key[1], self.theme.dis, QSize(size, size))
        return found
