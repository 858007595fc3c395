"""What benchmarks share: inputs, clocks, A B A B medians and the rows they report.

Each `pN_*.py` has a `main()` that prints what it measured and returns rows; run alone it prints the same. Work in this
process is measured in CPU seconds, programs in CPU seconds of the program and its children, unless said otherwise.
"""

from __future__ import annotations

import itertools
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the tree beside this file is measured, not what else is installed

from cjm_editor.core.model import (  # noqa: E402 - the path is set above
    Card,
    Document,
    Evidence,
    JourneyMap,
    Metric,
    Segment,
    Stage,
    Touchpoint,
    Transition,
)
from cjm_editor.core.seq import Seq  # noqa: E402

SEED = 7
_BYTECODE = Path(tempfile.gettempdir()) / f"cjm-editor-bytecode-{platform.python_version()}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `ratio` is ours over theirs, or a figure of its own where `unit` names one; `None` where
    the competitor is missing (`note` says which)."""

    id: str
    what: str
    against: str
    ours: str
    theirs: str
    ratio: float | None
    target: float
    unit: str = ""
    note: str = ""

    @property
    def verdict(self) -> str:
        if self.ratio is None:
            return "not installed"
        if self.ratio <= self.target:
            return "reached"
        return "missed" if self.ratio <= 1.5 * self.target else "missed by far"


def milliseconds(seconds: float) -> str:
    """A time for people: `0.84 ms`, `126 ms`, `3.2 s`."""
    if seconds >= 2:
        return f"{seconds:.1f} s"
    return f"{seconds * 1000:.3g} ms" if seconds < 1 else f"{seconds * 1000:.0f} ms"


def compared(
    id: str, what: str, against: str, ours: float, theirs: float | None, target: float, note: str = ""
) -> Row:
    """A row of two medians in seconds; `theirs` is None where the competitor is not installed."""
    ratio = None if theirs is None else ours / theirs
    shown = "—" if theirs is None else milliseconds(theirs)
    return told(Row(id, what, against, milliseconds(ours), shown, ratio, target, note=note))


def told(row: Row) -> Row:
    """Print the row and return it."""
    ratio = "not installed" if row.ratio is None else f"{row.ratio:.3g}{row.unit}"
    target = f"target {row.target:g}{row.unit}"
    note = f" [{row.note}]" if row.note else ""
    print(
        f"{row.id}  {row.what}: {row.ours}; {row.against}: {row.theirs}; {ratio} ({target}: {row.verdict}){note}"
    )
    return row


def heading(id: str, *inputs: str) -> None:
    """Print what is measured on what, and with which versions."""
    print(f"\n== {id}  {'; '.join(inputs)}")
    print(f"   {versions()}")


def versions(*modules: str) -> str:
    """Python, machine and the given modules with their versions."""
    from importlib.metadata import PackageNotFoundError, version

    told = [f"Python {platform.python_version()}", f"{platform.machine()}, {os.cpu_count()} CPUs"]
    for module in ("PySide6-Essentials", "PyYAML", *modules):
        try:
            told.append(f"{module} {version(module)}")
        except PackageNotFoundError:
            told.append(f"{module}: not installed")
    return ", ".join(told)


def alternated(
    ours: Callable[[], object], theirs: Callable[[], object] | None, rounds: int = 5, warm: int = 1
) -> tuple[float, float | None]:
    """The medians of CPU seconds of two pieces of work in this process, run A B A B; the first `warm` do not count."""
    mine, yours = [], []
    for number in range(rounds + warm):
        for work, times in ((ours, mine), (theirs, yours)):
            if work is not None:
                start = time.process_time()
                work()
                if number >= warm:
                    times.append(time.process_time() - start)
                else:
                    times.clear()
    return statistics.median(mine), statistics.median(yours) if yours else None


def programs(
    ours: Sequence[str], theirs: Sequence[str] | None, rounds: int = 5, warm: int = 1, clock: str = "cpu"
) -> tuple[float, float | None]:
    """The medians of two programs, run A B A B: CPU seconds with children, or seconds on the wall."""
    mine, yours = [], []
    for number in range(rounds + warm):
        for command, times in ((ours, mine), (theirs, yours)):
            if command is not None:
                seconds = one_program(command, clock)
                if number >= warm:
                    times.append(seconds)
    return statistics.median(mine), statistics.median(yours) if yours else None


def one_program(command: Sequence[str], clock: str = "cpu") -> float:
    """Run a program to its end. Raises `CalledProcessError` with what it said if it fails."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        list(command),
        capture_output=True,
        check=False,
        env=surroundings(),
        timeout=600,
    )
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, list(command), done.stdout, done.stderr)
    return wall if clock == "wall" else after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def surroundings() -> dict[str, str]:
    """The environment of programs: this tree, its bytecode kept as an installed program has it."""
    made = dict(os.environ, PYTHONPATH=str(ROOT), PYTHONPYCACHEPREFIX=str(_BYTECODE))
    made.pop("PYTHONDONTWRITEBYTECODE", None)
    return made


def cjm(*arguments: str) -> list[str]:
    """The command line of the program with this Python."""
    return [sys.executable, "-m", "cjm_editor", *arguments]


