"""What stands in a cell of the workbook: texts as they are and inert, numbers as numbers, dates as dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flows.contracts import Field, Table, fields_of
from flows.contracts.code_words import words_of
from flows.contracts.model import Type
from flows.warehouse.views import added_names

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
_ACTIVE = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")

Write = Callable[[int, int, Any], Any]
Places = Mapping[str, tuple[str, int]]
Names = Mapping[str, Mapping[str, str]]
"""What ids are called in Chinese: by the table that they lead to (as `flows.warehouse.views` has it), by id."""

SOURCE, SOURCE_CELL = "出处", "原句"
DOCUMENT = "文件"
_IDS = ("_id", "_ids", "scope_key")
# no mere ids: a quarter is read as it is, and these have names in their place
_READ = ("quarter_id",)
_NAMED_IN_PLACE = {"_indicator_id": "dim_indicator", "_document_id": "dim_document"}
_YES_NO = {True: "是", False: "否"}
_WRONG = {"agrees": False, "met": False, "contested": True, "to_date_falls": True}


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its header, the SQL that gives it, how its cells are written.

    `words` has what its values are called, `marked` the words whose cells stand out; a `hidden` column is there for filters and look-ups.
    """

    header: str
    expression: str
    kind: str
    words: Mapping[Any, str] | None = None
    marked: frozenset[str] = frozenset()
    hidden: bool = False


def columns_of(table: Table, names: Names, marks_doubts: bool = True) -> list[Column]:
    """The columns of a table's sheet: those of the registry with names beside ids, then the ids, hidden.

    Args:
        table: the sheet's table.
        names: what ids are called.
        marks_doubts: whether what is doubtful stands out.
    """
    named = {added.field.name: added for added in added_names(table)}
    read, ids = [], []
    for field in fields_of(table):
        if _is_id(field):
            ids.append(Column(header_of(field), _expression(field), field.type, hidden=True))
        else:
            read.append(_column(field, table, names, marks_doubts))
        if added := named.get(field.name):
            read.append(Column(added.label, f't."{field.name}"', "string", names[added.leads_to]))
        elif field.name == "document_id":
            read.append(Column(DOCUMENT, f't."{field.name}"', "string", names["dim_document"]))
    if table.name != "fact_figure" and (expression := _figures(table)):
        read.append(Column(SOURCE, expression, "source"))
    return [*read, *ids]


def _is_id(field: Field) -> bool:
    name = field.name
    return name.endswith(_IDS) and not name.endswith((*_READ, *_NAMED_IN_PLACE))


def _column(field: Field, table: Table, names: Names, marks_doubts: bool) -> Column:
    if field.type == "boolean":
        marked = frozenset(_YES_NO[wrong] for name, wrong in _WRONG.items() if name == field.name)
        return Column(header_of(field), _expression(field), "string", _YES_NO, marked)
    source = next((source for end, source in _NAMED_IN_PLACE.items() if field.name.endswith(end)), None)
    words = names[source] if source else words_of(table.name, field.name) if field.allowed else None
    marked = (
        frozenset([words["doubtful"]])
        if field.name == "certainty" and words and marks_doubts
        else frozenset()
    )
    return Column(header_of(field), _expression(field), field.type, words or None, marked)


def _expression(field: Field) -> str:
    return _EXPRESSIONS.get(field.type, "{name}").format(name=f't."{field.name}"')


def _figures(table: Table) -> str:
    """SQL for the figures that a row rests on, the row's own first, as a text; empty where the table has none."""
    linked = {link.column for link in table.references if link.reference_table == "fact_figure"}
    fields = [f for f in fields_of(table) if f.name in linked or f.name.endswith("figure_ids")]
    fields.sort(key=lambda field: field.name not in ("figure_id", "current_figure_id"))
    lists = [f't."{f.name}"' if f.type == "strings" else f'[t."{f.name}"]' for f in fields]
    # array_to_string passes over what is null
    return f"nullif(array_to_string(list_concat({', '.join(lists)}), '; '), '')" if lists else ""


