"""How a sheet lies on the screen and on paper: header, widths, A4 across."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from typing import Any

from flows.contracts import field_of
from flows.exports.cells import Column, Formats

NARROW, WIDE = 8, 48
ROW_PIXELS, CHART_HEIGHT = 24, 336  # of the sheets that are made to be read: Chinese characters need some air
LINE = 15  # points of a line of text
SUBJECT, FROZEN = field_of("", "subject_name").label_zh, 4
Row = tuple[Any, ...]


def write_header(into: Any, columns: list[Column], formats: Formats) -> None:
    """Write a sheet's header, which stays in sight and stands on every page."""
    names = [column.header for column in columns]
    # whose row it is stays in sight as well
    into.freeze_panes(1, names.index(SUBJECT) + 1 if SUBJECT in names[:FROZEN] else 0)
    into.repeat_rows(0)
    into.set_default_row(16.5)
    into.set_row(0, 32)
    fit_paper(into)
    for number, column in enumerate(columns):
        right = column.kind in ("integer", "decimal", "number", "date", "datetime")
        into.write_string(0, number, column.header, formats.header_right if right else formats.header)


def lay_out(into: Any) -> None:
    """Make a sheet one to be read: no grid, rows with some air, A4 across."""
    into.hide_gridlines(2)
    into.set_default_row(ROW_PIXELS * 0.75)
    fit_paper(into)


def fit_paper(into: Any) -> None:
    """Print on A4 across, fit to its width."""
    into.set_landscape()
    into.set_paper(9)  # A4
    into.fit_to_pages(1, 0)  # as wide as the paper, as many pages as it takes
    into.set_footer("&L&A&R&P / &N")


def height_of(texts: Sequence[str], widths: Sequence[int]) -> int:
    """Points that a row of wrapped texts takes; LibreOffice lets them run into the next row otherwise."""
    lines = [
        sum(map(_lines_of, text.split("\n"), repeat(width)))
        for text, width in zip(texts, widths, strict=True)
    ]
    return LINE * max(lines)


def _lines_of(text: str, width: int) -> int:
    taken = width_of(text)
    # breaks between words leave some of a line empty
    return 1 if taken <= width else -(-(taken + 4) // width)


def pixels_of(widths: list[int]) -> int:
    """How wide columns are together."""
    return sum(width * 7 + 5 for width in widths)


def add_chart(into: Any, chart: Any, title: str, row: int, widths: list[int], formats: Formats) -> None:
    """Put a chart below a table, as wide as its columns, in one high row, which no page cuts in two.

    Whoever can't see it is told its title.
    """
    into.set_row(row, CHART_HEIGHT * 0.75 + LINE)
    # a streamed sheet forgets the height of a row that has no cell
    into.write_blank(row, 0, None, formats.faint)
    chart.set_size({"width": max(480, pixels_of(widths) - 5), "height": CHART_HEIGHT})
    chart.set_title({"name": title, "name_font": {"size": 12}, "overlay": False})
    into.insert_chart(row, 0, chart, {"description": title, "object_position": 2, "y_offset": 4})


def set_widths(into: Any, columns: list[Column], rows: list[Row]) -> None:
    """Make each column as wide as its header and the texts of some of its rows; hide those that are hidden."""
    for number, column in enumerate(columns):
        texts = [text for row in rows if isinstance(text := _shown(column, row[number]), str)]
        # the header may take two lines, and the filter's button takes some of it
        width = max([width_of(column.header) / 2 + 5, 12 if column.kind in ("date", "decimal") else NARROW])
        width = max([width, *(width_of(text) + 1 for text in texts)])
        width = 19 if column.kind == "datetime" else min(width, WIDE)
        into.set_column(number, number, width, None, {"hidden": column.hidden})


def _shown(column: Column, value: Any) -> Any:
    if column.kind == "source":
        return None
    return column.words.get(value, value) if column.words else value


def width_of(text: str) -> int:
    """Columns that a text takes on the screen: a Chinese character takes two."""
    return len(text) if text.isascii() else sum(2 if ord(c) > 0x2E7F else 1 for c in text)
