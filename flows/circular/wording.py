"""Sentences out of templates: a sentence whose values are missing vanishes whole.

A line is a sentence, a blank line ends a paragraph, a line that begins with # is a remark. A line that begins with | takes
the place of the sentence before it where that one vanishes; one that begins with * is told of each indicator; one that
begins with > stands before the first sentence of its paragraph that is left, and never alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Any, NoReturn

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from flows.errors import ReferenceDataError

_BEGIN = re.compile(r"\{[{%#]")
_HELP = "docs/circular.md lists what a template may name"
Context = Mapping[str, Any]


class MissingValueError(Exception):
    """A sentence asks for a value that nobody knows, and so vanishes; it never leaves this room."""


class Missing:
    """A value that nobody knows: false where a template asks whether it is there, the end of the sentence that says it."""

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> NoReturn:
        raise MissingValueError

    def __call__(self, *given: object, **named: object) -> Missing:
        return self

    __iter__ = __len__ = __add__ = __radd__ = __getitem__ = __str__


MISSING = Missing()


@dataclass(frozen=True, slots=True)
class Line:
    """A template of one line, and where it stands."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said, in the first of several ways that has all its values; `each`: of each indicator; `lead`: before others."""

    ways: tuple[Line, ...]
    each: bool = False
    lead: bool = False


Paragraphs = tuple[tuple[Sentence, ...], ...]


def sentences(text: str, path: str) -> Paragraphs:
    """Read a file of sentences.

    Raises:
        ReferenceDataError: a line takes the place of a sentence, and none stands before it.

    Examples:
        >>> [[len(sentence.ways) for sentence in paragraph] for paragraph in sentences("一\\n|二\\n三\\n\\n* 四", "a.txt")]
        [[2, 1], [1]]
    """
    paragraphs: list[list[Sentence]] = [[]]
    for number, raw in enumerate(text.splitlines(), 1):
        line, place, own = raw.strip(), f"{path}, line {number}", paragraphs[-1]
        if line.startswith("#"):
            continue
        if not line:
            if own:
                paragraphs.append([])
        elif line.startswith("|"):
            if not own:
                raise ReferenceDataError(
                    "this takes the place of no sentence", place, "Write a sentence before it, without |"
                )
            own[-1] = replace(own[-1], ways=(*own[-1].ways, Line(line[1:].strip(), place)))
        else:
            kind = line[0] if line[0] in "*>" else ""
            words = Line(line.removeprefix(kind).strip(), place)
            own.append(Sentence((words,), each=kind == "*", lead=kind == ">"))
    return tuple(tuple(paragraph) for paragraph in paragraphs if paragraph)


def phrases(text: str, path: str, wanted: Iterable[str]) -> dict[str, Line]:
    """Read a file of `name = text` lines.

    Raises:
        ReferenceDataError: a line has no name, or one that is not wanted, or a name is missing.
    """
    known = tuple(wanted)
    found: dict[str, Line] = {}
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if line and not line.startswith("#"):
            name, equals, words = line.partition("=")
            if not equals or name.strip() not in known:
                raise ReferenceDataError(
                    "this line has none of the names",
                    f"{path}, line {number}",
                    f"Write `name = text`; names are {', '.join(known)}",
                )
            found[name.strip()] = Line(words.strip(), f"{path}, line {number}")
    if missing := [name for name in known if name not in found]:
        raise ReferenceDataError(
            f"{', '.join(missing)} is missing", path, "Take the line over from the file of kaifaqu"
        )
    return found


def say(line: Line, context: Context) -> str:
    """Fill in a template.

    Raises:
        MissingValueError: a value is missing.
        ReferenceDataError: the template is wrong.
    """
    if not _BEGIN.search(line.text):
        return line.text
    try:
        return _compiled(line.text).render(context)
    except MissingValueError:
        raise
    except TemplateSyntaxError as error:
        raise ReferenceDataError(f"this is no template: {error.message}", line.place, _HELP) from error
    except UndefinedError as error:
        names = ", ".join(sorted(context))
        raise ReferenceDataError(f"{error.message}", line.place, f"Here it may name {names}") from error
    except Exception as error:  # a template of the office's own may do anything that Jinja can
        raise ReferenceDataError(
            f"this can't be filled in: {type(error).__name__}: {error}", line.place, _HELP
        ) from error


def tell(
    paragraphs: Paragraphs, context: Context, each: Iterable[Callable[[], Context]] = ()
) -> list[list[str]]:
    """The sentences that have all their values, by paragraph; paragraphs of none are left out.

    Args:
        paragraphs: what is to be said.
        context: what a sentence may name.
        each: for sentences that are told of each indicator, what they may name beyond that.
    """
    contexts = [{**context, **more()} for more in each]
    told = []
    for paragraph in paragraphs:
        said: list[str] = []
        # of each indicator all that the paragraph says of it, before the next
        for repeated, group in groupby(paragraph, lambda sentence: sentence.each):
            same = [sentence for sentence in group if not sentence.lead]
            for own in contexts if repeated else [context]:
                said += [text for sentence in same if (text := _one(sentence, own))]
        if said:
            leads = [text for sentence in paragraph if sentence.lead and (text := _one(sentence, context))]
            told.append([*leads, *said])
    return told


def _one(sentence: Sentence, context: Context) -> str | None:
    for way in sentence.ways:
        try:
            return say(way, context).strip() or None
        except MissingValueError:
            continue
    return None


@lru_cache(maxsize=1024)
def _compiled(text: str) -> Template:
    """A template is told of each indicator, and compiled once."""
    return _ENVIRONMENT.from_string(text)


# nothing is escaped here: what comes out is text, which Word's writer and the page's template escape
_ENVIRONMENT = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
