"""The first sheet: subjects by indicators with rank, gap and way, doubts as the policy says, links to the sentences."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from flows.exports import write_workbook
from flows.exports.report import FIRST, rank_words
from flows.exports.report_rows import SUBJECTS

openpyxl = pytest.importorskip("openpyxl")
MISSED = "FFFBE3E0"
OTHER: dict[str, Any] = {"indicator_id": "zones", "unit": "个"}


def ranked(name: str, value: float, rank: int | None = None, **given: Any) -> dict[str, Any]:
    places = {"rank": rank, "rank_best": rank, "rank_worst": rank, "peers": 3}
    shown = {"subject_name": name, "value": Decimal(str(value)), "figure_id": f"f-{name}-{value}"}
    return {**shown, **(places if rank else {}), **given}


def gap_of(row: dict[str, Any], benchmark: str, gap: float, **given: Any) -> dict[str, Any]:
    return {**row, "benchmark": benchmark, "gap": Decimal(str(gap)), **given}


def sheet_of(database: Path, name: str = "报告") -> Any:
    return openpyxl.load_workbook(write_workbook(database, database.with_suffix(".xlsx")))[name]


def lines(sheet: Any) -> list[list[Any]]:
    """The subjects' rows: what each cell holds."""
    found = [list(row) for row in sheet.iter_rows(min_row=FIRST + 1, values_only=True)]
    return [row for row in found if row[0] is not None]


def test_a_value_stands_with_its_rank_its_gap_and_its_way(invented: Callable[..., Path]) -> None:
    first, second = ranked("临江市", 42.5, 1), ranked("望山市", 30, 3)
    gaps = [
        gap_of(first, "provincial_target", 2.5, met=True),
        gap_of(first, "same_quarter_last_year", 4),
        gap_of(second, "provincial_target", -10, met=False),
        gap_of(second, "same_quarter_last_year", -1),
    ]
    sheet = sheet_of(invented(mart_ranking=[second, first], mart_gap=gaps))
    assert sheet["A1"].value == "2031年第2季度开发区主要指标"
    assert sheet["A2"].value == "2个主体、1项指标"
    assert [cell.value for cell in sheet[FIRST]] == [
        "层级", "主体", "所在地", "数值\n亿元", "位次", "较省定目标", "较上年同期"
    ]  # fmt: skip
    assert sheet["D5"].value == "规上工业增加值\n1—6月"
    assert lines(sheet) == [
        ["市", "临江市", "山西省", 42.5, "1/3", 2.5, "↑"],
        ["市", "望山市", "山西省", 30, "3/3", -10, "↓"],
    ]
    shaded = {cell.coordinate for row in sheet.iter_rows(min_row=FIRST + 1) for cell in row
              if cell.fill.fgColor.rgb == MISSED}  # fmt: skip
    assert shaded == {f"D{FIRST + 2}", f"F{FIRST + 2}"}
    assert sheet[f"F{FIRST + 1}"].number_format.startswith("+")


@pytest.mark.parametrize(("bound", "word"), [("gt", "超过"), ("approx", "约"), ("le", "不超过")])
def test_a_bound_is_said_before_the_number_and_its_gap(
    invented: Callable[..., Path], bound: str, word: str
) -> None:
    row = ranked("临江市", 90, 1, bound=bound)
    sheet = sheet_of(invented(mart_ranking=[row], mart_gap=[gap_of(row, "provincial_average", -3.5)]))
    value, gap = sheet[f"D{FIRST + 1}"], sheet[f"F{FIRST + 1}"]
    assert (value.value, gap.value) == (90, -3.5)
    assert value.number_format.startswith(f'"{word}"') and gap.number_format.startswith(f'"{word}"+')
    assert gap.fill.fgColor.rgb != MISSED


def test_a_target_that_few_have_gives_way_and_is_still_missed(invented: Callable[..., Path]) -> None:
    rows = [ranked(name, value) for name, value in (("临江市", 42.5), ("望山市", 30), ("云溪市", 20))]
    gaps = [gap_of(row, "peer_median", row["value"] - 30) for row in rows]
    gaps.append(gap_of(rows[2], "own_target", -5, met=False))
    sheet = sheet_of(invented(mart_ranking=rows, mart_gap=gaps))
    assert sheet[f"F{FIRST}"].value == "较可比主体中位数"
    assert [row[5] for row in lines(sheet)] == [12.5, 0, -10]
    assert [sheet[f"{column}{FIRST + 3}"].fill.fgColor.rgb == MISSED for column in "DF"] == [True, False]


@pytest.mark.parametrize("bound", ["gt", "approx"])
def test_bounds_have_no_arrow(invented: Callable[..., Path], bound: str) -> None:
    rows = [ranked("临江市", 90, unit="%", bound=bound), ranked("望山市", 80, unit="%")]
    gaps = [gap_of(row, "previous_quarter", 0, benchmark_figure_id=None) for row in rows]
    assert [row[6] for row in lines(sheet_of(invented(mart_ranking=rows, mart_gap=gaps)))] == [None, "→"]


def test_a_rank_that_bounds_leave_open_is_a_span() -> None:
    assert rank_words((2, 5, 9)) == "2～5/9"


