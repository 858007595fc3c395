"""The window: pages, documents and actions brought together. Panels, pages and commands know their own business."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QResizeEvent,
)

from cjm_editor.app import commands
from cjm_editor.app.context import Context
from cjm_editor.app.desk import Desk
from cjm_editor.app.pages.map_page import MapPage
from cjm_editor.app.pages.page import Page
from cjm_editor.app.plain import plain
from cjm_editor.app.session import Changed, Session
from cjm_editor.app.shell import Shell
from cjm_editor.app.shelter import sheltered
from cjm_editor.core.address import Address
from cjm_editor.core.resources import sample

if TYPE_CHECKING:
    from cjm_editor.app.mishap import Mishaps
    from cjm_editor.app.panels.lock_bar import LockBar
    from cjm_editor.app.watcher import Watcher

HIDE_TREE_BELOW = 1100

WATCH_AFTER = 1000
"""Milliseconds after a document was opened until its file is watched: the first frame comes before."""

LOCK_AFTER = 800
"""Milliseconds after a document was opened until the lock of its file is taken, unless an edit comes first: the first
frame comes before."""


@sheltered
class Window(Shell):
    """The main window over a desk of open documents."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.desk = Desk(context)
        self.watcher: Watcher | None = None
        self.is_panel_open = False
        self.is_structure_locked = False
        self.mishaps: Mishaps | None = None
        self.lock_bar: LockBar | None = None
        self._connect()
        self.refresh()

    def _connect(self) -> None:
        self._lanes = self.actions_.button("map.lanes")
        self._lanes.setProperty("flat", True)
        self.tabs.add_tool(self._lanes)
        self.tabs.add_tool(self.actions_.tool("view.panel"))
        self.tabs.current_changed.connect(self._on_tab)
        self.tabs.close_asked.connect(self.close_page)
        self.tree.map_asked.connect(self.open_map)
        self.tree.selected.connect(self._on_tree_selected)
        self.tree.action_asked.connect(self.trigger)
        self.tree.edit_asked.connect(self._on_tree_edit)
        self.tree.pair_asked.connect(self._on_pair_asked)
        self.side.select_asked.connect(self._on_side_selected)
        self.side.action_asked.connect(self.trigger)
        self.context.language_changed.connect(self.refresh)
        self.context.theme_changed.connect(self.refresh)
        self.desk.opened.connect(self._on_opened)
        self.desk.closed.connect(self._on_closed)
        self.desk.troubled.connect(self._on_troubled)
        self.desk.told.connect(self.status.say)
        for menu in self.actions_.submenus.values():
            menu.aboutToShow.connect(self._on_submenu)
        self.actions_.by_id["view.tree"].setChecked(self.context.settings.show_tree)
        self.actions_.by_id["view.panel"].setChecked(self.context.settings.show_panel)

    def _on_submenu(self) -> None:
        for name, menu in self.actions_.submenus.items():
            if menu is self.sender():
                commands.fill_submenu(self, name, menu)

    # pages

    @property
    def page(self) -> Page | None:
        """The page of the current tab."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    @property
    def session(self) -> Session | None:
        """The document of the current tab."""
        return self.page.session if self.page else None

    @property
    def pages(self) -> list[Page]:
        """All pages in the order of their tabs."""
        shown = (self.stack.widget(i) for i in range(self.stack.count()))
        return [page for page in shown if isinstance(page, Page)]

    def show_page(self, page: Page) -> Page:
        """Show a page, or the one with its key that is open already."""
        for at, open_page in enumerate(self.pages):
            if open_page.key == page.key:
                if open_page is not page:
                    page.release()
                    page.deleteLater()
                self.tabs.go(at)
                return open_page
        page.selection_changed.connect(self._on_selection)
        page.title_changed.connect(self.refresh)
        page.told.connect(self.status.say_of_page)
        page.set_structure_locked(self.is_structure_locked)
        self.stack.addWidget(page)
        self.tabs.add(page)
        self.tabs.go(self.stack.count() - 1)
        for other in self.pages:
            if other.session is None and page.session is not None:
                self.drop(other)
        return page

    def close_page(self, at: int) -> None:
        """Close a tab; the last tab of a document asks what to do with unsaved work."""
        page = self.pages[at]
        page.finish()
        self.side.finish()
        session = page.session
        others = [p for p in self.pages if p is not page and p.session is session]
        if session is not None and not others and not commands.may_close(self, session):
            return
        self.drop(page)
        if session is not None and not others:
            self.desk.close(session)
        if not self.pages:
            self.show_start()

    def drop(self, page: Page) -> None:
        """Take a tab away; nobody is asked."""
        at = self.pages.index(page)
        page.release()
        self.stack.removeWidget(page)
        self.tabs.remove(at)
        page.deleteLater()

    def show_start(self) -> None:
        """Show the start page."""
        from cjm_editor.app.pages.start import StartPage

        page = StartPage(self.context, self.desk.put_off)
        shown = self.show_page(page)
        if shown is not page and isinstance(shown, StartPage):
            shown.look_again()
        if shown is page:
            page.open_asked.connect(self.open_path)
            page.sample_asked.connect(self.open_copy)
            page.action_asked.connect(self.trigger)
            page.restore_asked.connect(self._on_restore_asked)
            page.discard_asked.connect(self._on_discard_asked)

    def open_map(self, map_id: str, session: Session | None = None) -> None:
        """Show a map of the current document or of `session`."""
        session = session or self.session
        if session is None:
            return
        page = MapPage(self.context, session, map_id)
        shown = self.show_page(page)
        if shown is page:
            page.menu_asked.connect(self.show_menu)
            page.action_asked.connect(self.trigger)

    def open_document(self, session: Session) -> None:
        """Show the first map of a document; one without maps has a page that says so."""
        if session.document.maps:
            self.open_map(session.document.maps[0].id, session)
            return
        from cjm_editor.app.pages.blank import BlankPage

        page = BlankPage(self.context, session)
        if self.show_page(page) is page:
            page.action_asked.connect(self.trigger)

    def open_path(self, path: Path) -> None:
        """Open a file; a problem is said in a box and nothing else changes."""
        commands.open_path(self, path)

    def open_copy(self, path: Path) -> None:
        """Open a sample or template as a new document."""
        commands.open_copy(self, path)

    def open_at_start(self, paths: list[Path]) -> None:
        """Open the files named, else the start page; on the very first start a sample map."""
        for path in paths:
            self.open_path(path)
        if not paths and not self.context.settings.seen_start:
            name = "boots.cjm.yaml" if self.context.words.language == "ru" else "boots.en.cjm.yaml"
            self.open_copy(sample(name))
        if not self.context.settings.seen_start:
            self.context.remember(seen_start=True)
        if not self.pages:
            self.show_start()

    # events

    def _on_opened(self, session: Session) -> None:
        session.state_changed.connect(self.refresh)
        session.changed.connect(self._on_changed)
        session.handing_over.connect(self.side.finish)
        QTimer.singleShot(LOCK_AFTER, self, self._claim)
        QTimer.singleShot(WATCH_AFTER, self, lambda: self._look_after(session))

    def _claim(self) -> None:
        for session in self.desk.sessions:
            self.desk.claim(session)

    def _look_after(self, session: Session) -> None:
        from cjm_editor.app.lettering import tell_lacking
        from cjm_editor.app.outside import watch

        watch(self)
        tell_lacking(self, session)

    def _on_closed(self, session: Session) -> None:
        session.state_changed.disconnect(self.refresh)
        session.changed.disconnect(self._on_changed)
        session.handing_over.disconnect(self.side.finish)

    def _on_restore_asked(self, offer: object) -> None:
        commands.restore(self, offer)

    def _on_discard_asked(self, offer: object) -> None:
        commands.discard(self, offer)

    def _on_troubled(self, message: object) -> None:
        commands.tell_later(self, message)

    def take_mishap(self, error: Exception) -> None:
        """Tell of a defect in the program, with a report, when the event at hand is done."""
        from cjm_editor.app.mishap import Mishaps

        self.mishaps = self.mishaps or Mishaps(self, self.context)
        self.mishaps.take(error)

    def _on_changed(self, changed: object) -> None:
        session = self.sender()
        if isinstance(session, Session) and isinstance(changed, Changed):
            self.status.forget()
            from cjm_editor.app.aftermath import follow, leave_deleted

            leave_deleted(self, session)
            if session is self.session:
                self.tree.refresh(session, self.page)
                self.side.on_changed(changed)
                follow(self, changed)
            if not self.pages:
                self.show_start()
        self.refresh()

    def _on_tab(self, at: int) -> None:
        pages = self.pages
        if 0 <= at < len(pages):
            self.stack.setCurrentWidget(pages[at])
            page = pages[at]
            self.tree.refresh(page.session, page)
            self.side.show_page(page)
            self.refresh()
            page.setFocus()

    def _on_selection(self, addresses: object) -> None:
        if self.sender() is self.page:
            self.side.show_selection(addresses)
            self.refresh()

    def _on_tree_selected(self, address: Address) -> None:
        self.side.show_selection((address,))

    def _on_tree_edit(self, label: object, edit: object) -> None:
        if self.session is not None and not commands.apply(self, self.session, label, edit):
            self.tree.refresh(self.session, self.page)

    def _on_pair_asked(self, ideal: str, actual: str) -> None:
        commands.open_pair(self, ideal, actual)

    def _on_side_selected(self, addresses: tuple[Address, ...]) -> None:
        if self.page:
            self.page.select(addresses)

    def show_menu(self, at: object) -> None:
        """Show the context menu at a point of the screen."""
        self.refresh()
        menu = self.actions_.context_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)  # type: ignore[call-overload]

    def trigger(self, id: str) -> None:
        """Run an action by its id: the page's own, else the window's."""
        page = self.page
        if page is not None and not id.startswith("view."):
            page.finish()
            self.side.finish()
        if self.session is not None and not self.actions_.may_run(id):
            self.status.say(self.session.refusal())
            return
        if page is not None and page.run(id):
            return
        commands.run(self, id)

    def refresh(self) -> None:
        """Bring title, tabs, actions and status line up to date."""
        page, session = self.page, self.session
        self.setWindowTitle(commands.window_title(self, session))
        self.setWindowModified(any(not one.is_clean for one in (page.sessions if page else ())))
        self.tabs.refresh(self.pages)
        self.tabs.setVisible(session is not None or self.stack.count() > 1)
        self.status.show(page, session)
        has_tree = page is not None and page.offers("tree")
        narrow = self.width() < HIDE_TREE_BELOW
        self.tree.setVisible(has_tree and not narrow and self.context.settings.show_tree)
        is_wanted = self.is_panel_open if self.is_narrow else self.context.settings.show_panel
        self.side.setVisible(page is not None and page.offers("panel") and is_wanted)
        self.actions_.by_id["view.panel"].setChecked(is_wanted)
        for tool in self._tools:
            tool.setVisible(session is not None)
        self._lanes.setVisible(page is not None and page.offers("map"))
        refusal = session.refusal() if session and session.read_only else None
        self._reword_undo(self.actions_.by_id["edit.undo"], session.undo_label if session else None, True)
        self._reword_undo(self.actions_.by_id["edit.redo"], session.redo_label if session else None, False)
        self.actions_.enable(self._needs(), refusal)
        if self.lock_bar is not None or (session is not None and session.barrier is not None):
            commands.show_lock(self)

    def _needs(self) -> dict[str, bool]:
        page, session = self.page, self.session
        needs = {
            name: bool(page and page.offers(name))
            for name in ("map", "board", "selection", "comparison", "glossary", "page")
        }
        needs["document"] = session is not None
        needs["file"] = bool(session and session.path)
        needs["conflicts"] = bool(session and session.document.conflicts)
        needs["lock"] = bool(session and session.barrier)
        needs["undo"] = bool(session and session.undo_label)
        needs["redo"] = bool(session and session.redo_label)
        return needs

    def _reword_undo(self, action: QAction, label: object, undo: bool) -> None:
        text = commands.undo_text(self.context, label, undo)
        action.setText(text.replace("&", "&&"))  # else a title's ampersand would mark a key
        action.setToolTip(plain(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Run the action of a Latin key that arrived as its Cyrillic letter; Escape, which nothing else wanted, gives
        up what the page is busy with."""
        is_given_up = event.key() == Qt.Key.Key_Escape and self.page is not None and self.page.give_up()
        if not is_given_up and not self.actions_.press_latin(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the board the room when the window is narrow."""
        super().resizeEvent(event)
        self.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files dragged from a file manager."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the files dropped."""
        from cjm_editor.app.dialogs.files import path_of

        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.open_path(path_of(url))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved work, document by document; Cancel keeps the window open."""
        if not commands.may_close_all(self):
            event.ignore()
            return
        self.context.remember(geometry=bytes(self.saveGeometry().toBase64().data()).decode())
        for page in self.pages:
            page.release()
        for session in list(self.desk.sessions):
            self.desk.close(session)
        if self.watcher is not None:
            self.watcher.stop()
        self.desk.leave()
        event.accept()
