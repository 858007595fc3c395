"""Changes from outside of what the document knows nothing of: unknown keys, refused values, comments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget, QWidget

from cjm_editor.app.dialogs.conflicts import applied
from cjm_editor.app.outside import decide_conflicts, watch
from cjm_editor.core.edits import delete_touchpoints
from cjm_editor.core.texts import _
from cjm_editor.io.files import Loaded, loaded_from, opened
from cjm_editor.io.writer import cleaned_document, to_bytes, write
from tests.app.shop import press, put, said
from tests.app.test_outside import LONG, TEXT, edit, replaced
from tests.cases import CASES
from tests.core import generator
from tests.core.test_merge import hostile_conflict

K, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return put(tmp_path, TEXT)


def held(file: Path, text: str, disk: str) -> Loaded:
    """The file as after a merge that was not saved: the text holds more than the disk."""
    return replace(loaded_from(file, text.encode()), kept=disk.encode())


def deleted(window, id: str) -> None:
    window.session.apply(_("Delete"), lambda d: delete_touchpoints(d, "m", (id,)))


def chosen_in_the_box(window, hands, qtbot, key: Qt.Key, change: Callable[[], None]) -> list[list[str]]:
    """What the box about conflicts shows; `key` chooses in its first row, and Done ends it."""
    seen: list[list[str]] = []
    before = window.session.loaded

    def act(dialog: QWidget) -> None:
        table = dialog.findChild(QTableWidget)
        seen.extend([table.item(row, at).text() for at in range(4)] for row in range(table.rowCount()))
        hands.key(key, into=table)
        press(dialog, "Done", hands)

    def wait() -> None:
        change()
        qtbot.waitUntil(lambda: window.session.loaded is not before, timeout=LONG)

    hands.during(wait, act)
    hands.settle()
    return seen


TEAM = TEXT.replace("title: Point 3\n", "title: Point 3\n        team: [a, b]\n")


@pytest.mark.parametrize(("key", "stands"), [(K.Key_1, "[a, b]"), (K.Key_2, ""), (K.Key_3, "[a, d]")])
def test_an_unknown_key_changed_in_a_deleted_touchpoint_is_asked_about(
    window, hands, file, qtbot, key, stands
) -> None:
    file.write_text(TEAM, encoding="utf-8")
    window.open_path(file)
    watch(window)
    deleted(window, "t3")
    change = TEAM.replace("[a, b]", "[a, d] # Anna's")
    rows = chosen_in_the_box(window, hands, qtbot, key, lambda: replaced(file, change))
    assert [row[1:] for row in rows] == [["Point 3", "deleted", "Point 3 · team: [a, d]"]]
    hands.key(K.Key_S, CTRL, into=window)
    assert window.session.is_clean
    text = file.read_text(encoding="utf-8")
    assert ("title: Point 3\n" in text) is bool(stands)
    assert (f"team: {stands}" in text) is bool(stands)
    assert "conflicts" not in text


@pytest.mark.parametrize(("key", "lines"), [(K.Key_1, ["x: 1"]), (K.Key_2, []), (K.Key_3, ["emotion: wow"])])
def test_a_refused_value_in_a_deleted_touchpoint_can_be_chosen(
    window, hands, file, qtbot, key, lines
) -> None:
    def with_line(line: str) -> str:
        return TEXT.replace("        action: Does 3\n", f"        action: Does 3\n        {line}\n")

    file.write_text(with_line("x: 1"), encoding="utf-8")
    window.open_path(file)
    watch(window)
    deleted(window, "t3")
    chosen_in_the_box(window, hands, qtbot, key, lambda: replaced(file, with_line("emotion: wow")))
    assert not window.session.document.conflicts, "the choice was made"
    hands.key(K.Key_S, CTRL, into=window)
    text = file.read_text(encoding="utf-8")
    assert text == (
        with_line(lines[0])
        if lines
        else TEXT.replace(TEXT[TEXT.index("      - id: t3") : TEXT.index("      - id: t4")], "")
    )


@pytest.mark.parametrize(("key", "stands"), [(K.Key_1, ""), (K.Key_2, "wow"), (K.Key_3, "1")])
def test_an_entry_of_which_the_document_knows_nothing_is_chosen_in_the_text(
    window, hands, file, qtbot, key, stands
) -> None:
    def with_emotion(value: str) -> str:
        line = f"        emotion: {value}\n" if value else ""
        return TEXT.replace("        action: Does 3\n", "        action: Does 3\n" + line)

    file.write_text(with_emotion(""), encoding="utf-8")
    window.open_path(file)
    watch(window)
    loaded = held(file, with_emotion("wow"), with_emotion(""))
    window.session.take(_("Merge"), window.session.document, loaded)
    assert not window.session.is_clean, "what stands in the text alone is no less unsaved"
    edit(window, "t5", "title", "Other")
    rows = chosen_in_the_box(window, hands, qtbot, key, lambda: replaced(file, with_emotion("1")))
    assert [row[1:] for row in rows] == [["—", "wow", "1"]]
    assert rows[0][0].endswith(" › Emotion")
    hands.key(K.Key_S, CTRL, into=window)
    wanted = with_emotion(stands).replace("title: Point 5\n", "title: Other\n")
    assert file.read_text(encoding="utf-8") == wanted


def test_an_unknown_key_that_both_changed_is_asked_about(window, hands, file, qtbot) -> None:
    file.write_text(TEAM, encoding="utf-8")
    window.open_path(file)
    watch(window)
    # a merge that was not saved brought our version of the key: it is in the text, not on the disk
    mine = TEAM.replace("[a, b]", "[a, b, c]")
    window.session.take(_("Merge"), window.session.document, held(file, mine, TEAM))
    edit(window, "t5", "title", "Other")
    rows = chosen_in_the_box(
        window, hands, qtbot, K.Key_3, lambda: replaced(file, TEAM.replace("[a, b]", "[a, d]"))
    )
    assert [row[0].rpartition(" › ")[2] for row in rows] == ["team"]
    assert [row[1:] for row in rows] == [["[a, b]", "[a, b, c]", "[a, d]"]]
    hands.key(K.Key_S, CTRL, into=window)
    assert file.read_text(encoding="utf-8") == TEAM.replace("[a, b]", "[a, d]").replace(
        "Point 5\n", "Other\n"
    )


def test_conflicts_about_unknown_keys_that_were_put_off_are_decided_in_the_text(
    window, hands, file, qtbot
) -> None:
    listed = "conflicts:\n  - {path: maps/m/touchpoints/t3/team, base: x, ours: '[a, b]', theirs: '[a, d]'}\n"
    file.write_text(TEAM + listed, encoding="utf-8")
    hands.during(lambda: window.open_path(file), lambda dialog: press(dialog, "Decide later", hands))

    def act(dialog: QWidget) -> None:
        hands.key(K.Key_3, into=dialog.findChild(QTableWidget))
        press(dialog, "Done", hands)

    hands.during(lambda: decide_conflicts(window, window.session), act)
    assert not window.session.is_clean and not window.session.document.conflicts
    hands.key(K.Key_S, CTRL, into=window)
    assert file.read_text(encoding="utf-8") == TEAM.replace("[a, b]", "[a, d]")


def test_what_a_merge_leaves_out_is_said(window, hands, file, qtbot) -> None:
    window.open_path(file)
    watch(window)
    deleted(window, "t3")
    replaced(file, TEXT.replace("title: Point 3\n", "title: Point 3 # for Anna\n"))
    qtbot.waitUntil(lambda: "merged with your changes" in said(window), timeout=LONG)
    assert "1 comment or unknown key" in said(window)


def test_what_anybody_wrote_as_conflicts_leads_to_a_document_that_its_text_holds() -> None:
    decided = 0
    for seed in range(CASES // 10):
        rng = Random(seed)
        made = generator.document(rng)
        made = replace(made, conflicts=tuple(hostile_conflict(rng, made) for _ in range(4)))
        source = opened(write(made).encode())
        side = rng.choice(("base", "ours", "theirs"))
        chosen = [(conflict, side) for conflict in source.document.conflicts]
        document, text, _refused = applied(source.document, chosen, source)
        assert opened(to_bytes(text, document)).document == cleaned_document(document), seed
        decided += len(document.conflicts) < 4
    assert decided > CASES / 40
