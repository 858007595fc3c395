"""The text of a merged document: comments and unknown keys of both sides, on random documents in every form."""

import random
import re
import sys

import pytest

from cjm_editor.core.errors import FormatError
from cjm_editor.core.model import Conflict
from cjm_editor.core.texts import words
from cjm_editor.io import merging
from cjm_editor.io.events import read_in_chunks
from cjm_editor.io.merging import merged as merge_texts
from cjm_editor.io.merging import one_sided
from cjm_editor.io.outline import outline
from cjm_editor.io.reader import read
from cjm_editor.io.versions import strangers, version, versions
from cjm_editor.io.writer import to_bytes
from tests.cases import CASES
from tests.io import laws
from tests.io.generator import Cases, edited

ENTRY = re.compile(r"(?m)^( *)(- )?[\w.-]+:(?: .*)?$")


def accepted(data, document):
    """Whether the bytes read as the document."""
    try:
        return read(data).document == document
    except FormatError:
        return False


def scribbled(rng, data, mark):
    """The bytes with keys and comments of somebody's own, none of which change the document."""
    document = read(data).document
    for number in range(rng.randint(1, 5)):
        text = data.decode()
        eol = "\r\n" if "\r\n" in text else "\n"
        found = list(ENTRY.finditer(text))
        braces = [m.end() for m in re.finditer(r"\{(?=(id|text|name|from): )", text)]
        if braces and rng.random() < 0.3:
            at, made = rng.choice(braces), f"x_{mark}{number}: {rng.choice(('5', '[a, b]'))}, "
        elif not found:
            continue
        else:
            entry = rng.choice(found)
            pad = entry[1] + " " * len(entry[2] or "")
            made, at = rng.choice(
                (
                    (f"{pad}x_{mark}{number}: {number}{eol}", entry.end() + len(eol)),
                    (
                        f"{pad}x_{mark}{number}:{eol}{pad}  - a: 1 # in {mark}{number}{eol}",
                        entry.end() + len(eol),
                    ),
                    (f"{entry[1]}# над {mark}{number}{eol}", entry.start()),
                    (f" # behind {mark}{number}", len(text[: entry.end()].rstrip())),
                )
            )
        tried = (text[:at] + made + text[at:]).encode()
        if accepted(tried, document):
            data = tried
    return data


def changed(rng, data, mark):
    """The bytes with some unknown keys of the base changed, and some comments."""
    document = read(data).document
    text = data.decode()
    for old, new in (
        ("0x1", f"0x{mark}"),
        ("{a: [1, 2]}", f"{{a: [1, {mark}]}}"),
        ("# note 1 ", f"# {mark} "),
    ):
        if old in text and rng.random() < 0.5:
            tried = text.replace(old, new, 1).encode()
            if accepted(tried, document):
                text = tried.decode()
    return text.encode()


def three(seed):
    """A base and two versions as bytes, in the form of the seed; some only scribbled on."""
    rng = random.Random(seed)
    base = laws.case_of(seed)
    sides = []
    for mark in ("o", "t"):
        document = base.source.document
        for _more in range(rng.choice((0, 1, 3))):
            cases = Cases(rng.randrange(2**30))
            cases.made = rng.randrange(10**6)
            document = edited(cases, document).document
        data = to_bytes(base.source, document)
        sides.append(changed(rng, scribbled(rng, data, mark), mark))
    return base.rendered.data, *sides


def merged(base, ours, theirs):
    sources = read(base, "base"), read(ours, "ours"), read(theirs, "theirs")
    return sources, *merge_texts(*sources)


SEEDS = range(0, CASES, 4)


@pytest.fixture(scope="module")
def texts():
    return {seed: three(seed) for seed in SEEDS}


@pytest.fixture(scope="module")
def cases(texts):
    return {seed: merged(*sides) for seed, sides in texts.items()}


def test_it_reads_as_the_merged_document(cases):
    for seed, (_sources, made, written) in cases.items():
        assert read(written.data).document == made.document, seed


def lost_keys(case):
    """The unknown keys of either side that the result has not, though it has their elements."""
    sources, made, written = case
    now = version(read(written.data), made.rows)
    sides = [version(source, t.rows) for source, t in zip(sources, made.tables, strict=True)]
    return [
        (key, name)
        for side in sides[1:]
        for key in side.spots
        if key in now.spots
        for name in strangers(side, key)
        if re.match(r"x_[ot]\d", name) and name not in strangers(now, key)
    ]


