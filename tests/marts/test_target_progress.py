"""How far to a target: done, due by the calendar, and what the rest of the year needs."""

from __future__ import annotations

from typing import Any

LEVEL, GROWTH = "工业投资;u=亿元", "工业投资;m=growth;u=%"
SHARE = "工业投资;m=completion;u=%;c=年度目标"
YEAR, Q3 = "2024-01..2024-12", "2024-01..2024-09"
TEXTS = {
    "amount": (
        {"s": "city:晋城市", "p": Q3},
        f"全年目标[[200|{LEVEL};sc=target;set=city;p={YEAR}]]亿元，前三季度完成[[120|{LEVEL}]]亿元，占年度目标的[[60|{SHARE}]]%；"
        f"上半年完成[[110|{LEVEL};p=2024-01..2024-06]]亿元。",
    ),
    "share_alone": ({"s": "city:大同市", "p": Q3}, f"前三季度完成年度目标的[[81.5|{SHARE}]]%。"),
    "growth": (
        {"s": "city:吕梁市", "p": Q3},
        f"前三季度增长[[8|{GROWTH}]]%，目标增长[[10|{GROWTH};sc=target;set=city]]%。上年前三季度[[60|{LEVEL};p=2023-01..2023-09]]亿元，"
        f"全年[[100|{LEVEL};p=2023-01..2023-12]]亿元。",
    ),
    "stock": (
        {"s": "city:运城市", "p": "2024-09"},
        f"高新技术企业[[90|高新技术企业数;u=家]]家，年底目标[[120|高新技术企业数;u=家;sc=target;set=city;p={YEAR}]]家。",
    ),
    "single_quarter": (
        {"s": "city:临汾市", "p": "2024-07..2024-09"},
        f"三季度完成[[30|{LEVEL}]]亿元，全年目标[[100|{LEVEL};sc=target;set=city;p={YEAR}]]亿元。",
    ),
    "reached": (
        {"s": "city:长治市", "p": Q3},
        f"前三季度完成[[130|{LEVEL}]]亿元，超额完成全年目标[[120|{LEVEL};sc=target;set=city;p={YEAR}]]亿元。",
    ),
}


def progress(told: Any, subject: str, columns: str) -> list[tuple[Any, ...]]:
    query = f"select {columns} from mart_target_progress where subject_name = ? order by quarter_id"
    return told.connection.execute(query, [subject]).fetchall()


COLUMNS = (
    "target::double, done::double, share_done::double, share_due::double, gap::double, needed_rest::double"
)


def test_an_amount_is_held_against_the_calendar(told: Any) -> None:
    assert progress(told, "晋城市", f"quarter_id, {COLUMNS}") == [
        ("2024-Q2", 200, 110, 55, 50, 5, 90),
        ("2024-Q3", 200, 120, 60, 75, -15, 80),
    ]
    columns = "share_done_printed::double, needed_pace::double, inherited, contested"
    assert progress(told, "晋城市", columns)[1] == (60, 2, False, False)


def test_a_share_may_stand_without_its_plan(told: Any) -> None:
    assert progress(told, "大同市", f"measure, {COLUMNS}") == [
        ("completion", None, None, 81.5, 75, 6.5, 18.5)
    ]


def test_a_growth_needs_more_of_the_rest_where_it_lags(told: Any) -> None:
    # 110 of the year less 64.8 leaves 45.2 against 40 a year before
    assert progress(told, "吕梁市", f"measure, {COLUMNS}") == [("growth", 10, 8, None, None, -2, 13)]


def test_a_stock_is_not_due_by_the_calendar(told: Any) -> None:
    assert progress(told, "运城市", COLUMNS) == [(120, 90, 75, None, None, 30)]


def test_a_single_quarter_is_no_year_to_date(told: Any) -> None:
    assert progress(told, "临汾市", COLUMNS) == []


def test_what_is_reached_needs_nothing(told: Any) -> None:
    assert progress(told, "长治市", "share_done::double, needed_rest::double, needed_pace::double") == [
        (108.3333, 0, 0)
    ]
