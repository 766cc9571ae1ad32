"""Periods: what 一季度, 1-7月, 截至3月底, 2023年以来, 去年同期 mean, in months.

A month is counted as `year * 12 + month - 1`, so that a period is two integers, both inclusive.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

CN = {c: i for i, c in enumerate("〇一二三四五六七八九十")} | {"两": 2, "零": 0, "○": 0}
_ONES = {"", *CN} - {"十"}


class Span(NamedTuple):
    """Months from `start` to `end`, both inclusive."""

    start: int
    end: int


def month(year: int, month_of_year: int) -> int:
    """The count of a month."""
    return year * 12 + month_of_year - 1


def year_of(count: int) -> int:
    """The year a month count lies in."""
    return count // 12


@lru_cache(maxsize=4096)
def first_day(count: int) -> date:
    """First day of a month."""
    return date(count // 12, count % 12 + 1, 1)


@lru_cache(maxsize=4096)
def last_day(count: int) -> date:
    """Last day of a month."""
    return date.fromordinal(first_day(count + 1).toordinal() - 1)


def label(count: int) -> str:
    """A month as YYYY-MM."""
    return f"{count // 12:04d}-{count % 12 + 1:02d}"


class NoNumeralError(ValueError):
    """Numerals in a row that are no number (三五, 十十)."""


def cn_int(text: str) -> int:
    """A whole number in digits or simple Chinese numerals up to 九十九 (两 counts as 2).

    Raises:
        NoNumeralError: they stand beside each other and make no number.
    """
    if text.isdigit():
        return int(text)
    if text == "首":
        return 1
    if "十" in text:
        tens, _, ones = text.partition("十")
        if {tens, ones} <= _ONES:
            return (CN[tens] if tens else 1) * 10 + (CN[ones] if ones else 0)
    elif text in CN:
        return CN[text]
    raise NoNumeralError(text)


_N = r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九])"
_DASH = r"[-—–―~～至到]"
_YEAR = (
    r"(?:(?:(?:19|20)\d\d|[〇○零一二三四五六七八九]{4})年度?|今年|去年|上年|本年|当年|这一年|同年|明年|前年)"
)
# five-year plans, and years counted back: “十三五”期间, “十四五”末, 五年来, 近三年
_PLAN = r"十[一二三四五六]五[”\"]?(?:规划)?(?:时期|期间|期|以来|末年?|期末|[这的]?五年(?:间|来)?)"
_BACK = r"(?:近|过去的?|这)?[二两三四五六七八九十]年(?:来|间|里|以来)|(?:近|过去的?)(?:[二两三四五六七八九十]|[2-9]|10)年(?:来|间|里)?|[三四五]年(?=累计|共|签约|完成|新增|引进|实际|总计)"
# 2021—2025年, 2026年至2030年
_YEARS = rf"(?:19|20)\d\d年?{_DASH}(?:19|20)\d\d年(?!度|\d|第|[一二三四]季)(?:期间|间)?"
# one expression of a period; the alternatives go from the longest to the shortest
PERIOD = rf"""{_YEARS}|{_PLAN}|{_BACK}|(?:去年|上年|上一年|前年)同期|(?:截至|截止|截止到|至)?(?:{_YEAR})?(?:年初(?:以来|至今)|以来
|{_N}月(?:初|底|末|[上中下]旬)?{_DASH}{_N}月(?:初|底|末|[上中下]旬)?|{_N}{_DASH}{_N}月份?|[一1]{_DASH}[二三四2-4]季度|第?[一二三四1-4]季度|首季(?!度)|首季度|[一二三四]季末|上半年|下半年|前[二三两23]个?季度
|[前头]{_N}个?月份?|(?<![\d.]){_N}月份?(?:底|末|初|中旬|[\d一二三四五六七八九十]{{1,3}}日)?|全年|年底|年末|年内|一年来?)(?:以来|末|底)?
|(?:截至|截止)(?:目前|当前|现在|{_YEAR}[末底]?)|(?<![项题名条科栏节])目前|当前|如今|眼下|今年以来|{_YEAR}(?:以来|末|底)?"""

_PARTS = re.compile(
    rf"""(?P<until>截至|截止到?|至(?=\d|今|去|上|本))?
    (?:(?P<from_year>(?:19|20)\d\d){_DASH})?(?P<year>{_YEAR})?
    (?:(?P<since_start>年初(?:以来|至今))
    |(?P<m1>{_N})(?:月(?:初|底|末|[上中下]旬)?)?{_DASH}(?P<m2>{_N})月(?:份|初|底|末|[上中下]旬)?
    |[一1]{_DASH}(?P<to_quarter>[二三四2-4])季度
    |第?(?P<quarter>[一二三四1-4]|首)季度?(?:末)?
    |(?P<half>上半年|下半年)
    |[前头](?P<quarters>[二三两23])个?季度
    |[前头](?P<months>{_N})个?月份?
    |(?P<m>{_N})月份?(?P<part>底|末|初|中旬)?(?:(?P<day>[\d一二三四五六七八九十]{{1,3}})日)?
    |(?P<whole>全年)|(?P<within>年内)|(?P<year_end>年底|年末)
    )?(?P<since>以来|至今)?(?P<end>末|底)?
    (?P<now>目前|当前|现在|如今|眼下)?$""",
    re.VERBOSE,
)


class Anchor(NamedTuple):
    """What relative periods count from: the year reported on and the as-of month, either may be unknown.

    `speaking` is the year that 今年 means, where that is another: in a speech of February the data are last year's.
    """

    year: int | None
    as_of: int | None
    speaking: int | None = None

    def at(self, year: int) -> Anchor:
        """The same with bare months in another year: 今年以来，…，前三季度…"""
        return Anchor(year, self.as_of, self.this_year)

    @property
    def this_year(self) -> int | None:
        """What 今年 means."""
        return self.speaking if self.speaking is not None else self.year


class Period(NamedTuple):
    """A period as printed, resolved against an anchor.

    `span` is None where the anchor lacks the year. `kind`: range (data of these months), year, since (open start up
    to the as-of month), same_period (of a year before), until (an end
    without a start), now, day (an event), month_end, span (several years).
    """

    kind: str
    span: Span | None
    has_year: bool


_RELATIVE = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}


def _year(text: str | None, anchor: Anchor) -> int | None:
    if text is None or text in ("当年", "这一年", "同年"):
        return anchor.year
    if text in _RELATIVE:
        return anchor.this_year + _RELATIVE[text] if anchor.this_year else None
    digits = text.rstrip("年度")
    return int(digits) if digits.isdigit() else int("".join(str(CN[c]) for c in digits))


_OF_SPAN = re.compile(rf"(?P<first>(?:19|20)\d\d)年?{_DASH}(?P<last>(?:19|20)\d\d)年")
_EXPLICIT = re.compile(r"(?:19|20)\d\d(?=年)")


def explicit_year(text: str) -> int | None:
    """The four-digit year a period names, None where it is implied."""
    named = _EXPLICIT.findall(text)
    return int(named[-1]) if named else None


@lru_cache(maxsize=4096)
def parse(text: str, anchor: Anchor) -> Period | None:
    """Resolve one period expression; None where the words are no period after all (十三月).

    Examples:
        >>> p = parse("2024年第一季度", Anchor(None, None))
        >>> label(p.span.start), label(p.span.end)
        ('2024-01', '2024-03')
        >>> p = parse("截至7月底", Anchor(2024, None))
        >>> label(p.span.start), label(p.span.end)
        ('2024-01', '2024-07')
    """
    if text.endswith("同期"):
        back = 2 if text.startswith("前年") else 1
        year = anchor.year - back if anchor.year else None  # of the year reported on, whoever speaks
        span = Span(month(year, 1), month(year, 12)) if year else None
        return Period("same_period", span, False)
    if years := _OF_SPAN.match(text):
        first, last = int(years["first"]), int(years["last"])
        return Period("span", Span(month(first, 1), month(last, 12)), True) if first < last else None
    if of_plan := _OF_PLAN.match(text):
        return _of_plan(of_plan, anchor)
    if counted := _OF_YEARS.match(text):
        return _years_back(cn_int(counted["n"]), anchor)
    match = _PARTS.match(text)
    if not match:
        return None
    g = match.groupdict()
    year = _year(g["year"], anchor)
    has_year = bool(g["year"] and g["year"][0].isdigit())
    if g["now"]:
        now = year_of(anchor.as_of) if anchor.as_of is not None else year
        return Period("now", _since(now, anchor), has_year)
    if g["since_start"] or g["within"]:
        return Period("since", _since(year, anchor), has_year)
    months = _months(g)
    if months is None and any(g[k] for k in ("m1", "m", "months")):
        return None
    if months is None:
        if g["year"] is None and not g["whole"] and not g["year_end"]:
            return None
        if g["since"]:
            return Period("since", _since(year, anchor), has_year)
        if g["year"] in ("今年", "本年", "当年") and not g["whole"] and not g["year_end"]:
            return Period("since", _since(year, anchor), has_year)
        span = Span(month(year, 1), month(year, 12)) if year else None
        if g["end"] or g["year_end"]:
            return Period("until" if g["until"] else "month_end", span, has_year)
        return Period("whole" if g["whole"] else "year", span, has_year)
    first, last = months
    if not 1 <= first <= last <= 12:
        return None
    span = Span(month(year, first), month(year, last)) if year else None
    if g["since"]:
        open_span = Span(span.start, max(span.start, anchor.as_of)) if span and anchor.as_of else span
        return Period("since", open_span, has_year)
    if g["day"]:
        return Period("day", span, has_year)
    if g["m"] and (g["until"] or g["part"] in ("底", "末")):
        return Period("until", Span(month(year, 1), month(year, last)) if year else None, has_year)
    if g["until"]:
        return Period("until", Span(month(year, 1), month(year, last)) if year else None, has_year)
    return Period("month" if g["m"] else "range", span, has_year)


_OF_PLAN = re.compile(r"十(?P<n>[一二三四五六])五")
_OF_YEARS = re.compile(r"(?:近|过去的?|这)?(?P<n>[二两三四五六七八九十]|[2-9]|10)年")
_FIRST_PLAN = 2006
"""The year in which the eleventh five-year plan began."""


def _of_plan(match: re.Match[str], anchor: Anchor) -> Period:
    """“十三五”期间 is 2016 to 2020, “十三五”末 the end of 2020, “十四五”以来 goes up to the as-of month."""
    first = _FIRST_PLAN + 5 * (CN[match["n"]] - 1)
    span = Span(month(first, 1), month(first + 4, 12))
    if "末" in match.string:
        return Period("month_end", Span(month(first + 4, 1), span.end), True)
    if match.string.endswith("以来") and anchor.as_of is not None and anchor.as_of >= span.start:
        return Period("span", Span(span.start, min(span.end, anchor.as_of)), True)
    return Period("span", span, True)


def _years_back(count: int, anchor: Anchor) -> Period | None:
    """五年来: the years up to the as-of month, that of today included."""
    if anchor.year is None:
        return None
    end = anchor.as_of if anchor.as_of is not None else month(anchor.year, 12)
    return Period("span", Span(month(year_of(end) - count + 1, 1), end), False)


def _months(g: dict[str, str | None]) -> tuple[int, int] | None:
    """First and last month of the year that the expression names."""
    if g["m1"] and g["m2"]:
        return cn_int(g["m1"]), cn_int(g["m2"])
    if g["quarter"]:
        quarter = cn_int(g["quarter"])
        return 3 * quarter - 2, 3 * quarter
    if g["to_quarter"]:
        return 1, 3 * cn_int(g["to_quarter"])
    if g["half"]:
        return (1, 6) if g["half"] == "上半年" else (7, 12)
    if g["quarters"]:
        return 1, 3 * cn_int(g["quarters"])
    if g["months"]:
        return 1, cn_int(g["months"])
    if g["m"]:
        return cn_int(g["m"]), cn_int(g["m"])
    return None


def _since(year: int | None, anchor: Anchor) -> Span | None:
    if year is None:
        return None
    end = anchor.as_of if anchor.as_of is not None else month(year, 12)
    return Span(month(year, 1), max(end, month(year, 1)))
