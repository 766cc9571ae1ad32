"""Subjects: zones, counties, cities and provinces as they are named in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import attrgetter

from flows.setting.model import Subject
from flows.setting.naming import own_name
from flows.setting.parks import AND, BEING_BUILT, NOT_OWN, firms_in, parks_in
from flows.setting.zones import ZoneBook, place_subject
from flows.words.lexicon import Lexicon, Name
from flows.words.model import Token

MOST_LISTED = 60
"""Subjects of one list at most."""
_GIVEN = re.compile(r"[（(]\d+(?:\.\d+)?[%％）)]")
# 昆山、江宁经开区; 徐州、连云港两家经开区: the type word behind a list of places holds for each
_LIST_OF_ZONES = re.compile(r"(?:[两三四五六七八九十\d]+[个家])?(?:国家级|省级|国家)?")
_LIST_END = re.compile(
    r"(?:等)?(?:\d+|[一二两三四五六七八九十]+)?个?(?:设区)?(?:地级)?(?P<kind>市|县|区|地市)(?!场|委|政|值)"
)
_NOT_PART = re.compile(
    r"[的在和与及对将把等为了、，。；：（）()“”《》,;:\s\d]|举行|召开|开展|今年|去年|全市|全省|各|家|个|省级|国家级|类|试点|推动|支持|建设|促进|深化|推进|加快|打造|完善|提升|创新|加强|优化|改革|做[大强]|(?<!经济)发展|[两二三四五六七八九]大"
)
# 长沙13家园区, 株洲园区: all zones of the city
_CITYS_ZONES = re.compile(
    r"(?:(?:\d+|[两三四五六七八九十]+)[家个](?:国家级|省级|市级)?(?:以上)?(?:各类|重点)?(?:产业|工业)?(?:园区|开发区|产业集聚区|高新区|经开区)|园区|产业园区|工业园区)(?!管委会)"
)
# words that make a place name the goal or origin of something, not whom the sentence is about
_OFFICE = re.compile(r"委|政府|人大|政协|领导|商务局|统计局|级|人民政府|公安")
_AWAY = re.compile(r"(?:赴|到|来自|前往|走进|落户|自|从|去|往|驻|位于)$")
# type words that mean any zone, or all of them, where no name stands before
GENERIC_SUFFIXES = {
    "开发区", "产业园区", "工业园", "工业园区", "工业区", "科技园", "科技园区", "物流园", "物流园区", "化工园", "化工园区",
    "循环经济园区", "农业科技园区", "工业示范基地", "新区", "示范区", "示范园区", "合作区", "国家高新区", "先进制造业开发区",
    "工业集中区", "工业集中发展区", "产业集中区", "产业集聚区", "工业集聚区",
}  # fmt: skip
GENERIC_USE = re.compile(
    r"(?:共|各)?有?(?:\d+|[一二两三四五六七八九十]+)[个家]|(?:[、和与及](?:经开区|高新区|开发区|综保区|产业园区?|工业园区?|示范区|[\u4e00-\u9fff]{2,4}区)){0,5}等"
    r"|建设|发展|创建|的?各|升级|扩区|调区|改革|管理办法|考核|数量|总数|平均|名单"
)
_CLAUSE_LEAD = re.compile(
    r"(?:[，。；：、！？“”（）,;:\s]|^|其中|全市|底|月|季度|半年|年)(?:其中|全市|我市|全县|市)?(?P<own>[\u4e00-\u9fff]{2,5})?$"
)
_OWN_LISTED = re.compile(r"[、和与及]([\u4e00-\u9fff]{2,5})")
_LISTS = re.compile(r"(?:[，,、；;：:。中]|其中|[和与及])$")
_COUNT = r"\d[\d,.]*余?(?:个|家|户|项|宗|件|起|[亿万]?元|亿|%|％|[亿万]美元)"
_ITS_NUMBER = re.compile(rf"(?:各?有|为|达)?{_COUNT}")
_EACH_NUMBER = re.compile(rf"(?:各有?|均为?|分别为?|合计){_COUNT}")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_BY_FIRST = re.compile(r"(?:^|[^\u4e00-\u9fff])([\u4e00-\u9fff])$")
_OTHERS = re.compile(r"(?:家级|省级|各|其他|有|两个|个|家|类|全[省市县州盟国]|[我本][省市县])$")


def find_subjects(
    text: str,
    start: int,
    end: int,
    book: ZoneBook,
    home: Subject,
    titles: Sequence[Token] = (),
    found: Sequence[Name] | None = None,
    bare: bool = True,
) -> list[Token]:
    """Subject tokens between two offsets; the value of each is a tuple of subjects. `home` is who speaks.

    `found` are the names between the offsets, where the whole text has been searched for them before. `bare`: a type
    word alone (高新区) is the zone of that kind of the place that speaks.

    A registered zone by any of its names; PLACE + type word as a zone not yet registered; a full place name; a
    list of places closed by 市/县/区 (太原、吕梁两市) as one token. 晋城市开发区 is the city: all its zones together.
    """
    lexicon = book.lexicon
    if found is None:
        found = [
            Name(start + name.start, start + name.end, name.text)
            for name in lexicon.find_names(text[start:end])
        ]
    tokens: list[Token] = []
    if book.local_pattern is not None:
        tokens = [
            Token(m.start(), m.end(), "subject", (book.local[m.group()],))
            for m in book.local_pattern.finditer(text, start, end)
        ]
    taken = [*titles, *tokens]
    names = _parts_in_lists(
        text, [n for n in found if not any(t.start <= n.start < t.end for t in taken)], lexicon
    )
    i = 0
    while i < len(names):
        token, i = _token_at(text, start, names, i, book, home, tokens, bare)
        if token is not None:
            tokens.append(token)
    if text.find("园", start, end) >= 0 or text.find("区", start, end) >= 0:
        tokens += parks_in(text, start, end, tokens, book, home)
    if text.find("公司", start, end) >= 0:
        tokens += firms_in(text, start, end, tokens)
    return _listed(text, sorted(tokens, key=attrgetter("start"))) if len(tokens) > 1 else tokens


def _token_at(
    text: str,
    start: int,
    names: list[Name],
    i: int,
    book: ZoneBook,
    home: Subject,
    before: Sequence[Token],
    bare: bool,
) -> tuple[Token | None, int]:
    """The subject that begins with name i, if it is one, and the name to go on with."""
    lexicon, name = book.lexicon, names[i]
    if name.text in lexicon.zones:
        row = (
            None
            if _of_province(name, lexicon)
            else lexicon.zones.find(name.text, home.province_id, home.city_id)
        )
        if row:
            return Token(name.start, name.end, "subject", (book.registered(row),)), i + 1
        # the register has several of this name, or one elsewhere
        if not _HAN.match(text, max(start, name.start - 1), name.start) and (
            own := book.of_its_own(name.text, home)
        ):
            return Token(name.start, name.end, "subject", (own,)), i + 1
        names[i : i + 1] = _parts(name, lexicon)
        return None, i
    if name.text in lexicon.zone_suffixes:
        last = before[-1] if before and before[-1].value[-1].level == "zone" else None
        return _unplaced_zone(text, start, name, book, home, last, bare), i + 1
    for several in (_zone_at, _list_at):
        if found := several(text, names, i, book, home):
            return found
    full = name.text in lexicon.places.by_name
    if not full and _CITYS_ZONES.match(text, name.end):
        place = lexicon.places.find(name.text, home.province_id, home.city_id)
        if place is not None and place.level != "county":
            return Token(name.start, name.end, "subject", (place_subject(place),)), i + 1
    if full and (_AWAY.search(text[max(0, name.start - 3) : name.start]) or _OFFICE.match(text, name.end)):
        return None, i + 1
    if not full and (counted := _counted(text, start, names, i, book, home)):
        return counted
    if not full and not _GIVEN.match(
        text, name.end
    ):  # 滨州（12.1%）: a short name with its number in brackets
        return None, i + 1
    place = lexicon.places.find(name.text, home.province_id, home.city_id)
    return (Token(name.start, name.end, "subject", (place_subject(place),)) if place else None), i + 1


def _parts_in_lists(text: str, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """The names, but 江宁经开区 as 江宁 + 经开区 where a bare place stands before it in a list: 昆山、江宁经开区."""
    opened: list[Name] = []
    for name in names:
        last = opened[-1] if opened else None
        if (
            last
            and name.start - last.end == 1
            and text[last.end] in "、和及与"
            and last.text in lexicon.places.by_short
            and name.text in lexicon.zones
        ):
            opened += _parts(name, lexicon)
        else:
            opened.append(name)
    return opened


def _of_province(name: Name, lexicon: Lexicon) -> bool:
    """江西工业园区: all of a province, whatever park elsewhere has the name."""
    split = lexicon.zones.split(name.text)
    place = lexicon.places.find(split[0], level="province") if split else None
    return (
        place is not None
        and not place.name.endswith("市")
        and split is not None
        and split[1] in GENERIC_SUFFIXES
    )


def _parts(name: Name, lexicon: Lexicon) -> list[Name]:
    """The places and type words in a zone's name; none where it has no such parts."""
    parts = lexicon.find_names(name.text, registered=False)
    return [
        Name(name.start + part.start, name.start + part.end, part.text)
        for part in parts
        if part.text != name.text
    ]


