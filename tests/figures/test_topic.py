"""Whom a sentence is about: a topic says it; a benchmark, a location and an aside don't."""

import pytest


def about(rows):
    """(value, indicator, measure, subject) of each figure of the catalog."""
    return [(r["value"], r["indicator"], r["measure"], r["subject_name"]) for r in rows if r["indicator_id"]]


SUINING = {"city": "遂宁市", "published": "2023-08-15"}
FUZHOU = {"city": "抚州市", "published": "2024-05-20"}
IVA, FAI, GIO = "规上工业增加值", "固定资产投资", "工业总产值"


@pytest.mark.parametrize(
    "clause",
    [
        "高于全市2.2个百分点",
        "占全市的31%",
        "拉动全市规上工业增长1.7个百分点",
        "居全市第2位",
        "位居全省第五",
        "高于全省平均水平（6.3%）3.1个百分点",
        "比全国平均水平高3.9个百分点",
    ],
)
def test_a_benchmark_changes_no_topic(reader, clause):
    rows = reader.figures(
        f"2023年上半年，遂宁经开区规上工业增加值同比增长9.4%，{clause}，税收收入增长3%。固定资产投资增长11.6%。",
        **SUINING,
    )
    named = {(r["value"], r["measure"]): r["subject_name"] for r in rows}
    assert named[9.4, "growth"] == named[3, "growth"] == named[11.6, "growth"] == "遂宁经开区"


@pytest.mark.parametrize(
    ("text", "value", "subject", "scope"),
    [
        ("遂宁经开区规上工业增加值增长9.4%；全市为7.2%。", 7.2, "遂宁市", "全市"),
        ("遂宁经开区规上工业增加值增长9.4%，而全省只有5.8%。", 5.8, "四川省", "全省"),
        ("遂宁经开区规上工业增加值增长9.4%，高于全市平均（7.1%）2.3个百分点。", 7.1, "遂宁市", None),
        ("遂宁经开区规上工业增加值增长9.4%，全省平均为6.6%。", 6.6, "四川省", None),
    ],
)
def test_the_benchmarks_own_value_is_the_whole_places(reader, text, value, subject, scope):
    row = next(r for r in reader.figures("2023年上半年，" + text, **SUINING) if r["value"] == value)
    assert (row["indicator"], row["measure"], row["subject_name"]) == (IVA, "growth", subject)
    assert scope is None or row["scope"] == scope


def test_where_one_goes_and_what_is_left_out_are_no_topic(reader):
    rows = reader.figures(
        "今年1-4月，抚州高新区赴深圳市招商引资，签约项目18个。来自苏州市的企业投资工业项目，工业投资增长6%。"
        "进出口总额12.5亿元（不含东乡经开区），增长7.7%。",
        **FUZHOU,
    )
    assert {r["subject_name"] for r in rows} == {"抚州高新区"}


@pytest.mark.parametrize("whole", ["全市开发区", "全市", "全市各开发区"])
def test_a_wider_place_is_the_topic_of_its_own_sentence_only(reader, whole):
    rows = reader.figures(
        f"2023年上半年，遂宁经开区完成工业总产值320亿元。{whole}完成工业总产值1150亿元，增长6.5%。签约项目28个。",
        **SUINING,
    )
    assert [r["subject_name"] for r in rows] == ["遂宁经开区", "遂宁市", "遂宁市", "遂宁经开区"]


def test_a_wider_place_without_a_number_of_its_own_is_no_topic(reader):
    rows = reader.figures(
        "2023年上半年，全市上下抓项目、拼经济，遂宁经开区签约项目28个。全省正在扩大开放，实际利用外资增长5%。",
        **SUINING,
    )
    assert {r["subject_name"] for r in rows} == {"遂宁经开区"}


def test_former_and_latter(reader):
    rows = reader.figures(
        "2023年上半年，遂宁经开区、射洪经开区规上工业增加值分别增长9.1%、10.6%，后者工业投资增长17.3%，前者税收收入6.2亿元。",
        **SUINING,
    )
    assert about(rows)[2:] == [
        (17.3, "工业投资", "growth", "射洪经开区"),
        (6.2, "税收收入", "level", "遂宁经开区"),
    ]


