"""Reads one sentence from left to right: terms fill slots, numbers become figures by the rules.

A comma ends a clause: its slots are forgotten, but subject, period and concept are carried on. 占 and 高于 open a
frame, whose words belong to the other side of the comparison. What stands in brackets leaves the slots as they were.
"""

from __future__ import annotations

import re
from operator import attrgetter
from typing import Any

from flows.figures import amounts, percents, ranks, several, timing, topic
from flows.figures.bases import bare_investment, base_concept, measured
from flows.figures.context import CAUSE, Context, cause
from flows.figures.discourse import Concept, Discourse
from flows.figures.distribution import distribute, resolve_later
from flows.figures.doubts import doubt
from flows.figures.model import Figure
from flows.figures.project_figures import capacity_of, project_amount, project_figure, state_project_money
from flows.figures.projects import find_projects
from flows.figures.slots import Benchmark, Override, Slots
from flows.figures.terms import read_term
from flows.setting.model import Subject
from flows.words.model import Quantity, Token
from flows.words.periods import Span, month, year_of

_KIND = attrgetter("kind")
_SEPARATORS = "，,；;。！？!?：:"
_ACTING = frozenset(_SEPARATORS + "（(）)、")
_LISTED = re.compile(r"[、和与及]\s*\d")
_THINGS = ("standard_land", "standard_factory", "commitment", "agency")
_GOAL = re.compile(
    r"[）)]?的?(?:年度|全年|增长|预期|年初|[省市]定|既定|预定|[省市]下达|下达)?的?(?:目标|任务)(?!数)"
)
_GOAL_BEGINS = frozenset("）)的年全增预目任")
_MOVED = re.compile(
    r"(?:(?P<up>前移|上升|提升|前进|跃升|上移)|(?P<down>后移|下降|后退|下滑|下移|退))了?(?:至)?$"
)
_PLACES = ("位", "名", "个位次", "位次")
# 分行业看，…: of the whole, part by part
_BY_PART = re.compile(r"[从分按](?:[^，。；区园市县]{1,6})[看分][，,：:]")
_ITEM = re.compile(r"\s*(?:[一二三四五六七八九十]是|第[一二三四五六七八九十][，,])")
_ONLY_A_PROJECT = re.compile(
    r"\s*(?:\d{1,2}[.．、]|[（(]?\d{1,2}[）)]|[（(]?[一二三四五六七八九十]{1,2}[、）)])?\s*(?P<name>(?![（(]|[一二三四五六七八九十]是|第[一二三四五六七八九十]|攻坚|推进|推动|加快|加强|狠抓|抓[好实紧]|强化|突出|聚焦|实施|谋划|招引|建设|做[好实强]|紧盯|落实|服务|储备|储引)[^，。；：\d]{3,28}?(?<![抓推谋招引])(?:项目|工程))[。：:]\s*$"
)
_THRESHOLD = re.compile(
    r"(?:及?以[上下]|以内)?(?:、[^，。；、]{1,9}以[上下])?的?(?:[\u4e00-\u9fff]{0,6}(?:开发区|园区|企业|项目|县|区|市))?(?:数|数量)?(?:有|达到?|为|共|还有|仍有)?(?:约|近|超|逾)?(?:\d+|[一二两三四五六七八九十]+)余?[个家户]"
)
_ROUND = re.compile(r"(?:第|前)?[一二两三四五六七八九十\d]{1,3}[次期批轮届]“[^“”，。；]{3,8}”")
_YEARLY = re.compile(r"全年|年度|年初")
_INVESTMENTS = ("fixed_asset_investment", "industrial_investment")


