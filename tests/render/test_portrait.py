"""The persona card: nothing in it is cut that fits, nothing stands outside of it."""

from cjm_editor.core.model import Persona, Segment
from cjm_editor.core.texts import words
from cjm_editor.render.display import DisplayList, Text
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.portrait import persona_card
from cjm_editor.render.theme import PRINT
from tests.render import checks, maps

MEASURER = bundled_measurer()
ROLE = "закройщица, не слышит с рождения"
QUOTE = "Мне не нужна помощь, мне нужен разговор, и чтобы говорили со мной, а не с сестрой за моей спиной"


def card(persona):
    segment = Segment("s", needs=("Выбрать вклад самой",), levers=("Переводчик",))
    return persona_card(persona, segment, 0, 0, PRINT, words("ru"), MEASURER)


def lines(group):
    return [item.text.replace("\u00a0", " ") for item in group.items if isinstance(item, Text)]


def faults(group):
    return checks.faults(DisplayList(group.w, group.h, (group,), PRINT.board))


def test_a_long_head_line_takes_two_lines():
    got = card(Persona("p", "Марина", age=34, role=ROLE))
    assert " ".join(lines(got)[:2]) == f"Марина, 34 года, {ROLE}"
    assert faults(got) == []


def test_a_full_card_keeps_everything_inside():
    got = card(Persona("p", "Марина", age=34, role=ROLE, quote=QUOTE))
    said = " ".join(lines(got))
    assert ROLE in said and QUOTE in said and "Переводчик" in said
    assert faults(got) == []


def test_words_without_a_place_to_break_stay_inside():
    assert faults(card(Persona("p", maps.LONG * 3, role=maps.LONG, quote=maps.LONG * 4))) == []
