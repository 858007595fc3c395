"""The arrows between the rooms, each rule a sentence; read from every import with `ast`, and from running programs."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from cjm_editor.app.shelter import is_handler

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "cjm_editor"
ROOMS = ("core", "compare", "io", "render", "qt", "app", "cli")
ALLOWED = {
    "core": {"core"},
    "compare": {"core", "compare"},
    "io": {"core", "io"},
    "render": {"core", "render"},
    "qt": {"core", "render", "qt"},
    "app": {"core", "compare", "io", "render", "qt", "app"},
    "cli": {"core", "compare", "io", "render", "qt", "cli"},
}


@dataclass(frozen=True, slots=True)
class Import:
    """One import: the module that holds it, what it names, whether it runs when the module is loaded."""

    place: str
    room: str
    module: str
    target: str
    at_load: bool


def is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def walk(node: ast.AST, at_load: bool) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, at_load
        elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) or (
            isinstance(child, ast.stmt) and is_type_checking(child)
        ):
            yield from walk(child, False)
        else:
            yield from walk(child, at_load)


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def sources() -> tuple[Path, ...]:
    return tuple(sorted(path for path in CODE.rglob("*.py") if "_data" not in path.parts))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports_in(tree: ast.Module, place: str, room: str, module: str) -> Iterator[Import]:
    for node, at_load in walk(tree, True):
        at = f"{place}:{node.lineno}"
        if isinstance(node, ast.Import):
            yield from (Import(at, room, module, alias.name, at_load) for alias in node.names)
        else:
            base = node.module or ""
            if node.level:
                parent = (
                    module.split(".")[: -node.level]
                    if not place.endswith("__init__.py")
                    else module.split(".")
                )
                base = ".".join([*parent, base]).rstrip(".")
            yield from (Import(at, room, module, f"{base}.{alias.name}", at_load) for alias in node.names)


@cache
def imports() -> tuple[Import, ...]:
    found: list[Import] = []
    for path in sources():
        first = path.relative_to(CODE).parts[0]
        room = first if first in ROOMS else ""
        found += imports_in(tree_of(path), str(path.relative_to(ROOT)), room, module_name(path))
    return tuple(found)


def room_of(target: str) -> str:
    parts = target.split(".")
    return parts[1] if parts[0] == "cjm_editor" and len(parts) > 1 and parts[1] in ROOMS else ""


def places(found: list[Import]) -> list[str]:
    return [f"{item.place} imports {item.target}" for item in found]


def names(target: str, *packages: str) -> bool:
    return target.split(".")[0] in packages


def test_every_room_imports_only_the_rooms_below_it():
    assert not places(
        [i for i in imports() if i.room and room_of(i.target) and room_of(i.target) not in ALLOWED[i.room]]
    )


def test_the_window_and_the_command_line_never_import_each_other():
    assert not places([i for i in imports() if {i.room, room_of(i.target)} == {"app", "cli"}])


def test_core_compare_io_and_render_know_no_qt():
    rooms = ("core", "compare", "io", "render")
    assert not places([i for i in imports() if i.room in rooms and names(i.target, "PySide6", "shiboken6")])


def test_the_qt_room_has_no_widgets():
    assert not places([i for i in imports() if i.room == "qt" and "QtWidgets" in i.target])


def test_only_the_io_room_reads_and_writes_yaml():
    assert not places([i for i in imports() if i.room != "io" and names(i.target, "yaml")])


def test_only_core_graph_imports_networkx_and_only_when_it_is_asked():
    users = [i for i in imports() if names(i.target, "networkx")]
    assert not places([i for i in users if i.module != "cjm_editor.core.graph" or i.at_load])
    assert users, "the graph is served by networkx"


def test_the_command_line_imports_qt_yaml_and_the_rooms_that_use_them_inside_its_commands():
    heavy = [
        i
        for i in imports()
        if i.room == "cli"
        and i.at_load
        and (names(i.target, "PySide6", "yaml") or room_of(i.target) in ("qt", "io"))
    ]
    assert not places(heavy)


def test_the_entry_point_imports_window_and_command_line_only_when_chosen():
    modules = ("cjm_editor", "cjm_editor.__main__", "cjm_editor.startup")
    assert not places(
        [i for i in imports() if i.module in modules and i.at_load and room_of(i.target) in ROOMS[1:]]
    )


def test_no_room_imports_the_tests_or_the_build_scripts():
    assert not places([i for i in imports() if names(i.target, "tests", "benchmarks", "run")])


def test_tests_of_the_lower_rooms_use_no_qt():
    found = []
    for room in ("core", "compare", "io", "render"):
        for path in sorted((ROOT / "tests" / room).rglob("*.py")):
            place = str(path.relative_to(ROOT))
            found += [
                i
                for i in imports_in(tree_of(path), place, room, module_name(path))
                if names(i.target, "PySide6")
            ]
    assert not places(found)


# State ------------------------------------------------------------------------------------------------------

MUTABLE_CALLS = {"list", "dict", "set", "bytearray", "defaultdict", "deque", "OrderedDict", "Counter", "WeakSet",
                 "WeakKeyDictionary", "WeakValueDictionary", "count"}  # fmt: skip
MUTATORS = {
    "append",
    "extend",
    "insert",
    "add",
    "update",
    "setdefault",
    "pop",
    "popitem",
    "clear",
    "remove",
    "discard",
}


def module_names(tree: ast.Module) -> set[str]:
    """Return the names bound to mutable values at the top of a module."""
    found = set()
    for node in tree.body:
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        is_display = isinstance(
            value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp
        )
        is_call = (
            isinstance(value, ast.Call)
            and isinstance(value.func, ast.Name)
            and value.func.id in MUTABLE_CALLS
        )
        if is_display or is_call:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return found


def state_in(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield where a module keeps state: a `global`, or a change of a table that belongs to the module."""
    tables = module_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            yield node.lineno, "global"
        changed: ast.expr | None = None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MUTATORS:
            changed = node.func.value
        elif isinstance(node, ast.Assign | ast.Delete):
            subscripts = [target for target in node.targets if isinstance(target, ast.Subscript)]
            changed = subscripts[0].value if subscripts else None
        elif isinstance(node, ast.AugAssign):
            changed = node.target.value if isinstance(node.target, ast.Subscript) else node.target
        if isinstance(changed, ast.Name) and changed.id in tables and not is_local(tree, changed.id, node):
            yield node.lineno, changed.id