def read_sentence(
    text: str, start: int, end: int, tokens: list[Token], state: Discourse, watcher: Any = None
) -> list[Figure]:
    """The figures of one sentence, in order of their numerals; the state carries on what the sentence said."""
    kinds = set(map(_KIND, tokens))
    counted = "number" in kinds
    projects = find_projects(text, tokens, start, end) if counted else []
    if projects:
        taken = {i for p in projects for i in [p.investment, *p.capacities] if i is not None}
        kept = [
            (i, t)
            for i, t in enumerate(tokens)
            if i in taken or not any(p.start <= t.start < p.end for p in projects) or t.kind == "mark"
        ]
        index = {old: new for new, (old, _) in enumerate(kept)}
        tokens = [t for _, t in kept]
        for p in projects:
            p.investment = index.get(p.investment) if p.investment is not None else None
            p.capacities = [index[i] for i in p.capacities]
    c = Context(text, start, end, tokens, state, projects, watcher)
    c.numbered = counted or "rank" in kinds
    state.widen()
    if state.period and state.period[0] == "month":
        state.period = None  # 3月份当月 holds for its sentence only
    if _ITEM.match(text, start) or _BY_PART.match(text, start):
        state.subjects = (state.section_subject or state.home,)  # 二是抓项目。: a new item, about all again
    before = state.subjects
    timing.enter(c)
    if text.find("“", start, end) >= 0:
        c.rounds = tuple((m.end(), m.group()) for m in _ROUND.finditer(text, start, end))
    if watcher is not None:
        watcher.enter(c)
    if (named := _ONLY_A_PROJECT.match(text, start, end)) is not None:
        home = state.section_subject or state.home
        state.project = Subject("project", named["name"], home.province_id, home.city_id, home.zone_id)
    c.last_project = state.project
    if c.numbered:
        distribute(c)
    saved: list[Slots] = []
    each = c.numbered and several.each_word(c)
    for i, token in enumerate(tokens):
        kind = token.kind
        if kind == "term":
            if not token.value.inert:
                c.slots.used = True
                read_term(c, i, token)
        elif kind == "punct":
            if token.value in _ACTING:
                _punctuation(c, i, token, saved)
        elif kind == "subject":
            topic.read_subject(c, i, token)
        elif kind == "period":
            timing.read_period(c, i, token)
        elif kind == "rank":
            c.slots.used = True
            resolve_later(c, i)
            made = len(c.figures)
            ranks.rank(c, i, token.value)
            if each:
                several.of_several(c, made)
            doubt(c, made)
        elif kind == "number":
            c.slots.used = True
            resolve_later(c, i)
            if (own := c.overrides.get(i)) is not None:
                _own_of_list(c, own)
            values = token.value if isinstance(token.value, tuple) else (token.value,)
            made = len(c.figures)
            for quantity in values:
                _number(c, i, quantity, bracket=bool(saved))
            if each:
                several.of_several(c, made)
            doubt(c, made)
            _forget_used(c, token)
            c.norm = None
        if watcher is not None:
            watcher.read(c, token)
    timing.leave(c)
    if c.whole and len(c.whole) == 1:
        state.subjects = c.whole  # …，其中A12.8亿元。年末…: of the whole again
    topic.back_home(c)
    if state.subjects and state.subjects[0].level in ("project", "enterprise"):
        state.subjects = before  # the next sentence is about the zone or city again
    elif len(state.subjects) > 1 and any(o.subjects for o in c.overrides.values()):
        state.subjects = before  # A、B分别增长5%、6%。…: what follows is no longer of each of them
    if c.figures:
        several.of_each(c, each)
        several.together(c)
        timing.earlier(c)
    return c.figures


def _own_of_list(c: Context, own: Override) -> None:
    """A number of a 分别 list may have an industry or a year of its own."""
    if own.scope:
        c.state.industry, c.state.population = (own.scope,), []
    if own.span:
        c.state.period, c.period_here = ("year", own.span), True


