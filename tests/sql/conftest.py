"""Run the project's SQL on frames, in memory."""

from __future__ import annotations

import runpy
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.contracts import frame_of
from flows.warehouse import load_previous, load_staging, run_sql

SAMPLE = runpy.run_path(str(Path(__file__).parents[1] / "warehouse" / "sample.py"))
Run = Callable[..., duckdb.DuckDBPyConnection]
FRAMES = SAMPLE["valid_frames"]() | {"quarantine": frame_of("quarantine", [])}
REFERENCE = SAMPLE["reference_frames"]()


@pytest.fixture
def run() -> Iterator[Run]:
    """Give a function that runs all SQL on the sample's frames, with some of them replaced by rows."""
    # one thread: with a handful of rows, sharing them out costs more than the work
    with duckdb.connect(config={"threads": 1}) as connection:

        def run(wanted: str | None = None, **rows: list[dict[str, Any]]) -> duckdb.DuckDBPyConnection:
            frames, reference = dict(FRAMES), dict(REFERENCE)
            if "figure" in rows:
                given = [
                    {"figure_id": f"f{place}", "char_start": place * 10, "quote": str(row.get("value", 1))}
                    | row
                    for place, row in enumerate(rows.pop("figure"), start=1)
                ]
                figures = SAMPLE["figure_rows"](given)
                frames["figure"] = frame_of("figure", figures)
                frames["mention"] = frame_of("mention", map(SAMPLE["mention_of"], figures))
            for name, given_rows in rows.items():
                (reference if name.startswith("ref_") else frames)[name] = frame_of(name, given_rows)
            connection.execute("create schema staging")
            load_staging(connection, frames, reference, datetime(2024, 4, 20, 8, 0, tzinfo=UTC))
            load_previous(connection, None)
            run_sql(connection, wanted=wanted)
            return connection

        yield run


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """Give an empty database in memory."""
    with duckdb.connect() as connection:
        yield connection
