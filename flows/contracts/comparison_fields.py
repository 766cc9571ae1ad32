"""The columns that say what a value may be held against, and how far it can be trusted."""

from __future__ import annotations

from flows.contracts.model import Field

COMPARISON_FIELDS = (
    Field(
        name="contested",
        label_zh="一文两值",
        en="Whether one document gives two values for what a value of this row is (same subject, indicator, measure, "
        "period, scope); the first printed stands here.",
        zh="同一文件对本行所用的同一数据（主体、指标、计量方式、时期、口径均相同）是否给出两个数值；此处取首次出现者。",
        type="boolean",
    ),
)