def test_the_parks_of_a_city_are_the_citys(reader):
    rows = reader.figures(
        "# 湖南省园区2022年运行情况\n2022年，全省园区实现规上工业总产值4.6万亿元。长沙13家园区完成规上工业总产值1.35万亿元，"
        "增长9.9%。株洲园区工业投资增长12%。",
        published="2023-03-05",
    )
    named = {r["value"]: (r["subject_level"], r["subject_name"]) for r in rows}
    assert named[4.6] == ("province", "湖南省")
    assert named[1.35] == named[9.9] == ("city", "长沙市")
    assert named[12] == ("city", "株洲市")


def test_three_cities_together(reader):
    rows = reader.figures(
        "# 湖南省园区2022年运行情况\n2022年，株洲、湘潭、衡阳三市园区规上工业总产值分别为3200亿元、2100亿元、1900亿元。",
        published="2023-03-05",
    )
    assert [(r["value"], r["subject_name"]) for r in rows if r["indicator_id"]] == [
        (3200, "株洲市"),
        (2100, "湘潭市"),
        (1900, "衡阳市"),
    ]


def test_parks_inside_a_zone_and_then_the_zone_again(reader):
    rows = reader.figures(
        "# 乐山高新区2023年前三季度经济运行\n2023年前三季度，乐山高新区营业收入410亿元。其中，智谷软件园入驻企业86家；"
        "安谷片区完成工业总产值150亿元，增长6%。全区固定资产投资增长8.4%。",
        city="乐山市",
    )
    assert [r["subject_name"] for r in rows] == [
        "乐山高新区",
        "智谷软件园",
        "安谷片区",
        "安谷片区",
        "乐山高新区",
    ]


def test_a_park_that_is_being_built_is_no_subject(reader):
    rows = reader.figures(
        "2023年前三季度，乐山高新区签约项目31个，智谷软件园二期项目开工，全区固定资产投资增长8.4%。",
        city="乐山市",
    )
    assert {r["subject_name"] for r in rows if r["indicator_id"]} == {"乐山高新区"}


def test_several_together_are_of_the_place_they_lie_in(reader):
    rows = reader.figures(
        "2023年上半年，遂宁经开区、射洪经开区、蓬溪经开区工业投资分别增长12%、9.4%、8.1%，上述三家园区合计完成固定资产投资210亿元。",
        **SUINING,
    )
    whole = next(r for r in rows if r["value"] == 210)
    assert (whole["subject_level"], whole["subject_name"], whole["scope"]) == ("city", "遂宁市", "合计")
    assert [r["subject_name"] for r in rows if r["measure"] == "growth"] == [
        "遂宁经开区",
        "射洪经开区",
        "蓬溪经开区",
    ]


@pytest.mark.parametrize(
    ("led", "name"),
    [
        ("块头最大的还是柳东新区。", "柳东新区"),
        ("增长最快的是鹿山工业集中区。", "鹿山工业集中区"),
        ("官塘产业新区胜在“稳”。", "官塘产业新区"),
    ],
)
def test_a_zone_that_nobody_knows_is_met_where_a_paragraph_is_led_by_it(reader, led, name):
    text = f"柳州市开发区前三季度情况\n\n2020年前三季度，全市开发区工业投资增长9.3%。\n\n{led}该区完成工业投资31.5亿元。\n"
    rows = reader.figures(text, city="柳州市", published="2020-10-29")
    assert [r["subject_name"] for r in rows] == ["柳州市", name]


@pytest.mark.parametrize(
    ("city", "text", "name"),
    [
        ("黔东南苗族侗族自治州", "前三季度，全州经济开发区完成工业投资25亿元。", "黔东南苗族侗族自治州"),
        ("湘西土家族苗族自治州", "前三季度，全州开发区完成工业投资25亿元。", "湘西土家族苗族自治州"),
        ("桂林市", "前三季度，全州工业集中区完成工业投资25亿元。", "全州县工业集中区"),
    ],
)
def test_a_whole_prefecture_is_no_county_of_that_name(reader, city, text, name):
    rows = reader.figures(text, city=city, published="2019-10-20")
    assert [r["subject_name"] for r in rows] == [name]
