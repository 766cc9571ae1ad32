"""Build the warehouse: a fresh DuckDB file from validated frames."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import duckdb
import polars as pl

from flows.errors import WarehouseError
from flows.warehouse.comments import apply_comments
from flows.warehouse.keys import declare_keys
from flows.warehouse.memory import frugal, limits
from flows.warehouse.sanity import check_warehouse
from flows.warehouse.sql_runner import run_sql
from flows.warehouse.staging import load_previous, load_staging
from flows.warehouse.views import create_zh_views

# the newest format that DuckDB 1.2 opens; without it DuckDB 2.0 writes files that only it can read
STORAGE_VERSION = "v1.2.0"
# rows that DuckDB gives to one thread at a time: with fewer, other threads only cost the handing over
ROW_GROUP = 122_880
# figures from which on files of SQL run one at a time: two at once push each other's rows out of the processor's cache and
# the disk's; up to here they gain up to a sixth of the time
ONE_BY_ONE = 4_000_000
# bytes that staging holds for each figure. Where that is more than half of what DuckDB may hold, it is compressed: it is a
# tenth then, and less goes to disk; where it would have fitted, that would cost the build a sixth
STAGED = 600
# DuckDB 2.0 ends some joins in an internal error where it swaps their sides (its issue 24807 is one); sides stay as
# written without these, which costs a small warehouse nothing, and a large one half as much again
SWAPS = "join_order,build_side_probe_side"


def build(
    frames: Mapping[str, pl.DataFrame | Sequence[Path]],
    reference_frames: Mapping[str, pl.DataFrame],
    database: Path,
    *,
    loaded_at: datetime,
    previous: Path | None = None,
    say: Callable[[str], None] | None = None,
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
        say: told in one line where DuckDB had to be given a second try.

    Returns:
        table name to number of rows.

    Raises:
        ContractError: frames are missing or undeclared, or hold codes that the reference data do not know.
        WarehouseError: the file is there already, SQL fails, or the result breaks its declaration.
    """
    if database.exists():
        raise WarehouseError("the file is there already", str(database), "Build into an empty folder.")
    database.parent.mkdir(parents=True, exist_ok=True)

    def attempt(swaps: bool, limit: str) -> dict[str, int]:
        with frugal(beside=database.parent, limit=limit) as connection:
            held = _number(connection, "select parse_formatted_bytes(current_setting('memory_limit'))")
            compress = " (compress)" if figures * STAGED > held / 2 else ""
            connection.execute(f"attach ':memory:' as staging{compress}")
            load_staging(connection, frames, reference_frames, loaded_at)
            load_previous(connection, previous)
            _after_the_last(connection)
            # two files of SQL at once take twice the memory: not where it was not given
            alone = len(allowed) > 1 or figures > ONE_BY_ONE
            return _build(connection, database, figures < ROW_GROUP, swaps, alone)

    figures = _height(frames.get("figure", ()))
    swaps, allowed = True, limits()
    while True:
        try:
            rows = attempt(swaps, allowed[0])
            break
        except (WarehouseError, duckdb.OutOfMemoryException) as error:
            cause = error.__cause__ if isinstance(error, WarehouseError) else error
            words = str(cause).partition("\n")[0]
            if isinstance(cause, duckdb.OutOfMemoryException) and len(allowed) > 1:
                allowed.pop(0)
                told = f"build: DuckDB needs more memory ({words}); once more with {allowed[0]}"
            elif isinstance(cause, duckdb.InternalException | duckdb.FatalException) and swaps:
                # after an internal error nothing of what the connection holds can be used
                swaps = False
                told = f"build: DuckDB failed ({words}); once more with joins as they are written"
            else:
                raise
            if say:
                say(told)
            for file in (database, _log(database)):
                file.unlink(missing_ok=True)
    if _log(database).exists():
        raise WarehouseError(
            "a write-ahead log is left",
            str(_log(database)),
            "Build again; another process may hold the file.",
        )
    return rows


def _build(
    connection: duckdb.DuckDBPyConnection, database: Path, small: bool, swaps: bool, alone: bool
) -> dict[str, int]:
    """Make the file from what staging holds.

    Args:
        connection: what staging is attached to.
        database: the file.
        small: whether one thread is enough.
        swaps: whether DuckDB may swap the sides of joins in a large one.
        alone: whether each file of SQL runs by itself in a large one.
    """
    quoted = str(database).replace("'", "''")
    connection.execute(
        f"attach '{quoted}' as warehouse (storage_version '{STORAGE_VERSION}', recovery_mode 'no_wal_writes')"
    )
    connection.execute("use warehouse")
    if small:
        connection.execute("set threads = 1")
    if small or not swaps:
        connection.execute(f"set disabled_optimizers = '{SWAPS}'")
    # a row group is written as it fills: where each thread keeps five, as by default, a wide mart takes a tenth longer,
    # for memory that it has to get first
    connection.execute("set write_buffer_row_group_count = 1")
    workers = 1 if alone and not small else 2
    run_sql(
        connection,
        workers=workers,
        only=("dimensions", "facts", "identities", "doubts", "certainty"),
        one_by_one=small,
    )
    # marts repeat short words, which a dictionary packs: FSST gains a tenth of the file there, for a tenth of the time
    connection.execute("set disabled_compression_methods = 'fsst'")
    run_sql(connection, workers=workers, only=("marts",), one_by_one=small)
    run_sql(connection, workers=workers, only=("review", "macros"), one_by_one=small)
    with ThreadPoolExecutor(1) as pool:
        beside = connection.cursor()
        beside.execute("use warehouse")
        checked = pool.submit(check_warehouse, beside)
        # a thousand comments take as long as the checks of a small warehouse do
        try:
            create_zh_views(connection)
            apply_comments(connection)
        finally:
            # what fails there goes first: it is why words may be missing here
            rows = checked.result()
        beside.close()
    declare_keys(connection, rows)
    connection.execute("checkpoint warehouse")
    connection.execute("use memory")
    connection.execute("detach warehouse")
    return rows


def _log(database: Path) -> Path:
    return database.with_name(database.name + ".wal")


def _height(frame: pl.DataFrame | Sequence[Path]) -> int:
    if isinstance(frame, pl.DataFrame):
        return frame.height
    return int(pl.scan_parquet(list(frame)).select(pl.len()).collect().item()) if frame else 0


def _number(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    found = connection.execute(query).fetchone()
    return int(found[0]) if found else 0


def _after_the_last(connection: duckdb.DuckDBPyConnection) -> None:
    """Let this load come after all that are taken over, also where the clock has gone back: later loads win."""
    connection.execute(
        "update staging.run set loaded_at = last + interval 1 microsecond "
        "from (select max(loaded_at) as last from staging.previous_document) where loaded_at < last"
    )
