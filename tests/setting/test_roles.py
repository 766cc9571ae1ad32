"""The role of a place and of a period where it stands."""

import pytest

from flows.setting import roles
from flows.words.periods import explicit_year


def place(text):
    """The role of the place in brackets: 高于〔全市〕."""
    start, end = text.index("〔"), text.index("〕") - 1
    bare = text.replace("〔", "").replace("〕", "")
    low = bare.rfind("。", 0, start) + 1
    return roles.of_place(bare, low, start, end)


def period(text, now=None):
    """The role of the period in brackets: 比〔2020年〕."""
    start, end = text.index("〔"), text.index("〕") - 1
    bare = text.replace("〔", "").replace("〕", "")
    low = bare.rfind("。", 0, start) + 1
    return roles.of_period(bare, low, start, end, explicit_year(bare[start:end]), now)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        # benchmarks
        ("增速高于〔全市〕2.2个百分点", roles.BENCHMARK),
        ("占〔全省〕的31%", roles.BENCHMARK),
        ("拉动〔全市〕增长1.7个百分点", roles.BENCHMARK),
        ("位居〔全省〕第五", roles.BENCHMARK),
        ("是〔全国〕平均水平的2倍", roles.BENCHMARK),
        ("贡献了〔全市〕三成的工业投资", roles.BENCHMARK),
        ("接近〔全市〕的五成", roles.BENCHMARK),
        # locations
        ("赴〔深圳市〕招商", roles.LOCATION),
        ("来自〔苏州市〕的企业", roles.LOCATION),
        ("在〔抚州高新区〕举行签约仪式", roles.LOCATION),
        ("项目落户〔抚州高新区〕", roles.LOCATION),
        # asides
        ("增长7.7%（不含〔东乡经开区〕）", roles.ASIDE),
        ("全市（包括〔东乡经开区〕）", roles.ASIDE),
        # topics
        ("〔全市〕工业投资增长9%", roles.TOPIC),
        ("其中，〔遂宁经开区〕增长9%", roles.TOPIC),
        ("前两位的是〔遂宁经开区〕（21.7%）、射洪经开区", roles.TOPIC),
        ("前三位的是〔遂宁经开区〕21.7%，射洪经开区9%", roles.TOPIC),
        ("招商成效明显。〔全省〕签约项目33个", roles.TOPIC),
    ],
)
def test_places(text, role):
    assert place(text) == role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("是〔2018年〕的3倍", roles.COMPARISON),
        ("比〔2020年〕增加18家", roles.COMPARISON),
        ("与〔2021年〕相比增长40%", roles.COMPARISON),
        ("较〔2022年同期〕提高5个百分点", roles.COMPARISON),
        ("〔1992年〕经国务院批准设立", roles.EVENT),
        ("〔2012年〕升级为国家级", roles.EVENT),
        ("在全省〔2023年度〕考核评价中，居第三", roles.EDITION),
        ("到〔2027年〕，产值达到2000亿元", roles.GOAL),
        ("〔明年〕产值增长9%", roles.GOAL),
        ("〔“十三五”〕期间，完成投资860亿元", roles.SPAN),
        ("〔2015年以来〕，签约项目900个", roles.SPAN),
        ("〔2023年〕，签约项目90个", roles.DATA),
        ("截至〔2023年底〕，在孵企业90家", roles.DATA),
        ("〔2023年1-8月〕，税收收入9亿元", roles.DATA),
        ("〔2023年〕完成税收收入9亿元，主要来自制造业", roles.DATA),
    ],
)
def test_periods(text, role):
    assert period(text) == role


def test_a_year_beyond_the_one_that_speaks_is_a_goal():
    assert period("〔2026年〕税收收入12亿元", now=2025) == roles.GOAL
    assert period("〔2025年〕税收收入12亿元", now=2025) == roles.DATA


@pytest.mark.parametrize("words", ["第二", "各园区首位", "平均增速", "前三位"])
def test_the_set_of_a_rank_is_no_topic(words):
    assert roles.ranked("全市" + words, 2)


@pytest.mark.parametrize("words", ["工业投资增长9%", "签约项目第一批12个已开工"])
def test_other_words_rank_nothing(words):
    assert not roles.ranked("全市" + words, 2)
