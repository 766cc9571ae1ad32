"""The language in which the command speaks: English as the code has it, or Chinese by its catalogue.

The catalogue is `flows/locale/zh_CN/LC_MESSAGES/kaifaqu.po`. What the command says itself is looked up word for word
(`_`). What deeper rooms say, errors and progress, is put together there in English, since it is also written down (in
tables, in Prefect's log); the few places that show it know it again by the catalogue's entries with `{}` (`shown`).
English loads neither catalogue nor its reader.
"""

from __future__ import annotations

import gettext
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import pairwise
from pathlib import Path

CATALOGUE = Path(__file__).resolve().parent.parent / "locale" / "zh_CN" / "LC_MESSAGES" / "kaifaqu.po"
LANGUAGES = ("zh", "en")
NONE = "none"
OPTION = "--lang"
VARIABLES = ("KAIFAQU_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
"""Of the environment; the first that says something decides."""
# blanks; a Chinese character with the punctuation that may not begin or end a line; a word
_PIECES = re.compile(r"\s+|[（《]?[\u2e80-\uffef][，。；：、）》]*|[^\s\u2e80-\uffef]+")


class Voice:
    """English: every text as it is."""

    translations = gettext.NullTranslations()

    def shown(self, text: str) -> str:
        """The text as it is."""
        return text


class Translated(Voice):
    """A language with a catalogue."""

    def __init__(self, catalogue: Path) -> None:
        import io

        import polib

        read = polib.pofile(str(catalogue))
        self.translations = gettext.GNUTranslations(io.BytesIO(read.to_binary()))
        entries = [
            (text, entry.msgstr or entry.msgstr_plural[0])
            for entry in read
            for text in (entry.msgid, entry.msgid_plural)
            if "{}" in text
        ]
        # the one that says most itself comes first
        entries.sort(key=lambda entry: -len(entry[0].replace("{}", "")))
        self._templates = [(template(text), said) for text, said in entries]

    def shown(self, text: str) -> str:
        """A text of a deeper room, and what it quotes of another one."""
        if text and (said := self.translations.gettext(text)) != text:
            return said
        for pattern, said in self._templates:
            if found := pattern.fullmatch(text):
                return said.format(*map(self._part, found.groups()))
        # what is wrong, and with what: there is no such version: 2024
        problem, colon, what = text.partition(": ")
        if colon and (said := self.shown(problem)) != problem:
            return f"{said}：{self._part(what)}"
        return text

    def _part(self, text: str) -> str:
        # a single word is the name of something: of a file, a column, a zone
        return self.shown(text) if " " in text or text == NONE else text


def template(text: str) -> re.Pattern[str]:
    """What matches the texts that an entry with `{}` stands for.

    Examples:
        >>> template("{} is no quarter").fullmatch("'2024' is no quarter").groups()
        ("'2024'",)
        >>> template("{} is no quarter").fullmatch("there is no quarter")
    """
    pattern = "(.*?)".join(map(re.escape, text.split("{}")))
    # a text with a subject of its own is no quotation followed by what is said of it
    own = "(?!(?:there|this|it|its|the) )" if text.startswith("{}") else ""
    return re.compile(own + pattern, re.DOTALL)


@cache
def _chinese() -> Translated:
    return Translated(CATALOGUE)


_voice = Voice()
# a variable of the module, as a run's threads are to speak as the command does


def language(words: Sequence[str], environment: Mapping[str, str] = os.environ) -> str:
    """The language to speak: that of `--lang`, else of the environment, else English.

    Args:
        words: the arguments of the command, which are not parsed yet, as their parser speaks already.
        environment: KAIFAQU_LANG is asked first, then the locale as every program does.

    Examples:
        >>> language(["run", "--lang", "zh"], {}), language(["--lang=en"], {"LANG": "zh_CN.UTF-8"})
        ('zh', 'en')
        >>> language([], {"LC_ALL": "", "LANG": "zh_CN.UTF-8"}), language([], {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"})
        ('zh', 'en')
    """
    given = [*words[: words.index("--")], ""] if "--" in words else [*words, ""]
    said = ""
    for word, following in pairwise(given):
        if word == OPTION:
            said = following
        elif word.startswith(f"{OPTION}="):
            said = word.partition("=")[2]
    if said not in LANGUAGES:
        said = next(filter(None, (environment.get(name) for name in VARIABLES)), "")
    return "zh" if said.lower().startswith("zh") else "en"


@contextmanager
def speaking(chosen: str) -> Iterator[None]:
    """Speak a language until the block ends."""
    global _voice
    before = _voice
    _voice = _chinese() if chosen == "zh" else Voice()
    try:
        yield
    finally:
        _voice = before


def chinese() -> bool:
    """Whether Chinese is spoken: for what has its words in both languages already."""
    return isinstance(_voice, Translated)


def _(text: str) -> str:
    """A text of the catalogue in the language that is spoken."""
    return _voice.translations.gettext(text) if text else text


def ngettext(one: str, many: str, number: int) -> str:
    """The text of the catalogue for so many things."""
    return _voice.translations.ngettext(one, many, number)


def marked(text: str) -> str:
    """The text itself: marks what is translated later, when the language is known."""
    return text


def shown(text: str) -> str:
    """What a deeper room has said, in the language that is spoken; as it is where the catalogue does not know it."""
    return _voice.shown(text)


def told(problem: str, place: str = "", remedy: str = "") -> str:
    """An error, a refusal or a note of a deeper room: where it is, what is wrong, what to do.

    Examples:
        >>> told("there is no such folder", "data/raw", "Name another")
        'data/raw: there is no such folder. Name another'
    """
    text = shown(problem)
    if place:
        text = _("{place}: {problem}").format(place=place, problem=text)
    if not remedy:
        return text
    if text.endswith("?"):
        return f"{text} {shown(remedy)}"
    return _("{problem}. {remedy}").format(problem=text, remedy=shown(remedy))


def cells(text: str) -> int:
    """How many columns of a terminal a text takes: Chinese characters take two.

    Examples:
        >>> cells("run"), cells("运行")
        (3, 4)
    """
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of at most so many columns; it breaks at blanks and between Chinese characters.

    Examples:
        >>> wrapped("列出已发布的版本 --marts", 10)
        ['列出已发布', '的版本', '--marts']
    """
    lines: list[str] = []
    line = ""
    for piece in _PIECES.findall(text):
        if line and cells(f"{line}{piece}".rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line = f"{line}{piece}" if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() or not lines else lines
