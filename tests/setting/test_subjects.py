"""Whom a figure is about."""

import polars as pl
import pytest

Q = {"published": "2024-04-20"}


@pytest.mark.parametrize(
    ("text", "subject", "level", "registered"),
    [
        ("晋城开发区完成工业投资5亿元。", "晋城经开区", "zone", True),
        ("晋城经济技术开发区完成工业投资5亿元。", "晋城经开区", "zone", True),
        ("晋城市开发区完成工业投资5亿元。", "晋城市", "city", None),
        ("全市开发区完成工业投资5亿元。", "晋城市", "city", None),
        ("阳泉高新技术产业开发区完成工业投资5亿元。", "阳泉高新区", "zone", True),
        ("常州高新技术产业开发区完成工业投资5亿元。", "常州高新区", "zone", True),
        ("昆山国家级经济技术开发区完成工业投资5亿元。", "昆山经开区", "zone", True),
        ("江苏省昆山市经济开发区完成工业投资5亿元。", "昆山经开区", "zone", True),
        ("泽州高新技术产业开发区完成工业投资5亿元。", "泽州高新区", "zone", False),
        ("泽州县完成工业投资5亿元。", "泽州县", "county", None),
        ("山西省完成工业投资5亿元。", "山西省", "province", None),
    ],
)
def test_subjects(reader, text, subject, level, registered):
    frames = reader.frames("2024年一季度，" + text, city="晋城市", **Q)
    row = frames["figure"].to_dicts()[0]
    assert (row["subject_name"], row["subject_level"]) == (subject, level)
    if registered is not None:
        zones = {z["zone_id"]: z for z in frames["zone"].to_dicts()}
        assert zones[row["zone_id"]]["registered"] is registered


def test_a_discovered_zone_lies_in_its_city(reader):
    frames = reader.frames("2024年一季度，泽州高新区完成工业投资5亿元。", city="晋城市", **Q)
    zone = next(z for z in frames["zone"].to_dicts() if not z["registered"])
    assert (zone["province_id"], zone["city_id"], zone["county_zh"]) == ("140000", "140500", "泽州县")


def test_zones_that_no_register_names_are_told_apart(reader):
    rows = reader.figures(
        "2024年一季度，甲河经开区完成工业投资5亿元。乙河经开区完成工业投资6亿元。", city="晋城市", **Q
    )
    assert [r["subject_name"] for r in rows] == ["甲河经开区", "乙河经开区"]
    assert len({r["zone_id"] for r in rows}) == 2


@pytest.mark.parametrize(
    ("text", "city", "zone"),
    [
        # of two zones of a name the place decides
        ("东乡经开区完成工业投资5亿元。", "抚州市", "江西东乡经济开发区"),
        ("东乡经开区完成工业投资5亿元。", "临夏回族自治州", "甘肃东乡经济开发区"),
        ("朝阳经开区完成工业投资5亿元。", "长春市", "长春朝阳经济开发区"),
        ("朝阳经开区完成工业投资5亿元。", "朝阳市", "辽宁朝阳经济开发区"),
        # the name in full where two of a city have the short one
        ("淮安经济技术开发区完成工业投资5亿元。", "淮安市", "淮安经济技术开发区"),
        ("江苏淮安经济开发区完成工业投资5亿元。", "淮安市", "江苏淮安经济开发区"),
    ],
)
def test_the_place_decides_which_zone_a_name_means(reader, text, city, zone):
    frames = reader.frames("2024年一季度，" + text, city=city, **Q)
    zones = {z["zone_id"]: z["name_zh"] for z in frames["zone"].to_dicts()}
    assert [zones[row["zone_id"]] for row in frames["figure"].to_dicts()] == [zone]


@pytest.mark.parametrize(
    "text",
    ["推广阳泉高新区的经验，", "印发《晋城市深化开发区改革方案》，", "落实《支持昆山经开区发展意见》，"],
)
def test_zones_are_not_made_of_other_words(reader, text):
    frames = reader.frames("2024年一季度，" + text + "完成工业投资5亿元。", city="阳泉市", **Q)
    assert frames["zone"].filter(~pl.col("registered")).is_empty()


