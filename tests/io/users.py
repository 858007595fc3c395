"""Acting as another user: in a child process, which gives up being root where we are."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from cjm_editor.core.errors import FileTrouble

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
NOBODY = 65534


def as_user(
    user: int,
    groups: Iterable[int],
    act: Callable[[], object],
    word: Callable[[FileTrouble], str] = lambda trouble: trouble.code,
) -> str:
    """What comes of an act of another user: "done", what it returns, or what went wrong, of a trouble with a file the
    word for it. Only root can be somebody else."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        said = "no end"
        try:
            if IS_ROOT:
                os.setgroups(list(groups))
                os.setresgid(user, user, user)
                os.setresuid(user, user, user)
                os.umask(0o022)
            found = act()
            said = "done" if found is None else str(found)
        except FileTrouble as trouble:
            said = word(trouble)
        except Exception as error:  # noqa: BLE001 - told, so that the test says it
            said = repr(error)
        finally:
            os.write(writing, said.encode())
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        said = told.read().decode()
    os.waitpid(child, 0)
    return said


def as_nobody(act: Callable[[], object]) -> str:
    """The same for a user without rights: "done" whatever the act returns, a trouble with code and English words."""

    def done() -> None:
        act()

    return as_user(NOBODY, [], done, lambda trouble: f"{trouble.code} {trouble.message.msgid}")


def let_in(folder: Path) -> None:
    """Let everybody come into a folder of a test: up to the one that pytest makes for its user, which lies a level
    higher where several processes share the tests."""
    for place in (folder, *list(folder.parents)[:3]):
        if place != Path(tempfile.gettempdir()):
            place.chmod(place.stat().st_mode | 0o755)
