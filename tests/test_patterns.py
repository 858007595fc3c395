"""No regular expression of the program can blow up: each is found in the code and tried on inputs made against it.

The inputs repeat what the pattern itself is made of and end in what it cannot match. A pattern that backtracks without
bounds takes time that grows as a power of the length: the child that tries it is killed by its limit of CPU.
"""

from __future__ import annotations

import ast
import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "cjm_editor"
CALLS = ("compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")
SECONDS = 3
"""Of CPU for each pattern, over all that is tried on it."""
LENGTH = 5_000


Pattern = tuple[str | bytes, int, bool]
"""The text, the flags, whether it is looked for anywhere in a text and not only at its beginning."""


def patterns() -> dict[str, Pattern]:
    """Every pattern in the code by the place where it stands."""
    found: dict[str, Pattern] = {}
    sources = {path: path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}
    everything = "\n".join(sources.values())
    for path, source in sources.items():
        tree = ast.parse(source)
        constants = {
            target.id: node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for call in calls(tree):
            where = f"{path.relative_to(ROOT)}:{call.lineno}"
            text = value(call.args[0], constants)
            flags = [*call.args[1:], *(word.value for word in call.keywords if word.arg == "flags")]
            found[where] = (
                text,
                sum(flag(one) for one in flags),
                is_searched(call, tree, (source, everything)),
            )
    return found


def is_searched(call: ast.Call, tree: ast.AST, sources: tuple[str, str]) -> bool:
    """Whether a pattern is used otherwise than by `match` or `fullmatch`, as far as its name tells.

    `sources` are the module and all modules: where a public name may be used.
    """
    verb = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if verb != "compile":
        return verb not in ("match", "fullmatch")
    names = [
        node.name if isinstance(node, ast.FunctionDef) else node.targets[0].id
        for node in ast.walk(tree)
        if (isinstance(node, ast.FunctionDef) and node.decorator_list and call in ast.walk(node))
        or (isinstance(node, ast.Assign) and node.value is call and isinstance(node.targets[0], ast.Name))
    ]
    uses = [
        use for name in names for use in re.findall(rf"\b{name}(?:\(\))?\.(\w+)\(", sources[name[0] != "_"])
    ]
    return not uses or not {"match", "fullmatch"}.issuperset(uses)


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """The calls of the module `re` that take a pattern."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CALLS:
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == "re":
                yield node


def value(node: ast.expr, constants: dict[str, ast.expr]) -> str | bytes:
    """The text of a pattern: a literal, pieces of literals (a number stands for what is filled in), a constant."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "2" for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return value(node.left, constants) + value(node.right, constants)  # type: ignore[operator]
    if isinstance(node, ast.Name) and node.id in constants:
        return value(constants[node.id], constants)
    raise AssertionError(f"a pattern that no test can see: {ast.dump(node)}")


def flag(node: ast.expr) -> int:
    """The flags that an argument names; 0 for an argument that is none."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "re":
        return int(getattr(re, node.attr))
    if isinstance(node, ast.BinOp):
        return flag(node.left) | flag(node.right)
    return 0


CHILD = """
import json, re, signal, sys
from re import _parser
seconds, length = int(sys.argv[1]), int(sys.argv[2])

def signs(parsed, found):
    # one sign for each literal, range and class, and the classes' neighbours
    for op, av in parsed:
        name = str(op)
        if name in ("LITERAL", "NOT_LITERAL"):
            found.add(chr(av))
        elif name == "IN":
            for kind, what in av:
                if str(kind) == "LITERAL":
                    found.add(chr(what))
                elif str(kind) == "RANGE":
                    found.update((chr(what[0]), chr(what[1])))
                elif str(kind) == "CATEGORY":
                    found.update({"DIGIT": "7", "SPACE": " \\n", "WORD": "aж_"}.get(str(what).split("_")[-1], "a"))
        elif name == "ANY":
            found.add("x")
        elif name == "BRANCH":
            for branch in av[1]:
                signs(branch, found)
        elif name in ("SUBPATTERN",):
            signs(av[-1], found)
        elif name in ("ASSERT", "ASSERT_NOT"):
            signs(av[1], found)
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            signs(av[2], found)
        elif name == "ATOMIC_GROUP":
            signs(av, found)

for line in sys.stdin:
    where, text, flags, is_bytes, is_searched = json.loads(line)
    print(json.dumps(where), flush=True)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    pattern = text.encode("latin-1") if is_bytes else text
    made = re.compile(pattern, flags)
    found = {"a", " ", "\\n"}
    signs(_parser.parse(pattern, made.flags if not is_bytes else flags), found)
    some = sorted(found)[:24]
    units = some + [one + two for one in some[:12] for two in some[:12] if one != two]
    ends = ["", "!", "\\x00", "\\n!", "\\ud800"]
    for unit in units:
        for end in ends:
            for head in ("", some[-1], "-", '"'):
                hostile = head + unit * (length // len(unit)) + end
                if is_bytes:
                    hostile = hostile.encode("latin-1", "replace")
                made.match(hostile)
                made.fullmatch(hostile)
        hostile = unit * (length // len(unit)) + "!"
        if is_searched:
            list(made.finditer(hostile.encode("latin-1", "replace") if is_bytes else hostile))
print(json.dumps("done"), flush=True)
"""


def tried(found: dict[str, Pattern], seconds: int = SECONDS, length: int = LENGTH) -> str:
    """Where the pattern stands that did not come to an end in time; "done" where all did."""
    lines = [
        json.dumps((where, _latin(text), flags, isinstance(text, bytes), is_looked_for))
        for where, (text, flags, is_looked_for) in found.items()
    ]
    child = subprocess.run(
        [sys.executable, "-c", CHILD, str(seconds), str(length)],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert child.returncode in (0, -signal.SIGPROF), child.stderr
    return str(json.loads(child.stdout.splitlines()[-1]))


def _latin(text: str | bytes) -> str:
    return text if isinstance(text, str) else text.decode("latin-1")


def test_no_pattern_of_the_program_blows_up() -> None:
    found = patterns()
    assert len(found) >= 40
    assert tried(found) == "done"


@pytest.mark.parametrize(
    "bad",
    [
        r"(a+)+\Z",
        r"(?:a|a)*b",
        r"(\w+\s?)*\Z",
        r"\s*\Z|a*a*a*a*b",
        r"(?:.*,)+x",
        r"[a-z]*[a-c]*[b-d]*[a-z]*9",
    ],
)
def test_a_pattern_that_blows_up_is_noticed(bad: str) -> None:
    assert tried({"bad": (bad, 0, True)}, seconds=1) == "bad"