def is_local(tree: ast.Module, name: str, node: ast.AST) -> bool:
    """Whether the function around a node binds the name itself."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and any(inner is node for inner in ast.walk(function)):
            arguments = {argument.arg for argument in function.args.args}
            stores = {
                n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
            }
            if name in arguments | stores:
                return True
    return False


def handlers_of(node: ast.ClassDef) -> list[str]:
    """The methods of a class that Qt gives events to."""
    return [item.name for item in node.body if isinstance(item, ast.FunctionDef) and is_handler(item.name)]


def test_every_class_that_handles_events_is_sheltered():
    classes = [
        (path, node)
        for path in sources()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef)
    ]
    handling = [(path, node) for path, node in classes if handlers_of(node)]
    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path, node in handling
        if "sheltered" not in [ast.unparse(item) for item in node.decorator_list]
    ]
    assert len(handling) > 30
    assert bare == []


def test_no_module_keeps_state():
    """Theme, measurer, id source, clock and settings are passed in."""
    assert not [
        f"{path.relative_to(ROOT)}:{line}: {what}"
        for path in sources()
        for line, what in state_in(tree_of(path))
    ]


@pytest.mark.parametrize(
    ("code", "is_state"),
    [
        ("seen = []\ndef f(x):\n    seen.append(x)", True),
        ("cache = {}\ndef f(x):\n    cache[x] = 1", True),
        ("n = 0\ndef f():\n    global n\n    n += 1", True),
        ("TABLE = {1: 2}\ndef f(x):\n    return TABLE[x]", False),
        ("names = [1]\ndef f():\n    names = []\n    names.append(2)\n    return names", False),
    ],
)
def test_the_search_for_state_sees_what_it_should(code, is_state):
    assert bool(list(state_in(ast.parse(code)))) is is_state


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("from PySide6 import QtCore", [("PySide6.QtCore", True)]),
        ("def f():\n    import networkx as nx", [("networkx", False)]),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import yaml", [("yaml", False)]),
        ("from ..core import model", [("cjm_editor.core.model", True)]),
        ("class A:\n    import yaml", [("yaml", True)]),
    ],
)
def test_the_walk_sees_imports_of_every_kind(code, expected):
    found = [
        (i.target, i.at_load)
        for i in imports_in(ast.parse(code), "cjm_editor/io/x.py", "io", "cjm_editor.io.x")
        if not i.target.startswith("typing")
    ]
    assert found == expected


# Running programs -------------------------------------------------------------------------------------------

PROBE = """
import json, sys
from cjm_editor.__main__ import main
sys.argv = ["cjm-editor", *sys.argv[1:]]
try:
    code = main()
except SystemExit as stop:
    code = stop.code or 0
sys.stdout.flush()
sys.stderr.write("\\nLOADED " + json.dumps([code, sorted(sys.modules)]))
"""


def loaded_by(*arguments: str, folder: Path) -> tuple[int, set[str]]:
    """Return the exit code of a command and the top-level packages that its process had loaded at the end."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    run = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments],
        cwd=folder,
        env=environ,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    code, loaded = json.loads(run.stderr.rpartition("LOADED ")[2])
    return code, {name.split(".")[0] for name in loaded}


SEGMENT = ("--segment", "young-man")
BOOTS = str(ROOT / "samples" / "boots.cjm.yaml")


@pytest.mark.parametrize(
    ("arguments", "code", "unwanted"),
    [
        (("--version",), 0, {"PySide6", "yaml", "networkx"}),
        (("--help",), 0, {"PySide6", "yaml", "networkx"}),
        (("new", "made.cjm.yaml"), 0, {"PySide6", "networkx"}),
        (("new", "--list"), 0, {"PySide6", "networkx"}),
        (("validate", BOOTS), 0, {"PySide6"}),
        (("compare", BOOTS, *SEGMENT), 1, {"PySide6"}),
        (("compare", BOOTS, *SEGMENT, "--format", "json"), 1, {"PySide6"}),
        (("compare", BOOTS, *SEGMENT, "--format", "md"), 1, {"PySide6"}),
    ],
    ids=lambda value: " ".join(Path(part).name for part in value) if isinstance(value, tuple) else "",
)
def test_a_command_loads_only_what_it_needs(tmp_path, arguments, code, unwanted):
    got, loaded = loaded_by(*arguments, folder=tmp_path)
    assert got == code
    assert not loaded & unwanted


def test_opening_the_window_loads_no_networkx(tmp_path):
    """Its import takes a third of a second; the window asks for it when the graph is first needed."""
    code = "import sys, cjm_editor.app.main; sys.exit('networkx' in sys.modules)"
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    assert (
        subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environ, timeout=120).returncode == 0
    )
