"""The comparison of two maps: the drawing on a read-only board and the ranked list. It follows both documents."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cjm_editor.app.boardview import BoardView
from cjm_editor.app.context import Context
from cjm_editor.app.dialogs.choose_pair import MapRef, Pair
from cjm_editor.app.dialogs.export import Offer
from cjm_editor.app.pages.exports import comparison_offer
from cjm_editor.app.pages.page import Page
from cjm_editor.app.panels.fixes import FixList
from cjm_editor.app.panels.strip import Strip
from cjm_editor.app.task import Cancelled, run_beside
from cjm_editor.compare.comparison import compare
from cjm_editor.compare.roles import roles
from cjm_editor.core.address import Address, touchpoint_at
from cjm_editor.core.errors import CjmError
from cjm_editor.core.model import map_of
from cjm_editor.core.results import ComparisonResult, Side
from cjm_editor.core.texts import Message, _, ngettext
from cjm_editor.render.headline import headline
from cjm_editor.render.marks import MarksOptions, comparison_board

LEAST_ZOOM = 0.8
"""A wide comparison is made smaller to fit, but its words must stay readable."""

NARROWEST = 83.0
"""Width of the columns where those that suit the words would not fit the window."""

HEADLINE = 94
"""Height of the strip with the gap, in px."""

BESIDE = 400
"""Maps with more touchpoints than this are compared beside the window, with progress and Cancel."""


class ComparePage(Page):
    """One pair of maps. `map_asked` carries a map's id and its session."""

    map_asked = Signal(str, object)

    def __init__(self, context: Context, pair: Pair, parent: QWidget | None = None) -> None:
        super().__init__(context, pair.other.session, parent)
        self.pair = pair
        self.result: ComparisonResult | None = None
        self._unsure = -1
        self._is_fitted = False
        self.view = BoardView(context.theme)
        self.view.set_read_only(True)
        self.view.has_tint = False
        self.list = FixList(context)
        self.headline = Strip(context, HEADLINE, frozenset({"doubts"}))
        self._trouble = QLabel()
        self._trouble.setTextFormat(Qt.TextFormat.PlainText)
        self._trouble.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self._trouble)
        left.addWidget(self.headline)
        left.addWidget(self.view, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.list)
        self.list.setFixedWidth(318)
        self.setFocusProxy(self.list)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.compute)
        self._soon_draw = QTimer(self)
        self._soon_draw.setSingleShot(True)
        self._soon_draw.timeout.connect(self._fit)
        self.list.picked.connect(self._on_picked)
        self.list.shown.connect(self._on_shown)
        self.headline.pressed.connect(self.next_unsure)
        self.view.selected.connect(self._on_selected)
        self.view.activated.connect(self._on_activated)
        self.view.zoom_changed.connect(self._on_zoom)
        for session in {pair.one.session, pair.other.session}:
            session.changed.connect(self._on_changed)
        context.language_changed.connect(self.draw)
        context.theme_changed.connect(self._on_theme)
        self.compute()

    # what the tab shows

    @property
    def key(self) -> tuple[object, ...]:
        """One page a pair."""
        one, other = self.pair.one, self.pair.other
        return ("pair", id(one.session), one.map_id, id(other.session), other.map_id, self.pair.swapped)

    @property
    def title(self) -> str:
        """Lived and reference by their titles."""
        if self.result is None:
            return self.context.say(_("Comparison"))
        sides = (self.result.actual.journey, self.result.ideal.journey)
        return " — ".join(journey.title or journey.id for journey in sides)

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
        return need in ("board", "page", "comparison")

    def status(self) -> tuple[str, ...]:
        """Sizes of both maps, pairs, unsure links, known emotions."""
        if self.result is None:
            return ()
        say, links = self.context.say, self.result.matching.links
        pairs = sum(1 for link in links if link.ideal and link.actual)
        counts = [len(side.journey.touchpoints) for side in (self.result.ideal, self.result.actual)]
        facts = [
            say(_("Touchpoints: {ideal} and {actual}", ideal=counts[0], actual=counts[1])),
            say(ngettext("{n} pair", "{n} pairs", pairs)),
        ]
        unsure = sum(link.unsure for link in links)
        if unsure:
            facts.append(say(ngettext("{n} link in doubt", "{n} links in doubt", unsure)))
        known = self.context.words.percent(self.result.score.coverage.emotion)
        facts.append(say(_("Emotion known for {share}", share=known)))
        return (", ".join(facts[:2]), *facts[2:])

    def zoom_text(self) -> str:
        """The zoom in per cent."""
        return f"{round(self.view.zoom() * 100)} %"

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the comparison into the width when it is seen for the first time."""
        super().showEvent(event)
        self._soon_draw.start(0)

    # computing and drawing

    def _side(self, ref: MapRef) -> Side | None:
        document = ref.session.document
        journey = map_of(document, ref.map_id)
        path = ref.session.path
        name = f"{path.name}#{ref.map_id}" if path else f"#{ref.map_id}"
        return Side(document, journey, name) if journey is not None else None

    def compute(self) -> None:
        """Compare the documents as they are now and draw."""
        one, other = self._side(self.pair.one), self._side(self.pair.other)
        if one is None or other is None:
            self._say(_("One of the two maps is no longer there. Undo brings it back."))
            return
        ideal, actual = roles(one, other, self.pair.swapped)
        size = max(len(ideal.journey.touchpoints), len(actual.journey.touchpoints))
        try:
            if size > BESIDE:
                self.result = run_beside(self, self.context, _("Comparing…"), lambda: compare(ideal, actual))
            else:
                self.result = compare(ideal, actual)
        except Cancelled:
            self._say(_("The comparison was cancelled. Any change of a map starts it again."))
            return
        except CjmError as error:
            self._say(error.message)
            return
        self._trouble.hide()
        self.draw()

    def _fit(self) -> None:
        if not self._is_fitted:
            self.draw()

    def _say(self, message: Message) -> None:
        self._trouble.setText(self.context.say(message))
        self._trouble.show()

    def draw(self) -> None:
        """Draw the result in the theme and language in force."""
        if self.result is None:
            return
        options = MarksOptions(theme=self.context.theme, words=self.context.words)
        result, measurer = self.result, self.context.measurer
        self.headline.show_drawing(lambda width: headline(result, options, measurer, width))
        display = comparison_board(result, options, measurer)
        if display.width > self.view.width():
            display = comparison_board(result, replace(options, column=NARROWEST), measurer)
        self.view.set_display(display)
        if not self._is_fitted and self.view.isVisible():
            self._is_fitted = True
            self.view.set_zoom(min(1.0, max(LEAST_ZOOM, self.view.width() / display.width)))
        self.list.show_result(self.result)
        self.title_changed.emit()

    # events

    def _on_changed(self, _changed: object) -> None:
        self._soon.start(0)

    def _on_theme(self) -> None:
        self.view.set_theme(self.context.theme)
        self.draw()

    def _on_zoom(self, _zoom: object) -> None:
        self.title_changed.emit()

    def addresses_of(self, link: int) -> tuple[Address, ...]:
        """The cards of a link on both sides."""
        if self.result is None:
            return ()
        found = self.result.matching.links[link]
        sides = ((self.result.ideal, found.ideal), (self.result.actual, found.actual))
        return tuple(touchpoint_at(side.journey.id, id) for side, ids in sides for id in ids)

    def _on_picked(self, number: int) -> None:
        if self.result is not None:
            self.view.select(self.addresses_of(self.result.fixes[number].link), scroll=True)

    def _on_shown(self, number: int) -> None:
        self._on_picked(number)
        if self.result is not None:
            at = self.addresses_of(self.result.fixes[number].link)
            if at:
                self.view.zoom_to(at[-1])

    def next_unsure(self) -> None:
        """Ring the next pair that a person should look at, around the end."""
        if self.result is None:
            return
        unsure = [number for number, link in enumerate(self.result.matching.links) if link.unsure]
        if not unsure:
            return
        later = [number for number in unsure if number > self._unsure]
        self._unsure = later[0] if later else unsure[0]
        self.view.select(self.addresses_of(self._unsure), scroll=True)

    def _on_selected(self, addresses: object) -> None:
        self.selection_changed.emit(addresses)

    def _on_activated(self, at: object) -> None:
        if not isinstance(at, Address) or self.result is None:
            return
        for ref in (self.pair.one, self.pair.other):
            if ref.map_id == at.map:
                self.map_asked.emit(ref.map_id, ref.session)
                return

    def run(self, action_id: str) -> bool:
        """Zoom, swap and the walk through the list."""
        moves = {
            "view.zoom_in": self.view.zoom_in,
            "view.zoom_out": self.view.zoom_out,
            "view.zoom_reset": self.view.zoom_reset,
            "view.fit_all": self.view.fit_all,
            "view.fit_stage": self.view.fit_stage,
            "compare.swap": self.swap,
            "compare.next": lambda: self.list.choose(self.list.chosen + 1),
            "compare.previous": lambda: self.list.choose(self.list.chosen - 1),
        }
        if action_id not in moves:
            return False
        moves[action_id]()
        return True

    def swap(self) -> None:
        """Let reference and lived map change places."""
        self.pair = Pair(self.pair.one, self.pair.other, not self.pair.swapped)
        self.compute()

    def export_offer(self) -> Offer | None:
        """The comparison as a picture or report."""
        return comparison_offer(self.result) if self.result is not None else None

    def release(self) -> None:
        """Let go of sessions and context."""
        self._soon.stop()
        self._soon_draw.stop()
        for session in {self.pair.one.session, self.pair.other.session}:
            session.changed.disconnect(self._on_changed)
        self.context.language_changed.disconnect(self.draw)
        self.context.theme_changed.disconnect(self._on_theme)
