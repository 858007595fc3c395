"""The file around the pages of a PDF: objects with their offsets, embedded faces, pictures, title and dates."""

from __future__ import annotations

import datetime
import hashlib
import uuid
import zlib
from collections.abc import Mapping, Sequence
from html import escape

from cjm_editor.core.records import dataclass
from cjm_editor.core.resources import resource
from cjm_editor.render.face import FACES, file_of, subset
from cjm_editor.render.measure import FontMeasurer
from cjm_editor.render.pdf_ink import Raster

_LEVEL = 4
"""Of `zlib`: pages take half the time of its usual 6, for a twentieth more bytes."""
_NO_BREAK = str.maketrans("\u00a0\u2007\u202f", "   ")
"""Spaces that end no line are found by people who type a space."""
_ROWS = 100
"""Most rows of a block of meanings."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its size in points and its operators."""

    width: float
    height: float
    content: str


class _Objects:
    """The objects of a file, numbered from 1."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []

    def add(self, body: str | bytes) -> int:
        self.bodies.append(body.encode("ascii") if isinstance(body, str) else body)
        return len(self.bodies)

    def stream(self, data: bytes, head: str = "", is_packed: bool = True) -> int:
        if is_packed:
            data, head = zlib.compress(data, _LEVEL), f"/Filter /FlateDecode {head}"
        start = f"<< {head} /Length {len(data)} >>\nstream\n".encode("ascii")
        return self.add(start + data + b"\nendstream")

    def file(self, root: int, info: int, digest: bytes) -> bytes:
        """Return the whole file with its table of offsets."""
        parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
        at, rows = len(parts[0]), [b"0000000000 65535 f \n"]
        for number, body in enumerate(self.bodies, 1):
            part = b"%d 0 obj\n%b\nendobj\n" % (number, body)
            rows.append(b"%010d 00000 n \n" % at)
            parts.append(part)
            at += len(part)
        name = digest.hex()
        trailer = (
            f"trailer\n<< /Size {len(rows)} /Root {root} 0 R /Info {info} 0 R /ID [ <{name}> <{name}> ] >>\n"
            f"startxref\n{at}\n%%EOF\n"
        )
        return b"".join([*parts, b"xref\n0 %d\n" % len(rows), *rows, trailer.encode("ascii")])


def file_with(
    sheets: Sequence[Sheet],
    codes: Mapping[int, Mapping[str, int]],
    images: Sequence[Raster],
    measurer: FontMeasurer,
    title: str,
    date: datetime.datetime | None,
) -> bytes:
    """Return the PDF file. `codes`: the characters in use by weight; `images`: in the order of their numbers.

    The id is a digest of the content; `date` is written as both dates, in UTC, None leaves them out.
    """
    objects = _Objects()
    fonts = "".join(
        f"/F{weight} {_font(objects, weight, codes[weight], measurer)} 0 R " for weight in sorted(codes)
    )
    pictures = "".join(f"/I{number} {_image(objects, raster)} 0 R " for number, raster in enumerate(images))
    resources = objects.add(f"<< /Font << {fonts}>> /XObject << {pictures}>> >>")
    pages = len(objects.bodies) + 2 * len(sheets) + 1
    kids = []
    for sheet in sheets:
        content = objects.stream(sheet.content.encode("ascii"))
        box = f"[0 0 {sheet.width:.2f} {sheet.height:.2f}]"
        kids.append(
            objects.add(
                f"<< /Type /Page /Parent {pages} 0 R /MediaBox {box} /Resources {resources} 0 R "
                f"/Contents {content} 0 R >>"
            )
        )
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects.add(f"<< /Type /Pages /Count {len(kids)} /Kids [ {listed} ] >>")
    info = objects.add(_info(title, date))
    digest = hashlib.sha256(b"".join(objects.bodies)).digest()[:16]
    told = objects.stream(_metadata(title, date, digest), "/Type /Metadata /Subtype /XML", is_packed=False)
    root = objects.add(
        f"<< /Type /Catalog /Pages {pages} 0 R /Metadata {told} 0 R "
        "/ViewerPreferences << /DisplayDocTitle true >> >>"
    )
    return objects.file(root, info, digest)


def _font(objects: _Objects, weight: int, codes: Mapping[str, int], measurer: FontMeasurer) -> int:
    """Return the number of a face cut to the characters in use; codes of the text are those of its `CIDToGIDMap`."""
    name = f"{_tag(weight)}+{FACES[weight]}"
    made = subset(resource("fonts", f"{FACES[weight]}.ttf").read_bytes(), codes)
    face = file_of(made.tables)
    embedded = objects.stream(face, f"/Length1 {len(face)}")
    scale = 1000 / measurer.units
    ascent, descent = round(measurer.ascent(1000)), -round(measurer.descent(1000))
    descriptor = objects.add(
        f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [-1000 {descent} 3000 {ascent}] "
        f"/ItalicAngle 0 /Ascent {ascent} /Descent {descent} /CapHeight 727 /StemV {weight // 5} "
        f"/FontFile2 {embedded} 0 R >>"
    )
    by_code = sorted((code, character) for character, code in codes.items())
    glyphs = bytearray(2 * (by_code[-1][0] + 1))
    for code, character in by_code:
        glyphs[2 * code : 2 * code + 2] = made.glyphs.get(character, 0).to_bytes(2, "big")
    numbers = objects.stream(bytes(glyphs))
    widths = " ".join(f"{code} [{measurer.width(c, 1, weight) * 1000:.6g}]" for code, c in by_code)
    descendant = objects.add(
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /FontDescriptor {descriptor} 0 R "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        f"/CIDToGIDMap {numbers} 0 R /DW {round(measurer.units * scale)} /W [ {widths} ] >>"
    )
    meanings = objects.stream(_meanings(by_code), is_packed=False)
    return objects.add(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H "
        f"/DescendantFonts [ {descendant} 0 R ] /ToUnicode {meanings} 0 R >>"
    )


def _tag(weight: int) -> str:
    """Return the six letters that mark the subset of a face."""
    return "CJM" + "".join(chr(65 + int(digit)) for digit in f"{weight:03d}")


def _meanings(by_code: Sequence[tuple[int, str]]) -> bytes:
    """Return the table by which readers find and copy text."""
    rows = []
    for code, character in by_code:
        meant = character.translate(_NO_BREAK).encode("utf-16-be").hex().upper()
        rows.append(f"<{code:04X}> <{code:04X}> <{meant}>")
    blocks = [rows[at : at + _ROWS] for at in range(0, len(rows), _ROWS)]
    text = "".join(f"{len(b)} beginbfrange\n{chr(10).join(b)}\nendbfrange\n" for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{text}"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode("ascii")


def _image(objects: _Objects, raster: Raster) -> int:
    size = f"/Type /XObject /Subtype /Image /Width {raster.width} /Height {raster.height} /BitsPerComponent 8"
    mask = ""
    if raster.opacity:
        mask = f"/SMask {objects.stream(raster.opacity, f'{size} /ColorSpace /DeviceGray')} 0 R"
    return objects.stream(raster.colours, f"{size} /ColorSpace /DeviceRGB {mask}")


def _info(title: str, date: datetime.datetime | None) -> str:
    dates = ""
    if date is not None:
        stamp = date.astimezone(datetime.UTC).strftime("D:%Y%m%d%H%M%SZ")
        dates = f" /CreationDate ({stamp}) /ModDate ({stamp})"
    coded = title.encode("utf-16-be", "replace").hex().upper()
    return f"<< /Title <FEFF{coded}> /Creator (CJM Editor) /Producer (CJM Editor){dates} >>"


def _metadata(title: str, date: datetime.datetime | None, digest: bytes) -> bytes:
    """Return the XMP packet of a file: its title, date and id."""
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
        f'<rdf:Description rdf:about="" xmpMM:DocumentID="uuid:{uuid.UUID(bytes=digest, version=5)}"/>'
        "</rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
    ).encode()
