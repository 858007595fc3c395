"""What the program remembers between starts: language, theme, recent files, sizes. A frozen value and its store."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path

from cjm_editor.core.errors import FileTrouble
from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import LANGUAGES, Message, _, environment_language
from cjm_editor.io.files import read_bytes, write_atomic

RECENT = 12

LARGEST = 2**20
"""Bytes of a file of settings; what is longer is none."""

CHOICES: Mapping[str, tuple[str, ...]] = {"language": ("", *LANGUAGES), "theme": ("", "light", "dark")}
"""What may be set where there is a choice."""

LOCALE_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Variables of the environment that name a language."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices of the user. `language` and `theme` are "" to follow the system; geometry is Qt's, in base 64;
    `glossary` is the file of words that comparisons use beside the shipped ones, "" for none."""

    language: str = ""
    theme: str = ""
    recent: tuple[str, ...] = ()
    geometry: str = ""
    state: str = ""
    show_tree: bool = True
    show_panel: bool = True
    folder: str = ""
    glossary: str = ""
    seen_start: bool = False

    def with_recent(self, path: Path) -> Settings:
        """The settings with `path` as the newest of the recent files."""
        name = str(path)
        rest = tuple(old for old in self.recent if old != name)
        return replace(self, recent=(name, *rest)[:RECENT], folder=str(path.parent))

    def without_recent(self, path: Path) -> Settings:
        """The settings with `path` forgotten."""
        return replace(self, recent=tuple(old for old in self.recent if old != str(path)))


def settings_file(environ: dict[str, str] | None = None) -> Path:
    """Where the settings stand: the user's configuration folder, or `CJM_EDITOR_CONFIG`."""
    env = os.environ if environ is None else environ
    own = env.get("CJM_EDITOR_CONFIG")
    if own:
        return Path(own) / "settings.json"
    base = env.get("XDG_CONFIG_HOME") or env.get("APPDATA")
    if not base:
        try:
            base = str(Path.home() / ".config")
        except RuntimeError:  # an account without a home
            from tempfile import gettempdir

            base = gettempdir()
    return Path(base) / "cjm-editor" / "settings.json"


def first_language(
    environ: Mapping[str, str],
    platform: str = sys.platform,
    asked_of_system: Callable[[], Sequence[str]] | None = None,
) -> str:
    """Return "ru" or "en": the language of a window that was never told one.

    The environment says it. Windows, and macOS for a program started from the Finder, set no such variable: there the
    languages are asked for that the user prefers in the system's settings, best first (`ru-RU`).
    """
    if platform in ("win32", "darwin") and not any(environ.get(name) for name in LOCALE_VARIABLES):
        wished = (asked_of_system or _languages_of_system)()
        codes = (name.replace("_", "-").split("-")[0].lower() for name in wished)
        return next((code for code in codes if code in LANGUAGES), "en")
    return environment_language(environ)


def _languages_of_system() -> Sequence[str]:
    from PySide6.QtCore import QLocale

    return QLocale.system().uiLanguages()


def load_settings(path: Path) -> Settings:
    """The stored settings; the defaults for all that is missing, damaged or of another kind."""
    return read_settings(path)[0]


def read_settings(path: Path) -> tuple[Settings, Message | None]:
    """The stored settings, and what is to be said where not all of them could be read. Never raises, never waits: the
    program starts whatever stands there."""
    try:
        data = read_bytes(path, most=LARGEST + 1)
    except FileTrouble as error:
        if error.code in ("enoent", "enotdir"):
            return Settings(), None
        return Settings(), _("The settings cannot be read, so the usual ones serve. {why}", why=error.message)
    try:
        stored = json.loads(data[:LARGEST].decode())
    except (ValueError, RecursionError):
        stored = None
    if not isinstance(stored, dict):
        return Settings(), _damaged(path)
    known: dict[str, object] = {}
    for field in fields(Settings):
        value = stored.get(field.name, field.default)
        value = tuple(value) if isinstance(value, list) else value
        if type(value) is type(field.default) and _is_fit(field.name, value):
            known[field.name] = value
    is_whole = len(known) == len(fields(Settings))
    return replace(Settings(), **known), None if is_whole else _damaged(path)  # type: ignore[arg-type]


def _damaged(path: Path) -> Message:
    return _(
        "The settings in “{name}” are damaged. The usual ones serve where they cannot be read; "
        "the next change of a setting writes them anew.",
        name=str(path),
    )


def _is_fit(name: str, value: object) -> bool:
    """Whether a value of the right type can be used."""
    if name == "recent":
        return isinstance(value, tuple) and all(isinstance(one, str) and is_file_name(one) for one in value)
    if not isinstance(value, str):
        return True
    if name in CHOICES:
        return value in CHOICES[name]
    return is_file_name(value) if name in ("folder", "glossary") else value.isascii()


def is_file_name(text: str) -> bool:
    """Whether the system could have a file of this name; one that is not UTF-8 has half characters in it."""
    try:
        return b"\0" not in os.fsencode(text)
    except UnicodeEncodeError:
        return False


def save_settings(path: Path, settings: Settings) -> bool:
    """Whether the settings could be stored. A program that cannot remember still runs."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # in ASCII: a file's name that is not UTF-8 could not be written else
        write_atomic(path, json.dumps(asdict(settings), indent=1).encode())
    except (OSError, FileTrouble):
        return False
    return True
