"""P5: open and validate a file of 10,000 touchpoints, against PyYAML's C loader and `json.loads` of the same data.

Three texts of one document: the canonical form that the editor writes, the same with CRLF line ends (which the quick
way through long lists leaves to the parser's events), and one in flow style.
"""

from __future__ import annotations

import json

import yaml
from common import Row, alternated, compared, document, heading

from cjm_editor.io.files import opened
from cjm_editor.io.writer import write

TOUCHPOINTS = 10_000


def flow_text(data: object) -> str:
    """The document in flow style, one touchpoint a line: JSON is YAML."""
    return json.dumps(data, ensure_ascii=False, indent=None).replace('}, {"id"', '},\n {"id"') + "\n"


def main() -> list[Row]:
    """Rows of loading: the canonical form, and any YAML."""
    canonical = write(document(TOUCHPOINTS))
    data = yaml.load(canonical, Loader=yaml.CSafeLoader)
    as_json = json.dumps(data, ensure_ascii=False, default=str)
    texts = {
        "canonical form": canonical,
        "CRLF, by events": canonical.replace("\n", "\r\n"),
        "flow style, by events": flow_text(json.loads(as_json)),
    }
    heading(
        "P5",
        f"{TOUCHPOINTS} touchpoints",
        f"{len(canonical.encode()) / 1e6:.1f} MB, {canonical.count(chr(10))} lines",
    )
    rows = []
    for name, text in texts.items():
        raw = text.encode()
        what = f"load and validate 10,000 touchpoints, {name}"
        ours, theirs = alternated(
            lambda raw=raw: opened(raw),
            lambda text=text: yaml.load(text, Loader=yaml.CSafeLoader),
            rounds=3,
        )
        target = 0.15 if name == "canonical form" else 0.75
        rows.append(compared("P5", what, "yaml.CSafeLoader", ours, theirs, target))
        if name == "canonical form":
            ours, theirs = alternated(lambda raw=raw: opened(raw), lambda: json.loads(as_json), rounds=3)
            rows.append(compared("P5", what, "json.loads", ours, theirs, 6, "a goal: decision 014"))
    return rows


if __name__ == "__main__":
    main()
