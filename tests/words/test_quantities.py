"""Amounts written out in any form read back to the same value."""

import re
from decimal import Decimal
from re import _constants, _parser

import pytest
from hypothesis import given
from hypothesis import strategies as st

UNITS = ["亿元", "万元", "%", "个", "家", "亩", "万平方米", "个百分点", "亿美元", "万吨", "GW", "件", "宗"]
AMOUNTS = st.decimals(Decimal("0.01"), Decimal("99999.99"), places=2)


def spell(amount, style):
    text = f"{amount.normalize():f}"
    if style == "thousands":
        text = f"{amount:,}".rstrip("0").rstrip(".")
    if style == "fullwidth":
        text = text.translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
    return text


@given(AMOUNTS, st.sampled_from(UNITS), st.sampled_from(["plain", "thousands", "fullwidth"]))
def test_any_amount_in_any_form(reader, amount, unit, style):
    frames = reader.frames(f"2024年一季度，全市合计{spell(amount, style)}{unit}。", city="晋城市")
    (row,) = frames["figure"].to_dicts()
    assert (row["value"], row["unit"]) == (amount, unit)


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("三成", 3, "成", "eq"),
        ("七成多", 7, "成", "gt"),
        ("一半", 50, "%", "eq"),
        ("过半", 50, "%", "gt"),
        ("三分之二", Decimal("66.6667"), "%", "eq"),
        ("两倍", 2, "倍", "eq"),
        ("百余批次", 100, "批次", "gt"),
        ("20余项", 20, "项", "gt"),
        ("五家", 5, "家", "eq"),
        ("10%左右", 10, "%", "approx"),
        # seven digits and more
        ("8206150万元", 8206150, "万元", "eq"),
        ("31250000美元", 31250000, "美元", "eq"),
        # numbers in Chinese
        ("上千家", 1000, "家", "ge"),
        ("几十家", 10, "家", "gt"),
        ("四五十个", 40, "个", "approx"),
        ("二十几亿元", 20, "亿元", "gt"),
        ("一百六十余万美元", 160, "万美元", "gt"),
        ("两千三百万元", 2300, "万元", "eq"),
        ("五亿多元", 5, "亿元", "gt"),
        ("三百多亩", 300, "亩", "gt"),
        ("三十公顷", 30, "公顷", "eq"),
        ("近百家", 100, "家", "approx"),
        ("过千亿元", 1000, "亿元", "gt"),
        ("二十家以上", 20, "家", "ge"),
        # digits and a power of ten
        ("2千余家", 2000, "家", "gt"),
        ("3百多个", 300, "个", "gt"),
        ("6千万元", 6000, "万元", "eq"),
        ("8千瓦", 8, "千瓦", "eq"),
        ("2.4万多个", Decimal("2.4"), "万个", "gt"),
        # tenths and times
        ("两成半", Decimal("2.5"), "成", "eq"),
        ("三成四", Decimal("3.4"), "成", "eq"),
        ("六七成", 6, "成", "approx"),
        ("五成左右", 5, "成", "approx"),
        ("近5倍", 5, "倍", "approx"),
        ("十余倍", 10, "倍", "gt"),
        ("两倍多", 2, "倍", "gt"),
        # currencies
        ("3.5亿欧元", Decimal("3.5"), "亿欧元", "eq"),
        ("900万港元", 900, "万港元", "eq"),
    ],
)
def test_numerals_with_data(reader, text, value, unit, bound):
    frames = reader.frames(f"2024年一季度，全市合计{text}。", city="晋城市")
    (row,) = frames["figure"].to_dicts()
    assert (row["value"], row["unit"], row["bound"]) == (value, unit, bound)


@pytest.mark.parametrize(
    ("text", "values", "unit"),
    [
        ("1-2个", (1, 2), "个"),
        ("10%-15%", (10, 15), "%"),
        ("3至5家", (3, 5), "家"),
        ("四到六个", (4, 6), "个"),
        ("十至十二家", (10, 12), "家"),
    ],
)
def test_ranges_are_two_bounds(reader, text, values, unit):
    rows = reader.frames(f"2024年一季度，全市合计{text}。", city="晋城市")["figure"].to_dicts()
    assert [(r["value"], r["bound"], r["unit"]) for r in rows] == [
        (values[0], "ge", unit),
        (values[1], "le", unit),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "三个一批",
        "三化三制",
        "四库",
        "一批项目",
        "第一方阵",
        "一是",
        "前两次",
        "第三次",
        "一个平台",
        "三率",
        "二十届三中全会学习",
        "十四届全国人大代表活动",
        "年过半百职工体检",
        "时间过半、任务过半竞赛",
        "双过半行动",
        "千家万户走访",
        "万人计划",
        "百亿元企业培育",
        "超千亿元的产业集群培育",
    ],
)
def test_chinese_numerals_of_names_are_no_mentions(reader, text):
    assert reader.dispositions(f"2024年，全市开展{text}。", city="晋城市") == [("2024", "date")]


