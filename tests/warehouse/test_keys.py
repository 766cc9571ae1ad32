"""Keys of small tables are declared in the warehouse itself."""

from pathlib import Path

import duckdb
import pytest

from flows.contracts import PUBLISHED_TABLES
from flows.warehouse.keys import declare_keys


def test_a_small_table_has_its_key_and_a_wide_one_has_none() -> None:
    with duckdb.connect() as connection:
        for name in ("dim_zone", "dim_city"):
            columns = ", ".join(f'"{column}" varchar' for column in PUBLISHED_TABLES[name].key_columns)
            connection.execute(f"create table {name} ({columns})")
        declare_keys(connection, {"dim_zone": 3, "dim_city": 10**6})
        found = connection.execute(
            "select table_name, constraint_column_names from duckdb_constraints() where constraint_type = 'PRIMARY KEY'"
        ).fetchall()
    assert found == [("dim_zone", ["zone_id"])]


@pytest.mark.parametrize("name", ["dim_indicator", "dim_document", "fact_figure"])
def test_the_keys_of_a_warehouse_stand_in_its_file(warehouse: Path, name: str) -> None:
    query = (
        "select constraint_column_names from duckdb_constraints() "
        "where table_name = ? and constraint_type = 'PRIMARY KEY'"
    )
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        found = connection.execute(query, [name]).fetchall()
    assert found == [(list(PUBLISHED_TABLES[name].key_columns),)]
