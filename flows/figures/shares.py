"""Rules for shares: 占…的5%, 其中60%来自…, and what an industry has of a whole."""

from __future__ import annotations

import re

from flows.figures.bases import base_concept, measured, rate_of, same_thing, signed
from flows.figures.concepts import as_concept
from flows.figures.context import Context
from flows.figures.discourse import Concept
from flows.figures.model import Figure
from flows.setting.model import Subject
from flows.words.model import Quantity

_OF = re.compile(r"的")
_PIECES = ("个", "家", "户", "项", "件", "宗", "人")
_FROM = re.compile(r"(?:以上|左右)?(?:来自|是|为|集中在|投向|用于|分布在)")
# 推动18个项目开工（占全省的5%）: a share of a place's, no rate of starts
_PLACE = re.compile(r"[全我][省市国区县州盟]|[^，。；、\d]{2,6}[省市州盟](?:$|的)")
_PART_OF = re.compile(r"(全[省市国区县][^，。；、\d]{0,8})的(?:近|约|超|逾)?$")


def told_share(c: Context, i: int, q: Quantity) -> Figure | None:
    frame = c.slots.frame
    concept = None
    if frame and frame.kind == "whole":
        concept = frame.base or frame.concept  # 贡献了规上工业总产值的42.6%
    last = c.figures[-1] if c.figures else None
    counted = last and last.indicator_id and last.measure == "level" and last.unit in _PIECES
    if (
        counted
        and last
        and not c.slots.concepts
        and not (frame and frame.concept)
        and not (concept and rate_of(c, concept))
    ):
        concept = Concept(str(last.indicator_id), None, last.label)  # 46个，占51.7%: of what was just counted
    concept = concept or base_concept(c, i, strict=False)
    if concept is None:
        return None
    whole_of = said_whole(c, q)
    rate = None if whole_of and _PLACE.match(whole_of) else rate_of(c, concept)
    rate = rate or (_own_share(c, concept, q) if counted else None)
    if rate:
        return c.add(q.numeral, q.value, q.unit, rate, "level", "share_indicator", bound=q.bound, concept=concept,
                     label=concept.text)  # fmt: skip
    indicator = measured(c, concept)
    right_behind = frame is not None and frame.start - c.slots.start <= 1 and not c.slots.facets
    if last and right_behind and not c.slots.concepts and same_thing(c, concept, last.indicator_id):
        indicator = last.indicator_id  # 164宗、1.62万亩，占新增用地的71%: of the area
    return c.add(q.numeral, q.value, q.unit, indicator, "share", "share", bound=q.bound, comparator=whole_of,
                 label=concept.text, concept=concept if indicator else None)  # fmt: skip


def _own_share(c: Context, concept: Concept, q: Quantity) -> str | None:
    """实行承诺制项目67个，占比95.7%: the indicator that is this very share, where the catalog has one."""
    stage = c.lexicon.stage_of(concept.name)
    rate = rate_of(c, Concept(stage, None, concept.text)) if stage else None
    named = rate is not None and c.lexicon.indicators[rate].name.endswith(("占比", "比重"))
    return rate if named and c.text[q.numeral[0] - 2 : q.numeral[0]] in ("占比", "比重", "比达") else None


def said_whole(c: Context, q: Quantity) -> str | None:
    """The words of the whole: what stands between 占 and the percentage, without amounts."""
    frame = c.slots.frame
    if frame is None or frame.kind != "whole":
        return None
    words = re.split(r"比重|比例|逾|超|近|约|\d", c.between(frame.start, q.numeral[0]))[0]
    return re.sub(r"[的，。为达]+$", "", words) or None


_INDUSTRY_HEAD = re.compile(
    r"(?:其中[，、]?|同期|当月)?(?P<name>[\u4e00-\u9fffA-Za-z]{1,12}(?:产业|制造业|工业|行业|加工业|服务业|板块|集群|领域|业|制造))(?:[则也又仅同]|本期|产值|增加值|上半年|[一二三四]季度)?$"
)


def of_industry(c: Context, i: int, q: Quantity) -> Figure | None:
    """其中装备制造业增长22.7%: of what was said of industry before, for this part of it."""
    concept = c.state.concept
    known = c.lexicon.indicators.get(concept.name) if concept else None
    if (
        concept is None
        or known is None
        or known.dimension not in ("money", "money_foreign")
        or c.slots.concepts
        or c.slots.aspect == "pull"
    ):
        return None
    verb = next(
        (
            t
            for t in c.tokens[:i]
            if t.start >= c.slots.start and t.kind == "term" and "growth" in t.value.tags
        ),
        None,
    )
    end = verb.start if verb else c.tokens[i].start
    named = _INDUSTRY_HEAD.search(c.between(c.slots.start, end))
    if named is None:
        return None
    c.state.industry, c.state.population = (named["name"],), []
    return c.add(q.numeral, signed(c.slots.growth, q.value), q.unit, concept.name, "growth", "growth_of_industry",
                 bound=q.bound, label=concept.text, concept=concept)  # fmt: skip


def share_of_after(c: Context, i: int, q: Quantity) -> Figure | None:
    """高平市66%的工业投资: a share of what stands behind; the place before is the whole."""
    end = c.tokens[i].end
    of_place = _PLACE.search(c.text[max(c.start, q.numeral[0] - 2) : q.numeral[0]])
    if not _OF.match(c.text, end) and not (of_place and q.unit == "成"):
        return None  # 全市三成税收, and else only with 的
    for other in c.tokens[i + 1 :]:
        if other.kind == "punct" or other.start - end > 8:
            return None
        if other.kind == "term" and "concept" in other.value.tags:
            concept = as_concept(other)
            indicator = measured(c, concept)
            if indicator is None:
                return None
            before = c.tokens[i - 1] if i else None
            subjects: tuple[Subject, ...] | None = None
            comparator: str | None = None
            if (
                before
                and before.kind == "subject"
                and before.end == c.tokens[i].start
                and c.state.subject_before
            ):
                c.state.subjects = c.state.subject_before
                comparator = before.value[0].name
            return c.add(q.numeral, q.value, q.unit, indicator, "share", "share_of_after", bound=q.bound,
                         comparator=comparator, label=concept.text, subjects=subjects)  # fmt: skip
    return None


def share_in_words(c: Context, i: int, q: Quantity) -> Figure | None:
    """接近全市的五成, 其中72.4%来自新开工项目, 七成以上来自…: a share without 占."""
    if _FROM.match(c.text, c.tokens[i].end):
        comparator = None
    elif whole := _PART_OF.search(c.text[max(c.slots.start, q.numeral[0] - 12) : q.numeral[0]]):
        comparator = whole[1]
    else:
        return None
    concept = base_concept(c, i, strict=False)
    if concept is None:
        return None
    return c.add(q.numeral, q.value, q.unit, measured(c, concept), "share", "share_in_words", bound=q.bound,
                 comparator=comparator, label=concept.text)  # fmt: skip
