"""What was not covered: what became of each document's numbers, refused rows, indicators without data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows.bulletin.source import Source

DOCUMENTS = """
select c.*, d.path,
    (select string_agg(title, '；' order by article_id) from dim_article a where a.document_id = c.document_id) as title
from mart_coverage as c
inner join dim_document as d using (document_id)
order by document_id
"""
REFUSED = "from quarantine order by document_id nulls first, source_table, failed_check, quarantine_id"
PRESENT = "select distinct quarter_id, indicator_id from fact_figure where indicator_id is not null"
CITED = "select distinct quarter_id, document_id from fact_figure"
KINDS = ("figures", "other_figures", "dates", "names", "references")
MOST_ROWS = 300


def read(source: Source) -> Mapping[str, Any]:
    """The same documents and refusals for every quarter, the quarter's own documents first."""
    present: dict[str, set[str]] = {}
    for row in source.rows(PRESENT):
        present.setdefault(row["quarter_id"], set()).add(row["indicator_id"])
    cited: dict[str, set[str]] = {}
    for row in source.rows(CITED):
        cited.setdefault(row["quarter_id"], set()).add(row["document_id"])
    documents = [
        {
            "id": row["document_id"],
            "page": source.pages[row["document_id"]],
            "title": row["title"],
            "mentions": row["mentions"],
            "counts": [row[kind] for kind in KINDS],
            "quarantined": row["quarantined"],
            "accounted": source.number(round(100 * row["share_accounted_for"], 2), "%"),
            "whole": row["share_accounted_for"] == 1,
        }
        for row in source.rows(DOCUMENTS)
    ]
    refused = source.rows(REFUSED)
    made = {}
    for quarter in (row["quarter_id"] for row in source.quarters):
        own = cited.get(quarter, set())
        ordered = sorted(documents, key=lambda document: document["id"] not in own)
        absent = [row for name, row in source.indicators.items() if name not in present.get(quarter, set())]
        made[quarter] = {
            "documents": ordered[:MOST_ROWS],
            "count": len(documents),
            "own": own,
            "refused": refused[:MOST_ROWS],
            "refused_count": len(refused),
            "absent": [{"zh": row["name_zh"], "en": row["name_en"]} for row in absent],
            "indicators": len(source.indicators),
        }
    return made