def shape_of(case):
    """What a merge came to."""
    _sources, made, written = case
    return made.document, made.conflicts, made.notices, written


def long_lists_are_cut_from(monkeypatch, count):
    """Let lists of so many elements be read in lines, as those of large files are."""
    for reads in (outline, read_in_chunks):
        monkeypatch.setattr(reads, "__defaults__", (count,))


def test_lists_that_are_left_in_lines_are_merged_to_the_same_bytes(texts, cases, monkeypatch):
    """What is the same in all three versions is not looked into: nothing else comes of it."""
    long_lists_are_cut_from(monkeypatch, 1)
    left = []

    def seen(*arguments):
        made = versions(*arguments)
        left.append(len(made[0].untouched))
        return made

    monkeypatch.setattr(merging, "versions", seen)
    for seed in SEEDS[::2]:
        assert shape_of(merged(*texts[seed])) == shape_of(cases[seed]), seed
    assert sum(left) > len(SEEDS) / 4


def test_no_unknown_key_is_lost_unless_its_element_is(cases):
    assert not {seed: lost for seed, case in cases.items() if (lost := lost_keys(case))}


SCRIBBLED = re.compile(r"# (?:над|behind|in) [ot]\d|x_[ot]\d")


def untold(case):
    """The scribbles that the result has not and no notice names the line of; and how many it has not at all."""
    sources, _made, written = case
    text, told = written.data.decode(), [words("en")(notice) for notice in written.notices]
    missing = [
        (source.name, line, sign)
        for source in sources[1:]
        for line, row in enumerate(re.split(r"\r\n|\n|\r", source.text), 1)
        for sign in SCRIBBLED.findall(row)
        if sign not in text
    ]
    quiet = [
        (name, line, sign)
        for name, line, sign in missing
        if not any(f" of {name} " in notice and re.search(rf"\b{line}\b", notice) for notice in told)
    ]
    return quiet, len(missing)


def test_what_is_left_out_is_told_with_its_line(cases):
    found = {seed: untold(case) for seed, case in cases.items()}
    assert not {seed: quiet for seed, (quiet, _count) in found.items() if quiet}
    total = sum(len(SCRIBBLED.findall(s.text)) for case in cases.values() for s in case[0][1:])
    assert sum(count for _quiet, count in found.values()) < total / 50


@pytest.mark.parametrize("name", ["taken_over", "remarked"])
def test_a_merge_that_leaves_something_out_is_caught(monkeypatch, name):
    monkeypatch.setattr(merging, name, lambda *_versions: [])
    monkeypatch.setattr(merging, "_left_out", lambda *_versions: [])
    made = [merged(*three(seed)) for seed in range(8)]
    assert any(lost_keys(case) for case in made) or name == "remarked"
    assert any(untold(case)[0] for case in made)


def test_one_side_alone_is_taken_as_it_stands():
    for seed in SEEDS:
        base, ours, theirs = three(seed)
        assert one_sided(base, base, theirs) == theirs
        assert one_sided(base, ours, base) == ours
        assert one_sided(base, ours, ours) == ours
        assert ours in (base, theirs) or theirs == base or one_sided(base, ours, theirs) is None


BASE = """\
cjm: 1
title: Boots  # the shop
maps:
  - id: m
    touchpoints:
      # about the ad
      - id: a
        title: Ad
        x-jira: 1
        x-old: gone
      - {id: b, title: Shop}
      - id: c
        pains:
          - slow
"""
THEIRS = """\
cjm: 1
title: Boots  # the web shop
x-top:
  deep: [1, 2] # inside
  more: x # and more
maps:
  - id: m
    touchpoints:
      # about the new ad
      - id: a
        title: Ad
        x-jira: 2  # two
        x-new: n
      - {id: b, title: Shop, x-f: 5}
      # the new one
      - id: d
        title: Door # wide
        x-d: 7 # seven
      - id: c
        pains:
          # why
          - text: slow
            x-w: [1, 2]
# the end
"""


def sides(ours, theirs, base=BASE):
    return merged(base.encode(), ours.encode(), theirs.encode())


