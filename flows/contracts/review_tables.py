"""Decisions of a person on single numbers, and readings that agree: rows of reviews.yaml and agreed.yaml, and their columns."""

from __future__ import annotations

from flows.contracts import codes
from flows.contracts.model import Field, Table

REVIEW_FIELDS = (
    Field(
        name="text_before",
        label_zh="前文",
        en="Words that stand before the number, as printed.",
        zh="数字之前的原文字句。",
    ),
    Field(
        name="text_after",
        label_zh="后文",
        en="Words that stand behind the number, as printed.",
        zh="数字之后的原文字句。",
    ),
    Field(
        name="occurrence",
        label_zh="第几处",
        en="Which of several places with the same words is meant, from 1.",
        zh="相同字句出现多处时所指的序号，从1起。",
        type="integer",
        minimum=1,
    ),
    Field(
        name="verdict",
        label_zh="结论",
        en="What the number is: figure (with the attributes of the row), other_figure (of something else) or none.",
        zh="结论：figure为该行所述指标值，other_figure为其他数量，none为不是数据。",
        allowed=codes.REVIEW_VERDICTS,
        tables=("ref_review",),
    ),
    Field(
        name="reviewer",
        label_zh="复核人",
        en="Who decided, where that is written down.",
        zh="作出决定的人（如有记录）。",
    ),
    Field(
        name="reviewed_on",
        label_zh="复核日期",
        en="Day of the decision, where that is written down.",
        zh="作出决定的日期（如有记录）。",
        type="date",
    ),
)

_PLACE = "document sha256 quote text_before? text_after? occurrence"

AGREED_TABLE = Table(
    name="ref_agreed",
    columns=f"{_PLACE} indicator_id measure rank_of? scenario subject_level subject_name period_start period_end value "
    "unit? bound note?",
    key="sha256 quote text_before text_after occurrence indicator_id measure subject_name",
    foreign_keys=("indicator_id -> ref_indicator.indicator_id",),
    en="One row per figure that somebody else has read as it was read here (and per indicator where it is of several).",
    zh="每个与他人读法一致的数字一行；一数属于几个指标时每个指标一行。",
)

REVIEW_TABLE = Table(
    name="ref_review",
    columns=f"{_PLACE} verdict indicator_id? measure? rank_of? "
    "scenario? set_by? subject_level? subject_name? period_start? period_end? value? unit? bound? comparator? scope? "
    "reviewer? reviewed_on? note?",
    key="sha256 quote text_before text_after occurrence indicator_id measure subject_name",
    foreign_keys=("indicator_id -> ref_indicator.indicator_id",),
    en="One row per number that a person has decided on, and per indicator where it is of several.",
    zh="每个经人复核的数字一行；一数属于几个指标时每个指标一行。",
)
