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
                "subject": subject,
                "name": source.name(row["indicator_id"]),
                "message": {
                    "zh": row["message_zh"],
                    "en": row["message_en"].replace(row["subject_name"], subject["en"], 1),
                },
                "value": source.number(row["value"], row["unit"], row["figure_id"], row["bound"]),
                "href": source.address(row["figure_id"]),
            }
            for row in rows
            for subject in [source.subject(row["subject_name"], row)]
        ]
        groups = {name: [each for each in shown if each["severity"] == name] for name in SEVERITIES}
        yield quarter, {"count": max(map(len, groups.values())), "groups": groups}
