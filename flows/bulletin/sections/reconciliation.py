"""The texts' own arithmetic: the sums that don't hold first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows.bulletin.source import Source

IDENTITIES = """
select r.*, i.name_zh, i.name_en
from mart_reconciliation as r
inner join dim_indicator as i using (indicator_id)
order by quarter_id, agrees, abs(difference) / nullif(tolerance, 0) desc nulls last, document_id, reconciliation_id
"""
MOST_ROWS = 200


def read(source: Source) -> Mapping[str, Any]:
    """Identities that don't hold, and those that do."""
    made = {}
    for quarter, rows in source.by_quarter(IDENTITIES).items():
        shown = [
            {
                "identity": row["identity"],
                "subject": source.subject(row["subject_name"]),
                "name": {"zh": row["name_zh"], "en": row["name_en"]},
                "expression": row["expression"],
                "href": source.address(row["figure_ids"][0]),
                "stated": source.number(row["stated"], row["unit"], row["figure_ids"][0]),
                "expected": source.number(row["expected"], row["unit"]),
                "difference": source.number(row["difference"], row["unit"], signed=True),
                "tolerance": source.number(row["tolerance"], row["unit"]),
                "agrees": row["agrees"],
                "reason": {"zh": row["likely_reason_zh"], "en": row["likely_reason_en"]}
                if row["likely_reason_zh"]
                else None,
                "document": row["document_id"],
            }
            for row in rows
        ]
        holds = [row for row in shown if row["agrees"]]
        fails = [row for row in shown if not row["agrees"]]
        made[quarter] = {
            "fails": fails[:MOST_ROWS],
            "fails_count": len(fails),
            "holds": holds[:MOST_ROWS],
            "holds_count": len(holds),
        }
    return made
