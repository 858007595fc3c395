"""P6: the text of 10,000 touchpoints written whole, and spliced after one edit, against PyYAML's C dumper."""

from __future__ import annotations

import yaml
from common import Row, alternated, compared, document, heading

from cjm_editor.core import edits
from cjm_editor.core.address import touchpoint_at
from cjm_editor.io.reader import read
from cjm_editor.io.writer import splice, write

TOUCHPOINTS = 10_000


def main() -> list[Row]:
    """Rows of writing: whole, after an edit in the middle, after a touchpoint moved to another stage."""
    made = document(TOUCHPOINTS)
    text = write(made)
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    source = read(text.encode())
    opened = source.document
    heading(
        "P6", f"{TOUCHPOINTS} touchpoints", f"{len(text.encode()) / 1e6:.1f} MB, {text.count(chr(10))} lines"
    )

    def dump() -> str:
        return yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)

    at = touchpoint_at("map", f"t{TOUCHPOINTS // 2}")
    titled = edits.set_field(opened, at, "title", "Другое название")
    moved = edits.move_touchpoint(opened, at, "s1", 0)
    assert read(splice(source, titled).encode()).document == titled
    assert read(splice(source, moved).encode()).document == moved
    works = (
        ("written whole", lambda: write(opened), 0.15),
        ("spliced after one edit", lambda: splice(source, titled).encode(), 0.02),
        ("spliced after a move to another stage", lambda: splice(source, moved).encode(), 0.02),
    )
    rows = []
    for name, work, target in works:
        ours, theirs = alternated(work, dump, rounds=3)
        rows.append(compared("P6", f"10,000 touchpoints {name}", "yaml.CSafeDumper", ours, theirs, target))
    return rows


if __name__ == "__main__":
    main()
