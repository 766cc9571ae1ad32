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
        ("阅读：512 2024年上半年完成5亿元。", "阅读：512 2024年上半年完成5亿元。"),
        ("增长\u202e12\u202c.5%，\u2066占比\u20693%。", "增长12.5%，占比3%。"),
        ("税收\ufeff收入7亿元，\ufe0f增\u061c长\x1f5%。", "税收收入7亿元，增长5%。"),
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


@pytest.mark.parametrize(
    "raw",
    [
        "更新于2024-07-11\n28个项目集中签约。",
        "截至2023/12/31\n12家企业投产。",
        "编制于2023\n12个项目。",
        "上午9:30\n45人参加。",
        "统计为300\n2024年上半年完成5亿元。",
    ],
)
def test_digits_of_two_lines_are_two_numbers_where_one_is_a_date_or_a_time(raw):
    first, second = raw.split("\n")
    assert check_offsets(raw).text.strip() in (f"{first} {second}", raw)


@pytest.mark.parametrize(
    "raw", ["完成产值2018\n32万元，增长5%。", "税收收入3\n0亿元。", "投资20\n24.5亿元。", "增长1\n2%。"]
)
def test_digits_that_a_line_end_splits_are_one_number(raw):
    assert check_offsets(raw).text.strip() == raw.replace("\n", "")


def test_the_hyphen_of_word_is_a_hyphen():
    assert clean("1\x1e7月完成5亿元，1\x1e2月3亿元。").text.strip() == "1-7月完成5亿元，1-2月3亿元。"


def test_line_ends_of_any_sort_in_one_text():
    sentences = [f"桃溪经开区第{n}项任务完成，税收收入{n}.4亿元。" for n in "一二三四五六"]
    ends = ["\r\n", "\n", "\r", "\x0b", "\x0c", "\r\r\n"]
    raw = "".join(s + e for s, e in zip(sentences, ends, strict=True))
    assert check_offsets(raw).text.split("\n")[:-1] == sentences


def test_a_line_end_converted_twice_is_no_blank_line():
    raw = "全区签约项目21个，总投\r\r\n资30亿元，同比增长\r\r\n5%，开工项目9个。\r\r\n"
    assert "\n" not in clean(raw).text.strip()


@pytest.mark.parametrize("over", ["相关链接：", "【相关阅读】", "推荐阅读"])
def test_headlines_of_other_pages_are_furniture(over):
    raw = f"# 桃溪经开区2024年总结\n\n税收收入8.4亿元。\n{over}\n石湾高新区2022年投资20亿元\n我区新增企业8家 2023-04-11\n\n签约项目21个。"
    cleaned = clean(raw)
    kinds = {cleaned.text[p.start : p.end]: p.kind for p in cleaned.paragraphs}
    assert kinds["石湾高新区2022年投资20亿元"] == kinds["我区新增企业8家2023-04-11"] == "furniture"
    assert kinds["签约项目21个。"] == "body"


@given(
    st.text(
        st.sampled_from("1234567890.,年月日亿元%个，。：:-/ \t\n\r\x0b\u202e\ufeff（）一二十"), max_size=80
    )
)
def test_cleaning_is_done_once_and_keeps_every_digit(raw):
    once = check_offsets(raw)
    assert sum(c.isdigit() for c in once.text) == sum(c.isdigit() for c in raw)
    places = [once.raw_offset(i) for i, c in enumerate(once.text) if c.isdigit()]
    assert len(set(places)) == len(places)
    # a paragraph that was cleaned is clean
    for p in once.paragraphs:
        if p.kind == "body":
            piece = once.text[p.start : p.end]
            assert clean(piece).text.replace("\n", "").replace(" ", "") == piece.replace(" ", "")


@pytest.mark.parametrize(
    "raw",
    [
        "增长5%。  供稿：商务局12",
        "（占30%） 供稿：高平经开区78号",
        "完成“468”。\u3000\u3000供稿：统计局9。 供稿：某局 34",
    ],
)
def test_blanks_before_a_byline_move_nothing_behind_them(raw):
    cleaned = clean(raw)
    for i, char in enumerate(cleaned.text):
        if char.isdigit():
            assert raw[cleaned.raw_offset(i)] == char
    assert sum(c.isdigit() for c in cleaned.text) == sum(c.isdigit() for c in raw)
