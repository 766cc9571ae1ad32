"""What is published, as far as the desk asks about it: read-only, from one version."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from flows.errors import UsageError
from flows.review.model import Passage, Row
from flows.warehouse import current_database

AROUND = 36
"""Characters of a text that are shown on either side of what matters."""


class Published:
    """The tables of one published version.

    Args:
        marts: folder that `kaifaqu run` published in.

    Raises:
        UsageError: nothing is published there.
    """

    def __init__(self, marts: Path) -> None:
        database = current_database(marts)
        if database is None or not database.is_file():
            raise UsageError(
                "nothing is published here",
                str(marts),
                "Run `kaifaqu run`, or name a folder with --marts DIR",
            )
        self.database = database.resolve()
        self._texts: dict[str, str] = {}
        self._columns: dict[str, set[str]] = {}

    def rows(self, query: str, *given: Any) -> list[Row]:
        """Rows of a query by column; every value that comes from outside is a parameter of it."""
        with duckdb.connect(str(self.database), read_only=True) as connection:
            found = connection.execute(query, list(given))
            names = [column[0] for column in found.description or ()]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def has(self, table: str, column: str) -> bool:
        """Whether a table of this version has a column: older ones lack some."""
        if table not in self._columns:
            rows = self.rows("select column_name from duckdb_columns() where table_name = ?", table)
            self._columns[table] = {row["column_name"] for row in rows}
        return column in self._columns[table]

    @cached_property
    def _hashes(self) -> dict[str, str]:
        rows = self.rows("select document_id, sha256 from dim_document")
        return {row["document_id"]: row["sha256"] for row in rows}

    def sha256(self, document_id: str) -> str:
        """The hash of a document's file."""
        return self._hashes[document_id]

    def text(self, document_id: str) -> str:
        """The text of a document as printed; empty where there is none."""
        if document_id not in self._texts:
            rows = self.rows("select text from document_text where document_id = ?", document_id)
            # few are at hand at a time: a desk works through one report after the other
            if len(self._texts) > 8:
                self._texts.clear()
            self._texts[document_id] = rows[0]["text"] if rows else ""
        return self._texts[document_id]

    def passage(self, document_id: str, start: int, end: int, around: int = AROUND) -> Passage:
        """The words around a place."""
        text = self.text(document_id)
        return Passage(text[max(0, start - around) : start], text[start:end], text[end : end + around])

    def bounds(self, article_id: str) -> tuple[int, int]:
        """Where the numbers of an article begin and end in its document."""
        rows = self.rows(
            "select min(char_start) as first, max(char_end) as last from fact_mention where article_id = ?",
            article_id,
        )
        return rows[0]["first"] or 0, rows[0]["last"] or 0