@pytest.mark.parametrize(
    "text",
    [
        "历时7个多月", "用了11个工作日", "只用3至5个工作日", "12年多来", "6年多", "还有90多天", "20余年间", "8到10年",
        "近3个半月", "约2个多小时",
    ],
)  # fmt: skip
def test_durations_count_nothing(reader, text):
    assert {d for _, d in reader.dispositions(f"企业{text}，建成厂房。", city="晋城市")} == {"date"}


@pytest.mark.parametrize(
    "text",
    [
        "浏览次数：3,416", "点击量:20455", "阅读 812 次", "邮编：041600", "联系电话：0356-2024417", "传真 03562024417",
        "手机：13503560000", "相关新闻8条", "共4页", "共4页 第2页", "上一篇：2019年工作总结", "下一条：高新区2020年1-6月投资增长9%",
        "晋ICP备07001234号-2", "网址：http://www.example.gov.cn/art/2021/3/5/art_77_123.html", "序号 007",
    ],
)  # fmt: skip
def test_page_furniture_is_a_reference(reader, text):
    rows = reader.dispositions(f"2024年，晋城开发区工业投资5.5亿元。\n{text}", city="晋城市")
    assert rows[:2] == [("2024", "date"), ("5.5", "figure")]
    assert {disposition for _, disposition in rows[2:]} == {"reference"}


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("三年用电3.2亿、1.8亿、0.9亿千瓦时", ["亿千瓦时"] * 3),
        ("先后接待12万、30万人次", ["万人次"] * 2),
        ("先后提高1.2、0.8个百分点", ["个百分点"] * 2),
        ("先后为4亿元、3亿千瓦时", ["亿元", "亿千瓦时"]),
    ],
)
def test_the_unit_of_a_list_stands_on_its_last_number(reader, text, units):
    rows = reader.figures(f"2024年，晋城开发区{text}。", city="晋城市")
    assert [row["unit"] for row in rows] == units


@pytest.mark.parametrize("text", ["增速实现翻番", "增幅同比翻一番"])
def test_growth_that_doubled_is_no_growth_of_a_hundred(reader, text):
    rows = reader.figures(f"2024年，晋城开发区工业投资6亿元，{text}。", city="晋城市")
    assert [row["value"] for row in rows] == [6]


@pytest.mark.parametrize("dash", "-—–~")
def test_a_year_with_its_first_months_is_no_day(reader, dash):
    (row,) = reader.figures(f"2022年1{dash}10月，晋城开发区工业投资5.5亿元。", city="晋城市")
    assert row["period"] == "2022-01..2022-10"


def first_characters(parsed):
    """What a parsed pattern can begin with, as pieces of a character class; None where it can be empty."""
    pieces = set()
    for operation, argument in parsed:
        if operation in (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT):
            continue
        if operation is _constants.LITERAL:
            return pieces | {chr(argument)}
        if operation is _constants.IN:
            return pieces | {chr(a) for kind, a in argument if kind is _constants.LITERAL}
        if operation is _constants.BRANCH:
            found = [first_characters(branch) for branch in argument[1]]
        elif operation is _constants.SUBPATTERN:
            found = [first_characters(argument[3])]
        else:
            assert operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT), operation
            found = [first_characters(argument[2])] + [None] * (argument[0] == 0)
        pieces |= set().union(*(f for f in found if f))
        if None not in found:
            return pieces
    return None


def openings(parsed, length):
    """The first characters of all that a parsed pattern matches; "0" for a digit, "?" for any other class."""
    found = {""}
    for operation, argument in parsed:
        if operation in (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT):
            continue
        if operation is _constants.LITERAL:
            step = {chr(argument)}
        elif operation is _constants.IN and argument[0][0] is not _constants.NEGATE:
            step = {chr(a) if kind is _constants.LITERAL else "?" for kind, a in argument}
        elif operation in (_constants.IN, _constants.NOT_LITERAL):
            step = {"?"}
        elif operation is _constants.BRANCH:
            step = set().union(*(openings(branch, length) for branch in argument[1]))
        elif operation is _constants.SUBPATTERN:
            step = openings(argument[3], length)
        else:
            assert operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT), operation
            step = openings(argument[2], length) | ({""} if argument[0] == 0 else set())
        found = {(a + b)[:length] for a in found for b in (step if len(a) < length else {""})}
    return found


