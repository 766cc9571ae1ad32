"""pandera schemas made from the registry, and the frames they check.

They check a `DataFrame`: pandera passes a `LazyFrame` after a look at its schema alone. pandera is imported with the first
check: it takes longer than all else that a worker process needs, and a worker checks nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import polars as pl

from flows.contracts.model import POLARS_TYPES, Field, Table, name_difference
from flows.contracts.rules import ROW_RULES, RowRule
from flows.contracts.tables import fields_of, polars_schema, staging_or_reference
from flows.errors import ContractError

if TYPE_CHECKING:
    import pandera.polars as pa
    from pandera.api.polars.types import PolarsData

NOT_NULL = "not_nullable"  # pandera's own name for the check


def requirement(field: Field) -> str:
    """Say in words what a field's values must be; empty where anything goes."""
    parts = []
    if field.allowed:
        parts.append(f"one of {', '.join(field.allowed)}")
    if field.pattern:
        parts.append(f"text that matches {field.pattern}")
    if field.minimum is not None:
        parts.append(f"at least {field.minimum}")
    if field.maximum is not None:
        parts.append(f"at most {field.maximum}")
    return " and ".join(parts)


def column_checks(field: Field) -> list[pa.Check]:
    """Return the pandera checks that a field's own description asks for."""
    import pandera.polars as pa

    checks = []
    if field.allowed:
        checks.append(pa.Check.isin(list(field.allowed), error=f"{field.name}:allowed"))
    if field.pattern:
        checks.append(pa.Check.str_matches(f"^(?:{field.pattern})$", error=f"{field.name}:pattern"))
    if field.minimum is not None:
        checks.append(pa.Check.ge(field.minimum, error=f"{field.name}:minimum"))
    if field.maximum is not None:
        checks.append(pa.Check.le(field.maximum, error=f"{field.name}:maximum"))
    return checks


def _rule_function(rule: RowRule) -> Callable[[PolarsData], pl.LazyFrame]:
    def holds(data: PolarsData) -> pl.LazyFrame:
        # fill_null: where a column the rule needs is null, that column's own check speaks
        return data.lazyframe.select(rule.holds.fill_null(True).alias(data.key))

    return holds


def rule_check(rule: RowRule) -> pa.Check:
    """Hang a row rule on one column: a check on the whole frame writes every failing row into the report."""
    import pandera.polars as pa

    return pa.Check(_rule_function(rule), error=rule.name, ignore_na=False)


@cache
def schema_for(name: str) -> pa.DataFrameSchema:
    """Return the pandera schema of a staging frame or reference table.

    Raises:
        KeyError: no such table is declared.
    """
    import pandera.polars as pa

    table = staging_or_reference(name)
    rules: dict[str, list[RowRule]] = {}
    for rule in ROW_RULES.get(name, ()):
        rules.setdefault(rule.column, []).append(rule)
    columns = {
        field.name: pa.Column(
            POLARS_TYPES[field.type],
            checks=[*column_checks(field), *map(rule_check, rules.get(field.name, ()))],
            nullable=field.name in table.nullable,
            description=field.comment,
        )
        for field in fields_of(table)
    }
    return pa.DataFrameSchema(columns, strict=True, ordered=True, name=name, description=table.comment)


def conform(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Put the columns into the declared order and types; only lossless changes of type are made.

    Args:
        frame: any order of columns; integer widths and all-null columns are adjusted.
        table: its declaration.

    Raises:
        ContractError: a column is missing, is not declared, or is of another kind.
    """
    declared = polars_schema(table)
    if difference := name_difference(frame.columns, declared):
        raise ContractError(
            f"columns {difference}",
            table.name,
            "Give the frame the columns declared in flows/contracts, or declare them there.",
        )
    casts = []
    for name, target in declared.items():
        given = frame.schema[name]
        if given == target:
            casts.append(pl.col(name))
        elif given == pl.Null or _is_widening(given, target):
            casts.append(pl.col(name).cast(target))
        else:
            raise ContractError(
                f"column {name} is of type {given}, not {target}",
                table.name,
                "Build the frame with the type that flows/contracts declares.",
            )
    try:
        return frame.select(casts)
    except pl.exceptions.PolarsError as error:
        raise ContractError(f"a value does not fit its column: {error}", table.name) from error


def _is_widening(given: pl.DataType, target: Any) -> bool:
    if target == pl.Int64():
        return given.is_integer()
    if target == pl.Float64():
        return given.is_numeric()
    if target == pl.Decimal(18, 4):
        return given.is_integer() or (isinstance(given, pl.Decimal) and given.scale <= 4)
    if isinstance(target, pl.Datetime):
        return isinstance(given, pl.Datetime) and given.time_zone is None
    return target == pl.String() and isinstance(given, pl.Categorical | pl.Enum)


def frame_of(name: str, rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Build the typed frame of a declared staging or reference table from rows.

    Args:
        name: the table's name.
        rows: dicts; a column left out is null.

    Raises:
        ContractError: a row names a column that is not declared.
    """
    table = staging_or_reference(name)
    rows = list(rows)
    unknown = sorted({key for row in rows for key in row} - set(table.column_names))
    if unknown:
        raise ContractError(f"rows have columns not declared: {', '.join(unknown)}", name)
    schema = polars_schema(table)
    return pl.DataFrame([{column: row.get(column) for column in schema} for row in rows], schema=schema)


def failures(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """Check a conformed frame and return what failed.

    Returns:
        columns index (row number in the frame), column, check, failure_case; no row where all is well.

    Raises:
        ContractError: the frame's columns, not its values, break the schema.
    """
    import pandera.polars as pa

    empty = {"index": pl.Int64, "column": pl.String, "check": pl.String, "failure_case": pl.String}
    try:
        schema_for(name).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases
        if cases["index"].null_count():
            broken = cases.filter(pl.col("index").is_null())
            raise ContractError(
                f"the frame breaks its schema: {broken['check'].to_list()} on {broken['column'].to_list()}",
                name,
            ) from error
        return cases.select(pl.col(column).cast(type_) for column, type_ in empty.items()).sort(
            "index", "check"
        )
    return pl.DataFrame(schema=empty)