def _listed(text: str, tokens: list[Token]) -> list[Token]:
    """齐河经开区、邹平经开区和沂水经开区: zones in a list are one token with all of them."""
    joined: list[Token] = []
    for token in tokens:
        last = joined[-1] if joined else None
        if (
            last
            and len(last.value) < MOST_LISTED
            and {s.level for s in last.value + token.value} == {"zone"}
            and AND.fullmatch(text, last.end, token.start)
        ):
            joined[-1] = Token(last.start, token.end, "subject", last.value + token.value)
        else:
            joined.append(token)
    return joined


def _unplaced_zone(
    text: str, start: int, name: Name, book: ZoneBook, home: Subject, last: Token | None, bare: bool
) -> Token | None:
    """高新区 or 滨江经开区 without its city, where a clause begins: the zone of the city that speaks, or who speaks.

    `last`: the zone named before. Right behind it in a list, any park is one (南川工业园区、甘河工业园区).
    """
    kind = book.lexicon.zone_suffixes[name.text]
    before = text[max(start, name.start - 12) : name.start]
    if (
        home.level == "zone"
        and home.name.endswith((name.text, kind["short_suffix"]))
        and _own_before(before, book, home) is None
    ):
        if _OTHERS.search(text, max(start, name.start - 3), name.start) or GENERIC_USE.match(text, name.end):
            return None
        return Token(name.start, name.end, "subject", (home,))
    place = book.lexicon.places.by_id.get(home.city_id or "")
    if last is not None and (listed := _OWN_LISTED.fullmatch(text, last.end, name.start)):
        if _NOT_PART.search(listed[1]) or NOT_OWN.search(listed[1]):
            return None
        subject = book.discovered(place, listed[1], "", kind)
        return Token(listed.start(1), name.end, "subject", (subject,))
    if GENERIC_USE.match(text, name.end) or (name.text.endswith("园") and BEING_BUILT.match(text, name.end)):
        return None
    firm = kind["zone_type"] != "other" and name.text not in GENERIC_SUFFIXES
    if firm and place is not None and (by := _BY_FIRST.search(before)) and place.name.startswith(by[1]):
        # 哈经开区: its city by the first character
        return Token(name.start - 1, name.end, "subject", (book.of_kind(place, kind),))
    lead = _CLAUSE_LEAD.search(before)
    if firm and lead is not None and not lead["own"]:
        if place is None or not bare:
            return None
        return Token(name.start, name.end, "subject", (book.of_kind(place, kind),))
    # 宾西开发区 where a clause begins; elsewhere 开发区 may be anybody's
    own = _own_before(before, book) if firm or lead is not None else None
    if own is None:
        return None
    # a name that nobody knows is a zone of its own, never the last known one
    subject = book.discovered(place, own, "", kind)
    return Token(name.start - len(own), name.end, "subject", (subject,))


