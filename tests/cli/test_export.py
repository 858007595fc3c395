"""`cjm-editor export`: the formats, their options, which map, and the same bytes from two processes."""

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from cjm_editor.cli.export import file_names
from cjm_editor.core.model import Document, JourneyMap
from cjm_editor.core.texts import words
from cjm_editor.io.files import load
from cjm_editor.render.display import Text, visible
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.options import BoardOptions
from cjm_editor.render.theme import PRINT

SVG = "{http://www.w3.org/2000/svg}"
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(autouse=True)
def application(qapp):
    return qapp


def texts_of(path):
    return [node.text for node in ET.parse(path).getroot().iter(f"{SVG}text")]


@pytest.mark.parametrize("name", ["boots", "boots.en", "recovery", "bank-accessibility", "hundred-days"])
def test_every_map_of_every_sample_in_every_format(cli, sample, tmp_path, name):
    document = load(sample(name)).source.document
    for suffix, start in (("svg", b"<?xml"), ("png", b"\x89PNG\r\n"), ("pdf", b"%PDF-1.")):
        folder = tmp_path / suffix
        done = cli("export", sample(name), "--all", "--format", suffix, "-o", folder)
        assert (done.code, done.err) == (0, "")
        files = sorted(folder.iterdir())
        assert len(files) == len(document.maps)
        assert all(file.read_bytes().startswith(start) for file in files)


def test_the_texts_of_the_svg_are_those_of_the_page(cli, sample, tmp_path):
    from cjm_editor.render.page import map_page

    file = tmp_path / "a.svg"
    assert cli("export", f"{sample('boots')}#actual", "-o", file, language="ru").code == 0
    document = load(sample("boots")).source.document
    page = map_page(document, "actual", BoardOptions(theme=PRINT, words=words("ru")), bundled_measurer())
    shown = [
        item.text
        for group in page.groups
        for item in group.items
        if isinstance(item, Text) and visible(item, 0)
    ]
    assert texts_of(file) == [text for text in shown if text]
    root = ET.parse(file).getroot()
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert root.find(f"{SVG}title").text


def test_to_stdout(cli, sample):
    done = cli("export", f"{sample('boots')}#ideal", "-o", "-", "--format", "svg")
    assert ET.fromstring(done.out.encode()).tag == f"{SVG}svg"


def test_png_by_width_dpi_and_without_background(cli, sample, tmp_path):
    map_ = f"{sample('boots')}#ideal"
    sizes = {}
    for name, options in (
        ("w", ["--width", "1000"]),
        ("d", ["--dpi", "96"]),
        ("n", []),
        ("t", ["--transparent"]),
    ):
        file = tmp_path / f"{name}.png"
        assert cli("export", map_, "-o", file, *options).code == 0
        image = QImage(str(file))
        sizes[name] = image.width()
        assert image.hasAlphaChannel() is (name == "t")
    assert sizes["w"] == 1000
    assert sizes["n"] == pytest.approx(2 * sizes["d"], abs=1)


def test_a_long_map_is_broken_into_pages_or_tiles(cli, sample, tmp_path):
    pages = {}
    for name, options in (("whole", ()), ("bands", ("--page", "A3 landscape")), ("tiles", ("--tile",))):
        file = tmp_path / f"{name}.pdf"
        assert cli("export", sample("hundred-days"), "-o", file, *options).code == 0
        pages[name] = file.read_bytes().count(b"/Type /Page ")
    assert pages == {"whole": 1, "bands": 3, "tiles": 8}
    assert cli("export", sample("hundred-days"), "-o", tmp_path / "a.svg", "--tile").code == 2


def test_pdf_on_a_page(cli, sample, tmp_path):
    file = tmp_path / "a.pdf"
    assert cli("export", f"{sample('boots')}#ideal", "-o", file, "--page", "A3 landscape").code == 0
    assert re.search(rb"/MediaBox \[0 0 1190\.55 841\.89\]", file.read_bytes())
    assert cli("export", f"{sample('boots')}#ideal", "-o", file, "--page", "A33").code == 2


def test_lanes(cli, sample, tmp_path):
    file, all_ = tmp_path / "a.svg", tmp_path / "all.svg"
    assert cli("export", f"{sample('boots')}#actual", "-o", all_).code == 0
    assert cli("export", f"{sample('boots')}#actual", "-o", file, "--lanes", "emotion,pains").code == 0
    roles = {node.get("id", "") for node in ET.parse(file).getroot().iter(f"{SVG}g")}
    assert file.stat().st_size < all_.stat().st_size
    assert any("pains" in role for role in roles)
    assert not any("thoughts" in role for role in roles)
    done = cli("export", f"{sample('boots')}#actual", "-o", file, "--lanes", "pains,nonsense")
    assert done.code == 2
    assert "nonsense" in done.err
    assert "thoughts" in done.err


