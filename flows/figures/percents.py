"""Rules for percentages and percentage points."""

from __future__ import annotations

import re
from decimal import Decimal

from flows.figures.amounts import like_before, listed_of
from flows.figures.bases import bare_investment, base_concept, measured, rate_of, signed
from flows.figures.concepts import as_concept, concept_with
from flows.figures.context import Context, transparent
from flows.figures.discourse import Concept
from flows.figures.model import Figure
from flows.figures.shares import of_industry, said_whole, share_in_words, share_of_after, told_share
from flows.figures.slots import TARGET_KINDS, Benchmark, Override
from flows.figures.topic import SCOPES, whole
from flows.words.lexicon import OTHER
from flows.words.model import Quantity
from flows.words.periods import Span, month, year_of

_YEAR = re.compile(r"(?:19|20)\d\d")
_LEADS = re.compile(
    r"[%％]?的?(?:增速|增幅|增长)?(?:领跑|领先|居首|排名?第一|位居|位列|居全|遥遥|高居|继续领|强势)"
)
_NUMBER = re.compile(r"\d[\d.]*[%％]?[、和及与]?")
_DONE_SO_FAR = re.compile(r"完成了?$")
_WIDER_IS = re.compile(r"(?:而|同期|当期)?(?P<place>全[省市国县州盟])(?:仅|只)?(?:为|是|有)?(?:增长|下降)?")
# 带动全区产值增长3.3个百分点: what it brought about, no difference
_LED = re.compile(r"(?:带动|助推|促进|支撑)[^，。；、]{2,24}(?:增长|上升|提高|回升)(?:了|约|近)?$")
# 是2018年的3倍, 是全市总和的1.3倍
_RATIO = re.compile(r"(?:是|为|相当于|达到?)(?P<of>[^，。；是为]{2,20}?)的(?:近|约|超过?|逾)?$")
_EARLIER = re.compile(r"(?:19|20)\d\d年|去年|上年|前年|上一年|同期|[“”十一二三四五]{3,5}(?:末|初|期)")


def percent(c: Context, i: int, q: Quantity, bracket: bool) -> Figure:
    """A figure for a percentage."""
    slots, state = c.slots, c.state
    override = c.overrides.get(i)
    if bracket and slots.benchmark and slots.benchmark.end >= c.tokens[i].start - 12:
        return bracketed(c, q, slots.benchmark)
    if override and (figure := _distributed(c, q, override)):
        return figure
    if like := like_before(c, i, q):
        measure = "growth" if slots.aspect == "growth" or state.aspect == "growth" else like.measure
        return c.add(q.numeral, q.value, q.unit, like.indicator_id, measure, "like_before", bound=q.bound,
                     label=like.label, comparator=like.comparator if measure == "share" else None)  # fmt: skip
    if (said := listed_of(c, i)) and (indicator := measured(c, said)):
        own = rate_of(c, said)
        growing = "growth" in (slots.aspect, state.aspect)
        value = q.value if own else signed(slots.growth, q.value)
        if own or growing:
            return c.add(q.numeral, value, q.unit, own or indicator, "level" if own else "growth", "listed_of",
                         bound=q.bound, label=said.text, concept=said)  # fmt: skip
    if c.text[q.numeral[0]] == "翻" and slots.growth is None:
        slots.growth = "+"
    if figure := _average(c, i, q) or _of_wider(c, q):
        return figure
    if (
        _DONE_SO_FAR.search(c.text[max(slots.start, q.numeral[0] - 4) : q.numeral[0]])
        and not slots.growth
        and slots.frame is None
    ):
        slots.completion = True  # 规上工业增加值完成15.6%: of what was planned
    if slots.completion or (slots.benchmark and slots.benchmark.kind in TARGET_KINDS and not slots.growth
                            and not (slots.frame and slots.frame.kind == "versus")):  # fmt: skip
        concept = base_concept(c, i, strict=False)
        done = concept_with(concept, "completed") if concept else None
        indicator = (done and measured(c, done)) or (measured(c, concept) if concept else None)
        last = c.figures[-1] if c.figures else None
        if last and last.indicator_id and not slots.concepts and concept is c.state.concept:
            indicator = last.indicator_id  # 出让31宗、2164.38亩，完成全年任务的90.2%
        name = slots.benchmark.name if slots.benchmark else "计划"
        return c.add(q.numeral, q.value, q.unit, indicator, "completion", "completion", bound=q.bound, comparator=name,
                     label=concept.text if concept else "", concept=concept)  # fmt: skip
    if slots.frame and slots.frame.base is None and (figure := share_of_after(c, i, q)):
        return figure  # 贡献了璧山区85.3%的工业投资
    if ((slots.frame and slots.frame.kind == "whole") or slots.share) and (figure := told_share(c, i, q)):
        return figure
    if slots.growth is not None and (figure := of_industry(c, i, q) or _growth(c, i, q)):
        return figure
    for start, _, concept in slots.concepts[::-1]:
        facet = slots.facet if slots.facet_end >= start else concept.facet
        if indicator := rate_of(c, concept, facet):
            return c.add(q.numeral, q.value, q.unit, indicator, "level", "rate", bound=q.bound, concept=concept,
                         label=concept.text)  # fmt: skip
        break
    if slots.facet in ("use", "start_rate") and state.concept:
        for concept in state.recent[::-1]:
            if indicator := rate_of(c, concept, slots.facet):
                return c.add(q.numeral, q.value, q.unit, indicator, "level", "rate_carried", bound=q.bound,
                             concept=concept_with(concept, slots.facet), label=concept.text)  # fmt: skip
    following = c.tokens[i + 1] if i + 1 < len(c.tokens) else None
    if (
        following
        and following.kind == "term"
        and "concept" in following.value.tags
        and following.start == c.tokens[i].end
    ):
        concept = as_concept(following)
        if indicator := rate_of(c, concept):
            return c.add(
                q.numeral,
                q.value,
                q.unit,
                indicator,
                "level",
                "rate_after",
                bound=q.bound,
                label=concept.text,
            )
    if figure := share_of_after(c, i, q):
        return figure
    if figure := share_in_words(c, i, q):
        return figure
    if figure := _growth(c, i, q):
        return figure
    if state.concept and len(c.unknown(slots.start, c.tokens[i].start, i)) <= 1:
        last = c.figures[-1] if c.figures else None
        target = last is not None and last.measure == "growth" and last.scenario == "target"
        if (indicator := rate_of(c, state.concept)) or (target and last):
            measure = "level" if indicator else "growth"
            meant = indicator or (last.indicator_id if last else None)
            return c.add(q.numeral, q.value, q.unit, meant, measure, "rate_carried",
                         bound=q.bound, label=state.concept.text, concept=state.concept if indicator else None)  # fmt: skip
    if (figure := _at_other_time(c, i, q)) is not None:
        return figure
    label = _NUMBER.split(c.text[max(slots.start, c.tokens[i].start - 20) : c.tokens[i].start])[-1]
    if not label and c.figures:
        label = c.figures[-1].label  # of one list
    measure, value = _unlisted(c, q)
    return c.add(q.numeral, value, q.unit, None, measure, "no_head", label=label, bound=q.bound)


