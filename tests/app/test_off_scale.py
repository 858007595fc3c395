"""An emotion outside its map's scale is not known to the window either."""

from cjm_editor.app.pages.overview import overview_of
from cjm_editor.core.model import Document, EmotionScale, JourneyMap, Touchpoint
from cjm_editor.core.seq import Seq
from cjm_editor.render.layout import Columns


def test_the_strip_under_the_board_shows_a_gap():
    points = [Touchpoint("a", emotion=500), Touchpoint("b", emotion=2)]
    columns = Columns((), points, [0.0, 132.0], [0, 0], (), 400.0)
    assert [point.value for point in overview_of(columns, EmotionScale(), 112, 124).points] == [None, 2]


def test_the_status_line_counts_it_as_not_known(window, hands):
    journey = JourneyMap("m", "Lived", touchpoints=Seq((Touchpoint("a", title="Order", emotion=500),)))
    window.open_map("m", window.desk.new(Document(title="Shop", language="en", maps=(journey,))))
    hands.settle()
    assert any("0 of 1" in fact for fact in window.page.status()), window.page.status()
