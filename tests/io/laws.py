"""The laws of reading and writing, each as a check that says what is wrong with one case, or nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import takewhile

from cjm_editor.core.errors import FormatError
from cjm_editor.core.model import Document
from cjm_editor.io import writer
from cjm_editor.io.reader import Source, read
from tests.cases import CASES
from tests.io.generator import EOL, FORMS, REMOVING, Cases, Edited, Rendered, Renderer, edited, may_be_gone

SEEDS = range(CASES)


@dataclass
class Case:
    """A document, one of its texts, the text as read, and an edit of the document."""

    seed: int
    document: Document
    rendered: Rendered
    source: Source
    made: Edited

    def spliced(self) -> str:
        """The text after the edit, the edited document sharing its objects with the one that the comments know."""
        return writer.splice(replace(self.source, document=self.document, nodes=[]), self.made.document)


def case_of(seed: int) -> Case:
    """The case of a seed: the forms in turn, with and without comments, unknown keys and written ids."""
    cases = Cases(seed)
    document = cases.document(is_named=seed % 5 != 0)
    renderer = Renderer(
        cases, FORMS[seed % len(FORMS)], has_comments=seed % 3 != 0, has_unknown=seed % 2 == 0
    )
    rendered = renderer.document(document)
    made = edited(cases, document)
    for _more in range(seed % 4 if seed % 2 else 0):
        again = edited(cases, made.document)
        kind = "delete" if {made.kind, again.kind} & set(REMOVING) else "many"
        made = Edited(again.document, kind)
    return Case(seed, document, rendered, read(rendered.data), made)


def reading(case: Case) -> str:
    """What the renderer wrote reads as the document it wrote."""
    errors = [problem.code for problem in case.source.problems if problem.severity == "error"]
    return f"{errors}" if errors or case.source.document != case.document else ""


def w1(case: Case) -> str:
    """A file that nobody touched is saved to the same bytes."""
    same = writer.to_bytes(case.source, case.source.document) == case.rendered.data
    return "" if same else "other bytes"


def w2(case: Case) -> str:
    """The spliced text reads as the edited document."""
    try:
        found = read(case.spliced().encode()).document
    except FormatError as error:
        return f"refused: {[(str(p.place), p.code) for p in error.problems]}"
    return "" if found == case.made.document else "another document"


def w3(case: Case) -> str:
    """Every comment stands unless its element was deleted."""
    text = case.spliced()
    comments = case.rendered.comments.items()
    lost = [
        comment for comment, chain in comments if comment not in text and not may_be_gone(chain, case.made)
    ]
    return f"lost {lost}" if lost else ""


def w4(case: Case) -> str:
    """An edit changes the lines that it is about, no others."""
    before, after = (Counter(EOL.split(text)) for text in (case.source.text, case.spliced()))
    gone, come = before - after, after - before
    lines = sum(gone.values()), sum(come.values())
    allowed = _ALLOWED.get(case.made.kind)
    return "" if allowed is None or allowed(case, lines, gone, come) else f"{case.made.kind}: {lines}"


Allowed = Callable[[Case, tuple[int, int], "Counter[str]", "Counter[str]"], bool]


def _one_for_one(case: Case, lines: tuple[int, int], gone: Counter[str], come: Counter[str]) -> bool:
    """One line changed, one more where an id had to be written down."""
    return lines == (1, 1) or (_is_unnamed(case) and lines[0] <= 2 and lines[1] <= 3)


def _one_more(case: Case, lines: tuple[int, int], gone: Counter[str], come: Counter[str]) -> bool:
    """One line added; or changed, where the key stood without a value or within braces; or a card got fields."""
    return lines in ((0, 1), (1, 1), (1, 2)) or (_is_unnamed(case) and lines[0] <= 2 and lines[1] <= 4)


def _one_less(case: Case, lines: tuple[int, int], gone: Counter[str], come: Counter[str]) -> bool:
    """One line taken out, or all of a block text; the next one comes behind the dash where it was the first; its
    comment stays."""
    extra = 2 if _is_unnamed(case) else 0
    count = lines[0] - _lines_of_block(case, gone)
    return count <= 2 and lines[1] <= 1 + extra + (1 if count == 2 else 0)


def _lines_of_block(case: Case, gone: Counter[str]) -> int:
    """How many of the lines that went are the inner lines of one block text, or empty ones behind a field."""
    lines = EOL.split(case.source.text)
    heads = [at for at, line in enumerate(lines) if gone[line] and re.search(r": [|>][-+]?[1-9]?$", line)]
    blank = gone[""]
    for head in heads:
        inner = _deeper(lines, head)
        if inner and all(gone[line] >= inner.count(line) for line in inner):
            return len(inner)
    return blank


def _deeper(lines: list[str], head: int) -> list[str]:
    """The lines after a head that stand further to the right, empty ones among them."""
    depth = _depth(lines[head])
    return list(takewhile(lambda line: not line or _depth(line) > depth, lines[head + 1 :]))


def _depth(line: str) -> int:
    """How far a line, or what stands behind its dashes, is to the right."""
    return len(line) - len(line.lstrip("- "))


def _only_come(case: Case, lines: tuple[int, int], gone: Counter[str], come: Counter[str]) -> bool:
    """No line changes but that of an empty list's key, or of brackets that the new element stands in."""
    return lines[0] <= (2 if _is_unnamed(case) else 1)


def _only_go(case: Case, lines: tuple[int, int], gone: Counter[str], come: Counter[str]) -> bool:
    """No line comes but those of lists that got empty, of brackets, and the end of a last line without one."""
    if _is_unnamed(case) or _is_in_several_links(case):
        return True
    return all(not line or "[" in line or "{" in line for line in come)


def _is_in_several_links(case: Case) -> bool:
    """Whether decisions changed or went that have no names: then the text of one may stand for another."""
    pairs = zip(case.document.comparisons, case.made.document.comparisons, strict=False)
    return any(
        len(set(before.links) - set(after.links)) > 1 for before, after in pairs if before is not after
    )


def _is_unnamed(case: Case) -> bool:
    return any(problem.code == "missing-id" for problem in case.source.problems)


_ALLOWED: dict[str, Allowed] = {
    "set": _one_for_one,
    "add field": _one_more,
    "clear field": _one_less,
    "add card": _only_come,
    "add": _only_come,
    "add stage": _only_come,
    "add edge": _only_come,
    "delete one": _only_go,
}
