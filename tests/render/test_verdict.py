"""What a comparison concludes: a fix as the headline, never an emotion that nobody has asked about."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.compare.opportunity_text import idea_text
from cjm_editor.compare.report_text import text_report
from cjm_editor.core.figures import after_text, delta_text, fall_text
from cjm_editor.core.line_facts import leading, measuring_told, ranked, to_find_out
from cjm_editor.core.model import Document, JourneyMap, Metric, Touchpoint
from cjm_editor.core.results import Side
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.core.todo import what_to_do
from cjm_editor.render.html import report_html
from cjm_editor.render.key_figures import key_figures
from cjm_editor.render.marks_scene import MarksOptions, scene_of
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.theme import PRINT
from cjm_editor.render.verdict import (
    conclusion,
    fix_facts,
    fix_place,
    gap_after,
    list_notes,
    steps_axis,
    steps_title,
)
from tests.compare.samples import sample_side

EN, RU = words("en"), words("ru")
TITLES = ("Finds the shop", "Tries the boots on", "Pays at the desk", "Tells friends")


def side(kind: str, emotions: dict[str, float | None], csat: float | None = None) -> Side:
    """A map of these touchpoints; `csat` is measured at the last one."""
    points = [
        Touchpoint(id=title.split()[0].lower(), title=title, emotion=felt) for title, felt in emotions.items()
    ]
    if csat is not None:
        points[-1] = replace(points[-1], metrics=(Metric("csat", value=csat),))
    journey = JourneyMap(id=kind[0], title=kind, kind=kind, touchpoints=Seq(points))
    return Side(Document(maps=Seq((journey,))), journey, kind)


def compared(
    lived: tuple[float | None, ...], wanted: float = 2.0, kinds=("ideal", "actual"), metrics=(None, None)
):
    return compare(
        side(kinds[0], dict.fromkeys(TITLES, wanted), metrics[0]),
        side(kinds[1], dict(zip(TITLES, lived, strict=True)), metrics[1]),
    )


def asked_first(result):
    """The same, with the line that nobody has asked about before the others, as where it is the least effort."""
    asked = to_find_out(result)
    lines = (*asked, *(fix for fix in result.fixes if fix not in asked))
    return replace(result, fixes=tuple(replace(fix, rank=n) for n, fix in enumerate(lines, 1)))


def test_an_emotion_that_nobody_knows_is_no_headline():
    result = asked_first(compared((2.0, 1.0, 1.0, None)))
    first, *rest = ranked(result)
    assert to_find_out(result) == (first,) and rest
    said = conclusion(result, EN)
    assert "Tells friends" not in said and said.startswith(
        ("At “Tries the boots on”", "At “Pays at the desk”")
    )
    assert leading(result, 3) == tuple(rest) and all(fix.is_counted for fix in rest)
    assert key_figures(result, EN)[0][1] == "points less after fixes 2 and 3"
    assert key_figures(result, RU)[0][1] == "балла разрыва снимут исправления 2 и 3"
    result = replace(result, fixes=(first,))
    assert key_figures(result, EN)[0] == ("1", "touchpoint with an unknown emotion: ask customers")
    assert key_figures(result, RU)[0] == ("1", "точка с неизвестной эмоцией: спросите клиентов")
    assert what_to_do(result, first, EN) == "Ask customers how they feel at “Tells friends”"


def test_what_is_to_be_asked_about_takes_nothing_off():
    result = compared((2.0, -2.0, 1.9, None))
    first, second, third = ranked(result)
    assert to_find_out(result) == (second,) and leading(result, 3) == (first, third)
    assert second.delta > third.delta and second.after == first.after > third.after
    assert key_figures(result, EN)[0] == ("33.7", "points less after fixes 1 and 3")
    assert delta_text(second, EN).endswith("?") and after_text(second, EN) == "—"
    assert gap_after(result, second, EN) == "find out first"


def test_where_nothing_is_known_to_differ_the_conclusion_is_whom_to_ask():
    result = asked_first(compared((2.0, 2.0, 1.0, None)))
    known = next(fix for fix in ranked(result) if fix not in to_find_out(result))
    only = replace(result, fixes=tuple(fix for fix in result.fixes if fix is not known))
    told = "Ask customers how they feel at “Tells friends”: hardly anything else is known to differ"
    assert conclusion(only, EN) == told
    tiny = tuple(replace(fix, delta=0.001) if fix is known else fix for fix in result.fixes)
    assert conclusion(replace(result, fixes=tiny), EN) == told


def test_a_line_with_a_metric_that_is_worse_is_a_fix_though_its_emotion_is_unknown():
    for lived, asks in ((3.0, ""), (None, "emotion")):
        result = compared((2.0, 1.0, 1.0, None), metrics=(5.0, lived))
        assert next(fix for fix in result.fixes if fix.link == 3).asks == asks


def test_a_metric_that_nobody_measures_is_to_be_measured_first():
    result = compared((2.0, 1.0, 1.0, 2.0), metrics=(5.0, None))
    (asked,) = to_find_out(result)
    assert asked.asks == "metric" and asked.delta > 0
    assert what_to_do(result, asked, EN) == "Measure CSAT at “Tells friends”"


@pytest.mark.parametrize(
    ("kinds", "than"),
    [
        (("ideal", "actual"), "the journey is nowhere worse than intended"),
        (("assumed", "actual"), "the journey is nowhere worse than believed"),
        (("ideal", "assumed"), "what the company believes is as intended"),
        (("actual", "actual"), "the second map is nowhere worse than the first"),
        (("actual", "ideal"), "the second map is nowhere worse than the first"),
    ],
)
def test_no_gap_is_said_in_the_words_of_the_two_roles(kinds, than):
    result = compared((1.0,) * 4, 1.0, kinds)
    assert not ranked(result) and conclusion(result, EN) == f"There is no gap: {than}"


@pytest.mark.parametrize(
    ("kinds", "english", "russian"),
    [
        (
            ("ideal", "actual"),
            "No points lost; still to mend: 1 longer wait",
            "Баллы не потеряны; осталось исправить",
        ),
        (
            ("ideal", "assumed"),
            "No points lost; still to mend: 1 longer wait",
            "Баллы не потеряны; осталось исправить",
        ),
        (
            ("assumed", "actual"),
            "No gap in points; what differs besides: 1 longer wait",
            "В баллах разрыва нет; что ещё различается",
        ),
        (
            ("actual", "actual"),
            "No gap in points; what differs besides: 1 longer wait",
            "В баллах разрыва нет; что ещё различается",
        ),
    ],
)
def test_nothing_is_called_no_worse_while_something_without_points_is(kinds, english, russian):
    """A longer wait costs no points, and is worse all the same."""
    result = compared((1.0,) * 4, 1.0, kinds)
    slow = [
        replace(
            one,
            journey=replace(
                one.journey,
                touchpoints=Seq(
                    replace(t, wait=wait) if n == 0 else t for n, t in enumerate(one.journey.touchpoints)
                ),
            ),
        )
        for one, wait in ((result.ideal, "1d"), (result.actual, "2d"))
    ]
    waiting = compare(*slow)
    assert waiting.score.gap == 0 and [fix.also for fix in waiting.fixes] == [True]
    assert conclusion(waiting, EN) == english
    assert conclusion(waiting, RU) == f"{russian}: 1 место с более долгим ожиданием"


def test_no_gap_is_claimed_where_no_emotion_is_known():
    result = compared((None,) * 4)
    assert not ranked(result)
    assert conclusion(result, EN) == "Whether there is a gap is not known: too few emotions are"


def test_points_that_hang_on_measuring_are_no_promise():
    """Headline, line and great figure count what comes off for sure alike, and say what the rest depends on."""
    result = compare(
        sample_side("boots.cjm.yaml", "ideal"), sample_side("boots-independent.cjm.yaml", "journey")
    )
    first = result.fixes[0]
    assert first.unmeasured > first.delta / 2
    share = EN.percent(first.sure_delta / result.score.gap)
    assert f"removes at least {share} of the gap" in conclusion(result, EN)
    assert "исправление уберёт минимум 8\u00a0% разрыва" in conclusion(result, RU)
    told = measuring_told(result, first, EN)
    assert told.startswith(f"at least {EN.number(first.sure_delta, 1)}: ")
    points = fall_text(result.score.gap, result.fixes[2].sure_after, EN).points
    assert key_figures(result, EN)[0][1] == (
        "points less after fixes 1–3, if the links are right and what is not measured yet is on target; "
        f"at least {points} if it is not"
    )
    sure = replace(first, unmeasured=0.0)
    settled = replace(result, fixes=(sure,))
    assert "at least" not in conclusion(settled, EN) + key_figures(settled, EN)[0][1]


@pytest.mark.parametrize(
    ("language", "lies"), [("en", ("reality", "real life")), ("ru", ("в жизни", "на деле"))]
)
def test_against_a_belief_nothing_is_said_of_real_life(language, lies):
    worded = words(language)
    options, measurer = MarksOptions(theme=PRINT, words=worded), bundled_measurer()
    believed = {**dict.fromkeys(TITLES[:3], 2.0), "Pays at the desk": -2.0, "Xylophone": -2.0}
    for lived in (dict.fromkeys(TITLES, 2.0), believed, {**believed, "Hears friends": 1.0}):
        wanted = dict.fromkeys((*TITLES, "Asks in the chat"), 2.0)
        for kinds in (("ideal", "assumed"), ("assumed", "ideal")):
            result = compare(side(kinds[0], wanted), side(kinds[1], lived))
            scene = scene_of(result, options, measurer)
            said = [conclusion(result, worded), text_report(result, worded)]
            said += [report_html(result, options, measurer), *(scene.word_of("missing", n) for n in (1, 2))]
            assert not [lie for lie in lies if any(lie in text for text in said)], kinds


def test_against_a_belief_the_conclusion_says_what_the_company_believes():
    unfound = compare(
        side("ideal", dict.fromkeys((*TITLES, "Asks in the chat"), 2.0)),
        side("assumed", dict.fromkeys(TITLES, 2.0)),
    )
    assert "has no counterpart in the company's belief" in conclusion(unfound, EN)
    assert "в представлении компании не нашлось соответствия" in conclusion(unfound, RU)
    worse = compared((2.0, 2.0, 2.0, -2.0), kinds=("ideal", "assumed"))
    assert "it should be “delight”, but the company thinks it is “" in conclusion(worse, EN)
    assert "должно быть «восторг», а компания предполагает «" in conclusion(worse, RU)


def test_the_figure_of_the_first_fixes_says_that_it_rests_on_links_in_doubt():
    result = compared((2.0, 1.0, 0.0, -1.0))
    assert key_figures(result, EN)[0][1] == "points less after the first three fixes"
    one, two, three = result.fixes
    doubted = replace(result, fixes=(replace(one, unsure=True), two, three))
    assert key_figures(doubted, EN)[0][1] == "points less after fixes 1–3, if the link is right"
    assert (
        key_figures(doubted, RU)[0][1] == "балла разрыва снимут исправления 1–3, если\u00a0верна\u00a0связь"
    )
    both = replace(result, fixes=(replace(one, unsure=True), two, replace(three, unsure=True)))
    assert key_figures(both, EN)[0][1].endswith(", if the links are right")


def test_the_figure_of_the_first_fixes_names_those_beside_it():
    result = compared((2.0, 1.0, 0.0, -1.0))
    one, two, three = result.fixes
    first, *_rest = key_figures(
        replace(result, fixes=(one, replace(two, rank=6), replace(three, rank=7))), EN
    )
    assert first[1] == "points less after the first fix" and first[0] == EN.number(one.delta, 1)
    late = tuple(replace(fix, rank=fix.rank + 5) for fix in result.fixes)
    assert key_figures(replace(result, fixes=late), EN)[0][1] == (
        "points less after fixes 6–8 of the full list"
    )
    assert key_figures(replace(result, fixes=late), RU)[0][1].endswith("исправления 6–8 из полного списка")


@pytest.mark.parametrize("lived", [(2.0, 1.0, 1.0, None), (2.0, 2.0, 2.0, None), (None,) * 4])
def test_what_a_belief_does_not_tell_is_asked_of_the_company(lived):
    def told(kind, worded):
        result = asked_first(compared(lived, kinds=("ideal", kind), metrics=(80, 60)))
        parts = [text_report(result, worded), conclusion(result, worded), repr(key_figures(result, worded))]
        return "\n".join((*parts, *(idea_text(result, fix, worded) for fix in result.fixes))).lower()

    wrong = re.compile("customers|у клиентов|спросить клиентов|спросите клиентов|что чувствует клиент")
    for worded in (EN, RU):
        assert wrong.search(told("actual", worded)) and not wrong.search(told("assumed", worded))
        assert re.search("what the company believes of|по мнению компании", told("assumed", worded))


def test_a_company_thinks_and_does_not_believe_in_a_feeling():
    believed = compared((2.0, 2.0, 2.0, -2.0), kinds=("assumed", "actual"))
    said = conclusion(believed, EN)
    assert "the company thinks it is “delight”, but it is “" in said and "believes in" not in said
    absent = compare(
        side("assumed", dict.fromkeys((*TITLES, "Asks in the chat"), 2.0)),
        side("actual", dict.fromkeys(TITLES, 2.0)),
    )
    assert "believes in" not in " ".join(said_of(absent))


def said_of(result):
    return [
        conclusion(result, EN),
        *(fix_told for fix in result.fixes for fix_told in fix_facts(result, fix, EN)),
    ]


def test_two_segments_are_not_mended_in_the_title_of_the_chart():
    result = compared((2.0, 2.0, 1.0, -2.0), kinds=("actual", "actual"))
    assert RU(steps_title(result)) == "Без первых различий"
    assert "устран" not in RU(steps_title(result)) + RU(steps_axis(result, 3)) + RU(steps_axis(result, 40))
    assert all("Points: of each line alone" not in note for note in list_notes(compared((None,) * 4), EN))
    assert "Points: of each line alone" in list_notes(result, EN)[-1]


def test_a_stage_is_called_a_stage_and_a_line_counted_above_leaves_the_gap():
    """«Ожидание» alone reads as an expectation."""
    result = compare(
        sample_side("boots.cjm.yaml", "ideal"), sample_side("boots-independent.cjm.yaml", "journey")
    )
    first = result.fixes[0]
    assert fix_place(result, first, RU) == "этап «Ожидание»"
    assert fix_facts(result, first, EN)[0] == "stage “Ожидание”"
    held = replace(first, counted_above=True)
    assert gap_after(result, first, EN).startswith("gap falls to ")
    assert gap_after(result, held, EN) == f"gap stays {after_text(first, EN)}"
