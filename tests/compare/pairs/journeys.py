"""Journeys that other people drew as first maps: their labels, stages, people and scores, edited like the rest."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from pathlib import Path

from tests.compare.pairs.drawing import Draft, Part, Row, jumps
from tests.compare.pairs.presets import PRESETS, Pair, edited, paired
from tests.compare.pairs.vocabulary import lexicon

LEAST = 4
"""Shorter journeys leave nothing to edit."""
Journey = tuple[str, list[tuple[str, list[dict]]]]
"""Its name, and its sections with their tasks."""


def journeys(corpus: Path, language: str = "") -> list[Journey]:
    """The Mermaid journeys of the corpus that Mermaid accepts, by name; those in one language where one is named."""
    found = []
    for path in sorted((corpus / "mermaid").glob("*.truth.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        tasks = told.get("tasks") or []
        if not told["accepted"] or len(tasks) < LEAST:
            continue
        sections: dict[str, list[dict]] = {}
        for task in tasks:
            sections.setdefault(task["section"].strip(), []).append(task)
        name = path.name.removesuffix(".truth.json")
        if not language or language_of(name, tasks) == language:
            found.append((name, list(sections.items())))
    return found


def language_of(name: str, tasks: Sequence[dict]) -> str:
    """`ru`, `en` or `` (another): by the letters, and among Latin ones by the name that the file was given."""
    text = " ".join(task["task"] for task in tasks)
    if re.search("[іїєґ]", text):
        return ""
    if re.search("[а-яё]", text, re.IGNORECASE):
        return "ru"
    if re.match(r"(es|fr|pt|ja|zh|ko|ar|uk)-", name) or not re.sub(r"[^\w\s]", "", text).isascii():
        return ""
    return "en"


def draft_of(rng: random.Random, chosen: Sequence[Journey], language: str) -> Draft:
    """One map of these journeys, one after another, their sections its stages."""
    parts: list[Part] = []
    number = 0
    for _name, sections in chosen:
        for title, tasks in sections:
            part = Part(title)
            for task in tasks:
                score = task["score"]
                emotion = max(-2, min(2, score - 3)) if isinstance(score, int | float) else None
                people = ", ".join(person for person in task["people"] if person)
                row = Row((number,), task["task"].strip(), None, "", people, emotion, rng.randint(1, 5))
                part.rows.append(row)
                number += 1
            parts.append(part)
    return Draft(language, parts, *jumps(rng, number))


def real_pair(chosen: Sequence[Journey], preset: str, language: str, seed: int | str) -> Pair:
    """A pair whose first map is made of these journeys and whose second is the first, edited as the preset says."""
    names = "+".join(name for name, _sections in chosen)
    rng = random.Random(f"{preset}/{names}/{seed}")
    first = draft_of(rng, chosen, language)
    rule = PRESETS[preset]
    return paired(rng, rule, first, edited(rng, rule, first, lexicon(language)))


def together(rng: random.Random, known: Sequence[Journey], size: int) -> list[Journey]:
    """Journeys drawn at random until they have about so many touchpoints, none twice while there are others."""
    chosen: list[Journey] = []
    while sum(len(tasks) for _name, sections in chosen for _title, tasks in sections) < size:
        left = [one for one in known if one not in chosen] or list(known)
        chosen.append(rng.choice(left))
    return chosen
