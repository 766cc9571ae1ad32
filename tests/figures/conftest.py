"""Read one text and see its figures."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from flows.documents import Document, Sidecar, link, prepare
from flows.figures import Lexicon, extract
from flows.paths import reference_dir
from flows.reference import load_reference


class Reader:
    """Extracts figures from texts; the lexicon is built once."""

    def __init__(self) -> None:
        self.reference = load_reference(reference_dir())
        self.lexicon = Lexicon(self.reference)
        self.names = dict(
            self.reference.frames["ref_indicator"].select("indicator_id", "name_zh").iter_rows()
        )

    def frames(
        self, *texts: str, city: str | None = None, published: str | None = None
    ) -> dict[str, pl.DataFrame]:
        """All frames of some texts; the first is document t0."""
        sidecar = Sidecar(date.fromisoformat(published) if published else None, None, city)
        prepared = [
            prepare(Document(f"t{i}", f"t{i}.txt", "0" * 64, "utf-8", len(text.encode()), text, sidecar))
            for i, text in enumerate(texts)
        ]
        link(prepared)
        return extract(prepared, self.reference, lexicon=self.lexicon)

    def figures(self, text: str, **context: Any) -> list[dict[str, Any]]:
        """The figures of a text in order, each with the indicator's Chinese name and its period as YYYY-MM."""
        rows = self.frames(text, **context)["figure"].to_dicts()
        for row in rows:
            row["indicator"] = self.names.get(row["indicator_id"])
            start, end = row["period_start"], row["period_end"]
            row["period"] = f"{start:%Y-%m}..{end:%Y-%m}" if start else None
            row["value"] = float(row["value"])
        return rows

    def dispositions(self, text: str, **context: Any) -> list[tuple[str, str]]:
        """(quote, disposition) of every mention in order."""
        frame = self.frames(text, **context)["mention"]
        return list(frame.select("quote", "disposition").iter_rows())


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()
