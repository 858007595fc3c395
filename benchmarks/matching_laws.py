"""The laws of the gap and of the matching on thousands of seeded cases; progress and cancelling."""

from __future__ import annotations

import hashlib
import itertools
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace

from common import ROOT, milliseconds

from cjm_editor.compare.entries import turned as turned_decisions
from cjm_editor.compare.match import match
from cjm_editor.core.model import Comparison, JourneyMap, Link
from cjm_editor.core.results import Matching
from cjm_editor.core.seq import Seq
from tests.compare import laws
from tests.compare.generator import pair as drawn
from tests.compare.generator import renamed, side
from tests.compare.pairs import LANGUAGES, PRESETS, pair

LAW_CASES, MATCH_CASES, HASH_SEEDS = 2_000, 1_000, ("0", "1", "4711")
LARGE = 10_000

Law = Callable[[int], object]
Linked = set[tuple[tuple[str, ...], tuple[str, ...], float, str]]


def _broken(law: Law, seeds: Iterable[int]) -> int:
    """On how many seeds a law does not hold."""
    failures = 0
    for seed in seeds:
        try:
            law(seed)
        except AssertionError:
            failures += 1
    return failures


def _row(name: str, cases: str, failures: int) -> str:
    return f"| {name} | {cases} | {failures} | {'reached' if not failures else 'missed'} |"


def _links(matching: Matching, is_turned: bool = False) -> Linked:
    return {
        (k.actual, k.ideal, k.confidence, k.by) if is_turned else (k.ideal, k.actual, k.confidence, k.by)
        for k in matching.links
    }


def swapped(seed: int) -> None:
    """The matching of two maps turned is the turned matching, with decisions and without."""
    rng = random.Random(f"figures-swap-{seed}")
    preset, language = sorted(PRESETS)[seed % len(PRESETS)], LANGUAGES[seed % len(LANGUAGES)]
    case = pair(preset, rng.choice((6, 12, 20)), language, seed)
    decided = Comparison()
    if seed % 2:
        linked = [k for k in match(case.ideal, case.actual, decided).links if k.ideal and k.actual]
        chosen = rng.sample(linked, min(2, len(linked)))
        states = [Link(k.ideal, k.actual, rng.choice(("pinned", "banned"))) for k in chosen]
        decided = Comparison(links=tuple(states))
    there = match(case.ideal, case.actual, decided)
    back = match(case.actual, case.ideal, turned_decisions(decided))
    assert _links(there) == _links(back, is_turned=True)


def unordered(seed: int) -> None:
    """Neither the order of the lists nor the names of the ids change the matching."""
    rng = random.Random(f"figures-order-{seed}")
    case = drawn(rng)
    before = match(*case.sides)
    mixed = [side(_mixed(rng, journey), f"{journey.kind}.cjm.yaml") for journey in (case.ideal, case.actual)]
    assert _links(match(*mixed)) == _links(before)
    ids = sorted({t.id for journey in (case.ideal, case.actual) for t in journey.touchpoints})
    names = dict(zip(ids, (f"n{n}" for n in rng.sample(range(10_000), len(ids))), strict=True))
    other = (side(renamed(m, names), f"{m.kind}.cjm.yaml") for m in (case.ideal, case.actual))
    told = [[(k.kind, k.flags, k.confidence, k.why) for k in m.links] for m in (before, match(*other))]
    assert told[0] == told[1]


def _mixed(rng: random.Random, journey: JourneyMap) -> JourneyMap:
    """The map with its lists in another order, that within each stage kept: it is the route."""
    rows = {stage.id: [t for t in journey.touchpoints if t.stage == stage.id] for stage in journey.stages}
    picks = [t.stage for t in journey.touchpoints]
    rng.shuffle(picks)
    transitions = list(journey.transitions)
    rng.shuffle(transitions)
    touchpoints = [rows[stage].pop(0) for stage in picks]
    return replace(journey, touchpoints=Seq(touchpoints), transitions=Seq(transitions))


_SCRIPT = """
import random, hashlib
from cjm_editor.compare.comparison import compare
from cjm_editor.compare.report_json import json_text
from tests.compare.generator import pair
digest = hashlib.sha256()
for seed in range({cases}):
    digest.update(json_text(compare(*pair(random.Random(f"figures-{{seed}}")).sides)).encode())
print(digest.hexdigest())
"""


def hash_seeds(cases: int) -> int:
    """How many hash seeds give other bytes of the whole comparison than the first does."""
    told = []
    for seed in HASH_SEEDS:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        script = _SCRIPT.format(cases=cases)
        done = subprocess.run(
            [sys.executable, "-c", script], env=environment, cwd=ROOT, capture_output=True, check=True
        )
        told.append(hashlib.sha256(done.stdout).hexdigest())
    return sum(one != told[0] for one in told)


class _EnoughError(Exception):
    """What a cancelled matching ends with here."""


def progress_rows() -> list[str]:
    """How often 10,000 touchpoints tell how far they are, the longest silence, and how soon a cancel ends them."""
    case = pair("edits-30", LARGE, "ru", 0)
    told: list[tuple[float, float]] = []
    match(case.ideal, case.actual, progress=lambda share: told.append((time.perf_counter(), share)))
    shares = [share for _at, share in told]
    rises = shares == sorted(shares) and shares[0] == 0 and shares[-1] == 1
    silence = max(b[0] - a[0] for a, b in itertools.pairwise(told))
    asked: list[float] = []

    def cancel(share: float) -> None:
        if share >= 0.5:
            asked.append(time.perf_counter())
            raise _EnoughError

    is_ended = False
    try:
        match(case.ideal, case.actual, progress=cancel)
    except _EnoughError:
        is_ended = time.perf_counter() - asked[0] < 0.1
    seen = f"{len(told)} reports from 0 to 1, none falling, the longest silence {milliseconds(silence)}"
    return [
        f"| {LARGE:,} touchpoints: progress | {seen} | {int(not rises)} | {'reached' if rises else 'missed'} |",
        _row(f"{LARGE:,} touchpoints: cancelled half way", "ends at the next report", int(not is_ended)),
    ]


def laws_table() -> list[str]:
    """The laws in Markdown with the cases that each ran on and how many of them failed."""
    lines = ["", "### Laws, determinism, progress", ""]
    lines += ["| law | cases | failures | |", "| --- | --- | ---: | --- |"]
    for name, law in laws.LAWS.items():
        told = (law.__doc__ or "").partition(": ")[2].strip().splitlines()[0].rstrip(".")
        lines.append(_row(f"{name}: {told}", f"{LAW_CASES:,}", _broken(law, range(LAW_CASES))))
    for name, law in (
        ("swap: the maps turned give the links turned, with decisions and without", swapped),
        ("neither order of lists nor names of ids change the links", unordered),
    ):
        lines.append(_row(name, f"{MATCH_CASES:,}", _broken(law, range(MATCH_CASES))))
    cases = MATCH_CASES // 2
    title = f"{len(HASH_SEEDS)} hash seeds give the same bytes"
    lines.append(_row(title, f"{cases:,} comparisons each", hash_seeds(cases)))
    lines += progress_rows()
    print(*lines, sep="\n", flush=True)
    return lines
