"""The texts' own arithmetic: the sums that don't hold first."""

from __future__ import annotations

from flows.bulletin.source import Contents, Source

MOST_ROWS = 200
IDENTITIES = f"""
select r.*, i.name_zh, i.name_en, count(*) over (partition by quarter_id, agrees) as alike
from mart_reconciliation as r
inner join dim_indicator as i using (indicator_id)
qualify
    row_number() over (
        partition by quarter_id, agrees
        order by abs(difference) / nullif(tolerance, 0) desc nulls last, document_id, reconciliation_id
    ) <= {MOST_ROWS}
order by quarter_id, agrees, abs(difference) / nullif(tolerance, 0) desc nulls last, document_id, reconciliation_id
"""


def read(source: Source) -> Contents:
    """Identities that don't hold, and those that do."""
    for quarter, rows in source.by_quarter(IDENTITIES):
        shown = [
            {
                "identity": row["identity"],
                "subject": source.subject(row["subject_name"], row),
                "name": source.name(row["indicator_id"]),
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
        counts = {row["agrees"]: row["alike"] for row in rows}
        content = {
            "count": max(len(fails), len(holds)),
            "fails": fails,
            "fails_count": counts.get(False, 0),
            "holds": holds,
            "holds_count": counts.get(True, 0),
        }
        yield quarter, content
