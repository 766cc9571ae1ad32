"""Build the warehouse: a fresh DuckDB file from validated frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import duckdb
import polars as pl

from flows.errors import WarehouseError
from flows.warehouse.comments import apply_comments
from flows.warehouse.memory import frugal
from flows.warehouse.sanity import check_warehouse
from flows.warehouse.sql_runner import run_sql
from flows.warehouse.staging import load_previous, load_staging
from flows.warehouse.views import create_zh_views

# the newest format that DuckDB 1.2 opens; without it DuckDB 2.0 writes files that only it can read
STORAGE_VERSION = "v1.2.0"
# rows that DuckDB gives to one thread at a time: with fewer, other threads only cost the handing over
ROW_GROUP = 122_880


def build(
    frames: Mapping[str, pl.DataFrame | Sequence[Path]],
    reference_frames: Mapping[str, pl.DataFrame],
    database: Path,
    *,
    loaded_at: datetime,
    previous: Path | None = None,
) -> dict[str, int]:
    """Build a warehouse file; the same frames give the same tables.

    Args:
        frames: the valid frames of `validate` by name, and its quarantine as `quarantine`; mention, figure and
            document_text may be Parquet files with their rows in any order.
        reference_frames: checked reference frames by table name; ref_place, ref_indicator, ref_unit and
            ref_target are needed.
        database: the DuckDB file to make; it must not be there yet.
        loaded_at: moment of the load, with its zone; kept in UTC.
        previous: the warehouse published before; what it loaded unchanged keeps its loading time and its run.

    Returns:
        table name to number of rows.

    Raises:
        ContractError: frames are missing or undeclared, or hold codes that the reference data do not know.
        WarehouseError: the file is there already, SQL fails, or the result breaks its declaration.
    """
    if database.exists():
        raise WarehouseError("the file is there already", str(database), "Build into an empty folder.")
    database.parent.mkdir(parents=True, exist_ok=True)
    with frugal(beside=database.parent) as connection:
        connection.execute("attach ':memory:' as staging")
        load_staging(connection, frames, reference_frames, loaded_at)
        load_previous(connection, previous)
        quoted = str(database).replace("'", "''")
        connection.execute(
            f"attach '{quoted}' as warehouse (storage_version '{STORAGE_VERSION}', recovery_mode 'no_wal_writes')"
        )
        connection.execute("use warehouse")
        small = _rows(connection, "staging.figure") < ROW_GROUP
        if small:
            connection.execute("set threads = 1")
        run_sql(connection, workers=2 if small else 1)
        rows = check_warehouse(connection)
        create_zh_views(connection)
        apply_comments(connection)
        connection.execute("checkpoint warehouse")
        connection.execute("use memory")
        connection.execute("detach warehouse")
    log = database.with_name(database.name + ".wal")
    if log.exists():
        raise WarehouseError(
            "a write-ahead log is left", str(log), "Build again; another process may hold the file."
        )
    return rows


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    found = connection.execute(f"select count(*) from {table}").fetchone()
    return int(found[0]) if found else 0
