"""Menus, buttons and shortcuts from the table of actions: one `QAction` an action, worded anew with the language."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QMenuBar, QPushButton, QToolButton, QWidget

from cjm_editor.app.actions import ACTIONS, MENUS, ActionSpec
from cjm_editor.app.context import Context
from cjm_editor.app.latin import latin_key
from cjm_editor.app.plain import plain
from cjm_editor.core.texts import Message

CHANGING = ("edit", "insert", "map")
"""Menus whose actions change the document, but for the harmless ones."""

HARMLESS = ("edit.copy", "edit.select_all", "map.lock")
CHANGING_TOO = ("file.conflicts",)
"""Actions of other menus that change the document."""

ICONS_AFTER = 100
"""Milliseconds until the icons of the menus are drawn: nobody opens a menu sooner, and the first frame waits for it."""

SUBMENUS = ("file.recent", "view.language", "view.theme")
"""Actions that open a submenu, filled when it is about to show."""


class Actions(QObject):
    """The actions of one window by id; `trigger` is called with the id."""

    def __init__(self, window: QWidget, context: Context, trigger: Callable[[str], None]) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._trigger = trigger
        self.by_id: dict[str, QAction] = {}
        self.submenus: dict[str, QMenu] = {}
        self._menus: dict[str, QMenu] = {}
        for spec in ACTIONS:
            if spec.id not in SUBMENUS:
                self.by_id[spec.id] = self._make(spec)
        self._is_drawn = False
        self._refusal: Message | None = None
        QTimer.singleShot(ICONS_AFTER, self, self._draw_icons)
        context.language_changed.connect(self.reword)
        context.theme_changed.connect(self.reword)

    def _make(self, spec: ActionSpec) -> QAction:
        made = QAction(self._window)
        made.setObjectName(spec.id)
        made.setCheckable(spec.checkable)
        if not spec.board:
            made.setShortcuts(list(spec.keys))
        made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        made.triggered.connect(self._on_triggered)
        self._window.addAction(made)
        return made

    def _on_triggered(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self._trigger(sender.objectName())

    def fill(self, bar: QMenuBar) -> None:
        """Build the menus of the window."""
        for name, _ in MENUS:
            menu = self._menus[name] = bar.addMenu("")
            for spec in ACTIONS:
                if spec.menu != name:
                    continue
                if spec.separator:
                    menu.addSeparator()
                if spec.id in SUBMENUS:
                    self.submenus[spec.id] = menu.addMenu("")
                else:
                    menu.addAction(self.by_id[spec.id])
        self.reword()

    def reword(self) -> None:
        """Word all texts anew and draw icons in the theme's colours."""
        say = self._context.say
        for name, text in MENUS:
            if name in self._menus:
                self._menus[name].setTitle(say(text))
        for spec in ACTIONS:
            if spec.id in self.submenus:
                self.submenus[spec.id].setTitle(say(spec.text))
                continue
            made = self.by_id.get(spec.id)
            if made is None:
                continue
            keys = f"\t{key_text(spec.keys[0])}" if spec.board and spec.keys else ""
            made.setText(say(spec.text) + keys)
            made.setToolTip(tip(say(spec.text), spec.keys))
        if self._refusal is not None:
            self._give_reasons()
        if self._is_drawn:
            self._draw_icons()

    def _draw_icons(self) -> None:
        self._is_drawn = True
        for spec in ACTIONS:
            if spec.icon and spec.id in self.by_id:
                self.by_id[spec.id].setIcon(self._context.icon(spec.icon))

    def enable(self, can: Mapping[str, bool], refusal: Message | None = None) -> None:
        """Enable the actions whose need is met; `can` maps needs to yes or no. `refusal`: why the document may not be
        changed; actions that would change it are off then, and say why."""
        for spec in ACTIONS:
            made = self.by_id.get(spec.id)
            if made is not None and spec.needs:
                made.setEnabled(can.get(spec.needs, False) and not (refusal and is_changing(spec)))
        if refusal is not None or self._refusal is not None:
            self._refusal = refusal
            self._give_reasons()

    def may_run(self, id: str) -> bool:
        """Whether an action does not change what may not be changed: panels ask for actions past the menus."""
        return self._refusal is None or not any(spec.id == id and is_changing(spec) for spec in ACTIONS)

    def _give_reasons(self) -> None:
        """Let the actions that are off because nothing may be changed say so; menus show such words only then."""
        say, refusal = self._context.say, self._refusal
        for spec in ACTIONS:
            made = self.by_id.get(spec.id)
            if made is not None and is_changing(spec):
                made.setToolTip(plain(say(refusal)) if refusal else tip(say(spec.text), spec.keys))
        for name in CHANGING:
            if name in self._menus:
                self._menus[name].setToolTipsVisible(refusal is not None)

    def press_latin(self, event: QKeyEvent) -> bool:
        """Whether a Latin key that arrived as its Cyrillic letter ran an action."""
        key = latin_key(event.key())
        if key != event.key() and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            from PySide6.QtGui import QKeySequence

            pressed = QKeySequence(event.modifiers().value | key)
            for made in self.by_id.values():
                if made.isEnabled() and pressed in made.shortcuts():
                    made.trigger()
                    return True
        return False

    def context_menu(self, parent: QWidget) -> QMenu:
        """A menu of the actions that a right click on the board offers."""
        menu = QMenu(parent)
        for spec in ACTIONS:
            if spec.context and self.by_id[spec.id].isEnabled():
                menu.addAction(self.by_id[spec.id])
        return menu

    def tool(self, id: str) -> QToolButton:
        """A flat button with the action's icon."""
        button = QToolButton()
        spec = next(spec for spec in ACTIONS if spec.id == id)
        self.by_id[id].setIcon(self._context.icon(spec.icon))
        button.setDefaultAction(self.by_id[id])
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def button(self, id: str, primary: bool = False) -> ActionButton:
        """A push button that runs the action and follows its state and words."""
        return ActionButton(self._context, self.by_id[id], id, primary)


