"""P1: from the start of the program to the first painted frame of a 100-touchpoint map, beside an empty `QMainWindow`.

Both are whole programs without a screen, in the same environment. "Painted" is: every tile of the board in view stands,
and the window was drawn with them; for the empty window: it was drawn. Target: <= 1.6 times.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from common import Row, compared, document, heading, programs, saved

TOUCHPOINTS = 100

EMPTY = """
import os, sys
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QApplication.instance().exit(0)

app = QApplication(sys.argv[:1])
window = Window()
window.resize(1440, 900)
window.show()
app.exec()
sys.stdout.flush()
os._exit(0)
"""

OURS = """
import gc, os, sys
gc.disable()  # as the entry point does
from cjm_editor.app.main import started
from PySide6.QtCore import QTimer

app, window = started(sys.argv[1:2])

def look():
    view = window.page.view
    if view.is_ready():
        view.repaint()
        app.exit(0)

watch = QTimer()
watch.setInterval(1)
watch.timeout.connect(look)
watch.start()
app.exec()
found = window.page.journey
assert len(found.touchpoints) == int(sys.argv[2]), "the map is not the one on screen"
os._exit(0)
"""


def main() -> list[Row]:
    heading(
        "P1",
        f"a map of {TOUCHPOINTS} touchpoints on screen; an empty QMainWindow",
        "CPU of the program, median of 9",
    )
    with TemporaryDirectory() as folder:
        path = saved(document(TOUCHPOINTS), Path(folder))
        os.environ["CJM_EDITOR_CONFIG"] = folder
        try:
            ours, theirs = programs(
                [sys.executable, "-c", OURS, str(path), str(TOUCHPOINTS)],
                [sys.executable, "-c", EMPTY],
                rounds=9,
                warm=2,
            )
        finally:
            del os.environ["CJM_EDITOR_CONFIG"]
    what = f"start to the first frame of {TOUCHPOINTS} touchpoints"
    return [compared("P1", what, "an empty QMainWindow", ours, theirs, 1.6)]


if __name__ == "__main__":
    main()
