"""The reference tables and the columns that only they have.

To add one: declare its columns in REFERENCE_FIELDS (only those the registry does not know yet) and the
table in REFERENCE_TABLES; `check_reference` then reads and checks it.
"""

from __future__ import annotations

from flows.contracts import codes
from flows.contracts.assessment_tables import ASSESSMENT_REFERENCE_FIELDS, ASSESSMENT_REFERENCE_TABLES
from flows.contracts.correction_tables import CORRECTION_FIELDS, CORRECTION_TABLE
from flows.contracts.doubt_tables import CERTAINTY_POLICY_TABLE, DOUBT_FIELDS, DOUBT_TABLE
from flows.contracts.evaluation_tables import EVALUATION_FIELDS, EVALUATION_TABLES
from flows.contracts.lexicon_tables import LEXICON_FIELDS, LEXICON_TABLES
from flows.contracts.model import Field, Table, by_name
from flows.contracts.project_fields import PROJECT_REFERENCE_FIELDS, PROJECT_REFERENCE_TABLES
from flows.contracts.quality_tables import QUALITY_FIELDS, QUALITY_REFERENCE_TABLE
from flows.contracts.reason_tables import REASON_FIELDS, REASON_TABLE
from flows.contracts.review_tables import AGREED_TABLE, REVIEW_FIELDS, REVIEW_TABLE
from flows.contracts.setting_tables import SETTING_FIELDS, SETTING_REFERENCE_TABLES

REFERENCE_FIELDS = (
    *LEXICON_FIELDS,
    *CORRECTION_FIELDS,
    *REVIEW_FIELDS,
    *ASSESSMENT_REFERENCE_FIELDS,
    *PROJECT_REFERENCE_FIELDS,
    *QUALITY_FIELDS,
    *EVALUATION_FIELDS,
    *REASON_FIELDS,
    *DOUBT_FIELDS,
    *SETTING_FIELDS,
    Field(
        name="place_id",
        label_zh="行政区代码",
        en="Administrative division, GB/T 2260 code.",
        zh="行政区划代码（GB/T 2260）。",
        pattern=r"\d{6}",
    ),
    Field(
        name="level",
        label_zh="级别",
        en="Level of the division: province, city or county.",
        zh="行政级别：省、市或县。",
        allowed=codes.PLACE_LEVELS,
        tables=("ref_place",),
    ),
    Field(
        name="parent_id",
        label_zh="上级代码",
        en="Division it belongs to; null for a province.",
        zh="上级行政区代码；省级为空。",
        pattern=r"\d{6}",
    ),
    Field(
        name="tile_row",
        label_zh="方格行",
        en="Row of the city's square on its province's map of tiles, counted from the north.",
        zh="该市在本省方格地图上的行，自北向南数。",
        type="integer",
        minimum=1,
        maximum=12,
    ),
    Field(
        name="tile_column",
        label_zh="方格列",
        en="Column of the city's square on its province's map of tiles, counted from the west.",
        zh="该市在本省方格地图上的列，自西向东数。",
        type="integer",
        minimum=1,
        maximum=12,
    ),
    Field(
        name="group_id",
        label_zh="指标组",
        en="Group of the indicator.",
        zh="指标分组。",
        pattern=r"[a-z0-9_]+",
    ),
    Field(
        name="canonical_unit",
        label_zh="标准单位",
        en="Unit that values of the indicator are compared in; null where it has none.",
        zh="该指标比较所用的标准单位；无统一单位时为空。",
    ),
    Field(
        name="direction",
        label_zh="方向",
        en="Which is better: higher, lower or none.",
        zh="指标方向：越高越好、越低越好或无。",
        allowed=codes.DIRECTIONS,
    ),
    Field(
        name="aggregation",
        label_zh="汇总方式",
        en="How values of parts make the whole: sum, mean or none.",
        zh="由部分汇总整体的方式：求和、平均或不可汇总。",
        allowed=codes.AGGREGATIONS,
    ),
    Field(
        name="observation",
        label_zh="流量或存量",
        en="Whether a value covers a period (flow) or holds at its end (stock).",
        zh="数值覆盖一段时期（流量）或为期末时点数（存量）。",
        allowed=codes.OBSERVATIONS,
    ),
    Field(
        name="definition_source",
        label_zh="定义出处",
        en="Where the definition comes from.",
        zh="定义的出处。",
    ),
    Field(name="definition", label_zh="定义", en="What the indicator counts.", zh="指标定义。"),
    Field(
        name="unit_canonical",
        label_zh="标准单位",
        en="Unit that `factor` converts to.",
        zh="换算系数所对应的标准单位。",
        tables=("ref_unit",),
    ),
    Field(
        name="dimension",
        label_zh="量纲",
        en="Kind of quantity; units convert only within one.",
        zh="量纲；仅同一量纲内可以换算。",
    ),
    Field(
        name="factor",
        label_zh="换算系数",
        en="value * factor = value in unit_canonical.",
        zh="数值乘以系数即为标准单位数值。",
        type="number",
        minimum=codes.LEAST_FACTOR,
        maximum=codes.MOST_FACTOR,
    ),
    Field(
        name="subject_name",
        label_zh="主体",
        en="Canonical name the target holds for; null where it holds for every subject.",
        zh="目标所适用主体的规范名称；适用于所有主体时为空。",
        tables=("ref_target",),
    ),
    Field(name="source", label_zh="出处", en="Where the target is written down.", zh="目标的出处。"),
)

