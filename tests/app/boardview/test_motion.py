"""What moves the view is loaded when it is first used; the wheel itself is tested with the view."""

import subprocess
import sys

from PySide6.QtCore import QObject, QPointF
from PySide6.QtTest import QTest

from cjm_editor.app.boardview.motion import glide


def test_the_board_is_imported_without_it():
    code = "import sys, cjm_editor.app.boardview.view; sys.exit('cjm_editor.app.boardview.motion' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


def test_a_glide_passes_places_and_ends_at_the_last(qapp):
    owner, places = QObject(), []
    made = glide(owner, places.append)
    made.setStartValue(QPointF(0, 0))
    made.setEndValue(QPointF(100, 40))
    made.start()
    made.setCurrentTime(made.duration() // 2)
    QTest.qWait(0)
    assert 0 < places[-1].x() < 100
    made.setCurrentTime(made.duration())
    assert places[-1] == QPointF(100, 40)
