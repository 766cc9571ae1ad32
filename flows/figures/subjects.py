"""Subjects: zones, counties, cities and provinces as they are named in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from flows.figures.lexicon import Lexicon
from flows.figures.model import Subject, Token
from flows.reference.places import Place

_JOIN = re.compile(r"[、和及与]$")
_LIST_END = re.compile(
    r"(?:等)?(?:\d+|[一二两三四五六七八九十]+)?个?(?:设区)?(?:地级)?(?P<kind>市|县|区|地市)(?!场|委|政|值)"
)
_NOT_PART = re.compile(
    r"[的在和与及对将把等为了、，。；：（）()“”《》,;:\s\d]|全市|全省|各|家|个|省级|国家级|类|试点|推动|支持|建设|促进|深化|推进|加快|打造|完善|提升|创新|加强|优化|改革|做[大强]|发展"
)
# words that make a place name the goal or origin of something, not whom the sentence is about
_AWAY = re.compile(r"(?:赴|到|来自|前往|走进|落户|自|从|去|往|驻|位于)$")


@dataclass
class ZoneBook:
    """Zones met so far: registered ones, and those a text names that the register lacks."""

    lexicon: Lexicon
    found: dict[str, dict[str, object]] = field(default_factory=dict)

    def registered(self, row: dict[str, str]) -> Subject:
        """A zone of the register."""
        self.found.setdefault(row["zone_id"], {**_zone_columns(row), "registered": True})
        province = f"{row['city_id'][:2]}0000" if row["city_id"] else None
        return Subject("zone", row["short_name_zh"], province, row["city_id"], row["zone_id"])

    def discovered(self, place: Place, name: str, middle: str, kind: dict[str, str]) -> Subject:
        """A zone made of a place name, an optional middle name and a type word (常州 + 滨江 + 经开区)."""
        short = f"{name}{middle}{kind['short_suffix']}"
        known = self.lexicon.zones.get(short)
        if known:
            return self.registered(known)
        stem = _latin(place.name_en or name)
        if middle:
            from pypinyin import lazy_pinyin  # slow to import, and seldom needed

            stem += "-" + _latin("".join(lazy_pinyin(middle)))
        zone_id = f"{stem}-{kind['slug']}-{place.place_id}"
        self.found.setdefault(
            zone_id,
            {
                "zone_id": zone_id,
                "name_zh": f"{name}{middle}{kind['suffix']}",
                "short_name_zh": short,
                "city_id": place.city_id,
                "county_zh": place.name if place.level == "county" else None,
                "level": "unknown",
                "zone_type": kind["zone_type"],
                "registered": False,
            },
        )
        return Subject("zone", short, place.province_id, place.city_id, zone_id)


def _latin(text: str) -> str:
    """Lower-case letters and digits only: Lu'an → luan, Lüliang → lvliang."""
    return re.sub(r"[^a-z0-9]", "", text.lower().replace("ü", "v")) or "zone"


def _zone_columns(row: dict[str, str]) -> dict[str, object]:
    wanted = ("zone_id", "name_zh", "short_name_zh", "city_id", "county_zh", "level", "zone_type")
    return {name: row[name] for name in wanted}


def place_subject(place: Place) -> Subject:
    """The subject a place stands for."""
    return Subject(place.level, place.name, place.province_id, place.city_id)


@dataclass(frozen=True)
class _Name:
    start: int
    end: int
    text: str


