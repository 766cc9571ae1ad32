"""Two values of one thing in one document: the first printed counts, and every row that uses it says so."""

from __future__ import annotations

from typing import Any

Q1, Q2 = "2024-01..2024-03", "2024-01..2024-06"
TEXTS = {
    "part_without_words": (
        {"s": "city:晋城市", "p": Q1},
        "一季度，晋城市开发区引进签约项目[[120|签约项目数;u=个]]个，其中民资控股项目[[9|签约项目数;u=个]]个。",
    ),
    "growth_twice": (
        {"s": "city:大同市", "p": Q1},
        "一季度，大同市开发区工业投资增长[[8.4|工业投资;m=growth;u=%]]%。会上还通报，工业投资增速为[[7.9|工业投资;m=growth;u=%]]%。",
    ),
    "rounded_again": (
        {"s": "city:吕梁市", "p": Q1},
        "一季度，吕梁市开发区完成工业投资[[31.47|工业投资;u=亿元]]亿元，即约[[31.5|工业投资;u=亿元]]亿元。",
    ),
    "exact_after_bound": (
        {"s": "city:运城市", "p": Q1},
        "一季度，运城市开发区全代办项目占比逾[[90|全代办项目占比;u=%;b=gt]]%，具体为[[93.2|全代办项目占比;u=%]]%。",
    ),
    "first_report": (
        {"s": "city:阳泉市", "p": Q2},
        "上半年，阳泉市开发区工业投资增长[[5.1|工业投资;m=growth;u=%]]%，另据初步统计为[[5.6|工业投资;m=growth;u=%]]%。",
    ),
    "later_report": (
        {"s": "city:阳泉市", "p": Q2},
        "上半年，阳泉市开发区工业投资增长[[5.3|工业投资;m=growth;u=%]]%。三季度以来，签约项目[[4|签约项目数;u=个;p=2024-07..2024-09]]个。",
    ),
}


def ranked(told: Any, subject: str, indicator: str) -> list[tuple[Any, ...]]:
    query = (
        "select value::double, bound, contested from mart_ranking where subject_name = ? and indicator_id = ?"
    )
    return told.connection.execute(query, [subject, indicator]).fetchall()


def test_the_first_printed_counts_and_is_marked(told: Any) -> None:
    assert ranked(told, "晋城市", "projects_signed") == [(120, "eq", True)]
    assert ranked(told, "大同市", "industrial_investment") == [(8.4, "eq", True)]


def test_the_same_value_again_is_not_contested(told: Any) -> None:
    assert ranked(told, "吕梁市", "industrial_investment") == [(31.47, "eq", False)]
    assert ranked(told, "运城市", "agency_share") == [(93.2, "eq", False)]


def test_marts_that_use_a_contested_value_say_so(told: Any) -> None:
    assert told.tuples("select signed, contested from mart_pipeline where subject_name = '晋城市'") == [
        (120, True)
    ]
    assert told.tuples("select signings, contested from mart_promotion where subject_name = '晋城市'") == [
        (120, True)
    ]
    gaps = told.tuples("select distinct contested from mart_gap where subject_name = '大同市'")
    assert gaps in ([(True,)], [])
    assert told.tuples("select contested from mart_reform where subject_name = '运城市'") == [(False,)]
    parts = "select contested from mart_scorecard_part where subject_name = '大同市' and value is not null"
    assert told.tuples(parts) == [(True,)]


def test_one_document_is_no_revision_and_a_later_one_is(told: Any) -> None:
    assert told.tuples("select subject_name, reason, values_reported, documents from mart_revision") == [
        ("阳泉市", "later as-of month", ["5.3", "5.1"], ["later_report", "first_report"])
    ]
    # the later document speaks with one voice
    assert ranked(told, "阳泉市", "industrial_investment") == [(5.3, "eq", False)]
