"""Declare the keys of small tables in DuckDB, so that tools that draw or join a schema know them.

A key costs an index, which is held in memory when the file is opened: the wide tables have none, the registry and the data
package name theirs.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from flows.contracts import PUBLISHED_TABLES

MOST_ROWS = 100_000
"""The longest table whose key is declared: beyond it an index takes longer than the table."""


def declare_keys(connection: duckdb.DuckDBPyConnection, rows: Mapping[str, int]) -> None:
    """Declare the primary key of each table that has one and is not long.

    Args:
        connection: the warehouse, checked: its keys are known to be unique.
        rows: table name to number of rows.
    """
    connection.execute("begin transaction")
    for name, table in PUBLISHED_TABLES.items():
        if rows.get(name, MOST_ROWS) < MOST_ROWS and not table.nullable.intersection(table.key_columns):
            columns = ", ".join(f'"{column}"' for column in table.key_columns)
            connection.execute(f'alter table "{name}" add primary key ({columns})')
    connection.execute("commit")
