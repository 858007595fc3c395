"""Earlier versions of saved files: what is kept, what stays, what is found again, and what is left alone."""

from __future__ import annotations

import random
import stat
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_editor.io.backups import (
    DAY,
    DAYS,
    HOUR,
    LAST,
    Shelf,
    Version,
    beyond,
    contents,
    home,
    keep,
    staying,
    thin,
    versions,
)
from cjm_editor.io.system import SYSTEM
from tests.cases import CASES

QUICK = replace(SYSTEM, fsync=lambda handle: None)
NOW = datetime(2026, 3, 29, 12, tzinfo=UTC).timestamp()
ZONES = (UTC, timezone(timedelta(hours=5, minutes=45)), timezone(timedelta(hours=-11)))


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self, now: float = NOW) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shelf(tmp_path: Path, clock: Clock) -> Shelf:
    """Versions that are not synced: what a sync does is the matter of the model of a power cut."""
    return Shelf(tmp_path / "backups", QUICK, clock)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "карта.cjm.yaml"
    path.write_bytes(b"cjm: 1\n")
    return path


def texts(shelf: Shelf, file: Path) -> list[bytes | None]:
    return [contents(version) for version in versions(shelf, file)]


def test_versions_are_kept_the_newest_first(shelf: Shelf, file: Path, clock: Clock) -> None:
    for number in range(3):
        clock.now = NOW + 60 * number
        keep(shelf, file, b"v%d" % number)
    assert texts(shelf, file) == [b"v2", b"v1", b"v0"]
    assert [version.time for version in versions(shelf, file)] == [NOW + 120, NOW + 60, NOW]
    assert home(shelf, file).parent == shelf.folder


def test_the_same_bytes_are_kept_once_in_a_row(shelf: Shelf, file: Path, clock: Clock) -> None:
    for data in (b"a", b"a", b"b", b"b", b"a"):
        clock.now += 10
        keep(shelf, file, data)
    assert texts(shelf, file) == [b"a", b"b", b"a"]


def test_a_clock_that_was_set_back_does_not_change_the_order(shelf: Shelf, file: Path, clock: Clock) -> None:
    for number, step in enumerate((0, 3600, -7200, 10)):
        clock.now += step
        keep(shelf, file, b"v%d" % number)
    thin(shelf, file)
    assert texts(shelf, file) == [b"v3", b"v2", b"v1", b"v0"]


def test_nobody_else_can_read_them(shelf: Shelf, file: Path) -> None:
    keep(shelf, file, b"a")
    assert stat.S_IMODE(home(shelf, file).stat().st_mode) == 0o700


def test_a_link_and_its_target_have_the_same_versions(shelf: Shelf, file: Path) -> None:
    link = file.with_name("link.cjm.yaml")
    link.symlink_to(file)
    keep(shelf, link, b"a")
    assert texts(shelf, file) == [b"a"]


def test_a_renamed_file_finds_its_versions(shelf: Shelf, file: Path) -> None:
    for data in (b"old", file.read_bytes()):
        keep(shelf, file, data)
    other = file.parent / "elsewhere" / "new.cjm.yaml"
    other.parent.mkdir()
    file.rename(other)
    assert texts(shelf, other) == [b"cjm: 1\n", b"old"]
    keep(shelf, other, b"newer")
    assert texts(shelf, other) == [b"newer", b"cjm: 1\n", b"old"]
    assert texts(shelf, file) == []


def test_a_copy_does_not_take_the_versions_away(shelf: Shelf, file: Path) -> None:
    keep(shelf, file, file.read_bytes())
    copy = file.with_name("copy.cjm.yaml")
    copy.write_bytes(file.read_bytes())
    assert texts(shelf, copy) == []
    assert len(texts(shelf, file)) == 1
    file.unlink()
    copy.write_bytes(b"something else")
    assert texts(shelf, copy) == []


