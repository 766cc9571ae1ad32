"""When, and whether done, hoped for or planned."""

import pytest

TONGLING = {"city": "铜陵市", "published": "2024-07-20"}
HALF, YEAR = "2024-01..2024-06", "2024-01..2024-12"


def timed(rows):
    """(value, period, scenario) of each figure of the catalog."""
    return [(r["value"], r["period"], r["scenario"]) for r in rows if r["indicator_id"]]


@pytest.mark.parametrize(
    "compared",
    [
        "是2019年的3.4倍",
        "比2020年增加21亿元",
        "与2021年相比增长40%",
        "较2022年同期提高5个百分点",
        "比去年同期多6亿元",
        "相当于2018年的2.5倍",
    ],
)
def test_a_year_compared_with_dates_nothing(reader, compared):
    rows = reader.figures(
        f"2024年上半年，铜陵经开区外贸进出口58亿元，{compared}；税收收入9.3亿元。固定资产投资增长12%。",
        **TONGLING,
    )
    assert {r["period"] for r in rows} == {HALF}


def test_a_ratio_is_growth_over_a_year_and_a_share_of_another(reader):
    rows = reader.figures(
        "2024年上半年，铜陵经开区外贸进出口58亿元，是2019年的3.4倍。工业总产值640亿元，是枞阳经开区的4.1倍。",
        **TONGLING,
    )
    assert [(r["value"], r["indicator"], r["measure"], r["unit"], r["comparator"]) for r in rows][1::2] == [
        (3.4, "进出口总额", "growth", "倍", "2019年"),
        (4.1, "工业总产值", "share", "倍", "枞阳经开区"),
    ]


def test_a_comparison_said_ahead_holds_for_the_next_clause(reader):
    rows = reader.figures(
        "与2022年同期相比，铜陵经开区上半年工业总产值增长18%。与去年同期相比，固定资产投资增长11%，税收收入增长3%。",
        **TONGLING,
    )
    assert [r["scope"] for r in rows] == ["比2022年", None, None]
    assert {r["period"] for r in rows} == {HALF}


@pytest.mark.parametrize(
    "event",
    [
        "2012年升级为国家级开发区的铜陵经开区，",
        "铜陵经开区去年5月获批省级双创基地，",
        "铜陵经开区自去年9月份动工建设，8个多月时间，",
        "今年4月获批绿色园区后，铜陵经开区",
    ],
)
def test_an_event_dates_nothing_that_follows(reader, event):
    rows = reader.figures(f"今年上半年，{event}已签约项目14个。税收收入增长6%。", **TONGLING)
    assert timed(rows) == [(14, HALF, "actual"), (6, HALF, "actual")]


@pytest.mark.parametrize(
    ("since", "start"),
    [("自2019年获批国家级以来", "2019-01"), ("自去年9月启动建设以来", "2023-09"), ("2020年以来", "2020-01")],
)
def test_since_an_event_reaches_up_to_now(reader, since, start):
    rows = reader.figures(
        f"今年上半年，税收收入增长6%。{since}，铜陵经开区累计签约项目260个。今年上半年，签约项目31个。",
        **TONGLING,
    )
    assert timed(rows)[1:] == [(260, f"{start}..2024-06", "actual"), (31, HALF, "actual")]


def test_a_stock_to_come_and_the_one_of_now(reader):
    rows = reader.figures(
        "到2025年末，铜陵经开区规上工业企业将达到400家；截至6月底，规上工业企业318家。", **TONGLING
    )
    assert timed(rows) == [(400, "2025-01..2025-12", "target"), (318, "2024-06..2024-06", "actual")]


def test_the_figures_of_a_dated_event_are_of_its_month(reader):
    rows = reader.figures(
        "上半年，铜陵经开区工业投资22亿元。去年10月，该区举行集中签约，签约项目9个；目前在孵企业51家。",
        **TONGLING,
    )
    assert timed(rows) == [
        (22, HALF, "actual"),
        (9, "2023-10..2023-10", "actual"),
        (51, "2024-06..2024-06", "actual"),
    ]


