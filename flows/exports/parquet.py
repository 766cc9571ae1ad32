"""Write every published table to Parquet; the same tables give the same bytes."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa  # type: ignore[import-untyped,unused-ignore]
import pyarrow.parquet as pq  # type: ignore[import-untyped,unused-ignore]

from flows.contracts import PUBLISHED_TABLES, Table, fields_of
from flows.warehouse import reading

# a quarter of DuckDB's own: a group is held whole while it is written, several times over
ROWS_PER_GROUP = 30_720
# a group is held in memory whole, and an Arrow array of strings ends at 2 GB
TEXTS_PER_GROUP = 2_048


def export_parquet(database: Path, folder: Path) -> list[Path]:
    """Write `<table>.parquet` for every published table, zstd, rows in the order of their keys.

    The comments go along as metadata, `comment` and `comment_zh`, of the schema and of each field.

    Args:
        database: the built warehouse.
        folder: where the files go; made where it is missing.

    Returns:
        the files, in the order of the registry.
    """
    folder.mkdir(parents=True, exist_ok=True)

    def write(connection: duckdb.DuckDBPyConnection) -> list[Path]:
        return [
            _write(connection, table, folder / f"{table.name}.parquet") for table in PUBLISHED_TABLES.values()
        ]

    return reading(write, database, beside=folder.parent)


def _write(connection: duckdb.DuckDBPyConnection, table: Table, path: Path) -> Path:
    listing = ", ".join(f'"{name}"' for name in table.column_names)
    order = ", ".join(f'"{name}" nulls first' for name in table.key_columns)
    rows = TEXTS_PER_GROUP if "text" in table.column_names else ROWS_PER_GROUP
    reader = connection.sql(f"select {listing} from {table.name} order by {order}").to_arrow_reader(rows)
    schema = _described(reader.schema, table)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_table(pa.Table.from_batches([batch]).cast(schema), row_group_size=rows)
    return path


def _described(schema: pa.Schema, table: Table) -> pa.Schema:
    fields = [
        schema.field(field.name).with_metadata({"comment": field.en, "comment_zh": field.zh})
        for field in fields_of(table)
    ]
    return pa.schema(fields, metadata={"comment": table.en, "comment_zh": table.zh})
