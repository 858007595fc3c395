"""The stages over the chart of a report: their titles, and what each adds to the gap.

Stages that were merged share one figure: it stands once, at the end of their stretch, and one unbroken rule runs over
them. So the figures over the chart add up to the gap.
"""

from __future__ import annotations

from collections.abc import Sequence

from cjm_editor.core.figures import stage_figures
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import StageGap
from cjm_editor.core.texts import Message, _
from cjm_editor.render.display import FULL, LOW, Group, Item, Rect
from cjm_editor.render.marks_axis import Axis, AxisStage, axis_of
from cjm_editor.render.marks_layout import Grid
from cjm_editor.render.marks_scene import LONGEST, Scene
from cjm_editor.render.parts import Style, line_of
from cjm_editor.render.wrap import HYPHEN, wrap

STAGE, STAGE_SMALL = Style(13, 18, 600), Style(11.5, 13, 600)
STAGE_POINTS = Style(11, 14, 400)
_UNDER = Style(11, 11, 400)
HEADER, _RULE = 34.0, 28.0
_LOWERED = 9.0
"""By how much lower the rules are under figures that have no room beside the titles."""


@dataclass(frozen=True, slots=True)
class Told:
    """What stands over a stage of the axis: the points, "" where none, and whether it shares them with the next one."""

    points: str = ""
    is_joined: bool = False


def stages_told(axis: Axis, scene: Scene) -> tuple[Told, ...]:
    """What each stage of the axis tells; nothing where the gap is no number, or where the maps have no stages."""
    found = [Told() for _stage in axis.stages]
    if not scene.result.score.as_point:
        return tuple(found)
    homes = {
        place: number
        for number, gap in enumerate(scene.result.stages)
        for place, stage in enumerate(axis.stages)
        if _stands_for(stage, gap)
    }
    figures = stage_figures(scene.result)
    for number in dict.fromkeys(homes.values()):
        first = last = min(place for place, home in homes.items() if home == number)
        while homes.get(last + 1) == number:
            last += 1
        for place in range(first, last):
            found[place] = Told(is_joined=True)
        found[last] = Told(scene.words.number(figures[number], 1) if figures[number] else "0")
    return tuple(found)


def stages_meaning(scene: Scene) -> Message | None:
    """What the figures beside the stages are; None where there are none."""
    told = stages_told(axis_of(scene), scene)
    if any(stage.is_joined for stage in told):
        return _(
            "The number beside a stage is its share of the gap, one for stages under an unbroken line; "
            "the same figures stand in the tables."
        )
    if any(stage.points for stage in told):
        return _("The number beside a stage is its share of the gap; the same figures stand in the tables.")
    return None


def _stands_for(stage: AxisStage, gap: StageGap) -> bool:
    """Whether a stage of the axis is one of a group: of the reference's, or an extra one where it has none."""
    if stage.at is None:
        return False
    return stage.at.id in gap.actual and not gap.ideal if stage.is_extra else stage.at.id in gap.ideal


def one_line(text: str) -> str:
    """The text on one line."""
    return " ".join(text[:LONGEST].split())


def folded_title(text: str, width: float, scene: Scene) -> tuple[str, ...]:
    """A stage's title on two lines as long as each other, or as a width has room for."""
    title, measurer = one_line(text), scene.measurer
    whole = measurer.width(title, STAGE_SMALL.size, STAGE_SMALL.weight)
    longest = max(
        (measurer.width(word, STAGE_SMALL.size, STAGE_SMALL.weight) for word in title.split()), default=0.0
    )
    room = width or min(max(longest, whole * 0.62) + 1, 120.0)
    return wrap(title, room, STAGE_SMALL.size, STAGE_SMALL.weight, measurer, 2)


def broken_width(text: str, scene: Scene) -> float:
    """The least width at which a stage's title stands whole on two lines, its words hyphenated where they must be."""
    title = one_line(text)
    for width in range(36, 132, 4):
        lines = wrap(title, float(width), STAGE_SMALL.size, STAGE_SMALL.weight, scene.measurer, 2)
        whole = "".join(line[:-1] if line.endswith(HYPHEN) else f"{line} " for line in lines)
        if whole.replace("\u00a0", " ").strip() == title.replace("\u00a0", " "):
            return width + 1.0
    return 133.0


def stage_titles(axis: Axis, grid: Grid, y: float, scene: Scene) -> list[Group]:
    """Titles above rules, with what each stage adds to the gap beside them, or below them and the rules lower: the
    highest faces leave that much room. Titles too long for their stages stand in two lines."""
    theme, measurer = scene.theme, scene.measurer
    stages = stages_told(axis, scene)
    told = [stage.points for stage in stages]
    titles = [one_line(stage.title) for stage in axis.stages]
    wide = [measurer.width(title, STAGE.size, STAGE.weight) for title in titles]
    beside = [6 + measurer.width(text, STAGE_POINTS.size, STAGE_POINTS.weight) for text in told]
    has_points = all(a + b <= w for a, b, w in zip(wide, beside, grid.stage_widths, strict=True))
    is_large = _are_large([a <= w for a, w in zip(wide, grid.stage_widths, strict=True)], stages)
    rule_y = _RULE if has_points else _RULE + _LOWERED
    high = max(HEADER, rule_y)
    groups = []
    for n, stage in enumerate(axis.stages):
        w = grid.stage_widths[n]
        lines: tuple[str, ...] = (titles[n],) if is_large[n] else folded_title(stage.title, w, scene)
        style = STAGE if is_large[n] else STAGE_SMALL
        top = 4.0 if style is STAGE else 24.0 - style.line * len(lines)
        items: list[Item] = [
            line_of(line, 0, top + k * style.line, style, theme.text, measurer, LOW)
            for k, line in enumerate(lines)
            if line and line != "…"
        ]
        if has_points and told[n]:
            items.append(line_of(told[n], w, 7, STAGE_POINTS, theme.text2, measurer, FULL, 1))
        elif told[n] and beside[n] - 6 <= w:
            items.append(line_of(told[n], w, _RULE - 4, _UNDER, theme.text2, measurer, FULL, 1))
        x = grid.stage_xs[n]
        items.append(Rect(0, rule_y - 2, w, 2, theme.text))
        groups.append(
            Group("stage", x, y, w, high, tuple(items), stage.at, titles[n], key="chart", solid=True)
        )
        if stages[n].is_joined:
            between = grid.stage_xs[n + 1] - x - w
            rule = Rect(0, 0, between, 2, theme.text)
            groups.append(Group("stage", x + w, y + rule_y - 2, between, 2, (rule,), key="rule"))
    return groups


def _are_large(fit: Sequence[bool], stages: Sequence[Told]) -> list[bool]:
    """Which titles stand large: those that fit on one line, and of merged stages under one rule all or none."""
    found = list(fit)
    first = 0
    for n, stage in enumerate(stages):
        if not stage.is_joined:
            found[first : n + 1] = [all(fit[first : n + 1])] * (n + 1 - first)
            first = n + 1
    return found
