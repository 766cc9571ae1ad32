"""What the first page opens with: which quarter, what changed since the version before, how much fits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from flows.bulletin.source import Row
from flows.contracts import PUBLISHED_TABLES
from flows.errors import WarehouseError
from flows.warehouse.difference import difference

RECENT = 4
"""Among how many quarters with data the first page chooses; and how old, in quarters, what stands on a page may be."""
MOST_BYTES = 280_000
"""Of a quarter's page: the first page must open at once, also from a stick."""
SHARES = (1.0, 0.5, 0.25, 0.1, 0.0)
BLANK = {
    "quarter_id": "none",
    "name_zh": "尚无数据",
    "name_en": "no data yet",
    "figures": 0,
    "happened": False,
    "subjects": 0,
    "actual": 0,
}


@dataclass(frozen=True)
class Change:
    """How many figures differ from the version before: not there before, other than before, there no more."""

    new: int
    changed: int
    gone: int


def front_quarter(quarters: list[Row]) -> Row:
    """The quarter to begin with: of the last four with data that has happened, the one with most subjects, then figures.

    Args:
        quarters: rows of Source.quarters, the latest first.

    Examples:
        >>> def quarter(name, subjects, actual, happened=True):
        ...     return {"quarter_id": name, "subjects": subjects, "actual": actual, "happened": happened}
        >>> front_quarter([quarter("2030-Q4", 9, 0, False), quarter("2024-Q2", 1, 3), quarter("2024-Q1", 6, 90)])["quarter_id"]
        '2024-Q1'
    """
    recent = [row for row in quarters if row["happened"] and row["actual"]][:RECENT]
    if not recent:
        return quarters[0] if quarters else BLANK
    return max(recent, key=lambda row: (row["subjects"], row["actual"], row["quarter_id"]))


def age(quarter: str, now: str) -> int:
    """How many quarters one lies before another.

    Examples:
        >>> age("2023-Q4", "2024-Q1"), age("2023-Q1", "2024-Q1")
        (1, 4)
    """
    (year, number), (year_now, number_now) = ((int(name[:4]), int(name[-1])) for name in (quarter, now))
    return 4 * (year_now - year) + number_now - number


def changed_since(before: Path | None, database: Path) -> Change | None:
    """What became of the figures since the version before; None where that is unknown, or nothing.

    Args:
        before: the warehouse of the version before, if there is one.
        database: the warehouse that the pages are made from.
    """
    if before is None or not before.is_file() or (database.exists() and before.samefile(database)):
        return None
    name = "fact_figure"
    try:
        (found,) = difference(before, database, 0, {name: PUBLISHED_TABLES[name]})
    # an older kaifaqu's version, or one whose disk broke: what is not known is not said
    except (duckdb.Error, WarehouseError, ValueError):
        return None
    if found.problem or found.before is None or found.after is None:
        return None
    # equal texts give equal pages, whether or not they were published before
    return (
        Change(found.added, found.changed, found.gone) if found.added or found.changed or found.gone else None
    )


def cut(most: int, share: float) -> int:
    """How many of so many are shown, one at least."""
    return max(1, round(most * share))


def fitting(render: Callable[[float], str]) -> tuple[float, str]:
    """A page that is small enough: with all that it may list, else a half of it, and so on; and the share it took.

    Args:
        render: makes the page with this share of the rows that its sections may list.
    """
    for share in SHARES:
        page = render(share)
        if len(page.encode()) <= MOST_BYTES:
            break
    return share, page
