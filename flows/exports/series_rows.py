"""What the sheet of series shows: subjects and indicators, the fullest first, by the last eight quarters."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

import duckdb

from flows.warehouse.policy import treatment

QUARTERS = 8
ROWS = 300  # the rest stand in the mart's own sheet

# of the whole, as values of parts are no further row of the same thing, and of places: a project has one value, no series
_VALUES = """
create or replace temp table series_shown as
select
    quarter_id, subject_level, subject_name, province_id, city_id, zone_id, indicator_id, unit,
    to_date, to_date_origin, to_date_figure_ids, coalesce(to_date_falls, false) or contested as wrong,
    coalesce(growth_printed, growth_derived) as growth,
    if(growth_printed is null, 'derived', 'printed') as growth_origin,
    if(growth_printed is null, growth_derived_figure_ids, [growth_figure_id]) as growth_ids,
    certainty is not distinct from 'doubtful' as doubtful,
from mart_series
where
    scope_key is null and subject_level in ('province', 'city', 'zone', 'county') and list_contains($quarters, quarter_id)
    and (to_date is not null or growth_printed is not null or growth_derived is not null)
    and ($doubtful or certainty is distinct from 'doubtful')
"""
# levels from the widest; an indicator's rows stand together where they are as full
_ROWS = """
with counted as (
    select
        subject_level, subject_name, province_id, city_id, zone_id, indicator_id,
        any_value(unit) as unit, count(to_date) + count(growth) as held,
    from series_shown
    group by subject_level, subject_name, province_id, city_id, zone_id, indicator_id
),

numbered as (
    select
        counted.*,
        row_number() over (
            order by
                held desc, core desc, indicator_id,
                list_position(['province', 'city', 'zone', 'county'], subject_level),
                subject_name, province_id, city_id, zone_id
        ) as number,
        count(*) over () as whole,
        name_zh, additivity = 'additive' as adds_up,
    from counted inner join dim_indicator using (indicator_id)
    qualify number <= $rows
)

select
    number, whole, numbered.subject_level, numbered.subject_name, numbered.indicator_id, numbered.name_zh, numbered.unit, adds_up,
    coalesce(city.name_zh, province.province_zh, '') as lies_in,
    shown.quarter_id, to_date, to_date_origin, to_date_figure_ids, wrong, growth, growth_origin, growth_ids, doubtful,
    if(to_date_origin = 'printed', coalesce(level.bound, 'eq'), 'eq') as to_date_bound,
    if(growth_origin = 'printed', coalesce(rise.bound, 'eq'), 'eq') as growth_bound,
from numbered
inner join series_shown as shown
    on
        shown.subject_level = numbered.subject_level
        and shown.subject_name is not distinct from numbered.subject_name
        and shown.province_id is not distinct from numbered.province_id
        and shown.city_id is not distinct from numbered.city_id
        and shown.zone_id is not distinct from numbered.zone_id
        and shown.indicator_id = numbered.indicator_id
left join fact_figure as level on level.figure_id = shown.to_date_figure_ids[1]
left join fact_figure as rise on rise.figure_id = shown.growth_ids[1]
left join dim_city as city on city.city_id = numbered.city_id and numbered.subject_level in ('zone', 'county')
left join (select distinct province_id, province_zh from dim_city where province_id is not null) as province
    on province.province_id = numbered.province_id and numbered.subject_level != 'province'
order by number, shown.quarter_id
"""


class Point(NamedTuple):
    """A value of a quarter: where it came from (`printed`, `derived`, `chained`), whether it is to be marked or shaded, its bound."""

    value: Decimal
    origin: str
    figures: list[str]
    doubtful: bool
    wrong: bool
    bound: str


@dataclass
class SeriesRow:
    """An indicator of a subject: its years to date and its growth by quarter; it `adds_up` through the year, or is a state."""

    level: str
    name: str
    lies_in: str
    indicator_id: str
    indicator: str
    unit: str
    adds_up: bool
    to_date: dict[str, Point] = field(default_factory=dict)
    growth: dict[str, Point] = field(default_factory=dict)


@dataclass
class SeriesSheet:
    """The sheet: its quarters, one after the other, its rows, and how many it lacks."""

    quarters: list[str] = field(default_factory=list)
    rows: list[SeriesRow] = field(default_factory=list)
    rows_left_out: int = 0


def read_series(connection: duckdb.DuckDBPyConnection) -> SeriesSheet:
    """What the sheet of series shows; without rows where the warehouse has no series.

    Args:
        connection: to the warehouse; a temporary table is made.
    """
    found = connection.execute("select max(quarter_id) from mart_series").fetchone()
    if found is None or found[0] is None:
        return SeriesSheet()
    treated = treatment(connection, "elsewhere")
    sheet = SeriesSheet(quarters_to(found[0]))
    connection.execute(_VALUES, {"quarters": sheet.quarters, "doubtful": treated != "leave_out"})
    rows: dict[int, SeriesRow] = {}
    values_found = connection.execute(_ROWS, {"rows": ROWS}).fetchall()
    for number, _, *subject_and_values in values_found:
        level, name, indicator_id, indicator, unit, adds_up, lies_in, quarter, *values = subject_and_values
        row = rows.setdefault(
            number, SeriesRow(level, name or "", lies_in, indicator_id, indicator, unit or "", adds_up)
        )
        to_date, origin, figures, wrong, growth, growth_origin, growth_figures, doubtful, *bounds = values
        doubtful = doubtful and treated == "mark"
        if to_date is not None:
            row.to_date[quarter] = Point(
                to_date, origin or "printed", figures or [], doubtful, bool(wrong), bounds[0]
            )
        if growth is not None:
            row.growth[quarter] = Point(
                growth, growth_origin, growth_figures or [], doubtful, False, bounds[1]
            )
    sheet.rows = list(rows.values())
    sheet.rows_left_out = values_found[0][1] - len(sheet.rows) if values_found else 0
    return sheet


def quarters_to(last: str) -> list[str]:
    """The eight quarters up to one, whether or not anything is known of each.

    Examples:
        >>> quarters_to("2024-Q2")[:2], quarters_to("2024-Q2")[-2:]
        (['2022-Q3', '2022-Q4'], ['2024-Q1', '2024-Q2'])
    """
    year, _, quarter = last.partition("-Q")
    end = int(year) * 4 + int(quarter) - 1
    return [f"{at // 4}-Q{at % 4 + 1}" for at in range(end - QUARTERS + 1, end + 1)]
