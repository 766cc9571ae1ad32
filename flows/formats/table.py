"""Rows of cells as lines of text, and what merged cells leave in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from flows.formats.model import too_much

MAX_SPAN = 50
"""Columns or rows that one cell may span; wider ones are a slip or an attack."""
MAX_CELLS = 200_000
"""Cells of a table."""
_BLANKS = re.compile(r"\s+")
_BETWEEN_CHINESE = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]")
_NUMBER = re.compile(r"[+\-−－]?\d[\d,.]*\s*[^\d年月日]{0,5}")
_LONG = 200
"""Characters of a cell that is no cell but a part of a page."""


def one_line(text: str) -> str:
    """A stretch of text without its line ends; between Chinese characters they leave nothing.

    Examples:
        >>> one_line("工业增加值\\n增速"), one_line("Phase\\nII")
        ('工业增加值增速', 'Phase II')
    """
    return _BETWEEN_CHINESE.sub("", _BLANKS.sub(" ", text).strip())


def is_number(text: str) -> bool:
    """Whether a cell is a number with its unit at most.

    Examples:
        >>> is_number("12.5%"), is_number("2家"), is_number("晋城经开区"), is_number("2024年一季度")
        (True, True, False, False)
    """
    return bool(_NUMBER.fullmatch(text.strip()))


class Rows:
    """The rows of a table, filled cell by cell; a cell may span columns and rows.

    What a cell says stands at its first column, and words stand in each of its rows as well: 阳泉市 over three zones
    is said of each. A number stands once, or it would be counted for each row.
    """

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self._below: dict[int, tuple[int, str]] = {}
        self._at = self._cells = 0

    def begin(self) -> None:
        """A row begins."""
        self._fill_up()
        self.rows.append([])
        self._at = 0

    def add(self, text: str, columns: int = 1, rows: int = 1) -> None:
        """Add a cell.

        Args:
            text: what it says.
            columns: how many it spans.
            rows: how many it spans.
        """
        self._take_spanned()
        columns, rows = min(max(columns, 1), MAX_SPAN), min(max(rows, 1), MAX_SPAN)
        said = one_line(text).replace("|", "/").replace("｜", "/")
        under = "" if is_number(said) else said
        for k in range(columns):
            self._put(said if k == 0 else "")
            if rows > 1:
                self._below[self._at - 1] = (rows - 1, under if k == 0 else "")

    def skip(self, columns: int) -> int:
        """Pass over empty places of a row.

        Args:
            columns: how many, those among them that a cell above spans.

        Returns:
            how many were passed over.
        """
        end = self._at + columns
        while self._at < end:
            self._take_spanned(end)
            if self._at < end:
                self._put("")
        return columns

    def lines(self) -> list[str]:
        """The rows as Markdown; a table of one column is lines, and rows of nothing are left out."""
        self._fill_up()
        filled = [row for row in self.rows if any(row)]
        width = max(map(len, filled), default=0)
        if width == 0:
            return []
        even = [[*row, *[""] * (width - len(row))] for row in filled]
        used = [k for k in range(width) if any(row[k] for row in even)]
        if len(used) == 1:
            return [row[used[0]] for row in even]
        # a column that nothing stands in was made by spans alone
        return [markdown([row[k] for k in used]) for row in even]

    def _put(self, text: str) -> None:
        self._cells += 1
        if self._cells > MAX_CELLS:
            raise too_much("cells in a table", self._cells, MAX_CELLS)
        self.rows[-1].append(text)
        self._at += 1

    def _take_spanned(self, end: int = MAX_CELLS) -> None:
        while self._at < end and self._at in self._below:
            left, text = self._below.pop(self._at)
            if left > 1:
                self._below[self._at] = (left - 1, text)
            self._put(text)

    def _fill_up(self) -> None:
        """End the row at hand with what cells over it span."""
        if not self.rows:
            return
        for place in sorted(k for k in self._below if k >= self._at):
            while self._at < place:
                self._put("")
            self._take_spanned()


def markdown(cells: Sequence[str]) -> str:
    """A row: | 开发区 | 12.5 |."""
    return f"| {' | '.join(cells)} |"


def is_frame(cells: Iterable[str]) -> bool:
    """Whether a table holds parts of a page rather than cells: a few of them, with sentences."""
    texts = [text for text in cells if text.strip()]
    long = sum(len(text) > _LONG for text in texts)
    return bool(long) and 2 * sum(len(t) for t in texts if len(t) > _LONG) > sum(map(len, texts))
