"""The board on screen: one widget that paints a display list through tiles, and the strip under it."""

from cjm_editor.app.boardview.scrubber import Overview, OverviewPoint, OverviewStage, Scrubber
from cjm_editor.app.boardview.view import BoardView

__all__ = ["BoardView", "Overview", "OverviewPoint", "OverviewStage", "Scrubber"]
