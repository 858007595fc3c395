"""S5, S6, S7, S9: the window walked with markup, foreign files, pictures, patterns."""

from __future__ import annotations

from tests.soak.figure import Figure, times
from tests.soak.pytests import passed

PARTS = (
    ("S5", "text is text in every widget, message and export; drawings and pages are well-formed",
     "all pages, selections, actions, dialogs with every text markup; SVG and HTML parsed",
     ("tests/app/test_text_is_text.py", "tests/render/test_svg.py", "tests/render/test_html.py")),
    ("S6", "no file outside the document's folder is opened because a document says so, no network",
     "51 and more documents, window and commands, under an audit hook and strace",
     ("tests/app/test_no_foreign_files.py",)),
    ("S7", "pictures by their bytes alone, not too large, inside the folder; nothing hangs",
     "50 and more names, bombs, broken pictures",
     ("tests/io/test_pictures.py", "tests/qt/test_pictures.py")),
    ("S9", "no pattern blows up", "each pattern of the program on inputs made of its own signs",
     ("tests/test_patterns.py",)),
)  # fmt: skip


def soak(share: float) -> list[Figure]:
    """The rows of S5, S6, S7 and S9."""
    rows = []
    for id, promise, how, tests in PARTS:
        told, is_kept = passed(times(20_000, share), *tests)
        rows.append(Figure(id, promise, how, told, is_kept))
    return rows
