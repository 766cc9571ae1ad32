"""A warehouse that breaks its declaration is not handed on."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from flows.errors import WarehouseError
from flows.warehouse.comments import apply_comments
from flows.warehouse.sanity import check_warehouse


@pytest.fixture
def change(warehouse: Path, tmp_path: Path) -> Iterator[Callable[..., duckdb.DuckDBPyConnection]]:
    """Give a function that runs statements on a copy of the sample and returns the open copy."""
    copy = shutil.copy(warehouse, tmp_path / "copy.duckdb")
    with duckdb.connect(str(copy)) as connection:

        def run(*statements: str) -> duckdb.DuckDBPyConnection:
            for statement in statements:
                connection.execute(statement)
            return connection

        yield run


def test_a_whole_warehouse_passes(change) -> None:
    assert check_warehouse(change())["dim_document"] == 2


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("create table stray as select 1 as a", "stray: the table is built and not declared"),
        ("drop table mart_gap", "mart_gap: the table is declared and not built"),
        (
            "alter table dim_zone add column colour varchar",
            r"dim_zone\.colour: the column is VARCHAR, declared nowhere",
        ),
        (
            "alter table dim_zone drop column level",
            r"dim_zone\.level: the column is missing, declared VARCHAR",
        ),
        ("alter table dim_document alter bytes type integer", r"dim_document\.bytes: the column is INTEGER"),
        ("update dim_zone set level = null", "dim_zone: level is null in 3 rows"),
        ("update dim_zone set level = 'local'", "dim_zone: level is none of 'national'"),
        ("update dim_document set sha256 = 'x'", "dim_document: sha256 does not match"),
        ("update dim_document set bytes = -1", "dim_document: bytes is below 0"),
        ("update mart_coverage set share_accounted_for = 2", "mart_coverage: share_accounted_for is above 1"),
        (
            "create or replace table dim_zone as from dim_zone union all from dim_zone",
            r"dim_zone \(zone_id\): a key names more than one row",
        ),
        (
            "update fact_figure set indicator_id = 'x' where figure_id = 'f01'",
            "x has no row in dim_indicator",
        ),
        ("delete from dim_quarter where quarter_id = '2024-Q1'", "2024-Q1 has no row in dim_quarter"),
    ],
)
def test_a_broken_warehouse_is_refused(change, statement: str, message: str) -> None:
    with pytest.raises(WarehouseError, match=message):
        check_warehouse(change(statement))


def test_the_keys_of_large_tables_are_checked_one_by_one(change, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.warehouse.sanity.LARGE", 0)
    connection = change("select 1")
    assert check_warehouse(connection)["dim_zone"]
    connection.execute("create or replace table dim_zone as from dim_zone union all from dim_zone")
    with pytest.raises(WarehouseError, match=r"dim_zone \(zone_id\): a key names more than one row"):
        check_warehouse(connection)


def test_a_view_in_zh_takes_its_words_from_the_table_it_is_named_for(change) -> None:
    connection = change(
        "create or replace view zh.排名 as select subject_name as 主体, rank as 位次 from mart_ranking",
    )
    apply_comments(connection)
    comment = connection.execute("select comment from duckdb_views() where view_name = '排名'").fetchone()
    assert comment is not None and comment[0].startswith("Who leads")
    words = connection.execute(
        "select comment from duckdb_columns() where table_name = '排名' and column_name = '位次'"
    ).fetchone()
    assert words is not None and words[0].startswith("Computed by the indicator's direction")


@pytest.mark.parametrize(
    ("view", "message"),
    [
        ("create view zh.颜色 as select 1 as 主体", "zh.颜色: nobody has described it"),
        (
            "create or replace view zh.排名 as select 1 as 颜色",
            "zh.排名.颜色: the column has no such Chinese name",
        ),
    ],
)
def test_a_view_that_nobody_described_is_an_error(change, view: str, message: str) -> None:
    with pytest.raises(WarehouseError, match=message):
        apply_comments(change(view))
