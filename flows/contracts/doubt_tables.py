"""What may make a figure doubtful, how certain it is, and what each place does with figures that are in doubt."""

from __future__ import annotations

from flows.contracts import codes
from flows.contracts.model import Field, Table

DOUBT_FIELDS = (
    Field(name="doubt", label_zh="疑点", en="Code of a kind of doubt.", zh="疑点代码。", pattern=r"[a-z_]+"),
    Field(
        name="found_by",
        label_zh="发现者",
        en="reading: found in the text; warehouse: found by holding the figure against others.",
        zh="reading为抽取时依据文本发现，warehouse为与其他数据对照时发现。",
        allowed=("reading", "warehouse"),
    ),
    Field(
        name="cleared_by",
        label_zh="可消除者",
        en="What clears the doubt, besides a person: identity (an arithmetic identity of the text that holds for the figure, "
        "or a second document), count (the text counts as many as the number was taken for, or a second document), or only document (a second document that prints the same value in words of its own).",
        zh="除人工审核外，何者可消除该疑点：identity为原文中成立的算术关系或另一文件，count为原文所计个数与所取主体数相符或另一文件，document为仅由另一文件（以不同文句）给出同一数值。",
        allowed=("identity", "count", "document"),
    ),
    Field(
        name="certainty",
        label_zh="可信程度",
        en="How sure the figure is: reviewed (a person decided on it), confirmed (an arithmetic identity of the text that could "
        "have failed holds for it, or a second document prints the same value), doubtful (a doubt is left), clear (neither).",
        zh="可信程度：reviewed为人工已审，confirmed为原文算术关系成立或另一文件给出同一数值，doubtful为尚有疑点，clear为无疑点亦无佐证。",
        allowed=codes.CERTAINTIES,
        tables=("fact_figure",),
    ),
    Field(
        name="certainty",
        label_zh="可信程度",
        en="The worst certainty of the figures that the row rests on: doubtful, clear, confirmed or reviewed.",
        zh="本行所依据数据中最低的可信程度：doubtful、clear、confirmed或reviewed。",
        allowed=codes.CERTAINTIES,
    ),
    Field(
        name="used_in",
        label_zh="场合",
        en="Where figures are shown or computed with: headline, ranking, warning, scorecard, or elsewhere.",
        zh="使用数据的场合：headline为简报首页数字，ranking为排名，warning为预警，scorecard为评分，elsewhere为其他。",
        allowed=codes.CERTAINTY_PLACES,
    ),
    Field(
        name="treatment",
        label_zh="处理",
        en="What becomes of a doubtful figure there: take it as any other, mark it, or leave_out.",
        zh="对存疑数据的处理：take为照常采用，mark为标注，leave_out为不予采用。",
        allowed=codes.TREATMENTS,
    ),
)

_COLUMNS = "doubt found_by cleared_by description_en description_zh"
_EN = "One row per kind of doubt about a figure, as fact_figure.doubts names it."
_ZH = "数据疑点的每种类型一行，见 fact_figure.doubts。"

DOUBT_TABLE = Table(name="ref_doubt", columns=_COLUMNS, key="doubt", en=_EN, zh=_ZH)
DIM_DOUBT = Table(name="dim_doubt", label_zh="疑点说明", columns=_COLUMNS, key="doubt", en=_EN, zh=_ZH)
_POLICY_COLUMNS = "used_in treatment description_en description_zh"
_POLICY_EN = "What becomes of doubtful figures, by place; a place without a row leaves them out, and elsewhere marks them."
_POLICY_ZH = "各场合对存疑数据的处理；未列出的场合不采用，其他场合标注。"

CERTAINTY_POLICY_TABLE = Table(
    name="ref_certainty_policy", columns=_POLICY_COLUMNS, key="used_in", en=_POLICY_EN, zh=_POLICY_ZH
)
DIM_CERTAINTY_POLICY = Table(
    name="dim_certainty_policy",
    label_zh="存疑处理",
    columns=_POLICY_COLUMNS,
    key="used_in",
    en=_POLICY_EN,
    zh=_POLICY_ZH,
)
