"""Reads one sentence from left to right: terms fill slots, numbers become figures by the rules.

A comma ends a clause: its slots are forgotten, but subject, period and concept are carried on. 占 and 高于 open a
frame, whose words belong to the other side of the comparison. What stands in brackets leaves the slots as they were.
"""

from __future__ import annotations

import re

from flows.figures import amounts, percents
from flows.figures.context import Benchmark, Context, Frame, Override, Slots
from flows.figures.discourse import Concept, Discourse
from flows.figures.model import Figure, Quantity, Subject, Token
from flows.figures.periods import Period, Span, month, parse, year_of
from flows.figures.projects import Project, find_projects

_SEPARATORS = "，,；;。！？!?：:"
_THINGS = ("standard_land", "standard_factory", "commitment", "agency")
# 不少于1000亩 says what ought to be; 超过 and 突破 say what is
_NORMATIVE = ("不少于", "不低于", "至少", "不高于", "不超过", "不小于")
_PLANNED = ("planned", "negotiated")
_APART = re.compile(r"(?:与|同|跟|在|于|向|对|为|占|由)$")
_LIST_JOIN = re.compile(r"[、和与及以,，\s“”\"’‘”]*(?:第|分别|以及)?[、和与及]?")


def read_sentence(text: str, start: int, end: int, tokens: list[Token], state: Discourse) -> list[Figure]:
    """The figures of one sentence, in order of their numerals; the state carries on what the sentence said."""
    projects = find_projects(text, tokens, start, end)
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
    c = Context(text, start, end, tokens, state, projects, Slots(start))
    state.population = []
    before = state.subjects
    _distribute(c)
    saved: list[Slots] = []
    for i, token in enumerate(c.tokens):
        if token.kind == "punct":
            _punctuation(c, i, token, saved)
        elif token.kind == "subject":
            _subject(c, i, token)
        elif token.kind == "period":
            _period(c, i, token)
        elif token.kind == "term":
            _term(c, i, token)
        elif token.kind == "rank":
            resolve_later(c, i)
            percents.rank(c, i, token.value)
        elif token.kind == "number":
            resolve_later(c, i)
            values = token.value if isinstance(token.value, tuple) else (token.value,)
            for quantity in values:
                _number(c, i, quantity, bracket=bool(saved))
            _forget_used(c, token)
            c.norm = None
    if state.subjects and state.subjects[0].level == "project":
        state.subjects = before  # the next sentence is about the zone or city again
    return c.figures


def _punctuation(c: Context, i: int, token: Token, saved: list[Slots]) -> None:
    char, state = c.text[token.start], c.state
    if char in "（(":
        saved.append(c.slots.copy())
    elif char in "）)":
        if saved:
            c.slots = saved.pop()
    elif char in _SEPARATORS and not saved:
        if char in "：:" and c.slots.concepts:
            return
        for _, _, concept in c.slots.concepts:
            if concept.name not in ("none", "zones") and (
                concept.name in c.lexicon.indicators or concept.name in _THINGS
            ):
                state.mention(concept)
            elif concept.name in c.lexicon.concepts:
                c.mentioned = concept
        state.aspect = c.slots.aspect or state.aspect
        c.slots = Slots(token.end)
        if char in "；;":
            c.target = c.planned = c.actual = c.within = False
            c.state.population = []
            c.project = None
    elif char == "、" and c.slots.frame is not None:
        # the comparison is over, the clause goes on: 631.7亿元、占…的53.8%
        if c.slots.frame.kind == "whole":
            c.slots.frame = None
            c.slots.share = False


def _forget_used(c: Context, token: Token) -> None:
    """What belonged to the number just read does not belong to the next one, unless it stands in a list with it."""
    slots = c.slots
    listed = c.text[token.end : token.end + 1] in "、和与及" and bool(re.match(r"[、和与及]\s*\d", c.text[token.end : token.end + 3]))
    if not listed and token.kind == "number":
        slots.step = slots.yoy = None
        if not isinstance(token.value, tuple) and token.value.dimension not in ("percent", "points"):
            if slots.facet == "completed":
                slots.facets.pop()


def _number(c: Context, i: int, quantity: Quantity, bracket: bool) -> None:
    project = next((p for p in c.projects if p.investment == i or i in p.capacities), None)
    quantity = _bounded(c, i, quantity)
    if project is not None:
        _project_figure(c, i, quantity, project)
    elif quantity.dimension == "percent" or quantity.unit == "成":
        percents.percent(c, i, quantity, bracket)
    elif quantity.dimension == "points":
        percents.points(c, i, quantity)
    elif quantity.dimension == "multiple" and (c.slots.growth or c.slots.aspect == "growth"):
        percents.percent(c, i, quantity, bracket)
    elif bracket and c.slots.benchmark and c.slots.benchmark.end >= c.tokens[i].start - 12:
        percents.bracketed(c, quantity, c.slots.benchmark)
    else:
        amounts.amount(c, i, quantity)


