"""Rules for amounts: counts, money, areas and other measured units, each with the head that heads.py finds for it."""

from __future__ import annotations

import re
from decimal import Decimal

from flows.figures.carried import which_part
from flows.figures.concepts import concept_with
from flows.figures.context import Context, token_char
from flows.figures.discourse import Concept
from flows.figures.heads import NOUN_END, VERB, find_head, noun_after
from flows.figures.model import Figure
from flows.figures.slots import RANKS_OF_ZONES, TARGET_KINDS
from flows.figures.topic import SCOPES, whole
from flows.setting.model import Subject
from flows.words.lexicon import OTHER
from flows.words.model import Quantity, Token
from flows.words.periods import Span, month, year_of

_ZONES_OF = re.compile(r"(?P<wide>全国|全省|我省|全市|我市|全州|全县|全区)(?:共有|共|现有)?$")
_STOPS = re.compile(r"[，。、；：,;:（）()]")
# 距省定目标的15万元还差2.6万元, 比省定目标30万元高2.4万元
_SHORT = re.compile(r"^的?[^，。；]*?(?:(?P<less>[还尚]?[相]?差|低|少)|高出?|多|超出?)了?$")
_PART_DONE = re.compile(r"\D{1,4}的\s*\d+(?:\.\d+)?[%％]")
_CHANGE_ONLY = re.compile(r"(?:净增加?|增加|减少|净减少?)了?")
# 10亿元以上的项目, 超500亿元的46家: the amount says which of them, it is no value of theirs
_CLASS = re.compile(
    r"(?:及?以[上下])?的?(?:项目|企业|开发区|园区|工业项目|产业项目)(?:力争|确保)?(?:达|有|共|数|不少于|不低于|超|突破|\d|[一二两三四五六七八九十])|的(?:有|共)?\d+[家个户]"
)


_ADDED = re.compile(r"(?:净增加?|新增加?|增加|减少)了?(?:约|近|逾|超)?$")


_CLASS_NAMED = re.compile(r"[^，。；]{1,10}(?:企业|项目|开发区|园区)(?:有|达|共)?")
_SET = re.compile(r"[居列在占于位]$")
# 完成额排在前三位的是A（14.3亿元）、B（8.9亿元）; 增速由高到低依次为A14.2%
_LED = re.compile(
    r"(?:(?:前|后|末|倒数)[\d一二三四五六七八九十两]+(?:位|名|家|个)?的?(?:开发区|园区|县区|单位)?(?:依次|分别)?(?:是|为|有|[:：])|依次[是为]"
    r"|(?:较|最|靠|居|领)(?:快|慢|高|低|多|少|好|大|前|后|先)的?(?:开发区|园区|县区|单位)?(?:是|为|有|[:：]))[^。；]*$"
)
_LIGHT = "（(-－−为达仅以各均都有完成实现承接拥"
"""Characters that may stand between a subject and its number in a list."""


