"""The detail of the report as HTML: the same facts and the same order as on the further pages on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cjm_editor.core.basis import decisions_told, evidence_told, titles_told
from cjm_editor.core.detail import (
    NOTHING,
    Fact,
    Sheet,
    StageSheets,
    Told,
    alone_told,
    caption_of,
    side_by_side,
    stages_told,
)
from cjm_editor.core.elide import APART_WRAPPED, elided, in_words, lowered
from cjm_editor.core.figures import after_text, delta_text
from cjm_editor.core.line_facts import (
    asks_note,
    doubt_told,
    find_out_first,
    is_assumed,
    measuring_told,
    range_note,
    ranked,
    rests_on,
)
from cjm_editor.core.metric_rows import metrics_told
from cjm_editor.core.path_lines import path_told
from cjm_editor.core.results import Fix
from cjm_editor.core.standing import advice, also_nearest, also_title, link_said, scale_note
from cjm_editor.core.texts import _
from cjm_editor.core.todo import idea_line, ideas_of
from cjm_editor.core.wording import (
    effort_note,
    fix_stage,
    fix_title,
    reasons_beside_kind,
    stated_effort,
    title_of,
)
from cjm_editor.render.faces import face
from cjm_editor.render.html_parts import bullets, lined, row, section, sketch, table
from cjm_editor.render.marks_scene import Scene
from cjm_editor.render.report_bounds import MOST, bounded, more
from cjm_editor.render.report_tables import counts_told, coverage_told, matched_told, parts_told
from cjm_editor.render.svg import escaped
from cjm_editor.render.theme import PRINT
from cjm_editor.render.verdict import all_title

_FACE = 24.0


def detail(scene: Scene) -> Iterator[str]:
    """The sections of the detail, in order; what there is nothing to say of is left out."""
    words, result = scene.words, scene.result
    yield from section("all-fixes", words(all_title(result)), _fixes(scene))
    yield from section("also", words(also_title(result)), _also(scene))
    yield from section("stages", words(_("Stage by stage")), _stages(scene))
    yield from section("metrics", words(_("Metrics")), _metrics(scene))
    path = [in_words(text, words) for text in path_told(result)]
    yield from section("path", words(_("The route")), _listed(path, scene))
    yield from section("parts", words(_("What the gap is made of")), _parts(scene))
    yield from section("matched", words(_("What was matched and why")), _matched(scene))
    yield from section("unmatched", words(_("What has no counterpart")), _unmatched(scene))
    yield from section(
        "decided", words(_("What people decided")), _listed(decisions_told(result, words), scene)
    )
    yield from section("evidence", words(_("What it rests on")), _evidence(scene))


def _left_out(count: int, scene: Scene) -> Iterator[str]:
    """How many entries a section does not show, where it does not show all."""
    if count > 0:
        yield f'<p class="soft">{escaped(scene.words(more(count)))}</p>'


def _listed(texts: Sequence[str], scene: Scene) -> Iterator[str]:
    shown, left = bounded(texts)
    if shown:
        yield bullets(shown)
    yield from _left_out(left, scene)


def _fixes(scene: Scene) -> Iterator[str]:
    words, result = scene.words, scene.result
    fixes = ranked(result)
    if not fixes or result.score.gap is None or result.score.is_open:
        return
    is_point = result.score.as_point
    heads = [
        ("n", words(_("No."))),
        ("", words(_("What"))),
        ("", words(_("Stage"))),
        ("", words(_("Evidence"))),
        ("n", words(_("Effort, of 5"))),
        ("n", words(_("Points"))),
    ]
    if is_point:
        heads.append(("n", words(_("Gap after"))))
    rows: list[str] = []
    shown, left = bounded(fixes)
    for fix in shown:
        cells = [
            ("n", str(fix.rank)),
            ("wide", _fix_cell(fix, scene)),
            ("", fix_stage(result, fix)),
            ("warn" if is_assumed(result, fix) else "", rests_on(result, fix, words)),
            ("n", "—" if (effort := stated_effort(result, fix)) is None else words.number(effort)),
            ("n big open" if fix.asks else "n big", delta_text(fix, words)),
        ]
        if is_point:
            cells.append(("n", after_text(fix, words)))
        names = ["" if n == 1 else text for n, (_class, text) in enumerate(heads)]
        rows += _with_reasons(row(None, *cells, heads=names), fix, len(heads) - 1, scene, True)
    for note in (range_note(result), asks_note(result), scale_note(result), effort_note(result)):
        if note is not None:
            yield f'<p class="soft">{escaped(words(note))}</p>'
    yield table(heads, rows)
    yield from _left_out(left, scene)


def _fix_cell(fix: Fix, scene: Scene) -> str:
    """What a line says: title, kind, advice, doubt."""
    words, result = scene.words, scene.result
    marks = [f'<span class="warn">{escaped(words(find_out_first()))}</span>'] if fix.asks else []
    marks += [_kind(fix.link, scene)] if fix.path is None else []
    is_told = fix.path is None and not result.matching.links[fix.link].unsure  # the kind says what comes near
    if not is_told and (doubt := doubt_told(result, fix, words)):
        marks.append(f'<span class="warn">{escaped(doubt)}</span>')
    if measuring := measuring_told(result, fix, words):
        marks.append(f'<span class="soft">{escaped(measuring)}</span>')
    if advised := words(advice(result, fix)):
        marks.append(f'<span class="soft">{escaped(lowered(advised) if marks else advised)}</span>')
    said = f"<b>{escaped(in_words(fix_title(result, fix), words))}</b>"
    return said + (f"<br/>{APART_WRAPPED.join(marks)}" if marks else "")


def _with_reasons(made: str, fix: Fix, columns: int, scene: Scene, leads: bool) -> tuple[str, ...]:
    """The row of a fix, its reasons in one of their own below it, over all `columns` but the number's."""
    said = [idea_line(card) for card in ideas_of(scene.result, fix)]
    reasons = [*said, *reasons_beside_kind(scene.result, fix)]
    if not reasons:
        return (made,)
    lead = '<td class="none"></td>' if leads else ""
    lines = bullets(in_words(reason, scene.words) for reason in reasons)
    below = f'<tr>{lead}<td colspan="{columns}">{lines}</td></tr>'
    return (made.replace("<tr>", '<tr class="more">', 1), below)


