"""Windows that grow compare by their end; completion is held against the share of the year that is over."""

from __future__ import annotations

from typing import Any

RATE, SIGNED = "签约项目开工率;u=%", "签约项目数;u=个"
COMPLETED = "工业投资;m=completion;u=%;c=年度目标"
TEXTS = {
    "since": (
        {"s": "city:晋城市", "p": "2023-01..2024-03"},
        f"2023年以来签约项目[[90|{SIGNED}]]个，开工率[[81|{RATE}]]%。截至上年底，签约项目[[70|{SIGNED};p=2023-01..2023-12]]个，"
        f"开工率[[76.5|{RATE};p=2023-01..2023-12]]%。",
    ),
    "since_years_before": (
        {"s": "city:大同市", "p": "2022-01..2024-06"},
        f"2022年以来开工率[[88|{RATE}]]%，一季度末为[[89.5|{RATE};p=2022-01..2024-03]]%，上年同期末为"
        f"[[80|{RATE};p=2022-01..2023-06]]%。",
    ),
    "to_date": (
        {"s": "city:吕梁市", "p": "2024-01..2024-06"},
        f"上半年开工率[[66|{RATE}]]%，一季度为[[60|{RATE};p=2024-01..2024-03]]%；上半年签约[[30|{SIGNED}]]个，一季度"
        f"[[12|{SIGNED};p=2024-01..2024-03]]个。",
    ),
    "ahead": (
        {"s": "city:洛阳市", "p": "2022-01..2022-04"},
        f"1—4月，工业投资完成年度目标的[[36.2|{COMPLETED}]]%，快于时序进度[[2.9|工业投资;m=gap;u=个百分点;c=时序进度]]个百分点。",
    ),
    "behind": (
        {"s": "zone:洛阳高新区", "p": "2022-01..2022-04"},
        f"洛阳高新区完成年度目标的[[20.1|{COMPLETED}]]%，欠序时进度[[13.2|工业投资;m=gap;u=个百分点;v=-13.2;c=序时进度]]个百分点。",
    ),
    "wrong": (
        {"s": "city:开封市", "p": "2022-01..2022-09"},
        f"前三季度完成年度目标的[[80|{COMPLETED}]]%，快于序时进度[[15|工业投资;m=gap;u=个百分点;c=序时进度]]个百分点。",
    ),
    "gap_alone": (
        {"s": "city:许昌市", "p": "2022-01..2022-06"},
        "上半年工业投资快于序时进度[[3|工业投资;m=gap;u=个百分点;c=序时进度]]个百分点。",
    ),
}


def gaps(told: Any, subject: str, columns: str, where: str = "true") -> list[tuple[Any, ...]]:
    query = f"select {columns} from mart_gap where subject_name = ? and {where} order by all"
    return told.connection.execute(query, [subject]).fetchall()


def test_a_growing_window_is_compared_with_the_same_window_a_quarter_before(told: Any) -> None:
    columns, latest = "indicator_id, benchmark, gap::double", "quarter_id = '2024-Q1'"
    assert gaps(told, "晋城市", columns, latest) == [
        ("projects_signed", "previous_quarter", 20), ("start_rate", "previous_quarter", 4.5)
    ]  # fmt: skip


def test_a_growing_window_is_compared_with_the_year_before_too(told: Any) -> None:
    assert gaps(told, "大同市", "benchmark, gap::double", "quarter_id = '2024-Q2'") == [
        ("previous_quarter", -1.5), ("same_quarter_last_year", 8)
    ]  # fmt: skip


def test_a_rate_to_date_is_compared_by_its_end_and_a_count_to_date_is_not(told: Any) -> None:
    assert gaps(told, "吕梁市", "indicator_id, benchmark, gap::double", "quarter_id = '2024-Q2'") == [
        ("start_rate", "previous_quarter", 6)
    ]


def test_completion_is_held_against_the_share_of_the_year(told: Any) -> None:
    columns = "measure, value::double, benchmark, benchmark_value::double, gap::double, gap_reported::double, agrees, met"
    assert gaps(told, "洛阳市", columns) == [
        ("completion", 36.2, "schedule", 33.3333, 2.8667, 2.9, True, True)
    ]
    assert gaps(told, "洛阳高新区", columns) == [
        ("completion", 20.1, "schedule", 33.3333, -13.2333, -13.2, True, False)
    ]
    assert gaps(told, "许昌市", columns) == [("completion", None, "schedule", None, None, 3, None, True)]


def test_the_schedule_is_an_identity(told: Any) -> None:
    query = "select subject_name, expression, agrees from mart_reconciliation where identity = 'schedule' order by 2"
    assert told.tuples(query) == [
        ("洛阳高新区", "20.1 - 4/12 = -13.2", True),
        ("洛阳市", "36.2 - 4/12 = 2.9", True),
        ("开封市", "80 - 9/12 = 15", False),
    ]
    rules = "select rule from mart_warning where subject_name = '洛阳高新区'"
    assert told.tuples(rules) == [("behind_schedule",)]
