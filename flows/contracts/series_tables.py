"""The marts that follow a subject through the year: series, progress to targets, and who of a panel reported."""

from __future__ import annotations

from flows.contracts import codes
from flows.contracts.mart_tables import SUBJECT, SUBJECT_KEYS
from flows.contracts.model import Field, Table

SERIES = ("mart_series",)


def _value(name: str, label_zh: str, en: str, zh: str, unit: str = "") -> Field:
    return Field(name=name, label_zh=label_zh, en=en, zh=zh, type="decimal", unit=unit)


def _origin(name: str, label_zh: str, of_en: str, of_zh: str) -> Field:
    return Field(
        name=name,
        label_zh=label_zh,
        en=f"How {of_en} came about: printed in a text, derived (a difference or sum of printed ones), or chained (from "
        "another year's level and the growth between them).",
        zh=f"{of_zh}的来源：printed原文所载，derived由原文数值加减得出，chained由另一年数值与增速推算。",
        allowed=codes.ORIGINS,
    )


def _ids(name: str, label_zh: str, of_en: str, of_zh: str) -> Field:
    return Field(
        name=name,
        label_zh=label_zh,
        en=f"Figures that {of_en} comes from; empty where there is none.",
        zh=f"{of_zh}所依据的数据编号；无值时为空列表。",
        type="strings",
    )


def _id(name: str, label_zh: str, of_en: str, of_zh: str) -> Field:
    return Field(
        name=name, label_zh=label_zh, en=f"Figure that prints {of_en}.", zh=f"载有{of_zh}的数据编号。"
    )


SERIES_FIELDS = (
    Field(
        name="additivity",
        label_zh="可加性",
        en="What a sum of its values means: additive (single quarters add up to the year, parts to the whole; year-to-date "
        "values are never added), semi_additive (a stock: parts add up, quarters do not, the last one counts), non_additive "
        "(a rate: neither; only the value printed for the whole holds). Macro total does it right.",
        zh="合计的含义：additive可加（单季相加为全年，部分相加为整体；年初累计数不得相加），semi_additive半可加（存量：各部分可加，"
        "各季度不可加，取期末数），non_additive不可加（比率：均不可加，只认整体的原文数值）。宏total据此合计。",
        allowed=codes.ADDITIVITIES,
    ),
    Field(
        name="growth_prices",
        label_zh="增速价格",
        en="Prices that growth is at: constant for value added and gross regional product, which levels at current prices do "
        "not give, else current.",
        zh="增速的价格基础：增加值、生产总值为constant不变价（与现价数值之比不等），其余为current现价。",
        allowed=codes.PRICES,
    ),
    _value(
        "to_date",
        "年初累计",
        "From January to the quarter's end; of a stock or a rate the level at the quarter's end.",
        "年初至季末累计；存量与比率为季末数。",
    ),
    _origin("to_date_origin", "累计来源", "to_date", "年初累计"),
    _ids("to_date_figure_ids", "累计数据编号", "to_date", "年初累计"),
    Field(
        name="to_date_falls",
        label_zh="累计下降",
        en="Whether the year to date is below that of the quarter before, which cannot be: one of them is wrong, or was revised; "
        "no single quarter is derived then.",
        zh="年初累计是否低于上季度末累计（不合常理：其一有误或已修订，此时不推算单季）。",
        type="boolean",
    ),
    _value(
        "quarter_value",
        "单季",
        "Value of the single quarter; null for stocks, and for rates unless it is printed.",
        "单季数值；存量为空，比率仅取原文所载。",
    ),
    _origin("quarter_origin", "单季来源", "quarter_value", "单季"),
    _ids("quarter_figure_ids", "单季数据编号", "quarter_value", "单季"),
    _value(
        "growth_printed",
        "累计增速（原文）",
        "Growth of to_date against the year before, as printed, in %.",
        "原文所载累计同比增速（%）。",
        "%",
    ),
    _id("growth_figure_id", "累计增速数据编号", "growth_printed", "累计增速"),
    _value(
        "growth_derived",
        "累计增速（计算）",
        "Growth of to_date by the two levels, in %; with constant prices (dim_indicator.growth_prices) it need not be what is "
        "printed.",
        "由两年累计数计算的增速（%）；不变价指标与原文增速可以不同。",
        "%",
    ),
    _ids("growth_derived_figure_ids", "累计增速依据", "growth_derived", "计算的累计增速"),
    _value(
        "quarter_growth_printed",
        "单季增速（原文）",
        "Growth of the single quarter, as printed, in %.",
        "原文所载单季同比增速（%）。",
        "%",
    ),
    _id("quarter_growth_figure_id", "单季增速数据编号", "quarter_growth_printed", "单季增速"),
    _value(
        "quarter_growth_derived",
        "单季增速（计算）",
        "Growth of the single quarter by the two quarters' values, in %.",
        "由两年单季数值计算的增速（%）。",
        "%",
    ),
    _ids("quarter_growth_derived_figure_ids", "单季增速依据", "quarter_growth_derived", "计算的单季增速"),
    Field(
        name="unit",
        label_zh="单位",
        en="Canonical unit of the indicator.",
        zh="指标的标准单位。",
        tables=SERIES,
    ),
)

