"""Up to when an article's own data reach: every month that they could reach, and the evidence for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from math import log1p

from flows.documents import Article
from flows.setting import roles
from flows.setting.head import Head
from flows.setting.weigh import Candidate, Features
from flows.words.lexicon import Lexicon
from flows.words.model import Token
from flows.words.periods import Anchor, Period, Span, explicit_year, label, month, parse, year_of
from flows.words.scan import Scan

When = tuple[int | None, int | None]
"""The year that speaks (今年), and the as-of month as a count of months."""
_ANY_YEAR = re.compile(r"〔(20\d\d)〕|(?<!\d)(20\d\d)年\d{1,2}月\d{1,2}日|(?<!\d)(20\d\d)(?=年)")
_ISSUED = re.compile(r"[〔\[［](20\d\d)[〕\]］](?:第?\d+号)")
_THIS = ("今年", "本年", "当年")
_LAST = ("去年", "上年")
_ISSUE = re.compile(
    r"[（(]?第\d|年?度?(?:工作|重点|经济|主要)?(?:工作|会议|计划|要点|打算|安排|思路|任务|目标|规划|行动|三年|预期)(?![^，。和及与暨]{0,6}(?:总结|回顾|情况|汇报))"
)
_PAST_YEAR = re.compile(r"(?:刚刚?)?过去(?:的)?一年|一年来|这一年|年终|岁末")
# “十四五”发展综述, 五年砥砺启新程: a look back on years
_REVIEW = re.compile(
    r"(?P<years>“?十[一二三四五六]五”?|[这过去近]{0,2}[二三五十]年(?:来|间)?)(?!规划|纲要|计划|行动|建议)[^，。\n]{0,14}?"
    r"(?:综述|回眸|成就|巡礼|答卷|回望|回顾|掠影|纪实|述评|收官|砥砺|奋进|跨越)"
)
_SUBTITLE = re.compile(r"^[—－-]{1,2}[^。\n]+$", re.MULTILINE)
_SOLID = {"range", "until"}
"""Kinds of periods that tell of the reach of data; 10月 may be an event, 2024年 a round word."""
_FEW = 2
_FIRST_HALF = 6
_OLD = 3
"""Months into a year after which a text that names none is not of the year before."""
LEAD = 160
"""Characters at the beginning in which the day of an event tells when the whole text is of."""


@dataclass(slots=True)
class Said:
    """A period that the text says: its words, its role, how many numbers it holds for, whether a number follows."""

    words: str
    role: str
    year: int | None
    numbers: int = 0
    title: bool = False
    plan: bool = False
    lead: bool = False


@dataclass(slots=True)
class _Reach:
    """A month that data may reach, and what says so."""

    numbers: int = 0
    mentions: int = 0
    title: int = 0
    first: bool = False
    explicit: int = 0
    kinds: set[str] = field(default_factory=set)


def said_in(article: Article, text: str, scan: Scan, lexicon: Lexicon, title: str) -> list[Said]:
    """The periods of an article in the order of reading, headings and title first."""
    said: list[Said] = []
    for heading in (title, *(s.heading for s in article.sections)):
        for match in lexicon.numbers.scan(heading):
            if match.lastgroup != "period":
                continue
            words = match.group()
            role = roles.of_period(heading, 0, match.start(), match.end(), explicit_year(words), None)
            if _ISSUE.match(heading, match.end()) and role in (roles.DATA, roles.COMPARISON):
                role = roles.EDITION
            said.append(Said(words, role, explicit_year(words), title=heading == title))
    for section in article.sections:
        for paragraph in section.paragraphs:
            if paragraph.kind not in ("body", "table"):
                continue
            holds: Said | None = None
            for token in scan.numbers[paragraph.start]:
                if token.kind == "period":
                    one = _said(text, paragraph.start, token, article.start)
                    one.plan = section.kind == "plan"
                    said.append(one)
                    if one.role == roles.DATA:
                        holds = one
                elif token.kind in ("number", "rank") and holds is not None:
                    holds.numbers += 1
    return said


def _said(text: str, low: int, token: Token, begin: int) -> Said:
    start = max(low, text.rfind("。", low, token.start) + 1, text.rfind("；", low, token.start) + 1)
    words = str(token.value)
    year = explicit_year(words)
    role = roles.of_period(text, start, token.start, token.end, year, None)
    return Said(words, role, year, lead=token.start - begin < LEAD)


def reviewed(title: str, lead: str, head: Head) -> Span | None:
    """The months that an article looks back on, which its title or subtitle tells: “十四五”发展综述."""
    found = next((m for line in (title, *_SUBTITLE.findall(lead)) for m in _REVIEW.finditer(line)), None)
    if found is None:
        return None
    day = head.day
    # a look back in the first half of a year is one on the years before
    year = None if day is None else day.year if day.month > _FIRST_HALF else day.year - 1
    period = parse(found["years"].strip("“”"), Anchor(year, month(year, 12) if year else None, year))
    return period.span if period else None


def candidates(
    article: Article,
    text: str,
    head: Head,
    said: Sequence[Said],
    review: Span | None = None,
    year_beside: int | None = None,
) -> list[Candidate[When]]:
    """Every pair of year and month that an article may speak of, with the evidence.

    `year_beside` is taken where the article prints no year at all.
    """
    result: dict[When, Candidate[When]] = {}
    years = _years(article, text, head, said) or ([year_beside] if year_beside is not None else [])
    if head.day is None and article.sections:
        # 2024年工作计划: a year that is planned for is not yet the one that speaks
        planned = {explicit_year(s.heading) for s in article.sections if s.kind == "plan"}
        years = [year for year in years if year not in planned] or years
    past = bool(_PAST_YEAR.search(text, article.start, article.end))
    for year in years:
        alone = head.day is None and not any(s.year == year and s.role == roles.DATA for s in said)
        for when, evidence in _of_year(year, past, head, said, review):
            if alone and when[1] is not None and when[1] != month(year - 1, 12) and len(years) > 1:
                continue  # a year that no data bear speaks only of the whole year before
            if when not in result:
                name = label(when[1]) if when[1] is not None else str(when[0])
                result[when] = Candidate(when, name, evidence)
    return list(result.values())


def _years(article: Article, text: str, head: Head, said: Sequence[Said]) -> list[int]:
    """The years that 今年 may mean."""
    if head.day is not None:
        return [head.day.year]
    if issued := _ISSUED.search(text, article.start, min(article.end, article.start + LEAD)):
        return [int(issued[1])]  # 自府督发〔2021〕6号
    data = [s.year for s in said if s.year and s.role == roles.DATA and not s.plan]
    if data:
        return sorted(
            {*data, *(y + 1 for y in data if any(s.words.startswith(_LAST) for s in said))}, reverse=True
        )
    every = [
        s.year
        for s in said
        if s.year and s.role in (roles.EDITION, roles.EVENT, roles.SPAN, roles.COMPARISON)
    ]
    if every:
        return [max(every)]
    # contract: "else from other dates in the article": 内能综合〔2024〕83号
    found = [int(m[1] or m[2] or m[3]) for m in _ANY_YEAR.finditer(text, article.start, article.end)]
    ahead = [s.year for s in said if s.year]
    return [max(found)] if found else [min(ahead)] if ahead else []


def _of_year(
    year: int, past: bool, head: Head, said: Sequence[Said], review: Span | None
) -> list[tuple[When, Features]]:
    """Months that data may reach if 今年 is `year`; `past`: the article names a year that is over."""
    reaches: dict[int, _Reach] = {}
    bound = _count(head.day) if head.day is not None else None
    first = True
    for one in said:
        if one.role != roles.DATA or (one.plan and not one.title):
            continue
        end = _end(one, year, bound)
        if end is None:
            continue
        reach = reaches.setdefault(end[0], _Reach())
        reach.numbers += one.numbers
        reach.mentions += 1
        reach.title += one.title
        reach.explicit += one.year is not None
        reach.kinds.add(end[1])
        reach.first = reach.first or (first and not one.title)
        first = first and one.title
    guess = _guess(year, head, bound)
    ends = (
        review is not None
        and year_of(review.end) in (year, year - 1)
        and (bound is None or review.end <= bound + 2)
    )
    if review is not None and ends:
        guess = [*guess, review.end]
    for end_month in guess:
        reaches.setdefault(end_month, _Reach())
    latest = max((m for m, r in reaches.items() if r.mentions), default=None)
    solid = max((m for m, r in reaches.items() if r.kinds & _SOLID and r.numbers >= _FEW), default=None)
    others = any(r.kinds - {"day", "month"} and r.numbers for r in reaches.values())
    total = sum(r.numbers for r in reaches.values()) or 1
    explicit = [s.year for s in said if s.year and s.role == roles.DATA]
    results: list[tuple[When, Features]] = []
    for count, reach in reaches.items():
        evidence: Features = {
            "share": reach.numbers / total,
            "numbers": log1p(reach.numbers),
            "mentions": log1p(reach.mentions),
            "in_title": float(reach.title > 0),
            "first": float(reach.first),
            "latest": float(count == latest),
            "latest_range": float(count == solid),
            "event_only": float("day" in reach.kinds and not others),
            "explicit": float(reach.explicit > 0),
            "guessed": float(not reach.mentions),
            "same_year": float(year == year_of(count)),
            "review_end": 3.0 * (review is not None and ends and count == review.end),
            "december": float(count % 12 == 11),
            "past_year": float(past and count % 12 == 11),
            "said_year": float(bool(explicit) and year_of(count) == max(explicit)),
            **{f"kind_{kind}": 1.0 for kind in reach.kinds},
        }
        if head.day is not None:
            gap = _count(head.day) - count
            evidence[f"gap_{min(gap, 4)}" if gap <= 3 else "gap_7" if gap <= 7 else "gap_more"] = 1.0
            if gap == 0 and head.day.day < 25:
                evidence["too_soon"] = 1.0
        results.append(((year, count), {k: v for k, v in evidence.items() if v}))
    return results or [((year, None), {})]


def _count(day: date) -> int:
    return month(day.year, day.month)


def _end(one: Said, year: int, bound: int | None) -> tuple[int, str] | None:
    """The month that a period's data reach, and its kind, if 今年 is `year`."""
    period: Period | None = parse(one.words, Anchor(year, None, year))
    if (
        period is None
        or period.span is None
        or period.kind in ("same_period", "now", "span")
        or (period.kind == "day" and not one.lead)
    ):
        return None
    if "旬" in one.words or "月初" in one.words:
        return None  # 7月初至8月中旬: no month that statistics reach
    kind = "until" if period.kind == "month_end" else period.kind
    end = period.span.end
    if period.kind == "since":
        return None
    if bound is not None and end > bound:
        if one.year is not None or one.words.startswith(_THIS):
            # 2024年 in a paper of that October: as far as it goes
            return None
        end -= 12  # 1-12月 in a paper of January
    if bound is not None and end > bound:
        return None
    return end, kind


def _guess(year: int, head: Head, bound: int | None) -> list[int]:
    """Months that nothing says: that before publication, and the end of the year before."""
    if bound is None:
        if head.spoken is not None and head.spoken > 1:
            return [month(year, head.spoken - 1)]
        return [month(year, 12)]
    # 一年来 in a paper of January to March is the year before; later on it would be old
    before = {month(year - 1, 12)} if bound % 12 < _OLD else set()
    return sorted({bound - 1, bound, *before} if bound % 12 else {bound - 1, *before})
