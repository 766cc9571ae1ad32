"""Workbooks as text."""

from __future__ import annotations

from datetime import date, datetime
from types import ModuleType

from openpyxl import Workbook

from flows.formats import SUFFIXES
from flows.formats.model import Converted


def read(made: ModuleType, book: Workbook) -> Converted:
    return SUFFIXES[".xlsx"].read(made.saved(book))


def test_cells_show_what_excel_shows(made: ModuleType) -> None:
    book = Workbook()
    page = book.active
    cells = [
        (0.1 + 0.2, "General"), (0.125, "0.0%"), (0.08, "0%"), (1234.5, "#,##0.00"), (7, "0"), (-3.25, "0.0_);(0.0)"),
        (12.5, '0.0"亿元"'), (datetime(2024, 3, 31), "yyyy/m/d"), (date(2024, 3, 1), 'yyyy"年"m"月"'), ("5%", "@"),
    ]  # fmt: skip
    for k, (value, form) in enumerate(cells, 1):
        page.cell(1, k, "甲")
        cell = page.cell(2, k, value)
        cell.number_format = form
    assert read(made, book).text.splitlines()[1] == (
        "| 0.3 | 12.5% | 8% | 1,234.50 | 7 | -3.3 | 12.5亿元 | 2024年3月31日 | 2024年3月 | 5% |"
    )


def test_each_sheet_is_a_part_with_its_title(made: ModuleType) -> None:
    book = Workbook()
    book.active.title = "工业"
    second = book.create_sheet("投资")
    hidden = book.create_sheet("参数")
    hidden.sheet_state = "hidden"
    for page in (book.active, second, hidden):
        for row in (["区", "亿元"], ["东区", 5], ["西区", 6]):
            page.append(row)
    found = read(made, book)
    assert [name for name, _ in found.parts] == ["工业", "投资"]
    assert [found.text[start:].split("\n")[0] for _, start in found.parts] == ["# 工业", "# 投资"]
    assert "参数" not in found.text


def test_an_empty_row_ends_a_table_and_empty_columns_are_nothing(made: ModuleType) -> None:
    book = Workbook()
    page = book.active
    page["C3"], page["D3"], page["C4"], page["D4"] = "区", "亿元", "东区", 5
    page["C7"], page["D7"], page["C8"], page["D8"] = "区", "家", "西区", 6
    text = read(made, book).text
    assert text.split("\n\n")[:2] == ["| 区 | 亿元 |\n| 东区 | 5 |", "| 区 | 家 |\n| 西区 | 6 |"]


def test_merged_cells_keep_the_columns_and_a_title_is_a_line(made: ModuleType) -> None:
    rows = [[("区", 1, 2), ("工业", 2, 1)], ["总量", "增速"], [("东区", 1, 2), "1", "2"], ["3", "4"]]
    text = SUFFIXES[".xlsx"].read(made.as_xlsx([("title", "一季度"), ("table", rows)], "Sheet1")).text
    assert text.splitlines()[:5] == [
        "# 一季度", "| 区 | 工业 |  |", "| 区 | 总量 | 增速 |", "| 东区 | 1.0 | 2.0 |", "| 东区 | 3.0 | 4.0 |",
    ]  # fmt: skip


def test_one_stray_cell_far_away_costs_nothing(made: ModuleType) -> None:
    book = Workbook()
    book.active.append(["区", "亿元"])
    book.active.append(["东区", 5])
    book.active["A1048576"] = "完"
    assert read(made, book).text.split() == ["|", "区", "|", "亿元", "|", "|", "东区", "|", "5", "|", "完"]
