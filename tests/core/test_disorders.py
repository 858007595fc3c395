"""What the system says about files, in words of ours."""

import errno
import os

import pytest

from cjm_editor.core.disorders import said_by_system
from cjm_editor.core.texts import words

USUAL = ("ENOSPC", "EACCES", "EROFS", "EIO", "EDQUOT", "EBUSY", "ENOENT", "EISDIR", "ENAMETOOLONG")


@pytest.mark.parametrize("name", USUAL)
def test_a_usual_cause_is_said_in_both_languages(name):
    code = getattr(errno, name)
    said = [words(language)(said_by_system(code)) for language in ("en", "ru")]
    assert os.strerror(code) not in said and said[0] != said[1]
    assert all(text[0].islower() and not text.endswith(".") for text in said)


def test_an_unusual_cause_is_said_as_the_system_says_it():
    assert said_by_system(errno.ENOTDIR) == os.strerror(errno.ENOTDIR)
    assert said_by_system(None) == said_by_system(0) == "?"
