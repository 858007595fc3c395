"""`cjm-editor compare`: which maps, which roles, which exit code."""

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from cjm_editor.core.model import Card, Evidence, Lane, Metric
from cjm_editor.core.schema import CARD_LANES, VALUE_LANES
from cjm_editor.core.seq import Seq
from cjm_editor.io.files import load
from cjm_editor.io.writer import to_bytes

TWO = """cjm: 1
maps:
  - id: is
    kind: actual
    touchpoints:
      - {id: a, title: Заявка, emotion: %s}
      - {id: b, title: Оплата, emotion: 1}
  - id: must
    kind: ideal
    derived_from: is
    touchpoints:
      - {id: a, title: Заявка, emotion: 2}
      - {id: b, title: Оплата, emotion: 1}
"""


def data(done):
    return json.loads(done.out)


@pytest.fixture
def pair(written):
    """A document with an actual and an ideal map, the actual's first emotion given."""
    return lambda emotion=2: written(TWO % emotion)


def test_one_file_with_one_pair(cli, pair):
    done = cli("compare", pair(0), "--format", "json")
    assert done.code == 1
    found = data(done)
    assert found["compare"]["ideal"].endswith("map.cjm.yaml#must")
    assert found["compare"]["actual"].endswith("map.cjm.yaml#is")
    assert found["score"]["gap"] > 0


def test_no_gap_is_0(cli, pair):
    assert cli("compare", pair(2)).code == 0


def test_a_better_actual_is_no_gap_but_a_change(cli, written):
    file = written(
        TWO.replace("{id: b, title: Оплата, emotion: 1}", "{id: b, title: Оплата, emotion: 2}", 1) % 2
    )
    done = cli("compare", file, "--format", "json")
    assert data(done)["score"]["gap"] == 0
    assert done.code == 1
    assert cli("compare", file, "--max-gap", "0").code == 0


@pytest.mark.parametrize(("limit", "code"), [("0", 1), ("100", 0), ("99,5", 0), ("0.001", 1)])
def test_max_gap(cli, pair, limit, code):
    assert cli("compare", pair(-2), "--max-gap", limit).code == code


def test_max_gap_is_met_by_the_very_gap(cli, pair):
    gap = data(cli("compare", pair(-1), "--format", "json"))["score"]["gap"]
    assert cli("compare", pair(-1), "--max-gap", gap + 1e-3).code == 0
    assert cli("compare", pair(-1), "--max-gap", gap - 1e-3).code == 1


def test_an_extra_touchpoint_alone_is_1(cli, written):
    extra = TWO.replace("  - id: must", "      - {id: c, title: Звонок с вопросом, emotion: 2}\n  - id: must")
    assert cli("compare", written(extra % 2), "--max-gap", "100").code == 0
    assert cli("compare", written(extra % 2)).code == 1


@pytest.mark.parametrize("order", [("is", "must"), ("must", "is")])
def test_the_ideal_is_the_reference_in_any_order(cli, pair, order):
    file = pair(0)
    done = cli("compare", f"{file}#{order[0]}", f"{file}#{order[1]}", "--format", "json")
    assert data(done)["compare"]["ideal"].endswith("#must")
    swapped = cli("compare", f"{file}#{order[0]}", f"{file}#{order[1]}", "--format", "json", "--swap")
    assert data(swapped)["compare"]["ideal"].endswith("#is")


def test_of_equal_kinds_the_first_is_the_reference(cli, pair):
    file = pair(0)
    done = cli("compare", f"{file}#is", f"{file}#is", "--format", "json")
    assert done.code == 0
    assert data(done)["score"]["gap"] == 0


def test_one_map_finds_its_counterpart(cli, pair):
    file = pair(0)
    for name in ("is", "must"):
        assert data(cli("compare", f"{file}#{name}", "--format", "json"))["compare"]["ideal"].endswith(
            "#must"
        )


