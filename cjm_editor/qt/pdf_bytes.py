"""What Qt's PDF writer leaves to chance, set right in the finished file: dates, identifiers, the order of objects.

Qt writes the clock with the zone's offset, a random id, and the fonts in the order of a hash that is salted anew in
each process. Here the dates are the document's or none, the id is a digest of the content, and objects stand in the
order in which they are referred to.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import uuid
from dataclasses import dataclass
from html import escape

_DATES = re.compile(rb"/CreationDate \(D:[^)]*\)\n?/ModDate \(D:[^)]*\)\n?")
_TRAILER_ID = re.compile(rb"/ID \[ ?<[0-9a-fA-F]*> ?<[0-9a-fA-F]*> ?\]")
_XREF = re.compile(rb"\nxref\n0 (\d+) ?\n")
_REFERENCE = re.compile(rb"(?<![\w.])(\d+) 0 R(?!\w)")
_MEANINGS = re.compile(rb"(?<=beginbfrange\n).*?(?=endbfrange)", re.DOTALL)
_TYPED = (
    (b"<0009>", b"<0020>"),
    (b"<00A0>", b"<0020>"),
    (b"<02BC>", b"<2019>"),
    (b"<02EE>", b"<201D>"),
)
"""Meanings of glyphs as Qt writes them, and as people search for them."""

_SUBSET_TAG = re.compile(rb"(?<=/FontName /)[A-Z]{6}(?=\+)")
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


@dataclass(frozen=True, slots=True)
class _File:
    """A PDF in parts: what stands before the first object, objects by number without their first line, trailer."""

    start: bytes
    objects: dict[int, bytes]
    trailer: bytes


def reproducible(data: bytes, date: datetime.datetime | None) -> bytes:
    """Return the file with the given date in UTC (None: no date), an id made from its content, objects in order.

    Raises `ValueError` if the file is not built as Qt builds it, so that a new Qt is noticed, not papered over.
    """
    dates = b""
    if date is not None:
        stamp = date.astimezone(datetime.UTC).strftime("D:%Y%m%d%H%M%SZ").encode("ascii")
        dates = b"/CreationDate (" + stamp + b")\n/ModDate (" + stamp + b")\n"
    file = _in_order(_parsed(data))
    objects = {
        number: _readable(
            _DATES.sub(lambda _found: dates, body, count=1) if b"/CreationDate (D:" in body else body
        )
        for number, body in file.objects.items()
    }
    return _identified(_joined(_File(file.start, objects, file.trailer)))


def _parsed(data: bytes) -> _File:
    """Return the parts of a file, its objects cut where the table of offsets says they begin."""
    table = next(iter(_XREF.finditer(data, data.rfind(b"\nxref\n"))), None)
    trailer = _TRAILER_ID.search(data)
    if table is None or trailer is None or _DATES.search(data) is None:
        raise ValueError("PDF without the expected offsets, dates or id")
    rows = [data[table.end() + 20 * row : table.end() + 20 * row + 20] for row in range(int(table[1]))]
    offsets = {number: int(row[:10]) for number, row in enumerate(rows) if row[17:18] == b"n"}
    ends = [*sorted(offsets.values())[1:], table.start() + 1]
    end_of = dict(zip(sorted(offsets.values()), ends, strict=True))
    objects = {}
    for number, offset in offsets.items():
        first = b"%d 0 obj\n" % number
        body = data[offset : end_of[offset]]
        if not body.startswith(first):
            raise ValueError(f"PDF without object {number} at its offset")
        objects[number] = body[len(first) :]
    tail = data[table.end() + 20 * len(rows) :]
    return _File(data[: min(offsets.values())], objects, tail[: tail.index(b"startxref")])


def _split(body: bytes) -> tuple[bytes, bytes]:
    """Return an object's dictionary and its stream with the word before it, if it has one."""
    head, mark, stream = body.partition(b">>\nstream\n")
    return head, mark + stream


def _in_order(file: _File) -> _File:
    """Return the file with objects numbered as they are first referred to from the trailer, those that nothing
    refers to left out, and tags of embedded fonts by their number."""
    order: dict[int, int] = {}
    waiting = [int(number) for number in _REFERENCE.findall(file.trailer)]
    while waiting:
        number = waiting.pop(0)
        if number not in order and number in file.objects:
            order[number] = len(order) + 1
            waiting += [int(found) for found in _REFERENCE.findall(_split(file.objects[number])[0])]

    def renumbered(text: bytes) -> bytes:
        return _REFERENCE.sub(lambda found: b"%d 0 R" % order.get(int(found[1]), 0), text)

    objects = {}
    for old, new in order.items():
        head, stream = _split(file.objects[old])
        objects[new] = _SUBSET_TAG.sub(_tag(new), renumbered(head)) + stream
    size = b"/Size %d" % (len(objects) + 1)
    return _File(file.start, objects, re.sub(rb"/Size \d+", size, renumbered(file.trailer)))


def _tag(number: int) -> bytes:
    """Return the six letters that mark the subset of a font, PDF 1.4 section 5.5.3."""
    letters = b""
    for _place in range(6):
        number, rest = divmod(number, 26)
        letters = bytes([65 + rest]) + letters
    return letters


def _readable(body: bytes) -> bytes:
    """Return an object in which glyphs mean what people type. Of the characters that share a glyph Qt takes the first:
    a tab for the space, rare letters for closing quotes; a search then fails (seen in 6.11). No length changes."""
    if b"beginbfrange" not in body:
        return body
    return _MEANINGS.sub(lambda ranges: _targets_readable(ranges[0]), body)


def _targets_readable(ranges: bytes) -> bytes:
    rows = []
    for row in ranges.split(b"\n"):
        glyphs, meanings = row[:14], row[14:]  # `<0001> <0011> ` and what they mean
        for rare, typed in _TYPED:
            meanings = meanings.replace(rare, typed)
        rows.append(glyphs + meanings)
    return b"\n".join(rows)


def _joined(file: _File) -> bytes:
    """Return the whole file, its table of offsets made anew."""
    parts, at, rows = [file.start], len(file.start), [b"0000000000 65535 f \n"]
    for number in sorted(file.objects):
        part = b"%d 0 obj\n" % number + file.objects[number]
        rows.append(b"%010d 00000 n \n" % at)
        parts.append(part)
        at += len(part)
    table = b"xref\n0 %d\n" % len(rows) + b"".join(rows)
    return b"".join([*parts, table, file.trailer, b"startxref\n%d\n%%%%EOF\n" % at])


def _identified(data: bytes) -> bytes:
    """Return the file with its id, twice in the trailer and once in the XMP packet, made from all the rest."""
    blank = _TRAILER_ID.sub(b"/ID [ <> <> ]", data)
    digest = hashlib.sha256(blank).digest()[:16]
    name = str(uuid.UUID(bytes=digest, version=5)).encode("ascii")
    hexed = digest.hex().encode("ascii")
    return blank.replace(_PLACEHOLDER.encode("ascii"), name).replace(
        b"/ID [ <> <> ]", b"/ID [ <" + hexed + b"> <" + hexed + b"> ]"
    )