@pytest.mark.parametrize(
    "edition",
    [
        "在2023年度国家级经开区考核评价中，铜陵经开区位列第3位。",
        "2023年度全省开发区综合评价公布，铜陵经开区位列第3位。",
        "第三次集中开工活动在铜陵经开区举行。",
    ],
)
def test_an_edition_dates_nothing_after_it(reader, edition):
    rows = reader.figures(
        f"上半年，铜陵经开区税收收入增长6%。{edition}开工项目11个，总投资62亿元。", **TONGLING
    )
    assert {r["period"] for r in rows if r["measure"] != "rank"} == {HALF}


def test_a_goal_and_the_wishes_after_it(reader):
    rows = reader.figures(
        "到2027年，铜陵经开区工业总产值达到2000亿元，税收收入突破40亿元；在孵企业达到120家。力争固定资产投资年均增长9%。"
        "今年上半年，签约项目33个。",
        **TONGLING,
    )
    ahead = "2027-01..2027-12"
    assert timed(rows) == [
        (2000, ahead, "target"),
        (40, ahead, "target"),
        (120, ahead, "target"),
        # 年均 is of every year that the goal is for
        (9, "2025-01..2027-12", "target"),
        (33, HALF, "actual"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2024年的主要目标是：规上工业增加值增长8%；固定资产投资增长10%；签约项目60个。",
        "今年发展目标为：规上工业增加值增长8%，固定资产投资增长10%，签约项目60个。",
        "围绕规上工业增加值增长8%、固定资产投资增长10%、签约项目60个的年度目标，铜陵经开区狠抓落实。",
        "2024年，力争规上工业增加值增长8%，固定资产投资增长10%；签约项目60个。",
    ],
)
def test_lists_of_goals(reader, text):
    rows = reader.figures(text, **TONGLING)
    assert timed(rows) == [(8, YEAR, "target"), (10, YEAR, "target"), (60, YEAR, "target")]


def test_what_was_done_towards_a_goal_is_done(reader):
    rows = reader.figures(
        "围绕规上工业增加值增长8.5%的年度目标，铜陵经开区上半年开工项目22个。确保要素到位，已开工项目13个。",
        **TONGLING,
    )
    assert timed(rows)[1:] == [(22, HALF, "actual"), (13, HALF, "actual")]


def test_goals_by_their_number(reader):
    rows = reader.figures(
        "上半年，铜陵经开区工业投资42.5亿元，完成市政府下达任务数60亿元的70.8%；固定资产投资91亿元，完成年度指标120亿元的75.8%。",
        **TONGLING,
    )
    assert timed(rows) == [
        (42.5, HALF, "actual"), (60, YEAR, "target"), (70.8, HALF, "actual"),
        (91, HALF, "actual"), (120, YEAR, "target"), (75.8, HALF, "actual"),
    ]  # fmt: skip
    assert [r["set_by"] for r in rows] == [None, "city", None, None, None, None]
    assert [r["measure"] for r in rows] == ["level", "level", "completion"] * 2


def test_plans_of_five_years_and_years_counted_back(reader):
    rows = reader.figures(
        "“十三五”期间，铜陵经开区累计完成固定资产投资860亿元，签约项目412个。“十四五”期间，力争实际利用外资5亿美元。",
        city="铜陵市",
        published="2021-03-20",
    )
    assert timed(rows) == [
        (860, "2016-01..2020-12", "actual"),
        (412, "2016-01..2020-12", "actual"),
        (5, "2021-01..2025-12", "target"),
    ]
    rows = reader.figures(
        "五年来，铜陵经开区累计签约项目340个，税收收入年均增长8.1%。过去的2022年，固定资产投资增长9%。",
        city="铜陵市",
        published="2023-01-20",
    )
    assert timed(rows) == [
        (340, "2018-01..2022-12", "actual"),
        (8.1, "2018-01..2022-12", "actual"),
        (9, "2022-01..2022-12", "actual"),
    ]


def test_that_year_is_the_one_named_last(reader):
    rows = reader.figures(
        "2024年上半年，铜陵经开区税收收入增长6%。2018年，税收收入首次突破20亿元，这一年，签约项目95个；当年工业投资增长14%。",
        **TONGLING,
    )
    assert [r["period"] for r in rows] == [HALF] + ["2018-01..2018-12"] * 3


