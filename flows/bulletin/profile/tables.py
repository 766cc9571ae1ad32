"""Targets and progress, ranks, warnings and projects as the pages of subjects and indicators show them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from flows.bulletin.profile.cells import Citations
from flows.bulletin.source import Row
from flows.bulletin.words import Words


def _name(citations: Citations, row: Row, of_subject: bool) -> Words:
    source = citations.source
    return source.name(row["indicator_id"]) if of_subject else source.subject(row["subject_name"], row)


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else round(value, 2)


def progress(citations: Citations, rows: Sequence[Row], of_subject: bool) -> list[dict[str, Any]]:
    """How far each target is; the share done stands beside the share that is due."""
    cell = citations.cell
    return [
        {
            "name": _name(citations, row, of_subject),
            "measure": row["measure"],
            "scope": row["scope_key"],
            "set_by": row["set_by"],
            "inherited": row["inherited"],
            "start": row["period_start"],
            "end": row["period_end"],
            "until": row["done_until"],
            "target": cell(row["target"], row["unit"], [row["target_figure_id"]]),
            "done": cell(row["done"], row["unit"], [row["figure_id"]], bound=row["bound"]),
            "share": cell(row["share_done_printed"], "%", [row["share_figure_id"]])
            if row["share_done_printed"] is not None
            else cell(row["share_done"], "%", [row["figure_id"], row["target_figure_id"]], origin="derived"),
            "due": cell(_rounded(row["share_due"]), "%"),
            "gap": cell(_rounded(row["gap"]), "个百分点", signed=True),
            "behind": row["gap"] is not None and row["gap"] < 0,
            "rest": cell(_rounded(row["needed_rest"]), row["unit"]),
            "pace": cell(_rounded(row["needed_pace"])),
            "cite": citations.of([row["figure_id"], row["target_figure_id"], row["share_figure_id"]]),
            "id": f"p-{row['figure_id']}-{row['measure']}-{row['period_end']}-{row['set_by'] or ''}",
        }
        for row in rows
    ]


def ranks(citations: Citations, rows: Sequence[Row], of_subject: bool) -> list[dict[str, Any]]:
    """Ranks as computed, and as the texts report them."""
    shown = []
    for number, row in enumerate(rows):
        best, worst = row["rank_best"], row["rank_worst"]
        shown.append(
            {
                "name": _name(citations, row, of_subject),
                "level": row["subject_level"],
                "measure": row["measure"],
                "scope": row["scope"],
                "start": row["period_start"],
                "end": row["period_end"],
                "value": citations.cell(row["value"], row["unit"], [row["figure_id"]], bound=row["bound"]),
                "rank": None if best is None else str(best) if best == worst else f"{best}–{worst}",
                "best": best,
                "peers": row["peers"],
                "reported": citations.cell(row["rank_reported"], None, [row["rank_figure_id"]]),
                "within": row["rank_comparator"],
                "cite": citations.of([row["figure_id"], row["rank_figure_id"]]),
                "id": f"r-{row['figure_id']}-{number}",
            }
        )
    return shown


def warnings(citations: Citations, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Rules that were broken, the latest first."""
    source = citations.source
    return [
        {
            "severity": row["severity"],
            "quarter": row["quarter_id"],
            "subject": source.subject(row["subject_name"], row),
            "name": source.name(row["indicator_id"]),
            "message": {"zh": row["message_zh"], "en": row["message_en"]},
            "value": citations.cell(row["value"], row["unit"], [row["figure_id"]], bound=row["bound"]),
            "cite": citations.of([row["figure_id"]]),
            "id": f"w-{row['figure_id']}-{number}",
        }
        for number, row in enumerate(rows)
    ]


def projects(citations: Citations, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Named projects of a place."""
    source = citations.source
    return [
        {
            "name": row["subject_name"],
            "names": [name for name in row["names"] if name != row["subject_name"]],
            "zone": source.subject(row["zone_zh"]) if row["zone_zh"] else None,
            "city": source.subject(row["city_zh"]) if row["city_zh"] else None,
            "stage": row["stage"],
            "stage_href": source.address(row["stage_figure_id"]),
            "investment": citations.cell(
                row["investment"],
                row["investment_unit"],
                [row["investment_figure_id"]],
                bound=row["investment_bound"],
            ),
            "capacity": citations.cell(
                row["capacity"], row["capacity_unit"], list(row["capacity_figure_ids"] or [])[:1]
            ),
            "industry": row["industry"],
            "latest": row["latest_month"],
            "href": source.address(next(iter(row["figure_ids"]), None)),
            "cite": citations.of(row["figure_ids"][:4]),
            "id": f"j-{row['project_id']}",
        }
        for row in rows
    ]
