"""One sentence being read: its tokens, what its clause has said so far, and how a figure is put together."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from flows.figures.discourse import Concept, Discourse
from flows.figures.model import Figure
from flows.figures.projects import Project
from flows.figures.slots import Override, Slots
from flows.setting.model import Subject
from flows.words.lexicon import OTHER
from flows.words.model import Quantity, Token
from flows.words.periods import Span, month, year_of

HAN = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_CLOSING = '”"’』」）)'
_OPENING = '“"‘『「（('
# 等6市的开发区占比: a number of places is no head of a share
_PLACES = ("市", "县", "区", "次", "")
_COUNTED = ("家", "户")
_MARKS = dict.fromkeys(map(ord, '“”"‘’「」:： \t\n\r\u3000\xa0'))
# characters that no term covers and that make a noun; fewer are left over between known words
_NOUN = 3
_AT_THE_EVENT = re.compile(r"此次|本次|这次|现场|当天|当日|仪式上")
_OF_EVENTS = {
    "projects_signed", "projects_signed_investment", "projects_started", "projects_started_investment",
    "projects_in_production", "projects_in_production_investment", "project_investment", "project_capacity",
}  # fmt: skip


class Context:
    """A sentence, half open in cleaned text, on its way to figures. What is not said yet is the default of the class."""

    target: bool = False
    # 目标是：A…；B…: of all that follows in the sentence
    goals: bool = False
    # 力争A…；B…: unless a later part tells what was done, or when
    hopes: bool = False
    goal_span: tuple[int, int] | None = None
    # what held before 6月当月, until 累计; and 新能源产业增长迅猛，…: the industry that later clauses are about
    monthly: tuple[tuple[str, Span] | None] | None = None
    industry_ahead: str | None = None
    # 第四次“三个一批”, with where each ends
    rounds: tuple[tuple[int, str], ...] = ()
    # where a hope was said
    hoped_at: int = -1
    # 预计全年A…，B…
    expected: bool = False
    # whether any word of the sentence hopes or plans
    wishes: bool = False
    # the period before the sentence, and whether one that it said holds for it alone
    before_sentence: tuple[str, Span] | None = None
    passing: bool = False
    # whether that lies ahead, and is over with the part of the sentence that it stands in
    ahead: bool = False
    planned: bool = False
    actual: bool = False
    event: Span | None = None
    within: bool = False
    # a year ahead at the head of the sentence: 到2027年，…
    goal_leads: bool = False
    # whom the sentence was about before it came to a part: 其中，A、B两市…；
    whole: tuple[Subject, ...] = ()
    counted: bool = False
    # whether any number or rank stands in the sentence
    numbered: bool = False
    mentioned: Concept | None = None
    norm: int | None = None
    period_here: bool = False
    # the period that held before 由上半年的… or 上年同期…, which holds again after the turn or the clause
    before_turn: tuple[str, Span] | None = None
    turning: bool = False
    shifted: bool = False
    year_said: int | None = None
    project_scenario: str = "actual"
    last_project: Subject | None = None

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        tokens: list[Token],
        state: Discourse,
        projects: list[Project],
        watcher: Any = None,
    ) -> None:
        self.text, self.start, self.end = text, start, end
        self.tokens, self.projects = tokens, projects
        self.state, self.lexicon = state, state.lexicon
        # a Trace, which knows this class: it is told what each token and each rule does
        self.watcher = watcher
        self.slots = Slots(start)
        self.figures: list[Figure] = []
        self.overrides: dict[int, Override] = {}

    def between(self, start: int, end: int) -> str:
        """The text between two offsets without quotation marks, blanks and colons."""
        if end <= start:
            return ""
        return self.text[start:end].translate(_MARKS)

    def unknown(self, start: int, end: int, until: int) -> str:
        """Chinese words between two offsets that no token before index `until` covers."""
        pieces, position = [], start
        for token in self.tokens[:until]:
            if token.end <= start or token.start >= end or token.kind == "punct":
                continue
            pieces.append(self.text[position : max(position, token.start)])
            position = max(position, token.end)
        pieces.append(self.text[position:end])
        return "".join(HAN.findall("".join(pieces)))

    def own_noun(self, end: int) -> bool:
        """Whether the clause, up to an offset, names something that nobody knows: nothing carried on is meant then."""
        return len(self.unknown(self.slots.start, end, len(self.tokens))) >= _NOUN

    def adjacent_left(self, i: int, before: int | None = None) -> int | None:
        """Index of the nearest token left of token i that is no filler, if nothing unknown lies between; else None."""
        position = self.tokens[i].start if before is None else before
        for j in range(i - 1, -1, -1):
            token = self.tokens[j]
            gap = self.between(token.end, position)
            if gap:
                return None
            if token.kind == "punct":
                if token_char(self, token) in _CLOSING + _OPENING + ":：":
                    position = token.start
                    continue
                return None
            if token.kind == "period" or (token.kind == "term" and transparent(token)):
                position = token.start
                continue
            return j
        return None

    def stage(self) -> Concept | None:
        """The stage of projects that a bare 项目 means: counted in this sentence, named in it, or carried on."""
        if self.counted or self.mentioned is None or self.mentioned.name == "zones":
            return self.state.stage
        return self.mentioned

    def of_key(self, concept: Concept) -> bool:
        """Whether a rate or an investment of started projects is that of key projects, which were spoken of."""
        return self.state.key and not concept.text.startswith("签约")

    def unknown_before_facet(self, until: int) -> bool:
        """Whether a word that nobody knows stands right before a bare 投资 of the clause."""
        end = self.slots.facet_end
        if end < 0 or self.text[end - 2 : end] != "投资" or self.slots.concepts:
            return False
        return bool(self.unknown(max(self.slots.start, end - 4), end - 2, until))

    def carried(self) -> Concept | None:
        """What a share, completion or change without a head is of: what was counted last, even if the catalog lacks it."""
        last = next((f for f in self.figures[::-1] if not self._aside(f)), None)
        unknown = last is not None and last.indicator_id is None and last.measure in ("level", "growth")
        if (
            last
            and unknown
            and last.unit not in _PLACES
            and (last.numeral[1] <= self.slots.start or last.unit in _COUNTED)
        ):
            return Concept(OTHER, None, last.label)
        return self.state.concept

    def _aside(self, figure: Figure) -> bool:
        """Whether a number tells only why, or of how many the first is one: 在七家中居首."""
        return figure.rules[0] == CAUSE or bool(_AMONG.match(self.text, figure.numeral[1]))

    def resolve(self, concept: Concept, quantity: Quantity, facet: str | None = None) -> str | None:
        """The indicator of a concept for a quantity."""
        dimension = "money" if quantity.unit == "万" and quantity.dimension == "money" else quantity.dimension
        return self.lexicon.resolve(concept.name, facet or concept.facet, dimension, quantity.unit)

    def span_for(self, scenario: str, stock: bool, indicator: str | None = None) -> Span | None:
        """The period of a figure: the sentence's own, what is carried, or what the section implies."""
        state = self.state
        if (
            state.period
            and state.now is not None
            and scenario == "plan"
            and stock
            and state.period[1].start > state.now
        ):
            return Span(state.now, state.now)  # planned by now, whenever it is to begin
        if state.plan and stock and (self.actual or scenario == "plan") and not self.period_here:
            return state.default_span(
                "actual", stock
            )  # 已谋划储备: what stands by now, whatever year is planned for
        if scenario == "target" and not self.period_here:
            year = state.goal_year
            if state.plan and state.plan_end is not None and not state.goal_span:
                return state.default_span(scenario, stock)
            if state.goal_span or year is not None:
                return state.goal_span or Span(month(year or 0, 1), month(year or 0, 12))
        if state.period:
            kind, span = state.period
            if (
                scenario in ("target", "plan")
                and kind in ("since", "now")
                and not (scenario == "plan" and stock)
            ):
                year = year_of(span.end)
                return Span(month(year, 1), month(year, 12))
            if (
                stock
                and kind in ("now", "since", "until", "month_end", "year", "whole", "span")
                and scenario != "target"
            ):
                return Span(span.end, span.end)
            if kind == "month_end" and not stock:
                return Span(month(year_of(span.end), 1), span.end)
            return span
        if self.event:
            return self.event
        if (
            state.event
            and state.event_holds
            and not state.period
            and (indicator in _OF_EVENTS or scenario == "plan")
        ):
            return state.event
        if state.event and not state.period and _AT_THE_EVENT.search(self.text, self.start, self.end):
            return state.event  # 活动现场还签约项目12个
        return state.default_span(scenario, stock)

    def scenario_for(
        self, indicator: str | None, quantity_bound: str, measure: str, numeral: tuple[int, int]
    ) -> tuple[str, str | None]:
        """Scenario and who set it, from the cues of the sentence and the kind of section."""
        state = self.state
        in_goal = self.goal_span is not None and self.goal_span[0] <= numeral[0] < self.goal_span[1]
        if measure in ("rank", "gap", "completion", "share", "pull") and not (
            self.target or state.plan or in_goal
        ):
            return "actual", None
        if measure == "completion" and (self.actual or _ONLY.search(self.text, self.slots.start, numeral[0])):
            return "actual", None  # 仅完成全年计划的31.2%: also where plans are told
        if state.plan and indicator in _ARRANGED and _SET_DOWN.search(self.text, self.start, numeral[0]):
            return "actual", None  # 全年安排重点项目139个，总投资1180亿元: they are on the list
        if self.target or self.norm is not None or in_goal:
            return "target", self._setter()
        if indicator in ("projects_planned", "projects_planned_investment") and not (
            state.plan and quantity_bound in ("ge", "gt") and not self.actual
        ):
            return "plan", None
        if (self.planned or self.expected) and not self.actual:
            return "plan", None
        if state.plan and self.told():
            return "actual", None
        if state.plan and not self.actual and indicator is not None:
            return "target", self._setter()
        if quantity_bound == "ge" and state.plan and not self.actual:
            return "target", self._setter()
        if state.period and state.now is not None and not self.actual and self.period_here:
            kind, span = state.period
            if span.start > state.now and kind in (
                "year",
                "whole",
                "range",
                "month_end",
                "until",
                "span",
            ):
                return "target", self._setter()
        return "actual", None

    def _yearly(self, span: Span | None) -> Span | None:
        """到2027年，年均增长8.5%: up to that year, from the first that the goal is for."""
        now, first = self.state.now, self.state.plan_year if self.state.plan else None
        if span is None or now is None or span.end <= now or "年均" not in self.state.population:
            return span
        return Span(min(span.start, month(first or year_of(now) + 1, 1)), span.end)

    def scope_for(self, numeral: tuple[int, int]) -> str | None:
        """The words that narrow whom a figure is of."""
        state = self.state
        named = [words for end, words in self.rounds if end <= numeral[0]][-1:]
        if not (named or state.population or state.industry):
            return None
        return "".join(dict.fromkeys([*named, *state.population, *state.industry]))

    def told(self) -> bool:
        """Whether a plan tells of what was done: 2020年，…增长9.6% in a plan for 2021."""
        period, year = self.state.period, self.state.plan_year
        return bool(self.period_here and period and year and period[1].end < month(year, 1))

    def wishes_may_begin(self, token: Token) -> bool:
        """Whether 要 is a wish here: a number that is still to come follows in the sentence."""
        return any(other.kind == "number" and other.start > token.start for other in self.tokens)

    def _setter(self) -> str:
        """Who sets the targets that the article speaks of."""
        level = self.state.home.level
        return level if level in ("province", "zone") else "city"

    def add(
        self,
        numeral: tuple[int, int],
        value: Decimal,
        unit: str,
        indicator: str | None,
        measure: str,
        rule: str,
        *,
        label: str = "",
        bound: str = "eq",
        rank_of: str | None = None,
        comparator: str | None = None,
        scenario: str | None = None,
        set_by: str | None = None,
        subjects: tuple[Subject, ...] | None = None,
        span: Span | None = None,
        concept: Concept | None = None,
    ) -> Figure:
        """Put a figure together from what a rule found and what the discourse supplies."""
        state = self.state
        stock = indicator is None or bool(indicator and self.lexicon.indicators[indicator].stock)
        if scenario is None:
            scenario, set_by = self.scenario_for(indicator, bound, measure, numeral)
        # in their order, which takes half the time of naming them
        figure = Figure(
            numeral,
            value,
            unit,
            "figure" if indicator else "other_figure",
            indicator,
            label or (concept.text if concept else ""),
            measure,
            subjects or state.subjects or (state.home,),
            span or self._yearly(self.span_for(scenario, stock and measure == "level", indicator)),
            rank_of,
            scenario,
            set_by,
            bound,
            comparator,
            self.scope_for(numeral),
            [rule],
        )
        self.figures.append(figure)
        state.figures.append(figure)
        if indicator and measure in ("level", "growth", "share"):
            known = self.lexicon.units.get(unit)
            state.listed[known[0] if known else "none"] = figure
        if self.watcher is not None:
            self.watcher.made(self, figure, subjects, span)
        if concept is not None and indicator and indicator != "zones":
            state.say_concept(concept)
            self.counted = True
        return figure