def test_several_maps_ask_which(cli, sample, tmp_path):
    done = cli("export", sample("boots"), "-o", tmp_path / "a.svg")
    assert done.code == 2
    assert "#actual" in done.err
    assert not list(tmp_path.iterdir())


def test_the_only_map_needs_no_name(cli, tmp_path, written):
    file = written("cjm: 1\nmaps:\n  - id: m\n    touchpoints:\n      - {id: a, title: Заявка}\n")
    assert cli("export", file, "-o", tmp_path / "a.svg").code == 0
    assert "Заявка" in texts_of(tmp_path / "a.svg")


def test_a_number_sign_in_the_file_name(cli, tmp_path, written):
    file = written("cjm: 1\nmaps:\n  - id: m\n    title: Путь\n", "client#1.cjm.yaml")
    assert cli("export", file, "-o", tmp_path / "a.svg").code == 0
    assert cli("export", f"{file}#m", "-o", tmp_path / "b.svg").code == 0


@pytest.mark.parametrize("suffix", ["svg", "png", "pdf"])
def test_an_old_file_stands_if_it_cannot_be_replaced(cli, sample, tmp_path, suffix):
    old = tmp_path / f"a.{suffix}"
    old.write_bytes(b"old")
    assert cli("export", f"{sample('boots')}#nothing", "-o", old).code == 2
    assert old.read_bytes() == b"old"
    assert cli("export", f"{sample('boots')}#ideal", "-o", tmp_path / "no" / f"a.{suffix}").code == 2
    assert [path.name for path in tmp_path.iterdir()] == [f"a.{suffix}"]
    assert cli("export", f"{sample('boots')}#ideal", "-o", old).code == 0
    assert old.read_bytes() != b"old"
    assert [path.name for path in tmp_path.iterdir()] == [f"a.{suffix}"]


def test_the_document_itself_is_not_overwritten(cli, tmp_path, written):
    path = written("cjm: 1\nmaps:\n- {id: m, title: M}\n", "d.svg")
    before = path.read_bytes()
    (tmp_path / "link.svg").symlink_to(path)
    for out in (path, tmp_path / "link.svg"):
        done = cli("export", path, "-o", out, "--format", "svg")
        assert done.code == 2
        assert "left as it is" in done.err
    done = cli("compare", f"{path}#m", f"{path}#m", "-o", path, "--format", "json")
    assert done.code == 2
    assert path.read_bytes() == before


def test_a_name_too_long_has_a_remedy(cli, sample, tmp_path):
    done = cli("export", f"{sample('boots')}#actual", "-o", tmp_path / ("a" * 300 + ".svg"))
    assert done.code == 2
    assert "too long" in done.err
    assert "shorter" in done.err


def test_a_script_that_no_font_knows_is_no_noise_on_stderr(program, written, tmp_path):
    path = written("cjm: 1\nmaps: [{id: m, touchpoints: [{id: t, title: हिन्दी ഹലോ}]}]\n")
    done = program("export", path, "-o", tmp_path / "m.pdf")
    assert done.code == 0
    assert len(done.err.splitlines()) <= 1 and "qt.text" not in done.err


def test_svg_loads_no_qt(program, sample, tmp_path):
    code = (
        "import sys; from cjm_editor.cli.main import main; code = main(['export', *sys.argv[1:]]);"
        "assert code == 0; assert not {'PySide6', 'networkx'} & sys.modules.keys()"
    )
    arguments = [f"{sample('boots')}#ideal", "-o", str(tmp_path / "a.svg")]
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True, timeout=60)


def test_pictures_come_from_the_documents_own_folder_only(cli, tmp_path, written):
    secret = tmp_path / "secret.png"
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(0xFF0000)
    image.save(str(secret))
    folder = tmp_path / "project"
    folder.mkdir()
    image.save(str(folder / "mine.png"))
    (folder / "link.png").symlink_to(secret)
    for source, is_drawn in (
        ("mine.png", True), ("../secret.png", False), (str(secret), False), ("link.png", False),
        ("file://" + str(secret), False), ("none.png", False), ("C:\\secret.png", False), ("", False),
    ):  # fmt: skip
        text = "cjm: 1\nlanes: [{id: images}]\nmaps:\n  - id: m\n    touchpoints:\n      - id: a\n        images:\n"
        (folder / "map.cjm.yaml").write_text(f'{text}          - "{source}"\n'.replace("\\", "\\\\"))
        assert cli("export", folder / "map.cjm.yaml", "-o", folder / "a.svg").code == 0
        assert ("data:image/png" in (folder / "a.svg").read_text()) is is_drawn, source


