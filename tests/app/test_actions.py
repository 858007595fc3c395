"""The table of actions holds no dummy: each does something, has words of its own, and shares no key."""

from __future__ import annotations

from collections import Counter

import pytest

from cjm_editor.app import commands
from cjm_editor.app.actions import ACTIONS, MENUS
from cjm_editor.app.menus import SUBMENUS
from cjm_editor.app.pages.compare_page import ComparePage
from cjm_editor.app.pages.map_actions import TABLE
from cjm_editor.core.resources import sample
from cjm_editor.core.texts import LANGUAGES, words


def compared(window) -> ComparePage:
    window.open_copy(sample("boots.en.cjm.yaml"))
    commands.open_pair(window, "ideal", "actual")
    page = window.page
    assert isinstance(page, ComparePage)
    return page


def test_every_action_does_something(window) -> None:
    known = {*commands.table(), *TABLE, *SUBMENUS}
    rest = [spec.id for spec in ACTIONS if spec.id not in known]
    page = compared(window)
    assert rest
    assert [id for id in rest if not page.run(id)] == []


def test_every_command_is_in_the_table_of_actions() -> None:
    listed = {spec.id for spec in ACTIONS}
    assert {*commands.table(), *TABLE} <= listed


def test_words_are_unlike_within_a_menu_in_both_languages() -> None:
    for language in LANGUAGES:
        said = words(language)
        for menu, _ in MENUS:
            counted = Counter(said(spec.text) for spec in ACTIONS if spec.menu == menu)
            assert max(counted.values()) == 1, (language, menu)


def test_no_two_actions_share_a_key() -> None:
    counted = Counter(key for spec in ACTIONS for key in spec.keys)
    assert [key for key, count in counted.items() if count > 1] == []


def test_submenus_are_filled(window) -> None:
    for id in SUBMENUS:
        menu = window.actions_.submenus[id]
        commands.fill_submenu(window, id, menu)
        assert menu.actions(), id


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_menu_shows_what_is_switched_on(window, qtbot, theme) -> None:
    """An icon takes the place of the tick, so it must look otherwise while its action is on."""
    window.context.set_theme(theme)
    window.open_copy(sample("boots.en.cjm.yaml"))
    menu, switch = window.actions_._menus["map"], window.actions_.by_id["map.lock"]
    qtbot.waitUntil(lambda: not switch.icon().isNull())
    pictures = []
    for is_on in (False, True):
        switch.setChecked(is_on)
        menu.resize(menu.sizeHint())
        place = menu.actionGeometry(switch)
        place.setWidth(34)
        pictures.append(menu.grab(place).toImage())
    switch.setChecked(False)
    assert pictures[0] != pictures[1]


def test_enter_is_called_enter(window) -> None:
    from cjm_editor.app.menus import key_text

    assert key_text("Ctrl+Shift+Return").endswith("Enter")
    shown = window.actions_.by_id["insert.touchpoint"]
    assert shown.text() == "Touchpoint\tCtrl+Enter"
    assert window.actions_.button("insert.touchpoint").text() == " Touchpoint"
    for spec in ACTIONS:
        if any("Return" in keys for keys in spec.keys):
            assert "Enter" in window.actions_.by_id[spec.id].text(), spec.id
            assert "Return" not in window.actions_.by_id[spec.id].toolTip()
