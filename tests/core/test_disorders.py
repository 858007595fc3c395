"""What the system says about files, in words of ours."""

import errno
import os

import pytest

from cjm_editor.core.disorders import said_by_system
from cjm_editor.core.texts import words

KNOWN = """
ENOSPC EDQUOT EFBIG ENOMEM EMFILE ENFILE EMLINK ENOENT EEXIST EISDIR ENOTDIR ELOOP ENAMETOOLONG EINVAL EILSEQ EXDEV
EACCES EPERM EROFS EIO ENODEV ENXIO ENOTSUP EOPNOTSUPP ENOSYS EINTR ECANCELED EBUSY ETXTBSY EAGAIN EDEADLK ENOLCK
ESTALE ETIMEDOUT ENOTCONN ECONNRESET ECONNABORTED ECONNREFUSED EHOSTDOWN EHOSTUNREACH ENETDOWN ENETUNREACH ENETRESET
EREMOTEIO ENOLINK ESHUTDOWN ENOMEDIUM EUCLEAN EBADMSG
""".split()


@pytest.mark.parametrize("name", [name for name in KNOWN if hasattr(errno, name)])
def test_a_known_cause_is_said_in_both_languages(name):
    code = getattr(errno, name)
    said = [words(language)(said_by_system(code)) for language in ("en", "ru")]
    assert os.strerror(code) not in said and said[0] != said[1]
    assert all(text[0].islower() and not text.endswith(".") for text in said)


def test_no_cause_is_said_as_such():
    assert words("en")(said_by_system(None)) == "the system does not say why"
    assert said_by_system(0) == said_by_system(None)


def test_an_unknown_cause_is_said_as_the_system_says_it():
    assert said_by_system(errno.ECHILD) == os.strerror(errno.ECHILD)
