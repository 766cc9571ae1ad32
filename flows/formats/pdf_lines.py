"""Lines of pages to text: page furniture left out, lines of a paragraph joined, lines of cells made rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from flows.formats.table import is_number, markdown

_PAGE_NUMBER = re.compile(
    r"[-—–·\s]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[,，/]?\s*共?\s*\d{1,4}\s*页?)?[-—–·\s]*"
)
_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d年")
_EDGE = 2
"""Lines at the top and at the foot of a page that may be furniture."""
_LARGER = 1.15
"""How much larger than the text a heading is set."""
_LONGEST_HEADING = 80


@dataclass(frozen=True)
class Segment:
    """A stretch of a line without a wide gap in it, in points from the left."""

    text: str
    x0: float
    x1: float


@dataclass(frozen=True)
class Line:
    """A line: its stretches, its place from the top in points, the size of its characters; or a table, with its rows.

    `column`: 0 where it stands in the whole width of the page, else 1 or 2.
    """

    segments: list[Segment]
    top: float
    size: float
    rows: list[str] = field(default_factory=list)
    column: int = 0

    @property
    def text(self) -> str:
        """All of it; two blanks stand for a gap."""
        return "  ".join(segment.text for segment in self.segments)

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.segments[-1].x1


@dataclass(frozen=True)
class Page:
    """A page: its lines in the order in which they are read, its height in points, and whether pictures cover it."""

    lines: list[Line]
    height: float
    covered: bool = False


def joined(pages: Sequence[Page]) -> tuple[str, list[int]]:
    """The text of all pages, and where in it each begins."""
    size = _size_of_text(pages)
    text = _Text(size)
    starts = []
    for page, lines in zip(pages, _without_furniture(pages), strict=True):
        if page.covered and not lines:
            text.end()  # what goes on behind a picture of text is another sentence
        starts.append(text.length)
        text.begin_page(lines)
        at = 0
        while at < len(lines):
            until = _end_of_cells(lines, at)
            if until > at:
                text.add_rows(_rows(lines[at:until]))
                at = until
            elif lines[at].rows:
                text.add_rows(lines[at].rows)
                at += 1
            else:
                text.add(lines[at])
                at += 1
    whole = text.whole()
    return whole, [min(start, len(whole)) for start in starts]


def _size_of_text(pages: Sequence[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            if not line.rows:
                sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda s: (sizes[s], s)) if sizes else 0.0


# furniture


def _without_furniture(pages: Sequence[Page]) -> list[list[Line]]:
    """The lines of each page but its number, and what stands on most pages in one place."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({key for _, line in _edges(page) for key in _keys(line)[:1]})
    kept = []
    for page in pages:
        margin = min((line.x0 for line in page.lines), default=0.0)
        gone = {k for k, line in _edges(page) if _is_furniture(line, seen, len(pages), margin)}
        kept.append([line for k, line in enumerate(page.lines) if k not in gone])
    return kept


def _edges(page: Page) -> list[tuple[int, Line]]:
    """The first and the last lines of a page, in its margins."""
    order = sorted(range(len(page.lines)), key=lambda k: page.lines[k].top)
    places = [
        *(k for k in order[:_EDGE] if page.lines[k].top < 0.15 * page.height),
        *(k for k in order[-_EDGE:] if page.lines[k].top > 0.85 * page.height),
    ]
    return [(k, page.lines[k]) for k in dict.fromkeys(places) if not page.lines[k].rows]


def _keys(line: Line) -> list[tuple[str, int]]:
    """What a line is known by on another page: its words, and its place within a few points."""
    words = _DIGITS.sub("0", line.text)
    return [(words, round(line.top / 4) + shift) for shift in (0, -1, 1)]


def _is_furniture(line: Line, seen: Counter[tuple[str, int]], pages: int, margin: float) -> bool:
    if _PAGE_NUMBER.fullmatch(line.text):
        return not line.text.strip().isdecimal() or line.x0 > margin + 4 * line.size
    return pages > 1 and 2 * max(seen[key] for key in _keys(line)) > max(pages, 3) - (pages > 3)


# cells without ruled lines


def _end_of_cells(lines: Sequence[Line], at: int) -> int:
    """Where a stretch of lines ends that are rows of a table; `at` where there is none."""
    end = at
    while end < len(lines) and len(lines[end].segments) > 1 and not lines[end].rows:
        end += 1
    numbers = sum(any(is_number(s.text) for s in line.segments[1:]) for line in lines[at:end])
    return end if end - at >= 2 and 2 * numbers >= end - at - 1 and numbers else at


