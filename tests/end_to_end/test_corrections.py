"""A misprint mended in corrections.yaml, from the text to the published tables."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from flows.paths import reference_dir

REPORT = """\
# 晋城市开发区2024年一季度工作情况

2024年一季度，晋城市开发区规上工业增加值完成108.78亿元，同比增长2035%，高于省定目标（15%）5.35个百
分点；工业投资完成16.92亿元。

（晋城市商务局供稿）
"""
ROW = """\
- document: jincheng
  match: 同比增长2035%
  replace: 同比增长20.35%
  reason: 高于省定目标（15%）5.35个百分点，应为20.35%
  source: 晋城市商务局
"""
Build = Callable[..., duckdb.DuckDBPyConnection]


@pytest.fixture
def build(tmp_path: Path, make_marts: Callable[..., Path]) -> Build:
    """Build the warehouse of a report read with corrections, and connect to it."""

    def build(corrections: str, report: str = REPORT, quarantined: int = 0) -> duckdb.DuckDBPyConnection:
        raw, directory = tmp_path / "raw", tmp_path / "reference"
        raw.mkdir()
        (raw / "jincheng.txt").write_text(report, encoding="utf-8")
        shutil.copytree(reference_dir(), directory)
        (directory / "corrections.yaml").write_text(corrections, encoding="utf-8")
        marts = make_marts(raw, tmp_path / "marts", directory=directory, quarantined=quarantined)
        return duckdb.connect(str(marts / "kaifaqu.duckdb"), read_only=True)

    return build


def test_the_figure_is_the_mended_one_and_the_quote_what_is_printed(build: Build) -> None:
    with build(ROW) as warehouse:
        (figure,) = warehouse.sql(
            "select value, quote, char_start, char_end, sentence, correction_id from fact_figure "
            "where measure = 'growth' and scenario = 'actual'"
        ).fetchall()
        value, quote, start, end, sentence, correction_id = figure
        assert (float(value), quote, REPORT[start:end]) == (20.35, "2035", "2035")
        assert "同比增长20.35%" in sentence
        assert warehouse.sql(
            "select correction_id, match, replace, found, status from dim_correction"
        ).fetchall() == [(correction_id, "同比增长2035%", "同比增长20.35%", 1, "applied")]
        assert warehouse.sql("select quote from fact_mention where correction_id is not null").fetchall() == [
            ("2035",)
        ]
        assert warehouse.sql("select agrees from mart_gap where gap_reported is not null").fetchall() == [
            (True,)
        ]


def test_every_number_is_accounted_for_and_cites_its_characters(build: Build) -> None:
    with build(
        ROW + ROW.replace("同比增长2035%", "16.92亿元").replace("同比增长20.35%", "169.2亿元")
    ) as warehouse:
        mentions = warehouse.sql("select char_start, char_end, quote from fact_mention").fetchall()
        assert all(REPORT[start:end] == quote for start, end, quote in mentions)
        cited = {place for start, end, _ in mentions for place in range(start, end)}
        assert {digit.start() for digit in re.finditer(r"\d", REPORT)} <= cited
        assert warehouse.sql("select share_accounted_for from mart_coverage").fetchall() == [(1.0,)]


def test_the_rest_of_the_document_is_read_as_without_the_correction(build: Build) -> None:
    with build(ROW) as warehouse:
        found = warehouse.sql(
            "select value::double from fact_figure where correction_id is null order by char_start"
        ).fetchall()
    assert [value for (value,) in found] == [108.78, 15, 5.35, 16.92]


def test_once_the_source_is_mended_the_row_goes_to_quarantine(build: Build) -> None:
    with build(ROW, REPORT.replace("2035", "20.35"), quarantined=1) as warehouse:
        (row,) = warehouse.sql(
            "select source_table, document_id, failed_check, message from quarantine"
        ).fetchall()
        assert row[:3] == ("corrections", "jincheng", "correction_expect")
        assert "stands 0 times in jincheng, expected 1" in row[3]
        assert "if it was mended there, remove the row from corrections.yaml" in row[3]
        assert warehouse.sql("select status, found from dim_correction").fetchall() == [("source_changed", 0)]
        assert warehouse.sql(
            "select value::double, correction_id from fact_figure where quote = '20.35'"
        ).fetchall() == [(20.35, None)]
        assert warehouse.sql("select share_accounted_for from mart_coverage").fetchall() == [(1.0,)]


def test_a_correction_of_another_document_waits(build: Build) -> None:
    with build(ROW.replace("document: jincheng", "document: linfen_2019")) as warehouse:
        assert warehouse.sql("select status from dim_correction").fetchall() == [("not_in_run",)]
        assert warehouse.sql("select count(*) from quarantine").fetchall() == [(0,)]