def test_this_year_where_no_other_was_named(reader):
    rows = reader.figures("上半年，铜陵经开区税收收入增长6%，签约项目95个，当年开工项目31个。", **TONGLING)
    assert rows[-1]["period"] in (HALF, YEAR)


def test_the_year_before_and_a_part_of_it(reader):
    rows = reader.figures(
        "去年，铜陵经开区工业总产值1300亿元，增长6%；其中前三季度910亿元。今年前三季度工业总产值980亿元（去年全年为1300亿元）。"
        "税收收入增长4%。",
        city="铜陵市",
        published="2024-11-20",
    )
    before, now = "2023-01..2023-12", "2024-01..2024-09"
    assert [r["period"] for r in rows] == [before, before, "2023-01..2023-09", now, before, now]


def test_a_speech_of_january(reader):
    rows = reader.figures(
        "一年来，铜陵经开区规上工业增加值增长7.4%，签约项目88个。新的一年，全年规上工业增加值力争增长8%，全年签约项目100个以上。",
        city="铜陵市",
        published="2024-01-15",
    )
    assert timed(rows) == [
        (7.4, "2023-01..2023-12", "actual"),
        (88, "2023-01..2023-12", "actual"),
        (8, YEAR, "target"),
        (100, YEAR, "target"),
    ]


@pytest.mark.parametrize("plan", ["2024年度计划投资182亿元", "年度计划投资182亿元", "2024年计划投资182亿元"])
def test_the_year_of_a_planned_investment(reader, plan):
    rows = reader.figures(f"铜陵经开区实施重点项目76个，{plan}，上半年完成投资51亿元。", **TONGLING)
    assert timed(rows)[1:] == [(182, YEAR, "target"), (51, HALF, "actual")]


def test_a_month_alone_and_then_the_sum(reader):
    rows = reader.figures(
        "1—5月，铜陵经开区运行平稳。5月当月完成工业总产值61亿元，增长9%；累计完成工业总产值288亿元。",
        **TONGLING,
    )
    assert [r["period"] for r in rows] == ["2024-05..2024-05"] * 2 + ["2024-01..2024-05"]
    rows = reader.figures(
        "2024年1—5月，铜陵经开区税收收入12亿元，当月完成2.2亿元；累计签约项目30个。", **TONGLING
    )
    assert [r["period"] for r in rows] == ["2024-01..2024-05", "2024-05..2024-05", "2024-01..2024-05"]


@pytest.mark.parametrize("word", ["预计全年", "全年预计", "预计2024年全年"])
def test_what_is_expected_holds_for_the_list(reader, word):
    rows = reader.figures(
        f"上半年，铜陵经开区签约项目41个。{word}规上工业总产值1260亿元，固定资产投资增长9%，税收收入38亿元。新注册企业51家。",
        **TONGLING,
    )
    assert timed(rows) == [
        (41, HALF, "actual"),
        (1260, YEAR, "plan"),
        (9, YEAR, "plan"),
        (38, YEAR, "plan"),
        (51, HALF, "actual"),
    ]


def test_what_is_expected_of_the_year_dates_nothing_after_it(reader):
    rows = reader.figures("上半年，铜陵经开区工业投资增长17%，预计全年增长15%。已签约项目41个。", **TONGLING)
    assert timed(rows) == [(17, HALF, "actual"), (15, YEAR, "plan"), (41, HALF, "actual")]


@pytest.mark.parametrize(
    ("text", "scenario"),
    [
        ("今年要签约项目80个", "target"),
        ("全年要确保签约项目80个", "target"),
        ("下一步将新签约项目80个", "plan"),
        ("年内拟签约项目80个", "plan"),
        ("主要抓招商，签约项目80个", "actual"),
        ("重要平台签约项目80个", "actual"),
        ("要看到，签约项目80个", "actual"),
        ("将近签约项目80个", "actual"),
        ("将22个园区整合为6个，签约项目80个", "actual"),
        ("精心谋划、分步实施，签约项目80个", "actual"),
        ("精心谋划重点工作，签约项目80个", "actual"),
        ("周密计划，签约项目80个", "actual"),
        ("按照计划，签约项目80个", "actual"),
    ],
)
def test_wishes_and_plans_and_words_that_look_like_them(reader, text, scenario):
    rows = reader.figures(f"铜陵经开区{text}。", **TONGLING)
    assert [r["scenario"] for r in rows if r["value"] == 80] == [scenario]


