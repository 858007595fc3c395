"""Letters of a document that no font of this computer has: boxes stand for them on the board."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cjm_editor.core.elements import owners_of
from cjm_editor.core.model import Document
from cjm_editor.core.texts import _

if TYPE_CHECKING:
    from cjm_editor.app.session import Session
    from cjm_editor.app.window import Window

FOREIGN = re.compile(r"[^\x00-\u045f\u2010-\u2122]")
"""Letters that the bundled font may lack; nearly all texts are passed over by this at once."""


def foreign_texts(document: Document) -> Iterator[str]:
    """The titles and cards on the boards of a document that have such letters."""
    for journey in document.maps:
        for owner in owners_of(journey):
            texts = [owner.title, *(card.text for _lane, cards in owner.cards for card in cards)]
            yield from (text for text in texts if FOREIGN.search(text))


def tell_lacking(window: Window, session: Session) -> None:
    """Say in the status line of letters without a font, if a document just opened has any."""
    texts = set(foreign_texts(session.document))
    if not texts or session not in window.desk.sessions:
        return
    from cjm_editor.qt.lacking import lacking, listed

    letters = lacking(texts)
    if letters:
        window.status.say(
            _(
                "No font on this computer has {letters}: boxes stand for them. Install a font for this script, "
                "for example of the Noto family.",
                letters=listed(letters),
            )
        )
