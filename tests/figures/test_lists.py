"""Lists and parts: some of what was counted, one number of several indicators, lists whose heading says what they are of."""

import pytest

CHUZHOU = {"city": "滁州市", "published": "2024-07-10"}
STARTED, SIGNED, ZONES = "开工项目数", "签约项目数", "开发区数量"
VALUE_ADDED, INVESTMENT = "规上工业增加值", "工业投资"


def read(rows):
    """(value, indicator, scope) of every figure, catalog or not."""
    return [(r["value"], r["indicator"], r["scope"]) for r in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "上半年，滁州经开区签约项目36个，其中14个属新材料产业，8个为装备制造项目。",
            [(36, SIGNED, None), (14, SIGNED, "属新材料产业"), (8, SIGNED, "为装备制造项目")],
        ),
        (
            "目前，全省63家开发区中，51家推行新的模式，其余12家将于年底前完成。",
            [(63, ZONES, None), (51, ZONES, "推行新的模式"), (12, ZONES, "其余")],
        ),
        (
            "截至6月底，滁州经开区入驻企业531家，其中工业企业376家，建筑、商贸等企业94家。",
            [
                (531, "入驻企业数", None),
                (376, "入驻企业数", "工业企业"),
                (94, "入驻企业数", "建筑、商贸等企业"),
            ],
        ),
        # what is another thing is no part
        (
            "目前，全省有63家开发区，其中5家企业已经上市。",
            [(63, ZONES, None), (5, None, None)],
        ),
    ],
)
def test_part_of_what_was_counted_says_which(reader, text, expected):
    assert read(reader.figures(text, **CHUZHOU)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("上半年，云帆电子等38个项目开工建设。", [(38, STARTED)]),
        ("上半年，云帆电子、海川药业等6个亿元以上项目集中签约。", [(6, SIGNED)]),
        # examples without a stage say nothing of one
        ("上半年，滁州经开区签约项目9个，云帆电子等3个项目进展顺利。", [(9, SIGNED), (3, None)]),
    ],
)
def test_projects_behind_examples_have_the_stage_of_their_verb(reader, text, expected):
    assert [(r["value"], r["indicator"]) for r in reader.figures(text, **CHUZHOU)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "上半年，滁州经开区投产率、达效率均达到100%。",
            {("开工项目投产率", "level"), ("投产项目达效率", "level")},
        ),
        (
            "上半年，滁州经开区进出口总额、实际利用外资双双增长30%以上。",
            {("进出口总额", "growth"), ("实际利用外资", "growth")},
        ),
        ("上半年，滁州经开区工业投资增长20%，均为历年最好。", {("工业投资", "growth")}),
    ],
)
def test_one_number_of_several_indicators_is_a_figure_of_each(reader, text, expected):
    rows = reader.figures(text, **CHUZHOU)
    assert {(r["indicator"], r["measure"]) for r in rows} == expected
    assert len({r["figure_id"] for r in rows}) == len(rows)
    assert len({r["mention_id"] for r in rows if "mention_id" in r}) <= 1


def test_a_place_held_in_several_is_of_each(reader):
    rows = reader.figures(
        "上半年，滁州经开区规上工业增加值、工业投资分别增长7%和9%，增速均居全市第一。", **CHUZHOU
    )
    assert {r["indicator"] for r in rows if r["measure"] == "rank"} == {VALUE_ADDED, INVESTMENT}


def test_zones_that_were_merged_are_counted_before_and_after(reader):
    rows = reader.figures("2023年，全省开发区由238个优化整合为184个。", **CHUZHOU)
    assert [(r["value"], r["indicator"]) for r in rows] == [(238, ZONES), (184, ZONES)]
    assert str(rows[0]["period_end"]) == "2022-12-31"


def test_what_holds_of_some_zones_is_no_value_of_the_city(reader):
    rows = reader.figures("上半年，3个开发区投产率不足50%。", **CHUZHOU)
    assert [(r["indicator"], r["scope"]) for r in rows if r["unit"] == "%"] == [
        ("开工项目投产率", "3个开发区")
    ]


BULLETIN = """# 滁州市开发区2024年上半年主要指标排名

一、规上工业增加值增速排名
前2位：滁州经开区（24.7%）、来安经开区（22.3%）。
后2位：定远经开区（-3.8%）、凤阳经开区（-5.1%）。

二、工业投资排名
全市开发区完成工业投资增长9.6%，高于全市2.1个百分点。
完成额前2位：
1. 滁州经开区　28.6亿元
2. 来安经开区　17.3亿元
"""


def test_a_list_is_of_what_its_heading_says(reader):
    rows = [r for r in reader.figures(BULLETIN, **CHUZHOU) if r["indicator"]]
    growth = [
        (r["subject_name"], r["value"])
        for r in rows
        if r["indicator"] == VALUE_ADDED and r["measure"] == "growth"
    ]
    assert growth == [("滁州经开区", 24.7), ("来安经开区", 22.3), ("定远经开区", -3.8), ("凤阳经开区", -5.1)]
    amounts = [(r["subject_name"], r["indicator"]) for r in rows if r["unit"] == "亿元"]
    assert amounts == [("滁州经开区", INVESTMENT), ("来安经开区", INVESTMENT)]


def test_rows_that_begin_with_a_place_say_the_rank(reader):
    rows = reader.figures(
        "# 滁州市开发区2024年上半年排名\n\n（一）规上工业增加值总量前三位\n第1位　滁州经开区　86.3亿元\n"
        "第2位　来安经开区　61.8亿元\n第3位　定远经开区　40.2亿元\n",
        **CHUZHOU,
    )
    ranks = [(r["subject_name"], r["value"], r["rank_of"]) for r in rows if r["measure"] == "rank"]
    assert ranks == [("滁州经开区", 1, "level"), ("来安经开区", 2, "level"), ("定远经开区", 3, "level")]
    assert {r["indicator"] for r in rows} == {VALUE_ADDED}


@pytest.mark.parametrize("aside", ["（下同）", "(下同)", "（同比，下同）"])
def test_the_same_below_stands_in_nobodys_way(reader, aside):
    rows = reader.figures(f"上半年，滁州经开区进出口总额7.1亿元，比去年同期{aside}增长11%。", **CHUZHOU)
    assert [(r["indicator"], r["measure"]) for r in rows] == [
        ("进出口总额", "level"),
        ("进出口总额", "growth"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("上半年，滁州经开区投资增长10.5%。", "固定资产投资"),
        ("上半年，滁州经开区对外投资增长10.5%。", None),
    ],
)
def test_investment_by_itself_is_that_in_fixed_assets(reader, text, expected):
    assert [r["indicator"] for r in reader.figures(text, **CHUZHOU)] == [expected]


def test_revenue_of_industry_above_size_is_told_from_that_of_all_firms(reader):
    rows = reader.figures(
        "上半年，全市规上工业企业实现增加值79.6亿元，增长8.9%；营业收入410.5亿元，增长16.5%。", **CHUZHOU
    )
    assert [r["indicator"] for r in rows] == [VALUE_ADDED] * 2 + ["规上工业营业收入"] * 2


def test_kinds_of_goods_narrow_the_sales(reader):
    rows = reader.figures(
        "上半年，滁州经开区社会消费品零售总额20.5亿元，其中限额以上零售额13.5亿元，家电类零售额2.1亿元。",
        **CHUZHOU,
    )
    assert read(rows) == [
        (20.5, "社会消费品零售总额", None), (13.5, "社会消费品零售总额", "限额以上"), (2.1, "社会消费品零售总额", "家电类"),
    ]  # fmt: skip