def find_subjects(
    text: str,
    start: int,
    end: int,
    book: ZoneBook,
    province_id: str | None,
    city_id: str | None,
    titles: Sequence[Token] = (),
) -> list[Token]:
    """Subject tokens between two offsets; the value of each is a tuple of subjects.

    A registered zone by any of its names; PLACE + type word as a zone not yet registered; a full place name; a
    list of places closed by 市/县/区 (太原、吕梁两市) as one token. 晋城市开发区 is the city: all its zones together.
    """
    lexicon = book.lexicon
    names = [
        _Name(start + a, start + b, name)
        for a, b, name in lexicon.find_names(text[start:end])
        if not any(t.start <= start + a < t.end for t in titles)
    ]
    tokens: list[Token] = []
    i = 0
    while i < len(names):
        name = names[i]
        if name.text in lexicon.zones:
            tokens.append(
                Token(name.start, name.end, "subject", (book.registered(lexicon.zones[name.text]),))
            )
            i += 1
            continue
        if name.text in lexicon.zone_suffixes:
            i += 1
            continue
        zone = _zone_at(text, names, i, book, province_id, city_id)
        if zone:
            tokens.append(zone[0])
            i = zone[1]
            continue
        listed = _list_at(text, names, i, lexicon, province_id, city_id)
        if listed:
            tokens.append(listed[0])
            i = listed[1]
            continue
        if name.text in lexicon.places.by_name and not _AWAY.search(
            text[max(0, name.start - 3) : name.start]
        ):
            place = lexicon.places.find(name.text, province_id, city_id)
            if place:
                tokens.append(Token(name.start, name.end, "subject", (place_subject(place),)))
        i += 1
    return tokens


def _zone_at(
    text: str, names: list[_Name], i: int, book: ZoneBook, province_id: str | None, city_id: str | None
) -> tuple[Token, int] | None:
    name, lexicon = names[i], book.lexicon
    j = i + 1
    while j < len(names) and names[j].start - name.end <= 6 and names[j].text not in lexicon.zone_suffixes:
        j += 1
    if j >= len(names) or names[j].text not in lexicon.zone_suffixes or names[j].start - name.end > 6:
        return None
    middle = text[name.end : names[j].start]
    if _NOT_PART.search(middle):
        return None
    kind = lexicon.zone_suffixes[names[j].text]
    place = lexicon.places.find(name.text, province_id, city_id)
    if place is None or (j > i + 1 and lexicon.places.find(names[j - 1].text, province_id, city_id)):
        # 阳泉市平定经开区: the nearer place names the zone
        return None
    if (
        not middle
        and place.name == name.text
        and place.level in ("city", "province")
        and names[j].text in ("开发区", "园区")
    ):
        return Token(name.start, names[j].end, "subject", (place_subject(place),)), j + 1
    if place.level == "province" and not middle:
        return None
    short = (
        name.text.removesuffix("市").removesuffix("省")
        if len(name.text) > 2 and place.level != "county"
        else name.text
    )
    if place.level == "county" and len(name.text) > 2 and name.text[-1] in "县市区旗":
        short = name.text[:-1]
    subject = book.discovered(place, short, middle, kind)
    return Token(name.start, names[j].end, "subject", (subject,)), j + 1


def _list_at(
    text: str, names: list[_Name], i: int, lexicon: Lexicon, province_id: str | None, city_id: str | None
) -> tuple[Token, int] | None:
    """大同、朔州、忻州等6市 → the three cities as one token that ends before 等."""
    j = i
    while j + 1 < len(names) and text[names[j].end : names[j + 1].start] in (
        "、",
        "和",
        "及",
        "与",
        "市、",
        "县、",
    ):
        j += 1
    if j == i:
        return None
    match = _LIST_END.match(text, names[j].end)
    full = all(names[k].text in lexicon.places.by_name for k in range(i, j + 1))
    if not match and not full:
        return None
    level = (
        {"市": "city", "地市": "city", "县": "county", "区": "county"}.get(match["kind"]) if match else None
    )
    subjects = []
    for k in range(i, j + 1):
        place = lexicon.places.find(names[k].text, province_id, city_id, level) or lexicon.places.find(
            names[k].text, province_id, city_id
        )
        if place is None:
            return None
        subjects.append(place_subject(place))
    return Token(names[i].start, names[j].end, "subject", tuple(subjects)), j + 1
