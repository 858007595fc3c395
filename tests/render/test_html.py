"""The report as HTML: well-formed, nothing executable, nothing from outside, every fact of the result in it."""

import base64
import itertools
import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from cjm_editor.core.figures import contribution_figures, delta_text
from cjm_editor.core.model import Segment, Stage, Touchpoint
from cjm_editor.core.results import Coverage
from cjm_editor.core.seq import Seq
from cjm_editor.core.sureness import sureness
from cjm_editor.core.texts import _, words
from cjm_editor.core.wording import fix_title, reasons_beside_kind
from cjm_editor.render.face import FACES
from cjm_editor.render.html import report_html
from cjm_editor.render.marks import MarksOptions
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.theme import LIGHT
from tests.render import pairs

MEASURER = bundled_measurer()
RU, EN = words("ru"), words("en")
EVIL = "<script>alert(1)</script> \"' & \x00\x08\u2028\ud800 ]]> <img src=x onerror=alert(2)> javascript:"
CASES = 40


@pytest.fixture(scope="module")
def boots():
    return pairs.boots()


def page(result, language=RU, date="21 ноября 2026"):
    return report_html(result, MarksOptions(LIGHT, language), MEASURER, date)


def parsed(text):
    """The page read as XML, which it is as well, below its doctype."""
    first, rest = text.split("\n", 1)
    assert first == "<!DOCTYPE html>"
    return ElementTree.fromstring(rest)


def said(text):
    return " ".join(" ".join(parsed(text).itertext()).replace("\u00a0", " ").split())


class Strict(HTMLParser):
    """Collects tags, attributes and whatever is left open."""

    VOID = ("meta", "br")

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.attributes = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *attribute) for attribute in attrs]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *attribute) for attribute in attrs]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def read(text):
    reader = Strict()
    reader.feed(text)
    assert reader.open == []
    return reader


FONT = re.compile(r"url\(data:font/ttf;base64,[A-Za-z0-9+/=]+\)")


