"""Tooltips guess whether their text is markup. What a document says must stay text: nothing is loaded or hangs."""

from __future__ import annotations

JOINER = "\u2060"
"""Invisible, no letter: behind `<` it makes the guess fail."""


def plain(text: str) -> str:
    """The text for a tooltip, looking the same, never taken for markup."""
    return text.replace("<", f"<{JOINER}").replace("&lt;", f"&{JOINER}lt;")
