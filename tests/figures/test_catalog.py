"""Indicators that some zones alone report: each is read under its words, and takes nothing from its neighbours."""

from __future__ import annotations

import pytest

LEAD = "2024年上半年，晋城经开区运行平稳。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("完成建筑业总产值6.4亿元，同比增长3.1%。", [("建筑业总产值", "level", 6.4), ("建筑业总产值", "growth", 3.1)]),
        ("资质建筑业总产值达到12亿元。", [("建筑业总产值", "level", 12.0)]),
        ("商品房销售面积5.8万平方米，下降7.5%。", [("商品房销售面积", "level", 5.8), ("商品房销售面积", "growth", -7.5)]),
        ("新建商品房销售面积增长2.2%。", [("商品房销售面积", "growth", 2.2)]),
        ("收储土地430亩。", [("土地收储面积", "level", 430.0)]),
        ("土地收储面积达615亩。", [("土地收储面积", "level", 615.0)]),
        ("新开发土地270亩。", [("土地开发面积", "level", 270.0)]),
        ("完成土地开发1.2平方公里。", [("土地开发面积", "level", 1.2)]),
        ("盘活闲置土地340亩。", [("闲置低效用地盘活面积", "level", 340.0)]),
        ("盘活低效用地95公顷，同比增长12%。", [("闲置低效用地盘活面积", "level", 95.0), ("闲置低效用地盘活面积", "growth", 12.0)]),
        ("接待游客31.5万人次，增长9%。", [("接待游客人次", "level", 31.5), ("接待游客人次", "growth", 9.0)]),
        ("游客接待量突破80万人次。", [("接待游客人次", "level", 80.0)]),
        ("实现旅游总收入2.7亿元。", [("旅游总收入", "level", 2.7)]),
        ("旅游综合收入增长14%。", [("旅游总收入", "growth", 14.0)]),
        # what has the same words in it and is another quantity
        ("土地开发率91%。", [("土地开发率", "level", 91.0)]),
        ("工业总产值21亿元。", [("工业总产值", "level", 21.0)]),
        ("累计开发面积16平方公里。", [("已开发面积", "level", 16.0)]),
        ("标准地出让面积188亩。", [("标准地出让面积", "level", 188.0)]),
    ],
)  # fmt: skip
def test_what_some_zones_alone_report_is_read(reader, text: str, expected: list) -> None:
    rows = reader.figures(LEAD + text)
    assert [(r["indicator"], r["measure"], r["value"]) for r in rows] == expected
    assert {r["subject_name"] for r in rows} == {"晋城经开区"}


@pytest.mark.parametrize(
    ("text", "indicator", "measure", "scope"),
    [
        # parts, shares and rates that the catalog holds under the whole: no indicators of their own
        ("保税物流进出口7.7亿元。", "进出口总额", "level", "保税物流"),
        ("高新技术产业产值28亿元。", "工业总产值", "level", "高新技术产业"),
        ("签约亿元以上项目13个。", "签约项目数", "level", "亿元以上"),
    ],
)
def test_a_part_of_an_indicator_is_its_scope(
    reader, text: str, indicator: str, measure: str, scope: str
) -> None:
    (row,) = reader.figures(LEAD + text)
    assert (row["indicator"], row["measure"], row["scope"]) == (indicator, measure, scope)


def test_visits_are_compared_in_their_own_unit(reader) -> None:
    catalog = {row["indicator_id"]: row for row in reader.reference.rows("ref_indicator")}
    units = {row["unit"]: row for row in reader.reference.rows("ref_unit")}
    assert units[catalog["visitors"]["canonical_unit"]]["dimension"] == "count"
    assert units["万人次"]["factor"] == 10000 * units["人次"]["factor"]
