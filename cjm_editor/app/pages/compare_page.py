"""The comparison of two maps: the drawing, the ranked list, the alignment editor. It follows both documents."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cjm_editor.app.align.beside import WaitStrip
from cjm_editor.app.align.editor import Alignment
from cjm_editor.app.align.gap_panel import GapPanel
from cjm_editor.app.align.link_panel import LinkPanel
from cjm_editor.app.align.parts import label
from cjm_editor.app.boardview import BoardView
from cjm_editor.app.context import Context
from cjm_editor.app.dialogs.choose_pair import MapRef, Pair
from cjm_editor.app.dialogs.export import Offer
from cjm_editor.app.pages.compare_idea import Ideas
from cjm_editor.app.pages.compare_loss import Loss
from cjm_editor.app.pages.compare_side import ComparisonSide
from cjm_editor.app.pages.compare_ways import Ways
from cjm_editor.app.pages.compare_words import facts_told, sides_told
from cjm_editor.app.pages.comparing import Comparing, fitting_zoom, is_large
from cjm_editor.app.pages.exports import comparison_offer
from cjm_editor.app.pages.page import Page
from cjm_editor.app.panels.fixes import FixList
from cjm_editor.app.panels.strip import Strip
from cjm_editor.app.session import Changed, Session
from cjm_editor.app.shelter import sheltered
from cjm_editor.compare.roles import roles
from cjm_editor.core.address import Address
from cjm_editor.core.model import map_of
from cjm_editor.core.results import ComparisonResult, Side
from cjm_editor.core.texts import Message, _, whole
from cjm_editor.render.display import DisplayList
from cjm_editor.render.headline import headline
from cjm_editor.render.marks import MarksOptions

HEADLINE = 94
"""Height of the strip with the gap, in px."""

CALM = 200
"""Milliseconds without a change after which a large comparison begins again."""

AT_REST = 120
"""Milliseconds without another size of the window after which the drawing is fitted to it."""


@sheltered
class ComparePage(Page):
    """One pair of maps. `map_asked` carries a map's id and its session, `place_asked` an address and its session,
    `menu_asked` a global position."""

    map_asked = Signal(str, object)
    place_asked = Signal(object, object)
    menu_asked = Signal(object)

    def __init__(self, context: Context, pair: Pair, parent: QWidget | None = None) -> None:
        super().__init__(context, pair.other.session, parent)
        self.pair = pair
        self.result: ComparisonResult | None = None
        self.refs: tuple[MapRef, MapRef] = (pair.one, pair.other)
        self.ideas = Ideas(self)
        self._loss = Loss()
        self._fitted: float | None = None
        self._is_stale = False
        self.view = BoardView(context.theme)
        self.view.set_read_only(True)
        self.view.has_tint = False
        self._clear()
        self.list = FixList(context)
        self.headline = Strip(context, HEADLINE, frozenset({"doubts", "gap", "parts"}))
        self.wait = WaitStrip(context)
        self.alignment = Alignment(self)
        self.panel = LinkPanel(context, self.alignment.act)
        self.gap_panel = GapPanel(context, self.alignment.act)
        self._ways = Ways(self)
        self._comparing = Comparing(context, self.wait, self)
        self._assemble()
        self._soon, self._soon_draw = self._timer(self.compute), self._timer(self._fit)
        self._connect()
        self.compute()

    def _assemble(self) -> None:
        self._trouble = label("", "label")
        self._trouble.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._trouble.hide()
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        for widget in (self._trouble, self.wait, self.headline):
            left.addWidget(widget)
        left.addWidget(self.view, 1)
        self.side = ComparisonSide(self.list, self.panel, self.gap_panel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.side)
        self.wait.stand_behind(self.view)
        self.setFocusProxy(self.view)

    def _timer(self, slot: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(slot)
        return timer

    def _connect(self) -> None:
        self.view.zoom_changed.connect(lambda _zoom: self.title_changed.emit())
        self._comparing.made.connect(self._take)
        self._comparing.refused.connect(self._say)
        self.wait.cancelled.connect(self.cancel)
        self.wait.again.connect(self.compute)
        self.wait.left.connect(self.view.setFocus)
        for session in self.sessions:
            session.changed.connect(self._on_changed)
            session.state_changed.connect(self._on_state)
        self.context.language_changed.connect(self.draw)
        self.context.theme_changed.connect(self._on_theme)
        self.context.glossary_changed.connect(self._on_changed)

    @property
    def sessions(self) -> tuple[Session, ...]:
        """The documents of both maps: decisions go into one of them, ideas into the other."""
        return tuple({id(ref.session): ref.session for ref in (self.pair.one, self.pair.other)}.values())

    # what the tab shows

    @property
    def key(self) -> tuple[object, ...]:
        """One page a pair."""
        one, other = self.pair.one, self.pair.other
        return ("pair", id(one.session), one.map_id, id(other.session), other.map_id, self.pair.swapped)

    @property
    def title(self) -> str:
        """Reference and lived map by their titles."""
        if self.result is None:
            return self.context.say(_("Comparison"))
        return " — ".join(self.sides)

    @property
    def sides(self) -> tuple[str, ...]:
        """The titles of the reference and the lived map; where both bear one title, what the board calls them."""
        return sides_told(self.result, self.context.words) if self.result is not None else ()

    @property
    def glyph(self) -> str:
        """The sign of comparisons."""
        return "compare"

    @property
    def selection(self) -> tuple[Address, ...]:
        """What is ringed."""
        return self.view.selection()

    def offers(self, need: str) -> bool:
        """A comparison has a board, can be exported, and is one."""
        if need == "glossary":
            return bool(self.context.settings.glossary)
        return need in ("board", "page", "comparison")

    def status(self) -> tuple[str, ...]:
        """Sizes of both maps, pairs, unsure links, known emotions."""
        if self.result is None:
            return ()
        glossary = self._comparing.glossary
        return (*facts_told(glossary.noted(self.result), self.context.words), *glossary.told())

    def zoom_text(self) -> str:
        """The zoom in per cent."""
        return self.context.words.percent(round(self.view.zoom(), 2))

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the comparison into the width when it is seen for the first time; catch up with the documents."""
        super().showEvent(event)
        if self._is_stale:
            self._soon.start(0)
        if self._fitted is None:
            self._soon_draw.start(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A window of another size gets a drawing that fits it."""
        super().resizeEvent(event)
        if self._fitted is not None and event.oldSize().width() != event.size().width():
            self._soon_draw.start(AT_REST)

    # computing and drawing

    def _side(self, ref: MapRef) -> Side | None:
        document = ref.session.document
        journey = map_of(document, ref.map_id)
        path = ref.session.path
        name = f"{whole(path.name)}#{ref.map_id}" if path else f"#{ref.map_id}"
        return Side(document, journey, name) if journey is not None else None

    def sessions_by_side(self) -> dict[str, Session]:
        """Whose document each side is."""
        return {"ideal": self.refs[0].session, "actual": self.refs[1].session}

    @property
    def is_busy(self) -> bool:
        """Whether a large comparison is being made."""
        return self._comparing.is_busy

    def compute(self) -> None:
        """Compare the documents as they are now and draw: small maps at once, large ones beside the window."""
        self._soon.stop()
        self._is_stale = False
        one, other = self._side(self.pair.one), self._side(self.pair.other)
        if one is None or other is None:
            self._lose()
            return
        ideal, actual = roles(one, other, self.pair.swapped)
        self.refs = (self.pair.one, self.pair.other) if ideal is one else (self.pair.other, self.pair.one)
        self._comparing.compare(ideal, actual, self.view.width())

    def cancel(self) -> None:
        """Give up the comparison that is being made; what was shown before stays."""
        self._comparing.cancel()

    def give_up(self) -> bool:
        """Give up the comparison that is said to be running."""
        is_running = self.wait.is_running
        if is_running:
            self.cancel()
        return is_running

    def then(self, act: Callable[[], object]) -> None:
        """Do something with the result that is on its way, or at once."""
        self._comparing.then(act)

    def _fit(self) -> None:
        """Draw for the width there is, unless somebody chose a zoom."""
        if self._fitted is None or self.view.zoom() == self._fitted:
            self._fitted = None
            self.draw()

    def _lose(self) -> None:
        """Nothing can be compared: say so, and take away what was true of two maps."""
        self._comparing.cancel()
        self.result = None
        self._say(self._loss.said((self.pair.one, self.pair.other)))
        for widget in (self.headline, self.side):
            widget.hide()
        self._clear()
        self.title_changed.emit()

    def _clear(self) -> None:
        self.view.set_display(DisplayList(0, 0, (), self.context.theme.board))

    def _say(self, message: Message) -> None:
        self._trouble.setText(self.context.say(message))
        self._trouble.show()

    def draw(self) -> None:
        """Draw the result, or say that a map is gone, in the theme and language in force."""
        if any(self._side(ref) is None for ref in (self.pair.one, self.pair.other)):
            self._lose()
        if self.result is None:
            return
        if self.is_busy and is_large(self.result.ideal, self.result.actual):
            self.compute()
        else:
            self._comparing.draw(self.result, self.view.width())

    def _take(self, result: ComparisonResult, display: DisplayList) -> None:
        """Show a result; the card that is current stays where it is on screen."""
        self._trouble.hide()
        for widget in (self.headline, self.side):
            widget.show()
        self.result = result
        options = MarksOptions(theme=self.context.theme, words=self.context.words)
        measurer = self.context.measurer
        self.headline.show_drawing(lambda width: headline(result, options, measurer, width))
        before = self._place()
        self.view.set_display(display)
        self.view.show_at_once()
        after = self._place()
        if before is not None and after is not None:
            self.view.scroll_by(after - before, 0)
        if self._fitted is None and self.view.isVisible():
            self.view.set_zoom(fitting_zoom(self.view.width(), self.view.height(), display))
            self._fitted = self.view.zoom()
        self.list.show_result(result)
        self.alignment.refresh()
        if self.side.is_gap_shown:
            self.gap_panel.show_gap(self._comparing.glossary.noted(result))
        self.title_changed.emit()

    def _place(self) -> float | None:
        group = self.view.scene.main_of(self.view.current())
        return self.view.camera().to_screen(group.pane, group.x, group.y)[0] if group is not None else None

    # the panel at the right

    def show_gap(self) -> None:
        """Explain the gap."""
        if self.result is not None:
            self.gap_panel.show_gap(self._comparing.glossary.noted(self.result))
            self.side.turn_to(self.gap_panel)

    def say_here(self, message: object, is_trouble: bool = True) -> None:
        """Say something in the panel that is looked at, and in the status line."""
        if isinstance(message, Message):
            self.told.emit(message)
            if self.side.is_link_shown:
                self.panel.tell(self.context.say(message), is_trouble)

    # events

    def _on_changed(self, changed: object = None) -> None:
        if isinstance(changed, Changed):
            self._loss.note(changed, (self.pair.one, self.pair.other))
            self.alignment.on_changed(changed)
        if not self.isVisible():
            self._is_stale = True
        elif self.result is not None and is_large(self.result.ideal, self.result.actual):
            self._soon.start(CALM)
        else:
            self._soon.start(0)

    def _on_state(self) -> None:
        """Decisions name files: where one was saved under another name they are looked for anew."""
        if self.result is None:
            return
        shown = (self.result.ideal, self.result.actual)
        now = [self._side(ref) for ref in self.refs]
        if any(side is not None and side.name != old.name for side, old in zip(now, shown, strict=True)):
            self._on_changed()

    def _on_theme(self) -> None:
        self.view.set_theme(self.context.theme)
        if self.result is None:
            self._clear()
        self.draw()

    def addresses_of(self, link: int) -> tuple[Address, ...]:
        """The cards of a link on both sides."""
        return self.alignment.addresses_of(self.alignment.ends_at(link))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no row or button wants are the alignment editor's."""
        if self.alignment.keys.on_key(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    # what is done

    def follow_decision(self, session: Session) -> None:
        """A decision was written into this document: undo takes it back there; compare again."""
        self.session = session
        self.title_changed.emit()  # undo leads to it at once, however long comparing takes
        self.compute()

    def run(self, action_id: str) -> bool:
        """Zoom, swap, the walk through the list, panes, and what the alignment editor does."""
        moves = {
            "view.zoom_in": self.view.zoom_in,
            "view.zoom_out": self.view.zoom_out,
            "view.zoom_reset": self.view.zoom_reset,
            "view.fit_all": self.view.fit_all,
            "view.fit_stage": self.view.fit_stage,
            "view.next_pane": self._other_pane,
            "view.previous_pane": self._other_pane,
            "compare.swap": self.swap,
            "compare.next": lambda: self._step(1),
            "compare.previous": lambda: self._step(-1),
        }
        if action_id not in moves:
            return self.alignment.run(action_id)
        moves[action_id]()
        return True

    def _step(self, step: int) -> None:
        self.side.turn_to(self.list)
        self.list.choose(self.list.chosen + step)

    def _other_pane(self) -> None:
        if self.view.hasFocus():
            self.side.take_focus()
        else:
            self.view.setFocus()

    def swap(self) -> None:
        """Let reference and lived map change places."""
        self.pair = Pair(self.pair.one, self.pair.other, not self.pair.swapped)
        self.side.turn_to(self.list)
        self.compute()

    def export_offer(self) -> Offer | None:
        """The comparison as a picture or report."""
        return comparison_offer(self.result) if self.result is not None else None

    def release(self) -> None:
        """Let go of sessions and context."""
        self._comparing.close()
        for timer in (self._soon, self._soon_draw):
            timer.stop()
        for session in self.sessions:
            session.changed.disconnect(self._on_changed)
            session.state_changed.disconnect(self._on_state)
        self.context.language_changed.disconnect(self.draw)
        self.context.theme_changed.disconnect(self._on_theme)
        self.context.glossary_changed.disconnect(self._on_changed)