def test_planned_projects_are_planned(reader):
    rows = reader.figures("上半年，铜陵经开区精心谋划项目54个，总投资410亿元。", **TONGLING)
    assert [(r["value"], r["scenario"]) for r in rows] == [(54, "plan"), (410, "plan")]


def test_what_a_project_is_to_yield(reader):
    rows = reader.figures(
        "4月18日，铜陵经开区光伏组件项目开工，总投资26亿元，建成后年产值可达60亿元，年税收2.3亿元。全区工业投资增长5%。",
        city="铜陵市",
        published="2024-05-10",
    )
    found = {r["value"]: (r["indicator"], r["scenario"], r["period"]) for r in rows}
    april = "2024-04..2024-04"
    assert found[26] == ("项目总投资", "actual", april)
    assert found[60] == ("工业总产值", "plan", april)
    assert found[2.3] == ("税收收入", "plan", april)
    assert found[5] == ("工业投资", "actual", "2024-01..2024-04")


@pytest.mark.parametrize("title", ["2024年工作要点", "2024年重点工作任务分解", "2024年工作计划"])
def test_a_plan_tells_what_was_done_and_what_is_to_be_done(reader, title):
    rows = reader.figures(
        f"# 铜陵经开区{title}\n2023年，全区规上工业增加值增长9.2%，签约项目66个。2024年，规上工业增加值增长10%，签约项目80个。"
    )
    before = "2023-01..2023-12"
    assert timed(rows) == [
        (9.2, before, "actual"),
        (66, before, "actual"),
        (10, YEAR, "target"),
        (80, YEAR, "target"),
    ]


def test_a_plan_of_three_years(reader):
    rows = reader.figures(
        "# 铜陵市开发区高质量发展三年行动方案（2025—2027年）\n2024年，全市开发区工业总产值4200亿元。规上工业企业达到1800家，"
        "工业投资年均增长9%。到2027年，工业总产值突破6000亿元。"
    )
    assert timed(rows) == [
        (4200, YEAR, "actual"),
        (1800, "2025-01..2027-12", "target"),
        (9, "2025-01..2027-12", "target"),
        (6000, "2027-01..2027-12", "target"),
    ]


@pytest.mark.parametrize("plan", ["2024年工作打算", "2024年工作思路", "2024年工作计划"])
def test_a_summary_with_a_plan_tells_first_what_was_done(reader, plan):
    rows = reader.figures(
        f"# 铜陵经开区2023年工作总结和{plan}\n\n今年以来，铜陵经开区税收收入33亿元，增长5%。\n\n2024年，力争税收收入增长7%。"
    )
    before = "2023-01..2023-12"
    assert timed(rows) == [(33, before, "actual"), (5, before, "actual"), (7, YEAR, "target")]


def test_what_is_planned_for_a_quarter(reader):
    rows = reader.figures(
        "今年，铜陵经开区将实施重点项目68个。三季度计划开工21个，四季度拟签约12个。", **TONGLING
    )
    assert timed(rows)[1:] == [(21, "2024-07..2024-09", "plan"), (12, "2024-10..2024-12", "plan")]


@pytest.mark.parametrize("words", ["由165家增至190家", "由165家扩大到190家"])
def test_the_earlier_of_two_stocks_is_the_year_befores(reader, words):
    rows = reader.figures(f"上半年，铜陵经开区在孵企业{words}。", **TONGLING)
    assert rows[0]["period"] == "2023-12..2023-12"
    assert rows[-1]["period"] != "2023-12..2023-12"


def test_the_earlier_of_two_with_a_time_of_its_own(reader):
    rows = reader.figures("上半年，铜陵经开区在孵企业由2020年的65家增至90家，规上工业企业318家。", **TONGLING)
    assert rows[0]["period"] == "2020-12..2020-12"
    assert "2023" not in rows[-1]["period"]
