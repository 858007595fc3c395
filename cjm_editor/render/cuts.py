"""Where a row of columns or stages is cut into blocks: by what stands there, so that one more moves no other cut."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from zlib import crc32


def cuts(ids: Sequence[str], least: int, usual: int, most: int) -> list[tuple[int, int]]:
    """Stretches (start, end) of `least` to `most` elements, cut before ids whose checksum `usual`, a power of two,
    divides. Wherever elements come or go, the cuts soon fall as they did before."""
    count = len(ids)
    marks = [at for at, id in enumerate(ids) if not crc32(id.encode()) & (usual - 1)]
    marks.append(count)
    found = []
    start = 0
    while start < count:
        at = marks[min(bisect_left(marks, start + least), len(marks) - 1)]
        end = min(at, start + most, count)
        found.append((start, end))
        start = end
    return found
