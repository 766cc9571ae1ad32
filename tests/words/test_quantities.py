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
    ],
)
def test_numerals_with_data(reader, text, value, unit, bound):
    frames = reader.frames(f"2024年一季度，全市合计{text}。", city="晋城市")
    (row,) = frames["figure"].to_dicts()
    assert (row["value"], row["unit"], row["bound"]) == (value, unit, bound)


@pytest.mark.parametrize(
    ("text", "values", "unit"),
    [("1-2个", (1, 2), "个"), ("10%-15%", (10, 15), "%"), ("3至5家", (3, 5), "家")],
)
def test_ranges_are_two_bounds(reader, text, values, unit):
    rows = reader.frames(f"2024年一季度，全市合计{text}。", city="晋城市")["figure"].to_dicts()
    assert [(r["value"], r["bound"], r["unit"]) for r in rows] == [
        (values[0], "ge", unit),
        (values[1], "le", unit),
    ]


@pytest.mark.parametrize(
    "text",
    ["三个一批", "三化三制", "四库", "一批项目", "第一方阵", "一是", "前两次", "第三次", "一个平台", "三率"],
)
def test_chinese_numerals_of_names_are_no_mentions(reader, text):
    assert reader.dispositions(f"2024年，全市开展{text}。", city="晋城市") == [("2024", "date")]


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
