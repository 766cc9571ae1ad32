"""What makes a figure doubtful: each kind on a text that has it, and beside it one that has not."""

from pathlib import Path

import pytest

CHUZHOU = {"city": "滁州市", "published": "2024-07-10"}


def doubts(reader, text, **beside):
    """The doubts of the last figure of the catalog."""
    rows = [r for r in reader.figures(text, **{**CHUZHOU, **beside}) if r["indicator_id"]]
    return set((rows[-1]["doubts"] or "").split(";")) - {""}


def test_a_plain_sentence_leaves_no_doubt(reader):
    assert doubts(reader, "上半年，滁州经开区完成固定资产投资9.6亿元，同比增长8%。") == set()


@pytest.mark.parametrize(
    "told", ["蓬勃工业投资增长8%", "蓬勃工业投资增速高于全省平均2个百分点", "签约蓬勃项目开工率81%"]
)
def test_a_strange_word_leaves_no_doubt_where_the_number_stands_beside_its_head(reader, told):
    assert "unknown_word" not in doubts(reader, f"上半年，滁州经开区{told}。")


@pytest.mark.parametrize(
    ("doubt", "text"),
    [
        ("unknown_word", "上半年，滁州经开区瞪羚产值9.6亿元。"),
        ("planned", "上半年，滁州经开区预计全年完成固定资产投资9.6亿元。"),
        ("several_subjects", "上半年，滁州经开区、来安经开区工业投资均增长8%。"),
        ("subject_carried", "上半年，来安经开区完成工业投资3亿元。实际利用外资500万美元。"),
        ("other_places", "上半年，滁州经开区工业投资高于来安经开区，增长8%。"),
        ("unusual_period", "6月当月，滁州经开区完成工业投资3亿元。"),
    ],
)
def test_a_kind_of_doubt_is_told(reader, doubt, text):
    assert doubt in doubts(reader, f"# 滁州经开区2024年上半年情况\n{text}")


def test_every_doubt_has_its_words(reader):
    from flows.figures import doubts as room

    rows = reader.lexicon.reference.rows("ref_doubt")
    known = {row["doubt"] for row in rows if row["found_by"] == "reading"}
    source = Path(room.__file__).read_text(encoding="utf-8")
    assert {code for code in known if f'"{code}"' in source} == known


def test_what_the_catalog_lacks_has_no_doubts(reader):
    rows = reader.figures("上半年，滁州经开区绿化面积9.6公顷。", **CHUZHOU)
    assert [r["doubts"] for r in rows] == [None]
