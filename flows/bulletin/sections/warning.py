"""Early warnings, the most severe first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows.bulletin.source import Source
from flows.bulletin.words import SEVERITIES

WARNINGS = """
from mart_warning
order by quarter_id, list_position(['red', 'orange', 'yellow'], severity), indicator_id, subject_name, rule, figure_id
"""


def read(source: Source) -> Mapping[str, Any]:
    """Warnings by severity; each with its value and with the figures that it rests on."""
    made: dict[str, Any] = {}
    for quarter, rows in source.by_quarter(WARNINGS).items():
        shown = [
            {
                "severity": row["severity"],
                "subject": source.subject(row["subject_name"]),
                "name": source.name(row["indicator_id"]),
                "message": {"zh": row["message_zh"], "en": row["message_en"]},
                "value": source.number(row["value"], row["unit"], row["figure_id"], row["bound"]),
                "href": source.address(row["figure_id"]),
            }
            for row in rows
        ]
        made[quarter] = {name: [w for w in shown if w["severity"] == name] for name in SEVERITIES}
    return made
