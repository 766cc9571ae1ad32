"""What the desk asks, and what can be answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flows.errors import KaifaquError

KINDS = ("stale", "reading", "home", "as_of", "word", "table", "group", "figure")
"""Kinds of questions; of two that are worth the same, the kind that stands first is asked first."""

Row = dict[str, Any]
TakeBack = Callable[[], None]
"""Takes a decision back, or raises SavingError where somebody else has changed it meanwhile."""


class AnswerError(KaifaquError):
    """What was answered can't be written down: the desk says why, and asks again."""


@dataclass(frozen=True)
class Passage:
    """Some words of a text, with those that matter in the middle."""

    before: str
    mark: str
    after: str


@dataclass(frozen=True)
class Option:
    """One answer: its value, what is said of it beside its name, and the passages that speak for it."""

    value: str
    name: str
    note: str = ""
    passages: tuple[Passage, ...] = ()
    code: str = ""


@dataclass(frozen=True)
class Question:
    """One thing to decide.

    `key` names it in the page and from one day to the next; `figures` hang on it; `row` is what the warehouse says of it;
    so many figures are likely to change with its answer as `worth` says.
    """

    kind: str
    key: str
    figures: int
    row: Row = field(default_factory=dict)
    worth: float = 0.0


@dataclass(frozen=True)
class Sheet:
    """A question as it is shown: its options, passages, and for a figure its attributes."""

    question: Question
    title: str
    where: str
    options: tuple[Option, ...] = ()
    passages: tuple[Passage, ...] = ()
    more: Row = field(default_factory=dict)
