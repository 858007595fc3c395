"""The command line as a whole: languages, usage errors, and that nothing ever ends in a traceback."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from cjm_editor import __version__
from cjm_editor.__main__ import spoken_to
from cjm_editor.cli import main as main_module
from cjm_editor.cli.main import COMMANDS, language_of, main
from cjm_editor.cli.parser import worded
from cjm_editor.core.texts import words

ROOT = Path(__file__).resolve().parent.parent.parent
ENGLISH_OF_ARGPARSE = (
    "usage:", "options:", "positional arguments", "show this help", "expected one argument", "invalid choice",
    "unrecognized arguments", "the following arguments", "not allowed with", "invalid positive", "ignored explicit",
)  # fmt: skip


def test_the_version_comes_without_a_parser_yaml_or_qt():
    code = (
        "import sys; from cjm_editor.cli.main import main; code = main(['--version']);"
        "print(code, [name for name in ('argparse', 'yaml', 'PySide6', 'networkx', 'cjm_editor.core.texts') "
        "if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.splitlines() == [f"cjm-editor {__version__}", "0 []"]


def test_the_version_after_a_language(cli):
    assert cli("--language", "ru", "--version").out == f"cjm-editor {__version__}\n"


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], []])
def test_help_names_every_command(cli, arguments):
    done = cli(*arguments)
    assert done.code == 0
    assert not done.err
    for command in COMMANDS:
        assert re.search(rf"^  {command} +\S", done.out, re.MULTILINE), command


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_in_both_languages(cli, command):
    english, russian = cli(command, "--help"), cli(command, "--help", "--language", "ru")
    assert english.code == russian.code == 0
    assert "usage: cjm-editor" in english.out
    assert not re.search("[а-яё]", english.out)
    assert "использование: cjm-editor" in russian.out
    for phrase in ENGLISH_OF_ARGPARSE:
        assert phrase not in russian.out
    options = set(re.findall(r"^  (?:-\w, |-\w \w+, )?(--[\w-]+)", english.out, re.MULTILINE))
    assert options == set(re.findall(r"^  (?:-\w, |-\w \w+, )?(--[\w-]+)", russian.out, re.MULTILINE))


def test_help_of_what_is_to_come_is_absent(cli):
    shown = "".join(cli(command, "--help").out for command in COMMANDS)
    for later in ("persona", "opportunities", "pptx", "xlsx", "mmd"):
        assert later not in shown


USAGE_ERRORS = [
    ["nonsense"],
    ["--nonsense"],
    ["--language"],
    ["--language", "de", "validate"],
    ["new"],
    ["new", "a.cjm.yaml", "--template", "nonsense"],
    ["new", "a.cjm.yaml", "--title"],
    ["new", "a", "b"],
    ["validate"],
    ["validate", "--format", "xml", "a"],
    ["validate", "a", "--language", "de"],
    ["export", "a"],
    ["export", "-o", "a.svg"],
    ["export", "a", "-o", "a.bmp"],
    ["export", "a", "-o", "noending"],
    ["export", "a", "-o", "a.png", "--dpi", "many"],
    ["export", "a", "-o", "a.png", "--dpi", "-5"],
    ["export", "a", "-o", "a.png", "--dpi", "nan"],
    ["export", "a", "-o", "a.png", "--width", "1.5"],
    ["export", "a", "-o", "a.png", "--width", "10", "--dpi", "96"],
    ["export", "a", "-o", "a.svg", "--width", "10"],
    ["export", "a", "-o", "a.png", "--page", "A4"],
    ["export", "a", "-o", "-", "--format", "png"],
    ["export", "a", "-o", "a.svg", "--transparent=yes"],
    ["export", "a", "-o", "a.svg", "--what", "persona:1"],
    ["export", "a#m", "-o", "out", "--all"],
    ["export", "a", "-o", "-", "--all"],
    ["compare"],
    ["compare", "a", "b", "c"],
    ["compare", "a", "--format", "png"],
    ["compare", "a", "--max-gap", "101"],
    ["compare", "a", "--max-gap", "little"],
    ["compare", "a", "-o", "a.docx"],
]


@pytest.mark.parametrize("arguments", USAGE_ERRORS, ids=" ".join)
def test_usage_errors_are_sentences_in_both_languages(cli, arguments):
    for language in ("en", "ru"):
        done = cli(*arguments, language=language)
        assert done.code == 2
        assert not done.out
        assert "Traceback" not in done.err
        assert bool(re.search("[а-яё]", done.err)) is (language == "ru")
        assert "{" not in done.err
        if language == "ru":
            for phrase in ENGLISH_OF_ARGPARSE:
                assert phrase not in done.err
        assert "--help" in done.err


def test_argparse_is_understood_as_it_speaks_here():
    """Each of its messages has a wording of ours; only one it has never said before is passed on."""
    russian = words("ru")
    assert russian(worded("argument -o/--output: expected one argument")) == "После --output нужно значение"
    assert "brand new" in russian(worded("something brand new"))


def test_the_last_language_wins_and_what_follows_two_dashes_is_no_option():
    assert language_of(["--language", "ru", "validate", "--language=en"]) == "en"
    assert language_of(["validate", "--", "--language", "ru"]) in ("en", "ru")
    assert language_of(["--language", "de"]) in ("en", "ru")


def test_a_fault_of_the_program_is_a_sentence(cli, monkeypatch):
    def broken(arguments, said):
        raise ZeroDivisionError("division by\nzero")

    monkeypatch.setattr(main_module, "_run", broken)
    done = cli("validate", "a")
    assert done.code == 2
    assert "fault of the program" in done.err
    assert "ZeroDivisionError (division by zero)" in done.err
    assert "Traceback" not in done.err


def test_whoever_mends_it_can_see_where(cli, monkeypatch):
    def broken(arguments, said):
        raise ZeroDivisionError

    monkeypatch.setattr(main_module, "_run", broken)
    monkeypatch.setenv("CJM_EDITOR_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        main(["validate"])


@pytest.mark.parametrize(
    ("error", "said"),
    [(MemoryError(), "not enough memory"), (OSError(28, "No space left on device", "a.png"), "a.png: the system says"),
     (ModuleNotFoundError("no", name="yaml"), "not installed: yaml"), (RecursionError("too deep"), "RecursionError"),
     (OSError("odd"), "the system says: OSError")],
)  # fmt: skip
def test_troubles_of_the_machine_are_sentences(cli, monkeypatch, error, said):
    def broken(arguments, words):
        raise error

    monkeypatch.setattr(main_module, "_run", broken)
    done = cli("validate", "a")
    assert done.code == 2
    assert said.lower() in done.err.lower()
    assert "Traceback" not in done.err


def test_a_reader_that_has_gone_is_no_traceback(program):
    import os
    from pathlib import Path

    root = Path(__file__).resolve().parent.parent.parent
    process = subprocess.Popen(
        [sys.executable, "-m", "cjm_editor", "new", "-", "--template", "eight-phases"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ, PYTHONPATH=str(root)),
    )  # fmt: skip
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    process.wait(timeout=60)
    assert b"Traceback" not in err
    assert b"Exception ignored" not in err


@pytest.mark.parametrize("language", ["en", "ru"])
def test_without_a_display_the_window_says_what_works(program, language):
    env = {
        "DISPLAY": None,
        "WAYLAND_DISPLAY": None,
        "QT_QPA_PLATFORM": None,
        "LC_ALL": f"{language}_XX.UTF-8",
    }
    for arguments in ([], ["./export"], ["boots.cjm.yaml"]):
        done = program(*arguments, env=env)
        assert done.code == 2
        assert "Traceback" not in done.err
        for command in COMMANDS:
            assert command in done.err


@pytest.mark.parametrize("encoding", ["ascii", "cp1251", "utf-8"])
def test_output_is_utf_8_in_pipes_whatever_the_locale(program, encoding):
    done = program("new", "-", "--language", "ru", env={"PYTHONIOENCODING": encoding, "LC_ALL": "C"})
    assert done.code == 0
    assert re.search("[а-яё]", program("--help", "--language", "ru", env={"PYTHONIOENCODING": encoding}).out)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such streams")
@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["validate", "none"]])
@pytest.mark.parametrize("stream", [">/dev/full", ">&-", ">&- 2>&-"])
def test_a_full_or_closed_stream_is_no_traceback(arguments, stream):
    if stream == ">/dev/full" and not Path("/dev/full").exists():
        pytest.skip("no such device")
    line = f"{shlex.quote(sys.executable)} -m cjm_editor {shlex.join(arguments)} {stream}"
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(
        ["sh", "-c", line],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=ROOT,
        env=surroundings,  # buffered, as with most people: what could not be written is there again at the end
    )
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert "fault of the program" not in done.stderr
    is_trouble = stream == ">/dev/full" or "validate" in arguments
    assert done.returncode == (2 if is_trouble else 0), done.stderr


def test_titles_do_not_steer_the_terminal(cli, written):
    text = (
        'cjm: 1\nmaps:\n- {id: i, kind: ideal, touchpoints: [{id: a, title: "A\\e[31m"}]}\n'
        '- {id: r, kind: actual, title: "\\b\\r\\0"}\n'
    )
    done = cli("compare", written(text))
    assert "A\ufffd[31m" in done.out
    assert not re.search("[\\x00-\\x09\\x0b-\\x1f]", done.out)
    told = cli("export", written(text), "-o", "x.svg")
    assert not re.search("[\\x00-\\x09\\x0b-\\x1f]", told.err)


@pytest.mark.parametrize("command", [["validate"], ["export"], ["compare"], []])
def test_a_file_whose_name_begins_with_a_dash_gets_a_hint(cli, command):
    done = cli(*command, "-dash.yaml")
    assert done.code == 2
    assert "./-dash.yaml" in done.err
    assert "./-dash.yaml" not in cli(*command, "-o", "-x").err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--width", "0"], "--width is a whole number from 1, not “0”"),
        (["--dpi", "-5"], "--dpi is a number above 0, not “-5”"),
        (["--what", "persona:ivan"], "--what: only map is possible, not “persona:ivan”"),
    ],
)
def test_a_refused_value_says_what_is_allowed(cli, arguments, said):
    assert said in cli("export", "a", "-o", "a.png", *arguments).err


def test_a_language_before_a_file_is_that_of_the_window(tmp_path):
    file = tmp_path / "a.cjm.yaml"
    file.write_text("cjm: 1\n", encoding="utf-8")
    for given in (["--language", "ru"], ["--language=ru"]):
        assert spoken_to([*given, str(file)]) == ("ru", [str(file)])
        assert spoken_to([*given, "validate", str(file)]) == ("", [])
        assert spoken_to([*given, "nothing.cjm.yaml"]) == ("", [])


def test_the_window_is_asked_for_in_that_language(program, written):
    env = {"DISPLAY": None, "WAYLAND_DISPLAY": None, "QT_QPA_PLATFORM": None}
    done = program("--language", "ru", written("cjm: 1\n"), env=env)
    assert done.code == 2
    assert "команд" in done.err.lower()
    assert "Нет команды" not in done.err


def test_the_help_speaks_one_language_and_one_way(cli):
    pages = [cli("--help", language="ru").out]
    pages += [
        cli(name, "--help", language="ru").out for name in ("new", "validate", "export", "compare", "merge")
    ]
    told = "\n".join(pages)
    assert "КОМАНДА --help" in told and "COMMAND" not in told
    assert "Коды возврата" in told and "Коды завершения" not in told and "сбой" not in told
    for page in pages[1:]:
        summary = page.split("\n\n")[1].split()[0]
        assert summary.endswith("ть"), summary