def amount(c: Context, i: int, quantity: Quantity) -> Figure:
    """A figure for a count or a measured amount."""
    token = c.tokens[i]
    override = c.overrides.get(i)
    if (
        override
        and (concept := override.concept)
        and (indicator := c.resolve(concept, quantity, c.slots.facet))
    ):
        return _level(c, quantity, indicator, concept, "distributed", subjects=override.subjects)
    if override and override.concept and override.concept.name == OTHER:
        return c.add(quantity.numeral, quantity.value, quantity.unit, None, "level", "distributed", bound=quantity.bound,
                     label=override.concept.text, subjects=override.subjects)  # fmt: skip
    if override and override.like is not None and override.like.indicator_id:
        stage = c.lexicon.stage_of(override.like.indicator_id)
        concept = Concept(stage or override.like.indicator_id, None, override.like.label)
        if indicator := c.resolve(concept, quantity, c.slots.facet):
            return _level(c, quantity, indicator, concept, "distributed", subjects=override.subjects)
    subjects = override.subjects if override else None
    frame = c.slots.frame
    if (
        frame
        and frame.kind == "versus"
        and quantity.dimension == "count"
        and _CLASS_NAMED.fullmatch(c.between(frame.start, token.start))
    ):
        c.slots.frame = None  # 超千万元企业42家: which of them, no difference
    if figure := _planned_for_year(c, i, quantity) or _goal_of_year(c, quantity):
        return figure
    if (
        quantity.bound != "eq"
        and quantity.dimension in ("money", "money_foreign")
        and _CLASS.match(c.text, token.end)
    ):
        return c.add(quantity.numeral, quantity.value, quantity.unit, None, "level", "threshold",
                     label=_label(c, token, i), bound=quantity.bound, subjects=subjects)  # fmt: skip
    frame = c.slots.frame
    if frame and frame.kind == "whole" and quantity.dimension != "count":
        concept = frame.concept or frame.base
        facet = frame.facet if frame.concept else c.slots.facet
        if concept and (indicator := c.resolve(concept, quantity, facet)):
            figure = _level(c, quantity, indicator, concept, "whole_of_share", carry=False)
            figure.scope = None
            return figure
    if (goal := _goal_said(c, quantity)) is not None:
        return goal
    compared = (
        (frame.base or _same_unit(c, quantity) or c.stage()) if frame and frame.kind == "versus" else None
    )
    if compared and (indicator := c.resolve(compared, quantity)):
        return _level(c, quantity, indicator, compared, "difference", subjects=subjects)
    if (mean := _average(c, i, quantity)) is not None:
        return mean
    if (own := _of_count_before(c, i, quantity)) is not None:
        return own
    # 规上企业占其中142家
    part = frame.base if frame and frame.kind == "whole" and quantity.dimension == "count" else None
    if part and (indicator := c.resolve(part, quantity)):
        return _level(c, quantity, indicator, part, "part_of_count", subjects=subjects)
    head = find_head(c, i, quantity)
    like = like_before(c, i, quantity) if head is None else None
    if like and like.indicator_id:
        concept = Concept(like.indicator_id, None, like.label)
        return _level(c, quantity, like.indicator_id, concept, "like_before", subjects=subjects)
    if head is None and (said := listed_of(c, i)) and (indicator := c.resolve(said, quantity)):
        return _level(c, quantity, indicator, said, "listed_of", subjects=subjects)
    last = c.figures[-1] if c.figures else None
    if (
        head is None
        and subjects
        and last
        and last.indicator_id
        and last.unit == quantity.unit
        and "distributed" not in last.rules
    ):
        concept = Concept(last.indicator_id, None, last.label)  # 分别承接权限186项、132项和118项
        return _level(c, quantity, last.indicator_id, concept, "like_listed", subjects=subjects)
    if head is None:
        label = _label(c, token, i)
        # 进口135.2亿元，增长8.2%: what follows without a head is about this, not about what was named before
        if quantity.dimension != "count":
            c.state.concept = Concept(OTHER, None, label)
        return c.add(quantity.numeral, _signed(c, quantity), quantity.unit, None, _measure(c), "no_head", label=label,
                     bound=quantity.bound, comparator=_against(c), subjects=subjects)  # fmt: skip
    concept, indicator, rule = head
    counted = quantity.dimension == "count" and not c.lexicon.indicators[indicator].stock
    if not counted and _measure(c) == "level" and _on_top(c, token, concept):
        # 进出口规模净增0.8万亿元: what came on top is not the whole
        return c.add(quantity.numeral, quantity.value, quantity.unit, None, "level", "added", label=concept.text,
                     bound=quantity.bound, subjects=subjects)  # fmt: skip
    figure = _level(c, quantity, indicator, concept, rule, subjects=subjects)
    if indicator == "zones":  # 省级开发区9家，工业投资30亿元: of all of them again
        c.state.population = [words for words in c.state.population if words not in RANKS_OF_ZONES]
    if rule == "part_of":  # 其中14个属新材料产业: which of them
        figure.scope = "".join(filter(None, [figure.scope, which_part(c, i)]))
    return figure


def _on_top(c: Context, token: Token, concept: Concept) -> bool:
    """Whether 新增 stands before a number or before its indicator: 新增工业总产值8亿元."""
    head = next((s for s, _, k in c.slots.concepts[::-1] if k.name == concept.name), token.start)
    starts = (token.start, head) if concept.name in c.lexicon.indicators else (token.start,)
    return any(_ADDED.search(c.text[max(c.start, start - 6) : start]) for start in starts)


def _average(c: Context, i: int, q: Quantity) -> Figure | None:
    """全省开发区平均为6.2万元: the average itself, of all of them, of what was counted in this unit."""
    mean = c.slots.benchmark
    frame = c.slots.frame
    if mean is None or mean.kind != "average" or not mean.set_by or (frame and frame.kind == "versus"):
        return None
    if c.between(mean.end, q.numeral[0]).strip("为达是只有仅约"):
        return None
    last = next((f for f in c.figures[::-1] if f.unit == q.unit and f.indicator_id), None)
    meant = whole(c, mean.set_by)
    if last is None or meant is None:
        return None
    return c.add(q.numeral, q.value, q.unit, last.indicator_id, "level", "average", bound=q.bound, label=last.label,
                 subjects=(meant,), span=last.span)  # fmt: skip


