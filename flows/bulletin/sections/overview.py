"""The headline: how each subject stood when it last published an indicator that the scorecard weighs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from flows.bulletin.bounds import gap_shown, unit_of_gap
from flows.bulletin.front import age
from flows.bulletin.source import Contents, Row, Source, in_step

# what the policy leaves out of headlines is not shown as one
# the weights are reference data, so what counts as a headline is decided there
HEADLINES = """
with policy as (
    select coalesce(bool_and(treatment = 'leave_out'), true) as leaves_out from dim_certainty_policy
    where used_in = 'headline'
)
select p.quarter_id, p.subject_level, p.subject_name, p.province_id, p.city_id, p.zone_id, p.scope, p.indicator_id, p.measure, p.value, p.unit, p.bound, p.figure_id,
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
# a leader is first of three subjects or more of one level, province and period, each of which has a place of its own
LEADERS = """
with placed as (
    select figure_id, rank, peers, subject_level, is_rated,
        count(*) over peers as of_province,
        count(*) filter (where rank = 1) over peers as leaders
    from (
        select *, rank_best is not null as is_rated, if(subject_level = 'province', null, province_id) as field
        from mart_ranking
        where value is not null
        qualify row_number() over (partition by figure_id order by rank_comparator nulls first) = 1
    )
    where is_rated
    window peers as (
        partition by quarter_id, indicator_id, measure, subject_level, field, scope_key, comparator, period_start, period_end, unit
    )
)
select figure_id, peers, leaders from placed
where rank = 1 and peers = of_province
    and figure_id in (select figure_id from mart_scorecard_part where figure_id is not null)
"""
LEVELS = ("province", "city", "zone")
CARDS = 4
OLDEST = 4
"""How many quarters back a headline may lie that stands beside this quarter's."""
Subject = tuple[str, str, str | None, str | None]


class Cell(NamedTuple):
    """A subject's headline: the row, and what is shown of it, made while its figures are at hand."""

    row: Row
    shown: dict[str, Any]


def read(source: Source) -> Contents:
    """Cards and a table of subjects by headline indicators, for each quarter: the latest known by then."""
    headlines = in_step(_headlines(source))
    columns = [(row["indicator_id"], row["measure"]) for row in source.rows(WEIGHED)]
    leaders = {row["figure_id"]: row for row in source.rows(LEADERS)}
    latest: dict[Subject, dict[tuple[str, str], Cell]] = {}
    for counts in source.rows(COUNTS):
        quarter = counts["quarter_id"]
        for cell in headlines(quarter) or []:
            latest.setdefault(_subject(cell.row), {})[cell.row["indicator_id"], cell.row["measure"]] = cell
        recent = {}
        for subject, cells in latest.items():
            kept = {
                key: cell for key, cell in cells.items() if age(cell.row["quarter_id"], quarter) <= OLDEST
            }
            if kept and subject[0] in LEVELS:
                recent[subject] = kept
        old = sum(subject[0] in LEVELS for subject in latest) - len(recent)
        page = _table(source, quarter, recent, columns)
        cards = _cards(source, quarter, recent, columns, leaders)
        if page["count"] or old or cards or counts["figures"]:
            yield quarter, {"counts": counts, "cards": cards, "old": old, **page}


def _headlines(source: Source) -> Iterator[tuple[str, list[Cell]]]:
    for quarter, rows in source.by_quarter(HEADLINES):
        yield quarter, [Cell(row, _cell(source, row)) for row in rows]


def _subject(row: Row) -> Subject:
    return (row["subject_level"], row["subject_name"], row["city_id"], row["zone_id"])


def _table(
    source: Source,
    quarter: str,
    recent: Mapping[Subject, Mapping[tuple[str, str], Cell]],
    columns: list[tuple[str, str]],
) -> dict[str, Any]:
    """Subjects by level and province, those with most of this quarter's first; the columns that any of them has."""
    used = [column for column in columns if any(column in cells for cells in recent.values())]

    def group(subject: Subject) -> tuple[str, str]:
        row = next(iter(recent[subject].values())).row
        return subject[0], "" if subject[0] == "province" else row["province_id"] or ""

    def now(subject: Subject) -> int:
        return sum(cell.row["quarter_id"] == quarter for cell in recent[subject].values())

    sizes: dict[tuple[str, str], int] = {}
    for subject in recent:
        sizes[group(subject)] = sizes.get(group(subject), 0) + now(subject)
    ordered = sorted(
        recent,
        key=lambda subject: (
            LEVELS.index(subject[0]),
            -sizes[group(subject)],
            group(subject),
            -now(subject),
            -len(recent[subject]),
            subject[1],
        ),
    )
    rows, before = [], None
    for subject in ordered:
        row = next(iter(recent[subject].values())).row
        rows.append(
            {
                "level": subject[0],
                "field": source.field(row),
                "first": group(subject) != before,
                "name": source.subject(subject[1], row),
                "cells": [_now(recent[subject].get(column), quarter) for column in used],
            }
        )
        before = group(subject)
    return {
        "columns": [{"name": source.name(i), "measure": m, "id": i} for i, m in used],
        "table": rows,
        "count": len(rows),
    }


def _cards(
    source: Source,
    quarter: str,
    recent: Mapping[Subject, Mapping[tuple[str, str], Cell]],
    columns: list[tuple[str, str]],
    leaders: Mapping[str, Row],
) -> list[dict[str, Any]]:
    """Who leads this quarter, the indicator that weighs most first; of each the largest set of peers."""
    cards = []
    for column in columns:
        found = [
            cells[column]
            for cells in recent.values()
            if column in cells
            and cells[column].row["quarter_id"] == quarter
            and cells[column].row["figure_id"] in leaders
        ]
        if found:
            best = max(
                found, key=lambda cell: (leaders[cell.row["figure_id"]]["peers"], cell.row["figure_id"])
            )
            place = leaders[best.row["figure_id"]]
            cards.append(
                _now(best, quarter)
                | {
                    "subject": source.subject(best.row["subject_name"], best.row),
                    "field": source.field(best.row),
                    "level": best.row["subject_level"],
                    "ties": place["leaders"] - 1,
                    "of": place["peers"],
                    "start": best.row["period_start"],
                    "end": best.row["period_end"],
                }
            )
    return cards[:CARDS]


def _cell(source: Source, row: Row) -> dict[str, Any]:
    unit = unit_of_gap(row["unit"])
    start, end = row["period_start"], row["period_end"]
    whole = (start.month, start.day) == (1, 1) and start.year == end.year and end.month % 3 == 0
    return {
        "value": source.number(row["value"], row["unit"], row["figure_id"], row["bound"]),
        "gap": gap_shown(source, row["gap"], unit, row, row["gap_figure_id"] or row["figure_id"]),
        "benchmark": row["benchmark"],
        "target": {
            "reference": row["benchmark_basis"] == "reference",
            "inherited": row["inherited"],
            "of": source.subject(row["benchmark_subject_name"]) if row["benchmark_subject_name"] else None,
        },
        "met": row["met"],
        "quarter": row["quarter_id"],
        # what is no year to date by a quarter's end says so
        "period": None if whole else (start, end),
        "scope": row["scope"],
        "name": source.name(row["indicator_id"]),
        "measure": row["measure"],
    }


def _now(cell: Cell | None, quarter: str) -> dict[str, Any]:
    """What is shown of a headline in a quarter, which may be a later one."""
    return cell.shown | {"now": cell.row["quarter_id"] == quarter} if cell else {}
