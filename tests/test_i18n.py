"""Both catalogues are complete and fresh, and no text that a user sees escapes them."""

import ast
import gettext
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "cjm_editor"


def load_script():
    spec = importlib.util.spec_from_file_location("texts_script", ROOT / ".ci" / "texts.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def script():
    return load_script()


def russian():
    return gettext.translation("cjm_editor", ROOT / "resources" / "i18n", ["ru"])


def test_both_catalogues_are_complete_well_formed_and_fresh(script):
    assert not script.problems()


def test_texts_are_found_in_the_code(script):
    texts, _problems = script.extract()
    assert ("date", "{day} May {year}") in texts
    assert len(texts) > 10


def test_a_number_takes_its_russian_form(script):
    catalogue = russian()
    texts, _problems = script.extract()
    for (_context, msgid), text in texts.items():
        if not text.plural:
            continue
        one, two, five, twenty_one, eleven = (
            catalogue.ngettext(msgid, text.plural, n) for n in (1, 2, 5, 21, 11)
        )
        assert one == twenty_one, msgid
        assert five == eleven, msgid
        assert all(re.search("[а-яё]", form) for form in (one, two, five)), msgid
        assert "{n}" in one or "{n}" not in msgid + text.plural, msgid


def test_the_script_finds_a_missing_a_stale_and_a_broken_translation(script):
    texts = {
        ("", "Open {name}"): script.Text("", ["app"], ["x.py:1"]),
        ("", "Close"): script.Text("", ["app"], ["x:2"]),
    }
    broken = {
        ("", "Open {name}"): script.Translation("", ("Открыть «{nmae}»",), "app", False, ()),
        ("", "Gone"): script.Translation("", ("Нет",), "app", False, ()),
    }
    found = "\n".join(script.translation_problems(texts, broken))
    assert "“Open {name}” has the placeholders ['nmae'], not ['name']" in found
    assert "“Close” is missing" in found
    assert "“Gone” is stale" in found


@pytest.mark.parametrize(
    ("russian_text", "problem"),
    [
        ('Файл "икс" открыт', "quotes"),
        ("Готово!", "exclamation"),
        ("Карта - пуста", "hyphen"),
        ("Nothing done", "no Russian"),
        ("Сделано 5 %", "no-break space"),
        ("Сделано 5%", "no-break space"),
        ("Сделано 5\u00a0%", ""),
        ("Готово", ""),
    ],
)
def test_the_script_holds_russian_typography(script, russian_text, problem):
    entry = script.Translation("", (russian_text,), "app", False, ())
    found = list(script.form_problems("Nothing was done", entry))
    assert any(problem in line for line in found) if problem else not found


def test_the_script_refuses_texts_that_are_no_literals_and_values_that_do_not_fit(script):
    call = next(script.calls(ast.parse('_("Open {name}", nmae=1)')))[1]
    assert list(script.value_problems(call, "Open {name}", "")) == [
        "“Open {name}” has no value for {name}",
        "“Open {name}” has a value nmae that its text does not show",
    ]


def test_compiled_catalogues_have_the_same_bytes_whatever_the_order(script):
    entries = {("", "b"): ("", ("б",)), ("c", "a"): ("", ("а",)), ("", "n"): ("ns", ("1", "2", "5"))}
    turned = dict(reversed(entries.items()))
    assert script.mo_bytes("ru", entries) == script.mo_bytes("ru", turned)
    assert script.po_bytes("ru", entries) == script.po_bytes("ru", turned)


# What escapes -----------------------------------------------------------------------------------------------

SHOWN = {
    "QAction", "QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QGroupBox", "QMenu", "QDockWidget",
    "QMessageBox", "Text", "addAction", "addButton", "addItem", "addItems", "addMenu", "addTab", "addRow", "insertItem",
    "insertTab", "setText", "setPlainText", "setToolTip", "setStatusTip", "setWhatsThis", "setTitle", "setWindowTitle",
    "setPlaceholderText", "setAccessibleName", "setAccessibleDescription", "setLabelText", "setInformativeText",
    "setDetailedText", "showMessage", "setHeaderLabels", "setTabText", "setSuffix", "setPrefix", "drawText", "print",
    "getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory", "information", "question",
    "warning", "critical", "getText", "write_line", "CjmError", "EditError", "FormatError", "FileTrouble", "Problem",
}  # fmt: skip
SHOWN_KEYWORDS = {
    "help",
    "description",
    "epilog",
    "label",
    "title",
    "tooltip",
    "placeholder",
    "message",
    "text",
}
# Calls whose keyword arguments a user sees in these rooms; elsewhere `title=` is data.
SHOWN_ROOMS = ("app", "cli", "qt")
CODES = {
    "CjmError",
    "EditError",
    "FormatError",
    "FileTrouble",
    "Problem",
}  # their first argument is a stable code


def literal_parts(node: ast.expr) -> Iterator[str]:
    """Yield the literal pieces of a string expression; calls, such as `_()`, are closed to it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from literal_parts(part)
    elif isinstance(node, ast.BinOp):
        yield from literal_parts(node.left)
        yield from literal_parts(node.right)
    elif isinstance(node, ast.IfExp):
        yield from literal_parts(node.body)
        yield from literal_parts(node.orelse)
    elif isinstance(node, ast.List | ast.Tuple):
        for part in node.elts:
            yield from literal_parts(part)


def is_prose(text: str) -> bool:
    """Whether a string holds a word: two small letters in a row, or Cyrillic, that is no file name, key or option."""
    if re.search("[А-Яа-яЁё]", text):
        return True
    plain = re.sub(r"cjm-editor|CJM Editor|[\w*]*\.\w+(\.\w+)*|--[\w-]+|Ctrl|Shift|Alt", "", text)
    return bool(re.search("[a-z]{2}", plain))


def shown_arguments(name: str, arguments: list[ast.expr]) -> list[ast.expr]:
    """Return those that people read: not an error's code, a picture's key, the data behind an item of a list."""
    if name in CODES:
        return arguments[1:2]
    if name == "setText" and len(arguments) == 2:
        return arguments[1:]
    if name == "addItem" and len(arguments) > 1:
        return arguments[:-1]
    return arguments


def escaped_texts(code: str, name_of_file: str, in_shown_room: bool) -> Iterator[str]:
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        arguments: list[ast.expr] = []
        if name in SHOWN:
            arguments += shown_arguments(name, node.args)
        if in_shown_room and name not in ("_", "ngettext", "pgettext", "Message"):
            arguments += [keyword.value for keyword in node.keywords if keyword.arg in SHOWN_KEYWORDS]
        for argument in arguments:
            for part in literal_parts(argument):
                if is_prose(part):
                    yield f"{name_of_file}:{node.lineno}: {name}({part!r})"


def modules() -> list[Path]:
    return sorted(path for path in CODE.rglob("*.py") if "_data" not in path.parts)


def test_no_text_that_a_user_sees_escapes_the_catalogues():
    found = []
    for path in modules():
        place = path.relative_to(CODE)
        code = path.read_text(encoding="utf-8")
        found += escaped_texts(code, str(place), place.parts[0] in SHOWN_ROOMS)
    assert not found


def test_no_russian_is_written_into_the_code_of_the_window_and_the_command_line():
    """Below them Cyrillic may be data, such as the prepositions that are glued to the next word."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules()
        if path.relative_to(CODE).parts[0] in SHOWN_ROOMS
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search("[а-яё]", node.value)  # capitals alone are the keys of a keyboard
        and node.value != "Русский"  # a language is listed under its own name
        if not is_docstring(path, node)
    ]
    assert not found


