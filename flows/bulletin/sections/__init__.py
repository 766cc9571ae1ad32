"""The sections of a page, in the order in which they are read.

A new section is a module here with a `read`, a line in `SECTIONS`, a part in templates/parts of the same name, and
its words in words.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
from flows.bulletin.source import Source


@dataclass(frozen=True)
class Section:
    """A section: its name, which its template part and its words bear, and what it shows by quarter.

    A quarter that `read` leaves out has an empty section, which says why.
    """

    name: str
    read: Callable[[Source], Mapping[str, Any]]


SECTIONS = (
    Section("overview", overview.read),
    Section("ranking", ranking.read),
    Section("gap", gap.read),
    Section("pipeline", pipeline.read),
    Section("warning", warning.read),
    Section("scorecard", scorecard.read),
    Section("reform", activity.read_reform),
    Section("industry", activity.read_industry),
    Section("promotion", activity.read_promotion),
    Section("project", project.read),
    Section("reconciliation", reconciliation.read),
    Section("coverage", coverage.read),
)

__all__ = ["SECTIONS", "Section"]
