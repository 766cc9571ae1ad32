"""The setting of each article: who speaks, of which year, up to which month."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flows.documents import Article, PreparedDocument
from flows.reference.places import Place
from flows.setting.model import NATION, Subject
from flows.setting.subjects import GENERIC_SUFFIXES, ZoneBook, find_subjects, place_subject
from flows.words.lexicon import Lexicon, Name
from flows.words.periods import CN, Anchor, cn_int, explicit_year, month, parse
from flows.words.scan import Scan

_DATA_AFTER = re.compile(r"[^。！？\n]*?\d")
_AHEAD = re.compile(
    r"(?:[^。；！？\n\d]|“[^”]{0,12}”|〔\d+〕\d+号){0,40}?(?:力争|确保|争取|预计|计划|拟|将[^近])"
    r"|[^。；！？，\n\d]{0,4}(?:可|有望|怎么|要|还须|须|必须|前)"
)
_UP_TO = re.compile(r"(?:(?<![截达])[到至]|预计|力争|争取|确保|拟于|将于|计划)$")
_REACHED = re.compile(r"[^。；，]{0,6}(?:已|共有|累计|达)")
_DATE_LINE = re.compile(
    r"(?P<y>20\d\d|二[〇零○]一?[〇零○一二三四五六七八九]{1,2})[-/年](?P<m>\d{1,2}|十[一二]?|[一二三四五六七八九])[-/月]"
    r"(?:(?P<d>\d{1,2}|二?三?十[一二三四五六七八九]?|[一二三四五六七八九])日?)?(?=$|[）)\s\d，,：:讯电消]|[\u4e00-\u9fff])"
)
_ANY_YEAR = re.compile(r"〔(20\d\d)〕|(?<!\d)(20\d\d)年\d{1,2}月\d{1,2}日")
# 2025年第7期 is an issue, 2024年重点工作 a plan: neither says that the data are the year's
_ISSUE = re.compile(r"[（(]?第|度?(?:工作计划|工作要点|重点任务|目标|计划)")
_IN_TITLE = re.compile(r"《[^《》]{0,60}》")
# 南屏科技工业园简介: a park that the title names and no place list knows
_OWN_PARK = re.compile(
    r"(?P<own>[\u4e00-\u9fff]{2,8}?)(?P<kind>工业园区|工业园|产业园区|产业集聚区|工业集中区)(?:简介|概况|介绍|基本情况|情况|$)"
)
_DATELINE = re.compile(r"本报[^，。]{0,12}讯")
_NO_DATA = re.compile(r"的?(?:目标|指标|任务|计划|工作|经济)")
# what is said of a whole city or of many zones is no article of one zone
_WIDER = re.compile(
    r"全[省市县](?!(?:各?[^，。；、\d]{0,6}(?:第|首位|排名|平均|前列|领跑))|的?\d)|我[省市]|各(?:地|市|县|区|开发区|园区)|[两三四五六七八九十\d]+[个家](?:省级|国家级)?(?:开发区|园区|高新区|经开区)"
)
_NATIONAL = re.compile(r"全国|我国|商务部|科技部|[家个]国家级|^国家级", re.MULTILINE)
_SOURCE = re.compile(
    r"来源[:：]\s*(?P<name>[\u4e00-\u9fff]{2,8}?)(?:日报|晚报|晨报|广播|电视|新闻|发布|融媒)"
)
_CITY_OFFICE = re.compile(r"[省市]商务局|[省市]统计局|[省市](?:工信|科技|发改)")
LEAD = 200
_PROVINCE_WIDE = re.compile(r"全省|我省|省商务厅|各市|各盟市|自治区(?!级)|各设区市|全自治区")


@dataclass(frozen=True)
class Setting:
    """Home subject, its province, year, as-of month (a month count) and the year of its plan section."""

    home: Subject
    province: Subject
    year: int | None
    as_of: int | None
    plan_year: int | None = None


NOWHERE = Subject("other", "未知")


def settle(
    prepared: Sequence[PreparedDocument], lexicon: Lexicon, book: ZoneBook, scans: Mapping[str, Scan]
) -> dict[str, Setting]:
    """The setting of every article by article id. A follow-up in another file takes its setting from where it began.

    Args:
        prepared: the documents.
        lexicon: the words.
        book: the zones met so far.
        scans: by document id, what a search of its text found.
    """
    texts = {a.article_id: (a, p) for p in prepared for a in p.articles}
    followed: dict[str | None, list[Article]] = {}
    for article, _ in texts.values():
        followed.setdefault(article.continuation_of, []).append(article)
    settings: dict[str, Setting] = {}
    for article_id, (article, item) in texts.items():
        later = followed.get(article_id, [])
        book.open(item.document.document_id)
        settings[article_id] = _setting(article, item, book, later, scans[item.document.document_id])
    for article_id, (article, item) in texts.items():
        begun = settings.get(article.continuation_of or "")
        if begun is not None:
            settings[article_id] = begun
            book.open(item.document.document_id)
            book.lend(begun.home, texts[article.continuation_of or ""][1].document.document_id)
    return settings


def _setting(
    article: Article,
    item: PreparedDocument,
    book: ZoneBook,
    later: list[Article],
    scan: Scan,
) -> Setting:
    text, lexicon = item.clean.text, book.lexicon
    sidecar = item.document.sidecar
    bylines = [article.byline, *(a.byline for a in later)]
    place = _place(article, text, lexicon, sidecar.city, bylines, scan)
    year, as_of, plan_year = _dates(article, text, lexicon, sidecar.published, scan)
    if place is None:
        home = NATION if _NATIONAL.search(text, article.start, article.start + LEAD) else NOWHERE
        return Setting(home, home, year, as_of, plan_year)
    province = place_subject(lexicon.places.by_id[place.province_id])
    home = place_subject(place)
    if not any(bylines) or not any(_CITY_OFFICE.search(words) for words in bylines if words):
        home = _home_zone(article, text, book, home) or home
    return Setting(home, province, year, as_of, plan_year)


def _home_zone(article: Article, text: str, book: ZoneBook, home: Subject) -> Subject | None:
    """The one zone that an article is about, by its title or, where that names none, by its lead."""
    body = _IN_TITLE.sub("", text[article.start : article.end])
    for words in (_IN_TITLE.sub("", article.title or ""), body[:LEAD]):
        zones = {
            subject.zone_id: subject
            for token in find_subjects(words, 0, len(words), book, home)
            for subject in token.value
            if subject.level == "zone"
        }
        if not zones and words != body[:LEAD] and (own := _OWN_PARK.match(words)) and home.city_id:
            kind = book.lexicon.zone_suffixes[own["kind"]]
            city = book.lexicon.places.by_id[home.city_id]
            return book.discovered(city, own["own"], "", kind)
        if len(zones) > 1 or (zones and _WIDER.search(words)):
            return None
        if zones:
            return next(iter(zones.values()))
        # 高新区交出答卷: the kind stands in the title, its city further down
        kinds = [
            k
            for k in book.lexicon.zone_suffixes.values()
            if k["zone_type"] != "other" and k["suffix"] in words and k["suffix"] not in GENERIC_SUFFIXES
        ]
        if kinds and words != body[:LEAD] and not _WIDER.search(words):
            suffix = max(kinds, key=lambda k: len(k["suffix"]))["short_suffix"]
            named = Counter(
                subject
                for token in find_subjects(body, 0, len(body), book, home)
                for subject in token.value
                if subject.level == "zone" and subject.name.endswith(suffix)
            )
            if len(named) == 1 or (named and named.most_common(1)[0][1] > sum(named.values()) / 2):
                return named.most_common(1)[0][0]
    return None


def _place(
    article: Article, text: str, lexicon: Lexicon, city: str | None, bylines: list[str | None], scan: Scan
) -> Place | None:
    """The place that speaks: the sidecar, the byline, the title, the lead, else the province most places lie in."""
    places = lexicon.places
    if city and (place := places.find(city)):
        return place
    for words in (*bylines, article.title):
        if words and (place := _named(_DATELINE.sub("", words), lexicon)):
            return place
    body = text[article.start : article.end]
    names = scan.names_between(article.start, article.end)
    if article.title and _PROVINCE_WIDE.search(article.title):
        return _main_province(names, lexicon)
    lead = body[:120]
    found = [
        place for place in _full_names(lexicon.find_names(lead), lexicon) if place.level in ("city", "county")
    ]
    if found and not _PROVINCE_WIDE.search(lead):
        return found[0]
    counts = Counter(place.place_id for place in _full_names(names, lexicon) if place.level == "city")
    if counts and not _PROVINCE_WIDE.search(body[:300]):
        top, n = counts.most_common(1)[0]
        if n >= 0.6 * sum(counts.values()):
            return places.by_id[top]
    source = _SOURCE.search(body)
    if source and not _PROVINCE_WIDE.search(body) and (place := _named(source["name"], lexicon)):
        return place  # （来源：玉溪日报）
    return _main_province(names, lexicon)


def _named(words: str, lexicon: Lexicon) -> Place | None:
    names = lexicon.find_names(words)
    full = _full_names(names, lexicon)
    if full:
        return full[-1]
    for i, name in enumerate(names):
        if name.text in lexicon.zones and (row := lexicon.zones.find(name.text)):
            return lexicon.places.by_id[row["city_id"] or row["province_id"]]
        following = names[i + 1] if i + 1 < len(names) else None
        # 金坛开发区: a county only where its zone is named
        zone = following and following.start == name.end and following.text in lexicon.zone_suffixes
        if name.text in lexicon.places.by_short and (
            place := lexicon.places.find(name.text, level="city") or (zone and lexicon.places.find(name.text))
        ):
            return place
    return None


def _full_names(names: Sequence[Name], lexicon: Lexicon) -> list[Place]:
    found = []
    for name in (n.text for n in names):
        if name in lexicon.places.by_name and (place := lexicon.places.find(name)):
            found.append(place)
    return found


def _main_province(names: Sequence[Name], lexicon: Lexicon) -> Place | None:
    votes: Counter[str] = Counter()
    for name in (n.text for n in names):
        if name in lexicon.zones:
            if row := lexicon.zones.find(name):
                votes[row["province_id"]] += 1
        elif name in lexicon.places.by_name or name in lexicon.places.by_short:
            place = lexicon.places.find(name)
            if place:
                votes[place.province_id] += 3 if place.level == "province" and name == place.name else 1
    top = votes.most_common(1)
    # one short name proves nothing: it may be part of another word; and what names places all over speaks for none of them
    named = bool(top) and top[0][1] > 1 and 2 * top[0][1] > votes.total()
    return lexicon.places.by_id[top[0][0]] if named else None


@dataclass(frozen=True)
class _Said:
    """A period as the article's own reporting says it: its words, the year it names, whether data follow."""

    words: str
    year: int | None
    data: bool