def test_maps_of_two_files(cli, written):
    document = yaml.safe_load(TWO % 0)
    for number, name in enumerate(("one", "two")):
        part = {"cjm": 1, "maps": [document["maps"][number]]}
        written(yaml.safe_dump(part, allow_unicode=True, sort_keys=False), f"{name}.cjm.yaml")
    folder = written("", "none").parent
    done = cli("compare", folder / "one.cjm.yaml", folder / "two.cjm.yaml", "--format", "json")
    assert done.code == 1
    assert len(data(done)["links"]) == 2


def test_several_pairs_ask_for_the_segment(cli, sample):
    done = cli("compare", sample("boots"))
    assert done.code == 2
    assert "young-man" in done.err
    assert "#ideal" in done.err
    assert cli("compare", sample("boots"), "--segment", "young-man").code == 1
    assert cli("compare", sample("boots"), "--segment", "nobody").code == 2


def test_a_segment_that_no_file_knows_is_refused_with_those_there_are(cli, sample):
    one, other = sample("boots"), sample("boots-independent")
    done = cli("compare", one, other, "--segment", "nobody")
    assert done.code == 2
    assert "nobody" in done.err and "young-man" in done.err and "s1" in done.err
    done = cli("compare", f"{one}#ideal", other, "--segment", "young-man")
    assert done.code == 2  # it chooses in the second file only
    assert "s1" in done.err and "mother-of-three" not in done.err
    assert cli("compare", one, f"{other}#journey", "--segment", "nobody").code == 2
    assert cli("compare", f"{one}#ideal", other, "--segment", "s1").code == 1


@pytest.mark.parametrize("named", [["boots#ideal"], ["boots#ideal", "boots#actual"]])
def test_a_segment_has_nothing_to_choose_among_maps_that_are_named(cli, sample, named):
    names = [f"{sample(file)}#{map}" for file, map in (name.split("#") for name in named)]
    done = cli("compare", *names, "--segment", "young-man")
    assert done.code == 2
    assert "--segment" in done.err


@pytest.fixture
def long(written):
    """A document with two maps too long for one picture."""
    points = "".join(f"      - {{id: p{n}, title: Point {n}, emotion: 1}}\n" for n in range(600))
    maps = "".join(
        f"  - id: {kind}\n    kind: {kind}\n    touchpoints:\n{points}" for kind in ("ideal", "actual")
    )
    return written(f"cjm: 1\nmaps:\n{maps}")


def test_a_comparison_too_long_for_one_picture_is_said_to_be_too_small(cli, sample, long, tmp_path, qapp):
    done = cli("compare", long, "-o", tmp_path / "long.pdf", "--what", "board")
    assert "too small to read" in done.err and "--tile" in done.err
    assert cli("compare", long, "-o", tmp_path / "tiles.pdf", "--tile").err == ""
    assert cli("compare", long, "-o", tmp_path / "long.svg").err == ""
    boots = (sample("boots"), "--segment", "young-man", "-o")
    assert cli("compare", *boots, tmp_path / "whole.pdf").err == ""
    assert "too small" in cli("compare", *boots, tmp_path / "card.pdf", "--page", "A5").err
    assert "too small" in cli("compare", *boots, tmp_path / "card.png", "--width", "400").err


def test_without_a_paper_asked_for_every_page_is_a4(cli, sample, long, tmp_path):
    """The board behind the report lies whole on one page where it can be read there, else it is broken between stages;
    one that takes more than a few pages is left out, which is said."""
    sizes = {}
    boots = sample("boots")
    for name, wanted in (
        ("boots", (boots, "--segment", "young-man")),
        ("two", (f"{boots}#ideal", sample("boots-independent"))),
        ("long", (long,)),
    ):
        out = tmp_path / f"{name}.pdf"
        err = cli("compare", *wanted, "-o", out).err
        assert ("--what board" in err and "--tile" in err) if name == "long" else err == ""
        boxes = re.findall(rb"/MediaBox ?\[([0-9. ]+)\]", out.read_bytes())
        sizes[name] = [tuple(round(float(side)) for side in box.split()[2:]) for box in boxes]
    assert {tuple(sorted(size)) for found in sizes.values() for size in found} <= {(595, 842), (596, 842)}
    assert sizes["boots"].count((842, 595)) == 1, "one page of the board"
    assert sizes["two"].count((842, 595)) == 2
    assert not any(size == (842, 595) for size in sizes["long"]), "no tiles"


