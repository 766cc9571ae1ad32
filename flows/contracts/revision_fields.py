"""The columns of the revisions: what was reported more than once, and what a corrected file changed."""

from __future__ import annotations

from flows.contracts import codes
from flows.contracts.model import Field

REVISION = ("mart_revision",)
CORRECTED = "superseded by a corrected file"
REASONS = ("later as-of month", "later load", "exact over a bound", "position in the text", CORRECTED)

REVISION_FIELDS = (
    Field(
        name="unit_key",
        label_zh="可比单位",
        en="Unit that versions are compared in; null where the measure needs none to tell figures apart.",
        zh="各版本比较所用的单位；计量方式无需以单位区分时为空。",
        tables=REVISION,
    ),
    Field(
        name="reason",
        label_zh="现行理由",
        en="Why the current version is current, held against the one next to it: later as-of month, later load, "
        "exact over a bound, or position in the text (the order of documents); "
        "superseded by a corrected file: the earlier value stood in a file that was loaded again changed.",
        zh="现行版本成为现行的理由（与次新版本相比）：数据截止月更晚、入库更晚、确数优于界限值、文中位置（文件次序）；"
        "superseded by a corrected file指早先数值所在文件已更正并重新入库。",
        allowed=REASONS,
        tables=REVISION,
    ),
    Field(
        name="versions",
        label_zh="版本数",
        en="How many documents report the figure.",
        zh="报告该数据的文件数。",
        type="integer",
        minimum=1,
        tables=REVISION,
    ),
    Field(
        name="documents",
        label_zh="来源文件",
        en="Document of each version, the current one first; what a document says first is its version.",
        zh="各版本所在文件，现行版本在前；同一文件以首次出现者为其版本。",
        type="strings",
        tables=REVISION,
    ),
    Field(
        name="figure_ids",
        label_zh="各版本数据编号",
        en="Figure of each version, in the same order; a superseded one is no longer in fact_figure.",
        zh="各版本的数据编号，顺序相同；已被更正文件取代者不在fact_figure中。",
        type="strings",
        tables=REVISION,
    ),
    Field(
        name="values_reported",
        label_zh="各版本数值",
        en="Value of each version as printed, in the same order.",
        zh="各版本的原文数值，顺序相同。",
        type="strings",
        tables=REVISION,
    ),
    Field(
        name="units",
        label_zh="各版本单位",
        en="Unit of each version as printed, in the same order; empty where none is printed.",
        zh="各版本的原文单位，顺序相同；原文无单位者为空字符串。",
        type="strings",
        tables=REVISION,
    ),
    Field(
        name="bounds",
        label_zh="各版本界限",
        en="Bound of each version, in the same order.",
        zh="各版本的界限，顺序相同。",
        type="strings",
        tables=REVISION,
    ),
    Field(
        name="current_figure_id",
        label_zh="现行数据编号",
        en="Figure that is current for the key; null where the corrected file and all others no longer report it.",
        zh="现行数据编号；更正后的文件及其他文件均不再报告时为空。",
        tables=REVISION,
    ),
    Field(
        name="agrees",
        label_zh="是否相符",
        en="Whether every version agrees with the current one within the rounding of the printed digits; a bound "
        "agrees with what it leaves open; null where they can't be compared.",
        zh="各版本与现行数值在舍入范围内是否相符；界限值与其允许的数值视为相符；无法比较时为空。",
        type="boolean",
        tables=REVISION,
    ),
    Field(
        name="difference",
        label_zh="差异",
        en="Current value less that of the version next to it, or of the superseded one, in the comparable unit.",
        zh="现行数值减次新版本（或被取代版本）的数值，按可比单位。",
        type="decimal",
        tables=REVISION,
    ),
    Field(
        name="earlier_document_id",
        label_zh="更正文件",
        en="Document that was loaded again changed; null where several reports stand side by side.",
        zh="更正后重新入库的文件；多份报告并存时为空。",
        tables=REVISION,
    ),
    Field(
        name="earlier_figure_id",
        label_zh="早先数据编号",
        en="Figure that the document held before.",
        zh="更正前的数据编号。",
        tables=REVISION,
    ),
    Field(
        name="earlier_value",
        label_zh="早先数值",
        en="Value that the document held before, as printed.",
        zh="更正前的原文数值。",
        type="decimal",
        tables=REVISION,
    ),
    Field(
        name="earlier_unit",
        label_zh="早先单位",
        en="Unit of the earlier value, as printed.",
        zh="更正前的原文单位。",
        tables=REVISION,
    ),
    Field(
        name="earlier_value_canonical",
        label_zh="早先折算数值",
        en="Earlier value in the canonical unit; null where it can't be converted.",
        zh="更正前数值折算为标准单位；无法折算时为空。",
        type="decimal",
        tables=REVISION,
    ),
    Field(
        name="earlier_bound",
        label_zh="早先界限",
        en="Bound of the earlier value.",
        zh="更正前数值的界限。",
        allowed=codes.BOUNDS,
        tables=REVISION,
    ),
    Field(
        name="earlier_rounding",
        label_zh="早先舍入半幅",
        en="Half a unit in the last printed place of the earlier value, in the canonical unit.",
        zh="更正前数值末位的半个单位（按标准单位）。",
        type="number",
        tables=REVISION,
    ),
    Field(
        name="earlier_sha256",
        label_zh="早先文件摘要",
        en="SHA-256 of the document as it was before.",
        zh="更正前文件的SHA-256摘要。",
        pattern=r"[0-9a-f]{64}",
        tables=REVISION,
    ),
    Field(
        name="earlier_loaded_at",
        label_zh="早先入库时间",
        en="When the document as it was before was loaded, in UTC.",
        zh="更正前文件的入库时间（协调世界时）。",
        type="datetime",
        tables=REVISION,
    ),
)
