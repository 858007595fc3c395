"""What the board asks for, as edits of the document: texts, moves, emotions, new elements, deletions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cjm_editor.app.boardview.events import (
    CardsMoved,
    EditAbandoned,
    EditCommitted,
    EmotionCommitted,
    LaneMoved,
    NudgeRequested,
    StageMoved,
    StageRequested,
    TouchpointRequested,
    TouchpointsMoved,
    TransitionDrawn,
)
from cjm_editor.app.boardview.hints import hint
from cjm_editor.app.dialogs.boxes import show_trouble
from cjm_editor.app.plain import short
from cjm_editor.app.session import NEW
from cjm_editor.core import edits
from cjm_editor.core.address import Address, card_at, stage_at, touchpoint_at, transition_at
from cjm_editor.core.elements import element
from cjm_editor.core.emotion import from_normal, nearest_step
from cjm_editor.core.errors import CjmError
from cjm_editor.core.model import (
    Card,
    Document,
    JourneyMap,
    Lane,
    Number,
    Stage,
    Touchpoint,
    Transition,
    columns_of,
    lane_cards,
)
from cjm_editor.core.texts import Message, _, ngettext

if TYPE_CHECKING:
    from cjm_editor.app.pages.map_page import MapPage
    from cjm_editor.app.session import Edit

Moved = CardsMoved | TouchpointsMoved | StageMoved | LaneMoved

STRUCTURE = ("stage", "touchpoint", "lane")
"""Kinds of elements that a locked structure keeps in their places."""


class MapEdits(QObject):
    """Connects the board's requests with the session. Every request is one named step in the history."""

    def __init__(self, page: MapPage) -> None:
        super().__init__(page)
        self.page = page
        self.session = page.document_session
        self._fresh: Address | None = None
        self._came_from: Address | None = None
        view = page.view
        view.text_of = self.text_of
        view.preview_emotion = self.preview_emotion
        view.hint_of = self.hint_of
        view.edit_committed.connect(self.on_edit_committed)
        view.edit_abandoned.connect(self.on_edit_abandoned)
        view.touchpoint_requested.connect(self.on_touchpoint_requested)
        view.stage_requested.connect(self.on_stage_requested)
        for moved in (view.cards_moved, view.touchpoints_moved, view.stage_moved, view.lane_moved):
            moved.connect(self.on_moved)
        view.emotion_committed.connect(self.on_emotion_committed)
        view.transition_drawn.connect(self.on_transition_drawn)
        view.delete_requested.connect(self.delete)
        view.duplicate_requested.connect(self.duplicate)
        view.nudge_requested.connect(self.on_nudge_requested)

    # helpers

    @property
    def document(self) -> Document:
        """The document as it is now."""
        return self.session.document

    @property
    def journey(self) -> JourneyMap:
        """The map of this page."""
        found = self.page.journey
        assert found is not None
        return found

    def apply(self, label: Message, edit: Edit, merge_key: str = "") -> bool:
        """Whether the edit changed something; a refusal is said in a box, that of a document which may not be changed
        in the status line."""
        try:
            return self.session.apply(label, edit, merge_key)
        except CjmError as error:
            if error.code == "read-only":
                self.page.told.emit(error.message)
            else:
                show_trouble(self.page, self.page.context, error.message)
            return False

    def title_of(self, at: Address) -> str:
        """The title or text of an element, short."""
        return short(self.text_of(at) or "")

    def text_of(self, at: Address) -> str | None:
        """The text that the board edits in place, or None where an element has none."""
        found = element(self.document, at)
        if isinstance(found, Card):
            return found.text
        if isinstance(found, Touchpoint | Stage):
            return found.title
        if at.kind == "lane":
            return found.title if isinstance(found, Lane) and found.title else None
        return None

    def hint_of(self, at: Address) -> str:
        """What stands at the foot of a card that is typed into."""
        return self.page.context.say(hint(at))

    # texts

    def on_edit_committed(self, event: EditCommitted) -> None:
        """Store a text typed on the board; a cell's text becomes a new card."""
        at, text = event.at, event.text.strip()
        if at.kind == "card" and at.index < 0:
            self.add_card(at, text)
        elif at.kind == "card":
            self._card_text(at, text)
        elif at == self._fresh:
            key, self._fresh = f"{NEW}{at}", None
            label = _("add “{title}”", title=short(text))
            self.apply(label, lambda d: edits.set_field(d, at, "title", text), key)
        elif at.kind in ("touchpoint", "stage", "lane"):
            was = self.title_of(at)
            label = _("rename “{title}”", title=was) if was else _("name “{title}”", title=short(text))
            self.apply(label, lambda d: edits.set_field(d, at, "title", text), f"title {at}")
        self.session.close_run()

    def add_card(self, cell: Address, text: str) -> Address | None:
        """Append a card to a cell; its address, or None for an empty text."""
        if not text:
            return None
        owner, index = self.owner(cell.id), self.cell_size(cell)
        label = _("add card “{text}”", text=short(text))
        if not self.apply(label, lambda d: edits.add_card(d, owner, cell.lane, index, Card(text))):
            return None
        return card_at(cell.map, cell.id, cell.lane, index)

    def _card_text(self, at: Address, text: str) -> None:
        found = element(self.document, at)
        if not isinstance(found, Card):
            return
        if text:
            card = replace(found, text=text)
            self.apply(
                _("edit card “{text}”", text=short(text)), lambda d: edits.set_card(d, at, card), f"text {at}"
            )
        else:
            self.apply(_("delete card “{text}”", text=short(found.text)), lambda d: edits.delete_card(d, at))

    def owner(self, id: str) -> Address:
        """The address of the touchpoint or stage with this id."""
        if any(stage.id == id for stage in self.journey.stages):
            return stage_at(self.journey.id, id)
        return touchpoint_at(self.journey.id, id)

    def cell_size(self, cell: Address) -> int:
        """The number of cards in a cell."""
        found = element(self.document, self.owner(cell.id))
        return len(lane_cards(found, cell.lane)) if isinstance(found, Touchpoint | Stage) else 0

    def on_edit_abandoned(self, event: EditAbandoned) -> None:
        """A new element was closed empty: it vanishes, together with the step that made it."""
        self._fresh = None
        if not self.text_of(event.at):
            self.session.forget_last(f"{NEW}{event.at}")
            if self._came_from is not None and not self.page.selection:
                self.page.view.select((self._came_from,), scroll=False)

    # new elements

    def on_touchpoint_requested(self, event: TouchpointRequested) -> None:
        """A new touchpoint right of another (or at the end of the stage), its title being typed."""
        self.add_touchpoint(self._still_there(event.after))

    def _still_there(self, after: Address | None) -> Address | None:
        """The element, or where it was begun from if it was given up empty by the same key."""
        ids = (*self.journey.stages, *self.journey.touchpoints)
        return after if after is None or any(one.id == after.id for one in ids) else self._came_from

    def add_touchpoint(self, after: Address | None) -> None:
        """Add a touchpoint behind `after` (a touchpoint, a card of one, or a stage) and start typing its title."""
        stage, index = self.place_after(after)
        made = Touchpoint(self.page.context.new_id("t"), stage)
        map_id = self.journey.id
        at = touchpoint_at(map_id, made.id)

        def add(document: Document) -> Document:
            document = edits.add_touchpoint(document, map_id, made, index)
            return edits.join_route(document, map_id, made.id, self.page.context.new_id)

        if self.apply(_("add a touchpoint"), add, f"{NEW}{at}"):
            self._type_title(at, after)

    def _type_title(self, at: Address, after: Address | None) -> None:
        """Open the title of an element just made; naming it joins the step that made it, giving it up leads back."""
        self._came_from = after
        self.page.view.edit(at, fresh=True)
        self._fresh = at

    def place_after(self, after: Address | None) -> tuple[str, int]:
        """Stage and position of a new touchpoint behind an element; -1 is the end."""
        columns = columns_of(self.journey)
        if after is None and not any(row for _stage, row in columns):
            return columns[0][0].id, -1  # the first touchpoint of a map stands at its beginning
        if after is not None:
            for stage, row in columns:
                if stage.id == after.id:
                    return stage.id, -1
                for at, touchpoint in enumerate(row):
                    if touchpoint.id == after.id:
                        return stage.id, at + 1
        return columns[-1][0].id, -1

    def on_stage_requested(self, event: StageRequested) -> None:
        """A new stage right of the one at hand, its title being typed."""
        self.add_stage(self._still_there(event.after))

    def add_stage(self, after: Address | None) -> None:
        """Add a stage behind that of `after` and start typing its title."""
        stage = self.place_after(after)[0] if after else ""
        ids = [one.id for one in self.journey.stages]
        index = ids.index(stage) + 1 if stage in ids else len(ids)
        made = Stage(self.page.context.new_id("s"))
        at = stage_at(self.journey.id, made.id)
        if self.apply(_("add a stage"), lambda d: edits.add_stage(d, at.map, made, index), f"{NEW}{at}"):
            self._type_title(at, after)

    def on_transition_drawn(self, event: TransitionDrawn) -> None:
        """A transition drawn from one touchpoint to another: a branch forwards, a loop backwards."""
        order = [t.id for _, row in columns_of(self.journey) for t in row]
        is_back = order.index(event.to.id) <= order.index(event.from_.id)
        made = Transition(
            self.page.context.new_id("e"), event.from_.id, event.to.id, kind="back" if is_back else "next"
        )
        self.add_transition(made)

    def add_transition(self, made: Transition) -> bool:
        """Whether a transition was added; the implied route is written out where a branch needs it."""
        map_id = self.journey.id
        names = [self.title_of(touchpoint_at(map_id, id)) for id in (made.from_, made.to) if id]
        label = _("add transition {names}", names=" → ".join(names))
        if not self.apply(label, lambda d: edits.add_transition(d, map_id, made, self.page.context.new_id)):
            return False
        self.page.view.select((transition_at(map_id, made.id),), scroll=False)
        return True

    # moves

    def is_frozen(self, ats: tuple[Address, ...]) -> bool:
        """Whether the structure is locked and one of these elements is part of it; that is said then."""
        frozen = self.page.view.is_structure_locked and any(at.kind in STRUCTURE for at in ats)
        if frozen:
            self.page.told.emit(_("The structure is locked. Map → Lock the structure unlocks it."))
        return frozen

    def on_moved(self, event: Moved) -> None:
        """Elements dragged to another place."""
        from cjm_editor.app.pages.map_moves import move

        move(self, event)

    def on_nudge_requested(self, event: NudgeRequested) -> None:
        """Alt and an arrow: one place left, right, up or down."""
        self.nudge(event.ats, event.direction)

    def nudge(self, ats: tuple[Address, ...], direction: str) -> None:
        """Move the selected stage, touchpoint or card by one place."""
        from cjm_editor.app.pages.map_moves import nudge

        if not self.is_frozen(ats):
            nudge(self, ats, direction)

    # emotions

    def _on_scale(self, five: float) -> Number:
        scale = self.journey.scale
        value = nearest_step(from_normal((five + 2) / 4, scale), scale)
        return int(value) if value == int(value) else value

    def preview_emotion(self, at: Address, five: float | None) -> None:
        """Draw the curve with an emotion that is being dragged; None draws the document again."""
        if five is None:
            self.page.redraw()
        else:
            self.page.draw(edits.set_field(self.document, at, "emotion", self._on_scale(five)))

    def on_emotion_committed(self, event: EmotionCommitted) -> None:
        """A face was dropped: its touchpoint (or stage) has this emotion now."""
        if not self.set_emotion(event.at, self._on_scale(event.value)):
            self.page.redraw()

    def set_emotion(self, at: Address, value: Number) -> bool:
        """Whether the emotion of a touchpoint or stage, on the map's scale, is another one now."""
        title = self.title_of(at)
        label = (
            _("target emotion of “{title}”", title=title)
            if self.journey.kind == "ideal"
            else _("emotion of “{title}”", title=title)
        )
        return self.apply(label, lambda d: edits.set_field(d, at, "emotion", value))

    # deleting, copying

    def delete(self, ats: tuple[Address, ...]) -> None:
        """Delete the selected elements in one step."""
        if not ats or self.is_frozen(ats):
            return
        label = (
            _("delete “{title}”", title=self.title_of(ats[0]))
            if len(ats) == 1 and self.title_of(ats[0])
            else ngettext("delete {n} element", "delete {n} elements", len(ats))
        )
        self.apply(label, lambda d: delete_all(d, self.journey.id, ats))

    def duplicate(self, ats: tuple[Address, ...]) -> None:
        """Put a copy behind each selected touchpoint or card."""
        wanted = [at for at in ats if at.kind in ("touchpoint", "card")]
        if not wanted:
            return
        made: list[Address] = []

        def copy(document: Document) -> Document:
            for at in sorted(wanted, key=lambda at: -at.index):
                found = element(document, at)
                if isinstance(found, Card):
                    made.append(at._replace(index=at.index + 1))
                    card = replace(found, id="")
                    document = edits.add_card(document, self.owner(at.id), at.lane, at.index + 1, card)
                elif isinstance(found, Touchpoint):
                    made.append(touchpoint_at(at.map, self.page.context.new_id("t")))
                    document = edits.duplicate_touchpoint(document, at, made[-1].id)
            return document

        if self.apply(_("duplicate “{title}”", title=self.title_of(wanted[0])), copy):
            self.page.view.select(tuple(made))


def delete_all(document: Document, map_id: str, ats: tuple[Address, ...]) -> Document:
    """The document without the elements at all addresses. Raises `EditError` as the single edits do."""
    for at in ats:
        if at.kind == "transition" and at.id:
            document = edits.delete_transition(document, at)
        elif at.kind == "transition" and at.lane:
            document = edits.delete_implied(document, map_id, *at.lane.split(">", 1))
    for at in sorted((at for at in ats if at.kind == "card" and at.index >= 0), key=lambda at: -at.index):
        document = edits.delete_card(document, at)
    points = [at.id for at in ats if at.kind == "touchpoint"]
    if points:
        document = edits.delete_touchpoints(document, map_id, points)
    for at in ats:
        if at.kind == "stage":
            document = edits.delete_stage(document, at)
        elif at.kind == "lane":
            document = edits.delete_lane(document, at.id)
    return document
