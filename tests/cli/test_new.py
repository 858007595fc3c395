"""`cjm-editor new`."""

import pytest

from cjm_editor.core.templates import TEMPLATES
from cjm_editor.io.reader import read


def test_list_names_the_templates(cli):
    english, russian = cli("new", "--list"), cli("new", "--list", language="ru")
    assert [line.split()[0] for line in english.out.splitlines()] == list(TEMPLATES)
    assert [line.split()[0] for line in russian.out.splitlines()] == list(TEMPLATES)
    assert english.out != russian.out


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_in_the_language_asked_for(cli, tmp_path, template, language):
    file = tmp_path / "new.cjm.yaml"
    assert cli("new", file, "--template", template, language=language).code == 0
    source = read(file.read_bytes(), "new")
    assert source.document.language == language
    assert not [problem for problem in source.problems if problem.severity == "error"]


@pytest.mark.parametrize("title", ["Обувь", 'Скидка "1:30": no, # да', "", "\u0085x"])
def test_the_title_is_set_and_the_rest_is_the_template(cli, tmp_path, title):
    plain, titled = tmp_path / "plain.cjm.yaml", tmp_path / "titled.cjm.yaml"
    assert cli("new", plain, "--template", "purchase").code == 0
    assert cli("new", titled, "--template", "purchase", "--title", title).code == 0
    before, after = read(plain.read_bytes(), "").document, read(titled.read_bytes(), "").document
    assert after.title == title
    assert after.maps == before.maps


def test_what_is_there_is_never_overwritten(cli, written):
    file = written("mine")
    done = cli("new", file)
    assert done.code == 2
    assert "already" in done.err
    assert file.read_text() == "mine"


def test_to_stdout(cli):
    done = cli("new", "-")
    assert read(done.out.encode(), "").document.cjm == 1
    assert not done.err


def test_into_a_folder_that_is_not_there(cli, tmp_path):
    done = cli("new", tmp_path / "nowhere" / "a.cjm.yaml")
    assert done.code == 2
    assert "nowhere" in done.err
    assert not list(tmp_path.iterdir())
