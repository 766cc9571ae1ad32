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

ROWS = 30
"""How many rows of each ranking and gap table the quarter's page shows."""


@dataclass(frozen=True)
class Section:
    """A section: its name, which its template part and its words bear, and what it shows by quarter, one by one.

    `read` gives quarters in their order. One that it leaves out has an empty section, which says why. Of a section
    with `most`, the quarter's page shows so many items, and a page of its own shows all where there are more: the
    first page must open at once.
    """

    name: str
    read: Callable[[Source], Contents]
    most: int | None = None

    def overflows(self, content: Any) -> bool:
        """Whether there is more than the quarter's page shows."""
        if self.most is None or not content:
            return False
        return count_of(content) > self.most or (
            isinstance(content, list) and any(len(table["rows"]) > ROWS for table in content)
        )


def count_of(content: Any) -> int:
    """How many items a section with a limit has."""
    return len(content) if isinstance(content, list) else int(content["count"])


SECTIONS = (
    Section("overview", overview.read, most=40),
    Section("ranking", ranking.read, most=24),
    Section("gap", gap.read, most=12),
    Section("pipeline", pipeline.read, most=12),
    Section("warning", warning.read),
    Section("scorecard", scorecard.read, most=24),
    Section("reform", activity.read_reform),
    Section("industry", activity.read_industry),
    Section("promotion", activity.read_promotion),
    Section("project", project.read, most=200),
    Section("reconciliation", reconciliation.read),
    Section("coverage", coverage.read),
)

__all__ = ["ROWS", "SECTIONS", "Section", "count_of"]
