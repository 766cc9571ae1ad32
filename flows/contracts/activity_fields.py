"""The columns of the marts on project batches, reform, leading industries and promotion."""

from __future__ import annotations

from dataclasses import replace

from flows.contracts import codes
from flows.contracts.model import Field

ACTIVITY_TABLES = ("mart_pipeline", "mart_reform", "mart_leading_industry", "mart_promotion")


def _count(name: str, label_zh: str, en: str, zh: str, unit: str = "个") -> Field:
    return Field(name=name, label_zh=label_zh, en=en, zh=zh, type="integer", unit=unit)


def _amount(name: str, label_zh: str, en: str, zh: str, unit: str) -> Field:
    return Field(name=name, label_zh=label_zh, en=en, zh=zh, type="decimal", unit=unit)


def _rank(name: str, label_zh: str, of_en: str) -> Field:
    return Field(
        name=name,
        label_zh=label_zh,
        en=f"Rank that the text reports for {of_en}; 1 is best.",
        zh=f"原文所报{label_zh}，1为最优。",
        type="integer",
        minimum=1,
    )


def _rate(name: str, label_zh: str, of_en: str, part_en: str) -> tuple[Field, ...]:
    return (
        _amount(
            f"{name}_reported",
            f"{label_zh}（原文）",
            f"{of_en}, as the text reports it, in %.",
            f"原文所报{label_zh}（%）。",
            "%",
        ),
        _amount(
            f"{name}_computed",
            f"{label_zh}（计算）",
            f"{part_en}, in %; null unless both counts are exact and one is a part of the other.",
            f"由同批次项目数计算的{label_zh}（%）；项目数非确数或无从属关系时为空。",
            "%",
        ),
        _rank(f"{name}_rank", f"{label_zh}位次", of_en.lower()),
        Field(
            name=f"{name}_rank_comparator",
            label_zh=f"{label_zh}排位范围",
            en=f"Set in which the text ranks the {name.replace('_', ' ')}.",
            zh=f"原文{label_zh}排位的范围。",
        ),
    )


def _reform(name: str, label_zh: str, en: str, unit: str, type_: str, *, bound: bool = False) -> list[Field]:
    make = _count if type_ == "integer" else _amount
    fields = [make(name, label_zh, f"{en}.", f"{label_zh}（{unit}）。", unit)]
    if bound:
        fields.append(
            Field(
                name=f"{name}_bound",
                label_zh=f"{label_zh}界限",
                en=f"Bound of {name}: eq (exact), ge, gt, le, lt or approx; null where there is no value.",
                zh=f"{label_zh}的界限：等于、不少于、超过、不超过、不足或约；无数值时为空。",
                allowed=codes.BOUNDS,
            )
        )
    return [*fields, _rank(f"{name}_rank", f"{label_zh}位次", en[0].lower() + en[1:])]


def _industry(name: str, label_zh: str, en: str, unit: str, type_: str) -> tuple[Field, ...]:
    make = _count if type_ == "integer" else _amount
    return (
        make(
            name,
            label_zh,
            f"{en} of the leading industry.",
            f"主导产业{label_zh}（{unit}）。",
            unit,
        ),
        _amount(
            f"{name}_share",
            f"{label_zh}占比",
            f"{en} of the leading industry in % of the whole, as the text reports it.",
            f"原文所报主导产业{label_zh}占整体的比重（%）。",
            "%",
        ),
        Field(
            name=f"{name}_share_of",
            label_zh=f"{label_zh}占比范围",
            en=f"The whole that {name}_share is a share of, in the words of the text; null where unsaid.",
            zh=f"{label_zh}占比所对应的整体；原文未说明时为空。",
        ),
    )


SHARED_FIELDS = (
    Field(
        name="figure_ids",
        label_zh="数据编号",
        en="All figures that the row's values and ranks come from.",
        zh="本行数值与位次所依据的全部数据编号。",
        type="strings",
        tables=ACTIVITY_TABLES,
    ),
    Field(
        name="qualifiers",
        label_zh="限定说明",
        en="What a value is not: one entry per column or indicator and the bound (not exact), the scope (not "
        "of all), the period (not the year so far) or the rank's set.",
        zh="数值的限定：每条为列名或指标，加界限（非确数）、口径（非全部）、时期（非年初至今）或位次范围。",
        type="strings",
        tables=ACTIVITY_TABLES,
    ),
)

