"""`cjm-editor merge`."""

import random

import pytest

from cjm_editor.core.merge import merge
from cjm_editor.io.files import opened
from cjm_editor.io.writer import write
from tests.core import generator
from tests.core.test_merge import edited

BASE = """\
cjm: 1
# kept with ours
title: Boots
maps:
  - id: m
    touchpoints:
      - id: a
        title: Ad
      - id: b
        title: Shop
"""


@pytest.fixture
def three(written):
    """Write the base and two versions made by replacing a piece of text each."""

    def make(ours, theirs):
        return (
            written(BASE, "base.cjm.yaml"),
            written(BASE.replace(*ours), "ours.cjm.yaml"),
            written(BASE.replace(*theirs), "theirs.cjm.yaml"),
        )

    return make


def test_a_clean_merge_is_fine_and_keeps_the_lines_of_ours(cli, three, tmp_path):
    out = tmp_path / "out.cjm.yaml"
    done = cli("merge", *three(("Ad", "Sign"), ("Shop", "Store")), "-o", out)
    assert (done.code, done.err) == (0, "")
    assert out.read_text() == BASE.replace("Ad", "Sign").replace("Shop", "Store")


def test_conflicts_are_kept_in_the_file_and_told(cli, three, tmp_path):
    out = tmp_path / "out.cjm.yaml"
    done = cli("merge", *three(("Ad", "Sign"), ("Ad", "Poster")), "-o", out)
    assert done.code == 1
    assert "conflict: maps/m/touchpoints/a/title" in done.err
    assert "1 conflict is kept" in done.err
    text = out.read_text()
    assert "title: Sign" in text and "theirs: Poster" in text and "<<<<" not in text
    assert cli("validate", out).code == 1
    assert (
        "1 конфликт" in cli("merge", *three(("Ad", "Sign"), ("Ad", "Poster")), "-o", out, language="ru").err
    )


DELETED = "      - id: a\n        title: Ad\n"


def test_whose_version_stands_is_told_as_it_is(cli, three, tmp_path):
    """What ours deleted and theirs edited stays as theirs has it."""
    out = tmp_path / "out.cjm.yaml"
    told = cli("merge", *three((DELETED, ""), ("title: Ad", "title: Poster")), "-o", out).err.splitlines()
    assert "title: Poster" in out.read_text()
    assert told == [
        "conflict: maps/m/touchpoints/a",
        "theirs stands, ours has deleted it: maps/m/touchpoints/a",
        "1 conflict is kept in the file; theirs stands. Open it in the window and choose.",
    ]
    again = cli("merge", out, out, out, "-o", out).err
    assert again == told[2] + "\n", "the conflict of an earlier merge"
    told = cli("merge", *three(("title: Ad", "title: Poster"), (DELETED, "")), "-o", out).err.splitlines()
    assert told == [
        "conflict: maps/m/touchpoints/a",
        "1 conflict is kept in the file; ours stands. Open it in the window and choose.",
    ]
    two = (DELETED + "      - id: b\n        title: Shop\n",)
    files = three(
        (*two, "      - id: b\n        title: Store\n"),
        (*two, two[0].replace("Ad", "Poster").replace("Shop", "Mall")),
    )
    for language, last in (
        ("en", "2 conflicts are kept in the file; theirs stand at 1 of them, ours elsewhere."),
        ("ru", "В файле осталось 2 конфликта; чужая версия действует пока в 1 из них, в остальных — наша."),
    ):
        assert last in cli("merge", *files, "-o", out, language=language).err


def test_ours_may_be_written_over(cli, three):
    base, ours, theirs = three(("Ad", "Sign"), ("Shop", "Store"))
    assert cli("merge", base, ours, theirs, "-o", ours).code == 0
    assert "Store" in ours.read_text()


def test_an_empty_base_is_no_document_yet(cli, three, written, tmp_path):
    _base, ours, theirs = three(("Ad", "Sign"), ("Shop", "Store"))
    out = tmp_path / "out.cjm.yaml"
    assert cli("merge", written("", "nothing"), ours, theirs, "-o", out).code == 1
    assert {c.path for c in opened(out.read_bytes()).document.conflicts} == {
        "maps/m/touchpoints/a/title",
        "maps/m/touchpoints/b/title",
    }


@pytest.mark.parametrize("arguments", [[], ["a", "b", "c"], ["a", "b", "-o", "x"]])
def test_what_is_missing_is_trouble(cli, arguments):
    assert cli("merge", *arguments).code == 2


def test_trouble_leaves_the_output_alone(cli, three, written):
    base, ours, _theirs = three(("Ad", "Sign"), ("Shop", "Store"))
    broken = written("cjm: 1\nmaps: [", "broken.cjm.yaml")
    before = ours.read_bytes()
    assert cli("merge", base, ours, broken, "-o", ours).code == 2
    assert cli("merge", base, ours, "nowhere.cjm.yaml", "-o", ours).code == 2
    assert ours.read_bytes() == before


def test_what_is_written_reads_as_the_merge(cli, written, tmp_path):
    out = tmp_path / "out.cjm.yaml"
    for seed in range(60):
        rng = random.Random(seed)
        base = generator.document(rng)
        ours, theirs = edited(rng, base, 4), edited(rng, base, 4)
        files = [
            written(write(document), f"{name}.cjm.yaml")
            for name, document in (("base", base), ("ours", ours), ("theirs", theirs))
        ]
        base, ours, theirs = (opened(file.read_bytes()).document for file in files)
        made = merge(base, ours, theirs)
        assert cli("merge", *files, "-o", out).code == (1 if made.conflicts else 0)
        assert opened(out.read_bytes()).document == made.document


