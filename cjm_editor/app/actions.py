"""The one table of actions. Menus, toolbar, context menus, shortcuts and the list of keys are made from it."""

from __future__ import annotations

from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import Message, _

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """An action: `id` as `file.open`, its text, menu, keys (portable form), icon, and what it needs to be enabled.

    `needs`: "document", "conflicts", "lock", "map", "selection", "comparison",
    "glossary", "undo", "redo", or "". `board`: shown
    and listed here, but its keys are handled by the board (they mean something else in a text field). `checkable`
    actions keep a state.
    """

    id: str
    text: Message
    menu: str
    keys: Keys = ()
    icon: str = ""
    needs: str = ""
    board: bool = False
    checkable: bool = False
    separator: bool = False
    context: bool = False


MENUS: tuple[tuple[str, Message], ...] = (
    ("file", _("File")),
    ("edit", _("Edit")),
    ("insert", _("Insert")),
    ("map", _("Map")),
    ("compare", _("Comparison")),
    ("view", _("View")),
    ("help", _("Help")),
)

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("file.new", _("New map…"), "file", ("Ctrl+N",), "file-plus"),
    ActionSpec("file.open", _("Open…"), "file", ("Ctrl+O",), "folder-open"),
    ActionSpec("file.recent", _("Open recent"), "file"),
    ActionSpec("file.start", _("Start page"), "file"),
    ActionSpec("file.save", _("Save"), "file", ("Ctrl+S",), "save", "document", separator=True),
    ActionSpec("file.save_as", _("Save as…"), "file", ("Ctrl+Shift+S",), needs="document"),
    ActionSpec("file.save_copy", _("Save a copy…"), "file", needs="document"),
    ActionSpec("file.revert", _("Revert to the saved version"), "file", needs="file"),
    ActionSpec("file.versions", _("Earlier versions…"), "file", icon="history", needs="file"),
    ActionSpec("file.conflicts", _("Conflicts…"), "file", needs="conflicts"),
    ActionSpec("file.take_over", _("Take over editing"), "file", needs="lock"),
    ActionSpec("file.export", _("Export…"), "file", ("Ctrl+E",), "file-down", "page", separator=True),
    ActionSpec("file.close_tab", _("Close tab"), "file", ("Ctrl+W",), separator=True),
    ActionSpec("file.quit", _("Quit"), "file", ("Ctrl+Q",)),
    ActionSpec("edit.undo", _("Undo"), "edit", ("Ctrl+Z",), "undo-2", "undo"),
    ActionSpec("edit.redo", _("Redo"), "edit", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo-2", "redo"),
    ActionSpec(
        "edit.text",
        _("Edit text"),
        "edit",
        ("F2",),
        "pencil",
        "selection",
        True,
        separator=True,
        context=True,
    ),
    ActionSpec("edit.cut", _("Cut"), "edit", ("Ctrl+X",), "", "selection", True, context=True),
    ActionSpec("edit.copy", _("Copy"), "edit", ("Ctrl+C",), "copy", "selection", True, context=True),
    ActionSpec("edit.paste", _("Paste"), "edit", ("Ctrl+V",), "", "map", True, context=True),
    ActionSpec(
        "edit.duplicate", _("Duplicate"), "edit", ("Ctrl+D",), "copy", "selection", True, context=True
    ),
    ActionSpec("edit.delete", _("Delete"), "edit", ("Del",), "trash-2", "selection", True, context=True),
    ActionSpec(
        "edit.move_left", _("Move left"), "edit", ("Alt+Left",), "", "selection", True, separator=True
    ),
    ActionSpec("edit.move_right", _("Move right"), "edit", ("Alt+Right",), "", "selection", True),
    ActionSpec("edit.move_up", _("Move up"), "edit", ("Alt+Up",), "", "selection", True),
    ActionSpec("edit.move_down", _("Move down"), "edit", ("Alt+Down",), "", "selection", True),
    ActionSpec("edit.select_all", _("Select all"), "edit", ("Ctrl+A",), "", "map", True, separator=True),
    ActionSpec(
        "insert.touchpoint", _("Touchpoint"), "insert", ("Ctrl+Return",), "plus", "map", True, context=True
    ),
    ActionSpec(
        "insert.stage", _("Stage"), "insert", ("Ctrl+Shift+Return",), "plus", "map", True, context=True
    ),
    ActionSpec("insert.card", _("Card in this cell"), "insert", ("Return",), "plus", "selection", True),
    ActionSpec(
        "insert.transition", _("Transition…"), "insert", ("Ctrl+T",), "arrow-right", "selection", context=True
    ),
    ActionSpec("insert.lane", _("Lane…"), "insert", (), "layers", "map", separator=True),
    ActionSpec("insert.segment", _("Segment"), "insert", (), "users", "document"),
    ActionSpec("insert.persona", _("Persona"), "insert", (), "user", "document"),
    ActionSpec("insert.map", _("Map of a segment…"), "insert", (), "plus", "document"),
    ActionSpec("map.derive", _("New ideal from this map"), "map", ("Ctrl+I",), "target", "map"),
    ActionSpec("map.duplicate", _("Duplicate map"), "map", (), "copy", "map"),
    ActionSpec("map.delete", _("Delete map"), "map", (), "trash-2", "map"),
    ActionSpec("map.lanes", _("Lanes…"), "map", ("Ctrl+L",), "layers", "map", separator=True),
    ActionSpec("map.lock", _("Lock the structure"), "map", ("Ctrl+Shift+L",), "lock", "map", checkable=True),
    ActionSpec("compare.start", _("Compare…"), "compare", ("Ctrl+R",), "git-compare-arrows", "document"),
    ActionSpec("compare.swap", _("Swap sides"), "compare", (), "arrow-left-right", "comparison"),
    ActionSpec("compare.glossary", _("Glossary of your own…"), "compare", (), "languages", "comparison"),
    ActionSpec("compare.no_glossary", _("Only the shipped glossary"), "compare", needs="glossary"),
    ActionSpec("compare.next", _("Next line"), "compare", ("F8",), "", "comparison", separator=True),
    ActionSpec("compare.previous", _("Previous line"), "compare", ("Shift+F8",), "", "comparison"),
    ActionSpec(
        "compare.idea",
        _("Add to opportunities"),
        "compare",
        ("I",),
        "lightbulb",
        "comparison",
        True,
        context=True,
    ),
    ActionSpec("compare.open", _("Show on the map"), "compare", ("O",), "", "comparison", True, context=True),
    ActionSpec(
        "compare.why",
        _("Why this link"),
        "compare",
        ("W",),
        "",
        "comparison",
        True,
        separator=True,
        context=True,
    ),
    ActionSpec("compare.gap", _("Why this gap"), "compare", ("G",), "", "comparison", True),
    ActionSpec(
        "compare.next_unsure",
        _("Next link in doubt"),
        "compare",
        ("N",),
        "",
        "comparison",
        True,
        separator=True,
    ),
    ActionSpec(
        "compare.previous_unsure",
        _("Previous link in doubt"),
        "compare",
        ("Shift+N",),
        "",
        "comparison",
        True,
    ),
    ActionSpec(
        "compare.accept", _("Accept the link"), "compare", ("A",), "check", "comparison", True, context=True
    ),
    ActionSpec(
        "compare.other",
        _("Choose another counterpart"),
        "compare",
        ("C",),
        "",
        "comparison",
        True,
        context=True,
    ),
    ActionSpec("compare.none", _("No counterpart"), "compare", ("0",), "", "comparison", True, context=True),
    ActionSpec(
        "compare.cut", _("Cut the link"), "compare", ("X",), "unlink", "comparison", True, context=True
    ),
    ActionSpec(
        "compare.link", _("Link what is chosen"), "compare", ("L",), "link", "comparison", True, context=True
    ),
    ActionSpec(
        "compare.ban",
        _("Never link what is chosen"),
        "compare",
        ("B",),
        "ban",
        "comparison",
        True,
        context=True,
    ),
    ActionSpec(
        "compare.forget", _("Take back decisions"), "compare", ("R",), "", "comparison", True, context=True
    ),
    ActionSpec("view.zoom_in", _("Zoom in"), "view", ("Ctrl++", "Ctrl+="), "zoom-in", "board"),
    ActionSpec("view.zoom_out", _("Zoom out"), "view", ("Ctrl+-",), "zoom-out", "board"),
    ActionSpec("view.zoom_reset", _("Actual size"), "view", ("Ctrl+0",), "", "board"),
    ActionSpec("view.fit_all", _("Fit the whole map"), "view", ("Ctrl+9",), "maximize", "board"),
    ActionSpec("view.fit_stage", _("Fit the stage"), "view", ("Ctrl+8",), "", "board"),
    ActionSpec(
        "view.tree", _("Document tree"), "view", ("Ctrl+1",), "panel-left", "", checkable=True, separator=True
    ),
    ActionSpec(
        "view.panel", _("Properties and outline"), "view", ("Ctrl+2",), "panel-right", "", checkable=True
    ),
    ActionSpec("view.next_pane", _("Next pane"), "view", ("F6",)),
    ActionSpec("view.previous_pane", _("Previous pane"), "view", ("Shift+F6",)),
    ActionSpec("view.next_tab", _("Next tab"), "view", ("Ctrl+Tab",)),
    ActionSpec("view.previous_tab", _("Previous tab"), "view", ("Ctrl+Shift+Tab",)),
    ActionSpec("view.language", _("Language"), "view", (), "languages", separator=True),
    ActionSpec("view.theme", _("Theme"), "view", (), "sun"),
    ActionSpec("view.full_screen", _("Full screen"), "view", ("F11",), "maximize", "", checkable=True),
    ActionSpec("help.keys", _("Keyboard shortcuts"), "help", ("F1",)),
    ActionSpec("help.about", _("About CJM Editor"), "help"),
)


def action(id: str) -> ActionSpec:
    """The action with this id. Raises `KeyError`."""
    for spec in ACTIONS:
        if spec.id == id:
            return spec
    raise KeyError(id)
