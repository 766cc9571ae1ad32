"""How far from target, average and leader: one table and one chart for each indicator and level."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from flows.bulletin.charts import gap_chart
from flows.bulletin.source import Row, Source

GAPS = """
select g.*, i.direction
from mart_gap as g
inner join dim_indicator as i using (indicator_id)
where benchmark in ('provincial_target', 'city_target', 'own_target', 'provincial_average', 'city_total', 'best_peer')
    and subject_level in ('province', 'city', 'zone', 'county')
order by quarter_id, indicator_id, measure, subject_level, unit nulls first, period_end desc, period_start,
    scope nulls first, comparator nulls first, subject_name, city_id nulls first, zone_id nulls first, benchmark
"""
GROUP = (
    "indicator_id",
    "measure",
    "subject_level",
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
MOST_ROWS, CHART_ROWS = 200, 30


def read(source: Source) -> Mapping[str, Any]:
    """Tables with a chart; those with a target first, then those with an average."""
    made = {}
    for quarter, rows in source.by_quarter(GAPS).items():
        tables = [
            _table(source, list(group)) for _, group in groupby(rows, lambda row: [row[c] for c in GROUP])
        ]
        made[quarter] = sorted(
            tables,
            key=lambda table: (not table["has"]["target"], not table["has"]["average"], -len(table["rows"])),
        )
    return made


def _table(source: Source, rows: list[Row]) -> dict[str, Any]:
    first = rows[0]
    key = ("subject_name", "city_id", "zone_id")
    subjects = [
        _subject(source, list(group)) for _, group in groupby(rows, lambda row: [row[c] for c in key])
    ]
    sign = 1 if first["direction"] == "lower" else -1
    subjects.sort(key=lambda s: (s["raw"] is None, sign * (s["raw"] or 0), s["name"]["zh"]))
    shown = subjects[:MOST_ROWS]
    name = source.name(first["indicator_id"])
    return {
        "name": name,
        "measure": first["measure"],
        "level": first["subject_level"],
        "start": first["period_start"],
        "end": first["period_end"],
        "scope": first["scope"],
        "comparator": first["comparator"],
        "count": len(subjects),
        "rows": shown,
        "bounds": any(subject["raw"] is not None and subject["bound"] != "eq" for subject in shown),
        "has": {column: any(column in subject for subject in subjects) for column in COLUMNS},
        "chart": gap_chart(shown[:CHART_ROWS], first["unit"]),
    }


def _subject(source: Source, rows: list[Row]) -> dict[str, Any]:
    first = rows[0]
    unit = "个百分点" if first["unit"] == "%" else first["unit"]
    subject: dict[str, Any] = {
        "name": source.subject(first["subject_name"]),
        "raw": first["value"],
        "bound": first["bound"],
        "value": source.number(first["value"], first["unit"], first["figure_id"], first["bound"]),
    }
    for column, benchmarks in COLUMNS.items():
        found = [row for benchmark in benchmarks for row in rows if row["benchmark"] == benchmark]
        if found:
            row = found[0]
            subject[column] = {
                "benchmark": row["benchmark"],
                "raw": row["benchmark_value"],
                "of": source.subject(row["benchmark_subject_name"])
                if row["benchmark_subject_name"]
                else None,
                "value": source.number(row["benchmark_value"], row["unit"], row["benchmark_figure_id"]),
                "gap": source.number(row["gap"], unit, row["gap_figure_id"] or row["figure_id"], signed=True),
                "reported": source.number(row["gap_reported"], unit, row["gap_figure_id"], signed=True),
                "agrees": row["agrees"],
                "met": row["met"],
            }
    return subject
