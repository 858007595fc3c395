"""Keys of the Russian layout by the Latin letter on the same key, so that Ctrl+Я undoes as Ctrl+Z does.

Qt finds the Latin key itself where the system has a Latin layout too. Where it has none, the Cyrillic letter arrives.
"""

from __future__ import annotations

CYRILLIC = "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ"
LATIN = "QWERTYUIOP[]ASDFGHJKL;'ZXCVBNM,.`"


def latin_key(key: int) -> int:
    """The code of the key that has this Cyrillic letter on a Russian keyboard; any other code as it is."""
    at = CYRILLIC.find(chr(key).upper()) if 0x400 <= key <= 0x4FF else -1
    return ord(LATIN[at]) if at >= 0 else key
