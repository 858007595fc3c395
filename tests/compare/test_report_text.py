"""The report as text: what both maps are called in it."""

from dataclasses import replace

from cjm_editor.compare.comparison import compare
from cjm_editor.compare.report_text import text_report
from cjm_editor.core.texts import words
from tests.compare.samples import sides_of


def test_the_second_map_is_called_what_it_is():
    result = compare(*sides_of("boots.en.cjm.yaml", "ideal", "actual"))
    lines = text_report(result, words("en")).splitlines()
    assert any(line.startswith("As it is: ") for line in lines)
    alike = replace(result.ideal, journey=replace(result.ideal.journey, kind="actual"))
    lines = text_report(replace(result, ideal=alike), words("en")).splitlines()
    assert any(line.startswith("Compared map: ") for line in lines)
