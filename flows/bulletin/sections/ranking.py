"""Who leads: comparable subjects in order, the rank that a text reports beside the computed one."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flows.bulletin.bounds import gap_shown, unit_of_gap
from flows.bulletin.source import Contents, Row, Source
from flows.bulletin.words import NATIONAL

MOST_ROWS = 300
# what a table lists are the subjects of one level, and of one province unless they are provinces themselves or national
# zones that are ranked across provinces: peers are those that one set of ranks is about
RANKINGS = f"""
with national as (
    select indicator_id, measure, period_start, period_end, scope_key, comparator, unit
    from mart_ranking
    left join dim_zone using (zone_id)
    where subject_level = 'zone' and value is not null
    group by all
    having bool_and(coalesce(dim_zone.level = 'national', false)) and count(distinct mart_ranking.province_id) > 1
),
placed as (
    select r.*, i.direction,
        case
            when r.subject_level = 'province' then null
            when r.subject_level = 'zone' and exists (
                from national as n
                where n.indicator_id = r.indicator_id and n.measure = r.measure and n.period_start = r.period_start
                    and n.period_end = r.period_end and n.scope_key is not distinct from r.scope_key
                    and n.comparator is not distinct from r.comparator and n.unit is not distinct from r.unit
            ) then 'national'
            else r.province_id
        end as field
    from mart_ranking as r
    inner join dim_indicator as i using (indicator_id)
),
led as (
    select figure_id, min(gap) as leader_gap, min(benchmark_figure_id) as leader_figure_id
    from mart_gap
    where benchmark = 'best_peer' and gap is not null
    group by figure_id
),
held as (
    select distinct figure_id
    from mart_gap
    where benchmark in ('provincial_target', 'city_target', 'own_target', 'provincial_average', 'city_total')
),
ranked as (
    select placed.*, led.leader_gap, led.leader_figure_id,
        count(*) over peers as peers_here, count(rank_reported) over peers as reported_here,
        max(abs(value)) over peers as most_here,
        -- what stands against a target or an average stands in the gaps, with its ranks
        bool_and(held.figure_id is not null) over peers as is_held,
        row_number() over (
            peers order by rank_best nulls last, rank_worst, rank_reported nulls last, subject_name, placed.figure_id, rank_comparator
        ) as place_here
    from placed
    left join led on led.figure_id = placed.figure_id
    left join held on held.figure_id = placed.figure_id
    window peers as (
        partition by quarter_id, indicator_id, measure, subject_level, field, scope, comparator, period_start, period_end, unit
    )
)
select * from ranked
where (peers_here > 1 or reported_here > 0) and not is_held and place_here <= {MOST_ROWS}
order by quarter_id, indicator_id, measure, list_position(['province', 'city', 'zone', 'county'], subject_level) nulls last,
    subject_level, field nulls first, period_end desc, period_start, scope nulls first, comparator nulls first, unit nulls first,
    rank_best nulls last, rank_worst, rank_reported nulls last, subject_name, figure_id, rank_comparator
"""
GROUP = (
    "indicator_id",
    "measure",
    "subject_level",
    "field",
    "period_start",
    "period_end",
    "scope",
    "comparator",
    "unit",
)


def read(source: Source) -> Contents:
    """Tables by indicator, measure, level, province, period, scope and unit; those with most subjects first."""
    for quarter, rows in source.by_quarter(RANKINGS):
        tables = [
            _table(source, list(group)) for _, group in groupby(rows, lambda row: [row[c] for c in GROUP])
        ]
        yield quarter, sorted(tables, key=lambda table: (table["level"] == "project", -table["count"]))


def _table(source: Source, rows: list[Row]) -> dict[str, Any]:
    first = rows[0]
    most = (first["most_here"] or 0) if len(rows) > 2 else 0  # two bars show nothing that two numbers don't
    unit = unit_of_gap(first["unit"])
    return {
        "name": source.name(first["indicator_id"]),
        "indicator": first["indicator_id"],
        "measure": first["measure"],
        "level": first["subject_level"],
        "field": NATIONAL if first["field"] == "national" else source.field(first),
        "led": any(row["leader_gap"] is not None for row in rows),
        "start": first["period_start"],
        "end": first["period_end"],
        "scope": first["scope"],
        "comparator": first["comparator"],
        "count": first["peers_here"],
        "reported": first["reported_here"] > 0,
        "rows": [
            {
                "subject": source.subject(row["subject_name"], row),
                "rank": rank_shown(row),
                "peers": row["peers"],
                "reported": source.number(row["rank_reported"], None, row["rank_figure_id"]),
                "within": row["rank_comparator"],
                "value": source.number(row["value"], row["unit"], row["figure_id"], row["bound"]),
                "gap": gap_shown(source, row["leader_gap"], unit, row, row["figure_id"]),
                "length": round(100 * abs(row["value"]) / most)
                if most and row["value"] is not None
                else None,
            }
            for row in rows
        ],
    }


def rank_shown(row: Row) -> str | None:
    """The rank as shown: 3, or 2–4 where values that are only bounds leave it open."""
    best, worst = row["rank_best"], row["rank_worst"]
    if best is None:
        return None
    return str(best) if best == worst else f"{best}–{worst}"