def _dates(
    article: Article, text: str, lexicon: Lexicon, published: date | None, scan: Scan
) -> tuple[int | None, int | None, int | None]:
    """Year that speaks (今年), as-of month, and the year of the plan, from the periods of the article's own reporting.

    The as-of month is the latest month-end that the article's own data reach; nothing reaches beyond the day of
    publication, which the sidecar states or a date line does.
    """
    headings, said, plan_year, ahead, titles = _said(article, text, lexicon, scan)
    published = published or _date_line(article, text, [w.year for w in said if w.year])
    whole = set()
    for words in headings:
        period = parse(words.words, Anchor(None, None))
        if words.year and words.data and period and period.kind == "year":
            whole.add(words.year)
    if published:
        # 2026年主要工作 in a report of February 2026 lies ahead
        whole = {year for year in whole if month(year, 12) <= _month_of(published)}
    spoken = [*headings, *said]
    years = [w.year for w in spoken if w.year and not (published and w.year > published.year)]
    year: int | None = None
    if whole & set(years):
        year = max(whole & set(years))
    elif published and any(w.words.startswith(("今年", "本年")) for w in said):
        year = published.year
        ends = _ends(spoken, year)
        if ends and min(ends) > _month_of(published):
            year -= 1
    elif years:
        # a text reports on the latest year that it names as often as any: 2022年以来 is where its story starts
        counts = Counter(years)
        year = max(years) if counts[max(years)] >= counts[years[0]] else years[0]
    elif published:
        year = published.year
        ends = _ends(spoken, year)
        if ends and min(ends) > _month_of(published):
            year -= 1  # 1-12月 in a paper of January
    if year is None:
        # contract: "else from other dates in the article": 内能综合〔2024〕83号
        found = [int(m[1] or m[2]) for m in _ANY_YEAR.finditer(text, article.start, article.end)]
        year = max(found) if found else min(ahead, default=None)
    if year is None:
        return None, None, plan_year
    speaking = published.year if published and 0 <= published.year - year <= 1 else year
    bare = any(w.year == year and w.data and (_is_year(w.words) or "年底" in w.words) for w in said)
    all_year = any(w.words == "全年" and w.data for w in said)
    # 10月已经封顶 is an event; what a single month tells of the reach of the data, a range tells better
    ends = _ends(said, year, ("range", "until")) + _ends(headings, year, ("range", "until"))
    if not ends and not bare and not all_year:
        ends = _ends(said, year, ("month",)) or _ends(headings, year, ("month",))
    titled = _ends(headings[:titles], year, ("range",))
    ends = titled or ends
    ends = [end for end in ends if not published or end <= _month_of(published)]
    december = month(year, 12)
    past = not published or december <= _month_of(published)
    if year in whole and past:
        as_of: int | None = december
    elif ends and not (bare and past and sum(_is_year(w.words) and w.data for w in said) > len(ends)):
        as_of = max(ends)
    elif (bare or all_year) and past:
        as_of = december
    elif (
        published
        and published.month <= 6
        and any(w.words[:2] in ("去年", "上年") and w.data for w in said)
        and not any(w.words == "今年以来" and w.data for w in said)
    ):
        as_of = month(published.year - 1, 12)  # a speech of the new year on the old one
    elif published:
        as_of = max(min(december, _month_of(published) - 1), month(year, 1))
    else:
        as_of = None
    return speaking, as_of, plan_year