def ratio(c: Context, q: Quantity) -> Figure | None:
    """是2018年的3倍 is growth over that period, 是全市总和的1.3倍 a share of the other."""
    named = _RATIO.search(c.text[max(c.slots.start, q.numeral[0] - 28) : q.numeral[0]])
    concept = base_concept(c, 0, strict=False) if named else None
    indicator = measured(c, concept) if concept else None
    if named is None or concept is None or indicator is None:
        return None
    last = c.figures[-1] if c.figures else None
    measure = "growth" if _EARLIER.match(named["of"]) else "share"
    return c.add(q.numeral, q.value, q.unit, indicator, measure, "ratio", bound=q.bound, comparator=named["of"],
                 label=concept.text, span=last.span if last and last.indicator_id == indicator else None)  # fmt: skip


def _of_wider(c: Context, q: Quantity) -> Figure | None:
    """增长9.4%，…；全市为7.2%: the same of the whole place, as a benchmark."""
    last = next((f for f in c.figures[::-1] if f.unit == q.unit and f.measure in ("growth", "level")), None)
    named = _WIDER_IS.fullmatch(c.between(c.slots.start, q.numeral[0]))
    meant = whole(c, SCOPES[named["place"][1]]) if named else None
    if last is None or last.indicator_id is None or named is None or meant is None:
        return None
    figure = c.add(q.numeral, signed(c.slots.growth, q.value), q.unit, last.indicator_id, last.measure, "of_wider", bound=q.bound,
                   label=last.label, subjects=(meant,), span=last.span)  # fmt: skip
    figure.scope = named["place"]
    return figure


def _unlisted(c: Context, q: Quantity) -> tuple[str, Decimal]:
    """Measure and signed value of a percentage of what the catalog lacks, by the words of its clause."""
    slots = c.slots
    if slots.share:
        return "share", q.value
    if slots.growth or slots.aspect == "growth":
        return "growth", signed(slots.growth, q.value)
    return "level", q.value


