"""A walk through the whole window with a document whose every text is markup: pages, selections, actions, dialogs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from cjm_editor.app.actions import ACTIONS
from cjm_editor.core import edits, model
from cjm_editor.core.address import Address, card_at, map_at, stage_at, touchpoint_at, transition_at
from cjm_editor.core.resources import sample
from cjm_editor.core.schema import ELEMENTS
from cjm_editor.core.seq import Seq
from cjm_editor.io.backups import keep
from cjm_editor.io.files import load
from cjm_editor.io.writer import to_bytes, write

KINDS = {element.cls: element for element in ELEMENTS.values()}
NOT_TRIGGERED = (
    "file.quit",
    "file.open",
    "file.save",
    "file.save_as",
    "file.save_copy",
    "file.close_tab",
    "file.start",
)

NAMES = ("language", "derived_from", "ideal", "actual")
"""Texts that name something."""

Look = Callable[[QWidget, str], None]


def marked_up(document: model.Document, texts: list[str]) -> model.Document:
    """The document with each free text replaced by the next of these, over and over."""
    following = cycle(texts)

    def text_of(value: object) -> object:
        if isinstance(value, Seq):
            return Seq(tuple(text_of(item) for item in value))
        if isinstance(value, tuple):
            return tuple(text_of(item) for item in value)
        return element(value) if is_dataclass(value) and not isinstance(value, type) else value

    def element(value: object) -> object:
        known = KINDS.get(type(value))
        if known is None:
            return value
        kept: dict[str, object] = {}
        types = {field.attr: (field.name, field.type) for field in known.fields}
        for one in fields(value):  # type: ignore[arg-type]
            held = getattr(value, one.name)
            name, kind = types.get(one.name, (one.name, ""))
            if kind == "text" and (held or known.kind in ("touchpoint", "card")) and name not in NAMES:
                kept[one.name] = next(following)
            elif kind == "texts":
                kept[one.name] = tuple(next(following) for _ in range(max(1, len(held))))
            elif kind == "cards":
                kept[one.name] = tuple((lane, tuple(element(card) for card in row)) for lane, row in held)
            elif kind in ("items", "item"):
                kept[one.name] = text_of(held)
        return replace(value, **kept)  # type: ignore[type-var]

    return element(document)  # type: ignore[return-value]


def marked_up_file(path: Path, texts: list[str]) -> Path:
    """The sample of boots, all its texts replaced, as a file."""
    path.write_text(write(marked_up(load(sample("boots.cjm.yaml")).source.document, texts)), encoding="utf-8")
    return path


def selections(document: model.Document, journey: model.JourneyMap) -> Iterator[tuple[Address, ...]]:
    """What can be chosen: nothing, one element of each kind, several."""
    yield ()
    yield (Address("document"),)
    yield (map_at(journey.id),)
    if journey.stages:
        yield (stage_at(journey.id, journey.stages[0].id),)
    points = tuple(journey.touchpoints)[:3]
    for point in points:
        yield (touchpoint_at(journey.id, point.id),)
        for lane, row in point.cards:
            if row:
                yield (card_at(journey.id, point.id, lane, 0),)
    yield tuple(touchpoint_at(journey.id, point.id) for point in points)
    for transition in tuple(journey.transitions)[:2]:
        yield (transition_at(journey.id, transition.id),)
    for segment in document.segments[:1]:
        yield (Address("segment", id=segment.id),)
        for persona in segment.personas[:1]:
            yield (Address("persona", id=persona.id),)
    for lane in document.lanes[:2]:
        yield (Address("lane", id=lane.id),)


def walk(window, hands, path: Path, look: Look) -> int:
    """How many places were looked at: `look` gets each widget that shows something, and where that was."""
    count = 0

    def seen(widget: QWidget, where: str) -> None:
        nonlocal count
        count += 1
        look(widget, where)

    during(lambda: window.open_path(path), hands, "opening", seen)
    session = window.session
    assert session is not None, "the file did not open"
    keep_version(window, session)
    for journey in session.document.maps[:2]:
        window.open_map(journey.id, session)
        hands.settle()
        for at in selections(session.document, journey):
            window.side.show_selection(at)
            hands.settle()
            seen(window, f"{journey.id} {at}")
        window.page.select((touchpoint_at(journey.id, journey.touchpoints[0].id),))
        for spec in ACTIONS:
            is_menu = spec.id in window.actions_.submenus
            if spec.id in NOT_TRIGGERED or spec.menu == "compare" or is_menu:
                continue
            trigger(window, hands, spec.id, seen)
            restore(window, hands, session, journey.id)
    compare(window, hands, session, seen)
    for menu in window.actions_.submenus.values():
        menu.aboutToShow.emit()
        seen(menu, "menu")
    window.show_start()
    hands.settle()
    seen(window, "start page")
    return count


def keep_version(window, session) -> None:
    """An earlier version of the file, so that its browser has something to show and to tell."""
    journey = session.document.maps[0]
    other = edits.delete_touchpoints(session.document, journey.id, (journey.touchpoints[-1].id,))
    keep(window.desk.shelf, session.path, to_bytes(session.loaded.source, other))


def restore(window, hands, session, map_id: str) -> None:
    """Back to the map as it was opened."""
    if hasattr(window.page, "view") and hasattr(window.page.view, "finish_editing"):
        window.page.view.finish_editing()
    while session.undo_label is not None:
        session.undo()
    hands.settle()
    window.open_map(map_id, session)
    journey = next(one for one in session.document.maps if one.id == map_id)
    window.page.select((touchpoint_at(map_id, journey.touchpoints[0].id),))
    hands.settle()


def compare(window, hands, session, seen: Look) -> None:
    """The page of a comparison with each of its actions."""
    from cjm_editor.app.pages.compare_page import ComparePage

    pairs = (
        [one for one in session.document.maps if one.kind == "ideal"],
        [one for one in session.document.maps if one.kind == "actual"],
    )
    ideal, actual = pairs[0][0], pairs[1][0]
    window._on_pair_asked(ideal.id, actual.id) if _takes_two(window) else trigger(
        window, hands, "compare.start", seen
    )
    hands.settle()
    if not isinstance(window.page, ComparePage):
        return
    for spec in ACTIONS:
        if spec.menu == "compare" and spec.id != "compare.start":
            trigger(window, hands, spec.id, seen)
            if not isinstance(window.page, ComparePage):
                break
    while session.undo_label is not None:
        session.undo()


def _takes_two(window) -> bool:
    import inspect

    return len(inspect.signature(window._on_pair_asked).parameters) == 2


def trigger(window, hands, id: str, seen: Look) -> None:
    """Do an action and look at what it opens."""
    during(lambda: window.trigger(id), hands, id, seen)
    window.activateWindow()
    hands.settle()
    seen(window, id)


def during(act: Callable[[], object], hands, where: str, seen: Look) -> None:
    """Do something; whatever dialog or menu it opens is looked at and sent away."""
    timer = QTimer()
    timer.setInterval(15)
    failed: list[Exception] = []

    def answer() -> None:
        for shown in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
            if shown is None:
                continue
            try:
                seen(shown, f"{where}: {type(shown).__name__}")
            except Exception as error:  # noqa: BLE001 - told when the dialog is gone
                failed.append(error)
            shown.reject() if isinstance(shown, QDialog) and not isinstance(
                shown, QFileDialog
            ) else shown.close()

    timer.timeout.connect(answer)
    timer.start()
    try:
        act()
        hands.settle()
    finally:
        answer()
        timer.stop()
    if failed:
        raise failed[0]
