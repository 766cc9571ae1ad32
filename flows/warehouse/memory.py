"""DuckDB connections of a run: what does not fit into memory goes to disk, beside what is being made."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import duckdb

T = TypeVar("T")

VARIABLE = "KAIFAQU_MEMORY"
LIMIT = 512 * 1024**2
"""Bytes that DuckDB may hold where nobody says: enough for two and a half million figures, a file of SQL at a time."""
FOR_EACH_THREAD = 256 * 1024**2
"""Each thread of DuckDB holds what it works on, so that a machine of many cores needs more."""
MOST_OF_THE_MACHINE = 0.8


def limits(share: int = 1) -> list[str]:
    """How much DuckDB may hold, as it is told: what is to be tried first, and next where a statement needs more.

    Args:
        share: one in so many of what is usual is tried first.
    """
    if given := os.environ.get(VARIABLE):
        return [given]
    machine = int(MOST_OF_THE_MACHINE * os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    usual = min(max(LIMIT, FOR_EACH_THREAD * (os.cpu_count() or 1)) // share, machine)
    return [f"{bytes_}B" for bytes_ in dict.fromkeys((usual, min(4 * usual, machine), machine))]


@contextlib.contextmanager
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


def reading(work: Callable[[duckdb.DuckDBPyConnection], T], database: Path, beside: Path | None = None) -> T:
    """Let a function read a warehouse, where DuckDB holds half of what it may hold when it builds one.

    It mostly holds pages of the file there, which it can as well read again. Where a statement needs more, the function is
    called once more from its beginning.

    Args:
        work: what reads; a second call must undo what the first left.
        database: the file.
        beside: as for `frugal`.

    Raises:
        duckdb.OutOfMemoryException: nor is four fifths of the machine's memory enough, or what the user gave.
    """
    *smaller, last = limits(share=2)
    for limit in smaller:
        with contextlib.suppress(duckdb.OutOfMemoryException), frugal(database, beside, limit) as connection:
            return work(connection)
    with frugal(database, beside, last) as connection:
        return work(connection)