def _bounded(c: Context, i: int, q: Quantity) -> Quantity:
    """不少于, 超过, 约 right before the number: its bound, where the number brings none of its own."""
    if q.bound != "eq" or i == 0:
        return q
    before = c.tokens[i - 1]
    if before.kind != "term" or c.between(before.end, q.numeral[0]):
        return q
    tags = before.value.tags
    bound = tags.get("bound") or ({"+": "gt", "-": "lt"}.get(tags["gap"]) if "gap" in tags else None)
    if bound is None or q.dimension == "points":
        return q
    return Quantity(q.value, q.unit, q.dimension, bound, q.numeral, q.chinese)


def _project_figure(c: Context, i: int, q: Quantity, project: Project) -> None:
    state = c.state
    zone = next(
        (t.value[0] for t in reversed(c.tokens[:i]) if t.kind == "subject" and t.value[0].level == "zone" and c.slots.start <= t.start),
        None,
    )
    place = zone or (state.subjects[0] if state.subjects else state.home)
    subject = Subject("project", project.name, place.province_id, place.city_id, zone.zone_id if zone else place.zone_id)
    planned = any(concept.name in _PLANNED for _, _, concept in c.slots.concepts) or c.planned and not c.actual
    now = state.now
    span = state.period[1] if state.period and state.period[0] != "day" else None
    if span is None and now is not None:
        span = state.section_span if state.section_span and not state.plan else Span(month(year_of(now), 1), now)
    if state.plan and state.plan_year:
        span = Span(month(state.plan_year, 1), month(state.plan_year, 12))
    indicator = "project_investment" if project.investment == i else "project_capacity"
    figure = c.add(q.numeral, q.value, q.unit, indicator, "level", "project", label=project.name, bound=q.bound, subjects=(subject,),
                   scenario="plan" if planned else "actual", span=span)  # fmt: skip
    figure.scope = zone.name if zone else None
    if zone and state.subjects == (zone,):
        state.subjects = state.subject_before or (state.home,)  # the zone only says where the project is
    if project.investment == i and project.end <= q.numeral[0]:
        # NAME 投资约9.4亿元，建筑面积…: what follows is about the project
        state.say_subject((subject,))


def _subject(c: Context, i: int, token: Token) -> None:
    slots = c.slots
    if slots.frame is not None:
        return
    following = c.tokens[i + 1] if i + 1 < len(c.tokens) else None
    if following and following.kind == "rank" and following.start - token.end <= 3 and (
        token.value[0].level in ("province", "city") or following.start == token.end
    ):
        return
    if _inside_share(c, token):
        return
    if following and following.kind == "term" and "etc" in following.value.tags and following.start == token.end and len(token.value) == 1:
        return  # 示范区晋中开发区等4个开发区: an example, the sentence is about them all
    c.state.say_subject(token.value)
    c.project = None


def _period(c: Context, i: int, token: Token) -> None:
    slots, state = c.slots, c.state
    words = c.text[token.start : token.end]
    if slots.frame is not None and slots.frame.kind == "versus":
        slots.benchmark = Benchmark("previous", words, None, token.start, token.end)
        return
    following = c.text[token.end : token.end + 6]
    if re.match(r"年?(?:度)?(?:目标|计划|任务)", following):
        return
    period = parse(words, state.anchor)
    if period is None or period.span is None:
        return
    if re.match(r"(?:今年|本年|当年)$", words) and re.match(r"(?:第?[一二三四五六]|前[一二两三四五六])", following):
        period = Period("since", period.span, period.has_year)
    if period.kind == "same_period":
        if state.period is not None:
            kind, span = state.period
            back = 12 * (year_of(span.end) - year_of(period.span.end))
            state.period = (kind, Span(span.start - back, span.end - back))
        return
    if period.kind == "now":
        c.actual = True
        c.period_here = True
        if state.period and state.period[0] == "since":
            return
        state.period = ("now", period.span)
    c.period_here = c.period_here or period.kind != "day"
    if period.kind == "now":
        pass
    elif period.kind == "day":
        c.event = Span(period.span.start, period.span.start)
    elif period.kind == "since":
        until = state.period[1].end if state.period and state.period[0] == "until" else None
        state.period = ("since", Span(period.span.start, until if until is not None else period.span.end))
    elif period.kind == "until":
        start = state.period[1].start if state.period and state.period[0] == "since" and not period.has_year else period.span.start
        state.period = ("until", Span(min(start, period.span.start), period.span.end))
    elif period.kind == "year" and state.period and state.period[0] == "until" and year_of(state.period[1].end) == year_of(period.span.end):
        return  # 截至3月底，全省开发区2024年…: the end still holds
    else:
        state.period = (period.kind, period.span)


