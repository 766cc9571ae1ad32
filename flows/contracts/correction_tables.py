"""Corrections of misprints: the rows of corrections.yaml, what became of each, and the columns only they have."""

from __future__ import annotations

from flows.contracts import codes
from flows.contracts.model import Field, Table

ROW = ("ref_correction", "dim_correction")

CORRECTION_FIELDS = (
    Field(
        name="correction_id",
        label_zh="更正编号",
        en="Correction of a misprint that the number was read with; null where it was read as printed.",
        zh="读取该数字时所用的勘误编号；按原文读取的为空。",
        pattern=r"[0-9a-f]{16}",
    ),
    Field(
        name="correction_id",
        label_zh="更正编号",
        en="Correction: a hash of its document and match, stable from run to run.",
        zh="勘误编号：由文件与原文字句计算的摘要，多次运行不变。",
        pattern=r"[0-9a-f]{16}",
        tables=(*ROW, "correction"),
    ),
    Field(
        name="document",
        label_zh="适用文件",
        en="Documents it mends: an id, a file's name without its ending, or a pattern with * and ?.",
        zh="适用的文件：文件编号、不含扩展名的文件名，或含*、?的通配式。",
        pattern=r".+",
    ),
    Field(
        name="match",
        label_zh="原文字句",
        en="What is printed: the literal text in the file, with enough around it to be found nowhere else.",
        zh="原文印刷的字句，须含足够上下文以便唯一定位。",
        pattern=r"[\s\S]+",
    ),
    Field(
        name="replace", label_zh="更正字句", en="What should stand there.", zh="应当写作的字句。", tables=ROW
    ),
    Field(
        name="reason",
        label_zh="更正理由",
        en="Why it is a misprint.",
        zh="判定为误印的理由。",
        pattern=r"[\s\S]+",
        tables=ROW,
    ),
    Field(
        name="source",
        label_zh="更正依据",
        en="Who says so: another report, a notice, the office that was asked.",
        zh="更正的依据：另一份报告、更正启事或经办单位答复。",
        pattern=r"[\s\S]+",
        tables=ROW,
    ),
    Field(
        name="expect",
        label_zh="应有处数",
        en="How often the text must be found in the documents; another count means that the source has changed.",
        zh="原文字句在所涉文件中应出现的次数；不符即表示来源已变。",
        type="integer",
        minimum=1,
    ),
    Field(
        name="sha256_prefix",
        label_zh="文件摘要前缀",
        en="First digits of the file's SHA-256, where only that very file is meant.",
        zh="文件SHA-256摘要的前几位，用以限定某一版本的文件。",
        pattern=r"[0-9a-f]{6,64}",
    ),
    Field(
        name="found",
        label_zh="实有处数",
        en="How often the text was found in the documents of the run.",
        zh="本次运行的文件中找到的次数。",
        type="integer",
        minimum=0,
    ),
    Field(
        name="status",
        label_zh="更正状态",
        en="applied; not_in_run: no such document was read; source_changed: not applied, see quarantine.",
        zh="状态：已更正；文件不在本次运行中；来源已变，未更正，见隔离区。",
        allowed=codes.CORRECTION_STATUS,
    ),
)

CORRECTION_COLUMNS = "correction_id document match replace reason source expect sha256_prefix?"

CORRECTION_TABLE = Table(
    name="ref_correction",
    columns=CORRECTION_COLUMNS,
    key="document match",
    en="One row per misprint and what should stand there.",
    zh="每处误印及其更正一行。",
)
