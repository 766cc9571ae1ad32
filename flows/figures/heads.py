"""What a number counts or measures: the head beside it, in its clause, or carried on from what was said before."""

from __future__ import annotations

import re

from flows.figures.carried import after_unit, carried_on, clause_head, count_carried, of_after, part_of
from flows.figures.concepts import NO_HEAD, Head, as_concept
from flows.figures.context import Context
from flows.figures.discourse import Concept
from flows.figures.distribution import last_listed
from flows.words.lexicon import OTHER
from flows.words.model import Quantity, Token

_LINK = {"达", "为", "是", "分别", "完成", "实现", "达到", "有", "同比"}
_EMPTY_NOUNS = {"左右", "以上", "以下", "之多"}
_AND = {"和", "与", "及", "以及"}

# classifiers that go with any noun: only a head right beside the number says what is counted
_PLAIN = {
    "个",
    "家",
    "户",
    "项",
    "次",
    "名",
    "人",
    "条",
    "期",
    "所",
    "位",
    "座",
    "场",
    "类",
    "批",
    "大",
    "方面",
    "件",
    "万",
    "",
}
# 每月至少1次 is a norm for each month, no count of a period
_NORM = re.compile(r"每[^，。；]{1,20}$|[一二两三]个?月[^，。；]{0,2}$")
NOUN_END = re.compile(r"[，。、；：,;:!！？?（()）“”《》\d]")
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]")
VERB = re.compile(
    r"增至|增加到|升至|提高到|发展到|扩大到|降至|同比|增长|下降|占|分别|完成|实现|达到|获得|获评|入选|被|开展|参加|全部|均|已|，"
)


def _grown_to(c: Context, i: int, q: Quantity) -> Head | None:
    """科技型中小企业由98家增至143家: the second number is of what the first was."""
    last = c.figures[-1] if c.figures else None
    before = c.tokens[i - 1] if i else None
    if (
        last is None
        or last.indicator_id is None
        or before is None
        or before.kind != "term"
        or "turn" not in before.value.tags
    ):
        return None
    if last.numeral[0] < c.slots.start or last.unit != q.unit:
        return None
    return Concept(last.indicator_id, None, last.label), last.indicator_id, "grown_to"


def find_head(c: Context, i: int, quantity: Quantity) -> Head | None:
    """What an amount counts: (concept, indicator, name of the rule)."""
    if quantity.unit == "次" and _NORM.search(
        c.text[max(c.start, c.tokens[i].start - 24) : c.tokens[i].start]
    ):
        return None
    rules = (
        (noun_after, _noun_before, count_carried)
        if quantity.dimension == "count"
        else (of_after, clause_head, after_unit, carried_on)
    )
    if quantity.dimension == "count" and quantity.unit not in _PLAIN:
        rules = (noun_after, _noun_before, clause_head, carried_on)
    for rule in (_grown_to, part_of, *rules):
        found = rule(c, i, quantity)
        if found is not None:
            return found if found[1] else None
    return None


# 9个市的开发区: cities are counted, not their zones
_OF_PLACES = re.compile(r"(?:地级|设区)?(?:市|县|州|盟|市州|县市|县区|省份?|地区)的")


