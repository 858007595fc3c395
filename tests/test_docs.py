"""What the guides say exists: links and pictures, menus, keys, commands, files, and the tables of fields."""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
from pathlib import Path

import pytest

from cjm_editor.app.actions import ACTIONS, MENUS
from cjm_editor.cli.main import main
from cjm_editor.core.resources import sample
from cjm_editor.core.terms import field_label
from cjm_editor.core.texts import LANGUAGES, Message, words
from cjm_editor.io.reader import read
from tests import safety
from tests.soak import run as soak

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", *sorted((ROOT / "docs").rglob("*.md"))]
WITH_COMMANDS = [ROOT / "README.md", *(ROOT / "docs" / f"guide.{language}.md" for language in LANGUAGES)]
LINK = re.compile(r"\]\(([^)\s]+)\)")
KEY = re.compile(r"`((?:(?:Ctrl|Alt|Shift)\+)+(?:\+|-|\w+)|F\d{1,2}|Esc|Del|Enter|Tab|Home|End|Space)`")
SPELT = {"Return": "Enter", "Ctrl+Return": "Ctrl+Enter", "Ctrl+Shift+Return": "Ctrl+Shift+Enter"}


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def anchors(path: Path) -> set[str]:
    """Places of a page that can be linked to, as GitHub makes them of headings."""
    text = re.sub(r"```.*?```", "", text_of(path), flags=re.DOTALL)
    named = set(re.findall(r'<a id="([^"]+)">', text))
    for heading in re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE):
        plain = re.sub(r"<[^>]+>|[`*]", "", heading).strip().lower()
        named.add(re.sub(r"[^\w\- ]", "", plain).replace(" ", "-"))
    return named


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_and_pictures_lead_somewhere(path):
    for target in LINK.findall(text_of(path)):
        if "://" in target:
            continue
        name, _, place = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        assert file.exists(), target
        if place:
            assert place in anchors(file), target


def test_every_picture_is_shown():
    shown = "".join(text_of(path) for path in PAGES)
    for picture in (ROOT / "docs" / "pictures").glob("*.png"):
        assert picture.name in shown, picture.name


def test_pictures_are_small():
    sizes = [path.stat().st_size for path in (ROOT / "docs" / "pictures").glob("*.png")]
    assert sum(sizes) < 2_500_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_menus_named_in_the_guide_are_those_of_the_window(language):
    said = words(language)
    menus = {said(text): id for id, text in MENUS}
    named = re.findall(r"\*\*(?=\S)([^*→]+) → ([^*]+)\*\*", text_of(ROOT / "docs" / f"guide.{language}.md"))
    assert len(named) >= 6
    for menu, item in named:
        entries = {said(spec.text) for spec in ACTIONS if spec.menu == menus[menu]}
        assert item in entries, (menu, item)


