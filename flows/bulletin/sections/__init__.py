"""The sections of a page, in the order in which they are read.

A new section is a module here with a `read`, a line in `SECTIONS`, a part in templates/parts of the same name, and
its words in words.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flows.bulletin.sections import (
    activity,
    coverage,
    gap,
    overview,
    pipeline,
    project,
    ranking,
    reconciliation,
    scorecard,
    warning,
)
from flows.bulletin.source import Contents, Source

ROWS = 12
"""How many rows of each ranking and gap table the quarter's page shows."""


@dataclass(frozen=True)
class Section:
    """A section: its name, which its template part and its words bear, and what it shows by quarter, one by one.

    `read` gives quarters in their order. One that it leaves out has an empty section, which says why in one line. The
    quarter's page shows `most` items, fewer where the page would grow too large, and a page of the section's own shows
    all where there are more: the first page must open at once.
    """

    name: str
    read: Callable[[Source], Contents]
    most: int

    def overflows(self, content: Any, most: int, rows: int) -> bool:
        """Whether there is more than a page with so many items, and rows of each table, shows."""
        if not content:
            return False
        return count_of(content) > most or (
            isinstance(content, list) and any(len(table["rows"]) > rows for table in content)
        )


def count_of(content: Any) -> int:
    """How many items a section has."""
    return len(content) if isinstance(content, list) else int(content["count"])


SECTIONS = (
    Section("overview", overview.read, most=30),
    Section("ranking", ranking.read, most=12),
    Section("gap", gap.read, most=8),
    Section("pipeline", pipeline.read, most=8),
    Section("warning", warning.read, most=15),
    Section("scorecard", scorecard.read, most=10),
    Section("reform", activity.read_reform, most=15),
    Section("industry", activity.read_industry, most=15),
    Section("promotion", activity.read_promotion, most=15),
    Section("project", project.read, most=40),
    Section("reconciliation", reconciliation.read, most=12),
    Section("coverage", coverage.read, most=25),
)

__all__ = ["ROWS", "SECTIONS", "Section", "count_of"]
