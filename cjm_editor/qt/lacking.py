"""Letters that no font of this computer has: found in drawings, and told with the remedy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cjm_editor.core.texts import Message, _
from cjm_editor.qt.fonts import letters_without_font, load_fonts
from cjm_editor.render.paper import Printed, foreign_texts

MOST_LETTERS = 20
"""Letters that a message names."""


def lacking(texts: Iterable[str]) -> str:
    """Return the letters of texts that no font has, each once. An application is running."""
    load_fonts()
    return letters_without_font(texts)


def without_font(pages: Sequence[Printed]) -> Message | None:
    """Return what is to be said of an exported picture in which boxes stand for letters; None where none does.

    An application is running where anything but the bundled font is needed.
    """
    foreign = foreign_texts(pages)
    letters = lacking(foreign) if foreign else ""
    if not letters:
        return None
    return _(
        "No font on this computer has {letters}: boxes stand for them. Install a font for this script, "
        "for example of the Noto family, and export again.",
        letters=listed(letters),
    )


def listed(letters: str) -> str:
    """Return the letters apart, the first ones of many."""
    shown = letters if len(letters) <= MOST_LETTERS else letters[:MOST_LETTERS] + "…"
    return " ".join(shown)