def header_of(field: Field) -> str:
    """A column's Chinese name, with its unit where all its values have the same."""
    return f"{field.label_zh}（{field.unit}）" if field.unit else field.label_zh


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


def is_active(text: str) -> bool:
    """Whether a text would become a formula once somebody edits its cell."""
    return text.startswith(_ACTIVE)


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    return "␡" if code == 0x7F else chr(0x2400 + code) if code < 0x20 else "\ufffd"


class Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, workbook: Any) -> None:
        self.title = workbook.add_format({"bold": True, "font_size": 16})
        self.wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        self.faint = workbook.add_format({"font_color": "#666666"})
        header = {"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
        self.header = workbook.add_format(header)
        self.header_right = workbook.add_format(header | {"align": "right", "indent": 1})
        self.header_group = workbook.add_format(
            header | {"align": "center", "left": 1, "left_color": "#FFFFFF"}
        )
        self.link = workbook.add_format({"font_color": "#0B5CAD", "underline": 1})
        self.link_top = workbook.add_format({"font_color": "#0B5CAD", "underline": 1, "valign": "top"})
        # without it, a text such as =1+1 would become a formula once somebody edits the cell
        self.quoted = workbook.add_format({"quote_prefix": True})
        # what stands right of a number begins at its left edge: a blank between them
        number = {"align": "right", "indent": 1}
        self.integer = workbook.add_format(number | {"num_format": "#,##0"})
        self.count = workbook.add_format(number | {"num_format": "#,##0", "valign": "top"})
        # as many places as the value has: 20.35 stays 20.35, and 15 gets no point
        self.places = [
            self.integer,
            *(workbook.add_format(number | {"num_format": f"#,##0.{'0' * n}"}) for n in range(1, 5)),
        ]
        self.number = workbook.add_format(number | {"num_format": "#,##0.00##"})
        self.date = workbook.add_format({"num_format": "yyyy-mm-dd"})
        self.datetime = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self.wrong = workbook.add_format({"bg_color": "#FBE3E0"})


def writers(sheet: Any, columns: list[Column], formats: Formats, places: Places) -> list[Write]:
    """How each column's cells are written into a sheet; a value is as its column's expression gives it.

    Args:
        sheet: the worksheet.
        columns: its columns.
        formats: those of the workbook.
        places: figure_id to the sheet and row (from 1) that shows the figure; others are not linked.
    """
    links = 0

    def text(row: int, column: int, value: str) -> None:
        value = plain(value)
        sheet.write_string(row, column, value, formats.quoted if is_active(value) else None)

    def decimal(row: int, column: int, value: Decimal) -> None:
        digits = digits_of(value)
        if abs(value) >= EXCEL_NUMBERS:
            sheet.write_string(row, column, digits)
        else:
            sheet.write_number(row, column, float(value), formats.places[len(digits.partition(".")[2])])

    def source(row: int, column: int, value: str) -> None:
        nonlocal links
        place = places.get(next((name for name in value.split("; ") if name in places), ""))
        if place is not None and links < EXCEL_LINKS:
            links += 1
            sheet.write_url(row, column, link_to(place), formats.link, SOURCE_CELL)

    def with_format(format_: Any) -> Write:
        return lambda row, column, value: sheet.write_number(row, column, value, format_)

    def in_words(given: Column) -> Write:
        words = given.words or {}

        def write(row: int, column: int, value: Any) -> None:
            word = words.get(value, value)
            if word in given.marked:
                sheet.write_string(row, column, word, formats.wrong)
            else:
                text(row, column, word)

        return write

    known: dict[str, Write] = {
        "string": text,
        "strings": text,
        "source": source,
        "decimal": decimal,
        "integer": with_format(formats.integer),
        "number": with_format(formats.number),
        "date": with_format(formats.date),
        "datetime": with_format(formats.datetime),
    }
    return [in_words(column) if column.words else known[column.kind] for column in columns]


def digits_of(value: Decimal) -> str:
    """A number's digits, without zeros at its end."""
    digits = f"{value:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def link_to(place: tuple[str, int]) -> str:
    """The address of a row of the workbook."""
    return f"internal:'{place[0]}'!A{place[1]}"
