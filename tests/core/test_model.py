"""What elements are called where they are named."""

from __future__ import annotations

import pytest

from cjm_editor.core.model import JourneyMap, Segment, Stage, Touchpoint, title_or_id


@pytest.mark.parametrize("element", [Segment, JourneyMap, Stage, Touchpoint])
def test_an_element_without_a_readable_title_is_called_by_its_id(element):
    for title in ("", "   ", "\t\n", "\u00a0\u2003", "\u200b", "\ufeff \u2060"):
        assert title_or_id(element(id="a5", title=title)) == "a5"
    for title in ("Pays", " Pays ", "0", "🙂", "דף", "…"):
        assert title_or_id(element(id="a5", title=title)) == title


def test_an_element_is_named_on_one_line():
    assert title_or_id(Touchpoint(id="a5", title="Pays\n at the\u2028till\n")) == "Pays at the till"
