"""The same report gives the same figures, whatever program saved it."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from flows.documents import Content, Source, decoded, link, prepare
from flows.figures import extract
from flows.formats import SUFFIXES

SAME = (
    "subject_name", "indicator_id", "measure", "scenario", "value", "unit", "period_start", "period_end", "comparator",
    "quote",
)  # fmt: skip


def figures(reader: Any, suffix: str, data: bytes) -> list[tuple[object, ...]]:
    """What is read of a file, each figure in its place; the bytes are read in this process."""
    converted = SUFFIXES[suffix].read(data)
    name = f"report{suffix}"
    document = decoded(Content(Source("report", name, "report.txt"), converted.text.encode(), None))
    prepared = [prepare(document)]
    link(prepared)
    frames = extract(prepared, reader.reference, lexicon=reader.lexicon)
    for start, end, quote in frames["figure"]["char_start", "char_end", "quote"].rows():
        assert converted.text[start:end] == quote
    return sorted(frames["figure"].select(SAME).rows(), key=repr)


def test_one_report_in_four_formats(made: ModuleType, reader: Any) -> None:
    text = figures(reader, ".txt", made.as_text(made.REPORT))
    assert len(text) > 18
    for suffix, make in ((".docx", made.as_docx), (".html", made.as_html), (".pdf", made.as_pdf)):
        assert figures(reader, suffix, make(made.REPORT)) == text, suffix


@pytest.mark.parametrize("number", range(10))
def test_ten_of_each(made: ModuleType, reader: Any, number: int) -> None:
    report = made.varied(number)
    text = figures(reader, ".txt", made.as_text(report))
    assert len(text) >= 20
    size = 10 + number % 4
    files = {
        ".docx": made.as_docx(report, header=("", "内部资料 注意保存 2023")[number % 2], size=size),
        ".html": made.as_html(report, ("utf-8", "gb2312", "gb18030")[number % 3], furniture=number % 2 == 0),
        ".pdf": made.as_pdf(report, size, indent=number % 3 != 0, ruled=number % 5 != 0),
    }
    for suffix, data in files.items():
        assert figures(reader, suffix, data) == text, suffix


@pytest.mark.parametrize("number", range(10))
def test_ten_workbooks_give_what_the_table_gives(made: ModuleType, reader: Any, number: int) -> None:
    title, *rest = made.varied(number)
    table = next(block for block in rest if block[0] == "table")
    text = figures(reader, ".txt", made.as_text([title, table]))
    assert len(text) == 12
    book = made.as_xlsx([title, table], ("主要指标", "Sheet1")[number % 2], numbers=number % 3 != 0)
    assert [row[:-1] for row in figures(reader, ".xlsx", book)] == [row[:-1] for row in text]
