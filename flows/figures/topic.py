"""Whom a sentence is about: named places and words such as 全市, each by its role. Only a topic changes the subject."""

from __future__ import annotations

import re

from flows.figures.context import Context
from flows.setting import roles
from flows.setting.model import NATION, Subject
from flows.setting.zones import place_subject
from flows.words.model import Token
from flows.words.periods import CN

_RANK_SET = re.compile(
    r"[^，。；、\d]{0,8}?(?:首位|第[\d一二三四五六七八九十]|前[\d一二三四五六七八九十])|排|位列|居|首次"
)
_THOSE = re.compile(r"[两三四五](?=个?园?区|个?市)")
_BUILT = re.compile(r"[^，。；\d]{0,24}?(?:项目|工程)(?!数|个|\d|[一二三四五六七八九十])")
_LONGEST_AHEAD = 26
_CLUSTER = re.compile(r"集群|板块")
_INDUSTRY_AHEAD = re.compile(
    r"\s*(?:其中[，、]?|同时|此外)?(?!发展|培育|壮大|推动|聚焦|围绕|加快|做[大强优]|大力)(?P<name>[\u4e00-\u9fffA-Za-z]{2,10}?(?:产业|制造业|行业|板块|集群))"
    r"[^，。；\d]{0,6}?(?:增长|势头|表现|保持|运行|强劲|迅猛|良好|较快|平稳|亮眼|领跑|提速|向好|突出)[^，。；\d]{0,6}"
)
_ENDS = "，。；,;"
SCOPES = {
    "国": "nation",
    "省": "province",
    "市": "city",
    "州": "city",
    "盟": "city",
    "县": "county",
    "区": "zone",
}
"""Whom 全国, 全省, 全市 mean, by their last character."""
# a wider place is the topic of its own sentence only: the next one is about the home again
_WIDTH = {"enterprise": 0, "project": 0, "zone": 1, "county": 2, "city": 3, "province": 4, "other": 5}


def read_subject(c: Context, i: int, token: Token) -> None:
    """A named place, zone or firm."""
    slots = c.slots
    following = c.tokens[i + 1] if i + 1 < len(c.tokens) else None
    if slots.frame is not None:
        # 占…比重前三位的为榆社经开区100%: right before its number it is whom the number is about
        right_before = following and following.kind == "number" and following.start == token.end
        if slots.frame.kind == "whole" and right_before:
            c.state.say_subject(token.value)
        return
    if following and following.kind == "rank" and following.start - token.end <= 3:
        wide = token.value[0].level in ("province", "city")
        if wide or following.start == token.end:
            return
    if roles.of_place(c.text, c.start, token.start, token.end) != roles.TOPIC:
        return
    if c.text[token.end - 1] == "园" and _BUILT.match(c.text, token.end):
        return  # 泉东产业园标准厂房项目: what is being built
    example = following and following.kind == "term" and "etc" in following.value.tags
    if example and following and following.start == token.end and len(token.value) == 1:
        return  # 示范区晋中开发区等4个开发区: an example, the sentence is about them all
    c.state.say_subject(token.value)


def read_scope(c: Context, i: int, token: Token, scope: str) -> None:
    """全市, 我省, 该区, 各开发区: whom they mean here, where they are the topic and not a benchmark."""
    state = c.state
    words = token.value.text
    following = c.tokens[i + 1] if i + 1 < len(c.tokens) else None
    if following and following.kind == "rank" and following.start - token.end <= 6:
        return
    if scope in ("former", "latter"):
        named = [s for s in state.subjects if s.level in ("zone", "city", "county")]
        named = named if len(named) > 1 else state.zones[-2:]
        if len(named) > 1:
            state.say_subject((named[0 if scope == "former" else -1],))
        return
    if count := _THOSE.search(words):
        size = CN[count[0]]
        if "市" in words:
            if len(state.cities) >= size:
                state.say_subject(tuple(state.cities[-size:]))
        elif len(state.zones) >= size:  # 上述三区合计: those named last
            state.say_subject(tuple(state.zones[-size:]))
        return
    if _RANK_SET.match(c.text, token.end):
        return
    if roles.of_place(c.text, c.start, token.start, token.end) != roles.TOPIC:
        return
    meant = _part(c, words) if scope == "zone" else whole(c, scope, words)
    if meant is None or (_width(meant) > _width(state.home) and not _predicate(c, i)):
        return
    state.say_subject((meant,))


