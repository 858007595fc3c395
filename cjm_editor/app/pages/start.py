"""The start page: new map, open, recent files, templates and samples."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cjm_editor.app.context import Context
from cjm_editor.app.pages.page import Page
from cjm_editor.app.panels.rows import ElidedLabel
from cjm_editor.app.panels.thumbnail import TemplateCard
from cjm_editor.app.plain import plain
from cjm_editor.app.shelter import sheltered
from cjm_editor.core.resources import sample
from cjm_editor.core.templates import TEMPLATES, template_file
from cjm_editor.core.texts import Message, _, ngettext, whole
from cjm_editor.io.folders import data_folder, has_journals, journals_folder

SAMPLES = {
    "ru": ("boots", "recovery", "bank-accessibility", "hundred-days"),
    "en": ("boots.en", "hundred-days.en"),
}
"""Samples offered in each language of the interface."""

SHOWN_RECENT = 6

WIDE, MOST = 1140, 4
"""Width of the page, px, from which so many cards stand in a row; else two."""


@sheltered
class Mark(QWidget):
    """The program's sign: a curve with a node at its top."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setFixedSize(76, 48)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the theme's colours."""
        theme = self._context.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath(QPointF(5, 38))
        path.cubicTo(QPointF(22, 38), QPointF(22, 10), QPointF(34, 10))
        path.cubicTo(QPointF(48, 10), QPointF(46, 43), QPointF(70, 43))
        painter.strokePath(path, QPen(QColor(theme.curve), 3))
        painter.setPen(Qt.PenStyle.NoPen)
        for x, y, r, colour in (
            (5, 38, 4, theme.curve),
            (70, 43, 4, theme.curve),
            (34, 10, 5.5, theme.accent),
        ):
            painter.setBrush(QColor(colour))
            painter.drawEllipse(QRectF(x - r, y - r, 2 * r, 2 * r))
        painter.end()


@sheltered
class RecentRow(QWidget):
    """A recent file: its name, the day of its last change, its folder. `clicked` opens it."""

    clicked = Signal()

    def __init__(self, context: Context, path: Path) -> None:
        super().__init__()
        self.setObjectName("recent")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(plain(str(path)))
        self.setAccessibleName(whole(path.name))
        name = ElidedLabel(whole(path.name).removesuffix(".cjm.yaml"))
        name.setProperty("role", "row")
        day = QLabel(day_words(context, path))
        folder = ElidedLabel(whole(short_folder(path.parent)))
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 6, 10, 7)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(name, 0, 0)
        grid.addWidget(day, 0, 1)
        grid.addWidget(folder, 1, 0, 1, 2)
        for label in (day, folder):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("role", "caption")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the file."""
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open the file."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)


def short_folder(folder: Path) -> str:
    """A folder's path, the home folder as `~`."""
    home = Path.home()
    return str(Path("~") / folder.relative_to(home)) if folder.is_relative_to(home) else str(folder)


def day_words(context: Context, path: Path) -> str:
    """When a file was changed last: the time of today, yesterday, or the date; "" if it is gone."""
    try:
        then = datetime.fromtimestamp(path.stat().st_mtime)
    except OSError:
        return context.say(_("file not found"))
    days = (date.today() - then.date()).days
    if days == 0:
        return context.say(_("today, {time}", time=f"{then:%H:%M}"))
    return context.say(_("yesterday")) if days == 1 else context.words.date(then.date())


