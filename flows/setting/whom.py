"""Who an article is about: every place, zone, province and nation that it names or implies, and the evidence for each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import log1p

from flows.reference.places import Place
from flows.setting import roles
from flows.setting.head import Head
from flows.setting.model import NATION, NOWHERE, Subject
from flows.setting.subjects import GENERIC_SUFFIXES, GENERIC_USE, find_subjects
from flows.setting.weigh import Candidate, Features
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
# the words a text has for the place it is about, by how that place's name ends
_OWN = {
    "市": ("全市", "我市", "本市", "市内"),
    "省": ("全省", "我省", "省内", "省政府", "省商务厅"),
    "州": ("全州", "我州"),
    "盟": ("全盟", "我盟"),
    "县": ("全县", "我县", "本县"),
    "旗": ("全旗", "我旗"),
    "区": ("全区", "我区", "本区"),
    "地": ("全地区",),
    "国": ("全国", "我国"),
}
_AUTONOMOUS = ("全区", "我区", "自治区", "全疆")
_WIDER = {
    "zone": ("全市", "全县", "全省", "全州", "全盟", "全国"),
    "county": ("全省", "全国"),
    "city": ("全省", "全国", "全疆"),
    "province": ("全国",),
}
_ALL_OF = re.compile(r"全[市省州盟县旗区国疆]|我[市省州盟县旗区国]|本[市县区]")
_IT = re.compile(
    r"(?:^|[，。；：、！？\s“（]|[月度年底份前后来]|其中|期间|目前|同期|全年)(?P<it>该区|该园|我区|区内|园内|全区|园区|开发区|本区|该开发区)(?!等|们|的?各|[、和与及]|看|内设)"
)
_BARE = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|[月度年底份前后来，在从]|其中|目前|同期|全年|走进|作为|推动|国家级?|省级)$"
)
_BEGINS = 2
_NATIONWIDE = re.compile(r"全国|我国|商务部|科技部|[家个]国家级|海关总署|^国家级", re.MULTILINE)


def _own_words(subject: Subject) -> tuple[str, ...]:
    if subject.level == "zone":
        return ()
    if subject.level == "province" and subject.name.endswith("区"):
        return _AUTONOMOUS
    if subject.level == "county" and subject.name.endswith("市"):
        return _OWN["市"]
    return _OWN.get(subject.name[-1:], ())


@dataclass(slots=True)
class _Seen:
    """How a subject is taken up in an article."""

    subject: Subject
    title: int = -1
    byline: bool = False
    first: int = -1
    first_topic: int = -1
    topics: int = 0
    count: int = 0
    short: int = 0
    bare: bool = False
    # mentions in a list with others
    listed: int = 0


@dataclass(slots=True)
class _Article:
    """What is counted once for all candidates."""

    seen: dict[Subject, _Seen] = field(default_factory=dict)
    topics: dict[str, int] = field(default_factory=Counter)
    benchmarks: dict[str, int] = field(default_factory=Counter)
    wholes: dict[str, int] = field(default_factory=Counter)
    title_words: frozenset[str] = frozenset()
    title_wholes: frozenset[str] = frozenset()
    lead_words: frozenset[str] = frozenset()
    several: int = 0
    it: int = 0
    kinds: dict[str, int] = field(default_factory=Counter)
    title_kinds: frozenset[str] = frozenset()
    aliases: dict[str, Subject] = field(default_factory=dict)


def candidates(
    head: Head, text: str, start: int, end: int, names: Sequence[Name], book: ZoneBook
) -> list[Candidate[Subject]]:
    """Everybody that an article may be about, with the evidence.

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
    found = sorted(article.seen.values(), key=lambda s: (s.title < 0, s.title, s.first < 0, s.first))[:MOST]
    zones = {s.subject for s in article.seen.values() if s.subject.level == "zone" and s.count}
    result = [
        Candidate(s.subject, s.subject.name, _evidence(s, article, head, zones))
        for s in found
        if not _only_listed(s)
    ]
    national = len(_NATIONWIDE.findall(text[start : start + 300])) + 2 * len(_NATIONWIDE.findall(head.title))
    # what a clerk places in a city is not the nation's, nor what says nothing of it
    provinces = {zone.province_id for zone in zones}
    if head.city is None and (national or NATION in article.seen or len(provinces) > 1):
        nation = article.seen.get(NATION) or _Seen(NATION)
        evidence = {**_evidence(nation, article, head, zones), "national": log1p(national)}
        result.append(Candidate(NATION, NATION.name, evidence))
    result.append(Candidate(NOWHERE, NOWHERE.name, {"level_unknown": 1.0}))
    return result


