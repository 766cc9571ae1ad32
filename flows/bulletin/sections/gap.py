"""How far from target, average and leader, with the ranks: one table and one chart for each indicator, level and province."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flows.bulletin.bounds import gap_shown, unit_of_gap
from flows.bulletin.charts import gap_chart
from flows.bulletin.sections.ranking import rank_shown
from flows.bulletin.source import Contents, Row, Source

MOST_ROWS, CHART_ROWS = 200, 30
FEWEST_BARS = 3
"""Two bars show nothing that two numbers don't."""
# only the subjects that are shown leave the database: the best, and of these the first by name
GAPS = f"""
with
place_of as (
    select figure_id, min(rank_best) as rank_best, min(rank_worst) as rank_worst, min(peers) as peers,
        min_by(rank_reported, rank_figure_id) as rank_reported, min(rank_figure_id) as rank_figure_id
    from mart_ranking
    where value is not null
    group by figure_id
),
gap as (
    select g.*, i.direction, place_of.* exclude (figure_id),
        first_value(value) over (subjects order by benchmark) as raw,
        bool_or(benchmark in ('provincial_target', 'city_target', 'own_target')) over tables as has_target,
        bool_or(benchmark in ('provincial_average', 'city_total')) over tables as has_average,
        bool_or(benchmark = 'best_peer') over tables as has_leader,
        bool_or(rank_best is not null) over tables as has_rank,
        bool_or(rank_reported is not null) over tables as has_reported
    from (select *, if(subject_level = 'province', null, province_id) as field from mart_gap) as g
    inner join dim_indicator as i using (indicator_id)
    left join place_of on place_of.figure_id = g.figure_id
    where benchmark in ('provincial_target', 'city_target', 'own_target', 'provincial_average', 'city_total', 'best_peer')
        and subject_level in ('province', 'city', 'zone', 'county')
    window
        tables as (
            partition by quarter_id, indicator_id, measure, subject_level, field, unit, period_start, period_end, scope, comparator
        ),
        subjects as (
            partition by quarter_id, indicator_id, measure, subject_level, field, unit, period_start, period_end, scope, comparator,
                subject_name, city_id, zone_id
        )
),
placed as (
    select *,
        dense_rank() over (
            tables order by raw is null, if(direction = 'lower', raw, -raw), subject_name, city_id nulls first, zone_id nulls first
        ) as place
    from gap
    window tables as (
        partition by quarter_id, indicator_id, measure, subject_level, field, unit, period_start, period_end, scope, comparator
    )
),
counted as (
    select *, max(place) over (
        partition by quarter_id, indicator_id, measure, subject_level, field, unit, period_start, period_end, scope, comparator
    ) as subjects
    from placed
)
select * exclude (place) from counted
where place <= {MOST_ROWS} and (has_target or has_average)
order by quarter_id, indicator_id, measure, subject_level, field nulls first, unit nulls first, period_end desc, period_start,
    scope nulls first, comparator nulls first, subject_name, city_id nulls first, zone_id nulls first, benchmark
"""
GROUP = (
    "indicator_id",
    "measure",
    "subject_level",
    "field",
    "unit",
    "period_start",
    "period_end",
    "scope",
    "comparator",
)
# benchmarks that stand in one column: the first that there is
COLUMNS = {
    "target": ("provincial_target", "city_target", "own_target"),
    "average": ("provincial_average", "city_total"),
    "leader": ("best_peer",),
}


def read(source: Source) -> Contents:
    """Tables with a chart; those with a target first, then those with an average."""
    for quarter, rows in source.by_quarter(GAPS):
        tables = [
            _table(source, list(group)) for _, group in groupby(rows, lambda row: [row[c] for c in GROUP])
        ]
        yield (
            quarter,
            sorted(
                tables,
                key=lambda table: (
                    not table["has"]["target"],
                    not table["has"]["average"],
                    -len(table["rows"]),
                ),
            ),
        )


def _table(source: Source, rows: list[Row]) -> dict[str, Any]:
    first = rows[0]
    key = ("subject_name", "city_id", "zone_id")
    subjects = [
        _subject(source, list(group)) for _, group in groupby(rows, lambda row: [row[c] for c in key])
    ]
    sign = 1 if first["direction"] == "lower" else -1
    subjects.sort(key=lambda s: (s["raw"] is None, sign * (s["raw"] or 0), s["name"]["zh"]))
    name = source.name(first["indicator_id"])
    return {
        "name": name,
        "measure": first["measure"],
        "level": first["subject_level"],
        "field": source.field(first),
        "ranked": first["has_rank"],
        "reported": first["has_reported"],
        "start": first["period_start"],
        "end": first["period_end"],
        "scope": first["scope"],
        "comparator": first["comparator"],
        "count": first["subjects"],
        "rows": subjects,
        "bounds": any(subject["raw"] is not None and subject["bound"] != "eq" for subject in subjects),
        "has": {column: first[f"has_{column}"] for column in COLUMNS},
        "chart": gap_chart(subjects[:CHART_ROWS], first["unit"]) if len(subjects) >= FEWEST_BARS else None,
    }


def _subject(source: Source, rows: list[Row]) -> dict[str, Any]:
    first = rows[0]
    unit = unit_of_gap(first["unit"])
    subject: dict[str, Any] = {
        "name": source.subject(first["subject_name"], first),
        "raw": first["value"],
        "bound": first["bound"],
        "value": source.number(first["value"], first["unit"], first["figure_id"], first["bound"]),
        "rank": rank_shown(first),
        "peers": first["peers"],
        "reported": source.number(first["rank_reported"], None, first["rank_figure_id"]),
    }
    for column, benchmarks in COLUMNS.items():
        found = [row for benchmark in benchmarks for row in rows if row["benchmark"] == benchmark]
        if found:
            # a target of one's own goes before one that is inherited
            row = min(found, key=lambda each: bool(each["inherited"]))
            subject[column] = {
                "benchmark": row["benchmark"],
                "reference": row["benchmark_basis"] == "reference",
                "inherited": row["inherited"],
                "raw": row["benchmark_value"],
                "of": source.subject(row["benchmark_subject_name"])
                if row["benchmark_subject_name"]
                else None,
                "value": source.number(row["benchmark_value"], row["unit"], row["benchmark_figure_id"]),
                "gap": gap_shown(source, row["gap"], unit, row, row["gap_figure_id"] or row["figure_id"]),
                "reported": source.number(row["gap_reported"], unit, row["gap_figure_id"], signed=True),
                "agrees": row["agrees"],
                "met": row["met"],
            }
    return subject