def industry_ahead(c: Context, end: int) -> None:
    """新能源产业增长迅猛，完成产值3.8亿元: a clause that says no more than of which industry those behind it are."""
    if c.text.find("业", c.slots.start, end) < 0 and not _CLUSTER.search(c.text, c.slots.start, end):
        return
    whom = (t.end for t in c.tokens if c.slots.start <= t.start < end and t.kind in ("subject", "period"))
    clause = c.text[max(whom, default=c.slots.start) : end]
    if len(clause) > _LONGEST_AHEAD or any(f.numeral[0] >= c.slots.start for f in c.figures):
        return
    if named := _INDUSTRY_AHEAD.fullmatch(clause):
        c.industry_ahead = named["name"]


def whole(c: Context, scope: str, words: str = "") -> Subject | None:
    """The place that 全省, 全市 or 全县 means in this article; None where nothing tells."""
    state = c.state
    home = state.home
    places = c.lexicon.places
    if scope == "nation":
        return NATION
    if scope == "province":
        return state.province if state.province.level == "province" else None
    if scope == "city":
        if state.section_subject is not None and state.section_subject.level == "city":
            return state.section_subject
        if home.level in ("city", "county") or (home.level == "province" and home.name.endswith("市")):
            return home  # a county-level city calls itself 全市 as well
        if (
            words.startswith("各")
            and home.level in ("zone", "province")
            and not (state.subjects and state.subjects[0].city_id and home.level == "province")
        ):
            return home  # 各开发区 inside one: its parks
        near = state.subjects[0] if state.subjects and home.level == "province" else home
        place = places.by_id.get(near.city_id or "")
        return place_subject(place) if place else None
    if scope == "zone":
        return _part(c, words or "全区")
    if home.level == "county":
        return home
    if home.level == "zone" and home.city_id:
        for size in range(len(home.name) - 2, 1, -1):
            place = places.find(home.name[:size], home.province_id, home.city_id, "county")
            if place is not None:
                return place_subject(place)
    return None


def _part(c: Context, words: str) -> Subject | None:
    """全区, 该区, 园区: the zone that speaks, or the one that was named last; 全区 of a district or a region is that."""
    state = c.state
    home = state.home
    if words in ("全区", "我区", "本区") and home.level != "zone" and home.name.endswith("区"):
        return home
    if home.level == "zone":
        inside = state.zones[-1] if state.zones else None
        return inside if inside is not None and words.startswith("该") else home
    if words in ("园区", "区内"):
        return None
    return state.last_zone


def place_of_all(c: Context, subjects: tuple[Subject, ...]) -> Subject | None:
    """The city, or else the province, that all of several subjects lie in."""
    for ids in ({s.city_id for s in subjects}, {s.province_id for s in subjects}):
        place = c.lexicon.places.by_id.get(next(iter(ids)) or "") if len(ids) == 1 else None
        if place is not None:
            return place_subject(place)
    return None


def back_home(c: Context) -> None:
    """At the end of a sentence: what a wider place was said of is over."""
    state = c.state
    subjects = state.subjects
    if not subjects or len(subjects) > 1:
        return
    wider = _width(subjects[0]) > _width(state.home)
    # 九江石化产业园场地平整已经完成。: a park of the zone that nothing was told of
    only_named = (
        state.home.level == "zone" == subjects[0].level
        and subjects[0] not in (state.home, state.section_subject)
        and not any(f.indicator_id and f.subjects == subjects for f in c.figures)
        and bool(c.figures)
    )
    if wider or only_named:
        state.subjects = (state.section_subject or state.home,)


def _width(subject: Subject) -> int:
    return _WIDTH[subject.level]


def _predicate(c: Context, i: int) -> bool:
    """Whether a number stands in the rest of the clause."""
    for other in c.tokens[i + 1 :]:
        if other.kind == "punct" and c.text[other.start] in _ENDS:
            return False
        if other.kind in ("number", "rank"):
            return True
    return False
