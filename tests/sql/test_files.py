"""The SQL files keep the house's habits: one table each, a header that tells the truth, a fixed order."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from flows import paths
from flows.contracts import PUBLISHED_TABLES, codes
from flows.errors import WarehouseError
from flows.warehouse import ordered_files, run_sql

FILES = ordered_files()
TABLE_FILES = [file for file in FILES if file.path.suffix == ".sql" and file.path.parent.name != "macros"]
PUBLISHED_FILES = [file for file in TABLE_FILES if file.name in PUBLISHED_TABLES]


@pytest.mark.parametrize("file", TABLE_FILES, ids=lambda file: file.name)
def test_a_file_makes_the_one_thing_it_is_named_for(file) -> None:
    assert [made.removeprefix("staging.") for made in file.makes] == [file.name]


@pytest.mark.parametrize("file", TABLE_FILES, ids=lambda file: file.name)
def test_the_header_names_exactly_what_the_file_reads(file) -> None:
    body = re.sub(r"--.*", "", file.text)
    known = {made for other in FILES for made in other.makes}
    read = {
        name
        for name in re.findall(r"\b(?:from|join)\s+([\w.]+)|(staging\.\w+)\(", body)
        for name in name
        if name.startswith("staging.")
        or (name in known and not re.search(rf"^{name} as \(", body, re.MULTILINE))
    }
    assert read - set(file.makes) == set(file.inputs)


@pytest.mark.parametrize("file", TABLE_FILES, ids=lambda file: file.name)
def test_a_file_reads_downwards_in_lower_case(file) -> None:
    words = re.sub(r"--.*|'[^']*'", "", file.text)
    assert words == words.lower()
    assert "\t" not in file.text
    if "create table" in file.text:
        assert re.search(r"^select \*( exclude \([\w, ]+\))? from final$", file.text, re.MULTILINE)


@pytest.mark.parametrize("file", PUBLISHED_FILES, ids=lambda file: file.name)
def test_published_rows_have_an_order(file) -> None:
    assert re.search(r"from (final\n|coded\n    )order by\s|\n    order by figure_no", file.text)


def test_each_doubt_of_the_warehouse_has_a_file_and_words() -> None:
    with (paths.reference_dir() / "doubts.csv").open(encoding="utf-8") as rows:
        named = {row["doubt"] for row in csv.DictReader(rows) if row["found_by"] == "warehouse"}
    assert {file.name.removeprefix("doubt_") for file in FILES if file.path.parent.name == "doubts"} == named


def test_a_new_doubt_is_a_new_file(tmp_path: Path, connection) -> None:
    connection.execute("create schema staging")
    for name in ("odd", "even"):
        write(tmp_path / "doubts", f"staging.doubt_{name}", "", f"select {len(name)} as figure_no")
    run_sql(connection, tmp_path)
    found = connection.execute("select * from staging.warehouse_doubt order by all").fetchall()
    assert found == [(3, "odd"), (4, "even")]


def test_every_published_table_has_a_file() -> None:
    made = {name for file in FILES for name in file.makes}
    assert set(PUBLISHED_TABLES) <= made


def test_files_run_after_the_files_they_read() -> None:
    seen: set[str] = set()
    made = {name for file in FILES for name in file.makes}
    for file in FILES:
        assert made.intersection(file.inputs) <= seen
        seen.update(file.makes)


def write(folder: Path, name: str, inputs: str, sql: str = "select 1") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = f"-- grain: one row\n-- inputs: {inputs}\ncreate table {name} as {sql}\n"
    (folder / f"{name}.sql").write_text(text, encoding="utf-8")


def test_order_is_by_need_then_by_name(tmp_path: Path) -> None:
    write(tmp_path / "facts", "c", "")
    write(tmp_path / "facts", "b", "c")
    write(tmp_path / "facts", "a", "b")
    write(tmp_path / "dimensions", "z", "")
    assert [file.name for file in ordered_files(tmp_path)] == ["z", "c", "b", "a"]


def test_files_that_wait_for_each_other_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "facts", "a", "b")
    write(tmp_path / "facts", "b", "a")
    with pytest.raises(WarehouseError, match="wait for each other"):
        ordered_files(tmp_path)


def test_sql_in_an_unknown_folder_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "fact", "a", "")
    with pytest.raises(WarehouseError, match="which no run reads"):
        ordered_files(tmp_path)


def test_a_file_without_a_header_is_refused(tmp_path: Path) -> None:
    (tmp_path / "marts").mkdir()
    (tmp_path / "marts" / "a.sql").write_text("select 1", encoding="utf-8")
    with pytest.raises(WarehouseError, match="header comment is incomplete"):
        ordered_files(tmp_path)


def test_failing_sql_names_its_file(tmp_path: Path, connection) -> None:
    write(tmp_path / "marts", "broken", "", "select * from nowhere")
    with pytest.raises(WarehouseError, match=r"broken\.sql.*nowhere"):
        run_sql(connection, tmp_path)


def test_an_installed_package_finds_its_own_copy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(paths, "CHECKOUT", tmp_path)
    assert paths.sql_dir() == paths.PACKAGE / "_share" / "sql"
    assert paths.reference_dir() == paths.PACKAGE / "_share" / "reference"
    (tmp_path / "pyproject.toml").touch()
    assert paths.sql_dir() == tmp_path / "sql"
    assert paths.reference_dir() == tmp_path / "data" / "reference"


def test_the_benchmarks_of_a_gap_are_those_of_the_contract() -> None:
    text = next(file.text for file in FILES if file.name == "gap_benchmark")
    words = re.search(r"create type staging\.benchmark_words as enum \(([^)]*)\)", text)
    assert words
    # in the order of the words, as the rows of mart_gap are to have them
    assert re.findall(r"'(\w+)'", words[1]) == sorted(codes.BENCHMARKS)
