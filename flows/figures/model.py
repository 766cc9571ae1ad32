"""What the grammar hands on: figures before they become rows."""

from __future__ import annotations

from decimal import Decimal

from flows.setting.model import Subject
from flows.words.periods import Span


class Figure:
    """One figure before it becomes rows: several subjects make several rows that cite the same numeral."""

    __slots__ = (
        "bound", "comparator", "disposition", "doubts", "indicator_id", "label", "measure", "numeral", "rank_of",
        "reason", "rules", "scenario", "scope", "set_by", "span", "subjects", "unit", "value",
    )  # fmt: skip

    def __init__(
        self,
        numeral: tuple[int, int],
        value: Decimal,
        unit: str,
        disposition: str,
        indicator_id: str | None,
        label: str,
        measure: str,
        subjects: tuple[Subject, ...],
        span: Span | None,
        rank_of: str | None,
        scenario: str,
        set_by: str | None,
        bound: str,
        comparator: str | None,
        scope: str | None,
        rules: list[str],
        reason: str | None = None,
    ) -> None:
        self.numeral = numeral
        self.value = value
        self.unit = unit
        self.disposition = disposition
        self.indicator_id = indicator_id
        self.label = label
        self.measure = measure
        self.subjects = subjects
        self.span = span
        self.rank_of = rank_of
        self.scenario = scenario
        self.set_by = set_by
        self.bound = bound
        self.comparator = comparator
        self.scope = scope
        self.rules = rules
        self.reason = reason
        self.doubts: list[str] = []

    def of(self, indicator_id: str, label: str) -> Figure:
        """The same of another indicator."""
        made = Figure(
            self.numeral, self.value, self.unit, self.disposition, indicator_id, label, self.measure, self.subjects,
            self.span, self.rank_of, self.scenario, self.set_by, self.bound, self.comparator, self.scope, [*self.rules],
        )  # fmt: skip
        made.doubts = [*self.doubts]
        return made
