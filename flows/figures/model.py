"""What the grammar hands on: tokens of a sentence, subjects, figures, dispositions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from flows.figures.periods import Span


class Token(NamedTuple):
    """A piece of a sentence that means something, in cleaned text, half open.

    `kind`: number, rank, period, subject, term, mark (a number that is no figure), punct
    (its value is its character).
    """

    start: int
    end: int
    kind: str
    value: Any


# what the constructor does, without a call in Python: tokens are made by the hundred thousand
make_token: Callable[[tuple[int, int, str, Any]], Token] = partial(tuple.__new__, Token)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a figure is about."""

    level: str
    name: str
    province_id: str | None = None
    city_id: str | None = None
    zone_id: str | None = None


# nobody changes a Quantity, a Rank or a Mark; they are not frozen, since a frozen one takes three times as long to make
@dataclass(slots=True)
class Quantity:
    """A printed amount: value and unit, the bound that stands on it, and where its numeral lies in cleaned text."""

    value: Decimal
    unit: str
    dimension: str
    bound: str
    numeral: tuple[int, int]
    chinese: bool = False


@dataclass(slots=True)
class Rank:
    """A printed position: 第3位, 首位, 前三 (bound le)."""

    value: int
    bound: str
    numeral: tuple[int, int]


@dataclass(slots=True)
class Mark:
    """A number that is no figure, with why not."""

    disposition: str
    reason: str
    numerals: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Figure:
    """One figure before it becomes rows: several subjects make several rows that cite the same numeral."""

    numeral: tuple[int, int]
    value: Decimal
    unit: str
    disposition: str
    indicator_id: str | None
    label: str
    measure: str
    subjects: tuple[Subject, ...]
    span: Span | None
    rank_of: str | None = None
    scenario: str = "actual"
    set_by: str | None = None
    bound: str = "eq"
    comparator: str | None = None
    scope: str | None = None
    rules: list[str] = field(default_factory=list)
