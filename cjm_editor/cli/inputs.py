"""Documents named on the command line: `FILE` or `FILE#map-id`."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

from cjm_editor.cli.streams import warn
from cjm_editor.core.errors import CjmError
from cjm_editor.core.model import Document, JourneyMap, map_of
from cjm_editor.core.texts import Words, _, ngettext


def split(name: str) -> tuple[str, str]:
    """Return the file and the map's id ("" if none is given); a file whose own name holds `#` is found first."""
    if "#" not in name or Path(name).exists():
        return name, ""
    file, _hash, map_id = name.rpartition("#")
    return (file, map_id) if file else (name, "")


def opened(file: str, words: Words) -> Document:
    """Return the document of a file; if parts of it could not be understood, a line on stderr says so.

    Raises `FileTrouble` where it cannot be opened, `FormatError` where it is refused.
    """
    from cjm_editor.io.files import load

    source = load(Path(file)).source
    errors = sum(problem.severity == "error" for problem in source.problems)
    if errors:
        found = ngettext("{file} has {n} error", "{file} has {n} errors", errors, file=file)
        warn(words(_("{found}. They are listed by: cjm-editor validate {file}", found=found, file=file)))
    return source.document


def chosen_map(document: Document, map_id: str, file: str) -> JourneyMap:
    """Return the map asked for, or the only one. Raises `CjmError` with the list of maps."""
    if not document.maps:
        raise CjmError("no-map", _("{file} holds no map yet", file=file))
    if not map_id:
        if len(document.maps) == 1:
            return document.maps[0]
        raise CjmError(
            "several-maps",
            _(
                "{file} holds several maps. Name one of them: {maps}",
                file=file,
                maps=map_list(document, file),
            ),
        )
    found = map_of(document, map_id)
    if found is None:
        raise CjmError(
            "no-such-map",
            _(
                "{file} has no map “{map}”. Its maps: {maps}",
                file=file,
                map=map_id,
                maps=map_list(document, file),
            ),
        )
    return found


def refuse_overwriting(out: str, *files: str) -> None:
    """Raise `CjmError` where the output would replace a document that the command reads."""
    for file in files:
        if out != "-" and _is_same(Path(out), Path(file)):
            raise CjmError(
                "output-is-input",
                _(
                    "{file} is the document that is read, and it was left as it is. Choose another name",
                    file=out,
                ),
            )


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def map_list(document: Document, file: str) -> str:
    """Return the maps as they are named on a command line, with their titles."""
    return ", ".join(
        f"{file}#{journey.id}" + (f" ({journey.title})" if journey.title else "") for journey in document.maps
    )


def source_date() -> datetime.datetime | None:
    """Return the date to be written into files, from SOURCE_DATE_EPOCH; None where it is not set.

    The clock is not asked: the same input gives the same bytes. Raises `CjmError` if it holds no number of seconds.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not given:
        return None
    try:
        return datetime.datetime.fromtimestamp(int(given), datetime.UTC)
    except (ValueError, OverflowError, OSError):
        raise CjmError(
            "source-date",
            _("SOURCE_DATE_EPOCH must be a number of seconds since 1970, not “{value}”", value=given),
        ) from None