def test_damaged_and_foreign_files_are_skipped_and_left_alone(
    shelf: Shelf, file: Path, clock: Clock, tmp_path: Path
) -> None:
    made = [keep(shelf, file, b"version %d" % number * 9) for number in range(LAST + 4)]
    place = home(shelf, file)
    made[-1].path.write_bytes(made[-1].path.read_bytes()[:-3])  # cut
    made[-2].path.write_bytes(b"x" * made[-2].size)  # turned
    (place / "notes.txt").write_text("mine")
    (place / f"x{made[-3].path.name}").write_text("mine")
    (place / "000099-20261301T000000-4-0123456789abcdef.cjm.yaml").write_bytes(b"mine")  # month 13
    (place / "000098-20260101T000000-4-0123456789abcdef.cjm.yaml").mkdir()
    (place / "000097-20260101T000000-4-0123456789abcdef.cjm.yaml").symlink_to(tmp_path / "map")
    foreign = {path.name for path in place.iterdir()} - {version.path.name for version in made[:-1]}
    known = versions(shelf, file)
    assert known[0].number == made[-2].number and contents(known[0]) is None
    assert [contents(version) for version in known[1:]] == [
        b"version %d" % number * 9 for number in reversed(range(LAST + 2))
    ]
    for day in range(40):
        clock.now = NOW + day * DAY
        keep(shelf, file, b"day %d" % day)
        thin(shelf, file)
    assert foreign <= {path.name for path in place.iterdir()}
    assert contents(versions(shelf, file)[0]) == b"day 39"


def test_other_files_of_a_folder_are_no_versions(shelf: Shelf, file: Path) -> None:
    shelf.folder.mkdir()
    (shelf.folder / "x").write_text("no folder")
    home(shelf, file).write_text("in the way")
    with pytest.raises(OSError):
        keep(shelf, file, b"a")
    assert versions(shelf, file) == ()


def check_saves(seed: int, saves: int) -> int:
    """How many versions there were after so many saves in 45 days, the last of them close together; each gives back
    exactly what was saved at its time, and they are those that are to stay."""
    with tempfile.TemporaryDirectory() as place:
        clock = Clock()
        shelf = Shelf(Path(place) / "backups", QUICK, clock)
        file = Path(place) / "map.cjm.yaml"
        rng = random.Random(seed)
        step = 45 * DAY / saves
        told: list[tuple[float, bytes]] = []
        for number in range(saves):
            clock.now += rng.uniform(1, 2 * step) if number < 0.9 * saves else rng.uniform(1, 300)
            data = b"cjm: 1\ntitle: %d\n" % number
            keep(shelf, file, data)
            thin(shelf, file)
            told.append((int(clock.now), data))
        found = {version.time: contents(version) for version in versions(shelf, file)}
    times = dict(told)
    assert all(times[when] == data for when, data in found.items())
    assert set(found.values()) == wanted(told, clock.now)
    for when, data in told[-10:]:
        assert found[when] == data
    return len(found)


def test_a_thousand_saves() -> None:
    """R10: the last ten, hourly for a day, daily for thirty days, each restores identically."""
    assert check_saves(10, 1000) > 40