@sheltered
class StartPage(Page):
    """`open_asked` and `sample_asked` carry a path; samples and templates open as copies."""

    open_asked = Signal(object)
    sample_asked = Signal(object)
    action_asked = Signal(str)
    restore_asked = Signal(object)
    discard_asked = Signal(object)

    def __init__(self, context: Context, put_off: set[Path] | None = None) -> None:
        """`put_off`: journals of unsaved work that is not offered for now; the page adds to them."""
        super().__init__(context, None)
        self._put_off = set() if put_off is None else put_off
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._is_stale = True
        self._templates: list[TemplateCard] = []
        self._samples: list[TemplateCard] = []
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self._on_due)
        context.language_changed.connect(self._on_looks)
        context.theme_changed.connect(self._on_looks)

    def showEvent(self, event: QShowEvent) -> None:
        """Fill the page once it is really seen: its thumbnails read six files, and a start with a file skips it."""
        super().showEvent(event)
        self._due.start(0)

    def _on_looks(self) -> None:
        self._is_stale = True
        self.title_changed.emit()
        self._due.start(0)

    def _on_due(self) -> None:
        if self._is_stale and self.isVisible():
            self.build()

    @property
    def title(self) -> str:
        """The tab's words."""
        return self.context.say(_("Start page"))

    def status(self) -> tuple[str, ...]:
        """The keys that help from here."""
        say = self.context.say
        return (say(_("Ctrl+N — new map")), say(_("Ctrl+O — open a file")), say(_("F1 — keyboard shortcuts")))

    def build(self) -> None:
        """Make the page anew: words and colours may have changed."""
        self._is_stale = False
        while self._row.count():
            widget = self._row.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._row.addWidget(self._left())
        self._row.addWidget(self._right(), 1)
        self.title_changed.emit()

    def _label(self, text: Message | str, role: str) -> QLabel:
        made = QLabel(self.context.say(text))
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setProperty("role", role)
        made.setWordWrap(True)
        return made

    def _left(self) -> QWidget:
        side = QWidget()
        side.setObjectName("startSide")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setFixedWidth(300)
        whole = QVBoxLayout(side)
        whole.setContentsMargins(14, 28, 14, 24)
        whole.setSpacing(2)
        column = QVBoxLayout()
        column.setContentsMargins(12, 0, 12, 4)
        column.setSpacing(8)
        whole.addLayout(column)
        column.addWidget(Mark(self.context))
        column.addSpacing(8)
        column.addWidget(self._label(_("Customer journey maps"), "big"))
        column.addWidget(self._label(_("As it is, as it should be, and what to fix first"), "label"))
        column.addSpacing(10)
        for id, text, icon, primary in (
            ("file.new", _("New map"), "plus", True),
            ("file.open", _("Open a file…"), "folder-open", False),
        ):
            button = QPushButton(self.context.say(text))
            button.setObjectName(f"start.{id}")
            button.setProperty("primary", primary)
            button.setProperty("column", True)
            theme = self.context.theme
            button.setIcon(self.context.icon(icon, theme.on_accent if primary else theme.text))
            button.setMinimumHeight(36)
            button.clicked.connect(lambda _checked=False, id=id: self.action_asked.emit(id))
            column.addWidget(button)
        self._recent(column, whole)
        whole.addStretch(1)
        foot = self._label(_("You can also drop a file on this window"), "caption")
        foot.setContentsMargins(12, 0, 12, 0)
        whole.addWidget(foot)
        return side

    def _recent(self, column: QVBoxLayout, rows: QVBoxLayout) -> None:
        paths = [Path(name) for name in self.context.settings.recent][:SHOWN_RECENT]
        if not paths:
            return
        column.addSpacing(14)
        column.addWidget(self._label(_("Recent"), "section"))
        for path in paths:
            button = RecentRow(self.context, path)
            button.clicked.connect(lambda _checked=False, path=path: self.open_asked.emit(path))
            rows.addWidget(button)

    def _right(self) -> QWidget:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget()
        inner.setObjectName("startBody")
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inner)
        column.setContentsMargins(40, 26, 40, 30)
        column.setSpacing(14)
        self._recovered(column)
        column.addWidget(self._label(_("Start from a template"), "panelTitle"))
        language = self.context.words.language
        self._templates, self._samples = [], []
        for name in TEMPLATES:
            card = TemplateCard(self.context, template_file(name, language), template=name)
            card.picked.connect(self.sample_asked)
            self._templates.append(card)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 14, 0, 0)
        head.addWidget(self._label(_("Finished samples"), "panelTitle"), 1)
        caption = self._label(_("they open as copies"), "caption")
        caption.setWordWrap(False)
        head.addWidget(caption)
        for name in SAMPLES[language]:
            card = TemplateCard(self.context, sample(f"{name}.cjm.yaml"), small=True)
            card.picked.connect(self.sample_asked)
            self._samples.append(card)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(18)
        self._flow()
        column.addLayout(self._grid)
        column.addStretch(1)
        scroll.setWidget(inner)
        return scroll

    def _recovered(self, column: QVBoxLayout) -> None:
        """What an earlier run left unsaved, above everything else."""
        if not has_journals(journals_folder(data_folder())):
            return
        from cjm_editor.app.panels.recovered import RecoveredBlock
        from cjm_editor.app.recovery import offers

        found = offers()
        shown = [offer for offer in found if offer.left.path not in self._put_off]
        for offer in shown:
            block = RecoveredBlock(self.context, offer)
            block.restore_asked.connect(self.restore_asked)
            block.later_asked.connect(self._on_later)
            block.discard_asked.connect(self.discard_asked)
            column.addWidget(block)
        if len(shown) < len(found):
            column.addWidget(self._again(len(found) - len(shown)))
        column.addSpacing(4)

    def _again(self, count: int) -> QWidget:
        """A line that brings back what was put off."""
        words = ngettext(
            "{n} piece of unsaved work was put off: show",
            "{n} pieces of unsaved work were put off: show",
            count,
        )
        button = QPushButton(self.context.say(words))
        button.setObjectName("recovery.again")
        button.setProperty("link", True)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        button.clicked.connect(self._on_again)
        return button

    def _on_later(self, offer: object) -> None:
        self._put_off.add(offer.left.path)  # type: ignore[attr-defined]
        self.look_again()
        self.told.emit(_("Put off: the work stays safe and is offered again at the next start."))

    def _on_again(self) -> None:
        self._put_off.clear()
        self.look_again()

    def look_again(self) -> None:
        """Make the page anew: something of what it offers is gone."""
        self._on_looks()

    def _flow(self) -> None:
        """Lay the cards in as many columns as there is room for: templates, the heading of the samples, samples."""
        columns = MOST if self.width() >= WIDE else 2
        middle = -(-len(self._templates) // columns)
        at = self._grid.indexOf(self._head)
        if at >= 0 and self._grid.getItemPosition(at)[0] == middle:
            return
        for at in range(MOST):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
        self._grid.addWidget(self._head, middle, 0, 1, columns)
        for row, cards in ((0, self._templates), (middle + 1, self._samples)):
            for at, card in enumerate(cards):
                self._grid.addWidget(card, row + at // columns, at % columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the cards another number of columns where the width asks for it."""
        super().resizeEvent(event)
        if not self._is_stale:
            self._flow()

    def release(self) -> None:
        """Let go of the context."""
        self._due.stop()
        self.context.language_changed.disconnect(self._on_looks)
        self.context.theme_changed.disconnect(self._on_looks)
