"""argparse, speaking the language asked for.

Its own words come in English; `error` turns them into messages of the catalogue by their wording, which has been the
same from Python 3.11 to 3.14. One that is not known is passed on as it is.
"""

from __future__ import annotations

import argparse
import datetime
import re
from collections.abc import Sequence
from typing import NoReturn, TypeVar

from cjm_editor.core.errors import CjmError
from cjm_editor.core.texts import LANGUAGES, Message, Words, _

N = TypeVar("N", bound=argparse.Namespace)


class UsageError(CjmError):
    """A command line that is not understood."""

    def __init__(self, message: Message, command: str = "") -> None:
        super().__init__("usage", message)
        self.command = command


class Parser(argparse.ArgumentParser):
    """A parser of one command, or of what stands before a command (`command` empty)."""

    def __init__(
        self, words: Words, command: str, description: Message, epilog: Message | None = None
    ) -> None:
        self.words = words
        self.command = command
        super().__init__(
            prog=f"cjm-editor {command}".rstrip(),
            description=words(description),
            epilog=words(epilog) if epilog else None,
            add_help=False,
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        self.color = False  # 3.14 colours help; pages and pipes are to be the same
        self._positionals.title = words(_("arguments"))
        self._optionals.title = words(_("options"))

    def told(self, text: Message) -> str:
        """Return a help text, its per cent signs kept from argparse."""
        return self.words(text).replace("%", "%%")

    def common(self, draws: bool = False) -> None:
        """Add the options that every command has; `draws` where captions have a language of their own."""
        told = _("language of messages and reports (default: the environment's)")
        if draws:
            told = _(
                "language of messages (default: the environment's) and of drawings (default: the document's)"
            )
        self.add_argument("--language", choices=LANGUAGES, help=self.told(told))
        self.add_argument("-h", "--help", action="help", help=self.told(_("show this help and stop")))

    def format_usage(self) -> str:
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups, self._usage_prefix())
        return formatter.format_help()

    def format_help(self) -> str:
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups, self._usage_prefix())
        formatter.add_text(self.description)
        for group in self._action_groups:
            formatter.start_section(group.title)
            formatter.add_text(group.description)
            formatter.add_arguments(group._group_actions)
            formatter.end_section()
        formatter.add_text(self.epilog)
        return formatter.format_help()

    def _usage_prefix(self) -> str:
        return self.words(_("usage: "))

    def parse_args(self, args: Sequence[str], namespace: N) -> N:  # type: ignore[override]
        """Return the options. Raises `UsageError`, also for a file's name that looks like an option."""
        try:
            return super().parse_args(args, namespace)
        except UsageError as error:
            for name in args:
                if name == "--":
                    break
                if _looks_like_document(name):
                    raise UsageError(_dashed(name), self.command) from error
            raise

    def error(self, message: str) -> NoReturn:
        raise UsageError(worded(message), self.command)


def _looks_like_document(name: str) -> bool:
    """Whether an argument that begins with a dash is rather a file's name than an option."""
    return re.fullmatch(r"-(?!-|o).*\.ya?ml(?:#.*)?", name, re.IGNORECASE | re.DOTALL) is not None


def _dashed(name: str) -> Message:
    return _("“{name}” begins with a dash and is taken for an option. Write ./{name}", name=name)


def worded(message: str) -> Message:
    """Return argparse's message as one of the catalogue."""
    named = re.fullmatch(r"argument ([^:]+): (.*)", message, re.DOTALL)
    if named:
        return _option_trouble(named[1].split("/")[-1], named[2])
    missing = re.fullmatch(r"the following arguments are required: (.*)", message, re.DOTALL)
    if missing:
        names = ", ".join(name.split("/")[-1] for name in missing[1].split(", "))
        return _("Missing: {names}", names=names)
    unknown = re.fullmatch(r"unrecognized arguments: (.*)", message, re.DOTALL)
    if unknown:
        return _("Not understood: {arguments}", arguments=unknown[1])
    return _("The command line is not understood: {message}", message=message)


def _option_trouble(name: str, message: str) -> Message:
    if re.match(r"expected (one|at least one|at most one|\d+) argument", message):
        return _("{name} needs a value", name=name)
    if message.startswith("not allowed with argument"):
        other = message.removeprefix("not allowed with argument ").split("/")[-1]
        return _("{name} and {other} cannot be given together", name=name, other=other)
    choice = re.fullmatch(r"invalid choice: (.*) \(choose from (.*)\)", message, re.DOTALL)
    if choice:
        value, choices = choice[1].strip("'\""), choice[2].replace("'", "")
        if "," not in choices:
            return _(
                "{name}: only {choices} is possible, not “{value}”", name=name, value=value, choices=choices
            )
        return _("{name}: “{value}” is not one of {choices}", name=name, value=value, choices=choices)
    value = re.fullmatch(r"invalid (\w+) value: (.*)", message, re.DOTALL)
    if value:
        return _not_taken(name, value[1], value[2].strip("'\""))
    if message.startswith("ignored explicit argument"):
        return _("{name} takes no value", name=name)
    return _("{name}: {message}", name=name, message=message)


def _not_taken(name: str, type: str, value: str) -> Message:
    """Say what a value must be, given the function below that refused it."""
    if type == "positive_int":
        return _("{name} is a whole number from 1, not “{value}”", name=name, value=value)
    if type == "positive_float":
        return _("{name} is a number above 0, not “{value}”", name=name, value=value)
    if type == "gap_limit":
        return _("{name} is a number from 0 to 100, not “{value}”", name=name, value=value)
    if type == "day":
        return _("{name} is a date such as 2026-11-01, or today, not “{value}”", name=name, value=value)
    return _("{name}: “{value}” is not a number it can take", name=name, value=value)


class General(argparse.Namespace):
    """What stood before the command."""

    version: bool
    help: bool
    language: list[str]


def general_options(arguments: Sequence[str], words: Words) -> tuple[General, list[str]]:
    """Return the options before the command, and the command with all that follows."""
    found = General(version=False, help=False, language=[])
    rest = list(arguments)
    while rest and rest[0].startswith("-"):
        name, has_value, value = rest.pop(0).partition("=")
        if name == "--version" and not has_value:
            found.version = True
        elif name in ("-h", "--help") and not has_value:
            found.help = True
        elif name == "--language":
            if not has_value and not rest:
                raise UsageError(_("{name} needs a value", name=name))
            value = value if has_value else rest.pop(0)
            if value not in LANGUAGES:
                raise UsageError(
                    _(
                        "{name}: “{value}” is not one of {choices}",
                        name=name,
                        value=value,
                        choices=", ".join(LANGUAGES),
                    )
                )
            found.language = ["--language", value]
        else:
            is_file = _looks_like_document(name)
            raise UsageError(_dashed(name) if is_file else _("Not understood: {arguments}", arguments=name))
    return found, rest


def positive_int(text: str) -> int:
    """Return a whole number from 1; raises `ValueError` for other texts."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def positive_float(text: str) -> float:
    """Return a finite number above 0, its decimal sign a point or a comma; raises `ValueError` for other texts."""
    number = float(text.replace(",", "."))
    if not 0 < number < 1e9:
        raise ValueError(text)
    return number


def day(text: str) -> datetime.date:
    """Return a date written YYYY-MM-DD, or that of today; raises `ValueError` for other texts."""
    return datetime.date.today() if text == "today" else datetime.date.fromisoformat(text)


def gap_limit(text: str) -> float:
    """Return a gap 0..100; raises `ValueError` for other texts."""
    number = float(text.replace(",", "."))
    if not 0 <= number <= 100:
        raise ValueError(text)
    return number
