"""What the report of the workbook shows: subjects by indicators, of the recent quarter that has most of both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import duckdb

from flows.contracts.code_words import CODE_WORDS
from flows.warehouse.policy import Treatment, treatment

RECENT = 4  # quarters that have values
INDICATORS = 5  # with four columns each; more can't be read on A4
SUBJECTS = 40  # of each level
LEVELS = ("province", "city", "zone", "county")

# one row per value that can stand beside those of others: of the whole, against the year before, the latest of its kind
# where texts rank a value in several sets, it has several rows
_COMPARABLE = """
value is not null and scope_key is null and comparator is null and is_latest_in_quarter and scenario = 'actual'
and period_kind not in ('since', 'span')
and measure in ('level', 'growth', 'share', 'completion')
and subject_level in ('province', 'city', 'zone', 'county')
"""
_VALUES = f"""
create or replace temp table report_value as
with recent as (
    select distinct quarter_id from mart_ranking where {_COMPARABLE} order by quarter_id desc limit {RECENT}
)
select
    quarter_id, subject_level, subject_name, province_id, city_id, zone_id, indicator_id, measure, period_start, period_end,
    months, period_kind, value, unit, bound, contested, rank_best, rank_worst, peers, figure_id, certainty,
from mart_ranking semi join recent using (quarter_id)
where {_COMPARABLE}
qualify row_number() over (partition by figure_id order by rank_comparator nulls first, rank_figure_id) = 1
"""
_SUBJECT = "(subject_level, subject_name, province_id, city_id, zone_id)"
_QUARTER = f"""
select quarter_id from report_value
group by quarter_id
order by count(distinct ({_SUBJECT}, indicator_id, measure)) desc, quarter_id desc
limit 1
"""
# values of other periods are no neighbours: the period that most have
_COLUMNS = f"""
with counted as (
    select indicator_id, measure, unit, period_start, period_end, period_kind, months, count(distinct {_SUBJECT}) as subjects
    from report_value where quarter_id = $quarter
    group by indicator_id, measure, unit, period_start, period_end, period_kind, months
),

usual as (
    select * from counted
    qualify
        row_number() over (
            partition by indicator_id, measure order by subjects desc, period_end desc, period_start, unit, period_kind, months
        ) = 1
)

select usual.*, dim_indicator.name_zh, dim_indicator.direction
from usual inner join dim_indicator using (indicator_id)
order by subjects desc, core desc, indicator_id, measure
limit {INDICATORS}
"""
_CELLS = """
select report_value.*, coalesce(city.name_zh, province.province_zh) as lies_in
from report_value
left join dim_city as city on city.city_id = report_value.city_id and report_value.subject_level in ('zone', 'county')
left join (select distinct province_id, province_zh from dim_city where province_id is not null) as province
    on province.province_id = report_value.province_id and report_value.subject_level != 'province'
where
    quarter_id = $quarter and indicator_id = $indicator and measure = $measure and unit is not distinct from $unit
    and period_start is not distinct from $start and period_end = $end
order by contested, bound != 'eq', figure_id
"""
# a target of one's own before one that a whole was set
_GAPS = """
select
    mart_gap.figure_id, benchmark, coalesce(gap, gap_reported) as gap, gap is not null as computed, met, mart_gap.certainty,
    coalesce(against.bound, 'eq') = 'eq' as benchmark_exact,
from mart_gap
left join fact_figure as against on against.figure_id = mart_gap.benchmark_figure_id
where
    mart_gap.figure_id in (select unnest($ids))
    and coalesce(gap, gap_reported) is not null
    and not coalesce(scope_differs, false)
