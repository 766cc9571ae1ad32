"""The workbook `kaifaqu.xlsx`: a report, a sheet for each mart and one for the figures, for people who work in Excel.

The same warehouse gives the same bytes, and so do the same texts, whenever they are read. docs/workbook.md says what stands where.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from flows.contracts import PUBLISHED_TABLES, Table
from flows.errors import WarehouseError
from flows.exports.cells import EXCEL_ROWS, Column, Formats, Names, Write, columns_of, writers
from flows.exports.front import DEFINITIONS, FRONT, Listed, write_definitions, write_front
from flows.exports.paper import Row, set_widths, write_header
from flows.exports.report import REPORT, write_report
from flows.exports.report_rows import Report, read_report
from flows.exports.series import SERIES, write_series
from flows.exports.series_rows import SeriesSheet, read_series
from flows.warehouse import reading
from flows.warehouse.policy import treatment
from flows.warehouse.views import NAMED

FIGURES = "fact_figure"
# of each table: a million cells take some seven seconds to write, and Excel opens no more with comfort
ROWS = 50_000
HELD_ROWS = 20_000  # up to so many in all, a workbook is put together in memory, in half the time
BATCH = 5_000
SAMPLE = 1_000  # rows that a column's width is taken from
# no workbook says when it was made: the same tables would give other bytes
NO_MOMENT = datetime(1980, 1, 1)


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its table, and which of the table's rows it holds: `rows` of them from `first` (0 is the first)."""

    name: str
    table: Table
    first: int
    rows: int
    whole: bool

    @property
    def tail(self) -> str:
        """The end of a query that gives its rows in order."""
        order = f"order by {_order(self.table)}"
        # DuckDB takes longer to cut rows off than to sort them
        return order if self.whole else f"{order} limit {self.rows} offset {self.first}"


def write_workbook(
    database: Path, path: Path, rows: int | None = ROWS, per_sheet: int = EXCEL_ROWS - 1
) -> Path:
    """Write the workbook of a warehouse.

    Args:
        database: the built warehouse.
        path: the file to write.
        rows: how many rows of a table go in, those of the latest quarters first; None for all of them.
        per_sheet: how many rows a sheet holds; further ones go to further sheets.

    Returns:
        the file.

    Raises:
        WarehouseError: the warehouse lacks tables or columns: another kaifaqu built it.
    """
    try:
        reading(lambda connection: _write(connection, path, rows, per_sheet), database)
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise WarehouseError(
            f"another kaifaqu built this warehouse ({' '.join(str(error).split())})",
            str(database),
            "Run `kaifaqu run` once more",
        ) from error
    return path


def tables() -> list[Table]:
    """The tables that get a sheet, in order: the marts, then the figures."""
    marts = [table for table in PUBLISHED_TABLES.values() if table.name.startswith("mart_")]
    return [*marts, PUBLISHED_TABLES[FIGURES]]


def _write(connection: duckdb.DuckDBPyConnection, path: Path, rows: int | None, per_sheet: int) -> None:
    import xlsxwriter  # not with the others: only this step needs it

    counts = _counts(connection)
    sheets = list(_sheets(counts, rows, per_sheet))
    names = _names(connection)
    marks_doubts = treatment(connection, "elsewhere") != "take"
    places = _places(connection, [sheet for sheet in sheets if sheet.table.name == FIGURES])
    (documents,) = _one(connection, "select count(*) from dim_document")
    if sum(sheet.rows for sheet in sheets) > HELD_ROWS:
        # rows go to files as they come, beside the workbook: what a run leaves when it dies goes with its folder
        options = {"constant_memory": True, "tmpdir": str(path.parent)}
    else:
        options = {"in_memory": True}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        workbook.set_properties({"title": "开发区 kaifaqu", "created": NO_MOMENT})
        formats = Formats(workbook)
        report = read_report(connection)
        write_report(workbook, workbook.add_worksheet(REPORT), formats, report, places)
        front = workbook.add_worksheet(FRONT)
        series = read_series(connection)
        write_series(workbook, workbook.add_worksheet(SERIES), formats, series, places)
        for sheet in sheets:
            into = workbook.add_worksheet(sheet.name)
            columns = columns_of(sheet.table, names, marks_doubts)
            rows_of = _rows(connection, sheet, columns)
            _write_sheet(into, columns, rows_of, writers(into, columns, formats, places), formats)
        write_definitions(workbook.add_worksheet(DEFINITIONS), formats)
        write_front(
            front, formats, [_of_report(report), _of_series(series), *_listed(sheets, counts)], documents
        )


