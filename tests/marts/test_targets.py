"""Targets: whose they are, where they come from, and who inherits them."""

from __future__ import annotations

from typing import Any

Q1, YEAR = "2022-01..2022-03", "2023-01..2023-12"
GROWTH = "规上工业增加值;m=growth;u=%"
TARGET = f"{GROWTH};sc=target;set=province"
TEXTS = {
    # a city and its zones: one has a target of its own, one a stated gap that says so, two have none
    "city": ({"s": "city:大同市", "p": Q1}, (
        f"一季度，全市开发区规上工业增加值增长[[14.2|{GROWTH}]]%，高于省定目标（[[12|{TARGET}]]%）"
        f"[[2.2|{GROWTH.replace('growth', 'gap').replace('%', '个百分点')};c=省定目标]]个百分点。"
        f"大同经开区增长[[16.1|{GROWTH};s=zone:大同经开区]]%，左云经开区增长[[7|{GROWTH};s=zone:左云经开区]]%；"
        f"阳高经开区增长[[9|{GROWTH};s=zone:阳高经开区]]%，低于省定目标（[[10|{TARGET};s=zone:阳高经开区]]%）；"
        f"天镇经开区增长[[20|{GROWTH};s=zone:天镇经开区]]%，"
        f"高于省定目标[[6|{GROWTH.replace('growth', 'gap').replace('%', '个百分点')};c=省定目标;s=zone:天镇经开区]]个百分点。"
    )),
    # a level is no rate: what a city is to reach is not what each of its zones is to reach
    "level": ({"s": "city:大同市", "p": Q1}, (
        "工业投资完成[[30|工业投资;u=亿元]]亿元，省定目标[[28|工业投资;u=亿元;sc=target;set=province]]亿元，"
        "其中大同经开区[[11|工业投资;u=亿元;s=zone:大同经开区]]亿元。"
    )),
    # the whole province's target holds for a city without one
    "province": ({"s": "province:陕西省", "p": Q1}, (
        f"增长[[8|{GROWTH}]]%，目标[[9|{TARGET}]]%，其中宝鸡市增长[[6.5|{GROWTH};s=city:宝鸡市]]%。"
    )),
    # data/reference/targets.csv: 16% for 盂县经开区 in 2023
    "reference": ({"s": "zone:盂县经开区", "p": YEAR}, f"全年规上工业增加值增长[[12.5|{GROWTH}]]%。"),
}  # fmt: skip
TARGETS = (
    "select subject_name, benchmark_value::double, gap::double, benchmark_basis, inherited, benchmark_subject_name "
    "from mart_gap where benchmark = 'provincial_target' and measure = 'growth' and indicator_id = 'industrial_value_added'"
)


def test_zones_inherit_the_target_of_their_city_unless_they_have_one(told: Any) -> None:
    assert {name: rest for name, *rest in told.tuples(TARGETS)} == {
        "大同市": [12, 2.2, "printed", False, "大同市"],
        "大同经开区": [12, 4.1, "printed", True, "大同市"],
        "左云经开区": [12, -5, "printed", True, "大同市"],
        "阳高经开区": [10, -1, "printed", False, "阳高经开区"],
        # 20 - 6: its own target is another, which nobody printed
        "天镇经开区": [None, None, None, False, None],
        "陕西省": [9, -1, "printed", False, "陕西省"],
        "宝鸡市": [9, -2.5, "printed", True, "陕西省"],
        "盂县经开区": [16, -3.5, "reference", False, "盂县经开区"],
    }


def test_an_amount_is_inherited_by_nobody(told: Any) -> None:
    query = "select subject_name from mart_gap where benchmark = 'provincial_target' and measure = 'level'"
    assert told.tuples(query) == [("大同市",)]


def test_warnings_say_whose_target_it_is_and_where_it_comes_from(told: Any) -> None:
    query = (
        "select subject_name, inherited, benchmark_basis, message_zh, message_en from mart_warning "
        "where benchmark = 'provincial_target'"
    )
    found = {name: rest for name, *rest in told.tuples(query)}
    assert found["左云经开区"][:2] == [True, "printed"]
    assert "省定目标（沿用大同市）12%" in found["左云经开区"][2]
    assert "the provincial target (inherited from Datong) of 12%" in found["左云经开区"][3]
    assert "省定目标（参考目标）16%" in found["盂县经开区"][2]
    assert "the provincial target (a target of the reference data) of 16%" in found["盂县经开区"][3]
    assert "省定目标10%" in found["阳高经开区"][2]


def test_a_score_says_whose_target_it_is_held_against(told: Any) -> None:
    query = (
        "select subject_name, benchmark_basis, inherited from mart_scorecard_part "
        "where indicator_id = 'industrial_value_added' and measure = 'growth' and benchmark_value is not null"
    )
    found = {name: rest for name, *rest in told.tuples(query)}
    assert found["大同经开区"] == ["printed", True] and found["盂县经开区"] == ["reference", False]
