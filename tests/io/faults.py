"""Calls of the system that fail on purpose: the N-th one, in each way that disks and systems have."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, fields

from cjm_editor.io.system import SYSTEM, System

ERRORS = (
    errno.ENOSPC,
    errno.EIO,
    errno.EACCES,
    errno.EPERM,
    errno.EDQUOT,
    errno.EROFS,
    errno.EBUSY,
    errno.EXDEV,
    errno.EINTR,
    errno.EFBIG,
    errno.ENOENT,
    errno.EMFILE,
)
WAYS: tuple[int | str, ...] = (*ERRORS, "death", "short", "half and ENOSPC", "nothing")
"""An error of the system; the death of the process; a write that takes half, takes half and then fails, or takes
nothing."""


class Death(BaseException):
    """The process ended in this call; no other call is made."""


def died(act: Callable[[], object]) -> None:
    """Let another process act until it dies: what it leaves is that of a process that is gone."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    try:
        with suppress(Death, Exception):
            act()
    finally:
        os._exit(0)


@dataclass
class Faults:
    """Counts the calls of one run and lets the `at`-th one (from 1; 0: none) fail in the given way."""

    at: int = 0
    way: int | str = 0
    base: System = SYSTEM
    most: int = 0
    """Bytes that a write takes at most; 0 for all."""
    calls: list[str] = field(default_factory=list)
    is_dead: bool = False
    has_failed: bool = False

    def system(self) -> System:
        """The calls with this fault among them."""
        return System(
            **{one.name: self._wrapped(one.name, getattr(self.base, one.name)) for one in fields(System)}
        )

    def _wrapped(self, name: str, call: Callable[..., object]) -> Callable[..., object]:
        def made(*arguments: object) -> object:
            if self.is_dead:
                raise Death
            self.calls.append(name)
            if name == "write" and self.most:
                arguments = (arguments[0], arguments[1][: self.most])  # type: ignore[index]
            if len(self.calls) != self.at:
                return call(*arguments)
            self.has_failed = True
            return self._failed(name, call, arguments)

        return made

    def _failed(self, name: str, call: Callable[..., object], arguments: tuple[object, ...]) -> object:
        if self.way == "death":
            self.is_dead = True
            if name == "write":  # it may have got some of it out
                call(arguments[0], arguments[1][: len(arguments[1]) // 2])  # type: ignore[arg-type,index]
            raise Death
        if isinstance(self.way, int):
            if name == "close":
                call(*arguments)  # the descriptor is gone whatever the system says
            raise OSError(self.way, "on purpose")
        if name != "write":
            self.has_failed = False
            return call(*arguments)
        if self.way == "nothing":
            return 0
        half = call(arguments[0], arguments[1][: len(arguments[1]) // 2])  # type: ignore[arg-type,index]
        if self.way == "half and ENOSPC":
            raise OSError(errno.ENOSPC, "on purpose")
        return half
