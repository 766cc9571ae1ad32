"""Numerals in Chinese, vague ones among them: their value, their unit and their bound."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.words.numerals import large
from flows.words.periods import NoNumeralError

DIGITS = "零一二三四五六七八九"


def spelled(number):
    """A number below 10,000 as it is written out."""
    text, gap = "", False
    for power, char in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += "零" * (gap and bool(text)) + DIGITS[digit] + char
        gap = not digit
    return text


@given(st.integers(1, 9999))
def test_any_number_written_out(number):
    assert large(spelled(number)) == (Decimal(number), "eq")


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("十几", 10, "gt"), ("几十", 10, "gt"), ("数百", 100, "gt"), ("三百二十余", 320, "gt"),
        ("上百", 100, "ge"), ("上百万", 1_000_000, "ge"), ("二十来", 20, "approx"),
        ("三五", 3, "approx"), ("七八十", 70, "approx"), ("两三百", 200, "approx"), ("两万三千", 23_000, "eq"),
    ],
)  # fmt: skip
def test_vague_numbers_are_the_least_they_can_be(text, value, bound):
    assert large(text) == (Decimal(value), bound)


@pytest.mark.parametrize("text", ["", "上", "余", "百分之三", "甲"])
def test_what_is_no_numeral_is_refused(text):
    with pytest.raises((NoNumeralError, KeyError)):
        large(text)
