"""The shipped templates."""

import pytest

from cjm_editor.core.templates import (
    TEMPLATE_LANGUAGES,
    TEMPLATES,
    template_description,
    template_file,
    template_title,
)
from cjm_editor.core.texts import words


@pytest.mark.parametrize("language", TEMPLATE_LANGUAGES)
@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_has_a_file_a_title_and_a_description(name, language):
    assert template_file(name, language).read_text(encoding="utf-8").count("cjm: 1") == 1
    assert words(language)(template_title(name))
    assert words(language)(template_description(name)).endswith(".")


def test_unknown_templates_are_errors():
    with pytest.raises(KeyError):
        template_file("../secrets", "ru")
    with pytest.raises(ValueError):
        template_file("blank", "de")
