"""Loading modules past PySide6's hook."""

import builtins
import importlib
import sys

import PySide6.QtCore  # noqa: F401 - it puts the hook in place
import pytest

from cjm_editor.qt.imports import plain_imports


def test_within_the_block_python_alone_loads(tmp_path, monkeypatch):
    (tmp_path / "plainly_loaded.py").write_text(
        "from PySide6.QtCore import QPoint\nFOUND = QPoint(2, 3).x()\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    hooked = builtins.__import__
    with plain_imports():
        assert builtins.__import__ is importlib.__import__
        import plainly_loaded
    assert builtins.__import__ is hooked
    assert plainly_loaded.FOUND == 2
    del sys.modules["plainly_loaded"]


def test_the_hook_is_back_after_a_module_that_cannot_be_loaded():
    hooked = builtins.__import__
    with pytest.raises(ModuleNotFoundError), plain_imports():
        import there_is_no_such_module  # noqa: F401
    assert builtins.__import__ is hooked
