"""What each word does to the slots of the clause it stands in: subjects, periods and terms of the lexicon."""

from __future__ import annotations

import re

from flows.figures.context import Context
from flows.figures.discourse import Concept
from flows.figures.slots import RANKS_OF_ZONES, Benchmark, Frame, Slots
from flows.figures.timing import read_scenario
from flows.figures.topic import read_scope
from flows.words.model import Quantity, Token
from flows.words.periods import Span

# 不少于1000亩 says what ought to be; 超过 and 突破 say what is
_NORMATIVE = ("不少于", "不低于", "至少", "不高于", "不超过", "不小于")
_IN = re.compile(r"在[^，。；、]{0,6}$")
_OF_WHOLE = re.compile(r"[^，。；、]{0,5}(?:之?中|里)?的?所?")
_INDUSTRY = re.compile(
    r"[\u4e00-\u9fffA-Za-z\d]{1,12}(?:产业链?|行业|制造业|板块|集群|领域|(?<![各同两三四五多])类)"
)
_LISTED = re.compile(r"[、和与及]")
# a word of an industry's name may stand for something by itself: 制造业 in 装备制造业, 新 in 新材料产业
_IN_INDUSTRY = {"population", "noun", "facet"}
_OF_INDUSTRY = {
    "gross_industrial_output", "industrial_output_above_size", "industrial_value_added", "operating_revenue", "tax_revenue",
    "profit", "exports", "foreign_trade", "retail_sales",
}  # fmt: skip


def read_term(c: Context, i: int, token: Token) -> None:
    term = token.value
    if term.turns and _turn(c, i, token):
        return
    tags: dict[str, str] = term.tags
    slots, state = c.slots, c.state
    if "lists" in tags and slots.frame is not None and slots.frame.kind == "versus":
        _close_frame(slots)  # 亩均税收高于全市平均水平的有A（15.2万元/亩）: each has its own value
        return
    if slots.frame is not None:
        _in_frame(slots, slots.frame, token)
        return
    if "concept" in tags:
        concept = Concept(_in_full(c, term.text, tags["concept"]), tags.get("facet"), term.text)
        if term.text[0] == "已" or c.text[token.start - 1] == "已":
            c.actual, c.planned = True, False  # 计划新开工项目19个，已开工10个
        if (
            concept.name == "zones"
            and (following := _behind_fillers(c, i))
            and _all_zones(c, token, following)
        ):
            state.say_subject((state.home,))
        slots.concepts.append((token.start, token.end, concept))
        if term.text.startswith("已"):
            read_scenario(c, "actual", i, token)
        state.industry = _industry_of(c, i)
        if term.text == "三个一批" and c.mentioned is None and state.stage is None:
            c.mentioned = Concept(
                "arranged", None, term.text
            )  # the projects of a round, whatever their stage
    if "facet" in tags:
        slots.facets.append((token.end, tags["facet"]))
    if "noun" in tags:
        slots.nouns.append((token.start, token.end, tags["noun"]))
    if term.names:
        return
    for name in ("growth", "aspect", "step", "yoy"):
        if name in tags and not (name == "aspect" and slots.aspect == "pull"):
            setattr(slots, name, tags[name])
    if tags.get("aspect") == "decline":
        slots.aspect, slots.growth, slots.decline = "growth", "-", True
    if "yoy" in tags and term.text.startswith(("同比增", "同比上")):
        slots.growth = "+"
    if "turn" in tags and c.turning:
        state.period, c.turning = c.before_turn, False
    if "completion" in tags:
        slots.completion = True
    if "scenario" in tags:
        read_scenario(c, tags["scenario"], i, token)
    if "bound" in tags and term.text in _NORMATIVE and not c.actual and (number := _number_behind(c, i)):
        c.norm = number.start
    if "scope_subject" in tags:
        read_scope(c, i, token, tags["scope_subject"])
    if "population" in tags:
        _narrow(c, tags["population"] or term.text)
    if "within" in tags:
        c.whole = c.whole or state.subjects
        c.within = True


def _narrow(c: Context, words: str) -> None:
    """其中国家级19家、省级165家: of two levels only the last said holds; what is pulled is not narrowed."""
    if c.slots.aspect == "pull":
        return
    if words in RANKS_OF_ZONES:
        c.state.population = [other for other in c.state.population if other not in RANKS_OF_ZONES]
    c.state.population.append(words)


def _in_full(c: Context, words: str, concept: str) -> str:
    """规上工业营业收入547亿元，利润46亿元: a bare word goes on about the industry above size that was spoken of."""
    full = _IN_FULL.get(concept)
    if full is None or words not in _BARE:
        return concept
    if concept == "gross_industrial_output":  # 8家规上工业企业完成总产值, and no industry's of theirs
        last = c.figures[-1] if c.figures else None
        told = bool(
            last and last.indicator_id == "enterprises_above_size" and last.numeral[0] >= c.slots.start
        )
    else:
        figures = c.figures or c.state.figures
        told = any(_ABOVE_SIZE.search(f.indicator_id or "") for f in figures[-_TOLD:])
    return full if told and full in c.lexicon.indicators else concept


