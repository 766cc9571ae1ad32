"""Early warnings, the most severe first."""

from __future__ import annotations

from flows.bulletin.source import Contents, Source
from flows.bulletin.words import SEVERITIES

WARNINGS = """
from mart_warning
order by quarter_id, list_position(['red', 'orange', 'yellow'], severity), indicator_id, subject_name, rule, figure_id
"""


def read(source: Source) -> Contents:
    """Warnings by severity; each with its value and with the figures that it rests on."""
    for quarter, rows in source.by_quarter(WARNINGS):
        shown = [
            {
                "severity": row["severity"],
                "subject": source.subject(row["subject_name"], row),
                "name": source.name(row["indicator_id"]),
                "message": {"zh": row["message_zh"], "en": row["message_en"]},
                "value": source.number(row["value"], row["unit"], row["figure_id"], row["bound"]),
                "href": source.address(row["figure_id"]),
            }
            for row in rows
        ]
        yield quarter, {name: [w for w in shown if w["severity"] == name] for name in SEVERITIES}
