"""The notebook runs from its first cell to its last, on any warehouse, and only reads."""

from __future__ import annotations

import runpy
import shutil
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

pytest.importorskip("marimo", reason="the extra `notebook` is not installed")
pytest.importorskip("altair", reason="the extra `notebook` is not installed")


def run(repository: Path, marts: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run it as a script does, and give what its cells define."""
    monkeypatch.setattr(sys, "argv", ["quarter.py", "--marts", str(marts)])
    monkeypatch.setattr(sys, "path", list(sys.path))
    _, defined = runpy.run_path(str(repository / "notebooks" / "quarter.py"))["app"].run()
    return defined


def test_it_walks_through_ranking_gap_and_trend(
    repository: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    defined = run(repository, shared, monkeypatch)
    ranking, gaps, sources = defined["ranking"], defined["gaps"], defined["sources"]
    assert ranking.height > 1 and ranking["rank_best"].drop_nulls().is_sorted()
    assert gaps.height and set(gaps["figure_id"]) <= set(sources["figure_id"])
    assert set(ranking["figure_id"]) <= set(sources["figure_id"])
    for chart in ("ranking_chart", "gap_chart"):
        assert defined[chart].to_dict()["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
    if "trend" in defined:
        assert defined["trend"].height > 1 and defined["trend_chart"].to_dict()
    with pytest.raises(duckdb.InvalidInputException, match="read-only"):
        defined["warehouse"].execute("drop table mart_gap")
    defined["warehouse"].close()


def test_it_says_what_is_missing(
    repository: Path, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "warehouse" not in run(repository, tmp_path, monkeypatch)
    empty = tmp_path / "kaifaqu.duckdb"
    shutil.copyfile(shared / "kaifaqu.duckdb", empty)
    with duckdb.connect(str(empty)) as connection:
        connection.execute("delete from mart_ranking")
        connection.execute("delete from mart_gap")
    defined = run(repository, tmp_path, monkeypatch)
    assert "ranking" not in defined and "trend" not in defined
    defined["warehouse"].close()
