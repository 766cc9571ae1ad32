"""Clean-up joins lines and drops blanks of the layout, and every character still points at the raw text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.documents import clean

SENTENCES = [
    "2024年一季度，晋城市4个工业类开发区完成规上工业增加值108.78亿元，同比增长20.35%，高于省定目标（15%）5.35个百分点。",
    "“三个一批”签约项目52个，签约额221.23亿元，其中战新项目43个，占比82.7%。",
    "截至7月底，全市出让标准地21宗、1074.9亩，新建标准厂房30万m2以上。",
]


def check_offsets(raw):
    cleaned = clean(raw)
    for i, char in enumerate(cleaned.text):
        if char in "\n\t ":
            continue
        source = raw[cleaned.raw_offset(i)]
        assert source == char or not source.isascii(), (i, char, source)
    return cleaned


def test_a_narrow_column_becomes_one_paragraph():
    raw = "\n".join(re.findall(".{1,19}", "".join(SENTENCES)))
    assert check_offsets(raw).text.strip() == "".join(SENTENCES)


def test_a_blank_line_in_mid_sentence_ends_nothing():
    raw = "一季度完成工业投资16.92亿\n元，同比增长55.99%，高于省定目标\n\n（16%）39.99个百分点；转型项目当年完成投资15.7亿\n元，占比92.81%。"
    assert "\n" not in clean(raw).text.strip()


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("签约 项目 52 个 ，总 投资 221.23 亿元。", "签约项目52个，总投资221.23亿元。"),
        ("完成产值20 240.5亿元。", "完成产值20240.5亿元。"),
        ("增长1 2.3%。", "增长12.3%。"),
        ("增长12 .3%，下降4. 5%。", "增长12.3%，下降4.5%。"),
        ("完成投资108.\n78亿元。", "完成投资108.78亿元。"),
        ("２０２４年增长１２．３％。", "2024年增长12.3%。"),
        ("建成标准厂房30万㎡。", "建成标准厂房30万平方米。"),
        ("引进 smart city 平台。", "引进smart city平台。"),
        ("Q1 2024 完成5亿元。", "Q1 2024完成5亿元。"),
        ("2024 12个项目开工。", "2024 12个项目开工。"),
        ("完成**108.78**亿元。", "完成108.78亿元。"),
        ("总投资1,200.5亿元。", "总投资1,200.5亿元。"),
    ],
)
def test_blanks_and_signs(raw, expected):
    assert check_offsets(raw).text.strip() == expected


def test_headings_end_the_paragraph_before():
    raw = "# 晋中市开发区\n### 【2023年工作成绩】\n全年铺排项目269个。\n【下一步打算】\n力争增长15%。\n供稿：晋中市商务局\n"
    cleaned = clean(raw)
    kinds = [(p.kind, cleaned.text[p.start : p.end]) for p in cleaned.paragraphs]
    assert kinds == [
        ("heading", "晋中市开发区"),
        ("heading", "【2023年工作成绩】"),
        ("body", "全年铺排项目269个。"),
        ("heading", "【下一步打算】"),
        ("body", "力争增长15%。"),
        ("byline", "供稿：晋中市商务局"),
    ]


def test_page_furniture_stands_apart_and_keeps_its_digits():
    cleaned = check_offsets(
        "全市开发区完成投资12\n\n— 3 —\n\n亿元，同比增长5%。\n第 4 页 共 9 页\n签约项目8个。\n"
    )
    assert "完成投资12亿元" in cleaned.text
    assert [p.kind for p in cleaned.paragraphs].count("furniture") == 2


def test_table_rows_keep_their_cells():
    cleaned = check_offsets(
        "| 开发区 | 增加值 | 增速 |\n| --- | ---: | --- |\n| 阳泉高新区 | 29.3 | 16.6% |\n"
    )
    rows = [cleaned.text[p.start : p.end].split("\t") for p in cleaned.paragraphs]
    assert [p.kind for p in cleaned.paragraphs] == ["table", "table"]
    assert [cell.strip() for cell in rows[1]] == ["阳泉高新区", "29.3", "16.6%"]


@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 400), st.sampled_from(["\n", " ", "\n\n", "　"])), max_size=12),
)
def test_breaks_inside_a_sentence_change_nothing_but_the_offsets(sentences, breaks):
    text = "".join(sentences)
    raw = text
    for at, what in sorted(((p % len(text), w) for p, w in breaks), reverse=True):
        around = text[max(0, at - 1) : at + 1]
        if not re.search(r"[\d.,%]", around) and text[at - 1 : at] not in "。":
            raw = raw[:at] + what + raw[at:]
    cleaned = check_offsets(raw)
    assert cleaned.text.replace("\n", "") == text


@given(st.text(max_size=300))
def test_no_digit_is_lost_and_no_offset_leaves_the_text(raw):
    cleaned = clean(raw)
    # digits of other scripts become those that numbers are written in
    assert sorted(map(int, re.findall(r"\d", raw))) == sorted(map(int, re.findall(r"\d", cleaned.text)))
    for match in re.finditer(r"\d+", cleaned.text):
        start, end = cleaned.raw_span(*match.span())
        assert 0 <= start < end <= len(raw)