def _merge(article: _Article) -> None:
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
) -> _Article:
    article = _Article()
    for words, where in ((head.title, "title"), *((line, "byline") for line in head.bylines)):
        for position, subject in _named(words, book, near):
            seen = article.seen.setdefault(subject, _Seen(subject))
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
            seen = article.seen.setdefault(subject, _Seen(subject))
            seen.count += 1
            seen.first = token.start - start if seen.first < 0 else seen.first
            if topic:
                seen.topics += 1
                seen.first_topic = token.start - start if seen.first_topic < 0 else seen.first_topic
        if len(token.value) > 1:
            for subject in token.value:
                seen = article.seen.setdefault(subject, _Seen(subject))
                seen.count += 1
                seen.listed += 1
    for name in names:
        if name.start in covered or name.text not in book.lexicon.places.by_short:
            continue
        place = book.lexicon.places.find(name.text, near.province_id, near.city_id)
        if place is not None and (
            place.level in ("city", "province") or place_subject(place) in article.seen
        ):
            seen = article.seen.setdefault(place_subject(place), _Seen(place_subject(place)))
            seen.short += 1
            seen.first = name.start - start if seen.first < 0 else seen.first
    _count_words(article, head, text, start, end)
    _count_kinds(article, head, text, start, end, names, book.lexicon, covered)
    return article


def _named(words: str, book: ZoneBook, near: Subject) -> list[tuple[int, Subject]]:
    """Subjects that a line names, with where; cities and provinces by their short names too."""
    found = [
        (token.start, subject)
        for token in find_subjects(words, 0, len(words), book, near, bare=False)
        for subject in token.value
    ]
    taken = {subject for _, subject in found}
    inside = {s.city_id for s in taken if s.level == "zone"}
    for name in book.lexicon.find_names(words):
        full = name.text in book.lexicon.places.by_name
        if not full and name.text not in book.lexicon.places.by_short:
            continue
        place = book.lexicon.places.find(name.text, near.province_id, near.city_id)
        if place is None or place.place_id in inside or place_subject(place) in taken:
            continue
        if full or place.level in ("city", "province") or words.count(name.text) > 1 or name.start < _BEGINS:
            found.append((name.start, place_subject(place)))
    return sorted(found, key=lambda pair: pair[0])


def _count_words(article: _Article, head: Head, text: str, start: int, end: int) -> None:
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
    article.it = len(_IT.findall(text[start:end]))


