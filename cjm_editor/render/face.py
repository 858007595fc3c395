"""A small TrueType face cut from a bundled one: the characters of one drawing, with their kerning.

Enough of the format for the faces in `resources/fonts` (OpenType specification 1.9: cmap format 4, glyf, hmtx); other
faces are refused. The result is the same for the same characters.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable

from cjm_editor.core.records import dataclass

Kerning = Callable[[str, str], int]
"""Gives the kerning of two neighbours in font units."""

FACES = {400: "Inter-Regular", 500: "Inter-Medium", 600: "Inter-SemiBold", 700: "Inter-Bold"}
"""Names of the bundled faces by weight."""

_COPIED = ("OS/2", "name", "post")
_MORE_COMPONENTS, _HAS_SCALE, _HAS_TWO_SCALES, _HAS_MATRIX, _IS_WIDE = 0x20, 0x08, 0x40, 0x80, 0x01


@dataclass(frozen=True, slots=True)
class Subset:
    """The tables of a cut face and the glyphs of its characters."""

    tables: dict[str, bytes]
    glyphs: dict[str, int]


def cut(face: bytes, texts: Iterable[str], kerning: Kerning) -> bytes:
    """Return a face with the characters of the texts, those the face lacks left out, and the kerning of neighbours in
    them. Raises `ValueError` for other formats."""
    texts = set(texts)
    neighbours = {text[at : at + 2] for text in texts for at in range(len(text) - 1)}
    made = subset(face, {character for text in texts for character in text})
    pairs = _pairs(neighbours, made.glyphs, kerning)
    return file_of({**made.tables, "kern": _kern(pairs)} if pairs else made.tables)


def subset(face: bytes, characters: Iterable[str]) -> Subset:
    """Return the tables of a face with these characters, those it lacks left out. Raises `ValueError` for other
    formats."""
    tables = _tables(face)
    glyph_of = _glyphs(tables["cmap"], sorted(characters))
    long_offsets = struct.unpack_from(">h", tables["head"], 50)[0] == 1
    offsets = _offsets(tables["loca"], long_offsets)
    order = _closed([0, *sorted(set(glyph_of.values()))], tables["glyf"], offsets)
    number = {old: new for new, old in enumerate(order)}
    outlines = [_renumbered(tables["glyf"][offsets[old] : offsets[old + 1]], number) for old in order]
    glyphs = {character: number[old] for character, old in glyph_of.items()}
    made = {name: tables[name] for name in _COPIED}
    made["cmap"] = _cmap(glyphs)
    made["glyf"] = b"".join(outlines)
    made["loca"] = b"".join(struct.pack(">I", at) for at in _sums(map(len, outlines)))
    made["hmtx"] = _metrics(tables["hmtx"], struct.unpack_from(">H", tables["hhea"], 34)[0], order)
    made["hhea"] = tables["hhea"][:34] + struct.pack(">H", len(order))
    made["maxp"] = tables["maxp"][:4] + struct.pack(">H", len(order)) + tables["maxp"][6:]
    made["head"] = (
        tables["head"][:8] + bytes(4) + tables["head"][12:50] + struct.pack(">h", 1) + tables["head"][52:]
    )
    return Subset(made, glyphs)


def _tables(face: bytes) -> dict[str, bytes]:
    tag, count = struct.unpack_from(">IH", face)
    if tag != 0x00010000:
        raise ValueError("not a TrueType face")
    found = {}
    for row in range(count):
        name, _sum, offset, length = struct.unpack_from(">4sIII", face, 12 + 16 * row)
        found[name.decode("ascii")] = face[offset : offset + length]
    return found


def _glyphs(cmap: bytes, characters: list[str]) -> dict[str, int]:
    """Return the glyph of each character that the table has, from its first subtable of format 4."""
    for row in range(struct.unpack_from(">H", cmap, 2)[0]):
        at = struct.unpack_from(">I", cmap, 8 + 8 * row)[0]
        if struct.unpack_from(">H", cmap, at)[0] == 4:
            found = ((character, _glyph(cmap, at, ord(character))) for character in characters)
            return {character: glyph for character, glyph in found if glyph}
    raise ValueError("no character table of format 4")


def _glyph(cmap: bytes, at: int, code: int) -> int:
    twice = struct.unpack_from(">H", cmap, at + 6)[0]
    ends, starts = at + 14, at + 16 + twice
    if code > 0xFFFF:
        return 0
    for segment in range(0, twice, 2):
        if code <= struct.unpack_from(">H", cmap, ends + segment)[0]:
            start = struct.unpack_from(">H", cmap, starts + segment)[0]
            delta = struct.unpack_from(">H", cmap, starts + twice + segment)[0]
            place = starts + 2 * twice + segment
            into = struct.unpack_from(">H", cmap, place)[0]
            if code < start:
                return 0
            if not into:
                return int(code + delta) & 0xFFFF
            glyph: int = struct.unpack_from(">H", cmap, place + into + 2 * (code - start))[0]
            return int(glyph + delta) & 0xFFFF if glyph else 0
    return 0


def _offsets(loca: bytes, is_long: bool) -> tuple[int, ...]:
    if is_long:
        return struct.unpack(f">{len(loca) // 4}I", loca)
    return tuple(2 * half for half in struct.unpack(f">{len(loca) // 2}H", loca))


def _components(outline: bytes) -> list[tuple[int, int]]:
    """Return (place, glyph) of each part of a composite outline; none for a simple or empty one."""
    if not outline or struct.unpack_from(">h", outline)[0] >= 0:
        return []
    found, at, flags = [], 10, _MORE_COMPONENTS
    while flags & _MORE_COMPONENTS:
        flags, glyph = struct.unpack_from(">HH", outline, at)
        found.append((at + 2, glyph))
        at += 8 if flags & _IS_WIDE else 6
        at += 2 if flags & _HAS_SCALE else 4 if flags & _HAS_TWO_SCALES else 8 if flags & _HAS_MATRIX else 0
    return found


def _closed(glyphs: list[int], glyf: bytes, offsets: tuple[int, ...]) -> list[int]:
    """Return the glyphs with all that they are composed of."""
    order = list(dict.fromkeys(glyphs))
    for old in order:  # grows while it is walked
        for _place, part in _components(glyf[offsets[old] : offsets[old + 1]]):
            if part not in order:
                order.append(part)
    return order


def _renumbered(outline: bytes, number: dict[int, int]) -> bytes:
    made = bytearray(outline)
    for place, part in _components(outline):
        struct.pack_into(">H", made, place, number[part])
    return bytes(made) + bytes(-len(made) % 4)


def _sums(lengths: Iterable[int]) -> list[int]:
    sums = [0]
    for length in lengths:
        sums.append(sums[-1] + length)
    return sums


def _metrics(hmtx: bytes, full: int, order: list[int]) -> bytes:
    made = []
    for old in order:
        advance = hmtx[4 * min(old, full - 1) : 4 * min(old, full - 1) + 2]
        bearing = (
            hmtx[4 * old + 2 : 4 * old + 4]
            if old < full
            else hmtx[2 * full + 2 * old : 2 * full + 2 * old + 2]
        )
        made.append(advance + bearing)
    return b"".join(made)


def _cmap(glyphs: dict[str, int]) -> bytes:
    groups = b"".join(
        struct.pack(">III", ord(character), ord(character), glyphs[character]) for character in sorted(glyphs)
    )
    subtable = struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(glyphs)) + groups
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + subtable


def _pairs(neighbours: Iterable[str], glyphs: dict[str, int], kerning: Kerning) -> list[tuple[int, int, int]]:
    """Return (left glyph, right glyph, units), sorted, for neighbours that are moved."""
    found = {}
    for pair in neighbours:
        left, right = pair[0], pair[1]
        units = kerning(left, right) if left in glyphs and right in glyphs else 0
        if units:
            found[glyphs[left], glyphs[right]] = units
    return sorted((left, right, units) for (left, right), units in found.items())


def _kern(pairs: list[tuple[int, int, int]]) -> bytes:
    """Return the table in format 0; more pairs than it can hold are cut."""
    pairs = pairs[:10_000]
    power = 1 << (len(pairs).bit_length() - 1)
    rows = b"".join(struct.pack(">HHh", *pair) for pair in pairs)
    length = min(14 + len(rows), 0xFFFF)
    search = (min(6 * power, 0xFFFF), power.bit_length() - 1, min(6 * (len(pairs) - power), 0xFFFF))
    return struct.pack(">HHHHHHHHH", 0, 1, 0, length, 1, len(pairs), *search) + rows


def file_of(tables: dict[str, bytes]) -> bytes:
    """Return the file: directory, tables by name, and the sum that makes its checksum come out right."""
    names = sorted(tables)
    power = 1 << (len(names).bit_length() - 1)
    head = struct.pack(
        ">IHHHH", 0x00010000, len(names), 16 * power, power.bit_length() - 1, 16 * (len(names) - power)
    )
    at, rows, bodies, place = 12 + 16 * len(names), [], [], 0
    for name in names:
        body = tables[name] + bytes(-len(tables[name]) % 4)
        rows.append(struct.pack(">4sIII", name.encode("ascii"), _checksum(body), at, len(tables[name])))
        place = at if name == "head" else place
        bodies.append(body)
        at += len(body)
    made = bytearray(b"".join([head, *rows, *bodies]))
    struct.pack_into(">I", made, place + 8, (0xB1B0AFBA - _checksum(bytes(made))) & 0xFFFFFFFF)
    return bytes(made)


def _checksum(data: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}I", data)
    return sum(words) & 0xFFFFFFFF
