"""DuckDB connections that leave memory to others: what does not fit goes to disk for the moment."""

from __future__ import annotations

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
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": memory(),
            "temp_directory": folder,
        }
        with duckdb.connect(
            str(database) if database else ":memory:", read_only=database is not None, config=config
        ) as connection:
            yield connection
