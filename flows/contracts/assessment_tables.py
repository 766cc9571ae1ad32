"""Warnings and scorecards: their reference data (rules, weights, grades, tiers, words of messages) and their marts."""

from __future__ import annotations

from flows.contracts import codes
from flows.contracts.mart_tables import SUBJECT, SUBJECT_KEYS
from flows.contracts.model import Field, Table

RULE = ("ref_warning_rule",)
WEIGHT = ("ref_score_weight",)

ASSESSMENT_REFERENCE_FIELDS = (
    Field(
        name="rule",
        label_zh="预警规则",
        en="Warning rule: a readable code.",
        zh="预警规则编号（可读代码）。",
        pattern=r"[a-z0-9_]+",
        tables=("ref_warning_rule", "mart_warning"),
    ),
    Field(
        name="kind",
        label_zh="规则种类",
        en="What the rule looks at: below_benchmark, last_among_peers, under_threshold or negative_growth.",
        zh="规则种类：未达基准、可比主体末位、低于阈值或负增长。",
        allowed=codes.WARNING_KINDS,
        tables=("ref_warning_rule", "mart_warning"),
    ),
    Field(
        name="measure",
        label_zh="计量方式",
        en="Measure that the row holds for; null in a rule that holds for every measure.",
        zh="适用的计量方式；适用于所有方式的规则为空。",
        allowed=codes.VALUE_MEASURES,
        tables=(*RULE, *WEIGHT),
    ),
    Field(
        name="benchmark",
        label_zh="对标基准",
        en="Benchmark that a below_benchmark rule holds the value against; null for other kinds.",
        zh="未达基准类规则所用的对标基准；其他种类为空。",
        allowed=codes.BENCHMARKS,
        tables=RULE,
    ),
    Field(
        name="unit",
        label_zh="适用单位",
        en="Unit of the threshold; the rule holds only for what is counted in a unit it converts to.",
        zh="阈值的单位；规则仅适用于可折算为该单位的指标。",
        tables=RULE,
    ),
    Field(
        name="threshold",
        label_zh="阈值",
        en="under_threshold: the least good value; below_benchmark: the least gap that counts; "
        "last_among_peers: the fewest peers; negative_growth: the growth below which it counts.",
        zh="低于阈值类为最低要求，未达基准类为起报差距，末位类为最少可比主体数，负增长类为起报增速。",
        type="decimal",
    ),
    Field(
        name="severity",
        label_zh="预警等级",
        en="red, orange or yellow, the most severe first.",
        zh="预警等级：红、橙、黄，由重到轻。",
        allowed=codes.SEVERITIES,
    ),
    Field(
        name="message_zh",
        label_zh="中文提示",
        en="The Chinese sentence; in a rule, with names in braces for what a warning puts in.",
        zh="中文提示语；规则中以花括号标出待填内容。",
        pattern=r"[\s\S]+",
    ),
    Field(
        name="message_en",
        label_zh="英文提示",
        en="The English sentence; in a rule, with names in braces for what a warning puts in.",
        zh="英文提示语；规则中以花括号标出待填内容。",
        pattern=r"[\s\S]+",
    ),
    Field(
        name="enabled",
        label_zh="是否启用",
        en="Whether the rule is in force.",
        zh="该规则是否启用。",
        type="boolean",
    ),
    Field(name="note", label_zh="备注", en="Why the row is as it is.", zh="该行的说明。"),
    Field(
        name="weight",
        label_zh="权重",
        en="Weight of the indicator in the score; only the proportions matter.",
        zh="该指标在评分中的权重，仅比例有意义。",
        type="decimal",
        minimum=0,
    ),
    Field(
        name="method",
        label_zh="计分方法",
        en="How a value becomes 0 to 100: target_ratio, peer_percentile, min_max or as_percent.",
        zh="数值折算为百分制的方法：目标完成比、可比百分位、区间线性或直接取百分数。",
        allowed=codes.SCORE_METHODS,
    ),
    Field(
        name="best",
        label_zh="满分值",
        en="Value that scores 100 by method min_max, in the indicator's unit.",
        zh="区间线性法得100分的数值（指标标准单位）。",
        type="decimal",
    ),
    Field(
        name="worst",
        label_zh="零分值",
        en="Value that scores 0 by method min_max, in the indicator's unit.",
        zh="区间线性法得0分的数值（指标标准单位）。",
        type="decimal",
    ),
    Field(
        name="minimum_peers",
        label_zh="最少可比主体数",
        en="Fewest peers that method peer_percentile scores among.",
        zh="可比百分位法要求的最少可比主体数。",
        type="integer",
        minimum=2,
    ),
    Field(
        name="grade",
        label_zh="等次",
        en="Grade, by name.",
        zh="等次：优秀、良好、合格、待改进等。",
        tables=("ref_score_grade",),
    ),
    Field(
        name="minimum_score",
        label_zh="最低得分",
        en="Least score that earns the grade.",
        zh="该等次的最低得分。",
        type="decimal",
        minimum=0,
        maximum=100,
    ),
    Field(
        name="minimum_coverage",
        label_zh="最低覆盖率",
        en="Least share of the weight that must have data for the grade.",
        zh="评定该等次所需的最低数据覆盖率。",
        type="decimal",
        minimum=0,
        maximum=1,
    ),
    Field(
        name="maximum_red_warnings",
        label_zh="最多红色预警",
        en="Most red warnings that a subject of the grade may have; null where they do not count.",
        zh="该等次允许的红色预警数上限；空为不限。",
        type="integer",
        minimum=0,
    ),
    Field(
        name="minimum_share",
        label_zh="最低参排比例",
        en="last_among_peers: least share of the register's subjects (of its level and province) that must be among the "
        "peers; 0.8 where empty.",
        zh="末位类：可比主体占名录中同层级、同省份主体的最低比例；空为0.8。",
        type="decimal",
        minimum=0,
        maximum=1,
    ),
    Field(
        name="tier",
        label_zh="方阵",
        en="Tier, the leading one first.",
        zh="方阵，由先到后。",
        tables=("ref_score_tier",),
    ),
    Field(
        name="up_to",
        label_zh="累计比例",
        en="The tier reaches down to this share of the ranked peers.",
        zh="该方阵截至的位次占参评主体的累计比例。",
        type="decimal",
        minimum=0,
        maximum=1,
    ),
    Field(
        name="kind",
        label_zh="词类",
        en="What the code is a code of: basis (what a benchmark rests on), benchmark, bound, measure or unit.",
        zh="代码类别：基准来源、对标基准、界限、计量方式或单位。",
        allowed=codes.WORD_KINDS,
        tables=("ref_word",),
    ),
    Field(name="code", label_zh="代码", en="The code, or the unit as it is written.", zh="代码或单位原文。"),
    Field(
        name="words_zh",
        label_zh="中文用语",
        en="What a message says for it in Chinese; null where it says nothing.",
        zh="中文提示语中的用语；无须说出的为空。",
    ),
    Field(
        name="words_en",
        label_zh="英文用语",
        en="What a message says for it in English; null where it says nothing.",
        zh="英文提示语中的用语；无须说出的为空。",
    ),
    Field(
        name="factor_en",
        label_zh="英文换算系数",
        en="A number in this unit times the factor is what the English words count; null means 1.",
        zh="以该单位计的数值乘以此系数即为英文用语所计的数值；空为1。",
        type="number",
    ),
)