class ActionButton(QPushButton):
    """A push button for an action: same words without the dots, same state."""

    def __init__(self, context: Context, action: QAction, id: str, primary: bool) -> None:
        super().__init__()
        self._context = context
        self._action = action
        self._id = id
        self._is_compact = False
        self.setProperty("primary", primary)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(action.trigger)
        action.changed.connect(self.follow)
        self.follow()

    def set_compact(self, is_compact: bool) -> None:
        """Show the icon alone: a narrow window needs the room for its menus."""
        if is_compact != self._is_compact:
            self._is_compact = is_compact
            self.follow()

    def follow(self) -> None:
        """Take over words, icon and state from the action."""
        words = self._action.text().partition("\t")[0].removesuffix("…")
        self.setText("" if self._is_compact else " " + words)
        self.setAccessibleName(words)
        self.setToolTip(self._action.toolTip())
        self.setEnabled(self._action.isEnabled())
        spec = next(spec for spec in ACTIONS if spec.id == self._id)
        if spec.icon:
            theme = self._context.theme
            self.setIcon(
                self._context.icon(spec.icon, theme.on_accent if self.property("primary") else theme.text)
            )


def is_changing(spec: ActionSpec) -> bool:
    """Whether an action changes the document."""
    return (spec.menu in CHANGING and spec.id not in HARMLESS) or spec.id in CHANGING_TOO


def key_text(keys: str) -> str:
    """A shortcut as this system writes it; the key that Qt calls Return is Enter, as on keyboards."""
    from PySide6.QtGui import QKeySequence

    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")


def tip(text: str, keys: tuple[str, ...]) -> str:
    """A plain tooltip: words, then the keys."""
    return f"{text.removesuffix('…')}  {key_text(keys[0])}" if keys else text.removesuffix("…")
