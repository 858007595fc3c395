"""What stands at the right of a comparison: the ranked list, or a panel that explains a link or the gap."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from cjm_editor.app.align.gap_panel import GapPanel
from cjm_editor.app.align.link_panel import LinkPanel
from cjm_editor.app.panels.fixes import FixList

WIDTH = 318


class ComparisonSide(QStackedWidget):
    """The list and both panels, one of them shown."""

    def __init__(self, fixes: FixList, link: LinkPanel, gap: GapPanel) -> None:
        super().__init__()
        self._list, self._link, self._gap = fixes, link, gap
        for panel in (fixes, link, gap):
            self.addWidget(panel)
        self.setFixedWidth(WIDTH)

    @property
    def is_list_shown(self) -> bool:
        """Whether the ranked list is there, and neither a link nor the gap is explained."""
        return self.currentWidget() is self._list

    @property
    def is_link_shown(self) -> bool:
        """Whether a link is explained."""
        return self.currentWidget() is self._link

    @property
    def is_gap_shown(self) -> bool:
        """Whether the gap is explained."""
        return self.currentWidget() is self._gap

    def turn_to(self, panel: QWidget) -> None:
        """Show the list or one of the panels; the keyboard stays with the board, or goes where the list was left."""
        if self.currentWidget() is panel:
            return
        focus = self.window().focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus)
        self.setCurrentWidget(panel)
        if had_focus:
            self.take_focus()

    def take_focus(self) -> None:
        """Give the keyboard to the chosen row of the list, or to the panel."""
        if self.is_list_shown:
            self._list.focus_row()
        else:
            self.currentWidget().setFocus()
