"""The comments of three versions of a text, merged.

Each belongs to the element or entry that it stands above or behind, and is told from others by its words. What
theirs wrote comes to the same place in the merged text; what theirs took out or wrote anew goes, unless
ours did so too. One that stands within brackets belongs to what it stands in, and comes above that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from cjm_editor.core.merge.table import ROOT, Key
from cjm_editor.core.records import dataclass
from cjm_editor.io.nodes import Node
from cjm_editor.io.shapes import shape_of
from cjm_editor.io.spans import (
    CannotSpliceError,
    Edit,
    comment_spans,
    dash_of,
    entry_start,
    line_end,
    line_start,
    next_line,
    value_end,
)
from cjm_editor.io.splice import Splicer
from cjm_editor.io.versions import Version

Slot = tuple[Key, str, bool]
"""What a comment belongs to: an element, its entry ("": the element itself), and whether it stands behind that."""

END: Slot = (ROOT, "\n", False)
"""Behind everything."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment at `start`..`end`, and what it belongs to; None where that is not known."""

    text: str
    start: int
    end: int
    slot: Slot | None


class Remarks:
    """The comments of a text, and the lines at which slots begin or end."""

    def __init__(self, side: Version) -> None:
        self.side = side
        self.lines: dict[Slot, int] = {}
        self._above: dict[int, Slot] = {}
        self._behind: dict[int, Slot] = {}
        self._within: list[tuple[int, int, Slot]] = []
        for key in side.spots:
            self._look_at(key)
        self.all = self._found()
        self.count = Counter(remark.text for remark in self.all)

    def by_slot(self) -> dict[Slot | None, list[Remark]]:
        """All comments by what they belong to."""
        found: dict[Slot | None, list[Remark]] = {}
        for remark in self.all:
            found.setdefault(remark.slot, []).append(remark)
        return found

    def _note(self, key: Key, name: str, start: int, end: int) -> None:
        """Something begins in the line of `start`; what stands behind it stands in the line of `end`."""
        text = self.side.text
        first, last = line_start(text, start), line_start(text, end)
        self.lines.setdefault((key, name, False), first)
        self.lines.setdefault((key, name, True), last)
        self._above.setdefault(first, (key, name, False))
        self._behind[last] = (key, name, True)

    def _look_at(self, key: Key) -> None:
        text, spot = self.side.text, self.side.spots[key]
        node, row = spot.node, spot.row
        if row is not None and row.node.kind == "list" and not row.node.style:
            try:
                dash = dash_of(text, row.node, node)
            except CannotSpliceError:
                return
            if key in self.side.untouched:
                self._note(key, "", dash, dash)
                return
            self._note(key, "", dash, _end(text, node) if node.kind == "scalar" or node.style else dash)
            if node.style:
                self._within.append((node.start, node.end, (key, "", False)))
        if node.kind != "map" or node.style:
            return
        fields = shape_of(spot.kind).fields
        for at, value in node.entries():
            is_block = bool(value.items) and not value.style
            end = at.end if value.is_null or is_block else _end(text, value)
            self._note(key, at.value, entry_start(text, at), end)
            field = fields.get(at.value)
            if value.items and value.style:
                self._within.append((value.start, value.end, (key, at.value, False)))
            if is_block and value.kind == "list" and field is not None and field.type in ("texts", "refs"):
                self._look_at_texts(key, at.value, value)

    def _look_at_texts(self, key: Key, name: str, value: Node) -> None:
        text, seen = self.side.text, Counter[str]()
        for item in value.items:
            if item.kind == "scalar":
                seen[item.value] += 1
                slot = f"{name}\n{seen[item.value]}\n{item.value}"
                self._note(key, slot, item.start, _end(text, item))

    def _found(self) -> list[Remark]:
        """The comments in the order of the text."""
        text = self.side.text
        spans = _spans(self.side)
        own: dict[int, Slot | None] = {}
        found: list[Remark] = []
        for start, end in reversed(spans):
            begin = line_start(text, start)
            slot: Slot | None
            if text[begin:start].strip():
                slot = self._behind.get(begin)
            else:
                after = next_line(text, end)
                while after < len(text) and not text[after : line_end(text, after)].strip():
                    after = next_line(text, after)
                slot = own.get(after, END if after >= len(text) else self._above.get(after))
                own[begin] = slot
            if slot is None:
                slot = next((slot for first, last, slot in self._within if first < start < last), None)
            found.append(Remark(text[start:end], start, end, slot))
        return found[::-1]