def wanted(saves: list[tuple[float, bytes]], now: float) -> set[bytes]:
    """What is to stay, told in another way than the code does."""
    local = datetime.fromtimestamp
    today = local(now).date()
    stay = {data for _when, data in saves[-LAST:]}
    for hours in range(26):
        hour = int(now // HOUR) - hours
        within = [data for when, data in saves if when // HOUR == hour and now - when < DAY]
        stay |= set(within[-1:])
    for days in range(DAYS):
        day = today - timedelta(days=days)
        stay |= set([data for when, data in saves if local(when).date() == day][-1:])
    older = [data for when, data in saves if (today - local(when).date()).days >= DAYS]
    return stay | set(older[-1:])


# Laws of thinning --------------------------------------------------------------------------------


def version(number: int, when: float, size: int = 10) -> Version:
    return Version(number, when, size, "0" * 16, Path(f"{number}"))


@st.composite
def histories(draw: st.DrawFn) -> list[Version]:
    """Versions of up to three months, in bursts and with pauses, some at the same second."""
    steps = draw(
        st.lists(
            st.one_of(
                st.integers(0, 90),
                st.integers(0, 2 * HOUR),
                st.integers(0, 3 * DAY),
                st.just(40 * DAY),
            ),
            min_size=1,
            max_size=80,
        )
    )
    when, made = NOW - sum(steps), []
    for number, step in enumerate(steps, 1):
        when += step
        made.append(version(number, when))
    return made


def kept(known: list[Version], now: float, zone: timezone) -> list[Version]:
    stay = staying(known, now, zone)
    return [one for one in known if one.number in stay]


@settings(max_examples=max(200, CASES // 5), deadline=None)
@given(histories(), st.sampled_from(ZONES), st.randoms(use_true_random=False), st.integers(0, 50 * DAY))
def test_the_laws_of_thinning(known: list[Version], zone: timezone, rng: random.Random, later: int) -> None:
    now = NOW + later
    stay = kept(known, now, zone)
    assert stay[-1] is known[-1]
    assert stay[-LAST:] == known[-LAST:]
    mixed = known[:]
    rng.shuffle(mixed)
    assert staying(mixed, now, zone) == {one.number for one in stay}
    assert kept(stay, now, zone) == stay
    older = stay[:-LAST]
    hours = [one.time // HOUR for one in older if now - one.time < DAY]
    assert len(hours) == len(set(hours)), "two of one hour"
    days = [datetime.fromtimestamp(one.time, zone).date() for one in older if now - one.time >= DAY]
    assert len(days) == len(set(days)), "two of one day"
    today = datetime.fromtimestamp(now, zone).date()
    assert sum((today - day).days >= DAYS for day in days) <= 1
    for one in known:  # whatever went has a later one of its hour and of its day, or is too old
        if one in stay:
            continue
        day = datetime.fromtimestamp(one.time, zone).date()
        assert any(two.number > one.number and two.time // HOUR == one.time // HOUR for two in stay) or (
            now - one.time >= DAY
        )
        assert (
            any(
                two.number > one.number and datetime.fromtimestamp(two.time, zone).date() == day
                for two in stay
            )
            or (today - day).days >= DAYS
        )


@settings(max_examples=max(100, CASES // 10), deadline=None)
@given(histories(), st.sampled_from(ZONES))
def test_thinning_with_each_save_keeps_what_thinning_at_the_end_keeps(
    known: list[Version], zone: timezone
) -> None:
    stay: list[Version] = []
    for one in known:
        stay = kept([*stay, one], one.time, zone)
    assert stay == kept(known, known[-1].time, zone)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 900)), max_size=30), max_size=6),
    st.integers(0, 20_000),
    st.integers(0, 5),
)
def test_what_takes_too_much_room_goes_from_its_oldest(
    told: list[list[tuple[int, int]]], room: int, last: int
) -> None:
    files = [
        [version(number, when, size) for number, (when, size) in reversed(list(enumerate(sorted(known))))]
        for known in told
    ]
    gone = beyond(files, room, last)
    every = {id(one): one for known in files for one in known}
    left = [one for one in every.values() if all(one is not two for two in gone)]
    safe = {id(one) for known in files for one in known[:last]}
    assert not safe & {id(one) for one in gone}
    if any(id(one) not in safe for one in left):
        assert sum(one.size for one in left) <= room
    free = [one for one in left if id(one) not in safe]
    assert not gone or all(one.time >= max(two.time for two in gone) for one in free)
    if gone:
        assert sum(one.size for one in left) + gone[-1].size > room, "more went than was needed"


def test_the_room_of_one_file(shelf: Shelf) -> None:
    known = [version(number, NOW - (60 - number) * DAY / 2, 16 * 2**20) for number in range(1, 61)]
    stay = staying(known, NOW, UTC)
    assert stay >= set(range(61 - LAST, 61))
    assert sum(16 * 2**20 for _one in stay) <= 256 * 2**20


def test_the_room_of_all_files(shelf: Shelf, tmp_path: Path, clock: Clock, monkeypatch) -> None:
    monkeypatch.setattr("cjm_editor.io.backups.WHOLE_ROOM", 5000)
    for number in range(10):
        clock.now += DAY
        path = tmp_path / f"{number}.cjm.yaml"
        for step in range(4):
            keep(shelf, path, bytes([65 + step]) * 400)
            thin(shelf, path)
        keep(shelf, path, b"last")
    first, last = texts(shelf, tmp_path / "0.cjm.yaml"), texts(shelf, tmp_path / "9.cjm.yaml")
    assert first == [b"last"], "the newest of a file stays"
    assert len(last) == 5


@pytest.mark.parametrize("number", ["999999999", "999999998"])
def test_a_stray_file_with_the_highest_number_stops_no_versions(tmp_path: Path, number: str) -> None:
    shelf, file = Shelf(tmp_path / "backups", clock=lambda: 1_800_000_000.0), tmp_path / "a.cjm.yaml"
    keep(shelf, file, b"first")
    stray = home(shelf, file) / f"{number}-20260101T000000-5-{sha256(b'stray').hexdigest()[:16]}.cjm.yaml"
    stray.write_bytes(b"stray")
    for n in range(30):
        keep(shelf, file, b"%d" % n)
        thin(shelf, file)
    found = [contents(version) for version in versions(shelf, file)]
    assert found[:11] == [b"%d" % n for n in range(29, 18, -1)]
    assert versions(shelf, file)[0].number < 40 or number != "999999999"
