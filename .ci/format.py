#!/usr/bin/env python3
"""Write the tables of fields into docs/format.en.md and docs/format.ru.md: `python3 run.py format [--check]`.

They are made from the one table of the format, `core/schema.py`, with the labels that the window shows; what stands
between the two marks of a page is replaced, the rest is written by hand. `--check` changes nothing and exits with 1 if
a page is stale.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # this tree, whatever else is installed

from cjm_editor.core.schema import CARD_LANES, ELEMENTS, Element, Field
from cjm_editor.core.terms import field_label, kind_label
from cjm_editor.core.texts import LANGUAGES, Words, words

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- fields: begin -->", "<!-- fields: end -->"
ORDER = (
    "document",
    "segment",
    "persona",
    "lane",
    "map",
    "emotion_scale",
    "stage",
    "touchpoint",
    "card",
    "transition",
    "evidence",
    "metric",
    "comparison",
    "link",
    "weights",
    "conflict",
)

# A development script: its words go into the two pages and are seen nowhere in the program.
WORDS = {
    "en": {
        "head": ("field", "in the window", "value"),
        "text": "text",
        "id": "id",
        "ref": "id of another element",
        "number": "number",
        "whole": "whole number",
        "yesno": "yes or no",
        "date": "date, `2026-11-01`",
        "period": "period: `2026`, `2026-Q3`, `2026-10` or two dates with `/`",
        "duration": "duration: a number and `s m h d w mo y`",
        "choice": "one of {choices}",
        "open": "{choices} or a word of one's own",
        "texts": "list of texts",
        "refs": "list of ids",
        "items": "list of {of}",
        "item": "{of}",
        "cards": "lists of cards, each under the id of its lane: {lanes}, or that of a lane of one's own",
        "between": "{low} to {high}",
        "from": "from {low}",
        "card": "A card may be a plain text instead.",
    },
    "ru": {
        "head": ("поле", "в окне", "значение"),
        "text": "текст",
        "id": "идентификатор",
        "ref": "идентификатор другого элемента",
        "number": "число",
        "whole": "целое число",
        "yesno": "да или нет: `yes`, `no`",
        "date": "дата, `2026-11-01`",
        "period": "период: `2026`, `2026-Q3`, `2026-10` или две даты через `/`",
        "duration": "длительность: число и `s m h d w mo y`",
        "choice": "одно из: {choices}",
        "open": "{choices} или своё слово",
        "texts": "список текстов",
        "refs": "список идентификаторов",
        "items": "список: {of}",
        "item": "{of}",
        "cards": "списки карточек, каждый под id своей дорожки: {lanes} — или своей",
        "between": "от {low} до {high}",
        "from": "от {low}",
        "card": "Карточкой может быть и просто текст.",
    },
}


def value_of(field: Field, language: str) -> str:
    """Return what a field holds, in words."""
    told = WORDS[language]
    choices = ", ".join(f"`{choice}`" for choice in field.choices)
    lanes = ", ".join(f"`{lane}`" for lane in CARD_LANES)
    of = f"[{field.of}](#{anchor(field.of)})" if field.of else ""
    key = "open" if field.open else "whole" if field.whole else field.type
    text = str(told[key]).format(choices=choices, of=of, lanes=lanes)
    return text + (f", {limits(field, language)}" if field.low is not None else "")


def limits(field: Field, language: str) -> str:
    """Return the bounds of a number."""
    key = "from" if field.high is None else "between"
    return str(WORDS[language][key]).format(low=_short(field.low), high=_short(field.high))


def _short(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def anchor(kind: str) -> str:
    """Return the place of an element on the page."""
    return f"element-{kind.replace('_', '-')}"


def table(element: Element, said: Words) -> str:
    """Return the part of one element: heading and table, in the order in which the program writes the fields."""
    language = said.language
    lines = [
        f'### <a id="{anchor(element.kind)}"></a>`{element.kind}`',
        "",
        f"{said(kind_label(element.kind))}. {WORDS[language]['card'] if element.scalar else ''}".strip(),
        "",
        "| {} | {} | {} |".format(*WORDS[language]["head"]),
        "| --- | --- | --- |",
    ]
    for field in element.fields:
        label = said(field_label(element.kind, field.name))
        lines.append(f"| `{field.name}` | {label} | {value_of(field, language)} |")
    return "\n".join(lines)


def tables(language: str) -> str:
    """Return the tables of all elements."""
    said = words(language)
    return "\n\n".join(table(ELEMENTS[kind], said) for kind in ORDER)


def page(path: Path, language: str) -> str:
    """Return the page as it should be. Raises `ValueError` if a mark is missing."""
    before, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"{path.name}: a mark of the tables is missing")
    return f"{before}{BEGIN}\n\n{tables(language)}\n\n{END}{after}"


def pages() -> dict[Path, str]:
    """Return the pages as they should be, by their place."""
    paths = {language: ROOT / "docs" / f"format.{language}.md" for language in LANGUAGES}
    return {path: page(path, language) for language, path in paths.items()}


def main(arguments: list[str]) -> int:
    """The exit code: with `--check` 1 for stale pages."""
    assert set(ORDER) == set(ELEMENTS), "an element has no place in ORDER"
    stale = [path for path, text in pages().items() if path.read_text(encoding="utf-8") != text]
    for path in stale:
        print(f"stale: {path.relative_to(ROOT)}" if "--check" in arguments else path.relative_to(ROOT))
        if "--check" not in arguments:
            path.write_text(page(path, path.name.split(".")[1]), encoding="utf-8")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
