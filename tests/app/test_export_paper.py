"""The paper of a PDF is chosen in the export dialog, only where a PDF is wished for."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFormLayout, QLabel

from cjm_editor.app.dialogs.export import ExportDialog, Wish, exported
from cjm_editor.app.lettering import tell_lacking
from cjm_editor.app.pages.exports import MAP_TOO_SMALL, comparison_offer, file_stem, map_offer, trouble_of
from cjm_editor.compare.comparison import compare
from cjm_editor.core.model import Card, Document, JourneyMap, Lane, Stage, Touchpoint
from cjm_editor.core.results import Side
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.io.files import load
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.options import MOST_IN_CELL, BoardOptions
from cjm_editor.render.page import map_page
from cjm_editor.render.theme import PRINT
from tests.render import pairs

SAMPLE = Path(__file__).parents[2] / "samples" / "hundred-days.cjm.yaml"


GLYPHS = "\U00013000 Waits"
"""A hieroglyph: no font of a usual computer has it."""


@pytest.fixture
def offer():
    document = load(SAMPLE).source.document
    made = map_offer(document, document.maps[0].id, SAMPLE)
    assert made is not None
    return made


@pytest.fixture
def dialog(window, offer):
    made = ExportDialog(window, window.context, offer)
    yield made
    made.deleteLater()


def choose(dialog: ExportDialog, format: str, paper: tuple[str, bool] = ("", False)) -> None:
    for combo, wanted in ((dialog.format, format), (dialog.paper, paper)):
        for at in range(combo.count()):
            data = combo.itemData(at)
            if data == wanted or data[0] == wanted:
                combo.setCurrentIndex(at)


def pages(data: bytes) -> list[tuple[int, int]]:
    found = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data)
    return [(round(float(w)), round(float(h))) for w, h in found]


def test_paper_is_asked_for_with_pdf_only(dialog):
    for format, is_shown in (("png", False), ("pdf", True), ("svg", False)):
        choose(dialog, format)
        assert dialog.paper.isHidden() != is_shown


@pytest.mark.parametrize(
    ("paper", "count", "size"),
    [(("A3 landscape", False), 3, (1191, 842)), (("A4", True), 8, (842, 595)),
     (("A0 landscape", False), 1, (3370, 2384))],
)  # fmt: skip
def test_a_long_map_goes_on_the_paper_chosen(dialog, offer, paper, count, size):
    choose(dialog, "pdf", paper)
    made = pages(offer.make(dialog.wish()))
    assert len(made) == count
    assert set(made) <= {size, size[::-1]}


def test_without_paper_the_page_is_as_large_as_the_map(dialog, offer):
    choose(dialog, "pdf")
    ((width, height),) = pages(offer.make(dialog.wish()))
    assert width > 3 * height


def test_resolutions_are_counted_as_the_language_counts(window, offer) -> None:
    window.context.set_language("ru")
    dialog = ExportDialog(window, window.context, offer)
    shown = [dialog.dpi.itemText(at) for at in range(dialog.dpi.count())]
    dialog.deleteLater()
    assert shown == ["96 точек на дюйм", "144 точки на дюйм", "192 точки на дюйм", "300 точек на дюйм"]


def test_labels_stand_apart_from_their_fields(dialog, hands) -> None:
    dialog.show()
    hands.settle()
    form = dialog.layout()
    assert isinstance(form, QFormLayout)
    for field in (dialog.format, dialog.language, dialog.audience):
        label = form.labelForField(field)
        assert field.geometry().left() - label.geometry().right() >= 12
    dialog.close()


def test_a_page_that_cannot_be_read_is_told(dialog):
    points = Seq(tuple(Touchpoint(f"p{n}", title=f"Point {n}") for n in range(400)))
    long = map_offer(Document(maps=(JourneyMap("m", "Long", touchpoints=points),)), "m", None)
    assert long is not None
    choose(dialog, "pdf")
    long.make(dialog.wish())
    assert "choose a page format or tiles" in words("en")(exported(Path("a.pdf"), long.trouble()))
    choose(dialog, "pdf", ("A4", True))
    long.make(dialog.wish())
    assert words("en")(exported(Path("a.pdf"), long.trouble())) == "Exported: a.pdf"


@pytest.mark.parametrize(
    ("format", "paper"),
    [("png", ("", False)), ("svg", ("", False)), ("pdf", ("", False)), ("pdf", ("A4 landscape", False))],
)
def test_the_window_says_what_a_picture_leaves_out(window, hands, tmp_path, monkeypatch, format, paper):
    cards = tuple(Card(f"c{n}") for n in range(MOST_IN_CELL + 3))
    point = Touchpoint("t", title="Point", cards=(("pains", cards),))
    window.open_map("m", window.desk.new(Document(maps=(JourneyMap("m", touchpoints=Seq((point,))),))))
    path = tmp_path / f"out.{format}"
    monkeypatch.setattr("cjm_editor.app.dialogs.export.ask_save", lambda *_given: path)
    told: list[str] = []
    monkeypatch.setattr(
        "cjm_editor.app.dialogs.export.dialog_open",
        lambda _parent, context, at, trouble: told.append(context.say(exported(at, trouble))) or False,
    )

    def accept(dialog: ExportDialog) -> None:
        choose(dialog, format, paper)
        dialog.accept()

    hands.during(lambda: window.trigger("file.export"), accept)
    assert path.exists()
    (said,) = told
    assert said.startswith(f"Exported: {path}. ")
    assert "A cell shows its first 200 cards; the picture says how many more the file has." in said


def test_everything_that_is_wrong_with_a_picture_is_told(dialog):
    cards = tuple(Card(f"c{n}") for n in range(MOST_IN_CELL + 3))
    first = Touchpoint("p", title=GLYPHS, cards=(("pains", cards),))
    points = Seq((first, *(Touchpoint(f"p{n}", title=f"Point {n}") for n in range(400))))
    long = map_offer(Document(maps=(JourneyMap("m", "Long", touchpoints=points),)), "m", None)
    choose(dialog, "pdf")
    long.make(dialog.wish())
    told = words("en")(long.trouble())
    for part in ("A cell shows its first 200 cards", "choose a page format or tiles", "No font on this"):
        assert part in told


def test_a_comparison_that_cannot_be_read_is_told(dialog):
    points = Seq(tuple(Touchpoint(f"p{n}", title=f"Point {n}") for n in range(600)))
    both = [
        JourneyMap(kind, kind=kind, touchpoints=points, derived_from="actual") for kind in ("ideal", "actual")
    ]
    document = Document(maps=tuple(both))
    long = comparison_offer(compare(*(Side(document, journey, journey.id) for journey in both)))
    choose(dialog, "pdf")
    long.make(dialog.wish())
    assert "choose tiles or the report" in words("en")(exported(Path("a.pdf"), long.trouble()))
    choose(dialog, "svg")
    long.make(dialog.wish())
    assert long.trouble() is None


def test_the_report_has_the_board_behind_it_or_says_that_it_is_left_out():
    wish = Wish("report-pdf", words("en"), False, 150, False, "")
    short = comparison_offer(pairs.boots())
    sizes = pages(short.make(wish))
    assert short.trouble() is None
    assert sizes[0][0] < sizes[0][1] and sizes[-1] == (842, 595), "the board lies behind the report"
    long = comparison_offer(pairs.extremes()["300"])
    assert all(width < height for width, height in pages(long.make(wish)))
    told = words("en")(exported(Path("a.pdf"), long.trouble()))
    assert "The board is not in this file: the journey is too long" in told
    long.make(replace(wish, format="report-html"))
    assert long.trouble() is None


@pytest.mark.parametrize("format", ["report-html", "svg"])
def test_a_comparison_is_exported_without_internal_lanes(dialog, format):
    secret = (("pains", (Card("Secret pain", severity=3),)),)
    both = [
        JourneyMap(
            kind, kind=kind, touchpoints=Seq((Touchpoint("a", title="Point", emotion=n, cards=secret),))
        )
        for n, kind in enumerate(("actual", "ideal"))
    ]
    for audience, is_told in (("internal", False), ("client", True)):
        document = Document(lanes=(Lane("pains", audience=audience),), maps=tuple(both))
        made = comparison_offer(compare(*(Side(document, journey, journey.id) for journey in reversed(both))))
        choose(dialog, format)
        wish = replace(dialog.wish(), format=format)
        assert ("Secret" in made.make(wish).decode("utf-8")) == is_told


def written(tmp_path: Path, title: str) -> Path:
    path = tmp_path / "glyphs.cjm.yaml"
    path.write_text(
        f"cjm: 1\nmaps:\n  - id: m\n    touchpoints:\n      - id: t\n        title: {title}\n", "utf-8"
    )
    return path


@pytest.mark.parametrize("format", ["png", "pdf"])
@pytest.mark.parametrize(("title", "is_told"), [(GLYPHS, True), ("Ждёт", False)])
def test_an_export_with_boxes_for_letters_says_so(window, tmp_path, format, title, is_told) -> None:
    path = written(tmp_path, title)
    made = map_offer(load(path).source.document, "m", path)
    dialog = ExportDialog(window, window.context, made)
    choose(dialog, format)
    wish = dialog.wish()
    dialog.deleteLater()
    assert made.make(wish)
    told = words("en")(exported(path, made.trouble()))
    assert ("No font on this computer has \U00013000: boxes stand for them." in told) is is_told


def test_letters_without_a_font_and_text_too_small_are_both_told(tmp_path) -> None:
    document = load(SAMPLE).source.document
    journey = document.maps[0]
    first = replace(journey.touchpoints[0], title=GLYPHS)
    journey = replace(journey, touchpoints=Seq((first, *journey.touchpoints[1:])))
    pages = [
        map_page(Document(maps=(journey,)), journey.id, BoardOptions(PRINT, words("en")), bundled_measurer())
    ]
    told = words("en")(trouble_of([MAP_TOO_SMALL], pages))
    assert told.startswith(words("en")(MAP_TOO_SMALL)) and "No font on this computer" in told


@pytest.mark.parametrize("paper", [("", False), ("A4", False), ("A4", True)])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_is_left_out_is_told_after_an_export_a_line_each(window, tmp_path, paper, language) -> None:
    path = tmp_path / "a.cjm.yaml"
    cards = "".join(f"    - c{n}\n" for n in range(201))
    path.write_text(
        "cjm: 1\nmaps:\n- id: m\n  title: Shop\n  stages: [{id: s}]\n  touchpoints:\n"
        f"  - {{id: p, stage: nowhere}}\n  - id: t\n    stage: s\n    pains:\n{cards}",
        encoding="utf-8",
    )
    made = map_offer(load(path).source.document, "m", path)
    dialog = ExportDialog(window, window.context, made)
    choose(dialog, "pdf", paper)
    wish = dialog.wish()
    dialog.deleteLater()
    assert made.make(wish)
    lines = words(language)(exported(path, made.trouble())).splitlines()
    parked = {
        "en": "“Shop”: 1 touchpoint is in no stage and left out; give it a stage.",
        "ru": "«Shop»: 1 точка контакта не стоит ни в одном этапе и пропущена; укажите для неё этап.",
    }
    assert lines[0].endswith(parked[language])
    assert ("first 200 cards" if language == "en" else "не больше 200") in lines[1]


@pytest.mark.parametrize(("format", "is_told"), [("svg", True), ("report-html", False)])
def test_a_drawing_of_a_comparison_tells_what_has_no_place(format, is_told) -> None:
    points = Seq((Touchpoint("a", stage="s", title="Pay"), Touchpoint("b", stage="gone", title="Wait")))
    both = [
        JourneyMap(kind, kind=kind, title=kind.title(), stages=(Stage("s"),), touchpoints=points)
        for kind in ("ideal", "actual")
    ]
    document = Document(title="Boots", maps=tuple(both))
    made = comparison_offer(compare(*(Side(document, journey, journey.id) for journey in both)))
    data = made.make(Wish(format, words("en"), False, 150, False, ""))
    told = made.trouble()
    shown = words("en")(told) if told is not None else ""
    for title in ("Ideal", "Actual"):
        line = f"“{title}”: 1 touchpoint is in no stage and left out; give it a stage"
        assert (line in shown) is is_told
        assert is_told or line.encode() in data, "the report says it itself"


@pytest.mark.parametrize(("title", "is_told"), [(GLYPHS, True), ("Ждёт", False)])
def test_the_window_tells_of_letters_without_a_font_when_it_opens_a_document(
    window, hands, tmp_path, title, is_told
) -> None:
    window.open_path(written(tmp_path, title))
    tell_lacking(window, window.session)
    said = [label.text() for label in window.status.findChildren(QLabel)]
    assert any("No font on this computer has \U00013000" in text for text in said) is is_told


def test_the_name_proposed_for_a_comparison_says_whose_it_is():
    both = [JourneyMap(kind, kind=kind, title=kind.title()) for kind in ("ideal", "actual")]
    document = Document(title="Boots: online", maps=tuple(both))
    made = comparison_offer(compare(*(Side(document, journey, journey.id) for journey in both)))
    assert made.name == "Boots online, Actual — Ideal"


def test_a_proposed_name_loses_whole_words_and_names_the_maps_first():
    assert file_stem("A" * 200) == "A" * 80
    assert file_stem("word " * 30) == ("word " * 16).strip()
    assert file_stem("short: one?") == "short one"
    both = [JourneyMap(kind, kind=kind, title=f"Путь за обувью {kind}") for kind in ("ideal", "actual")]
    sides = [
        Side(Document(title=f"Обувь через интернет, взгляд {n}", maps=(m,)), m, m.id)
        for n, m in enumerate(both)
    ]
    made = comparison_offer(compare(*sides))
    assert made.name == "Путь за обувью actual — Путь за обувью ideal"
