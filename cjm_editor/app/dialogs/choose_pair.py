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
from cjm_editor.core.model import JourneyMap, segment_of
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


def choose_pair(
    parent: QWidget, context: Context, desk: Desk, session: Session | None, page: Page | None
) -> Pair | None:
    """The pair chosen, or None. With exactly one sensible pair nothing is asked."""
    maps = all_maps(desk)
    guess = obvious(desk, session, page.map_id if page else "")
    if guess is not None and len(maps) == 2:
        return guess
    return _ask(parent, context, maps, guess)


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
    if guess is None and len(maps) > 1:
        boxes[1].setCurrentIndex(1)
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
    document = ref.session.document
    segment = segment_of(document, journey.segment)
    parts = (journey.title or journey.id, segment.title if segment else "", document.title)
    return " — ".join(part for part in parts if part)
