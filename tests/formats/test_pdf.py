"""PDF files with a text layer as text."""

from __future__ import annotations

import io
from types import ModuleType

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from flows.formats import SUFFIXES

LONG = "，".join(f"第{k}家企业完成投资{k}.5亿元" for k in range(1, 120)) + "。"


def test_lines_of_a_paragraph_are_joined_over_pages_and_furniture_is_left_out(made: ModuleType) -> None:
    for indent in (True, False):
        report = [("title", "投资情况"), ("body", LONG), ("body", "以上为全部企业。"), ("body", LONG)] * 2
        converted = SUFFIXES[".pdf"].read(made.as_pdf(report, 14, "内部资料 2024年第3期", indent=indent))
        lines = converted.text.splitlines()
        assert lines == ["# 投资情况", LONG, "以上为全部企业。", LONG] * 2
        starts = [start for _, start in converted.parts]
        assert len(starts) > 3 and starts == sorted(starts) and starts[0] == 0
        assert [name for name, _ in converted.parts] == [str(k + 1) for k in range(len(starts))]


def two_columns(left: list[str], right: list[str]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setFont("STSong-Light", 10)
    for k, (a, b) in enumerate(zip(left, right, strict=True)):
        canvas.drawString(60, 700 - 16 * k, a)
        canvas.drawString(320, 700 - 16 * k, b)
    canvas.save()
    return out.getvalue()


def test_two_columns_are_read_one_after_the_other(made: ModuleType) -> None:
    made.as_pdf(made.REPORT)  # registers the font
    text = "".join(f"甲区完成投资{k}亿元，增长{k}%，" for k in range(10, 26)) + "完。"
    other = text.replace("甲", "乙")
    cut = lambda words: [words[i : i + 22] for i in range(0, len(words), 22)]  # noqa: E731
    assert SUFFIXES[".pdf"].read(two_columns(cut(text), cut(other))).text.splitlines() == [text, other]


def test_a_table_without_lines_keeps_its_columns_where_cells_are_empty(made: ModuleType) -> None:
    rows = [["区", "工业", "投资"], ["东区", "1.5", "2.5"], ["西区", "", "3.5"], ["南区", "4.5", "5.5"]]
    assert SUFFIXES[".pdf"].read(made.as_pdf([("table", rows)], ruled=False)).text.splitlines() == [
        "| 区 | 工业 | 投资 |", "| 东区 | 1.5 | 2.5 |", "| 西区 |  | 3.5 |", "| 南区 | 4.5 | 5.5 |",
    ]  # fmt: skip


def test_merged_cells_keep_the_columns(made: ModuleType) -> None:
    rows = [[("区", 1, 2), ("工业", 2, 1)], ["总量", "增速"], [("东区", 1, 2), "1", "2"], ["3", "4"]]
    assert SUFFIXES[".pdf"].read(made.as_pdf([("table", rows)])).text.splitlines() == [
        "| 区 | 工业 |  |", "| 区 | 总量 | 增速 |", "| 东区 | 1 | 2 |", "| 东区 | 3 | 4 |",
    ]  # fmt: skip
