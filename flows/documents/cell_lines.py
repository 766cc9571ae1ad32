"""Tables that stand one cell a line, as HTML and PDF leave them: the rows that their kinds of cells make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from flows.documents.lines import CAPTION, NOTHING, VALUE, Line, is_value

# what a line of a sentence has and a cell has not: a comma, a bracket that the next line closes
_IN_SENTENCE = re.compile(r"[，。；！？“”]|[（(][^）)]*$|^[^（(]*[）)]")
_MOST_COLUMNS = 16
_MOST_CELLS = 4000


def mark_cells(lines: Sequence[Line]) -> None:
    """Make rows of tables of lines that are their cells; the first line of a row gets them all, the others become `cell`."""
    values = [i for i, line in enumerate(lines) if line.kind == "body" and is_value(_bare(line.text))]
    if len(values) > 1:
        for run in _runs(lines, values):
            _cells_by_line(run)


def _bare(text: str) -> str:
    return text.strip("|｜ \u3000\t")


def _runs(lines: Sequence[Line], values: Sequence[int]) -> Iterator[list[Line]]:
    """Stretches of short lines that hold two numbers or more, each a line of its own."""

    def is_cell(line: Line) -> bool:
        return (
            line.kind == "body"
            and len(line.text) <= 40
            and not line.closed
            and not _IN_SENTENCE.search(line.text)
        )

    done = -1
    for first, second in pairwise(values):
        if first <= done or second - first > _MOST_COLUMNS:
            continue
        start = first
        while start > 0 and first - start < 2 * _MOST_COLUMNS and is_cell(lines[start - 1]):
            start -= 1
        done = first
        while done + 1 < len(lines) and done - start < _MOST_CELLS and is_cell(lines[done + 1]):
            done += 1
        if done >= second:
            yield list(lines[start : done + 1])


def _cells_by_line(run: list[Line]) -> None:
    """Find the rows that one cell a line makes: the same kinds of cells come again after as many lines."""
    texts = [_bare(line.text) for line in run]
    kinds = [_kind(text) for text in texts]
    at = 0
    while at < len(run):
        first = next((i for i in range(at, len(run)) if kinds[i] == "n"), None)
        if first is None:
            return
        # rows that all are whole tell most; where none follow each other, one may have lost a cell
        best = (
            _best(texts, kinds, at, first, True)
            or _best(texts, kinds, at, first, False)
            or _single(texts, kinds, at, first)
        )
        if best is None:
            at = first + 1
            while at < len(run) and kinds[at] != "t":
                at += 1
            continue
        size, start = best
        head = start
        while head > at and start - head < 2 * size + 1 and _heads(texts[head - 1], kinds[head - 1]):
            head -= 1
        for k in range(head, start):
            _row(run[k : k + 1], texts[k : k + 1])
        at = start
        for begin, length in _steps(kinds, start, size):
            _row(run[begin : begin + length], texts[begin : begin + length])
            at = begin + length


def _kind(text: str) -> str:
    """t for words, n for a number, - for a dash that may stand for either."""
    return "-" if NOTHING.fullmatch(text) else "n" if VALUE.fullmatch(text) else "t"


def _heads(text: str, kind: str) -> bool:
    return kind == "t" and len(text) <= 16 and not CAPTION.match(text)


def _begins(texts: Sequence[str], kinds: Sequence[str], start: int, first: int, size: int) -> bool:
    """Whether a row may begin here: with words, or with the number 1 and words after it."""
    row = list(kinds[start : start + size])
    if len(row) < size or "t" not in row:
        return False
    if any(row == row[:k] * (size // k) for k in range(2, size // 2 + 1) if size % k == 0):
        return False  # two rows or more
    return kinds[start] == "t" or (start == first and texts[start] == "1" and kinds[start + 1] == "t")


def _best(
    texts: Sequence[str], kinds: Sequence[str], at: int, first: int, whole: bool
) -> tuple[int, int] | None:
    """Size and beginning of the rows that take in most cells, the shortest of those; `first`: the first number."""
    most = (0, 0, 0)
    for start in range(max(at, first - 3), first + 1):
        for size in range(2, _MOST_COLUMNS + 1):
            if _begins(texts, kinds, start, first, size):
                lengths = [length for _, length in _steps(kinds, start, size)]
                if whole and set(lengths) != {size}:
                    lengths = lengths[: next(k for k, n in enumerate(lengths) if n != size)]
                rows = lengths.count(size)
                if rows >= 2 + (size == 2):
                    most = max(most, (rows * size, -size, start))
    return (-most[1], most[2]) if most[0] else None


def _steps(kinds: Sequence[str], start: int, size: int) -> Iterator[tuple[int, int]]:
    """Where rows begin, and how many cells they have: some that lack one may stand where the next row is whole."""
    pattern, at = kinds[start : start + size], start
    while at < len(kinds):
        length = size
        if not _fits(pattern, kinds[at : at + size]):
            left = len(kinds) - at
            length = next(
                (k for k in range(2, size) if _fits(pattern, kinds[at + k : at + k + size])),
                left if 2 <= left < size else 0,
            )
            if not length or kinds[at] != pattern[0] or "n" not in kinds[at : at + length]:
                return
            if not _lacks(pattern, kinds[at : at + length]):
                return
        yield at, length
        at += length


def _lacks(pattern: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row is what is left of a whole one that some cells are taken from."""
    rest = iter(pattern)
    return all(any("-" in (kind, other) or kind == other for other in rest) for kind in row)


def _single(texts: Sequence[str], kinds: Sequence[str], at: int, first: int) -> tuple[int, int] | None:
    """One row that nothing comes after: words and two numbers or more, none so short that a line may have cut it."""
    size = len(kinds) - at
    if not 0 < first - at <= 3 or size < 3 or "t" in kinds[first:] or len(texts[first]) < 4:
        return None
    return (size, at) if min(map(len, texts[first:])) > 1 else None


def _fits(pattern: Sequence[str], row: Sequence[str]) -> bool:
    return len(pattern) == len(row) and all(
        a == b or (k and "-" in (a, b)) for k, (a, b) in enumerate(zip(pattern, row, strict=True))
    )


def _row(lines: Sequence[Line], texts: Sequence[str]) -> None:
    first = lines[0]
    first.cells = [
        (line.start + (line.text.index(text) if text else 0), text)
        for line, text in zip(lines, texts, strict=True)
    ]
    for line in lines:
        line.kind = "cell"
    first.kind = "table"
