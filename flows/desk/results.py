"""Show a query's result as a table, or write it as CSV, JSON or Parquet."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Literal

import duckdb

from flows.errors import UsageError
from flows.run.console import printable

Format = Literal["table", "csv", "json", "parquet"]
FORMATS: tuple[Format, ...] = ("table", "csv", "json", "parquet")
BATCH = 10_000
SCREEN_ROWS = 40
EVERYTHING = 2**31 - 1
# what a spreadsheet takes for a formula, also in full width or behind blanks, unless it is but a number
_FORMULA = re.compile(r"(?![+-]?\d+(?:\.\d+)?%?\Z)(?:[\t\r]|[\s\ufeff]*[=+\-@＝＋－＠])")


def table(found: duckdb.DuckDBPyRelation, screen: bool) -> str:
    """A result as DuckDB draws it: as much as a screen holds, or all of it.

    Control characters are spelled out: texts come from anywhere, and a terminal obeys what it reads.
    """
    drawn = io.StringIO()
    width = shutil.get_terminal_size((118, 40)).columns
    with contextlib.redirect_stdout(drawn):
        if screen:
            found.show(max_width=width, max_rows=SCREEN_ROWS)
        else:
            found.show(max_width=EVERYTHING, max_rows=EVERYTHING, max_col_width=EVERYTHING)
    return "\n".join(map(printable, drawn.getvalue().strip("\n").split("\n"))) + "\n"


def inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula: with an apostrophe before it where one would.

    Examples:
        >>> inert("=HYPERLINK(1)"), inert("＝1＋1"), inert("-5.35"), inert("晋城市")
        ("'=HYPERLINK(1)", "'＝1＋1", '-5.35', '晋城市')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def write_csv(found: duckdb.DuckDBPyRelation, file: IO[str], *, verbatim: bool = False) -> None:
    """Write a result as CSV with a header: dates as ISO 8601, null as nothing, lists as JSON.

    Args:
        found: the result.
        file: where to.
        verbatim: leave texts that begin like a formula as they are.
    """
    write = csv.writer(file, lineterminator="\n")
    safe = (lambda text: text) if verbatim else inert

    def cell(value: Any) -> Any:
        if isinstance(value, str):
            return safe(value)
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, list | dict | tuple):
            return safe(json.dumps(value, ensure_ascii=False, default=as_json))
        return value

    write.writerow([safe(name) for name in found.columns])
    for rows in _batches(found):
        write.writerows([[cell(value) for value in row] for row in rows])


def write_json(found: duckdb.DuckDBPyRelation, file: IO[str]) -> None:
    """Write a result as a JSON array, one object in a line for each row; what is no number is null.

    Raises:
        UsageError: two columns bear one name.
    """
    names, separator = found.columns, "[\n"
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise UsageError(
            f"more than one column is called {', '.join(twice)}", "--format json", "Rename them with `as`"
        )
    for rows in _batches(found):
        for row in rows:
            known = {name: None if value != value else value for name, value in zip(names, row, strict=True)}
            line = json.dumps(known, ensure_ascii=False, default=as_json)
            file.write(f"{separator}{line}")
            separator = ",\n"
    file.write("\n]\n" if separator == ",\n" else "[]\n")


def _batches(found: duckdb.DuckDBPyRelation) -> Iterator[Iterator[tuple[Any, ...]]]:
    for batch in found.to_arrow_reader(BATCH):
        yield zip(*(column.to_pylist() for column in batch.columns), strict=True)


def as_json(value: Any) -> Any:
    """What JSON has no word for: exact numbers become numbers, moments ISO 8601.

    Examples:
        >>> as_json(Decimal("20.3500")), as_json(Decimal("108.0000")), as_json(date(2024, 3, 31))
        (20.35, 108, '2024-03-31')
    """
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value)


def write_parquet(found: duckdb.DuckDBPyRelation, path: Path) -> None:
    """Write a result as Parquet, zstd."""
    import pyarrow.parquet as pq  # type: ignore[import-untyped,unused-ignore]

    reader = found.to_arrow_reader(BATCH)
    with pq.ParquetWriter(path, reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)


def write(
    found: duckdb.DuckDBPyRelation,
    kind: Format,
    output: Path | None,
    *,
    bom: bool = False,
    verbatim: bool = False,
) -> None:
    """Write a result to a file, in one step, or to standard output.

    Args:
        found: the result.
        kind: one of `FORMATS`.
        output: the file; standard output where there is none.
        bom: begin CSV with the mark by which Excel knows UTF-8.
        verbatim: leave texts in CSV that begin like a formula as they are.

    Raises:
        UsageError: the file can't be written, or Parquet is to go to the screen.
    """
    if kind == "parquet" and output is None:
        raise UsageError("Parquet is no text", "--format parquet", "Name a file with --output FILE")
    if output is None:
        if bom:
            sys.stdout.write("\ufeff")
        _write_text(found, kind, sys.stdout, verbatim, screen=sys.stdout.isatty())
        return
    try:
        with _whole(output) as path:
            if kind == "parquet":
                write_parquet(found, path)
                return
            with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
                _write_text(found, kind, file, verbatim, screen=False)
    except OSError as error:
        raise UsageError(
            f"the file can't be written: {error.strerror or error}", str(output), "Name another"
        ) from error


def _write_text(
    found: duckdb.DuckDBPyRelation, kind: Format, file: IO[str], verbatim: bool, *, screen: bool
) -> None:
    if kind == "csv":
        write_csv(found, file, verbatim=verbatim)
    elif kind == "json":
        write_json(found, file)
    else:
        file.write(table(found, screen))


@contextlib.contextmanager
def _whole(output: Path) -> Iterator[Path]:
    """Give a file to write, which takes the place of `output` once it is whole."""
    handle, name = tempfile.mkstemp(prefix=f".{output.name}.", dir=output.parent)
    os.close(handle)
    path = Path(name)
    try:
        yield path
        path.chmod(0o666 & ~_umask())
        path.replace(output)
    finally:
        path.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
