"""What shape a period has, which is the latest of its quarter, and that nothing compares unlike shapes."""

from __future__ import annotations

from typing import Any

Q1, Q3 = "2024-01..2024-03", "2024-01..2024-09"
GROWTH, LEVEL = "工业投资;m=growth;u=%", "工业投资;u=亿元"
TEXTS = {
    "two_ends": (
        {"s": "city:晋城市", "p": Q1},
        f"一季度工业投资增长[[7.1|{GROWTH}]]%，比1—2月的[[9.4|{GROWTH};p=2024-01..2024-02]]%回落；3月当月完成"
        f"[[8|{LEVEL};p=2024-03]]亿元。",
    ),
    "one_end": (
        {"s": "city:大同市", "p": "2024-01..2024-02"},
        f"1—2月工业投资增长[[5.2|{GROWTH}]]%。",
    ),
    "half_and_before": (
        {"s": "city:吕梁市", "p": "2024-01..2024-06"},
        f"上半年工业投资[[30|{LEVEL}]]亿元。2023年10月至2024年3月工业投资[[28|{LEVEL};p=2023-10..2024-03]]亿元。",
    ),
    "year_and_before": (
        {"s": "city:临汾市", "p": "2023-01..2023-12"},
        f"全年工业投资[[61|{LEVEL}]]亿元。上年10月至今年9月工业投资[[58|{LEVEL};p=2022-10..2023-09]]亿元。",
    ),
    "single_quarters": (
        {"s": "city:运城市", "p": "2024-07..2024-09"},
        f"三季度工业投资[[14|{LEVEL}]]亿元，二季度[[11|{LEVEL};p=2024-04..2024-06]]亿元。",
    ),
    "target_for_the_year": (
        {"s": "city:长治市", "p": "2024-01..2024-09"},
        f"前三季度工业投资[[90|{LEVEL}]]亿元，全年目标[[120|{LEVEL};sc=target;set=city;p=2024-01..2024-12]]亿元。",
    ),
}


def test_the_latest_of_a_quarter_is_marked(told: Any) -> None:
    query = (
        "select subject_name, months, period_kind, is_latest_in_quarter from mart_ranking "
        "where subject_name in ('晋城市', '大同市') and measure = 'growth' order by all"
    )
    assert told.tuples(query) == [
        ("大同市", 2, "ytd", True),
        ("晋城市", 2, "ytd", False),
        ("晋城市", 3, "quarter", True),
    ]


def test_another_measure_or_scenario_ends_nothing(told: Any) -> None:
    query = "select is_latest_in_quarter from mart_ranking where subject_name = '{}' and measure = 'level'"
    assert told.tuples(query.format("晋城市")) == [(True,)]
    # the target runs to the year's end
    assert told.tuples(query.format("长治市")) == [(True,)]


def test_a_quarter_before_has_the_same_shape(told: Any) -> None:
    query = (
        "select subject_name, period_kind, gap::double from mart_gap where benchmark = 'previous_quarter' "
        "and measure = 'level' order by all"
    )
    assert told.tuples(query) == [("运城市", "quarter", 3)]


def test_what_is_compared_has_one_shape(told: Any) -> None:
    query = (
        "select mart_gap.* from mart_gap inner join fact_figure as other on other.figure_id = benchmark_figure_id "
        "where benchmark not in ('earlier_year_to_date') and mart_gap.period_kind != other.period_kind"
    )
    assert told.tuples(query) == []
