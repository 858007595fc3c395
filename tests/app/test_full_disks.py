"""Full disks and the window's own files: settings stay as they were, and a document can be saved to another disk."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cjm_editor.app.session import Session
from cjm_editor.app.settings import Settings, load_settings, save_settings
from cjm_editor.core import edits
from cjm_editor.core.address import DOCUMENT
from cjm_editor.core.errors import FileTrouble
from cjm_editor.core.texts import _, words
from cjm_editor.io.backups import Shelf
from cjm_editor.io.files import load
from cjm_editor.io.saving import saved
from cjm_editor.io.system import SYSTEM, System
from tests.io.test_full_disks import names, path, shelf, without_room
from tests.io.test_refusing_disks import OLD, largest_file, sizes
from tests.io.users import IS_ROOT

__all__ = ["path", "shelf"]


def test_settings_on_a_full_disk_stay_as_they_were(tmp_path: Path) -> None:
    file = tmp_path / "config" / "settings.json"
    old, new = Settings(theme="dark"), Settings(theme="light", recent=("/a", "/b"))
    assert save_settings(file, old)
    save_settings(tmp_path / "whole", new)
    whole = (tmp_path / "whole").stat().st_size
    for size in sizes(whole):
        with largest_file(size):
            assert not save_settings(file, new)
        assert load_settings(file).theme == "dark"
        assert names(file.parent) == [file.name]
    assert save_settings(file, new) and load_settings(file).theme == "light"


@pytest.fixture
def full_disk(path: Path) -> Iterator[tuple[Path, Callable[[], System]]]:
    """A file on a disk that is really full, where that can be made; else on one that says so."""
    if not IS_ROOT:
        yield path, lambda: without_room(path.parent)
        return
    mount = ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(path.parent)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        path.write_bytes(OLD)
        yield path, lambda: without_room(path.parent)
        return
    try:
        path.write_bytes(OLD)
        (path.parent / "filler").write_bytes(b"x" * 8000)
        yield path, lambda: SYSTEM
    finally:
        subprocess.run(["umount", str(path.parent)], check=False)


def test_after_a_full_disk_saving_elsewhere_works(qapp, full_disk, tmp_path: Path, shelf: Shelf) -> None:
    path, system = full_disk
    loaded = load(path)
    session = Session(loaded.source.document, loaded)
    session.saving = lambda at, document, was: saved(at, document, was, shelf, None, system()).loaded
    session.apply(_("Edit"), lambda d: edits.set_field(d, DOCUMENT, "title", "Стало " * 800))
    with pytest.raises(FileTrouble) as caught:
        session.save()
    assert caught.value.code == "enospc" and "another disk" in words("en")(caught.value.message)
    assert path.read_bytes() == OLD and not session.is_clean
    elsewhere = tmp_path / "elsewhere" / "map.cjm.yaml"
    elsewhere.parent.mkdir()
    session.save(elsewhere)
    assert session.is_clean and session.path == elsewhere
    assert load(elsewhere).source.document == session.document
    assert path.read_bytes() == OLD
    session.undo()
    session.save()
    assert load(elsewhere).source.document == loaded.source.document
    session.close()
