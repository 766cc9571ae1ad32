"""What a run asks of a person: the articles whose setting is doubtful, each with the line that settles it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from flows.contracts.codes import CERTAINTIES
from flows.run.language import marked

WHAT = {"home": marked("whom it is about"), "as_of": marked("up to which month")}


@dataclass(frozen=True)
class Doubt:
    """A row of review_setting: an answer that may be wrong, and the line for the file beside the text."""

    article_id: str
    question: str
    chosen: str | None
    figures: int
    sidecar: str
    remedy: str

    def __str__(self) -> str:
        return (
            f"{self.article_id}: {WHAT[self.question]}: taken for {self.chosen or marked('none')} ({self.figures} figures); "
            f"to settle it, write into {self.sidecar}: {self.remedy}"
        )


def by_certainty(database: Path) -> dict[str, int]:
    """How many figures of a built warehouse have which certainty, the surest first.

    Args:
        database: its DuckDB file.
    """
    with duckdb.connect(str(database), read_only=True) as connection:
        counted = connection.execute(
            "select certainty, count(*) from fact_figure group by certainty"
        ).fetchall()
    found: dict[str, int] = dict(counted)
    return {name: found.get(name, 0) for name in CERTAINTIES}


def doubts(database: Path) -> list[Doubt]:
    """The rows of review_setting of a built warehouse, in its order: that of most figures first.

    Args:
        database: its DuckDB file.
    """
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(
            "select article_id, question, chosen, figures, sidecar, remedy from review_setting order by rowid"
        ).fetchall()
    return [Doubt(*row) for row in rows]