PANEL_FIELDS = (
    Field(
        name="panel_share",
        label_zh="名录覆盖比例",
        en="Share of the register's subjects (of the level and province) that are among those compared; null where nothing is "
        "compared, or the register has none. Last places, averages, medians and tiers mean little where it is low.",
        zh="参与比较的主体占名录中同层级、同省份主体的比例；无比较或名录无此类主体时为空。比例低时，末位、平均、中位数与方阵意义有限。",
        type="decimal",
        minimum=0,
        maximum=1,
    ),
    Field(
        name="expected",
        label_zh="应报主体数",
        en="Subjects of the level and province that the register holds.",
        zh="名录中该层级、该省份的主体数。",
        type="integer",
        minimum=0,
        tables=("mart_panel",),
    ),
    Field(
        name="reported",
        label_zh="已报主体数",
        en="Subjects that have a value of the indicator in the quarter, in the register or not.",
        zh="该季度有该指标数值的主体数（含名录外）。",
        type="integer",
        minimum=0,
    ),
    Field(
        name="reported_registered",
        label_zh="名录内已报数",
        en="Those of them that are in the register.",
        zh="其中在名录内的主体数。",
        type="integer",
        minimum=0,
    ),
    Field(
        name="missing",
        label_zh="中断上报主体",
        en="Subjects that reported the indicator in one of the four quarters before, and not in this one.",
        zh="前四个季度内曾上报、本季度未报的主体。",
        type="strings",
    ),
)

