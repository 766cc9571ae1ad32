"""Warnings: who is last of all, not of those printed; a whole is not below its own average; 环比 is not 同比."""

from __future__ import annotations

from typing import Any

Q1, Q2 = "2024-01..2024-03", "2024-01..2024-06"
SHANXI = [
    "太原市",
    "大同市",
    "阳泉市",
    "长治市",
    "晋城市",
    "朔州市",
    "晋中市",
    "运城市",
    "忻州市",
    "临汾市",
    "吕梁市",
]
RATE, GROWTH = "签约项目开工率;u=%", "规上工业增加值;m=growth;u=%"


def listing(indicator: str, values: dict[str, float], lead: str = "") -> str:
    """Cities with their values."""
    return (
        lead
        + "，".join(f"{city}[[{value}|{indicator};s=city:{city}]]%" for city, value in values.items())
        + "。"
    )


TEXTS = {
    # the best three of eleven
    "best": (
        {"s": "province:山西省", "p": Q1},
        f"一季度全省开工率[[74|{RATE}]]%，"
        + listing(RATE, {"晋城市": 90, "长治市": 88.5, "阳泉市": 85}, "前三位为"),
    ),
    # all eleven: one is the last, and a second text says so of another indicator
    "all": (
        {"s": "province:山西省", "p": Q2},
        listing(
            "全代办项目占比;u=%", {city: 95.5 - number for number, city in enumerate(SHANXI)}, "各市占比："
        ),
    ),
    # nine of eleven, the last of them ranked tenth by the text
    "rank_printed": (
        {"s": "province:山西省", "p": Q2},
        listing(
            "承诺制项目占比;u=%",
            {city: 99.5 - number for number, city in enumerate(SHANXI[:10])},
            "各市占比：",
        )
        + "临汾市居全省第[[8|承诺制项目占比;m=rank;r=level;u=位;c=全省;s=city:临汾市]]位。",
    ),
    "whole": (
        {"s": "province:陕西省", "p": Q1},
        f"全省开发区增加值增长[[5|{GROWTH}]]%，低于全省规模以上工业[[1.5|规上工业增加值;m=gap;u=个百分点;v=-1.5;c=全省]]个百分点。",
    ),
    "city_whole": (
        {"s": "city:渭南市", "p": Q1},
        f"全市开发区增加值增长[[4|{GROWTH}]]%，低于全市[[2.5|规上工业增加值;m=gap;u=个百分点;v=-2.5;c=全市]]个百分点。",
    ),
    "month_on_month": (
        {"s": "city:西安市", "p": "2024-06"},
        "6月，进出口总额环比下降[[4.4|进出口总额;m=growth;u=%;v=-4.4;c=上月]]%，同比增长[[3.1|进出口总额;m=growth;u=%]]%。",
    ),
    "quarter_on_quarter": (
        {"s": "city:宝鸡市", "p": "2024-04..2024-06"},
        "二季度，进出口总额环比下降[[2.2|进出口总额;m=growth;u=%;v=-2.2;o=环比]]%。",
    ),
    "slower": (
        {"s": "city:合肥市", "p": Q2},
        f"上半年增长[[6.1|{GROWTH}]]%，一季度增长[[7.4|{GROWTH};p={Q1}]]%。",
    ),
    "goals": (
        {"s": "city:芜湖市", "p": "2024-01..2024-12"},
        f"全年增长[[8|{GROWTH}]]%，2025年目标增长[[9.5|{GROWTH};sc=target;set=city;p=2025-01..2025-12]]%。",
    ),
}


def rules(told: Any, *subjects: str) -> list[tuple[Any, ...]]:
    names = ", ".join(f"'{subject}'" for subject in subjects)
    return told.tuples(
        f"select subject_name, rule from mart_warning where subject_name in ({names}) order by all"
    )


def test_the_last_of_those_printed_is_not_the_last(told: Any) -> None:
    query = "select subject_name, rule, rank, peers from mart_warning where kind = 'last_among_peers'"
    assert told.tuples(query) == [("吕梁市", "last_rate", 11, 11)]


def test_a_whole_is_not_below_its_own_average(told: Any) -> None:
    assert rules(told, "陕西省", "渭南市") == [("渭南市", "below_provincial_average")]
    benchmarks = "select benchmark from mart_gap where subject_name in ('陕西省', '渭南市')"
    assert told.tuples(benchmarks) == [("provincial_average",)]
    # the figure itself is not lost
    assert told.tuples("select count(*) from fact_figure where measure = 'gap'") == [(2,)]


def test_a_change_against_the_month_before_is_no_growth_against_the_year_before(told: Any) -> None:
    assert rules(told, "西安市", "宝鸡市") == []
    query = "select value::double, comparator, contested from mart_ranking where subject_name = '西安市' order by value"
    assert told.tuples(query) == [(-4.4, "上月", False), (3.1, None, False)]


def test_a_year_to_date_is_not_the_quarter_before(told: Any) -> None:
    assert rules(told, "合肥市") == [("合肥市", "growth_slowed")]
    query = (
        "select benchmark, gap::double from mart_gap where subject_name = '合肥市' and quarter_id = '2024-Q2'"
    )
    assert told.tuples(query) == [("earlier_year_to_date", -1.3)]
    message = told.tuples("select message_zh from mart_warning where subject_name = '合肥市'")[0][0]
    assert "上季度末累计" in message


def test_a_goal_of_another_year_is_missed_by_nobody(told: Any) -> None:
    assert rules(told, "芜湖市") == []
