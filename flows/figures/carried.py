"""Heads that stand farther off: what was counted before, what the clause is about, what follows the unit."""

from __future__ import annotations

import re

from flows.figures.concepts import NO_HEAD, Head, as_concept, concept_with, tags_before
from flows.figures.context import Context
from flows.figures.discourse import Concept
from flows.figures.distribution import last_listed
from flows.words.lexicon import OTHER
from flows.words.model import Quantity


def count_again(c: Context, i: int, quantity: Quantity) -> Head | None:
    """入园企业88家，到年底已有127家; 新认定高新技术企业26家，总数突破160家: counted again, in the same unit."""
    last = next((f for f in c.figures[::-1] if f.measure == "level"), None)
    if (
        last is None
        or last.indicator_id is None
        or last.unit != quantity.unit
        or c.slots.start < last.numeral[1]
    ):
        return None
    between = [t for t in c.tokens[:i] if t.start >= c.slots.start and t.kind != "punct"]
    if not between or any(t.kind not in ("period", "term") for t in between):
        return None
    if any(t.kind == "term" and not t.value.tags.keys() <= _AGAIN for t in between):
        return None
    if c.unknown(c.slots.start, c.tokens[i].start, i).strip("到至"):
        return None
    total = {"new_enterprises_above_size": "enterprises_above_size"}
    indicator = total.get(last.indicator_id, last.indicator_id)
    return Concept(indicator, None, last.label), indicator, "count_again"


_CLASS_OF = re.compile(
    r"(?:[\d百千万亿]元的?(?:有|达到?)?|[%％](?:以上)?的?(?:有|达到?)?|[级元上下]的(?:有|达到?)?|的(?:仍|还|只|共|各)?有|第[一二三四五]档的?|[区园]中[，,]?|(?:国家|省|市|自治区)级(?:园区|开发区)?(?:有|达到?)?|(?:开发|合作|高新|保税|示范|集中)区(?:有|各)?)$"
)


_OF_THEM = re.compile(
    r"属于?|[为是已均都被将正尚未按由]|全部|推行|实行|实现|开展|采[用取]|[位处]于|来自|分布|落户|获|通过|达|超|完成"
)
_HAVING = re.compile(r"有[^，。；、\d]{2,10}的企业$")
_FIRMS = {
    "registered_enterprises",
    "enterprises_above_size",
    "incubated_enterprises",
    "enterprises_in_operation",
}
_THE_OTHERS = ("其余", "剩余", "余下", "其他", "另外")
_SAID_OF_PART = re.compile(r"[^，。；：、]{1,16}")
_IN_ALL = re.compile(r"[家个户]?[^，。；\d]{2,12}中[，,]$")


def part_of(c: Context, i: int, quantity: Quantity) -> Head | None:
    """签约项目36个，其中14个属新材料产业; 63家开发区中，51家推行…，其余12家…: some of those that were just counted."""
    if quantity.dimension != "count":
        return None
    token = c.tokens[i]
    lead = c.between(c.slots.start, token.start)
    told = (
        f for f in (c.figures or c.state.figures)[::-1] if f.measure == "level" and f.unit == quantity.unit
    )
    last = next(told, None)
    if last is None or last.indicator_id is None or len(last.subjects) > 1:
        return None
    others = lead in _THE_OTHERS
    another = last.rules[0] == "part_of"
    within = lead == "其中" or (
        not lead and (another or bool(_IN_ALL.search(c.text, last.numeral[1], c.slots.start)))
    )
    known = Concept(last.indicator_id, None, last.label), last.indicator_id, "part_of"
    if (lead.startswith("其中") or another) and _names_firms(c, i) and last.indicator_id in _FIRMS:
        return known
    if not (others or within) or c.slots.concepts or (last.value < quantity.value and not another):
        return None
    following = c.tokens[i + 1] if i + 1 < len(c.tokens) else None
    if following is not None and following.start == token.end and following.kind == "term":
        tags = following.value.tags
        if "noun" in tags or "concept" in tags:
            return None
    if not (others or _OF_THEM.match(c.text, token.end)):
        return None
    return known


def _names_firms(c: Context, i: int) -> bool:
    """Whether the clause says no more than which firms are counted: 其中工业企业476家, 有进出口实绩的企业39家."""
    before = c.tokens[i - 1]
    if (
        before.kind != "term"
        or not c.text.endswith(("企业", "公司"), 0, before.end)
        or before.end != c.tokens[i].start
    ):
        return False
    named = {concept.name for _, _, concept in c.slots.concepts}
    return named <= {"enterprises_over_threshold", OTHER} or bool(
        _HAVING.search(c.text, c.slots.start, before.end)
    )


def which_part(c: Context, i: int) -> str:
    """What tells those counted by `part_of` from the others: 其余, 属新材料产业."""
    token = c.tokens[i]
    lead = c.between(c.slots.start, token.start)
    said = _SAID_OF_PART.match(c.text, token.end, c.end)
    named = lead.removeprefix("其中").lstrip("有")
    if named and lead not in _THE_OTHERS:
        return named
    return lead if lead in _THE_OTHERS else said.group() if said else ""


_TOTAL = re.compile(r"(?:总数|总量|累计|总计|存量|全市共|全区共|全省共)[^，。；]{0,6}$")