REFERENCE_TABLES = by_name(
    (
        *LEXICON_TABLES,
        CORRECTION_TABLE,
        REVIEW_TABLE,
        AGREED_TABLE,
        *ASSESSMENT_REFERENCE_TABLES,
        *PROJECT_REFERENCE_TABLES,
        QUALITY_REFERENCE_TABLE,
        *EVALUATION_TABLES,
        REASON_TABLE,
        DOUBT_TABLE,
        CERTAINTY_POLICY_TABLE,
        *SETTING_REFERENCE_TABLES,
        Table(
            name="ref_place",
            columns="place_id name_zh name_en? level parent_id? city_id? province_id?",
            key="place_id",
            foreign_keys=("parent_id -> ref_place.place_id", "province_id -> ref_place.place_id"),
            en="One row per administrative division.",
            zh="每个行政区一行。",
        ),
        Table(
            name="ref_city_tile",
            columns="city_id tile_row tile_column",
            key="city_id",
            foreign_keys=("city_id -> ref_place.place_id",),
            en="One row per city with the square that stands for it on a map of its province.",
            zh="每个城市一行，为其在本省方格地图上的位置。",
        ),
        Table(
            name="ref_indicator",
            columns="indicator_id name_zh name_en group_id canonical_unit? direction aggregation observation "
            "definition? definition_source? core?",
            key="indicator_id",
            en="One row per indicator of the catalog.",
            zh="指标目录，每个指标一行。",
        ),
        Table(
            name="ref_unit",
            columns="unit unit_canonical dimension factor",
            key="unit",
            en="One row per unit, with its factor to the canonical unit of its dimension.",
            zh="每个单位一行，含换算为本量纲标准单位的系数。",
        ),
        Table(
            name="ref_target",
            columns="indicator_id measure year set_by subject_name? value unit source?",
            key="indicator_id measure year set_by subject_name",
            foreign_keys=("indicator_id -> ref_indicator.indicator_id", "unit -> ref_unit.unit"),
            en="One row per target for a year that no text needs to print.",
            zh="年度目标，每个目标一行。",
        ),
        Table(
            name="ref_comparator",
            columns="comparator benchmark",
            key="comparator",
            en="One row per comparator of a stated gap, with the benchmark that it means.",
            zh="差距的比较对象与对标基准的对应，每个比较对象一行。",
        ),
        Table(
            name="ref_scope_word",
            columns="word scope_code? neutral_for?",
            key="word",
            en="One row per wording of a scope, with its code.",
            zh="口径用语与编码的对应，每种用语一行。",
        ),
    )
)
