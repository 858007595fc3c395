"""Icons as paths."""

import pytest

from cjm_editor.render.icons import icon, icon_at, icon_data, icon_names

LENGTH = {"M": 2, "L": 2, "C": 6, "Z": 0}

NAMED = """search globe smartphone shopping-bag store phone mail message-square message-circle share-2 truck package
landmark mailbox monitor bot users megaphone circle footprints cable smile quote triangle-alert thumbs-up lightbulb eye
eye-off hand-helping settings image gauge scan-search star mic clipboard-list chart-column message-square-warning
headphones binoculars circle-help undo-2 redo-2 plus x filter layers panel-left panel-right git-compare-arrows play
file-down lock lock-open history rotate-ccw timer flag pencil trash-2 copy grip-vertical chevron-right chevron-down
zoom-in zoom-out link unlink split merge equal tilde minus arrow-left-right pin handshake""".split()


@pytest.mark.parametrize("name", NAMED)
def test_every_icon_of_the_design_is_there(name):
    assert icon(name)


@pytest.mark.parametrize("name", icon_names())
def test_an_icon_is_a_path_that_every_back_end_knows_and_stays_on_its_grid(name):
    commands = icon(name)
    assert commands[0][0] == "M"
    for letter, numbers in commands:
        assert len(numbers) == LENGTH[letter]
        assert all(-0.5 <= number <= 24.5 for number in numbers)
    assert sum(letter in "LC" for letter, _numbers in commands) >= 1


def test_an_unknown_name_is_an_error():
    with pytest.raises(KeyError, match="no-such-icon"):
        icon("no-such-icon")


def test_a_circle_becomes_four_curves():
    assert icon_data("circle") == (
        "M22 12C22 17.523 17.523 22 12 22C6.477 22 2 17.523 2 12C2 6.477 6.477 2 12 2C17.523 2 22 6.477 22 12Z",
    )


def test_an_icon_is_moved_and_scaled_to_its_place():
    assert icon_at("minus", 100, 200, 12) == (("M", (102.5, 206.0)), ("L", (109.5, 206.0)))
