"""Check the reference files and name the wrong cell: file, line, column, and what would be right."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from flows.contracts.fields import field_of
from flows.contracts.model import POLARS_TYPES, Field, Table, name_difference
from flows.contracts.reference_tables import REFERENCE_TABLES
from flows.contracts.schemas import conform, failures, requirement
from flows.contracts.validation import describe_failure
from flows.errors import ContractError, ReferenceDataError

# row number in the frame, column -> line of the file
LineOf = Callable[[int, str], int]


# columns that came later than their tables: a copy made before is as good without them
LATER = {"ref_warning_rule": ("minimum_share",), "ref_score_grade": ("maximum_red_warnings",)}


def read_reference_csv(path: Path, table: str) -> pl.DataFrame:
    """Read a reference CSV file (UTF-8, comma, header in line 1) and check it.

    Args:
        path: the file; empty cells are null, and so are columns of LATER that it lacks.
        table: name in REFERENCE_TABLES.

    Returns:
        the typed frame in the declared order of columns.

    Raises:
        ReferenceDataError: the file is missing, unreadable, or a cell is wrong.
    """
    if not path.is_file():
        raise ReferenceDataError(
            "the file is missing", str(path), f"Put the table {table} there as a CSV file."
        )
    try:
        frame = pl.read_csv(path, infer_schema=False, encoding="utf8")
    except (pl.exceptions.PolarsError, UnicodeDecodeError) as error:
        _require_even_rows(path)
        raise ReferenceDataError(
            f"the file can't be read: {error}", str(path), "Save it as CSV in UTF-8"
        ) from error
    later = [
        pl.lit(None, pl.String).alias(name) for name in LATER.get(table, ()) if name not in frame.columns
    ]
    return check_reference(frame.with_columns(later), table, path)


def _require_even_rows(path: Path) -> None:
    """Name the line that has more or fewer cells than the header, which polars only counts."""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        rows = csv.reader(file)
        width = len(next(rows, []))
        for row in rows:
            if row and len(row) != width:
                raise ReferenceDataError(
                    f"this row has {len(row)} cells and the header {width}",
                    f"{path}, line {rows.line_num}",
                    "Give it as many; put a cell that holds a comma in quotation marks",
                )


def check_reference(
    frame: pl.DataFrame, table: str, path: Path, line_of: LineOf | None = None
) -> pl.DataFrame:
    """Check a reference frame against the registry.

    Args:
        frame: typed, or all text as read from the file; text cells are parsed to the declared types.
        table: name in REFERENCE_TABLES.
        path: the file it was read from, for the message.
        line_of: where its rows stand in the file; as in a CSV file with its header in line 1 unless given.

    Returns:
        the typed frame in the declared order of columns.

    Raises:
        ReferenceDataError: names file, line, column and remedy of the wrong cell.
    """
    if table not in REFERENCE_TABLES:
        raise ReferenceDataError(
            f"no reference table is called {table!r}",
            str(path),
            f"Declared are {', '.join(REFERENCE_TABLES)}.",
        )
    declared = REFERENCE_TABLES[table]
    line_of = line_of or csv_lines(frame)
    _require_columns(frame, declared, path)
    parsed = frame.select(
        _parse(frame, field_of(table, column), path, line_of) for column in declared.column_names
    )
    try:
        typed = conform(parsed, declared)
        found = failures(typed, table)
    except ContractError as error:
        raise ReferenceDataError(error.problem, str(path), error.remedy) from error
    if found.height:
        index, column, check, case = found.select("index", "column", "check", "failure_case").row(0)
        _, message = describe_failure(table, column, check, case)
        more = f" ({found.height - 1} more wrong cells follow)" if found.height > 1 else ""
        remedy = f"Write {requirement(field_of(table, column)) or 'a value that fits'}."
        raise ReferenceDataError(f"{message}{more}", place_of(path, line_of, index, column), remedy)
    _require_unique_lines(typed, declared, path, line_of)
    return typed


def check_reference_links(frames: Mapping[str, pl.DataFrame], paths: Mapping[str, Path]) -> None:
    """Check that the codes in reference tables stand in the tables they point to.

    Args:
        frames: checked reference frames by table name; links to tables not among them are passed over.
        paths: the file of each table, for the message.

    Raises:
        ReferenceDataError: names file, line, column and the unknown code.
    """
    for name, frame in frames.items():
        for link in REFERENCE_TABLES[name].references:
            if link.reference_table not in frames:
                continue
            known = frames[link.reference_table][link.reference_column]
            column = frame[link.column]
            unknown = (column.is_not_null() & ~column.is_in(known.implode())).arg_true()
            if len(unknown):
                raise ReferenceDataError(
                    f"{link.column} {column[unknown[0]]!r} is not in {link.reference_table}",
                    place_of(paths[name], csv_lines(frame), unknown[0], link.column),
                    f"Use a {link.reference_column} of {link.reference_table}, or add it there.",
                )


def place_of(path: Path, line_of: LineOf, index: int, column: str) -> str:
    """Name a cell: file, line and column."""
    return f"{path}, line {line_of(index, column)}, column {column}"


def csv_lines(frame: pl.DataFrame) -> LineOf:
    """Count the lines of the CSV file that a frame was read from; its header is line 1."""
    text = [name for name, type_ in frame.schema.items() if type_ == pl.String]

    def line_of(index: int, column: str) -> int:
        # a quoted cell may hold line breaks, and each pushes the rows after it down by a line
        breaks = (
            frame.head(index).select(pl.sum_horizontal(pl.col(text).str.count_matches("\n").sum())).item()
            if text
            else 0
        )
        return index + 2 + int(breaks or 0)

    return line_of


def _require_columns(frame: pl.DataFrame, table: Table, path: Path) -> None:
    if difference := name_difference(frame.columns, table.column_names):
        raise ReferenceDataError(
            f"columns {difference}",
            f"{path}, line 1",
            f"The header must be {','.join(table.column_names)}.",
        )


def _parse(frame: pl.DataFrame, field: Field, path: Path, line_of: LineOf) -> pl.Series:
    column = frame[field.name]
    if column.dtype != pl.String or field.type in ("string", "strings"):
        return column
    parsed = _parse_text(column, field)
    wrong = (parsed.is_null() & column.is_not_null()).arg_true()
    if len(wrong):
        index = wrong[0]
        raise ReferenceDataError(
            f"{column[index]!r} is no {field.type}",
            place_of(path, line_of, index, field.name),
            f"Write {_EXAMPLES[field.type]}.",
        )
    return parsed


_EXAMPLES: dict[Any, str] = {
    "integer": "a whole number such as 2024",
    "decimal": "a number with at most four decimals such as 15.5",
    "number": "a number such as 0.0001",
    "boolean": "true or false",
    "date": "a date such as 2024-03-31",
    "datetime": "a moment such as 2024-03-31 08:00:00",
}


def _parse_text(column: pl.Series, field: Field) -> pl.Series:
    if field.type == "boolean":
        return column.replace_strict({"true": True, "false": False}, default=None, return_dtype=pl.Boolean)
    if field.type == "date":
        return column.str.to_date("%Y-%m-%d", strict=False)
    if field.type == "datetime":
        return column.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False, time_unit="us")
    if field.type == "decimal":
        # a plain cast would round away a fifth decimal without a word
        column = pl.select(pl.when(column.str.contains(r"^-?\d{1,14}(\.\d{1,4})?$")).then(column)).to_series()
    parsed = column.cast(POLARS_TYPES[field.type], strict=False)
    if field.type == "number":
        # 1e309 would be infinite, and nan is none
        parsed = pl.select(pl.when(parsed.is_finite()).then(parsed)).to_series()
    return parsed


def _require_unique_lines(frame: pl.DataFrame, table: Table, path: Path, line_of: LineOf) -> None:
    key = list(table.key_columns)
    doubled = frame.with_row_index("row_number").filter(pl.struct(key).is_duplicated())
    if doubled.is_empty():
        return
    row = doubled.row(0, named=True)
    same = doubled.filter(pl.all_horizontal(pl.col(name).eq_missing(pl.lit(row[name])) for name in key))
    lines = ", ".join(str(line_of(index, key[0])) for index in same["row_number"])
    raise ReferenceDataError(
        f"lines {lines} have the same {', '.join(key)}: {'/'.join(str(row[name]) for name in key)}",
        str(path),
        "Keep one of them.",
    )
