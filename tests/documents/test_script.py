"""Traditional characters are read as simplified ones, and shown as they are printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import paths
from flows.documents import Document, clean, prepare
from flows.documents.script import simplified
from flows.figures import extract
from flows.reference import load_reference

TRADITIONAL = "2024年一季度，桃溪經濟開發區簽約項目21個，固定資產投資達38.5億元，同比增長9.2%。"
HONG_KONG = "2023年，石灣高新區規上工業總產值為126億元，綫上銷售佔比顯著，着力發展衞星產業。"


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        (TRADITIONAL, "2024年一季度，桃溪经济开发区签约项目21个，固定资产投资达38.5亿元，同比增长9.2%。"),
        (HONG_KONG, "2023年，石湾高新区规上工业总产值为126亿元，线上销售占比显著，着力发展卫星产业。"),
        ("臺灣及台灣企業投資「三個一批」項目。", "台湾及台湾企业投资“三个一批”项目。"),
        ("乾隆年間的倉庫改為乾燥車間，復興與重複建設。", "乾隆年间的仓库改为干燥车间，复兴与重复建设。"),
    ],
)
def test_traditional_texts_are_read_as_simplified_ones(printed, read):
    assert simplified(printed) == read
    cleaned = clean(printed)
    assert cleaned.text == f"{read}\n"
    assert cleaned.shown == f"{printed}\n"


@pytest.mark.parametrize(
    "text",
    [
        "乾县经开区签约项目12个，总投资5亿元，名著《後汉书》展出，於潜镇承办。",
        "供稿：陳國華、劉義、張麗芬\n一季度，开发区完成规上工业增加值12.5亿元，增长7%。",
        "企业家周喆、李堃、王昇出席，開字号店铺3家。",
    ],
)
def test_names_in_a_simplified_text_stay_as_they_are(text):
    assert simplified(text) == text
    assert clean(text).printed is None


def test_of_a_mixed_text_the_traditional_lines_are_read_as_simplified():
    simple = "乾县经开区2024年工作总结，名著《後汉书》在列，全年签约项目12个，总投资5亿元。"
    mixed = f"{simple}\n\n| 指標 | 數值 |\n| 簽約項目 | 21個 |\n| 開工項目 | 9個 |\n"
    assert simplified(mixed) == f"{simple}\n\n| 指标 | 数值 |\n| 签约项目 | 21个 |\n| 开工项目 | 9个 |\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TRADITIONAL, [("21", "projects_signed", "个"), ("38.5", "fixed_asset_investment", "亿元"), ("9.2", "fixed_asset_investment", "%")]),
        (
            "石灣高新區2023年統計表\n\n指標\t單位\t數值\n規上工業總產值\t億元\t126\n稅收收入\t億元\t8.4\n簽約項目\t個\t33\n",
            [("126", "industrial_output_above_size", "亿元"), ("8.4", "tax_revenue", "亿元"), ("33", "projects_signed", "个")],
        ),
    ],
)  # fmt: skip
def test_figures_cite_the_printed_characters(text, expected):
    document = Document("a", "a.txt", "0" * 64, "utf-8", len(text.encode()), text)
    frames = extract([prepare(document)], load_reference(paths.reference_dir()))
    figures = frames["figure"].sort("char_start")
    assert figures["quote", "indicator_id", "unit"].rows() == expected
    for start, end, quote, sentence in figures["char_start", "char_end", "quote", "sentence"].rows():
        assert text[start:end] == quote
        assert any(char in sentence for char in "個億產業規")


@given(st.text(st.sampled_from("簽約項目签约项目個个億亿12.5%，。\n 「」著乾後<br>&nbsp;㎡"), max_size=60))
def test_any_text_is_as_long_as_before_and_converted_once(text):
    once = simplified(text)
    assert len(once) == len(text)
    assert simplified(once) == once
    cleaned = clean(text)
    assert len(cleaned.shown) == len(cleaned.text)
