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


def test_peers_are_of_one_province_and_compared_by_one_key(labelled: Any) -> None:
    crossing = (
        "select mart_gap.indicator_id from mart_gap inner join fact_figure as best on best.figure_id = benchmark_figure_id "
        "left join dim_zone as own on own.zone_id = mart_gap.zone_id left join dim_zone as other on other.zone_id = best.zone_id "
        "where benchmark = 'best_peer' and mart_gap.subject_level in ('city', 'county', 'zone') and ("
        "(mart_gap.province_id is distinct from best.province_id and not (own.level = 'national' and other.level = 'national')) "
        "or mart_gap.scope_key is distinct from best.scope_key "
        "or mart_gap.period_start != best.period_start or mart_gap.period_end != best.period_end)"
    )
    assert labelled.tuples(crossing) == []


def test_what_the_texts_state_agrees_but_for_the_known_contradictions(labelled: Any) -> None:
    wrong = labelled.tuples("select identity, expression from mart_reconciliation where not agrees")
    # 72.17 % of 41 and 46.8 % of 604 are no whole numbers of projects
    assert set(wrong) <= {("whole_count", "? / 41 = 72.17%"), ("whole_count", "? / 604 = 46.8%")}
    assert labelled.tuples("select figure_id from mart_gap where not agrees") == []


def test_a_printed_rate_is_never_overridden(labelled: Any) -> None:
    for rate in ("start_rate", "production_rate"):
        query = f"select * from mart_pipeline where abs({rate}_computed - {rate}_reported) > 0.5"
        assert labelled.tuples(query) == []


def test_nobody_is_warned_for_being_the_last_of_the_printed(labelled: Any) -> None:
    query = (
        "select * from mart_warning inner join mart_gap using (figure_id) where kind = 'last_among_peers' "
        "and mart_gap.benchmark = 'provincial_average' and met"
    )
    assert labelled.tuples(query) == []
    assert (
        labelled.tuples(
            "select * from mart_gap where subject_level = 'province' and benchmark = 'provincial_average'"
        )
        == []
    )


def test_no_rule_of_the_warehouse_doubts_a_right_label(labelled: Any) -> None:
    assert labelled.tuples("select doubts, figure_id from fact_figure where doubts is not null") == []
    certain = dict(labelled.tuples("select certainty, count(*) from fact_figure group by certainty"))
    assert set(certain) == {"clear", "confirmed"}