def _kind(number: int, scene: Scene) -> str:
    link = scene.result.matching.links[number]
    is_pair = bool(link.ideal and link.actual)
    said = scene.link_word(number) if is_pair else lowered(link_said(scene.result, number, scene.words))
    return f'<span class="kind {link.kind}">{escaped(said)}</span>'


def _also(scene: Scene) -> Iterator[str]:
    words, result = scene.words, scene.result
    also = [fix for fix in result.fixes if fix.also]
    rows: list[str] = []
    heads = (("", words(_("What"))), ("", words(_("Stage"))), ("", words(_("Evidence"))))
    shown, left = bounded(also)
    for fix in shown:
        made = row(
            None,
            ("wide", _fix_cell(fix, scene)),
            ("", fix_stage(result, fix)),
            ("warn" if is_assumed(result, fix) else "", rests_on(result, fix, words)),
            heads=("", heads[1][1], heads[2][1]),
        )
        rows += _with_reasons(made, fix, 3, scene, False)
    if rows:
        yield table(heads, rows)
        yield from _left_out(left, scene)


def _stages(scene: Scene) -> Iterator[str]:
    told = stages_told(scene.result, scene.words, MOST)
    if told:
        yield f'<p class="soft">{escaped(counts_told(scene))}</p>'
    for stage in told:
        yield from _stage(stage, scene)
    yield from _left_out(len(scene.result.matching.links) - MOST, scene)


