"""What a syntax error means to the person who wrote the file: the parser's terse findings in plain words."""

from __future__ import annotations

from yaml import YAMLError
from yaml.error import MarkedYAMLError

from cjm_editor.core.texts import Message, _


def error_index(error: YAMLError, text: str) -> int:
    """The index at which the parser gave up; where a bracket or quote was never closed, where it was opened."""
    if isinstance(error, MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        if error.context_mark is not None and _is_unclosed(error, text):
            mark = error.context_mark
        return min(mark.index, len(text)) if mark is not None else 0
    return 0


def _is_unclosed(error: MarkedYAMLError, text: str) -> bool:
    context, problem = error.context or "", error.problem or ""
    if "quoted scalar" in context:
        return "end of stream" in problem or "document indicator" in problem
    if "flow sequence" in context or "flow mapping" in context:
        return "did not find expected" in problem
    return False


def explained(error: YAMLError, text: str) -> Message:
    """The message of a syntax error, with its remedy. The parser's own words never reach the user."""
    if not isinstance(error, MarkedYAMLError):
        return _other()
    context, problem = error.context or "", error.problem or ""
    message = _by_context(context, problem)
    if message is not None:
        return message
    mark = error.problem_mark
    at = text[mark.index : mark.index + 1] if mark is not None else ""
    if mark is not None and "mapping values are not allowed" in problem and _is_only_colon(text, mark.index):
        return _(
            "The line is indented more than the one above, which is a field already. "
            "Begin it where the line above begins, or put the text in quotes if it goes on here."
        )
    return _by_problem(problem, at)


def _is_only_colon(text: str, index: int) -> bool:
    """Whether a colon is the first in its line, so that the line itself is no field with a second one."""
    before = text[text.rfind("\n", 0, index) + 1 : index]
    return ": " not in before and before[:1] in (" ", "\t")


def _by_context(context: str, problem: str) -> Message | None:
    """Messages for what was being read when the parser gave up."""
    if "quoted scalar" in context:
        if "escape" in problem or "hexdecimal" in problem or "Unicode" in problem:
            return _(
                "In double quotes, “\\” is followed by something YAML does not know. "
                "Write “\\\\” for a backslash, or use single quotes."
            )
        return _("A quotation mark is opened here and never closed. Close it, or remove it.")
    if "flow sequence" in context:
        return _(
            "The list opened here with “[” is not closed, or a comma is missing in it. Add “]” or the comma."
        )
    if "flow mapping" in context:
        return _(
            "The group opened here with “{{” is not closed, or a comma is missing in it. Add “}}” or the comma."
        )
    if "block scalar" in context:
        return _(
            "The text after “|” or “>” does not begin properly: nothing else may stand on that line, "
            "and the lines below are indented with spaces."
        )
    if "anchor" in context or "alias" in context:
        return _("A text that begins with “&” or “*” must be put in quotes.")
    if "tag" in context:
        return _("A text that begins with “!” must be put in quotes.")
    if "directive" in context:
        return _(
            "A line that begins with “%” is an instruction to YAML, and this one is unknown. Remove the line."
        )
    return None


def _by_problem(problem: str, at: str) -> Message:
    """Messages for what the parser missed or met."""
    if "could not find expected ':'" in problem:
        return _(
            "The line before has no colon after its key, or its text goes on here by mistake. Add the colon or indent."
        )
    if "mapping values are not allowed" in problem:
        return _(
            "A second colon in one line. Put the text in quotes, or begin a new line for the second field."
        )
    if "cannot start any token" in problem:
        if at == "\t":
            return _("A tab stands where spaces belong. Replace it with spaces.")
        return _("A text cannot begin with “{sign}” in YAML. Put it in quotes.", sign=at)
    if "tab character" in problem:
        return _("A tab stands where spaces belong. Replace it with spaces.")
    if "block sequence entries are not allowed" in problem:
        return _("A dash cannot stand here. Begin the list on a line of its own, below its key.")
    if "did not find expected key" in problem or "expected '-' indicator" in problem:
        return _("The indentation does not fit the lines above. Begin the line where its neighbours begin.")
    if "expected <document start>" in problem:
        return _(
            "What stands here belongs to no field: the indentation is wrong, or a line before is cut off."
        )
    if "YAML document" in problem or "%YAML" in problem or "version" in problem:
        return _("The line “%YAML” names a version that is unknown. Write “%YAML 1.2”, or remove the line.")
    return _other()


def _other() -> Message:
    return _(
        "This cannot be read as YAML. Look at the indentation, quotes and brackets here and in the line above."
    )