def _average(c: Context, i: int, q: Quantity) -> Figure | None:
    """全省开发区平均增速7.8%: the average itself, of all of them."""
    mean = c.slots.benchmark
    if mean is None or mean.kind != "average" or (c.slots.frame and c.slots.frame.kind == "versus"):
        return None
    if c.between(mean.end, q.numeral[0]).strip("为达是增长") or not c.text[mean.start : mean.end].endswith(
        ("增速", "平均", "水平")
    ):
        return None
    concept = base_concept(c, i, strict=False)
    indicator = measured(c, concept) if concept else None
    if concept is None or indicator is None:
        return None
    own_rate = c.lexicon.indicators[indicator].dimension == "percent"
    meant = whole(c, mean.set_by) if mean.set_by else None
    subjects = (meant,) if meant else None
    return c.add(q.numeral, q.value, q.unit, indicator, "level" if own_rate else "growth", "average", bound=q.bound,
                 label=concept.text, subjects=subjects, concept=concept)  # fmt: skip


def _distributed(c: Context, q: Quantity, override: Override) -> Figure | None:
    slots = c.slots
    indicator, label, concept = None, "", override.concept
    if override.like is not None:
        indicator, label = override.like.indicator_id, override.like.label
    elif concept is not None:
        indicator, label = measured(c, concept, slots.facet), concept.text
    elif override.subjects and (concept := base_concept(c, 0, strict=False)):
        indicator, label = measured(c, concept), concept.text
    if indicator is None:
        if override.like is None and (concept is None or concept.name != OTHER):
            return None
        # what the catalog lacks has its place in the list too
        measure, value = _unlisted(c, q)
        return c.add(q.numeral, value, q.unit, None, measure, "distributed", bound=q.bound, label=label,
                     subjects=override.subjects)  # fmt: skip
    own_rate = c.lexicon.indicators[indicator].dimension == "percent"
    measure = "share" if slots.share and not own_rate else "growth" if not own_rate else "level"
    done = (
        not slots.growth and c.text.find("分别完成", max(slots.start, q.numeral[0] - 20), q.numeral[0]) >= 0
    )
    if slots.completion or done or (slots.benchmark and slots.benchmark.kind in TARGET_KINDS):
        measure = "completion"
    value = signed(slots.growth, q.value) if measure == "growth" else q.value
    return c.add(q.numeral, value, q.unit, indicator, measure, "distributed", bound=q.bound, label=label,
                 subjects=override.subjects, comparator=said_whole(c, q) if measure == "share" else None)  # fmt: skip


def bracketed(c: Context, q: Quantity, benchmark: Benchmark) -> Figure:
    """高于省定目标（15%）: the benchmark's own value, as a figure of its own."""
    last = c.figures[-1] if c.figures else None
    concept = base_concept(c, 0, strict=False) if c.slots.concepts else c.state.concept
    indicator = measured(c, concept) if concept else (last.indicator_id if last else None)
    if last and last.indicator_id and not c.slots.concepts:
        indicator = last.indicator_id
    own_rate = indicator is not None and c.lexicon.indicators[indicator].dimension == "percent"
    measure = "level" if own_rate or q.dimension != "percent" else "growth"
    span = last.span if last else None
    if (
        benchmark.kind in TARGET_KINDS
        and q.dimension not in ("percent", "points")
        and benchmark.name.startswith("年度")
    ):
        year = c.state.goal_year
        span = Span(month(year, 1), month(year, 12)) if year else span
    if benchmark.kind in TARGET_KINDS:
        return c.add(q.numeral, q.value, q.unit, indicator, measure, "bracketed_target", bound=q.bound, scenario="target",
                     set_by=benchmark.set_by, span=span, label=benchmark.name)  # fmt: skip
    meant = whole(c, benchmark.set_by) if benchmark.set_by else None
    subjects = (meant,) if meant else None
    figure = c.add(q.numeral, q.value, q.unit, indicator, measure, "bracketed_average", bound=q.bound, scenario="actual",
                   span=span, label=benchmark.name, subjects=subjects)  # fmt: skip
    figure.scope = None
    return figure


def _led_by(c: Context, q: Quantity) -> bool:
    """东营市以13.4%领跑: the growth that was told of, by which one leads the others."""
    with_this = c.text[max(c.start, q.numeral[0] - 1) : q.numeral[0]] in ("以", "凭")
    last = next(
        (f for f in c.state.figures[::-1] if f.measure in ("growth", "level") and f.unit == "%"), None
    )
    return bool(with_this and last and last.measure == "growth" and _LEADS.match(c.text, q.numeral[1]))


def _at_other_time(c: Context, i: int, q: Quantity) -> Figure | None:
    """工业投资只增长3.1%，去年同期是9.5%: a period with nothing but its number has the same thing at another time."""
    last = c.figures[-1] if c.figures else None
    own = [t for t in c.tokens[:i] if t.start >= c.slots.start]
    if (
        last is None
        or last.indicator_id is None
        or last.unit != q.unit
        or last.measure not in ("growth", "level")
    ):
        return None
    if not any(t.kind == "period" for t in own) or c.unknown(c.slots.start, q.numeral[0], i).strip("而但"):
        return None
    if any(t.kind not in ("period", "term") or (t.kind == "term" and not transparent(t)) for t in own):
        return None
    if last.span is not None and not c.passing:
        c.passing, c.before_sentence = True, ("range", last.span)
    return c.add(q.numeral, q.value, q.unit, last.indicator_id, last.measure, "other_time", bound=q.bound,
                 label=last.label, subjects=last.subjects)  # fmt: skip