def _rows(lines: Sequence[Line]) -> list[str]:
    """Rows whose cells stand in the columns that the fullest one has."""
    fullest = max(lines, key=lambda line: len(line.segments)).segments
    columns = [(s.x0, s.x1) for s in fullest]
    rows = []
    for line in lines:
        cells = [""] * len(columns)
        for segment in line.segments:
            place = min(range(len(columns)), key=lambda k: _distance(segment, columns[k]))
            cells[place] = f"{cells[place]} {segment.text}".strip().replace("|", "/")
        rows.append(markdown(cells))
    return rows


def _distance(segment: Segment, column: tuple[float, float]) -> float:
    """How far a stretch is from a column: nothing but the place of their middles where they overlap."""
    apart = max(segment.x0 - column[1], column[0] - segment.x1, 0.0)
    return 1000 * apart + abs(segment.x0 + segment.x1 - column[0] - column[1]) / 2


# paragraphs


class _Text:
    """The text while it is made."""

    def __init__(self, size: float) -> None:
        self._size = size
        self._pieces: list[str] = []
        self._last: Line | None = None
        self._margins: dict[int, tuple[float, float]] = {}
        self._lead = 0.0
        self._full = False
        self.length = 0

    def begin_page(self, lines: Sequence[Line]) -> None:
        """Take the margins of a page, as far as its lines of text show them."""
        body = [line for line in lines if not line.rows and not self._is_large(line)]
        if self._last is not None:
            # whether the last line of the page before ran to its end is known by its own margins
            self._full = self._runs_on(self._last)
        self._margins = {
            column: (min(line.x0 for line in within), max(line.x1 for line in within))
            for column in (0, 1, 2)
            if (within := [line for line in body if line.column == column])
        }
        leads = sorted(b.top - a.top for a, b in pairwise(body) if b.top > a.top)
        self._lead = leads[len(leads) // 2] if leads else 0.0

    def add(self, line: Line) -> None:
        """Add a line, to the paragraph before it where that goes on."""
        if self._last is not None and self._goes_on(self._last, line):
            self._put(_between(self._pieces[-1], line.text) + line.text)
        else:
            self.end()
            mark = "# " if self._is_large(line) and len(line.text) <= _LONGEST_HEADING else ""
            self._put(mark + line.text)
        self._last = line
        self._full = False

    def add_rows(self, rows: Sequence[str]) -> None:
        """Add the rows of a table."""
        self.end()
        self._last = None
        for row in rows:
            self._put(row + "\n")

    def whole(self) -> str:
        """All of it."""
        self.end()
        return "".join(self._pieces)

    def _is_large(self, line: Line) -> bool:
        return line.size > _LARGER * self._size

    def _runs_on(self, line: Line) -> bool:
        """Whether a line reaches the margin, so that its paragraph may go on."""
        return line.x1 > self._margin(line)[1] - 1.6 * line.size

    def _margin(self, line: Line) -> tuple[float, float]:
        return self._margins.get(line.column, (line.x0, line.x1))

    def _goes_on(self, last: Line, line: Line) -> bool:
        if abs(last.size - line.size) > 0.1 * last.size:
            return False
        if self._is_large(line):
            # a title in two lines
            return line.top > last.top and line.top - last.top < 2.2 * line.size and len(last.segments) == 1
        below = line.top > last.top
        if below and self._lead and line.top - last.top > 1.7 * self._lead:
            return False
        indented = line.x0 > self._margin(line)[0] + 1.2 * line.size
        # a page or a column ended before this line: what its margin was, the line before knows
        full = self._runs_on(last) if below else self._full or self._runs_on(last)
        return full and not indented and len(line.segments) == 1

    def end(self) -> None:
        """End the paragraph, if there is one."""
        if self._last is not None:
            self._put("\n")
            self._last = None

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        self.length += len(text)


def _between(before: str, after: str) -> str:
    """What stands for the line end within a paragraph: a blank between words of letters, and before a year."""
    a, b = before[-1:], after[:1]
    if a.isascii() and b.isascii() and a.isalpha() and b.isalpha():
        return " "
    return " " if a.isdecimal() and _YEAR.match(after) else ""
