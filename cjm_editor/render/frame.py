"""What frames the blocks of a board: lane headers, the corner, the line of visibility, hints of empty lanes."""

from __future__ import annotations

from typing import NamedTuple

from cjm_editor.render import headers
from cjm_editor.render.blocks import Parts
from cjm_editor.render.display import Group, Part
from cjm_editor.render.layers import Levels
from cjm_editor.render.layout import EMPTY_LANE, STAGE_HEADER, Rows
from cjm_editor.render.notes import notes_header
from cjm_editor.render.options import Setting

Groups = tuple[Group, ...]


class LanesSpot(NamedTuple):
    """Everything that the pinned lane headers are drawn from."""

    rows: Rows
    gutter: float
    notes: float
    """How high the notes below the board are."""

    setting: Setting

    def parts(self, name: str) -> Parts:
        """The lane headers and the corner above them."""
        width = self.setting.options.lane_header
        ids = frozenset(lane.id for lane in self.setting.lanes)
        return (
            Part(self, "lanes", name, 0, width, ids, "lanes"),
            Part(self, "corner", name, 0, width, pane="corner"),
        )

    def draw(self, layer: str) -> Groups:
        """The headers from top to bottom, or the corner."""
        rows, setting = self.rows, self.setting
        if layer == "corner":
            return (headers.corner(setting),)
        found = tuple(
            headers.lane_header(lane, top, height, self._text_top(lane.id, height), setting)
            for lane, top, height in zip(setting.lanes, rows.tops, rows.heights, strict=True)
        )
        return (*found, notes_header(rows.bottom, self.notes, setting)) if self.notes else found

    def _text_top(self, lane: str, height: float) -> float:
        return self.gutter + 10 if lane == "touchpoints" else 8 if height < EMPTY_LANE else 12


class WideSpot(NamedTuple):
    """Everything that is drawn from over the whole width: the line of visibility and hints of empty lanes."""

    rows: Rows
    width: float
    hinted: tuple[int, ...]
    hint_x: float
    """Where an empty map says how to begin, negative on all others."""

    levels: Levels
    setting: Setting

    def parts(self, name: str) -> Parts:
        """The line under everything, the hints over it."""
        return (
            Part(self, "visibility", name, 0, self.width),
            Part(self, "hints", name, 0, max(self.width, self.hint_x + 400)),
        )

    def draw(self, layer: str) -> Groups:
        """The groups of one of the two."""
        return self.hints() if layer == "hints" else self.visibility()

    def visibility(self) -> Groups:
        """The line before what customers do not see."""
        line = headers.visibility_line(self.width, self.rows, self.setting)
        return () if line is None else (line,)

    def hints(self) -> Groups:
        """What an empty map or an empty lane says on screen."""
        setting, rows, levels = self.setting, self.rows, self.levels
        if self.hint_x >= 0:
            y = max(levels.card_y, STAGE_HEADER + 8)
            return (headers.map_hint(self.hint_x, y, levels.card_h, setting),)
        room = self.width - setting.options.lane_header - 24
        found = (
            headers.lane_hint(setting.lanes[i], rows.tops[i], rows.heights[i], room, setting)
            for i in self.hinted
        )
        return tuple(hint for hint in found if hint is not None)
