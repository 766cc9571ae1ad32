"""The columns that only warnings and scorecards have."""

from __future__ import annotations

from flows.contracts.model import Field

WARNING = ("mart_warning",)
PART = ("mart_scorecard_part",)
CARD = ("mart_scorecard",)

ASSESSMENT_FIELDS = (
    Field(
        name="value",
        label_zh="数值",
        en="Value in `unit`, canonical where it converts; null where nobody printed one.",
        zh="以unit计的数值（可折算时为标准单位）；无人公布时为空。",
        type="decimal",
        tables=(*WARNING, *PART),
    ),
    Field(
        name="unit",
        label_zh="单位",
        en="Unit of the value and of what it is compared with.",
        zh="数值及其比较值的单位。",
        tables=(*WARNING, *PART),
    ),
    Field(
        name="gap",
        label_zh="差距",
        en="How far the value is from the benchmark or threshold, signed; as the text states it where nothing "
        "can be computed.",
        zh="数值与基准或阈值的差距（带符号）；无法计算时取原文所述。",
        type="decimal",
        tables=WARNING,
    ),
    Field(
        name="threshold",
        label_zh="阈值",
        en="Threshold of the rule in `unit`; of last_among_peers, the fewest peers.",
        zh="规则阈值（以unit计）；末位类为最少可比主体数。",
        type="decimal",
        tables=WARNING,
    ),
    Field(
        name="figure_id",
        label_zh="数据编号",
        en="Figure that the warning is about; where no value is printed, the figure that states the gap.",
        zh="预警所针对的数据编号；未公布数值时为报告差距的数据编号。",
        tables=WARNING,
    ),
    Field(
        name="figure_ids",
        label_zh="依据数据编号",
        en="Figures that it rests on.",
        zh="所依据的数据编号。",
        type="strings",
    ),
    Field(
        name="benchmark",
        label_zh="对标基准",
        en="Target that method target_ratio scores against; null for other methods.",
        zh="目标完成比法所用的目标；其他方法为空。",
        tables=PART,
    ),
    Field(
        name="figure_id",
        label_zh="数据编号",
        en="Figure the value comes from; null where the subject has none in the quarter.",
        zh="数值所依据的数据编号；该主体该季度无数据时为空。",
        tables=PART,
    ),
    Field(
        name="period_start",
        label_zh="期初",
        en="First day of the figure's period; null where there is no figure.",
        zh="数据时期首日；无数据时为空。",
        type="date",
        tables=PART,
    ),
    Field(
        name="period_end",
        label_zh="期末",
        en="Last day of the figure's period; null where there is no figure.",
        zh="数据时期末日；无数据时为空。",
        type="date",
        tables=PART,
    ),
    Field(
        name="normalised_score",
        label_zh="折算分",
        en="Score of this indicator, 0 to 100; null, never 0, where data are missing.",
        zh="该指标折算得分，0至100；缺数据时为空而非零。",
        type="decimal",
        minimum=0,
        maximum=100,
    ),
    Field(
        name="contribution",
        label_zh="得分贡献",
        en="Its part of the subject's score: weight times normalised score over the weight that has data.",
        zh="对总分的贡献：权重乘折算分，除以有数据的权重之和。",
        type="decimal",
    ),
    Field(
        name="score",
        label_zh="综合得分",
        en="Weighted mean of the normalised scores that have data, 0 to 100.",
        zh="有数据指标折算分的加权平均，0至100。",
        type="decimal",
        minimum=0,
        maximum=100,
    ),
    Field(
        name="grade",
        label_zh="等次",
        en="Highest grade whose least score and least coverage are reached; null below every least coverage.",
        zh="得分与覆盖率均达到要求的最高等次；覆盖率不足时为空。",
        tables=CARD,
    ),
    Field(
        name="tier",
        label_zh="方阵",
        en="Tier by rank among the peers; null without a rank, or with fewer than three peers.",
        zh="按位次划分的方阵；无位次或参评主体不足三个时为空。",
        tables=CARD,
    ),
    Field(
        name="coverage",
        label_zh="数据覆盖率",
        en="Share of the weight that had data.",
        zh="有数据的权重占全部权重的比例。",
        type="decimal",
        minimum=0,
        maximum=1,
    ),
    Field(
        name="rank",
        label_zh="位次",
        en="Place by score among the graded subjects of the same level and quarter, ties share; null ungraded.",
        zh="在同层级、同季度已评等次主体中按得分的位次，并列同名次；未评等次的为空。",
        type="integer",
        minimum=1,
        tables=CARD,
    ),
    Field(
        name="peers",
        label_zh="参评主体数",
        en="Graded subjects of the same level and quarter, itself included; null ungraded.",
        zh="同层级、同季度已评等次的主体数（含自身）；未评等次的为空。",
        type="integer",
        minimum=1,
        tables=CARD,
    ),
    Field(
        name="indicators",
        label_zh="计分指标数",
        en="Indicators that had data, of those the scorecard weighs.",
        zh="评分指标中有数据的个数。",
        type="integer",
        minimum=0,
    ),
)
