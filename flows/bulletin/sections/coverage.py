"""What was not covered: numbers not read, what became of each document's numbers, refused rows, indicators without data."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from flows.bulletin.source import Contents, Row, Source
from flows.bulletin.titles import TITLES
from flows.bulletin.words import note_words
from flows.formats import gathered

MOST_ROWS = 300
DOCUMENTS = f"""
with shown as (
    select *, document_id in (select document_id from fact_figure where quarter_id = $quarter) as own
    from mart_coverage
    order by own desc, document_id
    limit {MOST_ROWS}
)
select c.*,
    (select {TITLES} from dim_article a where a.document_id = c.document_id) as title
from shown as c
order by own desc, document_id
"""
COUNTS = (
    "select (select count(*) from mart_coverage) as documents, (select count(*) from quarantine) as refused, "
    "(select count(*) from document_note) as notes"
)
REFUSED = f"""
select document_id, source_table, failed_check, message from quarantine
order by document_id nulls first, source_table, failed_check, quarantine_id
limit {MOST_ROWS}
"""
PRESENT = "select distinct quarter_id, indicator_id from fact_figure where indicator_id is not null"
UNREAD = """
select reason, count(*) as numbers, count(distinct document_id) as documents,
    min_by(document_id, (document_id, char_start)) as document_id, min_by(char_start, (document_id, char_start)) as char_start
from fact_mention
where reason in (select reason from dim_reason where verdict = 'unread')
group by reason
order by numbers desc, reason
"""
IN_PART = f"""
select document_id, note, part_kind, part_name, found, message, remedy from document_note
order by document_id, note_number
limit {MOST_ROWS}
"""
KINDS = ("figures", "other_figures", "dates", "names", "references")


def read(source: Source) -> Contents:
    """The same documents and refusals for every quarter, the quarter's own documents first."""
    present: dict[str, set[str]] = {}
    for row in source.rows(PRESENT):
        present.setdefault(row["quarter_id"], set()).add(row["indicator_id"])
    refused = source.rows(REFUSED)
    (counts,) = source.rows(COUNTS)
    in_part = source.rows(IN_PART)
    unread = [_unread(source, row) for row in source.rows(UNREAD)]
    for quarter in source.quarter_ids:
        absent = [row for name, row in source.indicators.items() if name not in present.get(quarter, set())]
        content = {
            "documents": [_document(source, row) for row in source.rows(DOCUMENTS, {"quarter": quarter})],
            "count": max(counts["documents"], len(in_part), len(refused), len(unread)),
            "documents_count": counts["documents"],
            "unread": unread,
            "unread_count": sum(row["numbers"] for row in unread),
            "in_part": [
                _in_part(source, document_id, group)
                for document_id, group in groupby(in_part, lambda row: str(row["document_id"]))
            ],
            "notes_shown": len(in_part),
            "notes_count": counts["notes"],
            "refused": refused,
            "refused_count": counts["refused"],
            "absent": [source.name(row["indicator_id"]) for row in absent],
            "indicators": len(source.indicators),
        }
        yield quarter, content


def _in_part(source: Source, document_id: str, rows: Iterable[Row]) -> dict[str, Any]:
    notes = [note_words(row["note"], row["found"] or "")["message"] for row, _ in gathered(rows)]
    return {"id": document_id, "page": source.pages[document_id], "notes": notes}


def _unread(source: Source, row: Row) -> dict[str, Any]:
    return {
        "why": source.reasons[row["reason"]],
        "numbers": row["numbers"],
        "documents": row["documents"],
        "first": row["document_id"],
        "page": source.pages[row["document_id"]],
        "char_start": row["char_start"],
    }


def _document(source: Source, row: Row) -> dict[str, Any]:
    return {
        "id": row["document_id"],
        "page": source.pages[row["document_id"]],
        "title": row["title"],
        "mentions": row["mentions"],
        "counts": [row[kind] for kind in KINDS],
        "unread": row["numbers_unread"],
        "quarantined": row["quarantined"],
        "accounted": source.number(round(100 * row["share_accounted_for"], 2), "%"),
        "whole": row["share_accounted_for"] == 1,
    }
