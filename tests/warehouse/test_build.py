"""A build gives a closed file of the declared tables, whole and the same every time."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from flows.contracts import PUBLISHED_TABLES, duckdb_schema, field_of, frame_of
from flows.errors import ContractError, WarehouseError
from flows.warehouse import build

REPOSITORY = Path(__file__).parents[2]


def rows(database: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_the_file_holds_the_published_tables_and_no_others(warehouse: Path) -> None:
    found = rows(warehouse, "select schema_name, table_name from duckdb_tables()")
    assert set(found) == {("main", name) for name in PUBLISHED_TABLES}
    assert [path.name for path in warehouse.parent.iterdir()] == ["kaifaqu.duckdb"]


def test_columns_have_the_declared_names_and_types(warehouse: Path) -> None:
    for name, table in PUBLISHED_TABLES.items():
        found = rows(
            warehouse,
            "select column_name, data_type from duckdb_columns() "
            f"where schema_name = 'main' and table_name = '{name}' order by column_index",
        )
        # in the declared order, as in Parquet
        assert found == list(duckdb_schema(table).items())


def test_every_table_and_column_has_its_comment(warehouse: Path) -> None:
    tables = dict(rows(warehouse, "select table_name, comment from duckdb_tables()"))
    assert tables == {name: table.comment for name, table in PUBLISHED_TABLES.items()}
    columns = rows(
        warehouse,
        "select table_name, column_name, comment from duckdb_columns() "
        "where not internal and schema_name = 'main'",
    )
    assert {(table, column): comment for table, column, comment in columns} == {
        (name, column): field_of(name, column).comment
        for name, table in PUBLISHED_TABLES.items()
        for column in table.column_names
    }


def test_build_reports_the_rows_of_each_table(sample, tmp_path: Path) -> None:
    counts = build(
        sample["valid_frames"](),
        sample["reference_frames"](),
        tmp_path / "kaifaqu.duckdb",
        loaded_at=datetime(2024, 4, 20, tzinfo=UTC),
    )
    assert list(counts) == list(PUBLISHED_TABLES)
    assert (counts["dim_document"], counts["fact_figure"], counts["fact_mention"], counts["quarantine"]) == (
        2,
        11,
        14,
        2,
    )


def test_dimensions_cover_what_facts_use(warehouse: Path) -> None:
    quarters = rows(warehouse, "select quarter_id, name_zh, start_date, end_date from dim_quarter order by 1")
    assert [quarter for quarter, *_ in quarters] == ["2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4", "2024-Q1"]
    assert quarters[-1][1] == "2024年第一季度"
    assert [day.isoformat() for day in quarters[-1][2:]] == ["2024-01-01", "2024-03-31"]
    assert rows(warehouse, "from dim_city select * exclude (tile_row, tile_column)") == [
        ("140300", "阳泉市", "Yangquan", "140000", "山西省"),
        ("140500", "晋城市", "Jincheng", "140000", "山西省"),
    ]


def test_without_any_figure_the_tables_are_there_and_empty(sample, build_sample) -> None:
    database = build_sample(figure=frame_of("figure", []), mention=frame_of("mention", []))
    assert rows(database, "select count(*) from dim_quarter") == [(0,)]
    assert rows(database, "select count(*) from mart_gap") == [(0,)]


def test_the_moment_of_loading_is_kept_in_utc(build_sample) -> None:
    beijing = timezone(timedelta(hours=8))
    database = build_sample(loaded_at=datetime(2024, 4, 20, 16, 30, tzinfo=beijing))
    assert rows(database, "select distinct loaded_at from dim_document") == [(datetime(2024, 4, 20, 8, 30),)]


def test_a_moment_without_a_zone_is_an_error(build_sample) -> None:
    with pytest.raises(ValueError, match="time zone"):
        build_sample(loaded_at=datetime(2024, 4, 20))


def test_a_rerun_gives_the_same_bytes(build_sample) -> None:
    first, second = build_sample("first"), build_sample("second")
    assert hashlib.sha256(first.read_bytes()).digest() == hashlib.sha256(second.read_bytes()).digest()


def test_what_was_loaded_before_keeps_its_time_and_its_run(sample, build_sample) -> None:
    first = build_sample("first")
    frames = sample["valid_frames"]("run-2")
    frames["document"] = frames["document"].with_columns(
        sha256=pl.when(pl.col("document_id") == "002").then(pl.lit("3" * 64)).otherwise("sha256")
    )
    second = build_sample("second", loaded_at=datetime(2024, 7, 1, tzinfo=UTC), previous=first, **frames)
    assert rows(second, "select document_id, loaded_at from dim_document order by 1") == [
        ("001", datetime(2024, 4, 20, 8, 30)),
        ("002", datetime(2024, 7, 1)),
    ]
    assert rows(second, "select distinct run_id from quarantine") == [("run-1",)]


def test_a_load_comes_after_those_before_it_also_where_the_clock_has_gone_back(sample, build_sample) -> None:
    first = build_sample("first")
    frames = sample["valid_frames"]("run-2")
    frames["document"] = frames["document"].with_columns(
        sha256=pl.when(pl.col("document_id") == "002").then(pl.lit("3" * 64)).otherwise("sha256")
    )
    second = build_sample("second", loaded_at=datetime(2020, 1, 1, tzinfo=UTC), previous=first, **frames)
    assert rows(second, "select document_id, loaded_at from dim_document order by 1") == [
        ("001", datetime(2024, 4, 20, 8, 30)),
        ("002", datetime(2024, 4, 20, 8, 30, 0, 1)),
    ]


def test_a_previous_warehouse_that_is_not_there_is_no_matter(build_sample, tmp_path: Path) -> None:
    assert build_sample(previous=tmp_path / "none.duckdb").exists()


def test_a_previous_warehouse_that_cannot_be_read_is_named(build_sample, tmp_path: Path) -> None:
    broken = tmp_path / "broken.duckdb"
    broken.write_text("no database", encoding="utf-8")
    with pytest.raises(WarehouseError, match=r"broken\.duckdb.*can't be read"):
        build_sample(previous=broken)


def test_a_file_that_is_there_is_not_built_over(build_sample) -> None:
    build_sample()
    with pytest.raises(WarehouseError, match="there already"):
        build_sample()


@pytest.mark.parametrize(
    ("name", "column", "code"),
    [
        ("figure", "indicator_id", "speed_of_light"),
        ("figure", "city_id", "999999"),
        ("article", "province_id", "990000"),
    ],
)
def test_a_code_the_reference_data_do_not_know_stops_the_build(
    sample, build_sample, name, column, code
) -> None:
    frame = sample["valid_frames"]()[name].with_columns(
        pl.when(pl.col(column).is_not_null()).then(pl.lit(code)).alias(column)
    )
    with pytest.raises(ContractError, match=f"{name}.{column}: unknown codes: {code}.*add the code there"):
        build_sample(**{name: frame})


def test_a_missing_frame_stops_the_build(sample, tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="frames missing: document, article"):
        build({}, sample["reference_frames"](), tmp_path / "x.duckdb", loaded_at=datetime.now(UTC))


def duckdb12() -> Path | None:
    """Find a Python that has DuckDB 1.2: the one the environment names, else the repository's own."""
    named = os.environ.get("KAIFAQU_DUCKDB12")
    place = Path(named) if named else REPOSITORY / ".venv-duckdb12" / "bin" / "python"
    return place if place.exists() else None


