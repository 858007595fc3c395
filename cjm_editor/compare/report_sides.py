"""What the two maps of a comparison are called at the top of a report: in which role, by which title, of which file."""

from __future__ import annotations

from pathlib import PureWindowsPath

from cjm_editor.core.elide import elided
from cjm_editor.core.results import ComparisonResult, Side
from cjm_editor.core.standing import are_alike
from cjm_editor.core.terms import map_kind_title
from cjm_editor.core.texts import Message, Words, _, one_line
from cjm_editor.core.wording import has_target


def named_sides(result: ComparisonResult, words: Words, has_ids: bool = False) -> list[tuple[str, str]]:
    """The role of each map and what it is called: its title and the name of its file, without the folders, which are
    the author's own. `has_ids`: with the map's id in the file, as commands name it."""
    ours, theirs = result.ideal.journey.kind, result.actual.journey.kind
    if are_alike(result):
        roles: tuple[Message | str, Message | str] = (_("First map"), _("Second map"))
    else:
        roles = (_("Reference") if has_target(result) else map_kind_title(ours), map_kind_title(theirs))
    sides = (result.ideal, result.actual)
    return [
        (words(role), _called(side, words, words(role), has_ids))
        for role, side in zip(roles, sides, strict=True)
    ]


def _called(side: Side, words: Words, role: str, has_id: bool) -> str:
    """The map's title and file; its file alone where the title says no more than the role before it."""
    title = elided(one_line(side.journey.title).strip() or words(map_kind_title(side.journey.kind)))
    name = _file_name(one_line(side.name), has_id)
    if title == role:
        return name or title
    return f"{title} ({name})" if name else title


def _file_name(name: str, has_id: bool) -> str:
    """The file of `file#map` without its folders, whichever way they are parted, with the map's id if `has_id`."""
    file, mark, map_id = name.rpartition("#") if "#" in name else (name, "", "")
    return PureWindowsPath(file).name + (mark + map_id if has_id else "")
