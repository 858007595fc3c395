"""Any bytes at all: every reader returns or says what is wrong, and its work grows as the file does."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cjm_editor.io import scan
from tests.cases import CASES
from tests.io.fuzzing import CORPUS, READERS, SCRAPS, mutated, nested, seeds, survives
from tests.io.hostile import REPEATED, large

COUNT = max(300, CASES // 2)
FIXED = settings(
    max_examples=max(150, CASES // 10),
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("reader", READERS)
def test_what_fuzzing_once_found_or_reached(reader: str) -> None:
    for path in sorted((CORPUS / reader).glob("*")):
        survives(reader, path.read_bytes())


@pytest.mark.parametrize("reader", READERS)
@FIXED
@given(
    data=st.one_of(
        st.binary(max_size=300), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
    )
)
def test_any_bytes(reader: str, data: bytes) -> None:
    survives(reader, data)


@pytest.mark.parametrize("reader", READERS)
@FIXED
@given(parts=st.lists(st.sampled_from(SCRAPS), max_size=40))
def test_any_scraps_of_the_format(reader: str, parts: list[bytes]) -> None:
    survives(reader, b"cjm: 1\n" + b"".join(parts))


@pytest.mark.parametrize("reader", READERS)
def test_bytes_that_are_nearly_right(reader: str) -> None:
    known = seeds(reader)
    for seed in range(COUNT):
        data = mutated(random.Random(seed), known)
        try:
            survives(reader, data)
        except Exception as error:
            error.add_note(f"seed {seed}: {data!r}")
            raise


@pytest.mark.parametrize("reader", READERS)
def test_what_is_nested_without_end(reader: str) -> None:
    known = [b"", *seeds(reader)]
    for seed in range(60):
        data = nested(random.Random(seed), known, 200_000)
        try:
            survives(reader, data)
        except BaseException as error:
            error.add_note(f"seed {seed}: {data[:80]!r}")
            raise


def work(data: bytes) -> int:
    """Calls of functions, Python's and C's, that reading takes."""
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        if event in ("call", "c_call"):
            count += 1

    sys.setprofile(counted)
    try:
        READERS["file"](data)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("kind", REPEATED)
def test_the_work_of_reading_grows_as_the_file(kind: str) -> None:
    once, twice = work(large(kind, 4000)), work(large(kind, 8000))
    assert twice <= 2.4 * once + 500, (once, twice)


def test_more_than_linear_work_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(data: bytes) -> bool:
        return any(len(data[at:]) < 0 for at in range(len(data)) for _ in range(len(data) // 100))

    monkeypatch.setattr(scan, "_may_be_forbidden", slow)
    with pytest.raises(AssertionError):
        test_the_work_of_reading_grows_as_the_file("comments")


def test_the_corpus_is_there() -> None:
    for reader in READERS:
        assert len(list(Path(CORPUS / reader).glob("*"))) >= 5, reader