def _stage(stage: StageSheets, scene: Scene) -> Iterator[str]:
    words = scene.words
    if stage.title:
        share = words(_("adds {points} to the gap", points=stage.points)) if stage.points else ""
        right = f'<span class="n">{escaped(share)}</span>' if share else ""
        yield f"<h3>{right}{escaped(stage.title)}</h3>"
    rows = [line for told in _zipped(stage.ideal, stage.actual) for line in _facts(*told, scene)]
    if rows:
        heads = "".join(
            f'<th scope="col">{escaped(name)}</th>' for name in (scene.roles.ideal, scene.roles.actual)
        )
        yield (
            f'<div class="stage"><table class="stack">{_COLUMNS}<thead><tr><td></td>{heads}</tr></thead>'
            f"<tbody>{''.join(rows)}</tbody></table></div>"
        )
    for sheet in stage.sheets:
        yield from _sheet(sheet, scene)


_COLUMNS = '<colgroup><col class="caption"/><col/><col/></colgroup>'


def _zipped(ideal: Sequence[Told], actual: Sequence[Told]) -> Iterator[tuple[Told | None, Told | None]]:
    for number in range(max(len(ideal), len(actual))):
        yield (
            ideal[number] if number < len(ideal) else None,
            actual[number] if number < len(actual) else None,
        )


def _sheet(sheet: Sheet, scene: Scene) -> Iterator[str]:
    """A link: its kind and points, both sides, what differs."""
    words = scene.words
    points = f'<span class="n">{escaped(sheet.points)}</span>' if sheet.points else ""
    sure = f", {words(_('the link is {percent} sure', percent=sheet.sure))}" if sheet.sure else ""
    kind = f'<span class="kind {sheet.kind}">{escaped(sheet.word)}</span>'
    yield f'<article class="sheet"><h4>{points}{kind}{escaped(sure)}</h4>'
    for number, (ours, theirs) in enumerate(_zipped(sheet.ideal, sheet.actual)):
        heads = "".join(
            _side_head(told, name, is_ideal, number == 0, scene)
            for told, name, is_ideal in (
                (ours, scene.roles.ideal, True),
                (theirs, scene.roles.actual, False),
            )
        )
        body = "".join(_facts(ours, theirs, scene))
        yield (
            f'<table class="stack">{_COLUMNS}<thead><tr><td></td>{heads}</tr></thead>'
            f"<tbody>{body}</tbody></table>"
        )
    notes = bullets(sheet.notes, "notes")
    if notes:
        yield notes
    yield "</article>"


def _side_head(told: Told | None, name: str, is_ideal: bool, is_first: bool, scene: Scene) -> str:
    """The head of a column: which map, the touchpoint's title, its face."""
    if told is None:
        said = f"<span>{escaped(name)}</span>{NOTHING}" if is_first else ""
        return f'<th scope="col">{said}</th>'
    drawn = ""
    if told.has_emotion:
        items = face(told.emotion, _FACE / 2, _FACE / 2, _FACE, PRINT, is_ideal, told.emotion is None)
        title = next((", ".join(fact.lines) for fact in told.facts), "")
        drawn = sketch(items, _FACE, _FACE, title, scene.words.language)
    return f'<th scope="col">{drawn}<span>{escaped(name)}</span>{escaped(told.title)}</th>'


def _facts(ours: Told | None, theirs: Told | None, scene: Scene) -> Iterator[str]:
    names = (scene.roles.ideal, scene.roles.actual)
    for pair in side_by_side(ours.facts if ours else (), theirs.facts if theirs else ()):
        yield row(caption_of(pair), *(_fact(fact) for fact in pair), heads=names)


def _fact(fact: Fact | None) -> tuple[str, str]:
    if fact is None:
        return ("text", "")
    return ("text pain" if fact.tone == "pain" else "text", lined(fact.lines))


