"""`cjm-editor validate`: exit codes, lines, both formats, and that no input ends in a traceback."""

import json
import os
import re

import pytest

GOOD = "cjm: 1\nmaps:\n  - id: m\n    touchpoints:\n      - id: a\n        title: Заявка\n"
BROKEN = {
    "empty": b"",
    "no document": b"just words\n",
    "a list": b"- a\n- b\n",
    "an open bracket": b"cjm: 1\nmaps: [\n",
    "an open quote": b'cjm: 1\ntitle: "a\n',
    "a tab": b"cjm: 1\nmaps:\n\t- id: m\n",
    "bad indentation": b"cjm: 1\nmaps:\n  - id: m\n title: x\n",
    "a key twice": b"cjm: 1\ntitle: a\ntitle: b\n",
    "an id twice": b"cjm: 1\nmaps:\n- id: m\n  touchpoints: [{id: a}, {id: a}]\n",
    "an alias": b"cjm: 1\ntitle: &a x\nmaps: *a\n",
    "a tag": b"cjm: 1\ntitle: !!python/object/apply:os.system [id]\n",
    "two documents": b"cjm: 1\n---\ncjm: 1\n",
    "bytes that are no text": b"cjm: 1\ntitle: \xff\xfe\xff\n",
    "utf-16": "cjm: 1\ntitle: а\n".encode("utf-16"),
    "deep nesting": b"cjm: 1\nmaps: " + b"[" * 5_000 + b"]" * 5_000,
    "no version": b"title: a\n",
    "a conflict": b"<<<<<<< ours\ncjm: 1\n=======\ncjm: 1\n>>>>>>> theirs\n",
    "a bomb": b"a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\ncjm: 1\n",
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
}

HALF_BROKEN = {
    "maps that are a word": b"cjm: 1\nmaps: none\n",
    "an emotion that is a word": b"cjm: 1\nmaps:\n- id: m\n  touchpoints:\n  - {id: a, emotion: good}\n",
    "a transition to nowhere": b"cjm: 1\nmaps:\n- id: m\n  touchpoints: [{id: a}]\n  transitions: [{from: a, to: b}]\n",
}
"""Opened all the same; what is wrong stays as it is in the file."""


def test_a_good_file_is_0_and_says_so(cli, written):
    file = written(GOOD)
    done = cli("validate", file)
    assert (done.code, done.err) == (0, "")
    assert done.out == f"{file}: no errors\n"


def test_the_samples_have_no_errors(cli, sample):
    folder = sample("boots").parent
    assert cli("validate", *sorted(folder.glob("*.cjm.yaml"))).code == 0


@pytest.mark.parametrize("kind", [*BROKEN, *HALF_BROKEN])
def test_a_broken_file_is_1_with_line_and_column_and_no_traceback(cli, written, kind):
    for language in ("en", "ru"):
        file = written({**BROKEN, **HALF_BROKEN}[kind])
        done = cli("validate", file, language=language)
        assert done.code == 1, done
        assert not done.err
        word = "ошибка" if language == "ru" else "error"
        first = next(line for line in done.out.splitlines() if f": {word}: " in line)
        assert re.match(rf"{re.escape(str(file))}:\d+:\d+: {word}: \S", first), first
        assert bool(re.search("[а-яё]", first.split(word, 1)[1])) is (language == "ru"), first


@pytest.mark.parametrize("kind", BROKEN)
def test_other_commands_refuse_the_same_file_with_2(cli, written, tmp_path, kind):
    file = written(BROKEN[kind])
    for arguments in (["export", file, "-o", tmp_path / "a.svg"], ["compare", file]):
        done = cli(*arguments)
        assert done.code == 2
        assert "Traceback" not in done.err
        assert re.search(r"map\.cjm\.yaml:\d+:\d+: error: \S", done.err), done.err
    assert not (tmp_path / "a.svg").exists()


@pytest.mark.parametrize("kind", HALF_BROKEN)
def test_other_commands_say_that_there_are_errors(cli, written, tmp_path, kind):
    file = written(HALF_BROKEN[kind])
    done = cli("export", file, "-o", tmp_path / "a.svg")
    assert done.code in (0, 2)
    assert "has 1 error" in done.err
    assert "validate" in done.err


