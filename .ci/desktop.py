"""Paint resources/desktop/cjm-editor-<size>.png from the two drawings of the application's icon.

QT_QPA_PLATFORM=offscreen python3 .ci/desktop.py
"""

from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "desktop"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
SMALL = 24
"""Up to this size the drawing with fewer and thicker parts is used."""


def main() -> int:
    application = QGuiApplication([])
    for size in SIZES:
        drawing = "cjm-editor-small.svg" if size <= SMALL else "cjm-editor.svg"
        picture = QImage(size, size, QImage.Format.Format_ARGB32)
        picture.fill(0)
        painter = QPainter(picture)
        QSvgRenderer(str(FOLDER / drawing)).render(painter, QRectF(0, 0, size, size))
        painter.end()
        picture.save(str(FOLDER / f"cjm-editor-{size}.png"))
    application.quit()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