def _count_kinds(
    article: _Article,
    head: Head,
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
    for name in lexicon.find_names(head.title):
        kind = lexicon.zone_suffixes.get(name.text)
        if kind and name.start not in covered:
            found.add(kind["short_suffix"])
    article.title_kinds = frozenset(found)


def _implied(article: _Article, head: Head, names: Sequence[Name], book: ZoneBook, near: Subject) -> None:
    """Those that are not named but meant: the zone of a kind, the city of its zones, the province of its cities."""
    places = book.lexicon.places
    seen = article.seen
    for subject in list(seen):
        for place_id in (subject.city_id, subject.province_id):
            place = places.by_id.get(place_id or "")
            if place is not None:
                seen.setdefault(place_subject(place), _Seen(place_subject(place)))
    around = (head.place, places.by_id.get(near.city_id or ""), places.by_id.get(near.province_id or ""))
    for where in around:
        if where is not None:
            seen.setdefault(place_subject(where), _Seen(place_subject(where)))
    named = {s.name for s in seen if s.level == "zone"}
    home = head.place or places.by_id.get(near.city_id or "")
    if home is not None and home.level != "province":
        for suffix in sorted({*article.kinds, *article.title_kinds}):
            if suffix in GENERIC_SUFFIXES or any(name.endswith(suffix) for name in named):
                continue
            kind = next(k for k in book.lexicon.zone_suffixes.values() if k["short_suffix"] == suffix)
            zone = book.of_kind(home, kind) if home.level == "city" else book.of_place(home, home.name, kind)
            seen.setdefault(zone, _Seen(zone, bare=True))


def _evidence(s: _Seen, article: _Article, head: Head, zones: set[Subject]) -> Features:
    """The kinds of evidence for one candidate; each has a row in setting_weights.csv."""
    subject = s.subject
    level = "nation" if subject == NATION else subject.level
    own = _own_words(subject)
    total = sum(one.topics for one in article.seen.values()) + sum(article.topics.values()) or 1
    is_zone = level == "zone"
    topics = sum(article.topics.get(word, 0) for word in own)
    wholes = sum(article.wholes.get(word, 0) for word in own)
    suffix = (
        next((k for k in (*article.kinds, *article.title_kinds) if subject.name.endswith(k)), None)
        if is_zone
        else None
    )
    evidence = {
        f"level_{level}": 1.0,
        "title": float(s.title >= 0),
        "title_first": float(
            s.title >= 0 and all(o.title < 0 or o.title >= s.title for o in article.seen.values())
        ),
        "title_word": float(bool(article.title_words & set(own))),
        "title_zones": 2.0 * bool(article.title_wholes & set(own)),
        "byline": float(s.byline),
        "lead": float(0 <= s.first < 60),
        "lead_topic": float(0 <= s.first_topic < 60),
        "topic_share": s.topics / total,
        "mentions": log1p(s.count),
        "short": log1p(s.short),
        "own_topic": log1p(topics),
        "own_benchmark": log1p(sum(article.benchmarks.get(word, 0) for word in own)),
        "own_zones": log1p(wholes),
        "own_lead": float(bool(article.lead_words & set(own))),
        "wider_benchmark": log1p(
            sum(article.benchmarks.get(w, 0) for w in _WIDER.get(level, ()) if w not in own)
        ),
        "office": float(head.office == level and (head.place is None or _in(subject, head.place))),
        "office_other": float(head.office is not None and head.office != level),
    }
    if head.city is not None:
        evidence["sidecar_city"] = float(
            (subject.city_id == head.city.place_id and level == "city") or subject.name == head.city.name
        )
        evidence["sidecar_in"] = float(level in ("zone", "county") and _in(subject, head.city))
        evidence["sidecar_out"] = float(level in ("zone", "county", "city") and not _in(subject, head.city))
    if is_zone:
        evidence |= {
            "zone_it": log1p(article.it),
            "zone_kind": log1p(article.kinds.get(suffix, 0)) if suffix else 0.0,
            "zone_kind_title": float(suffix in article.title_kinds),
            "zone_bare": float(s.bare),
            "zone_others": log1p(len(zones - {subject})),
            "zone_rivals": log1p(_rivals(s, article)),
            "zone_several": log1p(article.several),
            "zone_wholes": log1p(sum(article.wholes.values())),
        }
    else:
        evidence[f"{level}_inside"] = log1p(sum(_inside(zone, subject) for zone in zones))
        evidence[f"{level}_several"] = log1p(article.several)
        evidence[f"{level}_it"] = log1p(article.it)
        evidence["unnamed"] = float(s.title < 0 and not s.count and not s.short)
    return {kind: much for kind, much in evidence.items() if much}


def _only_listed(s: _Seen) -> bool:
    """A、B、C分别增长5%、6%、7%: a zone that is never named but with others is not whom it is about."""
    return s.subject.level == "zone" and 0 < s.count == s.listed and s.title < 0 and not s.byline


def _rivals(s: _Seen, article: _Article) -> int:
    """How many other zones are named as often as this one, where no title names it: of several none is the topic."""
    if s.title >= 0:
        return 0
    return sum(
        other is not s and other.subject.level == "zone" and other.count >= max(s.count, 1)
        for other in article.seen.values()
    )


def _in(subject: Subject, place: Place) -> bool:
    """Whether a subject is, or lies in, a place."""
    if place.level == "province":
        return subject.province_id == place.province_id
    if place.level == "county":
        return subject.name == place.name or subject.city_id == place.city_id
    return subject.city_id == place.city_id


def _inside(zone: Subject, subject: Subject) -> bool:
    if subject == NATION:
        return True
    if subject.level == "province":
        return zone.province_id == subject.province_id
    return zone.city_id is not None and zone.city_id == subject.city_id