def test_a_notice_is_no_problem(cli, written):
    file = written(GOOD + "    mood: unknown key\n")
    done = cli("validate", file)
    assert done.code == 0


def test_what_cannot_be_opened_is_2_and_the_others_are_still_checked(cli, written, tmp_path):
    good, broken = written(GOOD, "good.cjm.yaml"), written(b"maps: [", "broken.cjm.yaml")
    done = cli("validate", tmp_path / "none.cjm.yaml", good, broken, tmp_path)
    assert done.code == 2
    assert "none.cjm.yaml" in done.err
    assert f"{good}: no errors" in done.out
    assert f"{broken}:1:" in done.out


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name here")
def test_a_pipe_is_refused_and_not_waited_for(cli, tmp_path):
    pipe = tmp_path / "pipe.cjm.yaml"
    os.mkfifo(pipe)
    assert cli("validate", pipe).code == 2


def test_json_carries_the_same(cli, written):
    good, broken = written(GOOD, "good.cjm.yaml"), written(BROKEN["a key twice"], "broken.cjm.yaml")
    done = cli("validate", good, broken, "--format", "json")
    assert done.code == 1
    first, second = json.loads(done.out)["files"]
    assert first == {"file": str(good), "problems": []}
    (problem,) = [found for found in second["problems"] if found["severity"] == "error"][:1]
    assert problem["line"] == 3
    assert problem["column"] >= 1
    assert problem["code"]
    assert problem["message"]


def test_it_loads_neither_qt_nor_networkx(program, written):
    file = written(GOOD)
    code = (
        "import sys; from cjm_editor.cli.main import main; main(['validate', sys.argv[1]]);"
        "assert not {'PySide6', 'networkx'} & sys.modules.keys()"
    )
    import subprocess
    import sys

    subprocess.run([sys.executable, "-c", code, str(file)], check=True, capture_output=True, timeout=60)


def test_a_newer_format_is_not_said_to_be_opened(cli, written):
    done = cli("validate", written("cjm: 2\ntitle: New\n"), language="ru")
    assert done.code == 1
    assert "открыт" not in done.out
    assert "обновите программу" in done.out


def test_a_problem_is_one_line_whatever_the_title_and_the_file_are_called(cli, written):
    torn = written(
        'cjm: 1\nmaps:\n- id: m\n  stages: [{id: s}]\n  touchpoints:\n  - {id: a, title: "Один\\nдва"}\n'
    )
    file = torn.rename(torn.with_name("a\nb.cjm.yaml"))
    done = cli("validate", file, "--language", "en")
    problem, total, *more = done.out.splitlines()
    assert "a b.cjm.yaml:6" in problem and "“Один два” has no place" in problem and not more
    assert total.endswith("a b.cjm.yaml: no errors, 1 notice")


DECIDED = (
    GOOD + "comparisons:\n  - ideal: m\n    actual: %s\n    links:\n      - {ideal: [a], state: pinned}\n"
)


def test_decisions_about_a_map_that_a_given_file_has_not_are_told(cli, written):
    lived = written(GOOD, "lived.cjm.yaml")
    wanted = written(DECIDED % "folder/lived.cjm.yaml#journey", "wanted.cjm.yaml")
    done = cli("validate", wanted, lived)
    assert done.code == 0
    assert f"{wanted}:9:13: " in done.out
    assert "“lived.cjm.yaml” has no map “journey”, which these decisions name" in done.out
    assert f"{lived}: no errors\n" in done.out
    assert "нет карты «journey»" in cli("validate", lived, wanted, language="ru").out


def test_a_file_that_is_not_given_is_not_looked_for(cli, written):
    written(GOOD, "lived.cjm.yaml")
    wanted = written(DECIDED % "lived.cjm.yaml#journey", "wanted.cjm.yaml")
    assert cli("validate", wanted).out == f"{wanted}: no errors\n"


def test_decisions_about_a_map_that_their_own_file_has_not_are_told(cli, written):
    for named, code in (("'#journey'", 1), ("own.cjm.yaml#journey", 0), ("'#m'", 0), ("own.cjm.yaml#m", 0)):
        done = cli("validate", written(DECIDED % named, "own.cjm.yaml"))
        assert done.code == code
        assert ("has no map “journey”" in done.out) == ("journey" in named)
