"""Compare: two maps are chosen from all open documents; the obvious pair is chosen already."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QWidget

from cjm_editor.app.context import Context
from cjm_editor.app.desk import Desk
from cjm_editor.app.dialogs.boxes import FORM_GAP
from cjm_editor.app.pages.page import Page
from cjm_editor.app.panels.rows import ElidedCombo
from cjm_editor.app.panels.tabs import glyph_icon
from cjm_editor.app.session import Session
from cjm_editor.core.model import JourneyMap, segment_of, title_or_id
from cjm_editor.core.texts import _

ORDER = {"ideal": 0, "assumed": 1, "actual": 2}
"""The reference comes before what is lived."""


@dataclass(frozen=True)
class MapRef:
    """A map of an open document."""

    session: Session
    map_id: str


@dataclass(frozen=True)
class Pair:
    """The two maps of a comparison; roles follow from their kinds unless they are swapped."""

    one: MapRef
    other: MapRef
    swapped: bool = False


def all_maps(desk: Desk) -> list[tuple[MapRef, JourneyMap]]:
    """Every map of every open document."""
    return [
        (MapRef(session, journey.id), journey)
        for session in desk.sessions
        for journey in session.document.maps
    ]


def obvious(desk: Desk, session: Session | None, map_id: str) -> Pair | None:
    """The pair that suggests itself, the reference first: the map at hand and another kind of the same segment in its
    document, best the one that it was made from or that was made from it."""
    if session is None:
        return None
    maps = session.document.maps
    here = next((m for m in maps if m.id == map_id), maps[0] if maps else None)
    if here is None:
        return None
    rivals = [m for m in maps if m.kind != here.kind and m.segment == here.segment]
    if not rivals:
        return None
    if here.kind == "ideal":
        rival = min(rivals, key=lambda m: (m.kind != "actual", m.id != here.derived_from))
    else:
        rival = min(rivals, key=lambda m: (ORDER.get(m.kind, 3), m.derived_from != here.id))
    reference, lived = sorted((rival, here), key=lambda m: ORDER.get(m.kind, 3))
    return Pair(MapRef(session, reference.id), MapRef(session, lived.id))


def proposed(desk: Desk, session: Session | None, map_id: str) -> Pair | None:
    """The pair that the dialog shows first: the obvious one, else the map at hand with the likeliest of all others, the
    reference first; None where there are no two maps.

    Likeliest is a map of another kind in another document, best of a segment of that title; then another segment's map
    of the same kind, in the same document before others; then what is left.
    """
    maps = all_maps(desk)
    here = next((e for e in maps if e[0].session is session and e[0].map_id == map_id), None)
    here = here or next((e for e in maps if e[0].session is session), maps[0] if maps else None)
    if here is None or len(maps) < 2:
        return None
    sure = obvious(desk, here[0].session, here[0].map_id)
    if sure is not None:
        return sure
    own = _segment(*here)

    def distance(entry: tuple[MapRef, JourneyMap]) -> tuple[int, ...]:
        ref, journey = entry
        is_beside, is_like = ref.session is here[0].session, journey.kind == here[1].kind
        sort = (2 if is_like else 4) if is_beside else (3 if is_like else 1)
        return sort, _segment(*entry) != own, ORDER.get(journey.kind, 3)

    rival = min((entry for entry in maps if entry[0] != here[0]), key=distance)
    one, other = sorted((here, rival), key=lambda entry: ORDER.get(entry[1].kind, 3))
    return Pair(one[0], other[0])


def _segment(ref: MapRef, journey: JourneyMap) -> str:
    segment = segment_of(ref.session.document, journey.segment)
    return segment.title if segment else ""


def choose_pair(
    parent: QWidget, context: Context, desk: Desk, session: Session | None, page: Page | None
) -> Pair | None:
    """The pair chosen, or None. With exactly one sensible pair nothing is asked."""
    maps = all_maps(desk)
    map_id = page.map_id if page else ""
    guess = obvious(desk, session, map_id)
    if guess is not None and len(maps) == 2:
        return guess
    return _ask(parent, context, maps, proposed(desk, session, map_id))


def _ask(
    parent: QWidget, context: Context, maps: list[tuple[MapRef, JourneyMap]], guess: Pair | None
) -> Pair | None:
    dialog = QDialog(parent)
    dialog.setWindowTitle(context.say(_("Compare")))
    form = QFormLayout(dialog)
    form.setHorizontalSpacing(FORM_GAP)
    form.setContentsMargins(24, 20, 24, 18)
    form.setVerticalSpacing(10)
    boxes = []
    for text, chosen in (
        (_("Reference"), guess.one if guess else None),
        (_("Compared map"), guess.other if guess else None),
    ):
        combo = ElidedCombo()
        combo.setMinimumWidth(380)
        for ref, journey in maps:
            combo.addItem(glyph_icon(context, journey.kind), _name(ref, journey), ref)
        for at, (ref, _journey) in enumerate(maps):
            if ref == chosen:
                combo.setCurrentIndex(at)
        label = QLabel(context.say(text))
        label.setTextFormat(Qt.TextFormat.PlainText)
        combo.setAccessibleName(label.text())
        form.addRow(label, combo)
        boxes.append(combo)
    buttons = QDialogButtonBox()
    go = buttons.addButton(context.say(_("Compare")), QDialogButtonBox.ButtonRole.AcceptRole)
    go.setProperty("primary", True)
    buttons.addButton(context.say(_("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    form.addRow(buttons)

    def follow() -> None:
        go.setEnabled(boxes[0].currentData() != boxes[1].currentData())

    for box in boxes:
        box.currentIndexChanged.connect(follow)
    follow()
    taken = dialog.exec() == QDialog.DialogCode.Accepted
    one, other = boxes[0].currentData(), boxes[1].currentData()
    dialog.deleteLater()
    if not taken or one is None or other is None:
        return None
    kinds = {ref: journey.kind for ref, journey in maps}
    # what is chosen as the reference is one, whatever the kinds of the two maps suggest
    is_turned = ORDER.get(kinds[one], 3) > ORDER.get(kinds[other], 3)
    return Pair(one, other, is_turned)


def _name(ref: MapRef, journey: JourneyMap) -> str:
    parts = (title_or_id(journey), _segment(ref, journey), ref.session.document.title)
    return " — ".join(part for part in parts if part)
