"""What a run did, for whoever shows it: the console, Prefect's UI, a test."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from flows.documents import Refusal
from flows.warehouse.quality import Shortfall


@dataclass(frozen=True)
class RefusedRow:
    """A row in quarantine: its table and document, the failed check, and what was found."""

    source_table: str
    document_id: str | None
    failed_check: str
    message: str


@dataclass(frozen=True)
class RunSummary:
    """What a run did. Counts are of rows."""

    version: str
    folder: Path
    documents: int
    anew: int = 0
    dispositions: dict[str, int] = field(default_factory=dict)
    figures: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    quarantined: list[RefusedRow] = field(default_factory=list)
    tables: dict[str, int] = field(default_factory=dict)
    shortfalls: list[Shortfall] = field(default_factory=list)

    @property
    def numbers(self) -> int:
        """All mentions."""
        return sum(self.dispositions.values())

    @property
    def complete(self) -> bool:
        """Whether nothing was refused."""
        return not self.refusals and not self.quarantined


def rows_in_quarantine(quarantine: pl.DataFrame, refusals: pl.DataFrame) -> list[RefusedRow]:
    """The refused rows, without the documents that were refused whole (quarantine holds both)."""
    columns = ["source_table", "document_id", "failed_check", "message"]
    named = set(refusals["check"]) if refusals.height else set()
    rows = [RefusedRow(*row) for row in quarantine.select(columns).iter_rows()]
    return [row for row in rows if not (row.source_table == "document" and row.failed_check in named)]