def noun_after(c: Context, i: int, quantity: Quantity) -> Head | None:
    """12家省级开发区; 49个洽谈项目; 91个“签约一批”; 43个项目开工. A noun of no concept ends the search."""
    i = last_listed(c, i)
    token = c.tokens[i]
    begin = token.end
    while begin < c.end and c.text[begin] in '“"‘':
        begin += 1
    stop = NOUN_END.search(c.text, begin, c.end)
    end = stop.start() if stop else c.end
    while stop and c.text[end] in '”“"’‘' and end + 1 < c.end:  # “签约一批”项目 goes on behind the mark
        stop = NOUN_END.search(c.text, end + 1, c.end)
        end = stop.start() if stop else c.end
    if begin < end and (reached := _stage_reached(c, i, quantity)):
        return reached
    if begin >= end or VERB.match(c.text, begin) or not _WORD.match(c.text, begin):
        return None
    if c.text[begin:end] in _AND:
        return None  # 分别为97个和41个
    if c.text[begin] == "的" or _OF_PLACES.match(c.text, begin):
        return NO_HEAD
    listed = c.text[max(c.start, token.start - 1) : token.start] == "等"
    project = False
    position = begin
    for other in c.tokens[i + 1 :]:
        if other.start >= end or other.kind in ("number", "rank", "period"):
            break
        if other.kind != "term":
            continue
        tags = other.value.tags
        gap = c.between(position, other.start)
        if gap and (len(gap) > 10 or VERB.search(gap)):
            break
        if "concept" in tags:
            concept = as_concept(other)
            if concept.name == "none":
                return NO_HEAD
            indicator = c.resolve(concept, quantity)
            if indicator is None and not gap and position == begin:
                concept, indicator = _doer(c, other, concept, quantity)
            if indicator == "zones" or (
                indicator and not listed and (not gap or project or concept.name == "key")
            ):
                return concept, indicator, "noun_after"
            if indicator and concept.name in c.lexicon.indicators and not listed:
                return concept, indicator, "noun_after"
            if other.value.text.endswith("项目"):
                project = True
        elif "noun" in tags:
            if tags["noun"] == "project":
                project = True
            elif tags["noun"] == "item":
                return _verb_before(c, i, quantity) or NO_HEAD
            else:
                return NO_HEAD
        elif not gap and position == begin and ("turn" in tags or other.value.text in _LINK):
            return None  # 由238个整合为184个
        position = other.end
    if project:
        # A、B等38个项目开工: the examples say nothing of the stage, the verb does
        return _project(c, i, quantity, carried=not listed)
    return _verb_before(c, i, quantity) if c.text[begin:end] in _EMPTY_NOUNS else NO_HEAD


_BY_NOW = re.compile(r"(?:已经?|均已?|都已?|全部|已全部|顺利|如期|陆续)*")


def _stage_reached(c: Context, i: int, quantity: Quantity) -> Head | None:
    """其中5个已开工、1个竣工投产: the stage that the counted projects have reached, right behind their number."""
    following = c.tokens[i + 1] if i + 1 < len(c.tokens) else None
    if following is None or following.kind != "term" or "concept" not in following.value.tags:
        return None
    behind = c.tokens[i + 2] if i + 2 < len(c.tokens) else None
    if behind is not None and not (behind.kind == "punct" and behind.start == following.end):
        return None
    said = c.between(c.tokens[i].end, following.start) + following.value.text
    concept = as_concept(following)
    by_now = _BY_NOW.match(said)
    if by_now is None or not by_now[0] or concept.name not in c.lexicon.concepts:
        return None
    indicator = c.resolve(concept, quantity)
    return (concept, indicator, "stage_reached") if indicator else None


def _doer(c: Context, token: Token, concept: Concept, quantity: Quantity) -> tuple[Concept, str | None]:
    """20户规上工业企业完成产值: those that are counted are the beginning of the longer name."""
    at = token.value.text.find("企业")
    term = c.lexicon.terms.get(token.value.text[: at + 2]) if at >= 0 else None
    if term is None or "concept" not in term.tags:
        return concept, None
    doer = Concept(term.tags["concept"], term.tags.get("facet"), term.text)
    return doer, c.resolve(doer, quantity)


def _verb_before(c: Context, i: int, quantity: Quantity) -> Head | None:
    """领办代办482件事项: the verb before the number is the concept."""
    j = c.adjacent_left(i)
    if j is not None and c.tokens[j].kind == "term" and "concept" in c.tokens[j].value.tags:
        concept = as_concept(c.tokens[j])
        if indicator := c.resolve(concept, quantity):
            return concept, indicator, "verb_before"
    return None


def _project(c: Context, i: int, quantity: Quantity, carried: bool = True) -> Head:
    """个项目 of which the stage is said in the clause (谋划…的34个项目, 104个项目提供…代办) or before (其中战新项目).

    `carried`: whether it may be what was said before the clause.
    """
    j = c.adjacent_left(i)
    if j is not None and c.tokens[j].kind == "term" and "concept" in c.tokens[j].value.tags:
        concept = as_concept(c.tokens[j])
        if indicator := c.resolve(concept, quantity):
            return concept, indicator, "verb_before"
    for _, _, concept in c.slots.concepts[::-1]:
        if concept.name == "none":
            return NO_HEAD
        if indicator := c.resolve(concept, quantity):
            return concept, indicator, "stage_in_clause"
    for other in c.tokens[i + 1 :]:
        if other.kind == "punct" and c.text[other.start] in "，。；,;":
            break
        if other.kind == "term" and "concept" in other.value.tags:
            concept = as_concept(other)
            if concept.name in c.lexicon.concepts and (indicator := c.resolve(concept, quantity)):
                return concept, indicator, "stage_after"
    stage = c.stage() if carried else None
    if stage and (c.within or c.state.population) and (indicator := c.resolve(stage, quantity, "")):
        return Concept(stage.name, None, stage.text), indicator, "stage_carried"
    return NO_HEAD


