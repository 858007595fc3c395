"""The headline of a comparison: the gap with its interval, what it is made of, and how many links are of each kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cjm_editor.core.certainty import proviso
from cjm_editor.core.figures import by_name, gap_figure, interval_figures, part_texts
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import ComparisonResult, Score
from cjm_editor.core.role_words import kind_word
from cjm_editor.core.standing import metrics_are_unpaired
from cjm_editor.core.texts import Message, Words, _, ngettext
from cjm_editor.core.wording import counts, links_in_doubt, part_title
from cjm_editor.render.display import FULL, LOW, DisplayList, Group, Item, Line, Rect
from cjm_editor.render.marks_scene import MarksOptions
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


def gap_number(score: Score, words: Words) -> str:
    """The gap as it is printed large: a whole number; an interval where too little is known, "?" where nothing; a dash
    for none."""
    if score.gap is None or score.low is None or score.high is None:
        return "—"
    if score.is_open:
        return "?"
    if not score.as_point:
        low, high = interval_figures(score.low, score.high)
        return words.number(low) if low == high else words.range(low, high)
    return gap_value(score.gap, words)


def gap_value(gap: float, words: Words) -> str:
    """A gap as people read it: whole points, below one with a decimal."""
    return words.number(gap_figure(gap))


def gap_words(result: ComparisonResult) -> Message:
    """What stands beside the number: the interval, or why there is none and what the number rests on."""
    score = result.score
    if score.gap is None or score.low is None or score.high is None:
        return _("not computed: the reference has no touchpoints")
    if score.is_open:
        return _("not known yet")
    low, high = interval_figures(score.low, score.high)
    if score.lined_up == "little":
        return _("of 100; hardly any touchpoint could be lined up")
    if not score.as_point:
        if not score.coverage.emotion:
            return _("of 100; no emotion is known on both maps")
        percent = max(1, round(100 * score.coverage.emotion))
        return _("of 100; emotion known for only {percent}%", percent=percent)
    if low == high:
        rests = proviso(result)
        return _("of 100, almost for certain") if rests is None else _("of 100, {proviso}", proviso=rests)
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
    if score.low is not None and score.high is not None and not score.is_open:
        left, right = x + w * score.low / 100, x + w * score.high / 100
        box = max(6.0, right - left)
        left = min(max(x, (left + right - box) / 2), x + w - box)
        items.append(Rect(left, y - 6, box, 12, theme.warm, theme.pain, 1, 3))
        if score.gap is not None and score.as_point:
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
    """The groups of the strip at (`x`, `y`).

    Where it is narrow everything first stands closer; then a link says where the parts are told, then the kinds go.
    """
    scene = _Scene(result, options, measurer)
    plan = _plan(scene, width)
    gap, at = _gap_block(scene, plan.track)
    blocks = [gap]
    lines: list[float] = []

    def begun(pad: float) -> float:
        lines.append(at + pad)
        return at + 2 * pad

    if plan.parts:
        left = begun(plan.pad)
        parts, at = _parts_block(left, plan.bar, scene)
        blocks.append(parts)
    if plan.has_links and (links := _links(plan, scene)):
        left = begun(plan.pad)
        blocks += (replace(link, x=left) for link in links)
        at = left + max(link.w for link in links)
    if plan.rows:
        left = begun(plan.pad)
        blocks += _kinds_block(left, width - left - _MARGIN, plan.between, scene)
    rules: list[Item] = [Line(v + 0.5, 14, v + 0.5, HEIGHT - 14, options.theme.line, 1) for v in lines]
    rules.append(Line(0, HEIGHT - 0.5, width, HEIGHT - 0.5, options.theme.hair, options.theme.hair_width))
    blocks.append(Group("headline", 0, 0, width, HEIGHT, tuple(rules), key="rules"))
    return tuple(
        Group(b.role, b.x + x, b.y + y, b.w, b.h, b.items, b.at, b.title, b.pane, b.solid, b.key)
        for b in blocks
    )


@dataclass(frozen=True, slots=True)
class _Scene:
    result: ComparisonResult
    options: MarksOptions
    measurer: Measurer


@dataclass(frozen=True, slots=True)
class _Plan:
    """What there is room for: lengths of the track and the bars, the space around rules and between kinds, and in how
    many rows the kinds stand (0: not at all).
    """

    track: float
    bar: float
    pad: float
    between: float
    rows: int
    parts: bool = True
    has_links: bool = False


_PLANS = (
    _Plan(TRACK, 44, 20, 18, rows=2),
    _Plan(190, 30, 14, 12, rows=2),
    _Plan(190, 30, 14, 12, rows=3),
    _Plan(160, 24, 10, 10, rows=3),
    _Plan(190, 30, 14, 12, rows=0, has_links=True),
    _Plan(160, 24, 10, 10, rows=0, has_links=True),
    _Plan(160, 24, 12, 12, rows=3, parts=False, has_links=True),
    _Plan(160, 24, 12, 12, rows=0, parts=False, has_links=True),
    _Plan(120, 24, 10, 12, rows=0, parts=False, has_links=True),
)
"""From much room to little."""


def _plan(scene: _Scene, width: float) -> _Plan:
    """The first plan that fits; the gap alone where none does."""
    for plan in _PLANS:
        if _needed(plan, scene) <= width:
            return _possible(plan, scene)
    return replace(_PLANS[-1], has_links=False)


def _possible(plan: _Plan, scene: _Scene) -> _Plan:
    """The plan without what a comparison without a gap, or without touchpoints, has not got."""
    plan = plan if scene.result.matching.links else replace(plan, rows=0, has_links=False)
    has_gap = scene.result.score.gap is not None and not scene.result.score.is_open
    return plan if has_gap else replace(plan, parts=False, has_links=False)


def _needed(plan: _Plan, scene: _Scene) -> float:
    """The width that a plan takes."""
    plan = _possible(plan, scene)
    needed = _gap_block(scene, plan.track)[1] + _MARGIN
    if plan.parts:
        needed += 2 * plan.pad + _parts_block(0, plan.bar, scene)[1]
    if plan.has_links and (links := _links(plan, scene)):
        needed += 2 * plan.pad + max(link.w for link in links)
    if plan.rows:
        needed += 2 * plan.pad + _kinds_width(scene, plan.rows, plan.between)
    return needed


def whole_width(result: ComparisonResult, options: MarksOptions, measurer: Measurer) -> float:
    """The width at which the strip shows everything: nobody can follow its links on paper."""
    return min(
        _needed(plan, _Scene(result, options, measurer)) for plan in _PLANS if plan.parts and plan.rows
    )


def _gap_block(scene: _Scene, track_width: float) -> tuple[Group, float]:
    """The gap with its interval, and where it ends."""
    theme, words, measurer, score = (
        scene.options.theme,
        scene.options.words,
        scene.measurer,
        scene.result.score,
    )
    number = gap_number(score, words)
    style = GAP_NUMBER
    wide = measurer.width(number, style.size, style.weight)
    if wide > 90:
        style = Style(30, 44, 600)
        wide = measurer.width(number, style.size, style.weight)
    label = words(_("Gap"))
    left = _MARGIN + max(wide, measurer.width(label, CARD_TEXT.size, CARD_TEXT.weight)) + 14
    said = wrap(words(gap_words(scene.result)), track_width, LANE_TITLE.size, LANE_TITLE.weight, measurer, 2)
    items: list[Item] = [
        line_of(label, _MARGIN, 14, CARD_TEXT, theme.text2, measurer, LOW),
        line_of(number, _MARGIN, 35, style, theme.text, measurer, LOW),
    ]
    shift = 0.0 if len(said) == 1 else -5.0
    for n, line in enumerate(said):
        items.append(line_of(line, left, 14 + shift + 16 * n, LANE_TITLE, theme.text, measurer, LOW))
    items += track(score, Scale(left, 54, track_width), theme, measurer)
    width = left + track_width
    return Group("headline", 0, 0, width, HEIGHT, tuple(items), key="gap", solid=True), width


def _parts_block(x: float, bar: float, scene: _Scene) -> tuple[Group, float]:
    """The four parts in two columns as wide as their names, each with a bar, and where they end."""
    theme, words, measurer = scene.options.theme, scene.options.words, scene.measurer
    label = line_of(words(_("What it is made of")), 0, 14, CARD_TEXT, theme.text2, measurer, LOW)
    items: list[Item] = [label]
    score = scene.result.score
    least = dict(by_name(score.parts if score.bounds is None else score.bounds[0]))
    told = [(words(part_title(name)), least[name]) for name, _value in by_name(score.parts)]
    numbers = list(part_texts(score, words).values())
    values = list(numbers)
    if metrics_are_unpaired(scene.result):  # told[-1] is that of the metrics
        values[-1] = words(_("{value}, none compared", value=values[-1]))
    widths, whole = (
        [measurer.width(text, CARD_TEXT.size, CARD_TEXT.weight) for text in texts]
        for texts in (numbers, values)
    )
    left = 0.0
    for column in range(2):
        rows = range(column, len(told), 2)
        names = [
            line_of(told[n][0], left, 38 + 24 * (n // 2), LANE_TITLE, theme.text, measurer, LOW) for n in rows
        ]
        at = left + max(name.width for name in names) + 8
        # numbers end below each other, a note stands behind
        edge = at + bar + 8 + max(widths[n] for n in rows)
        end = max(edge - widths[n] + whole[n] for n in rows)
        items += names
        for n in rows:
            top, value = 38.0 + 24 * (n // 2), told[n][1]
            items.append(Rect(at, top + 5, bar, 6, theme.hair, radius=3))
            if value:
                items.append(Rect(at, top + 5, max(6.0, bar * min(1.0, value)), 6, theme.text2, radius=3))
            items.append(line_of(values[n], edge - widths[n], top, CARD_TEXT, theme.text2, measurer, LOW))
        left = end + bar / 2
    width = max(left - bar / 2, label.width)
    return Group("headline", x, 0, width, HEIGHT, tuple(items), key="parts", solid=True), x + width


def _doubts_text(scene: _Scene) -> str:
    """How many links are in doubt; "" where none is."""
    doubts = len(links_in_doubt(scene.result))
    return scene.options.words(ngettext("{n} link in doubt", "{n} links in doubt", doubts)) if doubts else ""


def _link(text: str, x: float, y: float, key: str, scene: _Scene) -> Group:
    """A text that can be pressed."""
    line = line_of(text, 0, 0, LANE_TITLE, scene.options.theme.accent, scene.measurer, LOW)
    return Group("headline", x, y, line.width, 16, (line,), title=text, key=key, solid=True)


def _links(plan: _Plan, scene: _Scene) -> list[Group]:
    """Links to what there is no room for: the parts, and the links in doubt that stand over the kinds."""
    found = []
    if not plan.parts:
        found.append(_link(scene.options.words(_("What it is made of")), 0, 14, "parts", scene))
    if not plan.rows and (said := _doubts_text(scene)):
        found.append(_link(said, 0, 14 + 26 * len(found), "doubts", scene))
    return found


def _kinds_block(x: float, room: float, between: float, scene: _Scene) -> Iterator[Group]:
    theme, words, measurer = scene.options.theme, scene.options.words, scene.measurer
    label = elide(words(_("What matches what")), room, CARD_TEXT.size, CARD_TEXT.weight, measurer)
    heading = line_of(label, 0, 14, CARD_TEXT, theme.text2, measurer, LOW)
    link: Group | None = None
    if said := _doubts_text(scene):
        made = _link(said, 0, 14, "doubts", scene)
        if heading.width + 24 + made.w <= room:
            link = replace(made, x=x + room - made.w)
    items = (heading, *_kind_items(room, between, scene))
    yield Group("headline", x, 0, room, HEIGHT, items, key="kinds", solid=link is None)
    if link is not None:
        yield link


def _kinds_width(scene: _Scene, rows: int, between: float) -> float:
    """What the counts need in so many rows, and their heading with the link."""
    words, measurer = scene.options.words, scene.measurer
    heading = measurer.width(words(_("What matches what")), CARD_TEXT.size, CARD_TEXT.weight)
    if said := _doubts_text(scene):
        heading += 24 + measurer.width(said, LANE_TITLE.size, LANE_TITLE.weight)
    told = _told(scene)
    return max(heading, _lefts(_widths(told, scene), rows, _radius(rows), between)[1] if told else 0.0)


def _radius(rows: int) -> float:
    """The radius of the signs by the number of rows."""
    return 9.0 if rows == 2 else 8.0


def _told(scene: _Scene) -> list[tuple[str, int, str]]:
    """The kinds that occur, how many of each, in words."""
    words, result = scene.options.words, scene.result
    return [(kind, n, kind_word(kind, n, result, words)) for kind, n in counts(result)]


def _widths(told: Sequence[tuple[str, int, str]], scene: _Scene) -> list[float]:
    words, measurer = scene.options.words, scene.measurer
    return [
        measurer.width(words.number(n), VALUE.size, VALUE.weight)
        + measurer.width(word, CARD_TEXT.size, CARD_TEXT.weight)
        for _kind, n, word in told
    ]


def _lefts(widths: Sequence[float], rows: int, r: float, between: float) -> tuple[list[float], float]:
    """The left edges of the columns, and the width of all."""
    columns = -(-len(widths) // rows)
    lefts, x = [], 0.0
    for column in range(columns):
        lefts.append(x)
        x += max(widths[column::columns]) + 2 * r + 6 + 5 + between
    return lefts, x - between


def _kind_items(room: float, between: float, scene: _Scene) -> Sequence[Item]:
    """The counts in rows: signs of 18 px in two rows, smaller ones in three where there are many."""
    told = _told(scene)
    if not told:
        return ()
    theme, measurer, words = scene.options.theme, scene.measurer, scene.options.words
    widths = _widths(told, scene)
    rows = next((n for n in (2, 3) if _lefts(widths, n, _radius(n), between)[1] <= room), 3)
    r = _radius(rows)
    lefts, _wide = _lefts(widths, rows, r, between)
    pitch, first = (26.0, 41.0) if rows == 2 else (19.5, 36.0)
    items: list[Item] = []
    for n, (kind, count, word) in enumerate(told):
        left, cy = lefts[n % len(lefts)], first + pitch * (n // len(lefts)) + 4
        items += kind_sign(kind, left + r, cy, theme, r=r)
        number = line_of(words.number(count), left + 2 * r + 6, cy - 8, VALUE, theme.text, measurer, LOW)
        items.append(number)
        items.append(
            line_of(word, number.x + number.width + 5, cy - 8, CARD_TEXT, theme.text2, measurer, LOW)
        )
    return items
