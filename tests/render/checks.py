"""What must hold of every drawn board, told from its display list alone."""

from collections.abc import Iterator

from cjm_editor.render.display import FULL, DisplayList, Group, Line, Path, Polyline, Rect, Text, visible

EPS = 0.75
"""Half a stroke and the rounding of places may stand over."""

Box = tuple[float, float, float, float]


class Scaled:
    """A measurer whose text is wider than the bundled font's, as a platform's own font may be."""

    def __init__(self, inner, scale):
        self.inner, self.scale = inner, scale

    def width(self, text, size, weight):
        return self.inner.width(text, size, weight) * self.scale

    def ascent(self, size):
        return self.inner.ascent(size) * self.scale

    def descent(self, size):
        return self.inner.descent(size) * self.scale


def box(group: Group) -> Box:
    return (group.x, group.y, group.x + group.w, group.y + group.h)


def meet(a: Box, b: Box, eps: float = EPS) -> bool:
    return a[0] < b[2] - eps and b[0] < a[2] - eps and a[1] < b[3] - eps and b[1] < a[3] - eps


def texts(group: Group) -> Iterator[tuple[Text, Box]]:
    """Lines of text with the boxes of their capitals and descenders."""
    for item in group.items:
        if isinstance(item, Text) and visible(item, FULL):
            x, y = group.x + item.x, group.y + item.y
            yield item, (x, y - 0.73 * item.size, x + item.width, y + 0.2 * item.size)


def texts_outside(display: DisplayList) -> list[str]:
    """Lines of text that stand over the edge of their group."""
    found = []
    for group in display.groups:
        x0, y0, x1, y1 = box(group)
        for item, (a, b, c, d) in texts(group):
            if a < x0 - EPS or c > x1 + EPS or b < y0 - EPS or d > y1 + EPS:
                found.append(f"{group.role} {group.key}: {item.text!r}")
    return found


def texts_cut(display: DisplayList) -> list[str]:
    """Lines of text that end in an ellipsis which what the group stands for does not have."""
    found = []
    for group in display.groups:
        whole = " ".join(group.title.split())
        for item, _box in texts(group):
            if item.text.endswith("…") and " ".join(item.text.split()) not in whole:
                found.append(f"{group.role} {group.key}: {item.text!r} of {group.title!r}")
    return found


def _pairs(boxes: list[tuple[Box, object]]) -> Iterator[tuple[object, object]]:
    """Pairs that meet, by a sweep from left to right."""
    boxes.sort(key=lambda b: b[0][0])
    open_: list[tuple[Box, object]] = []
    for here, value in boxes:
        open_ = [(other, v) for other, v in open_ if other[2] > here[0]]
        for other, v in open_:
            if meet(here, other):
                yield v, value
        open_.append((here, value))


def solids_that_meet(display: DisplayList) -> list[str]:
    """Pairs of solid groups that cover each other, by pane."""
    solids = [(box(g), g) for g in display.groups if g.solid and g.pane == "board"]
    return [f"{a.role} {a.title!r} / {b.role} {b.title!r}" for a, b in _pairs(solids)]


def texts_that_meet(display: DisplayList) -> list[str]:
    """Pairs of lines of text that cover each other."""
    lines = [(b, item.text) for g in display.groups for item, b in texts(g)]
    return [f"{a!r} / {b!r}" for a, b in _pairs(lines)]


def _ink(group: Group) -> Iterator[Box]:
    """The boxes of an arrow's strokes, piece by piece."""
    for item in group.items:
        if isinstance(item, Path):
            here = None
            for _name, values in item.commands:
                ends = [values[i : i + 2] for i in range(0, len(values), 2)]
                if here is not None and ends:
                    xs, ys = [p[0] for p in (here, *ends)], [p[1] for p in (here, *ends)]
                    yield (group.x + min(xs), group.y + min(ys), group.x + max(xs), group.y + max(ys))
                here = ends[-1] if ends else here
        elif isinstance(item, Line):
            xs, ys = sorted((item.x1, item.x2)), sorted((item.y1, item.y2))
            yield (group.x + xs[0], group.y + ys[0], group.x + xs[1], group.y + ys[1])
        elif isinstance(item, Polyline):
            xs, ys = [p[0] for p in item.points], [p[1] for p in item.points]
            yield (group.x + min(xs), group.y + min(ys), group.x + max(xs), group.y + max(ys))
        elif isinstance(item, Rect):
            yield (group.x + item.x, group.y + item.y, group.x + item.x + item.w, group.y + item.y + item.h)


def _grown(b: Box) -> Box:
    return (b[0] - 0.8, b[1] - 0.8, b[2] + 0.8, b[3] + 0.8)


def arrows_across_cards(display: DisplayList) -> list[str]:
    """Arrows that run over a card or a word of the board; an arrow ends 2 px before the cards it joins."""
    cards = [
        (box(g), g) for g in display.groups if g.role in ("touchpoint", "card", "face", "metric", "ghost")
    ]
    cards = [(b, g) for b, g in cards if g.pane == "board" and g.key != "hint"]
    found = []
    for arrow in (g for g in display.groups if g.role == "transition"):
        x0, y0, x1, y1 = box(arrow)
        near = [(b, g) for b, g in cards if meet(b, (x0 - 40, y0 - 40, x1 + 40, y1 + 40), 0)]
        for stroke in _ink(arrow):
            if stroke[0] < x0 - 1 or stroke[1] < y0 - 1 or stroke[2] > x1 + 1 or stroke[3] > y1 + 1:
                found.append(f"{arrow.key} runs out of its group")
            found += [f"{arrow.key} over {g.title!r}" for b, g in near if meet(_grown(stroke), b, 0.3)]
    return found


def faults(display: DisplayList) -> list[str]:
    return [
        *(f"outside: {f}" for f in texts_outside(display)),
        *(f"cover: {f}" for f in solids_that_meet(display)),
        *(f"texts: {f}" for f in texts_that_meet(display)),
        *(f"arrow: {f}" for f in arrows_across_cards(display)),
    ]