def test_an_elided_subject_is_the_last_one(reader):
    rows = reader.figures(
        "2024年一季度，阳泉高新区规上工业增加值完成29.3亿元，增长16.6%；工业投资完成32.3亿元。平定经开区工业投资完成9.9亿元。",
        city="阳泉市", **Q,
    )  # fmt: skip
    assert [r["subject_name"] for r in rows] == ["阳泉高新区"] * 3 + ["平定经开区"]


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        # the kind alone, where a clause begins, is the zone of the city that speaks
        ("全市工业投资增长9%，其中高新区增长5%，经开区增长3%。", ["德阳市", "德阳高新区", "德阳经开区"]),
        ("积极推动高新区、经开区等平台建设，工业投资增长9%。", ["德阳市"]),
        # the type word behind a list holds for each place
        ("昆山、江宁两家经开区出口分别增长23.9%和18.6%。", ["昆山经开区", "江宁经开区"]),
        # parks of the city, whatever county elsewhere has the name, each with its number; then it is the city again
        (
            "南川工业园区、甘河工业园区、生物产业园区工业投资分别增长10.3%、7.6%和12.1%。完成工业投资5亿元。",
            ["南川工业园区", "甘河工业园区", "生物产业园区", "德阳市"],
        ),
        # a short name with its number in brackets
        ("工业投资增速，广汉（9%）、什邡（8%）居前。", []),
        # an enterprise by its full name, for its sentence
        ("湖南恒兴木业有限公司完成产值1.37亿元。完成工业投资5亿元。", ["湖南恒兴木业有限公司", "德阳市"]),
        # a rank among all of a city does not make the city the subject
        ("德阳经开区工业投资增长9%，增速居全市各园区第二，出口增长3%。", ["德阳经开区"] * 3),
    ],
)
def test_who_is_meant(reader, text, subjects):
    rows = reader.figures("2024年一季度，" + text, city="德阳市", **Q)
    found = [r["subject_name"] for r in rows if r["disposition"] == "figure"]
    if subjects:
        assert found == subjects


def test_a_title_that_names_one_zone_makes_it_speak(reader):
    rows = reader.figures(
        "南宁高新区多项指标逆势增长\n\n今年以来，多项工作进度良好。完成工业投资5.1亿元，全区新增规上工业企业12家。\n",
        published="2020-10-20",
    )
    assert {r["subject_name"] for r in rows} == {"南宁高新区"}


def test_the_benchmark_is_not_the_subject(reader):
    rows = reader.figures(
        "2024年一季度，晋城市工业投资增长9%，比山西省平均水平高2个百分点，签约项目5个。", city="晋城市", **Q
    )
    assert {r["subject_name"] for r in rows} == {"晋城市"}


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("今年以来，完成工业投资5亿元。\n供稿：运城市商务局", "140800"),
        ("# 阳泉市开发区\n\n2023年完成工业投资5亿元。", "140300"),
        ("今年以来，临汾市深入贯彻部署，完成工业投资5亿元。", "141000"),
        ("今年以来，全市园区完成工业投资5亿元。（来源：玉溪日报）", "530400"),
    ],
)
def test_the_city_that_speaks(reader, text, city):
    assert reader.frames(text, **Q)["article"]["city_id"].to_list() == [city]


def test_what_is_said_of_the_whole_country_is_of_no_province(reader):
    rows = reader.figures(
        "2024年上半年，49个国家级开发区实现出口总额250亿美元。其中苏州、厦门、宁波、青岛、海沧五地完成90亿美元。",
        **Q,
    )
    assert rows[1]["value"] == 250
    assert (rows[1]["subject_name"], rows[1]["subject_level"]) == ("全国", "other")


def test_a_follow_up_in_another_file_speaks_for_the_same_city_and_year(reader):
    frames = reader.frames(
        "2024年第一季度，晋城市完成工业投资16.92亿元。（下转 D10 版）",
        "（上接 D9 版）确保今年标准地出让不少于1000亩。\n供稿：晋城市商务局",
    )
    row = frames["figure"].filter(document_id="t1").to_dicts()[0]
    assert row["subject_name"] == "晋城市"
    assert (row["period_start"].isoformat(), row["period_end"].isoformat()) == ("2024-01-01", "2024-12-31")
    assert frames["article"]["continues_in"].to_list() == ["t1", None]
