"""P10: memory of 1,000 undo steps at 10,000 touchpoints against one deep copy; time of an edit; naming what it changed.

Targets: all versions together hold at most twice a deep copy of the document; at most 100 us an edit, for the median of
the slowest of nine kinds; naming what one edit changed takes under 1 ms.
"""

from __future__ import annotations

import copy
import gc
import random
import statistics
import time
import tracemalloc
from collections.abc import Callable
from itertools import pairwise

from common import SEED, Row, document, heading, told

from cjm_editor.core import edits
from cjm_editor.core.address import card_at, touchpoint_at, transition_at
from cjm_editor.core.changes import changes
from cjm_editor.core.model import Card, Document, Touchpoint, Transition

SIZE = 10_000
STEPS = 1_000
MAP = "map"


def kinds(chance: random.Random) -> dict[str, Callable[[Document, int], Document]]:
    """Edits of each kind; the second argument numbers the step."""

    def some_id(made: Document) -> str:
        touchpoints = made.maps[0].touchpoints
        return touchpoints[chance.randrange(len(touchpoints))].id

    def some_stage(made: Document) -> str:
        return chance.choice(made.maps[0].stages).id

    def title(made: Document, step: int) -> Document:
        return edits.set_field(made, touchpoint_at(MAP, some_id(made)), "title", f"Название {step}")

    def emotion(made: Document, step: int) -> Document:
        return edits.set_field(made, touchpoint_at(MAP, some_id(made)), "emotion", step % 5 - 2)

    def card(made: Document, step: int) -> Document:
        at = card_at(MAP, f"t{chance.randrange(SIZE // 2)}", "thoughts", 0)
        return edits.set_field(made, at, "text", f"Иначе {step}")

    def new_card(made: Document, step: int) -> Document:
        return edits.add_card(made, touchpoint_at(MAP, some_id(made)), "pains", -1, Card(f"Новая {step}"))

    def add(made: Document, step: int) -> Document:
        return edits.add_touchpoint(made, MAP, Touchpoint(f"n{step}", some_stage(made)), chance.randrange(12))

    def move(made: Document, _step: int) -> Document:
        at = touchpoint_at(MAP, f"t{chance.randrange(SIZE // 2)}")
        return edits.move_touchpoint(made, at, some_stage(made), chance.randrange(12))

    def delete(made: Document, step: int) -> Document:
        return edits.delete_touchpoints(made, MAP, [f"t{SIZE - 1 - step}"])

    def promise(made: Document, step: int) -> Document:
        ends = (f"t{chance.randrange(SIZE // 4)}", f"t{SIZE // 4 + chance.randrange(SIZE // 4)}")
        return edits.add_transition(made, MAP, Transition(f"p{step}", *ends, "promise"))

    def condition(made: Document, step: int) -> Document:
        transitions = made.maps[0].transitions
        at = transition_at(MAP, transitions[chance.randrange(len(transitions))].id)
        return edits.set_field(made, at, "condition", f"если нет размера {step}")

    return {
        "type a title": title,
        "set an emotion": emotion,
        "type into a card": card,
        "add a card": new_card,
        "add a touchpoint": add,
        "move a touchpoint": move,
        "delete a touchpoint": delete,
        "draw a promise": promise,
        "edit a transition": condition,
    }


def history(made: Document, times: dict[str, list[float]] | None = None) -> list[Document]:
    """All versions of 1,000 edits, the kinds in turn; notes how many seconds each took."""
    of_kind = kinds(random.Random(SEED))
    names = list(of_kind)
    versions = [made]
    for step in range(STEPS):
        name = names[step % len(names)]
        start = time.perf_counter()
        made = of_kind[name](made, step)
        if times is not None:
            times.setdefault(name, []).append(time.perf_counter() - start)
        versions.append(made)
    return versions


def held(work: Callable[[], object]) -> int:
    """Bytes that the result of the work holds."""
    gc.collect()
    tracemalloc.start()
    kept = work()
    gc.collect()
    size, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept
    return size


def seconds(work: Callable[[], object], rounds: int = 5) -> float:
    """The median of seconds that the work takes."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> list[Row]:
    """Print what was measured; return the rows."""
    made = document(SIZE)
    heading(
        "P10", f"{SIZE:,} touchpoints in {len(made.maps[0].stages)} stages; {STEPS:,} edits of nine kinds"
    )
    copied, kept = held(lambda: copy.deepcopy(made)), held(lambda: history(made))
    times: dict[str, list[float]] = {}
    for _ in range(3):
        versions = history(document(SIZE), times)
    medians = {name: statistics.median(taken) * 1e6 for name, taken in times.items()}
    for name, taken in medians.items():
        print(f"   {name}: median {taken:.0f} us")
    mean = statistics.mean([one for taken in times.values() for one in taken]) * 1e6
    slowest = max(medians, key=lambda name: medians[name])
    print(f"   mean of all: {mean:.0f} us")
    named = statistics.median(
        [seconds(lambda a=a, b=b: changes(a, b)) for a, b in list(pairwise(versions))[::9]]
    )
    everything = seconds(lambda: changes(versions[0], versions[-1]))
    print(f"   what all {STEPS:,} edits together changed: {everything * 1000:.2f} ms")
    megabytes = (f"{kept / 1e6:.1f} MB", f"{copied / 1e6:.1f} MB")
    return [
        told(Row("P10", f"memory of {STEPS:,} edits", "one deep copy", *megabytes, kept / copied, 2.0)),
        told(
            Row(
                "P10",
                f"one edit ({slowest})",
                "a limit",
                f"{medians[slowest]:.0f} us",
                "100 us",
                medians[slowest],
                100.0,
                " us",
            )
        ),
        told(
            Row(
                "P10",
                "naming what an edit changed",
                "a limit",
                f"{named * 1000:.2f} ms",
                "1 ms",
                named * 1000,
                1.0,
                " ms",
            )
        ),
    ]


if __name__ == "__main__":
    main()
