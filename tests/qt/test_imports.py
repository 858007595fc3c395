"""Loading modules past PySide6's hook."""

import subprocess
import sys

SCRIPT = """
import builtins, sys
plain = builtins.__import__
from cjm_editor.qt.imports import import_plainly
import PySide6.QtCore
assert builtins.__import__ is not plain, "PySide6 puts no hook in place any more: the module is not needed"
import_plainly()
assert builtins.__import__ is plain
sys.path.insert(0, sys.argv[1])
import plainly_loaded
print(plainly_loaded.FOUND)
"""


def test_python_alone_loads_what_comes_after_and_qt_works(tmp_path):
    (tmp_path / "plainly_loaded.py").write_text(
        "from PySide6.QtCore import QPoint\nFOUND = QPoint(2, 3).x()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "2"), done.stderr