def _said(
    article: Article, text: str, lexicon: Lexicon, scan: Scan
) -> tuple[list[_Said], list[_Said], int | None, list[int], int]:
    """Periods of the headings, of the text, the plan's year, the years ahead (到2027年), and how many the title says."""
    ahead: list[int] = []
    plan_year: int | None = None
    said: list[_Said] = []
    titles = [article.title or ""]
    for section in article.sections:
        if section.kind == "plan":
            plan_year = plan_year or explicit_year(section.heading)
            continue
        titles.append(section.heading)
        for paragraph in section.paragraphs:
            for token in scan.numbers[paragraph.start]:
                if token.kind != "period":
                    continue
                words, end = token.value, token.end
                data = bool(_DATA_AFTER.match(text, end)) and not _NO_DATA.match(text, end)
                if words == "全年" and not data:
                    continue  # 把全年指标拆到月: no data of the year
                before = text[max(0, token.start - 2) : token.start]
                named = explicit_year(words)
                if _AHEAD.match(text, end) or (_UP_TO.search(before) and not _REACHED.match(text, end)):
                    ahead += [named] if named else []
                else:
                    said.append(_Said(words, named, data))
    spoken = [
        [
            _Said(match.group(), explicit_year(match.group()), not _ISSUE.match(title, match.end()))
            for match in lexicon.numbers.scan(title)
            if match.lastgroup == "period"
        ]
        for title in titles
    ]
    return [w for words in spoken for w in words], said, plan_year, ahead, len(spoken[0])