PROGRESS = ("mart_target_progress",)
PROGRESS_FIELDS = (
    Field(
        name="measure",
        label_zh="计量方式",
        en="What the target is of: level (an amount), growth, or completion (a share is printed, and no amount of the plan).",
        zh="目标的计量方式：level总量、growth增速、completion完成率（仅载完成比例、未载计划数）。",
        allowed=("level", "growth", "completion"),
        tables=PROGRESS,
    ),
    Field(
        name="period_start",
        label_zh="目标期初",
        en="First day of the period that the target is set for.",
        zh="目标时期首日。",
        type="date",
        tables=PROGRESS,
    ),
    Field(
        name="period_end",
        label_zh="目标期末",
        en="Last day of the period that the target is set for.",
        zh="目标时期末日。",
        type="date",
        tables=PROGRESS,
    ),
    Field(
        name="done_until",
        label_zh="完成截至",
        en="Last day of what is done.",
        zh="完成数的截止日。",
        type="date",
    ),
    _value(
        "target",
        "目标值",
        "The target; null where only a share of it is printed.",
        "目标值；原文仅载完成比例时为空。",
    ),
    _value("done", "完成值", "What is done by done_until.", "截至完成截至日的数值。"),
    Field(
        name="unit",
        label_zh="单位",
        en="Unit of target, done and needed_rest.",
        zh="目标值、完成值与尚需的单位。",
        tables=PROGRESS,
    ),
    _value(
        "share_done",
        "完成比例",
        "Share of the target that is done, in %; null for growth.",
        "已完成的比例（%）；增速为空。",
        "%",
    ),
    _value(
        "share_done_printed",
        "完成比例（原文）",
        "The share done as a text prints it, in %.",
        "原文所载完成比例（%）。",
        "%",
    ),
    _value(
        "share_due",
        "应完成比例",
        "Share of the target's months that are over, in %; null for growth, stocks and rates.",
        "按序时进度应完成的比例（%）；增速、存量与比率为空。",
        "%",
    ),
    Field(
        name="gap",
        label_zh="进度差",
        en="share_done - share_due, or of growth done - target, in percentage points.",
        zh="完成比例减应完成比例；增速为完成值减目标值（个百分点）。",
        type="decimal",
        unit="个百分点",
        tables=PROGRESS,
    ),
    _value(
        "needed_rest",
        "尚需",
        "What the rest of the period needs: of an amount what is left, of growth the growth that the remaining months need, "
        "null where last year's values are not known.",
        "余下时间尚需：总量为差额，增速为余下月份所需增速（上年数值未知时为空）。",
    ),
    _value(
        "needed_pace",
        "所需倍速",
        "How many times the monthly average so far the rest of the period needs.",
        "余下月份月均须为已过月份月均的倍数。",
    ),
    _id("target_figure_id", "目标数据编号", "the target", "目标"),
    _id("share_figure_id", "完成比例数据编号", "the share done", "完成比例"),
    Field(
        name="figure_id",
        label_zh="数据编号",
        en="Figure of what is done; where only a share is printed, the figure that prints it.",
        zh="完成值的数据编号；仅载完成比例时为该数据。",
        tables=PROGRESS,
    ),
)

SERIES_TABLES = (
    Table(
        name="mart_target_progress",
        label_zh="目标进度",
        columns=f"{SUBJECT} indicator_id measure scope_key? set_by? period_start period_end done_until target? done? bound unit? "
        "share_done? share_done_printed? share_due? gap? needed_rest? needed_pace? inherited figure_id target_figure_id? "
        "share_figure_id? contested certainty",
        key="figure_id measure set_by period_start period_end",
        foreign_keys=(
            *SUBJECT_KEYS,
            "indicator_id -> dim_indicator.indicator_id",
            "figure_id -> fact_figure.figure_id",
            "target_figure_id -> fact_figure.figure_id",
            "share_figure_id -> fact_figure.figure_id",
        ),
        en="How far to the target: one row per target, quarter and value, with what is due by now and what the rest needs.",
        zh="目标进度：每个目标、季度与数值一行，含应完成比例与尚需。",
    ),
    Table(
        name="mart_panel",
        label_zh="上报面",
        columns="quarter_id indicator_id subject_level province_id? expected reported reported_registered panel_share? missing",
        key="quarter_id indicator_id subject_level province_id",
        foreign_keys=("quarter_id -> dim_quarter.quarter_id", "indicator_id -> dim_indicator.indicator_id"),
        en="Who reported: one row per quarter, indicator and set of peers (a level of one province), against the register.",
        zh="上报面：每个季度、指标与主体集合（一省一层级）一行，与名录对照。",
    ),
    Table(
        name="mart_series",
        label_zh="序列",
        columns=f"{SUBJECT} indicator_id scope_key? scope? unit to_date? to_date_origin? to_date_figure_ids "
        "to_date_falls quarter_value? quarter_origin? quarter_figure_ids growth_printed? growth_figure_id? "
        "growth_derived? growth_derived_figure_ids quarter_growth_printed? quarter_growth_figure_id? "
        "quarter_growth_derived? quarter_growth_derived_figure_ids contested certainty",
        key="quarter_id subject_level subject_name city_id zone_id indicator_id scope_key",
        foreign_keys=(
            *SUBJECT_KEYS,
            "indicator_id -> dim_indicator.indicator_id",
            "growth_figure_id -> fact_figure.figure_id",
            "quarter_growth_figure_id -> fact_figure.figure_id",
        ),
        en="Through the year: one row per quarter, subject, indicator and scope key, to date and for the single quarter.",
        zh="序列：每个季度、主体、指标、口径编码一行，含年初累计与单季。",
    ),
)
