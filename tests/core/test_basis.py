"""Evidence and decisions in words."""

from dataclasses import replace

import pytest

from cjm_editor.core.basis import decisions_told, evidence_text, evidence_told
from cjm_editor.core.model import Evidence, Link
from cjm_editor.core.texts import words
from tests.render import pairs

RU, EN = words("ru"), words("en")


@pytest.fixture(scope="module")
def boots():
    return pairs.boots()


def test_decisions_are_sentences(boots):
    ours = boots.ideal.journey.touchpoints[0]
    theirs = boots.actual.journey.touchpoints[1]
    links = (
        Link((ours.id,), (theirs.id,), "pinned", "Спросили"),
        Link((ours.id,), (theirs.id,), "banned"),
        Link((ours.id,), ()),
        Link(("gone",), (theirs.id,), ideal_titles=("Пропавшая",)),
    )
    told = decisions_told(replace(boots, decided=links), RU)
    assert told == (
        f"«{ours.title}» и «{theirs.title}» — одна пара: Спросили",
        f"«{ours.title}» и «{theirs.title}» — не пара",
        f"У точки «{ours.title}» пары нет",
        f"«Пропавшая» и «{theirs.title}» — одна пара",
    )


def test_the_sample_carries_its_decision(boots):
    assert len(boots.decided) == 1 and len(decisions_told(boots, RU)) == 1


def test_evidence_in_words(boots):
    piece = Evidence("interview", 8, "Записи", "2026-09")
    assert evidence_text(piece, EN) == "Interviews, n\u00a0=\u00a08, Записи, 2026-09"
    day = replace(piece, date="2026-09-18")
    assert evidence_text(day, EN).endswith("Записи, 18\u00a0September\u00a02026")
    rows = evidence_told(boots.actual, RU)
    titles = {title for _text, names in rows for title in names}
    assert titles == {touchpoint.title for touchpoint in boots.actual.journey.touchpoints}
