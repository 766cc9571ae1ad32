"""Stages of projects by words: what is denied, ranges from one stage to another, and wishes."""

from __future__ import annotations

from typing import Any

import pytest

Q4 = "2023-10..2023-12"
STAGES = {
    "甲辰电机项目": ("总投资5亿元的甲辰电机项目因用地手续尚未开工，投资[[5|项目总投资;u=亿元]]亿元", "签约"),
    "乙巳铝箔项目": ("乙巳铝箔项目受市场影响仍未投产，投资[[6|项目总投资;u=亿元]]亿元", "在建"),
    "丙午储能项目": ("丙午储能项目从签约到开工只用两个月，投资[[7|项目总投资;u=亿元]]亿元", "开工"),
    "丁未医药项目": ("由洽谈到投产不足一年的丁未医药项目投资[[8|项目总投资;u=亿元]]亿元", "投产"),
    # reading took 洽谈 for a plan
    "丁酉线缆项目": ("丁酉线缆项目由洽谈到投产用时五个月，投资[[8|项目总投资;u=亿元;sc=plan]]亿元", "投产"),
    "丁亥石墨项目": ("丁亥石墨项目从立项到开工只用三周，投资[[6|项目总投资;u=亿元;sc=plan]]亿元", "开工"),
    "丁丑合金项目": ("丁丑合金项目计划从签约到投产用时一年，投资[[7|项目总投资;u=亿元;sc=plan]]亿元", "谋划"),
    "戊申光伏项目": ("全力推动投资[[9|项目总投资;u=亿元]]亿元的戊申光伏项目满产达效", "投产"),
    "己酉轴承项目": ("力争投资[[4|项目总投资;u=亿元]]亿元的己酉轴承项目明年投产", "在建"),
    "庚戌玻璃项目": ("确保庚戌玻璃项目春节前开工，投资[[3|项目总投资;u=亿元]]亿元", "签约"),
    "辛亥陶瓷项目": ("计划总投资[[2|项目总投资;u=亿元]]亿元的辛亥陶瓷项目已开工", "开工"),
    "壬子纺织项目": ("在专班推动下，壬子纺织项目顺利投产，投资[[1|项目总投资;u=亿元]]亿元", "投产"),
    "癸丑食品项目": ("加快建设癸丑食品项目，投资[[11|项目总投资;u=亿元]]亿元", "在建"),
}
TEXTS = {
    f"p{number}": ({"s": f"project:{name}", "p": Q4}, f"渭南市{sentence}。")
    for number, (name, (sentence, _)) in enumerate(STAGES.items())
}
TEXTS["capacity"] = (
    {"s": "project:甲寅轮胎项目", "p": Q4},
    "渭南市甲寅轮胎项目占地[[300|项目产能;u=亩]]亩，年产轮胎[[120|项目产能;u=万吨]]万吨，可吸纳[[450|项目产能;u=人]]人就业，年产值"
    "[[8|项目产能;u=亿元]]亿元。",
)


@pytest.mark.parametrize(("name", "stage"), [(name, stage) for name, (_, stage) in STAGES.items()])
def test_the_stage_is_what_the_words_say(told: Any, name: str, stage: str) -> None:
    assert told.tuples(f"select stage from mart_project where subject_name = '{name}'") == [(stage,)]


def test_people_land_and_money_are_no_capacity(told: Any) -> None:
    query = "select capacity::double, capacity_unit, capacities from mart_project where subject_name = '甲寅轮胎项目'"
    assert told.tuples(query) == [(120, "万吨", ["120万吨"])]
