"""Distances of values that are only bounds: of 超过90% against 96%, at most six points are missing, not six."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flows.bulletin.source import Row, Source


def limit(gap: Decimal, bound: str | None, direction: str) -> str | None:
    """What a gap says of a value that is a bound, as a name in words.LIMITS; None where it is a plain gap.

    Args:
        gap: the printed number less what it is held against.
        bound: of the value.
        direction: of the indicator; where neither way is better, the gap keeps the sign of its bound.

    Examples:
        >>> limit(Decimal(-6), "gt", "higher"), limit(Decimal(-6), "lt", "higher"), limit(Decimal(3), "ge", "higher")
        ('short_at_most', 'short_at_least', 'ahead_at_least')
        >>> limit(Decimal(6), "lt", "lower"), limit(Decimal(6), "eq", "higher")
        ('short_at_most', None)
    """
    if bound not in ("ge", "gt", "le", "lt") or direction not in ("higher", "lower"):
        return None
    lower = direction == "lower"
    may_be_better = (bound in ("ge", "gt")) != lower
    is_ahead = (-gap if lower else gap) >= 0
    if is_ahead:
        return "ahead_at_least" if may_be_better else "ahead_at_most"
    return "short_at_most" if may_be_better else "short_at_least"


def unit_of_gap(unit: str | None) -> str | None:
    """The unit of a difference: percentages lie points apart."""
    return "个百分点" if unit == "%" else unit


def gap_shown(source: Source, gap: Any, unit: str | None, row: Row, figure_id: str | None) -> Row | None:
    """A gap as pages show it: number, and of a bound the words before it.

    Args:
        gap: None gives None.
        row: has bound and direction of the value.
        figure_id: where the number leads to.
    """
    if gap is None:
        return None
    words = limit(gap, row["bound"], row["direction"])
    if words:
        return {"limit": words, "number": source.number(abs(gap), unit, figure_id)}
    return {"limit": None, "number": source.number(gap, unit, figure_id, row["bound"], signed=True)}
