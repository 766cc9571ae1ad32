"""Which official evaluation system asks for which indicator: a reference table and the columns that come of it."""

from __future__ import annotations

from flows.contracts.model import Field, Table

ITEM = ("ref_evaluation_item",)

EVALUATION_FIELDS = (
    Field(
        name="core",
        label_zh="是否核心指标",
        en="Whether labels and scores know the indicator; others count there as quantities outside the catalog. True unless told.",
        zh="是否为标注与评分所用的核心指标；其余在评分中视为目录外数量。未注明视为是。",
        type="boolean",
    ),
    Field(
        name="evaluation_systems",
        label_zh="考核体系",
        en="Official evaluation systems that ask for the indicator, separated by semicolons; null where none is known.",
        zh="采用该指标的官方考核评价体系，以分号分隔；未见采用时为空。",
    ),
    Field(
        name="system",
        label_zh="考核体系",
        en="Official evaluation system, with its year or edition.",
        zh="官方考核评价体系及其年份或版本。",
        pattern=r"[^;；]+",
    ),
    Field(
        name="item",
        label_zh="体系内名称",
        en="What the system calls the indicator.",
        zh="该体系中的指标名称。",
    ),
    Field(
        name="weight",
        label_zh="权重",
        en="Weight in the system, in its own scale; null where no source at hand tells.",
        zh="在该体系中的权重（按其自身口径）；无出处时为空。",
        type="decimal",
        minimum=0,
        tables=ITEM,
    ),
    Field(
        name="source",
        label_zh="出处",
        en="The rule that sets the system up.",
        zh="确立该体系的文件。",
        tables=ITEM,
    ),
)

EVALUATION_TABLE = Table(
    name="ref_evaluation_item",
    columns="indicator_id system item weight? source",
    key="indicator_id system",
    foreign_keys=("indicator_id -> ref_indicator.indicator_id",),
    en="One row per indicator and official evaluation system that asks for it.",
    zh="每个指标在每个采用它的官方考核体系中一行。",
)