_ABOVE_SIZE = re.compile(r"_above_size$|^industrial_value_added$")
_BARE = {
    "产值",
    "总产值",
    "完成产值",
    "实现产值",
    "完成总产值",
    "实现总产值",
    "利润",
    "实现利润",
    "利润总额",
    "实现利润总额",
    "营业收入",
    "主营业务收入",
    "实现营业收入",
    "实现主营业务收入",
}
_IN_FULL = {
    "gross_industrial_output": "industrial_output_above_size",
    "total_profit": "industrial_profit_above_size",
    "operating_revenue": "industrial_revenue_above_size",
}
_TOLD = 6
"""Figures back in the paragraph."""


def _industry_of(c: Context, i: int) -> tuple[str, ...]:
    """锂电产业完成产值…: the industry right before an indicator of the economy, as a narrower population."""
    indicator = c.lexicon.indicators.get(c.tokens[i].value.tags["concept"])
    if indicator is None or indicator.dimension != "money":
        return ()
    named = industries_before(c, i)
    if not named and c.industry_ahead and indicator.indicator_id in _OF_INDUSTRY and not _names_whom(c, i):
        named = [c.industry_ahead]
    if len(named) != 1:
        return ()
    # 制造业发展迅速，装备制造业产值…: what a clause before was about is over, and part of the name says nothing by itself
    clause = c.text[c.slots.start : c.tokens[i].start].replace(named[0], "")
    c.state.population = [words for words in c.state.population if words in clause]
    return tuple(named)


def _names_whom(c: Context, i: int) -> bool:
    """Whether the clause says whom it is about: 新能源产业表现亮眼，全区产值增长5%."""
    clause = (t for t in c.tokens[:i] if t.start >= c.slots.start)
    return any(t.kind == "subject" or (t.kind == "term" and "scope_subject" in t.value.tags) for t in clause)


def before_fillers(c: Context, i: int) -> int:
    """Where what stands before token i ends, light verbs left aside: 投产率|分别, 锂电产业|完成产值."""
    start: int = c.tokens[i].start
    for token in reversed(c.tokens[:i]):
        if token.kind != "term" or not token.value.inert or token.end != start:
            break
        start = token.start
    return start


def industries_before(c: Context, i: int) -> list[str]:
    """The industries that stand in a list right before token i, light verbs left aside: 化工、食品产业|完成产值."""
    begin, end = c.start, before_fillers(c, i)
    for token in reversed(c.tokens[:i]):
        if token.start >= end:
            continue
        if token.kind == "term":
            inside = token.value.tags.keys() <= _IN_INDUSTRY or token.end - token.start == 1
        else:
            inside = token.kind == "punct" and c.text[token.start] == "、"
        if not inside:
            begin = token.end
            break
    names = _LISTED.split(c.text[begin:end].removesuffix("的"))
    return names if _INDUSTRY.fullmatch(names[-1]) and all(1 < len(name) <= 14 for name in names) else []


def _behind_fillers(c: Context, i: int) -> Token | None:
    """The first token behind token i that is no light verb and no period: 开发区|完成|规上工业总产值."""
    position = c.tokens[i].end
    for token in c.tokens[i + 1 :]:
        if c.between(position, token.start):
            return None
        if token.kind != "period" and not (token.kind == "term" and token.value.inert):
            return token
        position = token.end
    return None


def _right_behind(c: Context, i: int) -> Token | None:
    """The token behind token i, if nothing but marks stands between them."""
    if i + 1 < len(c.tokens) and not c.between(c.tokens[i].end, c.tokens[i + 1].start):
        return c.tokens[i + 1]
    return None


def _number_behind(c: Context, i: int) -> Token | None:
    """The number right behind token i."""
    following = _right_behind(c, i)
    return following if following and following.kind == "number" else None


