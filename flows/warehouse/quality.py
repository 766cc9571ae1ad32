"""The gate of data quality: which floors a built warehouse does not meet, and whether it may be published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb

from flows.errors import QualityError

REFUSE = "refuse"


@dataclass(frozen=True)
class Shortfall:
    """A floor that is not met: a row of mart_quality. Shares are of 1."""

    rule: str
    document_type: str | None
    measure: str
    table: str
    column: str | None
    documents: int
    rows: int
    value: Decimal
    floor: Decimal
    policy: str

    def __str__(self) -> str:
        what = self.table if self.column is None else f"{self.table}.{self.column}"
        kind = self.document_type
        whose = f"{self.documents} documents of type {kind}" if kind else f"{self.documents} documents"
        return (
            f"{self.rule}: {self.measure} of {what} is {self.value.normalize():f}, below {self.floor.normalize():f} "
            f"({self.rows} rows, {whose})"
        )


def shortfalls(database: Path) -> list[Shortfall]:
    """The floors that a built warehouse does not meet, those that refuse it first.

    Args:
        database: its DuckDB file.
    """
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(
            "select quality_rule, document_type, quality_measure, table_name, column_name, measured_documents, "
            "measured_rows, measured_value, quality_floor, policy from mart_quality where not met "
            "order by policy != 'refuse', quality_rule"
        ).fetchall()
    return [Shortfall(*row) for row in rows]


def require_quality(found: Sequence[Shortfall]) -> None:
    """Stop a run before it publishes what its operator would not have.

    Raises:
        QualityError: a floor that is not met has the policy refuse; the message names each.
    """
    if refused := [str(shortfall) for shortfall in found if shortfall.policy == REFUSE]:
        raise QualityError(
            f"the warehouse is below a floor of data quality: {'; '.join(refused)}",
            "quality_floors.csv",
            "Look into the documents that were added or refused; to publish all the same, set the policy to warn",
        )
