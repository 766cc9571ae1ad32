"""What must hold in a built warehouse before anybody reads it: tables as declared, keys and links whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import duckdb

from flows.contracts import PUBLISHED_TABLES, ForeignKey, Table, duckdb_schema, fields_of
from flows.errors import WarehouseError

# rows of a table whose keys are checked by themselves
LARGE = 100_000


def check_warehouse(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Check every table of schema main against the registry.

    Args:
        connection: its default database is the built warehouse.

    Returns:
        table name to number of rows.

    Raises:
        WarehouseError: a table or column is missing, undeclared or of another type; a key names two rows; a
            value is null or a code where it may not be; a foreign key points nowhere.
    """
    built = {name for (name,) in _rows(connection, "select table_name from duckdb_tables() where " + _HERE)}
    for name in sorted(built.symmetric_difference(PUBLISHED_TABLES)):
        side = "built and not declared" if name in built else "declared and not built"
        raise WarehouseError(
            f"the table is {side}",
            name,
            "Give it both a file in sql/ and a Table in flows/contracts/tables.py.",
        )
    columns: dict[str, dict[str, str]] = {}
    listing = f"select table_name, column_name, data_type from duckdb_columns() where {_HERE}"
    for name, column, kind in _rows(connection, listing):
        columns.setdefault(name, {})[column] = kind
    for table in PUBLISHED_TABLES.values():
        _check_columns(columns[table.name], table)
        _check_values(connection, table)
    counting = " union all ".join(f"select '{name}', count(*) from {name}" for name in PUBLISHED_TABLES)
    counts: dict[str, int] = dict(_rows(connection, counting))
    _check_keys(connection, counts)
    _check_links(connection)
    return counts


def lost_codes(
    connection: duckdb.DuckDBPyConnection, tables: Iterable[Table], schema: str = "main"
) -> list[tuple[str, ForeignKey, list[str]]]:
    """Find the foreign keys that point nowhere, all in one statement: planning each by itself takes longer.

    Returns:
        table name, foreign key and up to five of its values that stand in no row of the table it points to.
    """
    links = [(table.name, link) for table in tables for link in table.references]
    children: dict[tuple[str, str], list[str]] = {}
    for number, (name, link) in enumerate(links):
        children.setdefault((link.reference_table, link.reference_column), []).append(
            f"select {number} as link, {link.column} as code from {schema}.{name} where {link.column} is not null"
        )
    # all that points to one column is looked up together: what it holds is kept once
    queries = [
        f"(select child.link, child.code from ({' union all '.join(selects)}) as child "
        f"anti join {schema}.{table} as known on known.{column} = child.code)"
        for (table, column), selects in children.items()
    ]
    lost = _rows(
        connection,
        f"select link, list(distinct code order by code)[:5] from ({' union all '.join(queries)}) "
        "group by link order by link",
    )
    return [(*links[number], codes) for number, codes in lost]


_HERE = "database_name = current_database() and schema_name = 'main'"


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple]:
    return connection.execute(query).fetchall()


def _check_columns(built: dict[str, str], table: Table) -> None:
    declared = duckdb_schema(table)
    for column in sorted(built.keys() | declared.keys()):
        if built.get(column) != declared.get(column):
            raise WarehouseError(
                f"the column is {built.get(column, 'missing')}, declared {declared.get(column, 'nowhere')}",
                f"{table.name}.{column}",
                "Cast it in the SQL file, or mend its Field.",
            )


def _check_values(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    conditions = {
        f"{name} is null": f'"{name}" is null' for name in table.column_names if name not in table.nullable
    }
    for field in fields_of(table):
        if field.allowed:
            codes = ", ".join(f"'{code}'" for code in field.allowed)
            conditions[f"{field.name} is none of {codes}"] = f'"{field.name}" not in ({codes})'
        if field.pattern:
            conditions[f"{field.name} does not match {field.pattern}"] = (
                f"not regexp_full_match(\"{field.name}\", '{field.pattern}')"
            )
        if field.minimum is not None:
            conditions[f"{field.name} is below {field.minimum}"] = f'"{field.name}" < {field.minimum}'
        if field.maximum is not None:
            conditions[f"{field.name} is above {field.maximum}"] = f'"{field.name}" > {field.maximum}'
    counts = ", ".join(f"count(*) filter (where {condition})" for condition in conditions.values())
    for problem, count in zip(
        conditions, _rows(connection, f"select {counts} from {table.name}")[0], strict=True
    ):
        if count:
            raise WarehouseError(f"{problem} in {count} rows", table.name, "Mend the SQL file that makes it.")


def _check_keys(connection: duckdb.DuckDBPyConnection, counts: Mapping[str, int]) -> None:
    """Small tables in one statement, which is planned once; large ones one by one, which takes less memory."""
    tables = list(PUBLISHED_TABLES.values())
    _require_keys(connection, [table for table in tables if counts[table.name] <= LARGE])
    for table in tables:
        if counts[table.name] > LARGE:
            _require_keys(connection, [table])


def _require_keys(connection: duckdb.DuckDBPyConnection, tables: Sequence[Table]) -> None:
    keys = [", ".join(f'"{name}"' for name in table.key_columns) for table in tables]
    queries = (
        f"(select {number} as keyed, cast(row({key}) as varchar) as code from {table.name} "
        f"group by {key} having count(*) > 1)"
        for number, (table, key) in enumerate(zip(tables, keys, strict=True))
    )
    doubled = _rows(
        connection,
        f"select keyed, min(code) from ({' union all '.join(queries)}) group by keyed order by keyed",
    )
    for number, code in doubled:
        raise WarehouseError(
            f"a key names more than one row, for instance {code}",
            f"{tables[number].name} ({', '.join(tables[number].key_columns)})",
            "Mend the SQL file, or the grain that flows/contracts declares.",
        )


def _check_links(connection: duckdb.DuckDBPyConnection) -> None:
    for name, link, codes in lost_codes(connection, PUBLISHED_TABLES.values()):
        raise WarehouseError(
            f"{', '.join(codes)} has no row in {link.reference_table}",
            f"{name}.{link.column}",
            "Mend the SQL file, or the frame it reads.",
        )
