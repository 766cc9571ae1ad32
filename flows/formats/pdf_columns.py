"""Pages set in two columns: which lines are read first."""

from __future__ import annotations

from flows.formats.pdf_lines import Line

_LEAST_LINES = 6
"""Of each column."""
_LEAST_CHARACTERS = 9
"""Of a line of a column, on average; cells of tables have fewer."""


def in_reading_order(lines: list[Line]) -> list[Line]:
    """Lines from the top; where two columns stand side by side, the left one and then the right one.

    Lines over both columns part what stands above them from what stands below.
    """
    middle = _gutter(lines)
    if middle is None:
        return lines
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        if any(s.x0 < middle < s.x1 for s in line.segments):
            ordered += [*left, *right, line]
            left, right = [], []
            continue
        for column, side, segments in (
            (1, left, [s for s in line.segments if s.x1 <= middle]),
            (2, right, [s for s in line.segments if s.x0 >= middle]),
        ):
            if segments:
                side.append(Line(segments, line.top, line.size, column=column))
    return [*ordered, *left, *right]


def _gutter(lines: list[Line]) -> float | None:
    """Where the blank between two columns stands, if there is one."""
    split = [line for line in lines if len(line.segments) == 2]
    if len(split) < _LEAST_LINES:
        return None
    # the blank that most lines share
    low = sorted(line.segments[0].x1 for line in split)[int(0.9 * (len(split) - 1))]
    high = sorted(line.segments[1].x0 for line in split)[int(0.1 * (len(split) - 1))]
    if low >= high:
        return None
    middle = (low + high) / 2
    crossing = sum(any(s.x0 < middle < s.x1 for s in line.segments) for line in lines)
    if 3 * crossing > len(lines):
        return None
    for k in range(2):
        if sum(len(line.segments[k].text) for line in split) < _LEAST_CHARACTERS * len(split):
            return None
    return middle
