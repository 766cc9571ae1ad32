"""One grid whatever a table was printed as: its cells, which rows are its header, and what stands over each column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from flows.documents import Paragraph
from flows.words.numerals import decimal

_VALUE = re.compile(
    r"\s*(?P<sign>[-－−–+＋▲▼↑↓])?\s*第?(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<unit>\D{0,6})$"
)
_DOWN = frozenset("-－−–▼↓")
_MARKS = frozenset("↑↓▲▼*")
_NOTHING = re.compile(r"[—－–\-/\\…*\s]*|N/?A|无")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Value:
    """A number in a cell: where its numeral stands in cleaned text, its value and the unit printed with it."""

    numeral: tuple[int, int]
    value: Decimal
    unit: str


@dataclass(frozen=True)
class Cell:
    """A cell of cleaned text, half open; `value` is None where it holds no number alone."""

    start: int
    end: int
    text: str
    value: Value | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it, or a dash."""
        return _NOTHING.fullmatch(self.text) is not None


@dataclass
class Grid:
    """A table.

    `captions`: rows that are one cell, over the header. `header`: for each column what stands over it, the nearest last.
    `rows`: the rest; one that has not `width` cells can't be told where its cells stand.
    """

    captions: list[str] = field(default_factory=list)
    header: list[list[str]] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    width: int = 0


def make_grid(
    text: str, paragraphs: Sequence[Paragraph], units: Callable[[str], bool], labels: Callable[[str], bool]
) -> Grid:
    """Read a table's paragraphs.

    Args:
        text: the cleaned text.
        paragraphs: the table's rows, cells parted by tabs.
        units: whether a word is a unit.
        labels: whether a head is one that a column of row heads has (开发区, 指标, 序号).
    """
    rows = [_cells(text, p, units) for p in paragraphs]
    wide = [len(row) for row in rows if len(row) > 1]
    if not wide:
        return Grid(rows=rows, width=1)
    with_values = [len(row) for row in rows if len(row) > 1 and any(c.value for c in row[1:])]
    counts = Counter(with_values or wide)
    width = max(counts, key=lambda n: (counts[n], n))
    first = next((i for i, row in enumerate(rows) if len(row) > 1 and _is_data(row)), len(rows))
    grid = Grid(rows=rows[first:], width=width)
    over = rows[:first]
    if over and all(len(row) == 1 for row in over):
        over = _loose(grid, [row[0] for row in over], labels)
    else:
        for row in list(over):
            said = [cell for cell in row if cell.text.strip()]
            if len(said) <= 1 and (width > 2 or len(row) == 1) and row is not over[-1]:
                grid.captions += [cell.text for cell in said]
                over.remove(row)
    grid.header = _header(over, width)
    heads = [[cell.text for cell in row] for row in over]
    # a header printed again on the next page
    grid.rows = [row for row in grid.rows if [cell.text for cell in row] not in heads]
    return grid


def _cells(text: str, paragraph: Paragraph, units: Callable[[str], bool]) -> list[Cell]:
    cells, position = [], paragraph.start
    for piece in text[paragraph.start : paragraph.end].split("\t"):
        cells.append(Cell(position, position + len(piece), piece, _value(piece, position, units)))
        position += len(piece) + 1
    return cells


def _value(piece: str, position: int, units: Callable[[str], bool]) -> Value | None:
    match = _VALUE.match(piece)
    if match is None:
        return None
    unit = match["unit"].strip()
    down = match["sign"] in _DOWN or unit in ("↓", "▼")
    if unit in _MARKS:
        unit = ""
    if unit and not units(unit):
        return None
    value = decimal(match["value"])
    numeral = position + match.start("value"), position + match.end("value")
    return Value(numeral, -value if down else value, unit)


def _is_data(row: Sequence[Cell]) -> bool:
    """Whether a row holds numbers that are no years of a header."""
    values = [cell for cell in row[1:] if cell.value]
    return bool(values) and not all(_YEAR.fullmatch(cell.text.strip()) for cell in values)


def _loose(grid: Grid, cells: list[Cell], labels: Callable[[str], bool]) -> list[list[Cell]]:
    """The header of a table that stands one cell a line: as many cells as columns, or two rows of them."""
    width = grid.width
    starts = [i for i, cell in enumerate(cells) if labels(cell.text) and len(cells) - i >= width]
    start = starts[0] if starts else len(cells) - width if len(cells) >= width else 0
    grid.captions += [cell.text for cell in cells[:start]]
    cells = cells[start:]
    if len(cells) <= width:
        return [cells]
    under = cells[len(cells) - width + 1 :]
    return [cells[: len(cells) - width + 1], under]


def _header(rows: list[list[Cell]], width: int) -> list[list[str]]:
    """What stands over each column, the farthest first; nothing where merged cells leave it open."""
    if not rows:
        return []
    texts = [[cell.text.strip() for cell in row] for row in rows]
    under = _full(texts[-1], width)
    if under is None:
        return []
    lines = [under]
    for row in reversed(texts[:-1]):
        spread = _spread(row, lines[0], width)
        if spread is None:
            return []
        lines.insert(0, spread)
    return [list(dict.fromkeys(line[k] for line in lines if line[k])) for k in range(width)]


def _full(row: list[str], width: int) -> list[str] | None:
    """A row of the header with a cell for each column: the corner over the row heads may be left out."""
    if len(row) == width - 1 and row[0]:
        return ["", *row]
    return row if len(row) == width else [*row, *[""] * (width - len(row))] if "" in row else None


def _spread(row: list[str], under: list[str], width: int) -> list[str] | None:
    """A row over another one, merged cells over all columns they span."""
    if len(row) >= width or "" in row:
        cells = [*row, *[""] * (width - len(row))][:width]
        for k in range(1, width):
            # an empty cell goes on with the one to its left, where something stands under it
            if not cells[k] and under[k] and k > 1:
                cells[k] = cells[k - 1]
        return cells
    first = 0 if under[0] else 1
    corner, tops = row[:first], row[first:]
    columns = width - first
    if not tops or columns < len(tops):
        return None
    if columns % len(tops) == 0:
        size = columns // len(tops)
        return [*corner, *(top for top in tops for _ in range(size))]
    # 总量 增速 总量 增速: a word that comes again begins the next group
    groups: list[list[str]] = []
    for word in under[first:]:
        if not groups or word in groups[-1]:
            groups.append([])
        groups[-1].append(word)
    if len(groups) != len(tops):
        return None
    return [*corner, *(top for top, group in zip(tops, groups, strict=True) for _ in group)]