def _is_year(words: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d年度?", words))


def _month_of(day: date) -> int:
    return month(day.year, day.month)


def _ends(said: Sequence[_Said], year: int, kinds: Sequence[str] = ("range", "until", "month")) -> list[int]:
    """Where the ranges, months and 截至 of a year end."""
    ends = []
    for words in said:
        if words.year not in (None, year) or words.words.startswith(("去年", "上年", "前年", "明年")):
            continue
        period = parse(words.words, Anchor(year, None))
        if period and period.span and period.kind in kinds and (words.data or period.kind == "range"):
            ends.append(period.span.end)
    return ends


def _date_line(article: Article, text: str, years: list[int]) -> date | None:
    """The day of publication, where the head, the byline or the foot of an article prints it."""
    places = [article.title or "", article.byline or "", text[article.start : article.start + 160]]
    places += [text[max(article.start, article.end - 60) : article.end]]
    found = []
    for place in places:
        for match in _DATE_LINE.finditer(place):
            with contextlib.suppress(ValueError):
                year, month_of_year, day = (_digits(g) if g else 28 for g in match.group("y", "m", "d"))
                found.append(date(year, month_of_year, day))
    latest = max(found, default=None)
    # 1992年10月经国务院批准: a day long before the data is no day of publication
    return latest if latest and latest.year >= max(years, default=0) else None


def _digits(text: str) -> int:
    return (
        int(text)
        if text.isdigit()
        else cn_int(text)
        if len(text) < 4
        else int("".join(str(CN[c]) for c in text))
    )