def _turn(c: Context, i: int, token: Token) -> bool:
    """Read a term that compares or takes a share; false where it does neither here, and is read as any other."""
    tags = token.value.tags
    slots, state = c.slots, c.state
    if "benchmark" in tags:
        following = c.tokens[i + 1] if i + 1 < len(c.tokens) else None
        kind, name, set_by = tags["benchmark"].split("|")
        if slots.frame is None and kind in ("average", "previous", "norm") and "scope_subject" in tags:
            pass
        elif kind == "previous" and slots.benchmark and slots.benchmark.end == token.start:
            return True  # 2019年同期: the year before 同期 says which
        else:
            slots.benchmark = Benchmark(kind, name, set_by or None, token.start, token.end)
            span = state.period[1] if state.period else state.default_span("actual", False)
            if kind == "previous" and name == "上年" and c.text[token.start - 1] in "由从" and span:
                # 由上年的下降4.7%转为增长13.5%
                c.before_turn, c.turning = state.period, True
                state.period = ("range", Span(span.start - 12, span.end - 12))
                slots.benchmark = None
            elif following and following.kind == "rank" and token.value.text.endswith("增速"):
                slots.aspect, slots.benchmark = "growth", None  # 包揽全省增速前3名
            return True
    if "gap" in tags and not ((number := _number_behind(c, i)) and ("bound" in tags or _is_bound(number))):
        if slots.frame is None or slots.frame.kind != "versus":
            slots.frame = Frame("versus", token.end, base=_last_concept(c), sign=tags["gap"])
        else:
            slots.frame.sign = tags["gap"]
        return True
    if "versus" in tags and _compares(c, i, token):
        slots.frame = Frame("versus", token.end, base=_last_concept(c))
        return True
    if "share" in tags:
        slots.share = True
        if (
            slots.frame is None
            and slots.concepts
            and _IN.search(c.text[: slots.concepts[-1][0]][-8:])
            and _OF_WHOLE.fullmatch(c.text[slots.concepts[-1][1] : token.start])
        ):
            # 转型项目投资…，在工业投资中占比92.81%: the concept named last is the whole
            start, _, whole = slots.concepts.pop()
            slots.drop_facets(start)
            slots.frame = Frame("whole", start, base=_last_concept(c) or c.carried(), concept=whole)
        if token.value.text in ("占", "占比重"):
            slots.frame = Frame("whole", token.end, base=_last_concept(c) or _carried_part(c, i))
        elif token.value.text == "贡献了":
            slots.frame = Frame("whole", token.end, base=_last_concept(c))
        return True
    return False


def _close_frame(slots: Slots) -> None:
    if slots.frame is not None and slots.frame.base is not None and not slots.concepts:
        slots.concepts.append((slots.frame.start, slots.frame.start, slots.frame.base))
    slots.frame = slots.benchmark = slots.step = slots.yoy = None


def _in_frame(slots: Slots, frame: Frame, token: Token) -> None:
    """A word of the other side of a comparison or of a share."""
    tags = token.value.tags
    if "concept" in tags and frame.kind == "whole":
        frame.concept = Concept(tags["concept"], tags.get("facet"), token.value.text)
    elif "facet" in tags and frame.kind == "whole":
        frame.facet = tags["facet"]
    if "scope_subject" in tags and frame.kind == "versus":
        scope = tags["scope_subject"]
        slots.benchmark = Benchmark("average", token.value.text, scope, token.start, token.end)
    if "step" in tags:
        slots.step = tags["step"]
    if "growth" in tags:
        slots.growth = tags["growth"]
    if "aspect" in tags and frame.kind == "versus" and tags["aspect"] == "pull":
        slots.aspect = "pull"


def _all_zones(c: Context, token: Token, following: Token) -> bool:
    """国家级开发区工业投资…, where a clause begins and a province or a city speaks: all its zones."""
    if c.state.home.level not in ("province", "city") or following.kind != "term":
        return False
    before = c.text[c.slots.start : token.start].strip("，。；“”")
    begins = before in ("", "国家级", "省级", "各", "我省", "我市")
    return begins and following.value.tags.get("concept") in c.lexicon.indicators


def _is_bound(token: Token) -> bool:
    value = token.value[0] if isinstance(token.value, tuple) else token.value
    return isinstance(value, Quantity) and value.dimension != "points"


def _compares(c: Context, i: int, token: Token) -> bool:
    """比 and 较 compare only with something named right behind them."""
    if i + 1 >= len(c.tokens):
        return False
    following = c.tokens[i + 1]
    if following.start - token.end > 2 or c.text[token.end : token.end + 1] in "，。、":
        return False
    if following.kind == "term":
        return bool(following.value.tags.keys() & {"benchmark", "scope_subject"}) and token.value.text != "与"
    return following.kind in ("period", "subject") and token.value.text != "与"


def _carried_part(c: Context, i: int) -> Concept | None:
    """What is carried on as the part; 增长企业占规上工业企业75.8% names its own, and only the whole tells what is counted."""
    if not c.slots.concepts and c.own_noun(c.tokens[i].start):
        return None
    return c.carried()


def _last_concept(c: Context) -> Concept | None:
    for start, _, concept in c.slots.concepts[::-1]:
        if concept.name != "none":
            facet = c.slots.facet if c.slots.facet_end >= start else concept.facet
            return Concept(concept.name, facet, concept.text)
    if c.slots.facet and c.state.stage:
        return Concept(c.state.stage.name, c.slots.facet, c.state.stage.text)
    if c.slots.nouns and c.state.stage:
        return Concept(c.state.stage.name, None, c.state.stage.text)
    return None
