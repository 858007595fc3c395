"""The headline of a comparison: the gap with its interval, what it is made of, and how many links are of each kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cjm_editor.core.figures import gap_figure
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import ComparisonResult, Score
from cjm_editor.core.texts import Message, Words, _, ngettext
from cjm_editor.core.wording import counts, part_title
from cjm_editor.render.display import FULL, LOW, DisplayList, Group, Item, Line, Rect
from cjm_editor.render.marks_scene import MarksOptions, kind_word
from cjm_editor.render.marks_signs import kind_sign
from cjm_editor.render.measure import Measurer
from cjm_editor.render.parts import CAPTION, CARD_TEXT, LANE_TITLE, Style, line_of
from cjm_editor.render.theme import Theme
from cjm_editor.render.wrap import elide, wrap

HEIGHT = 94.0
GAP_NUMBER = Style(40, 44, 600)
VALUE = Style(12, 16, 600)
TRACK, TRACK_HEIGHT = 236.0, 4.0
_MARGIN = 16.0
_PAD = 20.0
_PARTS_WIDTH = 324.0
_BAR = 44.0


def gap_number(score: Score, words: Words) -> str:
    """The gap as it is printed large: a whole number; an interval where too few emotions are known; a dash for none."""
    if score.gap is None or score.low is None or score.high is None:
        return "—"
    if not score.as_point:
        low, high = gap_figure(score.low), gap_figure(score.high)
        return words.number(low) if low == high else words.range(low, high)
    return gap_value(score.gap, words)


def gap_value(gap: float, words: Words) -> str:
    """A gap as people read it: whole points, below one with a decimal."""
    return words.number(gap_figure(gap))


def gap_words(score: Score) -> Message:
    """What stands beside the number: the interval, or why there is none."""
    if score.gap is None or score.low is None or score.high is None:
        return _("not computed: the reference has no touchpoints")
    low, high = gap_figure(score.low), gap_figure(score.high)
    if not score.as_point:
        percent = round(100 * score.coverage.emotion)
        return _("of 100; emotion known for only {percent}%", percent=percent)
    if low == high:
        return _("of 100, almost for certain")
    return _("probably {low} to {high} of 100", low=low, high=high)


@dataclass(frozen=True, slots=True)
class Scale:
    """The track from 0 to 100: where it begins, its height and width."""

    x: float
    y: float
    width: float


def track(
    score: Score, scale: Scale, theme: Theme, measurer: Measurer, has_ends: bool = True
) -> tuple[Item, ...]:
    """The gap on a track from 0 to 100, its interval as a box, the point a stroke."""
    x, y, w = scale.x, scale.y, scale.width
    items: list[Item] = [Rect(x, y - TRACK_HEIGHT / 2, w, TRACK_HEIGHT, theme.line, radius=2)]
    if score.gap is not None and score.low is not None and score.high is not None:
        left, right = x + w * score.low / 100, x + w * score.high / 100
        box = max(6.0, right - left)
        left = min(max(x, (left + right - box) / 2), x + w - box)
        items.append(Rect(left, y - 6, box, 12, theme.warm, theme.pain, 1, 3))
        if score.as_point:
            at = min(max(x + w * score.gap / 100, x + 1.5), x + w - 1.5)
            items.append(Rect(at - 1.5, y - 10, 3, 20, theme.pain, radius=1.5))
    if has_ends:
        for share, text in ((0.0, "0"), (0.5, "50"), (1.0, "100")):
            items.append(line_of(text, x + w * share, y + 11, CAPTION, theme.text3, measurer, FULL, share))
    return tuple(items)


def headline(
    result: ComparisonResult, options: MarksOptions, measurer: Measurer, width: float = 1100.0
) -> DisplayList:
    """The strip of 94 px as a drawing of its own, so that a window can pin it over the board."""
    return DisplayList(
        width,
        HEIGHT,
        headline_groups(result, options, measurer, width),
        options.theme.board,
        title=options.words(_("Gap")),
        language=options.words.language,
    )


def headline_groups(
    result: ComparisonResult,
    options: MarksOptions,
    measurer: Measurer,
    width: float,
    x: float = 0.0,
    y: float = 0.0,
) -> tuple[Group, ...]:
    """The groups of the strip at (`x`, `y`); where it is narrow the parts are left out first, then the counts."""
    gap, gap_width = _gap_block(result.score, options, measurer)
    blocks = [gap]
    at = gap_width + 2 * _PAD
    theme = options.theme
    lines: list[float] = []
    has_parts = result.score.gap is not None and width >= at + _PARTS_WIDTH + 2 * _PAD + 300
    if has_parts:
        lines.append(at - _PAD)
        blocks.append(_parts_block(result.score, at, options, measurer))
        at += _PARTS_WIDTH + 2 * _PAD
    if width - at - _MARGIN >= 200:
        lines.append(at - _PAD)
        blocks += _kinds_block(result, at, width - at - _MARGIN, options, measurer)
    rules: list[Item] = [Line(v + 0.5, 14, v + 0.5, HEIGHT - 14, theme.line, 1) for v in lines]
    rules.append(Line(0, HEIGHT - 0.5, width, HEIGHT - 0.5, theme.hair, theme.hair_width))
    blocks.append(Group("headline", 0, 0, width, HEIGHT, tuple(rules), key="rules"))
    return tuple(
        Group(b.role, b.x + x, b.y + y, b.w, b.h, b.items, b.at, b.title, b.pane, b.solid, b.key)
        for b in blocks
    )


def _gap_block(score: Score, options: MarksOptions, measurer: Measurer) -> tuple[Group, float]:
    theme, words = options.theme, options.words
    number = gap_number(score, words)
    style = GAP_NUMBER
    wide = measurer.width(number, style.size, style.weight)
    if wide > 90:
        style = Style(30, 44, 600)
        wide = measurer.width(number, style.size, style.weight)
    label = words(_("Gap"))
    left = _MARGIN + max(wide, measurer.width(label, CARD_TEXT.size, CARD_TEXT.weight)) + 14
    said = wrap(words(gap_words(score)), TRACK, LANE_TITLE.size, LANE_TITLE.weight, measurer, 2)
    items: list[Item] = [
        line_of(label, _MARGIN, 14, CARD_TEXT, theme.text2, measurer, LOW),
        line_of(number, _MARGIN, 35, style, theme.text, measurer, LOW),
    ]
    shift = 0.0 if len(said) == 1 else -5.0
    for n, line in enumerate(said):
        items.append(line_of(line, left, 14 + shift + 16 * n, LANE_TITLE, theme.text, measurer, LOW))
    items += track(score, Scale(left, 54, TRACK), theme, measurer)
    width = left + TRACK
    return Group("headline", 0, 0, width, HEIGHT, tuple(items), key="gap", solid=True), width


def parts_of(score: Score) -> tuple[tuple[str, float | None], ...]:
    """The four parts by name, None where a part does not exist."""
    parts = score.parts
    return (
        ("experience", parts.experience),
        ("path", parts.path),
        ("friction", parts.friction),
        ("metrics", parts.metrics),
    )


def _parts_block(score: Score, x: float, options: MarksOptions, measurer: Measurer) -> Group:
    theme, words = options.theme, options.words
    items: list[Item] = [
        line_of(words(_("What it is made of")), 0, 14, CARD_TEXT, theme.text2, measurer, LOW)
    ]
    column = _PARTS_WIDTH / 2
    for n, (name, value) in enumerate(parts_of(score)):
        left, top = (n % 2) * column, 38.0 + 24 * (n // 2)
        room = column - _BAR - 50
        title = elide(words(part_title(name)), room, LANE_TITLE.size, LANE_TITLE.weight, measurer)
        items.append(line_of(title, left, top, LANE_TITLE, theme.text, measurer, LOW))
        bar = left + room + 4
        items.append(Rect(bar, top + 5, _BAR, 6, theme.hair, radius=3))
        if value:
            items.append(Rect(bar, top + 5, max(6.0, _BAR * min(1.0, value)), 6, theme.text2, radius=3))
        said = words(_("none")) if value is None else words.number(value, 2)
        fitting = elide(said, 38, CARD_TEXT.size, CARD_TEXT.weight, measurer)
        items.append(line_of(fitting, left + column - 14, top, CARD_TEXT, theme.text2, measurer, LOW, 1))
    return Group("headline", x, 0, _PARTS_WIDTH, HEIGHT, tuple(items), key="parts", solid=True)


def _kinds_block(
    result: ComparisonResult, x: float, room: float, options: MarksOptions, measurer: Measurer
) -> Iterator[Group]:
    theme, words = options.theme, options.words
    label = elide(words(_("What matches what")), room, CARD_TEXT.size, CARD_TEXT.weight, measurer)
    heading = line_of(label, 0, 14, CARD_TEXT, theme.text2, measurer, LOW)
    items: list[Item] = [heading]
    doubts = sum(link.unsure for link in result.matching.links)
    link: Group | None = None
    if doubts:
        said = words(ngettext("{n} link in doubt", "{n} links in doubt", doubts))
        wide = measurer.width(said, LANE_TITLE.size, LANE_TITLE.weight)
        if heading.width + 24 + wide <= room:
            text = line_of(said, 0, 0, LANE_TITLE, theme.accent, measurer, LOW)
            link = Group(
                "headline", x + room - wide, 14, wide, 16, (text,), title=said, key="doubts", solid=True
            )
    items += _kind_items(result, room, options, measurer)
    yield Group("headline", x, 0, room, HEIGHT, tuple(items), key="kinds", solid=link is None)
    if link is not None:
        yield link


def _kind_items(
    result: ComparisonResult, room: float, options: MarksOptions, measurer: Measurer
) -> Sequence[Item]:
    """The counts in rows: signs of 18 px in two rows, smaller ones in three where there are many."""
    told = [(kind, n, kind_word(kind, n, result, options.words)) for kind, n in counts(result)]
    if not told:
        return ()
    theme = options.theme
    widths = [
        measurer.width(options.words.number(n), VALUE.size, VALUE.weight)
        + measurer.width(word, CARD_TEXT.size, CARD_TEXT.weight)
        for _kind, n, word in told
    ]
    for rows, r in ((2, 9.0), (3, 8.0)):
        columns = -(-len(told) // rows)
        lefts, x = [], 0.0
        for column in range(columns):
            lefts.append(x)
            x += max(widths[column::columns]) + 2 * r + 6 + 5 + 18
        if x - 18 <= room or rows == 3:
            break
    pitch, first = (26.0, 41.0) if rows == 2 else (19.5, 36.0)
    items: list[Item] = []
    for n, (kind, count, word) in enumerate(told):
        left, cy = lefts[n % columns], first + pitch * (n // columns) + 4
        if left + 2 * r > room:
            continue
        items += kind_sign(kind, left + r, cy, theme, r=r)
        number = line_of(
            options.words.number(count), left + 2 * r + 6, cy - 8, VALUE, theme.text, measurer, LOW
        )
        items.append(number)
        at = number.x + number.width + 5
        fitting = elide(word, max(0.0, room - at), CARD_TEXT.size, CARD_TEXT.weight, measurer)
        if fitting:
            items.append(line_of(fitting, at, cy - 8, CARD_TEXT, theme.text2, measurer, LOW))
    return items