def test_all_that_theirs_wrote_comes_to_its_place():
    ours = BASE.replace("Shop", "Store").replace("cjm: 1\n", "cjm: 1\nx-ours: 1 # o\n")
    _sources, _made, written = sides(ours, THEIRS)
    wanted = THEIRS.replace("Shop", "Store").replace("cjm: 1\n", "cjm: 1\nx-ours: 1 # o\n")
    assert written.data.decode() == wanted
    assert not written.notices


def test_line_ends_and_depth_are_those_of_ours():
    ours = BASE.replace("      ", "        ").replace("Shop", "Store").replace("\n", "\r\n")
    made = sides(ours, THEIRS)[2].data.decode()
    assert "\n" not in made.replace("\r\n", "")
    assert "        # the new one\r\n        - id: d\r\n          title: Door # wide\r\n" in made


WITHIN = """\
cjm: 1
maps:
  - id: m
    touchpoints:
      - {id: a, title: Ad,
         channel: web} # behind
      - id: b
        tags: [one,
          two]
        x-deep:
          more:
            - 1
            - {k: 2,
               l: 3}
"""


def test_comments_within_brackets_come_above_them_and_within_unknown_values_stay():
    theirs = (
        WITHIN.replace("[one,\n", "[one, # first\n")
        .replace("title: Ad,\n", "title: Ad, # the ad\n         # its channel\n")
        .replace("- 1\n", "- 1 # deep\n")
        .replace("{k: 2,\n", "{k: 2, # deeper\n")
    )
    ours = WITHIN.replace("web", "shop")
    _sources, made, written = sides(ours, theirs, WITHIN)
    wanted = (
        ours.replace("        tags:", "        # first\n        tags:")
        .replace("      - {id: a", "      # the ad\n      # its channel\n      - {id: a")
        .replace("- 1\n", "- 1 # deep\n")
        .replace("{k: 2,\n", "{k: 2, # deeper\n")
    )
    assert written.data.decode() == wanted
    assert read(written.data).document == made.document
    assert not written.notices
    back = sides(theirs, ours, theirs)[2]
    assert back.data.decode() == ours, "what theirs took out there goes"


def test_a_key_that_both_changed_stays_ours_and_is_a_conflict():
    ours = BASE.replace("x-jira: 1", "x-jira: 3").replace("        x-old: gone\n", "")
    theirs = BASE.replace("x-jira: 1", "x-jira: 2").replace("x-old: gone", "x-old: kept")
    _sources, made, written = sides(ours, theirs)
    assert written.data.decode().startswith(ours)
    assert made.conflicts == (
        Conflict("maps/m/touchpoints/a/x-jira", "1", "3", "2"),
        Conflict("maps/m/touchpoints/a/x-old", "gone", "", "kept"),
    )
    assert read(written.data).document.conflicts == made.conflicts
    assert not written.notices


def test_a_changed_comment_keeps_no_deleted_element_and_is_told():
    ours = BASE.replace("      - {id: b, title: Shop}\n", "")
    theirs = BASE.replace("title: Shop}", "title: Shop} # good")
    _sources, made, written = sides(ours, theirs)
    assert written.data.decode() == ours
    assert not made.conflicts
    assert [words("ru")(notice) for notice in written.notices] == [
        "Не вошёл 1 комментарий или неизвестный ключ из файла theirs (строки: 11)"
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Shop}", "title: Shop, x-f: 5}"),
        ("        x-jira: 1\n", "        x-jira: 2\n"),
        ("        x-old: gone\n", ""),
        ("          - slow\n", "          - {text: slow, x-f: 5}\n"),
        ("        x-jira: 1\n", "        x-jira: 1\n        emotion: wow\n"),
    ],
)
@pytest.mark.parametrize("is_ours", [True, False])
def test_a_changed_unknown_key_keeps_an_element_that_the_other_side_deleted(old, new, is_ours):
    edited = BASE.replace(old, new)
    id = "b" if "Shop" in old else "c" if "slow" in old else "a"
    lines = BASE.splitlines(keepends=True)
    blocks = {"a": lines[5:10], "b": lines[10:11], "c": lines[11:]}
    without = BASE.replace("".join(blocks[id]), "")
    _sources, made, written = sides(*((without, edited) if is_ours else (edited, without)))
    point = f"maps/m/touchpoints/{id}"
    assert [c.path for c in made.conflicts] in ([point], [f"{point}/pains/1", point])
    (conflict,) = (c for c in made.conflicts if c.path == point)
    assert (conflict.ours == "") is is_ours
    assert (conflict.theirs == "") is not is_ours
    assert not written.notices
    assert "".join(new) in written.data.decode()
    assert conflict.base, "what stood there is told, too"