@pytest.mark.parametrize("paper", [[], ["--tile"], ["--page", "A3 landscape"]])
def test_every_page_of_the_pdf_is_counted(cli, sample, tmp_path, paper, monkeypatch):
    bound = []
    monkeypatch.setattr("cjm_editor.cli.compare.printed", lambda pages, *_rest: bound.append(pages) or b"")
    cli("compare", sample("boots"), "--segment", "young-man", "-o", tmp_path / "report.pdf", *paper)
    (pages,) = bound
    numbers = [re.findall(r"стр\. (\d+) из (\d+)", " ".join(said(page))) for page in pages]
    drawings = sum(not found for found in numbers)
    assert (
        numbers
        == [[(str(n), str(len(pages)))] for n in range(1, len(pages) + 1 - drawings)] + [[]] * drawings
    )
    assert drawings > 1 if "--tile" in paper else not drawings
    assert (round(pages[0].paper.width), round(pages[0].paper.height)) == (596, 842), "the report stays on A4"


def said(page):
    """The texts of a page: of a drawing, or of the views of a sheet."""
    groups = page.groups if hasattr(page, "groups") else [g for view in page.views for g in view.groups]
    return [item.text for group in groups for item in group.items if hasattr(item, "text")]


@pytest.mark.parametrize("name", ["#nothing", "#"])
def test_a_map_that_is_not_there_is_2_with_the_list(cli, pair, name):
    done = cli("compare", f"{pair()}{name}", f"{pair()}#is")
    assert done.code == 2
    assert "#must" in done.err


def test_a_document_without_maps(cli, written):
    assert cli("compare", written("cjm: 1\n")).code == 2
    other = written("cjm: 1\n", "other.cjm.yaml")
    assert cli("compare", other, other).code == 2


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("format", ["text", "md"])
def test_reports_speak_the_language_asked_for(cli, sample, format, language):
    name = "boots" if language == "ru" else "boots.en"
    done = cli("compare", sample(name), "--segment", "young-man", "--format", format, language=language)
    assert done.code == 1
    assert bool(re.search("[а-яё]", done.out)) is (language == "ru")
    assert "{" not in done.out


def test_the_report_goes_to_a_file(cli, pair, tmp_path):
    for name, start in (("a.json", "{"), ("a.md", "#"), ("a.txt", "")):
        done = cli("compare", pair(0), "-o", tmp_path / name)
        assert done.code == 1
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
        assert name in done.out


@pytest.mark.parametrize("format", ["text", "json", "md"])
def test_texts_load_neither_qt_nor_networkx(program, pair, format):
    import subprocess
    import sys

    code = (
        "import sys; from cjm_editor.cli.main import main; main(['compare', *sys.argv[1:]]);"
        "assert not {'PySide6', 'networkx'} & sys.modules.keys()"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(pair(0)), "--format", format],
        check=True,
        capture_output=True,
        timeout=60,
    )


def test_pictures_of_a_comparison(cli, sample, tmp_path, qapp):
    starts = {"png": b"\x89PNG", "pdf": b"%PDF", "svg": b"<?xml", "html": b"<!DOCTYPE html"}
    for suffix, start in starts.items():
        file = tmp_path / f"gap.{suffix}"
        done = cli("compare", sample("boots"), "--segment", "young-man", "-o", file)
        assert done.code == 1, done.err
        assert file.read_bytes()[:14].lower().startswith(start.lower())
    root = ET.parse(tmp_path / "gap.svg").getroot()
    texts = {node.text for node in root.iter("{http://www.w3.org/2000/svg}text")}
    assert "Поиск" in texts
    pages = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", (tmp_path / "gap.pdf").read_bytes())
    assert [float(side) for side in pages[0]] == pytest.approx([595, 842], abs=1)
    assert float(pages[-1][0]) > float(pages[-1][1])
    page = (tmp_path / "gap.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=[\"'](?!data:|#)", page)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--max-gap", "100"], 0), ([], 1), (["--segment", "nobody"], 2), (["--nonsense"], 2)],
)
def test_exit_codes_of_the_real_program(program, pair, arguments, code):
    assert program("compare", pair(0), *arguments).code == code