def test_where_ours_changed_nothing_the_result_is_theirs_to_the_byte(cli, three, tmp_path):
    out = tmp_path / "out.cjm.yaml"
    base, ours, theirs = three(("Ad", "Ad"), ("title: Ad", "title: 'Ad'   # ours\n        x-jira: 2"))
    assert cli("merge", base, ours, theirs, "-o", out).code == 0
    assert out.read_bytes() == theirs.read_bytes()
    assert cli("merge", base, theirs, ours, "-o", out).code == 0
    assert out.read_bytes() == theirs.read_bytes()


def test_keys_and_comments_of_the_other_side_come_along(cli, three, tmp_path):
    out = tmp_path / "out.cjm.yaml"
    added = "title: Shop\n        x-new: 5 # five\n      # new\n      - id: d\n        x-d: 7 # seven"
    done = cli("merge", *three(("Ad", "Sign"), ("title: Shop", added)), "-o", out)
    assert (done.code, done.err) == (0, "")
    assert out.read_text() == BASE.replace("Ad", "Sign").replace("title: Shop", added)


def test_a_key_of_ones_own_that_both_changed_is_a_conflict_to_look_at(cli, three, tmp_path):
    out = tmp_path / "out.cjm.yaml"
    sides = ("title: Ad", "title: Ad\n        x: 1"), ("title: Ad", "title: Ad\n        x: 2")
    done = cli("merge", *three(*sides), "-o", out)
    assert done.code == 1
    assert "conflict: maps/m/touchpoints/a/x\n" in done.err and "1 conflict is kept" in done.err
    text = out.read_text()
    assert "        x: 1\n" in text and 'ours: "1"' in text and 'theirs: "2"' in text


def test_an_unknown_key_changed_in_what_ours_deleted_is_a_conflict(cli, three, tmp_path):
    out = tmp_path / "out.cjm.yaml"
    kept = "Shop\n        research: 40 interviews # kept for Anna"
    sides = ("      - id: b\n        title: Shop\n", ""), ("Shop", kept)
    done = cli("merge", *three(*sides), "-o", out)
    assert done.code == 1 and "conflict: maps/m/touchpoints/b\n" in done.err
    assert kept in out.read_text()


def test_a_value_that_cannot_be_read_against_a_good_one_is_a_conflict(cli, three, tmp_path):
    out = tmp_path / "out.cjm.yaml"
    sides = ("title: Ad", "title: Ad\n        emotion: wow"), ("title: Ad", "title: Ad\n        emotion: 1")
    done = cli("merge", *three(*sides), "-o", out)
    assert done.code == 1 and "conflict: maps/m/touchpoints/a/emotion\n" in done.err
    text = out.read_text()
    assert "emotion: wow" in text and "ours: wow" in text and 'theirs: "1"' in text


CONFLICTS = "conflicts:\n  - path: title\n    base: a\n    ours: b\n    theirs: c\n"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("", CONFLICTS), (CONFLICTS, CONFLICTS), (CONFLICTS, ""), ("note: x\n", CONFLICTS)],
)
def test_conflicts_of_an_earlier_merge_in_the_result_are_conflicts(
    cli, three, written, tmp_path, ours, theirs
):
    out = tmp_path / "out.cjm.yaml"
    end = "        title: Shop\n"
    done = cli("merge", *three((end, end + ours), (end, end + theirs)), "-o", out)
    assert "theirs: c" in out.read_text()
    assert done.code == 1 and "1 conflict is kept" in done.err


def test_a_value_that_finds_no_place_makes_the_merge_unclean(cli, three, tmp_path, monkeypatch):
    monkeypatch.setattr("cjm_editor.io.merging.taken_over", lambda *_versions: [])
    out = tmp_path / "out.cjm.yaml"
    done = cli("merge", *three(("Ad", "Sign"), ("Shop", "Shop\n        x: 1")), "-o", out)
    assert done.code == 1 and "1 comment or unknown key of" in done.err


def test_a_comment_that_goes_with_a_deleted_element_makes_the_merge_unclean(cli, three, tmp_path):
    """Nobody looks at a merge that ends with 0: git would take it as it is."""
    out = tmp_path / "out.cjm.yaml"
    sides = ("      - id: b\n        title: Shop\n", ""), ("Shop", "Shop # shut")
    done = cli("merge", *three(*sides), "-o", out)
    assert done.code == 1
    assert "1 comment or unknown key of" in done.err and "(line 10)" in done.err
    turned = cli("merge", *three(*sides[::-1]), "-o", out)
    assert turned.code == 1 and "(line 10)" in turned.err


@pytest.mark.parametrize("version", ["9" * 5000, "soon"])
@pytest.mark.parametrize("place", range(3))
def test_a_version_that_cannot_be_read_is_trouble(cli, three, written, tmp_path, version, place):
    out = tmp_path / "out.cjm.yaml"
    files = list(three(("Ad", "Sign"), ("Shop", "Store")))
    files[place] = written(BASE.replace("cjm: 1", f"cjm: {version}"), "unread.cjm.yaml")
    done = cli("merge", *files, "-o", out)
    assert done.code == 2 and "does not fit “cjm”" in done.err and len(done.err) < 1000
    assert not out.exists()
