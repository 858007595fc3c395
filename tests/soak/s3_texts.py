"""S3, S4: texts of all planes and files of all forms, asked of a reader of YAML 1.2 as well."""

from __future__ import annotations

from tests.io.test_texts import SIZE
from tests.soak.figure import Figure, times
from tests.soak.pytests import passed


def soak(share: float) -> list[Figure]:
    """The rows of S3 and S4."""
    cases = times(20_000, share)
    told, is_kept = passed(cases, "tests/io/test_texts.py")
    rows = [Figure("S3", "every text survives save and load", f"{SIZE:,} texts of all planes, ruamel.yaml as oracle",
                   f"{told}: 0 changed" if is_kept else told, is_kept)]  # fmt: skip
    told, is_kept = passed(cases, "tests/io/test_laws.py", "tests/io/test_splice.py")
    how = f"laws W1 to W4 on {cases:,} files of seven forms; 200 files with unknown keys"
    rows.append(
        Figure(
            "S4",
            "what an edit is not about keeps its bytes, unknown keys and comments; a changed field is one line",
            how,
            told,
            is_kept,
        )
    )
    return rows
