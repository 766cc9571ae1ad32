"""A wrong cell of the reference data is refused with file, line and remedy."""

import shutil

import pytest

from flows.errors import ReferenceDataError
from flows.paths import reference_dir
from flows.reference import FILES, load_reference
from flows.reference.places import Places, short_name


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(reference_dir(), tmp_path / "reference")


def test_the_shipped_reference_data_is_whole():
    reference = load_reference(reference_dir())
    assert set(reference.frames) == set(FILES)
    assert reference.frames["ref_indicator"].height >= 75
    levels = dict(reference.frames["ref_place"]["level"].value_counts().iter_rows())
    assert levels["province"] == 34
    assert levels["city"] > 330
    assert levels["county"] > 2800


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("units.csv", "万元,亿元,money,0.0001", "万元,亿元,money,a lot", "factor"),
        ("zones.csv", "jincheng-jkq,晋城经济技术开发区,晋城经开区,晋城开发区,national", "jincheng-jkq,晋城经济技术开发区,晋城经开区,晋城开发区,galactic", "level"),
        ("synonyms.csv", "工业投资,industrial_investment", "工业投资,industrial_invesment", "industrial_invesment"),
        ("terms.csv", "term,tag,value", "term,tag", "header 2"),
        ("terms.csv", "term,tag,value", "term,tag,meaning", "value"),
        ("concepts.csv", "signed,count,,个;项,projects_signed", "signed,count,colour,个;项,projects_signed", "facet"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named(folder, file, old, new, said):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ReferenceDataError) as caught:
        load_reference(folder)
    message = str(caught.value)
    assert file in message and "line " in message and said in message
    assert caught.value.remedy


def test_a_missing_file_is_named(folder):
    (folder / "units.csv").unlink()
    with pytest.raises(ReferenceDataError, match=r"units\.csv"):
        load_reference(folder)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("晋城市", "晋城"), ("盂县", "盂县"), ("宁夏回族自治区", "宁夏"), ("楚雄彝族自治州", "楚雄"), ("阿拉善盟", "阿拉善"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"), ("东乡族自治县", "东乡"), ("鄂温克族自治旗", "鄂温克"), ("神农架林区", "神农架"),
    ],
)  # fmt: skip
def test_short_names(name, short):
    assert short_name(name) == short


def test_a_near_place_wins_over_a_far_one():
    places = Places(load_reference(reference_dir()))
    assert places.find("鼓楼区", city_id="320100").place_id == "320106"
    assert places.find("鼓楼区", city_id="350100").place_id == "350102"
    assert places.find("鼓楼区") is None
    assert places.find("吉林").level == "city"


def test_the_catalog_says_what_labels_know_and_which_evaluation_asks_for_what():
    frames = load_reference(reference_dir()).frames
    catalog, items = frames["ref_indicator"], frames["ref_evaluation_item"]
    assert catalog["core"].sum() == 75
    assert catalog["core"].null_count() == 0
    assert catalog.filter(~catalog["core"]).height >= 50
    # every indicator has its definition, where that comes from, and a word to be found by
    assert catalog["definition"].null_count() == catalog["definition_source"].null_count() == 0
    asked = set(items["indicator_id"])
    assert set(items["system_id"]) == set(frames["ref_evaluation_system"]["system_id"])
    assert {"foreign_trade", "rd_intensity", "tax_per_mu", "plot_ratio"} <= asked
    by_word = {*frames["ref_synonym"]["indicator_id"], *frames["ref_concept"]["indicator_id"]}
    assert set(catalog["indicator_id"]) <= by_word | {"project_investment", "project_capacity"}


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("黔南州", "522700"), ("凉山州", "513400"), ("阿拉善盟", "152900"), ("锡林郭勒", "152500"), ("喀什地区", "653100"),
        ("禄劝县", "530128"), ("浦东新区", "310115"),
        # directly under a province or a region
        ("仙桃市", "429004"), ("济源", "419001"), ("石河子市", "659001"), ("五指山", "469001"), ("神农架", "429021"),
        # the province, not what is named for another river or sea
        ("海南", "460000"), ("河南", "410000"),
    ],
)  # fmt: skip
def test_prefectures_leagues_and_what_lies_under_no_city(name, place_id):
    assert Places(load_reference(reference_dir())).find(name).place_id == place_id


def test_a_plain_word_is_no_county():
    places = Places(load_reference(reference_dir()))
    assert places.find("通道") is None
    assert places.find("通道县").place_id == "431230"