def _names(connection: duckdb.DuckDBPyConnection) -> Names:
    sources = {**NAMED, "dim_document": ("dim_document", "document_id", "path")}
    return {
        leads_to: dict(connection.execute(f"select {key}, {name} from {source}").fetchall())
        for leads_to, (source, key, name) in sources.items()
    }


def _counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    selects = (f"(select count(*) from {table.name})" for table in tables())
    return dict(
        zip((t.name for t in tables()), _one(connection, f"select {', '.join(selects)}"), strict=True)
    )


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    row = connection.execute(query).fetchone()
    assert row is not None
    return row


def _sheets(counts: dict[str, int], rows: int | None, per_sheet: int) -> Iterator[Sheet]:
    for table in tables():
        kept = counts[table.name] if rows is None else min(counts[table.name], rows)
        for number, first in enumerate(range(0, max(kept, 1), per_sheet), start=1):
            name = table.label_zh if number == 1 else f"{table.label_zh} ({number})"
            held = min(per_sheet, kept - first)
            yield Sheet(name, table, first, held, whole=held == counts[table.name])


def _order(table: Table) -> str:
    """The latest quarter first; within it, as the texts have it or as the key says."""
    names = table.column_names
    order = ['"quarter_id" desc nulls last'] if "quarter_id" in names else []
    order += ['"document_id"', '"char_start"'] if "char_start" in names else []
    return ", ".join(
        [*order, *(f'"{name}" nulls first' for name in table.key_columns if name != "quarter_id")]
    )


def _places(connection: duckdb.DuckDBPyConnection, sheets: list[Sheet]) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for sheet in sheets:
        query = f"select figure_id from {FIGURES} {sheet.tail}"
        ids = connection.execute(query).fetchall()
        found |= {figure_id: (sheet.name, row) for row, (figure_id,) in enumerate(ids, start=2)}
    return found


def _rows(connection: duckdb.DuckDBPyConnection, sheet: Sheet, columns: list[Column]) -> Iterator[list[Row]]:
    listing = ", ".join(column.expression for column in columns)
    found = connection.execute(f"select {listing} from {sheet.table.name} as t {sheet.tail}")
    while batch := found.fetchmany(BATCH):
        yield batch


def _write_sheet(
    into: Any, columns: list[Column], batches: Iterator[list[Row]], write: list[Write], formats: Formats
) -> None:
    write_header(into, columns, formats)
    row = 0
    for batch in batches:
        if row == 0:
            set_widths(into, columns, batch[:SAMPLE])
        for values in batch:
            row += 1
            for number, value in enumerate(values):
                if value is not None:
                    write[number](row, number, value)
    if row == 0:
        set_widths(into, columns, [])
    into.autofilter(0, 0, max(row, 1), len(columns) - 1)


def _of_report(report: Report) -> Listed:
    zh = "最近季度各主体主要指标：数值、位次、差距、变化。"
    return Listed(REPORT, len(report.lines), zh, "Subjects by indicators: values, ranks, gaps, ways.")


def _of_series(series: SeriesSheet) -> Listed:
    zh = "各主体各指标最近八个季度的累计数与增速，来自“序列”。"
    return Listed(SERIES, len(series.rows), zh, "Years to date and growth by quarter, of the mart 序列.")


def _listed(sheets: list[Sheet], counts: dict[str, int]) -> Iterator[Listed]:
    for sheet in sheets:
        note = _left_out(sheet, sheets, counts)
        yield Listed(sheet.name, sheet.rows, sheet.table.zh, sheet.table.en, note)


def _left_out(sheet: Sheet, sheets: list[Sheet], counts: dict[str, int]) -> str:
    kept = sum(other.rows for other in sheets if other.table is sheet.table)
    whole = counts[sheet.table.name]
    if kept == whole:
        return ""
    return (
        f"全表{whole}行，此处为最近季度的{kept}行，其余见kaifaqu.duckdb与parquet。 "
        f"{kept} of {whole} rows, the latest quarters; all are in kaifaqu.duckdb and parquet."
    )
