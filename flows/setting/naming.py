"""Names that an article gives to zones that no list knows: 姚家港化工园, 宁东能源化工基地, and then 宁东基地 or 宁东."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from flows.setting.head import Head
from flows.setting.model import NOWHERE, Subject
from flows.setting.zones import ZoneBook, place_subject
from flows.words.lexicon import Name

# endings that name a zone only where the text takes the name up again, or its head does
_LOOSE = re.compile(
    r"(?P<kind>合作区|基地|生态园|科技城|新城|港区|工业区|化工园区?|化工区|产业园区?|科技园区?|工业园区?|物流园区?|示范园区?|试验区|示范区|集中区|集聚区|(?:工业|产业|科技|经济|临空|空港|生态)新区|(?<!高)新区|产业城|科学城|工业城|科创城|生物城|港务区|软件园|先导区|创新区|先行区)(?![”’]|项目|建设指挥|管理办法)"
)
_HAN = re.compile(r"[\u4e00-\u9fff]+$")
# what stands before a name and is no part of it; the last of them counts
_BEFORE = re.compile(
    r".*(?:这些|那些|上述|其他|记者从|不含|不包括|含|除|从|在|由|对|向|(?<![数根依占])据|以|为|是|如|给|拿出|层面|到|赴|于|将|把|让|使|与|和|及|或|其中|获悉|来自|走进|走近|成为|位于|近日|昨日|今年|去年|目前|同时|的|了|着|以及|包括|全市|全省|全县|全国|全州|全盟|我市|我省|我县|各|[省国市]家?级|共建|推动|推进|加快|促进|推[广动进]|学习|借鉴|复制|依托|积极|打造|支持|深化|聚焦|围绕|加强|提升|助力|赋能|争创|创建|培育|规范|引导|鼓励|做[强优大]|整合|优化|关于|印发|落实|开展|组织|批复|同意|设立|成(?![都安武县]))"
)
# a paragraph that begins with a name is about it; 块头最大的还是柳东新区
_INTRODUCED = re.compile(r"\n\s*$|(?:最|首|数)[^，。；\n]{0,8}[是属数]$")
_COUNTED = re.compile(r"^[个家座批名类年月日]")
_NO_NAME = re.compile(
    r"[一二三四五六七八九十两多]|^(?:新型|化工|开发|市直|省直|区域|绿色|智能|数字|创新|创业|科技|高新|高新技术|[东西南北中]部)+$|特色|专业|现代|先进|高端|主导|重点|主要|国家|全国|共建|同类|核心|配套|新兴|传统|承接|转移|示范|试点|一批|飞地|县域|市域|产业$|^产业|^工业|^经济|企业|集团|公司|项目|生产|研发|制造$|加工$|培训|实训|孵化|就业|教育|旅游$|农业$|物流$|仓储|电商$"
)
_NO_PARK = re.compile(
    r"特色|专业|主导|重点|主要|国家|全国|同类|配套|试点|一批|企业|项目|各|该|其|等|及|和|的|在"
)
# 蒙西|高新技术|工业园区: what such a zone is for, behind its own name
_TRADE = re.compile(
    r"(?<=..)(?:高新技术|先进制造业?|经济技术|精细化工|煤化工|新能源|新材料|循环经济|装备制造)$"
)
_LONGEST, _SHORTEST = 9, 2
_PART_OF_NAMES = {"population", "noun", "filler", "facet"}
_ALONE = 3
_SEVERAL = 2
_TAIL = 5


def local_names(
    text: str, start: int, end: int, head: Head, names: Sequence[Name], book: ZoneBook
) -> dict[str, Subject]:
    """Names of zones that are taken up more than once, or that the head of the article names, and whom they mean.

    Args:
        text: cleaned text.
        start: where the article begins.
        end: where it ends.
        head: its title, bylines and sidecar.
        names: names of the lists that stand in it; what one of them covers is known.
        book: the zones.
    """
    known = bytearray(end - start)
    for name in names:
        if name.text in book.lexicon.zones:
            known[name.start - start : name.end - start] = b"\1" * (name.end - name.start)
    found: Counter[tuple[str, str]] = Counter()
    for line in (head.title, *head.bylines):
        for own, kind in _in_line(line, 0, len(line), book):
            found[own, kind] += 1
    first: set[tuple[str, str]] = set(found)
    for at, own, kind in _with_places(text, start, end, book):
        if known.find(1, at - start, at - start + len(own) + len(kind)) < 0:
            found[own, kind] += 1
            if at - start < 60 or _INTRODUCED.search(text, max(start, at - 14), at):
                first.add((own, kind))
    home = place_subject(head.place) if head.place else NOWHERE
    local: dict[str, Subject] = {}
    # the longest first: 宁东基地 is then another name of 宁东能源化工基地
    for (own, kind), count in sorted(found.items(), key=lambda pair: -len(pair[0][0])):
        if own + kind in local:
            continue
        full = own + kind
        # 新型化工基地 in the title, 濮阳新型化工基地 in the text
        titled = any(
            full[k : k + _TAIL] in head.title for k in range(len(full) - _TAIL + 1) if k + _TAIL == len(full)
        )
        if titled:
            first.add((own, kind))
        if count < 2 and not ((own, kind) in first and text.count(full, start, end) >= 1):
            continue
        if text.find(own, start, end) < 0 or full in book.lexicon.zones:
            continue
        subject = _subject(own, kind, head, home, book)
        local[full] = subject
        for short in _shorter(own, kind, text, start, end, book):
            local.setdefault(short, subject)
    return local


def _with_places(text: str, start: int, end: int, book: ZoneBook) -> list[tuple[int, str, str]]:
    found = []
    for match in _LOOSE.finditer(text, start, end):
        own = own_name(text[max(start, match.start() - 14) : match.start()], book)
        if own:
            found.append((match.start() - len(own), own, match["kind"]))
    return found


def _in_line(line: str, start: int, end: int, book: ZoneBook) -> list[tuple[str, str]]:
    return [(own, kind) for _, own, kind in _with_places(line, start, end, book)]


def own_name(before: str, book: ZoneBook, among: bool = False) -> str | None:
    """The name that ends a stretch of text, without the words that lead to it: 记者从洋浦 → 洋浦.

    What the lexicon knows as a word of another kind is no part of a name (出口回升, 促进), nor is a count (3家).
    `among`: parks of a zone are spoken of, where an industry alone may name one (能源化工产业园).
    """
    run = _HAN.search(before)
    if run is None:
        return None
    own = run.group()
    if lead := _BEFORE.match(own):
        own = own[lead.end() :]
    lexicon = book.lexicon
    trade = _TRADE.search(own)
    for _, end, term in list(lexicon.find_terms(own[: trade.start()] if trade else own)):
        if len(term.text) > 1 and not term.tags.keys() <= _PART_OF_NAMES:
            own = own[end - len(own) :] if end < len(own) else ""
            break
    if run.start() and before[run.start() - 1].isdigit() and _COUNTED.match(run.group()):
        return None  # 4个零碳产业园: how many of them there are
    if not _SHORTEST <= len(own) <= _LONGEST or (_NO_PARK if among else _NO_NAME).search(own):
        return None
    # 广东综合保税区: a province or a city is no name of its own
    place = (
        lexicon.places.find(own) if own in lexicon.places.by_short or own in lexicon.places.by_name else None
    )
    return None if place is not None and place.level == "province" else own


def _subject(own: str, kind: str, head: Head, home: Subject, book: ZoneBook) -> Subject:
    row = book.lexicon.zone_suffixes.get(kind) or {
        "suffix": kind, "short_suffix": kind, "slug": "yq", "zone_type": "other",
    }  # fmt: skip
    places = book.lexicon.places
    # 上海市莘庄工业区 is 莘庄's
    for size in range(len(own) - _SHORTEST, 1, -1):
        if own[:size] in places.by_name and (wide := places.find(own[:size])) and wide.level == "province":
            own = own[size:]
            break
    for size in range(len(own), 1, -1):
        if own[:size] in places.by_short or own[:size] in places.by_name:
            place = places.find(own[:size], home.province_id, home.city_id)
            if place is not None and place.level != "province":
                return book.discovered(place, own[:size], own[size:], row)
    return book.discovered(
        head.place if head.place and head.place.level != "province" else None, own, "", row
    )


def _shorter(own: str, kind: str, text: str, start: int, end: int, book: ZoneBook) -> list[str]:
    """宁东基地, 宁东 for 宁东能源化工基地: the first characters of the name, with the kind and alone."""
    short = []
    for size in (2, 3):
        piece = own[:size]
        if len(piece) < size or piece in book.lexicon.places.by_name:
            continue
        for word in (piece + kind[-2:], piece + "园区"):
            if word != own + kind and text.find(word, start, end) >= 0:
                short.append(word)
        alone = len(re.findall(rf"(?:^|[^\u4e00-\u9fff]){piece}(?!市|县|区|省|镇)", text[start:end]))
        if alone >= _ALONE and piece not in book.lexicon.places.by_short:
            short.append(piece)
    return short


def stems_of(subjects: Iterable[Subject], text: str, book: ZoneBook) -> dict[str, Subject]:
    """What a list may call the zones of an article that names several: 高台 for 高台工业园区, unless it names 高台县 too."""
    stems: dict[str, list[Subject]] = {}
    for subject in subjects:
        if subject.level == "zone" and (split := book.lexicon.zones.split(subject.name)):
            stems.setdefault(split[0], []).append(subject)
    if len(stems) < _SEVERAL:
        return {}
    return {
        stem: zones[0]
        for stem, zones in stems.items()
        if len(stem) >= _SHORTEST
        and len(zones) == 1
        and not any(f"{stem}{kind}" in text for kind in "市县区州盟旗")
    }
