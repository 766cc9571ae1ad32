"""The columns that say what a value may be held against, and how far it can be trusted."""

from __future__ import annotations

from flows.contracts import codes
from flows.contracts.model import Field

COMPARISON_FIELDS = (
    Field(
        name="word",
        label_zh="口径用语",
        en="Words of a scope, without how many there are.",
        zh="口径用语（不含个数）。",
        pattern=r"\S+",
        tables=("ref_scope_word",),
    ),
    Field(
        name="scope_code",
        label_zh="口径编码",
        en="What the words narrow to, facet:code; null where they narrow nothing.",
        zh="口径编码，形如facet:code；不限定范围时为空。",
        pattern=r"(class|part|industry|size|batch|list):\S+",
    ),
    Field(
        name="neutral_for",
        label_zh="不限定者",
        en="Indicators for which the words narrow nothing: all, or those of industry.",
        zh="对哪些指标而言该用语不限定范围：all全部，industry工业类指标。",
        allowed=("all", "industry"),
    ),
    Field(
        name="scope_key",
        label_zh="口径编码组",
        en="The scope in codes that can be compared, joined by ; (batch, list, size, industry, class of zones, part); "
        "null where nothing narrows. Marts compare what has the same key.",
        zh="可比的口径编码，以;相连（批次、清单、规模、产业、开发区类别、部分）；不限定范围时为空。编码相同者方可比较。",
    ),
    Field(
        name="scope_differs",
        label_zh="口径表述不同",
        en="Whether what is compared here has scopes in other words, though of one key (industrial zones of one place, all zones of another).",
        zh="所比较者的口径编码相同而表述不同（如工业类开发区与未注明口径）。",
        type="boolean",
    ),
    Field(
        name="benchmark_basis",
        label_zh="基准来源",
        en="Where the benchmark comes from: printed in a text, reference (a target of data/reference/targets.csv), or computed from "
        "other values (a median, the share of the year that is over); null where there is none.",
        zh="基准值来源：printed原文、reference参考目标（targets.csv）、computed计算（中位数、序时进度）；无基准值时为空。",
        allowed=codes.BENCHMARK_BASES,
    ),
    Field(
        name="inherited",
        label_zh="是否沿用",
        en="Whether the benchmark is the target of the city or province that the subject lies in, taken over because it has none of its own.",
        zh="基准是否为所在市、省的目标（自身无目标时沿用）。",
        type="boolean",
    ),
    Field(
        name="contested",
        label_zh="一文两值",
        en="Whether one document gives two values for what a value of this row is (same subject, indicator, measure, "
        "period, scope); the first printed stands here.",
        zh="同一文件对本行所用的同一数据（主体、指标、计量方式、时期、口径均相同）是否给出两个数值；此处取首次出现者。",
        type="boolean",
    ),
)
