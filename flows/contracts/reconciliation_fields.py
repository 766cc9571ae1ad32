"""The columns and the table of `mart_reconciliation`: the texts' own arithmetic."""

from __future__ import annotations

from flows.contracts.mart_tables import SUBJECT, SUBJECT_KEYS
from flows.contracts.model import Field, Table

IDENTITIES = (
    "gap",
    "share",
    "rate",
    "whole_count",
    "sum",
    "nested_period",
    "growth",
    "completion",
    "schedule",
)
HERE = ("mart_reconciliation",)

RECONCILIATION_FIELDS = (
    Field(
        name="reconciliation_id",
        label_zh="核对编号",
        en="Identity and its figures; stable from run to run for the same text.",
        zh="核对编号；同一文本多次运行编号不变。",
        pattern=r"[0-9a-f]{16}",
    ),
    Field(
        name="identity",
        label_zh="等式类型",
        en="gap: value - benchmark; share, rate: part / whole; whole_count: a rate that some whole number of "
        "projects must give; sum: parts add up to the total; nested_period: a longer period has no less than a "
        "shorter one inside it; growth: value / earlier - 1; completion: done / plan; schedule: completion - months over / 12.",
        zh="gap差距=数值-基准；share占比、rate比率=部分/整体；whole_count比率应由整数个项目得出；sum部分之和=合计；"
        "nested_period长时期不小于其中短时期；growth增速；completion完成比例；schedule与序时进度之差=完成比例-已过月数/12。",
        allowed=IDENTITIES,
    ),
    Field(
        name="expression",
        label_zh="等式",
        en="The sum as the text has it, in its own numbers; whether it holds says `agrees`.",
        zh="以原文数字写出的等式；是否成立见agrees。",
    ),
    Field(
        name="stated",
        label_zh="原文值",
        en="What the text states, in `unit`.",
        zh="原文所述值（以unit计）。",
        type="number",
    ),
    Field(
        name="expected",
        label_zh="应有值",
        en="What follows from the other numbers; for whole_count the nearest rate that a whole number gives, for "
        "nested_period the least that the longer period may have.",
        zh="由其他数字得出的值；whole_count为整数个项目可得的最近比率，nested_period为长时期的最小可能值。",
        type="number",
    ),
    Field(
        name="difference",
        label_zh="差额",
        en="stated - expected.",
        zh="原文值减应有值。",
        type="number",
    ),
    Field(
        name="tolerance",
        label_zh="容差",
        en="How far stated may lie from expected, by half a unit in the last place of every printed number, on the "
        "side where it lies; null where a number that is only a bound leaves that side open.",
        zh="按各数字末位半个单位推得的允许差额（取差额所在一侧）；因数字仅为界限而该侧不定时为空。",
        type="number",
        minimum=0,
    ),
    Field(
        name="expected_low",
        label_zh="应有值下限",
        en="Least that the other numbers' printed digits allow; null where open.",
        zh="其他数字的印刷位数所允许的最小值；不定时为空。",
        type="number",
    ),
    Field(
        name="expected_high",
        label_zh="应有值上限",
        en="Most that the other numbers' printed digits allow; null where open, as for nested_period.",
        zh="其他数字的印刷位数所允许的最大值；不定时（含nested_period）为空。",
        type="number",
    ),
    Field(
        name="unit",
        label_zh="单位",
        en="Unit of stated, expected and difference.",
        zh="原文值、应有值与差额的单位。",
        tables=HERE,
    ),
    Field(
        name="agrees",
        label_zh="是否相符",
        en="Whether stated and expected agree within the rounding of the printed digits.",
        zh="原文值与应有值在舍入范围内是否相符。",
        type="boolean",
        tables=HERE,
    ),
    Field(
        name="likely_reason_en",
        label_zh="可能原因英文",
        en="A guess why they don't agree, in English; null where they do. Nothing is mended.",
        zh="不相符的可能原因（英文）；相符时为空。不作任何改动。",
    ),
    Field(
        name="likely_reason_zh",
        label_zh="可能原因",
        en="The same guess in Chinese; null where they agree.",
        zh="不相符的可能原因；相符时为空。",
    ),
    Field(
        name="figure_ids",
        label_zh="数据编号列表",
        en="Figures of the identity, the stated one first; `roles` names the part of each.",
        zh="等式所涉数据编号，首个为原文所述值；各自作用见roles。",
        type="strings",
        tables=HERE,
    ),
    Field(
        name="roles",
        label_zh="各数作用",
        en="What each of figure_ids is: stated, value, benchmark, part, whole, shorter, earlier, done or plan.",
        zh="figure_ids中各数据的作用：stated原文值、value数值、benchmark基准、part部分、whole整体、shorter短时期、"
        "earlier上年、done完成、plan计划。",
        type="strings",
    ),
    Field(
        name="is_current",
        label_zh="是否均为现行",
        en="Whether every figure of it is the current one of its key; a text's sums are checked even where a later "
        "text, or a later place in it, gives another value.",
        zh="所涉数据是否均为现行值；原文等式即使其后另有新值也予核对。",
        type="boolean",
    ),
    Field(
        name="across_documents",
        label_zh="是否跨文件",
        en="Whether the figures stand in several documents, as last year's level and this year's growth do; then all are current, and "
        "none is contested.",
        zh="所涉数据是否出自不同文件（如上年数与本年增速）；此时均为现行值，且无一文两值。",
        type="boolean",
    ),
)

RECONCILIATION_TABLES = (
    Table(
        name="mart_reconciliation",
        label_zh="核对",
        columns=f"reconciliation_id {SUBJECT} document_id indicator_id identity expression stated expected difference "
        "tolerance? expected_low? expected_high? unit? agrees likely_reason_en? likely_reason_zh? figure_ids roles "
        "is_current across_documents",
        key="reconciliation_id",
        foreign_keys=(
            *SUBJECT_KEYS,
            "document_id -> dim_document.document_id",
            "indicator_id -> dim_indicator.indicator_id",
        ),
        en="The texts' own arithmetic: one row per identity found in a document or across several, and whether it holds.",
        zh="核对：一个文件之内或各文件之间的每个算术关系一行，及其是否成立。",
    ),
)