def _punctuation(c: Context, i: int, token: Token, saved: list[Slots]) -> None:
    char, state = token.value, c.state
    if char in "（(":
        saved.append(c.slots.copy())
        if i + 1 < len(c.tokens) and c.tokens[i + 1].kind == "period":
            c.slots.frame = None  # （去年全年为574.43亿元）: an aside of its own
    elif char in "）)":
        if saved:
            c.slots = saved.pop()
    elif char in _SEPARATORS and not saved:
        if char in "：:" and c.slots.concepts:
            return
        for at, _, concept in c.slots.concepts:
            if cause(c, at):
                continue
            if concept.name not in ("none", "zones") and (
                concept.name in c.lexicon.indicators or concept.name in _THINGS
            ):
                state.mention(concept)
            elif concept.name in c.lexicon.concepts:
                c.mentioned = concept
                state.key = state.key or concept.name == "key"  # 省重点项目新开工37个，完成投资…
        _of_investment(c)
        if c.numbered:
            topic.industry_ahead(c, token.start)
        state.aspect = c.slots.aspect or state.aspect
        if c.slots.used:
            since = _compared_with(c) if char == "，" else None
            c.slots = Slots(token.end)
            c.slots.benchmark = since
        else:
            c.slots.start = token.end
        if c.shifted or c.turning:
            state.period, c.shifted, c.turning = c.before_turn, False, False
        timing.clause_begins(c, token.end)
        if char in "；;":
            c.planned = c.actual = c.within = c.expected = False
            c.target = c.goals or c.hopes
            if c.whole:
                state.subjects, c.whole = c.whole, ()
            topic.back_home(c)
            if c.ahead and not c.goal_leads:
                state.period, c.passing, c.ahead = c.before_sentence, False, False
            state.widen()
    elif (
        char == "、"
        and c.slots.frame is not None
        and c.slots.frame.kind == "whole"
        and i + 1 not in c.overrides
    ):
        # the comparison is over, the clause goes on: 631.7亿元、占…的53.8%
        following = c.tokens[i + 1] if i + 1 < len(c.tokens) else None
        if following is not None and following.start == token.end and _is_place(following):
            c.slots.frame.start = token.end  # 占全市六成、全省一半
            return
        c.slots.frame = None
        c.slots.share = False


def _compared_with(c: Context) -> Benchmark | None:
    """与2022年同期相比，一季度工业总产值增长18%: a clause that only says what the next one compares with."""
    slots = c.slots
    said = slots.concepts or slots.facets or any(f.numeral[0] >= slots.start for f in c.figures)
    return slots.benchmark if slots.benchmark and slots.benchmark.kind == "previous" and not said else None


def _is_place(token: Token) -> bool:
    return token.kind == "subject" or (token.kind == "term" and "scope_subject" in token.value.tags)


def _of_investment(c: Context) -> None:
    """投资增速较快，但只完成年度计划的31.8%: investment by itself is what was spoken of, or that in fixed assets."""
    slots, state = c.slots, c.state
    if not (slots.growth or slots.aspect == "growth") or not bare_investment(c, len(c.tokens)):
        return
    if any(f.numeral[0] >= slots.start for f in c.figures):
        return
    known = next((k for k in state.recent[::-1] if k.name in _INVESTMENTS), None)
    state.mention(known or Concept("fixed_asset_investment", None, "投资"))


def _forget_used(c: Context, token: Token) -> None:
    """What belonged to the number just read does not belong to the next one, unless it stands in a list with it."""
    slots = c.slots
    completed = slots.facets and slots.facet == "completed"
    if not (slots.step or slots.yoy or completed) or _LISTED.match(c.text[token.end : token.end + 3]):
        return
    slots.step = slots.yoy = None
    if (
        completed
        and not isinstance(token.value, tuple)
        and token.value.dimension not in ("percent", "points")
    ):
        slots.facets.pop()


