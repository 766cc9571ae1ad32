"""A series as a line as high as a line of text; colours come from the page's style sheet."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from markupsafe import Markup, escape

from flows.bulletin.words import Words

WIDTH, HEIGHT, EDGE = 132, 30, 4


class Point(NamedTuple):
    """A value of a quarter: 4 × year + quarter - 1, the value, and whether a text prints it."""

    quarter: int
    value: Decimal
    printed: bool


def quarter_number(quarter_id: str) -> int:
    """Quarters counted through.

    Examples:
        >>> quarter_number("2024-Q1") - quarter_number("2023-Q4")
        1
    """
    year, _, quarter = quarter_id.partition("-Q")
    return 4 * int(year) + int(quarter) - 1


def sparkline(points: Sequence[Point], label: Words) -> Markup | None:
    """A drawing of a series: a dot for each quarter, hollow where the value is computed, a line between neighbours.

    Args:
        points: in the order of their quarters.
        label: what it says to who doesn't see it, in both languages.

    Returns:
        None where there are fewer than two points.
    """
    if len(points) < 2:
        return None
    first, last = points[0].quarter, points[-1].quarter
    values = [point.value for point in points]
    low, span = min(values), max(values) - min(values)
    xs = [EDGE + (WIDTH - 2 * EDGE) * (point.quarter - first) / (last - first) for point in points]
    ys = [
        HEIGHT / 2 if not span else HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * float((value - low) / span)
        for value in values
    ]
    pieces = []
    for at in range(1, len(points)):
        # what lies between two values that are no neighbours is not known
        gap = points[at].quarter - points[at - 1].quarter
        kind = ' class="gap"' if gap > 1 else ""
        pieces.append(
            f'<path{kind} d="M{xs[at - 1]:.1f} {ys[at - 1]:.1f}L{xs[at]:.1f} {ys[at]:.1f}" fill="none"/>'
        )
    for point, x, y in zip(points, xs, ys, strict=True):
        kind = ' class="derived"' if not point.printed else ' class="last"' if point is points[-1] else ""
        pieces.append(f'<circle{kind} cx="{x:.1f}" cy="{y:.1f}" r="2.2"/>')
    zh, en = escape(label["zh"]), escape(label["en"])
    return Markup(
        f'<svg class="spark" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" '
        f'aria-label="{zh}" data-zh-label="{zh}" data-en-label="{en}">{"".join(pieces)}</svg>'
    )
