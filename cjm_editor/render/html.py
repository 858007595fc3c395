"""The report of a comparison as one page of HTML: no script, nothing from outside, all user text escaped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from html import unescape

from cjm_editor.core.results import ComparisonResult
from cjm_editor.render.face import FACES
from cjm_editor.render.html_detail import detail
from cjm_editor.render.html_parts import STYLE
from cjm_editor.render.html_summary import foot, rest_of_sureness, summary
from cjm_editor.render.marks_scene import MarksOptions, scene_of
from cjm_editor.render.measure import Measurer
from cjm_editor.render.svg import escaped, font_faces
from cjm_editor.render.theme import PRINT
from cjm_editor.render.verdict import conclusion

_LANGUAGES = ("en", "ru")


def _faces(body: Iterable[str]) -> str:
    """The bundled font as far as the page uses it: it looks and prints alike where Inter is not installed."""
    letters = "".join(sorted({letter for part in body for letter in unescape(part) if letter.isprintable()}))
    return font_faces(dict.fromkeys(FACES, (letters,)))


def report_html(result: ComparisonResult, options: MarksOptions, measurer: Measurer, date: str = "") -> str:
    """The report as an HTML page with a final line feed: first what a sponsor asks, then the detail; equal input
    gives equal text.

    Colours are those of paper whatever theme `options` names.
    """
    scene = scene_of(result, replace(options, theme=PRINT), measurer)
    words = options.words
    said = conclusion(result, words)
    body = (
        *summary(said, scene),
        '<div class="detail">',
        *detail(scene),
        *rest_of_sureness(scene),
        "</div>",
        *foot(date, scene),
    )
    parts = (
        "<!DOCTYPE html>",
        f'<html lang="{words.language if words.language in _LANGUAGES else "en"}">',
        "<head>",
        '<meta charset="utf-8"/>',
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
        f"<title>{escaped(said)}</title>",
        f"<style>{_faces(body)}{STYLE}</style>",
        "</head>",
        "<body>",
        "<main>",
        *body,
        "</main>",
        "</body>",
        "</html>",
    )
    return "\n".join(parts) + "\n"
