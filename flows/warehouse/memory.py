"""DuckDB connections of a run: what does not fit into memory goes to disk, beside what is being made."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

VARIABLE = "KAIFAQU_MEMORY"
LIMIT = 512 * 1024**2
"""Bytes that DuckDB may hold where nobody says: enough for two and a half million figures, a file of SQL at a time."""
FOR_EACH_THREAD = 256 * 1024**2
"""Each thread of DuckDB holds what it works on, so that a machine of many cores needs more."""
MOST_OF_THE_MACHINE = 0.8


def limits() -> list[str]:
    """How much DuckDB may hold, as it is told: what is to be tried first, and next where a statement needs more."""
    if given := os.environ.get(VARIABLE):
        return [given]
    machine = int(MOST_OF_THE_MACHINE * os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    usual = min(max(LIMIT, FOR_EACH_THREAD * (os.cpu_count() or 1)), machine)
    return [f"{bytes_}B" for bytes_ in dict.fromkeys((usual, min(4 * usual, machine), machine))]


@contextmanager
def frugal(
    database: Path | None = None, beside: Path | None = None, limit: str | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open DuckDB in memory, or a file to be read only.

    Args:
        database: the file.
        beside: folder for what does not fit into memory; the system's own for temporary files where None.
        limit: how much DuckDB may hold; the first of `limits` where None.
    """
    with tempfile.TemporaryDirectory(prefix=".spill-", dir=beside) as folder:
        config: dict[str, str | bool | int | float | list[str]] = {
            "temp_directory": folder,
            "memory_limit": limit or limits()[0],
        }
        with duckdb.connect(
            str(database) if database else ":memory:", read_only=database is not None, config=config
        ) as connection:
            yield connection
