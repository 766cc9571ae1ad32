"""The workbook `kaifaqu.xlsx`: a sheet for each mart and one for the figures, for people who work in Excel.

The same warehouse gives the same bytes, and so do the same texts, whenever they are read. docs/workbook.md says what stands where.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb

from flows.contracts import PUBLISHED_TABLES, Table, field_of, fields_of
from flows.contracts.model import DUCKDB_TYPES
from flows.errors import WarehouseError
from flows.exports.cells import EXCEL_ROWS, Column, Formats, Write, columns_of, plain, writers
from flows.warehouse import reading

FIGURES = "fact_figure"
FRONT, DEFINITIONS = "目录", "说明"
# of each table: a million cells take some seven seconds to write, and Excel opens no more with comfort
ROWS = 50_000
HELD_ROWS = 20_000  # up to so many in all, a workbook is put together in memory, in half the time
BATCH = 5_000
SAMPLE = 40  # rows that a column's width is taken from
NARROW, WIDE = 8, 48
SUBJECT, FROZEN = field_of("", "subject_name").label_zh, 4


# no workbook says when it was made: the same tables would give other bytes
NO_MOMENT = datetime(1980, 1, 1)
Row = tuple[Any, ...]


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
    names = dict(connection.execute("select indicator_id, name_zh from dim_indicator").fetchall())
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
        front = workbook.add_worksheet(FRONT)
        for sheet in sheets:
            into = workbook.add_worksheet(sheet.name)
            columns = columns_of(sheet.table)
            rows_of = _rows(connection, sheet, columns)
            _write_sheet(into, columns, rows_of, writers(into, columns, formats, names, places), formats)
        _write_definitions(workbook.add_worksheet(DEFINITIONS), formats)
        _write_front(front, formats, sheets, counts, documents)


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
    _write_header(into, columns, formats)
    row = 0
    for batch in batches:
        if row == 0:
            _set_widths(into, columns, batch[:SAMPLE])
        for values in batch:
            row += 1
            for number, value in enumerate(values):
                if value is not None:
                    write[number](row, number, value)
    if row == 0:
        _set_widths(into, columns, [])
    into.autofilter(0, 0, max(row, 1), len(columns) - 1)
    for number, column in enumerate(columns):
        if column.kind == "boolean" and row:
            _mark_false(into, number, row, formats)


def _mark_false(into: Any, column: int, rows: int, formats: Formats) -> None:
    from xlsxwriter.utility import xl_col_to_name

    cell = f"{xl_col_to_name(column)}2"
    # an empty cell equals false in Excel, but says that nobody knows
    criteria = f"=AND(ISLOGICAL({cell}),NOT({cell}))"
    into.conditional_format(
        1, column, rows, column, {"type": "formula", "criteria": criteria, "format": formats.wrong}
    )


def _write_header(into: Any, columns: list[Column], formats: Formats) -> None:
    names = [column.header for column in columns]
    # whose row it is stays in sight as well
    into.freeze_panes(1, names.index(SUBJECT) + 1 if SUBJECT in names[:FROZEN] else 0)
    into.repeat_rows(0)
    into.set_row(0, 32)
    _fit_paper(into)
    for number, column in enumerate(columns):
        right = column.kind in ("integer", "decimal", "number", "date", "datetime")
        into.write_string(0, number, column.header, formats.header_right if right else formats.header)


def _fit_paper(into: Any) -> None:
    into.set_landscape()
    into.set_paper(9)  # A4
    into.fit_to_pages(1, 0)  # as wide as the paper, as many pages as it takes
    into.set_footer("&L&A&R&P / &N")


def _set_widths(into: Any, columns: list[Column], rows: list[Row]) -> None:
    for number, column in enumerate(columns):
        texts = [row[number] for row in rows if isinstance(row[number], str)]
        # the header may take two lines, and the filter's button takes some of it
        width = max([_width(column.header) / 2 + 4, 12 if column.kind in ("date", "decimal") else NARROW])
        width = max([width, *(_width(text) + 1 for text in texts)])
        into.set_column(number, number, 19 if column.kind == "datetime" else min(width, WIDE))


def _width(text: str) -> int:
    """Columns that a text takes on the screen: a Chinese character takes two."""
    return len(text) if text.isascii() else sum(2 if ord(c) > 0x2E7F else 1 for c in text)


def _write_definitions(into: Any, formats: Formats) -> None:
    headers = [
        "表",
        "table",
        "列",
        "column",
        "类型 type",
        "单位 unit",
        "键 key",
        "取值 values",
        "说明",
        "English",
    ]
    _write_header(into, [Column(header, "", "string") for header in headers], formats)
    for number, width in enumerate((14, 22, 20, 24, 15, 8, 7, 30, 60, 60)):
        into.set_column(number, number, width)
    lines = chain.from_iterable(map(_definitions, PUBLISHED_TABLES.values()))
    row = 0
    for row, line in enumerate(lines, start=1):
        for number, text in enumerate(line):
            if text:
                into.write_string(row, number, text)
    into.autofilter(0, 0, row, len(headers) - 1)


def _definitions(table: Table) -> Iterator[tuple[str, ...]]:
    yield (table.label_zh, table.name, "", "", "", "", "", "", table.zh, table.en)
    for field in fields_of(table):
        key = "●" if field.name in table.key_columns else ""
        kind, values = DUCKDB_TYPES[field.type], ", ".join(field.allowed)
        yield (
            table.label_zh,
            table.name,
            field.label_zh,
            field.name,
            kind,
            field.unit,
            key,
            values,
            field.zh,
            field.en,
        )


def _write_front(
    into: Any,
    formats: Formats,
    sheets: list[Sheet],
    counts: dict[str, int],
    documents: int,
) -> None:
    into.hide_gridlines(2)
    _fit_paper(into)
    for number, width in enumerate((16, 12, 52, 70, 40)):
        into.set_column(number, number, width)
    into.write_string(0, 0, "开发区数据仓库 · kaifaqu", formats.title)
    into.write_string(1, 0, f"文件 documents {documents}", formats.faint)
    notes = (
        "数据编号的链接指向“数据”表中的那一行，可见文件、位置与原句。 Links of figure ids lead to the row with the sentence.",
        "各列含义见“说明”表；空格表示原文没有，绝不是零。 Columns are explained in the last sheet; an empty cell is never zero.",
    )
    for row, note in enumerate(notes, start=2):
        into.write_string(row, 0, note, formats.faint)
    top = len(notes) + 3
    for number, header in enumerate(["工作表 sheet", "行数 rows", "内容", "what it holds", "备注 note"]):
        into.write_string(top, number, header, formats.header)
    into.freeze_panes(top + 1, 0)
    for row, sheet in enumerate(sheets, start=top + 1):
        into.write_url(row, 0, f"internal:'{sheet.name}'!A1", formats.link, sheet.name)
        into.write_number(row, 1, sheet.rows, formats.integer)
        into.write_string(row, 2, sheet.table.zh)
        into.write_string(row, 3, sheet.table.en)
        into.write_string(row, 4, plain(_left_out(sheet, sheets, counts)))
    row = top + 1 + len(sheets)
    into.write_url(row, 0, f"internal:'{DEFINITIONS}'!A1", formats.link, DEFINITIONS)
    into.write_number(
        row, 1, sum(len(t.column_names) + 1 for t in PUBLISHED_TABLES.values()), formats.integer
    )
    into.write_string(row, 2, "每张表、每一列的含义。")
    into.write_string(row, 3, "What every table and column means.")
    into.activate()


def _left_out(sheet: Sheet, sheets: list[Sheet], counts: dict[str, int]) -> str:
    kept = sum(other.rows for other in sheets if other.table is sheet.table)
    whole = counts[sheet.table.name]
    if kept == whole:
        return ""
    return (
        f"全表{whole}行，此处为最近季度的{kept}行，其余见kaifaqu.duckdb与parquet。 "
        f"{kept} of {whole} rows, the latest quarters; all are in kaifaqu.duckdb and parquet."
    )
