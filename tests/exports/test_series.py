"""The sheet of series: quarters across, what was not printed in italics, the fullest rows first."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.exports import series_rows, write_workbook
from flows.exports.series import FIRST, HEAD

openpyxl = pytest.importorskip("openpyxl")
FIRST_VALUE = 6  # column of the first quarter's year to date
DOUBTFUL, WRONG = "FFFFF3C4", "FFFBE3E0"


def of_quarter(name: str, quarter: str, to_date: float | None, **given: Any) -> dict[str, Any]:
    figure = f"f-{name}-{quarter}"
    value = None if to_date is None else Decimal(str(to_date))
    held = {"to_date": value, "to_date_figure_ids": [] if to_date is None else [figure]}
    return {"subject_name": name, "quarter_id": quarter, "figure_id": figure, **held, **given}


def sheet_of(database: Path) -> Any:
    return openpyxl.load_workbook(write_workbook(database, database.with_suffix(".xlsx")))["历季"]


def values(sheet: Any, row: int = 0) -> list[Any]:
    return [cell.value for cell in sheet[FIRST + 1 + row]][FIRST_VALUE - 1 :]


def test_the_last_eight_quarters_stand_across_whether_or_not_reported(invented: Callable[..., Path]) -> None:
    rows = [
        of_quarter("临江市", "2031-Q2", 9),
        of_quarter("临江市", "2030-Q4", 15),
        of_quarter("临江市", "2028-Q4", 1),
    ]
    sheet = sheet_of(invented(mart_series=rows))
    heads = [cell.value for cell in sheet[HEAD + 2]]
    assert heads[:5] == ["层级", "主体", "所在地", "指标", "单位"]
    assert heads[5:] == [
        "2029-Q3", "2029-Q4", "2030-Q1", "2030-Q2", "2030-Q3", "2030-Q4", "2031-Q1", "2031-Q2"
    ]  # fmt: skip
    assert values(sheet) == [None] * 5 + [15, None, 9]
    assert [cell.value for cell in sheet[FIRST + 1]][:5] == [
        "市",
        "临江市",
        "山西省",
        "规上工业增加值",
        "亿元",
    ]


def test_growth_has_a_block_of_its_own_where_there_is_any(invented: Callable[..., Path]) -> None:
    printed = of_quarter(
        "临江市", "2031-Q1", 9, growth_printed=Decimal("4.5"), growth_figure_id="f-临江市-2031-Q1"
    )
    counted = of_quarter("临江市", "2031-Q2", 20, growth_derived=Decimal("-3"))
    sheet = sheet_of(invented(mart_series=[printed, counted]))
    assert [cell.value for cell in sheet[HEAD + 1] if cell.value] == [
        "年初累计（存量、比率为季末数）", "同比增速（%）"
    ]  # fmt: skip
    assert values(sheet)[6:8] == [9, 20] and values(sheet)[14:] == [4.5, -3]
    row = sheet[FIRST + 1]
    assert [bool(row[FIRST_VALUE + 13 + n].font.i) for n in (0, 1)] == [False, True]
    assert row[FIRST_VALUE + 13].hyperlink and not row[FIRST_VALUE + 14].hyperlink


@pytest.mark.parametrize(("origin", "slanted"), [("printed", False), ("derived", True), ("chained", True)])
def test_what_was_not_printed_is_in_italics(
    invented: Callable[..., Path], origin: str, slanted: bool
) -> None:
    sheet = sheet_of(invented(mart_series=[of_quarter("望山市", "2031-Q2", 7.25, to_date_origin=origin)]))
    cell = sheet.cell(FIRST + 1, FIRST_VALUE + 7)
    assert (cell.value, bool(cell.font.i)) == (7.25, slanted)
    # each look that a cell may have is explained, in that look
    legend = {look.value: look for look in sheet[3] if look.value}
    (chained,) = (look for words, look in legend.items() if "推算" in words)
    (derived,) = (look for words, look in legend.items() if "加减" in words)
    assert chained.font.i and derived.font.i and chained.font.color.rgb != derived.font.color
    if origin == "chained":
        assert cell.font.color.rgb == chained.font.color.rgb


@pytest.mark.parametrize(
    ("given", "shade"),
    [
        ({"certainty": "doubtful"}, DOUBTFUL),
        ({"to_date_falls": True}, WRONG),
        ({"contested": True}, WRONG),
        ({}, None),
    ],
)
def test_what_is_doubtful_or_wrong_stands_out(
    invented: Callable[..., Path], given: dict[str, Any], shade: str | None
) -> None:
    sheet = sheet_of(invented("mark", mart_series=[of_quarter("望山市", "2031-Q2", 7, **given)]))
    cell = sheet.cell(FIRST + 1, FIRST_VALUE + 7)
    assert cell.fill.fgColor.rgb == (shade or "00000000")
    assert ("？" in cell.number_format) == (shade == DOUBTFUL)


def test_doubtful_values_are_left_out_where_the_policy_says_so(invented: Callable[..., Path]) -> None:
    rows = [of_quarter("望山市", "2031-Q2", 7, certainty="doubtful"), of_quarter("临江市", "2031-Q2", 8)]
    sheet = sheet_of(invented("leave_out", mart_series=rows))
    assert [row[1].value for row in sheet.iter_rows(min_row=FIRST + 1) if row[0].value] == ["临江市"]


@pytest.mark.parametrize(("bound", "word"), [("ge", "不低于"), ("lt", "不足")])
def test_a_bound_of_the_text_is_said(invented: Callable[..., Path], bound: str, word: str) -> None:
    row = of_quarter("望山市", "2031-Q2", 7)
    database = invented(mart_series=[row])
    with duckdb.connect(str(database)) as connection:
        connection.execute("update fact_figure set bound = ? where figure_id = ?", [bound, row["figure_id"]])
    cell = sheet_of(database).cell(FIRST + 1, FIRST_VALUE + 7)
    assert cell.value == 7 and cell.number_format.startswith(f'"{word}"')


def test_the_fullest_rows_come_first_and_the_rest_are_counted(
    invented: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(series_rows, "ROWS", 2)
    rows = [
        of_quarter("望山市", "2031-Q2", 7),
        of_quarter("临江市", "2031-Q1", 8),
        of_quarter("临江市", "2031-Q2", 9),
        of_quarter("云溪市", "2031-Q2", 6),
        of_quarter("云溪市", "2030-Q4", 6, scope_key="industry:leading-1"),
        of_quarter("某某项目", "2031-Q2", 6, subject_level="project"),
    ]
    sheet = sheet_of(invented(mart_series=rows))
    assert [row[1].value for row in sheet.iter_rows(min_row=FIRST + 1) if row[0].value] == [
        "临江市",
        "云溪市",
    ]
    assert "2行" in sheet["A2"].value and "另有1行未列" in sheet["A2"].value


def test_rows_of_the_best_covered_indicator_are_drawn(invented: Callable[..., Path]) -> None:
    rows = [
        of_quarter(name, quarter, value, **given)
        for name, given in (("临江市", {}), ("望山市", {}), ("云溪市", {"indicator_id": "zones"}))
        for quarter, value in (("2031-Q1", 3), ("2031-Q2", 4))
    ]
    rows.append(of_quarter("白石市", "2031-Q2", 4))
    sheet = sheet_of(invented(mart_series=rows))
    (chart,) = sheet._charts
    places = [drawn.tx.strRef.f.replace("$", "").rsplit("!B", 1)[1] for drawn in chart.series]
    assert {sheet[f"B{place}"].value for place in places} == {"临江市", "望山市"}
    assert {drawn.cat.strRef.f for drawn in chart.series} == {f"历季!$F${HEAD + 2}:$M${HEAD + 2}"}


def test_single_values_are_no_series_to_draw(invented: Callable[..., Path]) -> None:
    rows = [of_quarter("临江市", "2031-Q2", 3), of_quarter("望山市", "2031-Q1", 3)]
    assert not sheet_of(invented(mart_series=rows))._charts


def test_a_warehouse_without_series_says_so(invented: Callable[..., Path]) -> None:
    sheet = sheet_of(invented())
    assert "没有历季数值" in sheet["A2"].value and sheet.max_row == 2