ASSESSMENT_REFERENCE_TABLES = (
    Table(
        name="ref_warning_rule",
        columns="rule kind indicator_id? group_id? measure? benchmark? unit? threshold? minimum_share? severity message_zh "
        "message_en enabled note?",
        key="rule",
        foreign_keys=(
            "indicator_id -> ref_indicator.indicator_id",
            "group_id -> ref_indicator.group_id",
            "unit -> ref_unit.unit",
        ),
        en="One row per warning rule; without indicator and group it holds for all.",
        zh="每条预警规则一行；未指明指标与指标组的适用于全部指标。",
    ),
    Table(
        name="ref_score_weight",
        columns="indicator_id measure weight method best? worst? minimum_peers? note?",
        key="indicator_id measure",
        foreign_keys=("indicator_id -> ref_indicator.indicator_id",),
        en="One row per indicator and measure that the scorecard weighs.",
        zh="评分所用的每个指标与计量方式一行。",
    ),
    Table(
        name="ref_score_grade",
        columns="grade minimum_score minimum_coverage maximum_red_warnings?",
        key="grade",
        en="One row per grade of the scorecard.",
        zh="评分等次，每等一行。",
    ),
    Table(
        name="ref_score_tier",
        columns="tier up_to",
        key="tier",
        en="One row per tier of the scorecard.",
        zh="评分方阵，每个一行。",
    ),
    Table(
        name="ref_word",
        columns="kind code words_zh? words_en? factor_en?",
        key="kind code",
        en="One row per code or unit, with what a message calls it.",
        zh="代码或单位在提示语中的用语，每个一行。",
    ),
)

ASSESSMENT_TABLES = (
    Table(
        name="mart_warning",
        label_zh="预警",
        columns=f"{SUBJECT} indicator_id measure scope? period_start period_end rule kind severity value? unit? "
        "bound? benchmark? benchmark_value? gap? threshold? rank? peers? message_zh message_en figure_id "
        "figure_ids contested benchmark_basis? inherited months period_kind is_latest_in_quarter panel_share? "
        "certainty",
        key="rule figure_id",
        foreign_keys=(
            *SUBJECT_KEYS,
            "indicator_id -> dim_indicator.indicator_id",
            "figure_id -> fact_figure.figure_id",
        ),
        en="Early warning: one row per subject, quarter, rule and figure that breaks it.",
        zh="预警：每个主体、季度、规则及触发该规则的数据一行。",
    ),
    Table(
        name="mart_scorecard",
        label_zh="评分",
        columns=f"{SUBJECT} score? grade? tier? coverage rank? peers? indicators figure_ids contested "
        "unscored warnings red_warnings panel_share? certainty?",
        key="quarter_id subject_level subject_name city_id zone_id",
        foreign_keys=SUBJECT_KEYS,
        en="Assessment: one row per subject and quarter, with its weighted score.",
        zh="评分：每个主体、季度一行，为加权综合得分。",
    ),
    Table(
        name="mart_scorecard_part",
        label_zh="评分明细",
        columns=f"{SUBJECT} indicator_id measure scope? period_start? period_end? method weight value? unit? "
        "bound? benchmark? benchmark_value? rank? peers? normalised_score? contribution? figure_id? "
        "benchmark_figure_id? contested? benchmark_basis? inherited months? period_kind? certainty?",
        key="quarter_id subject_level subject_name city_id zone_id indicator_id measure",
        foreign_keys=(
            *SUBJECT_KEYS,
            "indicator_id -> dim_indicator.indicator_id",
            "figure_id -> fact_figure.figure_id",
            "benchmark_figure_id -> fact_figure.figure_id",
        ),
        en="What a score is made of: one row per subject, quarter, indicator and measure that is weighed; "
        "what is missing stands here too.",
        zh="评分明细：每个主体、季度、计分指标与计量方式一行，缺数据的也列出。",
    ),
)
