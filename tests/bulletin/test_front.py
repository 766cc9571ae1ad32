"""What the first page opens with, and what it does not say."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from flows.bulletin.bounds import limit
from flows.bulletin.front import Change, changed_since, fitting, front_quarter


def quarter(name: str, subjects: int, actual: int, happened: bool = True) -> dict[str, object]:
    return {"quarter_id": name, "subjects": subjects, "actual": actual, "happened": happened}


def test_the_first_page_opens_at_the_best_covered_of_the_last_four_quarters() -> None:
    quarters = [
        quarter("2031-Q4", 50, 0, happened=False),
        quarter("2025-Q1", 1, 4),
        quarter("2024-Q4", 8, 30),
        quarter("2024-Q3", 8, 41),
        quarter("2024-Q2", 2, 99),
        quarter("2024-Q1", 40, 500),
    ]
    assert front_quarter(quarters)["quarter_id"] == "2024-Q3"
    assert front_quarter(quarters[:2])["quarter_id"] == "2025-Q1"
    assert front_quarter([])["quarter_id"] == "none"


@pytest.mark.parametrize(
    ("gap", "bound", "direction", "said"),
    [
        (-6, "gt", "higher", "short_at_most"),
        (-4, "le", "higher", "short_at_least"),
        (2, "ge", "higher", "ahead_at_least"),
        (5, "lt", "lower", "short_at_most"),
        (-6, "eq", "higher", None),
        (-6, "gt", "none", None),
    ],
)
def test_the_gap_of_a_bound_is_a_bound(gap: int, bound: str, direction: str, said: str | None) -> None:
    assert limit(Decimal(gap), bound, direction) == said


def test_what_changed_is_counted_and_what_is_unknown_is_not_said(warehouse: Path, tmp_path: Path) -> None:
    before = tmp_path / "before.duckdb"
    shutil.copyfile(warehouse, before)
    with duckdb.connect(str(before)) as connection:
        ids = [
            i
            for (i,) in connection.execute("select figure_id from fact_figure order by 1 limit 3").fetchall()
        ]
        connection.execute("delete from fact_figure where figure_id = ?", [ids[0]])
        connection.execute("update fact_figure set value = value + 1 where figure_id in (?, ?)", ids[1:])
    assert changed_since(before, warehouse) == Change(new=1, changed=2, gone=0)
    assert changed_since(None, warehouse) is None
    assert changed_since(tmp_path / "none.duckdb", warehouse) is None
    (tmp_path / "broken.duckdb").write_text("no warehouse")
    assert changed_since(tmp_path / "broken.duckdb", warehouse) is None


def test_a_page_that_would_be_too_large_lists_less() -> None:
    share, page = fitting(lambda share: "x" * round(1_000_000 * share))
    assert len(page) < 300_000 and 0 < share < 1
