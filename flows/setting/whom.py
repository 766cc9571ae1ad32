"""Who an article is about: every place, zone, province and nation that it names or implies, and the evidence for each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from math import log1p

from flows.reference.places import Place
from flows.setting import roles
from flows.setting.evidence import Seen, Taken, evidence_for, only_listed
from flows.setting.head import Head
from flows.setting.model import NATION, NOWHERE, Subject
from flows.setting.subjects import GENERIC_SUFFIXES, GENERIC_USE, find_subjects
from flows.setting.weigh import Candidate
from flows.setting.zones import ZoneBook, place_subject
from flows.words.lexicon import Lexicon, Name

LEAD = 140
"""Characters at the beginning of an article."""
MOST = 40
"""Candidates of one article at most: those named first."""
_ZONES = r"(?:开发区|园区|工业园|产业园|高新区|经开区|集聚区|综保区|综合保税区|集中区|开发平台|功能区|合作区|示范区)(?!管委会)"
# 全市15家省级以上开发区, 全省开发区: all zones of the place
_ALL_ZONES = re.compile(
    rf"(?:共有|现有|已有|各)?(?:\d+|[一二两三四五六七八九十百]+|各|多)?[余多]?[家个]?(?:省级|国家级|市级|自治区级|及?以上|及|各类|重点|主要|类|产业|工业|经济|技术|化工|省|产业集聚区和|[“”])*{_ZONES}|[“\"]?[一二三四五六七八九十\d]区[一二三四五六七八九十多\d]园"
)
_SEVERAL = re.compile(
    rf"(?:各|[两三四五六七八九十\d]{{1,6}}[家个](?:省级|国家级|市级)?(?:以上)?|分|多家)(?:{_ZONES}|园区?看|区看)|各(?:地|市|县|市州|盟市|设区市)(?:区|市)?(?=[，、开园])"
)
_ALL_OF = re.compile(r"全[市省州盟县旗区国疆]|我[市省州盟县旗区国]|本[市县区]")
_IT = re.compile(
    r"(?:该区|该园|我区|区内|园内|全区|园区|开发区|本区|该开发区)(?!等|们|的?各|[、和与及]|看|内设)"
)
_OPENS = re.compile(r"(?:[，。；：、！？\s“（]|[月度年底份前后来]|其中|期间|目前|同期|全年)$")
_BARE = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|[月度年底份前后来，在从]|其中|目前|同期|全年|走进|作为|推动|国家级?|省级)$"
)
_BEGINS = 2
_NATIONWIDE = re.compile(r"全国|我国|商务部|科技部|[家个]国家级|海关总署|^国家级", re.MULTILINE)


def candidates(
    head: Head, text: str, start: int, end: int, names: Sequence[Name], book: ZoneBook
) -> tuple[list[Candidate[Subject]], set[Subject]]:
    """Everybody that an article may be about, with the evidence; and all zones that it names.

    Args:
        head: its title, bylines and sidecar.
        text: cleaned text of the document.
        start: where the article's body begins.
        end: where it ends.
        names: names between the two offsets.
        book: the zones.
    """
    near = _near(head, names, book.lexicon)
    article = _read(head, text, start, end, names, book, near)
    _merge(article)
    _implied(article, head, names, book, near)
    article.mentions = sum(s.topics for s in article.seen.values()) + sum(article.topics.values()) or 1
    found = sorted(article.seen.values(), key=lambda s: (s.title < 0, s.title, s.first < 0, s.first))[:MOST]
    zones = {s.subject for s in article.seen.values() if s.subject.level == "zone" and s.count}
    result = [
        Candidate(s.subject, s.subject.name, evidence_for(s, article, head, zones))
        for s in found
        if not only_listed(s)
    ]
    national = len(_NATIONWIDE.findall(text[start : start + 300])) + 2 * len(_NATIONWIDE.findall(head.title))
    # what a clerk places in a city is not the nation's, nor what says nothing of it
    provinces = {zone.province_id for zone in zones}
    if head.city is None and (national or NATION in article.seen or len(provinces) > 1):
        nation = article.seen.get(NATION) or Seen(NATION)
        evidence = {**evidence_for(nation, article, head, zones), "national": log1p(national)}
        result.append(Candidate(NATION, NATION.name, evidence))
    result.append(Candidate(NOWHERE, NOWHERE.name, {"level_unknown": 1.0}))
    return result, zones


def _merge(article: Taken) -> None:
    """稀土高新区 beside 包头稀土高新区 is the same zone by a shorter name."""
    zones = sorted((s for s in article.seen if s.level == "zone"), key=lambda s: len(s.name))
    for k, short in enumerate(zones):
        longer = [z for z in zones[k + 1 :] if z.name != short.name and z.name.endswith(short.name)]
        if len(longer) != 1:
            continue
        one, other = article.seen[longer[0]], article.seen.pop(short)
        one.title = other.title if one.title < 0 else one.title
        one.byline = one.byline or other.byline
        one.first = min((f for f in (one.first, other.first) if f >= 0), default=-1)
        one.first_topic = min((f for f in (one.first_topic, other.first_topic) if f >= 0), default=-1)
        one.topics += other.topics
        one.count += other.count
        one.short += other.short
        article.aliases[short.name] = longer[0]


def _near(head: Head, names: Sequence[Name], lexicon: Lexicon) -> Subject:
    """Where to look for places first: what the sidecar or a byline says, else the province that most names lie in."""
    place = head.place or _main_place(names, lexicon)
    return place_subject(place) if place else NOWHERE


def _main_place(names: Iterable[Name], lexicon: Lexicon) -> Place | None:
    provinces: Counter[str] = Counter()
    cities: Counter[str] = Counter()
    for name in (n.text for n in names):
        if name in lexicon.zones:
            if zone := lexicon.zones.find(name):
                provinces[zone["province_id"]] += 1
                if zone["city_id"]:
                    cities[zone["city_id"]] += 1
        elif name in lexicon.places.by_name or name in lexicon.places.by_short:
            place = lexicon.places.find(name)
            if place:
                full = name == place.name
                provinces[place.province_id] += 3 if place.level == "province" and full else 1
                if place.city_id:
                    cities[place.city_id] += 2 if full else 1
    if not provinces:
        return None
    top, votes = provinces.most_common(1)[0]
    if 2 * votes <= provinces.total() or (votes < 2 and not cities):
        return None
    inside = Counter({city: n for city, n in cities.items() if city[:2] == top[:2]})
    if inside and inside.most_common(1)[0][1] > 0.6 * inside.total():
        return lexicon.places.by_id.get(inside.most_common(1)[0][0]) or lexicon.places.by_id[top]
    return lexicon.places.by_id[top]


def _read(
    head: Head, text: str, start: int, end: int, names: Sequence[Name], book: ZoneBook, near: Subject
) -> Taken:
    article = Taken()
    in_title: Sequence[Name] = ()
    for words, where in ((head.title, "title"), *((line, "byline") for line in head.bylines)):
        in_line = book.lexicon.find_names(words)
        if where == "title":
            in_title = in_line
        for position, subject in _named(words, in_line, book, near):
            seen = article.seen.setdefault(subject, Seen(subject))
            if where == "title":
                seen.title = position if seen.title < 0 else seen.title
            else:
                seen.byline = True
    tokens = find_subjects(text, start, end, book, near, (), names, bare=False)
    covered: set[int] = set()
    for token in tokens:
        covered.update(range(token.start, token.end))
        low = max(start, text.rfind("。", start, token.start) + 1, text.rfind("\n", start, token.start) + 1)
        topic = roles.of_place(text, low, token.start, token.end) == roles.TOPIC
        for subject in token.value if len(token.value) == 1 else ():
            if subject.level == "enterprise":
                continue  # a report is never a firm's
            seen = article.seen.setdefault(subject, Seen(subject))
            seen.count += 1
            seen.first = token.start - start if seen.first < 0 else seen.first
            if topic:
                seen.topics += 1
                seen.first_topic = token.start - start if seen.first_topic < 0 else seen.first_topic
        if len(token.value) > 1:
            for subject in token.value:
                seen = article.seen.setdefault(subject, Seen(subject))
                seen.count += 1
                seen.listed += 1
    for name in names:
        if name.start in covered or name.text not in book.lexicon.places.by_short:
            continue
        place = book.lexicon.places.find(name.text, near.province_id, near.city_id)
        if place is not None and (
            place.level in ("city", "province") or place_subject(place) in article.seen
        ):
            seen = article.seen.setdefault(place_subject(place), Seen(place_subject(place)))
            seen.short += 1
            seen.first = name.start - start if seen.first < 0 else seen.first
    _count_words(article, head, text, start, end)
    _count_kinds(article, in_title, text, start, end, names, book.lexicon, covered)
    return article


def _named(words: str, names: Sequence[Name], book: ZoneBook, near: Subject) -> list[tuple[int, Subject]]:
    """Subjects that a line names, with where; cities and provinces by their short names too."""
    found = [
        (token.start, subject)
        for token in find_subjects(words, 0, len(words), book, near, (), names, bare=False)
        for subject in token.value
    ]
    taken = {subject for _, subject in found}
    inside = {s.city_id for s in taken if s.level == "zone"}
    for name in names:
        full = name.text in book.lexicon.places.by_name
        if not full and name.text not in book.lexicon.places.by_short:
            continue
        place = book.lexicon.places.find(name.text, near.province_id, near.city_id)
        if place is None or place.place_id in inside or place_subject(place) in taken:
            continue
        if full or place.level in ("city", "province") or words.count(name.text) > 1 or name.start < _BEGINS:
            found.append((name.start, place_subject(place)))
    return sorted(found, key=lambda pair: pair[0])


def _count_words(article: Taken, head: Head, text: str, start: int, end: int) -> None:
    """全市, 我省 and the like: as a topic, as a benchmark, and as all zones of the place."""
    lead: set[str] = set()
    for match in _ALL_OF.finditer(text, start, end):
        word = match.group()
        low = max(
            start, text.rfind("。", start, match.start()) + 1, text.rfind("\n", start, match.start()) + 1
        )
        if _ALL_ZONES.match(text, match.end()):
            role = roles.of_place(text, low, match.start(), match.end())
            # 高于全省开发区平均: all of them, and yet no topic
            (article.wholes if role == roles.TOPIC else article.benchmarks)[word] += 1
            lead |= {word} if role == roles.TOPIC and match.start() - start < LEAD else set()
        elif roles.of_place(text, low, match.start(), match.end()) == roles.TOPIC and not roles.ranked(
            text, match.end()
        ):
            article.topics[word] += 1
            lead |= {word} if match.start() - start < LEAD else set()
        else:
            article.benchmarks[word] += 1
    article.lead_words = frozenset(lead)
    article.title_words = frozenset(_ALL_OF.findall(head.title))
    article.title_wholes = frozenset(
        m.group() for m in _ALL_OF.finditer(head.title) if _ALL_ZONES.match(head.title, m.end())
    )
    article.several = len(_SEVERAL.findall(text[start:end])) + 2 * len(_SEVERAL.findall(head.title))
    article.it = sum(
        m.start() == start or _OPENS.search(text, max(start, m.start() - 2), m.start()) is not None
        for m in _IT.finditer(text, start, end)
    )


def _count_kinds(
    article: Taken,
    in_title: Sequence[Name],
    text: str,
    start: int,
    end: int,
    names: Sequence[Name],
    lexicon: Lexicon,
    covered: set[int],
) -> None:
    """高新区 or 经开区 without a name: which kind of zone is spoken of as if there were only one."""
    for name in names:
        kind = lexicon.zone_suffixes.get(name.text)
        if not kind or name.start in covered or GENERIC_USE.match(text, name.end):
            continue  # 高新区、经开区等平台: any of them
        if _BARE.search(text[max(start, name.start - 2) : name.start]):
            article.kinds[kind["short_suffix"]] += 1
    found = set()
    for name in in_title:
        kind = lexicon.zone_suffixes.get(name.text)
        if kind and name.start not in covered:
            found.add(kind["short_suffix"])
    article.title_kinds = frozenset(found)


def _implied(article: Taken, head: Head, names: Sequence[Name], book: ZoneBook, near: Subject) -> None:
    """Those that are not named but meant: the zone of a kind, the city of its zones, the province of its cities."""
    places = book.lexicon.places
    seen = article.seen
    for subject in list(seen):
        for place_id in (subject.city_id, subject.province_id):
            place = places.by_id.get(place_id or "")
            if place is not None:
                seen.setdefault(place_subject(place), Seen(place_subject(place)))
    around = (head.place, places.by_id.get(near.city_id or ""), places.by_id.get(near.province_id or ""))
    for where in around:
        if where is not None:
            seen.setdefault(place_subject(where), Seen(place_subject(where)))
    named = {s.name for s in seen if s.level == "zone"}
    home = head.place or places.by_id.get(near.city_id or "")
    if home is not None and home.level != "province":
        for suffix in sorted({*article.kinds, *article.title_kinds}):
            if suffix in GENERIC_SUFFIXES or any(name.endswith(suffix) for name in named):
                continue
            kind = next(k for k in book.lexicon.zone_suffixes.values() if k["short_suffix"] == suffix)
            zone = book.of_kind(home, kind) if home.level == "city" else book.of_place(home, home.name, kind)
            seen.setdefault(zone, Seen(zone, bare=True))
