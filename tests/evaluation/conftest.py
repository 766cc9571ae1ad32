"""A small report and its labels, written by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

REPORT = """# 晋城市开发区2024年一季度工作情况

2024年第一季度，晋城市4个工业类开发区规上工业增加值完成108.78亿元，同比增长20.35%，高于省定目标（15%）5.35个百分点。工业投资下降3.2%。

（晋城市商务局供稿）
"""
FIGURE = {
    "disposition": "figure",
    "indicator": "规上工业增加值",
    "measure": "growth",
    "unit": "%",
    "rank_of": None,
    "scenario": "actual",
    "subject_level": "city",
    "subject": "晋城市",
    "period_start": "2024-01",
    "period_end": "2024-03",
    "bound": "eq",
}


def label(quote: str, **attributes: Any) -> dict[str, Any]:
    """A label of a numeral that stands but once behind the title."""
    start = REPORT.index(quote, REPORT.index("第一季度"))
    return {"doc": "jincheng", "start": start, "end": start + len(quote), **attributes}


def labels() -> list[dict[str, Any]]:
    """All labels of the report's body; what they say is right."""
    return [
        label("4", **{**FIGURE, "value": 4, "unit": "个", "indicator": "开发区数量", "measure": "level",
                      "period_start": "2024-03"}),
        label("108.78", **{**FIGURE, "value": 108.78, "unit": "亿元", "measure": "level"}),
        label("20.35", **{**FIGURE, "value": 20.35}),
        label("15", **{**FIGURE, "value": 15, "scenario": "target"}),
        label("5.35个", **{**FIGURE, "value": 5.35, "unit": "个百分点", "measure": "gap"}),
        label("3.2", **{**FIGURE, "value": -3.2, "indicator": "工业投资"}),
        {"doc": "jincheng", "start": REPORT.index("2024年第"), "end": REPORT.index("年第"), "disposition": "date"},
    ]  # fmt: skip


@pytest.fixture
def report() -> str:
    """The text that the labels are of."""
    return REPORT


@pytest.fixture
def rows() -> list[dict[str, Any]]:
    """The labels, to be changed at will."""
    return labels()


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with the report."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "jincheng.txt").write_text(REPORT, encoding="utf-8")
    return folder


@pytest.fixture
def write_gold(tmp_path: Path) -> Callable[..., Path]:
    """Give the function that writes labels and returns their folder."""

    def write(rows: list[dict[str, Any]], name: str = "jincheng.jsonl") -> Path:
        folder = tmp_path / "gold"
        folder.mkdir(exist_ok=True)
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / name).write_text(lines, encoding="utf-8")
        return folder

    return write