def test_the_second_guard_lets_every_beginning_through(reader):
    pattern = reader.lexicon.numbers.pattern.pattern
    guard = re.search(r"\(\?!((?:.\(\?!\[[^]]+\]\)\|?)+)\)", pattern).group(1)
    begin = openings(_parser.parse(pattern, re.VERBOSE), 2)
    assert len(begin) > 500
    assert {b for b in begin if re.match(guard, b)} == set()
    assert {b for b in begin if b[0] == "全"} == {"全年"}


def test_the_guard_lets_every_first_character_through(reader):
    pattern = reader.lexicon.numbers.pattern.pattern
    guard = re.match(r"\(\?=(\[.*?[^\\]\])\)", pattern).group(1)
    first = first_characters(_parser.parse(pattern, re.VERBOSE))
    assert len(first) > 60
    assert {c for c in first if not re.match(guard, c)} == set()


@pytest.mark.parametrize(
    "text",
    [
        "收藏 12", "您是第 804512 位访问者", "共有 6 条评论", "216 人看过", "QQ群：305518824", "邮箱：xq_2024@example.com",
        "邮箱：2024xq@example.com.cn", "字数：1845", "网站标识码 3701230005", "上一篇：没有了", "下一篇：暂无 点击：88",
    ],
)  # fmt: skip
def test_more_page_furniture_is_a_reference(reader, text):
    rows = reader.dispositions(f"2024年，晋城开发区工业投资5.5亿元。\n{text}", city="晋城市")
    assert rows[:2] == [("2024", "date"), ("5.5", "figure")]
    assert {disposition for _, disposition in rows[2:]} <= {"reference"}


@pytest.mark.parametrize(
    "before",
    [
        "来源：桃溪日报 浏览次数：2317 ",
        "上一篇：没有了 ",
        "2024-07-11 08:15 阅读 512 ",
        "下一条：我区2022年新增企业8家 ",
    ],
)
def test_a_sentence_behind_furniture_is_read(reader, before):
    text = f"桃溪经开区工作动态\n\n{before}2024年上半年，桃溪经开区税收收入8.4亿元，签约项目21个。"
    rows = reader.frames(text)["figure"]
    assert rows["quote", "indicator_id"].rows() == [("8.4", "tax_revenue"), ("21", "projects_signed")]
    assert {str(day) for day in rows["period_end"]} == {"2024-06-30"}


@pytest.mark.parametrize("text", ["学习会议精神 03-27", "发布通知 11-04", "举行签约仪式 05-16 查看"])
def test_month_and_day_of_a_list_of_pages_are_a_date(reader, text):
    rows = reader.dispositions(f"2024年，晋城开发区工业投资5.5亿元。\n{text}", city="晋城市")
    assert {disposition for _, disposition in rows[2:]} == {"date"}


@pytest.mark.parametrize(
    "text",
    [
        "十四届全国人大二次会议",
        "区人大五届三次会议",
        "市委八届七次全会",
        "政协四次会议",
        "工会二届一次全体会议",
    ],
)
def test_sessions_of_an_assembly_are_no_counts(reader, text):
    assert reader.dispositions(f"2024年，认真学习{text}精神。", city="晋城市") == [("2024", "date")]


def test_meetings_that_were_held_are_counted(reader):
    rows = reader.frames("2024年，全市召开三次会议，举办两次培训。", city="晋城市")["figure"]
    assert rows["value"].to_list() == [3, 2]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1360万澳元", 1360, "万澳元"),
        ("2.5亿元港币", Decimal("2.5"), "亿元港币"),
        ("800万元新台币", 800, "万元新台币"),
        ("3亿人民币", 3, "亿人民币"),
        ("420万加元", 420, "万加元"),
        ("12.5km²", Decimal("12.5"), "km²"),
        ("9.5km2", Decimal("9.5"), "km2"),
        ("18万m²", 18, "万m²"),
        ("640hm²", 640, "hm²"),
        ("2038500万元", 2038500, "万元"),
        ("61234500美元", 61234500, "美元"),
    ],
)
def test_currencies_areas_and_long_numbers(reader, text, value, unit):
    (row,) = reader.frames(f"2024年一季度，全市合计{text}。", city="晋城市")["figure"].to_dicts()
    assert (row["value"], row["unit"]) == (value, unit)
