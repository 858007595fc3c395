"""Why a file cannot be read or written: a sentence with a remedy for every cause, in both languages."""

import errno
import os
import re

import pytest

from cjm_editor.core.errors import FileTrouble
from cjm_editor.core.texts import words
from cjm_editor.io.file_words import reading, writing
from cjm_editor.io.files import load, write_atomic
from tests.core.test_disorders import KNOWN

CODES = sorted({getattr(errno, name) for name in KNOWN if hasattr(errno, name)})


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("sentence", [reading, writing])
def test_every_cause_has_a_sentence_and_a_remedy(sentence, language):
    for code in (0, *CODES):
        said = words(language)(sentence(code, "карта.cjm.yaml", "папка"))
        assert "карта" in said or "папка" in said
        assert os.strerror(code) not in said if code else "?" not in said
        parts = [part for part in re.split(r"[.?] ", said.replace("карта.cjm.yaml", "карта")) if part]
        assert len(parts) >= 2 and parts[-1][0].isupper() and said.endswith("."), said


def test_both_languages_say_something_else():
    for code in CODES:
        for sentence in (reading, writing):
            message = sentence(code, "x", "y")
            assert words("en")(message) != words("ru")(message)


def test_what_really_happens_is_worded_so(tmp_path):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    long, loop, under = tmp_path / ("x" * 300), tmp_path / "loop", tmp_path / "file" / "x.cjm.yaml"
    (tmp_path / "file").write_text("cjm: 1\n", encoding="utf-8")
    for path, act, told in (
        (long, load, "too long"),
        (loop, load, "leads to itself"),
        (under, load, "There is no file"),
        (long, lambda path: write_atomic(path, b"x"), "too long"),
        (loop, lambda path: write_atomic(path, b"x"), "leads to itself"),
        (under, lambda path: write_atomic(path, b"x"), "There is no folder"),
    ):
        with pytest.raises(FileTrouble) as caught:
            act(path)
        assert told in words("en")(caught.value.message)
