"""What may make a figure doubtful: the closed list of codes, who finds each, and what it says."""

from __future__ import annotations

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
)

_COLUMNS = "doubt found_by description_en description_zh"
_EN = "One row per kind of doubt about a figure, as fact_figure.doubts names it."
_ZH = "数据疑点的每种类型一行，见 fact_figure.doubts。"

DOUBT_TABLE = Table(name="ref_doubt", columns=_COLUMNS, key="doubt", en=_EN, zh=_ZH)
DIM_DOUBT = Table(name="dim_doubt", label_zh="疑点说明", columns=_COLUMNS, key="doubt", en=_EN, zh=_ZH)