def _own_before(before: str, book: ZoneBook, home: Subject | None = None) -> str | None:
    """The name of its own that a zone has before its type word, none of them `home`'s: 乙河 before 经开区."""
    own = own_name(before, book)
    if own is None or NOT_OWN.search(own) or _NOT_PART.search(own):
        return None
    return None if home is not None and home.name.startswith(own[:2]) else own


def _says_all(words: str, book: ZoneBook) -> bool:
    """Whether a place is called by words that mean the whole of whoever speaks: 全州."""
    return any(
        term.text == words and "scope_subject" in term.tags for _, _, term in book.lexicon.find_terms(words)
    )


def _zone_at(
    text: str, names: Sequence[Name], i: int, book: ZoneBook, home: Subject
) -> tuple[Token, int] | None:
    name, lexicon = names[i], book.lexicon
    province_id, city_id = home.province_id, home.city_id
    j = i + 1
    while j < len(names) and names[j].start - name.end <= 6 and names[j].text not in lexicon.zone_suffixes:
        j += 1
    if j >= len(names) or names[j].text not in lexicon.zone_suffixes or names[j].start - name.end > 6:
        return None
    middle = text[name.end : names[j].start]
    if _NOT_PART.search(middle):
        return None
    kind = lexicon.zone_suffixes[names[j].text]
    if names[j].text.endswith("园") and BEING_BUILT.match(text, names[j].end):
        return None
    place = lexicon.places.find(name.text, province_id, city_id)
    if place is not None and place.city_id != city_id and _says_all(name.text, book):
        return None  # 全州经开区 of an autonomous prefecture: all of it, and not the county of that name
    if place is None or (j > i + 1 and lexicon.places.find(names[j - 1].text, province_id, city_id)):
        # 阳泉市平定经开区: the nearer place names the zone
        return None
    if (
        not middle
        and name.text in lexicon.places.names_of[place.place_id][:-1]
        and place.level in ("city", "province")
        and names[j].text in ("开发区", "园区")
    ):
        return Token(name.start, names[j].end, "subject", (place_subject(place),)), j + 1
    if place.level == "province" and not (place.name.endswith("市") and not middle):
        # 新疆准东经开区 is 准东's; 山西开发区 are all of them
        if not middle or own_name(middle, book) != middle:
            return None
        return Token(name.start, names[j].end, "subject", (book.discovered(place, middle, "", kind),)), j + 1
    speaking = lexicon.places.by_id.get(city_id or "")
    if (
        speaking is not None
        and place.level == "county"
        and place.province_id != province_id
        and name.text not in lexicon.places.by_name
    ):
        # 南川工业园区 in a report of 西宁: a park of the city that speaks, not one of a county far away
        own = book.discovered(speaking, name.text, middle, kind)
        return Token(name.start, names[j].end, "subject", (own,)), j + 1
    subject = book.of_place(place, name.text, kind, middle)
    return Token(name.start, names[j].end, "subject", (subject,)), j + 1