_ONLY = re.compile(r"[仅只](?!要|有)[^，。；]{0,4}$|[仅只](?:完成|达|占)")
_SET_DOWN = re.compile(r"(?:安排|铺排|列入|排定)[^，。；]{0,16}项目")
_ARRANGED = frozenset({
    "key_projects", "key_projects_investment", "projects_arranged", "projects_arranged_investment",
})  # fmt: skip
CAUSE = "cause"
"""The rule of a number that only tells why: nothing that follows is about it."""
_AMONG = re.compile(r"[个家]?(?:[^，。；\d]{0,6}(?:区|县|市|园))?[中里](?![部心小国])")
_CAUSE = re.compile(
    r"(?:主要是?|但|其中)?(?:受|因|由于)(?!理|让|益|托|表彰|此|地制宜)[^，。；;]{2,40}?(?:影响|拖累|制约|冲击|拉低|所致)(?=[，,])"
)


def cause(c: Context, at: int) -> bool:
    """Whether a place lies in a clause that tells why something is so: 受两个项目检修影响，…."""
    return (told := _CAUSE.match(c.text, c.slots.start, c.end)) is not None and at < told.end()


def token_char(context: Context, token: Token) -> str:
    """The character of a punctuation token."""
    return context.text[token.start]


def transparent(token: Token) -> bool:
    """Whether a term may stand between a head and its number: light verbs, bounds, 分别, hopes."""
    tags = token.value.tags
    if tags.get("benchmark", "").startswith("previous"):
        return True  # 由年初的98家
    if "concept" in tags or "noun" in tags or "facet" in tags:
        return "filler" in tags and "concept" not in tags
    return bool(
        tags.keys() & {"filler", "bound", "distribute", "scenario", "yoy", "growth", "step", "within", "done"}
    )
