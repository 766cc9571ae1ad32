"""Rules for ranks and for their changes."""

from __future__ import annotations

import re
from decimal import Decimal

from flows.figures.bases import base_concept, measured, signed
from flows.figures.context import Context
from flows.figures.model import Figure
from flows.figures.percents import against
from flows.words.model import Quantity, Rank

_SET = re.compile(
    r"(全[省国市区](?:各地市|各市|各县|开发区|[^，。；、排居列位名第首]{0,6}?)?|各地市|(?:国家级?|省级)(?:经济技术|高新技术产业)?[开经高][发开新]区"
    r"|\d+[个家][^，。；\d]{0,8}?(?:开发区|高新区|经开区|园区))"
    r"(?:高质量发展|综合|发展水平|年度)*(?:考核|考评|评价|评估|测评)*[的中]?(?:综合|总)?(?:排名?|居|列|位居|位列|名列)?[的第]?$"
)


_ASSESSED = re.compile(r"考核|考评|评价|评估|测评|百强|榜|综合排名|综合实力|营商环境")
_LIST_FOLLOWS = re.compile(
    r"(?:位|名)?(?:的[^，。；\d]{0,6}?(?:分别|依次)?(?:是|为|有)|[:：]|(?:分别|依次)?(?:是|为))"
)


def rank(c: Context, i: int, r: Rank) -> Figure:
    """排在全省各地市的首位: rank of the level or the growth of what was named last."""
    slots, state = c.slots, c.state
    if r.bound == "le" and _LIST_FOLLOWS.match(c.text, c.tokens[i].end):
        # 增速前5位：A（24.7%）、B…: how long the list is
        return c.add(
            r.numeral, Decimal(r.value), "位", None, "level", "length_of_list", bound="eq", label="名次"
        )
    override = c.overrides.get(i)
    concept = base_concept(c, i, strict=False)
    indicator = measured(c, concept) if concept else None
    subjects = None
    if override:
        if override.like is not None:
            indicator = override.like.indicator_id
        elif override.concept is not None:
            indicator = measured(c, override.concept)
        subjects = override.subjects
    aspect = (
        override.aspect
        if override and override.aspect
        else slots.aspect or ("growth" if slots.growth and not slots.aspect else None)
    )
    heads = [k for _, _, k in slots.concepts if k.name not in ("zones", "none")]
    begin = slots.start if any(f.indicator_id for f in c.figures) else c.start
    if not heads and not override and _ASSESSED.search(c.text, begin, c.tokens[i].start):
        # 在综合考评中排第15位: a place in an assessment, of nothing in the catalog
        concept = indicator = None
    last = c.figures[-1] if c.figures else None
    if aspect is None and not heads and not override:
        # 税收收入9.8亿元，居全市第二: of the level, whatever was said to grow before
        aspect = (
            "level"
            if last and last.measure == "level" and last.indicator_id == indicator
            else (not slots.concepts and state.aspect) or _said_of(c, indicator)
        )
    if aspect is None and override and override.like is not None and override.like.measure == "growth":
        aspect = "growth"
    state.aspect = aspect
    before = c.text[max(c.start, c.tokens[i].start - 24) : c.tokens[i].start]
    named = _SET.search(before)
    comparator = named.group(1) if named else state.rank_set
    state.rank_set = comparator
    return c.add(r.numeral, Decimal(r.value), "位", indicator, "rank", "rank", rank_of=aspect or "level", bound=r.bound,
                 comparator=comparator, label=concept.text if concept else "", concept=concept if indicator and concept else None,
                 subjects=subjects, scenario="target" if state.plan and not c.actual else None,
                 set_by="city" if state.plan and not c.actual else None)  # fmt: skip


def _said_of(c: Context, indicator: str | None) -> str | None:
    """同比增长5.5%，低于全省平均增速2.1个百分点，居全省第12位: of the growth, where the sentence says nothing else or compares it."""
    own = [f for f in c.figures if f.indicator_id == indicator]
    if indicator is None or not own or c.lexicon.indicators[indicator].dimension == "percent":
        return None
    if any(f.measure == "completion" for f in own):
        return None
    compared = own[-1].measure == "gap" and own[-1].unit == "个百分点"
    return "growth" if compared or {f.measure for f in own} <= {"growth", "gap"} else None


def rank_change(c: Context, i: int, q: Quantity, sign: str) -> Figure:
    """较上年前移19位: a difference of ranks."""
    here = c.state.subjects or (c.state.home,)
    last = next((f for f in c.figures[::-1] if f.measure == "rank" and f.subjects == here), None)
    return c.add(q.numeral, signed(sign, q.value), q.unit, last.indicator_id if last else None, "gap", "rank_change",
                 bound=q.bound, comparator=against(c, i), label=last.label if last else "名次",
                 subjects=last.subjects if last else None)  # fmt: skip
