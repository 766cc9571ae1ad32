"""Why a number is no figure of the catalog: the closed list of codes, and what each of them says of the number."""

from __future__ import annotations

from flows.contracts import codes
from flows.contracts.model import Field, Table

REASON_FIELDS = (
    Field(
        name="verdict",
        label_zh="判定",
        en="unread: the number looks like data and was not read as a figure of the catalog; no_figure: it is none.",
        zh="unread为看似数据而未读作目录指标值；no_figure为本非目录指标值。",
        allowed=codes.VERDICTS,
    ),
    Field(
        name="description_en",
        label_zh="英文说明",
        en="What the reason says of the number, in English.",
        zh="该原因的英文说明。",
    ),
    Field(
        name="description_zh",
        label_zh="说明",
        en="The same in Chinese.",
        zh="该原因的中文说明。",
    ),
)

_COLUMNS = "reason verdict description_en description_zh"
_EN = "One row per reason why a number is no figure of the catalog: what it means, and whether the number looks like data."
_ZH = "数字不作为目录指标值的每种原因一行：其含义，及是否看似数据而未读。"

REASON_TABLE = Table(name="ref_reason", columns=_COLUMNS, key="reason", en=_EN, zh=_ZH)
DIM_REASON = Table(name="dim_reason", label_zh="未读原因", columns=_COLUMNS, key="reason", en=_EN, zh=_ZH)
REVIEW_TABLE_REASON = Table(
    name="review_table_reason",
    label_zh="表格未读数字",
    columns="table_id document_id reason verdict numbers",
    key="table_id reason",
    foreign_keys=(
        "table_id -> review_table.table_id",
        "document_id -> dim_document.document_id",
        "reason -> dim_reason.reason",
    ),
    en="Numbers of tables that are no figure of the catalog: one row per table and reason.",
    zh="表格中未读作目录指标值的数字：每张表格每种原因一行。",
)
