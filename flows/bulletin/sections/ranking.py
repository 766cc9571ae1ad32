"""Who leads: comparable subjects in order, the rank that a text reports beside the computed one."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flows.bulletin.source import Contents, Row, Source

MOST_ROWS = 300
RANKINGS = f"""
with ranked as (
    select r.*, i.direction,
        count(*) over peers as peers_here, count(rank_reported) over peers as reported_here,
        max(abs(value)) over peers as most_here,
        row_number() over (
            peers order by rank_best nulls last, rank_worst, rank_reported nulls last, subject_name, figure_id, rank_comparator
        ) as place_here
    from mart_ranking as r
    inner join dim_indicator as i using (indicator_id)
    window peers as (
        partition by quarter_id, indicator_id, measure, subject_level, scope, comparator, period_start, period_end, unit
    )
)
select * from ranked
where (peers_here > 1 or reported_here > 0) and place_here <= {MOST_ROWS}
order by quarter_id, indicator_id, measure, list_position(['province', 'city', 'zone', 'county'], subject_level) nulls last,
    subject_level, period_end desc, period_start, scope nulls first, comparator nulls first, unit nulls first,
    rank_best nulls last, rank_worst, rank_reported nulls last, subject_name, figure_id, rank_comparator
"""
GROUP = (
    "indicator_id",
    "measure",
    "subject_level",
    "period_start",
    "period_end",
    "scope",
    "comparator",
    "unit",
)


def read(source: Source) -> Contents:
    """Tables by indicator, measure, level, period, scope and unit; those with most subjects first."""
    for quarter, rows in source.by_quarter(RANKINGS):
        tables = [
            _table(source, list(group)) for _, group in groupby(rows, lambda row: [row[c] for c in GROUP])
        ]
        yield quarter, sorted(tables, key=lambda table: (table["level"] == "project", -table["count"]))


def _table(source: Source, rows: list[Row]) -> dict[str, Any]:
    first = rows[0]
    most = first["most_here"] or 0
    return {
        "name": source.name(first["indicator_id"]),
        "indicator": first["indicator_id"],
        "measure": first["measure"],
        "level": first["subject_level"],
        "start": first["period_start"],
        "end": first["period_end"],
        "scope": first["scope"],
        "comparator": first["comparator"],
        "count": first["peers_here"],
        "reported": first["reported_here"] > 0,
        "rows": [
            {
                "subject": source.subject(row["subject_name"], row),
                "rank": _rank(row),
                "peers": row["peers"],
                "reported": source.number(row["rank_reported"], None, row["rank_figure_id"]),
                "within": row["rank_comparator"],
                "value": source.number(row["value"], row["unit"], row["figure_id"], row["bound"]),
                "length": round(100 * abs(row["value"]) / most)
                if most and row["value"] is not None
                else None,
            }
            for row in rows
        ],
    }


def _rank(row: Row) -> str | None:
    """The rank as shown: 3, or 2–4 where values that are only bounds leave it open."""
    best, worst = row["rank_best"], row["rank_worst"]
    if best is None:
        return None
    return str(best) if best == worst else f"{best}–{worst}"
