"""Formulas of a workbook that no program has computed: the value beside them is missing, or stands for one."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from lxml import etree
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple

_M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ANEW = re.compile(rb"""<[^>]*\bcalcPr\b[^>]*\bfullCalcOnLoad\s*=\s*["'](?:1|true)["']""")
MOST_RANGES = 6

Cell = tuple[int, int]
"""Row and column."""


def asks_to_be_computed(workbook: bytes) -> bool:
    """Whether a workbook's main part says that its formulas are still to be computed when it is opened."""
    return _ANEW.search(workbook) is not None


def never_computed(sheet: bytes, anew: bool) -> frozenset[Cell]:
    """The cells of a sheet whose formulas have no value.

    Args:
        sheet: its XML.
        anew: whether the workbook asks to be computed: a library that can't compute then writes 0 for every value.
    """
    return frozenset(_cells(sheet, anew)) if b"<f" in sheet or b":f" in sheet else frozenset()


def _cells(sheet: bytes, anew: bool) -> Iterator[Cell]:
    row = column = 0
    for event, element in etree.iterparse(
        io.BytesIO(sheet), ("start", "end"), tag=(f"{_M}row", f"{_M}c"), resolve_entities=False
    ):
        # either may leave its place out, and then follows the one before
        if element.tag == f"{_M}row":
            if event == "start":
                row, column = int(element.get("r") or row + 1), 0
            else:
                element.clear()
        elif event == "end":
            said = element.get("r")
            row, column = coordinate_to_tuple(said) if said else (row, column + 1)
            if element.find(f"{_M}f") is not None and _lacks_value(element, anew):
                yield row, column


def _lacks_value(cell: etree._Element, anew: bool) -> bool:
    value = cell.findtext(f"{_M}v") or ""
    kind = cell.get("t", "n")
    if not value:
        return kind != "str"  # words that are none are a value as well
    return anew and kind == "n" and value.strip() in ("0", "0.0")


def ranges(cells: Iterable[Cell]) -> str:
    """Cells in the words of a workbook, those under each other as one range.

    Examples:
        >>> ranges({(2, 2), (3, 2), (4, 2), (2, 4)})
        'B2:B4, D2'
    """
    said: list[str] = []
    for column, rows in _by_column(cells).items():
        for _, group in groupby(enumerate(rows), lambda pair: pair[1] - pair[0]):
            run = [row for _, row in group]
            letter = get_column_letter(column)
            said.append(f"{letter}{run[0]}" + (f":{letter}{run[-1]}" if len(run) > 1 else ""))
    return ", ".join(said if len(said) <= MOST_RANGES else [*said[:MOST_RANGES], "…"])


def _by_column(cells: Iterable[Cell]) -> Mapping[int, list[int]]:
    columns: dict[int, list[int]] = {}
    for column, row in sorted((column, row) for row, column in cells):
        columns.setdefault(column, []).append(row)
    return columns