def _number(c: Context, i: int, quantity: Quantity, bracket: bool) -> None:
    if not c.slots.frame and cause(c, quantity.numeral[0]):
        # 受两个项目检修影响，下降5%: why, and nothing of what is told
        c.add(quantity.numeral, quantity.value, quantity.unit, None, "level", CAUSE, bound=quantity.bound,
              label=c.text[c.slots.start : quantity.numeral[0]])  # fmt: skip
        return
    project = (
        next((p for p in c.projects if p.investment == i or i in p.capacities), None) if c.projects else None
    )
    if quantity.bound == "eq" and i and c.tokens[i - 1].kind == "term":
        quantity = _bounded(c, i, quantity)
    end = c.tokens[i].end
    if (
        project is None
        and c.text[end : end + 1] in _GOAL_BEGINS
        and quantity.dimension != "points"
        and (goal := _GOAL.match(c.text, end))
    ):
        _goal(c, quantity, goal)
        return
    if project is None and quantity.bound != "eq" and _THRESHOLD.match(c.text, end) and not c.slots.frame:
        # 增速在20%以上的开发区有11个: which of them are counted
        c.add(quantity.numeral, quantity.value, quantity.unit, None, "level", "threshold", bound=quantity.bound,
              label=c.between(c.slots.start, quantity.numeral[0])[-20:])  # fmt: skip
    elif project is not None:
        project_figure(c, i, quantity, project)
    elif state_project_money(c, quantity):
        project_amount(c, quantity)
    elif c.last_project is not None and capacity_of(c, i, quantity):
        c.add(quantity.numeral, quantity.value, quantity.unit, "project_capacity", "level", "capacity", bound=quantity.bound,
              label=c.last_project.name if c.last_project else "", scenario=c.project_scenario,
              subjects=(c.last_project,) if c.last_project else None)  # fmt: skip
    elif quantity.unit in _PLACES and (sign := _moved(c, quantity)):
        ranks.rank_change(c, i, quantity, sign)
    elif quantity.dimension == "percent" or quantity.unit == "成":
        percents.percent(c, i, quantity, bracket)
    elif quantity.dimension == "points":
        percents.points(c, i, quantity)
    elif quantity.dimension == "multiple" and percents.ratio(c, quantity):
        pass
    elif quantity.dimension == "multiple" and (c.slots.growth or c.slots.aspect == "growth"):
        percents.percent(c, i, quantity, bracket)
    elif bracket and c.slots.benchmark and c.slots.benchmark.end >= c.tokens[i].start - 12:
        percents.bracketed(c, quantity, c.slots.benchmark)
    else:
        amounts.amount(c, i, quantity)


def _moved(c: Context, q: Quantity) -> str | None:
    """较上月提升3个、12个位次: which way a place has moved, or nothing where the number is no such move."""
    if verb := _MOVED.search(c.text[max(c.start, q.numeral[0] - 6) : q.numeral[0]]):
        return "-" if verb["down"] else "+"
    last = c.figures[-1] if c.figures else None
    if last is None or last.rules[0] != "rank_change" or len(c.between(last.numeral[1], q.numeral[0])) > 2:
        return None
    return "-" if last.value < 0 else "+"


def _goal(c: Context, q: Quantity, goal: re.Match[str]) -> None:
    """省定80%的目标, 全年1亿美元目标: the goal itself, of what is being spoken about."""
    concept = base_concept(c, 0, strict=False)
    indicator = measured(c, concept, c.slots.facet) if concept else None
    if concept and q.dimension not in ("percent", "points"):
        indicator = c.resolve(concept, q, c.slots.facet) or indicator
    own_rate = indicator is not None and c.lexicon.indicators[indicator].dimension == "percent"
    measure = "level" if own_rate or q.dimension != "percent" else "growth"
    before = c.text[max(c.start, q.numeral[0] - 8) : q.numeral[0]]
    setter = "province" if "省" in before else "city" if "市" in before else None
    # a goal quoted beside a figure has that figure's period
    span = c.figures[-1].span if c.figures else c.state.period[1] if c.state.period else None
    if _YEARLY.search(before) and c.state.now is not None:
        year = year_of(c.state.now)
        span = Span(month(year, 1), month(year, 12))
    c.add(q.numeral, q.value, q.unit, indicator, measure, "goal", label=concept.text if concept else "", bound=q.bound,
          scenario="target", set_by=setter, span=span)  # fmt: skip
    c.slots.benchmark = Benchmark("target", "目标", setter, q.numeral[0], goal.end())


def _bounded(c: Context, i: int, q: Quantity) -> Quantity:
    """不少于, 超过, 约 right before the number: its bound, where the number brings none of its own."""
    before = c.tokens[i - 1]
    tags = before.value.tags
    if not ("bound" in tags or "gap" in tags) or q.dimension == "points":
        return q
    bound = tags.get("bound") or {"+": "gt", "-": "lt"}.get(tags.get("gap", ""))
    if bound is None or c.between(before.end, q.numeral[0]):
        return q
    return Quantity(q.value, q.unit, q.dimension, bound, q.numeral, q.chinese)
