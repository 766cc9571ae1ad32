"""What the five real reports add up to, and the sums in them that can't be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

AGREE = {
    "20.35 - 15 = 5.35",
    "20.35 - 0.9 = 19.45",
    "55.99 - 16 = 39.99",
    "55.99 - 10.9 = 45.09",
    "15.7 / 16.92 = 92.81%",
    "43 / 52 = 82.7%",
    "211.69 / 221.23 = 95.7%",
    "31 / 52 = 59.6%",
    "159.46 / 221.23 = 72%",
    "631.7 / 1174 = 53.8%",
    "331.5 / 1174 = 28.2%",
    "32.3 + 9.9 + 8.7 = 50.9",
    "16.6 - 16 = 0.6",
    "19.4 - 17 = 2.4",
    "22.4 - 16 = 6.4",
    "10.5 / 10.1 = 104.3%",
}
DISAGREE = {
    ("whole_count", "? / 43 = 91.5%"),
    ("whole_count", "? / 38 = 23.5%"),
    ("whole_count", "? / 34 = 98.9%"),
    ("whole_count", "? / 1258 = 97.19%"),
}


@pytest.fixture
def warehouse(marts: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse of the samples or the real reports."""
    with duckdb.connect(str(marts / "kaifaqu.duckdb"), read_only=True) as connection:
        yield connection


@pytest.fixture
def real(raw: Path, warehouse: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """The warehouse of the real reports."""
    if raw.parent.name != "shared":
        pytest.skip("the sample reports hold other numbers")
    return warehouse


def test_the_sums_of_the_real_reports_are_found(real: duckdb.DuckDBPyConnection) -> None:
    rows = real.sql("select expression from mart_reconciliation where agrees").fetchall()
    assert {expression for (expression,) in rows} >= AGREE


def test_what_can_not_be_is_flagged_and_nothing_else(real: duckdb.DuckDBPyConnection) -> None:
    rows = real.sql("select identity, expression from mart_reconciliation where not agrees").fetchall()
    assert set(rows) == DISAGREE
    assert len(rows) == len(DISAGREE)


def test_no_identity_of_pairs_from_different_batches(real: duckdb.DuckDBPyConnection) -> None:
    assert real.sql("select * from mart_reconciliation where identity = 'rate'").fetchall() == []
    assert real.sql("select * from mart_reconciliation where stated = 91.69").fetchall() == []


def test_every_number_of_an_identity_stands_in_its_document(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert warehouse.sql("select * from mart_reconciliation").fetchall() != []
    strays = warehouse.sql(
        "select part.expression, part.figure_id from "
        "(select *, unnest(figure_ids) as figure_id from mart_reconciliation) as part "
        "left join fact_figure on fact_figure.figure_id = part.figure_id "
        "where fact_figure.document_id is distinct from part.document_id"
    ).fetchall()
    assert strays == []


def test_the_row_says_why_and_what_each_number_is(warehouse: duckdb.DuckDBPyConnection) -> None:
    wrong = warehouse.sql(
        "select expression from mart_reconciliation where length(figure_ids) != length(roles) "
        "or roles[1] != 'stated' or agrees != (likely_reason_zh is null) or agrees != (likely_reason_en is null) "
        "or abs(stated - expected - difference) > 1e-6"
    ).fetchall()
    assert wrong == []
