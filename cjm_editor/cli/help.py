"""What `cjm-editor --help` says."""

from __future__ import annotations

from cjm_editor.core.texts import Message, Words, _


def summaries() -> tuple[tuple[str, Message], ...]:
    """Return the commands, each with one line on what it does."""
    return (
        ("new", _("write a new document, empty or from a template")),
        ("validate", _("check documents and list every problem with its line")),
        ("export", _("draw a map as PNG, SVG or PDF")),
        ("compare", _("compare the ideal with the actual: the gap and what to fix first")),
        ("merge", _("merge two versions of a document that were made from a third")),
    )


def overview(words: Words) -> str:
    """Return the whole help page."""
    lines = [
        words(_("Customer journey maps: draw them, compare the actual with the ideal, export the picture.")),
        "",
        words(_("usage: ")) + words(_("cjm-editor [FILE ...]        open the window")),
        " " * len(words(_("usage: "))) + words(_("cjm-editor COMMAND ...       work without a window")),
        "",
        words(_("commands")) + ":",
        *(f"  {name:<12}{words(text)}" for name, text in summaries()),
        "",
        words(_("options")) + ":",
        f"  {'--language':<12}" + words(_("ru or en: language of messages and reports")),
        f"  {'--version':<12}" + words(_("show the version and stop")),
        f"  {'-h, --help':<12}" + words(_("show this help and stop")),
        "",
        words(
            _(
                "One map of several in a file is named FILE#map-id. “cjm-editor COMMAND --help” explains a command."
            )
        ),
        words(_("Exit codes: 0 fine, 1 differences or problems were found, 2 trouble.")),
    ]
    return "\n".join(lines) + "\n"
