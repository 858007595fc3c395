"""Short random ids. The source of randomness is passed in, so that tests and replays give the same ids."""

from __future__ import annotations

import re
from collections.abc import Callable, Container

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Digits and letters that are not mistaken for one another."""

ID = re.compile(r"[\w.-]{1,64}\Z")
"""What the format takes for an id."""

IdSource = Callable[[str], str]
"""Returns a fresh id for a prefix, as `t` or `s`."""


def random_id(prefix: str) -> str:
    """A new id `prefix-xxxxxxxx`: 40 bits, so that ids made in two branches do not meet."""
    import secrets  # with `hmac`, for the first element that is made

    return f"{prefix}-" + "".join(secrets.choice(ALPHABET) for _ in range(8))


def fresh_id(prefix: str, taken: Container[str], source: IdSource = random_id) -> str:
    """An id from `source` that is not in `taken`."""
    while (made := source(prefix)) in taken:
        pass
    return made


def is_id(text: str) -> bool:
    """Whether the text can be an id."""
    return ID.match(text) is not None
