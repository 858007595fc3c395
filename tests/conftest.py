"""What all tests share: no screen, no trace in the home of whoever runs them, the same cases on every run."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from tests import safety

HOME = Path(tempfile.mkdtemp(prefix="cjm-editor-tests-"))

# Before anything of Qt is loaded. A caller who wants to watch sets QT_QPA_PLATFORM himself.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.update(
    HOME=str(HOME),
    XDG_CONFIG_HOME=str(HOME / "config"),
    XDG_DATA_HOME=str(HOME / "data"),
    XDG_STATE_HOME=str(HOME / "state"),
    XDG_CACHE_HOME=str(HOME / "cache"),
    LC_ALL="C.UTF-8",
    LANGUAGE="",
)
os.environ.pop("SOURCE_DATE_EPOCH", None)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """With `-m safety` modules that have no such test are not even imported."""
    if config.getoption("markexpr") != "safety" or not collection_path.name.startswith("test_"):
        return None
    return True if collection_path.relative_to(safety.TESTS).as_posix() not in safety.modules() else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of the safety of work, as the page of acceptance names them."""
    modules, tests = safety.whole_modules(), safety.named_tests()
    for item in items:
        file = item.path.relative_to(safety.TESTS).as_posix()
        name = getattr(item, "originalname", None) or item.name
        if file in modules or f"{file}::{name}" in tests:
            item.add_marker(pytest.mark.safety)


def pytest_sessionfinish() -> None:
    """Clear the clipboard: on the offscreen platform what lies there crashes the process at exit."""
    if "PySide6.QtGui" in sys.modules:
        from PySide6.QtGui import QGuiApplication

        if isinstance(QGuiApplication.instance(), QGuiApplication):
            QGuiApplication.clipboard().clear()


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of other people's maps and hostile files, named by CJM_CORPUS; tests without it are skipped."""
    folder = Path(os.environ.get("CJM_CORPUS", ""))
    if not os.environ.get("CJM_CORPUS") or not folder.is_dir():
        pytest.skip("CJM_CORPUS names no folder")
    return folder
