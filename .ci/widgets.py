"""Make the small pictures that a style sheet can only take from files: resources/icons/{check,chevron}-*.png.

QT_QPA_PLATFORM=offscreen python3 .ci/widgets.py
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QRectF, Qt  # noqa: E402
from PySide6.QtGui import QGuiApplication, QPainter, QPixmap  # noqa: E402

from cjm_editor.app.icons import draw_icon  # noqa: E402
from cjm_editor.render.theme import DARK, LIGHT  # noqa: E402

SIZE = 14


def main() -> None:
    """Write each picture at 1 and 2 pixels a logical pixel."""
    app = QGuiApplication([])
    for theme in (LIGHT, DARK):
        name = "dark" if theme.is_dark else "light"
        for file, icon, colour in (
            ("check", "check", theme.on_accent),
            ("chevron", "chevron-down", theme.text2),
        ):
            for scale, suffix in ((1, ""), (2, "@2x")):
                picture = QPixmap(SIZE * scale, SIZE * scale)
                picture.fill(Qt.GlobalColor.transparent)
                painter = QPainter(picture)
                draw_icon(painter, icon, QRectF(0, 0, SIZE * scale, SIZE * scale), colour)
                painter.end()
                picture.save(str(ROOT / "resources" / "icons" / f"{file}-{name}{suffix}.png"))
    del app


if __name__ == "__main__":
    main()
