"""View and Help menus: panels, panes, tabs, language, theme, the list of keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from cjm_editor.app.plain import plain
from cjm_editor.core.texts import Message, _, whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from cjm_editor.app.context import Context
    from cjm_editor.app.window import Window

LANGUAGES = (("en", "English"), ("ru", "Русский"))


def undo_text(context: Context, label: object, undo: bool) -> str:
    """The words of the undo or redo action: «Отменить: …»."""
    if not isinstance(label, Message):
        return context.say(_("Undo") if undo else _("Redo"))
    what = context.say(label)
    return context.say(_("Undo: {what}", what=what) if undo else _("Redo: {what}", what=what))


def fill_submenu(window: Window, id: str, menu: QMenu) -> None:
    """Fill a submenu that is about to show."""
    menu.clear()
    if id == "file.recent":
        _fill_recent(window, menu)
    elif id == "view.language":
        _fill_choices(menu, LANGUAGES, window.context.words.language, window.context.set_language)
    else:
        say = window.context.say
        themes = (("", say(_("Like the system"))), ("light", say(_("Light"))), ("dark", say(_("Dark"))))
        _fill_choices(menu, themes, window.context.settings.theme, window.context.set_theme)


def _fill_recent(window: Window, menu: QMenu) -> None:
    for name in window.context.settings.recent:
        entry = menu.addAction(_plain(Path(name).name))
        entry.setToolTip(plain(name))
        entry.triggered.connect(lambda _checked=False, path=Path(name): window.open_path(path))
    if not window.context.settings.recent:
        menu.addAction(window.context.say(_("No files yet"))).setEnabled(False)


def _plain(text: str) -> str:
    return whole(text).replace("&", "&&")


def _fill_choices(
    menu: QMenu, choices: tuple[tuple[str, str], ...], current: str, choose: Callable[[str], None]
) -> None:
    group = QActionGroup(menu)
    for value, text in choices:
        entry = QAction(text, menu, checkable=True, checked=value == current)
        entry.triggered.connect(lambda _checked=False, value=value: choose(value))
        group.addAction(entry)
        menu.addAction(entry)


def toggle_tree(window: Window) -> None:
    """Show or hide the document tree."""
    window.context.remember(show_tree=window.actions_.by_id["view.tree"].isChecked())
    window.refresh()


def toggle_panel(window: Window) -> None:
    """Show or hide properties and outline."""
    is_wanted = window.actions_.by_id["view.panel"].isChecked()
    if window.is_narrow:
        window.is_panel_open = is_wanted
    else:
        window.context.remember(show_panel=is_wanted)
    window.refresh()


def _walk_panes(window: Window, step: int) -> None:
    panes = [
        pane for pane in (window.tree, window.page, window.side) if pane is not None and pane.isVisible()
    ]
    if not panes:
        return
    focus = window.focusWidget()
    at = next(
        (i for i, pane in enumerate(panes) if focus is pane or (focus and pane.isAncestorOf(focus))), -step
    )
    panes[(at + step) % len(panes)].setFocus()


def next_pane(window: Window) -> None:
    """Move the keyboard to the next pane."""
    _walk_panes(window, 1)


def previous_pane(window: Window) -> None:
    """Move the keyboard to the previous pane."""
    _walk_panes(window, -1)


def next_tab(window: Window) -> None:
    """Show the next tab."""
    window.tabs.step(1)


def previous_tab(window: Window) -> None:
    """Show the previous tab."""
    window.tabs.step(-1)


def full_screen(window: Window) -> None:
    """Enter or leave full screen."""
    if window.isFullScreen():
        window.showNormal()
    else:
        window.showFullScreen()


def keys(window: Window) -> None:
    """List all keys."""
    from cjm_editor.app.dialogs.keys import show_keys

    show_keys(window, window.context)


def about(window: Window) -> None:
    """Say what this program is and its version."""
    from cjm_editor.app.dialogs.keys import show_about

    show_about(window, window.context)


COMMANDS: dict[str, Callable[[Window], None]] = {
    "view.tree": toggle_tree,
    "view.panel": toggle_panel,
    "view.next_pane": next_pane,
    "view.previous_pane": previous_pane,
    "view.next_tab": next_tab,
    "view.previous_tab": previous_tab,
    "view.full_screen": full_screen,
    "help.keys": keys,
    "help.about": about,
}
