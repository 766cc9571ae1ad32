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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "# 江西省开发区2022年1—8月情况\n全省新签约项目236个，其中赣州18个、吉安16个，九江和宜春各2个。",
            [("赣州市", 18), ("吉安市", 16), ("九江市", 2), ("宜春市", 2)],
        ),
        (
            "# 江西省开发区2022年1—8月情况\n超500亿元的开发区有14个，其中南昌4个、赣州3个。",
            [("南昌市", 4), ("赣州市", 3)],
        ),
        # how many those are that were named is nobody's own
        ("# 江西省开发区2022年1—8月情况\n南昌、九江、赣州3个高新区产值增长5%。", []),
    ],
)
def test_short_names_in_a_list_have_each_their_number(reader, text, expected):
    rows = [r for r in reader.figures(text, published="2022-09-20") if r["subject_level"] == "city"]
    assert [(r["subject_name"], r["value"]) for r in rows if r["indicator_id"]] == expected


def test_a_list_calls_a_zone_by_its_stem(reader):
    rows = reader.figures(
        "# 张掖市工业园区2018年1—11月情况\n高台工业园区、临泽工业园区发展较快。全市园区新签约项目94个，其中高台22个、临泽17个。"
    )
    assert [(r["subject_name"], r["value"]) for r in rows if r["indicator"] == SIGNED][1:] == [
        ("高台工业园区", 22), ("临泽工业园区", 17),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "上半年，全市工业投资增长8%。增速较快的有滁州经开区（14.2%）、来安经开区（11.7%），较慢的是定远经开区（-0.6%）。",
            [("滁州经开区", 14.2, "growth"), ("来安经开区", 11.7, "growth"), ("定远经开区", -0.6, "growth")],
        ),
        (
            "上半年，固定资产投资稳定。完成额排在前两位的是滁州经开区（14.3亿元）、来安经开区（8.9亿元）；"
            "完成年度任务比例排在后两位的是定远经开区（58.4%）和凤阳经开区（49.7%）。",
            [
                ("滁州经开区", 14.3, "level"), ("来安经开区", 8.9, "level"),
                ("定远经开区", 58.4, "completion"), ("凤阳经开区", 49.7, "completion"),
            ],
        ),
    ],
)  # fmt: skip
def test_a_list_within_a_paragraph_is_of_what_was_said(reader, text, expected):
    rows = [r for r in reader.figures(text, **CHUZHOU) if r["subject_level"] == "zone" and r["indicator_id"]]
    assert [(r["subject_name"], r["value"], r["measure"]) for r in rows] == expected


def test_a_table_of_one_kind_of_zone_may_leave_the_kind_out(reader):
    rows = reader.figures(
        "# 黔东南州经济开发区2021年前三季度情况\n\n各经济开发区主要指标\n\n"
        "| 开发区 | 规上工业总产值（万元） | 同比增长（%） |\n| --- | --- | --- |\n"
        "| 云碧 | 476300 | 28.5 |\n| 台江 | 257400 | 33.1 |\n| 金川 | 73200 | -4.8 |\n"
    )
    assert {r["subject_name"] for r in rows} >= {"云碧经开区", "台江经开区"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what the sentence says of a goal farther on makes none of what was done
        ("全年实现工业投资96.8亿元，没有完成年初确定的增长6%的目标。", ("actual", "2023")),
        ("全年工业投资要达到96.8亿元。", ("target", "2024")),
    ],
)
def test_a_goal_farther_on_moves_no_year(reader, text, expected):
    rows = reader.figures(
        f"# 在滁州经开区2023年度总结大会上的报告\n（2024年1月19日）\n\n一、2023年工作回顾\n{text}\n\n二、2024年工作安排\n工业投资增长8%。"
    )
    assert (rows[0]["scenario"], str(rows[0]["period_end"])[:4]) == expected


def test_by_now_is_not_what_the_year_is_to_bring(reader):
    rows = reader.figures("上半年，滁州经开区全年力争签约项目30个，目前已签约16个。", **CHUZHOU)
    assert [(r["value"], r["scenario"]) for r in rows] == [(30, "target"), (16, "actual")]


def test_the_end_of_a_five_year_plan_is_no_year_that_data_reach(reader):
    rows = reader.figures(
        "# 滁州高新区举行集中签约活动\n5月18日，滁州高新区2016年第二季度集中签约活动举行，签约项目16个。\n\n"
        "按照计划，“十三五”末，全区规上工业总产值将突破600亿元。"
    )
    assert str(rows[0]["period_end"]) == "2016-05-31"