def is_docstring(path: Path, constant: ast.Constant) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and node.value.lineno == constant.lineno
        for node in ast.walk(tree)
    )


def test_the_name_of_the_text_function_is_not_used_for_anything_else():
    """A loop over `_` in a module that imports the text function would take its place."""
    found = []
    for path in modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imports = any(
            isinstance(node, ast.ImportFrom)
            and node.module == "cjm_editor.core.texts"
            and any(alias.name == "_" for alias in node.names)
            for node in ast.walk(tree)
        )
        inner = {  # a comprehension has a scope of its own
            id(name)
            for node in ast.walk(tree)
            if isinstance(node, ast.comprehension)
            for name in ast.walk(node.target)
        }
        stored = [
            n.lineno
            for n in ast.walk(tree)
            if isinstance(n, ast.Name) and n.id == "_" and isinstance(n.ctx, ast.Store) and id(n) not in inner
        ]
        if imports:
            found += [f"{path.relative_to(ROOT)}:{line}" for line in stored]
    assert not found


@pytest.mark.parametrize(
    ("code", "escapes"),
    [
        ('label.setText("Stage")', True),
        ('label.setText(f"{n} stages")', True),
        ('label.setText("Этап")', True),
        ('QAction(words(_("Open")), self)', False),
        ('label.setText(words(_("Stage")))', False),
        ('label.setText(f"{n} × {m}")', False),
        ('raise EditError("code", _("Text"))', False),
        ('print("gap: " + str(gap))', True),
        ('parser.add_argument("--all", help="every map")', True),
        ('image.setText("Title", title)', False),
    ],
)
def test_the_search_for_escaped_texts_sees_what_it_should(code, escapes):
    assert bool(list(escaped_texts(code, "x.py", in_shown_room=True))) is escapes
