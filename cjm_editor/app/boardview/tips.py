"""What stands under the mouse where the board shows a title only in part. Loaded with the first tip, not at start."""

from __future__ import annotations

from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip, QWidget

from cjm_editor.app.boardview.camera import Camera
from cjm_editor.app.boardview.hit import group_at
from cjm_editor.app.boardview.scene import Scene
from cjm_editor.app.plain import plain
from cjm_editor.render.display import Group, Text


def title_tip(scene: Scene, camera: Camera, x: float, y: float) -> str:
    """Return the whole title of what is under a point of the widget if the board cuts it, else ""."""
    group = group_at(scene, camera, x, y)
    return group.title if group is not None and is_cut(group) else ""


def is_cut(group: Group) -> bool:
    """Whether a touchpoint or stage ends its title with an ellipsis of the board's own."""
    if group.role not in ("touchpoint", "stage"):
        return False
    ends = [item.text for item in group.items if isinstance(item, Text) and item.text.endswith("…")]
    return bool(ends) and not group.title.endswith(ends[0][-2:])


def show_tip(widget: QWidget, scene: Scene, camera: Camera, event: QHelpEvent) -> bool:
    """Whether there was a title to show."""
    text = title_tip(scene, camera, event.pos().x(), event.pos().y())
    if text:
        QToolTip.showText(event.globalPos(), plain(text), widget)
    return bool(text)