def test_names_of_all_maps_are_unlike_on_every_file_system():
    document = Document(maps=tuple(JourneyMap(id) for id in ("A", "a", "путь", "a-2")))
    names = file_names(document, "x/Boots.cjm.yaml", "png")
    assert len({name.casefold() for name in names}) == 4
    assert names[0] == "Boots-A.png"


UNLIKE = (
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C", "LANG": "C", "QT_SCALE_FACTOR": "1"},
    {
        "PYTHONHASHSEED": "99",
        "TZ": "Asia/Kolkata",
        "LC_ALL": "en_US.UTF-8",
        "LANG": "de_DE",
        "QT_FONT_DPI": "144",
    },
)


@pytest.mark.parametrize("name", ["boots", "hundred-days"])
def test_two_processes_write_the_same_bytes(sample, tmp_path, name):
    made = []
    map_id = load(sample(name)).source.document.maps[0].id
    for number, surroundings in enumerate(UNLIKE):
        folder = tmp_path / ("here" if number else "somewhere else")
        folder.mkdir()
        env = {**os.environ, "PYTHONPATH": str(ROOT), **surroundings}
        for arguments in (
            *(
                ["export", f"{sample(name)}#{map_id}", "-o", f"a.{suffix}"]
                for suffix in ("png", "svg", "pdf")
            ),
            ["export", f"{sample(name)}#{map_id}", "-o", "pages.pdf", "--page", "A4 landscape"],
            ["export", f"{sample(name)}#{map_id}", "-o", "tiles.pdf", "--tile"],
            ["new", "a.cjm.yaml", "--language", "ru", "--template", "purchase", "--title", "Покупка"],
        ):
            subprocess.run(
                [sys.executable, "-m", "cjm_editor", *arguments],
                cwd=folder, env=env, check=True, capture_output=True, timeout=120,
            )  # fmt: skip
        made.append({path.name: path.read_bytes() for path in sorted(folder.iterdir())})
    assert made[0].keys() == made[1].keys()
    assert len(made[0]) == 6
    for file, data in made[0].items():
        assert made[1][file] == data, file


def test_captions_speak_the_documents_language_unless_told_otherwise(cli, sample, tmp_path):
    made = {}
    for number, (name, asked) in enumerate(
        (("boots", []), ("boots.en", []), ("boots", ["--language", "en"]))
    ):
        for language in ("en", "ru"):
            file = tmp_path / f"{number}-{language}.svg"
            assert cli("export", f"{sample(name)}#actual", "-o", file, *asked, language=language).code == 0
            made[number, language] = file.read_text(encoding="utf-8")
        assert made[number, "en"] == made[number, "ru"]
    assert ">Боли<" in made[0, "en"]
    assert ">Pains<" in made[1, "ru"]
    assert ">Pains<" in made[2, "ru"]


def test_the_date_is_the_one_given(cli, sample, tmp_path, monkeypatch):
    file = tmp_path / "a.pdf"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert cli("export", f"{sample('boots')}#ideal", "-o", file).code == 0
    assert b"/CreationDate (D:20260101000000Z)" in file.read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert cli("export", f"{sample('boots')}#ideal", "-o", file).code == 2


def test_letters_without_a_font_are_named(cli, tmp_path):
    file = tmp_path / "a.cjm.yaml"
    file.write_text(
        "cjm: 1\nmaps:\n  - id: m\n    touchpoints:\n      - id: t\n        title: 𓀀 Ждёт\n", "utf-8"
    )
    for suffix in ("png", "pdf"):
        done = cli("--language", "ru", "export", file, "-o", tmp_path / f"a.{suffix}")
        assert done.code == 0
        assert "нет шрифта с символами 𓀀:" in done.err
    file.write_text(
        "cjm: 1\nmaps:\n  - id: m\n    touchpoints:\n      - id: t\n        title: Ждёт\n", "utf-8"
    )
    assert cli("export", file, "-o", tmp_path / "b.png").err == ""


LAWYERS = """cjm: 1
title: Shop
lanes:
  - id: thoughts
  - id: legal
    title: Lawyers
    audience: internal
maps:
  - id: m
    title: Lived
    touchpoints:
      - {id: a, title: Order, thoughts: [Fine], legal: [Secret clause]}
"""


def test_the_client_gets_no_internal_lane(cli, written, tmp_path):
    file, out = written(LAWYERS), tmp_path / "out.svg"
    for arguments, is_shown in (
        ([], True),
        (["--profile", "internal"], True),
        (["--profile", "client"], False),
    ):
        assert cli("export", file, "-o", out, *arguments).code == 0
        assert ("Secret" in out.read_text(encoding="utf-8")) == is_shown
    assert cli("export", file, "-o", out, "--profile", "client", "--lanes", "legal").code == 2


