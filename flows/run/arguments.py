"""The parser of the command's arguments: it speaks the language chosen, and says what was probably meant."""

from __future__ import annotations

import argparse
import copy
import difflib
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from flows.run.language import LANGUAGES, OPTION, _, marked, shown, wrapped

OF_ARGPARSE = (
    marked("positional arguments"),
    marked("options"),
    marked("argument {}: {}"),
    marked("the following arguments are required: {}"),
    marked("unrecognized arguments: {}"),
    marked("invalid choice: {} (choose from {})"),
    marked("expected one argument"),
    marked("expected at least one argument"),
    marked("invalid {} value: {}"),
    marked("not allowed with argument {}"),
    marked("one of the arguments {} is required"),
    marked("ambiguous option: {} could match {}"),
)
"""What the standard library says of arguments; its own translations it would look for in files of the system."""
_CHOICE = re.compile(r"invalid choice: '?(.*?)'? \(choose from (.*)\)", re.DOTALL)


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help in the language spoken, in lines as wide as Chinese characters are."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Begin with the word for usage."""
        super().add_usage(usage, actions, groups, _("usage: ") if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        """Open a section."""
        super().start_section(_(heading) if heading else heading)

    def add_argument(self, action: argparse.Action) -> None:
        """Explain one argument."""
        if action.help and action.help is not argparse.SUPPRESS:
            action = copy.copy(action)
            action.help = _(action.help or "")
        super().add_argument(action)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrapped(" ".join(text.split()), width)


class Parser(argparse.ArgumentParser):
    """A parser whose errors come with its own usage, also those of a subcommand, and name what is alike."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(formatter_class=Formatter, add_help=False, **settings)
        self._given: list[str] = []
        self.add_argument("-h", "--help", action="help", help="show this help and exit")
        self.add_argument(
            OPTION,
            choices=LANGUAGES,
            default=argparse.SUPPRESS,
            help="language of the command: Chinese or English; default: that of KAIFAQU_LANG, else of the locale",
        )

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse; what is not known of a subcommand's arguments is its own error, and no concern of those above."""
        self._given = list(sys.argv[1:] if args is None else args)
        found, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return found, unknown

    def error(self, message: str) -> NoReturn:
        """Show the usage, what is wrong, and what was probably meant; exit code 2."""
        self.print_usage(sys.stderr)
        text = _("{command}: error: {message}").format(command=self.prog, message=shown(message))
        if meant := alike(message, self._given, self._option_string_actions):
            text += _("; did you mean {words}?").format(words=_(" or ").join(meant))
        self.exit(2, f"{text}\n")


def alike(message: str, given: Sequence[str], options: Iterable[str]) -> list[str]:
    """What was probably meant by a word that is wrong, the likeliest first.

    Args:
        message: the parser's.
        given: all words that it was given.
        options: those that it knows.

    Examples:
        >>> alike("invalid choice: 'rnu' (choose from 'run', 'report')", [], [])
        ['run']
        >>> alike("the following arguments are required: --quarter", ["--quater", "2024-Q1"], ["--quarter", "--raw"])
        ['--quarter']
    """
    if found := _CHOICE.search(message):
        choices = [choice.strip("'") for choice in found[2].split(", ")]
        return difflib.get_close_matches(found[1], choices, 2)
    known = list(options)
    words = [word.partition("=")[0] for word in given if word.startswith("--") and len(word) > 2]
    wrong = [word for word in words if not any(option.startswith(word) for option in known)]
    return list(dict.fromkeys(one for word in wrong for one in difflib.get_close_matches(word, known, 1)))