LABELS = (
    "New map",
    "Finished samples",
    "Transitions",
    "Concentrate here",
    "Important and nearly good",
    "Less important",
    "Less important and nearly good",
    "Remove?",
    "Look at it",
    "Also to fix",
    "Show the pair",
    "Captions",
    "For the client: without internal lanes",
)
FIELDS = (
    ("map", "kind"),
    ("map", "emotion_scale"),
    ("map", "subject"),
    ("touchpoint", "effort"),
    ("transition", "kept"),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_named_in_the_guide_are_those_of_the_window(language):
    said = words(language)
    catalogue = text_of(ROOT / "resources/i18n" / language / "LC_MESSAGES/cjm_editor.po")
    text = " ".join(text_of(ROOT / "docs" / f"guide.{language}.md").split())
    for label in LABELS:
        assert f'msgid "{label}"' in catalogue, label
        assert plain(said(Message(label))) in plain(text), label
    for kind, field in FIELDS:
        assert plain(said(field_label(kind, field))) in plain(text), (kind, field)


def plain(text: str) -> str:
    """Text with plain spaces in place of those that do not break."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def keys() -> set[str]:
    from cjm_editor.app.dialogs.keys import ON_THE_BOARD, WHILE_TYPING

    known = {key for spec in ACTIONS for key in spec.keys}
    known |= {key for key, _ in (*ON_THE_BOARD, *WHILE_TYPING)}
    return {SPELT.get(key, key.replace("Return", "Enter")) for key in known}


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_named_in_the_guide_are_listed_in_the_window(language):
    found = set(KEY.findall(text_of(ROOT / "docs" / f"guide.{language}.md")))
    assert len(found) >= 25
    assert found <= keys(), found - keys()


def commands() -> list[tuple[str, str]]:
    pattern = re.compile(r"^    (cjm-editor \w+ [^#\n]*(?:#\w[^#\n]*)*)", re.MULTILINE)
    return [(path.name, line.strip()) for path in WITH_COMMANDS for line in pattern.findall(text_of(path))]


def test_commands_are_found():
    assert len(commands()) >= 16


def test_every_command_of_the_guides_does_what_it_says(qapp, tmp_path, monkeypatch, capsys):
    """In their order in one folder, where the sample stands under the names that the guides use."""
    named = {path.name: path for path in WITH_COMMANDS}
    for page in {page for page, _ in commands()}:
        folder = tmp_path / page
        (folder / "samples").mkdir(parents=True)
        for name in ("boots.cjm.yaml", "samples/boots.cjm.yaml", "after.cjm.yaml"):
            shutil.copyfile(sample("boots.cjm.yaml"), folder / name)
        for name in ("hundred-days.cjm.yaml", "before.cjm.yaml"):
            shutil.copyfile(sample("hundred-days.cjm.yaml"), folder / name)
        for name in ("base.cjm.yaml", "ours.cjm.yaml", "theirs.cjm.yaml"):
            shutil.copyfile(sample("boots.cjm.yaml"), folder / name)
        shutil.copyfile(sample("boots-independent.cjm.yaml"), folder / "after.cjm.yaml")
        for block in re.findall(r"```\n(#.*?)```", text_of(named[page]), flags=re.DOTALL):
            (folder / "words.txt").write_text(block, encoding="utf-8")  # the glossary as the guide shows it
        monkeypatch.chdir(folder)
        for line in [line for name, line in commands() if name == page]:
            code = main([*shlex.split(line, comments=False)[1:], "--language", "en"])
            told = capsys.readouterr()
            assert code in (0, 1), (line, told.err)
            assert (code == 0) is ("compare" not in line.split()), (line, told.err)
            if out := re.search(r" -o (\S+)", line):
                assert (folder / out[1]).exists(), line


@pytest.mark.parametrize("path", sorted((ROOT / "docs").glob("*.md")), ids=lambda path: path.name)
def test_files_shown_in_the_guides_are_read_without_a_word(path):
    for block in re.findall(r"```yaml\n(.*?)```", text_of(path), flags=re.DOTALL):
        if block.startswith("cjm:"):
            source = read(block.encode(), path.name)
            assert [problem.severity for problem in source.problems if problem.severity == "error"] == []
            assert source.document.maps[0].touchpoints


def test_the_tables_of_fields_are_fresh():
    spec = importlib.util.spec_from_file_location("format_page", ROOT / ".ci" / "format.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for path, text in module.pages().items():
        assert text_of(path) == text, f"{path.name} is stale: python3 run.py format"


# What is promised beside the guides ------------------------------------------------------------------------------


def test_the_tree_is_laid_out_as_agreed():
    for name in (
        "pyproject.toml",
        "run.py",
        "cjm_editor",
        "resources",
        "tests",
        "samples",
        "README.md",
        "ARCHITECTURE.md",
        "docs/decisions",
        "benchmarks",
        ".ci/run",
    ):
        assert (ROOT / name).exists(), name
    assert 'build-backend = "hatchling.build"' in text_of(ROOT / "pyproject.toml")


def test_the_readme_leads_with_the_two_commands():
    text = text_of(ROOT / "README.md")
    blocks = re.findall(r"(?:^    .+\n)+", text, flags=re.MULTILINE)
    assert [line.split("#")[0].strip() for line in blocks[0].splitlines()] == [
        "python3 run.py",
        "python3 run.py test",
    ]
    assert blocks[1].lstrip().startswith("pip install .")
    places = [text.index(word) for word in ("pip install .", "**Windows**", "**macOS**", "## Five minutes")]
    assert places == sorted(places)


def test_the_readme_shows_every_benchmark():
    table = (
        text_of(ROOT / "README.md").partition("<!-- bench: begin -->")[2].partition("<!-- bench: end -->")[0]
    )
    rows = set(re.findall(r"^\| (P\d+) \|", table, flags=re.MULTILINE))
    scripts = {path.name.split("_")[0].upper() for path in (ROOT / "benchmarks").glob("p[0-9]*.py")}
    assert rows == scripts >= {f"P{number}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 13)}


def test_the_readme_shows_every_promise_with_what_was_reached():
    table = soak.rows_of(soak.split(text_of(ROOT / "docs" / "safety.md"))[1])
    assert soak.split(text_of(ROOT / "README.md"))[1] == soak.promises(table)
    assert all(row.endswith("| kept |") for row in table)


def test_every_test_named_on_the_page_of_acceptance_exists():
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", text_of(ROOT / "docs" / "acceptance.md"))
    assert len(named) >= 100
    for file, test in named:
        assert re.search(rf"^def {test}\(", text_of(ROOT / "tests" / file), re.MULTILINE), f"{file}::{test}"


def test_every_test_of_the_safety_of_work_is_marked():
    """`pytest -m safety` runs them all: a module that tests a room of it stands on the page of acceptance."""
    assert len(safety.whole_modules()) > 50
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        file = path.relative_to(ROOT / "tests").as_posix()
        if file.startswith("io/") or safety.ROOMS.search(text_of(path)):
            assert f"`{file}" in text_of(ROOT / "docs" / "acceptance.md"), f"{file} is named in no row"


def test_modules_named_in_the_architecture_exist():
    text = text_of(ROOT / "ARCHITECTURE.md").partition("## Where things are")[2].partition("## Walk one")[0]
    rooms = re.findall(r"^\*\*(\w+)\.\*\* (.+?)(?=\n\n)", text, flags=re.MULTILINE | re.DOTALL)
    assert [room for room, _ in rooms] == ["core", "compare", "io", "render", "qt", "app", "cli"]
    for room, words_of_room in rooms:
        folder = ROOT / "cjm_editor" / room
        modules = {path.name for path in folder.rglob("*") if path.is_dir()}
        modules |= {path.stem for path in folder.rglob("*.py")}
        for name in re.findall(r"`([a-z_]+)[/*]{0,2}`", words_of_room):
            assert any(module == name or module.startswith(f"{name}_") for module in modules), (room, name)


def test_nothing_is_timed_in_the_tests():
    """No test asserts on a clock: times belong into benchmarks."""
    clocks = re.compile(r"perf_counter|process_time|time\.monotonic|timeit|pytest.mark.benchmark")
    for path in (ROOT / "tests").rglob("test_*.py"):
        if path.name != Path(__file__).name:
            assert not clocks.search(text_of(path)), path.name
