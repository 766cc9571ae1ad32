"""Reads one sentence from left to right: terms fill slots, numbers become figures by the rules.

A comma ends a clause: its slots are forgotten, but subject, period and concept are carried on. 占 and 高于 open a
frame, whose words belong to the other side of the comparison. What stands in brackets leaves the slots as they were.
"""

from __future__ import annotations

import re

from flows.figures import amounts, percents
from flows.figures.context import Context, Slots
from flows.figures.discourse import Discourse
from flows.figures.distribution import distribute, resolve_later
from flows.figures.model import Figure, Quantity, Subject, Token
from flows.figures.periods import Span, month, year_of
from flows.figures.projects import Project, find_projects
from flows.figures.terms import read_period, read_subject, read_term

_SEPARATORS = "，,；;。！？!?：:"
_THINGS = ("standard_land", "standard_factory", "commitment", "agency")
_PLANNED = ("planned", "negotiated")


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
    distribute(c)
    saved: list[Slots] = []
    for i, token in enumerate(c.tokens):
        if token.kind == "punct":
            _punctuation(c, i, token, saved)
        elif token.kind == "subject":
            read_subject(c, i, token)
        elif token.kind == "period":
            read_period(c, i, token)
        elif token.kind == "term":
            read_term(c, i, token)
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
    elif char == "、" and c.slots.frame is not None and c.slots.frame.kind == "whole":
        # the comparison is over, the clause goes on: 631.7亿元、占…的53.8%
        c.slots.frame = None
        c.slots.share = False


def _forget_used(c: Context, token: Token) -> None:
    """What belonged to the number just read does not belong to the next one, unless it stands in a list with it."""
    slots = c.slots
    listed = c.text[token.end : token.end + 1] in "、和与及" and bool(
        re.match(r"[、和与及]\s*\d", c.text[token.end : token.end + 3])
    )
    if not listed and token.kind == "number":
        slots.step = slots.yoy = None
        amount = not isinstance(token.value, tuple) and token.value.dimension not in ("percent", "points")
        if amount and slots.facet == "completed":
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
        (
            t.value[0]
            for t in reversed(c.tokens[:i])
            if t.kind == "subject" and t.value[0].level == "zone" and c.slots.start <= t.start
        ),
        None,
    )
    place = zone or (state.subjects[0] if state.subjects else state.home)
    subject = Subject(
        "project", project.name, place.province_id, place.city_id, zone.zone_id if zone else place.zone_id
    )
    planned = any(concept.name in _PLANNED for _, _, concept in c.slots.concepts) or (
        c.planned and not c.actual
    )
    now = state.now
    span = state.period[1] if state.period and state.period[0] != "day" else None
    if span is None and now is not None:
        span = (
            state.section_span if state.section_span and not state.plan else Span(month(year_of(now), 1), now)
        )
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
