"""Small pairs of files, each with what a comparison must say of it, worked out by hand.

A key of `expected.json` that is left out is not asked for. `links` maps `ideal=actual` to the kind.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.compare.decisions import DecisionError
from cjm_editor.compare.report_json import as_json
from cjm_editor.compare.roles import roles, side
from cjm_editor.core.results import ComparisonResult, Side
from cjm_editor.io.reader import read

PAIRS = Path(__file__).parent.parent / "pairs"
CASES = sorted(path.name for path in PAIRS.iterdir())


def side_of(path: Path) -> Side:
    source = read(path.read_bytes(), path.name)
    assert not source.problems
    return side(source.document, source.document.maps[0], path.name)


def compared(case: str) -> ComparisonResult:
    ideal, actual = roles(side_of(PAIRS / case / "after.cjm.yaml"), side_of(PAIRS / case / "before.cjm.yaml"))
    return compare(ideal, actual)


def test_there_are_at_least_a_dozen():
    assert len(CASES) >= 12


@pytest.mark.parametrize("case", CASES)
def test_pair(case):
    expected = json.loads((PAIRS / case / "expected.json").read_text(encoding="utf-8"))
    if "error" in expected:
        with pytest.raises(DecisionError) as caught:
            compared(case)
        assert caught.value.code == expected["error"] and list(caught.value.lines) == expected["lines"]
        return
    result = compared(case)
    found = seen(result)
    assert {key: found[key] for key in expected} == {key: near(value) for key, value in expected.items()}


def near(value):
    return (
        pytest.approx(value, abs=1e-6)
        if isinstance(value, int | float | dict) and not words_in(value)
        else value
    )


def words_in(value) -> bool:
    return isinstance(value, bool) or (
        isinstance(value, dict) and any(isinstance(v, str) for v in value.values())
    )


def seen(result: ComparisonResult) -> dict:
    plain = as_json(result)
    links = {f"{'+'.join(x.ideal)}={'+'.join(x.actual)}": x.kind for x in result.matching.links}
    heads = [(x.ideal or x.actual)[0] for x in result.matching.links]
    lines = [fix for fix in result.fixes if not fix.also]
    return {
        "links": links,
        "stages": [["+".join(s.ideal), "+".join(s.actual), s.kind] for s in result.matching.stages],
        "id_mode": result.matching.id_mode,
        "counts": dict(Counter(links.values())),
        "swapped": [h for h, x in zip(heads, result.matching.links, strict=True) if "swapped" in x.flags],
        "gap": plain["score"]["gap"],
        "low": plain["score"]["low"],
        "high": plain["score"]["high"],
        "parts": plain["score"]["parts"],
        "coverage": plain["score"]["coverage"]["emotion"],
        "as_point": result.score.as_point,
        "adds_up": sum(points for _n, points in result.score.by_link),
        "path": [gap.kind for gap in result.path],
        "first": heads[lines[0].link] if lines else None,
        "also": [heads[fix.link] for fix in result.fixes if fix.also],
        "notices": len(result.matching.notices),
    }