@pytest.mark.skipif(
    duckdb12() is None,
    reason="no DuckDB 1.2: name a Python with duckdb~=1.2.0 in KAIFAQU_DUCKDB12, or make .venv-duckdb12",
)
def test_duckdb_1_2_opens_the_file(warehouse: Path) -> None:
    script = (
        "import duckdb, sys\n"
        "assert duckdb.__version__.startswith('1.2.'), duckdb.__version__\n"
        "connection = duckdb.connect(sys.argv[1], read_only=True)\n"
        "for (name,) in connection.execute('select table_name from duckdb_tables()').fetchall():\n"
        "    connection.execute(f'select * from {name}').fetchall()\n"
        "for (name,) in connection.execute('select view_name from duckdb_views() '\n"
        "        \"where schema_name = 'zh'\").fetchall():\n"
        "    connection.execute(f'select * from zh.\"{name}\"').fetchall()\n"
        "calls = {\n"
        "    \"ranking('规上工业增加值', '2024年第一季度')\",\n"
        "    \"gap('industrial_value_added', '2024-Q1')\",\n"
        "    \"trend('规上工业增加值', '140500')\",\n"
        "    \"source_of('f01')\",\n"
        "}\n"
        "for call in calls:\n"
        "    assert connection.execute(f'from {call}').fetchall(), call\n"
        "print(connection.execute('select value, comment from mart_ranking, duckdb_tables() '\n"
        "    \"where table_name = 'mart_ranking' and figure_id = 'f01'\").fetchone())\n"
    )
    done = subprocess.run(
        [str(duckdb12()), "-X", "utf8", "-c", script, str(warehouse)],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert "108.7800" in done.stdout and "排名" in done.stdout


def test_a_previous_warehouse_may_be_open_elsewhere(build_sample) -> None:
    first = build_sample("first")
    with duckdb.connect(str(first), read_only=True) as reader:
        second = build_sample("second", loaded_at=datetime(2024, 7, 1, tzinfo=UTC), previous=first)
        assert reader.execute("select count(*) from fact_figure").fetchall() == [(11,)]
    assert rows(second, "select distinct loaded_at from dim_document") == [(datetime(2024, 4, 20, 8, 30),)]


@pytest.mark.parametrize("error", [duckdb.InternalException, duckdb.FatalException])
def test_an_internal_error_of_duckdb_is_built_around(
    error: type[duckdb.Error], build_sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    # which statement ends so depends on the data and on DuckDB's version, so the error itself is made here
    expected = build_sample().read_bytes()
    module = sys.modules[build.__module__]
    real, tried = module.run_sql, []

    def run(connection: duckdb.DuckDBPyConnection, **options: Any) -> list[str]:
        names = real(connection, **options)
        tried.append(options["only"])
        if options["only"] == ("marts",) and tried.count(("marts",)) == 1:
            raise WarehouseError("the SQL fails", "mart_gap.sql") from error("dict-surviving join")
        return names

    monkeypatch.setattr(module, "run_sql", run)
    assert build_sample("again").read_bytes() == expected
    assert tried.count(("marts",)) == 2


def test_an_error_in_the_sql_is_not_tried_again(build_sample, monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules[build.__module__]
    tried = []

    def run(connection: duckdb.DuckDBPyConnection, **options: Any) -> list[str]:
        tried.append(options)
        raise WarehouseError("the SQL fails", "mart_gap.sql") from duckdb.BinderException("no such column")

    monkeypatch.setattr(module, "run_sql", run)
    with pytest.raises(WarehouseError, match=r"mart_gap\.sql"):
        build_sample()
    assert len(tried) == 1


def test_a_build_that_does_not_fit_into_memory_is_given_more(
    build_sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = build_sample().read_bytes()
    monkeypatch.setattr(sys.modules[build.__module__], "limits", lambda: ["1MB", "2MB", "1GB"])
    said: list[str] = []
    assert build_sample("again", say=said.append).read_bytes() == expected
    assert [line.partition(" (")[0] for line in said] == ["build: DuckDB needs more memory"] * 2


def test_a_build_holds_as_much_as_it_is_told(build_sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAIFAQU_MEMORY", "1MB")
    with pytest.raises((WarehouseError, duckdb.OutOfMemoryException), match=r"(?i)memory"):
        build_sample()