def test_the_date_asked_for_stands_on_the_picture(cli, written, tmp_path):
    file, out = written(LAWYERS), tmp_path / "out.svg"
    assert cli("export", file, "-o", out, "--date", "2025-03-04").code == 0
    assert "2025" in out.read_text(encoding="utf-8")
    assert cli("export", file, "-o", out).code == 0
    assert "2025" not in out.read_text(encoding="utf-8")
    assert cli("export", file, "-o", out, "--date", "soon").code == 2


def test_a_map_too_long_for_one_picture_is_said_to_be_too_small(cli, written, tmp_path):
    points = "".join(f"      - {{id: p{n}, title: Point {n}}}\n" for n in range(400))
    file = written(f"cjm: 1\nmaps:\n  - id: m\n    touchpoints:\n{points}")
    done = cli("export", file, "-o", tmp_path / "long.pdf")
    assert done.code == 0
    assert "too small to read" in done.err
    assert "--tile" in done.err
    assert cli("export", file, "-o", tmp_path / "tiles.pdf", "--tile").err == ""
    assert cli("export", written(LAWYERS, "short.cjm.yaml"), "-o", tmp_path / "short.pdf").err == ""


def test_what_a_picture_leaves_out_is_told_and_what_is_too_large_is_refused(cli, tmp_path, monkeypatch):
    from cjm_editor.render import extent

    file = tmp_path / "a.cjm.yaml"
    file.write_text(
        "cjm: 1\nmaps:\n- id: m\n  touchpoints:\n  - id: t\n    title: " + "long words " * 2_000 + "\n",
        encoding="utf-8",
    )
    done = cli("export", file, "-o", tmp_path / "a.svg", "--language", "en")
    assert done.code == 0
    assert "Texts longer than 10,000 characters" in done.err
    monkeypatch.setattr(extent, "MOST_TOUCHPOINTS", 0)
    done = cli("export", file, "-o", tmp_path / "b.svg", "--language", "en")
    assert done.code == 2
    assert "The map is too large for a picture: 1 touchpoint and 0 cards" in done.err
    assert not (tmp_path / "b.svg").exists()


PARKED = """cjm: 1
maps:
- id: m
  title: Shop
  stages: [{id: s, title: Buy}]
  touchpoints:
  - {id: a, stage: s, title: Pay}
  - {id: p, stage: nowhere, title: Parked}
"""


@pytest.mark.parametrize("more", [(), ("--page", "A4"), ("--tile",), ("--all",)])
def test_a_touchpoint_without_a_place_is_told_as_left_out_whatever_the_paper(cli, written, tmp_path, more):
    file, out = written(PARKED), tmp_path / ("all" if more == ("--all",) else "a.pdf")
    told = {
        "en": "“Shop”: 1 touchpoint is in no stage and left out; give it a stage.\n",
        "ru": "«Shop»: 1 точка контакта не стоит ни в одном этапе и пропущена; укажите для неё этап.\n",
    }
    for language, line in told.items():
        done = cli("export", file, "-o", out, "--language", language, *more)
        assert (done.code, done.err) == (0, line)
    placed = written(PARKED.replace("nowhere", "s"), "placed.cjm.yaml")
    assert cli("export", placed, "-o", out, *more).err == ""


@pytest.mark.parametrize("more", [(), ("--page", "A4"), ("--tile",)])
def test_each_thing_that_is_left_out_has_a_line_whatever_the_paper(cli, written, tmp_path, more):
    cards = "".join(f"    - c{n}\n" for n in range(201))
    file = written(PARKED.replace("title: Pay}", f"title: '{'long ' * 2_100}'}}") + "    pains:\n" + cards)
    file.write_text(
        file.read_text().replace("- {id: p, stage: nowhere, title: Parked}", "- id: p\n    stage: s")
    )
    done = cli("export", file, "-o", tmp_path / "a.pdf", "--language", "en", *more)
    lines = [line for line in done.err.splitlines() if "too small" not in line]
    assert ["first 200 cards" in lines[0], "Texts longer than 10,000" in lines[1]] == [True, True]
    assert len(lines) == 2


def test_a_picture_too_small_by_its_size_says_so(cli, sample, tmp_path):
    out = tmp_path / "a.png"
    done = cli("--language", "ru", "export", f"{sample('boots')}#actual", "-o", out, "--width", "800")
    assert done.code == 0 and "при ширине 800 пикселей" in done.err and "слишком длинная" not in done.err
    done = cli("--language", "en", "export", f"{sample('boots')}#actual", "-o", out, "--dpi", "20")
    assert "at 20 dots an inch" in done.err
    assert cli("export", f"{sample('boots')}#actual", "-o", out).err == ""
