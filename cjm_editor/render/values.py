"""Cells that draw a field instead of cards: metrics, evidence, expectations, feelings, importance, pictures."""

from __future__ import annotations

from cjm_editor.core.address import Address
from cjm_editor.core.model import Evidence, Metric, Stage, Touchpoint
from cjm_editor.core.schema import METRICS
from cjm_editor.core.terms import metric_label
from cjm_editor.core.texts import Message, _
from cjm_editor.render.cards import PADDING, Sketch, evidence_items, frame, statement_lines, thumbnail
from cjm_editor.render.display import FULL, LOW, MIDDLE, Group, Item, Rect
from cjm_editor.render.faces import circle
from cjm_editor.render.layout import METRIC_HEIGHT, NARROW, NARROW_METRIC_HEIGHT
from cjm_editor.render.options import MOST_IN_CELL, Setting
from cjm_editor.render.parts import (
    CAPTION,
    CARD_TEXT,
    IMPORTANCE_WIDTH,
    METRIC_VALUE,
    icon_item,
    importance_bars,
    line_of,
    lines_of,
)
from cjm_editor.render.wrap import elide, wrap

METRIC_RANGES = {"nps": (-100.0, 100.0), "csat": (0.0, 100.0), "churn": (0.0, 100.0), "ces": (1.0, 7.0)}
"""Scales of the known kinds; a metric's own `min` and `max` go before."""

_PERCENT = ("csat", "churn")
_INSET = 4.0
_KIND_LINES = 6


def owner_address(owner: Touchpoint | Stage, setting: Setting) -> Address:
    """The address of a touchpoint or stage."""
    kind = "touchpoint" if isinstance(owner, Touchpoint) else "stage"
    return Address("touchpoint" if kind == "touchpoint" else "stage", setting.map_id, owner.id)


def metric_cell(metric: Metric, index: int, owner: Touchpoint | Stage, w: float, setting: Setting) -> Group:
    """A value with its kind, the number of answers, and its interval on the scale.

    Where value, kind and number do not fit on one line, number and interval go under the bar; a kind too long to
    stand beside its value stands under it.
    """
    theme, measurer, words = setting.theme, setting.measurer, setting.words
    left, right = _INSET, w - _INSET
    value = _value_text(metric, setting)
    shown = elide(value, right - left, METRIC_VALUE.size, METRIC_VALUE.weight, measurer)
    head = line_of(shown, left, 0, METRIC_VALUE, theme.text, measurer, MIDDLE)
    items: list[Item] = [head]
    answers = "" if metric.n is None else f"n = {words.number(metric.n)}"
    label = words(metric_label(metric.kind))
    room = right - (head.x + head.width) - 6
    label_width = measurer.width(label, CAPTION.size, CAPTION.weight)
    answers_width = measurer.width(answers, CAPTION.size, CAPTION.weight) if answers else -6.0
    tall = w < NARROW or label_width + 6 + answers_width > room
    if answers and not tall:
        items.append(line_of(answers, right, 2.5, CAPTION, theme.text3, measurer, FULL, 1))
    if label_width > room and metric.kind in METRICS:
        label = metric.kind.upper()
        label_width = measurer.width(label, CAPTION.size, CAPTION.weight)
    below = 0.0
    if label_width <= room:
        items.append(line_of(label, head.x + head.width + 6, 2.5, CAPTION, theme.text2, measurer, FULL))
    elif label:
        lines = wrap(label, right - left, CAPTION.size, CAPTION.weight, measurer, _KIND_LINES)
        items += lines_of(lines, left, 18, CAPTION, theme.text2, measurer, FULL)
        below = len(lines) * CAPTION.line
    track = _track(metric, left, right, 27 + below, setting)
    items += track
    if tall:
        items += _under(metric, answers, left, right, (32 if track else 20) + below, setting)
    h = (NARROW_METRIC_HEIGHT if tall and track else METRIC_HEIGHT) - 16 + below
    at = owner_address(owner, setting)
    title = f"{label} {value}".strip()
    return Group("metric", 0, 0, w, h, tuple(items), at, title, solid=True, key=f"metric{index}")


def _value_text(metric: Metric, setting: Setting) -> str:
    words = setting.words
    if metric.value is None:
        return "–"
    text = words.number(metric.value)
    unit = metric.unit.strip()
    if unit and unit != "%":
        return f"{text}\u00a0{unit}"
    if unit or metric.kind in _PERCENT:
        return f"{text}\u00a0%" if words.language == "ru" else f"{text}%"
    return text


def _track(metric: Metric, left: float, right: float, y: float, setting: Setting) -> tuple[Item, ...]:
    theme = setting.theme
    low, high = METRIC_RANGES.get(metric.kind, (None, None))
    low = float(metric.min) if metric.min is not None else low
    high = float(metric.max) if metric.max is not None else high
    if metric.value is None or low is None or high is None or high / 2 <= low / 2:
        return ()
    bottom, span = low / 2, high / 2 - low / 2  # in halves: the whole of two huge numbers would be infinite

    def x(value: float) -> float:
        share = min(1.0, max(0.0, (value / 2 - bottom) / span))
        return round(left + 4 + (right - left - 8) * share, 2)

    items: list[Item] = [Rect(left, y - 1, right - left, 2, theme.line, radius=1, upto=LOW)]
    if metric.low is not None and metric.high is not None and metric.high > metric.low:
        start, end = x(metric.low), x(metric.high)
        items.append(Rect(start, y - 3, end - start, 6, theme.strong, radius=3, upto=LOW))
    items.append(circle(x(metric.value), y, 4, theme.board, theme.text, 2))
    return tuple(items)