def _goal_said(c: Context, q: Quantity) -> Figure | None:
    """亩均税收12.4万元，距省定目标的15万元差2.6万元: the goal of what was just counted in this unit, and how far it is."""
    goal = c.slots.benchmark
    if goal is None or goal.kind != "target" or not goal.set_by:
        return None
    last = next((f for f in c.figures[::-1] if f.unit == q.unit), None)
    if last is None or last.indicator_id is None or last.measure != "level":
        return None
    said = c.between(goal.end, q.numeral[0])
    if (short := _SHORT.search(said)) and last.scenario == "target":
        return c.add(q.numeral, -q.value if short["less"] else q.value, q.unit, last.indicator_id, "gap", "goal_missed",
                     label=last.label, bound=q.bound, comparator=goal.name, span=last.span, subjects=last.subjects)  # fmt: skip
    if said.strip("的为是"):
        return None
    return c.add(q.numeral, q.value, q.unit, last.indicator_id, "level", "goal_said", label=last.label, bound=q.bound,
                 scenario="target", set_by=goal.set_by, span=last.span, subjects=last.subjects)  # fmt: skip


def _planned_for_year(c: Context, i: int, q: Quantity) -> Figure | None:
    """年度计划投资6200亿元: the target, for the whole year, of what will have been invested."""
    plan = c.slots.benchmark
    if plan is None or plan.kind != "plan" or "投资" not in plan.name or q.dimension != "money":
        return None
    if c.between(plan.end, q.numeral[0]).strip("约为达共") or c.state.now is None:
        return None
    stage = next((k for _, _, k in c.slots.concepts[::-1] if k.name in c.lexicon.concepts), c.state.stage)
    concept = concept_with(stage, "completed") if stage else Concept("any", "completed", plan.name)
    indicator = c.resolve(concept, q, "completed")
    if indicator is None:
        concept = Concept("any", "completed", plan.name)
        indicator = c.resolve(concept, q, "completed")
    year = c.year_said or c.state.year_said or c.state.goal_year or year_of(c.state.now)
    figure = c.add(q.numeral, q.value, q.unit, indicator, "level", "year_plan", label=plan.name, bound=q.bound,
                   scenario="target", span=Span(month(year, 1), month(year, 12)), concept=concept)  # fmt: skip
    c.slots.benchmark = None
    return figure


def _goal_of_year(c: Context, q: Quantity) -> Figure | None:
    """产值17.78亿元，完成全年任务75亿元的23.7%: the goal for the whole year of what was just counted."""
    goal = c.slots.benchmark
    if goal is None or goal.kind not in TARGET_KINDS or c.state.now is None:
        return None
    if c.between(goal.end, q.numeral[0]).strip("约为达共是") or not _PART_DONE.match(c.text, q.numeral[1]):
        return None
    concept = c.carried()
    indicator = c.resolve(concept, q) if concept else None
    year = year_of(c.state.now)
    return c.add(q.numeral, q.value, q.unit, indicator, "level", "goal_of_year", label=concept.text if concept else goal.name,
                 bound=q.bound, scenario="target", set_by=goal.set_by, span=Span(month(year, 1), month(year, 12)))  # fmt: skip


def _one_of_them(c: Context, q: Quantity) -> bool:
    """Whether a zone was spoken of and now several are counted; A、B、C等3家开发区 are the three themselves."""
    zones = c.state.subjects
    return bool(zones) and zones[0].level == "zone" and len(zones) != q.value


def _same_unit(c: Context, q: Quantity) -> Concept | None:
    """What the sentence printed last in the same unit: 亩均税收12.8万元，高出全省开发区平均3.7万元."""
    last = next((f for f in c.figures[::-1] if f.unit == q.unit and f.measure == "level"), None)
    return Concept(last.indicator_id, None, last.label) if last and last.indicator_id else None


def _of_count_before(c: Context, i: int, q: Quantity) -> Figure | None:
    """412家，较年初净增9家: a change of what was counted right before, in the same unit, with no noun of its own."""
    last = c.figures[-1] if c.figures else None
    changed = _measure(c) == "gap" or (
        c.slots.growth and _CHANGE_ONLY.fullmatch(c.between(c.slots.start, q.numeral[0]))
    )
    if not changed or last is None or last.unit != q.unit or last.measure not in ("level", "gap"):
        return None
    if noun_after(c, i, q) is not None or c.slots.concepts:
        return None
    sign = c.slots.step or c.slots.growth or (c.slots.frame.sign if c.slots.frame else "+") or "+"
    against = c.slots.benchmark.name if c.slots.benchmark else c.slots.yoy or "上年"
    return c.add(q.numeral, -abs(q.value) if sign == "-" else q.value, q.unit, last.indicator_id, "gap", "count_change",
                 label=last.label, bound=q.bound, comparator=against, span=last.span, subjects=last.subjects)  # fmt: skip