def test_every_value_leads_to_the_row_of_its_figure(invented: Callable[..., Path]) -> None:
    rows = [ranked("临江市", 42.5, 1), ranked("望山市", 30, 2), ranked("临江市", 7, **OTHER)]
    database = invented(mart_ranking=rows)
    book = openpyxl.load_workbook(write_workbook(database, database.with_suffix(".xlsx")))
    figures = book["数据"]
    place = next(cell.column_letter for cell in figures[1] if cell.value == "数据编号")
    found = {}
    for row in book["报告"].iter_rows(min_row=FIRST + 1):
        for cell in row:
            if cell.hyperlink:
                sheet, target = cell.hyperlink.location.rsplit("!", 1)
                assert sheet == "'数据'"
                found[figures[f"{place}{target[1:]}"].value] = cell.value
    assert found == {row["figure_id"]: float(row["value"]) for row in rows}


DOUBTED = [
    ranked("临江市", 42.5, 1),
    ranked("望山市", 30, certainty="doubtful"),
    ranked("云溪市", 20, certainty="doubtful"),
]


def test_doubtful_figures_are_left_out_and_counted(invented: Callable[..., Path]) -> None:
    sheet = sheet_of(invented(mart_ranking=DOUBTED))
    assert [row[1] for row in lines(sheet)] == ["临江市"]
    assert sheet["A2"].value == "1个主体、1项指标；存疑未列入2条"


def test_doubtful_figures_are_marked_where_the_policy_says_so(invented: Callable[..., Path]) -> None:
    first = DOUBTED[0]
    gaps = [gap_of(first, "provincial_target", 2, certainty="doubtful", met=True)]
    sheet = sheet_of(invented("mark", mart_ranking=DOUBTED, mart_gap=gaps))
    marks = {cell.value: "？" in cell.number_format for row in sheet.iter_rows(min_row=FIRST + 1, min_col=4)
             for cell in row if isinstance(cell.value, (int, float))}  # fmt: skip
    assert marks == {42.5: False, 2: True, 30: True, 20: True}


def test_doubtful_figures_are_taken_where_the_policy_says_so(invented: Callable[..., Path]) -> None:
    sheet = sheet_of(invented("take", mart_ranking=DOUBTED))
    assert [row[1] for row in lines(sheet)] == ["临江市", "望山市", "云溪市"]
    assert not any("？" in cell.number_format for row in sheet.iter_rows() for cell in row)


def test_the_fullest_of_the_recent_quarters_is_shown(invented: Callable[..., Path]) -> None:
    later = {"quarter_id": "2031-Q3", "period_end": date(2031, 9, 30)}
    rows = [ranked("临江市", 42.5), ranked("望山市", 30), ranked("临江市", 50, **later)]
    assert "第2季度" in sheet_of(invented(mart_ranking=rows))["A1"].value
    assert "第3季度" in sheet_of(invented(mart_ranking=[*rows, ranked("望山市", 31, **later)]))["A1"].value


def test_values_of_parts_and_of_other_periods_stand_in_no_column(invented: Callable[..., Path]) -> None:
    rows = [
        ranked("临江市", 42.5),
        ranked("望山市", 30),
        ranked("云溪市", 9, scope_key="industry:leading-1"),
        ranked("白石市", 8, period_start=date(2031, 4, 1), months=3, period_kind="quarter"),
        ranked("青田市", 7, scenario="target"),
    ]
    assert [row[1] for row in lines(sheet_of(invented(mart_ranking=rows)))] == ["临江市", "望山市"]


def test_forty_subjects_of_a_level_are_shown_and_the_rest_counted(invented: Callable[..., Path]) -> None:
    rows = [ranked(f"第{number:02}市", number) for number in range(SUBJECTS + 3)]
    rows += [ranked("临江开发区", 5, subject_level="zone"), ranked("第01市", 99, **OTHER)]
    sheet = sheet_of(invented(mart_ranking=rows))
    levels = [row[0] for row in lines(sheet)]
    assert (levels.count("市"), levels.count("开发区")) == (SUBJECTS, 1)
    assert "另有3个主体未列（每个层级至多40个）" in sheet["A2"].value
    # best first within the level
    values = [row[3] for row in lines(sheet) if row[0] == "市"]
    assert values == sorted(values, reverse=True)


def test_a_warehouse_without_values_gives_a_report_that_says_so(invented: Callable[..., Path]) -> None:
    sheet = sheet_of(invented())
    assert "没有可以并列的数值" in sheet["A2"].value
    assert sheet.max_row == 2 and not sheet._charts


def test_one_level_of_the_first_indicator_is_drawn(invented: Callable[..., Path]) -> None:
    rows = [ranked("临江市", 42.5), ranked("望山市", 30), ranked("临江开发区", 5, subject_level="zone")]
    (chart,) = sheet_of(invented(mart_ranking=rows))._charts
    (drawn,) = chart.series
    assert drawn.val.numRef.f == f"报告!$D${FIRST + 1}:$D${FIRST + 2}"
    assert drawn.cat.strRef.f == f"报告!$B${FIRST + 1}:$B${FIRST + 2}"


def test_one_value_is_nothing_to_draw(invented: Callable[..., Path]) -> None:
    rows = [ranked("临江市", 42.5), ranked("临江开发区", 5, subject_level="zone")]
    assert not sheet_of(invented(mart_ranking=rows))._charts


def test_a_hostile_name_stays_a_text(invented: Callable[..., Path]) -> None:
    sheet = sheet_of(invented(mart_ranking=[ranked("=1+1", 3), ranked("@望山\x07市", 2)]))
    assert [row[1] for row in lines(sheet)] == ["=1+1", "@望山␇市"]
    assert {sheet.cell(row, 2).data_type for row in (FIRST + 1, FIRST + 2)} == {"s"}
    assert sheet.cell(FIRST + 1, 2).quotePrefix
