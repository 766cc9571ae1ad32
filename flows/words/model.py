"""What stands in a text without context: tokens, and the values of numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any


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


# Written out, where a dataclass would do: these are made by the hundred thousand, and compiled, what a dataclass makes of
# itself stays interpreted. Nobody changes a Quantity, a Rank or a Mark.


class Quantity:
    """A printed amount: value and unit, the bound that stands on it, and where its numeral lies in cleaned text."""

    __slots__ = ("bound", "chinese", "dimension", "numeral", "unit", "value")

    def __init__(
        self,
        value: Decimal,
        unit: str,
        dimension: str,
        bound: str,
        numeral: tuple[int, int],
        chinese: bool = False,
    ) -> None:
        self.value = value
        self.unit = unit
        self.dimension = dimension
        self.bound = bound
        self.numeral = numeral
        self.chinese = chinese


class Rank:
    """A printed position: 第3位, 首位, 前三 (bound le)."""

    __slots__ = ("bound", "numeral", "value")

    def __init__(self, value: int, bound: str, numeral: tuple[int, int]) -> None:
        self.value = value
        self.bound = bound
        self.numeral = numeral


class Mark:
    """A number that is no figure, with why not: a code of data/reference/reasons.csv."""

    __slots__ = ("disposition", "numerals", "reason")

    def __init__(self, disposition: str, reason: str, numerals: tuple[tuple[int, int], ...]) -> None:
        self.disposition = disposition
        self.reason = reason
        self.numerals = numerals


def numerals(token: Token) -> tuple[tuple[int, int], ...]:
    """Where the numerals of a number or a rank stand."""
    value = token.value
    return tuple([v.numeral for v in value]) if isinstance(value, tuple) else (value.numeral,)
