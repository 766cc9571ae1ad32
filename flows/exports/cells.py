"""What stands in a cell of the workbook: texts as they are and inert, numbers as numbers, dates as dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flows.contracts import Field, Table, fields_of
from flows.contracts.model import Type

EXCEL_ROWS = 1_048_576
EXCEL_LINKS = 65_530  # of one sheet; Excel calls a file with more of them broken
EXCEL_UNITS = 32_767  # UTF-16 units in one cell
EXCEL_NUMBERS = (
    10**11
)  # beyond, Excel does not hold the four decimals of the warehouse: it is shown as a text
CUT = 16_000

# Excel's days: 1 is the first of January 1900, and a 29th of February 1900 is counted that never was
_DAY_0 = "date '1899-12-30'"
_EXPRESSIONS: dict[Type, str] = {
    "date": f"date_diff('day', {_DAY_0}, {{name}})",
    "datetime": f"date_diff('second', {_DAY_0}::timestamp, {{name}}) / 86400.0",
    "strings": "nullif(array_to_string({name}, '; '), '')",
}
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_ACTIVE = ("=", "+", "-", "@", "\t")

Write = Callable[[int, int, Any], Any]
Places = Mapping[str, tuple[str, int]]


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its header, the SQL that gives it, how its cells are written."""

    header: str
    expression: str
    kind: str


def columns_of(table: Table) -> list[Column]:
    """The columns of a table's sheet: those of the registry, and the indicator's name beside its id."""
    found = []
    for field in fields_of(table):
        expression = _EXPRESSIONS.get(field.type, "{name}").format(name=f't."{field.name}"')
        found.append(Column(header_of(field), expression, _kind(field, table)))
        if field.name == "indicator_id":
            found.append(Column("指标", 't."indicator_id"', "indicator"))
    return found


def header_of(field: Field) -> str:
    """A column's Chinese name, with its unit where all its values have the same."""
    return f"{field.label_zh}（{field.unit}）" if field.unit else field.label_zh


def _kind(field: Field, table: Table) -> str:
    if table.name != "fact_figure":
        if field.name == "figure_ids":
            return "figures"
        if any(
            link.column == field.name and link.reference_table == "fact_figure" for link in table.references
        ):
            return "figure"
    return field.type


def plain(text: str) -> str:
    """A text as Excel takes it: what it refuses made visible, what is too long cut with a note.

    Examples:
        >>> plain("晋城\\x07市\\r\\n")
        '晋城␇市\\n'
        >>> plain("字" * 40_000)[-29:]
        '字…（共40000字，全文见kaifaqu.duckdb）'
    """
    text = _REFUSED.sub(_visible, text).replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > EXCEL_UNITS // 2 and len(text.encode("utf-16-le")) // 2 > EXCEL_UNITS:
        return f"{text[:CUT]}…（共{len(text)}字，全文见kaifaqu.duckdb）"
    return text


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    return "␡" if code == 0x7F else chr(0x2400 + code) if code < 0x20 else "\ufffd"


class Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, workbook: Any) -> None:
        self.title = workbook.add_format({"bold": True, "font_size": 16})
        self.faint = workbook.add_format({"font_color": "#666666"})
        header = {"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
        self.header = workbook.add_format(header)
        self.header_right = workbook.add_format(header | {"align": "right"})
        self.link = workbook.add_format({"font_color": "#0B5CAD", "underline": 1})
        # without it, a text such as =1+1 would become a formula once somebody edits the cell
        self.quoted = workbook.add_format({"quote_prefix": True})
        self.integer = workbook.add_format({"num_format": "#,##0"})
        # as many places as the value has: 20.35 stays 20.35, and 15 gets no point
        self.places = [
            self.integer,
            *(workbook.add_format({"num_format": f"#,##0.{'0' * n}"}) for n in range(1, 5)),
        ]
        self.number = workbook.add_format({"num_format": "#,##0.00##"})
        self.date = workbook.add_format({"num_format": "yyyy-mm-dd"})
        self.datetime = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self.wrong = workbook.add_format({"bg_color": "#FBE3E0"})


def writers(
    sheet: Any, columns: list[Column], formats: Formats, names: Mapping[str, str], places: Places
) -> list[Write]:
    """How each column's cells are written into a sheet; a value is as its column's expression gives it.

    Args:
        sheet: the worksheet.
        columns: its columns.
        formats: those of the workbook.
        names: indicator_id to the indicator's Chinese name.
        places: figure_id to the sheet and row (from 1) that shows the figure; others are not linked.
    """
    links = 0

    def text(row: int, column: int, value: str) -> None:
        value = plain(value)
        sheet.write_string(row, column, value, formats.quoted if value.startswith(_ACTIVE) else None)

    def decimal(row: int, column: int, value: Decimal) -> None:
        digits = f"{value:f}".rstrip("0").rstrip(".")
        if abs(value) >= EXCEL_NUMBERS:
            sheet.write_string(row, column, digits)
        else:
            sheet.write_number(row, column, float(value), formats.places[len(digits.partition(".")[2])])

    def figure(row: int, column: int, value: str) -> None:
        link(row, column, value, value)

    def figures(row: int, column: int, value: str) -> None:
        link(row, column, value, next((name for name in value.split("; ") if name in places), ""))

    def link(row: int, column: int, value: str, name: str) -> None:
        nonlocal links
        place = places.get(name)
        if place is None or links == EXCEL_LINKS:
            text(row, column, value)
            return
        links += 1
        sheet.write_url(row, column, f"internal:'{place[0]}'!A{place[1]}", formats.link, plain(value))

    def with_format(format_: Any) -> Write:
        return lambda row, column, value: sheet.write_number(row, column, value, format_)

    known: dict[str, Write] = {
        "string": text,
        "strings": text,
        "indicator": lambda row, column, value: text(row, column, names.get(value, value)),
        "figure": figure,
        "figures": figures,
        "decimal": decimal,
        "boolean": sheet.write_boolean,
        "integer": with_format(formats.integer),
        "number": with_format(formats.number),
        "date": with_format(formats.date),
        "datetime": with_format(formats.datetime),
    }
    return [known[column.kind] for column in columns]
