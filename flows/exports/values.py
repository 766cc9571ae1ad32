"""Numbers of the report and of the series: each says by its format what it is, and links to the row with its sentence."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from flows.contracts.code_words import CODE_WORDS
from flows.exports.cells import (
    EXCEL_LINKS,
    EXCEL_NUMBERS,
    SOURCE_CELL,
    Places,
    digits_of,
    is_active,
    link_to,
    plain,
)
from flows.exports.paper import width_of

DOUBT = "？"
BOUNDS = {bound: "" if bound == "eq" else word for bound, word in CODE_WORDS["bound"].items()}


class Look(NamedTuple):
    """How a cell looks: `bound` and `origin` are codes, a `signed` number has a plus, what is `wrong` is shaded."""

    bound: str = "eq"
    origin: str = "printed"
    signed: bool = False
    wrong: bool = False
    doubtful: bool = False


PLAIN = Look()


class Values:
    """Writes the cells of a sheet that shows numbers in a grid.

    A number stays one: what stands before and after it (高于, ？) is part of its format.
    """

    def __init__(self, workbook: Any, sheet: Any, places: Places) -> None:
        """Take the workbook, the sheet, and figure_id to the sheet and row (from 1) that shows the figure."""
        self._workbook, self._sheet, self._places = workbook, sheet, places
        self._formats: dict[tuple[Any, ...], Any] = {}
        self._links = 0
        self.widths: dict[int, int] = {}

    def number(self, row: int, column: int, value: Decimal, look: Look, figures: list[str]) -> None:
        """Write a number, with a link to the first of its figures that has a row."""
        digits = digits_of(value)
        shown = shown_as(value, look)
        self._widen(column, shown)
        place = next((self._places[name] for name in figures if name in self._places), None)
        linked = place is not None and self._links < EXCEL_LINKS
        shape = self._format(look, len(digits.partition(".")[2]), linked)
        if linked and place is not None:
            self._links += 1
            # the text gives way to the number, the link stays
            self._sheet.write_url(row, column, link_to(place), shape, SOURCE_CELL)
        if abs(value) >= EXCEL_NUMBERS:
            self._sheet.write_string(row, column, shown, shape)
        else:
            self._sheet.write_number(row, column, float(value), shape)

    def text(self, row: int, column: int, text: str, look: Look = PLAIN, centred: bool = False) -> None:
        """Write a text, as it is; an empty one leaves a cell that only has its line below."""
        text = plain(text)
        self._widen(column, text)
        shape = self._format(look, None, False, centred, is_active(text))
        if text:
            self._sheet.write_string(row, column, text, shape)
        else:
            self._sheet.write_blank(row, column, None, shape)

    def format_of_text(self, look: Look) -> Any:
        """The format of a text that explains a look."""
        return self._format(look, None, linked=False)

    def _widen(self, column: int, text: str) -> None:
        self.widths[column] = max(self.widths.get(column, 0), width_of(text))

    def _format(
        self, look: Look, digits: int | None, linked: bool, centred: bool = False, quoted: bool = False
    ) -> Any:
        key = (look, digits, linked, centred, quoted)
        if key not in self._formats:
            shape: dict[str, Any] = {"bottom": 1, "bottom_color": "#DDDDDD", "valign": "vcenter"}
            if digits is not None:
                shape |= {"num_format": _shape(look, digits), "align": "right"}
            if linked:
                shape["font_color"] = "#0B5CAD"
            if look.origin != "printed":
                shape["italic"] = True
            if look.origin == "chained":
                shape["font_color"] = "#7A4B00"
            if look.doubtful:
                shape["bg_color"] = "#FFF3C4"
            if look.wrong:
                shape["bg_color"] = "#FBE3E0"
            if centred:
                shape["align"] = "center"
            if quoted:
                shape["quote_prefix"] = True
            self._formats[key] = self._workbook.add_format(shape)
        return self._formats[key]


def _shape(look: Look, digits: int) -> str:
    number = f"#,##0.{'0' * digits}" if digits else "#,##0"
    before, after = (f'"{text}"' if text else "" for text in _around(look))
    plus = "+" if look.signed else ""
    # LibreOffice forgets the indent of some cells, and keeps the room of a character
    after += "_0"
    return f"{before}{plus}{number}{after};{before}-{number}{after};{before}{number}{after}"


def _around(look: Look) -> tuple[str, str]:
    return BOUNDS.get(look.bound, look.bound), DOUBT if look.doubtful else ""


def shown_as(value: Decimal, look: Look) -> str:
    """What a number's cell shows.

    Examples:
        >>> shown_as(Decimal("1020.50"), Look(bound="gt", doubtful=True))
        '超过1,020.5？'
        >>> shown_as(Decimal("2"), Look(signed=True))
        '+2'
    """
    before, after = _around(look)
    sign = "+" if look.signed and value > 0 else ""
    return f"{before}{sign}{Decimal(digits_of(value)):,f}{after}"