_COME = re.compile(
    r"(?:新(?:认定|培育|入库|获批|引进|设立?|注册|登记|入驻|增|升规|纳统|申报|通过)?|净增|增加|再添)(?:国家级?|省级|市级)?$"
)


def _is_stage(c: Context, k: int) -> bool:
    tags = c.tokens[k].value.tags if c.tokens[k].kind == "term" else {}
    return tags.get("concept") in ("signed", "started", "in_production", "planned", "negotiated")


def _of_new(c: Context, concept: Concept, quantity: Quantity) -> Head:
    """The indicator that counts what is new of a stock, where the catalog has one."""
    for dimension, facet, units, indicator in c.lexicon.concepts.get(concept.name, ()):
        if facet == "new" and dimension == quantity.dimension and (not units or quantity.unit in units):
            return concept, indicator, "newly"
    return NO_HEAD


def _just_come(c: Context, start: int, concept: Concept) -> bool:
    """Whether 新增 or 新认定 stands right before what is counted, which then is no stock: 新认定高新技术企业58家."""
    known = c.lexicon.indicators.get(concept.name)
    own = known is not None and known.stock and not concept.text.startswith("新")
    return own and bool(_COME.search(c.text[max(c.start, start - 8) : start]))


def _newly(c: Context, i: int, j: int) -> bool:
    """Whether 新增 or 净增 stands between head and number."""
    return any(t.kind == "term" and t.value.text in ("新增", "净增") for t in c.tokens[j + 1 : i])


def _noun_before(c: Context, i: int, quantity: Quantity) -> Head | None:
    """签约项目52个; “承诺制”项目数量46个; 其中，战新项目43个; 第一主导产业企业329家."""
    j = c.adjacent_left(i)
    if j is None or c.tokens[j].kind != "term":
        return None
    tags = c.tokens[j].value.tags
    if "concept" in tags:
        concept = as_concept(c.tokens[j])
        facet = "new" if _newly(c, i, j) else None
        if concept.name == "key" and (k := c.adjacent_left(j)) is not None and _is_stage(c, k):
            concept = as_concept(c.tokens[k])  # 签约重点项目40个
        if _just_come(c, c.tokens[j].start, concept):
            c.state.mention(concept)
            return _of_new(c, concept, quantity)
        indicator = (facet and c.resolve(concept, quantity, facet)) or c.resolve(concept, quantity)
        if indicator:
            return concept, indicator, "noun_before"
        if concept.name == OTHER:
            return NO_HEAD
        if not c.tokens[j].value.text.endswith("项目"):
            return None
    elif "noun" not in tags:
        return None
    elif tags["noun"] == "enterprise":
        k = c.adjacent_left(j)
        if k is not None and c.tokens[k].kind == "term" and "concept" in c.tokens[k].value.tags:
            concept = as_concept(c.tokens[k])
            indicator = c.resolve(concept, quantity, "enterprise")
            return (concept, indicator, "noun_before") if indicator else None
        return NO_HEAD
    k = c.adjacent_left(j)
    if k is not None and c.tokens[k].kind == "term" and "concept" in c.tokens[k].value.tags:
        concept = as_concept(c.tokens[k])
        indicator = c.resolve(concept, quantity)
        return (concept, indicator, "noun_before") if indicator else NO_HEAD
    for _, _, concept in c.slots.concepts[::-1]:
        if concept.name == "zones":
            continue  # 全省经开区…项目1055个
        if concept.name in c.lexicon.concepts and (indicator := c.resolve(concept, quantity)):
            return concept, indicator, "stage_in_clause"
    stage = c.stage()
    if stage and (indicator := c.resolve(stage, quantity, "")):
        return Concept(stage.name, None, stage.text), indicator, "stage_carried"
    return NO_HEAD
