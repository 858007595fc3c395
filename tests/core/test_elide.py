"""Long texts where they are named again: cut at a word; short ones stay as they are."""

from cjm_editor.core.elide import REPEATED, elided, in_words
from cjm_editor.core.texts import _, words


def test_a_long_text_is_cut_at_a_word_and_a_short_one_is_not():
    assert elided("Ждёт доставку") == "Ждёт доставку"
    cut = elided("слово " * 100)
    assert len(cut) <= REPEATED and cut.endswith("слово…")
    assert len(elided("x" * 5000)) <= REPEATED and elided("x" * 5000).endswith("x…")


def test_a_sentence_keeps_its_own_words():
    said = in_words(_("In reality: “{title}”", title="y" * 5000), words("ru"))
    assert said.startswith("В жизни: «yyy") and said.endswith("…»") and len(said) < REPEATED + 20
    assert in_words("Оплата", words("ru")) == "Оплата"
