"""The columns that only marts have."""

from __future__ import annotations

from flows.contracts import codes
from flows.contracts.model import Field
from flows.contracts.review_fields import REVIEW_FIELDS, TABLE_FIELDS

RANKING_FIELDS = (
    Field(
        name="value",
        label_zh="数值",
        en="Value in `unit`: canonical where the printed unit converts, else as printed; null where only a "
        "rank or a gap is reported.",
        zh="数值：可折算时为标准单位数值，否则为原文数值；仅有位次或差距时为空。",
        type="decimal",
        tables=("mart_ranking", "mart_gap"),
    ),
    Field(
        name="unit",
        label_zh="单位",
        en="Unit of the value and of what it is compared with.",
        zh="数值及其比较值的单位。",
        tables=("mart_ranking", "mart_gap"),
    ),
    Field(
        name="rank",
        label_zh="位次",
        en="Computed by the indicator's direction among the peers, 1 is best, ties share; never as reported. Null of fewer "
        "than three peers, and where values that are only bounds leave it open: then rank_best and rank_worst differ.",
        zh="按指标方向在可比主体中计算的位次，1为最优，并列同名次；非原文所报。可比主体不足三个，或数值仅为界限而无法"
        "判断时为空，后者见最好位次、最差位次。",
        type="integer",
        minimum=1,
    ),
    Field(
        name="rank_best",
        label_zh="最好位次",
        en="Best rank that the values allow: a value that is only a bound may be any better one. Null of fewer than three peers.",
        zh="各数值所允许的最好位次（如“超过90%”可为更高）；可比主体不足三个时为空。",
        type="integer",
        minimum=1,
    ),
    Field(
        name="rank_worst",
        label_zh="最差位次",
        en="Worst rank that the values allow; where it is rank_best, that is the rank.",
        zh="各数值所允许的最差位次；与最好位次相同时即为位次。",
        type="integer",
        minimum=1,
    ),
    Field(
        name="peers",
        label_zh="可比主体数",
        en="Comparable subjects, itself included: same indicator, measure, level, province, period, scope key and unit; zones "
        "across provinces where all that have the value are national ones.",
        zh="可比主体数（含自身）：指标、计量方式、层级、省份、时期、口径编码、单位均相同；有该数值的开发区均为国家级时跨省比较。",
        type="integer",
        minimum=1,
    ),
    Field(
        name="rank_reported",
        label_zh="原文位次",
        en="Rank that the text reports for this measure.",
        zh="原文所报的位次。",
        type="integer",
        minimum=1,
    ),
    Field(
        name="rank_comparator",
        label_zh="原文排位范围",
        en="Set in which the text ranks the subject.",
        zh="原文排位的范围。",
    ),
    Field(
        name="rank_figure_id",
        label_zh="位次数据编号",
        en="Figure that reports the rank.",
        zh="报告位次的数据编号。",
    ),
    Field(
        name="figure_id",
        label_zh="数据编号",
        en="Figure the value comes from; where there is no value, the figure that reports the rank or gap.",
        zh="数值所依据的数据编号；无数值时为报告位次或差距的数据编号。",
        tables=("mart_ranking", "mart_gap"),
    ),
)

GAP_FIELDS = (
    Field(
        name="benchmark",
        label_zh="对标基准",
        en="What the value is held against: a target, an average, a total, peers or an earlier quarter.",
        zh="对标基准：目标、平均、合计、可比主体或往期。",
        allowed=codes.BENCHMARKS,
    ),
    Field(
        name="benchmark_value",
        label_zh="基准值",
        en="The benchmark in the same unit as the value; null where only a gap is reported.",
        zh="与数值同单位的基准值；仅报告差距时为空。",
        type="decimal",
    ),
    Field(
        name="benchmark_figure_id",
        label_zh="基准数据编号",
        en="Figure the benchmark comes from; null for a median and for a target from the reference data.",
        zh="基准值所依据的数据编号；中位数及参考目标为空。",
    ),
    Field(
        name="benchmark_subject_name",
        label_zh="基准主体",
        en="Subject that the benchmark is a figure of.",
        zh="基准值所属主体。",
    ),
    Field(
        name="gap",
        label_zh="差距",
        en="value - benchmark_value, computed.",
        zh="计算的差距：数值减基准值。",
        type="decimal",
    ),
    Field(
        name="gap_reported",
        label_zh="原文差距",
        en="Difference that the text states.",
        zh="原文所述差距。",
        type="decimal",
    ),
    Field(
        name="gap_figure_id",
        label_zh="差距数据编号",
        en="Figure that states the gap.",
        zh="报告差距的数据编号。",
    ),
    Field(
        name="agrees",
        label_zh="是否相符",
        en="Whether stated and computed gap agree within the rounding of the printed digits.",
        zh="原文差距与计算差距在舍入范围内是否相符。",
        type="boolean",
    ),
    Field(
        name="met",
        label_zh="是否达到",
        en="Whether the benchmark is reached, by the indicator's direction; null where it has none, or where "
        "the value is only a bound and leaves it open.",
        zh="按指标方向是否达到基准；指标无方向，或数值仅为界限而无法判断时为空。",
        type="boolean",
    ),
)

COVERAGE_FIELDS = (
    Field(
        name="mentions",
        label_zh="数字总数",
        en="Numbers in the document, refused ones included.",
        zh="文件中的数字总数（含被拒收的）。",
        type="integer",
        minimum=0,
    ),
    Field(
        name="figures",
        label_zh="指标值数",
        en="Numbers that are figures.",
        zh="指标值个数。",
        type="integer",
        minimum=0,
    ),
    Field(
        name="other_figures",
        label_zh="其他数量数",
        en="Numbers that are quantities outside the catalog.",
        zh="目录外数量个数。",
        type="integer",
        minimum=0,
    ),
    Field(
        name="dates",
        label_zh="日期数",
        en="Numbers in dates and periods.",
        zh="日期、时期中的数字个数。",
        type="integer",
        minimum=0,
    ),
    Field(
        name="names",
        label_zh="名称数",
        en="Numbers in names.",
        zh="名称中的数字个数。",
        type="integer",
        minimum=0,
    ),
    Field(
        name="references",
        label_zh="引用数",
        en="Numbers of documents, lists and pages.",
        zh="文号、序号、页码中的数字个数。",
        type="integer",
        minimum=0,
    ),
    Field(
        name="quarantined",
        label_zh="拒收行数",
        en="Rows of the document that validation refused.",
        zh="该文件被拒收的行数。",
        type="integer",
        minimum=0,
    ),
    Field(
        name="share_accounted_for",
        label_zh="交代比例",
        en="Share of the numbers that have a disposition and, for figures, a row in fact_figure or "
        "quarantine; must be 1.",
        zh="有归类且（指标值）有数据行或隔离行的数字所占比例，应为1。",
        type="number",
        minimum=0,
        maximum=1,
    ),
)

MART_FIELDS = (*TABLE_FIELDS, *RANKING_FIELDS, *GAP_FIELDS, *COVERAGE_FIELDS, *REVIEW_FIELDS)
