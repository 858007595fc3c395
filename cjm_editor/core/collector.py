"""The garbage collector, kept from walking large values again and again while more of them are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Make no collection of garbage: documents, drawings and comparisons are many values without cycles. Looking for
    some takes a sixth of the time of reading a large map, and a third of that of comparing two."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
