"""What Qt's PDF writer leaves to chance, set right in the finished file: dates, identifiers, the table of offsets.

Qt writes the clock with the zone's offset, whose length differs from zone to zone, and a random id. Here the dates
are the document's or none, and the id is a digest of the content; objects keep their bytes, offsets are moved.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import uuid
from html import escape

_DATES = re.compile(rb"/CreationDate \(D:[^)]*\)\n?/ModDate \(D:[^)]*\)\n?")
_TRAILER_ID = re.compile(rb"/ID \[ ?<[0-9a-fA-F]*> ?<[0-9a-fA-F]*> ?\]")
_XREF = re.compile(rb"\nxref\n0 (\d+) ?\n")
_MEANINGS = re.compile(rb"(?<=beginbfrange\n).*?(?=endbfrange)", re.DOTALL)
_PLACEHOLDER = "00000000-0000-5000-8000-000000000000"


def metadata(title: str, date: datetime.datetime | None) -> bytes:
    """Return the XMP packet of a file: its title, date and a placeholder for the id."""
    when = ""
    if date is not None:
        stamp = date.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        when = f' xmp:CreateDate="{stamp}" xmp:ModifyDate="{stamp}" xmp:MetadataDate="{stamp}"'
    return (
        "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>"
        '<x:xmpmeta xmlns:x="adobe:ns:meta/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
        'xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"><rdf:RDF>'
        '<rdf:Description rdf:about=""><dc:title><rdf:Alt><rdf:li xml:lang="x-default">'
        f"{escape(title, quote=False)}</rdf:li></rdf:Alt></dc:title></rdf:Description>"
        f'<rdf:Description rdf:about="" xmp:CreatorTool="CJM Editor"{when}/>'
        f'<rdf:Description rdf:about="" xmpMM:DocumentID="uuid:{_PLACEHOLDER}"/>'
        "</rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
    ).encode()


def reproducible(data: bytes, date: datetime.datetime | None) -> bytes:
    """Return the file with the given date in UTC (None: no date) and an id made from its content.

    Raises `ValueError` if the file is not built as Qt builds it, so that a new Qt is noticed, not papered over.
    """
    dates = b""
    if date is not None:
        stamp = date.astimezone(datetime.UTC).strftime("D:%Y%m%d%H%M%SZ").encode("ascii")
        dates = b"/CreationDate (" + stamp + b")\n/ModDate (" + stamp + b")\n"
    old = _DATES.search(data)
    trailer = _TRAILER_ID.search(data)
    if old is None or trailer is None:
        raise ValueError("PDF without the expected dates or id")
    dated = data[: old.start()] + dates + data[old.end() :]
    dated = _moved(dated, old.start(), len(dates) - (old.end() - old.start()))
    return _identified(_spaced(dated))


def _spaced(data: bytes) -> bytes:
    """Return the file with the glyph of the space meaning a space: Qt takes the first character that shares it, a
    tab, and a search for two words then fails in some readers (seen in 6.11). No length changes."""
    return _MEANINGS.sub(lambda ranges: _targets_spaced(ranges[0]), data)


def _targets_spaced(ranges: bytes) -> bytes:
    rows = []
    for row in ranges.split(b"\n"):
        glyphs, meanings = row[:14], row[14:]  # `<0001> <0011> ` and what they mean
        rows.append(glyphs + meanings.replace(b"<0009>", b"<0020>"))
    return b"\n".join(rows)


def _moved(data: bytes, at: int, by: int) -> bytes:
    """Return the file with the offsets of all objects behind `at` moved `by` bytes, and the table's own place set."""
    tables = list(_XREF.finditer(data))
    if not tables:
        raise ValueError("PDF without a table of offsets")
    table = tables[-1]
    count, start = int(table[1]), table.end()
    rows = []
    for number in range(count):
        row = data[start + 20 * number : start + 20 * number + 20]
        offset = int(row[:10])
        is_used = row[17:18] == b"n"
        rows.append((b"%010d" % (offset + by) if is_used and offset > at else row[:10]) + row[10:])
    rest = data[start + 20 * count :]
    rest = re.sub(rb"startxref\n\d+ ?", b"startxref\n%d" % (table.start() + 1), rest)
    return data[:start] + b"".join(rows) + rest


def _identified(data: bytes) -> bytes:
    """Return the file with its id, twice in the trailer and once in the XMP packet, made from all the rest."""
    blank = _TRAILER_ID.sub(b"/ID [ <> <> ]", data)
    digest = hashlib.sha256(blank).digest()[:16]
    name = str(uuid.UUID(bytes=digest, version=5)).encode("ascii")
    hexed = digest.hex().encode("ascii")
    return blank.replace(_PLACEHOLDER.encode("ascii"), name).replace(
        b"/ID [ <> <> ]", b"/ID [ <" + hexed + b"> <" + hexed + b"> ]"
    )
