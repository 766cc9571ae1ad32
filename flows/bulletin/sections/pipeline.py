"""Three in one batch: signed, started, in production; the rates between them, and what is stuck."""

from __future__ import annotations

from typing import Any

from flows.bulletin.source import Contents, Row, Source

PIPELINES = """
from mart_pipeline
order by quarter_id, batch_scope is not null, list_position(['province', 'city', 'zone', 'county'], subject_level) nulls last,
    coalesce(signed, started, in_production) is null, subject_name, period_start, period_end, batch_scope nulls first
"""
STEPS = {
    "signed": "projects_signed",
    "started": "projects_started",
    "in_production": "projects_in_production",
}
RATES = ("start_rate", "production_rate", "full_output_rate")
STUCK = {
    "start_rate": "signed_not_started",
    "production_rate": "started_not_in_production",
    "full_output_rate": "in_production_not_full",
}


def read(source: Source) -> Contents:
    """One funnel for each subject and period; batches of a narrower scope apart."""
    for quarter, rows in source.by_quarter(PIPELINES):
        funnels = [_funnel(source, row) for row in rows]
        whole = [f for f in funnels if not f["scope"] and f["filled"]]
        parts = [f for f in funnels if f["scope"] and f["filled"]]
        if whole or parts:
            yield (
                quarter,
                {
                    "whole": whole,
                    "count": max(len(whole), len(parts)),
                    "whole_count": len(whole),
                    "parts": parts,
                },
            )


def _funnel(source: Source, row: Row) -> dict[str, Any]:
    ids = row["figure_ids"]

    def linked(value: Any, unit: str, indicator: str, measure: str = "level") -> Any:
        return source.number(value, unit, source.match(ids, value, indicator, measure))

    most = max((row[name] for name in STEPS if row[name] is not None), default=0)
    steps = [
        {
            "name": name,
            "count": linked(row[name], "个", indicator),
            "length": round(100 * row[name] / most) if most and row[name] is not None else None,
            "investment": linked(row[f"{name}_investment"], "亿元", f"{indicator}_investment"),
        }
        for name, indicator in STEPS.items()
    ]
    rates = [
        {
            "name": name,
            "reported": linked(row[f"{name}_reported"], "%", name),
            "computed": source.number(round(row[f"{name}_computed"], 2), "%")
            if row[f"{name}_computed"] is not None
            else None,
            "rank": linked(row[f"{name}_rank"], "位", name, "rank"),
            "within": row[f"{name}_rank_comparator"],
            "stuck_name": STUCK[name],
            "stuck": source.number(row[STUCK[name]], "个"),
        }
        for name in RATES
    ]
    return {
        "subject": source.subject(row["subject_name"], row),
        "level": row["subject_level"],
        "scope": row["batch_scope"],
        "start": row["period_start"],
        "end": row["period_end"],
        "steps": steps,
        "counted": any(step["count"] or step["investment"] for step in steps),
        "rates": rates,
        "filled": any(s["count"] or s["investment"] for s in steps)
        or any(r["reported"] or r["computed"] for r in rates),
    }