# 全省开发区达184家: the zones themselves
_ZONES_ARE = re.compile(
    r"(?:开发区|园区|高新区|经开区|集聚区|集中区|综保区)(?:总数|总量|数量)?(?:已|共|现|总|数)?(?:由|从|达到?|增至|增加到|扩[大容]到|有|为|优化至|整合为)?(?:了|约|近|超)?$"
)


_NEAR = 8
"""Figures back in the paragraph that a class of what was counted may go back to."""


_AGAIN = {"filler", "bound", "turn", "gap", "done", "scenario"}


def count_carried(c: Context, i: int, quantity: Quantity) -> Head | None:
    """总投资达171.97亿元，共50个: a bare count goes on with the batch that was just measured."""
    stage = c.state.stage
    said = c.state.concept
    if (
        said
        and not c.counted
        and "distribute" in tags_before(c, i)
        and (indicator := c.resolve(said, quantity))
    ):
        return said, indicator, "count_of_said"  # 规上工业企业数最多，分别达182个、83个
    if again := count_again(c, i, quantity):
        return again
    if _TOTAL.search(c.text[c.slots.start : c.tokens[i].start]):
        for concept in c.state.recent[::-1]:
            if indicator := c.resolve(concept, quantity):
                return concept, indicator, "total"  # 新认定高新技术企业58家、总数达到402家
    zones = Concept("zones", None, "开发区")
    named = i > 0 and c.tokens[i - 1].kind == "subject"  # 张掖经开区31个: of that zone, and no zones
    if (
        quantity.unit in ("家", "个")
        and not named
        and _ZONES_ARE.search(c.text, c.slots.start, c.tokens[i].start)
    ):
        return zones, "zones", "zones_are"
    if _CLASS_OF.search(c.text[max(c.slots.start, c.tokens[i].start - 12) : c.tokens[i].start]) and any(
        f.indicator_id == "zones" for f in c.state.figures[-_NEAR:]
    ):
        return zones, "zones", "class_of_zones"  # 超500亿元的46家, 国家级21家
    if (
        c.counted
        and stage
        and c.slots.start < c.tokens[i].start
        and not c.unknown(c.slots.start, c.tokens[i].start, i)
    ) and (indicator := c.resolve(stage, quantity, "")):
        return Concept(stage.name, None, stage.text), indicator, "count_carried"
    return None


def of_after(c: Context, i: int, quantity: Quantity) -> Head | None:
    """总规模6亿元的开发区产业基金; 67万平方米标准厂房: the head stands behind."""
    i = last_listed(c, i)
    position = c.tokens[i].end
    if c.text.startswith("的", position):
        position += 1
    elif quantity.dimension == "money":
        # 38亿元产值: only a catalog noun right behind
        following = c.tokens[i + 1] if i + 1 < len(c.tokens) else None
        if following is None or following.kind != "term" or following.start != position:
            return None
        if following.value.tags.get("concept") not in c.lexicon.indicators:
            return None
    for other in c.tokens[i + 1 :]:
        if other.kind in ("punct", "number", "rank", "period"):
            if other.kind == "punct" and c.text[other.start] in '“"':
                continue
            if other.kind == "number" and other.start == position and c.text[position - 1] == "的":
                position = other.end  # 总投资177亿元的29个项目签约
                continue
            return None
        if other.kind != "term" or other.start - position > 8:
            continue
        if "concept" in other.value.tags:
            concept = as_concept(other)
            indicator = c.resolve(concept, quantity, c.slots.facet)
            if indicator and indicator != "zones":
                return concept, indicator, "of_after"
    return None


def clause_head(c: Context, i: int, quantity: Quantity) -> Head | None:
    """累计完成规上工业增加值108.78亿元: the last concept of the clause that has such a unit."""
    for start, _, concept in c.slots.concepts[::-1]:
        if concept.name == OTHER:
            return NO_HEAD
        facet = c.slots.facet if c.slots.facet_end >= start else concept.facet
        if indicator := c.resolve(concept, quantity, facet):
            return concept_with(concept, facet), indicator, "clause_head"
    return None


def after_unit(c: Context, i: int, quantity: Quantity) -> Head | None:
    """已完成投资84.83亿元: money with 完成投资 and no batch is what projects completed."""
    if c.slots.facet == "completed" and quantity.dimension == "money":
        concept = Concept("any", "completed", "完成投资")
        of_key = c.state.key and not c.projects and c.last_project is None
        stage = Concept("key", None, "重点项目") if of_key else c.state.stage
        if stage and (indicator := c.resolve(stage, quantity, "completed")) and stage.name == "key":
            return concept_with(stage, "completed"), indicator, "completed"
        if indicator := c.resolve(concept, quantity, "completed"):
            return concept, indicator, "completed"
    return None


def carried_on(c: Context, i: int, quantity: Quantity) -> Head | None:
    """总投资320.03亿元 after 已开工84个; 1865.55亩 after 17宗: the head was said before, nothing new stands between."""
    if c.unknown(c.slots.start, c.tokens[i].start, i) and not c.slots.facet:
        return None
    facet = c.slots.facet
    state = c.state
    stage = c.stage()
    if facet == "investment" and stage and (indicator := c.resolve(stage, quantity, facet)):
        return concept_with(stage, facet), indicator, "carried"
    for concept in state.recent[::-1]:
        if indicator := c.resolve(concept, quantity, facet):
            return concept_with(concept, facet), indicator, "carried"
    return None
