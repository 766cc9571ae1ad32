"""The headline: how each subject stood when it last published an indicator that the scorecard weighs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from flows.bulletin.source import Contents, Row, Source, in_step

# what the policy leaves out of headlines is not shown as one
# the weights are reference data, so what counts as a headline is decided there
HEADLINES = """
with policy as (
    select coalesce(bool_and(treatment = 'leave_out'), true) as leaves_out from dim_certainty_policy
    where used_in = 'headline'
)
select p.quarter_id, p.subject_level, p.subject_name, p.indicator_id, p.measure, p.value, p.unit, p.bound, p.figure_id,
    p.weight, p.period_start, p.period_end, g.benchmark, g.gap, g.gap_figure_id, g.met, g.benchmark_basis, g.inherited,
    g.benchmark_subject_name, i.direction
from mart_scorecard_part as p
inner join dim_indicator as i using (indicator_id)
cross join policy
left join mart_gap as g
    on g.figure_id = p.figure_id and not (g.certainty = 'doubtful' and policy.leaves_out) and g.benchmark in ('provincial_target', 'city_target', 'own_target') and g.gap is not null
where p.value is not null
    and not (p.certainty = 'doubtful' and policy.leaves_out)
qualify row_number() over (
    partition by p.quarter_id, p.subject_level, p.subject_name, p.city_id, p.zone_id, p.indicator_id, p.measure
    order by g.inherited, g.benchmark = 'provincial_target' desc nulls last, g.benchmark, p.figure_id
) = 1
order by p.quarter_id, p.weight desc, p.indicator_id, p.measure, p.subject_name, p.figure_id
"""
WEIGHED = """
select indicator_id, measure, max(weight) as weight
from mart_scorecard_part group by all order by weight desc, indicator_id, measure
"""
COUNTS = """
with quarters as (select distinct quarter_id from fact_figure)
select quarter_id,
    (select count(*) from fact_figure f where f.quarter_id = q.quarter_id) as figures,
    (select count(distinct document_id) from fact_figure f where f.quarter_id = q.quarter_id) as documents,
    (select count(*) from mart_warning w where w.quarter_id = q.quarter_id) as warnings,
    (select count(*) from mart_reconciliation r where r.quarter_id = q.quarter_id and not r.agrees) as disagreements,
    (select sum(mentions) from mart_coverage) as mentions,
    (select coalesce(min(share_accounted_for), 1) = 1 from mart_coverage) as accounted
from quarters q
order by quarter_id
"""
LEVELS = ("province", "city", "zone")
CARDS = 4


class Cell(NamedTuple):
    """A subject's headline: the row, and what is shown of it, made while its figures are at hand."""

    row: Row
    shown: dict[str, Any]


def read(source: Source) -> Contents:
    """Cards and a table of subjects by headline indicators, for each quarter: the latest known by then."""
    headlines = in_step(_headlines(source))
    columns = [(row["indicator_id"], row["measure"]) for row in source.rows(WEIGHED)]
    latest: dict[tuple[str, str], dict[tuple[str, str], Cell]] = {}
    for counts in source.rows(COUNTS):
        quarter = counts["quarter_id"]
        for cell in headlines(quarter) or []:
            subject = (cell.row["subject_level"], cell.row["subject_name"])
            latest.setdefault(subject, {})[cell.row["indicator_id"], cell.row["measure"]] = cell
        yield quarter, {"counts": counts, **_page(source, quarter, latest, columns)}


def _headlines(source: Source) -> Iterator[tuple[str, list[Cell]]]:
    for quarter, rows in source.by_quarter(HEADLINES):
        yield quarter, [Cell(row, _cell(source, row)) for row in rows]


def _page(
    source: Source,
    quarter: str,
    latest: Mapping[tuple[str, str], Mapping[tuple[str, str], Cell]],
    columns: list[tuple[str, str]],
) -> dict[str, Any]:
    used = [column for column in columns if any(column in cells for cells in latest.values())]
    order = {level: number for number, level in enumerate(LEVELS)}
    subjects = sorted(
        (subject for subject in latest if subject[0] in order),
        key=lambda subject: (
            order[subject[0]],
            -max(int(cell.row["quarter_id"] == quarter) for cell in latest[subject].values()),
            -len(latest[subject]),
            subject[1],
        ),
    )
    table = [
        {
            "level": level,
            "name": source.subject(name),
            "cells": [_now(latest[level, name].get(column), quarter) for column in used],
        }
        for level, name in subjects
    ]
    cards = []
    for column in used:
        found = [
            cells[column]
            for subject, cells in latest.items()
            if subject[0] in ("city", "zone") and column in cells
        ]
        # a leader needs an exact value: of "more than 10 %" nobody knows how much more
        exact = [cell for cell in found if cell.row["bound"] == "eq" and cell.row["direction"] != "none"]
        now = [cell for cell in exact if cell.row["quarter_id"] == quarter] or exact
        if now:
            sign = 1 if now[0].row["direction"] == "lower" else -1
            best = min(now, key=lambda cell: (sign * cell.row["value"], cell.row["subject_name"]))
            ties = sum(cell.row["value"] == best.row["value"] for cell in now) - 1
            cards.append(
                _now(best, quarter)
                | {
                    "subject": source.subject(best.row["subject_name"], best.row),
                    "ties": ties,
                    "of": len(now),
                }
            )
    return {
        "columns": [{"name": source.name(i), "measure": m, "id": i} for i, m in used],
        "table": table,
        "count": len(table),
        "cards": cards[:CARDS],
    }


def _cell(source: Source, row: Row) -> dict[str, Any]:
    unit = "个百分点" if row["unit"] == "%" else row["unit"]
    return {
        "value": source.number(row["value"], row["unit"], row["figure_id"], row["bound"]),
        "gap": source.number(row["gap"], unit, row["gap_figure_id"] or row["figure_id"], signed=True),
        "benchmark": row["benchmark"],
        "target": {
            "reference": row["benchmark_basis"] == "reference",
            "inherited": row["inherited"],
            "of": source.subject(row["benchmark_subject_name"]) if row["benchmark_subject_name"] else None,
        },
        "met": row["met"],
        "quarter": row["quarter_id"],
        "name": source.name(row["indicator_id"]),
        "measure": row["measure"],
    }


def _now(cell: Cell | None, quarter: str) -> dict[str, Any]:
    """What is shown of a headline in a quarter, which may be a later one."""
    return cell.shown | {"now": cell.row["quarter_id"] == quarter} if cell else {}