DECIDED = (
    TWO % 0
    + """comparisons:
  - ideal: must
    actual: is
    links:
      - {ideal: [a], actual: [a]}
      - {ideal: [b], actual: [b]}
      - {ideal: [a], actual: [%s], state: %s}
"""
)


@pytest.mark.parametrize(("actual", "state"), [("b", "pinned"), ("a", "banned")])
@pytest.mark.parametrize("is_turned", [False, True])
def test_contradicting_decisions_are_named_by_file_and_line(cli, written, actual, state, is_turned):
    text = DECIDED % (actual, state)
    if is_turned:
        head, links = text.split("comparisons:")
        swapped = links.replace("ideal:", "x:").replace("actual:", "ideal:").replace("x:", "actual:")
        text = head + "comparisons:" + swapped
    file = written(text)
    done = cli("compare", file)
    assert done.code == 2
    lines = text.splitlines()
    own = [n for n, line in enumerate(lines, 1) if "[a]" in line and "links" not in line]
    places = [own[0], len(lines)]
    told = done.err.splitlines()[-2:]
    for line, place, other in zip(told, places, reversed(places), strict=True):
        assert line.startswith(f"{file}:{place}:")
        assert f"in line {other}." in line


@pytest.mark.parametrize(
    ("actual", "state", "places"), [("b", "pinned", [(20, 18), (20, 19)]), ("a", "banned", [(18, 20)])]
)
@pytest.mark.parametrize(("language", "said"), [("en", "The other one is in line"), ("ru", "стоит в строке")])
def test_validate_names_both_lines_of_contradicting_decisions(
    cli, written, actual, state, places, language, said
):
    file = written(DECIDED % (actual, state))
    done = cli("validate", file, language=language)
    told = [line.removeprefix(f"{file}:") for line in done.out.splitlines() if said in line]
    found = [(int(line.partition(":")[0]), int(line.rstrip(".").rpartition(" ")[2])) for line in told]
    assert done.code == 1 and found == places


def test_a_file_without_two_maps_says_so(cli, written):
    for maps in ("maps: []", "maps: [{id: one}]"):
        done = cli("compare", written(f"cjm: 1\n{maps}\n"))
        assert done.code == 2
        assert "not two maps" in done.err
        assert "—" not in done.err


DRAWN_APART = """cjm: 1
maps:
  - id: is
    kind: actual
    touchpoints:
      - {id: x, title: Бронирует борт}
      - {id: y, title: Получает посадочный}
  - id: must
    kind: ideal
    touchpoints:
      - {id: a, title: Берёт рейс}
      - {id: b, title: Получает посадочный}
"""


def test_a_glossary_of_the_project_says_which_words_mean_the_same(cli, written, tmp_path):
    file, glossary = written(DRAWN_APART), tmp_path / "words.txt"
    glossary.write_text("# у нас\nflight: борт, рейс\ntake: брать, берёт, бронирует\n", encoding="utf-8")
    plain = data(cli("compare", file, "--format", "json"))
    found = data(cli("compare", file, "--format", "json", "--glossary", str(glossary)))
    assert [(link["ideal"], link["actual"]) for link in found["links"]] == [(["a"], ["x"]), (["b"], ["y"])]
    before = [link["confidence"] for link in plain["links"] if link["ideal"] == ["a"] and link["actual"]]
    assert found["links"][0]["confidence"] > max(before, default=0)


