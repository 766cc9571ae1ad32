"""A cell's figure: what the heads over it, before it and over the whole table say, the nearest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows.figures.discourse import Concept, Discourse
from flows.figures.model import Figure
from flows.figures.tables.grid import Value
from flows.figures.tables.heads import OPEN_END, Head
from flows.figures.tables.names import Namer
from flows.setting.model import Subject
from flows.words.periods import Span, month, year_of

_POINTS = ("个百分点", "百分点", "个点")
_TIMES = ("%", "倍")


class UnreadError(Exception):
    """Why a number of a table was not read, as a code of `review_table`."""


@dataclass
class Cells:
    """Makes the figures of a table's cells. `captions`: what stands over the table, the nearest first."""

    state: Discourse
    namer: Namer
    captions: Sequence[Head]
    title: Head | None

    def figure(self, value: Value, column: Head, row: Head, group: Head, headed: bool) -> Figure:
        """The figure of a number.

        Args:
            value: the number.
            column: what stands over it.
            row: what stands before it.
            group: what stands over its group of rows.
            headed: whether anything stands over the columns.

        Raises:
            UnreadError: what the heads say is not enough.
        """
        if column.unknown or (row.unknown and not row.scope):
            raise UnreadError("unknown_head")
        named, source = self._concept(column, row, group)
        project = bool(row.subjects) and row.subjects[0].level == "project"
        if named is None and not (project and (column.facet or row.facet)):
            raise UnreadError("no_indicator")
        if not headed:
            raise UnreadError("no_header")
        subjects, scope = self._subjects(column, row, group)
        facet = column.facet or row.facet or group.facet or (source.facet if source else None)
        measure, unit, rank_of = self._measure(value, column, row)
        fits = [value.unit] if value.unit else [*column.units, *row.units, *group.units]
        if project:
            indicator = "projects_completed_investment" if facet == "completed" else "project_investment"
            unit = unit or next(iter([*fits, *self._units()]), "")
        elif named is not None:
            indicator, measure, unit = self._indicator(
                named, facet or named.facet, measure, unit, fits, column, row
            )
        info = self.state.lexicon.indicators[indicator]
        if measure == "growth" and info.dimension == "percent" and unit == "%":
            measure, unit = "gap", "个百分点"
        measure = measure or "level"
        if measure == "rank":
            rank_of = rank_of or "level"
        target = self._target(column, row, measure)
        number = value.value
        if (column.down or row.down) and measure in ("growth", "gap") and number > 0:
            number = -number
        return Figure(
            numeral=value.numeral,
            value=number,
            unit=unit or info.canonical_unit or "",
            disposition="figure",
            indicator_id=indicator,
            label=(
                column.text if column.concept else row.text if row.concept else named.text if named else ""
            ).strip(),
            measure=measure,
            subjects=subjects,
            span=self._span(column, row, group, target, info.stock and measure == "level"),
            rank_of=rank_of if measure == "rank" else None,
            scenario="target" if target else "actual",
            set_by=(column.set_by or row.set_by) if target else None,
            bound="eq",
            comparator=(column.comparator or row.comparator) if measure != "level" else None,
            scope=scope,
            rules=["table"],
        )

    def _concept(self, column: Head, row: Head, group: Head) -> tuple[Concept | None, Head | None]:
        for head in (column, row, group):
            if head.concept:
                return head.concept, head
        for head in (*self.captions, *([self.title] if self.title else [])):
            if head.concept:
                return (None, None) if head.several else (head.concept, head)
        return None, None

    def _subjects(self, column: Head, row: Head, group: Head) -> tuple[tuple[Subject, ...], str | None]:
        """Whose the number is: a row's zone before the column's 合计, the column's 全市 before a row's zone."""
        scope = column.scope or row.scope or group.scope
        if column.subjects and row.subjects:
            near = row if column.whole and column.subjects == (self.namer.home,) else column
            if row.whole or not near.whole:
                near = column if not column.whole or row.whole else row
            return near.subjects, near.scope or (None if near.whole else scope)
        if row.label == "subject" and not row.subjects and not column.subjects and not row.concept:
            raise UnreadError("no_subject")
        for head in (row, column, group):
            if head.subjects:
                return head.subjects, scope or head.scope
        return (self.namer.home,), scope

    def _measure(self, value: Value, column: Head, row: Head) -> tuple[str | None, str, str | None]:
        """Measure, unit and rank_of as far as heads say them."""
        measure = column.measure or row.measure
        if not (measure or column.text or row.concept) and self.captions:
            measure = self.captions[0].measure  # 完成年度目标后三位：, and no header
        rank_of = column.rank_of or row.rank_of
        if column.measure == "rank" and row.measure == "growth":
            rank_of = "growth"
        unit = value.unit or next(iter(column.units or row.units), "")
        if unit in _POINTS and measure != "pull":
            return "gap", unit, None
        if measure == "rank":
            return measure, "位", rank_of
        if measure in ("share", "completion"):
            return measure, "%", None
        if measure == "growth":
            return measure, unit if unit in _TIMES else "%", None
        if measure == "gap":
            return measure, unit or ("" if column.comparator == "上年" else "个百分点"), None
        if measure == "pull":
            return measure, unit if unit in ("%", *_POINTS) else "个百分点", None
        return None, value.unit, None

    def _indicator(
        self, concept: Concept, facet: str | None, measure: str | None, unit: str, near: Sequence[str],
        column: Head, row: Head,
    ) -> tuple[str, str | None, str]:  # fmt: skip
        """The indicator, and what its unit makes of a measure that no head names."""
        lexicon = self.state.lexicon
        if measure is not None:
            for other in (*column.of, *row.of):
                dimension = lexicon.units[other][0]
                if found := lexicon.resolve(concept.name, facet, dimension, other):
                    return found, measure, unit or other
            if found := lexicon.measured(concept.name, facet):
                return found, measure, unit or next(iter(self._units(found)), "")
            raise UnreadError("no_indicator")
        for other in (*near, *self._units(lexicon.measured(concept.name, facet))):
            dimension = lexicon.units[other][0]
            if found := lexicon.resolve(concept.name, facet, dimension, other):
                return found, None, other
            if other in near and (found := lexicon.measured(concept.name, facet)):
                if other == "%":
                    return found, "growth", other
                if other in ("位", "名", "位次"):
                    return found, "rank", "位"
        if not near and (found := lexicon.measured(concept.name, facet)):
            return found, None, unit
        raise UnreadError("unit_unfit")

    def _units(self, indicator: str | None = None) -> list[str]:
        """The units that captions name, those of the indicator's own dimension first: （个、亿元、%）."""
        units = [unit for head in self.captions for unit in head.units]
        lexicon = self.state.lexicon
        own = lexicon.indicators[indicator].dimension if indicator else None
        return sorted(units, key=lambda unit: lexicon.units[unit][0] != own)

    def _target(self, column: Head, row: Head, measure: str) -> bool:
        if measure not in ("level", "growth", "share"):
            return False
        if column.target or row.target:
            return True
        return any(head.target and not head.measure and "完成" not in head.text for head in self.captions[:1])

    def _span(self, column: Head, row: Head, group: Head, target: bool, stock: bool) -> Span | None:
        heads = (column, row, group, *self.captions)
        dated = next((head for head in heads if head.span), None)
        if target:
            if dated and dated.span and dated in heads[:2]:
                return dated.span
            base = dated.span.end if dated and dated.span else self.state.now
            year = year_of(base) if base is not None else self.state.year
            return Span(month(year, 1), month(year, 12)) if year else None
        span = dated.span if dated else None
        if dated and span and dated.span_kind == "month_end":
            span = Span(month(year_of(span.end), 1), span.end)
        stocks = dated.span_kind in OPEN_END if dated else True
        cutting = next((head for head in heads[:3] if head.cut), None)
        cut = cutting.cut if cutting else None
        span = span or self._default(stock)
        # 1-9月累计 says all; 累计 over a row of 3月 does not
        if span is not None and cut and (cutting is not dated or cut == "year_before"):
            span = _cut(span, cut)
            stocks = stocks or cut == "to_date"
        return Span(span.end, span.end) if span is not None and stock and stocks else span

    def _default(self, stock: bool) -> Span | None:
        plan, self.state.plan = self.state.plan, False
        try:
            return self.state.default_span("actual", stock)
        finally:
            self.state.plan = plan


def _cut(span: Span, cut: str) -> Span:
    if cut == "month":
        return Span(span.end, span.end)
    if cut == "to_date":
        return Span(month(year_of(span.end), 1), span.end)
    return Span(span.start - 12, span.end - 12)


def with_part(row: Head) -> Head:
    """A row that names an industry or a class: the part of the whole that its figures are of."""
    return replace(row, scope=row.text, unknown="")