PIPELINE_FIELDS = (
    Field(
        name="batch_scope",
        label_zh="批次口径",
        en="Words that narrow the batch; null for all its projects.",
        zh="限定批次的词语；全部项目时为空。",
    ),
    _count("signed", "签约项目数", "Projects signed.", "签约项目数（个）。"),
    _count(
        "started",
        "开工项目数",
        "Projects started: of those signed where the text counts them so, else as listed.",
        "开工项目数（个）：原文有“签约项目已开工”的取其数，否则为开工一批项目数。",
    ),
    _count(
        "started_batch",
        "开工批次项目数",
        "Projects that in_production and the production rate are counted among: those listed as started.",
        "投产项目数与投产率所对应的开工一批项目数（个）。",
    ),
    _count(
        "in_production",
        "投产项目数",
        "Projects in production: of those started where the text counts them so, else as listed.",
        "投产项目数（个）：原文有“开工项目已投产”的取其数，否则为投产一批项目数。",
    ),
    _count(
        "in_production_batch",
        "投产批次项目数",
        "Projects that the full output rate is counted among: those listed as in production.",
        "达效率所对应的投产一批项目数（个）。",
    ),
    _amount(
        "signed_investment",
        "签约项目总投资",
        "Total investment of the projects signed, in 100 million yuan.",
        "签约项目总投资（亿元）。",
        "亿元",
    ),
    _amount(
        "started_investment",
        "开工项目总投资",
        "Total investment of the projects started, in 100 million yuan.",
        "开工项目总投资（亿元）。",
        "亿元",
    ),
    _amount(
        "in_production_investment",
        "投产项目总投资",
        "Total investment of the projects in production, in 100 million yuan.",
        "投产项目总投资（亿元）。",
        "亿元",
    ),
    _amount(
        "completed_investment",
        "已完成投资",
        "Investment that projects of the batch have completed, in 100 million yuan.",
        "项目已完成投资（亿元）。",
        "亿元",
    ),
    *_rate("start_rate", "签约项目开工率", "Share of signed projects that have started", "started / signed"),
    *_rate(
        "production_rate",
        "开工项目投产率",
        "Share of started projects in production",
        "in_production / started_batch",
    ),
    *_rate(
        "full_output_rate",
        "投产项目达效率",
        "Share of projects in production at full effect",
        "Projects at full output, of which the catalog has no count yet / in_production_batch",
    ),
    _count(
        "signed_not_started",
        "签而未落",
        "Projects signed and not started: from the counts, else from the reported rate where its digits "
        "allow one whole number only.",
        "签而未落项目数（个）：由项目数得出，否则由原文开工率推算；推算结果非唯一整数时为空。",
    ),
    _count(
        "started_not_in_production",
        "落而未投",
        "Projects started and not in production: from the counts, else from the reported rate where its "
        "digits allow one whole number only.",
        "落而未投项目数（个）：由项目数得出，否则由原文投产率推算；推算结果非唯一整数时为空。",
    ),
    _count(
        "in_production_not_full",
        "投未见效",
        "Projects in production without full effect: from the reported rate where its digits allow one whole "
        "number only.",
        "投未见效项目数（个）：由原文达效率推算；推算结果非唯一整数时为空。",
    ),
)

