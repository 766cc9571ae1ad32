"""Up to when an article's own data reach."""

import pytest


def as_of(reader, text, **context):
    return reader.frames(text, **context)["article"]["as_of_month"].to_list()[0]


@pytest.mark.parametrize(
    ("text", "context", "month"),
    [
        # ranges and ends
        ("2023年1-11月，铜陵经开区工业投资增长9.6%，签约项目12个。", {}, "2023-11"),
        ("2023年1—7月，铜陵经开区工业投资增长9.6%。", {}, "2023-07"),
        ("截至8月底，铜陵经开区签约项目33个，工业投资增长7%。", {"published": "2024-09-20"}, "2024-08"),
        ("一季度，铜陵经开区工业投资增长9.6%。", {"published": "2024-05-06"}, "2024-03"),
        # the year before, told in January
        ("一年来，铜陵经开区规上工业增加值增长7.4%，签约项目88个。", {"published": "2024-01-15"}, "2023-12"),
        (
            "2023年，铜陵经开区签约项目88个。2024年，力争签约项目100个。",
            {"published": "2024-02-15"},
            "2023-12",
        ),
        # comparisons, events, editions and goals are no data
        ("2024年上半年，外贸进出口58亿元，是2019年的3.4倍。到2027年，税收突破40亿元。", {}, "2024-06"),
        ("2012年升级为国家级的铜陵经开区，2022年工业总产值增长9%。", {}, "2022-12"),
        (
            "# 铜陵经开区在2023年度考核中获优秀\n今年1-8月，税收收入11.2亿元，增长6%。",
            {"published": "2024-09-20"},
            "2024-08",
        ),
        # titles of a summary and a plan
        ("# 铜陵经开区2022年工作总结和2023年工作思路\n今年以来，固定资产投资61亿元。", {}, "2022-12"),
        ("# 铜陵经开区2023年工作总结暨2024年工作打算\n今年以来，税收收入33亿元，增长5%。", {}, "2023-12"),
        # a title that names a part of the year
        ("# 铜陵经开区2023年三季度简报\n今年以来，签约项目68个。截至9月底，在孵企业51家。", {}, "2023-09"),
        # nothing named: the month before publication, but in January the year before
        ("铜陵经开区工业投资下降4.2%。", {"published": "2024-06-20"}, "2024-05"),
        # what a page prints at its head
        (
            "# 上半年铜陵经开区工业平稳增长\n发布时间：2023-07-26 浏览次数：1203\n上半年，铜陵经开区工业总产值增长8%。",
            {},
            "2023-06",
        ),
        (
            "# 铜陵经开区工业平稳增长\n2024年5月9日 来源：铜陵日报\n1-4月，铜陵经开区工业总产值增长8%。",
            {},
            "2024-04",
        ),
    ],
)
def test_as_of(reader, text, context, month):
    assert as_of(reader, text, **context) == month


def test_a_range_of_months_is_no_day(reader):
    # 2023年1-11 is not the eleventh of January
    rows = reader.figures("2023年1-11月，铜陵经开区签约项目12个。今年以来，新注册企业73户。")
    assert {r["period"] for r in rows} == {"2023-01..2023-11"}


def test_a_plan_title_does_not_make_its_year_one_of_data(reader):
    assert (
        as_of(
            reader,
            "# 铜陵经开区2024年工作计划\n2023年，签约项目88个，工业投资增长9%。2024年，签约项目100个。",
        )
        != "2024-12"
    )
