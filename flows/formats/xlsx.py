"""Workbooks: .xlsx."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Container, Iterator, Mapping
from typing import Any

from openpyxl.reader.excel import ExcelReader

from flows.formats.cell_numbers import shown
from flows.formats.formulas import Cell, asks_to_be_computed, never_computed, ranges
from flows.formats.model import NO_ENCODING, Converted, too_much
from flows.formats.notes import Note
from flows.formats.package import unpacked
from flows.formats.table import Rows

MAX_SHEETS = 200
MAX_TAGS = 1_500_000
"""Of all XML in a workbook; a cell has four."""
MAX_ROWS = 20_000
"""Of a sheet that something stands in."""
MAX_COLUMNS = 1_000
_SPLIT = "Keep the sheets and rows of the report itself, and delete the others"
# names that a program gives a sheet say nothing
_NAMELESS = re.compile(r"(?:sheet|工作表|表)\s*\d*$", re.IGNORECASE)


def read(data: bytes) -> Converted:
    """Read the sheets that are not hidden, each with its name as a heading and what its cells show.

    Raises:
        DocumentRefusedError: it is encrypted, of an older kind, or larger than any report.
    """
    whole = unpacked(data, ".xlsx")
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        tags = sum(archive.read(name).count(b"<") for name in archive.namelist())
        if tags > MAX_TAGS:
            raise too_much("tags of XML", tags, MAX_TAGS, _SPLIT)
        book, formulas = _opened(whole, archive)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if len(sheets) > MAX_SHEETS:
        raise too_much("sheets", len(sheets), MAX_SHEETS, _SPLIT)
    pieces: list[str] = []
    parts: list[tuple[str, int]] = []
    notes: list[Note] = []
    length = 0
    for sheet in book.worksheets:
        without = formulas[sheet.title]
        if sheet.sheet_state != "visible":
            if without or any(cell.value is not None for cell in sheet._cells.values()):
                notes.append(Note("sheet_hidden", sheet.title))
            continue
        if without:
            notes.append(Note("formula_not_computed", sheet.title, ranges(without)))
        lines = list(_lines(sheet, without))
        if not lines:
            continue
        lines = [*_headings(sheet.title, lines), *lines[not lines[0].startswith("|") :]]
        text = "\n".join(lines) + "\n\n"
        parts.append((sheet.title, length))
        pieces.append(text)
        length += len(text)
    return Converted("".join(pieces), NO_ENCODING, tuple(parts), tuple(notes))


def _opened(whole: bytes, archive: zipfile.ZipFile) -> tuple[Any, dict[str, frozenset[Cell]]]:
    """A workbook with the values that Excel has computed last, and by sheet the cells whose formulas have none."""
    reader = ExcelReader(io.BytesIO(whole), data_only=True, keep_links=False)
    with warnings.catch_warnings():
        # of what it leaves out: pictures, rules of validation
        warnings.simplefilter("ignore")
        reader.read()
        parts = {sheet.name: relation.target for sheet, relation in reader.parser.find_sheets()}
    anew = asks_to_be_computed(archive.read(reader.parser.workbook_part_name))
    return reader.wb, {
        sheet.title: never_computed(archive.read(parts[sheet.title]), anew) for sheet in reader.wb.worksheets
    }


def _headings(name: str, lines: list[str]) -> list[str]:
    """The title over a sheet's table, and the sheet's name where somebody has given it one."""
    named = [] if _NAMELESS.match(name) else [name.strip()]
    if lines[0].startswith("|"):
        return [f"# {said}" for said in named]
    return [f"# {lines[0]}", *(f"## {said}" for said in named if said not in lines[0])]


def _lines(sheet: Any, without: Container[Cell]) -> Iterator[str]:
    """The lines of a sheet: an empty row ends a table, and a row of one cell is a line above or below it."""
    rows = _rows(sheet, without)
    spans = _spans(sheet, rows)
    block: list[dict[int, str]] = []
    numbers: list[int] = []
    for number in sorted(rows):
        if numbers and number > numbers[-1] + 1:
            yield from _table(numbers, block, spans)
            yield ""
            block, numbers = [], []
        block.append(rows[number])
        numbers.append(number)
    yield from _table(numbers, block, spans)


def _rows(sheet: Any, without: Container[Cell]) -> dict[int, dict[int, str]]:
    """What the cells show, by row and column; only those that show something, and not those `without` a value.

    openpyxl's own ways through a sheet go over the whole rectangle, which one stray cell makes as large as a sheet
    can be.
    """
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sorted(sheet._cells.items()):
        if cell.value is None or (row, column) in without:
            continue
        if not (said := shown(cell.value, cell.number_format).strip()):
            continue
        if column > MAX_COLUMNS:
            raise too_much("columns in a sheet", column, MAX_COLUMNS, _SPLIT)
        rows.setdefault(row, {})[column] = said
    if len(rows) > MAX_ROWS:
        raise too_much("rows in a sheet", len(rows), MAX_ROWS, _SPLIT)
    return rows


def _spans(sheet: Any, rows: Mapping[int, Mapping[int, str]]) -> dict[tuple[int, int], tuple[int, int]]:
    """Columns and rows that merged cells span, by where they start; those alone that show something."""
    return {
        (r.min_row, r.min_col): (r.max_col - r.min_col + 1, r.max_row - r.min_row + 1)
        for r in sheet.merged_cells.ranges
        if r.min_col in rows.get(r.min_row, {})
    }


def _stands_alone(
    row: Mapping[int, str], number: int, width: int, spans: Mapping[tuple[int, int], tuple[int, int]]
) -> bool:
    """Whether a row is one cell, and no head over some columns of the rows below."""
    if len(row) != 1:
        return False
    columns, rows = spans.get((number, min(row)), (1, 1))
    return rows == 1 and (columns == 1 or columns >= width)


def _table(
    numbers: list[int], block: list[dict[int, str]], spans: Mapping[tuple[int, int], tuple[int, int]]
) -> Iterator[str]:
    if not block:
        return
    first = min(min(row) for row in block)
    last = max(max(row) for row in block)
    top, bottom = 0, len(block)
    # what stands above a table in one merged cell is its title
    while top < bottom and _stands_alone(block[top], numbers[top], last - first + 1, spans):
        yield from block[top].values()
        top += 1
    while bottom > top and len(block[bottom - 1]) == 1:
        bottom -= 1
    grid = Rows()
    for number, row in zip(numbers[top:bottom], block[top:bottom], strict=True):
        grid.begin()
        column = first
        for at in sorted(row):
            while column < at and column <= last:
                column += grid.skip(at - column)
            columns, under = spans.get((number, at), (1, 1))
            columns = min(columns, last - at + 1)
            grid.add(row[at], columns, under)
            column = at + columns
    yield from grid.lines()
    for row in block[bottom:]:
        yield from row.values()
