"""The sample quarter, built and exported."""

from __future__ import annotations

import runpy
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.exports import export
from flows.warehouse import build

SAMPLE: dict[str, Any] = runpy.run_path(str(Path(__file__).parents[1] / "warehouse" / "sample.py"))


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the built sample."""
    database = tmp_path_factory.mktemp("warehouse") / "kaifaqu.duckdb"
    loaded_at = datetime(2024, 4, 20, 8, 30, 0, 123456, tzinfo=UTC)
    build(SAMPLE["valid_frames"](), SAMPLE["reference_frames"](), database, loaded_at=loaded_at)
    return database


@pytest.fixture(scope="session")
def exported(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the sample's exports."""
    folder = tmp_path_factory.mktemp("exports") / "parquet"
    export(warehouse, folder)
    return folder


MARTS = ("mart_ranking", "mart_gap", "mart_series")
INVENTED: dict[str, Any] = {
    "quarter_id": "2031-Q2", "subject_level": "city", "province_id": "140000", "indicator_id": "industrial_value_added",
    "measure": "level", "scenario": "actual", "period_start": date(2031, 1, 1), "period_end": date(2031, 6, 30), "months": 6,
    "period_kind": "ytd", "unit": "亿元", "bound": "eq", "contested": False, "is_latest_in_quarter": True, "certainty": "clear",
    "scope_differs": False, "inherited": False, "to_date_origin": "printed",
}  # fmt: skip
Rows = list[dict[str, Any]]


@pytest.fixture
def invented(warehouse: Path, tmp_path: Path) -> Callable[..., Path]:
    """Give a function that makes a warehouse whose marts hold the rows given, each filled up from INVENTED."""

    def make(policy: str = "", **rows_of: Rows) -> Path:
        database = tmp_path / "kaifaqu.duckdb"
        shutil.copyfile(warehouse, database)
        with duckdb.connect(str(database)) as connection:
            for table in MARTS:
                connection.execute(f"delete from {table}")
                _fill(connection, table, rows_of.get(table, []))
            if policy:
                connection.execute("delete from dim_certainty_policy")
                connection.execute(
                    "insert into dim_certainty_policy (used_in, treatment, description_en, description_zh) "
                    "select unnest(['headline', 'elsewhere']), ?, '', ''",
                    [policy],
                )
        return database

    return make


def _fill(connection: duckdb.DuckDBPyConnection, table: str, rows: Rows) -> None:
    columns = {name for name, *_ in connection.execute(f"describe {table}").fetchall()}
    for given in rows:
        row = {name: value for name, value in {**INVENTED, **given}.items() if name in columns}
        names = ", ".join(row)
        connection.execute(
            f"insert into {table} ({names}) values ({', '.join('?' * len(row))})", [*row.values()]
        )
        if (figure := given.get("figure_id")) and table != "mart_gap":
            connection.execute(
                "insert into fact_figure by name (select * replace (? as figure_id) from fact_figure order by all limit 1)",
                [figure],
            )