def _term(c: Context, i: int, token: Token) -> None:
    tags = token.value.tags
    slots, state = c.slots, c.state
    following = c.tokens[i + 1] if i + 1 < len(c.tokens) else None
    near = following is not None and not c.between(token.end, following.start)
    number_next = near and following is not None and following.kind == "number"
    if "benchmark" in tags:
        kind, name, set_by = tags["benchmark"].split("|")
        if slots.frame is None and kind in ("average", "previous", "norm") and "scope_subject" in tags:
            pass
        else:
            slots.benchmark = Benchmark(kind, name, set_by or None, token.start, token.end)
            return
    if "gap" in tags and not (number_next and following and _is_bound(following)) and (
        "bound" not in tags or not number_next
    ):
        if slots.frame is None or slots.frame.kind != "versus":
            slots.frame = Frame("versus", token.end, base=_last_concept(c), sign=tags["gap"])
        else:
            slots.frame.sign = tags["gap"]
        return
    if "versus" in tags and _compares(c, i, token):
        slots.frame = Frame("versus", token.end, base=_last_concept(c))
        return
    if "share" in tags:
        slots.share = True
        if slots.frame is None and slots.concepts and _IN.search(c.text[: slots.concepts[-1][0]][-8:]) and _OF_WHOLE.fullmatch(
            c.text[slots.concepts[-1][1] : token.start]
        ):
            # 转型项目投资…，在工业投资中占比92.81%: the concept named last is the whole
            start, _, whole = slots.concepts.pop()
            slots.drop_facets(start)
            slots.frame = Frame("whole", start, base=_last_concept(c) or state.concept, concept=whole)
        if token.value.text in ("占", "占比重"):
            slots.frame = Frame("whole", token.end, base=_last_concept(c) or state.concept)
        return
    if slots.frame is not None:
        if "concept" in tags and slots.frame.kind == "whole":
            slots.frame.concept = Concept(tags["concept"], tags.get("facet"), token.value.text)
        elif "facet" in tags and slots.frame.kind == "whole":
            slots.frame.facet = tags["facet"]
        if "step" in tags:
            slots.step = tags["step"]
        if "growth" in tags:
            slots.growth = tags["growth"]
        if "aspect" in tags and slots.frame.kind == "versus" and tags["aspect"] == "pull":
            slots.aspect = "pull"
        return
    if "concept" in tags:
        concept = Concept(tags["concept"], tags.get("facet"), token.value.text)
        slots.concepts.append((token.start, token.end, concept))
    if "facet" in tags:
        slots.facets.append((token.end, tags["facet"]))
    if "noun" in tags:
        slots.nouns.append((token.start, token.end, tags["noun"]))
    for name in ("growth", "aspect", "step", "yoy"):
        if name in tags:
            setattr(slots, name, tags[name])
    if "yoy" in tags and token.value.text.startswith(("同比增", "同比上")):
        slots.growth = "+"
    if "completion" in tags:
        slots.completion = True
    if "scenario" in tags:
        _scenario(c, tags["scenario"], token, number_next)
    if "bound" in tags and number_next and token.value.text in _NORMATIVE and not c.actual:
        c.norm = following.start if following else None
    if "scope_subject" in tags:
        _scope_subject(c, i, token, tags["scope_subject"])
    if "population" in tags:
        state.population.append(token.value.text)
    if "within" in tags:
        c.within = True


_IN = re.compile(r"在[^，。；、]{0,6}$")
_OF_WHOLE = re.compile(r"[^，。；、]{0,5}(?:之?中|里)?的?所?")
_SHARE_AFTER = re.compile(r"(?:的?开发区)?(?:之?中|里)?的?(?:所?占|比重|占比)")


def _inside_share(c: Context, token: Token) -> bool:
    """在高平市占比, 在全市的比重: the whole of a share, not whom the sentence is about."""
    return c.text[max(c.start, token.start - 1) : token.start] == "在" and bool(_SHARE_AFTER.match(c.text, token.end))


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


def _last_concept(c: Context) -> Concept | None:
    for start, _, concept in reversed(c.slots.concepts):
        if concept.name != "none":
            facet = c.slots.facet if c.slots.facet_end >= start else concept.facet
            return Concept(concept.name, facet, concept.text)
    if c.slots.facet and c.state.stage:
        return Concept(c.state.stage.name, c.slots.facet, c.state.stage.text)
    if c.slots.nouns and c.state.stage:
        return Concept(c.state.stage.name, None, c.state.stage.text)
    return None


