"""What stands around an article: title, bylines, sidecar; who printed it, and on which day."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flows.documents import Article, Sidecar
from flows.reference.places import Place
from flows.words.lexicon import Lexicon
from flows.words.periods import CN, NoNumeralError, cn_int

FOOT = 80
"""Characters at the end of an article in which its day may stand."""
LINE = 48
"""Characters of a line that may be no more than a date with its circumstances."""
LEAD = 160
"""Characters at its beginning."""
_IN_TITLE = re.compile(r"《[^《》]{0,60}》")
_DATELINE = re.compile(r"本报[^，。]{0,12}讯")
_PAPER = re.compile(r"日报|晚报|晨报|商报|时报|都市报|新闻|发布|融媒|广播|电视|在线|客户端|电|讯")
_OFFICES = (
    (
        "nation",
        re.compile(
            r"商务部|科技部|国务院|海关总署|科技部火炬|人民日报|新华|中新|经济日报|中国[^，。]{0,8}报"
        ),
    ),
    (
        "zone",
        re.compile(
            r"管委会|(?:经济|高新|技术)?开发区(?!处|办|建设|领导|研究|协会|工作)[^，。]{0,8}(?:局|办|中心|委|部|$)|高新区[^，。]{0,8}(?:局|办|中心|$)|园区(?:招商|管)|新区融媒|新区[^，。]{0,4}(?:局|办)|综保区"
        ),
    ),
    (
        "province",
        re.compile(
            r"省(?:商务|发改|发展|统计|工信|经信|科技|政府|人民政府|自然|委|开发区)|自治区|商务厅|工业和信息化厅|科技厅|[省区][^，。市县]{0,8}厅"
        ),
    ),
    (
        "county",
        re.compile(
            r"县(?:融媒|人民政府|政府|委|商务|统计|工信|发改|工业园区|经济)|县[^，。市]{0,6}局|区融媒|区人民政府"
        ),
    ),
    (
        "city",
        re.compile(
            r"[市州盟](?:商务|发改|发展|统计|工信|经信|科技|政府|人民政府|委|开发区|经济|工业)|市[^，。县]{0,8}局"
        ),
    ),
)
_Y, _M, _D = (
    r"(?P<y{0}>(?:19|20)\d\d|二[〇零○][〇零○一二三四五六七八九]{{2}})",
    r"(?P<m{0}>\d{{1,2}}|十[一二]?|[一二三四五六七八九])",
    r"(?P<d{0}>\d\d(?=\d?\d[:：])|\d{{1,2}}(?!\d)|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])",
)
# the separators of one day are alike: 2023年1-11月 is no day
_DAY = re.compile(
    "|".join(
        rf"(?<!\d){_Y.format(k)}{a}{_M.format(k)}{b}{_D.format(k)}{c}"
        for k, (a, b, c) in enumerate(
            (
                (r"年\s*", r"月\s*", "日"),
                ("-", "-", r"(?!\d?月)"),
                ("/", "/", ""),
                (r"\.", r"\.", r"(?![.\d]{3})"),
            )
        )
    )
)
_UPDATED = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)年(?P<m>\d{1,2})月(?:更新|发布|印发|编印|整理)")
_MONTH_ONLY = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)年(?P<m>\d{1,2})月(?!\d|[^）)\s]{2,})")
_SPOKEN = re.compile(
    r"(?:(?:报|网|社|台|闻)[^，。\d]{0,14}|^|（)(?P<m>\d{1,2})月(?P<d>\d{1,2})日(?:讯|电|消息|，|报道|　)"
)
_IN_BRACKETS = re.compile(r"[（(][^（）()。，]{0,30}$")
_PUBLISHED_AT = re.compile(r"讯|电|消息|发布|来源|记者|$")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands around an article.

    `city` is what the sidecar states; `place` where it or a byline places the text; `office` the level of whoever
    printed it; `day` the day of publication, `spoken` the month of a dateline that prints no year. `about` and `as_of`
    are what a sidecar settles outright: whom the article is about, and up to which month (YYYY-MM).
    """

    title: str
    bylines: tuple[str, ...]
    city: Place | None
    place: Place | None
    office: str | None
    day: date | None
    stated: bool
    spoken: int | None = None
    about: str | None = None
    as_of: str | None = None


