"""Where what is published lies. It names the files itself: to import the warehouse for that would take a second."""

from __future__ import annotations

from pathlib import Path

from flows.errors import UsageError

CURRENT = "current"
DATABASE = "kaifaqu.duckdb"
PAGE = Path("bulletin", "index.html")


def published(marts: Path) -> Path:
    """The published DuckDB file, by its version's own path: it stays the same file while a run publishes another.

    Raises:
        UsageError: there is none.
    """
    database = marts / CURRENT / DATABASE
    if not database.is_file():
        raise UsageError(
            "nothing is published here", str(marts), "Run `kaifaqu run`, or name a folder with --marts"
        )
    return database.resolve()
