"""The small file that tests of files, locks and outside changes open, and what they do with the window's answers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

HEAD = """cjm: 1
title: Shop
maps:
  - id: m
    title: As it is
    kind: actual
    stages:
      - id: s
        title: First
    touchpoints:
"""


def text_of(touchpoints: Iterable[str], behind: str = "") -> str:
    """A file of one map with these touchpoints, each as lines without indentation."""
    made = [
        "".join(f"{'      - ' if not n else '        '}{line}\n" for n, line in enumerate(point.splitlines()))
        for point in touchpoints
    ]
    return HEAD + "".join(made) + behind


def put(folder: Path, text: str) -> Path:
    """The file with this text."""
    folder.mkdir(exist_ok=True)
    path = folder / "shop.cjm.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def press(dialog: QWidget, words: str, hands) -> None:
    """Click the button with these words."""
    buttons = [button for button in dialog.findChildren(QPushButton) if button.text().strip() == words]
    assert buttons, [button.text() for button in dialog.findChildren(QPushButton)]
    hands.click(buttons[0])


def said(window) -> str:
    """What the status line says."""
    return " ".join(label.text() for label in window.status.findChildren(QLabel))
