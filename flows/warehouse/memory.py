"""DuckDB connections of a run: what does not fit into memory goes to disk, beside what is being made."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

VARIABLE = "KAIFAQU_MEMORY"


@contextmanager
def frugal(database: Path | None = None, beside: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open DuckDB in memory, or a file to be read only.

    Args:
        database: the file.
        beside: folder for what does not fit into memory; the system's own for temporary files where None.
    """
    with tempfile.TemporaryDirectory(prefix=".spill-", dir=beside) as folder:
        config: dict[str, str | bool | int | float | list[str]] = {"temp_directory": folder}
        # without it DuckDB takes up to four fifths of the machine's memory, but no more than it needs
        if limit := os.environ.get(VARIABLE):
            config["memory_limit"] = limit
        with duckdb.connect(
            str(database) if database else ":memory:", read_only=database is not None, config=config
        ) as connection:
            yield connection
