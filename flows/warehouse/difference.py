"""What differs between two published versions: rows added, changed and gone, table by table, by key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from flows.contracts import PUBLISHED_TABLES, Table, fields_of

# when it was loaded and by which run: it differs between any two runs and says nothing about the data
WHEN_LOADED = frozenset({"run_id"})


@dataclass(frozen=True)
class ChangedRow:
    """A row that both versions have: its key, and the columns that differ with what stood and stands there."""

    key: dict[str, Any]
    columns: dict[str, tuple[Any, Any]]


@dataclass(frozen=True)
class TableDifference:
    """One table: rows in each version (None where it has no such table), how many differ, and examples.

    Args:
        new_columns: columns that only the later version has; they are not compared.
        lost_columns: columns that only the earlier one has.
        problem: why rows could not be compared by key; empty where they were.
    """

    table: str
    before: int | None
    after: int | None
    added: int = 0
    changed: int = 0
    gone: int = 0
    new_columns: list[str] = field(default_factory=list)
    lost_columns: list[str] = field(default_factory=list)
    problem: str = ""
    added_rows: list[dict[str, Any]] = field(default_factory=list)
    changed_rows: list[ChangedRow] = field(default_factory=list)
    gone_rows: list[dict[str, Any]] = field(default_factory=list)

    @property
    def same(self) -> bool:
        """Whether the versions agree on this table."""
        return not (
            self.added or self.changed or self.gone or self.new_columns or self.lost_columns or self.problem
        ) and (self.before is None) == (self.after is None)

    def as_dict(self) -> dict[str, Any]:
        """The same for JSON."""
        return asdict(self)


def difference(
    before: Path, after: Path, rows: int = 3, tables: Mapping[str, Table] = PUBLISHED_TABLES
) -> list[TableDifference]:
    """Compare two warehouses.

    Args:
        before: DuckDB file of the earlier version.
        after: that of the later one; another file.
        rows: how many examples of each kind to give, the first by key.
        tables: what to compare; columns that only say when a row was loaded are left out.

    Returns:
        one entry for each table that either has, in the order of the registry.
    """
    with duckdb.connect() as connection:
        for name, path in (("before", before), ("after", after)):
            quoted = str(path).replace("'", "''")
            connection.execute(f"attach '{quoted}' as {name} (read_only)")
        found = (_compare(connection, table, rows) for table in tables.values())
        return [entry for entry in found if entry is not None]


def _compare(connection: duckdb.DuckDBPyConnection, table: Table, rows: int) -> TableDifference | None:
    old, new = _columns(connection, "before", table), _columns(connection, "after", table)
    if not old and not new:
        return None
    counts: dict[str, Any] = {
        "before": _count(connection, "before", table, old),
        "after": _count(connection, "after", table, new),
    }
    if not old or not new:
        return TableDifference(table.name, **counts, added=counts["after"] or 0, gone=counts["before"] or 0)
    shape: dict[str, Any] = {
        "new_columns": [name for name in new if name not in old],
        "lost_columns": [name for name in old if name not in new],
    }
    keys = table.key_columns
    if missing := [name for name in keys if name not in old or name not in new]:
        problem = f"not compared: the key's columns {', '.join(missing)} are in one version only"
        return TableDifference(table.name, **counts, **shape, problem=problem)
    skipped = {f.name for f in fields_of(table) if f.type == "datetime" or f.name in WHEN_LOADED}
    compared = [name for name in new if name in old and name not in keys and name not in skipped]
    return _by_key(connection, table, compared, old, new, rows, {**counts, **shape})


def _by_key(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    compared: list[str],
    old: dict[str, str],
    new: dict[str, str],
    rows: int,
    known: dict[str, Any],
) -> TableDifference:
    keys = table.key_columns
    on = " and ".join(f'b."{name}" is not distinct from a."{name}"' for name in keys)
    differs = " or ".join(
        f'b."{name}" is distinct from a."{name}"'
        if old[name] == new[name]
        # an upgrade has changed the type
        else f'cast(b."{name}" as varchar) is distinct from cast(a."{name}" as varchar)'
        for name in compared
    )
    joined = (
        f"from (select *, true as here from before.main.{table.name}) as b "
        f"full join (select *, true as here from after.main.{table.name}) as a on {on}"
    )
    changed_where = f"b.here and a.here and ({differs or 'false'})"
    counted = connection.execute(
        "select count(*) filter (where b.here is null), count(*) filter (where a.here is null), "
        f"count(*) filter (where {changed_where}) {joined}"
    ).fetchone()
    assert counted is not None
    added, gone, changed = counted

    def examples(side: str, columns: dict[str, str], where: str) -> list[dict[str, Any]]:
        listing = ", ".join(f'{side}."{name}"' for name in columns)
        order = ", ".join(f'{side}."{name}" nulls first' for name in keys)
        query = f"select {listing} {joined} where {where} order by {order} limit {rows}"
        return [dict(zip(columns, row, strict=True)) for row in connection.execute(query).fetchall()]

    changed_rows = []
    if changed and rows:
        listing = ", ".join(f'b."{name}", a."{name}"' for name in (*keys, *compared))
        order = ", ".join(f'a."{name}" nulls first' for name in keys)
        query = f"select {listing} {joined} where {changed_where} order by {order} limit {rows}"
        for row in connection.execute(query).fetchall():
            pairs = dict(zip((*keys, *compared), zip(row[::2], row[1::2], strict=True), strict=True))
            differing = {name: pairs[name] for name in compared if pairs[name][0] != pairs[name][1]}
            changed_rows.append(ChangedRow({name: pairs[name][1] for name in keys}, differing))
    return TableDifference(
        table.name,
        **known,
        added=added,
        changed=changed,
        gone=gone,
        added_rows=examples("a", new, "b.here is null") if added and rows else [],
        changed_rows=changed_rows,
        gone_rows=examples("b", old, "a.here is null") if gone and rows else [],
    )


def _columns(connection: duckdb.DuckDBPyConnection, database: str, table: Table) -> dict[str, str]:
    found = connection.execute(
        "select column_name, data_type from duckdb_columns() "
        "where database_name = ? and schema_name = 'main' and table_name = ? order by column_index",
        [database, table.name],
    ).fetchall()
    return dict(found)


def _count(
    connection: duckdb.DuckDBPyConnection, database: str, table: Table, columns: dict[str, str]
) -> int | None:
    if not columns:
        return None
    row = connection.execute(f"select count(*) from {database}.main.{table.name}").fetchone()
    assert row is not None
    return int(row[0])