def _growth(c: Context, i: int, q: Quantity) -> Figure | None:
    slots = c.slots
    if slots.growth is None and slots.yoy and slots.step:
        slots.growth = slots.step  # 环比回升两成多
    if slots.growth is None and slots.aspect is None and _led_by(c, q):
        slots.aspect = "growth"
    if slots.growth is None and slots.aspect not in ("growth", "pull"):
        return None
    concept = base_concept(c, i, strict=slots.aspect != "pull")
    if (concept is None or concept.name == OTHER) and bare_investment(c, i):
        concept = Concept("fixed_asset_investment", None, "投资")
    if concept is None:
        return None
    indicator = measured(c, concept, slots.facet if slots.concepts else None)
    value = signed(slots.growth, q.value)
    if slots.aspect == "pull":
        return c.add(
            q.numeral,
            value,
            q.unit,
            indicator,
            "pull",
            "pull",
            bound=q.bound,
            concept=concept,
            label=concept.text,
        )
    figure = c.add(
        q.numeral,
        value,
        q.unit,
        indicator,
        "growth",
        "growth",
        bound=q.bound,
        concept=concept,
        label=concept.text,
    )
    before = slots.benchmark
    year = _YEAR.match(before.name) if before and before.kind == "previous" else None
    if before and year and figure.span and int(year[0]) != year_of(figure.span.end) - 1:
        # 比2019年同期增长13.5%: not the growth over the year before, which stands beside it
        figure.scope = "".join(filter(None, [figure.scope, f"比{before.name}"]))
    return figure


def points(c: Context, i: int, q: Quantity) -> Figure:
    """高于省定目标5.35个百分点; 同比提高2.3个百分点; 拉动全市增长1.2个百分点."""
    slots = c.slots
    override = c.overrides.get(i)
    frame = slots.frame
    base = frame.base if frame and frame.kind == "versus" and frame.base else None
    concept = base or base_concept(c, i, strict=False)
    last = c.figures[-1] if c.figures else None
    indicator = measured(c, concept) if concept else None
    if not slots.concepts and last and last.indicator_id and not (override and override.like):
        indicator = last.indicator_id
    if base is None and not slots.concepts and (noun := _own_noun(c, i)):
        concept, indicator = Concept(OTHER, None, noun), None
    if override and override.like:
        indicator = override.like.indicator_id
    elif override and override.concept:
        concept = override.concept
        indicator = measured(c, concept)
    subjects = override.subjects if override else None
    led = frame is None and _LED.search(c.text[max(slots.start, q.numeral[0] - 32) : q.numeral[0]])
    if slots.aspect == "pull" or led:
        return c.add(q.numeral, signed(slots.growth, q.value), q.unit, indicator, "pull", "pull", bound=q.bound, comparator=against(c, i),
                     label=concept.text if concept else "")  # fmt: skip
    sign = (
        (frame.sign if frame and frame.kind == "versus" and frame.sign else None)
        or (slots.step and _flip(slots.step, slots.decline))
        or slots.growth
        or "+"
    )
    span = last.span if last and not slots.concepts and indicator == last.indicator_id else None
    return c.add(q.numeral, signed(sign, q.value), q.unit, indicator, "gap", "gap", bound=q.bound, comparator=against(c, i),
                 label=concept.text if concept else "", span=span, subjects=subjects)  # fmt: skip


def _own_noun(c: Context, i: int) -> str | None:
    """工业固废综合利用率较上年提高3.8个百分点: what the clause itself names and nobody knows, so nothing is carried on to it."""
    frame = c.slots.frame
    end = frame.start if frame and frame.kind == "versus" else c.tokens[i].start
    return c.between(c.slots.start, end).rstrip("较比")[-20:] if c.own_noun(end) else None


def _flip(sign: str, decline: bool) -> str:
    """降幅收窄 is a rise, 降幅扩大 a fall."""
    return {"+": "-", "-": "+"}[sign] if decline else sign


def against(c: Context, i: int) -> str | None:
    """What a difference or a contribution is measured against."""
    slots = c.slots
    if (override := c.overrides.get(i)) and override.against:
        return override.against
    if slots.benchmark:
        return slots.benchmark.name
    if slots.yoy:
        return slots.yoy
    if slots.frame and slots.frame.kind == "versus":
        words = re.split(
            r"[（(\d]|提高|回落|高|低|快|慢|增|减", c.between(slots.frame.start, c.tokens[i].start)
        )[0]
        return words or None
    return None
