"""How well and how fast maps are lined up, on pairs whose true links are known, beside what else could do it.

python3 run.py matching                     every preset and size in both languages, beside the others
python3 run.py matching edits-30 --sizes 100,1000 --languages ru --ours
python3 run.py matching --write             the same, and put the tables into docs/matching-figures.md
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from common import ROOT, milliseconds, versions
from contenders import CONTENDERS, OURS, Contender
from matching_laws import laws_table
from matching_targets import bands_table, glossary_table, targets_table

from tests.compare.pairs import LANGUAGES, PRESETS, Pair, pair
from tests.compare.pairs.scoring import Tally, matched_share, tally

SIZES = (20, 100, 1_000, 10_000)
ONLY_LARGE = "edits-30"
"""The one preset that is also run on 10,000 touchpoints."""
SEEDS = {20: 10, 100: 4, 1_000: 2, 10_000: 1}
DOCUMENT = ROOT / "docs" / "matching-figures.md"


@dataclass
class Figures:
    """What one contender did on the pairs of one line: links, seconds of each pair, shares of touchpoints linked."""

    links: Tally = field(default_factory=Tally)
    seconds: list[float] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)

    def add(self, contender: Contender, case: Pair) -> None:
        start = time.process_time()
        found = contender.links(case)
        self.seconds.append(time.process_time() - start)
        self.links += tally(case, found)
        self.shares.append(matched_share(case, found))

    @property
    def cpu(self) -> str:
        return milliseconds(statistics.median(self.seconds))


@dataclass(frozen=True)
class Line:
    """One preset, size and language with the figures of all who ran."""

    preset: str
    size: int
    language: str
    seeds: int
    figures: dict[str, Figures]


def measured(preset: str, size: int, language: str, contenders: Sequence[Contender]) -> Line:
    """All contenders on the same pairs, one after another on each pair in the same order (A B A B)."""
    able = [c for c in contenders if c.is_there and size <= c.largest]
    figures = {c.name: Figures() for c in able}
    seeds = SEEDS.get(size, 2)
    for seed in range(seeds):
        case = pair(preset, size, language, seed)
        for contender in able:
            if seed == 0 or size < contender.slow_from:
                figures[contender.name].add(contender, case)
    return Line(preset, size, language, seeds, figures)


def accuracy(line: Line, name: str) -> str:
    """F1, or the share of touchpoints linked where nothing belongs together."""
    figures = line.figures[name]
    if PRESETS[line.preset].is_unrelated:
        return f"{100 * statistics.mean(figures.shares):.1f} % linked"
    return f"{figures.links.f1:.3f}"


def row(line: Line, contenders: Sequence[Contender]) -> str:
    links = line.figures[OURS.name].links
    is_unrelated = PRESETS[line.preset].is_unrelated
    cells = [
        line.preset,
        line.language,
        f"**{accuracy(line, OURS.name)}**",
        "—" if is_unrelated else f"{links.precision:.3f}",
        "—" if is_unrelated else f"{links.recall:.3f}",
        line.figures[OURS.name].cpu,
    ]
    for contender in contenders:
        if contender.name in line.figures:
            cells.append(f"{accuracy(line, contender.name)}, {line.figures[contender.name].cpu}")
        else:
            cells.append("—" if contender.is_there else "not installed")
    return f"| {' | '.join(cells)} |"


def heading(contenders: Sequence[Contender]) -> list[str]:
    names = ("preset", "language", "F1", "precision", "recall", "CPU", *(c.name for c in contenders))
    return [
        f"| {' | '.join(names)} |",
        "| --- | --- | ---: | ---: | ---: | ---: |" + " ---: |" * len(contenders),
    ]


def tables(
    presets: Iterable[str], sizes: Iterable[int], languages: Sequence[str], contenders: Sequence[Contender]
) -> list[str]:
    """A table a size, printed line by line while it is measured."""
    presets = tuple(presets)
    found: list[str] = []

    def tell(*lines: str) -> None:
        found.extend(lines)
        print(*lines, sep="\n", flush=True)

    for size in sizes:
        chosen = [p for p in presets if size < 10_000 or p == ONLY_LARGE or len(presets) == 1]
        if not chosen:
            continue
        pairs = SEEDS.get(size, 2)
        tell("", f"### {size:,} touchpoints, {pairs} pair{'s' if pairs > 1 else ''} a line", "")
        tell(*heading(contenders))
        for preset in chosen:
            for language in languages:
                tell(row(measured(preset, size, language, (OURS, *contenders)), contenders))
    return found


INTRODUCTION = """# How well maps are lined up

Written by `python3 run.py matching --write`; figures of the machine and versions named below. The pairs come from
`tests/compare/pairs` with true links, on seeds that the weights were not fitted on (`benchmarks/fit_matching.py`
uses seeds from 100,000). A touchpoint split in two makes two true pairs; F1, precision and recall count pairs, summed
over the pairs of a line. CPU is the median over them; all run in one process, one after another on each pair.

Presets: `edits-N`: edits to N % of the touchpoints (renamed, moved, split, merged, left out, put in, channel,
emotion; stages renamed, split, merged), no ids. `reworded`: 30 % edits, and then every label and stage in other
words; a third of the labels have no word in common with the original. `independent`: 35 % absent, 35 % extra, all
labels and stages in other words. `unrelated`: two journeys that have nothing to do with each other.
`translated`: 10 % edits, the second map in the other language. `ids-kept`: 30 % edits, a common origin, ids in force;
`ids-regenerated`: 15 % of them new; `ids-colliding`: both maps count from t1.

The others get titles, stages, channels and people too: equal labels; rapidfuzz, greedy on sorted words from 70 of
100; graphtage on JSON trees; DeepDiff with order ignored; APTED with the letters that differ as the cost of renaming.
graphtage at 100 touchpoints and APTED at 1,000 ran on the first pair of a line only. A dash stands where one takes
minutes: graphtage and DeepDiff at 1,000 touchpoints, all but equal labels at 10,000.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """0; prints the tables and writes them where asked to."""
    parser = argparse.ArgumentParser(prog="run.py matching", description=__doc__.partition("\n")[0])
    parser.add_argument("presets", nargs="*", metavar="PRESET", help=", ".join(PRESETS))
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="touchpoints, parted by commas")
    parser.add_argument("--languages", default=",".join(LANGUAGES), help="ru, en or both, parted by a comma")
    parser.add_argument("--ours", action="store_true", help="leave the others out")
    parser.add_argument("--write", action="store_true", help=f"write {DOCUMENT.name} as well")
    given = parser.parse_args(arguments)
    unknown = sorted(set(given.presets) - set(PRESETS))
    if unknown:
        parser.error(f"no such preset: {', '.join(unknown)}; there are {', '.join(PRESETS)}")
    contenders = () if given.ours else CONTENDERS
    said = versions("rapidfuzz", "graphtage", "deepdiff", "apted")
    print(said)
    whole = not given.presets and not given.ours
    aims = [*targets_table(), *laws_table(), *bands_table(), *glossary_table()] if whole else []
    sizes = [int(size) for size in given.sizes.split(",")]
    lines = tables(given.presets or PRESETS, sizes, given.languages.split(","), contenders)
    if given.write:
        parts = [INTRODUCTION, said, *aims, *lines, ""]
        DOCUMENT.write_text("\n".join(parts), encoding="utf-8")
        print(f"\n{DOCUMENT.relative_to(ROOT)} written")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