def _scenario(c: Context, scenario: str, token: Token, number_next: bool) -> None:
    words = token.value.text
    if scenario == "target" and (words not in ("目标", "保持在") or number_next or c.state.plan):
        if words == "目标" and not c.state.plan:
            return
        c.target = c.state.plan or words in ("力争", "确保", "争取", "锚定", "要达到", "力求", "确保实现", "努力实现", "奋力实现")
    elif scenario == "plan":
        c.planned = True
    elif scenario == "actual":
        c.actual = True


def _scope_subject(c: Context, i: int, token: Token, scope: str) -> None:
    state = c.state
    following = c.tokens[i + 1] if i + 1 < len(c.tokens) else None
    if following and following.kind == "rank" and following.start - token.end <= 6:
        return
    if re.match(r"(?:各[地]?市的?)?[的中]?(?:首位|第)|排|位列|居|首次", c.text[token.end : token.end + 8]):
        return
    before = c.text[max(c.start, token.start - 2) : token.start]
    if _inside_share(c, token):
        return
    if scope == "province":
        if state.home.level == "province":
            state.say_subject((state.home,))
        elif token.value.text != "全省" and (token.start == c.start or c.text[token.start - 1] in "，。；、：,;“"
              or (i and c.tokens[i - 1].kind == "period" and c.tokens[i - 1].end == token.start)):  # fmt: skip
            state.say_subject((state.province,))
    elif scope == "city":
        if state.home.level in ("city", "county", "zone"):
            state.say_subject((state.home,))
        elif token.value.text == "各开发区" and state.home.level == "province" and not state.subjects[0].city_id:
            state.say_subject((state.home,))
        elif state.subjects and state.subjects[0].city_id and state.subjects[0].level != "city":
            place = c.lexicon.places.by_id.get(state.subjects[0].city_id)
            if place:
                state.say_subject((Subject("city", place.name, place.province_id, place.city_id),))
    elif scope == "zone":
        zone = state.last_zone or (state.home if state.home.level == "zone" else None)
        if zone and token.value.text not in ("园区", "区内"):
            state.say_subject((zone,))


def _distribute(c: Context) -> None:
    """分别: the numbers behind it belong, one by one, to the heads before it."""
    tokens = c.tokens
    for d, token in enumerate(tokens):
        if token.kind != "term" or "distribute" not in token.value.tags:
            continue
        numbers = _list_after(c, d)
        if len(numbers) < 2:
            continue
        concepts, subjects = _heads_before(c, d)
        for k, i in enumerate(numbers):
            if len(subjects) == len(numbers):
                c.overrides[i] = Override(subjects=(subjects[k],))
            elif len(concepts) == len(numbers):
                c.overrides[i] = Override(concept=concepts[k])
            else:
                c.overrides[i] = Later(len(numbers), k)


class Later(Override):
    """Heads known only once the numbers before have been read: the last figures of the sentence, in order."""

    __slots__ = ("count", "place")

    def __init__(self, count: int, place: int) -> None:
        super().__init__()
        self.count, self.place = count, place


def _list_after(c: Context, d: int) -> list[int]:
    numbers: list[int] = []
    for i in range(d + 1, len(c.tokens)):
        token = c.tokens[i]
        if token.kind in ("number", "rank"):
            if numbers:
                previous = c.tokens[numbers[-1]]
                same = previous.kind == token.kind
                gap = c.between(previous.end, token.start)
                if not same or len(re.sub(r"[、和与及,，以]", "", gap)) > 4:
                    break
            numbers.append(i)
        elif token.kind == "punct" and c.text[token.start] in "。；;":
            break
    return numbers


def _heads_before(c: Context, d: int) -> tuple[list[Concept], list[Subject]]:
    """Concepts or subjects that stand in a list in the clause before 分别."""
    concepts: list[Concept] = []
    subjects: list[Subject] = []
    for token in reversed(c.tokens[:d]):
        if token.kind == "punct" and c.text[token.start] in "，。；,;":
            break
        if token.kind == "term" and "concept" in token.value.tags and token.value.tags["concept"] != "none":
            concepts.insert(0, amounts.as_concept(token))
        if token.kind == "subject":
            subjects[0:0] = list(token.value)
    return concepts, subjects


def resolve_later(c: Context, i: int) -> None:
    """Give a number of a 分别 list its head from the figures read before it."""
    override = c.overrides.get(i)
    if not isinstance(override, Later):
        return
    numerals = {c.tokens[k].value.numeral for k, o in c.overrides.items() if isinstance(o, Later) and k != i and c.tokens[k].kind in ("number", "rank") and not isinstance(c.tokens[k].value, tuple)}
    earlier = [f for f in c.figures if f.measure == "level" and f.indicator_id and f.numeral not in numerals]
    heads = earlier[-override.count :]
    if len(heads) == override.count:
        like = heads[override.place]
        same_subject = len({f.subjects for f in heads}) == 1
        c.overrides[i] = Override(like=like, subjects=None if same_subject else like.subjects)
    else:
        del c.overrides[i]
