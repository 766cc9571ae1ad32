"""Periods read back to the months they were written from."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.words.periods import PERIOD, Anchor, first_day, label, last_day, month, parse

PATTERN = re.compile(PERIOD, re.VERBOSE)
YEARS = st.integers(2000, 2035)
CN = "〇一二三四五六七八九"


def read(text, anchor=Anchor(2024, month(2024, 7))):  # noqa: B008 - an immutable value
    match = PATTERN.match(text)
    assert match and match.group() == text, (text, match)
    return parse(text, anchor)


def months(text, **kw):
    span = read(text, **kw).span
    return label(span.start), label(span.end)


@given(
    YEARS,
    st.integers(1, 4),
    st.sampled_from(["{y}年第{q}季度", "{y}年{q}季度", "{y}年第{c}季度", "{y}年{c}季度"]),
)
def test_quarters_of_any_year(year, quarter, form):
    text = form.format(y=year, q=quarter, c=CN[quarter])
    assert months(text) == (f"{year}-{3 * quarter - 2:02d}", f"{year}-{3 * quarter:02d}")


@given(
    YEARS, st.integers(1, 11), st.integers(1, 11), st.sampled_from("-—–～至到~"), st.sampled_from(["", "份"])
)
def test_month_ranges(year, first, more, dash, tail):
    last = min(12, first + more)
    assert months(f"{year}年{first}{dash}{last}月{tail}") == (f"{year}-{first:02d}", f"{year}-{last:02d}")


@given(YEARS, st.integers(1, 12))
def test_up_to_the_end_of_a_month(year, last):
    assert months(f"截至{year}年{last}月底") == (f"{year}-01", f"{year}-{last:02d}")


@given(YEARS)
def test_years_in_digits_and_in_chinese(year):
    expected = (f"{year}-01", f"{year}-12")
    assert months(f"{year}年") == months(f"{year}年度") == expected
    assert months("".join(CN[int(d)] for d in str(year)) + "年") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("上半年", ("2024-01", "2024-06")),
        ("下半年", ("2024-07", "2024-12")),
        ("前三季度", ("2024-01", "2024-09")),
        ("首季", ("2024-01", "2024-03")),
        ("前5个月", ("2024-01", "2024-05")),
        ("前5月", ("2024-01", "2024-05")),
        ("今年以来", ("2024-01", "2024-07")),
        ("今年", ("2024-01", "2024-07")),
        ("2023年以来", ("2023-01", "2024-07")),
        ("截至目前", ("2024-01", "2024-07")),
        ("去年", ("2023-01", "2023-12")),
        ("去年一季度", ("2023-01", "2023-03")),
        ("全年", ("2024-01", "2024-12")),
        ("2月份", ("2024-02", "2024-02")),
        ("截至2023年底", ("2023-01", "2023-12")),
    ],
)
def test_relative_and_cumulative(text, expected):
    assert months(text) == expected


def test_a_year_that_nobody_states_stays_open():
    assert parse("一季度", Anchor(None, None)).span is None


@given(st.integers(month(1990, 1), month(2100, 12)))
def test_first_and_last_day_belong_to_the_month(count):
    assert first_day(count).day == 1
    assert (last_day(count).year, last_day(count).month) == (first_day(count).year, first_day(count).month)
    assert (last_day(count).toordinal() + 1) == first_day(count + 1).toordinal()
