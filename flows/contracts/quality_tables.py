"""Data quality: the floors that a run is held against, and the mart that says which of them are met."""

from __future__ import annotations

from flows.contracts import codes
from flows.contracts.model import Field, Table

QUALITY_FIELDS = (
    Field(
        name="quality_rule",
        label_zh="质量规则",
        en="Floor of data quality: a readable code.",
        zh="数据质量下限编号（可读代码）。",
        pattern=r"[a-z0-9_]+",
    ),
    Field(
        name="document_type",
        label_zh="文件类型",
        en="Whom a document reports on: province, city or unknown; null in a floor that holds for all.",
        zh="文件所报主体：省、市或未知；适用于全部文件的为空。",
        allowed=codes.DOCUMENT_TYPES,
    ),
    Field(
        name="quality_measure",
        label_zh="质量指标",
        en="What is measured: fill_rate (share of rows with a value in the column), rows_per_document, read_share "
        "(documents read, of all found), valid_share (figures that validation let pass).",
        zh="所测内容：列填充率、每份文件行数、文件可读比例、通过校验的数据比例。",
        allowed=codes.QUALITY_MEASURES,
    ),
    Field(
        name="table_name",
        label_zh="表",
        en="Table that is measured.",
        zh="所测的表。",
        allowed=codes.QUALITY_TABLES,
    ),
    Field(
        name="column_name",
        label_zh="列",
        en="Column whose fill rate is measured; null for other measures.",
        zh="填充率所测的列；其他指标为空。",
        allowed=tuple(dict.fromkeys(name for names in codes.QUALITY_COLUMNS.values() for name in names)),
    ),
    Field(
        name="quality_floor",
        label_zh="下限",
        en="Least value that is good enough: a share of 1, or rows for each document.",
        zh="合格的最低值：比例（以1计）或每份文件行数。",
        type="decimal",
        minimum=0,
    ),
    Field(
        name="policy",
        label_zh="处置",
        en="What becomes of a run below the floor: warn (it publishes, and says so) or refuse (it does not publish).",
        zh="低于下限时的处置：提示（照常发布并提示）或拒绝（不发布）。",
        allowed=codes.QUALITY_POLICIES,
    ),
    Field(
        name="measured_documents",
        label_zh="文件数",
        en="Documents of that type.",
        zh="该类型的文件数。",
        type="integer",
        minimum=0,
    ),
    Field(
        name="measured_rows",
        label_zh="行数",
        en="Rows of the table that come from them.",
        zh="表中来自这些文件的行数。",
        type="integer",
        minimum=0,
    ),
    Field(
        name="measured_value",
        label_zh="实测值",
        en="What was measured; null where there is nothing to measure.",
        zh="实测值；无可测内容时为空。",
        type="decimal",
        minimum=0,
    ),
    Field(
        name="met",
        label_zh="达标",
        en="Whether the floor is met; true where there is nothing to measure.",
        zh="是否达到下限；无可测内容时为是。",
        type="boolean",
        tables=("mart_quality",),
    ),
)

QUALITY_REFERENCE_TABLE = Table(
    name="ref_quality_floor",
    columns="quality_rule document_type? quality_measure table_name column_name? quality_floor policy note?",
    key="quality_rule",
    en="One row per floor of data quality that a run is held against.",
    zh="每条数据质量下限一行。",
)

QUALITY_TABLE = Table(
    name="mart_quality",
    label_zh="数据质量",
    columns="quality_rule document_type? quality_measure table_name column_name? measured_documents measured_rows "
    "measured_value? quality_floor met policy",
    key="quality_rule",
    en="Data quality: one row per floor, with what this run has measured against it.",
    zh="数据质量：每条下限一行，附本次运行的实测值。",
)
