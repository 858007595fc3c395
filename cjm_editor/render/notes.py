"""Notes below a board: what arrows say that has no room beside them, each under the column where its arrow begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cjm_editor.core.address import Address
from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import _
from cjm_editor.render.arrows import Arrow, colour_of, note_sign, reason_of
from cjm_editor.render.display import Group, Item, Line, Rect
from cjm_editor.render.headers import TITLE_X, title_lines
from cjm_editor.render.options import CELL_PADDING, Setting
from cjm_editor.render.parts import CAPTION, LANE_TITLE, Style, icon_item, lines_of
from cjm_editor.render.routes import Routed
from cjm_editor.render.tracks import NOTE
from cjm_editor.render.wrap import wrap

_INDENT = NOTE + 8.0
_BETWEEN = 4.0


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its number, its place below the notes' top and beside its cluster's left edge, its lines."""

    number: int
    arrow: Arrow
    x: float
    y: float
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """As high as its lines, and its ring at least."""
        return max(NOTE, len(self.lines) * CAPTION.line)


def notes_of(at: Routed, setting: Setting) -> Iterator[Note]:
    """The notes of a cluster of arrows, those of one column one below the other."""
    ends: dict[int, float] = {}
    for key, number in at.numbers:
        arrow = at.cluster.arrows[key]
        text = reason_of(arrow) if arrow.kind == "leave" else arrow.label
        lines = wrap(text, setting.card - _INDENT, CAPTION.size, CAPTION.weight, setting.measurer)
        y = ends.get(arrow.start, CELL_PADDING)
        note = Note(number, arrow, at.cluster.xs[arrow.start], y, lines)
        ends[arrow.start] = y + note.height + _BETWEEN
        yield note


def notes_height(clusters: Sequence[Routed], setting: Setting) -> float:
    """How high the notes of a board stand; 0 where it has none."""
    ends = [note.y + note.height for at in clusters if at.numbers for note in notes_of(at, setting)]
    if not ends:
        return 0.0
    return max(*ends, CELL_PADDING + len(_title(setting)[1]) * LANE_TITLE.line) + CELL_PADDING


def _title(setting: Setting) -> tuple[Style, tuple[str, ...]]:
    room = setting.options.lane_header - TITLE_X - 3
    return title_lines(setting.words(_("Conditions")), room, 3, setting.measurer)


def notes_layer(at: Routed, top: float, setting: Setting) -> Iterator[Group]:
    """The notes of a cluster on a board whose notes begin at `top`."""
    for note in notes_of(at, setting):
        colour = colour_of(note.arrow, setting)
        items: tuple[Item, ...] = (
            *note_sign(note.number, NOTE / 2 + 1, NOTE / 2, colour, setting),
            *lines_of(note.lines, _INDENT, 1, CAPTION, setting.theme.text2, setting.measurer),
        )
        address = Address("transition", setting.map_id, note.arrow.transition.id)
        title = " ".join(note.lines)
        x, y = at.x + note.x, top + note.y
        yield Group(
            "label",
            x,
            y,
            setting.card,
            note.height,
            items,
            address,
            title,
            solid=True,
            key=f"note{note.number}",
        )


def notes_header(top: float, height: float, setting: Setting) -> Group:
    """What the notes are called, beside them in the column of lane headers."""
    theme, measurer, w = setting.theme, setting.measurer, setting.options.lane_header
    style, lines = _title(setting)
    items: list[Item] = [
        Rect(0, 0, w, height, theme.board),
        icon_item("split", 12, CELL_PADDING, 16, theme.text2),
        *lines_of(lines, TITLE_X, CELL_PADDING, style, theme.text2, measurer),
    ]
    if not theme.is_print:
        items.append(Line(w - 0.5, 0, w - 0.5, height, theme.line, 1))
    return Group("key", 0, top, w, height, tuple(items), title=" ".join(lines), pane="lanes", key="notes")
