"""Load the frames into the staging database, which lives in memory and is never published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl

from flows.contracts import (
    PUBLISHED_TABLES,
    QUARANTINE_FRAME,
    REFERENCE_TABLES,
    STAGING_TABLES,
    Table,
    conform,
    duckdb_schema,
    frame_of,
)
from flows.errors import ContractError, WarehouseError
from flows.warehouse.sanity import lost_codes

NEEDED = (
    "document",
    "article",
    "zone",
    "figure",
    "mention",
    "ref_place",
    "ref_indicator",
    "ref_unit",
    "ref_target",
)
# what a rerun takes over from the warehouse before it, so that unchanged input gives unchanged tables
# staging table -> published table, its columns, which of its rows; a table that an older program did not publish
# yet, or not with these columns, gives none
KEPT = {
    "previous_document": ("dim_document", "document_id sha256 loaded_at", "true"),
    "previous_quarantine": ("quarantine", "quarantine_id run_id", "true"),
    "previous_figure": (
        "fact_figure",
        "figure_id document_id quarter_id subject_level subject_name province_id city_id zone_id disposition "
        "indicator_id measure rank_of scenario set_by scope comparator period_start period_end value unit "
        "value_canonical unit_canonical bound quote correction_id",
        # a document that is there again with other content
        "document_id in (select document_id from previous.main.dim_document as earlier "
        "inner join staging.document as now using (document_id) where now.sha256 != earlier.sha256)",
    ),
    "previous_revision": (
        "mart_revision",
        "quarter_id subject_level subject_name province_id city_id zone_id indicator_id measure rank_of scenario "
        "set_by scope comparator unit_key period_start period_end earlier_document_id earlier_figure_id "
        "earlier_value earlier_unit earlier_value_canonical earlier_bound earlier_rounding earlier_sha256 "
        "earlier_loaded_at",
        "earlier_figure_id is not null",
    ),
}


def load_staging(
    connection: duckdb.DuckDBPyConnection,
    frames: Mapping[str, pl.DataFrame | Sequence[Path]],
    reference_frames: Mapping[str, pl.DataFrame],
    loaded_at: datetime,
) -> None:
    """Fill `staging` with every declared frame; those that need not be given are empty where they are not.

    Args:
        connection: a database or schema `staging` is at hand and empty.
        frames: valid staging frames, and `quarantine`; large ones may be Parquet files.
        reference_frames: checked reference frames by table name.
        loaded_at: moment of this load, with its zone.

    Raises:
        ContractError: a frame is missing or undeclared, its columns are wrong, or a code is unknown.
        ValueError: loaded_at has no zone.
    """
    if loaded_at.tzinfo is None:
        raise ValueError("loaded_at needs a time zone")
    declared = {**STAGING_TABLES, **REFERENCE_TABLES, QUARANTINE_FRAME.name: QUARANTINE_FRAME}
    given = {**frames, **reference_frames}
    missing = [name for name in NEEDED if name not in given]
    unknown = [name for name in given if name not in declared]
    if missing or unknown:
        raise ContractError(
            f"frames missing: {', '.join(missing) or 'none'}; not declared: {', '.join(unknown) or 'none'}",
            "staging",
            "Hand over the frames that flows/contracts declares.",
        )
    for name, table in declared.items():
        frame = given.get(name, frame_of(name, []))
        if isinstance(frame, pl.DataFrame):
            insert_frame(connection, table, conform(frame, table))
        else:
            view_files(connection, table, frame)
    connection.execute(
        "create table staging.run as select cast(? as timestamp) as loaded_at",
        [loaded_at.astimezone(UTC).replace(tzinfo=None)],
    )
    _require_known_codes(connection)


def insert_frame(connection: duckdb.DuckDBPyConnection, table: Table, frame: pl.DataFrame) -> None:
    """Create `staging.<table>` with the declared types and put the frame's rows into it."""
    _create(connection, table)
    if frame.height:
        connection.register("given_frame", frame)
        connection.execute(f"insert into staging.{table.name} by name select * from given_frame")
        connection.unregister("given_frame")


def view_files(connection: duckdb.DuckDBPyConnection, table: Table, files: Sequence[Path]) -> None:
    """As `insert_frame`, but the rows stay in Parquet files, which have to be there as long as staging is.

    What comes in files is too large to be held twice. Their rows stand in any order: the SQL files that publish them
    sort them.
    """
    if not files:
        _create(connection, table)
        return
    names = ", ".join("'" + str(path).replace("'", "''") + "'" for path in files)
    columns = ", ".join(
        f'cast("{name}" as {type_}) as "{name}"' for name, type_ in duckdb_schema(table).items()
    )
    connection.execute(f"create view staging.{table.name} as select {columns} from read_parquet([{names}])")


def _create(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    columns = ", ".join(f'"{name}" {type_}' for name, type_ in duckdb_schema(table).items())
    connection.execute(f"create table staging.{table.name} ({columns})")


def load_previous(connection: duckdb.DuckDBPyConnection, previous: Path | None) -> None:
    """Fill staging.previous_* from the warehouse published before, or leave them empty.

    Args:
        connection: as for `load_staging`.
        previous: DuckDB file of the warehouse before; None or a missing file where there is none.

    Raises:
        WarehouseError: the file is there and can't be read.
    """
    held = previous is not None and previous.exists()
    try:
        if held:
            quoted = str(previous).replace("'", "''")
            connection.execute(f"attach '{quoted}' as previous (read_only)")
        known = _columns_of_previous(connection) if held else {}
        for name, (source, names, rows) in KEPT.items():
            columns = names.split()
            types = duckdb_schema(PUBLISHED_TABLES[source])
            listing = ", ".join(f"cast({column} as {types[column]}) as {column}" for column in columns)
            if known.get(source, set()).issuperset(columns):
                connection.execute(
                    f"create table staging.{name} as select {listing} from previous.main.{source} where {rows}"
                )
            else:
                blank = ", ".join(f"cast(null as {types[column]}) as {column}" for column in columns)
                connection.execute(f"create table staging.{name} as select {blank} limit 0")
        if held:
            connection.execute("detach previous")
    except duckdb.Error as error:
        raise WarehouseError(
            f"the warehouse published before can't be read: {error}",
            str(previous),
            "Point to a readable one, or move it away to start afresh.",
        ) from error


def _columns_of_previous(connection: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    rows = connection.execute(
        "select table_name, list(column_name) from duckdb_columns() "
        "where database_name = 'previous' and schema_name = 'main' group by table_name"
    ).fetchall()
    return {table: set(columns) for table, columns in rows}


def _require_known_codes(connection: duckdb.DuckDBPyConnection) -> None:
    tables = (*STAGING_TABLES.values(), *REFERENCE_TABLES.values())
    for name, link, codes in lost_codes(connection, tables, "staging"):
        raise ContractError(
            f"unknown codes: {', '.join(codes)}",
            f"{name}.{link.column}",
            f"Use a {link.reference_column} of {link.reference_table}, or add the code there.",
        )
