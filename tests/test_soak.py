"""The runner of the long form: it finds its parts, and rows of parts that did not run stay in the table."""

from tests.soak import run
from tests.soak.figure import Figure, times


def test_parts_are_found_by_their_names():
    assert {"r1_saves", "r2_edits", "r3_journal"} <= set(run.parts([]))
    assert run.parts(["r3"]) == ["r3_journal"]
    assert run.parts(["none"]) == []
    assert run.parts(["r1"]) == ["r1_saves"] and run.parts(["R10"]) == ["r10_backups"]
    assert "figure" not in run.parts([])


def test_figures_take_the_place_of_their_rows_only(tmp_path, monkeypatch):
    table = tmp_path / "safety.md"
    table.write_text(f"before\n{run.BEGIN}{run.HEAD}\n{run.END}\nafter\n", encoding="utf-8")
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{run.BEGIN}\n{run.END}\nafter\n", encoding="utf-8")
    monkeypatch.setattr(run, "TABLE", table)
    monkeypatch.setattr(run, "README", readme)

    def put(id: str, reached: str) -> None:
        run.put_into_docs([run.line(Figure(id, "a promise", "a way", reached, True))])

    for id, reached in (("S1", "one"), ("R10", "two"), ("R2", "three"), ("S1", "four")):
        put(id, reached)
    text = table.read_text(encoding="utf-8")
    rows = [row.split("|")[1].strip() for row in text.splitlines() if row.startswith(("| R", "| S"))]
    assert rows == ["R2", "R10", "S1"]
    assert "four" in text and "one |" not in text
    assert text.startswith("before\n") and text.endswith("after\n")
    short = readme.read_text(encoding="utf-8")
    assert short.startswith("before\n") and short.endswith("after\n") and "a promise | a way | four" in short
    assert "**not kept**" in run.line(Figure("R1", "a", "b", "c", False))


def test_a_share_is_one_case_at_least():
    assert (times(500, 1.0), times(500, 0.1), times(500, 0.0001)) == (500, 50, 1)