def check(text):
    parsed(text)
    text = FONT.sub("", text)  # the one thing that is part of the page
    reader = read(text)
    assert not {"script", "img", "link", "iframe", "object", "embed", "form", "base"} & set(reader.tags)
    for tag, name, value in reader.attributes:
        assert not name.startswith("on") and name not in ("src", "href", "xlink:href", "action"), (tag, name)
        assert not re.search(r"url\(|javascript:", value or "") or name == "aria-label"
    assert "url(" not in text and "@import" not in text
    ids = [value for _tag, name, value in reader.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert reader.tags.count("h1") == 1
    for _tag, name, value in reader.attributes:
        if name == "aria-labelledby":
            assert value in ids


def test_the_sample_says_everything(boots):
    text = page(boots)
    check(text)
    told = said(text)
    for side in (boots.ideal, boots.actual):
        for touchpoint in side.journey.touchpoints:
            assert touchpoint.title in told
        for stage in side.journey.stages:
            assert stage.title in told
    for fix in boots.fixes:
        assert RU(fix_title(boots, fix)).replace("\u00a0", " ") in told
        for reason in reasons_beside_kind(boots, fix):
            assert RU(reason).replace("\u00a0", " ") in told
        assert fix.also or delta_text(fix, RU) in told
    for gap in (gap for gap in boots.path if gap.is_told):
        assert RU(gap.text).replace("\u00a0", " ") in told
    for gap in boots.touchpoints:
        for fact in gap.facts:
            assert RU(fact).replace("\u00a0", " ") in told
    for points in contribution_figures(boots).values():
        assert RU.number(points, 1) in told
    for word in ("нет в жизни", "лишняя", "переехала", "разделена", "переименована", "21 ноября 2026"):
        assert word in told


def test_language_and_headings(boots):
    for language in (RU, EN):
        root = parsed(page(boots, language))
        assert root.get("lang") == language.language
        assert len(root.findall(".//h1")) == 1
        assert len(root.findall(".//h2")) >= 6
        for table in root.findall(".//table"):
            assert table.findall(".//thead//th[@scope='col']")
        assert root.find(".//{http://www.w3.org/2000/svg}svg") is not None


def test_random_pairs_and_extremes():
    for seed in range(CASES):
        check(page(pairs.random_pair(seed), (RU, EN)[seed % 2]))
    for result in pairs.extremes().values():
        check(page(result))
        check(page(result, EN))


def test_hostile_texts_stay_texts(boots):
    def worsened(side):
        journey = side.journey
        touchpoints = [replace(t, title=EVIL, channel=EVIL, expectation=EVIL) for t in journey.touchpoints]
        journey = replace(
            journey,
            title=EVIL,
            stages=tuple(Stage(s.id, EVIL) for s in journey.stages),
            touchpoints=Seq(touchpoints),
        )
        segments = (Segment("young-man", EVIL, 0.3),)
        return replace(side, journey=journey, document=replace(side.document, title=EVIL, segments=segments))

    text = page(replace(boots, ideal=worsened(boots.ideal), actual=worsened(boots.actual)), date=EVIL)
    parsed(text)
    reader = read(text)
    assert "script" not in reader.tags and "img" not in reader.tags
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert not re.search("[\x00-\x08\u2028\ud800-\udfff]", text)
    text.encode("utf-8")


def test_a_reference_without_touchpoints(boots):
    empty = pairs.extremes()["no ideal"]
    told = said(page(empty))
    assert "не посчитать" in told and "Одна точка" in told


def test_the_same_bytes_every_time(boots):
    assert page(boots) == page(pairs.boots())
    assert page(boots).endswith("</html>\n")


def test_a_lone_touchpoint_is_still_listed():
    one = Touchpoint("a", "", "Единственная")
    result = pairs.extremes()["no actual"]
    assert one.title not in said(page(result)) and "Одна точка" in said(page(result))


def test_reasons_take_the_whole_width_of_the_list(boots):
    reasons = sum(bool(fix.reasons) for fix in boots.fixes)
    text = page(boots)
    assert reasons
    assert text.count('<td colspan="6"><ul>') + text.count('<td colspan="3"><ul>') == reasons


def test_the_sponsors_part_comes_first_and_the_detail_after(boots):
    body = parsed(page(boots)).find(".//main")
    parts = list(body)
    detail = next(n for n, part in enumerate(parts) if part.get("class") == "detail")
    before = " ".join(" ".join(part.itertext()) for part in parts[:detail])
    assert "Что чинить первым" in before and "Насколько мы уверены" in before
    assert len(parts[detail - 2].findall("./ol/li")) == 5
    keys = [heading.get("id") for heading in parts[detail].findall(".//h2")]
    wanted = "all-fixes stages metrics path parts matched unmatched decided evidence".split()
    assert [key for key in keys if key != "also"] == wanted


def test_headings_go_down_step_by_step(boots):
    levels = [int(tag[1]) for tag in read(page(boots)).tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_both_sides_stand_side_by_side_and_name_themselves_on_a_phone(boots):
    text = page(boots)
    rows = parsed(text).findall(".//article//tbody/tr")
    assert len(rows) > 80 and all(row.find("th[@scope='row']") is not None for row in rows)
    heads = {cell.get("data-head") for row in rows for cell in row.findall("td")}
    assert {"Как должно быть", "Как есть"} <= heads <= {"Как должно быть", "Как есть", None}
    assert "@media (max-width:640px)" in text and "@media print" in text


def test_on_paper_no_heading_is_left_alone_and_a_long_kind_may_break(boots):
    """Seen in a browser: what stands between a heading and its first touchpoint keeps with it."""
    rules, _media, paper = page(boots).partition("@media print")
    together = re.search(r"}([^{}]*h2[^{}]*){break-after:avoid}", paper)
    assert together is not None
    assert {"h2", "h3", "h4", "h2~.soft", ".stage"} <= set(together[1].split(","))
    assert re.search(r"}\s*\.kind{white-space:nowrap}", rules) is None
    whole = re.search(r"}([^{}]*\.sheet[^{}]*){break-inside:avoid}", paper)
    assert whole is not None and {".sheet", "tr", "figure", ".sure"} <= set(whole[1].strip().split(","))


def test_of_many_doubts_five_stand_first_and_the_rest_behind_the_detail(boots):
    notices = tuple(_("Known to be {n}", n=n) for n in range(8))
    many = replace(boots, matching=replace(boots.matching, notices=notices))
    tree = parsed(page(many))
    first = [li.text for li in tree.findall(".//section[@class='sure']//li")]
    rest = [li.text for li in tree.findall(".//section[@aria-labelledby='surer']//li")]
    told = [text.strip() for text in sureness(many, RU)]
    assert len(told) > 6
    assert first[:5] == told[:5] and first[5:] == [f"и ещё {len(told) - 5} ниже"]
    assert rest == told[5:]
    assert "surer" not in page(pairs.settled(replace(boots, matching=replace(boots.matching, notices=()))))


@pytest.mark.skipif(not (shutil.which("chromium") and shutil.which("pdftotext")), reason="needs a browser")
@pytest.mark.parametrize(
    "made", [pairs.independent, lambda: pairs.boots(ideal="actual", actual="mom-actual")]
)
def test_printed_the_first_page_ends_with_how_sure_it_all_is(tmp_path, made):
    result = made()
    (tmp_path / "report.html").write_text(page(result), encoding="utf-8")
    printing = "chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer".split()
    places = (f"--user-data-dir={tmp_path / 'own'}", f"--print-to-pdf={tmp_path / 'report.pdf'}")
    subprocess.run(
        [*printing, *places, str(tmp_path / "report.html")], check=True, capture_output=True, timeout=60
    )
    reading = ["pdftotext", "-l", "1", str(tmp_path / "report.pdf"), "-"]
    told = subprocess.run(reading, check=True, capture_output=True, timeout=30).stdout.decode()
    assert "Насколько мы уверены" in told
    assert "Число у этапа — его вклад в разрыв" in " ".join(told.split()).replace("\u00a0", " ")
    assert "Что чинить и в каком порядке" not in told and "Что различается, по порядку" not in told


def test_what_is_to_be_done_is_cut_where_a_title_has_thousands_of_letters(boots):
    named = [replace(t, title="Очень длинное название " * 200) for t in boots.ideal.journey.touchpoints]
    ideal = replace(boots.ideal, journey=replace(boots.ideal.journey, touchpoints=Seq(named)))
    told = said(page(replace(boots, ideal=ideal))).partition("Что чинить первым")[2]
    first = told.partition("Что чинить и в каком порядке")[0]
    assert 0 < first.count("Очень длинное название") < 5 * 10


def test_with_few_known_emotions_no_gap_stands_as_one_number(boots):
    vague = replace(boots, score=replace(boots.score, coverage=Coverage(0.3, 1.0)))
    told = said(page(vague))
    assert "46–52" in told and str(round(boots.score.gap)) not in told.split()
    assert "Разрыв после" not in told and "разрыв станет" not in told


def test_roles_have_their_words():
    believed = said(page(pairs.boots(ideal="assumed", actual="actual")))
    assert "как думает компания" in believed and "нет в жизни" not in believed
    other = said(page(pairs.boots(ideal="actual", actual="mom-actual")))
    assert "не найдены на первой карте" in other or "не найдена на первой карте" in other
    assert "только на второй карте" not in other and "Что чинить" not in other


def test_a_missing_touchpoint_is_called_so_once_on_its_sheet(boots):
    for sheet in re.findall(r'<article class="sheet">.*?</article>', page(boots), re.DOTALL):
        assert not ("нет в жизни" in sheet and "В жизни этого нет" in sheet)


def test_the_page_brings_its_own_font(boots):
    faces = FONT.findall(page(boots))
    assert len(faces) == len(FACES)
    for face in faces:
        data = base64.b64decode(face.partition(",")[2].rstrip(")"))
        assert data[:4] == b"\x00\x01\x00\x00" and len(data) < 60_000  # cut to the letters of the page


def test_charts_are_drawn_about_as_wide_as_paper(boots):
    """Printed, their type of 11 px must stay over 7 pt."""
    widths = [float(w) for w in re.findall(r'<svg[^>]* width="([0-9.]+)"', page(boots))]
    assert max(widths) * 7 / 11 <= 182 / 25.4 * 72