def _metrics(scene: Scene) -> Iterator[str]:
    words = scene.words
    heads = (
        ("", words(_("Where"))),
        ("", words(_("Metric"))),
        ("n", scene.roles.ideal),
        ("n", scene.roles.actual),
        ("", words(_("What it comes to"))),
    )
    names = [text for _class, text in heads[1:]]
    shown, left = bounded(metrics_told(scene.result, words))
    rows = [
        row(
            metric.where,
            ("", f"{metric.metric}. {metric.direction}"),
            ("n", metric.ideal),
            ("n", metric.actual),
            ("warn" if metric.is_worse else "", metric.verdict),
            heads=names,
        )
        for metric in shown
    ]
    if rows:
        yield table(heads, rows)
        yield from _left_out(left, scene)


def _parts(scene: Scene) -> Iterator[str]:
    words = scene.words
    heads = (("", words(_("Part"))), ("n", words(_("Loss, 0 to 1"))), ("n", words(_("Weight"))))
    names = [text for _class, text in heads[1:]]
    rows = [
        row(part, ("n", loss), ("n", weight), heads=names)
        for part, loss, weight in parts_told(scene.result, words)
    ]
    if rows:
        yield table(heads, rows)
        yield f'<p class="soft">{escaped(coverage_told(scene.result, words))}</p>'


def _matched(scene: Scene) -> Iterator[str]:
    words = scene.words
    heads = (
        ("", scene.roles.ideal),
        ("", scene.roles.actual),
        ("n", words(_("How sure"))),
        ("", words(_("Why"))),
    )
    names = [text for _class, text in heads[1:]]
    rows = []
    shown, left = matched_told(scene.result, words)
    for match in shown:
        why = escaped("; ".join(match.why))
        if match.near:
            near = words(_("Also considered: {titles}", titles=", ".join(match.near)))
            why += f'<br/><span class="soft">{escaped(near)}</span>'
        sure = f"{match.percent}, {match.word}"
        cells = (("", match.actual), ("n warn" if match.is_unsure else "n", sure), ("wide", why))
        rows.append(row(match.ideal, *cells, heads=names))
    if rows:
        said = words(
            _(
                "Each reason speaks for a pair (+) or against it (−); together they make the percentage. Below 90% a "
                "person should look at the pair."
            )
        )
        yield f'<p class="soft">{escaped(said)}</p>'
        yield table(heads, rows)
        yield from _left_out(left, scene)


def _unmatched(scene: Scene) -> Iterator[str]:
    words, result = scene.words, scene.result
    heads = (("", words(_("Touchpoint"))), ("", words(_("Map"))), ("", words(_("What is known"))))
    names = [text for _class, text in heads[1:]]
    rows = []
    alone = [(n, link) for n, link in enumerate(result.matching.links) if not (link.ideal and link.actual)]
    shown, left = bounded(alone)
    shared = also_nearest(result.matching)
    for number, link in shown:
        journey, ids, name = (
            (result.ideal.journey, link.ideal, scene.roles.ideal)
            if link.ideal
            else (result.actual.journey, link.actual, scene.roles.actual)
        )
        rows.append(
            row(
                elided(title_of(journey, ids)),
                ("", name),
                ("", alone_told(result, number, words, shared)),
                heads=names,
            )
        )
    if rows:
        yield table(heads, rows)
        yield from _left_out(left, scene)


def _evidence(scene: Scene) -> Iterator[str]:
    words, result = scene.words, scene.result
    heads = (("", words(_("Evidence"))), ("", words(_("Touchpoints"))))
    for name, side in ((scene.roles.ideal, result.ideal), (scene.roles.actual, result.actual)):
        shown, left = bounded(evidence_told(side, words))
        rows = [row(text, ("", titles_told(titles)), heads=(heads[1][1],)) for text, titles in shown]
        if rows:
            yield f"<h3>{escaped(name)}</h3>"
            yield table(heads, rows)
            yield from _left_out(left, scene)