@pytest.mark.parametrize(
    ("name", "base", "ours", "theirs"),
    [
        ("emotion", "", "wow", "1"),
        ("emotion", "", "1", "wow"),
        ("emotion", "0", "wow", "1"),
        ("emotion", "meh", "wow", "1"),
        ("team", "[a, b]", "[a, b, c]", "[a, d]"),
        ("team", "[a, b]", "", "[a, d]"),
        ("x/y%", "1", "2", "3"),
        ("x y", "", '"5"', "5"),
    ],
)
def test_what_was_given_two_values_is_a_conflict_with_both_of_them(name, base, ours, theirs):
    def made_of(value):
        line = f"        {name}: {value}\n" if value else ""
        return BASE.replace("        title: Ad\n", "        title: Ad\n" + line)

    _sources, made, written = sides(made_of(ours), made_of(theirs), made_of(base))
    path = f"maps/m/touchpoints/a/{name.replace('%', '%25').replace('/', '%2F')}"
    assert made.conflicts == (Conflict(path, base, ours, theirs),)
    assert written.data.decode().startswith(made_of(ours))
    assert read(written.data).document.conflicts == made.conflicts
    assert not written.notices


def test_both_changes_of_an_unknown_mapping_stand_where_they_do_not_meet():
    base = BASE.replace("x-jira: 1", "evidence: {kind: survey, n: 5, x-w: 1}")
    ours = base.replace("n: 5", "n: 6")
    theirs = base.replace("x-w: 1", "x-w: 2")
    _sources, made, written = sides(ours, theirs, base)
    assert not made.conflicts
    assert "{kind: survey, n: 6, x-w: 2}" in written.data.decode()


def test_a_value_that_one_side_refused_and_the_other_mended_in_a_mapping_is_a_conflict():
    base = BASE.replace("x-jira: 1", "evidence: {kind: survey}")
    ours, theirs = base.replace("survey}", "survey, n: many}"), base.replace("survey}", "survey, n: 5}")
    for one, other, stands in ((ours, theirs, "many"), (theirs, ours, "5")):
        _sources, made, written = sides(one, other, base)
        (conflict,) = made.conflicts
        assert conflict.path.startswith("maps/m/touchpoints/a/evidence")
        assert "many" in conflict.ours + conflict.theirs and "5" in conflict.ours + conflict.theirs
        assert f"n: {stands}" in written.data.decode()


def test_an_element_that_ours_deleted_and_theirs_edited_comes_back_as_theirs_wrote_it():
    ours = BASE[: BASE.index("      # about")] + BASE[BASE.index("      - {id: b") :]
    theirs = BASE.replace("title: Ad", "title: Sign # neon")
    written = sides(ours, theirs)[2]
    block = theirs[theirs.index("      # about") : theirs.index("      - {id: b")]
    assert block in written.data.decode()
    assert not written.notices


# The work ----------------------------------------------------------------------------------------


def crowd(many: int, word: str, title: str = "one") -> bytes:
    """One touchpoint with many cards in a lane, all of them with a word of one side."""
    cards = "".join(f"          - gets letter {n} again and again {n}{word}\n" for n in range(many))
    return (
        "cjm: 1\ntitle: A\nmaps:\n  - id: m\n    title: M\n    touchpoints:\n      - id: t\n"
        f"        title: {title}\n        pains:\n{cards}"
    ).encode()


def calls_of_merge(many: int, mine: str, theirs: str) -> int:
    """Calls of functions, Python's and C's, that the merge of three versions takes."""
    three = [read(crowd(many, *side)) for side in (("",), (mine, "two"), (theirs,))]
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        merge_texts(*three)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    ("mine", "theirs"), [("", " theirs"), (" ours", " theirs"), ("", ": other words by far, all of them new")]
)
def test_the_work_of_a_merge_grows_as_the_lane(mine, theirs):
    calls_of_merge(10, mine, theirs)  # what is loaded or found out once
    once, twice = calls_of_merge(300, mine, theirs), calls_of_merge(600, mine, theirs)
    assert twice <= 2.4 * once, (once, twice)