def _under(
    metric: Metric, answers: str, left: float, right: float, top: float, setting: Setting
) -> tuple[Item, ...]:
    theme, measurer = setting.theme, setting.measurer
    items: list[Item] = []
    taken = left
    if answers:
        shown = elide(answers, right - left, CAPTION.size, CAPTION.weight, measurer)
        line = line_of(shown, left, top, CAPTION, theme.text3, measurer, FULL)
        items.append(line)
        taken = line.x + line.width + 6
    if metric.low is not None and metric.high is not None:
        interval = setting.words.range(metric.low, metric.high)
        if measurer.width(interval, CAPTION.size, CAPTION.weight) <= right - taken:
            items.append(line_of(interval, right, top, CAPTION, theme.text3, measurer, FULL, 1))
    return tuple(items)


def evidence_cell(
    evidence: tuple[Evidence, ...], owner: Touchpoint | Stage, w: float, setting: Setting
) -> Sketch:
    """What the touchpoint rests on: icon, kind and number of its strongest evidence."""

    def drawn() -> Group:
        items = evidence_items(evidence, 4, 0, w - 4, setting)
        return Group(
            "evidence", 0, 0, w, 14, items, owner_address(owner, setting), key="evidence", solid=True
        )

    return 14.0, drawn


_MET: dict[str, tuple[str, Message]] = {
    "yes": ("check", _("met")),
    "partly": ("minus", _("partly met")),
    "no": ("x", _("not met")),
}


def expectation_cell(owner: Touchpoint | Stage, w: float, setting: Setting) -> Group | None:
    """What the customer expected, and at the foot whether it came true; None where nothing is known."""
    if not owner.expectation and not owner.met:
        return None
    theme, measurer = setting.theme, setting.measurer
    lines = statement_lines(owner.expectation, w - 2 * PADDING, setting)
    h = len(lines) * CARD_TEXT.line + (34.0 if owner.met else 16.0)
    items = list(frame(w, h, theme, 8, theme.sunk, theme.line, shadow=False, far=theme.zero))
    items += lines_of(lines, PADDING, 8, CARD_TEXT, theme.text, measurer)
    if owner.met:
        icon, message = _MET[owner.met]
        colour = {"yes": theme.opp, "partly": theme.text2, "no": theme.pain}[owner.met]
        items.append(icon_item(icon, PADDING, h - 20, 12, colour, FULL))
        text = elide(setting.words(message), w - 2 * PADDING - 15, CAPTION.size, CAPTION.weight, measurer)
        items.append(line_of(text, PADDING + 15, h - 21, CAPTION, colour, measurer, FULL))
    at = owner_address(owner, setting)
    return Group("card", 0, 0, w, h, tuple(items), at, owner.expectation, solid=True, key="expectation")


def feelings_cell(owner: Touchpoint | Stage, w: float, setting: Setting) -> Group | None:
    """Feelings as plain words; None where there are none."""
    if not owner.feelings:
        return None
    text = ", ".join(owner.feelings)
    lines = wrap(text, w - 8, CAPTION.size, CAPTION.weight, setting.measurer)
    items = lines_of(lines, 4, 5, CAPTION, setting.theme.text2, setting.measurer, FULL)
    h = len(lines) * CAPTION.line + 10
    at = owner_address(owner, setting)
    return Group("feelings", 0, 0, w, h, items, at, text, solid=True, key="feelings")


def importance_cell(owner: Touchpoint, w: float, setting: Setting) -> Group | None:
    """How much the touchpoint matters to the customer, as bars and words, and to the company."""
    if owner.importance is None and owner.importance_company is None:
        return None
    theme, measurer, words = setting.theme, setting.measurer, setting.words
    items: list[Item] = []
    rows: list[tuple[float, Message]] = []
    if owner.importance is not None:
        rows.append((owner.importance, _("customer {n}", n=owner.importance)))
    if owner.importance_company is not None:
        rows.append((owner.importance_company, _("company {n}", n=owner.importance_company)))
    for i, (value, message) in enumerate(rows):
        top = 5 + i * 18
        items += importance_bars(4, top + 12, value, theme)
        x = 4 + IMPORTANCE_WIDTH + 6
        text = elide(words(message), w - x - 4, CAPTION.size, CAPTION.weight, measurer)
        items.append(line_of(text, x, top, CAPTION, theme.text2, measurer, FULL))
    h = len(rows) * 18 + 6
    at = owner_address(owner, setting)
    return Group("label", 0, 0, w, h, tuple(items), at, solid=True, key="importance")


def image_cells(owner: Touchpoint, w: float, setting: Setting) -> tuple[Group, ...]:
    """The touchpoint's pictures."""
    at = owner_address(owner, setting)
    return tuple(
        thumbnail(source, at, w, setting, f"image{i}") for i, source in enumerate(owner.images[:MOST_IN_CELL])
    )
