"""The pages of a version: what they show, whatever stands in the tables."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from flows.operation.artifacts import ROWS_SHOWN, escaped, pages


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A version with a table of coverage and nothing else."""
    (tmp_path / "parquet").mkdir()
    (tmp_path / "parquet" / "a b.parquet").write_bytes(b"12")
    with duckdb.connect(str(tmp_path / "kaifaqu.duckdb")) as connection:
        connection.execute(
            "create table mart_coverage as select 'd' || i as document_id, cast(1 - i / 1000 as decimal(18, 4)) "
            "as share_accounted_for, 0 as quarantined from range(600) t(i)"
        )
    return tmp_path


def warn(folder: Path, message: str, number: int = 1) -> None:
    with duckdb.connect(str(folder / "kaifaqu.duckdb")) as connection:
        connection.execute(
            "create table mart_warning as select 'high' as severity, '2024-Q1' as quarter_id, '晋城市' as subject_name, "
            f"$1 as message_zh, null as message_en from range({number})",
            [message],
        )


def test_coverage_shows_the_worst_first_and_not_all(folder: Path) -> None:
    coverage = pages(folder).coverage
    assert len(coverage) == ROWS_SHOWN
    assert coverage[0] == {"document_id": "d599", "share_accounted_for": "0.4010", "quarantined": 0}
    json.dumps(coverage)


def test_a_version_without_warnings_says_so(folder: Path) -> None:
    assert pages(folder).warnings == "This version has no table of warnings.\n"
    warn(folder, "", number=0)
    assert pages(folder).warnings == "No warnings.\n"


def test_a_table_of_warnings_with_other_columns_is_no_failure(folder: Path) -> None:
    with duckdb.connect(str(folder / "kaifaqu.duckdb")) as connection:
        connection.execute("create table mart_warning as select 1 as a")
    assert "no table of warnings" in pages(folder).warnings


def test_a_message_can_be_no_markup(folder: Path) -> None:
    warn(folder, "<script>x</script> | [a](javascript:b)\n# c")
    lines = pages(folder).warnings.splitlines()
    assert lines[0] == "1 warnings:"
    assert len(lines) == 5
    assert lines[-1].count(" | ") == 4
    assert "<script>" not in lines[-1] and "[a](" not in lines[-1]


def test_many_warnings_are_cut_and_counted(folder: Path) -> None:
    warn(folder, "低于目标", number=700)
    lines = pages(folder).warnings.splitlines()
    assert lines[0] == f"700 warnings, the latest {ROWS_SHOWN}:"
    assert len(lines) == ROWS_SHOWN + 4


def test_exports_are_links_to_files(folder: Path) -> None:
    shown = pages(folder).exports
    assert (
        f"[parquet/{escaped('a b.parquet')}]({(folder / 'parquet').resolve().as_uri()}/a%20b.parquet) | 2 |"
        in shown
    )
    assert f"({folder.resolve().as_uri()}/kaifaqu.duckdb)" in shown
