"""Put the registry's words on every table, view, column and macro, in English and Chinese.

Comments go on last: `create or replace` drops them.
"""

from __future__ import annotations

import duckdb

from flows.contracts import PUBLISHED_TABLES, Table, field_of, fields_of
from flows.contracts.macros import MACROS
from flows.errors import WarehouseError
from flows.warehouse.views import added_names

MACHINE_SCHEMA = "main"


def apply_comments(connection: duckdb.DuckDBPyConnection) -> None:
    """Comment every table, view and macro of the connection's default database.

    A view of schema `zh` bears the Chinese name of a table, and its columns those of that table's columns.

    Raises:
        WarehouseError: the registry has no words for a table, view, column or macro, or a macro is not there.
    """
    relations = connection.execute(
        "select schema_name, table_name, 'table' from duckdb_tables() "
        "where database_name = current_database() union all "
        "select schema_name, view_name, 'view' from duckdb_views() "
        "where database_name = current_database() and not internal order by all"
    ).fetchall()
    columns: dict[tuple[str, str], list[str]] = {}
    for schema, name, column in connection.execute(
        "select schema_name, table_name, column_name from duckdb_columns() "
        "where database_name = current_database() and not internal order by all"
    ).fetchall():
        columns.setdefault((schema, name), []).append(column)
    macros = _macros(connection)
    # some three hundred statements: each by itself would be a transaction of its own
    connection.execute("begin transaction")
    for schema, name, kind in relations:
        table = _table(schema, name)
        relation = f'"{schema}"."{name}"'
        connection.execute(f"comment on {kind} {relation} is {_quoted(table.comment)}")
        for column in columns[schema, name]:
            words = _words(table, schema, column)
            connection.execute(f'comment on column {relation}."{column}" is {_quoted(words)}')
    for name, (kind, words) in macros.items():
        connection.execute(f'comment on {kind} "{MACHINE_SCHEMA}"."{name}" is {_quoted(words)}')
    connection.execute("commit")


def _macros(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, str]]:
    """Return each macro's kind and comment; those built must be those described."""
    built = {
        name: (kind, parameters)
        for name, kind, parameters in connection.execute(
            "select function_name, case function_type when 'table_macro' then 'macro table' else 'macro' end, "
            "array_to_string(parameters, ' ') from duckdb_functions() where function_type like '%macro' "
            "and database_name = current_database() and schema_name = 'main' and not internal"
        ).fetchall()
    }
    described = {
        macro.name: ("macro table" if macro.table else "macro", macro.parameters) for macro in MACROS
    }
    for name in sorted(built.keys() | described.keys()):
        if built.get(name) != described.get(name):
            raise WarehouseError(
                f"the macro is {built.get(name, 'missing')}, described as {described.get(name, 'nothing')}",
                name,
                "Give it both a file in sql/macros and a Macro in flows/contracts/macros.py.",
            )
    return {macro.name: (described[macro.name][0], macro.comment) for macro in MACROS}


def _table(schema: str, name: str) -> Table:
    for table in PUBLISHED_TABLES.values():
        if name == (table.name if schema == MACHINE_SCHEMA else table.label_zh):
            return table
    raise WarehouseError(
        "nobody has described it", f"{schema}.{name}", "Declare it in flows/contracts/tables.py."
    )


def _words(table: Table, schema: str, column: str) -> str:
    if schema == MACHINE_SCHEMA:
        return field_of(table.name, column).comment
    for field in fields_of(table):
        if field.label_zh == column:
            return field.comment
    for added in added_names(table):
        if added.label == column:
            return added.comment
    raise WarehouseError(
        "the column has no such Chinese name",
        f"{schema}.{table.label_zh}.{column}",
        f"Use the label_zh of a column of {table.name}.",
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
