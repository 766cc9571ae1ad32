"""Which official evaluation system asks for which indicator: reference tables, and what is published of them."""

from __future__ import annotations

from flows.contracts.model import Field, Table

SYSTEM = ("ref_evaluation_system", "dim_evaluation_system")
ITEM = ("ref_evaluation_item", "dim_evaluation_item")

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
        name="synonyms",
        label_zh="同义词",
        en="What else texts and people call the indicator (data/reference/synonyms.csv).",
        zh="该指标的其他说法（data/reference/synonyms.csv）。",
        type="strings",
    ),
    Field(
        name="system_id",
        label_zh="考核体系编号",
        en="Official evaluation system in one of its editions.",
        zh="官方考核评价体系（分版本）的编号。",
        pattern=r"[a-z0-9_]+",
    ),
    Field(
        name="name_zh",
        label_zh="考核体系",
        en="Name of the system with its edition, in Chinese.",
        zh="考核评价体系名称，含版本。",
        pattern=r"[^;；]+",
        tables=SYSTEM,
    ),
    Field(
        name="authority",
        label_zh="制定机关",
        en="Who set the system up, and evaluates by it.",
        zh="制定并据以考核的机关。",
    ),
    Field(
        name="year",
        label_zh="年份",
        en="Year of the edition, the first that it is for; null where no source at hand tells.",
        zh="该版本的（首个）年份；无出处时为空。",
        type="integer",
        minimum=1949,
        maximum=2100,
        tables=SYSTEM,
    ),
    Field(
        name="source",
        label_zh="出处",
        en="The rule that sets the system up.",
        zh="确立该体系的文件。",
        tables=SYSTEM,
    ),
    Field(
        name="item",
        label_zh="体系内名称",
        en="What the system calls the indicator.",
        zh="该体系中的指标名称。",
    ),
    Field(
        name="scope",
        label_zh="口径",
        en="The part of the indicator that the system asks for, as texts name it; null where it asks for the whole.",
        zh="该体系所取的部分（与文本中的口径用语一致）；取全部时为空。",
        tables=ITEM,
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
)

_SYSTEM_COLUMNS = "system_id name_zh name_en authority year? source"
_ITEM_COLUMNS = "system_id item indicator_id measure scope? weight?"
_SYSTEM_EN = "One row per official evaluation system of zones, by edition."
_SYSTEM_ZH = "官方考核评价体系，每个版本一行。"
_ITEM_EN = (
    "Which system uses which indicator, many to many: one row per item of a system that the catalog holds."
)
_ITEM_ZH = "各体系采用哪些指标（多对多）：体系中目录所含的每项一行。"

EVALUATION_TABLES = (
    Table(
        name="ref_evaluation_system", columns=_SYSTEM_COLUMNS, key="system_id", en=_SYSTEM_EN, zh=_SYSTEM_ZH
    ),
    Table(
        name="ref_evaluation_item",
        columns=_ITEM_COLUMNS,
        key="system_id item",
        foreign_keys=(
            "system_id -> ref_evaluation_system.system_id",
            "indicator_id -> ref_indicator.indicator_id",
        ),
        en=_ITEM_EN,
        zh=_ITEM_ZH,
    ),
)
EVALUATION_DIMENSIONS = (
    Table(
        name="dim_evaluation_system",
        label_zh="考核体系",
        columns=_SYSTEM_COLUMNS,
        key="system_id",
        en=_SYSTEM_EN,
        zh=_SYSTEM_ZH,
    ),
    Table(
        name="dim_evaluation_item",
        label_zh="考核指标",
        columns=_ITEM_COLUMNS,
        key="system_id item",
        foreign_keys=(
            "system_id -> dim_evaluation_system.system_id",
            "indicator_id -> dim_indicator.indicator_id",
        ),
        en=_ITEM_EN,
        zh=_ITEM_ZH,
    ),
)
