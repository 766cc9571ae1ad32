"""Every table goes to Parquet with its words, the same bytes each time, in a package that validates."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from flows.contracts import PUBLISHED_TABLES, Field, Table, fields_of
from flows.exports import datapackage, export


@pytest.fixture
def package(exported: Path) -> dict[str, Any]:
    return json.loads((exported / "datapackage.json").read_text(encoding="utf-8"))


def test_every_table_has_its_file(exported: Path) -> None:
    assert {path.name for path in exported.iterdir()} == {
        "datapackage.json",
        *(f"{name}.parquet" for name in PUBLISHED_TABLES),
    }


@pytest.mark.parametrize("name", PUBLISHED_TABLES)
def test_the_file_holds_the_tables_rows_and_types(exported: Path, warehouse: Path, name: str) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        file = exported / f"{name}.parquet"
        types = "select column_name, column_type from (describe from {})"
        listing = ", ".join(f'"{column}"' for column in PUBLISHED_TABLES[name].column_names)
        assert (
            connection.execute(f"select {listing} from {name} order by all").fetchall()
            == connection.execute(f"select {listing} from '{file}' order by all").fetchall()
        )
        assert dict(connection.execute(types.format(name)).fetchall()) == dict(
            connection.execute(types.format(f"'{file}'")).fetchall()
        )


@pytest.mark.parametrize("name", PUBLISHED_TABLES)
def test_the_file_is_zstd_and_carries_the_words(exported: Path, name: str) -> None:
    file = pq.ParquetFile(exported / f"{name}.parquet")
    # a table without rows, as some marts of the sample are, has no group
    groups = [file.metadata.row_group(number) for number in range(file.num_row_groups)]
    assert {g.column(place).compression for g in groups for place in range(g.num_columns)} <= {"ZSTD"}
    for field in fields_of(PUBLISHED_TABLES[name]):
        words = file.schema_arrow.field(field.name).metadata
        assert (words[b"comment"].decode(), words[b"comment_zh"].decode()) == (field.en, field.zh)


def test_rows_stand_in_the_order_of_the_key(exported: Path) -> None:
    ids = pq.read_table(exported / "fact_figure.parquet")["figure_id"].to_pylist()
    assert ids == sorted(ids)


def test_a_second_export_gives_the_same_bytes(exported: Path, warehouse: Path, tmp_path: Path) -> None:
    for path in export(warehouse, tmp_path / "again"):
        assert path.read_bytes() == (exported / path.name).read_bytes(), path.name


def test_resources_name_their_bytes_and_hash(exported: Path, package: dict) -> None:
    for resource in package["resources"]:
        content = (exported / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["kaifaqu:bytes"] == len(content)
        assert (resource["format"], resource["mediatype"]) == ("parquet", "application/vnd.apache.parquet")


def test_the_schema_has_types_words_constraints_and_keys(package: dict) -> None:
    schema = next(found["schema"] for found in package["resources"] if found["name"] == "fact_figure")
    fields = {field["name"]: field for field in schema["fields"]}
    assert fields["value"]["type"] == "number"
    assert fields["period_end"]["type"] == "date"
    assert fields["measure"]["constraints"]["enum"][0] == "level"
    assert fields["figure_id"]["constraints"]["required"] is True
    assert "原文" in fields["quote"]["description"] and "file" in fields["quote"]["description"]
    assert schema["primaryKey"] == ["figure_id"]
    assert {
        "fields": ["indicator_id"],
        "reference": {"resource": "dim_indicator", "fields": ["indicator_id"]},
    } in schema["foreignKeys"]


def test_the_sources_are_the_documents(package: dict) -> None:
    assert package["sources"] == [
        {"title": "001", "path": "raw/001.txt"},
        {"title": "002", "path": "raw/002.txt"},
    ]


def test_the_package_validates_with_frictionless(exported: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    pytest.importorskip("pandas", reason="frictionless reads Parquet by way of pandas")
    report = frictionless.Package(str(exported / "datapackage.json")).validate()
    assert report.valid, report.flatten(["taskNumber", "type", "message"])
    assert report.stats["tasks"] == len(PUBLISHED_TABLES)


def test_frictionless_finds_a_broken_link(exported: Path, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    pytest.importorskip("pandas", reason="frictionless reads Parquet by way of pandas")
    for path in exported.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    zones = pq.read_table(exported / "dim_zone.parquet")
    pq.write_table(zones.slice(0, 1), tmp_path / "dim_zone.parquet")
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert "foreign-key" in {kind for (kind,) in report.flatten(["type"])}


def test_types_that_frictionless_cannot_read_are_widened_and_named() -> None:
    table = Table(name="fact_figure", columns="year? year_of start", key="start", en="A.", zh="甲。")
    assert table.nullable == {"year"}
    nullable = datapackage._field(
        Field(name="year", label_zh="年", en="Y.", zh="年。", type="integer", minimum=1), table
    )
    assert (nullable["type"], nullable["kaifaqu:type"]) == ("number", "integer")
    assert "constraints" not in nullable
    listed = datapackage._field(Field(name="start", label_zh="表", en="L.", zh="表。", type="strings"), table)
    assert (listed["type"], listed["kaifaqu:type"]) == ("any", "array")
