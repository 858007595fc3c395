"""What stands in a lock: who holds a file. A line a fact, so that people can read it, too."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

from cjm_editor.core.records import dataclass
from cjm_editor.io.system import host_name

FIRST = "cjm-lock: 1"
LIMIT = 4096
"""Bytes of a lock; what is longer is none of ours."""

SHOWN = 80
"""Characters of a name."""

MACHINE_FILES = ("/etc/machine-id", "/var/lib/dbus/machine-id")
FAR = 2.0**33
"""A time that no clock shows, seconds since 1970."""

DIGITS = "0123456789abcdef"
WHO = ("user", "name", "host", "machine")


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock: account and full name, computer, process; since when and when last seen (seconds since 1970).

    `key` tells one lock from any other. `is_watched`: the process has the file locked with the system as well.
    """

    user: str
    name: str
    host: str
    machine: str
    process: int
    since: float
    seen: float
    key: str
    is_watched: bool = False


@dataclass(frozen=True, slots=True)
class Here:
    """Who we are. `machine` tells computers of one name apart; "" where the system has no such mark."""

    user: str
    name: str
    host: str
    machine: str
    process: int

    def is_home_of(self, holder: Holder) -> bool:
        """Whether a holder's process is, or was, one of this computer."""
        if not self.host or self.host != holder.host or self.machine != holder.machine:
            return False
        # computers called alike are common: without a mark only the same account is taken for the same computer
        return bool(self.machine) or self.user == holder.user

    def holder(self, now: float) -> Holder:
        """A holder that is us."""
        return Holder(
            self.user, self.name, self.host, self.machine, self.process, now, now, os.urandom(12).hex()
        )


def who_is_here() -> Here:
    """This process with its account and computer."""
    user = os.environ.get("USERNAME", "") if os.name == "nt" else ""
    name = ""
    with suppress(ImportError, KeyError):
        import pwd

        entry = pwd.getpwuid(os.getuid())
        user, name = entry.pw_name, entry.pw_gecos.partition(",")[0]
    return Here(cleaned(user), cleaned(name), cleaned(host_name()), machine_mark(), os.getpid())


def machine_mark() -> str:
    """A mark of this computer that tells nobody its number; "" where there is none."""
    for name in MACHINE_FILES:
        with suppress(OSError):
            number = Path(name).read_bytes().strip()
            if number:
                return short_mark(b"cjm-editor" + number)
    return ""


def short_mark(data: bytes) -> str:
    """Sixteen digits that tell these bytes from others. Checksums will do: `hashlib` takes 20 ms to load, at a moment
    when somebody has just begun to look at the map."""
    return f"{crc32(data):08x}{crc32(data[::-1]):08x}"


def cleaned(text: str) -> str:
    """A name as one short line without signs that cannot be seen."""
    return "".join(letter for letter in text if letter.isprintable()).strip()[:SHOWN].rstrip()


def lock_bytes(holder: Holder) -> bytes:
    """What a lock of this holder says."""
    facts = {
        "user": holder.user,
        "name": holder.name,
        "host": holder.host,
        "machine": holder.machine,
        "process": str(holder.process),
        "since": _time_text(holder.since),
        "seen": _time_text(holder.seen),
        "key": holder.key,
        "watched": "yes" if holder.is_watched else "no",
    }
    return "".join(f"{line}\n" for line in (FIRST, *(f"{k}: {v}" for k, v in facts.items()))).encode()


def holder_of(data: bytes) -> Holder | None:
    """Who holds a lock with these bytes; None where it is none of ours."""
    if len(data) > LIMIT:
        return None
    try:
        first, *lines = data.decode().splitlines()
        if first.strip() != FIRST:
            return None
        facts = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        key, process = facts["key"], int(facts["process"])
        if not (8 <= len(key) <= 64 and set(key) <= set(DIGITS)) or not 0 < process < 2**31:
            return None
        user, name, host, machine = (cleaned(facts.get(one, "")) for one in WHO)
        since, seen = _time_of(facts["since"]), _time_of(facts["seen"])
        if not (0 <= since < FAR and 0 <= seen < FAR):
            return None
        return Holder(user, name, host, machine, process, since, seen, key, facts.get("watched") == "yes")
    except (ValueError, KeyError, OverflowError):
        return None


def _time_text(seconds: float) -> str:
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _time_of(text: str) -> float:
    """Seconds since 1970. Raises `ValueError`."""
    then = datetime.fromisoformat(text)
    return (then if then.tzinfo else then.replace(tzinfo=UTC)).timestamp()
