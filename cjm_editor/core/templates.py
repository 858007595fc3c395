"""The templates that a new document can start from."""

from __future__ import annotations

from pathlib import Path

from cjm_editor.core.resources import resource
from cjm_editor.core.texts import LANGUAGES, Message, pgettext

TEMPLATES = ("blank", "eight-phases", "purchase", "service-recovery")
"""Names of the templates as the command line takes them, in the order in which they are offered."""

TEMPLATE_LANGUAGES = LANGUAGES
"""Languages that every template is written in."""


def template_title(name: str) -> Message:
    """The title of a template; raises `KeyError` for a name that is none."""
    return {
        "blank": pgettext("template", "Blank"),
        "eight-phases": pgettext("template", "8 phases"),
        "purchase": pgettext("template", "Purchase"),
        "service-recovery": pgettext("template", "Service recovery"),
    }[name]


def template_description(name: str) -> Message:
    """One sentence on what a template holds; raises `KeyError` for a name that is none."""
    return {
        "blank": pgettext("template", "Five stages to rename as you like."),
        "eight-phases": pgettext("template", "From first interest to the hundredth day after the purchase."),
        "purchase": pgettext(
            "template", "From the need to the recommendation: choice, payment, delivery, use."
        ),
        "service-recovery": pgettext("template", "Handling a bad experience so that the customer stays."),
    }[name]


def template_file(name: str, language: str) -> Path:
    """The file of a template in a language; raises `KeyError` for a name, `ValueError` for a language without one."""
    template_title(name)
    if language not in TEMPLATE_LANGUAGES:
        raise ValueError(f"no template in {language!r}")
    return resource("templates", f"{name}.{language}.cjm.yaml")