def like_before(c: Context, i: int, q: Quantity) -> Figure | None:
    """寿阳经开区29923.9%，榆社经开区17947.5%: a subject with its number goes on with what the one before was about."""
    like = c.state.listed.get(q.dimension)
    return like if like is not None and _follows_subject(c, i) else None


def listed_of(c: Context, i: int) -> Concept | None:
    """前5位：A（24.7%）、B（22.3%）: what the heading or the paragraph before says that the list is of."""
    if not _follows_subject(c, i):
        return None
    if c.state.by_part:
        return c.state.concept
    led = _LED.search(c.text, c.start, c.tokens[i].start)
    # 投产率，A为61.9%: something else was named since
    since = led and any(
        t.start > led.start() and t.kind == "term" and "concept" in t.value.tags for t in c.tokens[:i]
    )
    return c.state.concept if led and not since else None


def _follows_subject(c: Context, i: int) -> bool:
    """Whether a number stands right behind a subject, without a head of its own."""
    j = i - 1
    while j > 0 and c.tokens[j].kind == "term" and c.tokens[j].value.text in _LIGHT:
        j -= 1
    before = c.tokens[j] if j >= 0 else None
    if before is not None and before.kind == "punct" and token_char(c, before) in "（(" and j > 0:
        before = c.tokens[j - 1]
    if before is None or before.kind != "subject" or c.slots.concepts or c.slots.growth:
        return False
    between = c.between(before.end, c.tokens[i].start).strip(_LIGHT)
    return not between and not c.text.startswith("的", c.tokens[i].end)


def _level(
    c: Context,
    quantity: Quantity,
    indicator: str,
    concept: Concept,
    rule: str,
    carry: bool = True,
    subjects: tuple[Subject, ...] | None = None,
) -> Figure:
    if indicator == "zones" and (
        wide := _ZONES_OF.search(c.text[max(c.start, quantity.numeral[0] - 6) : quantity.numeral[0]])
    ):
        meant = whole(c, SCOPES[wide["wide"][1]])
        subjects = (meant,) if meant else subjects
        carry = False
    elif indicator == "zones" and not subjects and _one_of_them(c, quantity):
        if _SET.search(c.text[max(c.start, quantity.numeral[0] - 3) : quantity.numeral[0]]):
            subjects, carry = (c.state.home,), False  # 居36个开发区首位: the set of a rank
        else:
            c.state.say_subject(
                (c.state.home,)
            )  # several zones are counted: one of them can't be the subject
    value, unit = _signed(c, quantity), quantity.unit
    measure = _measure(c)
    frame = c.slots.frame
    if rule == "noun_after" and frame and c.unknown(frame.start, quantity.numeral[0], len(c.tokens)):
        # 高于其他12家开发区0.7个百分点: how many those are is no difference
        return c.add(quantity.numeral, quantity.value, unit, indicator, "level", rule, label=concept.text,
                     bound=quantity.bound, subjects=subjects)  # fmt: skip
    return c.add(quantity.numeral, value, unit, indicator, measure, rule, label=concept.text, bound=quantity.bound,
                 comparator=_against(c), concept=concept if carry else None, subjects=subjects)  # fmt: skip


def _measure(c: Context) -> str:
    """比上年多96个 is a gap; everything else with an amount is a level."""
    frame = c.slots.frame
    if frame and frame.kind == "versus" and (c.slots.step or c.slots.growth or frame.sign):
        return "gap"
    if c.slots.yoy and (c.slots.step or c.slots.growth):
        return "gap"
    since = c.slots.benchmark
    if since and since.kind == "previous" and (c.slots.step or c.slots.growth):
        return "gap"  # 与年初相比，规上企业增加19家
    return "level"


def _signed(c: Context, quantity: Quantity) -> Decimal:
    if _measure(c) == "gap":
        sign = c.slots.step or c.slots.growth or (c.slots.frame.sign if c.slots.frame else "+")
        return -quantity.value if sign == "-" else quantity.value
    return quantity.value


def _against(c: Context) -> str | None:
    if _measure(c) != "gap":
        return None
    return c.slots.benchmark.name if c.slots.benchmark else c.slots.yoy


def _label(c: Context, token: Token, i: int) -> str:
    """The noun phrase of a quantity that the catalog lacks: behind the unit, else before the number."""
    stop = NOUN_END.search(c.text, token.end, c.end)
    after = c.text[token.end : stop.start() if stop else c.end].removeprefix("的")
    if after and not VERB.match(after):
        return after[:20]
    before = _STOPS.split(c.text[max(c.start, token.start - 20) : token.start])[-1]
    return before.strip("“”")[-20:] or after[:20]
