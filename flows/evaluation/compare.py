"""When a figure says what its label says: names of zones, units, amounts and periods are compared by meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from flows.evaluation.gold import Label

STRICT = ("indicator", "measure", "rank_of", "scenario", "subject", "period", "value", "unit")
CORE = ("indicator", "measure", "rank_of", "subject", "value", "unit")
ATTRIBUTES = (*STRICT, "bound")
CODED = ("indicator", "measure", "rank_of", "scenario", "bound")

Months = tuple[str | None, str | None]

_ZONE_NAMES = {
    "综保区": ("综合保税区", "综保区"),
    "高新区": ("高新技术产业开发区", "高新技术开发区", "国家高新区", "高新技术产业园区", "高新区"),
    "经开区": ("经济技术开发区", "经济开发区", "工业园区", "经开区", "开发区"),
}
_UNIT_NAMES = {
    "万m2": "万平方米",
    "万㎡": "万平方米",
    "万元人民币": "万元",
    "万": "万元",
    "亿": "亿元",
    "％": "%",
    "个百分点": "百分点",
    "pct": "百分点",
    "pp": "百分点",
}
# amounts are compared in the smaller unit: factor and unit
_IN_SMALLER = {"亿元": (10_000, "万元"), "成": (10, "%")}
_GENERIC_END = re.compile(r"(?:项目|建设|工程)+$")
LIKENESS = 0.6
LONGEST_PREFECTURE = 5
"""Characters of a prefecture's short name (黔南州) at most."""


@dataclass(frozen=True)
class Found:
    """A figure of ours: one numeral for one subject."""

    figure_id: str
    document_id: str
    start: int
    end: int
    disposition: str
    indicator: str | None
    measure: str
    rank_of: str | None
    scenario: str
    subject: str
    period: Months
    value: float
    unit: str
    bound: str | None
    rule: str
    quote: str
    sentence: str
    doubts: tuple[str, ...] = ()


def subject_name(name: str) -> str:
    """A subject's name in the form that names are compared in.

    Examples:
        >>> subject_name("晋城经济技术开发区"), subject_name("省级阳泉高新技术产业开发区")
        ('晋城经开区', '阳泉高新区')
        >>> subject_name("黔南布依族苗族自治州"), subject_name("黔南州")
        ('黔南州', '黔南州')
    """
    bare = re.sub(r"[\s“”\"]", "", name)
    bare = re.sub(r"^(?:省级|国家级)", "", bare)
    if bare.endswith("自治州") or (bare.endswith("州") and len(bare) <= LONGEST_PREFECTURE):
        return bare[:2] + "州"
    for short, endings in _ZONE_NAMES.items():
        ending = max((e for e in endings if bare.endswith(e)), key=len, default="")
        if ending:
            return bare.removesuffix(ending) + short
    return bare


def same_subjects(wanted: str, ours: Sequence[str], level: str) -> bool:
    """Whether the subjects are the same set; two projects, whether their names are alike or one is in the other.

    Args:
        wanted: the label's subjects, joined by 、.
        ours: the names of the figure's subjects.
        level: the label's subject level.
    """
    left, right = {subject_name(name) for name in wanted.split("、")}, {subject_name(name) for name in ours}
    if level != "project" or len(left) != 1 or len(right) != 1:
        return left == right
    one, other = (_GENERIC_END.sub("", names.pop()) for names in (left, right))
    if not one or not other:
        return False
    return one in other or other in one or SequenceMatcher(None, one, other).ratio() >= LIKENESS


def amount(value: float | str, unit: str, measure: str | None) -> tuple[float, str]:
    """Value and unit as they are compared: 1.2亿元 is 12000万元, 三成 is 30%, and every rank is counted in 位.

    Examples:
        >>> amount(1.2, "亿元", "level"), amount(3, "成", "share"), amount(2, "名", "rank")
        ((12000.0, '万元'), (30.0, '%'), (2.0, '位'))
    """
    printed = re.sub(r"\s", "", unit)
    plain = "位" if measure == "rank" else _UNIT_NAMES.get(printed, printed)
    factor, smaller = _IN_SMALLER.get(plain, (1, plain))
    return round(float(value) * factor, 6), smaller


def same_period(wanted: Months, ours: Months) -> bool:
    """Whether the ends are the same, and the starts too unless one of the two is a stock of one month."""
    stock = wanted[0] == wanted[1] or ours[0] == ours[1]
    return wanted[1] == ours[1] and (stock or wanted[0] == ours[0])


def wrong_attributes(label: Label, figure: Found, subjects: Sequence[str]) -> list[str]:
    """The attributes in which a figure differs from its label and from the label's alternatives.

    Args:
        label: a label of disposition figure.
        figure: what stands at its numeral.
        subjects: the names of all subjects that the numeral is given for.
    """
    gold, alt = label.attributes, label.alt
    wrong = []
    for name in CODED:
        answers = (gold.get(name), alt.get(name, gold.get(name)))
        if getattr(figure, name) not in answers:
            wrong.append(name)
    months: Months = (gold["period_start"], gold["period_end"])
    if not any(same_period(p, figure.period) for p in (months, tuple(alt.get("period", months)))):
        wrong.append("period")
    wrong += _wrong_amount(gold, alt, figure)
    names = (gold["subject"], alt.get("subject") or gold["subject"])
    if not any(same_subjects(name, subjects, gold["subject_level"]) for name in names):
        wrong.append("subject")
    return [name for name in ATTRIBUTES if name in wrong]


def _wrong_amount(gold: dict[str, Any], alt: dict[str, Any], figure: Found) -> list[str]:
    ours = amount(figure.value, figure.unit, figure.measure)
    measure = gold.get("measure")
    wanted = amount(gold["value"], gold["unit"], measure)
    other = amount(alt.get("value", gold["value"]), alt.get("unit", gold["unit"]), measure)
    if ours in (wanted, other):
        return []
    return [name for name, a, b in zip(("value", "unit"), wanted, ours, strict=True) if a != b]


def same_amount(label: Label, figure: Found) -> bool:
    """Whether value and unit are those of the label."""
    gold = label.attributes
    wanted = amount(gold["value"], gold["unit"], gold.get("measure"))
    return wanted == amount(figure.value, figure.unit, figure.measure)
