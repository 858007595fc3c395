"""The editor of a map's emotion scale, with the offer to convert the emotions that the map has already."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from cjm_editor.app.panels.fields.base import TEXT_IN, Surroundings
from cjm_editor.app.panels.fields.items import ItemEditor
from cjm_editor.core.elements import owners_of
from cjm_editor.core.errors import CjmError
from cjm_editor.core.model import EmotionScale, JourneyMap, Number
from cjm_editor.core.schema import Field
from cjm_editor.core.texts import _, ngettext


class ScaleEditor(ItemEditor):
    """The emotion scale. Where another range is set, an offer stands beneath it: convert the emotions, or not.

    `rescale_asked` carries the scale that the emotions were given in, and the one they shall have (None: the usual).
    A range that leaves emotions outside waits for the answer; any other holds at once, the numbers unchanged.
    """

    rescale_asked = Signal(object, object)

    def __init__(self, field: Field, around: Surroundings) -> None:
        self._given: EmotionScale | None = None
        self._since: JourneyMap | None = None
        super().__init__(field, around)
        self._said = QLabel()
        self._said.setWordWrap(True)
        self._said.setIndent(TEXT_IN)
        self._said.setProperty("role", "caption")
        self._convert = QPushButton(around.say(_("Convert the emotions")))
        self._convert.setObjectName("scale.convert")
        self._convert.clicked.connect(self._on_convert)
        self._cancel = QPushButton(around.say(_("Cancel")))
        self._cancel.setObjectName("scale.cancel")
        self._cancel.setProperty("flat", True)
        self._cancel.clicked.connect(self._on_cancel)
        row = QHBoxLayout()
        row.setContentsMargins(TEXT_IN, 2, 0, 4)
        row.addWidget(self._convert)
        row.addWidget(self._cancel)
        row.addStretch(1)
        self._box.insertWidget(0, self._said)
        self._box.insertLayout(1, row)
        self._offer("", False)

    def _offer(self, said: str, is_waiting: bool) -> None:
        self._said.setText(said)
        self._said.setVisible(bool(said))
        self._convert.setVisible(bool(said))
        self._cancel.setVisible(bool(said) and is_waiting)

    def look_around(self, around: Surroundings) -> None:
        """Keep in mind what scale the emotions were given in: that of the map when they were seen first."""
        super().look_around(around)
        journey = around.journey
        if journey is None:
            return
        given, since = self._given, self._since
        is_same_map = since is not None and since.id == journey.id
        if (
            given is None
            or not is_same_map
            or (is_other(given, journey.scale) and felt(since) != felt(journey))
        ):
            self._given = journey.scale
        if not is_other(self._given, journey.scale):
            self._since = journey

    def show_value(self, value: object) -> None:
        """Show the scale of the map; the offer stands while the emotions were given in another range."""
        super().show_value(value)
        journey = self.around.journey
        if self._given is None or journey is None:
            return
        given = self._given
        is_asked = is_other(given, journey.scale) and bool(felt(journey))
        number = self.around.context.words.number
        said = _(
            "The emotions were given on the scale from {low} to {high}.",
            low=number(given.min),
            high=number(given.max),
        )
        self._offer(self.around.say(said) if is_asked else "", False)

    def refuse(self, error: CjmError, value: object) -> None:
        """Offer to convert where the range is one, but emotions lie outside it."""
        scale = value if isinstance(value, EmotionScale) else EmotionScale()
        journey = self.around.journey
        known = felt(journey) if journey is not None else ()
        outside = sum(not scale.min <= emotion <= scale.max for _owner, emotion in known)
        if scale.min >= scale.max or not outside:
            self._offer("", False)
            super().refuse(error, value)
            return
        self.tell("")
        self.is_refused = True
        said = ngettext(
            "{n} emotion of this map lies outside this scale.",
            "{n} emotions of this map lie outside this scale.",
            outside,
        )
        self._offer(self.around.say(said), True)

    def _on_edited(self, value: object) -> None:
        """A scale needs both ends: one that is wiped out for a moment is asked for."""
        missing = [name for name in ("min", "max") if getattr(value, name) is None]
        for name in missing:
            self._form.editors[name].tell(self.around.say(_("Write a number.")))
        if not missing:
            super()._on_edited(value)

    def _on_convert(self) -> None:
        self.rescale_asked.emit(self._given, self._value)

    def _on_cancel(self) -> None:
        journey = self.around.journey
        self.tell("")
        self.show_value(journey.emotion_scale if isinstance(journey, JourneyMap) else None)


def is_other(one: EmotionScale, other: EmotionScale) -> bool:
    """Whether two scales have not the same range."""
    return (one.min, one.max) != (other.min, other.max)


def felt(journey: JourneyMap) -> tuple[tuple[str, Number], ...]:
    """The emotions of a map that are known, with whose they are."""
    return tuple((owner.id, owner.emotion) for owner in owners_of(journey) if owner.emotion is not None)