VERBS = ("Выбирает", "Сравнивает", "Оплачивает", "Ждёт", "Забирает", "Проверяет", "Возвращает", "Обсуждает")
OBJECTS = (
    "заказ",
    "доставку",
    "обувь",
    "оплату картой",
    "письмо о статусе",
    "пункт выдачи",
    "скидку",
    "гарантию",
)
WHERE = (
    "на сайте",
    "в приложении",
    "с курьером",
    "в магазине",
    "по телефону",
    "в чате",
    "в почте",
    "у друзей",
)
CHANNELS = ("сайт", "приложение", "курьер", "магазин", "телефон", "чат", "почта", "друзья")
PAINS = (
    "Непонятно, когда привезут",
    "Пришлось звонить дважды и объяснять всё заново",
    "Цена изменилась в корзине",
    "Нет ответа больше суток",
)


def document(touchpoints: int, seed: int = SEED, per_stage: int = 12) -> Document:
    """A document with one map of so many touchpoints, filled as people fill one: titles of two to five words,
    emotions (one in ten unknown), cards in three lanes, evidence, metrics, a few loops. The same for the same seed."""
    chance = random.Random(seed)
    stages = tuple(
        Stage(f"s{number}", f"Этап {number + 1}", goal="Понять, что делать дальше")
        for number in range(max(1, touchpoints // per_stage))
    )
    points = tuple(
        _touchpoint(chance, n, stages[n * len(stages) // touchpoints].id) for n in range(touchpoints)
    )
    back = tuple(
        Transition(f"e{n}", f"t{n}", f"t{n - 3}", "back", share=0.1) for n in range(20, touchpoints, 50)
    )
    made = JourneyMap(
        "map", "Покупка", "actual", "buyers", stages=stages, touchpoints=Seq(points), transitions=Seq(back)
    )
    return Document(1, "Проверка скорости", "ru", (Segment("buyers", "Покупатели"),), (), (made,))


def _touchpoint(chance: random.Random, number: int, stage: str) -> Touchpoint:
    cards = [("thoughts", (Card(f"А точно успеют к {number % 28 + 1}-му?"),))]
    if number % 3 == 0:
        cards.append(("pains", (Card(chance.choice(PAINS), severity=chance.randint(1, 3)),)))
    if number % 5 == 0:
        cards.append(("opportunities", (Card("Показывать точное время", impact=4, effort=2),)))
    return Touchpoint(
        f"t{number}",
        stage,
        f"{chance.choice(VERBS)} {chance.choice(OBJECTS)} {chance.choice(WHERE)}",
        channel=CHANNELS[number // 3 % len(CHANNELS)],
        emotion=None if number % 10 == 7 else chance.randint(-2, 2),
        feelings=("тревога",) if number % 4 == 0 else (),
        importance=chance.randint(1, 5),
        cards=tuple(cards),
        metrics=(Metric("csat", 72, 48),) if number % 8 == 0 else (),
        evidence=(Evidence("interview", 7),) if number % 2 == 0 else (),
    )


def saved(made: Document, folder: Path, name: str = "map.cjm.yaml") -> Path:
    """Write a document into a folder and return its path."""
    from cjm_editor.io.writer import write

    path = folder / name
    path.write_text(write(made), encoding="utf-8")
    return path


def as_dot(made: Document, has_cards: bool = True) -> str:
    """The same graph for Graphviz: a cluster a stage, a box a touchpoint, edges in route order and the document's own.

    With cards a box says what the board says of the touchpoint: title, channel, feelings, cards, metrics, evidence.
    """
    journey = made.maps[0]
    ids = [point.id for point in journey.touchpoints]
    lines = ["digraph { rankdir=LR; node [shape=box, fontname=Inter]"]
    for stage in journey.stages:
        lines.append(f'  subgraph cluster_{stage.id} {{ label="{stage.title}"')
        for point in journey.touchpoints:
            if point.stage == stage.id:
                texts = [point.title, *(_card_texts(point) if has_cards else ())]
                lines.append(
                    f'    {point.id} [label="{"|".join(texts)}", shape={"record" if has_cards else "box"}]'
                )
        lines.append("  }")
    lines += [f"  {one} -> {two}" for one, two in itertools.pairwise(ids)]
    lines += [f"  {edge.from_} -> {edge.to}" for edge in journey.transitions if edge.to]
    return "\n".join([*lines, "}"]) + "\n"


def _card_texts(point: Touchpoint) -> list[str]:
    return [
        point.channel,
        f"{point.emotion}",
        *point.feelings,
        *(card.text for _lane, cards in point.cards for card in cards),
        *(f"{metric.value} {metric.kind}" for metric in point.metrics),
        *(f"{evidence.kind} {evidence.n}" for evidence in point.evidence),
    ]


def as_mermaid(made: Document) -> str:
    """The same journey for Mermaid: sections and tasks with scores 1 to 5."""
    journey = made.maps[0]
    lines = ["journey", f"  title {journey.title}"]
    for stage in journey.stages:
        lines.append(f"  section {stage.title}")
        lines += [
            f"    {point.title}: {3 if point.emotion is None else int(point.emotion) + 3}: Клиент"
            for point in journey.touchpoints
            if point.stage == stage.id
        ]
    return "\n".join(lines) + "\n"
