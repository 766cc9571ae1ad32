"""The register of zones: by which names a zone is found, and for whom a name means which."""

from __future__ import annotations

from collections import Counter

import pytest

from flows.paths import reference_dir
from flows.reference import load_reference
from flows.words.lexicon import Lexicon

# ids that other programs know; a zone keeps its own
KEPT = (
    "jincheng-jkq", "gaoping-jkq", "qinshui-jkq", "lingchuan-lyq", "linfen-jkq", "houma-jkq", "xiangfen-jkq", "jixian-nyq",
    "yuncheng-jkq", "wenxi-jkq", "yangquan-gxq", "pingding-jkq", "yuxian-jkq", "changzhi-jkq", "changzhi-gxq", "xingxian-jkq",
    "fenyang-xinghuacun-jkq", "xinzhou-jkq", "jinzhong-jkq", "jiexiu-jkq", "lingshi-jkq", "taigu-jkq", "pingyao-jkq",
    "qixian-jkq", "yushe-jkq", "shouyang-jkq", "xiyang-jkq",
)  # fmt: skip


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(load_reference(reference_dir()))


def meant(lexicon: Lexicon, name: str, place: str | None = None, near: bool = False) -> str | None:
    """The full name of the zone that somebody in a place means."""
    speaking = lexicon.places.find(place) if place else None
    ids = (speaking.province_id, speaking.city_id) if speaking else (None, None)
    row = lexicon.zones.find(name, *ids, near=near)
    return row["name_zh"] if row else None


def test_ids_once_given_stay(lexicon):
    assert set(KEPT) <= set(lexicon.zones.by_id)


def test_every_zone_is_found_at_home_by_its_full_and_its_short_name(lexicon):
    for row in lexicon.zones.by_id.values():
        for name in (row["name_zh"], row["short_name_zh"]):
            found = lexicon.zones.find(name, row["province_id"], row["city_id"])
            assert found is not None and found["zone_id"] == row["zone_id"], name


def test_a_zone_lies_where_its_places_lie(lexicon):
    places = lexicon.places
    for row in lexicon.zones.by_id.values():
        city = places.by_id.get(row["city_id"])
        assert city is None or city.province_id == row["province_id"], row["name_zh"]
        if row["county_zh"]:
            counties = places.by_name[row["county_zh"]]
            assert (row["city_id"], row["province_id"]) in {(p.city_id, p.province_id) for p in counties}


def test_no_two_zones_of_a_province_share_a_short_name(lexicon):
    rows = lexicon.zones.by_id.values()
    assert Counter((row["short_name_zh"], row["province_id"]) for row in rows).most_common(1)[0][1] == 1


@pytest.mark.parametrize(
    ("names", "zone"),
    [
        (("昆山经开区", "昆山市经济开发区", "昆山开发区", "昆山国家级经济技术开发区", "江苏昆山经济技术开发区", "苏州市昆山经开区"), "昆山经济技术开发区"),
        (("昆明国家高新区", "昆明市高新技术产业开发区", "云南省昆明高新园区"), "昆明高新技术产业开发区"),
        (("泰州综保区", "泰州综合保税区"), "泰州综合保税区"),
        (("献县经开区", "河北献县经济开发区"), "河北献县经济开发区"),
        (("丰宁经开区", "丰宁满族自治县经济开发区", "丰宁县经开区"), "河北丰宁经济开发区"),
        (("贵安新区", "贵州贵安新区"), "贵州贵安新区"),
        (("北京自贸区", "中国（北京）自由贸易试验区", "中国(北京)自贸试验区"), "中国（北京）自由贸易试验区"),
        (("黑河自贸片区", "黑龙江自贸试验区黑河片区"), "中国（黑龙江）自由贸易试验区黑河片区"),
        (("东湖高新区", "武汉东湖新技术开发区", "武汉市东湖开发区"), "武汉东湖新技术开发区"),
        (("中关村科技园区", "中关村科技园"), "中关村科技园区"),
    ],
)  # fmt: skip
def test_the_ways_to_print_a_name(lexicon, names, zone):
    home = next(row for row in lexicon.zones.by_id.values() if row["name_zh"] == zone)
    for name in names:
        found = [each.text for each in lexicon.find_names(f"今年以来，{name}完成投资。")]
        assert found == [name]
        row = lexicon.zones.find(name, home["province_id"], home["city_id"])
        assert row is not None and row["name_zh"] == zone, name


@pytest.mark.parametrize(
    ("name", "place", "zone"),
    [
        # far away a place says which is meant, or nothing does
        ("昆山经开区", "合肥市", "昆山经济技术开发区"),
        ("东湖高新区", "北京市", "武汉东湖新技术开发区"),
        ("东乡经开区", "北京市", None),
        ("朝阳经开区", "长沙市", "辽宁朝阳经济开发区"),
        ("朝阳经开区", "北京市", None),
        ("南川工业园区", "西宁市", "青海南川工业园区"),
        ("南川工业园区", "重庆市", "重庆南川工业园区"),
        # a name that any city may have
        ("临港经开区", "威海市", "威海临港经济技术开发区"),
        ("临港经开区", "烟台市", None),
        ("航空经开区", "西安市", "陕西航空经济技术开发区"),
        ("航空经开区", "汉中市", None),
        # all of the city's zones together
        ("晋城市开发区", "晋城市", None),
        ("晋城开发区", "晋城市", "晋城经济技术开发区"),
        # no register has it
        ("甲河经开区", "晋城市", None),
    ],
)
def test_for_whom_a_name_means_which_zone(lexicon, name, place, zone):
    assert meant(lexicon, name, place) == zone


@pytest.mark.parametrize(
    "text", ["金坛城南经开区完成投资。", "打造物流园区和工业园区。", "各类开发区建设加快。", "浦东新区增长。"]
)
def test_what_is_no_registered_zone(lexicon, text):
    assert not [name.text for name in lexicon.find_names(text) if name.text in lexicon.zones]
