"""What the grammar hands on: tokens of a sentence, subjects, figures, dispositions."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from flows.figures.periods import Span


class Token:
    """A piece of a sentence that means something, in cleaned text, half open.

    `kind`: number, rank, period, subject, term, mark (a number that is no figure), punct
    (its value is its character). Nobody changes one.
    """

    # no named tuple: every rule asks for these again and again, and a slot answers in a third of the time
    __slots__ = ("end", "kind", "start", "value")

    def __init__(self, start: int, end: int, kind: str, value: Any) -> None:
        self.start = start
        self.end = end
        self.kind = kind
        self.value = value


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