def head_of(
    article: Article,
    text: str,
    sidecar: Sidecar,
    bylines: Sequence[str],
    lexicon: Lexicon,
    years: Sequence[int],
) -> Head:
    """Put together what stands around an article.

    Args:
        article: the article.
        text: cleaned text of the document.
        sidecar: what a clerk states.
        bylines: its bylines, those of what it runs on into included.
        lexicon: the words.
        years: the years that it names, none of which lies behind its day.
    """
    title = _IN_TITLE.sub("", sidecar.title or article.title or "")
    city = lexicon.places.find(sidecar.city) if sidecar.city else None
    lines = [line for line in (sidecar.publisher, *bylines) if line]
    printed = next((p for line in lines if (p := _place_in(line, lexicon))), None)
    about = _place_in(sidecar.about, lexicon) if sidecar.about else None
    place = city or about or printed
    source = sidecar.publisher or " ".join(bylines)
    office = next((level for level, pattern in _OFFICES if pattern.search(source)), None)
    if office in (None, "city") and printed is not None and _PAPER.search(source) and not sidecar.city:
        office = printed.level
    day = sidecar.published or _day(article, text, bylines, years)
    lead = text[article.start : article.start + LEAD]
    spoken = _SPOKEN.search(lead) or _SPOKEN.search(title)
    month = int(spoken["m"]) if spoken and 1 <= int(spoken["m"]) <= 12 else None
    stated = sidecar.published is not None
    return Head(title, tuple(lines), city, place, office, day, stated, month, sidecar.about, sidecar.as_of)


def _place_in(line: str, lexicon: Lexicon) -> Place | None:
    """The narrowest place that a byline names: 河北日报, 运城市商务局, 山东省潍坊市."""
    found = []
    for name in lexicon.find_names(_DATELINE.sub("", line)):
        if name.text in lexicon.zones and (zone := lexicon.zones.find(name.text)):
            found.append(lexicon.places.by_id.get(zone["city_id"] or zone["province_id"]))
        elif name.text in lexicon.places.by_name or name.text in lexicon.places.by_short:
            place = lexicon.places.find(name.text)
            if place is not None and (place.level != "county" or name.text == place.name):
                found.append(place)
    narrow = {"province": 0, "city": 1, "county": 2}
    return max((p for p in found if p), key=lambda p: narrow[p.level], default=None)


def _day(article: Article, text: str, bylines: Sequence[str], years: Sequence[int]) -> date | None:
    """The day of publication, where head, byline or foot print it."""
    lead = text[article.start : article.start + LEAD]
    first = lead.split("\n", 1)[0] if "\n" in lead[:60] else lead
    foot = text[max(article.start, article.end - FOOT) : article.end]
    found: list[date] = []
    for line in (article.title or "", *bylines):
        found += _days(line)
    if found:
        return max(found)
    for line in lead.split("\n"):
        # （2025年2月13日，根据录音整理）, （2022年5月更新）: a line that is no sentence
        if len(line) <= LINE and "。" not in line:
            found += _days(line)
            found += [
                date(int(m["y"]), int(m["m"]), 28) for m in _UPDATED.finditer(line) if 1 <= int(m["m"]) <= 12
            ]
    for words in (first, lead):
        # in a sentence a day is that of an event, unless a paper prints it as its own
        found += [
            d
            for d, end in _days_with_ends(words)
            if _PUBLISHED_AT.match(words[end:].lstrip(" 　）)"))
            or end <= 40
            or _IN_BRACKETS.search(words[:end])
        ]
    found += [d for d, end in _days_with_ends(foot) if len(foot) - end <= 6]
    if not found:
        found = [
            date(int(m["y"]), int(m["m"]), 28)
            for m in _MONTH_ONLY.finditer(foot[-24:])
            if 1 <= int(m["m"]) <= 12
        ]
    latest = max(found, default=None)
    # 1992年10月21日经国务院批准: a day long before the data is no day of publication
    return latest if latest and latest.year >= max(years, default=0) else None


def _days(line: str) -> list[date]:
    return [day for day, _ in _days_with_ends(line)]


def _days_with_ends(line: str) -> list[tuple[date, int]]:
    found = []
    for match in _DAY.finditer(line):
        year, month, day = (g for g in match.groups() if g is not None)
        with contextlib.suppress(ValueError, NoNumeralError):
            found.append((date(_digits(year), _digits(month), _digits(day)), match.end()))
    return found


def _digits(text: str) -> int:
    if text.isdigit():
        return int(text)
    return cn_int(text) if len(text) < 4 else int("".join(str(CN[c]) for c in text))
