"""The widgets' look from the theme's tokens: a palette and one style sheet. No widget sets colours of its own."""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QColor, QPalette

from cjm_editor.core.resources import resource
from cjm_editor.render.theme import Theme

SHEET = Template(
    """
* { font-family: "Inter"; font-size: 12.5px; color: $text; }
QMainWindow, QDialog, QMessageBox { background: $win; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QToolTip { background: $card; color: $text; border: 1px solid $line; padding: 4px 8px; }
QMenuBar { background: $win; border: none; padding: 5px 6px; }
QMenuBar::item { padding: 5px 9px; border-radius: 6px; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $line; }
QMenu { background: $card; border: 1px solid $line; padding: 5px; }
QMenu::item { padding: 6px 22px 6px 30px; border-radius: 5px; }
QMenu::item:selected { background: $accent_bg; }
QMenu::item:disabled { color: $dis; }
QMenu::separator { height: 1px; background: $hair; margin: 5px 8px; }
QMenu::icon { left: 9px; }
QMenu::icon:checked { background: $accent_bg; border: 1px solid $accent; border-radius: 4px; padding: 2px; left: 6px; }

QWidget#tree, QWidget#panel, QWidget#list { background: $panel; }
QWidget#tree { border-right: 1px solid $line; }
QWidget#panel, QWidget#list { border-left: 1px solid $line; }
QWidget#menuRow, QWidget#tabRow { background: $win; border-bottom: 1px solid $line; }
QStatusBar, QWidget#status { background: $win; border-top: 1px solid $line; }
QStatusBar::item { border: none; }
QStatusBar QLabel, QWidget#status QLabel { color: $text2; font-size: 11.5px; }

QLabel[role="panelTitle"] { font-size: 16px; font-weight: 600; }
QLabel[role="title"] { font-size: 13px; font-weight: 600; }
QLabel[role="label"] { font-size: 12px; color: $text2; }
QLabel[role="caption"] { font-size: 11px; color: $text3; }
QLabel[role="section"] { font-size: 12px; font-weight: 600; }
QLabel[role="big"] { font-size: 20px; font-weight: 600; }
QLabel[role="link"] { color: $accent; }
QFrame[role="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }

QLineEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox, QComboBox, QDateEdit {
  background: $card; border: 1px solid $line; border-radius: 6px; padding: 4px 8px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover, QSpinBox:hover, QDoubleSpinBox:hover { border-color: $strong; }
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus {
  border: 2px solid $accent; padding: 3px 7px; }
QLineEdit[quiet="true"], QPlainTextEdit[quiet="true"], QComboBox[quiet="true"] {
  background: transparent; border-color: transparent; }
QLineEdit[quiet="true"]:hover, QPlainTextEdit[quiet="true"]:hover, QComboBox[quiet="true"]:hover {
  border-color: $line; background: $card; }
QLineEdit[quiet="true"]:focus, QPlainTextEdit[quiet="true"]:focus { background: $card; border: 2px solid $accent; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"] { border: 1.5px solid $pain; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url("$icons/chevron-$name.png"); width: 14px; height: 14px; }
QCheckBox::indicator, QListView::indicator { width: 14px; height: 14px; border: 1px solid $strong; border-radius: 4px;
  background: $card; }
QCheckBox::indicator:checked, QListView::indicator:checked { background: $accent; border-color: $accent;
  image: url("$icons/check-$name.png"); }
QComboBox QAbstractItemView { background: $card; border: 1px solid $line; selection-background-color: $accent_bg;
  selection-color: $text; outline: none; padding: 4px; }

QPushButton { background: $card; border: 1px solid $line; border-radius: 6px; padding: 5px 12px; font-size: 12px;
  font-weight: 500; }
QPushButton:hover { border-color: $strong; }
QPushButton:pressed { background: $sunk; }
QPushButton:focus { border: 2px solid $accent; padding: 4px 11px; }
QPushButton:disabled { color: $dis; border-color: $hair; }
QPushButton[primary="true"] { background: $accent; color: $on_accent; border: 1px solid $accent; }
QPushButton[primary="true"]:hover { border-color: $text; }
QPushButton[primary="true"]:disabled { background: $line; color: $dis; border-color: $line; }
QPushButton[link="true"] { background: transparent; border: 1px solid transparent; border-radius: 6px;
  padding: 3px 0; color: $accent; text-decoration: underline; }
QPushButton[link="true"]:hover { color: $text; }
QPushButton[link="true"]:focus { border: 2px solid $accent; padding: 2px 5px; }
QPushButton[flat="true"], QToolButton { font-weight: 400; background: transparent; border: 1px solid transparent;
  border-radius: 6px; padding: 4px 6px; }
QPushButton[flat="true"]:hover, QToolButton:hover { border-color: $line; background: $card; }
QPushButton[flat="true"]:focus, QToolButton:focus { border: 2px solid $accent; padding: 3px 5px; }
QPushButton[segment="true"] { border-radius: 0; padding: 4px 5px; margin: 0; font-size: 11.5px;
  border-color: $line; background: $sunk; color: $text2; }
QPushButton[segment="true"]:checked { background: $card; color: $text; border: 1px solid $strong; border-radius: 6px; }
QToolButton::menu-indicator { image: none; }
QCheckBox { spacing: 8px; }
QCheckBox:focus { color: $accent; }

QTabBar { background: $win; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; height: 34px; padding: 0 8px 0 10px; border-top: 2px solid transparent;
  color: $text2; }
QTabBar::tab:selected { background: $board; color: $text; font-weight: 600; border-top: 2px solid $accent; }
QTabBar::tab:hover:!selected { color: $text; }
QTabBar::scroller { width: 60px; }
QTabBar::tear { width: 0; border: none; }
QTabBar QToolButton { padding: 0; }
QTabBar QToolButton#ScrollLeftButton { margin-left: 8px; }
QTabBar::close-button { subcontrol-position: right; }
QTabBar[panel="true"]::tab { border-top: none; border-bottom: 2px solid transparent; padding: 0 2px;
  margin: 0 8px; height: 34px; }
QTabBar[panel="true"]::tab:selected { background: transparent; border-bottom: 2px solid $accent; }

QHeaderView { background: transparent; }
QHeaderView::section { background: transparent; color: $text2; border: none; border-bottom: 1px solid $line;
  padding: 5px 6px; }
QTreeView, QListView, QTreeWidget, QListWidget { background: transparent; border: none; outline: none; }
QTreeView::item, QListView::item { min-height: 28px; border-radius: 6px; padding: 0 4px; }
QListView::item:hover { background: $sunk; }
QListView::item:selected { background: $accent_bg; color: $text; }
QTreeView::item:hover, QTreeView::item:selected { background: transparent; color: $text; }
QTreeView:focus, QListView:focus { border: none; }
QTreeView::branch, QTreeView::branch:selected { background: transparent; }
QTreeView { show-decoration-selected: 0; }
QWidget#recent { border-radius: 6px; }
QWidget#recent:hover, QWidget#recent:focus { background: $accent_bg; }
QLabel[role="row"] { font-size: 13px; font-weight: 500; }
*[heading="true"] QPlainTextEdit, *[heading="true"] QLineEdit { font-size: 16px; font-weight: 600; }
*[heading="tight"] QPlainTextEdit { font-size: 13px; font-weight: 600; }
QPushButton[row="true"] { text-align: left; padding: 4px 6px 4px 8px; font-weight: 400; font-size: 12.5px; }
QPushButton[row="true"]:focus { padding: 3px 5px 3px 7px; }
QPushButton[column="true"] { text-align: left; padding: 8px 12px; }
QLabel[role="trouble"] { font-size: 11px; color: $pain; }
QWidget#startSide { background: $panel; border-right: 1px solid $line; }
QWidget#startBody { background: $board; }
QFrame#recovered { background: $ochre_bg; border: 1px solid $ochre; border-radius: 8px; }
QFrame#lockBar { background: $ochre_bg; border: none; border-bottom: 1px solid $ochre; }
QFrame#fix { border: 1px solid transparent; border-radius: 8px; }
QFrame#fix:hover { border-color: $line; }
QFrame#fix:focus { border-color: $strong; }
QFrame#fix[chosen="true"] { border: 2px solid $accent; background: $accent_bg2; }

QScrollArea, QScrollArea > QWidget > QWidget[scrolled="true"] { background: transparent; border: none; }
QScrollBar:vertical { width: 10px; background: transparent; margin: 0; }
QScrollBar:horizontal { height: 10px; background: transparent; margin: 0; }
QScrollBar::handle { background: $zero; border-radius: 3px; margin: 2px; min-width: 32px; min-height: 32px; }
QScrollBar::handle:hover { background: $strong; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; width: 1px; }
QProgressBar { border: none; background: $line; border-radius: 2px; max-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
"""
)


def style_sheet(theme: Theme) -> str:
    """The application's style sheet in the theme's colours."""
    names = (
        "win panel board card sunk hair line zero strong text text2 text3 dis accent on_accent accent_bg"
        " accent_bg2 pain ochre ochre_bg"
    )
    tokens = {name: getattr(theme, name) for name in names.split()}
    place = {"icons": resource("icons").as_posix(), "name": "dark" if theme.is_dark else "light"}
    return SHEET.substitute(tokens | place)


def palette(theme: Theme) -> QPalette:
    """The palette for everything that no style sheet reaches, as native parts of dialogs."""
    made = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, theme.win),
        (roles.WindowText, theme.text),
        (roles.Base, theme.card),
        (roles.AlternateBase, theme.sunk),
        (roles.Text, theme.text),
        (roles.PlaceholderText, theme.text3),
        (roles.Button, theme.card),
        (roles.ButtonText, theme.text),
        (roles.Highlight, theme.accent),
        (roles.HighlightedText, theme.on_accent),
        (roles.ToolTipBase, theme.card),
        (roles.ToolTipText, theme.text),
        (roles.Link, theme.accent),
    ):
        made.setColor(role, QColor(colour))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.dis))
    return made
