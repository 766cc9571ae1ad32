"""Every mart, built from the labels of real and of invented reports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.contracts import PUBLISHED_TABLES
from flows.warehouse.sanity import check_warehouse

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SETS = {
    "gold": (SHARED / "gold", SHARED / "raw"),
    "reports": (SHARED / "reports", None),
    "tests": (ROOT / "tests" / "gold", None),
}


@pytest.fixture(scope="module", params=SETS)
def labelled(request: pytest.FixtureRequest, warehouse_of: Callable[..., Any]) -> Any:
    """The warehouse of one set of labels."""
    gold, raw = SETS[request.param]
    if not gold.is_dir():
        pytest.skip(f"{gold} is not there")
    return warehouse_of(gold, raw)


def test_every_table_is_as_declared(labelled: Any) -> None:
    counts = check_warehouse(labelled.connection)
    assert set(counts) == set(PUBLISHED_TABLES)
    for mart in (
        "mart_ranking",
        "mart_gap",
        "mart_pipeline",
        "mart_reconciliation",
        "mart_scorecard",
        "mart_warning",
    ):
        assert counts[mart], mart


def test_marts_cite_figures_that_are_there(labelled: Any) -> None:
    for mart in ("mart_ranking", "mart_gap"):
        assert not labelled.tuples(f"select figure_id from {mart} anti join fact_figure using (figure_id)")
    for mart in ("mart_pipeline", "mart_reconciliation", "mart_scorecard", "mart_warning", "mart_reform"):
        cited = f"select unnest(figure_ids) as figure_id from {mart}"
        assert not labelled.tuples(f"select figure_id from ({cited}) anti join fact_figure using (figure_id)")
