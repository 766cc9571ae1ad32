"""Scores with their coverage, and what each is made of."""

from __future__ import annotations

from typing import Any

from flows.bulletin.source import Contents, Row, Source, in_step
from flows.bulletin.words import GRADES, TIERS

SCORES = """
from mart_scorecard
order by quarter_id, list_position(['province', 'city', 'zone', 'county'], subject_level) nulls last,
    rank nulls last, coverage desc, score desc nulls last, subject_name, city_id nulls first, zone_id nulls first
"""
PARTS = """
from mart_scorecard_part
order by quarter_id, subject_level, subject_name, weight desc, indicator_id, measure
"""


def read(source: Source) -> Contents:
    """Scores by rank; the parts of each by weight, those without data among them."""
    parts_of = in_step(_parts(source))
    for quarter, rows in source.by_quarter(SCORES):
        parts = parts_of(quarter) or {}
        content = {
            "count": len(rows),
            "rows": [
                {
                    "level": row["subject_level"],
                    "subject": source.subject(row["subject_name"], row),
                    "score": source.number(_rounded(row["score"])),
                    "grade": {"zh": row["grade"], "en": GRADES.get(row["grade"], row["grade"])}
                    if row["grade"]
                    else None,
                    "tier": {"zh": row["tier"], "en": TIERS.get(row["tier"], row["tier"])}
                    if row["tier"]
                    else None,
                    "rank": row["rank"],
                    "peers": row["peers"],
                    "coverage": source.number(round(100 * row["coverage"], 1), "%"),
                    "length": round(100 * row["coverage"]),
                    "parts": parts.get(_subject(row), []),
                }
                for row in rows
            ],
        }
        yield quarter, content


def _parts(source: Source) -> Contents:
    """What each subject's score is made of."""
    for quarter, rows in source.by_quarter(PARTS):
        parts: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
        for row in rows:
            parts.setdefault(_subject(row), []).append(
                {
                    "name": source.name(row["indicator_id"]),
                    "measure": row["measure"],
                    "weight": source.number(row["weight"]),
                    "value": source.number(row["value"], row["unit"], row["figure_id"], row["bound"]),
                    "benchmark": source.number(
                        row["benchmark_value"], row["unit"], row["benchmark_figure_id"]
                    ),
                    "target": {
                        "reference": row["benchmark_basis"] == "reference",
                        "inherited": row["inherited"],
                        "of": None,
                    },
                    "points": source.number(_rounded(row["normalised_score"])),
                    "contribution": source.number(_rounded(row["contribution"])),
                }
            )
        yield quarter, parts


def _subject(row: Row) -> tuple[Any, ...]:
    return (row["subject_level"], row["subject_name"], row["city_id"], row["zone_id"])


def _rounded(value: Any) -> Any:
    return None if value is None else round(value, 2)
