"""docs/data-dictionary.md says what the registry says, and the registry what a built warehouse holds."""

from __future__ import annotations

import re
import runpy
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from flows.contracts.dictionary import dictionary
from flows.warehouse import build

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "data-dictionary.md"
SAMPLE = runpy.run_path(str(ROOT / "tests" / "warehouse" / "sample.py"))
ROW = re.compile(r"^\| `(\w+)` \| ([A-Z]\S*) \|", re.MULTILINE)


def test_it_is_up_to_date() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == dictionary(), "run make dictionary"


def test_it_lists_the_columns_of_a_built_warehouse(tmp_path: Path) -> None:
    database = tmp_path / "kaifaqu.duckdb"
    loaded_at = datetime(2024, 4, 20, tzinfo=UTC)
    build(SAMPLE["valid_frames"](), SAMPLE["reference_frames"](), database, loaded_at=loaded_at)
    with duckdb.connect(str(database), read_only=True) as connection:
        built = connection.execute(
            "select table_name, column_name, data_type from duckdb_columns() "
            "where schema_name = 'main' and not internal and table_name in (select table_name from duckdb_tables())"
        ).fetchall()
    listed = {
        (section.split()[0], column, kind)
        for section in DOCUMENT.read_text(encoding="utf-8").split("\n## ")[1:]
        for column, kind in ROW.findall(section)
    }
    assert listed == set(built)