REFORM_FIELDS = (
    *_reform("commitment_projects", "承诺制项目数", "Projects under the commitment system", "个", "integer"),
    *_reform(
        "commitment_share",
        "承诺制项目占比",
        "Commitment-system projects in % of the eligible ones",
        "%",
        "decimal",
        bound=True,
    ),
    *_reform(
        "standard_land_parcels",
        "标准地出让宗数",
        "Parcels granted as standard land",
        "宗",
        "integer",
    ),
    *_reform("standard_land_area", "标准地出让面积", "Area granted as standard land, in mu", "亩", "decimal"),
    *_reform("standard_land_reserve", "标准地储备面积", "Standard land in reserve, in mu", "亩", "decimal"),
    *_reform("agency_projects", "领办代办项目数", "Projects served by the full agency", "个", "integer"),
    *_reform("agency_items", "代办事项数", "Formalities handled by the full agency", "件", "integer"),
    *_reform(
        "agency_share",
        "全代办项目占比",
        "Full-agency projects in % of the eligible ones",
        "%",
        "decimal",
        bound=True,
    ),
    *_reform(
        "standard_factory_area",
        "标准厂房面积",
        "Standard factory floor area, in 10,000 square metres",
        "万平方米",
        "decimal",
    ),
    *_reform(
        "standard_factory_use",
        "标准厂房使用率",
        "Standard factory floor area in use, in %",
        "%",
        "decimal",
        bound=True,
    ),
    *_reform("occupancy_rate", "企业入住率", "Occupancy of the premises, in %", "%", "decimal", bound=True),
    *_reform("delegated_powers", "赋权事项数", "Administrative powers delegated", "项", "integer"),
)

INDUSTRY_FIELDS = (
    Field(
        name="ordinal",
        label_zh="主导产业位序",
        en="1 for the first leading industry, 2 for the second; null where the words name no place.",
        zh="1为第一主导产业，2为第二主导产业；原文未说明位序时为空。",
        type="integer",
        minimum=1,
    ),
    *_industry("enterprises", "企业数", "Enterprises", "家", "integer"),
    *_industry(
        "enterprises_above_size",
        "规上企业数",
        "Industrial enterprises above designated size",
        "家",
        "integer",
    ),
    *_industry("output", "产值", "Output, in 100 million yuan,", "亿元", "decimal"),
    *_industry("value_added", "增加值", "Industrial value added, in 100 million yuan,", "亿元", "decimal"),
    *_industry("investment", "投资", "Investment, in 100 million yuan,", "亿元", "decimal"),
    Field(
        name="output_indicator_id",
        label_zh="产值指标",
        en="Indicator that output and its share are values of; outputs of other indicators don't compare.",
        zh="产值及其占比所属指标；不同指标之间不可比。",
    ),
    Field(
        name="investment_indicator_id",
        label_zh="投资指标",
        en="Indicator that investment and its share are values of; investments of other indicators don't compare.",
        zh="投资及其占比所属指标；不同指标之间不可比。",
    ),
)

PROMOTION_FIELDS = (
    _count(
        "trips",
        "招商批次",
        "Trips to or meetings with firms, counted in batches.",
        "外出招商、对接企业批次。",
        "批次",
    ),
    _count("negotiations", "洽谈项目数", "Projects negotiated.", "洽谈项目数（个）。"),
    _count("cooperation_intents", "合作意向数", "Cooperation intents reached.", "达成合作意向数（个）。"),
    _count("signings", "签约项目数", "Projects signed.", "签约项目数（个）。"),
    _amount(
        "signings_investment",
        "签约项目总投资",
        "Total investment of the projects signed, in 100 million yuan.",
        "签约项目总投资（亿元）。",
        "亿元",
    ),
    _amount(
        "funds_in_place",
        "到位资金",
        "Promoted investment funds in place, in 100 million yuan.",
        "招商引资到位资金（亿元）。",
        "亿元",
    ),
    _amount(
        "negotiations_per_trip",
        "每批次洽谈项目数",
        "negotiations / trips, of one period and scope, both exact.",
        "洽谈项目数除以招商批次；两数时期、口径相同且均为确数时计算。",
        "个",
    ),
    _amount(
        "signing_rate",
        "洽谈签约率",
        "signings / negotiations in %, of one period and scope, both exact; signings can come from earlier "
        "negotiations, so it may pass 100.",
        "签约项目数与洽谈项目数之比（%）；两数时期、口径相同且均为确数时计算，签约可源于前期洽谈，故可超过100。",
        "%",
    ),
)


def _within(table: str, fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """Hold descriptions to one table: short names such as `output` mean other things elsewhere."""
    return tuple(replace(field, tables=(table,)) for field in fields)


ACTIVITY_FIELDS = (
    *SHARED_FIELDS,
    *_within("mart_pipeline", PIPELINE_FIELDS),
    *_within("mart_reform", REFORM_FIELDS),
    *_within("mart_leading_industry", INDUSTRY_FIELDS),
    *_within("mart_promotion", PROMOTION_FIELDS),
)
