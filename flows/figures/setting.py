"""The setting of each article: who speaks, of which year, up to which month."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flows.documents import Article, PreparedDocument
from flows.figures.lexicon import Lexicon
from flows.figures.model import Subject
from flows.figures.periods import Anchor, explicit_year, month, parse, year_of
from flows.figures.subjects import ZoneBook, place_subject
from flows.reference.places import Place

_DATA_AFTER = re.compile(r"[^。！？\n]*?\d")
_AHEAD = re.compile(r"[^。；！？\n\d]{0,20}?(?:力争|确保|争取|预计|计划|将[^近])")
_NO_DATA = re.compile(r"的?(?:目标|指标|任务|计划|工作|经济)")
_PROVINCE_WIDE = re.compile(r"全省|我省|省商务厅|各市")


@dataclass(frozen=True)
class Setting:
    """Home subject, its province, year, as-of month (a month count) and the year of its plan section."""

    home: Subject
    province: Subject
    year: int | None
    as_of: int | None
    plan_year: int | None = None


NOWHERE = Subject("other", "未知")


def settle(prepared: Sequence[PreparedDocument], lexicon: Lexicon, book: ZoneBook) -> dict[str, Setting]:
    """The setting of every article by article id. A follow-up in another file takes its setting from where it began."""
    texts = {a.article_id: (a, p) for p in prepared for a in p.articles}
    settings: dict[str, Setting] = {}
    for article_id, (article, item) in texts.items():
        later = [a for a, _ in texts.values() if a.continuation_of == article_id]
        settings[article_id] = _setting(article, item, lexicon, later, texts)
    for article_id, (article, _) in texts.items():
        begun = settings.get(article.continuation_of or "")
        if begun is not None:
            settings[article_id] = begun
    return settings


def _setting(
    article: Article,
    item: PreparedDocument,
    lexicon: Lexicon,
    later: list[Article],
    texts: dict[str, tuple[Article, PreparedDocument]],
) -> Setting:
    text = item.clean.text
    sidecar = item.document.sidecar
    bylines = [article.byline, *(a.byline for a in later)]
    place = _place(article, text, lexicon, sidecar.city, bylines)
    year, as_of, plan_year = _dates(article, text, lexicon)
    if sidecar.published:
        if year is None:
            year = sidecar.published.year
            year, as_of, plan_year = _dates(article, text, lexicon, year)
        if as_of is None:
            as_of = month(sidecar.published.year, sidecar.published.month) - 1
            year = year_of(as_of)
    if place is None:
        return Setting(NOWHERE, NOWHERE, year, as_of, plan_year)
    province = lexicon.places.by_id[place.province_id]
    return Setting(place_subject(place), place_subject(province), year, as_of, plan_year)


def _place(
    article: Article, text: str, lexicon: Lexicon, city: str | None, bylines: list[str | None]
) -> Place | None:
    """The place that speaks: the sidecar, the byline, the title, the lead, else the province most places lie in."""
    places = lexicon.places
    if city and (place := places.find(city)):
        return place
    for words in (*bylines, article.title):
        if words and (place := _named(words, lexicon)):
            return place
    body = text[article.start : article.end]
    if article.title and _PROVINCE_WIDE.search(article.title):
        return _main_province(body, lexicon)
    lead = body[:120]
    found = [place for place in _full_names(lead, lexicon) if place.level in ("city", "county")]
    if found and not _PROVINCE_WIDE.search(lead):
        return found[0]
    counts = Counter(place.place_id for place in _full_names(body, lexicon) if place.level == "city")
    if counts and not _PROVINCE_WIDE.search(body[:300]):
        top, n = counts.most_common(1)[0]
        if n >= 0.6 * sum(counts.values()):
            return places.by_id[top]
    return _main_province(body, lexicon)


def _named(words: str, lexicon: Lexicon) -> Place | None:
    full = _full_names(words, lexicon)
    if full:
        return full[-1]
    for _, _, name in lexicon.find_names(words):
        if name in lexicon.zones and lexicon.zones[name]["city_id"]:
            return lexicon.places.by_id.get(lexicon.zones[name]["city_id"])
        if name in lexicon.places.by_short and (place := lexicon.places.find(name, level="city")):
            return place
    return None


def _full_names(words: str, lexicon: Lexicon) -> list[Place]:
    found = []
    for _, _, name in lexicon.find_names(words):
        if name in lexicon.places.by_name and (place := lexicon.places.find(name)):
            found.append(place)
    return found


def _main_province(body: str, lexicon: Lexicon) -> Place | None:
    votes: Counter[str] = Counter()
    for _, _, name in lexicon.find_names(body):
        if name in lexicon.zones:
            votes[f"{lexicon.zones[name]['city_id'][:2]}0000"] += 1
        elif name in lexicon.places.by_name or name in lexicon.places.by_short:
            place = lexicon.places.find(name)
            if place:
                votes[place.province_id] += 3 if place.level == "province" and name == place.name else 1
    return lexicon.places.by_id[votes.most_common(1)[0][0]] if votes else None


def _dates(
    article: Article, text: str, lexicon: Lexicon, year: int | None = None
) -> tuple[int | None, int | None, int | None]:
    """Year that speaks, as-of month, and the year of the plan, from the periods of the article's own reporting."""
    report_years: list[int] = []
    plan_year: int | None = None
    fine: list[tuple[str, int | None]] = []
    whole: set[int] = set()
    headings = [article.title or ""]
    for section in article.sections:
        if section.kind == "plan":
            plan_year = plan_year or explicit_year(section.heading)
            continue
        headings.append(section.heading)
        for paragraph in section.paragraphs:
            for match in lexicon.numbers.scan(text, paragraph.start, paragraph.end):
                if match.lastgroup == "period":
                    words = match.group()
                    if words == "全年" and (
                        _NO_DATA.match(text, match.end()) or not _DATA_AFTER.match(text, match.end())
                    ):
                        continue  # 把全年指标拆到月: no data of the year
                    if _AHEAD.match(text, match.end()):
                        continue  # 下半年力争…: no data yet
                    fine.append((words, explicit_year(words)))
    for heading in headings:
        for match in lexicon.numbers.scan(heading):
            if match.lastgroup == "period" and (named := explicit_year(match.group())):
                period = parse(match.group(), Anchor(None, None))
                if period and period.kind == "year":
                    whole.add(named)
                fine.insert(0, (match.group(), named))
    report_years = [named for _, named in fine if named]
    if report_years:
        # a text reports on the latest year that it names as often as any: 2022年以来 is where its story starts
        counts = Counter(report_years)
        year = report_years[0] if not whole else max(whole)
        if counts[max(report_years)] >= counts[year] and not whole:
            year = max(report_years)
    if year is None:
        return None, None, plan_year
    ends: list[int] = []
    all_year = year in whole
    bare = False
    for words, named in fine:
        if named not in (None, year) or words.startswith(("去年", "上年", "前年", "明年")):
            continue
        period = parse(words, Anchor(year, None))
        if period is None or period.span is None:
            continue
        if period.kind in ("range", "until", "month"):
            ends.append(period.span.end)
        elif period.kind in ("whole", "month_end") and named is None and period.kind == "whole":
            all_year = True
        elif period.kind == "year":
            bare = True
    if all_year:
        return year, month(year, 12), plan_year
    if ends:
        return year, max(ends), plan_year
    return year, month(year, 12) if bare else None, plan_year