def _end(text: str, node: Node) -> int:
    """Where a comment may stand behind a value that is a scalar or within brackets."""
    return node.start if node.style in ("|", ">") and node.kind == "scalar" else value_end(text, node)


def remarked(was: Version, yours: Version, now: Version) -> list[list[Edit]]:
    """The edits that bring the changes that theirs made to comments, a group each."""
    if Counter(_texts(was)) == Counter(_texts(yours)):
        return []
    base, other, here = Remarks(was), Remarks(yours), Remarks(now)
    there, before, standing = other.by_slot(), base.by_slot(), here.by_slot()
    missing = Counter(
        {
            text: min(number - base.count[text], number - here.count[text])
            for text, number in other.count.items()
        }
    )
    gone = base.count - other.count
    work = Splicer(now.text, now.source.root(), now.source.document, now.source.document, False)
    groups: list[list[Edit]] = []
    for slot in dict.fromkeys((*there, *before)):
        if slot is None:
            continue
        olds, news = before.get(slot, []), there.get(slot, [])
        come = [r for r in _other_than(news, olds) if missing[r.text] > 0]
        missing.subtract(r.text for r in come)
        leave: list[Remark] = []
        if slot == END or slot in other.lines:
            lost = {r.text for r in _other_than(olds, news) if gone[r.text] > 0}
            leave = [r for r in standing.get(slot, []) if r.text in lost]
        for remark in come:
            if leave:
                old = leave.pop(0)
                work.add(old.start, old.end, remark.text)
            else:
                _put(work, here, yours, remark, slot, bool(standing.get(slot)))
            groups.append(work.taken(0))
        for old in leave:
            _take_out(work, old)
            groups.append(work.taken(0))
    return [group for group in groups if group]


def _other_than(some: Iterable[Remark], others: Iterable[Remark]) -> list[Remark]:
    texts = Counter(r.text for r in others)
    found: list[Remark] = []
    for remark in some:
        if texts[remark.text] > 0:
            texts[remark.text] -= 1
        else:
            found.append(remark)
    return found


def _put(work: Splicer, here: Remarks, yours: Version, remark: Remark, slot: Slot, is_taken: bool) -> None:
    """Write a comment where it belongs; one behind a value that has one already comes above it."""
    text = work.text
    line = len(text) if slot == END else here.lines.get(slot, -1)
    if line < 0:
        return
    if slot[2] and not is_taken:
        end = line_end(text, line)
        end = line + len(text[line:end].rstrip())
        before = yours.text[line_start(yours.text, remark.start) : remark.start]
        work.add(end, end, before[len(before.rstrip()) :] + remark.text)
        return
    if slot[2]:
        line = here.lines[slot[0], slot[1], False]
    inside = text[line : line_end(text, line)]
    work.insert_lines(line, inside[: len(inside) - len(inside.lstrip(" "))] + remark.text)


def _take_out(work: Splicer, old: Remark) -> None:
    """Take a comment out, with its line where nothing else stands there."""
    text = work.text
    begin = line_start(text, old.start)
    before = text[begin : old.start]
    if before.strip():
        work.add(begin + len(before.rstrip()), line_end(text, old.end), "")
    else:
        work.add(begin, next_line(text, old.end), "")


def left_remarks(was: Version, side: Version, other: Version, now: Version) -> list[int]:
    """Where the comments stand that a side added and that the merged text does not have."""
    if "#" not in side.text:
        return []
    base, mine, theirs, here = (Counter(_texts(v)) for v in (was, side, other, now))
    lost = Counter(
        {
            text: min(number, theirs[text] + number - base[text]) - here[text]
            for text, number in mine.items()
            if number > base[text]
        }
    )
    places: list[int] = []
    for start, end in reversed(_spans(side)):
        text = side.text[start:end]
        if lost[text] > 0:
            lost[text] -= 1
            places.append(start)
    return places


def _spans(side: Version) -> list[tuple[int, int]]:
    """Where the comments of a version stand."""
    if "#" not in side.text:
        return []
    return comment_spans(side.text, side.source.root(), 0, len(side.text))


def _texts(side: Version) -> list[str]:
    return [side.text[start:end] for start, end in _spans(side)]