@pytest.mark.parametrize(
    ("content", "line", "remedy"),
    [
        (b"a: b, c\nonly words", 2, "name: word, word, two words"),
        (b"name:\n", 1, "name: word, word, two words"),
        (b"ok: a, b\nbad: \xff\n", 2, "Save it as UTF-8"),
        (b": a, b", 1, "name: word, word, two words"),
        (b"# ok\npass: boarding pass, the pass that one shows at the gate", 2, "Shorten “the pass that"),
        (b"a: b" + b", b" * 4000, 1, "Divide the group"),
        (b"a: b\n" * 10_001, 10_001, "Take out what is not needed"),
    ],
)
def test_a_glossary_that_cannot_be_read_is_told_with_its_line_and_a_remedy(
    cli, written, tmp_path, content, line, remedy
):
    glossary = tmp_path / "words.txt"
    glossary.write_bytes(content)
    done = cli("compare", written(DRAWN_APART), "--glossary", str(glossary))
    assert done.code == 2 and f"words.txt:{line}:" in done.err and remedy in done.err


def test_a_glossary_that_is_not_there_is_told(cli, written, tmp_path):
    done = cli("compare", written(DRAWN_APART), "--glossary", str(tmp_path / "none.txt"))
    assert done.code == 2 and "none.txt" in done.err


def test_an_emotion_outside_the_scale_is_unknown_to_the_board_and_the_gap(cli, tmp_path, written):
    text = """cjm: 1
title: Off the scale
segments:
  - id: s
    title: All
maps:
  - id: ideal
    title: Ideal
    kind: ideal
    segment: s
    touchpoints:
      - {id: a, title: Order, emotion: 2}
      - {id: b, title: Pay, emotion: 2}
  - id: actual
    title: Actual
    segment: s
    touchpoints:
      - {id: a, title: Order, emotion: 500}
      - {id: b, title: Pay, emotion: 2}
"""
    file = written(text)
    done = cli("compare", file, "--format", "json")
    unknown = written(text.replace(", emotion: 500", ""), "unknown.cjm.yaml")
    assert data(done)["score"] == data(cli("compare", unknown, "--format", "json"))["score"]
    assert data(done)["score"]["coverage"]["emotion"] == 0.5
    alone = written("\n".join(line for line in text.splitlines() if "id: b" not in line), "alone.cjm.yaml")
    done = cli("compare", alone, "--format", "json")
    assert (done.code, data(done)["score"]["coverage"]["emotion"]) == (1, 0), "no false gap of 0"
    cli("export", f"{file}#actual", "-o", tmp_path / "off.svg")
    assert "not known" in (tmp_path / "off.svg").read_text(encoding="utf-8")
    assert "emotion: 500" in file.read_text(encoding="utf-8")


SECRET = "Secret"
"""Stands in every text of an internal lane."""


@pytest.fixture
def secretive(sample, tmp_path):
    """Boots with every lane internal that may be: each holds secrets, in all maps."""
    document = load(Path(sample("boots"))).source.document
    held = (*sorted(CARD_LANES), "own")
    cards = tuple((lane, (Card(f"{SECRET} {lane}", severity=3, evidence=(PROOF,)),)) for lane in held)
    lanes = [
        Lane(id, SECRET if id == "own" else "", audience="internal") for id in (*held, *sorted(VALUE_LANES))
    ]
    told = {
        "feelings": (SECRET,),
        "expectation": f"{SECRET} expectation",
        "outcome": f"{SECRET} outcome",
        "met": "no",
        "metrics": (Metric(f"{SECRET} metric", 1), *NPS),
        "cards": cards,
    }
    maps = []
    for n, journey in enumerate(document.maps):
        points = [replace(t, channel=f"{SECRET} {n}", images=(SECRET,), **told) for t in journey.touchpoints]
        stages = tuple(replace(stage, **told) for stage in journey.stages)
        maps.append(replace(journey, touchpoints=Seq(points), stages=stages))
    file = tmp_path / "secretive.cjm.yaml"
    file.write_bytes(to_bytes(None, replace(document, lanes=tuple(lanes), maps=tuple(maps))))
    return file


