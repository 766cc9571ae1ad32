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
        ("常州高新技术产业开发区完成工业投资5亿元。", "常州高新区", "zone", False),
        ("昆山经济技术开发区完成工业投资5亿元。", "昆山经开区", "zone", False),
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
    frames = reader.frames("2024年一季度，昆山经开区完成工业投资5亿元。", city="苏州市", **Q)
    zone = next(z for z in frames["zone"].to_dicts() if not z["registered"])
    assert (zone["city_id"], zone["county_zh"]) == ("320500", "昆山市")


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
    ],
)
def test_the_city_that_speaks(reader, text, city):
    assert reader.frames(text, **Q)["article"]["city_id"].to_list() == [city]


def test_a_follow_up_in_another_file_speaks_for_the_same_city_and_year(reader):
    frames = reader.frames(
        "2024年第一季度，晋城市完成工业投资16.92亿元。（下转 D10 版）",
        "（上接 D9 版）确保今年标准地出让不少于1000亩。\n供稿：晋城市商务局",
    )
    row = frames["figure"].filter(document_id="t1").to_dicts()[0]
    assert row["subject_name"] == "晋城市"
    assert (row["period_start"].isoformat(), row["period_end"].isoformat()) == ("2024-01-01", "2024-12-31")
    assert frames["article"]["continues_in"].to_list() == ["t1", None]
