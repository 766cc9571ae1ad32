"""Schema `zh`: a view of each published table under its Chinese names, made from the registry's labels."""

from __future__ import annotations

import duckdb

from flows.contracts import PUBLISHED_TABLES, fields_of


def create_zh_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Give the connection's default database schema `zh`, with a view of every table that has a `label_zh`."""
    connection.execute("create schema zh")
    for table in PUBLISHED_TABLES.values():
        if table.label_zh:
            columns = ", ".join(f'"{field.name}" as "{field.label_zh}"' for field in fields_of(table))
            connection.execute(
                f'create view zh."{table.label_zh}" as select {columns} from main.{table.name}'
            )
