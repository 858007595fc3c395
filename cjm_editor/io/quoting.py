"""How a scalar is written: plain where every YAML reader sees the same text, quoted or as a block otherwise."""

from __future__ import annotations

import re

from cjm_editor.core.model import Number
from cjm_editor.core.values import LONGEST_NUMBER
from cjm_editor.io.scan import REPLACEMENT, forbidden

# the first character is none that means something to YAML
_PLAIN = re.compile(
    r"(?:[A-Za-z0-9_$/(+]|[^\x00-\xa0\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff\s])"
    r"(?:[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff:#]|:(?=[^\s])|(?<=[^\s])#)*\Z"
)
_WORDS = frozenset(("y", "n", "yes", "no", "true", "false", "on", "off", "null", "~"))
_NUMBER_LIKE = re.compile(
    r"[-+]?(?:0x[\da-f_]+|0b[01_]+|0o[0-7_]+|\d[\d_,]*(?::[0-5]?\d)*(?:\.[\d_]*)?(?:e[-+]?\d+)?"
    r"|\.[\d_]+(?:e[-+]?\d+)?|\.inf|\.nan)\Z",
    re.IGNORECASE,
)
_TIMESTAMP = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:[Tt \t].*)?\Z")
_FLOW_SIGNS = frozenset(",[]{}:#")
_ESCAPED = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
_SURROGATE = re.compile("[\ud800-\udfff]")
_NO_BLOCK = re.compile("\\A\\s|[ \t]\n|\n\t|\n\n\\Z|[ \t]\\Z|[\r\x85\u2028\u2029\ufeff]")

QUICK = re.compile(
    r"[^\W\d_][^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff:#]{5,}(?<![\s])\Z"
)
"""Texts that are plain at first sight: six characters and more, a letter first, neither colon nor hash."""


def is_plain(text: str) -> bool:
    """Whether the text, written as it is in a block, is that text for YAML 1.1 and 1.2 alike."""
    if QUICK.match(text):
        return True
    return (
        _PLAIN.match(text) is not None
        and text[-1] not in " \t\xa0"
        and text == text.strip()
        and not is_ambiguous(text)
    )


def is_ambiguous(text: str) -> bool:
    """Whether YAML 1.1 or 1.2 reads the plain text as yes/no, null, a number or a time."""
    return (
        text.lower() in _WORDS or _NUMBER_LIKE.match(text) is not None or _TIMESTAMP.match(text) is not None
    )


def written(text: str) -> str:
    """A text on one line in block context: plain or in double quotes."""
    return text if is_plain(text) else quoted(text)


def written_in_flow(text: str) -> str:
    """A text within brackets: plain or in double quotes."""
    return text if is_plain(text) and _FLOW_SIGNS.isdisjoint(text) else quoted(text)


def quoted(text: str) -> str:
    """The text in double quotes, escaped so that it stays on one line. Lone surrogates become U+FFFD."""
    return '"' + _ESCAPED.sub(_escape, _SURROGATE.sub(REPLACEMENT, text)) + '"'


def _escape(found: re.Match[str]) -> str:
    sign = found[0]
    known = _ESCAPES.get(sign)
    if known is not None:
        return known
    code = ord(sign)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}"


def can_be_block(text: str) -> bool:
    """Whether a text of several lines can be written below a `|`: nothing in it that editors strip or YAML folds."""
    return "\n" in text and not _NO_BLOCK.search(text) and not forbidden().search(text)


def block(text: str, pad: str) -> str:
    """A text of several lines as `|`, its lines behind `pad`; the last line break of the file is not part of it."""
    head = "|" if text.endswith("\n") else "|-"
    lines = text.removesuffix("\n").split("\n")
    return "\n".join((head, *(pad + line if line else "" for line in lines)))


def number(value: Number) -> str:
    """A number in JSON's grammar; one of very many digits with an exponent, as it was read."""
    written = repr(value)
    return written if len(written) <= LONGEST_NUMBER else repr(float(value))


def cleaned(text: str) -> str:
    """The text as it comes back from a file: lone surrogates are U+FFFD."""
    return _SURROGATE.sub(REPLACEMENT, text)
