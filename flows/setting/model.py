"""Whom figures are about, and what is settled for an article before its sentences are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flows.words.periods import Span


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a figure is about."""

    level: str
    name: str
    province_id: str | None = None
    city_id: str | None = None
    zone_id: str | None = None


NATION = Subject("other", "全国")
NOWHERE = Subject("other", "未知")


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen, and how sure that is.

    `basis`: sidecar; continued (as the article that this one continues); weighed; none (there was no candidate).
    `margin`: from 0, as good as the runner-up, to 1, far better. Without a runner-up both are None.
    """

    basis: str
    margin: float | None = None
    runner_up: str | None = None
    # the piece of evidence that speaks most for the choice against the runner-up
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """Home subject, its province, year that speaks (今年), as-of month (a month count) and the year of its plan section."""

    home: Subject
    province: Subject
    year: int | None
    as_of: int | None
    plan_year: int | None = None
    # whether the whole article is a plan: 2021年工作要点
    plans: bool = False
    # the last year of a plan of several
    plan_end: int | None = None
    # the months that the whole article looks back on: “十四五”发展综述
    review: Span | None = None
    whom: Choice = Choice("none")
    when: Choice = Choice("none")
    # names that the article gives to zones that no list knows
    local: Mapping[str, Subject] = field(default_factory=dict)
    # what a list may call a zone that the article names: 高台 for 高台工业园区
    stems: Mapping[str, Subject] = field(default_factory=dict)
    # the day it was published, where a clerk states it or the text prints it
    day: date | None = None
