"""How a sheet lies on the screen and on paper: header, widths, A4 across."""

from __future__ import annotations

from typing import Any

from flows.contracts import field_of
from flows.exports.cells import Column, Formats

NARROW, WIDE = 8, 48
SUBJECT, FROZEN = field_of("", "subject_name").label_zh, 4
Row = tuple[Any, ...]


def write_header(into: Any, columns: list[Column], formats: Formats) -> None:
    """Write a sheet's header, which stays in sight and stands on every page."""
    names = [column.header for column in columns]
    # whose row it is stays in sight as well
    into.freeze_panes(1, names.index(SUBJECT) + 1 if SUBJECT in names[:FROZEN] else 0)
    into.repeat_rows(0)
    into.set_row(0, 32)
    fit_paper(into)
    for number, column in enumerate(columns):
        right = column.kind in ("integer", "decimal", "number", "date", "datetime")
        into.write_string(0, number, column.header, formats.header_right if right else formats.header)


def fit_paper(into: Any) -> None:
    """Print on A4 across, fit to its width."""
    into.set_landscape()
    into.set_paper(9)  # A4
    into.fit_to_pages(1, 0)  # as wide as the paper, as many pages as it takes
    into.set_footer("&L&A&R&P / &N")


def set_widths(into: Any, columns: list[Column], rows: list[Row]) -> None:
    """Make each column as wide as its header and the texts of some of its rows; hide those that are hidden."""
    for number, column in enumerate(columns):
        texts = [text for row in rows if isinstance(text := _shown(column, row[number]), str)]
        # the header may take two lines, and the filter's button takes some of it
        width = max([width_of(column.header) / 2 + 4, 12 if column.kind in ("date", "decimal") else NARROW])
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
