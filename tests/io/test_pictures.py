"""Pictures of a document: only regular files inside its folder are read, and nothing ever waits."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from cjm_editor.io import pictures
from cjm_editor.io.pictures import picture_reader

DATA = b"\x89PNG\r\n\x1a\n" + b"x" * 100


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A document's folder with all that may lie in one, and a secret beside it."""
    made = tmp_path / "maps"
    (made / "images" / "deep").mkdir(parents=True)
    for name in ("a.png", "картинка.png", "images/b.png", "images/deep/c.png", "%2e%2e", "with space.png"):
        (made / name).write_bytes(DATA)
    (tmp_path / "secret.png").write_bytes(DATA)
    (tmp_path / "maps-other").mkdir()
    (tmp_path / "maps-other" / "secret.png").write_bytes(DATA)
    os.mkfifo(made / "pipe.png")
    (made / "out.png").symlink_to(tmp_path / "secret.png")
    (made / "out").symlink_to(tmp_path)
    (made / "loop.png").symlink_to(made / "loop.png")
    (made / "zero.png").symlink_to("/dev/zero")
    (made / "tty.png").symlink_to("/dev/tty")
    (made / "inside.png").symlink_to(made / "images" / "b.png")
    with socket.socket(socket.AF_UNIX) as listening:
        os.chdir(made)  # the name of a socket may have 107 bytes
        listening.bind("socket.png")
    return made


@pytest.fixture(autouse=True)
def back() -> object:
    """The folder of the process stays what it was."""
    before = Path.cwd()
    yield
    os.chdir(before)


@pytest.mark.parametrize(
    "name",
    [
        "a.png",
        "картинка.png",
        "images/b.png",
        "images\\b.png",
        "./a.png",
        "images//b.png",
        "inside.png",
        "with space.png",
    ],
)
def test_pictures_inside_the_folder_are_read(folder: Path, name: str) -> None:
    assert picture_reader(folder)(name) == DATA


REFUSED = (
    "",
    ".",
    "/",
    "..",
    "../secret.png",
    "images/../../secret.png",
    "..\\secret.png",
    "images\\..\\..\\secret.png",
    "./../secret.png",
    "images/../a.png",
    "../maps-other/secret.png",
    "/etc/passwd",
    "//etc/passwd",
    "/dev/zero",
    "\\etc\\passwd",
    "C:\\a.png",
    "C:a.png",
    "c:/a.png",
    "\\\\host\\share\\a.png",
    "//host/share/a.png",
    "\\\\?\\C:\\a.png",
    "\\\\.\\PhysicalDrive0",
    "http://example.org/a.png",
    "https://example.org/a.png",
    "HTTP://example.org/a.png",
    "ftp://example.org/a.png",
    "data:image/png;base64,AAAA",
    "file:///etc/passwd",
    "file:a.png",
    "file:/a.png",
    "javascript:alert(1)",
    "qrc:/a.png",
    ":/a.png",
    "smb://host/a.png",
    "a.png\0.txt",
    "\0",
    "images",
    "none.png",
    "a.png/b",
    "pipe.png",
    "out.png",
    "out/secret.png",
    "loop.png",
    "zero.png",
    "tty.png",
    "socket.png",
    "%2e%2e/secret.png",
    "~/.bashrc",
    "$HOME/a.png",
    "x" * 5000,
    "a/" * 3000 + "a.png",
    "\ud800.png",
    "a.png\n",
    "CON",
    "NUL:",
    "a.png:stream",
)


@pytest.mark.parametrize("name", REFUSED, ids=lambda name: repr(name)[:30])
def test_everything_else_is_refused_and_nothing_waits(folder: Path, name: str) -> None:
    assert picture_reader(folder)(name) is None


def test_what_is_refused_is_not_even_opened(folder: Path) -> None:
    opened: list[str] = []
    is_listening = True

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and is_listening:
            opened.append(str(arguments[0]))

    sys.addaudithook(hook)  # it stays, and hears nothing afterwards
    read = picture_reader(folder)
    for name in REFUSED:
        read(name)
    is_listening = False
    assert opened == []


def test_a_large_file_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (folder / "large.png").open("wb") as file:
        file.truncate(pictures.LARGEST + 1)
    assert picture_reader(folder)("large.png") is None
    (folder / "just.png").write_bytes(b"x" * 50)
    monkeypatch.setattr(pictures, "LARGEST", 50)
    assert picture_reader(folder)("just.png") == b"x" * 50
    monkeypatch.setattr(pictures, "LARGEST", 49)
    assert picture_reader(folder)("just.png") is None
