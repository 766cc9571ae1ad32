"""The evidence for each whom an article may be about: how it is taken up, and what is said of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import log1p

from flows.reference.places import Place
from flows.setting.head import Head
from flows.setting.model import NATION, Subject
from flows.setting.weigh import Features

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


def _own_words(subject: Subject) -> tuple[str, ...]:
    if subject.level == "zone":
        return ()
    if subject.level == "province" and subject.name.endswith("区"):
        return _AUTONOMOUS
    if subject.level == "county" and subject.name.endswith("市"):
        return _OWN["市"]
    return _OWN.get(subject.name[-1:], ())


@dataclass(slots=True)
class Seen:
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
class Taken:
    """What is counted once for all candidates."""

    seen: dict[Subject, Seen] = field(default_factory=dict)
    topics: dict[str, int] = field(default_factory=Counter)
    benchmarks: dict[str, int] = field(default_factory=Counter)
    wholes: dict[str, int] = field(default_factory=Counter)
    title_words: frozenset[str] = frozenset()
    title_wholes: frozenset[str] = frozenset()
    lead_words: frozenset[str] = frozenset()
    # how often anybody is a topic, 1 at least
    mentions: int = 1
    several: int = 0
    it: int = 0
    kinds: dict[str, int] = field(default_factory=Counter)
    title_kinds: frozenset[str] = frozenset()
    aliases: dict[str, Subject] = field(default_factory=dict)


def evidence_for(s: Seen, article: Taken, head: Head, zones: set[Subject]) -> Features:
    """The kinds of evidence for one candidate; each has a row in setting_weights.csv."""
    subject = s.subject
    level = "nation" if subject == NATION else subject.level
    own = _own_words(subject)
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
        "topic_share": s.topics / article.mentions,
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


def only_listed(s: Seen) -> bool:
    """A、B、C分别增长5%、6%、7%: a zone that is never named but with others is not whom it is about."""
    return s.subject.level == "zone" and 0 < s.count == s.listed and s.title < 0 and not s.byline


def _rivals(s: Seen, article: Taken) -> int:
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
