"""The text of a merged document: ours with the merge spliced in, and what the program does not know of both sides.

Elements that only theirs has bring their own text along. Unknown keys are merged as fields are: what one side changed
stands; where both did in two ways ours stays, and the merge has a conflict. Comments follow (`remarks`). Each step is
read back: what would change the document is left out, and what was left out is told with its line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import cast

from cjm_editor.core.errors import CjmError, FormatError
from cjm_editor.core.merge import Merged, merge
from cjm_editor.core.merge.table import Key
from cjm_editor.core.merge.unknown import Telling, escaped, named
from cjm_editor.core.model import Document
from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import Message, _, ngettext
from cjm_editor.io.canonical import INDENT
from cjm_editor.io.entries import entry_edits
from cjm_editor.io.homes import shifted
from cjm_editor.io.one_line import text_of
from cjm_editor.io.reader import Source, read
from cjm_editor.io.remarks import left_remarks, remarked
from cjm_editor.io.scan import BOM, Lines
from cjm_editor.io.spans import (
    CannotSpliceError,
    Edit,
    applied,
    column,
    dash_of,
    line_start,
    lines_end,
)
from cjm_editor.io.splice import Splicer
from cjm_editor.io.splice_lists import Regions, item_edits, needs_name
from cjm_editor.io.stranger_entries import removed, taken_over
from cjm_editor.io.unknown import telling
from cjm_editor.io.versions import Spot, Version, strangers, version, versions
from cjm_editor.io.writer import cleaned_document, rewritten, to_bytes

SHOWN = 8
"""Line numbers that a notice names."""


@dataclass(frozen=True, slots=True)
class Written:
    """The bytes of a merged document; what of either side was left out; whether anything was: the merge is not clean
    then, be it a comment alone."""

    data: bytes
    notices: tuple[Message, ...] = ()
    has_dropped: bool = False


def one_sided(base: bytes, ours: bytes, theirs: bytes) -> bytes | None:
    """The bytes of the merge where only one side changed, or both did the same; None where there is work to do."""
    if ours in (base, theirs):
        return theirs
    return ours if theirs == base else None


def merged_text(
    base: Source | None,
    ours: Source,
    theirs: Source,
    made: Merged,
    tell: Callable[[float], None] | None = None,
) -> Written:
    """The text of ours with the merge in it. `tell` is told how much of it is done, 0..1. Raises `CjmError` where it
    does not read as the merged document."""
    tell = tell or _nobody
    was, mine, yours = versions((base, ours, theirs), [table.rows for table in made.tables])
    tell(0.2)
    now = version(_spliced(ours, made.document), made.rows, was.untouched)
    tell(0.6)
    now = _fitted(now, made, [[edit] for edit in _brought(now, mine, (yours, was))])
    # a card that goes to another lane and is edited may be written anew: what it held of ours is put back
    now = _fitted(now, made, taken_over(version(None, {}), mine, now))
    now = _fitted(now, made, removed(was, yours, now))
    now = _fitted(now, made, taken_over(was, yours, now))
    now = _fitted(now, made, _standing(now, made))
    tell(0.8)
    now = _fitted(now, made, remarked(was, yours, now))
    tell(0.9)
    notices: list[Message] = []
    has_dropped = False
    for side, other in ((yours, mine), (mine, yours)):
        entries, remarks = _left_entries(was, side, now, made), left_remarks(was, side, other, now)
        has_dropped = has_dropped or bool(entries or remarks)
        notices += _left_out(side, [*entries, *remarks])
    return Written(_encoded(now.source), tuple(notices), has_dropped)


def _nobody(_share: float) -> None:
    """Nobody asks how far it is."""


def merged(base: Source | None, ours: Source, theirs: Source) -> tuple[Merged, Written]:
    """The merge of three texts: of their documents and of what these hold nothing of. Raises `CjmError`."""
    document = Document() if base is None else base.document
    made = merge(document, ours.document, theirs.document, unknown_in(base, ours, theirs))
    return made, merged_text(base, ours, theirs, made)


def unknown_in(base: Source | None, ours: Source, theirs: Source) -> Telling:
    """What the merge is told of three texts beside their documents."""
    return telling(base, ours, theirs)


def _standing(now: Version, made: Merged) -> list[list[Edit]]:
    """The edits that write what stands of entries that both sides changed, where the text has another one."""
    groups: list[list[Edit]] = []
    for one in made.standing:
        *above, name = (named(part) for part in one.name.split("/"))
        key = one.key
        for part in above:
            key = ("item", key, part)
        spot = now.spots.get(key)
        there = strangers(now, key).get(name)
        if spot is None or (text_of(there[1]) if there else "") == one.text:
            continue
        with suppress(CannotSpliceError):
            groups.append(entry_edits(now.source, (spot.kind, spot.node, spot.item), name, one.text))
    return groups


def _spliced(ours: Source, document: Document) -> Source:
    """Our text with the merged document in it."""
    for make in (to_bytes, rewritten):
        with suppress(FormatError):
            source = read(make(ours, document), ours.name)
            if source.document == document or source.document == cleaned_document(document):
                return source
    message = _("The merged document could not be written: it reads back differently")
    raise CjmError("not-saved", message)


def _encoded(source: Source) -> bytes:
    return ((BOM if source.has_bom else "") + source.text).encode()


def _fitted(now: Version, made: Merged, groups: Sequence[list[Edit]]) -> Version:
    """The version with as many groups of edits as leave the document what it is."""
    if not groups:
        return now
    with suppress(FormatError, CannotSpliceError):
        text = applied(now.text, [edit for group in groups for edit in group])
        source = read(((BOM if now.source.has_bom else "") + text).encode(), now.source.name)
        if source.document == now.source.document:
            return version(source, made.rows, now.untouched)
    if len(groups) == 1:
        return now
    # the later half first: the places of the earlier edits stay what they are
    groups = sorted(groups, key=lambda group: max(edit.start for edit in group))
    half = len(groups) // 2
    return _fitted(_fitted(now, made, groups[half:]), made, groups[:half])


def _brought(now: Version, mine: Version, others: Iterable[Version]) -> list[Edit]:
    """Elements that ours lacks in the text of the version that has them, where the lists are in block style."""
    edits: list[Edit] = []
    done: set[Key] = set()
    for key, spot in now.spots.items():
        if spot.parent in done:
            done.add(key)
            continue
        row = spot.row
        home = next((side for side in others if key in side.spots and side.spots[key].row is not None), None)
        if key in mine.spots or home is None or row is None or row.node.kind != "list" or row.node.style:
            continue
        with suppress(CannotSpliceError):
            begin = line_start(now.text, dash_of(now.text, row.node, spot.node))
            end = lines_end(now.text, spot.node)
            pad = column(now.text, row.node.start)
            break_ = "\n" if end > begin and now.text[end - 1] in "\r\n" else ""
            lines = "\n".join(_own_lines(home, home.spots[key], spot, pad)) + break_
            edits.append(Edit(begin, end, lines.replace("\n", end_of_lines(now))))
            done.add(key)
    return edits


def end_of_lines(side: Version) -> str:
    """What ends the lines of a version."""
    return Splicer(side.text, side.source.root(), side.source.document, side.source.document, False).eol


def _own_lines(home: Version, there: Spot, wanted: Spot, pad: int) -> list[str]:
    """The lines of an element in the version that it comes from, with the value that the merge gave it."""
    row, source = there.row, home.source
    if row is None or row.node.kind != "list":
        raise CannotSpliceError("no list")
    work = Splicer(source.text, source.root(), source.document, source.document, source.has_unnamed)
    is_named = needs_name(work, row.field, there.node, there.item, wanted.item, -2)
    if row.node.style:
        if there.item is not wanted.item or is_named:
            work.element(there.kind, there.node, there.item, wanted.item, is_named)
        start, end = there.node.start, there.node.end
        raw = applied(source.text, work.edits, start, end)
        first, *rest = raw.replace(work.eol, "\n").split("\n")
        return [f"{' ' * pad}- {first}", *(" " * pad + INDENT + line.lstrip(" ") for line in rest)]
    start, end = Regions(work, row.key, row.node, row.nodes, 0).of(there.at)
    edits = item_edits(
        work, row.field, row.node, there.node, (there.item, _held(there.item, wanted.item)), is_named
    )
    raw = applied(source.text, edits, start, end).removesuffix(work.eol)
    return shifted(raw.replace(work.eol, "\n").split("\n"), pad - column(source.text, row.node.start))


def _held(old: object, new: object) -> object:
    """The old element where nothing differs, so that its text stays as it is."""
    return old if old == new else new


def _left_entries(was: Version, side: Version, now: Version, made: Merged) -> list[int]:
    """Where the unknown keys stand that a side changed and the merge does not have; not what is a conflict."""
    told = {(one.key, one.name) for one in made.standing}
    places: list[int] = []
    for key in side.spots:
        before, after = strangers(was, key), strangers(now, made.joined.get(key, key))
        for name, (at, value) in strangers(side, key).items():
            held = text_of(value)
            is_new = name not in before or text_of(before[name][1]) != held
            is_there = name in after and text_of(after[name][1]) == held
            if is_new and not is_there and _name_in_element(key, name) not in told:
                places.append(at.start)
    return places


def _left_out(side: Version, places: list[int]) -> list[Message]:
    """What is said of what a side changed and the merge does not have."""
    if not places:
        return []
    lines = Lines(side.text)
    numbers = list(dict.fromkeys(str(lines.place(at).line) for at in sorted(places)))
    shown = ", ".join((*numbers[:SHOWN], *(("…",) if len(numbers) > SHOWN else ())))
    return [
        ngettext(
            "{n} comment or unknown key of {file} was left out (line {lines})",
            "{n} comments or unknown keys of {file} were left out (lines {lines})",
            len(places),
            file=side.source.name,
            lines=shown,
        )
    ]


def _name_in_element(key: Key, name: str) -> tuple[Key, str]:
    """An entry as the merge calls it: by the element that it stands in, however deep."""
    name = escaped(name)
    while key[0] == "item":
        key, name = cast(Key, key[1]), f"{key[2]}/{name}"
    return key, name