order by mart_gap.figure_id, benchmark, inherited, gap is null, benchmark_subject_name, mart_gap.comparator
"""
_TARGETS = ("provincial_target", "city_target", "own_target")
_BENCHMARKS = (*_TARGETS, "provincial_average", "peer_median")
_BEFORE = ("previous_quarter", "earlier_year_to_date")
_YEAR_BEFORE = ("same_quarter_last_year",)
Subject = tuple[str, str, str | None, str | None, str | None]


class Head(NamedTuple):
    """A column of the report: an indicator, how it is measured and when, and what its values are held against.

    `benchmark` and `before` are empty where no value has a gap, or a way since an earlier period.
    """

    name: str
    unit: str
    period: str
    benchmark: str
    before: str
    descends: bool


@dataclass
class Cell:
    """A value of the report: `doubtful` where it is to be marked, `change` the sign of its way since the period before."""

    value: Decimal
    bound: str
    rank: tuple[int, int, int] | None
    figure_id: str
    doubtful: bool
    gap: Decimal | None = None
    gap_bound: str = "eq"
    gap_doubtful: bool = False
    gap_missed: bool = False
    missed: bool = False
    change: int | None = None
    change_doubtful: bool = False


@dataclass
class Line:
    """A subject of the report, with a cell for each column that it has."""

    level: str
    name: str
    lies_in: str
    cells: dict[int, Cell] = field(default_factory=dict)


@dataclass
class Report:
    """The report: its quarter, its columns, its subjects in order of the first column; how much it lacks."""

    quarter: str = ""
    heads: list[Head] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    doubtful_left_out: int = 0
    lines_left_out: int = 0


def read_report(connection: duckdb.DuckDBPyConnection) -> Report:
    """What the report shows; without lines where the warehouse has no value for it.

    Args:
        connection: to the warehouse; a temporary table is made.
    """
    connection.execute(_VALUES)
    treated = treatment(connection, "headline")
    doubtful: dict[str, int] = {}
    if treated == "leave_out":
        where = "where certainty is not distinct from 'doubtful'"
        counted = f"select quarter_id, count(*) from report_value {where} group by all"
        doubtful = dict(connection.execute(counted).fetchall())
        connection.execute(f"delete from report_value {where}")
    found = connection.execute(_QUARTER).fetchone()
    if found is None:
        return Report(doubtful_left_out=sum(doubtful.values()))
    report = Report(found[0], doubtful_left_out=doubtful.get(found[0], 0))
    lines: dict[Subject, Line] = {}
    for number, column in enumerate(_rows(connection, _COLUMNS, quarter=report.quarter)):
        cells = _cells(connection, report.quarter, column, lines, number, marks=treated == "mark")
        report.heads.append(_add_gaps(connection, cells, column, treated))
    report.lines, report.lines_left_out = _in_order(lines.values(), report.heads)
    return report


def _rows(connection: duckdb.DuckDBPyConnection, query: str, **given: Any) -> list[dict[str, Any]]:
    found = connection.execute(query, given)
    names = [name for name, *_ in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _cells(
    connection: duckdb.DuckDBPyConnection,
    quarter: str,
    column: dict[str, Any],
    lines: dict[Subject, Line],
    number: int,
    marks: bool,
) -> dict[str, Cell]:
    given = {"indicator": column["indicator_id"], "measure": column["measure"], "unit": column["unit"]}
    given |= {"quarter": quarter, "start": column["period_start"], "end": column["period_end"]}
    found: dict[str, Cell] = {}
    for row in _rows(connection, _CELLS, **given):
        level, name = row["subject_level"], row["subject_name"]
        subject = (level, name, row["province_id"], row["city_id"], row["zone_id"])
        line = lines.setdefault(subject, Line(level, name, row["lies_in"] or ""))
        if number in line.cells:
            continue
        rank = (row["rank_best"], row["rank_worst"], row["peers"]) if row["rank_best"] is not None else None
        doubtful = marks and row["certainty"] == "doubtful"
        cell = Cell(row["value"], row["bound"] or "eq", rank, row["figure_id"], doubtful)
        line.cells[number] = found[cell.figure_id] = cell
    return found


def _add_gaps(
    connection: duckdb.DuckDBPyConnection,
    cells: dict[str, Cell],
    column: dict[str, Any],
    treated: Treatment,
) -> Head:
    """Give cells their gap from the column's benchmark and their way since before, and return the column's head."""
    rows = _rows(connection, _GAPS, ids=list(cells))
    if treated == "leave_out":
        rows = [row for row in rows if row["certainty"] != "doubtful"]
    held = [row["benchmark"] for row in rows]
    benchmark = _benchmark(held, len(cells))
    # the season moves an amount, so it is held against the year before
    seasonal = column["measure"] == "level" and column["unit"] != "%"
    earlier = _YEAR_BEFORE if seasonal else _BEFORE
    for row in rows:
        cell = cells[row["figure_id"]]
        doubtful = treated == "mark" and row["certainty"] == "doubtful"
        if row["benchmark"] == benchmark and cell.gap is None:
            cell.gap, cell.gap_doubtful = row["gap"], doubtful
            # what is more than 90 is more than 90 less the target
            cell.gap_bound = cell.bound if row["computed"] else "eq"
            cell.gap_missed = benchmark in _TARGETS and row["met"] is False
        cell.missed = cell.missed or (row["benchmark"] in _TARGETS and row["met"] is False)
        # of 超过90 and 90 nobody knows which is more
        exact = cell.bound == "eq" and row["benchmark_exact"]
        if row["benchmark"] in earlier and cell.change is None and exact:
            cell.change, cell.change_doubtful = (row["gap"] > 0) - (row["gap"] < 0), doubtful
    against = CODE_WORDS["benchmark"][benchmark] if benchmark in held else ""
    before = ("上年同期" if seasonal else "上期") if any(name in held for name in earlier) else ""
    measure = "" if column["measure"] == "level" else CODE_WORDS["measure"][column["measure"]]
    period = _period(column["period_start"], column["period_end"], column["period_kind"])
    name = column["name_zh"] if column["name_zh"].endswith(measure) else column["name_zh"] + measure
    return Head(name, column["unit"] or "", period, against, before, column["direction"] == "lower")


def _benchmark(held: list[str], values: int) -> str:
    """What most values are held against; before it a target that half of them have, then an average."""
    for kind in (_TARGETS, ("provincial_average",)):
        most = max(kind, key=held.count)
        if held.count(most) * 2 >= values:
            return most
    return max(_BENCHMARKS, key=held.count)


def _period(start: date | None, end: date, kind: str) -> str:
    if kind == "point" or start is None:
        return f"截至{end.month}月{end.day}日"
    if (start.year, start.month) == (end.year, end.month):
        return f"{end.month}月"
    return f"{start.month}—{end.month}月" if start.year == end.year else f"{start:%Y.%m}—{end:%Y.%m}"


def _in_order(lines: Iterable[Line], heads: list[Head]) -> tuple[list[Line], int]:
    """By level, then best first in the first column; the fullest of each level, and how many are left out."""
    kept: list[Line] = []
    whole = list(lines)
    for name in LEVELS:
        level = [line for line in whole if line.level == name]
        level.sort(key=lambda line: (-len(line.cells), line.name, line.lies_in))
        kept += sorted(level[:SUBJECTS], key=lambda line: _place(line, heads))
    return kept, len(whole) - len(kept)


def _place(line: Line, heads: list[Head]) -> tuple[Any, ...]:
    cell = line.cells.get(0)
    value = Decimal(0) if cell is None else cell.value if heads[0].descends else -cell.value
    return cell is None, value, line.name, line.lies_in
