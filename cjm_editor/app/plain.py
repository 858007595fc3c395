"""Tooltips guess whether their text is markup. What a document says must stay text: nothing is loaded or hangs."""

from __future__ import annotations

from cjm_editor.core.texts import whole

JOINER = "\u2060"
"""Invisible, no letter: behind `<` it makes the guess fail."""


def plain(text: str) -> str:
    """The text for a tooltip, looking the same, never taken for markup."""
    return whole(text).replace("<", f"<{JOINER}").replace("&lt;", f"&{JOINER}lt;")


LABEL = 32
"""Characters of a title in the name of a command."""


def short(text: str) -> str:
    """A title for the name of a command: one line, cut with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= LABEL else line[: LABEL - 1].rstrip() + "…"