PROOF = Evidence("interview", 8, SECRET)
NPS = (Metric("nps", 7.0),)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_nothing_internal_is_handed_on(cli, secretive, tmp_path, language, monkeypatch):
    named = (secretive, "--segment", "young-man")
    for format in ("html", "md", "svg"):
        assert SECRET not in cli("compare", *named, "--format", format, language=language).out, format
    bound = []
    monkeypatch.setattr("cjm_editor.cli.compare.printed", lambda pages, *_rest: bound.append(pages) or b"")
    cli("compare", *named, "-o", tmp_path / "report.pdf", language=language)
    assert not [text for page in bound[0] for text in said(page) if SECRET in text]
    for format in ("text", "json"):
        assert SECRET in cli("compare", *named, "--format", format, language=language).out
        done = cli("compare", *named, "--format", format, "--profile", "client", language=language)
        assert SECRET not in done.out


def test_what_is_handed_on_has_no_internal_profile(cli, sample):
    done = cli(
        "compare", sample("boots"), "--segment", "young-man", "--format", "html", "--profile", "internal"
    )
    assert done.code == 2


def test_the_client_reads_the_same_numbers(cli, secretive):
    named = (secretive, "--segment", "young-man", "--format", "json")
    ours, theirs = data(cli("compare", *named)), data(cli("compare", *named, "--profile", "client"))
    assert ours["score"] == theirs["score"] and ours["links"] == theirs["links"]
    numbers = [
        [(f["rank"], f["link"], f["delta"], f["after"]) for f in d["fixes"] if not f["also"]]
        for d in (ours, theirs)
    ]
    assert numbers[0] == numbers[1]
    assert all(fix["reasons"] for fix in theirs["fixes"] if fix["also"])


def test_the_date_asked_for_stands_on_what_is_drawn(cli, pair, tmp_path):
    for name in ("gap.html", "gap.svg"):
        out = tmp_path / name
        cli("compare", pair(0), "-o", out, "--date", "2025-03-04")
        assert "2025" in out.read_text(encoding="utf-8")
        cli("compare", pair(0), "-o", out)
        assert "4 March" not in out.read_text(encoding="utf-8") and "марта" not in out.read_text("utf-8")
    assert cli("compare", pair(0), "--date", "2025-03-04").code == 2


def test_a_pdf_holds_the_board_or_the_report_alone(cli, pair, tmp_path):
    out, pages = tmp_path / "gap.pdf", {}
    for what in ((), ("--what", "board"), ("--what", "report")):
        assert cli("compare", pair(0), "-o", out, *what).code == 1
        pages[what[1:]] = len(re.findall(rb"/MediaBox", out.read_bytes()))
    assert pages["board",] == 1 and pages["report",] == pages[()] - 1
    assert cli("compare", pair(0), "-o", out, "--what", "report", "--tile").code == 2
    assert cli("compare", pair(0), "-o", tmp_path / "gap.html", "--what", "board").code == 2


@pytest.mark.parametrize(
    ("name", "more", "is_drawn"),
    [("a.svg", (), True), ("a.pdf", ("--what", "board"), True), ("a.pdf", (), False), ("a.html", (), False)],
)
def test_touchpoints_without_a_place_are_told_beside_a_drawing(cli, written, tmp_path, name, more, is_drawn):
    maps = "".join(
        f"- id: {kind}\n  kind: {kind}\n  title: {kind.title()}\n  stages: [{{id: s, title: Buy}}]\n  touchpoints:\n"
        f"  - {{id: a, stage: s, title: Pay}}\n  - {{id: b, stage: {stage}, title: Wait}}\n"
        for kind, stage in (("actual", "nowhere"), ("ideal", "s"))
    )
    file, out = written(f"cjm: 1\nmaps:\n{maps}"), tmp_path / name
    done = cli("compare", file, "-o", out, "--language", "en", *more)
    told = "“Actual”: 1 touchpoint is in no stage and left out; give it a stage"
    assert done.code in (0, 1)
    assert (told in done.err) is is_drawn
    if name == "a.html":
        assert told in out.read_text(encoding="utf-8")
    assert told in cli("compare", file, "--language", "en").out
