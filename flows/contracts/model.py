"""The shape of the registry: what a column, a foreign key and a table are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import polars as pl

Type = Literal["string", "integer", "decimal", "number", "boolean", "date", "datetime", "strings"]

POLARS_TYPES: dict[Type, pl.DataType] = {
    "string": pl.String(),
    "integer": pl.Int64(),
    "decimal": pl.Decimal(18, 4),
    "number": pl.Float64(),
    "boolean": pl.Boolean(),
    "date": pl.Date(),
    "datetime": pl.Datetime("us"),
    "strings": pl.List(pl.String()),
}

DUCKDB_TYPES: dict[Type, str] = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "decimal": "DECIMAL(18,4)",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "datetime": "TIMESTAMP",
    "strings": "VARCHAR[]",
}


@dataclass(frozen=True, kw_only=True)
class Field:
    """One column, described once for every table that has it.

    Args:
        name: the column's name.
        label_zh: its short Chinese name, the column name in schema `zh`.
        en: what it holds, in English; becomes the comment and the data package's description.
        zh: the same in Chinese.
        type: one of `Type`; datetimes are UTC without a zone.
        allowed: the only values it may take; empty means any.
        pattern: regular expression that the whole text must match.
        minimum: least number allowed, inclusive.
        maximum: greatest number allowed, inclusive.
        unit: unit that all its values are in, as people print it; empty where a row says its own, or there is none.
        tables: where this description holds instead of the general one of the same name.
    """

    name: str
    label_zh: str
    en: str
    zh: str
    type: Type = "string"
    allowed: tuple[str, ...] = ()
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    unit: str = ""
    tables: tuple[str, ...] = ()

    @property
    def comment(self) -> str:
        """The bilingual comment, English first."""
        return f"{self.en} | {self.zh}"


@dataclass(frozen=True)
class ForeignKey:
    """Values of `column` must stand in `reference_column` of `reference_table`; null is allowed."""

    column: str
    reference_table: str
    reference_column: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table or frame: its columns in order, keys and what a row is.

    Args:
        name: name in the warehouse, or key in the dict of frames.
        columns: names in order; a trailing `?` marks a column that may be null.
        key: columns that together name one row; nulls count as equal.
        en: what one row is, in English.
        zh: the same in Chinese.
        label_zh: Chinese name of the table, the view's name in schema `zh`; empty where it has no view.
        foreign_keys: written `column -> table.column`.
    """

    name: str
    columns: str
    key: str
    en: str
    zh: str
    label_zh: str = ""
    foreign_keys: tuple[str, ...] = ()

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(column.removesuffix("?") for column in self.columns.split())

    @property
    def nullable(self) -> frozenset[str]:
        """Columns that may be null."""
        return frozenset(column[:-1] for column in self.columns.split() if column.endswith("?"))

    @property
    def key_columns(self) -> tuple[str, ...]:
        """Columns of the key, in order."""
        return tuple(self.key.split())

    @property
    def references(self) -> tuple[ForeignKey, ...]:
        """The foreign keys, parsed."""
        parsed = []
        for text in self.foreign_keys:
            column, target = (part.strip() for part in text.split("->"))
            table, reference_column = target.split(".")
            parsed.append(ForeignKey(column, table, reference_column))
        return tuple(parsed)

    @property
    def comment(self) -> str:
        """The bilingual comment, English first."""
        return f"{self.en} | {self.zh}"


def name_difference(given: Iterable[str], declared: Iterable[str]) -> str:
    """Say which names are missing and which are unknown; empty where the names agree."""
    given, declared = set(given), set(declared)
    parts = []
    if missing := sorted(declared - given):
        parts.append(f"missing: {', '.join(missing)}")
    if unknown := sorted(given - declared):
        parts.append(f"not declared: {', '.join(unknown)}")
    return "; ".join(parts)


def by_name(tables: Iterable[Table]) -> dict[str, Table]:
    """Index tables by name; a doubled name is a ValueError."""
    index: dict[str, Table] = {}
    for table in tables:
        if table.name in index:
            raise ValueError(f"table {table.name} is declared twice")
        index[table.name] = table
    return index
