"""The sheets that explain the others: 目录 lists them, 说明 says what every column means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from flows.contracts import PUBLISHED_TABLES, Table, fields_of
from flows.contracts.code_words import words_of
from flows.contracts.model import DUCKDB_TYPES
from flows.exports.cells import Column, Formats, plain
from flows.exports.paper import fit_paper, height_of, write_header

FRONT, DEFINITIONS = "目录", "说明"


HEADERS = (
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
)
WIDTHS = (14, 22, 20, 24, 15, 8, 7, 30, 60, 60)
LISTED_WIDTHS = (16, 12, 52, 70, 40)
NOTES = (
    "“出处”一列的链接指向“数据”表中的那一行，可见文件、位置与原句。 Links in 出处 lead to the row with the sentence.",
    "各列含义见“说明”表；空格表示原文没有，绝不是零。 Columns are explained in the last sheet; an empty cell is never zero.",
    "各类编号在最右边，已隐藏；选中整张表后“取消隐藏”即可见。 Ids stand in the last columns, hidden; unhide columns to see them.",
)


@dataclass(frozen=True)
class Listed:
    """A line of 目录: a sheet's name, its number of rows, what it holds, what it lacks."""

    name: str
    rows: int
    zh: str
    en: str
    note: str = ""


def write_definitions(into: Any, formats: Formats) -> None:
    """Write the sheet that says what every table and column means."""
    write_header(into, [Column(header, "", "string") for header in HEADERS], formats)
    for number, width in enumerate(WIDTHS):
        into.set_column(number, number, width)
    lines = chain.from_iterable(map(_definitions, PUBLISHED_TABLES.values()))
    row = 0
    for row, line in enumerate(lines, start=1):
        into.set_row(row, height_of(line, WIDTHS))
        for number, text in enumerate(line):
            if text:
                into.write_string(row, number, text, formats.wrapped)
    into.autofilter(0, 0, row, len(HEADERS) - 1)


def _definitions(table: Table) -> Iterator[tuple[str, ...]]:
    yield (table.label_zh, table.name, "", "", "", "", "", "", table.zh, table.en)
    for field in fields_of(table):
        key = "●" if field.name in table.key_columns else ""
        kind, words = DUCKDB_TYPES[field.type], words_of(table.name, field.name) if field.allowed else {}
        values = ", ".join(f"{code} {words[code]}" if code in words else code for code in field.allowed)
        described = (field.label_zh, field.name, kind, field.unit, key, values, field.zh, field.en)
        yield (table.label_zh, table.name, *described)


def write_front(into: Any, formats: Formats, listed: Sequence[Listed], documents: int) -> None:
    """Write the sheet that lists and links the others.

    Args:
        into: the worksheet.
        formats: those of the workbook.
        listed: the other sheets, in order, but for the definitions.
        documents: how many documents the warehouse has.
    """
    into.hide_gridlines(2)
    fit_paper(into)
    for number, width in enumerate(LISTED_WIDTHS):
        into.set_column(number, number, width)
    into.write_string(0, 0, "开发区数据仓库 · kaifaqu", formats.title)
    into.write_string(1, 0, f"文件 documents {documents}", formats.faint)
    for row, note in enumerate(NOTES, start=2):
        into.write_string(row, 0, note, formats.faint)
    top = len(NOTES) + 3
    for number, header in enumerate(["工作表 sheet", "行数 rows", "内容", "what it holds", "备注 note"]):
        into.write_string(top, number, header, formats.header)
    into.freeze_panes(top + 1, 0)
    definitions = sum(len(table.column_names) + 1 for table in PUBLISHED_TABLES.values())
    last = Listed(DEFINITIONS, definitions, "每张表、每一列的含义。", "What every table and column means.")
    for row, line in enumerate([*listed, last], start=top + 1):
        into.set_row(row, height_of((line.zh, line.en, line.note), LISTED_WIDTHS[2:]))
        into.write_url(row, 0, f"internal:'{line.name}'!A1", formats.link_top, line.name)
        into.write_number(row, 1, line.rows, formats.count)
        for column, text in enumerate((line.zh, line.en, line.note), start=2):
            if text:
                into.write_string(row, column, plain(text), formats.wrapped)
