"""Scopes in codes: wordings of one population meet, populations that differ stay apart."""

from __future__ import annotations

from typing import Any

import pytest

Q1 = "2024-01..2024-03"


def one(
    subject: str, scope: str, indicator: str = "签约项目数;u=个", value: int = 5
) -> tuple[dict[str, str], str]:
    """A text with one figure of a scope."""
    return {"s": subject, "p": Q1}, f"一季度，完成[[{value}|{indicator};o={scope}]]。"


SAME = {
    "batch:2024-1..2": ["今年前两次“三个一批”", "今年两次“三个一批”活动", "2024年前两期“三个一批”项目"],
    "batch:2023-3": ["2023年第三次“三个一批”活动", "2023年第3期“三个一批”"],
    "batch:2022+": ["2022年以来“三个一批”", "2022年以来五次“三个一批”活动"],
    "batch:n4": ["四期“三个一批”活动", "四次“三个一批”"],
    "batch:2024-1;list:signed": ["第一次“三个一批”“签约一批”", "2024年第一期“三个一批”活动“签约一批”项目"],
    "size:>=10000万元": ["亿元以上项目", "1亿元以上"],
    "size:>=5000万元": ["5000万元以上项目", "5000万以上"],
    "industry:leading-1": ["第一主导产业", "第一大主导产业"],
    "industry:strategic": ["战新项目", "战略性新兴产业项目"],
    "class:bonded": ["综合保税区", "3个综保区"],
    "class:industrial": ["工业类开发区", "全市8个工业类开发区"],
    "part:whole_place": ["全市", "全省"],
    "part:新建": ["新建", "新建项目"],
    None: ["省级以上开发区", "7家省级及以上开发区"],
}
TEXTS = {f"n{number}": one(f"city:{place}", scope) for place, (number, scope) in zip(
    ["晋城市", "大同市", "吕梁市", "运城市", "临汾市", "忻州市", "朔州市", "阳泉市", "长治市", "晋中市", "太原市"] * 4,
    enumerate(scope for scopes in SAME.values() for scope in scopes), strict=False,
)}  # fmt: skip
GROWTH, RATE = "规上工业增加值;m=growth;u=%", "签约项目开工率;u=%"
TEXTS |= {
    "a": one("city:西安市", "5个工业类开发区", GROWTH, 9),
    "b": one("city:渭南市", "", GROWTH, 7),
    "c": one("city:宝鸡市", "省级以上开发区", GROWTH, 8),
    "d": one("city:咸阳市", "战新产业", GROWTH, 30),
    "e": one("city:合肥市", "国家级经开区", GROWTH, 6),
    "f": one("city:芜湖市", "综合保税区", GROWTH, 5),
    "g": one("city:咸阳市", "“三个一批”项目", RATE, 70),
    "h": one("city:宝鸡市", "", RATE, 80),
    "i": (
        {"s": "city:商洛市", "p": Q1},
        f"一季度，商洛市工业类开发区增长[[4|{GROWTH};o=工业类开发区]]%，全部开发区增长[[3|{GROWTH}]]%。",
    ),
}


@pytest.mark.parametrize(("key", "scope"), [(key, scope) for key, scopes in SAME.items() for scope in scopes])
def test_a_scope_has_its_key(told: Any, key: str | None, scope: str) -> None:
    query = "select scope_key from fact_figure where scope = ? and indicator_id = 'projects_signed'"
    assert told.connection.execute(query, [scope]).fetchall() == [(key,)]


def test_wordings_of_one_population_rank_together_and_say_so(told: Any) -> None:
    query = (
        "select subject_name, rank, peers, scope_differs from mart_ranking where indicator_id = 'industrial_value_added' "
        "and province_id = '610000' and rank is not null and scope_key is null order by rank"
    )
    assert told.tuples(query) == [
        ("西安市", 1, 4, True), ("宝鸡市", 2, 4, True), ("渭南市", 3, 4, True), ("商洛市", 4, 4, True)
    ]  # fmt: skip


def test_a_subject_ranks_once_under_a_key(told: Any) -> None:
    query = "select value::double, rank, peers from mart_ranking where subject_name = '商洛市' order by value"
    assert told.tuples(query) == [(3, 4, 4), (4, None, None)]


def test_other_populations_and_provinces_stay_apart(told: Any) -> None:
    query = "select peers from mart_ranking where subject_name in ('合肥市', '芜湖市')"
    assert told.tuples(query) == [(1,), (1,)]
    query = "select peers from mart_ranking where subject_name = '咸阳市' and measure = 'growth'"
    assert told.tuples(query) == [(1,)]


def test_a_rate_of_the_rounds_needs_no_word_for_them(told: Any) -> None:
    query = "select subject_name, rank, peers, scope_differs from mart_ranking where indicator_id = 'start_rate' order by 1"
    assert told.tuples(query) == [("咸阳市", None, 2, True), ("宝鸡市", None, 2, True)]
