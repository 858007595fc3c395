"""Paper: page formats by name, and sheets that show parts of a drawing instead of the whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from cjm_editor.core.errors import CjmError
from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import _
from cjm_editor.render.display import DisplayList, Group, Text
from cjm_editor.render.measure import bundled_measurer

POINTS = 72 / 96
"""Points for one px of a display list."""
LARGEST_SIDE = 14_400
"""Points; readers refuse larger pages (PDF 1.7, appendix C)."""
MILLIMETRE = 72 / 25.4
"""Points."""
LEGIBLE = 4.0
"""Px of a picture, points of a page: smaller text cannot be read."""
_MILLIMETRES = {
    "A0": (841, 1189), "A1": (594, 841), "A2": (420, 594), "A3": (297, 420), "A4": (210, 297), "A5": (148, 210),
    "LETTER": (215.9, 279.4), "LEGAL": (215.9, 355.6), "TABLOID": (279.4, 431.8),
}  # fmt: skip
PAGE_NAMES = ("A0", "A1", "A2", "A3", "A4", "A5", "Letter", "Legal", "Tabloid")


@dataclass(frozen=True, slots=True)
class Page:
    """A page format in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class View:
    """A hole in a sheet with a drawing behind it: the part from `x`, `y`, `w` px wide and `h` high, is seen, its
    corner at `left`, `top` of the sheet. What the groups draw beyond it is cut off."""

    groups: Sequence[Group]
    x: float
    y: float
    w: float
    h: float
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class Leaf:
    """A sheet of paper with views of drawings; their px, `scale` points each, count from its upper left corner."""

    paper: Page
    scale: float
    views: tuple[View, ...]
    background: str = ""


Printed = DisplayList | Leaf
"""What becomes a page: a drawing as a whole, or a sheet with parts of one."""


def whole_scale(display: DisplayList, paper: Page) -> float:
    """The points for one px at which a whole drawing fits a page."""
    return min(paper.width / max(display.width, 1.0), paper.height / max(display.height, 1.0))


def smallest_text(display: DisplayList) -> float:
    """Return the size of the smallest text of a list, in its px; infinite where it has none."""
    sizes = (item.size for group in display.groups for item in group.items if isinstance(item, Text))
    return min(sizes, default=float("inf"))


def is_page_legible(display: DisplayList, page: str = "") -> bool:
    """Whether the smallest text has at least 4 points on a PDF page of the format, or as large as the list may be.

    Raises `CjmError` for an unknown format.
    """
    width, height = max(display.width, 1.0), max(display.height, 1.0)
    scale = min(POINTS, LARGEST_SIDE / max(width, height))
    if page:
        scale = whole_scale(display, page_format(page, width >= height))
    return smallest_text(display) * scale >= LEGIBLE


def as_leaf(display: DisplayList) -> Leaf:
    """Return a sheet as large as the list, which no page format asked for changes."""
    view = View(display.groups, 0.0, 0.0, display.width, display.height, 0.0, 0.0)
    return Leaf(Page(display.width * POINTS, display.height * POINTS), POINTS, (view,), display.background)


def fitted_leaf(display: DisplayList, page: str, border: float = 24.0) -> Leaf | None:
    """Return a sheet of a format with the whole drawing in its middle, no larger than usual and `border` points from
    its edges; None where its text would be too small to read. Raises `CjmError` for an unknown format.
    """
    paper = page_format(page, display.width >= display.height)
    inner = Page(paper.width - 2 * border, paper.height - 2 * border)
    scale = min(POINTS, whole_scale(display, inner))
    if smallest_text(display) * scale < LEGIBLE:
        return None
    left, top = (paper.width / scale - display.width) / 2, (paper.height / scale - display.height) / 2
    view = View(display.groups, 0.0, 0.0, display.width, display.height, left, top)
    return Leaf(paper, scale, (view,), display.background)


def foreign_texts(pages: Sequence[Printed]) -> set[str]:
    """Return the lines with characters that the bundled font lacks."""
    has = bundled_measurer().has
    runs = chain.from_iterable(
        (view.groups for view in page.views) if isinstance(page, Leaf) else (page.groups,) for page in pages
    )
    return {
        item.text
        for groups in runs
        for group in groups
        for item in group.items
        if isinstance(item, Text) and not has(item.text)
    }


def is_oriented(name: str) -> bool:
    """Whether a page's name says how it lies: an orientation, or two sides in mm."""
    return len(name.split()) == 2 or bool(re.search(r"\d\s*[x×]\s*\d", name))


def page_format(name: str, is_wide: bool = True) -> Page:
    """Return the page of a name as `A3 landscape`, `a4`, `Letter portrait` or `420x297 mm`.

    Without an orientation the page lies where `is_wide`, else it stands. Raises `CjmError` for other names.
    """
    given = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(?:mm)?\s*", name)
    if given:
        w, h = (float(side) / 25.4 * 72 for side in given.groups())
        if min(w, h) >= 10 and max(w, h) <= LARGEST_SIDE:
            return Page(w, h)
    parts = name.split()
    size = _MILLIMETRES.get(parts[0].upper()) if 1 <= len(parts) <= 2 else None
    orientation = parts[1].lower() if len(parts) == 2 else ("landscape" if is_wide else "portrait")
    if size is None or orientation not in ("landscape", "portrait"):
        raise CjmError(
            "page-unknown",
            _(
                "There is no page format “{name}”. Give one of {names}, with “landscape” or “portrait” if you "
                "like, or a size such as 420x297 mm",
                name=name,
                names=", ".join(PAGE_NAMES),
            ),
        )
    short, long = (side / 25.4 * 72 for side in size)
    return Page(long, short) if orientation == "landscape" else Page(short, long)
