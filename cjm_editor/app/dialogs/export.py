"""Export of the page at hand: a map or a comparison as PNG, SVG or PDF, a comparison also as a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QWidget,
)

from cjm_editor.app.context import Context
from cjm_editor.app.dialogs.boxes import FORM_GAP, choose, show_trouble, yes_no
from cjm_editor.app.dialogs.files import ask_save
from cjm_editor.app.pages.page import Page
from cjm_editor.app.panels.rows import ElidedCombo
from cjm_editor.app.task import Cancelled, run_beside
from cjm_editor.core.errors import CjmError, FileTrouble
from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import LANGUAGE_NAMES, LANGUAGES, Message, Words, _, ngettext, words
from cjm_editor.io.files import write_atomic

DPIS = (96, 144, 192, 300)
PAPERS = ("A4", "A3", "A2", "A1", "A0")
TILES = ("A4", "A3")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user wants: a format of the page's own, the captions' language, who will see it, PNG details, and of a
    PDF its paper (a format's name; "": as large as the picture) and whether the picture is cut into tiles of it."""

    format: str
    words: Words
    client: bool
    dpi: float
    transparent: bool
    date: str
    paper: str = ""
    is_tiled: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """What a page can export: formats (name, words, suffix), a file name, and the maker of the bytes."""

    formats: tuple[tuple[str, Message, str], ...]
    name: str
    make: Callable[[Wish], bytes]
    has_audience: bool = True
    trouble: Callable[[], Message | None] = lambda: None
    """What is wrong with the picture made last and what to do, None where it can be read."""


def export_page(parent: QWidget, context: Context, page: Page) -> None:
    """Ask how, write the file, say where it is."""
    offer = page.export_offer()
    if offer is None:
        return
    dialog = ExportDialog(parent, context, offer)
    taken = dialog.exec() == QDialog.DialogCode.Accepted
    wish, suffix = dialog.wish(), dialog.suffix()
    dialog.deleteLater()
    if not taken:
        return
    start = Path(context.settings.folder or Path.home()) / f"{offer.name}{suffix}"
    asked = _asked(parent, context, start, suffix)
    made = _made(parent, context, offer, wish, asked) if asked is not None else None
    if made is None:
        return
    path = written(parent, context, *made, lambda other: _made(parent, context, offer, wish, other))
    if path is None:
        return
    context.remember(folder=str(path.parent))
    if dialog_open(parent, context, path, offer.trouble()):
        QDesktopServices.openUrl(QUrl.fromEncoded(path.absolute().as_uri().encode()))


def aimed(formats: Sequence[tuple[str, Message, str]], chosen: str, path: Path) -> tuple[str, str, Path]:
    """The format that a file is written in, its suffix, and the file: a suffix that the user typed decides where it is
    one of those on offer, any other name gets that of the format chosen.

    Of several formats with the suffix typed the chosen one is meant, else that of its kind (a report), else the first.
    """
    typed = path.suffix.lower()
    fitting = [name for name, _text, suffix in formats if suffix == typed]
    if fitting:
        alike = [name for name in fitting if _kind(name) == _kind(chosen)]
        return (chosen if chosen in fitting else (alike or fitting)[0]), typed, path
    suffix = next(suffix for name, _text, suffix in formats if name == chosen)
    return chosen, suffix, path.with_name(path.name.rstrip(".") + suffix)


def _kind(format: str) -> str:
    return format.partition("-")[0] if "-" in format else ""


def _asked(parent: QWidget, context: Context, start: Path, suffix: str) -> Path | None:
    return ask_save(parent, context, _("Export"), start, f"*{suffix}", _("Export"))


def _made(
    parent: QWidget, context: Context, offer: Offer, wish: Wish, asked: Path
) -> tuple[Path, bytes, str] | None:
    """The file meant by the name asked for, its bytes and suffix; None where the user thought better of it or it could
    not be made. A file that another one than the user named would replace is asked about here."""
    format, suffix, path = aimed(offer.formats, wish.format, asked)
    question = _("“{name}” is there already. Replace it?", name=path.name)
    while path != asked and path.exists() and not yes_no(parent, context, question, _("Replace")):
        other = _asked(parent, context, path, suffix)
        if other is None:
            return None
        asked = other
        format, suffix, path = aimed(offer.formats, wish.format, asked)
        question = _("“{name}” is there already. Replace it?", name=path.name)
    meant = replace(wish, format=format)
    try:
        data = run_beside(parent, context, _("Drawing “{name}”", name=path.name), lambda: offer.make(meant))
    except Cancelled:
        return None
    except CjmError as error:
        show_trouble(parent, context, error.message)
        return None
    return path, data, suffix