def _counted(
    text: str, start: int, names: Sequence[Name], i: int, book: ZoneBook, home: Subject
) -> tuple[Token, int] | None:
    """其中南昌4个、赣州3个、九江和宜春各2个: short names in a list, each with its number."""
    if names[i].start > start and not _LISTS.search(text, max(start, names[i].start - 2), names[i].start):
        return None
    if i and names[i - 1].end == names[i].start - 1 and AND.match(text, names[i - 1].end):
        return None  # 东湖、襄阳、仙桃7个国家高新区: how many these are
    subjects: list[Subject] = []
    j, end = i, names[i].end
    while True:
        subject = book.stems.get(names[j].text)
        place = book.lexicon.places.find(names[j].text, home.province_id, home.city_id)
        if subject is None and (place is None or place.province_id != home.province_id):
            return None
        subjects.append(subject or place_subject(place))  # type: ignore[arg-type]
        end = names[j].end
        if j + 1 < len(names) and names[j + 1].start == end + 1 and AND.match(text, end):
            j += 1
            continue
        break
    if not (_EACH_NUMBER if j > i else _ITS_NUMBER).match(text, end):
        return None
    return Token(names[i].start, end, "subject", tuple(subjects)), j + 1


def _list_at(
    text: str, names: Sequence[Name], i: int, book: ZoneBook, home: Subject
) -> tuple[Token, int] | None:
    """大同、朔州、忻州等6市 → the three cities as one token that ends before 等; 昆山、江宁经开区 → the two zones."""
    lexicon, province_id, city_id = book.lexicon, home.province_id, home.city_id
    j = i
    while (
        j + 1 < len(names)
        and j - i < MOST_LISTED
        and text[names[j].end : names[j + 1].start]
        in (
            "、",
            "和",
            "及",
            "与",
            "市、",
            "县、",
        )
    ):
        j += 1
    if j == i:
        return None
    lead = _LIST_OF_ZONES.match(text, names[j].end)
    following = names[j + 1] if j + 1 < len(names) else None
    if lead and following and following.start == lead.end() and following.text in lexicon.zone_suffixes:
        kind = lexicon.zone_suffixes[following.text]
        zones = []
        for k in range(i, j + 1):
            place = lexicon.places.find(names[k].text, province_id, city_id)
            if place is None:
                return None
            zones.append(book.of_place(place, names[k].text, kind))
        return Token(names[i].start, following.end, "subject", tuple(zones)), j + 2
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
