"""Numbers that go on about what was just said: at another time, against a goal, as a list whose head stands last."""

import pytest

CITY = {"city": "晋城市", "published": "2024-07-20"}
H1 = "2024年上半年，"
H1_2024, H1_2023 = "2024-01..2024-06", "2023-01..2023-06"
II, REVENUE, TAX = "工业投资", "一般公共预算收入", "亩均税收"


def read(reader, text, *columns):
    return [tuple(row[name] for name in columns) for row in reader.figures(text, **CITY)]


@pytest.mark.parametrize("words", ["去年同期是", "上年同期为", "而去年同期只有"])
def test_a_period_with_nothing_but_its_number_is_of_the_same_thing(reader, words):
    found = read(
        reader,
        f"{H1}全市工业投资增长3.1%，{words}9.5%，需要重视。",
        "indicator",
        "measure",
        "value",
        "period",
    )
    assert found == [(II, "growth", 3.1, H1_2024), (II, "growth", 9.5, H1_2023)]


@pytest.mark.parametrize(
    "why",
    [
        "受减税降费和上年一次性收入抬高基数影响，",
        "不过，受去年出口订单集中交付影响，",
        "主要因2022年高基数拖累，",
    ],
)
def test_a_year_in_a_reason_dates_nothing(reader, why):
    found = read(
        reader, f"{H1}{why}全市一般公共预算收入完成7.06亿元，下降2.3%。", "indicator", "value", "period"
    )
    assert found == [(REVENUE, 7.06, H1_2024), (REVENUE, -2.3, H1_2024)]


@pytest.mark.parametrize(
    ("against", "gap"),
    [
        ("距省里要求的15万元差2.6万元", -2.6),
        ("与省定目标的15万元相差2.6万元", -2.6),
        ("比省定目标15万元高0.4万元", 0.4),
    ],
)
def test_an_amount_against_a_goal_in_its_unit(reader, against, gap):
    found = read(
        reader, f"{H1}全市开发区亩均税收12.4万元，{against}。", "indicator", "measure", "scenario", "value"
    )
    assert found == [
        (TAX, "level", "actual", 12.4),
        (TAX, "level", "target", 15),
        (TAX, "gap", "actual", gap),
    ]


@pytest.mark.parametrize("numbers", ["7个、3个", "7个和3个"])
def test_the_last_of_a_list_has_the_head_of_all(reader, numbers):
    found = read(
        reader,
        f"{H1}沁水经开区、高平经开区分别有{numbers}重点项目未开工。",
        "indicator",
        "value",
        "subject_name",
    )
    assert found == [("重点项目数", 7, "沁水经开区"), ("重点项目数", 3, "高平经开区")]


@pytest.mark.parametrize("words", ["虽然下降4.6%，技改投资却增长8%", "尽管下降4.6%，技改投资反而增长8%"])
def test_concessions_are_no_heads(reader, words):
    found = read(reader, f"{H1}全市工业投资完成38亿元，{words}。", "indicator", "measure", "value")
    assert found == [(II, "level", 38), (II, "growth", -4.6), ("技改投资", "growth", 8)]


@pytest.mark.parametrize("verb", ["咬定", "紧盯", "锚定"])
def test_who_fixes_the_eye_on_a_goal_has_not_reached_it(reader, verb):
    found = read(
        reader,
        f"{H1}全市工业投资增长9%。下半年将{verb}全年工业投资增长12%以上的目标不放松。",
        "value",
        "scenario",
        "period",
    )
    assert found == [(9, "actual", H1_2024), (12, "target", "2024-01..2024-12")]


@pytest.mark.parametrize(
    ("words", "period"), [("“十三五”五年", "2016-01..2020-12"), ("“十四五”五年间", "2021-01..2025-12")]
)
def test_five_years_of_a_plan(reader, words, period):
    assert read(reader, f"{words}，全市累计签约项目不过240个。", "value", "period") == [(240, period)]


@pytest.mark.parametrize("place", ["在国家级开发区里排第二", "在全省开发区中列第2位"])
def test_a_rank_among_zones_is_of_the_growth_before_it(reader, place):
    found = read(reader, f"{H1}晋城经开区规上工业增加值增长12.4%，{place}。", "value", "measure", "rank_of")
    assert found == [(12.4, "growth", None), (2, "rank", "growth")]


@pytest.mark.parametrize("head", ["（二）项目。", "4．攻坚重大项目。", "三、推进产业项目。"])
def test_a_heading_names_no_project(reader, head):
    found = read(reader, f"{H1}工作如下。{head}完成投资76.4亿元，增长9%。", "subject_name")
    assert set(found) == {("晋城市",)}


@pytest.mark.parametrize(
    ("words", "scope"), [("省级以上", "省级以上"), ("省级及以上", "省级及以上"), ("省级", "省级")]
)
def test_zones_of_provincial_rank_and_above_have_a_scope_of_their_own(reader, words, scope):
    assert read(reader, f"{H1}全市{words}开发区工业投资增长13.6%。", "scope") == [(scope,)]


@pytest.mark.parametrize("heading", ["三、工作措施", "三、保障措施", "三、重点举措"])
def test_the_measures_of_a_plan_are_still_to_come(reader, heading):
    text = (
        "晋城高新区2025年招商引资行动方案\n\n一、现状\n2024年，晋城高新区签约项目57个。\n\n"
        f"{heading}\n全区出让“标准地”8宗、620亩。\n"
    )
    found = {(r["scenario"], r["period"]) for r in reader.figures(text, **CITY)}
    assert found == {("actual", "2024-01..2024-12"), ("target", "2025-01..2025-12")}


@pytest.mark.parametrize(
    ("parts", "periods"),
    [
        ("一季度、二季度", ("2024-01..2024-03", "2024-04..2024-06")),
        ("1—4月、5月", ("2024-01..2024-04", "2024-05..2024-05")),
    ],
)
def test_parts_of_the_year_have_a_number_each(reader, parts, periods):
    found = read(reader, f"{H1}全市新签约项目60个，{parts}分别签约15个和45个。", "value", "period")
    assert found == [(60, H1_2024), (15, periods[0]), (45, periods[1])]


@pytest.mark.parametrize("then", ["而在2020年，全年签约31个", "在2020年，签约项目31个"])
def test_a_year_back_then_dates_what_follows(reader, then):
    found = read(reader, f"2023年全市新签约项目63个；{then}。", "value", "period")
    assert found == [(63, "2023-01..2023-12"), (31, "2020-01..2020-12")]