def written(
    parent: QWidget,
    context: Context,
    path: Path,
    data: bytes,
    suffix: str,
    make: Callable[[Path], tuple[Path, bytes, str] | None] | None = None,
) -> Path | None:
    """The file that holds the picture: `path`, or another that the user chose where that one takes none; None where the
    user thought better of it. `make` is asked what to write into another file, else it is the same."""
    while True:
        try:
            write_atomic(path, data)
        except FileTrouble as error:
            if choose(parent, context, error.message, (_("Save as…"),)) != 0:
                return None
            other = _asked(parent, context, path, suffix)
            made = (make(other) if make is not None else (other, data, suffix)) if other is not None else None
            if made is None:
                return None
            path, data, suffix = made
            continue
        return path


def exported(path: Path, trouble: Message | None) -> Message:
    """What is said of a file that was just written."""
    if trouble is not None:
        return _("Exported: {path}. {trouble}", path=str(path), trouble=trouble)
    return _("Exported: {path}", path=str(path))


def dialog_open(parent: QWidget, context: Context, path: Path, trouble: Message | None = None) -> bool:
    """Whether the user wants to see the file that was just written."""
    return yes_no(parent, context, exported(path, trouble), _("Show it"), no=_("Close"))


class ExportDialog(QDialog):
    """Format, language of captions, audience; details of PNG only where they matter."""

    def __init__(self, parent: QWidget, context: Context, offer: Offer) -> None:
        super().__init__(parent)
        self._context = context
        self._offer = offer
        say = context.say
        self.setWindowTitle(say(_("Export")))
        form = QFormLayout(self)
        form.setContentsMargins(24, 20, 24, 18)
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(FORM_GAP)
        self._form = form
        self.format = ElidedCombo()
        for name, text, suffix in offer.formats:
            self.format.addItem(say(text), (name, suffix))
        self.language = ElidedCombo()
        for code in LANGUAGES:
            self.language.addItem(LANGUAGE_NAMES[code], code)
        with QSignalBlocker(self.language):
            self.language.setCurrentIndex(LANGUAGES.index(context.words.language))
        self.audience = ElidedCombo()
        self.audience.addItem(say(_("For the team: all lanes")), "internal")
        self.audience.addItem(say(_("For the client: without internal lanes")), "client")
        self.dpi = ElidedCombo()
        for dpi in DPIS:
            self.dpi.addItem(say(ngettext("{n} dot an inch", "{n} dots an inch", dpi)), dpi)
        self.dpi.setCurrentIndex(2)
        self.paper = ElidedCombo()
        self.paper.addItem(say(_("One page, as large as the picture")), ("", False))
        for name in PAPERS:
            self.paper.addItem(say(_("{paper} landscape", paper=name)), (f"{name} landscape", False))
        for name in TILES:
            self.paper.addItem(
                say(_("Full size on sheets of {paper}, to be joined", paper=name)), (name, True)
            )
        self.transparent = QCheckBox(say(_("Without background")))
        self.dated = QCheckBox(say(_("With today's date")))
        self.dated.setChecked(True)
        for text, widget in (
            (_("Format"), self.format),
            (_("Captions"), self.language),
            (_("Audience"), self.audience),
            (_("Resolution"), self.dpi),
            (_("Paper"), self.paper),
        ):
            label = QLabel(say(text))
            label.setTextFormat(Qt.TextFormat.PlainText)
            widget.setAccessibleName(label.text())
            form.addRow(label, widget)
        form.addRow("", self.transparent)
        form.addRow("", self.dated)
        buttons = QDialogButtonBox()
        go = buttons.addButton(say(_("Choose the file…")), QDialogButtonBox.ButtonRole.AcceptRole)
        go.setProperty("primary", True)
        buttons.addButton(say(_("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)
        self.format.currentIndexChanged.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        is_png = self.format.currentData()[0] == "png"
        self._form.setRowVisible(self.dpi, is_png)
        self._form.setRowVisible(self.transparent, is_png)
        self._form.setRowVisible(self.paper, self.format.currentData()[0] == "pdf")
        self._form.setRowVisible(self.audience, self._offer.has_audience)

    def suffix(self) -> str:
        """The ending of the file's name."""
        return str(self.format.currentData()[1])

    def wish(self) -> Wish:
        """What is set."""
        said = words(str(self.language.currentData()))
        return Wish(
            str(self.format.currentData()[0]),
            said,
            self.audience.currentData() == "client",
            float(self.dpi.currentData()),
            self.transparent.isChecked(),
            said.date(date.today()) if self.dated.isChecked() else "",
            *self.paper.currentData(),
        )
