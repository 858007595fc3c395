"""The comparison as plain values: sorted, rounded, the same bytes on every machine and in every language."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from cjm_editor.core.figures import by_name
from cjm_editor.core.results import (
    ComparisonResult,
    Correspondence,
    Fix,
    MetricGap,
    Parts,
    PathGap,
    Score,
    StageGap,
    StageLink,
    TouchpointGap,
)
from cjm_editor.core.texts import Message, Words, words

Plain = None | bool | int | float | str | Sequence["Plain"] | Mapping[str, "Plain"]

DIGITS = 6
"""Decimals of every number: beyond what rounding leaves of different orders of summing."""


def as_json(result: ComparisonResult, language: str = "en") -> dict[str, Plain]:
    """The result as mappings, lists, numbers and texts. `language` words the sentences; ids and keys stay."""
    worded = words(language)
    return {
        "compare": {
            "ideal": result.ideal.name,
            "actual": result.actual.name,
            "algorithm": result.algorithm,
            "id_mode": result.matching.id_mode,
        },
        "links": [_link(link) for link in result.matching.links],
        "stages": [_stage_link(link) for link in result.matching.stages],
        "gaps": {
            "touchpoints": [_touchpoint(gap, worded) for gap in result.touchpoints],
            "path": [_path(gap, worded) for gap in result.path],
            "stages": [_stage(gap) for gap in result.stages],
        },
        "metrics": _metrics(result.metrics),
        "score": _score(result),
        "fixes": [_fix(fix, worded) for fix in result.fixes],
        "surplus": list(result.surplus),
        "notices": [worded(notice) for notice in result.matching.notices],
    }


def json_text(result: ComparisonResult, language: str = "en") -> str:
    """The result as JSON, keys sorted, ending in a line break."""
    plain = as_json(result, language)
    return json.dumps(plain, ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False) + "\n"


def _number(value: float | None) -> float | None:
    """The number rounded; never a negative zero."""
    return None if value is None else round(float(value), DIGITS) + 0.0


def _text(message: Message | None, worded: Words) -> str | None:
    return None if message is None else worded(message)


def _link(link: Correspondence) -> Plain:
    other = "actual" if link.ideal else "ideal"
    return {
        "ideal": list(link.ideal),
        "actual": list(link.actual),
        "kind": link.kind,
        "flags": list(link.flags),
        "confidence": _number(link.confidence),
        "by": link.by,
        "why": {name: _number(value) for name, value in link.why},
        "maybe": [
            {
                other: near.id,
                "confidence": _number(near.confidence),
                "why": {name: _number(value) for name, value in near.why},
            }
            for near in link.maybe
        ],
    }


def _stage_link(link: StageLink) -> Plain:
    return {
        "ideal": list(link.ideal),
        "actual": list(link.actual),
        "kind": link.kind,
        "share": _number(link.share),
    }


def _touchpoint(gap: TouchpointGap, worded: Words) -> Plain:
    return {
        "link": gap.link,
        "ideal_emotion": _number(gap.ideal_emotion),
        "actual_emotion": _number(gap.actual_emotion),
        "shortfall": _number(gap.shortfall),
        "surplus": _number(gap.surplus),
        "weight": _number(gap.weight),
        "loss": _number(gap.loss),
        "points": _number(gap.points),
        "metrics": _metrics(gap.metrics),
        "met": gap.met or None,
        "facts": [worded(fact) for fact in gap.facts],
    }


def _metrics(metrics: Sequence[MetricGap]) -> list[Plain]:
    return [
        {
            "kind": m.kind,
            "ideal": _number(m.ideal),
            "actual": _number(m.actual),
            "worse": _number(m.worse),
            "n": {"ideal": _number(m.answers[0]), "actual": _number(m.answers[1])},
            **({"differs": m.differs} if m.differs else {}),
        }
        for m in metrics
    ]


def _path(gap: PathGap, worded: Words) -> Plain:
    return {
        "kind": gap.kind,
        "link": gap.link,
        "ideal": list(gap.ideal),
        "actual": list(gap.actual),
        "cost": _number(gap.cost),
        "implied": gap.implied,
        "text": _text(gap.text, worded),
    }


def _stage(gap: StageGap) -> Plain:
    return {
        "ideal": list(gap.ideal),
        "actual": list(gap.actual),
        "points": _number(gap.points),
        "area": _number(gap.area),
        "worst": _number(gap.worst),
        "metrics": _metrics(gap.metrics),
    }


def _parts(parts: Parts) -> Plain:
    return {
        "experience": _number(parts.experience),
        "path": _number(parts.path),
        "friction": _number(parts.friction),
        "metrics": _number(parts.metrics),
    }


def _score(result: ComparisonResult) -> Plain:
    score = result.score
    return {
        "gap": _number(score.gap),
        "low": _number(score.low),
        "high": _number(score.high),
        "ranges": _ranges(score),
        "known": "no" if score.is_open else "point" if score.as_point else "interval",
        "parts": _parts(score.parts),
        "weights": _parts(score.weights),
        "coverage": {"emotion": _number(score.coverage.emotion), "metrics": _number(score.coverage.metrics)},
        "by_link": {str(number): _number(points) for number, points in score.by_link},
    }


def _ranges(score: Score) -> Plain:
    """By part the least and the most that it can be; null where no unknown emotion makes the gap an interval."""
    if score.bounds is None:
        return None
    least, most = (by_name(parts) for parts in score.bounds)
    return {
        name: None if high is None else [_number(low), _number(high)]
        for (name, low), (_name, high) in zip(least, most, strict=True)
    }


def _fix(fix: Fix, worded: Words) -> Plain:
    return {
        "rank": fix.rank,
        "link": fix.link,
        "path": fix.path,
        "delta": _number(fix.delta),
        "range": None if fix.bounds is None else [_number(end) for end in fix.bounds],
        "after": _number(fix.after),
        "quadrant": fix.quadrant or None,
        "effort": _number(fix.effort),
        "unsure": fix.unsure,
        "stage": fix.stage,
        "evidence": {"ideal": fix.evidence[0] or None, "actual": fix.evidence[1] or None},
        "weaker": fix.weaker,
        "reasons": [worded(reason) for reason in fix.reasons],
        "also": fix.also,
        "asks": fix.asks or None,
        "unmeasured": _number(fix.unmeasured),
    }
