"""`cjm-editor compare`: decisions about a map that is called otherwise now are used, or that they are not is told."""

import json

import pytest

WANTED = """cjm: 1
maps:
  - id: wanted
    kind: ideal
    touchpoints:
      - {id: w1, title: Pays at the till}
      - {id: w2, title: Joins the club}
comparisons:
  - ideal: wanted
    actual: lived.cjm.yaml#journey
    links:
      - {ideal: [w1], actual: [a2], state: pinned, ideal_titles: [Pays at the till], actual_titles: [Gets a card]}
"""
LIVED = """cjm: 1
maps:
  - id: %s
    kind: actual
    touchpoints:
      - {id: a1, title: %s}
      - {id: a2, title: %s}
"""
TITLES = ("Settles the bill", "Gets a card")


@pytest.fixture
def compare(cli, written):
    def call(file, id, titles=TITLES, *options, language="en"):
        one, other = written(WANTED, "wanted.cjm.yaml"), written(LIVED % (id, *titles), file)
        return cli("compare", one, other, *options, language=language)

    return call


@pytest.mark.parametrize(("file", "id"), [("dinner.cjm.yaml", "journey"), ("lived.cjm.yaml", "evening")])
def test_decisions_are_used_for_a_map_called_otherwise(compare, file, id):
    found = json.loads(compare(file, id, TITLES, "--format", "json").out)
    assert [link["actual"] for link in found["links"] if link["by"] == "pin"] == [["a2"]]
    told = "1 decision made for “lived.cjm.yaml#journey” is used"
    assert any(notice.startswith(told) and f"“{file}#{id}”" in notice for notice in found["notices"])
    assert told in compare(file, id).out
    assert "Учтено 1 решение о карте «lived.cjm.yaml#journey»" in compare(file, id, language="ru").out


def test_decisions_that_are_not_used_are_told(compare, tmp_path):
    foreign = ("Orders a taxi", "Sits in traffic")
    told = (
        "1 decision is not used: it names a map that is not one of the two compared: lived.cjm.yaml#journey"
    )
    assert told in compare("lived.cjm.yaml", "evening", foreign).out
    done = compare("lived.cjm.yaml", "evening", foreign, "-o", tmp_path / "board.svg")
    assert told in done.err, "the picture does not say it"
    assert "is not used" not in compare("taxi.cjm.yaml", "evening", foreign).out


def test_a_file_that_decisions_name_is_not_opened(compare, tmp_path):
    """Only names are compared: whether the file is there makes no difference."""
    without = compare("dinner.cjm.yaml", "journey").out
    (tmp_path / "lived.cjm.yaml").write_text(LIVED % ("journey", *TITLES), encoding="utf-8")
    assert compare("dinner.cjm.yaml", "journey").out == without


def test_decisions_about_a_map_with_another_file_and_id_do_not_vanish_without_a_word(compare, tmp_path):
    told = "1 decision made for “lived.cjm.yaml#journey” is not used: “dinner.cjm.yaml#evening” has its touchpoints"
    found = json.loads(compare("dinner.cjm.yaml", "evening", TITLES, "--format", "json").out)
    assert [link for link in found["links"] if link["by"] == "pin"] == []
    assert [notice for notice in found["notices"] if notice.startswith(told)]
    assert told in compare("dinner.cjm.yaml", "evening").out
    ru = compare("dinner.cjm.yaml", "evening", language="ru").out
    assert "Не учтено 1 решение о карте «lived.cjm.yaml#journey»" in ru
    done = compare("dinner.cjm.yaml", "evening", TITLES, "-o", tmp_path / "board.svg")
    assert told in done.err, "the picture does not say it"
