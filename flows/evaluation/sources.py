"""Where figures to be judged come from: read afresh out of texts, or out of a published warehouse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from flows.errors import UsageError
from flows.evaluation.compare import Found
from flows.evaluation.score import Mention
from flows.evaluation.texts import core_names

MENTION_COLUMNS = ("document_id", "char_start", "char_end", "disposition", "reason")


def found_in(frame: pl.DataFrame, names: dict[str, str]) -> list[Found]:
    """The rows of a figure frame, in its order.

    Args:
        frame: frame `figure` of an extraction, or table fact_figure.
        names: indicator id → Chinese name.
    """
    return [found_of(row, names) for row in frame.iter_rows(named=True)]


def found_of(row: Mapping[str, Any], names: Mapping[str, str]) -> Found:
    """One row of a figure frame or of fact_figure."""
    start, end = row["period_start"], row["period_end"]
    return Found(
        figure_id=row["figure_id"],
        document_id=row["document_id"],
        start=row["char_start"],
        end=row["char_end"],
        disposition=row["disposition"],
        indicator=names.get(row["indicator_id"], row["indicator_id"]),
        measure=row["measure"],
        rank_of=row["rank_of"],
        scenario=row["scenario"],
        subject=row["subject_name"],
        period=(f"{start:%Y-%m}" if start else None, f"{end:%Y-%m}" if end else None),
        value=float(row["value"]),
        unit=row["unit"] or "",
        bound=row["bound"],
        rule=row.get("rule") or "",
        quote=row["quote"],
        sentence=row["sentence"] or "",
        doubts=tuple((row.get("doubts") or "").split(";")) if row.get("doubts") else (),
    )


def mentions_in(frame: pl.DataFrame) -> list[Mention]:
    """The rows of a mention frame, in its order."""
    return [Mention(*row) for row in frame.select(MENTION_COLUMNS).iter_rows()]


class Warehouse:
    """The tables of a published warehouse that an evaluation needs.

    Args:
        marts: folder that `kaifaqu run` published in.

    Raises:
        UsageError: there is no warehouse in it.
    """

    def __init__(self, marts: Path) -> None:
        self._folder = marts / "parquet"
        if not (self._folder / "fact_mention.parquet").is_file():
            raise UsageError(
                "there is no published warehouse in this folder",
                str(marts),
                "Publish one with kaifaqu run --marts DIR, or leave --marts out",
            )

    def _table(self, name: str) -> pl.DataFrame:
        path = self._folder / f"{name}.parquet"
        try:
            return pl.read_parquet(path)
        except (OSError, pl.exceptions.PolarsError) as error:
            raise UsageError(
                f"the table can't be read ({' '.join(str(error).split())})",
                str(path),
                "Run kaifaqu run again",
            ) from error

    def sizes(self) -> dict[str, int]:
        """Document id → characters."""
        return dict(self._table("dim_document").select("document_id", "characters").iter_rows())

    def place_of(self, figure_id: str) -> tuple[str, int] | None:
        """Document and first character of a figure; None where none has this id."""
        found = self._table("fact_figure").filter(figure_id=figure_id)
        return None if found.is_empty() else found.select("document_id", "char_start").row(0)

    @cached_property
    def _catalog(self) -> pl.DataFrame:
        return self._table("dim_indicator")

    @property
    def core(self) -> frozenset[str]:
        """Chinese names of the indicators that labels know."""
        return core_names(self._catalog)

    def mentions(self, wanted: Iterable[str]) -> list[Mention]:
        """The numbers of some documents."""
        return mentions_in(self._of("fact_mention", wanted))

    def figures(self, wanted: Iterable[str]) -> list[Found]:
        """The figures of some documents."""
        names = dict(self._catalog.select("indicator_id", "name_zh").iter_rows())
        return found_in(self._of("fact_figure", wanted), names)

    def _of(self, name: str, wanted: Iterable[str]) -> pl.DataFrame:
        return self._table(name).filter(pl.col("document_id").is_in(list(wanted)))
