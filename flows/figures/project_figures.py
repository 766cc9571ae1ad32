"""Figures of named projects: what is invested in them, and what they will make."""

from __future__ import annotations

import re

from flows.figures.context import Context
from flows.figures.projects import CAPACITY, Project
from flows.setting.model import Subject
from flows.words.model import Quantity, Token
from flows.words.periods import Span, month, year_of

_MAKES = re.compile(r"年(?:产能?|产量|处理|加工|生产|消纳|回收)|日产|产能")
_WILL = re.compile(r"(?:达产|建成|投产)后|可形成|形成|新增")
# talked about, not signed yet
_NOT_YET = re.compile(r"[^，。；]{0,4}?(?:正在|仍在|还在)?(?:洽谈|谋划|对接|争取|拟)")
_INVESTED = re.compile(r"(?:总|[一二三]期|计划|协议|固定资产|拟)投资(?:总?额)?(?:约|为|达|近|超过?)?$")
_TALKED = re.compile(r"(?:洽谈|谋划|对接|拟建)的?[^，。；]{0,6}$")
_PLANNED = ("planned", "negotiated")


def state_project_money(c: Context, q: Quantity) -> bool:
    """Whether an investment is that of the project that the paragraph is about: 总投资35亿元, 一期投资3亿元."""
    if c.state.project is None or q.dimension not in ("money", "money_usd"):
        return False
    return bool(_INVESTED.search(c.text[max(c.slots.start, q.numeral[0] - 14) : q.numeral[0]]))


def project_amount(c: Context, q: Quantity) -> None:
    project = c.state.project
    assert project is not None
    c.add(q.numeral, q.value, q.unit, "project_investment", "level", "project", bound=q.bound, label=project.name,
          subjects=(project,))  # fmt: skip
    c.last_project = project
    c.state.say_subject((project,))


def capacity_of(c: Context, i: int, q: Quantity) -> bool:
    """NAME项目总投资320亿元，年产磷酸铁锂36万吨; 建成后可形成10.5GWh产能: what the project spoken of can make."""
    if q.dimension in ("money", "money_foreign", "percent", "points", "land", "area") or q.unit in (
        "个",
        "项",
        "家",
        "户",
    ):
        return False
    begin = c.tokens[i - 1].end if i and c.tokens[i - 1].kind in ("number", "mark") else c.slots.start
    clause = c.text[max(begin, c.slots.start) : q.numeral[0]]
    return bool(_MAKES.search(clause)) or (q.dimension in CAPACITY and bool(_WILL.search(clause)))


def project_figure(c: Context, i: int, q: Quantity, project: Project) -> None:
    state = c.state
    earlier: list[Token] = c.tokens[:i]
    zone = next(
        (
            t.value[0]
            for t in earlier[::-1]
            if t.kind == "subject" and t.value[0].level == "zone" and c.slots.start <= t.start
        ),
        None,
    )
    place = zone or (state.subjects[0] if state.subjects else state.home)
    subject = Subject(
        "project", project.name, place.province_id, place.city_id, zone.zone_id if zone else place.zone_id
    )
    planned = (
        any(concept.name in _PLANNED for _, _, concept in c.slots.concepts)
        or (c.planned and not c.actual)
        or bool(_NOT_YET.match(c.text, project.end))
        or bool(_TALKED.search(c.text[max(c.start, project.start - 14) : project.start]))
    )
    c.project_scenario = "plan" if planned else "actual"
    now = state.now
    span = state.period[1] if state.period and state.period[0] != "day" else None
    if span is None:
        span = c.event or (state.event if state.event_holds else None)
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
    c.last_project = subject
    if project.investment == i and project.end <= q.numeral[0]:
        # NAME 投资约9.4亿元，建筑面积…: what follows is about the project
        state.say_subject((subject,))
