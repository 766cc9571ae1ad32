"""A warehouse of invented reports, and what is read back from a circular made of it."""

from __future__ import annotations

import runpy
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from docx import Document
from docx.document import Document as WordDocument

from flows.circular import write_circular

ROOT = Path(__file__).resolve().parents[2]
MAKE = runpy.run_path(str(ROOT / "tests" / "end_to_end" / "conftest.py"))["make"]
PROVINCE = """# 2024年一季度浙江省开发区运行通报

来源：浙江省商务厅2024年4月22日

2024年一季度，浙江省开发区规上工业增加值812.6亿元，同比增长7.4%，比省定目标（6.5%）高出0.9个百分点。
一季度，全省开发区固定资产投资655.3亿元，同比增长4.1%。2024年一季度，浙江省签约项目128个，总投资1460亿元。
一季度，全省承诺制项目占比为88.5%，其中杭州市占比为97.2%，宁波市占比为91.4%，温州市占比超过85%。
"""
CITIES = """# 2024年一季度各市开发区指标

2024年一季度，杭州市开发区规上工业增加值210.45亿元，同比增长9.8%。
2024年一季度，宁波市开发区规上工业增加值188.30亿元，同比增长6.6%。
2024年一季度，温州市开发区规上工业增加值96.7亿元，同比下降1.3%。
2024年一季度，嘉兴市开发区规上工业增加值120.9亿元，同比增长8.2%。
2024年一季度，宁波市签约项目40个，开工30个，签约项目开工率为75%。
"""
CERTAIN = "update fact_figure set doubts = null, certainty = 'clear'"
BESIDE = """published = 2024-04-19
publisher = "钱江开发报"
url = "example.org/4"
"""


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of the two reports."""
    folder = tmp_path_factory.mktemp("invented")
    (folder / "raw").mkdir()
    (folder / "raw" / "province.txt").write_text(PROVINCE, encoding="utf-8")
    (folder / "raw" / "cities.txt").write_text(CITIES, encoding="utf-8")
    (folder / "raw" / "cities.toml").write_text(BESIDE, encoding="utf-8")
    return Path(MAKE(folder / "raw", folder / "marts")) / "kaifaqu.duckdb"


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of the sample reports."""
    marts = MAKE(ROOT / "data" / "raw", tmp_path_factory.mktemp("samples") / "marts")
    return Path(marts) / "kaifaqu.duckdb"


@pytest.fixture
def changed(invented: Path, tmp_path: Path) -> Callable[..., Path]:
    """Give the warehouse of the two reports with statements run on it: what a text can hardly be made to say."""

    def change(*statements: str) -> Path:
        copy = tmp_path / "changed.duckdb"
        shutil.copyfile(invented, copy)
        with duckdb.connect(str(copy)) as connection:
            for statement in (CERTAIN, *statements):
                connection.execute(statement)
        return copy

    return change


@pytest.fixture
def word(tmp_path: Path) -> Callable[..., WordDocument]:
    """Write a circular for Word and read it back."""

    def read(database: Path, region: str | None = None, own: Path | None = None) -> WordDocument:
        path = write_circular(database, "2024-Q1", region, own, "docx", tmp_path / "circular.docx")
        return Document(str(path))

    return read


def text_of(document: WordDocument) -> str:
    """All paragraphs outside tables, line by line."""
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def tables_of(document: WordDocument) -> list[list[list[str]]]:
    """All tables, as rows of cells."""
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
