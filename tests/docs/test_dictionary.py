"""docs/data-dictionary.md and the pages in docs/dictionary say what the registry says, and the registry what a built warehouse holds."""

from __future__ import annotations

import re
import runpy
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from flows.contracts.dictionary import FOLDER, dictionary, write
from flows.warehouse import build

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SAMPLE = runpy.run_path(str(ROOT / "tests" / "warehouse" / "sample.py"))
LINK = re.compile(r"\]\(([^)#]+)\)")
ROW = re.compile(r"^\| `(\w+)` \| ([A-Z]\S*) \|", re.MULTILINE)


def test_it_is_up_to_date() -> None:
    pages = dictionary()
    assert {path: (DOCS / path).read_text(encoding="utf-8") for path in pages} == pages, "run make dictionary"
    assert {path.relative_to(DOCS) for path in (DOCS / FOLDER).iterdir()} == {
        path for path in pages if path.parent == FOLDER
    }


def test_a_page_leads_to_the_tables_it_points_to() -> None:
    for path, text in dictionary().items():
        for target in LINK.findall(text):
            assert (DOCS / path.parent / target).is_file(), f"{path}: {target}"


def test_the_page_of_a_table_that_is_no_more_goes(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "mart_gone.md").touch()
    write(tmp_path)
    assert {path.relative_to(tmp_path) for path in tmp_path.rglob("*.md")} == set(dictionary())


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
        (path.stem, column, kind)
        for path in (DOCS / FOLDER).glob("*.md")
        for column, kind in ROW.findall(path.read_text(encoding="utf-8"))
    }
    assert listed == set(built)
