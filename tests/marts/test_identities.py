"""Arithmetic of the texts: what is a whole, what a target allows, what is a plan of what is done."""

from __future__ import annotations

from typing import Any

import pytest

Q1, YEAR = "2024-01..2024-03", "2024-01..2024-12"
INVESTMENT, FIXED, SHARE = (
    "工业投资;u=亿元",
    "固定资产投资;u=亿元",
    "固定资产投资;m=completion;u=%;c=年度计划",
)


def zones(total: int, lead: str, *parts: tuple[str, float]) -> str:
    """A city's total and the zones that are listed behind `lead`."""
    listed = "，".join(f"{name}[[{value}|{INVESTMENT};s=zone:{name}]]亿元" for name, value in parts)
    return f"一季度，全市开发区完成工业投资[[{total}|{INVESTMENT}]]亿元。{lead}{listed}。"


TEXTS = {
    "itemised": (
        {"s": "city:晋城市", "p": Q1},
        zones(40, "分区来看，高增长的有：", ("高平经开区", 12), ("沁水经开区", 9)),
    ),
    "itemised_zones": (
        {"s": "city:大同市", "p": Q1},
        zones(70, "分开发区看，工业投资较多的是：", ("大同经开区", 33), ("左云经开区", 11)),
    ),
    "two_of_two": (
        {"s": "city:运城市", "p": Q1},
        zones(50, "两区分别完成：", ("运城经开区", 20), ("永济经开区", 18)),
    ),
    "all_of_them": (
        {"s": "city:临汾市", "p": Q1},
        zones(30, "各开发区依次为：", ("侯马经开区", 12), ("洪洞经开区", 10)),
    ),
    "too_much": ({"s": "city:长治市", "p": Q1}, zones(20, "其中：", ("长治高新区", 14), ("襄垣经开区", 9))),
    "targets": (
        {"s": "city:忻州市", "p": Q1},
        "一季度，规上工业增加值同比增长[[18.4|规上工业增加值;m=growth;u=%]]%，高于省定目标（[[12|规上工业增加值;m=growth;u=%;"
        "sc=target;set=province]]%）[[6.8|规上工业增加值;m=gap;u=个百分点;c=省定目标]]个百分点；工业投资增长[[14.1|工业投资;"
        "m=growth;u=%]]%，低于省定目标（[[16|工业投资;m=growth;u=%;sc=target;set=province]]%）[[1.9|工业投资;m=gap;u=个百分点;"
        "v=-1.9;c=省定目标]]个百分点。",
    ),
    "plan_before": (
        {"s": "city:朔州市", "p": Q1},
        f"全年计划固定资产投资[[200|{FIXED};p={YEAR};sc=target;set=city]]亿元，一季度完成[[50|{FIXED}]]亿元，占年度计划的"
        f"[[25|{SHARE}]]%。",
    ),
    "hope_after": (
        {"s": "city:阳泉市", "p": Q1},
        f"一季度完成固定资产投资[[50|{FIXED}]]亿元，占年度计划的[[25|{SHARE}]]%。力争全年完成[[260|{FIXED};p={YEAR};sc=target;"
        "set=city]]亿元。",
    ),
    "bracket_after": (
        {"s": "city:吕梁市", "p": Q1},
        f"一季度完成固定资产投资[[30|{FIXED}]]亿元，占年度计划的[[37.5|{SHARE}]]%（计划[[80|{FIXED};p={YEAR};sc=target;set=city]]"
        "亿元）。",
    ),
    "only_a_bound": (
        {"s": "city:太原市", "p": Q1},
        f"全年固定资产投资[[300|{FIXED};p={YEAR};sc=target;set=city;b=gt]]亿元以上，一季度完成[[50|{FIXED}]]亿元，占年度计划的"
        f"[[16|{SHARE}]]%。",
    ),
    "of_another_body": (
        {"s": "city:晋中市", "p": Q1},
        f"市里全年目标[[90|{FIXED};p={YEAR};sc=target;set=city]]亿元，一季度完成固定资产投资[[30|{FIXED}]]亿元，占省定任务的"
        "[[40|固定资产投资;m=completion;u=%;c=省定任务]]%。",
    ),
}


def identities(told: Any, identity: str, subject: str) -> list[tuple[Any, ...]]:
    query = "select expression, agrees from mart_reconciliation where identity = ? and subject_name = ? order by expression"
    return told.connection.execute(query, [identity, subject]).fetchall()


@pytest.mark.parametrize("subject", ["晋城市", "大同市"])
def test_a_list_that_need_not_be_whole_is_no_sum(told: Any, subject: str) -> None:
    assert identities(told, "sum", subject) == []


@pytest.mark.parametrize(
    ("subject", "expression"),
    [("运城市", "20 + 18 = 50"), ("临汾市", "12 + 10 = 30"), ("长治市", "14 + 9 = 20")],
)
def test_a_list_that_the_text_calls_whole_or_that_is_too_much_is_one(
    told: Any, subject: str, expression: str
) -> None:
    assert identities(told, "sum", subject) == [(expression, False)]


def test_a_target_is_exact(told: Any) -> None:
    assert identities(told, "gap", "忻州市") == [("14.1 - 16 = -1.9", True), ("18.4 - 12 = 6.8", False)]
    query = "select gap::double, agrees from mart_gap where benchmark = 'provincial_target' and subject_name = '忻州市' order by 1"
    assert told.tuples(query) == [(-1.9, True), (6.4, False)]


@pytest.mark.parametrize(
    ("subject", "wanted"),
    [
        ("朔州市", [("50 / 200 = 25%", True)]),
        ("吕梁市", [("30 / 80 = 37.5%", True)]),
        ("阳泉市", []),
        ("太原市", []),
        ("晋中市", []),
    ],
)
def test_a_plan_is_an_operand_where_it_is_the_plan_that_is_meant(
    told: Any, subject: str, wanted: list[Any]
) -> None:
    assert identities(told, "completion", subject) == wanted
